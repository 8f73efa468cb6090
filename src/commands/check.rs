//! `track check`: what is wrong or doubtful in the ledger.

use std::collections::BTreeSet;
use std::sync::Arc;

use clap::Args;

use super::{as_of, print};
use crate::check::{self, Subject};
use crate::clause::Clause;
use crate::cli::{AsOf as AsOfArguments, Global};
use crate::context::Context;
use crate::diagnostic::{Finding, Level};
use crate::error::{Exit, Failure, Outcome};
use crate::ledger;
use crate::model::{Agreement, AgreementId, Code, Names, Procedure};
use crate::reading::Reading;
use crate::render;
use crate::source::Source;
use crate::status::{AsOf, Status};
use crate::store::StoreError;

/// Look for what is wrong or doubtful: all, or the agreements named
///
/// Example:
///   track check
///   track check az-tr-memorandum-2025 --strict
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreements' ids; left out: the whole ledger
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Exit with 1 for warnings too
    #[arg(long)]
    strict: bool,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let as_of = as_of(ctx, &AsOfArguments::default())?;
    let mut findings = Vec::new();
    let listing = reading.store.agreement_ids()?;
    let all: BTreeSet<AgreementId> = listing.ids.into_iter().collect();
    for id in &all {
        findings.extend(of_file(&reading, id, &all, as_of)?);
    }
    let sources = reading.sources();
    let text = render::finding::findings(&findings, &|name| sources.get(name), false);
    print(ctx, &text)?;
    let limit = if arguments.strict { Level::Warning } else { Level::Error };
    Ok(if findings.iter().any(|finding| finding.level <= limit) { Exit::No } else { Exit::Done })
}

/// The findings of one agreement's file.
fn of_file(
    reading: &Reading,
    id: &AgreementId,
    ids: &BTreeSet<AgreementId>,
    as_of: AsOf,
) -> Result<Vec<Finding>, Failure> {
    let source = match reading.store.read(id) {
        Ok(source) => source,
        Err(error @ StoreError::Unreadable { .. }) => return Ok(vec![unreadable(&error)]),
        Err(error) => return Err(error.into()),
    };
    let mut loaded = reading.load_text(id, &source);
    let mut findings = std::mem::take(&mut loaded.findings);
    findings.extend(check::of_text(&source));
    if let Some(agreement) = loaded.agreement {
        let broken = findings.iter().any(Finding::is_error);
        findings.extend(of_agreement(reading, &source, agreement, broken, ids, as_of));
    }
    if !findings.is_empty() {
        reading.keep(&source);
    }
    Ok(findings)
}

fn of_agreement(
    reading: &Reading,
    source: &Source,
    agreement: Agreement,
    broken: bool,
    ids: &BTreeSet<AgreementId>,
    as_of: AsOf,
) -> Vec<Finding> {
    let loaded = ledger::Loaded { agreement: Some(agreement.clone()), findings: Vec::new() };
    let entry = if broken { None } else { reading.sound(&agreement.id, loaded).ok() };
    let status: Option<Status> = entry.as_ref().and_then(|entry| reading.status_of(entry, as_of).ok());
    let clause: Option<&Clause> = entry.as_ref().map(|entry| &entry.clause);
    let procedures = |code: &Code| -> Option<Arc<Procedure>> { reading.procedure_of(&agreement, code) };
    check::of_agreement(&Subject {
        source,
        agreement: &agreement,
        clause,
        status: status.as_ref(),
        procedures: &procedures,
        names: Names::builtin(),
        ids,
        today: as_of.today,
    })
}

/// A file that is no text, as a finding.
fn unreadable(error: &StoreError) -> Finding {
    let (file, line) = error.place().unwrap_or_default();
    let why = match error {
        StoreError::Unreadable { why, .. } => why.to_string(),
        other => other.to_string(),
    };
    let said = why.split_once(": ").map_or(why.as_str(), |(_, said)| said).to_owned();
    let mut finding = Finding::error("unreadable", &file, said).help(error.help());
    finding.line = line.unwrap_or(1);
    finding
}
