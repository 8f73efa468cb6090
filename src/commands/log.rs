//! `track log`: the acts of the ledger by date or as they were recorded, and the corrections record.

mod follow;

use chrono::{DateTime, NaiveTime, Utc};
use clap::Args;

use super::selected::{agreements, whose};
use super::{as_of, moment, print, print_json, print_table, single_day};
use crate::cli::{AsOf as AsOfArguments, Format, Global, Output, Scope};
use crate::context::Context;
use crate::date::{Day, parse_day};
use crate::error::{Exit, Failure, Outcome};
use crate::model::{Agreement, Kind, Names, Outcome as Became};
use crate::reading::{Reading, near};
use crate::render;
use crate::report::act_table::script_table;
use crate::report::act_words::{reader_table, screen_table};
use crate::report::corrections::{self, corrections};
use crate::report::export::act_rows;
use crate::report::log::{LogLine, LogReport, Order, Wanted, log};
use crate::status::AsOf;

/// List the acts of the ledger by date, or with --retracted what was corrected and why
///
/// Example:
///   track log --party AZ --since 2025-12-01
///   track log --order recorded --recorded-since yesterday
///   track log --retracted --format md
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreements' ids; left out: all
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Only acts of this party
    #[arg(long, value_name = "PARTY")]
    party: Option<String>,
    /// Only acts of this kind: vote, signature, ratification ...
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Only acts of this step: majlis-vote, committee ...
    #[arg(long, value_name = "STEP")]
    step: Option<String>,
    /// Only acts with this outcome: adopted, rejected, done ...
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<String>,
    /// Only what was done (or with --retracted, changed) on this day or later
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Only what was done (or with --retracted, changed) on this day or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Only acts of agreements with this tag
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Only acts recorded by this person
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Only acts recorded at this moment or later (2025-12-17T18:00:00Z, or a day: its beginning in UTC)
    #[arg(long, value_name = "TIME")]
    recorded_since: Option<String>,
    /// In which order: date, recorded [default: date]
    #[arg(long, value_name = "ORDER")]
    order: Option<String>,
    /// Go on: print acts as anybody records them, until Ctrl-C; with --recorded-since also those since then
    #[arg(long, short, conflicts_with_all = ["retracted", "order", "as_of", "known_at"])]
    follow: bool,
    /// The corrections record: what we held, what holds now, when that changed and why
    #[arg(long)]
    retracted: bool,
    #[command(flatten)]
    scope: Scope,
    #[command(flatten)]
    as_of: AsOfArguments,
    #[command(flatten)]
    output: Output,
}

/// What a reader of a page needs to see.
const READERS: &[&str] = &["date", "agreement", "party", "act", "outcome", "standing", "sources", "id"];

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let mut wanted = wanted(arguments, ctx.today(None)?)?;
    let order = super::word(&arguments.order, "--order", Order::ALL)?.unwrap_or(Order::Date);
    if arguments.follow {
        return follow::follow(arguments, global, ctx, wanted);
    }
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let as_of = as_of(ctx, &arguments.as_of)?;
    let (entries, left_out) = agreements(&arguments.ids, &reading, arguments.scope.keep_going)?;
    let agreements: Vec<&Agreement> = entries.iter().filter(|agreement| bears(agreement, &arguments.tag)).collect();
    wanted.party = arguments.party.as_deref().map(|text| whose(reading.names(), &agreements, text)).transpose()?;
    let format = arguments.output.format();
    if format == Format::Text {
        ctx.hold();
    }
    let lines = match arguments.retracted {
        true => corrected(ctx, reading.names(), &agreements, &wanted, as_of, format)?,
        false => listed(ctx, reading.names(), &agreements, &wanted, (order, as_of), format)?,
    };
    match left_out {
        Some(failure) => Err(failure),
        None if arguments.scope.exit_code && lines == 0 => Ok(Exit::No),
        None => Ok(Exit::Done),
    }
}

/// Which acts are asked for, the party aside: its name may be the ledger's own.
fn wanted(arguments: &Arguments, today: Day) -> Result<Wanted, Failure> {
    let day = |text: &Option<String>| text.as_deref().map(|text| single_day(text, today)).transpose();
    let recorded_since = arguments.recorded_since.as_deref().map(|text| beginning(text, today)).transpose()?;
    Ok(Wanted {
        party: None,
        kind: super::word(&arguments.kind, "--kind", Kind::ALL)?,
        step: arguments.step.clone(),
        outcome: super::word(&arguments.outcome, "--outcome", Became::ALL)?,
        by: arguments.by.clone(),
        recorded_since,
        since: day(&arguments.since)?,
        until: day(&arguments.until)?,
    })
}

/// A moment, or the beginning of a day in UTC.
fn beginning(text: &str, today: Day) -> Result<DateTime<Utc>, Failure> {
    if matches!(text, "today" | "yesterday") || parse_day(text).is_ok() {
        return Ok(single_day(text, today)?.and_time(NaiveTime::MIN).and_utc());
    }
    moment(text)
}

/// Whether an agreement bears all these tags.
fn bears(agreement: &Agreement, tags: &[String]) -> bool {
    tags.iter().all(|tag| agreement.bears(tag))
}

/// Lists the acts, and says how many there are.
fn listed(
    ctx: &mut Context,
    names: &Names,
    agreements: &[&Agreement],
    wanted: &Wanted,
    (order, as_of): (Order, AsOf),
    format: Format,
) -> Result<usize, Failure> {
    let rows = log(agreements, wanted, order, as_of);
    let lines = rows.len();
    if rows.is_empty() && format.is_mute_when_empty() {
        ctx.err(&nothing(agreements, wanted));
    }
    match format {
        Format::Json => {
            let acts = rows.into_iter().map(|(agreement, act)| LogLine { agreement: &agreement.id, act }).collect();
            print_json(ctx, &LogReport { schema: "track.log/1", as_of: as_of.day, acts })?;
        }
        Format::Ndjson => print(ctx, &render::json::lines(&act_rows(rows, names, as_of.day)))?,
        Format::Text if rows.is_empty() => {}
        Format::Text => print_table(ctx, &screen_table(&rows), format)?,
        Format::Md => print_table(ctx, &reader_table(&rows, names, READERS), format)?,
        _ => print_table(ctx, &script_table(&rows, names, as_of.day), format)?,
    }
    Ok(lines)
}

/// That nothing is listed, and which step or name may have been meant where no act has the one that is asked for.
fn nothing(agreements: &[&Agreement], wanted: &Wanted) -> String {
    let acts = || agreements.iter().flat_map(|agreement| &agreement.acts);
    let mut text = "no act of that description is recorded".to_owned();
    let mut meant = |what: &str, asked: Option<&str>, known: Vec<&str>| {
        let Some(asked) = asked.filter(|asked| !known.contains(asked)) else { return };
        let near = near(asked, &known).iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
        let help = if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(" or ")) };
        text.push_str(&format!("; none has the {what} `{asked}`{help}"));
    };
    meant("step", wanted.step.as_deref(), each(acts().filter_map(|act| act.step.as_deref())));
    meant("recorder", wanted.by.as_deref(), each(acts().filter_map(|act| act.by.as_deref())));
    format!("{}\n", render::gate::short(&text))
}

/// Each text once.
fn each<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    texts.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

/// Shows the corrections, and says how many there are.
fn corrected(
    ctx: &mut Context,
    names: &Names,
    agreements: &[&Agreement],
    wanted: &Wanted,
    as_of: AsOf,
    format: Format,
) -> Result<usize, Failure> {
    let report = corrections(agreements, wanted, as_of, names);
    match format {
        Format::Json => print_json(ctx, &report)?,
        Format::Text if report.corrections.is_empty() => ctx.err("nothing was retracted or reversed\n"),
        Format::Text => {
            let text = render::page::page(&corrections::page(&report), &ctx.terminal());
            print(ctx, &text)?;
        }
        Format::Md => print(ctx, &render::corrections::md(&report))?,
        format => print_table(ctx, &corrections::table(&report), format)?,
    }
    Ok(report.corrections.len())
}
