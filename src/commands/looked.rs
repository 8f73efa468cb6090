//! `track looked`: looked, and found nothing.

use clap::Args;
use serde::Serialize;

use super::explain::listed_party;
use super::write::change;
use super::{print, print_json, single_day, warn};
use crate::cli::{Global, Writing};
use crate::context::Context;
use crate::date::{Day, show};
use crate::error::{Exit, Failure, Outcome};
use crate::ledger::edit;
use crate::model::{Agreement, Look};
use crate::reading::{Reading, near};
use crate::render::gate;
use crate::report::became::Became;

/// Record that somebody looked and found nothing
///
/// Example:
///   track looked az-tr-memorandum-2025 TR tbmm-vote --where "tbmm.gov.tr, bills"
///   track looked ctbt-1996 --where "UN Treaty Collection, status page"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreement's id
    #[arg(value_name = "AGREEMENT")]
    agreement: String,
    /// Whose act was looked for; left out: the register was read as a whole
    #[arg(value_name = "PARTY")]
    party: Option<String>,
    /// Which step
    #[arg(value_name = "STEP")]
    step: Option<String>,
    /// Where it was looked for
    #[arg(long = "where", value_name = "TEXT")]
    where_: String,
    /// On which day [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// For how many days the look may be relied on
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    shelf_life: u32,
    /// A note of the desk
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Report {
    /// Name and version of this shape.
    schema: &'static str,
    /// The agreement's id.
    agreement: String,
    /// The day of the look.
    date: Day,
    /// Whether nothing was written because only the change was asked for.
    dry_run: bool,
    /// What became of it: recorded or already-recorded.
    result: Became,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::of_record(ctx, global.ledger.as_deref())?;
    let id = reading.id(&arguments.agreement)?;
    let today = ctx.today(None)?;
    let date = arguments.on.as_deref().map(|text| single_day(text, today)).transpose()?.unwrap_or(today);
    if date > today {
        return Err(Failure::usage("date-ahead", format!("{} lies ahead of today", show(date))));
    }
    let (recorded, by) = (Some(ctx.now()?), ctx.by(arguments.writing.by_whom.as_deref())?);
    let mut known = false;
    let written = change(&reading, &id, &arguments.writing, &mut |source, entry| {
        let mut look = look(arguments, &reading, &entry.agreement)?;
        (look.date, look.recorded, look.by) = (date, recorded, by.clone());
        known = entry.agreement.looked.iter().any(|old| {
            (old.party, &old.step, &old.where_, old.date) == (look.party, &look.step, &look.where_, look.date)
        });
        Ok(if known { source.text().to_owned() } else { edit::add_look(source, &entry.agreement, &look) })
    })?;
    let result = if known { Became::AlreadyRecorded } else { Became::Recorded };
    let writing = &arguments.writing;
    warn(ctx, writing, recorded.and_then(|now| written.behind(now)));
    if writing.json {
        let report =
            Report { schema: "track.looked/1", agreement: id.to_string(), date, dry_run: writing.dry_run, result };
        print_json(ctx, &report)?;
    } else if writing.dry_run {
        let diff = written.diff(ctx.colour_out());
        print(ctx, &diff)?;
    } else if !writing.quiet {
        print(ctx, &gate::lines(&format!("{}: looked on {}, nothing found\n", result.in_words(), show(date))))?;
    }
    Ok(Exit::Done)
}

fn look(arguments: &Arguments, reading: &Reading, agreement: &Agreement) -> Result<Look, Failure> {
    let code = arguments.party.as_deref().map(|name| listed_party(reading, agreement, name)).transpose()?;
    if let (Some(step), Some(procedure)) =
        (&arguments.step, code.and_then(|code| reading.procedure_of(agreement, &code)))
        && procedure.step(step).is_none()
    {
        let known: Vec<&str> = procedure.steps.iter().map(|step| step.key.as_str()).collect();
        return Err(Failure::not_found("unknown-step", format!("`{step}` is not a step of that procedure"))
            .near(&near(step, &known)));
    }
    Ok(Look {
        party: code,
        step: arguments.step.clone(),
        where_: Some(arguments.where_.clone()),
        date: crate::date::FIRST_DAY,
        shelf_life_days: arguments.shelf_life,
        recorded: None,
        by: None,
        note: arguments.note.clone(),
        span: 0..0,
    })
}
