//! Where the texts come from: the ledger's folder, or files of another moment that are at hand.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::Reading;
use super::embargo::Embargo;
use crate::diagnostic::Finding;
use crate::error::{Exit, Failure};
use crate::ledger;
use crate::model::AgreementId;
use crate::source::Source;
use crate::store::{FoundBy, Store, StoreError};

/// Files of a ledger by their path in it.
pub(super) type Files = BTreeMap<String, Source>;

type Texts<'r> = Box<dyn Fn(&AgreementId) -> Result<Source, StoreError> + 'r>;

impl Reading {
    /// A ledger as it was when it held these files, `settings` among them.
    pub(super) fn of_files(
        (store, found_by): (Store, FoundBy),
        settings: &Source,
        files: Files,
        embargo: Embargo,
    ) -> Result<Self, Failure> {
        let has_own_procedures = files.keys().any(|path| path.starts_with("procedures/"));
        Self::with_settings(store, found_by, settings, has_own_procedures, (embargo, Some(files)))
    }

    /// A ledger whose settings are at hand.
    pub(super) fn with_settings(
        store: Store,
        found_by: FoundBy,
        source: &Source,
        has_own_procedures: bool,
        (embargo, past): (Embargo, Option<Files>),
    ) -> Result<Self, Failure> {
        let (settings, findings) = ledger::load_settings(source);
        let newer = findings.iter().any(|finding| finding.code == "newer-format");
        let reading = Self {
            store,
            found_by,
            settings: settings.clone().unwrap_or_default(),
            names: None,
            procedures: RefCell::default(),
            broken: RefCell::default(),
            has_own_procedures,
            embargo,
            sources: RefCell::default(),
            past,
            threads: 1,
            cache_dir: None,
        };
        if settings.is_none() || findings.iter().any(Finding::is_error) {
            reading.keep(source);
            let exit = if newer { Exit::Data } else { Exit::Configuration };
            let refusal =
                Failure::data("the ledger's settings have errors, so nothing can be answered from it", findings);
            return Err(Failure { exit, ..refusal }.with_sources(reading.sources.take()));
        }
        reading.with_names()
    }

    pub(super) fn listed(&self) -> Result<Vec<AgreementId>, StoreError> {
        match &self.past {
            None => Ok(self.store.agreement_ids()?.ids),
            Some(files) => Ok(agreements(files).map(|(id, _)| id).collect()),
        }
    }

    pub(super) fn read(&self, id: &AgreementId) -> Result<Source, StoreError> {
        let Some(files) = &self.past else { return self.store.read(id) };
        let path = format!("agreements/{id}.toml");
        files.get(&path).cloned().ok_or_else(|| StoreError::NotFound { path: path.into() })
    }

    /// Gives the text of any agreement, from folders that are opened once.
    pub(super) fn texts(&self) -> Result<Texts<'_>, StoreError> {
        if self.past.is_some() {
            return Ok(Box::new(|id| self.read(id)));
        }
        let agreements = self.store.agreements()?;
        Ok(Box::new(move |id| agreements.read(id)))
    }

    pub(super) fn read_optional(&self, path: &str) -> Result<Option<Source>, StoreError> {
        match &self.past {
            None => self.store.read_optional(path),
            Some(files) => Ok(files.get(path).cloned()),
        }
    }
}

/// The agreements among some files, by id.
fn agreements(files: &Files) -> impl Iterator<Item = (AgreementId, &Source)> {
    let id = |path: &str| path.strip_prefix("agreements/")?.strip_suffix(".toml")?.parse().ok();
    files.iter().filter_map(move |(path, source)| Some((id(path)?, source)))
}
