//! `track lint`: what a story claims of agreements, held against the ledger.

use std::collections::BTreeMap;

use clap::Args;

use super::input::input;
use super::{as_of, print, print_json, print_table};
use crate::cli::{AsOf as AsOfArguments, Format, Global, Output};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::model::{Agreement, AgreementId, Code};
use crate::reading::{Entry, Reading};
use crate::render;
use crate::report::lint::{Held, LintReport, Verdict, held, report, said, table};
use crate::report::prose::count;
use crate::report::sentence::Telling;
use crate::source::Source;
use crate::status::AsOf;

/// Hold what a story says of agreements against the ledger: ratified, in force, signed, joined, left
///
/// Exit 1 where the ledger says otherwise, 3 where it cannot show it, 0 where nothing is to be said against the story.
/// What stands in quotation marks, is denied or only possible counts for nothing (docs/lint.md).
///
/// Example:
///   track lint story.md
///   track lint - --agreement az-tr-memorandum-2025 --as-of 2025-12-17 < story.txt
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The story, plain text or Markdown; `-` reads the input
    #[arg(value_name = "FILE")]
    file: std::path::PathBuf,
    /// The whole story is about this agreement
    #[arg(long, value_name = "ID")]
    agreement: Option<String>,
    #[command(flatten)]
    as_of: AsOfArguments,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let as_of = as_of(ctx, &arguments.as_of)?;
    let only = arguments.agreement.as_deref().map(|text| reading.id(text)).transpose()?;
    let entries = only.as_ref().map_or_else(|| reading.all(), |id| reading.with_floors(id))?;
    let story = input(&arguments.file, ctx, "the story")?;
    let about: Vec<&AgreementId> = only.as_ref().map_or_else(|| entries.keys().collect(), |id| vec![id]);
    let claims = claims(&reading, &entries, &about, &story, only.is_some(), as_of);
    let found = report(&story, as_of.day, claims);
    write(ctx, &found, arguments.output.format())?;
    Ok(match found.verdict {
        Verdict::Fine => Exit::Done,
        Verdict::NotShown => Exit::Unknown,
        Verdict::Contradicted => Exit::No,
    })
}

/// The claims of the story, each held against the status of its agreement; a status is computed only where one is made.
fn claims(
    reading: &Reading,
    entries: &BTreeMap<AgreementId, Entry>,
    about: &[&AgreementId],
    story: &Source,
    only: bool,
    as_of: AsOf,
) -> Vec<Held> {
    let agreements: Vec<&Agreement> = about.iter().map(|id| &entries[*id].agreement).collect();
    let (phrases, names) = (reading.english(), reading.names());
    let mut statuses = BTreeMap::new();
    let all = said(story, &agreements, names, only);
    let each = all.iter().map(|said| {
        let agreement = agreements[said.agreement];
        let status = statuses.entry(said.agreement).or_insert_with(|| reading.status(&agreement.id, entries, as_of));
        let procedures = |code: &Code| reading.procedure_of(agreement, code);
        held(story, said, &Telling { agreement, status, names, phrases: &phrases, procedures: &procedures })
    });
    each.collect()
}

fn write(ctx: &mut Context, found: &LintReport, format: Format) -> Result<(), Failure> {
    match format {
        Format::Json => print_json(ctx, found),
        Format::Text => {
            print(ctx, &render::lint::lines(found, &ctx.terminal()))?;
            if found.claims.iter().all(|held| held.level().is_none()) {
                let claims = count(found.claims.len(), "claim", "claims");
                ctx.err(&format!("{claims} about agreements of this ledger; nothing to say against the story\n"));
            }
            Ok(())
        }
        format => print_table(ctx, &table(found), format),
    }
}
