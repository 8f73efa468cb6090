//! Commands that can be run: `import` cannot, `import untc` can.

#![allow(dead_code, reason = "each test takes what it needs")]

use clap::Command;

/// The command that words ask for.
pub fn leaf<'c>(program: &'c Command, words: &[impl AsRef<str>]) -> &'c Command {
    let mut command = program;
    for word in words {
        match command.find_subcommand(word.as_ref()) {
            Some(next) => command = next,
            None => break,
        }
    }
    command
}

/// Every command that can be run, with its words.
pub fn leaves(program: &Command) -> Vec<(Vec<&str>, &Command)> {
    let of_one = |command| -> Vec<(Vec<&str>, &Command)> {
        let command: &Command = command;
        let below = leaves(command);
        if below.is_empty() {
            return vec![(vec![command.get_name()], command)];
        }
        let name = |(words, leaf): (Vec<_>, _)| ([vec![command.get_name()], words].concat(), leaf);
        below.into_iter().map(name).collect()
    };
    program.get_subcommands().flat_map(of_one).collect()
}
