//! `track export`: the record as a table for charts, sheets and databases.

use clap::Args;

use super::selected::{agreements, answers, whose};
use super::{as_of, print, print_json, print_table, single_day, written};
use crate::cli::{AsOf as AsOfArguments, Format, Global, Output};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::model::{Agreement, Code};
use crate::reading::Reading;
use crate::render;
use crate::report::act_table::script_table;
use crate::report::act_words::screen_table;
use crate::report::export::{ExportReport, PartyRow, Shape, act_rows, party_rows, wide_table};
use crate::report::log::{Order, Wanted, log};
use crate::status::{AsOf, Status};

/// Write the record as a table: one row an act, or with --wide one row a party of an agreement
///
/// Example:
///   track export > acts.csv
///   track export --wide --tag defence --format tsv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[command(mut_arg("format", |arg| arg.help("How to write the rows [default: csv]")))]
pub(crate) struct Arguments {
    /// The agreements' ids; left out: all
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// One row for each party of each agreement, with where it stands
    #[arg(long)]
    wide: bool,
    /// Only rows of this party
    #[arg(long, value_name = "PARTY")]
    party: Option<String>,
    /// Only acts done on this day or later
    #[arg(long, value_name = "DATE", conflicts_with = "wide")]
    since: Option<String>,
    /// Only agreements with this tag of the desk
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
    /// Begin with a byte order mark, for spreadsheet programs that need one (csv, tsv)
    #[arg(long)]
    bom: bool,
    #[command(flatten)]
    as_of: AsOfArguments,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let format = arguments.output.format_or(Format::Csv);
    let marked = matches!(format, Format::Csv | Format::Tsv);
    if arguments.bom && !marked {
        return Err(Failure::usage("bom", "`--bom` goes with csv and tsv: no other format has a byte order mark"));
    }
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let as_of = as_of(ctx, &arguments.as_of)?;
    let asked = Asked { arguments, reading: &reading, as_of, format };
    if arguments.bom {
        written(ctx.out_mark())?;
    }
    if arguments.wide {
        wide(ctx, &asked)?
    } else {
        long(ctx, &asked)?
    }
    Ok(Exit::Done)
}

/// What is asked for, and of which ledger.
struct Asked<'a> {
    arguments: &'a Arguments,
    reading: &'a Reading,
    as_of: AsOf,
    format: Format,
}

impl Asked<'_> {
    fn tagged(&self, agreement: &Agreement) -> bool {
        self.arguments.tag.as_ref().is_none_or(|tag| agreement.bears(tag))
    }

    fn party(&self, agreements: &[&Agreement]) -> Result<Option<Code>, Failure> {
        self.arguments.party.as_deref().map(|text| whose(self.reading.names(), agreements, text)).transpose()
    }
}

fn long(ctx: &mut Context, asked: &Asked) -> Result<(), Failure> {
    let since = asked.arguments.since.as_deref().map(|text| single_day(text, asked.as_of.today)).transpose()?;
    let (entries, _) = agreements(&asked.arguments.ids, asked.reading, false)?;
    let all: Vec<&Agreement> = entries.iter().collect();
    let wanted = Wanted { party: asked.party(&all)?, since, ..Wanted::default() };
    let chosen: Vec<&Agreement> = all.into_iter().filter(|agreement| asked.tagged(agreement)).collect();
    let rows = log(&chosen, &wanted, Order::Date, asked.as_of);
    let (names, day) = (asked.reading.names(), asked.as_of.day);
    if matches!(asked.format, Format::Json | Format::Ndjson) {
        let acts = act_rows(rows, names, day);
        if asked.format == Format::Ndjson {
            return print(ctx, &render::json::lines(&acts));
        }
        return json(ctx, Shape::Long, asked, Some(acts), None);
    }
    let table = if asked.format == Format::Text { screen_table(&rows) } else { script_table(&rows, names, day) };
    print_table(ctx, &table, asked.format)
}

fn wide(ctx: &mut Context, asked: &Asked) -> Result<(), Failure> {
    let (answers, _) = answers(&asked.arguments.ids, asked.reading, asked.as_of, false)?;
    let all: Vec<(&Agreement, &Status)> = answers.iter().map(|(entry, status)| (&entry.agreement, status)).collect();
    let party = asked.party(&all.iter().map(|(agreement, _)| *agreement).collect::<Vec<_>>())?;
    let chosen = all.into_iter().filter(|(agreement, _)| asked.tagged(agreement));
    let rows = chosen.flat_map(|(agreement, status)| party_rows(agreement, status, asked.reading.names()));
    let rows: Vec<PartyRow> = rows.filter(|row| party.is_none_or(|code| row.party == code)).collect();
    match asked.format {
        Format::Ndjson => print(ctx, &render::json::lines(&rows)),
        Format::Json => json(ctx, Shape::Wide, asked, None, Some(rows)),
        format => print_table(ctx, &wide_table(&rows), format),
    }
}

fn json(
    ctx: &mut Context,
    shape: Shape,
    asked: &Asked,
    acts: Option<Vec<crate::report::export::ActRow>>,
    parties: Option<Vec<PartyRow>>,
) -> Result<(), Failure> {
    print_json(ctx, &ExportReport { schema: "track.export/1", as_of: asked.as_of.day, shape, acts, parties })
}
