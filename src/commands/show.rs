//! `track show`: everything on record about one agreement.

use clap::Args;

use super::{as_of, print, print_json, print_table};
use crate::cli::{AsOf as AsOfArguments, Format, Global, Output};
use crate::context::Context;
use crate::error::{Exit, Outcome};
use crate::model::Names;
use crate::reading::Reading;
use crate::render::gate;
use crate::report::show::{lines, report, rivals, table};

/// Show everything on record about one agreement: acts, sources, rival claims, retractions, looks
///
/// Example:
///   track show az-tr-memorandum-2025
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreement's id
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    as_of: AsOfArguments,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let id = reading.id(&arguments.id)?;
    let as_of = as_of(ctx, &arguments.as_of)?;
    let mut entry = reading.entry(&id)?;
    if let Some(limit) = as_of.known_at {
        entry.agreement.acts.retain(|act| act.recorded.is_none_or(|at| at <= limit));
    }
    let rivals = rivals(&entry.agreement, as_of.day);
    let report = report(&entry.agreement, &rivals, as_of.day, Names::builtin());
    match arguments.output.format() {
        Format::Json => print_json(ctx, &report)?,
        Format::Text => {
            let text: String = lines(&report).iter().map(|line| format!("{}\n", gate::terminal(line))).collect();
            print(ctx, &text)?;
        }
        format => print_table(ctx, &table(&report.acts), format)?,
    }
    Ok(Exit::Done)
}
