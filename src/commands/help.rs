//! `track help`: a topic, or a command.

use clap::Args;

use super::print;
use crate::cli::{Global, program};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::reading::near;
use crate::report::help::{TOPICS, topic};

mod overview;

pub(super) use overview::{commands, groups, in_a_line};

/// Explain a term, a press error (E1 to E13), a topic or a command
///
/// Example:
///   track help ratification
///   track help E2
///   track help scripts
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The topic or command; left out: the list
    #[arg(value_name = "TOPIC")]
    topic: Option<String>,
}

pub(crate) fn run(arguments: &Arguments, _: &Global, ctx: &mut Context) -> Outcome {
    match &arguments.topic {
        None => print(ctx, &format!("{}\n{}", commands(), overview::topics()))?,
        Some(wanted) => print(ctx, &about(wanted)?)?,
    }
    Ok(Exit::Done)
}

/// The text of a topic, or the help of a command.
///
/// # Errors
/// Nobody knows the word (66).
fn about(wanted: &str) -> Result<String, Failure> {
    if let Some(text) = topic(wanted) {
        return Ok(text.to_owned());
    }
    let program = program();
    if program.find_subcommand(wanted).is_some() {
        let asked = program.try_get_matches_from(["track", wanted, "--help"]);
        return Ok(asked.map_or_else(|help| help.render().to_string(), |_| String::new()));
    }
    let commands = program.get_subcommands().map(clap::Command::get_name);
    let known: Vec<&str> = TOPICS.iter().map(|(name, _)| *name).chain(commands).collect();
    Err(Failure::not_found("no-topic", format!("there is no topic or command `{wanted}`"))
        .near(&near(wanted, &known))
        .help("`track help` lists them"))
}
