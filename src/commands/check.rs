//! `track check`: what is wrong or doubtful in the ledger.

use clap::Args;
use serde::Serialize;

use super::{print, print_json};
use crate::cli::Global;
use crate::context::Context;
use crate::diagnostic::{Finding, Level};
use crate::error::{Exit, Outcome};
use crate::reading::Reading;
use crate::render;

/// Show what is wrong or doubtful in the ledger
///
/// Example:
///   track check
///   track check az-tr-memorandum-2025 --strict
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreements' ids; left out: all
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Exit with 1 for warnings, too
    #[arg(long)]
    strict: bool,
    /// One line a finding, for editors and gates: file:line:column: level: message [code]
    #[arg(long, conflicts_with = "json")]
    lines: bool,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    errors: usize,
    warnings: usize,
    notes: usize,
    findings: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    level: Level,
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    help: Option<&'a str>,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let ids = match arguments.ids.as_slice() {
        [] => reading.ids()?,
        named => named.iter().map(|id| reading.id(id)).collect::<Result<_, _>>()?,
    };
    let mut findings = Vec::new();
    for id in &ids {
        findings.extend(reading.load(id)?.1.findings);
    }
    Finding::sort(&mut findings);
    let count = |level| findings.iter().filter(|finding| finding.level == level).count();
    let (errors, warnings, notes) = (count(Level::Error), count(Level::Warning), count(Level::Note));
    if arguments.json {
        let lines = findings.iter().map(line).collect();
        print_json(ctx, &Report { schema: "track.check/1", errors, warnings, notes, findings: lines })?;
    } else if arguments.lines {
        print(ctx, &render::finding::brief(&findings))?;
    } else if findings.is_empty() {
        ctx.err(&format!(
            "{} checked, nothing found\n",
            crate::report::prose::count(ids.len(), "agreement", "agreements")
        ));
    } else {
        let sources = reading.sources();
        let text = render::finding::findings(&findings, &|name| sources.get(name), ctx.colour_out());
        print(ctx, &text)?;
    }
    let failed = errors > 0 || arguments.strict && warnings > 0;
    Ok(if failed { Exit::No } else { Exit::Done })
}

fn line(finding: &Finding) -> Line<'_> {
    Line {
        code: finding.code,
        level: finding.level,
        file: &finding.file,
        line: finding.line,
        column: finding.column,
        message: &finding.message,
        help: finding.help.as_deref(),
    }
}
