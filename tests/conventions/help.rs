//! Version, syntax, and what the help promises: points 2, 4 to 7, 19.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::commands::{READERS, program, with_option};
use super::desk::{Desk, PACT, said, world};
use super::leaves::leaves;

#[test]
fn point_02_the_version_is_one_line_with_name_and_number() {
    let said = Desk::bare().ask(&["--version"]);
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""));
    let number = said.out.strip_prefix("track ").and_then(|rest| rest.strip_suffix('\n')).expect("a name");
    let parts: Vec<&str> = number.split('.').collect();
    assert!(parts.len() == 3 && parts.iter().all(|part| part.parse::<u32>().is_ok()), "{number}");
}

#[test]
fn point_04_without_arguments_there_is_help_at_once_and_nothing_is_done() {
    let desk = Desk::bare();
    let mut command = Command::new(env!("CARGO_BIN_EXE_track"));
    command.current_dir(desk.path()).env_clear().stdin(Stdio::null());
    let begun = Instant::now();
    let said = said(command.output().expect("the program starts"));
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert_eq!(said.status, Some(2));
    assert!(said.out.contains("Usage: track"), "{}", said.out);
    assert!(desk.tree().is_empty());
}

#[test]
fn point_05_two_hyphens_end_the_options() {
    let desk = Desk::sample();
    for (words, id) in [
        (&["show", "--", "-x"][..], "-x"),
        (&["status", "--", "--json"], "--json"),
        (&["retract", "--reason", "r", "--", PACT, "-act"], "-act"),
    ] {
        let said = desk.ask(words);
        let is_taken = said.err.contains(&format!("`{id}`")) && !said.err.contains("unexpected argument");
        assert!(is_taken && matches!(said.status, Some(2 | 66)), "{words:?}\n{}", said.err);
        assert!(!said.err.starts_with('{'), "behind `--` nothing asks for JSON");
    }
    assert!(desk.ask(&["show", "-x"]).err.contains("unexpected argument"));
}

/// What a short flag means, wherever it stands.
const USUAL: &[(char, &str)] =
    &[('0', "null"), ('V', "version"), ('h', "help"), ('n', "dry-run"), ('q', "quiet"), ('v', "verbose"), ('y', "yes")];

#[test]
fn point_06_every_short_flag_has_a_long_name_and_means_the_same_everywhere() {
    let usual: BTreeMap<char, &str> = USUAL.iter().copied().collect();
    let program = program();
    for command in std::iter::once(&program).chain(leaves(&program).into_iter().map(|(_, command)| command)) {
        for argument in command.get_arguments() {
            let Some(short) = argument.get_short() else { continue };
            let long =
                argument.get_long().unwrap_or_else(|| panic!("{}: -{short} has no long name", command.get_name()));
            let meant = usual.get(&short).copied().unwrap_or(long);
            assert_eq!(long, meant, "{}: -{short}", command.get_name());
            assert_eq!(long, long.to_lowercase().replace('_', "-"));
        }
    }
    for (name, commands) in [("no-input", 22), ("json", 15), ("dry-run", 8), ("quiet", 8)] {
        assert!(with_option(name).len() >= commands, "--{name}: {:?}", with_option(name));
    }
}

#[test]
fn point_07_global_options_stand_before_or_after_the_command() {
    let desk = Desk::sample();
    for reader in READERS {
        let (context, captured) = world();
        let before: Vec<&str> = ["--color", "always", "--no-input"].iter().chain(*reader).copied().collect();
        let first = desk.ask_in(context, &captured, &before);
        let after: Vec<&str> = reader.iter().chain(&["--no-input", "--color", "always"]).copied().collect();
        assert_eq!(first, desk.ask(&after), "{reader:?}");
    }
    let other = Desk::bare();
    let ledger = desk.path().to_str().expect("a plain name");
    let behind = Command::new(env!("CARGO_BIN_EXE_track")).args(["status", "--ledger", ledger]).output();
    assert_eq!(said(behind.expect("the program starts")).status, Some(0));
    assert_eq!(other.run(&["status"]).status, Some(66));
}

#[test]
fn point_19_the_help_says_which_formats_stay() {
    let said = Desk::bare().ask(&["help", "formats"]).out;
    let line = |word: &str| said.lines().find(|line| line.trim().starts_with(word)).unwrap_or_default().to_owned();
    assert!(line("text").contains("may change"), "{said}");
    assert!(line("--plain").contains("stable") && line("--json").contains("only added"), "{said}");
}
