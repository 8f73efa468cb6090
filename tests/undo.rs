//! `track undo`: what it takes back, and what it leaves alone.
#![expect(clippy::disallowed_methods, reason = "tests prepare and look at files behind the ledger's back")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const FILE: &str = "agreements/az-tr.toml";

fn track(ledger: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_track"))
        .arg("--ledger")
        .arg(ledger)
        .args(arguments)
        .env_clear()
        .envs([("TRACK_TODAY", "2026-01-15"), ("TRACK_NOW", "2026-01-15T09:00:00Z")])
        .output()
        .expect("the binary runs")
}

fn done(ledger: &Path, arguments: &[&str]) {
    let output = track(ledger, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn refused(ledger: &Path, status: i32, code: &str) {
    let output = track(ledger, &["undo"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(status), "{said}");
    assert!(said.contains(code) && said.contains("help: "), "{said}");
}

fn ledger() -> TempDir {
    let dir = TempDir::new().expect("a folder can be made");
    done(dir.path(), &["init"]);
    done(dir.path(), &["new", "az-tr", "--title", "Pact", "--party", "AZ", "--party", "TR"]);
    dir
}

fn text(ledger: &Path) -> String {
    fs::read_to_string(ledger.join(FILE)).unwrap_or_default()
}

const ADD: &[&str] = &["add", "az-tr", "AZ", "majlis-vote", "--on", "2025-12-16", "--outcome", "adopted"];

#[test]
fn every_write_is_taken_back_to_the_byte_and_brought_again() {
    let dir = ledger();
    for write in [
        ADD,
        &["looked", "az-tr", "TR", "--on", "2026-01-10", "--where", "the gazette"],
        &["new", "other", "--title", "Other"],
    ] {
        let before = text(dir.path());
        done(dir.path(), write);
        let after = text(dir.path());
        done(dir.path(), &["undo"]);
        assert_eq!(text(dir.path()), before, "{write:?}");
        assert!(!dir.path().join("agreements/other.toml").exists());
        done(dir.path(), &["undo"]);
        assert_eq!(text(dir.path()), after, "{write:?}");
    }
    done(dir.path(), &["check"]);
}

#[test]
fn what_was_done_since_then_is_left_alone() {
    let dir = ledger();
    done(dir.path(), ADD);
    let by_hand = text(dir.path()) + "# by hand\n";
    fs::write(dir.path().join(FILE), &by_hand).expect("a file can be written");
    refused(dir.path(), 65, "changed-since");
    assert_eq!(text(dir.path()), by_hand);
    fs::remove_file(dir.path().join(FILE)).expect("a file can be removed");
    refused(dir.path(), 65, "changed-since");
    assert!(!dir.path().join(FILE).exists());
}

#[test]
fn without_a_record_or_with_a_torn_one_there_is_nothing_to_undo() {
    let dir = TempDir::new().expect("a folder can be made");
    done(dir.path(), &["init"]);
    refused(dir.path(), 66, "nothing-to-undo");
    done(dir.path(), &["new", "az-tr", "--title", "Pact"]);
    let last = dir.path().join(".track/last");
    let whole = fs::read(&last).expect("the last write is kept");
    for torn in [&whole[..whole.len() / 2], b"", b"\0\0\0\0"] {
        fs::write(&last, torn).expect("a file can be written");
        refused(dir.path(), 66, "nothing-to-undo");
    }
    fs::write(&last, &whole).expect("a file can be written");
    done(dir.path(), &["undo", "--quiet"]);
    assert!(!dir.path().join(FILE).exists());
}

#[cfg(unix)]
#[test]
fn what_few_may_read_stays_with_them() {
    use std::os::unix::fs::PermissionsExt;
    let dir = ledger();
    done(dir.path(), ADD);
    let about = fs::metadata(dir.path().join(".track/last")).expect("the last write is kept");
    assert_eq!(about.permissions().mode() & 0o777, 0o600);
}
