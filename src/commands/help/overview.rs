//! The help of the whole program: its commands in their groups, made from their own descriptions, and the topics.

use clap::{Command, CommandFactory};
use unicode_width::UnicodeWidthStr;

use crate::cli::{Cli, GROUPS, program};
use crate::report::help::{TOPICS, title};

/// Cells in a line of help.
const WIDTH: usize = 80;

/// Cells before the names of a group.
const HEADS: usize = 17;

/// `track`, `track -h`: the groups, each with the names of its commands.
pub(in crate::commands) fn groups() -> String {
    let lines: String = members().map(|(group, names)| beside(group, HEADS, &names.join(", "))).collect();
    page(&format!("Commands:\n{lines}\n"), "`track help` tells all commands and topics in a line each.")
}

/// `track --help`: each command with a line of its own.
pub(in crate::commands) fn commands() -> String {
    let program = program();
    let width = program.get_subcommands().map(|command| command.get_name().len()).max().unwrap_or_default();
    let line = |name: &String| beside(name, width, &program.find_subcommand(name).map(in_a_line).unwrap_or_default());
    let group =
        |(group, names): (&str, Vec<String>)| format!("{group}:\n{}\n", names.iter().map(line).collect::<String>());
    page(
        &members().map(group).collect::<String>(),
        "`track help` lists the topics, too; `track help add` tells all of one command.",
    )
}

/// The topics of `track help TOPIC`, each with its title.
pub(super) fn topics() -> String {
    let width = TOPICS.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let is_error = |name: &str| name.starts_with('E');
    let list = |errors: bool| -> String {
        let wanted = TOPICS.iter().filter(|(name, _)| is_error(name) == errors);
        wanted.map(|(name, text)| beside(name, width, title(name, text))).collect()
    };
    format!("Topics of `track help TOPIC`:\n{}\nPress errors:\n{}", list(false), list(true))
}

/// The description of a command without its examples.
pub(in crate::commands) fn in_a_line(command: &Command) -> String {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    about.lines().next().unwrap_or_default().to_owned()
}

/// The groups that have commands, and the names of those.
fn members() -> impl Iterator<Item = (&'static str, Vec<String>)> {
    let name = |module: &&str| module.trim_start_matches("r#").replace('_', "-");
    let groups = GROUPS.iter().map(move |(group, modules)| (*group, modules.iter().map(name).collect::<Vec<_>>()));
    groups.filter(|(_, names)| !names.is_empty())
}

/// The whole help: what the program is, an example, how it is called, its commands, its options, where to read on.
fn page(commands: &str, then: &str) -> String {
    let mut program = Cli::command();
    let usage = program.render_usage();
    let options = program.clone().help_template("{options}").render_help();
    let about = program.get_long_about().map(ToString::to_string).unwrap_or_default();
    let after = program.get_after_help().map(ToString::to_string).unwrap_or_default();
    format!("{about}\n\n{usage}\n\n{commands}Options:\n{options}\n{then}\n{after}\n")
}

/// A name and what is said of it, in lines of [`WIDTH`] cells.
fn beside(name: &str, width: usize, text: &str) -> String {
    let indent = width + 4;
    let (mut lines, mut line) = (String::new(), format!("  {name:width$}"));
    for (at, word) in text.split_whitespace().enumerate() {
        if at > 0 && line.width() + 1 + word.width() > WIDTH {
            lines.push_str(line.trim_end());
            lines.push('\n');
            line = " ".repeat(indent - 1);
        }
        line.push_str(if at == 0 { "  " } else { " " });
        line.push_str(word);
    }
    format!("{lines}{}\n", line.trim_end())
}
