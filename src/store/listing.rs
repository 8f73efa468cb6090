//! The names in the folders of the ledger.

use super::{Store, StoreError};
use crate::model::AgreementId;

/// The names in `agreements/`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// The agreements, sorted.
    pub ids: Vec<AgreementId>,
    /// Names that are no `ID.toml`, sorted; those that begin with `.git` are git's own and left out.
    pub alien: Vec<String>,
    /// Temporary files that a writer is writing or has left behind, sorted.
    pub temporary: Vec<String>,
}

/// The names in another folder of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Others {
    /// The names, sorted, temporary ones left out.
    pub names: Vec<String>,
    /// Temporary files that a writer is writing or has left behind, sorted.
    pub temporary: Vec<String>,
}

impl Store {
    /// The names in a folder of the ledger, `procedures` or `""` for its own; none where that folder is missing.
    ///
    /// # Errors
    /// A folder that cannot be listed to its end.
    pub fn names_in(&self, inside: &str) -> Result<Others, StoreError> {
        let entered = if inside.is_empty() { None } else { self.enter(inside)? };
        let folder = match &entered {
            None if inside.is_empty() => &self.folder,
            None => return Ok(Others::default()),
            Some(folder) => folder,
        };
        let mut names = folder.names().map_err(|error| StoreError::io("list", folder.path(), error))?;
        names.sort();
        let (temporary, names) = names.into_iter().partition(|name| is_temporary(name));
        Ok(Others { names, temporary })
    }
}

impl Listing {
    /// The listing of some names.
    pub(super) fn of(names: Vec<String>) -> Self {
        let mut listing = Self::default();
        for name in names {
            listing.sort_in(name);
        }
        listing.ids.sort();
        listing.alien.sort();
        listing.temporary.sort();
        listing
    }

    fn sort_in(&mut self, name: String) {
        match name.strip_suffix(".toml").and_then(|stem| stem.parse().ok()) {
            Some(id) => self.ids.push(id),
            None if is_temporary(&name) => self.temporary.push(name),
            None if name.starts_with(".git") => {}
            None => self.alien.push(name),
        }
    }
}

/// Whether a name is one that the write path gives its temporary files: `.NAME.PROCESS-COUNT.tmp`.
pub(super) fn is_temporary(name: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    name.strip_prefix('.')
        .and_then(|rest| rest.strip_suffix(".tmp"))
        .and_then(|rest| rest.rsplit_once('.'))
        .and_then(|(_, tail)| tail.split_once('-'))
        .is_some_and(|(process, count)| is_number(process) && is_number(count))
}
