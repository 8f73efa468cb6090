//! Laws of loading and editing: an edit is one piece put in, loading ends at once and never by a panic.

#![expect(clippy::disallowed_methods, reason = "measures how long loading takes")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use ratification::date::{ActDate, parse_day};
use ratification::ledger::edit::{self, Clash};
use ratification::ledger::{self, Context, Loaded, Settings};
use ratification::model::{Act, ActId, AgreementId, Citation, Code, Kind, Names, Procedure, Retraction};
use ratification::source::Source;

#[allow(dead_code, reason = "the other targets are held in fuzz_corpus.rs")]
#[path = "fuzz/src/targets.rs"]
mod targets;

use targets::choices::{Choices, decorated as decorated_by};

fn load(text: &str) -> Loaded {
    let id: AgreementId = "under-test".parse().expect("an id");
    let settings = Settings::default();
    let none = |_: &str| -> Option<Arc<Procedure>> { None };
    let ctx = Context { names: Names::builtin(), procedures: &none, settings: &settings };
    ledger::load_agreement(&id, &Source::new("agreements/under-test.toml", text), &ctx)
}

/// A file as people leave them: remarks, odd spacing, line ends, lists in brackets, no line end at the end.
fn decorated() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<u8>(), 0..60).prop_map(|bytes| decorated_by(&mut Choices(&bytes)))
}

fn new_act(party: usize) -> Act {
    let mut act = Act::new(Kind::Declaration, ActDate::on(parse_day("2025-11-30").expect("a day")));
    let code = |text: &str| text.parse::<Code>().expect("a code");
    act.party = Some(code(["AZ", "TR", "AM"][party]));
    act.note = Some("put in\nby the \"test\"".to_owned());
    act
}

/// What an act of a batch is made of: new, or as one on record, with sources, perhaps with an id of its own.
#[derive(Debug, Clone)]
struct BatchAct {
    like: Option<prop::sample::Index>,
    party: usize,
    day: u32,
    sources: Vec<usize>,
    id: Option<usize>,
}

fn batch_act() -> impl Strategy<Value = BatchAct> {
    let like = prop::option::weighted(0.4, any::<prop::sample::Index>());
    let sources = prop::collection::vec(0..3_usize, 0..3);
    let id = prop::option::weighted(0.2, 0..3_usize);
    (like, 0..5_usize, 1..4_u32, sources, id).prop_map(|(like, party, day, sources, id)| BatchAct {
        like,
        party,
        day,
        sources,
        id,
    })
}

impl BatchAct {
    fn act(&self, known: &[Act]) -> Act {
        let day = ActDate::on(parse_day(&format!("2025-11-{:02}", self.day)).expect("a day"));
        let party = ["AZ", "TR", "AM", "GE", ""][self.party];
        let mut act = match self.like {
            Some(at) if !known.is_empty() => Act { id_given: false, ..known[at.index(known.len())].clone() },
            _ if party.is_empty() => Act::new(Kind::Adoption, day),
            _ => Act { party: party.parse().ok(), ..Act::new(Kind::Declaration, day) },
        };
        let citation = |at: &usize| Citation { publisher: Some(format!("Wire {at}")), ..Citation::default() };
        act.sources = self.sources.iter().map(citation).collect();
        if let Some(id) = self.id {
            (act.id, act.id_given) = (ActId(format!("id-{id}")), true);
        }
        act
    }
}

/// The piece that was put in, if nothing else changed.
fn put_in<'n>(old: &str, new: &'n str) -> Option<&'n str> {
    let before = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let after = old.bytes().rev().zip(new.bytes().rev()).take_while(|(a, b)| a == b).count();
    let after = after.min(old.len() - before.min(old.len()));
    (before + after >= old.len()).then(|| {
        let start = new.floor_char_boundary(old.len() - after);
        &new[start..new.len() - after]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_change_is_one_piece_and_again_it_is_nothing(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        targets::edit(&bytes);
    }

    #[test]
    fn a_batch_is_byte_for_byte_one_by_one(text in decorated(), acts in prop::collection::vec(batch_act(), 0..12)) {
        let agreement = load(&text).agreement.expect("it loads");
        let acts: Vec<Act> = acts.into_iter().map(|made| made.act(&agreement.acts)).collect();
        let source = Source::new("agreements/under-test.toml", text);
        let together = edit::record_all(&source, &agreement, &acts);
        let (mut one_by_one, mut results) = (source, Vec::new());
        for (at, act) in acts.iter().enumerate() {
            let now = load(one_by_one.text()).agreement.expect("it loads");
            match edit::record(&one_by_one, &now, act) {
                Ok((text, recorded)) => {
                    results.push(recorded);
                    one_by_one = Source::new("agreements/under-test.toml", text);
                }
                Err(clash) => {
                    let first = together.as_ref().err().and_then(|clashes| clashes.first().cloned());
                    prop_assert_eq!(first, Some(Clash { at, ..clash }));
                    return Ok(());
                }
            }
        }
        let (text, told) = together.expect("no clash");
        prop_assert_eq!(&text, one_by_one.text());
        prop_assert_eq!(told, results);
        prop_assert!(load(&text).findings.is_empty(), "{}", text);
    }

    #[test]
    fn loading_ends_for_any_text(text in "\\PC{0,200}", lines in prop::collection::vec("[\\[\\]{}=.,\"'#a-z0-9 \\\\-]{0,30}", 0..12)) {
        load(&text);
        load(&lines.join("\n"));
    }

    #[test]
    fn loading_ends_for_any_mutation(
        text in decorated(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, any::<char>()), 1..8),
    ) {
        let mut text = text;
        for (at, how, letter) in changes {
            let at = text.floor_char_boundary(at.index(text.len().max(1)));
            match how {
                0 => text.insert(at, letter),
                1 => text.truncate(at),
                2 if at < text.len() => drop(text.remove(at)),
                _ => text.insert_str(at, &text[at..].chars().take(40).collect::<String>()),
            }
        }
        let loaded = load(&text);
        for finding in &loaded.findings {
            prop_assert!(finding.span.as_ref().is_none_or(|span| span.start <= span.end && span.start <= text.len()));
        }
    }
}

/// Codes that differ, in quotation marks.
fn codes(n: usize) -> Vec<String> {
    (0..n).map(|n| format!("\"X-{n:06}\"")).collect()
}

fn parties_that_act(n: usize) -> String {
    let act = |code: &String| format!("[[act]]\nparty={code}\nkind=\"signature\"\ndate=2025-01-01\n");
    let acts: String = codes(n).iter().rev().map(act).collect();
    format!("format = 1\ntitle = \"T\"\nparties = [{}]\n{acts}", codes(n).join(","))
}

fn own_steps(n: usize) -> String {
    let step = |n| format!("[[party.AZ.step]]\nkey=\"s{n}\"\nkind=\"committee\"\n");
    let act = |n| format!("[[act]]\nparty=\"AZ\"\nstep=\"s{n}\"\ndate=2025-01-01\n");
    let (steps, acts): (String, String) = ((0..n).map(step).collect(), (0..n).map(act).collect());
    format!("format = 1\ntitle = \"T\"\n{steps}{acts}")
}

/// Files that were made to hurt, each with what it must be told (`None`: whatever, but at once).
fn hostile() -> Vec<(&'static str, String, Option<&'static str>)> {
    let head = "format = 1\ntitle = \"T\"\n";
    let with = |rest: &str| format!("{head}{rest}\n");
    let acts = |n: usize, act: &str| with(&act.repeat(n));
    vec![
        ("brackets", with(&format!("x = {}", "[".repeat(100_000))), Some("too-deep")),
        ("braces", with(&"x = {a=".repeat(50_000)), Some("too-deep")),
        ("a dotted key", with(&format!("a{} = 1", ".a".repeat(50_000))), Some("too-deep")),
        ("a dotted header", with(&format!("[a{}]", ".a".repeat(50_000))), Some("too-deep")),
        ("empty acts", acts(50_000, "[[act]]\n"), Some("too-many-findings")),
        ("tables", with(&(0..50_000).map(|n| format!("[t{n}]\n")).collect::<String>()), Some("too-many-findings")),
        ("acts in one line", with(&format!("act = [{}]", "{},".repeat(50_000))), Some("too-many-findings")),
        ("a long text", with(&format!("note = \"{}\"", "x".repeat(8 << 20))), None),
        ("a long title in a wrong place", with(&format!("form = \"{}\"", "x".repeat(8 << 20))), Some("unknown-word")),
        ("a long key", with(&format!("{} = 1", "x".repeat(8 << 20))), Some("unknown-key")),
        ("a long kind", with(&format!("[[act]]\nkind = \"{}\"", "x".repeat(8 << 20))), Some("unknown-kind")),
        ("a long clause", with(&format!("[clause]\nwhen = \"{}\"", "x".repeat(4 << 20))), Some("clause-length")),
        ("many words", with(&format!("[clause]\nwhen = \"{}AZ\"", "AZ and ".repeat(200_000))), None),
        ("parentheses", with(&format!("[clause]\nwhen = \"{}\"", "(".repeat(200_000))), Some("clause-length")),
        ("a big number", with(&format!("[weights.w]\ntotal = {}", "9".repeat(200_000))), None),
        ("not a number", with("[weights.w]\ntotal = nan"), Some("malformed-number")),
        ("infinite", with("[weights.w]\ntotal = inf"), Some("malformed-number")),
        (
            "many votes",
            with(
                "[[act]]\nkind = \"signature\"\nparty = \"AZ\"\ndate = 2025-01-01\nvotes = { for = 99999999999999999999 }",
            ),
            None,
        ),
        ("the same key", with(&"x = 1\n".repeat(20_000)), Some("syntax")),
        ("half a file", with("[[act]]\nkind = \"signa"), Some("syntax")),
        ("NULs", with(&"\0".repeat(100_000)), Some("nul-byte")),
        ("markers", with(&"<<<<<<< a\n".repeat(50_000)), Some("conflict-marker")),
        ("quotes", with(&"\"".repeat(100_000)), Some("syntax")),
        ("many parties", with(&format!("parties = [{}]", codes(50_000).join(","))), Some("unknown-party")),
        ("many parties that act", parties_that_act(20_000), Some("unknown-party")),
        ("many own steps", own_steps(20_000), Some("too-large")),
        ("many bad routes", with(&"[[clause.route]]\nwhen=\"2 partys\"\n".repeat(50_000)), Some("too-large")),
        ("many unknown kinds", with(&"[[act]]\nkind=\"adoptoin\"\n".repeat(20_000)), Some("unknown-kind")),
        ("too large", with(&"# x\n".repeat(5 << 20)), Some("too-large")),
        ("too many acts", acts(100_001, "[[act]]\nkind=\"adoption\"\ndate=2025-01-01\n"), Some("too-large")),
    ]
}

#[test]
fn a_hostile_file_is_refused_at_once() {
    // an unoptimised build is given more time than the one second of the promise
    let limit = Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 1 });
    for (name, text, wanted) in hostile() {
        let begun = Instant::now();
        let loaded = load(&text);
        let took = begun.elapsed();
        let codes: Vec<&str> = loaded.findings.iter().map(|finding| finding.code).collect();
        assert!(wanted.is_none_or(|code| codes.contains(&code)), "{name}: {:?}", &codes[..codes.len().min(5)]);
        assert!(loaded.findings.iter().all(|finding| finding.message.len() < 2_000), "{name}: a message is long");
        assert!(took < limit, "{name} took {took:?}");
    }
}

#[test]
fn a_remark_stays_with_what_it_speaks_of() {
    let head = "format = 1\ntitle = \"T\"\n";
    let act = "[[act]]\nparty = \"AZ\"\nkind = \"signature\"\ndate = 2025-03-01\n";
    let at = |rest: &str| {
        let text = format!("{head}\n{act}{rest}");
        let loaded = load(&text);
        let agreement = loaded.agreement.expect("it loads");
        let (new, _) = edit::record(&Source::new("x.toml", text.clone()), &agreement, &new_act(0)).expect("no clash");
        let piece = put_in(&text, &new).expect("one piece").to_owned();
        let before = new.find("kind = \"declaration\"").expect("it was put in");
        (new[..before].matches("# about").count(), piece)
    };
    assert_eq!(at("# about the act\n\n[[looked]]\ndate = 2025-05-01\n").0, 1);
    assert_eq!(at("# about the act").0, 1);
    assert_eq!(at("# about the look\n[[looked]]\ndate = 2025-05-01\n").0, 0);
    assert_eq!(at("\n# about the look\n[[looked]]\ndate = 2025-05-01\n").0, 0);
    assert!(at("").1.starts_with("\n[[act]]"));
}

#[test]
fn what_is_written_in_brackets_grows_between_its_brackets() {
    let act = new_act(0);
    let recorded = |rest: &str| {
        let text = format!("format = 1\ntitle = \"T\"\n{rest}");
        let agreement = load(&text).agreement.expect("it loads");
        let (new, _) = edit::record(&Source::new("x.toml", &text), &agreement, &act).expect("no clash");
        put_in(&text, &new).expect("one piece").to_owned()
    };
    let one = "{ kind = \"adoption\", date = 2025-03-01 }";
    assert!(recorded("act = []\n").starts_with("{ id = "));
    assert!(recorded(&format!("act = [{one}]\n")).starts_with(", { id = "));
    let in_lines = recorded(&format!("act = [\n  {one}, # the first\n]\n"));
    assert!(in_lines.starts_with("  { id = ") && in_lines.ends_with(" },\n"), "{in_lines:?}");

    let text = format!("format = 1\ntitle = \"T\"\nact = [{one}]\n");
    let agreement = load(&text).agreement.expect("it loads");
    let retraction = Retraction { at: None, reason: "no".to_owned(), cause: None, in_favour_of: None, by: None };
    let new = edit::retract(&Source::new("x.toml", &text), &agreement.acts[0], &retraction);
    assert_eq!(put_in(&text, &new), Some(", retracted = { reason = \"no\" }"));
}
