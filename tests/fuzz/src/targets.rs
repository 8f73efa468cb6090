//! What must hold of any bytes. Each target takes bytes and panics where a promise does not hold.
//!
//! The fuzzer calls these with bytes it makes up, `tests/fuzz_corpus.rs` with the ones that were kept.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Display};
use std::str::FromStr;
use std::sync::Arc;

use ratification::check::{self, Subject};
use ratification::clause::{Clause, parse_condition, parse_delay, parse_duration, resolve};
use ratification::date::{ActDate, Day, parse_day, show};
use ratification::decimal::Decimal;
use ratification::diagnostic::Finding;
use ratification::ledger::edit::{self, Recorded};
use ratification::ledger::{Context, Loaded, Settings, load_agreement, load_procedure, load_settings};
use ratification::model::{
    About, Act, ActId, Agreement, AgreementId, Cause, Citation, Code, Delivery, Found, Kind, Look, Names, Outcome,
    Procedure, Reading, Retraction, SourceKind, Tally, Votes, procedure_texts,
};
use ratification::render::text::Terminal;
use ratification::render::{
    brief as brief_page, corrections as notes, csv, detail as detail_page, finding, html, json,
};
use ratification::render::{explain as explain_page, md, page, plain, text};
use ratification::report::act_words::{reader_table, screen_table, script_table};
use ratification::report::brief::{brief, sentence_table, timeline_table};
use ratification::report::explain::{Explaining, explain};
use ratification::report::log::{Wanted, log};
use ratification::report::phrase::{LANGUAGES, Phrases};
use ratification::report::sentence::{self, Telling};
use ratification::report::table::Table;
use ratification::report::{
    check as check_report, corrections, detail, explain_json, show, show_page, status as overview,
};
use ratification::source::Source;
use ratification::status::{AsOf, Case, Predicate, Status, Supposed, ask, assess, mode, other_days, suppose};

/// A target: its name, and what it holds bytes against.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[("ledger", ledger), ("clause", clause), ("edit", edit), ("round_trip", round_trip)];

const FILE: &str = "agreements/under-test.toml";

fn id() -> AgreementId {
    "under-test".parse().expect("an id")
}

fn day(text: &str) -> Day {
    parse_day(text).expect("a day")
}

thread_local! {
    static PROCEDURES: RefCell<BTreeMap<String, Option<Arc<Procedure>>>> = RefCell::default();
}

/// The procedure that comes with the tool, read once.
fn procedure(code: &str) -> Option<Arc<Procedure>> {
    let read = |code: &str| {
        let source = Source::new(code, procedure_texts::builtin(code)?);
        load_procedure(code, &source).0.map(Arc::new)
    };
    if procedure_texts::builtin(code).is_none() {
        return None;
    }
    PROCEDURES.with_borrow_mut(|known| known.entry(code.to_owned()).or_insert_with(|| read(code)).clone())
}

fn procedure_of(agreement: &Agreement, code: &Code) -> Option<Arc<Procedure>> {
    let entry = agreement.party.get(code);
    if let Some(entry) = entry.filter(|entry| !entry.steps.is_empty()) {
        return Some(Arc::new(Procedure::own(code, code.as_str(), &entry.steps)));
    }
    procedure(entry.and_then(|entry| entry.procedure.as_deref()).unwrap_or(code.as_str()))
}

fn named(name: &str) -> Option<Code> {
    match Names::builtin().find(name) {
        Found::One(name) => Some(name.code),
        _ => None,
    }
}

fn load(source: &Source) -> Loaded {
    let settings = Settings::default();
    load_agreement(&id(), source, &Context { names: Names::builtin(), procedures: &procedure, settings: &settings })
}

/// The agreement of a text without errors.
fn sound(source: &Source) -> Option<Agreement> {
    let loaded = load(source);
    loaded.agreement.filter(|_| !loaded.findings.iter().any(Finding::is_error))
}

/// Any text is loaded; what loads without an error is answered from, in every format.
pub fn ledger(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let source = Source::new(FILE, text);
    if text.contains("[[step]]") {
        harmless(&finding::findings(&load_procedure("AZ", &source).1, &|_| Some(&source), false));
    }
    if text.contains("name") {
        harmless(&finding::findings(&load_settings(&source).1, &|_| Some(&source), false));
    }
    let loaded = load(&source);
    for finding in loaded.findings.iter().filter_map(|finding| finding.span.clone()) {
        assert!(finding.start <= finding.end && finding.end <= text.len(), "{finding:?} of {}", text.len());
    }
    harmless(&finding::findings(&loaded.findings, &|_| Some(&source), false));
    let Some(agreement) = sound(&source) else { return };
    let clause = resolve(&agreement, &named).expect("a text without errors has a clause");
    for (on, today) in [("2026-01-15", "2026-01-15"), ("2031-01-15", "2026-01-15"), ("2010-06-30", "2026-01-15")] {
        answer(&source, &agreement, &clause, AsOf { day: day(on), today: day(today), known_at: None });
    }
    let known_at = "2025-12-17T12:00:00Z".parse().ok();
    answer(&source, &agreement, &clause, AsOf { day: day("2026-01-15"), today: day("2026-01-15"), known_at });
}

/// Everything that can be asked about one agreement.
fn answer(source: &Source, agreement: &Agreement, clause: &Clause, as_of: AsOf) {
    let procedures = |code: &Code| procedure_of(agreement, code);
    let before = status(agreement, clause, as_of);
    for what in Predicate::ALL {
        let _ = ask(&before, *what, None);
    }
    record(agreement, as_of);
    told(agreement, &before, &procedures);
    explained(agreement, &before, &clause.words(), agreement.acts.len());
    let who = "TR".parse::<Code>().expect("a code");
    let what = [Supposed::Consent(who, as_of.day, mode(before.verdict(), who)), Supposed::Withdrawal(who, as_of.day)];
    let supposed = suppose(agreement, &what);
    let after = status(&supposed, clause, as_of);
    explained(&supposed, &after, &clause.words(), agreement.acts.len());
    let ids = BTreeSet::from([agreement.id.clone()]);
    let (clause, status) = (Some(clause), Some(&before));
    let subject = Subject { source, agreement, clause, status, procedures: &procedures, ids: &ids, today: as_of.today };
    let mut findings = check::of_text(source);
    findings.extend(check::of_agreement(&subject));
    Finding::sort(&mut findings);
    harmless(&finding::findings(&findings, &|_| Some(source), false));
    table(&check_report::table(&check_report::report(&findings, 1, as_of.day, None)));
}

fn status(agreement: &Agreement, clause: &Clause, as_of: AsOf) -> Status {
    let procedures = |code: &Code| procedure_of(agreement, code);
    let case = || Case { agreement, clause, procedures: &procedures, names: Names::builtin() };
    let cases = BTreeMap::from([(agreement.id.clone(), case())]);
    assess(&case(), as_of, &other_days(&agreement.id, &cases, as_of))
}

/// `show` and `log`.
fn record(agreement: &Agreement, as_of: AsOf) {
    let report = show::show(agreement, as_of);
    harmless(&json::json(&report));
    harmless(&page::page(&show_page::page(&report, agreement, Names::builtin()), &Terminal::default()));
    let rows = log(&[agreement], Wanted::default(), as_of);
    table(&screen_table(&rows));
    table(&script_table(&rows, true));
    table(&reader_table(&rows, Names::builtin(), &["date", "party", "act", "outcome", "standing", "sources", "note"]));
    let report = corrections::corrections(&[agreement], Wanted::default(), as_of, Names::builtin());
    harmless(&json::json(&report));
    harmless(&notes::md(&report));
    harmless(&page::page(&corrections::page(&report), &Terminal::default()));
    table(&corrections::table(&report));
}

/// `status` and `brief`.
fn told(agreement: &Agreement, status: &Status, procedures: &dyn Fn(&Code) -> Option<Arc<Procedure>>) {
    let names = Names::builtin();
    for (language, ..) in LANGUAGES {
        let phrases = Phrases::builtin(language).expect("a language that comes with the tool");
        let telling = Telling { agreement, status, names, phrases: &phrases, procedures };
        let report = brief(&telling, language);
        harmless(&json::json(&report));
        harmless(&brief_page::md(&report));
        harmless(&brief_page::text(&report, &Terminal::default()));
        table(&sentence_table(&report));
        table(&timeline_table(&report, true));
    }
    let phrases = Phrases::english();
    let safe = sentence::line(&Telling { agreement, status, names, phrases: &phrases, procedures });
    let line = overview::line(agreement, status, names, safe);
    harmless(&json::json(&line));
    harmless(&detail_page::detail(&detail::detail(agreement, status, &line, "", names), &Terminal::default()));
}

fn explained(agreement: &Agreement, status: &Status, words: &str, supposed_from: usize) {
    let asked: Vec<Code> = agreement.acts.iter().filter_map(|act| act.party).take(2).collect();
    let names = Names::builtin();
    let explaining = Explaining { agreement, status, words, names, asked: &asked, all: true, supposed_from };
    harmless(&json::json(&explain_json::report(&explaining)));
    harmless(&explain_page::explain(&explain(&explaining), &Terminal { width: Some(60), colour: false }));
}

/// A table in every format.
fn table(table: &Table) {
    harmless(&text::table(table, &Terminal::default()));
    harmless(&text::table(table, &Terminal { width: Some(50), colour: false }));
    for shown in [csv::csv(table), csv::tsv(table), json::ndjson(table), md::md(table), plain::plain(table)] {
        harmless(&shown);
    }
    harmless(&html::html(table));
}

/// Nothing that commands a terminal or turns text around.
fn harmless(shown: &str) {
    let hostile = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!shown.contains(hostile), "{shown:?}");
}

/// What the clause targets stand in: groups and weights to name, and acts to count.
const AROUND: &str = r#"format = 1
title = "T"
[groups]
left = ["AZ", "TR", { code = "GE", from = 2025-01-01 }]
big = ["AZ", "TR", "GE", "AM", "FR"]
[weights.w]
total = 100
values = { AZ = 20.5, TR = 30, GE = 0.25, AM = 9, FR = 40.25 }
[[act]]
party = "AZ"
kind = "ratification"
date = 2024-02-29
[[act]]
party = "TR"
kind = "signature"
date = "2025-01/2025-03"
[[act]]
party = "GE"
kind = "accession"
date = "2025"
[[act]]
kind = "event"
name = "summit"
date = 2025-03-31
"#;

/// Lines of a clause: `when`, `then`, `lasts`. What parses prints, and what is printed parses to the same; in a ledger
/// it resolves to the same clause.
pub fn clause(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut lines = text.splitn(3, '\n');
    let (when, then, lasts) = (lines.next().unwrap_or(""), lines.next(), lines.next());
    let condition = parse_condition(when).ok().map(|read| again(&read, |text| parse_condition(text).ok()));
    let delay = then.and_then(|then| parse_delay(then).ok()).map(|read| again(&read, |text| parse_delay(text).ok()));
    let duration = lasts.and_then(|lasts| parse_duration(lasts).ok());
    let duration = duration.map(|read| again(&read, |text| parse_duration(text).ok()));
    let Some(found) = in_ledger(when, then, lasts) else { return };
    let condition = condition.expect("a clause of a sound ledger parses");
    let printed = in_ledger(&condition, then.and(delay.as_deref()), lasts.and(duration.as_deref()));
    let printed = printed.expect("what is printed loads");
    assert_eq!(found.words(), printed.words());
}

/// The printed form, which must be read as the same and printed the same.
fn again<T: Display + Debug + PartialEq>(read: &T, parse: impl Fn(&str) -> Option<T>) -> String {
    let printed = read.to_string();
    assert_eq!(parse(&printed).as_ref(), Some(read), "printed as {printed:?}");
    printed
}

/// The clause of a ledger that says these words, answered from; `None` where it has a fault.
fn in_ledger(when: &str, then: Option<&str>, lasts: Option<&str>) -> Option<Clause> {
    let plain = |text: &str| !text.contains(['"', '\\']) && !text.contains(char::is_control);
    if ![Some(when), then, lasts].into_iter().flatten().all(plain) {
        return None;
    }
    let line = |key: &str, text: Option<&str>| text.map(|text| format!("{key} = \"{text}\"\n")).unwrap_or_default();
    let (then, lasts) = (line("then", then), line("lasts", lasts));
    let source = Source::new(FILE, format!("{AROUND}[clause]\nwhen = \"{when}\"\n{then}[term]\n{lasts}"));
    let agreement = sound(&source)?;
    let clause = resolve(&agreement, &named).expect("a text without errors has a clause");
    let day = day("2026-01-15");
    let status = status(&agreement, &clause, AsOf { day, today: day, known_at: None });
    explained(&agreement, &status, &clause.words(), agreement.acts.len());
    Some(clause)
}

/// Bytes as choices; zeros behind their end.
pub struct Choices<'b>(pub &'b [u8]);

impl Choices<'_> {
    fn next(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::from(self.next()) % all.len()]
    }

    fn often<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.next() % 4 == 3).then(|| make(self))
    }

    /// A text of up to fifteen bytes, or one that is hard to write.
    fn text(&mut self) -> String {
        const HARD: [&str; 6] = ["", "\"", "'''\n[[act]]", "a\r\nb # c", "\u{202e}\u{1b}\\u", "\u{feff} é\u{301}\t"];
        let length = usize::from(self.next() % 22);
        if let Some(hard) = length.checked_sub(16) {
            return HARD[hard].to_owned();
        }
        let (taken, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        String::from_utf8_lossy(taken).replace('\0', " ")
    }

    fn date(&mut self) -> ActDate {
        let (year, month, day) = (u16::from(self.next()) * 39 + 1, self.next() % 12 + 1, self.next() % 28 + 1);
        let day = format!("{year:04}-{month:02}-{day:02}");
        let date = match self.next() % 8 {
            0 => format!("{year:04}"),
            1 => format!("{year:04}-{month:02}"),
            2 => format!("../{day}"),
            3 => format!("{day}/9999-12-31"),
            4 => format!("{day}/{day}"),
            _ => day,
        };
        date.parse().expect("a date")
    }

    /// A moment in whole seconds, as the desk records it.
    fn moment<T: FromStr>(&mut self) -> Option<T> {
        format!("2025-12-{:02}T12:00:{:02}Z", self.next() % 28 + 1, self.next() % 60).parse().ok()
    }

    fn citation(&mut self) -> Citation {
        Citation {
            url: self.often(|from| format!("https://example.invalid/{}", from.next())),
            publisher: Some(self.text()),
            title: self.often(Self::text),
            kind: self.often(|from| from.of(SourceKind::ALL)),
            published: self.often(Self::date),
            quote: self.often(Self::text),
            note: self.often(Self::text),
            ..Citation::default()
        }
    }
}

/// An act that a command could record: of a party or of the agreement, as its kind wants.
fn act(from: &mut Choices) -> Act {
    let mut act = Act::new(from.of(Kind::ALL), from.date());
    let code = |text: &str| text.parse::<Code>().expect("a code");
    act.party = (!act.kind.is_of_agreement()).then(|| code(from.of(&["AZ", "TR", "GE", "CSHH", "X-DESK"])));
    act.outcome = if act.kind.needs_outcome() { from.of(Outcome::ALL) } else { Outcome::Done };
    act.name = from.often(Choices::text);
    act.body = from.often(Choices::text);
    act.effective = from.often(Choices::date);
    act.sent = from.often(Choices::date);
    act.reading = from.often(|from| from.of(Reading::ALL));
    act.about = from.often(|from| from.of(About::ALL)).unwrap_or(About::Consent);
    act.delivery = from.often(|from| from.of(Delivery::ALL));
    act.votes = from.often(|from| match from.next() {
        0 => Votes::Unanimous,
        n => Votes::Counts(Tally { for_: Some(n.into()), against: from.often(|_| u32::MAX), ..Tally::default() }),
    });
    act.place = from.often(Choices::text);
    act.until = from.often(Choices::date);
    act.persons = from.often(|from| vec![from.text(), from.text()]).unwrap_or_default();
    act.counted = from.next() % 8 != 7;
    act.expected = from.next() % 8 == 7;
    act.embargo = from.often(Choices::moment).flatten();
    act.note = from.often(Choices::text);
    act.recorded = from.moment();
    act.by = from.often(Choices::text);
    act.sources = (0..from.next() % 3).map(|_| from.citation()).collect();
    act
}

/// A ledger as people leave them: remarks, odd spacing, line ends, lists in brackets, keys with dots.
pub fn decorated(from: &mut Choices) -> String {
    const REMARKS: [&str; 6] = ["", "", "\n", "# a remark\n", "\n# a remark\n\n", "  # [[act]] is no act here\n"];
    const BLOCKS: [&str; 10] = [
        "[[ act ]]\nparty = 'AZ'\nkind =   \"signature\"\ndate = 2025-03-04\n  [[act.source]]\n  publisher = \"Desk\" # who\n",
        "[[act]]\nparty=\"TR\" # the other\nkind='ratification'\ndate=\"2025-03\"\nnote = \"\"\"\n[[act]]\n# no remark\"\"\"\n",
        "[[\"act\"]]\nparty = \"GE\"\nkind = \"declaration\"\ndate = 2025-03-04\nvotes.for = 3\nsource = [ { publisher = \"A\" } , ]\n",
        "[[act]]\nkind = \"adoption\"\ndate = 2025-03-04\nsource = []\n",
        "[[act]]\nid = \"given\"\nparty = \"AZ\"\nkind = \"declaration\"\ndate = 2025-01-01\n\t[act.retracted]\n\treason = \"x\"\n",
        "[[act]]\nparty = \"TR\"\nstep = \"signature\"\ndate = 2025-01-01\n[act.votes]\nfor = 1\n",
        "[[looked]]\nparty = \"TR\"\ndate = 2025-05-01\n",
        "[[source]]\npublisher = \"Desk\"\n",
        "[party.X-OTHER]\nname = \"Other\"\n",
        "[clause]\nwhen = \"2 parties\"\n",
    ];
    const LISTS: [&str; 6] = [
        "act = [ ]\n",
        "act = [ { party = \"AZ\", kind = \"signature\", date = 2025-03-04 }, # a remark\n]\n",
        "act = [\n  { kind = \"adoption\", date = 2025-03-04, source = [ { publisher = \"A\" } ] },\n  # last\n]\n",
        "looked = [ { party = \"TR\", date = 2025-05-01 } ]\n",
        "looked = []\n",
        "act = [{kind=\"adoption\",date=2025-03-04,votes.for=1}]\n",
    ];
    let listed = from.often(|from| from.of(&LISTS)).unwrap_or("");
    let mut text = format!("# ours\nformat = 1\ntitle  = \"T\" # short\n{listed}\n[party]\nX-DESK.name = \"Desk\"\n\n");
    let mut used = BTreeSet::new();
    for _ in 0..from.next() % 8 {
        let (remark, block) = (from.of(&REMARKS), from.of(&BLOCKS));
        let key = block.trim_start_matches(['[', ' ', '"']).split(['.', ']', ' ', '"']).next().unwrap_or("");
        let fixed = block.contains("id = ") || block.starts_with("[c") || block.starts_with("[p");
        if listed.starts_with(key) || (fixed && !used.insert(block)) {
            continue;
        }
        text += remark;
        text += block;
    }
    if from.next() % 4 == 3 {
        text.truncate(text.trim_end().len());
    }
    let text = match from.next() % 6 {
        4 => text.replace('\n', "\r\n"),
        5 => text.replacen('\n', "\r\n", usize::from(from.next())),
        _ => text,
    };
    if from.next() % 8 == 7 { format!("\u{feff}{text}") } else { text }
}

/// One change of a ledger: what is before a NUL, else one made of the bytes. One piece is put in, nothing else moves,
/// what was to be recorded is there once, and doing it again changes nothing.
pub fn edit(bytes: &[u8]) {
    let at = bytes.iter().position(|byte| *byte == 0);
    let (written, mut from) = (at.map(|at| &bytes[..at]), Choices(&bytes[at.map_or(0, |at| at + 1)..]));
    let text = match written.map(std::str::from_utf8) {
        Some(Ok(text)) if !text.is_empty() => text.to_owned(),
        Some(Err(_)) => return,
        _ => decorated(&mut from),
    };
    let old = Source::new(FILE, text);
    let Some(before) = sound(&old) else {
        assert!(at.is_some_and(|at| at > 0), "{:?}\n{}", load(&old).findings, old.text());
        return;
    };
    match from.next() % 4 {
        0 => looked(&old, &before, &mut from),
        1 if !before.acts.is_empty() => retracted(&old, &before, &mut from),
        _ => recorded(&old, &before, &mut from),
    }
}

fn recorded(old: &Source, before: &Agreement, from: &mut Choices) {
    let mut act = match before.acts.get(usize::from(from.next())) {
        Some(known) => Act { sources: vec![from.citation()], id_given: false, retracted: None, ..known.clone() },
        None => act(from),
    };
    if from.next() % 4 == 3 {
        (act.id, act.id_given) = (ActId(from.of(&["given", "own", "Ö-1", "\"q\""]).to_owned()), true);
    }
    let known_party = |code: &Code| Names::builtin().by_code(code).is_some() || before.party.contains_key(code);
    let allowed = |code: &Code| known_party(code) && before.parties.as_ref().is_none_or(|list| list.contains(code));
    if act.party.as_ref().is_some_and(|code| !allowed(code)) {
        return;
    }
    let Ok((text, result)) = edit::record(old, before, &act) else { return };
    let (new, after) = changed(old, text);
    let mut wanted = before.acts.clone();
    match &result {
        Recorded::Known(_) => assert_eq!(new.text(), old.text()),
        Recorded::SourceJoined(id) => {
            let joined = wanted.iter_mut().find(|act| act.id == *id).expect("an act of that id");
            let more: Vec<_> = act.sources.iter().filter(|source| !joined.sources.contains(source)).cloned().collect();
            joined.sources.extend(more);
        }
        Recorded::Added(id) => {
            assert!(wanted.iter().all(|known| known.id != *id), "{id} is taken");
            let at = after.acts.iter().position(|act| act.id == *id).expect("it is recorded under its id");
            wanted.insert(at, Act { id: id.clone(), id_given: true, ..act.clone() });
        }
    }
    same(&wanted, &before.looked, &after, new.text());
    let (again, result) = edit::record(&new, &after, &act).expect("the same is no clash");
    assert!(matches!(result, Recorded::Known(_)), "{result:?}");
    assert_eq!(again, new.text());
}

fn looked(old: &Source, before: &Agreement, from: &mut Choices) {
    let look = Look {
        party: from.often(|_| "TR".parse().expect("a code")).filter(|_| before.parties.is_none()),
        step: None,
        where_: Some(from.text()),
        date: from.date().earliest(),
        shelf_life_days: from.next().into(),
        recorded: from.moment(),
        by: from.often(Choices::text),
        note: from.often(Choices::text),
        span: 0..0,
    };
    let (new, after) = changed(old, edit::add_look(old, before, &look));
    let at = after.looked.iter().rposition(|known| Look { span: 0..0, ..known.clone() } == look);
    let mut looks = before.looked.clone();
    looks.insert(at.expect("the look is there"), look);
    same(&before.acts, &looks, &after, new.text());
}

fn retracted(old: &Source, before: &Agreement, from: &mut Choices) {
    let at = usize::from(from.next()) % before.acts.len();
    if before.acts[at].retracted.is_some() {
        return;
    }
    let favoured = usize::from(from.next()) % before.acts.len();
    let retraction = Retraction {
        at: from.moment(),
        reason: format!("x{}", from.text()),
        cause: from.often(|from| from.of(Cause::ALL)),
        in_favour_of: (favoured != at).then(|| before.acts[favoured].id.clone()),
        by: from.often(Choices::text),
    };
    let (new, after) = changed(old, edit::retract(old, &before.acts[at], &retraction));
    let mut wanted = before.acts.clone();
    wanted[at].retracted = Some(retraction);
    same(&wanted, &before.looked, &after, new.text());
}

/// The new text, which is the old one with one piece put in, and its agreement.
fn changed(old: &Source, text: String) -> (Source, Agreement) {
    let (a, b) = (old.text().as_bytes(), text.as_bytes());
    let before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let after = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    assert!(before + after >= a.len(), "more than one piece: {:?}\n{text:?}", old.text());
    let new = Source::new(FILE, text);
    let Some(agreement) = sound(&new) else { panic!("{:?}\n{}", load(&new).findings, new.text()) };
    (new, agreement)
}

fn same(acts: &[Act], looks: &[Look], found: &Agreement, text: &str) {
    let acts_of =
        |acts: &[Act]| -> Vec<Act> { acts.iter().map(|act| Act { span: 0..0, body: None, ..act.clone() }).collect() };
    assert_eq!(acts_of(acts), acts_of(&found.acts), "{text}");
    let looks_of =
        |looks: &[Look]| -> Vec<Look> { looks.iter().map(|look| Look { span: 0..0, ..look.clone() }).collect() };
    assert_eq!(looks_of(looks), looks_of(&found.looked), "{text}");
}

/// Values: what is read prints, and what is printed is read as the same; an act that is written loads as that act.
pub fn round_trip(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        printed::<ActDate>(text);
        printed::<Decimal>(text);
        printed::<Code>(text);
        printed::<AgreementId>(text);
        if let Ok(read) = parse_day(text) {
            assert_eq!(parse_day(&show(read)), Ok(read));
        }
    }
    let empty = Source::new(FILE, "format = 1\ntitle = \"T\"\nparty.X-DESK.name = \"Desk\"\n");
    let agreement = sound(&empty).expect("it is sound");
    let wanted = act(&mut Choices(bytes));
    let (text, result) = edit::record(&empty, &agreement, &wanted).expect("nothing to clash with");
    let Recorded::Added(id) = result else { panic!("{result:?}") };
    let found = sound(&Source::new(FILE, &text)).unwrap_or_else(|| panic!("{text}"));
    let found = Act { span: 0..0, ..found.acts[0].clone() };
    assert_eq!(found, Act { id, id_given: true, ..wanted }, "{text}");
}

fn printed<T: FromStr + Display + Debug + PartialEq>(text: &str) {
    if let Ok(read) = text.parse::<T>() {
        again(&read, |text| text.parse().ok());
    }
}
