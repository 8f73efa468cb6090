//! A manual page in the language of `man`, made from the descriptions of the commands and the topics of help.
//!
//! No page has a date: the same program writes the same pages.

use std::fmt::Write;

use clap::{Arg, ArgAction, Command};

use super::super::help::in_a_line;
use crate::report::help::topic;

/// The page of the whole program.
pub(super) fn of_program(program: &Command) -> String {
    let mut page = head("track", "Is the agreement in force, for whom, and what is missing?");
    section(&mut page, "SYNOPSIS");
    page.push_str("\\fBtrack\\fR [\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]\n");
    section(&mut page, "DESCRIPTION");
    writeln!(page, "{}", escaped(ABOUT)).ok();
    section(&mut page, "COMMANDS");
    for command in program.get_subcommands() {
        let name = command.get_name();
        tagged(&mut page, &format!("\\fBtrack\\-{}\\fR(1)", escaped(name)), &in_a_line(command));
    }
    section(&mut page, "OPTIONS");
    options(&mut page, program, &|_| true);
    for (head, name) in [("EXIT STATUS", "exit-status"), ("ENVIRONMENT", "environment"), ("FILES", "files")] {
        section(&mut page, head);
        as_it_is(&mut page, topic(name).map(behind_title).unwrap_or_default());
    }
    section(&mut page, "EXAMPLES");
    as_it_is(&mut page, EXAMPLES);
    section(&mut page, "SEE ALSO");
    let names: Vec<String> = program.get_subcommands().map(|command| see(command.get_name())).collect();
    page.push_str(&names.join(",\n"));
    page.push_str("\n.PP\nWords, press errors and the clause language: \\fBtrack help\\fR\n");
    page
}

/// The page of a command; commands below it follow each other in it.
pub(super) fn of_command(command: &Command) -> String {
    let name = command.get_name();
    let mut page = head(&format!("track-{name}"), &in_a_line(command));
    section(&mut page, "SYNOPSIS");
    synopsis(&mut page, command);
    let (examples, rest) = paragraphs(command);
    section(&mut page, "DESCRIPTION");
    described(&mut page, command, &rest);
    if has_positionals(command) {
        section(&mut page, "ARGUMENTS");
        positionals(&mut page, command);
    }
    section(&mut page, "OPTIONS");
    options(&mut page, command, &|arg| !arg.is_positional());
    if command.has_subcommands() {
        writeln!(page, ".PP\nEach command below has its own.").ok();
    }
    command.get_subcommands().for_each(|below| part(&mut page, name, below));
    section(&mut page, "EXAMPLES");
    for example in &examples {
        as_it_is(&mut page, example.trim_start_matches("Example:\n"));
    }
    section(&mut page, "SEE ALSO");
    writeln!(page, "\\fBtrack\\fR(1), \\fBtrack help {}\\fR", escaped(name)).ok();
    page
}

/// The section of a command below another one.
fn part(page: &mut String, above: &str, command: &Command) {
    section(page, &format!("TRACK {} {}", above.to_uppercase(), command.get_name().to_uppercase()));
    synopsis(page, command);
    writeln!(page, ".PP").ok();
    let (examples, rest) = paragraphs(command);
    described(page, command, &rest);
    positionals(page, command);
    options(page, command, &|arg| !arg.is_positional());
    writeln!(page, ".PP").ok();
    for example in &examples {
        as_it_is(page, example.trim_start_matches("Example:\n"));
    }
}

fn synopsis(page: &mut String, command: &Command) {
    let usage = command.clone().render_usage().to_string();
    writeln!(page, "{}", escaped(usage.trim_start_matches("Usage: "))).ok();
}

/// The examples of a command, and what else is said behind its first line.
fn paragraphs(command: &Command) -> (Vec<String>, Vec<String>) {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let paragraphs = about.split("\n\n").skip(1).map(str::to_owned);
    paragraphs.partition(|paragraph| paragraph.starts_with("Example:"))
}

fn described(page: &mut String, command: &Command, rest: &[String]) {
    writeln!(page, "{}.", escaped(&in_a_line(command))).ok();
    for paragraph in rest {
        writeln!(page, ".PP\n{}", escaped(paragraph)).ok();
    }
}

fn has_positionals(command: &Command) -> bool {
    command.get_positionals().any(|arg| !arg.is_hide_set())
}

fn positionals(page: &mut String, command: &Command) {
    for arg in command.get_positionals().filter(|arg| !arg.is_hide_set()) {
        tagged(page, &format!("\\fI{}\\fR", escaped(&value_of(arg))), &help_of(arg));
    }
}

/// Every page with the name of its file.
pub(super) fn all(program: &Command) -> Vec<(String, String)> {
    let commands = program.get_subcommands();
    let pages = commands.map(|command| (format!("track-{}.1", command.get_name()), of_command(command)));
    [("track.1".to_owned(), of_program(program))].into_iter().chain(pages).collect()
}

const ABOUT: &str = "\
A ledger of agreements and of what each party did, in TOML files that people edit and git keeps. From the dated
acts and the agreement's own final clause it is computed where things stand, on three planes that are never mixed:
what was done at home, how a party bound itself, and whether the agreement is in force.
";

const EXAMPLES: &str = "  \
  track status az-tr-memorandum-2025
  track is in-force az-tr-memorandum-2025 || echo 'do not write \"in force\"'
  track add az-tr-memorandum-2025 AZ majlis-vote --on 2025-12-16 --outcome adopted
  track status --json | jq '.agreements[].force.state'
";

fn head(name: &str, about: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let title = escaped(&name.to_uppercase());
    format!(
        ".TH \"{title}\" 1 \"\" \"track {version}\" \"track\"\n.SH NAME\n{} \\- {}\n",
        escaped(name),
        escaped(about)
    )
}

fn section(page: &mut String, head: &str) {
    writeln!(page, ".SH \"{head}\"").ok();
}

fn tagged(page: &mut String, tag: &str, text: &str) {
    writeln!(page, ".TP\n{tag}\n{}", escaped(text)).ok();
}

/// Lines that keep their ends and blanks.
fn as_it_is(page: &mut String, text: &str) {
    writeln!(page, ".nf\n{}\n.fi", escaped(text.trim_end())).ok();
}

fn options(page: &mut String, command: &Command, wanted: &dyn Fn(&Arg) -> bool) {
    for arg in command.get_arguments().filter(|arg| !arg.is_hide_set() && wanted(arg)) {
        let short = arg.get_short().map(|short| format!("\\fB\\-{short}\\fR, ")).unwrap_or_default();
        let long = arg.get_long().map(|long| format!("\\fB{}\\fR", escaped(&format!("--{long}")))).unwrap_or_default();
        let value = match arg.get_action().takes_values() {
            true => format!(" \\fI{}\\fR", escaped(&value_of(arg))),
            false => String::new(),
        };
        tagged(page, &format!("{short}{long}{value}"), &help_of(arg));
    }
}

fn value_of(arg: &Arg) -> String {
    let names: Vec<&str> = arg.get_value_names().into_iter().flatten().map(|name| name.as_str()).collect();
    let many = if matches!(arg.get_action(), ArgAction::Append) && arg.is_positional() { " ..." } else { "" };
    format!("{}{many}", names.join(" "))
}

fn help_of(arg: &Arg) -> String {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let shown = arg
        .get_possible_values()
        .into_iter()
        .filter(|_| arg.get_action().takes_values() && !arg.is_hide_possible_values_set());
    let words: Vec<String> = shown.map(|value| value.get_name().to_owned()).collect();
    if words.is_empty() { help } else { format!("{help} [{}]", words.join(", ")) }
}

fn see(name: &str) -> String {
    format!("\\fBtrack\\-{}\\fR(1)", escaped(name))
}

fn behind_title(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, rest)| rest)
}

/// Text that `man` shows as it is: no line is a request, a dash is a dash.
fn escaped(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq").replace('`', "\\(ga");
        if line.starts_with('.') { format!("\\&{line}") } else { line }
    });
    lines.collect::<Vec<_>>().join("\n")
}
