//! `ratification`: from dated acts and an agreement's own final clause to what may safely be said.
//!
//! The library stands in floors, each importing only what is below it; `tests/architecture.rs` holds the
//! order. `ARCHITECTURE.md` is the map.

use std::process::ExitCode;

use clap::Parser;

use crate::cli::Cli;
use crate::context::Context;

pub mod check;
pub mod clause;
pub mod cli;
mod commands;
pub mod context;
pub mod date;
pub mod decimal;
pub mod diagnostic;
pub mod error;
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
    let mut ctx = Context::from_process();
    let exit = match Cli::try_parse() {
        Ok(cli) => commands::run(cli, &mut ctx),
        Err(error) => commands::usage(error, &mut ctx),
    };
    ExitCode::from(exit.number())
}
