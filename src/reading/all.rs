//! Every agreement of the ledger: all of them or none, or those that are sound and a word about the others.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, Reading};
use crate::diagnostic::Finding;
use crate::error::Failure;
use crate::model::AgreementId;
use crate::report::prose::count;
use crate::source::Source;
use crate::store::StoreError;

/// Agreements that load without an error, as do all that they wait for; and the refusal of the others, if there are any.
pub type Sound = (BTreeMap<AgreementId, Entry>, Option<Failure>);

impl Reading {
    /// Every agreement, sound; the answer about all rests on all.
    ///
    /// # Errors
    /// The errors of every file that has any (65).
    pub fn all(&self) -> Result<BTreeMap<AgreementId, Entry>, Failure> {
        Ok(self.every(false)?.0)
    }

    /// Every agreement: all or none, or where it is to keep going, the sound ones and the refusal of the others.
    ///
    /// # Errors
    /// As [`Self::all`]; where it keeps going, a ledger that cannot be read to its end.
    pub fn every(&self, keep_going: bool) -> Result<Sound, Failure> {
        let (entries, left_out) = self.each(keep_going, |_, entry| Ok((entry.agreement.id.clone(), entry)))?;
        Ok((entries.into_iter().collect(), left_out))
    }

    pub(super) fn read_one(&self, id: &AgreementId, source: &Source) -> Result<Entry, Failure> {
        let loaded = self.load_text(id, source);
        if loaded.findings.iter().any(Finding::is_error) {
            self.keep(source);
        }
        self.sound(id, loaded)
    }

    /// The refusal of all because of some.
    pub(super) fn none_of(&self, broken: Broken) -> Failure {
        let what = broken.count();
        let message = format!("{what} errors, so nothing is answered about all; name those you ask about");
        let failure = Failure::data(message, broken.findings).with_sources(self.sources());
        failure.help("`--keep-going` answers from the others, where a command has it, and still fails")
    }

    /// The refusal of some, and of what waits for them.
    pub(super) fn left_out(&self, broken: Broken, waiting: Vec<AgreementId>) -> Failure {
        let message = format!("{} errors and no part in the answer", broken.count());
        let failure = Failure::data(message, broken.findings).with_sources(self.sources());
        if waiting.is_empty() {
            return failure;
        }
        let waiting: Vec<String> = waiting.iter().map(|id| format!("`{id}`")).collect();
        failure.help(format!("what waits for them has no part either: {}", waiting.join(", ")))
    }
}

/// The agreements with errors.
#[derive(Default)]
pub(super) struct Broken {
    ids: BTreeSet<AgreementId>,
    findings: Vec<Finding>,
}

impl Broken {
    pub(super) fn add(&mut self, id: AgreementId, findings: Vec<Finding>) {
        self.ids.insert(id);
        self.findings.extend(findings);
    }

    /// Those of later files.
    pub(super) fn join(&mut self, later: Self) {
        self.ids.extend(later.ids);
        self.findings.extend(later.findings);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    pub(super) fn has(&self, id: &AgreementId) -> bool {
        self.ids.contains(id)
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &AgreementId> {
        self.ids.iter()
    }

    /// `1 agreement has`, `2 agreements have`.
    fn count(&self) -> String {
        count(self.ids.len(), "agreement has", "agreements have")
    }
}

/// A file that is no text, as a finding.
pub fn unreadable(error: &StoreError) -> Finding {
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
