//! `track init`: makes an empty ledger.

use std::path::PathBuf;

use clap::Args;

use super::print;
use crate::cli::Global;
use crate::context::Context;
use crate::error::{Exit, Outcome};
use crate::ledger::edit;
use crate::render::gate;
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
    /// Say nothing on success
    #[arg(long, short)]
    quiet: bool,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let dir = arguments.dir.clone().or_else(|| global.ledger.clone()).unwrap_or_else(|| PathBuf::from("."));
    let store = Store::init(&dir, &edit::settings(&arguments.name))?;
    if !arguments.quiet {
        let place = gate::terminal(&store.root().display().to_string()).into_owned();
        print(ctx, &format!("made a ledger in {place}\n"))?;
        ctx.err("next: track new ID --title TITLE --party AZ --party TR\n");
    }
    Ok(Exit::Done)
}
