//! `track postpone`: what was expected is expected on another day.

use clap::Args;

use super::act_date;
use super::add::SourceArguments;
use super::described::source;
use super::expectation::{self, Named, Report};
use super::write::change;
use crate::cli::{Global, Writing};
use crate::context::Context;
use crate::date::{ActDate, FIRST_DAY};
use crate::error::Outcome;
use crate::model::{Act, ActId, Retraction};
use crate::reading::Reading;
use crate::status::AsOf;
use crate::status::expected::FateState;

/// Put off what is expected: a vote that was moved, a deadline that was extended
///
/// Example:
///   track postpone az-tr-memorandum-2025 TR tbmm-vote --to 2026-02-20 --reason "off the order paper"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    #[command(flatten)]
    named: Named,
    /// The new day: a date, 2026-02, or a range 2026-02-10/2026-02-20
    #[arg(long, value_name = "DATE")]
    to: String,
    /// Why, in words
    #[arg(long, value_name = "TEXT", default_value = "postponed")]
    reason: String,
    #[command(flatten)]
    source: SourceArguments,
    #[command(flatten)]
    writing: Writing,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::of_record(ctx, global.ledger.as_deref())?;
    let id = reading.id(&arguments.named.agreement)?;
    let today = ctx.today(None)?;
    let to = act_date(&arguments.to, today)?;
    let (now, by) = (ctx.now()?, ctx.by(arguments.writing.by_whom.as_deref())?);
    let sources: Vec<_> = source(&arguments.source, today)?.into_iter().collect();
    let as_of = AsOf { day: today, today, known_at: None };
    let retraction =
        Retraction { at: Some(now), reason: arguments.reason.clone(), cause: None, in_favour_of: None, by: by.clone() };
    let mut report = Report {
        schema: "track.postpone/1",
        agreement: id.clone(),
        act: ActId(String::new()),
        result: "postponed",
        date: Some(to),
        instead: None,
        dry_run: arguments.writing.dry_run,
    };
    let written = change(&reading, &id, &arguments.writing, &mut |text, entry| {
        let (act, fate) = expectation::find(reading.names(), &entry.agreement, &arguments.named, as_of)?;
        let to = in_the_same_form(act.date, to);
        (report.act, report.date) = (act.id.clone(), Some(to));
        match (fate.state, fate.act) {
            (state, _) if state.is_standing() && act.date == to => report.result = "already expected then",
            (state, _) if state.is_standing() => {
                let next = next(act, to, sources.clone(), now, by.clone());
                let of = (text, &entry.agreement);
                let (text, instead) = expectation::taken_back(&reading, of, act, &next, &retraction)?;
                report.instead = Some(instead);
                return Ok(text);
            }
            (FateState::Postponed, Some(next)) if next.date == to => {
                (report.result, report.instead) = ("already postponed", Some(next.id.clone()));
            }
            _ => return Err(expectation::gone(&entry.agreement, act, fate)),
        }
        Ok(text.text().to_owned())
    })?;
    expectation::tell(ctx, &written, &report, &arguments.writing)
}

/// A deadline stays one when its day moves.
fn in_the_same_form(old: ActDate, to: ActDate) -> ActDate {
    let is_deadline = old.earliest() == FIRST_DAY && old.exact().is_none();
    to.exact().filter(|_| is_deadline).map_or(to, ActDate::by)
}

/// The same act on the new day; who told of the old one does not speak for it.
fn next(
    act: &Act,
    to: ActDate,
    sources: Vec<crate::model::Citation>,
    now: chrono::DateTime<chrono::Utc>,
    by: Option<String>,
) -> Act {
    Act {
        id: ActId(String::new()),
        id_given: false,
        date: to,
        effective: None,
        sent: None,
        sitting: None,
        sources,
        recorded: Some(now),
        by,
        retracted: None,
        ..act.clone()
    }
}
