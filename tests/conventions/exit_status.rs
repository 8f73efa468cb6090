//! The exit statuses: points 21 to 25.

use super::commands::{READERS, WRITERS, program};
use super::desk::{ADD, Desk, FILE, PACT, Said};
use super::leaves::leaf;

/// What is the matter with the ledger.
#[derive(Debug, Clone, Copy)]
enum Ledger {
    Sample,
    Empty,
    None,
    /// One agreement is no TOML.
    Broken,
    /// One agreement is of a format to come.
    Newer,
    /// The settings are wrong.
    Settings,
    /// A folder stands in place of the folder that keeps the lock.
    NoLock,
    /// Somebody else is writing.
    Busy,
}

impl Ledger {
    fn ask(self, words: &[&str]) -> Said {
        let desk = match self {
            Self::None => Desk::bare(),
            Self::Empty => Desk::empty(),
            _ => Desk::sample(),
        };
        match self {
            Self::Broken => desk.write(FILE, "title = \"x\n"),
            Self::Newer => desk.write(FILE, "format = 99\ntitle = \"x\"\n"),
            Self::Settings => desk.write("track.toml", "format = \"one\"\n"),
            Self::NoLock => std::fs::create_dir_all(desk.path().join(".track/lock")).expect("a folder can be made"),
            _ => {}
        }
        let busy = matches!(self, Self::Busy).then(|| desk.hold());
        let said = desk.ask(words);
        drop(busy);
        said
    }
}

/// The rows of the table that `track help exit-status` shows.
const TABLE: &[(Ledger, &[&str], i32)] = &[
    (Ledger::Sample, &["status"], 0),
    (Ledger::Empty, &["status"], 0),
    (Ledger::Sample, ADD, 0),
    (Ledger::Sample, &["is", "signed", PACT], 0),
    (Ledger::Sample, &["is", "in-force", PACT], 1),
    (Ledger::Empty, &["status", "--exit-code"], 1),
    (Ledger::Broken, &["check"], 1),
    (Ledger::Sample, &["status", "--no-such-flag"], 2),
    (Ledger::Sample, &["status", "--as-of", "2025-02-30"], 2),
    (Ledger::Sample, &["show", "../track"], 2),
    (Ledger::Sample, &[], 2),
    (Ledger::Sample, &["status", PACT, "--min-grade", "official"], 3),
    (Ledger::Sample, &["is", "in-force", "shusha-declaration-2021", "--min-grade", "official"], 3),
    (Ledger::Broken, &["status"], 65),
    (Ledger::Broken, ADD, 65),
    (Ledger::Newer, &["show", PACT], 65),
    (Ledger::Sample, &["add", "--from", "-"], 0),
    (Ledger::None, &["status"], 66),
    (Ledger::Sample, &["show", "no-such-pact"], 66),
    (Ledger::Sample, &["add", PACT, "GE", "signature", "--on", "2026-01-01"], 66),
    (Ledger::Sample, &["add", PACT, "Atlantis", "signature", "--on", "2026-01-01"], 66),
    (Ledger::Sample, &["add", PACT, "AZ", "no-such-step", "--on", "2026-01-01"], 66),
    (Ledger::Sample, &["retract", PACT, "no-such-act", "--reason", "r"], 66),
    (Ledger::Sample, &["new", PACT, "--title", "x"], 73),
    (Ledger::Sample, &["init"], 73),
    (Ledger::NoLock, ADD, 74),
    (Ledger::Busy, &["new", "x", "--title", "x", "--lock-timeout", "0"], 75),
    (Ledger::Settings, &["status"], 78),
];

#[test]
fn point_21_every_status_of_the_table_is_met() {
    for (ledger, words, status) in TABLE {
        let init = [*words, &["--dry-run"]].concat();
        let words = if words.first() == Some(&"init") { &init } else { *words };
        let said = ledger.ask(words);
        // a folder where the lock should be: Windows says that access is denied
        let status = if cfg!(windows) && matches!(ledger, Ledger::NoLock) { 77 } else { *status };
        assert_eq!(said.status, Some(status), "{ledger:?} {words:?}: {said:?}");
    }
    let shown = Desk::bare().ask(&["help", "exit-status"]).out;
    let numbers = shown.lines().filter_map(|line| line.trim().split(' ').next()?.parse::<i32>().ok());
    for number in numbers.filter(|number| *number != 77) {
        assert!(TABLE.iter().any(|(.., status)| *status == number), "no row shows {number}");
    }
}

#[cfg(unix)]
#[test]
fn point_21_what_may_not_be_read_is_77() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::sample();
    let file = desk.path().join(FILE);
    set_permissions(&file, Permissions::from_mode(0o444)).expect("the mode can be set");
    let said = desk.run(ADD);
    assert_eq!(said.status, Some(77), "a file without any permission to write is not replaced: {said:?}");
    set_permissions(&file, Permissions::from_mode(0o000)).expect("the mode can be set");
    if std::fs::read(&file).is_err() {
        assert_eq!(desk.run(&["show", PACT]).status, Some(77));
    }
}

#[test]
fn point_22_a_question_is_never_answered_with_no_by_an_error() {
    let answer = |ledger: Ledger, words: &[&str]| ledger.ask(words).status;
    assert_eq!(answer(Ledger::Sample, &["is", "signed", PACT]), Some(0));
    assert_eq!(answer(Ledger::Sample, &["is", "in-force", PACT]), Some(1));
    assert_eq!(answer(Ledger::Sample, &["is", "in-force", PACT, "--checked-within", "1"]), Some(3));
    for (ledger, words, status) in [
        (Ledger::Broken, &["is", "in-force", PACT][..], 65),
        (Ledger::Newer, &["is", "in-force", PACT], 65),
        (Ledger::Settings, &["is", "in-force", PACT], 78),
        (Ledger::None, &["is", "in-force", PACT], 66),
        (Ledger::Sample, &["is", "in-force", "no-such-pact"], 66),
        (Ledger::Sample, &["is", "in-force", PACT, "--party", "GE"], 66),
        (Ledger::Sample, &["is", "in-forse", PACT], 2),
        (Ledger::Sample, &["is", "in-force", PACT, "--as-of", "soon"], 2),
    ] {
        let said = ledger.ask(words);
        assert_eq!((said.status, said.out.as_str()), (Some(status), ""), "{ledger:?} {words:?}");
    }
}

#[test]
fn point_23_an_empty_answer_is_success_unless_a_status_was_asked_for() {
    let (desk, empty) = (Desk::sample(), Desk::empty());
    let nothing = ["log", "--party", "GE", "--since", "2026-01-14"];
    let corrected = ["log", PACT, "--retracted"];
    for (desk, words) in [(&empty, &["status"][..]), (&empty, &["log"]), (&desk, &nothing), (&desk, &corrected)] {
        for format in ["text", "json", "csv"] {
            let plain: Vec<&str> = words.iter().copied().chain(["--format", format]).collect();
            let asked: Vec<&str> = plain.iter().copied().chain(["--exit-code"]).collect();
            let (plain, asked) = (desk.ask(&plain), desk.ask(&asked));
            assert_eq!((plain.status, asked.status), (Some(0), Some(1)), "{words:?} {format}");
            assert_eq!((plain.out, plain.err), (asked.out, asked.err), "{words:?} {format}");
        }
    }
    assert_eq!(desk.ask(&["status", "--exit-code"]).status, Some(0));
    assert_eq!(desk.ask(&["log", "--exit-code"]).status, Some(0));
    assert_eq!(Ledger::Broken.ask(&["log", "--exit-code"]).status, Some(65), "an error never looks like a no");
}

#[test]
fn point_24_one_bad_file_refuses_the_answer_about_all() {
    let desk = Desk::sample();
    desk.write("agreements/broken.toml", "title = \"x\n");
    for words in [&["status"][..], &["log"], &["status", "--json"], &["log", "--format", "csv"], &["status", "broken"]]
    {
        let said = desk.ask(words);
        assert_eq!((said.status, said.out.as_str()), (Some(65), ""), "{words:?}");
        assert!(said.err.contains("agreements/broken.toml"), "{words:?}: {}", said.err);
    }
    assert_eq!(desk.ask(&["status", PACT]).status, Some(0), "what does not rest on it is answered");
}

#[test]
fn point_24_keep_going_answers_from_the_others_and_still_fails() {
    let desk = Desk::sample();
    let whole = desk.ask(&["status", "--plain"]).out;
    desk.write("agreements/broken.toml", "title = \"x\n");
    desk.write(
        "agreements/zz-waits.toml",
        "format = 1\ntitle = \"x\"\n[clause]\nwhen = \"10 parties\"\nnot_before = \"agreement broken\"\n",
    );
    std::fs::write(desk.path().join("agreements/no-text.toml"), b"title = \"\xff\"").expect("a file can be written");
    let said = desk.ask(&["status", "--keep-going", "--plain"]);
    assert_eq!((said.status, said.out.as_str()), (Some(65), whole.as_str()), "{}", said.err);
    for named in ["agreements/broken.toml", "agreements/no-text.toml", "`zz-waits`"] {
        assert!(said.err.contains(named), "{named}: {}", said.err);
    }
    let log = desk.ask(&["log", "--keep-going", "--json"]);
    assert_eq!(log.status, Some(65));
    assert!(serde_json::from_str::<serde_json::Value>(&log.out).is_ok() && log.err.starts_with('{'), "{log:?}");
    assert_eq!(
        Desk::sample().ask(&["status", "--keep-going", "--plain"]),
        Said { status: Some(0), out: whole, err: String::new() }
    );
}

#[test]
fn point_25_no_argument_ends_in_a_panic() {
    let strange = ["", "--", "../../etc", "9999999999999999999", "=1\n\u{1b}[31m", "💥\0\u{202e}"];
    let desk = Desk::sample();
    let before = desk.texts();
    let known = [0, 1, 2, 3, 65, 66, 73, 74, 75, 77, 78];
    for command in READERS.iter().chain(WRITERS) {
        let flags: Vec<String> = leaf(&program(), command)
            .get_arguments()
            .filter_map(|argument| Some(format!("--{}", argument.get_long()?)))
            .filter(|flag| !matches!(flag.as_str(), "--follow" | "--help" | "--ledger"))
            .collect();
        for word in strange {
            for flag in flags.iter().map(String::as_str) {
                let words: Vec<&str> = command.iter().copied().chain([flag, word, "--dry-run"]).collect();
                let status = desk.ask(&words).status;
                assert!(status.is_some_and(|status| known.contains(&status)), "{words:?}: {status:?}");
            }
        }
    }
    assert!(desk.texts() == before, "nothing was recorded by a slip");
}
