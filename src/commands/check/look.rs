//! What `track check` looks at: settings, names, procedures, agreements.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::check::{self, Policy, Subject};
use crate::clause::Clause;
use crate::diagnostic::Finding;
use crate::error::Failure;
use crate::ledger;
use crate::model::{Agreement, AgreementId, Code, Procedure};
use crate::reading::{NAMES, Reading, unreadable};
use crate::source::Source;
use crate::status::{AsOf, Status};
use crate::store::StoreError;

/// What is looked at, and how.
pub(super) struct Looking<'a> {
    pub(super) reading: &'a Reading,
    pub(super) policy: Option<&'a Policy>,
    pub(super) as_of: AsOf,
}

/// The findings, and how many agreements they are about.
pub(super) fn look(looking: &Looking, wanted: &[String]) -> Result<(Vec<Finding>, usize), Failure> {
    let reading = looking.reading;
    let listing = reading.store.agreement_ids()?;
    let all: BTreeSet<AgreementId> = listing.ids.into_iter().collect();
    if wanted.is_empty() {
        let mut findings = of_settings(reading)?;
        findings.extend(check::files::of_agreements(&all, &listing.alien));
        findings.extend(check::files::of_temporary("agreements/", &listing.temporary));
        findings.extend(of_names(reading)?);
        findings.extend(of_other_names(reading)?);
        findings.extend(of_procedures(reading)?);
        for id in &all {
            findings.extend(of_file(looking, id, &all)?);
        }
        return Ok((findings, all.len()));
    }
    let ids = wanted.iter().map(|text| reading.id(text)).collect::<Result<BTreeSet<_>, _>>()?;
    if let Some(missing) = ids.iter().find(|id| !all.contains(id)) {
        return Err(reading.missing(missing));
    }
    let mut findings = Vec::new();
    for id in &ids {
        findings.extend(of_file(looking, id, &all)?);
    }
    Ok((findings, ids.len()))
}

/// What is wrong with the names in the ledger's own folder and in that of its procedures.
fn of_other_names(reading: &Reading) -> Result<Vec<Finding>, Failure> {
    let (root, procedures) = (reading.store.names_in("")?, reading.store.names_in("procedures")?);
    let mut findings = check::files::of_root(&root.names);
    findings.extend(check::files::of_temporary("", &root.temporary));
    findings.extend(check::files::of_procedures(&procedures.names));
    findings.extend(check::files::of_temporary("procedures/", &procedures.temporary));
    Ok(findings)
}

fn of_settings(reading: &Reading) -> Result<Vec<Finding>, Failure> {
    let source = reading.store.settings()?;
    let (_, mut findings) = ledger::load_settings(&source);
    findings.extend(check::of_text(&source));
    reading.keep(&source);
    Ok(findings)
}

/// The ledger's own names of parties.
fn of_names(reading: &Reading) -> Result<Vec<Finding>, Failure> {
    let Some(source) = reading.store.read_optional(NAMES)? else { return Ok(Vec::new()) };
    let mut findings = ledger::load_names(&source).1;
    findings.extend(check::of_text(&source));
    reading.keep(&source);
    Ok(findings)
}

/// The ledger's own procedures.
fn of_procedures(reading: &Reading) -> Result<Vec<Finding>, Failure> {
    let mut findings = Vec::new();
    for code in reading.store.procedure_codes()?.into_iter().filter(|code| Code::has_shape(code)) {
        match reading.store.read_optional(&format!("procedures/{code}.toml")) {
            Ok(Some(source)) => {
                findings.extend(ledger::load_procedure(&code, &source).1);
                findings.extend(check::of_text(&source));
                reading.keep(&source);
            }
            Ok(None) => {}
            Err(error @ StoreError::Unreadable { .. }) => findings.push(unreadable(&error)),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(findings)
}

/// The findings of one agreement's file.
fn of_file(looking: &Looking, id: &AgreementId, ids: &BTreeSet<AgreementId>) -> Result<Vec<Finding>, Failure> {
    let source = match looking.reading.store.read(id) {
        Ok(source) => source,
        Err(error @ StoreError::Unreadable { .. }) => return Ok(vec![unreadable(&error)]),
        Err(error) => return Err(error.into()),
    };
    let loaded = looking.reading.load_text(id, &source);
    let mut findings = loaded.findings;
    let broken = findings.iter().any(Finding::is_error);
    findings.extend(check::of_text(&source));
    if let Some(agreement) = loaded.agreement {
        findings.extend(of_agreement(looking, &source, agreement, broken, ids));
    }
    if !findings.is_empty() {
        looking.reading.keep(&source);
    }
    Ok(findings)
}

fn of_agreement(
    looking: &Looking,
    source: &Source,
    agreement: Agreement,
    broken: bool,
    ids: &BTreeSet<AgreementId>,
) -> Vec<Finding> {
    let reading = looking.reading;
    let loaded = ledger::Loaded { agreement: Some(agreement.clone()), findings: Vec::new() };
    let entry = if broken { None } else { reading.sound(&agreement.id, loaded).ok() };
    let status: Option<Status> = entry.as_ref().and_then(|entry| reading.status_of(entry, looking.as_of).ok());
    let clause: Option<&Clause> = entry.as_ref().map(|entry| &entry.clause);
    let procedures = |code: &Code| -> Option<Arc<Procedure>> { reading.procedure_of(&agreement, code) };
    let subject = Subject {
        source,
        agreement: &agreement,
        clause,
        status: status.as_ref(),
        procedures: &procedures,
        ids,
        today: looking.as_of.today,
    };
    let mut findings = check::of_agreement(&subject);
    findings.extend(looking.policy.iter().flat_map(|policy| check::of_policy(&subject, policy)));
    findings
}
