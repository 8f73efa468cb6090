//! Every agreement of the ledger: all of them or none, or those that are sound and a word about the others.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, Reading, waits_for};
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
        let mut entries = BTreeMap::new();
        let mut broken = Broken::default();
        for (id, source) in self.read_all()? {
            match self.read_one(&id, &source?) {
                Ok(entry) => drop(entries.insert(id, entry)),
                Err(failure) => broken.add(id, failure.findings),
            }
        }
        if broken.ids.is_empty() {
            return Ok(entries);
        }
        let what = broken.count();
        let message = format!("{what} errors, so nothing is answered about all; name those you ask about");
        let failure = Failure::data(message, broken.findings).with_sources(self.sources());
        Err(failure.help("`--keep-going` answers from the others, where a command has it, and still fails"))
    }

    /// Every agreement: all or none, or where it is to keep going, the sound ones and the refusal of the others.
    ///
    /// # Errors
    /// As [`Self::all`]; where it keeps going, a ledger that cannot be read to its end.
    pub fn every(&self, keep_going: bool) -> Result<Sound, Failure> {
        if keep_going { self.all_sound() } else { Ok((self.all()?, None)) }
    }

    fn all_sound(&self) -> Result<Sound, Failure> {
        let mut entries = BTreeMap::new();
        let mut broken = Broken::default();
        for (id, source) in self.read_all()? {
            let read = match source {
                Ok(source) => self.read_one(&id, &source).map_err(|failure| failure.findings),
                Err(error @ StoreError::Unreadable { .. }) => Err(vec![unreadable(&error)]),
                Err(error) => return Err(error.into()),
            };
            match read {
                Ok(entry) => drop(entries.insert(id, entry)),
                Err(findings) => broken.add(id, findings),
            }
        }
        let refusal = (!broken.ids.is_empty()).then(|| self.left_out(&mut entries, broken));
        Ok((entries, refusal))
    }

    fn read_one(&self, id: &AgreementId, source: &Source) -> Result<Entry, Failure> {
        let loaded = self.load_text(id, source);
        if loaded.findings.iter().any(Finding::is_error) {
            self.keep(source);
        }
        self.sound(id, loaded)
    }

    /// Takes out what waits for a broken agreement, and says what is left out.
    fn left_out(&self, entries: &mut BTreeMap<AgreementId, Entry>, broken: Broken) -> Failure {
        let what = broken.count();
        let (mut gone, mut waiting) = (broken.ids, Vec::new());
        loop {
            let rests_on_them = |entry: &Entry| waits_for(&entry.clause).iter().any(|id| gone.contains(id));
            let Some(id) = entries.iter().find(|(_, entry)| rests_on_them(entry)).map(|(id, _)| id.clone()) else {
                break;
            };
            entries.remove(&id);
            waiting.push(format!("`{id}`"));
            gone.insert(id);
        }
        let failure = Failure::data(format!("{what} errors and no part in the answer"), broken.findings)
            .with_sources(self.sources());
        if waiting.is_empty() {
            return failure;
        }
        failure.help(format!("what waits for them has no part either: {}", waiting.join(", ")))
    }
}

/// The agreements with errors.
#[derive(Default)]
struct Broken {
    ids: BTreeSet<AgreementId>,
    findings: Vec<Finding>,
}

impl Broken {
    fn add(&mut self, id: AgreementId, findings: Vec<Finding>) {
        self.ids.insert(id);
        self.findings.extend(findings);
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
