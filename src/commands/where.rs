//! `track where`: which ledger is used, and why.

use clap::Args;
use serde::Serialize;

use super::{print, print_json};
use crate::cli::Global;
use crate::context::Context;
use crate::error::{Exit, Outcome};
use crate::reading;
use crate::render::gate;
use crate::store::FoundBy;

/// Show which ledger is used, and why
///
/// Example:
///   track where
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

/// How a ledger was found.
#[derive(Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum How {
    /// By `--ledger`.
    Flag,
    /// By `TRACK_LEDGER`.
    Variable,
    /// The nearest folder upwards with a `track.toml`.
    Upwards,
    /// The user's data folder.
    DataFolder,
}

#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Report {
    /// Name and version of this shape.
    schema: &'static str,
    /// The ledger's folder.
    ledger: String,
    /// How it was found.
    found_by: How,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let (store, found_by) = reading::find(ctx, global.ledger.as_deref())?;
    let (found_by, words) = match found_by {
        FoundBy::Flag => (How::Flag, "--ledger"),
        FoundBy::Variable => (How::Variable, "TRACK_LEDGER"),
        FoundBy::Upwards => (How::Upwards, "the nearest folder upwards with a track.toml"),
        FoundBy::DataFolder => (How::DataFolder, "the user's data folder"),
    };
    let ledger = store.root().display().to_string();
    if arguments.json {
        print_json(ctx, &Report { schema: "track.where/1", ledger, found_by })?;
    } else {
        print(ctx, &format!("{}\n", gate::terminal(&ledger)))?;
        ctx.err(&format!("found by {words}\n"));
    }
    Ok(Exit::Done)
}
