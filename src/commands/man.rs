//! `track man`: the manual pages, one of the whole program and one for each command.

use std::path::PathBuf;

use clap::Args;

use super::print;
use crate::cli::{Global, program};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::reading::near;
use crate::store;

mod page;

/// Print a manual page: that of the program, or of one command
///
/// Example:
///   track man > track.1
///   track man add | man -l -
///   track man --dir ~/.local/share/man/man1
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The command; left out: the program
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
    /// Write every page into this folder; it is made if it is not there
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    dir: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, _: &Global, ctx: &mut Context) -> Outcome {
    let mut program = program();
    program.build();
    if let Some(dir) = &arguments.dir {
        let pages = page::all(&program);
        store::write_folder(dir, &pages)?;
        ctx.err(&format!("{} pages written\n", pages.len()));
        return Ok(Exit::Done);
    }
    let text = match &arguments.command {
        None => page::of_program(&program),
        Some(name) => page::of_command(program.find_subcommand(name).ok_or_else(|| unknown(&program, name))?),
    };
    print(ctx, &text)?;
    Ok(Exit::Done)
}

fn unknown(program: &clap::Command, name: &str) -> Failure {
    let known: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
    Failure::not_found("no-topic", format!("there is no command `{name}`"))
        .near(&near(name, &known))
        .help("`track help` lists the commands; a topic is read with `track help TOPIC`")
}
