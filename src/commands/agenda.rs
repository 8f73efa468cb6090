//! `track agenda`: what has a day in the days to come, and what is overdue.

use std::collections::BTreeMap;

use clap::Args;

use super::selected::whose;
use super::{as_of, print, print_entries, print_json, print_table};
use crate::cli::{AsOf as AsOfArguments, Format, Global, Output, formats};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::model::{Agreement, AgreementId};
use crate::reading::{Entry, Reading};
use crate::render;
use crate::report::agenda::{AgendaReport, Asked, Dated, State, agenda, calendar, page, question, table};
use crate::status::{AsOf, Status};

/// Show what has a day in the days to come, and what is overdue
///
/// Example:
///   track agenda --days 30
///   track agenda --tag defence --format ics > agenda.ics
///
/// What is only expected is never told as done: `track help expected`.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, mut_arg("format", |arg| arg.value_parser(formats(Format::OF_DAYS))))]
pub(crate) struct Arguments {
    /// The agreements' ids; left out: all
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// How many days ahead to look
    #[arg(long, value_name = "N", default_value_t = 14, value_parser = clap::value_parser!(u32).range(..=MOST_DAYS))]
    days: u32,
    /// Only what concerns this party
    #[arg(long, value_name = "PARTY")]
    party: Option<String>,
    /// Only agreements with this tag
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
    /// Exit with 1 if nothing is on the agenda
    #[arg(long)]
    require: bool,
    #[command(flatten)]
    as_of: AsOfArguments,
    #[command(flatten)]
    output: Output,
}

/// A thousand years.
const MOST_DAYS: i64 = 365_250;

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let as_of = as_of(ctx, &arguments.as_of)?;
    let ids = arguments.ids.iter().map(|text| reading.id(text)).collect::<Result<Vec<_>, _>>()?;
    let answers = answers(arguments, &ids, &reading, as_of)?;
    let agreements: Vec<&Agreement> = answers.iter().map(|(entry, _)| &entry.agreement).collect();
    let party = arguments.party.as_deref().map(|text| whose(reading.names(), &agreements, text)).transpose()?;
    let names = reading.names();
    let dated = answers.iter().map(|(entry, status)| Dated { agreement: &entry.agreement, status, names });
    let report = agenda(dated, Asked { as_of, days: arguments.days, party });
    let is_empty = report.items.iter().all(|item| item.state == State::Cancelled);
    if report.items.is_empty() && arguments.output.format().is_mute_when_empty() {
        ctx.err(&format!("nothing has a day within {} days, and nothing is overdue\n", arguments.days));
    }
    let id = question(&ids, arguments.days, party, arguments.tag.as_deref());
    shown(ctx, &reading, &report, id, arguments.output.format())?;
    Ok(if is_empty && arguments.require { Exit::No } else { Exit::Done })
}

fn shown(
    ctx: &mut Context,
    reading: &Reading,
    report: &AgendaReport,
    id: String,
    format: Format,
) -> Result<(), Failure> {
    match format {
        Format::Json => print_json(ctx, report),
        Format::Ics | Format::Atom => {
            let of = reading.settings().name.clone().unwrap_or_default();
            print_entries(ctx, &calendar(report, format!("{of}\n{id}"), &of), format)
        }
        Format::Text => {
            let text = render::page::page(&page(report), &ctx.terminal());
            print(ctx, &text)
        }
        format => print_table(ctx, &table(report), format),
    }
}

/// The agreements that are asked for, each with its status; an agenda of all rests on all.
fn answers(
    arguments: &Arguments,
    ids: &[AgreementId],
    reading: &Reading,
    as_of: AsOf,
) -> Result<Vec<(Entry, Status)>, Failure> {
    let tagged = |agreement: &Agreement| arguments.tag.as_ref().is_none_or(|tag| agreement.bears(tag));
    let mut entries: BTreeMap<AgreementId, Entry> = BTreeMap::new();
    if ids.is_empty() {
        entries = reading.all()?;
    }
    for id in ids {
        entries.extend(reading.with_floors(id)?);
    }
    let wanted = |id: &&AgreementId| (ids.is_empty() || ids.contains(id)) && tagged(&entries[*id].agreement);
    let statuses: Vec<(AgreementId, Status)> =
        entries.keys().filter(wanted).map(|id| (id.clone(), reading.status(id, &entries, as_of))).collect();
    Ok(statuses.into_iter().filter_map(|(id, status)| Some((entries.remove(&id)?, status))).collect())
}
