//! What goes where: points 8, 9, 13.

use std::process::Stdio;

use super::commands::{READERS, WRITERS};
use super::desk::{ADD, Desk, PACT, said};

#[cfg(target_os = "linux")]
#[test]
fn point_08_a_failed_write_is_an_error_also_at_the_last_moment() {
    use std::fs::OpenOptions;
    let desk = Desk::sample();
    for reader in READERS.iter().filter(|reader| reader[0] != "is") {
        let full = OpenOptions::new().write(true).open("/dev/full").expect("Linux has /dev/full");
        let said = said(desk.command(reader).stdout(full).output().expect("the program starts"));
        assert_eq!(said.status, Some(74), "{reader:?}: {}", said.err);
        let last = said.err.lines().last().unwrap_or_default();
        assert!(last.contains("cannot write the answer") && !said.err.contains("panicked"), "{reader:?}: {}", said.err);
    }
}

#[cfg(unix)]
#[test]
fn point_08_a_closed_output_is_no_crash_and_a_record_stands() {
    let desk = Desk::sample();
    let shell = |words: &str| {
        let line = format!("'{}' {words} >&-", env!("CARGO_BIN_EXE_track"));
        let mut shell = std::process::Command::new("sh");
        said(shell.args(["-c", &line]).current_dir(desk.path()).output().expect("a shell starts"))
    };
    for words in ["status", "log", "check --json", &ADD.join(" ")] {
        let said = shell(words);
        assert!(matches!(said.status, Some(0 | 74)), "{words}: {said:?}");
        assert!(!said.err.contains("panicked"), "{words}: {}", said.err);
    }
    assert!(desk.ask(ADD).out.starts_with("already recorded"));
}

#[test]
fn point_09_a_reader_who_leaves_is_met_with_silence() {
    let desk = Desk::sample();
    for reader in READERS {
        let mut command = desk.command(reader);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        drop(child.stdout.take());
        let said = said(child.wait_with_output().expect("the program ends"));
        let talk = if reader[0] == "where" { "found by --ledger\n" } else { "" };
        assert_eq!((said.status, said.err.as_str()), (Some(0), talk), "{reader:?}");
    }
}

#[test]
fn point_13_data_and_talk_are_apart_and_each_is_empty_where_there_is_nothing() {
    let desk = Desk::sample();
    for reader in READERS.iter().filter(|reader| reader[0] != "where") {
        let said = desk.ask(reader);
        assert_eq!((said.status, said.err.as_str()), (Some(0), ""), "{reader:?}");
        assert_eq!(reader[0] == "is", said.out.is_empty(), "{reader:?}");
    }
    let place = desk.ask(&["where"]);
    assert_eq!((place.out.lines().count(), place.err.as_str()), (1, "found by --ledger\n"));
    for refused in
        [&["show", "nothing"][..], &["status", "--as-of", "x"], &["add", PACT, "AZ", "no-step", "--on", "2026"]]
    {
        let said = desk.ask(refused);
        assert!(said.out.is_empty() && said.err.starts_with("error: "), "{refused:?}: {said:?}");
    }
    let empty = Desk::empty();
    for writer in WRITERS.iter().filter(|writer| !matches!(writer[0], "init" | "new" | "fmt")) {
        let said = empty.ask(writer);
        assert!(said.out.is_empty() && said.err.starts_with("error: "), "{writer:?}: {said:?}");
    }
}
