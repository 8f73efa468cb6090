//! What help says, at every level: an example first, groups instead of a long list, lines that fit.

use std::process::{Command, Output};

/// Cells in the narrowest terminal that is thought of.
const WIDTH: usize = 80;

fn track(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_track"));
    command.args(words).current_dir("sample-data").env("TRACK_TODAY", "2026-01-15").env_remove("COLUMNS");
    command.output().expect("the program starts")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// The commands, as the overview names them.
fn commands() -> Vec<String> {
    let output = track(&["--help"]);
    let all = text(&output.stdout).split("Options:").next().unwrap_or_default();
    let lines = all.lines().skip_while(|line| !line.starts_with("Usage:")).filter(|line| line.starts_with("  "));
    let names = lines.filter_map(|line| line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ')));
    names.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

/// Asks for help in these words and looks at what every help has.
fn look(words: &[&str]) -> String {
    let output = track(words);
    let (help, asked) = (text(&output.stdout).to_owned(), words.join(" "));
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""), "{asked}");
    let example = help.lines().position(|line| line.starts_with("  track "));
    let options = help.lines().position(|line| line.starts_with("Usage:")).unwrap_or_else(|| panic!("{asked}: {help}"));
    assert!(example.is_some_and(|line| line < options && line < 6), "{asked}: no example first:\n{help}");
    for line in help.lines() {
        assert!(line.chars().count() <= WIDTH, "{asked}: longer than {WIDTH}: {line}");
    }
    help
}

#[test]
fn point_01_every_help_is_data_and_begins_with_an_example() {
    let commands = commands();
    assert!(commands.len() > 20 && commands.contains(&"what-if".to_owned()), "{commands:?}");
    look(&["-h"]);
    look(&["--help"]);
    for command in &commands {
        let long = look(&[command, "--help"]);
        assert_eq!(look(&["help", command]), long, "{command}");
        let short = look(&[command, "-h"]);
        let begin = |help: &str| help.split("Usage:").next().map(str::to_owned);
        assert_eq!(begin(&short), begin(&long), "{command}");
    }
}

/// An example that is wider than the help is broken by hand, with a backslash, so that it can be pasted.
#[test]
fn no_example_is_broken_by_the_margin() {
    for command in commands() {
        let help = look(&[&command, "--help"]);
        let examples: Vec<&str> =
            help.lines().skip_while(|line| *line != "Example:").skip(1).take_while(|line| !line.is_empty()).collect();
        for pair in examples.windows(2) {
            let goes_on = pair[1].starts_with("    ");
            assert_eq!(pair[0].ends_with('\\'), goes_on, "{command}: break this example with a backslash: {}", pair[0]);
            assert!(goes_on || pair[1].starts_with("  "), "{command}: break this example by hand: {}", pair[0]);
        }
    }
}

#[test]
fn a_newcomer_sees_groups_and_whoever_asks_sees_each_command() {
    let groups = text(&track(&["-h"]).stdout).to_owned();
    let all = text(&track(&["--help"]).stdout).to_owned();
    let lines = |from: &str, of: &str| {
        of.lines().skip_while(|line| *line != from).skip(1).take_while(|l| !l.is_empty()).count()
    };
    assert!(lines("Commands:", &groups) < 12, "{groups}");
    for group in ["Keep the record", "Ask", "Verify", "Shell"] {
        assert!(groups.contains(&format!("\n  {group} ")) && all.contains(&format!("\n{group}:\n")), "{group}");
    }
    for command in commands() {
        let is_named = groups.split([' ', ',', '\n']).any(|word| word == command);
        assert!(is_named, "{command} is in no group");
    }
}

#[test]
fn without_a_command_the_groups_are_shown_and_the_status_is_that_of_wrong_usage() {
    let (bare, short) = (track(&[]), track(&["-h"]));
    assert_eq!((bare.status.code(), bare.stdout), (Some(2), short.stdout));
}
