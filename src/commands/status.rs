//! `track status`: where agreements stand.

mod asked;
mod columns;
mod filters;

use clap::Args;

use self::asked::{Asked, Found};
use self::filters::FilterArguments;
use super::as_of;
use crate::cli::{AsOf as AsOfArguments, Format, Global, Output, Scope};
use crate::context::Context;
use crate::error::{Exit, Outcome};
use crate::reading::Reading;
use crate::status::grade::Grade;

/// Show where agreements stand: all in one line each, or those named in full
///
/// Example:
///   track status
///   track status az-tr-memorandum-2025 --as-of 2025-12-17
///   track status --waiting-on Türkiye --sort -waiting --columns id,missing,waiting,next
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreements' ids; left out: all
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
    #[command(flatten)]
    as_of: AsOfArguments,
    /// The columns of the overview, with commas: id, title, force, have-need, missing, force-date (shown unless you
    /// ask), progress, next, waiting, last, checked, form, parties, grade, disputed, tags
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    columns: Vec<String>,
    /// Order by these columns, with commas; - in front of one turns it round
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', allow_hyphen_values = true)]
    sort: Vec<String>,
    /// In full: a row for each of many parties
    #[arg(long)]
    all_parties: bool,
    /// Exit with 3 if an answer is below this grade: reported, corroborated, official
    #[arg(long, value_name = "GRADE")]
    min_grade: Option<String>,
    #[command(flatten)]
    scope: Scope,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let format = arguments.output.format();
    let columns = columns::columns(&arguments.columns, ctx.width().filter(|_| format == Format::Text))?;
    let by = columns::order(&arguments.sort)?;
    let min_grade = super::word(&arguments.min_grade, "--min-grade", Grade::ALL)?;
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let as_of = as_of(ctx, &arguments.as_of)?;
    let asked = Asked { arguments, columns: &columns, by: &by, min_grade, as_of, format, terminal: ctx.terminal() };
    let Found { rows, left_out, note } = asked.ask(&reading)?;
    if format == Format::Text {
        ctx.hold();
    }
    let (is_below, is_empty) = (rows.iter().any(|row| row.is_below), rows.is_empty());
    asked.write(ctx, rows)?;
    if format.is_mute_when_empty() {
        ctx.err(&note);
    }
    match left_out {
        Some(failure) => Err(failure),
        None if is_below => Ok(Exit::Unknown),
        None if arguments.scope.exit_code && is_empty => Ok(Exit::No),
        None => Ok(Exit::Done),
    }
}

/// What a newcomer can type next.
const NEWCOMER: &str = "\
the ledger is empty; begin with what you have in front of you:
  track new az-tr-2025 --title \"Mutual defence memorandum\" --party Azerbaijan --party Türkiye --signed 2025-07-22
  track add az-tr-2025 AZ vote --on 2025-12-16 --outcome adopted --publisher Trend
  track status az-tr-2025
";
