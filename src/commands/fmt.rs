//! `track fmt`: the one command that rewrites the layout of files.

use std::collections::BTreeSet;
use std::time::Duration;

use clap::Args;
use serde::Serialize;

use super::{print, print_json};
use crate::cli::{Global, Writing};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::ledger::fmt::{Refused, format};
use crate::model::AgreementId;
use crate::reading::Reading;
use crate::render::{diff, gate};
use crate::report::prose::count;
use crate::source::Source;
use crate::store::Change;

/// Lay the files of agreements out as `track` itself writes them
///
/// Only blanks, empty lines, indentation, lists and line ends change: keys, tables and acts keep their
/// order, values their spelling, comments their words. `track.toml` and `procedures/` are left alone.
/// A file need not be right to be formatted, but where one is no TOML, nothing is written.
///
/// Example:
///   track fmt
///   track fmt az-tr-memorandum-2025 --dry-run
///   track fmt --check
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreements' ids; left out: every agreement
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Write nothing, name the files that would change, and exit with 1 if there are any
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Report {
    /// Name and version of this shape.
    schema: &'static str,
    /// How many agreements were looked at.
    agreements: usize,
    /// The files that were not laid out as they should be.
    reformatted: Vec<Line>,
    /// Whether nothing was written because only the change was asked for.
    dry_run: bool,
}

/// One file that is not as it should be.
#[derive(Serialize, schemars::JsonSchema)]
struct Line {
    /// The agreement's id.
    id: String,
    /// The file, as a path inside the ledger.
    file: String,
    /// The first line that changes, from one.
    line: usize,
}

/// What is to become of one file.
struct Plan {
    id: AgreementId,
    old: Source,
    new: String,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::of_record(ctx, global.ledger.as_deref())?;
    let ids = ids(arguments, &reading)?;
    let plans = plans(&reading, &ids)?;
    let writing = &arguments.writing;
    if !arguments.check && !writing.dry_run {
        write(&reading, &plans, Duration::from_secs(writing.lock_timeout))?;
    }
    for plan in &plans {
        if !writing.json && !writing.quiet {
            tell(ctx, arguments, plan)?;
        }
    }
    if writing.json {
        let dry_run = arguments.check || writing.dry_run;
        let reformatted = plans.iter().map(Plan::line).collect();
        print_json(ctx, &Report { schema: "track.fmt/1", agreements: ids.len(), reformatted, dry_run })?;
    } else if plans.is_empty() && !writing.quiet {
        let well = count(ids.len(), "file is laid out as it should be", "files are laid out as they should be");
        print(ctx, &format!("nothing to do: {well}\n"))?;
    }
    Ok(if arguments.check && !plans.is_empty() { Exit::No } else { Exit::Done })
}

fn ids(arguments: &Arguments, reading: &Reading) -> Result<BTreeSet<AgreementId>, Failure> {
    if arguments.ids.is_empty() {
        return Ok(reading.ids()?.into_iter().collect());
    }
    arguments.ids.iter().map(|text| reading.id(text)).collect()
}

/// The files that are not as they should be; a refusal where one cannot be read as TOML.
fn plans(reading: &Reading, ids: &BTreeSet<AgreementId>) -> Result<Vec<Plan>, Failure> {
    let (mut plans, mut findings, mut broken) = (Vec::new(), Vec::new(), 0);
    for id in ids {
        let old = reading.text(id)?;
        match format(&old) {
            Ok(new) if new == old.text() => {}
            Ok(new) => plans.push(Plan { id: id.clone(), old, new }),
            Err(Refused::Findings(found)) => {
                reading.keep(&old);
                findings.extend(found);
                broken += 1;
            }
            Err(Refused::NotKept) => return Err(not_kept(id)),
        }
    }
    if broken == 0 {
        return Ok(plans);
    }
    let message = format!("{} no TOML of format 1, so nothing was written", count(broken, "file is", "files are"));
    Err(Failure::data(message, findings).with_sources(reading.sources()))
}

/// Formats the files as one write; each text is read again under the lock.
fn write(reading: &Reading, plans: &[Plan], wait: Duration) -> Result<(), Failure> {
    let ids: Vec<AgreementId> = plans.iter().map(|plan| plan.id.clone()).collect();
    reading.store.change_all(&ids, wait, &mut |texts| {
        let files = ids.iter().zip(texts);
        files.map(|(id, text)| text.as_ref().map_or(Ok(Change::Unchanged), |text| layout(reading, id, text))).collect()
    })?;
    Ok(())
}

fn layout(reading: &Reading, id: &AgreementId, source: &Source) -> Result<Change, Failure> {
    match format(source) {
        Ok(new) => Ok(Change::Text(new)),
        Err(Refused::NotKept) => Err(not_kept(id)),
        Err(Refused::Findings(findings)) => {
            reading.keep(source);
            let message = format!("agreement `{id}` is no TOML of format 1, so nothing was written");
            Err(Failure::data(message, findings).with_sources(reading.sources()))
        }
    }
}

fn not_kept(id: &AgreementId) -> Failure {
    Failure::new(Exit::Data, "layout-not-kept", format!("formatting `{id}` would change more than its layout"))
        .help("nothing was written; this is a fault of `track`: please report it with that file")
}

fn tell(ctx: &mut Context, arguments: &Arguments, plan: &Plan) -> Result<(), Failure> {
    if arguments.writing.dry_run {
        let diff = diff::unified(plan.old.name(), Some(plan.old.text()), Some(&plan.new), ctx.colour_out());
        return print(ctx, &diff);
    }
    let Line { file, line, .. } = plan.line();
    let text = if arguments.check {
        format!("{file}:{line}: would be reformatted\n")
    } else {
        format!("reformatted {file}\n")
    };
    print(ctx, &gate::lines(&text))
}

impl Plan {
    /// The file, and the first line in it that changes.
    fn line(&self) -> Line {
        let (old, new) = (self.old.text().split_inclusive('\n'), self.new.split_inclusive('\n'));
        let same = old.zip(new).take_while(|(old, new)| old == new).count();
        Line { id: self.id.to_string(), file: self.old.name().to_owned(), line: same + 1 }
    }
}
