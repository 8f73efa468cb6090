//! What a command may do to a ledger: points 31, 32, 34 to 38.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::commands::READERS;
use super::desk::{ADD, Desk, FILE, PACT, said};

#[test]
fn point_31_reading_writes_nothing() {
    let desk = Desk::sample();
    let before = desk.tree();
    for reader in READERS {
        assert_eq!(desk.run(reader).status, Some(0), "{reader:?}");
        assert!(desk.tree() == before, "{reader:?}");
    }
}

#[cfg(unix)]
#[test]
fn point_31_reading_needs_no_permission_to_write() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::sample();
    let folders = [desk.path().join("agreements"), desk.path().to_owned()];
    let mode =
        |mode| folders.iter().for_each(|folder| set_permissions(folder, Permissions::from_mode(mode)).expect("a mode"));
    mode(0o555);
    let said: Vec<_> = READERS.iter().map(|reader| (reader, desk.run(reader))).collect();
    let add = desk.run(ADD);
    mode(0o755);
    for (reader, said) in said {
        assert_eq!(said.status, Some(0), "{reader:?}: {said:?}");
    }
    assert!(matches!(add.status, Some(77 | 0)), "{add:?}");
}

#[test]
fn point_32_a_writer_waits_says_for_whom_and_gives_up() {
    let desk = Desk::sample();
    let held = desk.hold();
    std::io::Write::write_all(&mut &held, b"process 4711\n").expect("a file can be written");
    let wait = |seconds: &str| {
        let begun = Instant::now();
        (desk.run(&[ADD, &["--lock-timeout", seconds]].concat()), begun.elapsed())
    };
    let (said, took) = wait("0");
    assert_eq!(said.status, Some(75));
    assert!(said.err.contains("process 4711") && said.err.contains("[busy]"), "{}", said.err);
    assert!(!said.err.contains("waiting") && took < Duration::from_secs(10), "{took:?}: {}", said.err);
    let (said, took) = wait("2");
    assert!(said.err.starts_with("waiting for another writer (process 4711)\n"), "{}", said.err);
    assert_eq!(said.status, Some(75));
    assert!(took >= Duration::from_secs(2), "{took:?}");
    assert_eq!(desk.run(&["status"]).status, Some(0), "readers never wait");
    drop(held);
    assert_eq!(desk.run(ADD).status, Some(0));
}

#[test]
fn point_34_outside_a_ledger_it_says_how_to_begin_and_makes_nothing() {
    let desk = Desk::bare();
    let needs_none =
        |words: &[&str]| matches!(words[0], "parties" | "procedures" | "schema" | "completions" | "man" | "help");
    for reader in READERS.iter().filter(|reader| !needs_none(reader)) {
        let said = desk.run(reader);
        assert_eq!((said.status, said.out.as_str()), (Some(66), ""), "{reader:?}");
        assert!(said.err.contains("track init"), "{reader:?}: {}", said.err);
    }
    assert_eq!(desk.run(ADD).status, Some(66));
    assert!(desk.tree().is_empty());
}

#[test]
fn point_35_the_flag_before_the_variable_before_the_nearest_folder_of_the_repository() {
    let (flag, variable, outer) = (Desk::empty(), Desk::empty(), Desk::empty());
    let deep = outer.path().join("stories/deep");
    let repository = outer.path().join("repository/deep");
    for folder in [&deep, &repository, &outer.path().join("repository/.git")] {
        std::fs::create_dir_all(folder).expect("a folder can be made");
    }
    let found = |from: &std::path::Path, by_flag: bool, by_variable: bool| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_track"));
        command.env_clear().current_dir(from).arg("where");
        if by_flag {
            command.arg("--ledger").arg(flag.path());
        }
        if by_variable {
            command.env("TRACK_LEDGER", variable.path());
        }
        said(command.output().expect("the program starts"))
    };
    let is = |said: &super::desk::Said, desk: &Desk, by: &str| {
        let real = |path: &std::path::Path| path.canonicalize().expect("a folder");
        assert_eq!(real(std::path::Path::new(said.out.trim())), real(desk.path()));
        assert!(said.err.contains(by), "{}", said.err);
    };
    is(&found(&deep, true, true), &flag, "--ledger");
    is(&found(&deep, false, true), &variable, "TRACK_LEDGER");
    is(&found(&deep, false, false), &outer, "upwards");
    is(&found(outer.path(), false, false), &outer, "upwards");
    assert_eq!(found(&repository, false, false).status, Some(66), "the search stops at the root of a repository");
}

#[test]
fn point_36_it_runs_with_an_empty_environment_and_leaves_nothing_at_home() {
    let (desk, home) = (Desk::sample(), Desk::bare());
    let run = |words: &[&str], with_home: bool| {
        let mut command = desk.unsealed(words);
        command.env_clear();
        if with_home {
            command.env("HOME", home.path());
        }
        said(command.output().expect("the program starts"))
    };
    for reader in READERS {
        let said = run(reader, false);
        assert_eq!(said.status, Some(0), "{reader:?}: {}", said.err);
        assert_eq!(run(reader, true), said, "{reader:?}");
    }
    assert_eq!(run(ADD, false).status, Some(0));
    assert_eq!(run(&["undo", "--yes"], true).status, Some(0));
    assert!(home.tree().is_empty());
}

#[test]
fn point_37_the_flag_before_the_variable_before_the_ledger() {
    let desk = Desk::sample();
    let by = |words: &[&str], variable: Option<&str>| {
        let mut command = desk.command(&[ADD, words, &["--dry-run"]].concat());
        command.stdin(Stdio::null()).envs(variable.map(|name| ("TRACK_BY", name)));
        said(command.output().expect("the program starts")).out
    };
    assert!(by(&["--by-whom", "ana"], Some("ben")).contains("by = \"ana\""));
    assert!(by(&[], Some("ben")).contains("by = \"ben\""));
    assert!(!by(&[], None).contains("by ="));
}

#[test]
fn point_38_the_same_record_twice_stands_once() {
    let desk = Desk::sample();
    let keyed = [ADD, &["--id", "vote-1"]].concat();
    for (words, first) in [(&keyed[..], "recorded  vote-1"), (ADD, "recorded  ")] {
        let desk = Desk::sample();
        assert!(desk.ask(words).out.starts_with(first), "{words:?}");
        let once = desk.read(FILE);
        let again = desk.ask(words);
        assert_eq!(again.status, Some(0));
        assert!(again.out.starts_with("already recorded"), "{words:?}: {}", again.out);
        assert_eq!(desk.read(FILE), once);
    }
    assert_eq!(desk.ask(&keyed).status, Some(0));
    let other = ["add", PACT, "TR", "tbmm-vote", "--on", "2026-01-13", "--outcome", "adopted", "--id", "vote-1"];
    assert_eq!(desk.ask(&other).status, Some(65), "the same id with other content is refused");
    let joined = [ADD, &["--source", "https://example.org/a"]].concat();
    assert!(desk.ask(&joined).out.starts_with("source joined"));
    assert!(desk.ask(&joined).out.starts_with("already recorded"));
}
