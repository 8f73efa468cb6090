//! `track import json`: the acts of another ledger.

use std::path::PathBuf;

use clap::Args;

use super::{Taking, take};
use crate::commands::input::input;
use crate::context::Context;
use crate::error::Outcome;
use crate::import::exported;
use crate::reading::Reading;

/// The acts of another ledger, as `track export --format ndjson` writes them
///
/// The same act is one here and there, with the sources of both; what was
/// retracted there is retracted here. An agreement that is not here yet is made
/// with its title: its clause stands in the file of the other ledger.
///
/// Example:
///   track import json acts.ndjson --dry-run
///   track --ledger baku export --format ndjson \
///     | track --ledger istanbul import json -
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// The acts, one JSON object a line; - reads the input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    taking: Taking,
}

pub(super) fn run(arguments: &Arguments, reading: &Reading, ctx: &mut Context) -> Outcome {
    let source = input(&arguments.file, ctx, "the acts")?;
    let imported = reading.with_ledger(|context| exported::read(&source, context));
    take(&arguments.taking, imported, reading, ctx)
}
