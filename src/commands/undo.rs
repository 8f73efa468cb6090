//! `track undo`: takes back the last write of the ledger.

use std::time::Duration;

use clap::Args;
use serde::Serialize;

use super::{print, print_json};
use crate::cli::{Global, LOCK_TIMEOUT};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::model::AgreementId;
use crate::reading::Reading;
use crate::render::diff;
use crate::report::became::Became;
use crate::source::Source;
use crate::store::{Change, Last, LastFile};

/// Take back the last write of this ledger, if its files are still as that write left them; twice brings it back
///
/// Example:
///   track undo --dry-run
///   track undo
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// Print what would be taken back as a diff and write nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
    /// Say nothing on success
    #[arg(long, short)]
    quiet: bool,
    /// How many seconds to wait for another writer
    #[arg(long, value_name = "SECONDS", default_value_t = LOCK_TIMEOUT)]
    lock_timeout: u64,
}

#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Report {
    /// Name and version of this shape.
    schema: &'static str,
    /// Whether nothing was written because only the change was asked for.
    dry_run: bool,
    /// The agreements that the last write had changed.
    agreements: Vec<Line>,
}

/// One agreement.
#[derive(Serialize, schemars::JsonSchema)]
struct Line {
    /// Its id.
    id: String,
    /// What became of its file: restored or removed.
    result: Became,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::of_record(ctx, global.ledger.as_deref())?;
    let last = reading.store.last()?.ok_or_else(nothing)?;
    let shown = diffs(&reading, &last, ctx.colour_out())?;
    if !arguments.json && !arguments.quiet {
        print(ctx, &shown)?;
    }
    if !arguments.dry_run {
        let goes_on = arguments.yes || arguments.quiet || !ctx.input_is_terminal() || ctx.ask("Take this back?", true);
        if !goes_on {
            return Err(Failure::new(Exit::No, "not-confirmed", "nothing was taken back"));
        }
        take_back(&reading, &last, Duration::from_secs(arguments.lock_timeout))?;
    }
    if arguments.json {
        let agreements = last.files.iter().map(line).collect();
        print_json(ctx, &Report { schema: "track.undo/1", dry_run: arguments.dry_run, agreements })?;
    } else if !arguments.quiet && !arguments.dry_run {
        let lines: String = last
            .files
            .iter()
            .map(line)
            .map(|line| format!("{} agreements/{}.toml\n", line.result.in_words(), line.id))
            .collect();
        print(ctx, &format!("{lines}`track undo` again brings it back\n"))?;
    }
    Ok(Exit::Done)
}

fn line(file: &LastFile) -> Line {
    Line { id: file.id.to_string(), result: if file.before.is_some() { Became::Restored } else { Became::Removed } }
}

/// What would be taken back, file by file.
fn diffs(reading: &Reading, last: &Last, colour: bool) -> Result<String, Failure> {
    let mut shown = String::new();
    let agreements = reading.store.agreements()?;
    let ids = agreements.list()?.ids;
    for file in &last.files {
        let now = if ids.contains(&file.id) { Some(agreements.read(&file.id)?) } else { None };
        let text = now.as_ref().map(Source::text);
        still_left(file, text)?;
        shown.push_str(&diff::unified(&format!("agreements/{}.toml", file.id), text, file.before.as_deref(), colour));
    }
    Ok(shown)
}

/// Puts back what stood there, all or nothing.
fn take_back(reading: &Reading, last: &Last, wait: Duration) -> Result<(), Failure> {
    let ids: Vec<AgreementId> = last.files.iter().map(|file| file.id.clone()).collect();
    reading.store.change_all(&ids, wait, &mut |texts| {
        let files = last.files.iter().zip(texts);
        let back = files.map(|(file, text)| {
            still_left(file, text.as_ref().map(Source::text))?;
            Ok::<Change, Failure>(file.before.clone().map_or(Change::Absent, Change::Text))
        });
        back.collect()
    })?;
    Ok(())
}

/// Refuses where the file is no longer as the last write left it.
fn still_left(file: &LastFile, text: Option<&str>) -> Result<(), Failure> {
    if file.left(text) {
        return Ok(());
    }
    let message =
        format!("`agreements/{}.toml` is no longer as the last write left it; nothing was taken back", file.id);
    Err(Failure::new(Exit::Data, "changed-since", message)
        .help("take the change out by hand with `track edit`, or with `git`; an act is taken back by `track retract`"))
}

fn nothing() -> Failure {
    Failure::not_found("nothing-to-undo", "no write of this ledger is on record here, so there is nothing to take back")
        .help("only the last write of this machine is kept; `git log` has the rest where the ledger is in git")
}
