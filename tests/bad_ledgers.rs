//! The gallery of wrong and doubtful ledgers: `testdata/bad/NAME.toml` beside what `track check` says, `NAME.txt`.
//!
//! A file is put into an empty ledger as `agreements/NAME.toml`; `procedure-…` as `procedures/AZ.toml`, `settings-…` as
//! `track.toml`; `policy-…` is held against a policy. `NAME.ledger` lays out files by name. `SNAPSHOTS=overwrite` writes the answers anew.

#![expect(clippy::disallowed_methods, reason = "lays out ledgers and reads the source files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ratification::check;
use ratification::diagnostic::Level;
use serde::Deserialize;

const GALLERY: &str = "tests/testdata/bad";

/// An agreement without a finding.
const SOUND: &str =
    "format = 1\ntitle = \"Agreement\"\nparties = [\"AZ\", \"TR\"]\n\n[clause]\nwhen = \"all parties\"\n";

/// A ledger of several files: `NAME.ledger`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Laid {
    /// What `track check` is given.
    #[serde(default)]
    arguments: Vec<String>,
    /// Whether it takes a file system that keeps capitals and encodings apart.
    #[serde(default)]
    keeps_apart: bool,
    /// Files that hold a sound agreement.
    #[serde(default)]
    paths: Vec<String>,
    #[serde(default)]
    file: Vec<LaidFile>,
}

/// A file: a text, what comes behind it so many times, and the end; or bytes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LaidFile {
    path: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    again: String,
    #[serde(default)]
    times: usize,
    #[serde(default)]
    end: String,
    #[serde(default)]
    bytes: Vec<u8>,
}

fn cases() -> Vec<PathBuf> {
    let files = fs::read_dir(GALLERY).expect("the gallery is there").map(|entry| entry.expect("a file").path());
    let mut cases: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|e| e == "toml" || e == "ledger")).collect();
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

/// What is said of a ledger of several files; nothing where this system cannot hold it.
fn answer_to_laid(case: &Path) -> Option<String> {
    let text = fs::read_to_string(case).expect("a case");
    let laid: Laid = toml::from_str(&text).expect("its keys");
    if laid.keeps_apart && !cfg!(target_os = "linux") {
        return None;
    }
    let ledger = ledger();
    for path in &laid.paths {
        fs::write(ledger.path().join(path), SOUND).expect("a file");
    }
    for file in &laid.file {
        let text = format!("{}{}{}", file.text, file.again.repeat(file.times), file.end);
        let bytes = if file.bytes.is_empty() { text.as_bytes() } else { &file.bytes };
        fs::write(ledger.path().join(&file.path), bytes).expect("a file");
    }
    let arguments: Vec<&str> = laid.arguments.iter().map(String::as_str).collect();
    Some(track(ledger.path(), &arguments))
}

fn answer(case: &Path) -> Option<String> {
    if case.extension().is_some_and(|e| e == "ledger") {
        return answer_to_laid(case);
    }
    let ledger = ledger();
    let name = case.file_stem().expect("a name").to_str().expect("plain letters");
    let (kind, _) = name.split_once('-').unwrap_or((name, ""));
    let file = match kind {
        "procedure" => "procedures/AZ.toml".to_owned(),
        "settings" => "track.toml".to_owned(),
        _ => format!("agreements/{name}.toml"),
    };
    fs::copy(case, ledger.path().join(file)).expect("a copy");
    Some(track(ledger.path(), if kind == "policy" { &["--policy", "two-source"] } else { &[] }))
}

#[test]
fn what_is_said_of_each_ledger_is_what_the_gallery_shows() {
    let expected = snapbox::Assert::new().action_env("SNAPSHOTS");
    for case in cases() {
        let shown = snapbox::Data::read_from(&case.with_extension("txt"), Some(snapbox::data::DataFormat::Text));
        if let Some(answer) = answer(&case) {
            expected.eq(answer, shown.raw());
        }
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
fn every_code_has_a_picture() {
    let shown = shown();
    for check in check::all() {
        let picture = shown.contains(&(check.level.to_string(), check.code.to_owned()));
        assert!(picture, "{}[{}]: no picture", check.level, check.code);
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
fn lines_name_a_file_as_the_current_folder_sees_it() {
    let ledger = ledger();
    fs::write(ledger.path().join("agreements/latin.toml"), b"format = 1\ntitle = \"Caf\xe9\"\n").expect("a file");
    let seen = |from: &Path, arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_track"))
            .args(["check", "--lines"])
            .args(arguments)
            .current_dir(from)
            .env_remove("TRACK_LEDGER")
            .output()
            .expect("the program runs");
        String::from_utf8(output.stdout).expect("texts are UTF-8")
    };
    // the whole path of Windows has a form of its own, in which nobody works
    let whole = |path: &Path| if cfg!(windows) { path.to_owned() } else { path.canonicalize().expect("a folder") };
    let root = whole(ledger.path());
    let (inside, above) = (root.join("agreements"), root.parent().expect("a folder above"));
    let name = root.file_name().expect("a name").to_str().expect("plain letters");
    let said = "latin.toml:2:1: error: a byte that is not UTF-8 [unreadable]\n";
    assert_eq!(seen(&root, &[]), format!("agreements/{said}"));
    assert_eq!(seen(&inside, &[]), format!("../agreements/{said}"));
    assert_eq!(seen(above, &["--ledger", name]), format!("{name}/agreements/{said}"));
    assert_eq!(seen(above, &["--ledger", root.to_str().expect("plain")]), format!("{name}/agreements/{said}"));
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
        (&["--strict", "--skip", "vote-sum", "--skip", "twin-acts,stale-look"], "exit 0"),
        (&["--strict", "--only", "vote-sum,stale-look"], "exit 1"),
        (&["--skip", "stale-loock"], "exit 2"),
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
