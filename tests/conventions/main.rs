//! The conventions of the command line, point by point: `point_NN_what_holds` shows point NN of `points.tsv`, here or
//! beside what it is about. `scripts/checklist` prints the sheet.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "prepares ledgers, runs the program and looks at what it leaves"
)]

mod commands;
mod desk;
mod errors;
mod exit_status;
mod files;
mod help;
mod interaction;
#[path = "../support/leaves.rs"]
mod leaves;
mod neighbours;
mod safety;
mod sheet;
mod signals;
mod streams;
mod terminal;
mod text;
mod time;
