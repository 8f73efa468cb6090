//! What is expected: it counts nowhere, is never told as done, and stays on the agenda until it is.
#![expect(clippy::disallowed_methods, reason = "tests prepare and look at files behind the ledger's back")]

use std::fs;
use std::path::Path;

use ratification::context::Context;
use ratification::date::parse_day;
use ratification::error::Exit;
use ratification::run_in;
use tempfile::TempDir;

const ID: &str = "pact";

/// Runs `track` on a day; what it said and how it ended.
fn on(today: &str, ledger: &Path, arguments: &[&str]) -> (Exit, String, String) {
    let (mut ctx, said) = Context::for_test(parse_day(today).expect("a day"));
    let folder = ledger.to_str().expect("a path in UTF-8");
    let all: Vec<&str> = ["track", "--ledger", folder].iter().chain(arguments).copied().collect();
    let exit = run_in(&all, &mut ctx);
    (exit, said.out(), said.err())
}

/// What a command says that must succeed.
fn done(today: &str, ledger: &Path, arguments: &[&str]) -> String {
    let (exit, out, err) = on(today, ledger, arguments);
    assert_eq!(exit, Exit::Done, "{arguments:?}: {err}");
    out
}

fn file(ledger: &Path) -> String {
    fs::read_to_string(ledger.join(format!("agreements/{ID}.toml"))).expect("the agreement's file")
}

const VOTE: &[&str] = &["add", ID, "TR", "tbmm-vote", "--expected", "--on", "2026-01-20"];

/// A ledger with one agreement, whose vote in Türkiye is expected on 20 January.
fn ledger() -> TempDir {
    let dir = TempDir::new().expect("a folder can be made");
    done("2026-01-15", dir.path(), &["init"]);
    done("2026-01-15", dir.path(), &["new", ID, "--title", "Pact", "--party", "AZ", "--party", "TR"]);
    done("2026-01-15", dir.path(), VOTE);
    dir
}

fn id_of_the_vote(ledger: &Path) -> String {
    let text = file(ledger);
    let at = text.find("id = \"").expect("an id");
    text[at + 6..at + 14].to_owned()
}

/// The answer without what is said to come next, which is the one place where the expected may stand.
fn without_next(answer: &str) -> String {
    let Ok(mut report) = serde_json::from_str::<serde_json::Value>(answer) else { return answer.to_owned() };
    let agreements = report.get_mut("agreements").and_then(serde_json::Value::as_array_mut);
    for agreement in agreements.into_iter().flatten().filter_map(serde_json::Value::as_object_mut) {
        agreement.remove("next");
    }
    report.to_string()
}

#[test]
fn what_is_expected_changes_no_answer() {
    let dir = TempDir::new().expect("a folder can be made");
    let agreements = dir.path().join("agreements");
    fs::create_dir_all(&agreements).expect("a folder");
    fs::copy("sample-data/track.toml", dir.path().join("track.toml")).expect("a copy");
    for entry in fs::read_dir("sample-data/agreements").expect("the samples") {
        let path = entry.expect("a file").path();
        fs::copy(&path, agreements.join(path.file_name().expect("a name"))).expect("a copy");
    }
    let ask: [&[&str]; 5] = [
        &["status", "--json"],
        &["status", "--json", "--as-of", "2026-06-01"],
        &["check", "--json"],
        &["brief", "paris-agreement-2015", "--json"],
        &["explain", "ctbt-1996", "--all"],
    ];
    let answers = || ask.map(|question| without_next(&on("2026-01-15", dir.path(), question).1));
    let before = answers();
    for entry in fs::read_dir(&agreements).expect("the copies") {
        let path = entry.expect("a file").path();
        let mut text = fs::read_to_string(&path).expect("a text");
        let known = ["AZ", "TR", "US"].iter().filter(|code| text.contains(&format!("\"{code}\"")));
        for party in known.collect::<Vec<_>>() {
            for kind in ["vote", "signature", "ratification", "withdrawal", "suspension", "provisional-application"] {
                text.push_str(&format!(
                    "\n[[act]]\nparty = \"{party}\"\nkind = \"{kind}\"\ndate = 2026-02-01\nexpected = true\n"
                ));
            }
        }
        for (kind, day) in [("entry-into-force", "2026-02-01"), ("termination", "2025-01-01")] {
            text.push_str(&format!("\n[[act]]\nkind = \"{kind}\"\ndate = {day}\nexpected = true\n"));
        }
        fs::write(&path, text).expect("it is written");
    }
    let after = answers();
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before, after);
    }
}

#[test]
fn point_43_a_day_ahead_needs_expected() {
    let dir = ledger();
    let (exit, _, err) = on("2026-01-15", dir.path(), &["add", ID, "AZ", "majlis-vote", "--on", "2026-01-20"]);
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("lies ahead of today") && err.contains("--expected"), "{err}");
    let outcome = ["add", ID, "AZ", "majlis-vote", "--on", "2026-01-20", "--expected", "--outcome", "adopted"];
    assert_eq!(on("2026-01-15", dir.path(), &outcome).0, Exit::Usage);
    let said = done("2026-01-15", dir.path(), &["add", ID, "AZ", "ratification", "--by", "2026-03-01", "--expected"]);
    assert!(said.contains("expected, not done") && said.contains("track agenda pact"), "{said}");
    assert!(!file(dir.path()).contains("outcome"), "what is expected needs none");
}

#[test]
fn an_act_that_is_done_stands_beside_what_was_expected_and_takes_it_off_the_agenda() {
    let dir = ledger();
    let signed = ["add", ID, "AZ", "signature", "--on", "2026-01-20"];
    done("2026-01-15", dir.path(), &[&signed[..], &["--expected"]].concat());
    let said = done("2026-01-20", dir.path(), &signed);
    assert!(said.starts_with("recorded  "), "the same content, but done: {said}");
    let agenda = done("2026-01-20", dir.path(), &["agenda", "--plain"]);
    assert!(agenda.contains("tbmm") || agenda.contains("vote"), "{agenda}");
    assert!(!agenda.contains("signature"), "{agenda}");
    let shown = done("2026-01-20", dir.path(), &["show", ID]);
    assert!(shown.contains("was expected; done on 20 January 2026\n"), "said once: {shown}");
    done("2026-01-21", dir.path(), &["add", ID, "TR", "tbmm-vote", "--on", "2026-01-21", "--outcome", "adopted"]);
    let (exit, out, err) = on("2026-01-21", dir.path(), &["agenda", "--require"]);
    assert_eq!((exit, out.as_str()), (Exit::No, ""), "{err}");
    assert!(err.contains("nothing has a day within 14 days"), "{err}");
}

#[test]
fn story_j8_what_has_passed_is_overdue_and_never_done() {
    let dir = ledger();
    let text = done("2026-01-22", dir.path(), &["agenda"]);
    assert!(text.starts_with("Overdue (as of 2026-01-22)\n  Tue 2026-01-20  2 days ago  pact\n"), "{text}");
    assert!(text.contains("was expected on Tuesday 20 January 2026; nothing is recorded as done."), "{text}");
    assert!(done("2026-01-22", dir.path(), &["log", ID]).contains("overdue"));
    let empty = on("2026-01-01", dir.path(), &["agenda", "--days", "3"]);
    assert_eq!((empty.0, empty.1.as_str()), (Exit::Done, ""));
    let head = done("2026-01-01", dir.path(), &["agenda", "--days", "3", "--format", "csv"]);
    assert_eq!(head.lines().count(), 1, "{head}");
    let calendar = done("2026-01-01", dir.path(), &["agenda", "--format", "ics"]);
    assert!(calendar.contains("BEGIN:VTIMEZONE"), "{calendar}");
}

#[test]
fn what_is_postponed_keeps_its_entry_and_a_second_time_changes_nothing() {
    let dir = ledger();
    let calendar = |today: &str| done(today, dir.path(), &["agenda", "--format", "ics", "--days", "60"]);
    let value = |text: &str, key: &str| {
        let events = text.split_once("BEGIN:VEVENT").map_or("", |(_, events)| events).to_owned();
        events.lines().find_map(|line| line.strip_prefix(key).map(str::to_owned)).unwrap_or_default()
    };
    let before = calendar("2026-01-16");
    let postpone = ["postpone", ID, "TR", "tbmm-vote", "--to", "2026-02-20", "--reason", "off the order paper"];
    let first = id_of_the_vote(dir.path());
    assert!(done("2026-01-16", dir.path(), &postpone).starts_with(&format!("postponed  {first} → ")));
    let written = file(dir.path());
    assert!(done("2026-01-16", dir.path(), &postpone).starts_with("already expected then"));
    let by_id = done("2026-01-16", dir.path(), &["postpone", ID, &first, "--to", "2026-02-20"]);
    assert!(by_id.starts_with("already postponed"), "{by_id}");
    assert_eq!(file(dir.path()), written);
    let after = calendar("2026-01-16");
    assert_eq!(value(&after, "UID:"), value(&before, "UID:"));
    assert_eq!((value(&before, "SEQUENCE:").as_str(), value(&after, "SEQUENCE:").as_str()), ("0", "1"));
    assert_eq!(value(&after, "DTSTART;VALUE=DATE:"), "20260220");
    assert_eq!(done("2026-01-16", dir.path(), &["log", "--retracted", "--plain"]), "", "no mistake");
    done("2026-01-17", dir.path(), &["cancel", ID, "TR", "tbmm-vote", "--source", "https://example.org/"]);
    let cancelled = file(dir.path());
    assert!(done("2026-01-17", dir.path(), &["cancel", ID, "TR", "tbmm-vote"]).starts_with("already cancelled"));
    assert_eq!(file(dir.path()), cancelled);
    let called_off = calendar("2026-01-17");
    assert_eq!(value(&called_off, "UID:"), value(&before, "UID:"));
    assert_eq!(value(&called_off, "STATUS:"), "CANCELLED");
    assert_eq!(on("2026-01-17", dir.path(), &["agenda", "--days", "60", "--require"]).0, Exit::No);
    let show = done("2026-01-17", dir.path(), &["show", ID]);
    assert!(show.contains("postponed, now expected on 20 February 2026") && show.contains("cancelled"), "{show}");
}

#[test]
fn only_what_is_expected_can_be_put_off_or_called_off() {
    let dir = ledger();
    let refused = |arguments: &[&str], exit: Exit, words: &str| {
        let before = file(dir.path());
        let (found, _, err) = on("2026-01-16", dir.path(), arguments);
        assert!(found == exit && err.contains(words), "{arguments:?}: {err}");
        assert_eq!(file(dir.path()), before);
    };
    done("2026-01-16", dir.path(), &["add", ID, "AZ", "signature", "--on", "2026-01-10", "--id", "signed"]);
    refused(&["postpone", ID, "signed", "--to", "2026-02-01"], Exit::Usage, "track retract pact signed");
    refused(&["cancel", ID, "none"], Exit::NotFound, "there is no act `none`");
    refused(&["cancel", ID, "AZ", "signature"], Exit::NotFound, "no such act is expected");
    done("2026-01-16", dir.path(), &["add", ID, "TR", "tbmm-vote", "--expected", "--on", "2026-01-21"]);
    refused(&["cancel", ID, "TR", "tbmm-vote"], Exit::Usage, "several such acts");
    let first = id_of_the_vote(dir.path());
    done("2026-01-16", dir.path(), &["cancel", ID, &first]);
    refused(&["postpone", ID, &first, "--to", "2026-02-01"], Exit::Usage, "was cancelled");
    done("2026-01-16", dir.path(), &["postpone", ID, "TR", "tbmm-vote", "--to", "2026-02-01"]);
    let diff = done("2026-01-16", dir.path(), &["cancel", ID, "TR", "tbmm-vote", "--dry-run"]);
    assert_eq!(diff.matches("@@ -").count(), 1, "{diff}");
    let json = done("2026-01-16", dir.path(), &["cancel", ID, "TR", "tbmm-vote", "--json", "--dry-run"]);
    assert!(json.contains("\"schema\": \"track.cancel/1\"") && json.contains("\"cancelled\""), "{json}");
}

#[test]
fn a_deadline_stays_one_and_a_range_is_told_as_a_range() {
    let dir = ledger();
    done("2026-01-15", dir.path(), &["add", ID, "AZ", "ratification", "--expected", "--by", "2026-01-25"]);
    done("2026-01-15", dir.path(), &["add", ID, "AZ", "signature", "--expected", "--on", "2026-01-10/2026-01-25"]);
    let agenda = done("2026-01-15", dir.path(), &["agenda", ID, "--party", "Azerbaijan"]);
    assert!(agenda.contains("A ratification by Azerbaijan is expected by Sunday 25 January 2026."), "{agenda}");
    assert!(agenda.contains("Sat 2026-01-10 to Sun 2026-01-25  under way"), "{agenda}");
    assert!(!agenda.contains("Türkiye"), "{agenda}");
    done("2026-01-15", dir.path(), &["postpone", ID, "AZ", "ratification", "--to", "2026-01-28"]);
    assert!(file(dir.path()).contains("date = \"../2026-01-28\""));
}

#[test]
fn a_file_of_acts_may_hold_what_is_expected() {
    let dir = ledger();
    let rows = dir.path().join("rows.jsonl");
    let row = r#"{"agreement":"pact","party":"AZ","step":"majlis-vote","date":"2026-02-03","expected":true}"#;
    fs::write(&rows, row).expect("a file");
    done("2026-01-15", dir.path(), &["add", "--from", rows.to_str().expect("a path")]);
    let agenda = done("2026-01-15", dir.path(), &["agenda", "--days", "30", "--plain"]);
    assert!(agenda.contains("pact\texpected\t2026-02-03\t2026-02-03\tTuesday\t19"), "{agenda}");
}

#[test]
fn what_log_gives_of_it_can_be_recorded_and_says_nothing_is_done() {
    let dir = ledger();
    done("2026-01-15", dir.path(), &["add", ID, "AZ", "signature", "--expected", "--on", "2026-01-20"]);
    let rows = done("2026-01-15", dir.path(), &["log", "--json"]);
    assert!(!rows.contains("\"outcome\": \"done\""), "{rows}");
    let report: serde_json::Value = serde_json::from_str(&rows).expect("JSON");
    let acts = report["acts"].as_array().expect("acts");
    let lines: Vec<String> = acts.iter().map(ToString::to_string).collect();
    let file = dir.path().join("rows.jsonl");
    fs::write(&file, lines.join("\n")).expect("a file");
    let said = done("2026-01-15", dir.path(), &["add", "--from", file.to_str().expect("a path")]);
    assert!(said.contains("already recorded"), "{said}");
}

#[test]
fn a_reason_that_only_repeats_the_word_is_not_told_twice() {
    let dir = ledger();
    done("2026-01-15", dir.path(), &["add", ID, "AZ", "majlis-vote", "--on", "2026-01-20", "--expected"]);
    done("2026-01-15", dir.path(), &["postpone", ID, "AZ", "majlis-vote", "--to", "2026-01-22"]);
    let agenda = done("2026-01-15", dir.path(), &["agenda"]);
    assert!(agenda.contains("postponed once\n"), "{agenda}");
    let why = ["cancel", ID, "AZ", "majlis-vote", "--reason", "off the order paper"];
    done("2026-01-15", dir.path(), &why);
    let (agenda, shown) = (done("2026-01-15", dir.path(), &["agenda"]), done("2026-01-15", dir.path(), &["show", ID]));
    assert!(agenda.contains("off the order paper") && shown.contains(": off the order paper"), "{agenda}{shown}");
    assert!(!shown.contains(": postponed") && !agenda.contains(": postponed"), "{shown}");
}
