//! `track man`: the manual page.

use clap::{Args, CommandFactory};

use super::print;
use crate::cli::{Cli, Global};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};

/// Print the manual page
///
/// Example:
///   track man > track.1
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {}

pub(crate) fn run(_: &Arguments, _: &Global, ctx: &mut Context) -> Outcome {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut page)
        .map_err(|error| Failure::new(Exit::Io, "output", format!("cannot write the manual page: {error}")))?;
    print(ctx, &String::from_utf8_lossy(&page))?;
    Ok(Exit::Done)
}
