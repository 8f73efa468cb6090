//! The gallery of wrong and doubtful ledgers: `testdata/bad/NAME.toml` beside what `track check` says, `NAME.txt`.
//!
//! A file is put into an empty ledger as `agreements/NAME.toml`; `procedure-…` as `procedures/AZ.toml`, `settings-…` as
//! `track.toml`; `policy-…` is held against a policy. `SNAPSHOTS=overwrite` writes the answers anew.

#![expect(clippy::disallowed_methods, reason = "lays out ledgers and reads the source files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ratification::check;
use ratification::diagnostic::Level;

const GALLERY: &str = "tests/testdata/bad";

/// Codes without a picture, each with the reason.
const WITHOUT: &[(&str, &str)] = &[
    ("alien-file", "about a name, not a text: `names_in_the_folder_are_told`"),
    ("temporary-file", "about a name, not a text: `names_in_the_folder_are_told`"),
    ("clause-length", "takes a phrase of 4,096 bytes: held in the tests of `clause`"),
    ("too-large", "takes 16 MiB or 100,000 acts: `a_hostile_file_is_refused_at_once` in edits.rs"),
    ("too-many-findings", "takes a thousand findings: `a_hostile_file_is_refused_at_once` in edits.rs"),
    ("unreadable", "about bytes that are no text: `names_in_the_folder_are_told`"),
];

fn cases() -> Vec<PathBuf> {
    let files = fs::read_dir(GALLERY).expect("the gallery is there").map(|entry| entry.expect("a file").path());
    let mut cases: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
    cases.sort();
    cases
}

fn ledger() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for folder in ["agreements", "procedures"] {
        fs::create_dir(dir.path().join(folder)).expect("a folder");
    }
    fs::write(dir.path().join("track.toml"), "format = 1\nname = \"gallery\"\n").expect("settings");
    dir
}

fn track(ledger: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_track"))
        .args(["check", "--color", "never", "--ledger"])
        .arg(ledger)
        .args(arguments)
        .env_remove("TRACK_LEDGER")
        .env("TRACK_TODAY", "2026-06-01")
        .output()
        .expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("texts are UTF-8");
    let status = output.status.code().expect("it ends by itself");
    format!("{}{}exit {status}\n", text(&output.stdout), text(&output.stderr))
}

fn answer(case: &Path) -> String {
    let ledger = ledger();
    let name = case.file_stem().expect("a name").to_str().expect("plain letters");
    let (kind, _) = name.split_once('-').unwrap_or((name, ""));
    let file = match kind {
        "procedure" => "procedures/AZ.toml".to_owned(),
        "settings" => "track.toml".to_owned(),
        _ => format!("agreements/{name}.toml"),
    };
    fs::copy(case, ledger.path().join(file)).expect("a copy");
    track(ledger.path(), if kind == "policy" { &["--policy", "two-source"] } else { &[] })
}

#[test]
fn what_is_said_of_each_ledger_is_what_the_gallery_shows() {
    let expected = snapbox::Assert::new().action_env("SNAPSHOTS");
    for case in cases() {
        let shown = snapbox::Data::read_from(&case.with_extension("txt"), Some(snapbox::data::DataFormat::Text));
        expected.eq(answer(&case), shown.raw());
    }
}

/// The codes shown by the gallery, each as `level[code]`.
fn shown() -> BTreeSet<(String, String)> {
    let mut shown = BTreeSet::new();
    for case in cases() {
        let text = fs::read_to_string(case.with_extension("txt")).unwrap_or_default();
        for line in text.lines() {
            let head = line.split_once(']').and_then(|(head, _)| head.split_once('['));
            if let Some((level, code)) = head.filter(|(level, _)| ["error", "warning", "note"].contains(level)) {
                shown.insert((level.to_owned(), code.to_owned()));
            }
        }
    }
    shown
}

#[test]
fn every_code_has_a_picture_or_a_reason() {
    let shown = shown();
    for check in check::all() {
        let picture = shown.contains(&(check.level.to_string(), check.code.to_owned()));
        let reason = WITHOUT.iter().any(|(code, _)| *code == check.code);
        assert!(picture != reason, "{}[{}]: a picture or a reason, and not both", check.level, check.code);
    }
    for (_, code) in &shown {
        assert!(check::all().iter().any(|check| check.code == code), "`{code}` is shown and not in the table");
    }
}

#[test]
fn every_code_in_the_sources_is_in_the_table() {
    let calls = ["Finding::error(", "ClauseFault::new(", ".error(", ".report("];
    let known: BTreeSet<&str> = check::all().iter().map(|check| check.code).collect();
    let mut found = BTreeSet::new();
    for folder in ["src/ledger", "src/clause", "src/check"] {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path());
        for path in entries.filter(|path| path.is_file()) {
            let text = fs::read_to_string(path).expect("a source file");
            for call in calls {
                let literals = text.split(call).skip(1).filter_map(|rest| rest.split('"').nth(1));
                found.extend(literals.filter(|word| is_code(word)).map(str::to_owned));
            }
        }
    }
    assert!(found.len() > 40, "the search finds the codes: {found:?}");
    for code in found {
        assert!(known.contains(code.as_str()), "`{code}` stands in the sources and not in the table");
    }
}

fn is_code(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

#[test]
fn names_in_the_folder_are_told() {
    let ledger = ledger();
    let file =
        |name: &str, bytes: &[u8]| fs::write(ledger.path().join("agreements").join(name), bytes).expect("a file");
    file("Paris.TOML", b"");
    file(".a.toml.12-3.tmp", b"");
    file("latin.toml", b"format = 1\ntitle = \"Caf\xe9\"\n");
    let said = track(ledger.path(), &["--lines"]);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines,
        [
            "agreements/.a.toml.12-3.tmp:1:1: note: a writer is writing this, or has left it behind [temporary-file]",
            "agreements/Paris.TOML:1:1: warning: this name is no agreement's, so it is never read [alien-file]",
            "agreements/latin.toml:2:1: error: a byte that is not UTF-8 [unreadable]",
            "exit 1",
        ]
    );
}

#[test]
fn an_error_fails_a_warning_only_when_strict_and_a_policy_refuses() {
    let ledger = ledger();
    let text = fs::read_to_string(format!("{GALLERY}/stale-look.toml")).expect("a case");
    fs::write(ledger.path().join("agreements/a.toml"), text).expect("a file");
    for (arguments, status) in [
        (&[][..], "exit 0"),
        (&["--strict"], "exit 1"),
        (&["--strict", "--skip", "stale-look"], "exit 0"),
        (&["--strict", "--only", "vote-sum"], "exit 0"),
        (&["--policy", "two-source"], "exit 1"),
        (&["--policy", "no-such"], "exit 66"),
        (&["--skip", "syntax"], "exit 2"),
        (&["--only", "nothing"], "exit 2"),
        (&["a"], "exit 0"),
        (&["b"], "exit 66"),
    ] {
        let said = track(ledger.path(), arguments);
        assert_eq!(said.lines().last(), Some(status), "{arguments:?}: {said}");
    }
}

#[test]
fn the_sample_ledger_has_no_error() {
    let said = track(Path::new("sample-data"), &["--lines"]);
    let errors: Vec<&str> = said.lines().filter(|line| line.contains(&format!(": {}: ", Level::Error))).collect();
    assert!(errors.is_empty(), "{errors:?}");
}
