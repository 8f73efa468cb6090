//! What an error says: points 27 to 30.

use ratification::error::codes::CODES;
use serde_json::Value;

use super::desk::{ADD, Desk, FILE, PACT, Said};

/// Refusals of many kinds about the sample ledger.
const REFUSALS: &[&[&str]] = &[
    &["show", "az-tr-memorandum-2024"],
    &["add", PACT, "Azerbaidjan", "majlis-vote", "--on", "2025-12-16", "--outcome", "adopted"],
    &["add", PACT, "AZ", "majlis-votes", "--on", "2025-12-16"],
    &["add", PACT, "AZ", "ratification", "--on", "2025-12-16"],
    &["add", PACT, "AZ", "publication", "--on", "2026-02-01"],
    &["new", PACT, "--title", "x"],
    &["is", "in-forse", PACT],
    &["status", "--columns", "titel"],
    &["check", "--only", "no-such-check"],
    &["retract", PACT, "nothing", "--reason", "r"],
    &["undo"],
    &["help", "ratfication"],
    &["add", "--from", "no-such-file.csv"],
];

#[test]
fn point_27_an_error_says_what_where_why_and_what_to_do() {
    let desk = Desk::sample();
    for words in REFUSALS {
        let said = desk.ask(words);
        let first = said.err.lines().next().unwrap_or_default();
        let code = first.rsplit_once('[').and_then(|(_, code)| code.strip_suffix(']')).unwrap_or_default();
        assert!(
            first.starts_with("error: ") && CODES.iter().any(|known| known.code == code),
            "{words:?}\n{}",
            said.err
        );
        assert!(said.err.lines().nth(1).is_some_and(|line| line.starts_with("  help: ")), "{words:?}\n{}", said.err);
    }
    desk.write(FILE, &desk.read(FILE).replace("date = 2025-12-16", "date = 2025-12-36"));
    for words in [&["show", PACT][..], &["status"], ADD] {
        let said = desk.ask(words).err;
        for part in ["error[", "--> agreements/az-tr-memorandum-2025.toml:", "2025-12-36", "^", "help: "] {
            assert!(said.contains(part), "{words:?}: {part}\n{said}");
        }
    }
}

/// The refusal that a script is told.
fn refused(said: &Said) -> Value {
    assert!(said.out.is_empty() && said.err.ends_with("}\n") && said.err.lines().count() == 1, "{said:?}");
    let document: Value = serde_json::from_str(&said.err).expect("JSON");
    assert_eq!(document["schema"], "track.error/1");
    let error = document["error"].clone();
    assert_eq!(error["status"], said.status.expect("a status"));
    let known = CODES.iter().find(|known| error["code"] == known.code).unwrap_or_else(|| panic!("{error}"));
    assert!(known.exits.iter().any(|exit| error["status"] == exit.number()), "{error}");
    for key in ["message", "path", "line", "help", "findings"] {
        assert!(error.get(key).is_some(), "{key}: {error}");
    }
    error
}

#[test]
fn point_28_an_error_is_json_where_json_was_asked_for() {
    let desk = Desk::sample();
    for words in REFUSALS.iter().filter(|words| !matches!(words[0], "is" | "help")) {
        let asked: Vec<&str> = words.iter().copied().chain(["--json"]).collect();
        refused(&desk.ask(&asked));
    }
    assert_eq!(refused(&desk.ask(&["status", "nothing", "--format", "json"]))["code"], "no-agreement");
    assert_eq!(refused(&desk.ask(&["status", "nothing", "--format=json"]))["code"], "no-agreement");
    desk.write(FILE, "format = 1\ntitle = \"x\n");
    let error = refused(&desk.ask(&["status", "--json"]));
    assert_eq!((&error["code"], &error["path"], &error["line"]), (&"bad-data".into(), &FILE.into(), &2.into()));
    assert_eq!(error["findings"][0]["code"], "syntax");
    let rows = desk.run_with(&["add", PACT, "--from", "-", "--json"], "{\"party\":\"AZ\"}\n{\n");
    assert_eq!(refused(&rows)["findings"][1]["line"], 2);
}

#[test]
fn point_28_wrong_usage_is_json_too() {
    let desk = Desk::sample();
    for (words, code) in [
        (&["status", "--json", "--colums", "id"][..], "unknown-argument"),
        (&["--json"], "unknown-argument"),
        (&["show", "--json"], "missing-argument"),
        (&["status", "--json", "--plain"], "conflicting-arguments"),
        (&["new", "x", "--title", "x", "--json", "--lock-timeout", "soon"], "malformed-value"),
        (&["stauts", "--json"], "unknown-command"),
    ] {
        let error = refused(&desk.ask(words));
        assert_eq!((&error["code"], &error["status"]), (&code.into(), &2.into()), "{words:?}: {error}");
        assert!(!error["message"].as_str().unwrap_or_default().starts_with("error"), "{error}");
    }
}

#[test]
fn point_29_check_reports_every_finding_in_order_and_counts_them() {
    let acts: String =
        (1..=20).map(|n| format!("\n[[act]]\nparty = \"AZ\"\nkind = \"wrong-{n}\"\ndate = 2025-12-16\n")).collect();
    let desk = Desk::with("faults", &format!("format = 1\ntitle = \"Faults\"\nparties = [\"AZ\", \"TR\"]\n{acts}"));
    let said = desk.ask(&["check", "faults", "--lines"]);
    let errors: Vec<&str> = said.out.lines().filter(|line| line.contains(": error: ")).collect();
    assert_eq!((said.status, errors.len()), (Some(1), 20), "{}", said.out);
    let place = |line: &&str| line.split(": error: ").next()?.rsplit(':').nth(1)?.parse::<u32>().ok();
    assert!(
        errors.iter().all(|line| place(line).is_some())
            && errors.is_sorted_by_key(place)
            && errors.iter().all(|line| line.ends_with(']')),
        "{}",
        said.out
    );
    let told = desk.ask(&["check", "faults"]).out;
    assert!(told.lines().last().is_some_and(|line| line.starts_with("20 errors")), "{told}");
}

#[test]
fn point_30_what_a_file_or_an_argument_says_is_shown_harmless() {
    let wild = "x\u{1b}[31mred\u{9b}\u{202e}\"'\r";
    let text = format!("format = 1\ntitle = \"x\"\nparties = [\"{}\"]\n", "x\\u001b[31m\\u202e");
    let desk = Desk::with("wild", &text);
    for words in [
        &["show", wild][..],
        &["show", "wild"],
        &["check"],
        &["check", "--lines"],
        &["add", PACT, wild, "majlis-vote", "--on", "today"],
        &["help", wild],
        &["status", "--json", wild],
        &[wild],
    ] {
        let said = desk.ask(words);
        let text = format!("{}{}", said.out, said.err);
        let is_harmless = |c: char| !c.is_control() && c != '\u{202e}' || c == '\n';
        assert!(said.status != Some(0) && text.chars().all(is_harmless), "{words:?}: {text:?}");
    }
}
