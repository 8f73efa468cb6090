//! `track import` as a desk calls it: what joins its record, what stands beside it, what hostile files do.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "prepares ledgers and tables")]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// An agreement that a desk keeps under a name of its own.
const KEPT: &str = r#"format = 1
title = "A convention"
aliases = ["UNTC X-1"]

[[act]]
party = "AZ"
kind = "ratification"
delivery = "deposit"
date = 1990-05-16
note = "read in the gazette"

[[act]]
party = "GE"
kind = "accession"
delivery = "deposit"
date = "1991-07"

[[act]]
id = "slip"
party = "TR"
kind = "signature"
date = 1990-01-02

  [act.retracted]
  at = 2025-01-01T00:00:00Z
  reason = "it did not sign"

[[act]]
party = "KZ"
kind = "accession"
delivery = "deposit"
date = 1980-01-01

[[act]]
party = "KZ"
kind = "withdrawal"
date = 1985-01-01

[[act]]
party = "NO"
kind = "ratification"
delivery = "deposit"
date = 1990-02-03
"#;

const INDEX: &str = "chapter_no,treaty_no,treaty_name,url\n10,1,\"A convention. Baku, 1 January 1990\",\
    https://treaties.un.org/a?mtdsg_no=X-1&chapter=10\n10,2,Another,\n";

const TABLE: &str = "Participant,Signature,\"Ratification, Accession(a)\"\nAzerbaijan,1 Jan 1990,16 May 1990\n\
    Georgia,,29 Jul 1991 a\nTürkiye,2 Jan 1990,\nKazakhstan,,3 Mar 1995 a\nNorway,,4 Feb 1990\n";

/// A ledger with the kept agreement, and beside it the index and the table of that name.
fn desk(name: &str, table: impl AsRef<[u8]>) -> TempDir {
    let dir = TempDir::new().expect("a folder");
    fs::create_dir(dir.path().join("agreements")).expect("a folder");
    fs::write(dir.path().join("track.toml"), "format = 1\n").expect("written");
    fs::write(dir.path().join("agreements/kept.toml"), KEPT).expect("written");
    fs::write(dir.path().join("index.csv"), INDEX).expect("written");
    fs::write(dir.path().join(name), table).expect("written");
    dir
}

/// How a command ends, and what it says.
fn track(dir: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_track"))
        .args(arguments)
        .current_dir(dir)
        .env_clear()
        .envs([("TRACK_TODAY", "2026-01-15"), ("TRACK_NOW", "2026-01-15T09:00:00Z")])
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn import(dir: &Path, file: &str, more: &[&str]) -> (Option<i32>, String, String) {
    track(dir, &[&["import", "untc", file, "--index", "index.csv"], more].concat())
}

fn kept(dir: &Path) -> String {
    fs::read_to_string(dir.join("agreements/kept.toml")).expect("it is there")
}

#[test]
fn what_comes_joins_the_agreement_that_has_the_number_as_an_alias() {
    let dir = desk("10-1.csv", TABLE);
    let (exit, out, err) = import(dir.path(), "10-1.csv", &[]);
    assert_eq!((exit, err.as_str()), (Some(0), ""));
    assert_eq!(
        out,
        "kept  4 recorded, 1 source joined, 1 retracted by the desk, left so\n  \
         warning: GE: the accession of 1991-07-29 stands beside that of 1991-07\n  \
         warning: NO: the ratification of 1990-02-04 stands beside that of 1990-02-03\n"
    );
    assert!(!dir.path().join("agreements/untc-10-1.toml").exists());
    let text = kept(dir.path());
    assert!(!text.contains("retracted]\n  at = 2026"), "nothing of the desk's is taken back");
    assert_eq!((text.matches("date = 1990-05-16").count(), text.matches("id = \"slip\"").count()), (1, 1));
    let log = track(dir.path(), &["log", "kept", "--format", "csv"]).1;
    let rivals: Vec<&str> = log.lines().filter(|line| line.contains("reports differ")).collect();
    assert!(rivals.len() == 2 && rivals.iter().all(|line| line.contains(",NO,")), "{log}");
    let status = track(dir.path(), &["status", "kept"]).1;
    assert!(status.contains("contracting 1990-02-03, reports differ"), "{status}");
    assert!(status.contains("contracting 1995-03-03"), "who left and came back is a party: {status}");
}

#[test]
fn a_second_run_changes_no_byte_even_if_the_register_was_read_again() {
    let dir = desk("10-1.csv", TABLE);
    import(dir.path(), "10-1.csv", &[]);
    let text = kept(dir.path());
    for more in [&[][..], &["--read-on", "2026-01-14"]] {
        let (exit, out, _) = import(dir.path(), "10-1.csv", more);
        assert_eq!((exit, out.as_str()), (Some(0), "kept  5 already recorded, 1 retracted by the desk, left so\n"));
        assert_eq!(kept(dir.path()), text);
    }
    let (exit, out, _) = import(dir.path(), "10-1.csv", &["--dry-run"]);
    assert_eq!((exit, out.as_str()), (Some(0), ""));
}

#[test]
fn two_tables_of_one_agreement_come_together_and_one_refusal_refuses_both() {
    let dir = desk("10-1.csv", TABLE);
    fs::write(dir.path().join("10-2.csv"), "Participant,Signature\nNorway,31 Apr 1990\n").expect("written");
    let both = ["import", "untc", "10-1.csv", "10-2.csv", "--index", "index.csv"];
    let (exit, out, err) = track(dir.path(), &both);
    assert_eq!((exit, out.as_str()), (Some(65), ""));
    assert!(err.starts_with("10-2.csv:2: there is no day `31 Apr 1990` [malformed-date]\n"), "{err}");
    assert_eq!(kept(dir.path()), KEPT);
    assert!(!dir.path().join("agreements/untc-10-2.toml").exists());
    fs::create_dir(dir.path().join("more")).expect("a folder");
    fs::copy(dir.path().join("10-1.csv"), dir.path().join("more/10-1.csv")).expect("copied");
    let (exit, out, err) = import(dir.path(), "10-1.csv", &["more/10-1.csv"]);
    assert_eq!(exit, Some(0), "{err}");
    assert!(out.starts_with("kept  4 recorded, 1 source joined, 5 already recorded, 2 retracted"), "{out}");
}

/// Every file here is refused with this code at this line, and nothing is written.
#[test]
fn bad_files_are_refused_with_their_line_and_nothing_is_written() {
    let table = |rows: &str| format!("Participant,\"Ratification, Accession(a)\"\n{rows}\n").into_bytes();
    let cases: &[(&str, Vec<u8>)] = &[
        (
            ":1: there is no column `Participant`, so 1 rows were not read [missing-column]",
            b"State,Signature\nNorway,1 Jan 1990\n".to_vec(),
        ),
        (
            ":2: the heading `Ratification, Accession(a)` has no letter `s` [unknown-letter]",
            table("Norway,1 Jan 1990 s"),
        ),
        (
            ":2: `Signing day` is no act of a kind that a ledger has [no-kind]",
            b"Participant,Signing day\nNorway,1 Jan 1990\n".to_vec(),
        ),
        (":3: `12/11/2025` is no day with its letter [malformed-date]", table("Norway,1 Jan 1990\nGeorgia,12/11/2025")),
        (":2: there is no day `31 Apr 1990` [malformed-date]", table("Norway,31 Apr 1990 a")),
        (":3: `Turkey` stands in line 2 already [said-twice]", table("Türkiye,1 Jan 1990\nTurkey,1 Jan 1990")),
        (":2: no party is known as `Norwegen und Co` [unknown-party]", table("Norwegen und Co,1 Jan 1990")),
        (":2: a quotation mark is not closed [syntax]", table("Norway,\"1 Jan 1990")),
        (":2: 3 cells, and the heading has 2 [cells]", table("Norway,1 Jan 1990,")),
        (":2: `[1 Jan 1990]` stands in brackets", table("Norway,[1 Jan 1990]")),
        (":1: the table is empty [no-heading]", b"\n\n".to_vec()),
        (":2: this is no UTF-8 [not-text]", b"Participant,Signature\nC\xf4te d\x92Ivoire,1 Jan 1990\n".to_vec()),
        (":1: the control character U+0000 makes it no plain text [not-text]", b"Participant,\0\n".to_vec()),
    ];
    for (wanted, bytes) in cases {
        let dir = desk("10-2.csv", bytes);
        let (exit, out, err) = import(dir.path(), "10-2.csv", &[]);
        assert_eq!((exit, out.as_str()), (Some(65), ""), "{wanted}: {err}");
        assert!(err.contains(&format!("10-2.csv{wanted}")), "{wanted}: {err}");
        let files = fs::read_dir(dir.path().join("agreements")).expect("a folder").count();
        assert_eq!((files, kept(dir.path()).as_str()), (1, KEPT), "{wanted}");
        let json = import(dir.path(), "10-2.csv", &["--json"]).2;
        assert!(
            serde_json::from_str::<serde_json::Value>(&json).is_ok_and(|value| value["error"]["line"] != 0),
            "{json}"
        );
    }
}

#[test]
fn a_mark_of_byte_order_and_other_letters_are_read() {
    let rows = "Participant,Signature\nCôte d'Ivoire,1 Jan 1990\n";
    let wide: Vec<u8> = rows.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = rows.chars().map(|c| u8::try_from(u32::from(c)).expect("a letter of it")).collect();
    for (bytes, more) in [
        (format!("\u{feff}{rows}").into_bytes(), &[][..]),
        ([vec![0xff, 0xfe], wide.clone()].concat(), &[]),
        (wide, &["--encoding", "utf-16le"]),
        (latin, &["--encoding", "windows-1252"]),
    ] {
        let dir = desk("10-2.csv", bytes);
        let (exit, out, err) = import(dir.path(), "10-2.csv", more);
        assert_eq!((exit, out.as_str()), (Some(0), "untc-10-2  new, 1 recorded\n"), "{err}");
    }
}

#[test]
fn a_line_of_a_gigabyte_is_refused_without_being_read() {
    let dir = desk("10-2.csv", "");
    fs::File::create(dir.path().join("10-2.csv")).and_then(|file| file.set_len(1 << 30)).expect("a long file");
    let begun = std::time::Instant::now();
    let (exit, _, err) = import(dir.path(), "10-2.csv", &[]);
    assert_eq!(exit, Some(65));
    assert!(err.contains("larger than 16 MiB") && err.contains("split it"), "{err}");
    assert!(begun.elapsed().as_secs() < 20);
}
