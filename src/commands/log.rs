//! `track log`: the acts of the ledger in the order of their dates, and the corrections record.

use clap::Args;

use super::{as_of, party, print, print_json, print_table, single_day};
use crate::cli::{AsOf as AsOfArguments, Format, Global, Output};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::model::{Agreement, Code, Kind, Names};
use crate::reading::Reading;
use crate::render;
use crate::report::act_words::{reader_table, screen_table, script_table};
use crate::report::corrections::{self, corrections};
use crate::report::log::{LogLine, LogReport, Wanted, log};
use crate::status::AsOf;

/// List the acts of the ledger by date, or with --retracted what was corrected and why
///
/// Example:
///   track log --party AZ --since 2025-12-01
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
    /// Only what was done (or with --retracted, changed) on this day or later
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// The corrections record: what we held, what holds now, when that changed and why
    #[arg(long)]
    retracted: bool,
    #[command(flatten)]
    as_of: AsOfArguments,
    #[command(flatten)]
    output: Output,
}

/// What a reader of a page needs to see.
const READERS: &[&str] = &["date", "agreement", "party", "act", "outcome", "standing", "sources", "id"];

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let kind = super::word(&arguments.kind, "--kind", Kind::ALL)?;
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let as_of = as_of(ctx, &arguments.as_of)?;
    let since = arguments.since.as_deref().map(|text| single_day(text, as_of.today)).transpose()?;
    let entries = agreements(arguments, &reading)?;
    let agreements: Vec<&Agreement> = entries.iter().collect();
    let party = arguments.party.as_deref().map(|text| whose(reading.names(), &agreements, text)).transpose()?;
    let wanted = Wanted { party, kind, since };
    let format = arguments.output.format();
    if arguments.retracted {
        corrected(ctx, &reading, &agreements, wanted, as_of, format)?;
    } else {
        listed(ctx, &reading, &agreements, wanted, as_of, format)?;
    }
    Ok(Exit::Done)
}

fn agreements(arguments: &Arguments, reading: &Reading) -> Result<Vec<Agreement>, Failure> {
    if arguments.ids.is_empty() {
        return Ok(reading.all()?.into_values().map(|entry| entry.agreement).collect());
    }
    let mut ids = Vec::new();
    for text in &arguments.ids {
        let id = reading.id(text)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.iter().map(|id| Ok(reading.entry(id)?.agreement)).collect()
}

/// The code of a party, as the table of names or one of the agreements knows it.
fn whose(names: &Names, agreements: &[&Agreement], text: &str) -> Result<Code, Failure> {
    party(names, None, text).or_else(|unknown| {
        let mut own = agreements.iter().filter(|agreement| !agreement.party.is_empty());
        own.find_map(|agreement| party(names, Some(agreement), text).ok()).ok_or(unknown)
    })
}

fn listed(
    ctx: &mut Context,
    reading: &Reading,
    agreements: &[&Agreement],
    wanted: Wanted,
    as_of: AsOf,
    format: Format,
) -> Result<(), Failure> {
    let rows = log(agreements, wanted, as_of);
    match format {
        Format::Json => {
            let acts = rows.into_iter().map(|(agreement, act)| LogLine { agreement: &agreement.id, act }).collect();
            print_json(ctx, &LogReport { schema: "track.log/1", as_of: as_of.day, acts })
        }
        Format::Text if rows.is_empty() => {
            ctx.err("no act of that description is recorded\n");
            Ok(())
        }
        Format::Text => print_table(ctx, &screen_table(&rows), format),
        Format::Md => print_table(ctx, &reader_table(&rows, reading.names(), READERS), format),
        _ => print_table(ctx, &script_table(&rows, true), format),
    }
}

fn corrected(
    ctx: &mut Context,
    reading: &Reading,
    agreements: &[&Agreement],
    wanted: Wanted,
    as_of: AsOf,
    format: Format,
) -> Result<(), Failure> {
    let report = corrections(agreements, wanted, as_of, reading.names());
    match format {
        Format::Json => print_json(ctx, &report),
        Format::Text if report.corrections.is_empty() => {
            ctx.err("nothing was retracted or reversed\n");
            Ok(())
        }
        Format::Text => {
            let text = render::page::page(&corrections::page(&report), &ctx.terminal());
            print(ctx, &text)
        }
        Format::Md => print(ctx, &render::corrections::md(&report)),
        format => print_table(ctx, &corrections::table(&report), format),
    }
}
