//! What must hold of any bytes. Each target takes bytes and panics where a promise does not hold.
//!
//! The fuzzer calls these with bytes it makes up, `tests/fuzz_corpus.rs` with the ones that were kept.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use std::str::FromStr;
use std::sync::Arc;

use ratification::clause::{Clause, parse_condition, parse_delay, parse_duration, resolve};
use ratification::date::{ActDate, Day, parse_day, show};
use ratification::decimal::Decimal;
use ratification::diagnostic::Finding;
use ratification::ledger::edit::Recorded;
use ratification::ledger::fmt;
use ratification::ledger::{Context, Loaded, Settings, load_agreement, load_procedure, load_settings};
use ratification::model::{Act, Agreement, AgreementId, Code, Found, Names, Procedure, procedure_texts};
use ratification::render::finding;
use ratification::render::text::Terminal;
use ratification::source::Source;
use ratification::status::AsOf;

mod answers;
mod changes;
pub mod choices;

use answers::{answer, explained, harmless, status};
pub use changes::edit;
use choices::{Choices, act};

/// A target: its name, and what it holds bytes against.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] =
    &[("ledger", ledger), ("clause", clause), ("edit", edit), ("layout", layout), ("round_trip", round_trip)];

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
    procedure_texts::builtin(code)?;
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
        harmless(&finding::findings(&load_procedure("AZ", &source).1, &|_| Some(&source), &Terminal::default()));
    }
    if text.contains("name") {
        harmless(&finding::findings(&load_settings(&source).1, &|_| Some(&source), &Terminal::default()));
    }
    let loaded = load(&source);
    for finding in loaded.findings.iter().filter_map(|finding| finding.span.clone()) {
        assert!(finding.start <= finding.end && finding.end <= text.len(), "{finding:?} of {}", text.len());
    }
    harmless(&finding::findings(&loaded.findings, &|_| Some(&source), &Terminal::default()));
    reads_the_same_with_the_whole_grammar(&loaded, text);
    let Some(agreement) = sound(&source) else { return };
    let clause = resolve(&agreement, &named).expect("a text without errors has a clause");
    for (on, today) in [("2026-01-15", "2026-01-15"), ("2031-01-15", "2026-01-15"), ("2010-06-30", "2026-01-15")] {
        answer(&source, &agreement, &clause, AsOf { day: day(on), today: day(today), known_at: None });
    }
    let known_at = "2025-12-17T12:00:00Z".parse().ok();
    answer(&source, &agreement, &clause, AsOf { day: day("2026-01-15"), today: day("2026-01-15"), known_at });
}

/// A line that ends as no plain one does leaves the text to the parser of the whole grammar, which must read the same.
fn reads_the_same_with_the_whole_grammar(loaded: &Loaded, text: &str) {
    if loaded.findings.iter().all(|finding| finding.code != "syntax") {
        let other = load(&Source::new(FILE, format!("{text}\n#\r\n")));
        assert_eq!((&loaded.agreement, &loaded.findings), (&other.agreement, &other.findings));
    }
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

/// Any TOML is laid out: twice is as once, and no word, value or comment is lost, which the layout refuses by itself.
pub fn layout(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match fmt::format(&Source::new(FILE, text)) {
        Ok(laid_out) => assert_eq!(fmt::format(&Source::new(FILE, &laid_out)).as_ref(), Ok(&laid_out), "{text:?}"),
        Err(fmt::Refused::Findings(findings)) => assert!(!findings.is_empty()),
        Err(fmt::Refused::NotKept) => panic!("the layout of {text:?} would lose something"),
    }
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
    let (text, result) =
        ratification::ledger::edit::record(&empty, &agreement, &wanted).expect("nothing to clash with");
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
