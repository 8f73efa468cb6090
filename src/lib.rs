//! `ratification`: from dated acts and an agreement's own final clause to what may safely be said.
//!
//! The library stands in floors, each importing only what is below it; `tests/architecture.rs` holds the
//! order. `ARCHITECTURE.md` is the map.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::commands::refusal::Telling;
use crate::context::Context;
use crate::error::Exit;

pub mod check;
pub mod clause;
pub mod cli;
mod commands;
pub mod context;
pub mod date;
pub mod decimal;
pub mod diagnostic;
pub mod error;
pub mod import;
pub mod ledger;
pub mod model;
pub mod reading;
pub mod render;
pub mod report;
pub mod source;
pub mod status;
pub mod store;

/// Runs `track` in the world of this process; the exit status is that of `track help exit-status`.
pub fn run() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    ExitCode::from(begin(&arguments, &mut Context::from_process()).number())
}

/// Runs `track` with these arguments, of which the first is its name, in a given world.
pub fn run_in(arguments: &[&str], ctx: &mut Context) -> Exit {
    let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
    begin(&arguments, ctx)
}

fn begin(arguments: &[OsString], ctx: &mut Context) -> Exit {
    let telling = Telling::of(arguments);
    match cli::read(arguments) {
        Ok(cli) => commands::run(cli, telling, ctx),
        Err(error) => telling.usage(error, ctx),
    }
}
