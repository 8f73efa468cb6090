//! `track import`: what other records say, put on record.

mod csv;
mod join;
mod json;
mod record;
mod told;
mod untc;

use std::path::Path;

use clap::{Args, Subcommand};

use super::input::{input_bytes, text_in};
use crate::cli::{Global, Writing};
use crate::context::Context;
use crate::diagnostic::Finding;
use crate::error::{Exit, Failure, Outcome};
use crate::import::{Imported, Letters};
use crate::reading::Reading;
use crate::report::prose::count;
use crate::source::Source;
use record::{Recorder, record};
pub(super) use told::Report;

/// Bring in what a register, a table or another ledger says
///
/// Example:
///   track import untc 27-7.csv --index index.csv --dry-run
///   track import untc tables/*.csv --index index.csv --skip-refused
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    from: From,
}

/// Where it comes from.
#[derive(Debug, Subcommand)]
enum From {
    Untc(untc::Arguments),
    Csv(csv::Arguments),
    Json(json::Arguments),
}

/// How what comes is taken.
#[derive(Debug, Clone, Args)]
pub(super) struct Taking {
    /// Record the rest, and tell what was refused; else one refused row refuses all
    #[arg(long)]
    skip_refused: bool,
    #[command(flatten)]
    writing: Writing,
}

/// In which letters the files are written.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Lettering {
    /// How the letters are written: windows-1252, windows-1251, utf-16le and so on [default: utf-8]
    #[arg(long, value_name = "ENCODING")]
    encoding: Option<String>,
}

impl Lettering {
    /// The text of a file in these letters; `what` it holds stands in a refusal.
    fn input(&self, file: &Path, ctx: &mut Context, what: &str) -> Result<Source, Failure> {
        let bytes = input_bytes(file, ctx, what)?;
        text_in(self.letters()?, file, &bytes)
    }

    /// The same of a file that may say itself how it is written, where nobody else does.
    fn input_or(
        &self,
        declared: impl FnOnce(&[u8]) -> Option<String>,
        file: &Path,
        ctx: &mut Context,
        what: &str,
    ) -> Result<Source, Failure> {
        let bytes = input_bytes(file, ctx, what)?;
        let own = || declared(&bytes).and_then(|label| Letters::named(&label)).unwrap_or_default();
        let letters = if self.encoding.is_some() { self.letters()? } else { own() };
        text_in(letters, file, &bytes)
    }

    fn letters(&self) -> Result<Letters, Failure> {
        let Some(label) = &self.encoding else { return Ok(Letters::default()) };
        Letters::named(label).ok_or_else(|| {
            let failure = Failure::usage("unknown-encoding", format!("no letters are known as `{label}`"));
            failure.help("for example utf-8, windows-1252, windows-1251, iso-8859-9, utf-16le")
        })
    }
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    if let From::Csv(arguments) = &arguments.from
        && let Some(outcome) = csv::init(arguments, ctx)
    {
        return outcome;
    }
    let reading = Reading::of_record(ctx, global.ledger.as_deref())?;
    match &arguments.from {
        From::Untc(arguments) => untc::run(arguments, &reading, ctx),
        From::Csv(arguments) => csv::run(arguments, &reading, ctx),
        From::Json(arguments) => json::run(arguments, &reading, ctx),
    }
}

/// Records what came, all of it or nothing, and tells what became of it.
fn take(taking: &Taking, mut imported: Imported, reading: &Reading, ctx: &mut Context) -> Outcome {
    let Taking { skip_refused, writing } = taking;
    let recorder = Recorder {
        at: ctx.now()?,
        by: ctx.by(writing.by_whom.as_deref())?,
        today: ctx.today(None)?,
        skips: *skip_refused,
    };
    let made = match imported.refused.is_empty() || recorder.skips {
        true => record(reading, writing, &imported, &recorder),
        false => Err(refused(std::mem::take(&mut imported.refused), imported.rows)),
    };
    let made = made.map_err(|failure| told::told(ctx, writing, failure))?;
    imported.refused.extend(made.iter().flat_map(|one| one.refused.iter().cloned()));
    Finding::sort(&mut imported.refused);
    told::tell(ctx, writing, &imported, &made)?;
    Ok(Exit::Done)
}

/// Refusals that are about a whole table.
const WHOLE: &[&str] = &["missing-column", "no-heading", "syntax", "too-large"];

/// The refusal of everything because of some rows.
fn refused(mut findings: Vec<Finding>, rows: usize) -> Failure {
    Finding::sort(&mut findings);
    let mut lines: Vec<(&str, usize)> = findings.iter().map(|finding| (finding.file.as_str(), finding.line)).collect();
    lines.dedup();
    let whole = findings.iter().filter(|finding| WHOLE.contains(&finding.code)).count();
    let message = match whole == findings.len() {
        true => format!("{} not understood, so nothing was recorded", count(whole, "table is", "tables are")),
        false => format!("{} of {} cannot be taken, so nothing was recorded", lines.len(), count(rows, "row", "rows")),
    };
    let mut failure = Failure::new(Exit::Data, "refused-rows", message);
    failure.findings = findings;
    match whole == failure.findings.len() {
        true => failure,
        false => failure.help("`--skip-refused` records the others, and tells of these"),
    }
}
