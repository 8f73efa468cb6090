//! `track show`: one agreement as the ledger holds it.

use clap::Args;

use super::{as_of, print, print_json, print_table};
use crate::cli::{AsOf as AsOfArguments, Format, Global, Output};
use crate::context::Context;
use crate::error::{Exit, Outcome};
use crate::model::Agreement;
use crate::reading::Reading;
use crate::render;
use crate::report::act_table::{of_one, script_table};
use crate::report::act_words::reader_table;
use crate::report::show::show;
use crate::report::show_page::page;
use crate::status::vote;

/// Show an agreement's record: every act with its sources, and what contradicts it or was retracted
///
/// Example:
///   track show az-tr-memorandum-2025
///   track show az-tr-memorandum-2025 --known-at 2025-12-17
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreement's id
    #[arg(value_name = "AGREEMENT")]
    agreement: String,
    #[command(flatten)]
    as_of: AsOfArguments,
    #[command(flatten)]
    output: Output,
}

/// What a reader of a page needs to see.
const READERS: &[&str] = &["date", "party", "act", "outcome", "standing", "sources", "note", "id"];

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::of_record(ctx, global.ledger.as_deref())?;
    let as_of = as_of(ctx, &arguments.as_of)?;
    let agreement = reading.entry(&reading.id(&arguments.agreement)?)?.agreement;
    let mut report = show(&agreement, as_of);
    for line in &mut report.acts {
        line.under_embargo = reading.is_under_embargo(line.embargo);
    }
    for line in report.acts.iter_mut().filter(|line| line.votes.is_some()) {
        line.vote_rule = vote_rule(&reading, &agreement, &line.id.0);
    }
    match arguments.output.format() {
        Format::Json => print_json(ctx, &report)?,
        Format::Text => {
            ctx.hold();
            let page = page(&report, &agreement, reading.names());
            print(ctx, &render::page::page(&page, &ctx.terminal()))?;
        }
        format => {
            let rows: Vec<_> = report.acts.into_iter().map(|act| (&agreement, act)).collect();
            let table = if format == Format::Md {
                reader_table(&rows, reading.names(), READERS)
            } else {
                of_one(&script_table(&rows, reading.names(), as_of.day))
            };
            print_table(ctx, &table, format)?;
        }
    }
    Ok(Exit::Done)
}

/// The rule of a vote against its figures, by the procedure of its party.
fn vote_rule(reading: &Reading, agreement: &Agreement, id: &str) -> Option<vote::Test> {
    let act = agreement.acts.iter().find(|act| act.id.0 == id)?;
    let procedure = reading.procedure_of(agreement, &act.party?)?;
    let step = procedure.step(act.step.as_deref()?)?;
    Some(vote::test(&procedure, step, act))
}
