//! What help says, at every level: an example first, groups instead of a long list, lines that fit.

#![expect(clippy::disallowed_methods, reason = "reads the sources and the topics")]

use std::fs;
use std::path::{Path, PathBuf};
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

/// A topic is read in one piece on a small terminal.
#[test]
fn a_topic_fits_a_screen() {
    for entry in fs::read_dir("data/help").expect("the topics are there") {
        let path = entry.expect("listed").path();
        let text = fs::read_to_string(&path).expect("a topic");
        assert!(text.lines().count() <= 24, "{} is longer than a screen", path.display());
        for line in text.lines() {
            assert!(line.chars().count() <= WIDTH, "{}: longer than {WIDTH}: {line}", path.display());
        }
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        assert_eq!(text_of(&["help", &name]), text, "`{name}` is not in the list of src/report/help.rs");
    }
}

fn text_of(words: &[&str]) -> String {
    text(&track(words).stdout).to_owned()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("listed").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.into_iter().chain(folders.iter().flat_map(|folder| sources(folder))).collect()
}

/// Every variable that the program asks for is in `track help environment`.
#[test]
fn every_variable_is_in_the_topic() {
    let topic = text_of(&["help", "environment"]);
    let mut seen = 0;
    for path in sources(Path::new("src/context")).into_iter().chain([PathBuf::from("src/context.rs")]) {
        let source = fs::read_to_string(&path).expect("a source");
        let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for word in code.split('"').skip(1).step_by(2).filter(|_| !path.ends_with("tests.rs")) {
            let is_name = word.len() > 2 && word.chars().all(|c| c.is_ascii_uppercase() || c == '_');
            if is_name {
                seen += 1;
                assert!(topic.contains(word), "{}: `{word}` is not in data/help/environment.txt", path.display());
            }
        }
    }
    assert!(seen > 8, "only {seen} variables were found");
}
