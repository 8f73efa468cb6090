//! `track cancel`: what was expected is no longer expected.

use clap::Args;

use super::add::SourceArguments;
use super::described::source;
use super::expectation::{self, Named, Report};
use super::write::change;
use crate::cli::{Global, Writing};
use crate::context::Context;
use crate::error::Outcome;
use crate::model::{Act, ActId, Retraction};
use crate::reading::Reading;
use crate::status::AsOf;
use crate::status::expected::FateState;

/// Call off what is expected: it will not take place, or nobody expects it any more
///
/// Example:
///   track cancel az-tr-memorandum-2025 TR tbmm-vote --reason "withdrawn from the order paper"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    #[command(flatten)]
    named: Named,
    /// Why, in words
    #[arg(long, value_name = "TEXT", default_value = "cancelled")]
    reason: String,
    #[command(flatten)]
    source: SourceArguments,
    #[command(flatten)]
    writing: Writing,
}

/// What is noted beside a source that tells of it: the others told that it was expected.
const TELLS: &str = "tells that it was cancelled";

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::of_record(ctx, global.ledger.as_deref())?;
    let id = reading.id(&arguments.named.agreement)?;
    let today = ctx.today(None)?;
    let mut told: Vec<_> = source(&arguments.source, today)?.into_iter().collect();
    told.iter_mut().for_each(|source| source.note = Some(TELLS.to_owned()));
    let as_of = AsOf { day: today, today, known_at: None };
    let retraction = Retraction {
        at: Some(ctx.now()?),
        reason: arguments.reason.clone(),
        cause: None,
        in_favour_of: None,
        by: ctx.by(arguments.writing.by_whom.as_deref())?,
    };
    let mut report = Report {
        schema: "track.cancel/1",
        agreement: id.clone(),
        act: ActId(String::new()),
        result: "cancelled",
        date: None,
        instead: None,
        dry_run: arguments.writing.dry_run,
    };
    let written = change(&reading, &id, &arguments.writing, &mut |text, entry| {
        let (act, fate) = expectation::find(reading.names(), &entry.agreement, &arguments.named, as_of)?;
        report.act = act.id.clone();
        if fate.state == FateState::Cancelled {
            report.result = "already cancelled";
            return Ok(text.text().to_owned());
        }
        if !fate.state.is_standing() {
            return Err(expectation::gone(&entry.agreement, act, fate));
        }
        let again = Act { id_given: true, sources: told.clone(), ..act.clone() };
        let of = (text, &entry.agreement);
        expectation::taken_back(&reading, of, act, &again, &retraction).map(|(text, _)| text)
    })?;
    expectation::tell(ctx, &written, &report, &arguments.writing)
}
