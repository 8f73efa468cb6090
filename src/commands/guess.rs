//! A command that is not there: what may have been meant.

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::cli::Cli;
use crate::error::Failure;
use crate::reading::near;
use crate::report::guesses::instead_of;
use crate::report::help::topic;

/// The refusal of an unknown command, with the command that was meant; `None` for every other error.
pub(super) fn no_command(error: &clap::Error) -> Option<Failure> {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let mut failure = Failure::usage("unknown-command", format!("there is no command `{word}`"));
    failure.help = instead_of(&word.to_lowercase());
    if topic(word).is_some() {
        failure = failure.help(format!("to have it explained: track help {word}"));
    }
    if failure.help.is_empty() {
        let program = Cli::command();
        let known: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
        failure = failure.near(&near(word, &known));
    }
    Some(failure.help("`track help` lists the commands"))
}
