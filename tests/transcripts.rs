//! The transcripts: what a person types and what `track` answers, word for word. They are the manual, too.
//!
//! Each file of `tests/transcripts/` runs in a folder of its own: a copy of `sample-data`, or of `NAME.in/` where that
//! exists. `TRYCMD=overwrite cargo test --test transcripts` writes the answers anew; read the diff before it is kept.

#![expect(clippy::disallowed_methods, reason = "prepares the folders that the transcripts run in")]

use std::fs;
use std::path::{Path, PathBuf};

/// The day on which all transcripts take place.
const TODAY: &str = "2026-01-15";

/// Transcripts that use programs of Unix: `sed` as the editor, `cat` as the command that is told.
const OF_UNIX: &[&str] = &["edit.md", "notify.md", "story-j4.md"];

#[test]
fn transcripts() {
    let stage = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("transcripts");
    let _ = fs::remove_dir_all(&stage);
    fs::create_dir_all(&stage).expect("the stage can be made");
    let mut written = transcript_files(Path::new("tests/transcripts"));
    written.push(PathBuf::from("README.md"));
    written.retain(|file| cfg!(unix) || !OF_UNIX.iter().any(|name| file.ends_with(name)));
    for file in &written {
        prepare(file, &stage);
    }
    run(&stage);
    if std::env::var_os("TRYCMD").is_some_and(|how| how == "overwrite") {
        for file in &written {
            let name = file.file_name().expect("a transcript has a name");
            fs::copy(stage.join(name), file).expect("a transcript can be written");
        }
    }
}

/// Runs every transcript in a sealed environment; the comparison happens where the cases are dropped.
fn run(stage: &Path) {
    let cases = trycmd::TestCases::new();
    cases.register_bin("track", Path::new(env!("CARGO_BIN_EXE_track")));
    let nowhere = stage.join("nowhere").display().to_string();
    let sealed = [
        ("TRACK_TODAY", TODAY),
        ("TRACK_NOW", "2026-01-15T09:00:00Z"),
        ("TRACK_BY", ""),
        ("TRACK_LEDGER", ""),
        ("NO_COLOR", "1"),
        ("LC_ALL", "C"),
        ("HOME", &nowhere),
        ("XDG_DATA_HOME", &nowhere),
    ];
    for (name, value) in sealed {
        cases.env(name, value);
    }
    cases.case(stage.join("*.md"));
}

/// A folder that may not be written to: 77, and nothing is recorded. Whoever may write everywhere cannot see it.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to() {
    use std::os::unix::fs::PermissionsExt;
    let ledger = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("unwritable");
    let may_write = |mode: u32| {
        for folder in [ledger.join("agreements"), ledger.clone()] {
            fs::set_permissions(folder, fs::Permissions::from_mode(mode)).expect("the mode can be set");
        }
    };
    if ledger.exists() {
        may_write(0o700);
        fs::remove_dir_all(&ledger).expect("an old ledger can be removed");
    }
    copy(Path::new("sample-data"), &ledger);
    may_write(0o500);
    if fs::write(ledger.join("probe"), "").is_ok() {
        return may_write(0o700);
    }
    let file = ledger.join("agreements/az-tr-memorandum-2025.toml");
    let before = fs::read(&file).expect("reading is allowed");
    let add = std::process::Command::new(env!("CARGO_BIN_EXE_track"))
        .arg("--ledger")
        .arg(&ledger)
        .args(["add", "az-tr-memorandum-2025", "AZ", "publication", "--on", "2025-12-26"])
        .env("TRACK_TODAY", TODAY)
        .output()
        .expect("the program starts");
    assert_eq!(add.status.code(), Some(77), "{}", String::from_utf8_lossy(&add.stderr));
    assert_eq!(fs::read(&file).expect("reading is allowed"), before);
    may_write(0o700);
}

fn transcript_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the transcripts are there").map(|entry| entry.expect("listed").path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == "md")).collect();
    files.sort();
    files
}

/// Puts a transcript on the stage with the folder it runs in; `NAME.out` makes it a sandbox.
fn prepare(file: &Path, stage: &Path) {
    let place = stage.join(file.file_name().expect("a transcript has a name"));
    fs::copy(file, &place).expect("a transcript can be copied");
    let own = file.with_extension("in");
    let base = if own.is_dir() { own } else { PathBuf::from("sample-data") };
    copy(&base, &place.with_extension("in"));
    fs::create_dir_all(place.with_extension("out")).expect("the sandbox can be marked");
    fs::write(place.with_extension("out").join(".keep"), "").expect("the sandbox can be marked");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be read").map(|entry| entry.expect("listed").path()) {
        let place = to.join(entry.file_name().expect("a file has a name"));
        if entry.is_dir() {
            copy(&entry, &place);
        } else {
            fs::copy(&entry, &place).expect("a file can be copied");
        }
    }
}
