//! `track help`: a topic, or a command.

use clap::{Args, CommandFactory};

use super::print;
use crate::cli::{Cli, Global};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::reading::near;
use crate::report::help::{TOPICS, topic};

/// Explain a term, a press error (E1 to E13), a topic or a command
///
/// Example:
///   track help ratification
///   track help E2
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The topic or command; left out: the list
    #[arg(value_name = "TOPIC")]
    topic: Option<String>,
}

pub(crate) fn run(arguments: &Arguments, _: &Global, ctx: &mut Context) -> Outcome {
    let Some(wanted) = &arguments.topic else {
        overview(ctx)?;
        return Ok(Exit::Done);
    };
    let mut program = Cli::command();
    if let Some(text) = topic(wanted) {
        print(ctx, text)?;
        return Ok(Exit::Done);
    }
    if let Some(command) = program.find_subcommand_mut(wanted) {
        let text = command.clone().bin_name(format!("track {wanted}")).render_long_help().to_string();
        print(ctx, &text)?;
        return Ok(Exit::Done);
    }
    let commands: Vec<String> = program.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let known: Vec<&str> = TOPICS.iter().map(|(name, _)| *name).chain(commands.iter().map(String::as_str)).collect();
    Err(Failure::not_found("no-topic", format!("there is no topic or command `{wanted}`"))
        .near(&near(wanted, &known))
        .help("`track help` lists them"))
}

/// The commands and topics.
pub(crate) fn overview(ctx: &mut Context) -> Result<(), Failure> {
    let topics: Vec<&str> = TOPICS.iter().map(|(name, _)| *name).collect();
    let text = format!("{}\nTopics of `track help`: {}\n", Cli::command().render_help(), topics.join(", "));
    print(ctx, &text)
}
