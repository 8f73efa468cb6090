//! Where the texts come from: the ledger's folder, or files of another moment that are at hand.

use std::collections::BTreeMap;

use super::Reading;
use crate::error::Failure;
use crate::model::AgreementId;
use crate::source::Source;
use crate::store::{FoundBy, Store, StoreError};

/// Files of a ledger by their path in it.
pub(super) type Files = BTreeMap<String, Source>;

type Texts<'r> = Box<dyn Iterator<Item = (AgreementId, Result<Source, StoreError>)> + 'r>;

impl Reading {
    /// A ledger as it was when it held these files, `settings` among them.
    pub(super) fn of_files(store: Store, found_by: FoundBy, settings: &Source, files: Files) -> Result<Self, Failure> {
        let has_own_procedures = files.keys().any(|path| path.starts_with("procedures/"));
        Self::with_settings(store, found_by, settings, has_own_procedures, Some(files))
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

    pub(super) fn read_all(&self) -> Result<Texts<'_>, StoreError> {
        Ok(match &self.past {
            None => Box::new(self.store.read_all()?),
            Some(files) => Box::new(agreements(files).map(|(id, source)| (id, Ok(source.clone())))),
        })
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
