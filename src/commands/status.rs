//! `track status`: where agreements stand.

mod columns;
mod filters;

use clap::Args;

use self::filters::FilterArguments;
use super::selected::answers;
use super::{as_of, print, print_json, print_table};
use crate::cli::{AsOf as AsOfArguments, Format, Global, Output, Scope};
use crate::context::Context;
use crate::date::show;
use crate::error::{Exit, Failure, Outcome};
use crate::model::{Agreement, Code};
use crate::reading::{Entry, Reading};
use crate::render;
use crate::report::detail::detail;
use crate::report::filter::{Candidate, left};
use crate::report::order::order;
use crate::report::overview::{Aspect, overview, row};
use crate::report::phrase::Phrases;
use crate::report::sentence::{self, Telling};
use crate::report::status::{AgreementLine, StatusReport, line};
use crate::status::grade::Grade;
use crate::status::{AsOf, Status};

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

/// One agreement with its answer.
struct Answer {
    entry: Entry,
    status: Status,
    line: AgreementLine,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let format = arguments.output.format();
    let columns = columns::columns(&arguments.columns, ctx.width().filter(|_| format == Format::Text))?;
    let by = columns::order(&arguments.sort)?;
    let min_grade = super::word(&arguments.min_grade, "--min-grade", Grade::ALL)?;
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let as_of = as_of(ctx, &arguments.as_of)?;
    let (found, left_out) = answers(&arguments.ids, &reading, as_of, arguments.scope.keep_going)?;
    let (mut answers, note) = wanted(arguments, &reading, told(arguments, &reading, found), as_of)?;
    answers.sort_by(|a, b| if by.is_empty() { std::cmp::Ordering::Equal } else { order(&by, &a.line, &b.line) });
    if format == Format::Text {
        ctx.hold();
    }
    let below = min_grade.is_some_and(|least| answers.iter().any(|answer| answer.status.grade < least));
    let is_empty = answers.is_empty();
    if format == Format::Text && !arguments.ids.is_empty() {
        for (at, answer) in answers.iter().enumerate() {
            in_full(ctx, &reading, answer, arguments.all_parties, at > 0)?;
        }
    } else {
        listed(ctx, answers, as_of, format, &columns)?;
    }
    if format.is_mute_when_empty() {
        ctx.err(&note);
    }
    match left_out {
        Some(failure) => Err(failure),
        None if below => Ok(Exit::Unknown),
        None if arguments.scope.exit_code && is_empty => Ok(Exit::No),
        None => Ok(Exit::Done),
    }
}

/// The answers with their lines.
fn told(arguments: &Arguments, reading: &Reading, found: Vec<(Entry, Status)>) -> Vec<Answer> {
    let phrases = reading.english();
    let tables = arguments.ids.is_empty() || arguments.output.format() != Format::Text;
    let told = arguments.output.format() == Format::Json || !tables;
    let answer = |(entry, status): (Entry, Status)| {
        // a table has no sentences, and thousands of them take their time
        let safe = if told { safe(reading, &entry, &status, &phrases) } else { String::new() };
        let line = line(&entry.agreement, &status, reading.names(), safe);
        Answer { entry, status, line }
    };
    found.into_iter().map(answer).collect()
}

/// The sentence that is safe to write of one agreement.
fn safe(reading: &Reading, entry: &Entry, status: &Status, phrases: &Phrases) -> String {
    let (agreement, names) = (&entry.agreement, reading.names());
    let procedures = |code: &Code| reading.procedure_of(agreement, code);
    sentence::line(&Telling { agreement, status, names, phrases, procedures: &procedures })
}

/// Those that the filters take; and where nothing is shown, why.
fn wanted(
    arguments: &Arguments,
    reading: &Reading,
    all: Vec<Answer>,
    as_of: AsOf,
) -> Result<(Vec<Answer>, String), Failure> {
    if all.is_empty() {
        return Ok((all, NEWCOMER.to_owned()));
    }
    let agreements: Vec<&Agreement> = all.iter().map(|answer| &answer.entry.agreement).collect();
    let filters = arguments.filters.filters(reading.names(), &agreements, as_of)?;
    let tags = filters::tags(&agreements);
    let (answers, emptied) =
        left(all, &filters, |it| Candidate { agreement: &it.entry.agreement, line: &it.line, as_of });
    Ok((answers, emptied.map(|emptied| filters::emptied(emptied, &tags)).unwrap_or_default()))
}

/// What a newcomer can type next.
const NEWCOMER: &str = "\
the ledger is empty; begin with what you have in front of you:
  track new az-tr-2025 --title \"Mutual defence memorandum\" --party Azerbaijan --party Türkiye --signed 2025-07-22
  track add az-tr-2025 AZ vote --on 2025-12-16 --outcome adopted --publisher Trend
  track status az-tr-2025
";

fn in_full(
    ctx: &mut Context,
    reading: &Reading,
    answer: &Answer,
    all_parties: bool,
    parted: bool,
) -> Result<(), Failure> {
    let Answer { entry, status, line } = answer;
    let report = detail(&entry.agreement, status, line, &entry.clause.words(), reading.names(), all_parties);
    let text = render::detail::detail(&report, &ctx.terminal());
    let rule = if parted { "\n" } else { "" };
    print(ctx, &format!("{rule}{text}"))
}

fn listed(
    ctx: &mut Context,
    answers: Vec<Answer>,
    as_of: AsOf,
    format: Format,
    columns: &[Aspect],
) -> Result<(), Failure> {
    let agreements: Vec<AgreementLine> = answers.into_iter().map(|answer| answer.line).collect();
    let report =
        StatusReport { schema: "track.status/1", as_of: as_of.day, projected: as_of.is_projected(), agreements };
    match format {
        Format::Json => return print_json(ctx, &report),
        Format::Text if report.agreements.is_empty() => return Ok(()),
        Format::Text => {
            let projected = if as_of.is_projected() { ", on present facts" } else { "" };
            print(ctx, &format!("as of {}{projected}\n\n", show(as_of.day)))?;
        }
        _ => {}
    }
    let machine = format != Format::Text;
    let rows = report.agreements.iter().map(|line| row(line, columns, machine)).collect();
    print_table(ctx, &overview(columns, rows), format)
}
