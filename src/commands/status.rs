//! `track status`: where agreements stand.

use std::collections::BTreeMap;

use clap::Args;

use super::{as_of, print, print_json, print_table};
use crate::cli::{AsOf as AsOfArguments, Format, Global, Output};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::model::{AgreementId, Code};
use crate::reading::{Entry, Reading, near};
use crate::render;
use crate::report::detail::detail;
use crate::report::phrase::Phrases;
use crate::report::sentence::{self, Telling};
use crate::report::status::{AgreementLine, COLUMNS, StatusReport, line, overview};
use crate::status::grade::Grade;
use crate::status::{AsOf, Status};

/// Show where agreements stand: all in one line each, or those named in full
///
/// Example:
///   track status
///   track status az-tr-memorandum-2025 --as-of 2025-12-17
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreements' ids; left out: all
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    #[command(flatten)]
    as_of: AsOfArguments,
    /// The columns of the overview, with commas: id, title, force, have-need, missing, force-date
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    columns: Vec<String>,
    /// Exit with 3 if an answer is below this grade: reported, corroborated, official
    #[arg(long, value_name = "GRADE")]
    min_grade: Option<String>,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let columns = columns(arguments, ctx.width())?;
    let min_grade = super::word(&arguments.min_grade, "--min-grade", Grade::ALL)?;
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let as_of = as_of(ctx, &arguments.as_of)?;
    let answers = answers(arguments, &reading, as_of)?;
    let below = min_grade.is_some_and(|least| answers.iter().any(|(_, status)| status.grade < least));
    let format = arguments.output.format();
    if format == Format::Text && !arguments.ids.is_empty() {
        for (at, (entry, status)) in answers.iter().enumerate() {
            in_full(ctx, &reading, entry, status, at > 0)?;
        }
    } else {
        listed(ctx, &reading, &answers, as_of, format, &columns)?;
    }
    Ok(if below { Exit::Unknown } else { Exit::Done })
}

/// Below this width a terminal has no room for titles beside ids.
const ROOM_FOR_TITLES: usize = 100;

/// The columns that were asked for, else all; on a narrow terminal all but the title.
fn columns(arguments: &Arguments, width: Option<usize>) -> Result<Vec<String>, Failure> {
    if let Some(unknown) = arguments.columns.iter().find(|name| !COLUMNS.contains(&name.as_str())) {
        return Err(Failure::usage("unknown-column", format!("there is no column `{unknown}`"))
            .near(&near(unknown, COLUMNS))
            .help(format!("columns: {}", COLUMNS.join(", "))));
    }
    let narrow = arguments.output.format() == Format::Text && width.is_some_and(|width| width < ROOM_FOR_TITLES);
    let shown = COLUMNS.iter().filter(|name| !narrow || **name != "title");
    let all = || shown.map(|name| (*name).to_owned()).collect();
    Ok(if arguments.columns.is_empty() { all() } else { arguments.columns.clone() })
}

/// The agreements that are asked for, each with its status. An answer about all rests on all.
fn answers(arguments: &Arguments, reading: &Reading, as_of: AsOf) -> Result<Vec<(Entry, Status)>, Failure> {
    if arguments.ids.is_empty() {
        let mut entries = reading.all()?;
        let statuses: Vec<(AgreementId, Status)> =
            entries.keys().map(|id| (id.clone(), reading.status(id, &entries, as_of))).collect();
        return Ok(statuses.into_iter().filter_map(|(id, status)| Some((entries.remove(&id)?, status))).collect());
    }
    let mut answers = Vec::new();
    for text in &arguments.ids {
        let id = reading.id(text)?;
        let mut entries: BTreeMap<AgreementId, Entry> = reading.with_floors(&id)?;
        let status = reading.status(&id, &entries, as_of);
        answers.extend(entries.remove(&id).map(|entry| (entry, status)));
    }
    Ok(answers)
}

/// The line of one agreement, with the sentence that is safe.
fn line_of(reading: &Reading, entry: &Entry, status: &Status, phrases: &Phrases) -> AgreementLine {
    let (agreement, names) = (&entry.agreement, reading.names());
    let procedures = |code: &Code| reading.procedure_of(agreement, code);
    let safe = sentence::line(&Telling { agreement, status, names, phrases, procedures: &procedures });
    line(agreement, status, names, safe)
}

fn in_full(ctx: &mut Context, reading: &Reading, entry: &Entry, status: &Status, parted: bool) -> Result<(), Failure> {
    let line = line_of(reading, entry, status, &reading.english());
    let words = entry.clause.words();
    let report = detail(&entry.agreement, status, &line, &words, reading.names());
    let text = render::detail::detail(&report, &ctx.terminal());
    let rule = if parted { "\n" } else { "" };
    print(ctx, &format!("{rule}{text}"))
}

fn listed(
    ctx: &mut Context,
    reading: &Reading,
    answers: &[(Entry, Status)],
    as_of: AsOf,
    format: Format,
    columns: &[String],
) -> Result<(), Failure> {
    let phrases = reading.english();
    let agreements = answers.iter().map(|(entry, status)| line_of(reading, entry, status, &phrases)).collect();
    let report =
        StatusReport { schema: "track.status/1", as_of: as_of.day, projected: as_of.is_projected(), agreements };
    if format == Format::Json {
        return print_json(ctx, &report);
    }
    if format == Format::Text {
        let projected = if as_of.is_projected() { ", on present facts" } else { "" };
        print(ctx, &format!("as of {}{projected}\n\n", crate::date::show(as_of.day)))?;
        if answers.is_empty() {
            ctx.err("the ledger is empty; begin with: track new ID --title TITLE --party AZ --party TR\n");
            return Ok(());
        }
    }
    print_table(ctx, &overview(&report, columns, format != Format::Text), format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_terminal_shows_ids_without_titles_and_a_pipe_shows_all() {
        let asked = |columns: &[&str]| Arguments {
            ids: Vec::new(),
            as_of: AsOfArguments::default(),
            columns: columns.iter().map(|name| (*name).to_owned()).collect(),
            min_grade: None,
            output: Output::default(),
        };
        let shown = |arguments: &Arguments, width| columns(arguments, width).unwrap();
        assert!(!shown(&asked(&[]), Some(80)).contains(&"title".to_owned()));
        assert_eq!(shown(&asked(&[]), Some(200)), COLUMNS);
        assert_eq!(shown(&asked(&[]), None), COLUMNS);
        assert_eq!(shown(&asked(&["title"]), Some(80)), ["title"]);
    }
}
