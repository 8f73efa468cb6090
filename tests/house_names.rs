//! A ledger's own names: shown, found, and refused where one would mean two parties.

#![expect(clippy::disallowed_methods, reason = "lays out ledgers behind the program's back")]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const AGREEMENT: &str = "format = 1\ntitle = \"Treaty\"\nparties = [\"TR\", \"X-DESKGROUP\"]\n[clause]\nwhen = \"all parties\"\n\
    [[act]]\nparty = \"TR\"\nkind = \"signature\"\ndate = 2026-01-02\n";
const NAMES: &str = "format = 1\n\n[names.TR]\nname = \"Turkey\"\naliases = [\"Anatolia\"]\n\n\
    [names.X-DESKGROUP]\nname = \"Desk Group\"\nkind = \"organisation\"\naliases = [\"DG\"]\n";

fn ledger(names: &str) -> TempDir {
    let dir = TempDir::new().expect("a folder");
    fs::create_dir(dir.path().join("agreements")).expect("a folder");
    for (name, text) in [("track.toml", "format = 1\n"), ("agreements/a.toml", AGREEMENT), ("names.toml", names)] {
        fs::write(dir.path().join(name), text).expect("it is written");
    }
    dir
}

fn track(ledger: &Path, arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_track"))
        .args(arguments)
        .env_clear()
        .env("TRACK_LEDGER", ledger)
        .env("TRACK_TODAY", "2026-01-15")
        .env("TRACK_NOW", "2026-01-15T09:00:00Z")
        .output()
        .expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

#[test]
fn the_house_name_is_shown_and_every_name_is_found() {
    let dir = ledger(NAMES);
    for shows in [&["brief", "a"][..], &["status", "a"], &["show", "a"], &["is", "signed", "a", "--party", "TR", "-v"]]
    {
        let (out, err, _) = track(dir.path(), shows);
        assert!(out.contains("Turkey") && !out.contains("Türkiye"), "{shows:?}: {out}{err}");
    }
    assert!(track(dir.path(), &["brief", "a", "--lang", "tr"]).0.contains("Türkiye"));
    for name in ["Turkey", "anatolia", "Türkiye", "Turkiye", "tr"] {
        let (out, err, _) = track(dir.path(), &["log", "--party", name, "--plain"]);
        assert_eq!(out.lines().count(), 1, "{name}: {err}");
        assert!(track(dir.path(), &["parties", name]).0.contains("Turkey"), "{name}");
    }
    let (out, err, status) = track(dir.path(), &["add", "a", "dg", "signature", "--on", "2026-01-03"]);
    assert_eq!(status, Some(0), "{err}");
    assert!(out.contains("Desk Group · signature"), "{out}");
}

#[test]
fn a_name_for_two_parties_is_refused_where_it_stands() {
    let dir = ledger("format = 1\n[names.TR]\naliases = [\"Anatolia\"]\n\n[names.GR]\naliases = [\"anatolia\"]\n");
    for arguments in [&["status"][..], &["check"], &["add", "a", "TR", "declaration", "--on", "2026-01-03"]] {
        let (out, err, status) = track(dir.path(), arguments);
        assert_eq!((out.as_str(), status), ("", Some(65)), "{arguments:?}");
        assert!(err.contains("name-clash") && err.contains("names.toml:5:8"), "{err}");
        assert!(err.contains("would mean both `GR` and `TR`"), "{err}");
    }
    let dir = ledger("format = 1\n[names.TR]\nnme = \"Turkey\"\n[names.Turkey]\nname = \"x\"\n");
    let (_, err, status) = track(dir.path(), &["status"]);
    assert_eq!(status, Some(65));
    assert!(err.contains("malformed-code") && err.contains("names.toml:3:1"), "{err}");
}
