//! `track completions`: completions for a shell.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::print;
use crate::cli::{Cli, Global};
use crate::context::Context;
use crate::error::{Exit, Outcome};

/// Print completions for a shell
///
/// Example:
///   track completions bash > ~/.local/share/bash-completion/completions/track
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments, _: &Global, ctx: &mut Context) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "track", &mut script);
    print(ctx, &String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}
