//! `track init`: makes an empty ledger.

use std::path::PathBuf;

use clap::Args;

use serde::Serialize;

use super::{print, print_json};
use crate::cli::Global;
use crate::context::Context;
use crate::error::{Exit, Outcome};
use crate::ledger::edit;
use crate::render::{diff, gate};
use crate::store::Store;

/// Make an empty ledger
///
/// Example:
///   track init newsroom-ledger
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The folder; made if it is not there [default: --ledger, else the current folder]
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// The ledger's name
    #[arg(long, value_name = "NAME", default_value = "ledger")]
    name: String,
    /// Print what would be written as a diff and make nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
    /// Say nothing on success
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Report {
    /// Name and version of this shape.
    schema: &'static str,
    /// The ledger's folder, as it was named.
    ledger: String,
    /// Whether nothing was made because only the change was asked for.
    dry_run: bool,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let dir = arguments.dir.clone().or_else(|| global.ledger.clone()).unwrap_or_else(|| PathBuf::from("."));
    let settings = edit::settings(&arguments.name);
    if arguments.dry_run {
        Store::could_init(&dir)?;
    } else {
        Store::init(&dir, &settings)?;
    }
    let ledger = dir.display().to_string();
    if arguments.json {
        print_json(ctx, &Report { schema: "track.init/1", ledger, dry_run: arguments.dry_run })?;
    } else if arguments.dry_run {
        let diff = diff::unified("track.toml", None, Some(&settings), ctx.colour_out());
        print(ctx, &diff)?;
    } else if !arguments.quiet {
        print(ctx, &format!("made a ledger in {}\n", gate::terminal(&ledger)))?;
        ctx.err("next: track new ID --title TITLE --party AZ --party TR\n");
    }
    Ok(Exit::Done)
}
