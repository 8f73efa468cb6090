//! A slip of the hand is answered with the name that was meant, whatever sort of name it is; a guessed command with the
//! one to type.

use clap::CommandFactory;
use ratification::cli::Cli;
use ratification::context::Context;
use ratification::report::guesses;

/// Runs `track` in `sample-data` and gives its status and what it said beside the data, which are none.
fn refused(asked: &str) -> (u8, String) {
    let words: Vec<&str> = ["track"].into_iter().chain(asked.split_whitespace()).collect();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 15).expect("a day");
    let (ctx, said) = Context::for_test(today);
    let mut ctx = ctx.with_current_dir("sample-data");
    let exit = ratification::run_in(&words, &mut ctx).number();
    assert_eq!(said.out(), "", "{asked}");
    (exit, said.err())
}

/// Each of these is refused with this status, and the nearest name is offered.
fn offers(cases: &[(&str, u8, &str)]) {
    for (asked, exit, near) in cases {
        let (told, said) = refused(asked);
        assert_eq!(told, *exit, "{asked}: {said}");
        assert!(said.contains(near), "{asked}: no {near} in\n{said}");
    }
}

#[test]
fn point_03_a_command() {
    offers(&[
        ("stauts", 2, "did you mean `status`?"),
        ("explian az-tr-memorandum-2025", 2, "did you mean `explain`?"),
        ("frobnicate", 2, "`track help` lists the commands"),
    ]);
}

#[test]
fn point_03_a_flag_and_its_value() {
    offers(&[
        ("status --plian", 2, "'--plain'"),
        ("status --format jsn", 2, "'json'"),
        ("add az-tr-memorandum-2025 AZ majlis-vote --outcom adopted --on 2025-12-16", 2, "'--outcome'"),
    ]);
}

#[test]
fn point_03_an_agreement() {
    offers(&[
        ("show az-tr-memorandum-2024", 66, "did you mean `az-tr-memorandum-2025`?"),
        ("explain paris", 66, "did you mean `paris-agreement-2015`?"),
        ("status in-force", 66, "`track is in-force AGREEMENT`"),
        ("show ratification", 66, "`track help ratification`"),
    ]);
}

#[test]
fn point_03_a_party() {
    offers(&[
        ("log --party Azerbaidjan", 66, "did you mean `Azerbaijan (AZ)`?"),
        ("procedures Turkiy", 66, "Türkiye (TR)"),
    ]);
}

#[test]
fn point_03_a_step_and_a_kind() {
    offers(&[
        ("add az-tr-memorandum-2025 AZ majlis-vot --on 2025-12-16", 66, "did you mean `majlis-vote`?"),
        ("add az-tr-memorandum-2025 AZ --kind signatur --on 2025-12-16", 66, "did you mean `signature`"),
        ("log --kind vot", 2, "did you mean `vote`"),
    ]);
}

#[test]
fn point_03_an_act() {
    offers(&[("retract az-tr-memorandum-2025 ju524t75 --reason x", 66, "did you mean `ju524t57`?")]);
}

#[test]
fn point_03_a_topic() {
    offers(&[
        ("help ratifications", 66, "did you mean `ratification`?"),
        ("help statsu", 66, "did you mean `status`?"),
    ]);
}

#[test]
fn point_03_a_word_of_a_closed_set() {
    offers(&[
        ("new x --title x --form traety", 2, "did you mean `treaty`?"),
        ("new x --title x --when all --basis reprted", 2, "did you mean `reported`?"),
        ("status --min-grade offical", 2, "did you mean `official`?"),
        ("is in-forc az-tr-memorandum-2025", 2, "did you mean `in-force`?"),
        ("is az-tr-memorandum-2025 in-force", 2, "track is in-force az-tr-memorandum-2025"),
        ("status --columns titel", 2, "did you mean `title`?"),
        ("check --only no-sorce", 2, "did you mean `no-source`"),
        ("check --policy two-sources", 66, "did you mean `two-source`?"),
    ]);
}

/// What a guess may name before it is there: commands and flags of the same release.
const COMING: &[&str] = &[];

#[test]
fn point_03_a_guessed_command_is_answered_with_the_one_to_type() {
    let program = Cli::command();
    for guessed in guesses::names() {
        assert!(program.find_subcommand(guessed).is_none(), "`{guessed}` is a command, and no guess");
        let (exit, said) = refused(guessed);
        assert_eq!(exit, 2, "{guessed}");
        assert!(said.contains(": track "), "{guessed}: {said}");
        for line in guesses::instead_of(guessed) {
            let words: Vec<&str> = line.split_whitespace().skip_while(|word| *word != "track").skip(1).collect();
            let Some(command) = program.find_subcommand(words[0]) else {
                assert!(
                    words[0].starts_with("--") || COMING.contains(&words[0]),
                    "{guessed}: there is no `{}`",
                    words[0]
                );
                continue;
            };
            for flag in words.iter().filter_map(|word| word.strip_prefix("--")) {
                let is_there = command.get_arguments().any(|argument| argument.get_long() == Some(flag));
                assert!(is_there || COMING.contains(&flag), "{guessed}: there is no --{flag}");
            }
        }
    }
}

#[test]
fn a_guess_is_looked_up_whatever_its_case_and_a_topic_is_named() {
    offers(&[("LS", 2, "track status"), ("E2", 2, "track help E2"), ("deposit", 2, "track help deposit")]);
}

#[test]
fn story_j14_a_topic_is_explained_without_a_ledger() {
    for (asked, begin) in [("explain ratification", "Ratification\n"), ("explain E2", "E2  Parliament's vote")] {
        let words: Vec<&str> = ["track"].into_iter().chain(asked.split_whitespace()).collect();
        let (mut ctx, said) = Context::for_test(chrono::NaiveDate::from_ymd_opt(2026, 1, 15).expect("a day"));
        let exit = ratification::run_in(&words, &mut ctx).number();
        assert_eq!((exit, said.err()), (0, String::new()), "{asked}");
        assert!(said.out().starts_with(begin), "{asked}");
    }
}
