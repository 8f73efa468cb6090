//! The ledger's folder: finding it, reading its texts, and the one way to write them.
//!
//! This is the only code that touches files. It knows texts, names and folders; what a text means is decided above.
//! Reading takes no lock and writes nothing. `docs/reliability.md` says what is promised and how.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "the one place that touches files")]

mod cache;
mod change;
mod draft;
mod error;
mod find;
#[cfg_attr(not(unix), path = "folder_portable.rs")]
mod folder;
mod foreign;
mod init;
mod kept;
mod last;
mod listing;
mod lock;
mod read;
mod step;
mod temporary;
#[cfg(test)]
mod tests;
mod write;

use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

pub use cache::{Cache, Key, Part, Snapshot};
pub use change::NewTexts;
pub use error::{StoreError, Why, named};
pub use find::{FoundBy, Where, find};
pub use foreign::{create_file, read_bytes, read_file, read_up_to, write_folder};
pub use kept::{Held, Kept};
pub use last::{Last, LastFile};
pub use listing::{Listing, Others};

use crate::model::AgreementId;
use crate::source::Source;
use folder::Folder;
use listing::is_temporary;

/// The largest file that is read, in bytes.
pub const LIMIT: u64 = 16 << 20;
/// The largest file that its owner keeps outside the ledger, in bytes.
pub const KEPT_LIMIT: u64 = 256 << 20;
const AGREEMENTS: &str = "agreements";
const PROCEDURES: &str = "procedures";
const HIDDEN: &str = ".track";
const SETTINGS: &str = "track.toml";

/// Told of a wait for the lock: how long it is already, and which process holds it, where that is known.
pub type Notice = fn(Duration, Option<u32>);

/// An open ledger.
#[derive(Debug)]
pub struct Store {
    folder: Folder,
    notice: Option<Notice>,
}

/// What a change makes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The whole new text.
    Text(String),
    /// The text says it already.
    Unchanged,
    /// No file.
    Absent,
}

/// What a change did. Both outcomes would survive a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The new text stands.
    Written,
    /// The old text said it already.
    Unchanged,
}

/// The open folder of the agreements, for reading many.
#[derive(Debug)]
pub struct Agreements<'s> {
    root: &'s Folder,
    folder: Option<Folder>,
}

impl Store {
    /// The ledger's folder, as it was named.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The same ledger, opened once more.
    ///
    /// # Errors
    /// The system gives no further descriptor.
    pub fn again(&self) -> Result<Self, StoreError> {
        let folder = self.folder.again().map_err(|error| StoreError::io("open", self.root(), error))?;
        Ok(Self { folder, notice: self.notice })
    }

    /// Sets what is called once when a lock has been waited for a second, with the time waited and the holder.
    #[must_use]
    pub fn on_wait(mut self, notice: Notice) -> Self {
        self.notice = Some(notice);
        self
    }

    /// The text of `track.toml`.
    ///
    /// # Errors
    /// Whatever keeps it from being read.
    pub fn settings(&self) -> Result<Source, StoreError> {
        let missing = || StoreError::NoLedger { looked: vec![self.root().to_owned()] };
        read::text(&self.folder, &self.folder, SETTINGS)?.ok_or_else(missing)
    }

    /// The names in `agreements/`; none where that folder is missing, as git keeps no empty one.
    ///
    /// # Errors
    /// A folder that cannot be listed to its end.
    pub fn agreement_ids(&self) -> Result<Listing, StoreError> {
        self.agreements()?.list()
    }

    /// Opens the folder of the agreements, for reading many.
    ///
    /// # Errors
    /// A folder that cannot be opened.
    pub fn agreements(&self) -> Result<Agreements<'_>, StoreError> {
        Ok(Agreements { root: &self.folder, folder: self.enter(AGREEMENTS)? })
    }

    /// The codes of the ledger's own procedures (`procedures/CODE.toml`), sorted.
    ///
    /// # Errors
    /// A folder that cannot be listed to its end.
    pub fn procedure_codes(&self) -> Result<Vec<String>, StoreError> {
        let Some(folder) = self.enter(PROCEDURES)? else { return Ok(Vec::new()) };
        let names = folder.names().map_err(|error| StoreError::io("list", folder.path(), error))?;
        let mut codes: Vec<String> =
            names.iter().filter_map(|name| name.strip_suffix(".toml")).map(str::to_owned).collect();
        codes.sort();
        Ok(codes)
    }

    /// The text of one agreement.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such file; [`StoreError::Unreadable`] where it is no text.
    pub fn read(&self, id: &AgreementId) -> Result<Source, StoreError> {
        self.agreements()?.read(id)
    }

    /// The texts of all agreements by id, each read when it is asked for.
    ///
    /// # Errors
    /// A folder that cannot be listed; each text has its own result.
    pub fn read_all(
        &self,
    ) -> Result<impl Iterator<Item = (AgreementId, Result<Source, StoreError>)> + use<'_>, StoreError> {
        let agreements = self.agreements()?;
        Ok(agreements.list()?.ids.into_iter().map(move |id| {
            let text = agreements.read(&id);
            (id, text)
        }))
    }

    /// The text of another file by its path inside the ledger (`names.toml`, `procedures/AZ.toml`); `None` where there
    /// is none. Hidden names and `..` are never looked at.
    ///
    /// # Errors
    /// Whatever keeps an existing file from being read.
    pub fn read_optional(&self, relative: &str) -> Result<Option<Source>, StoreError> {
        if relative.split('/').any(|step| step.is_empty() || step.starts_with('.') || step.contains(['\\', ':', '\0']))
        {
            return Ok(None);
        }
        let Some((folder, name)) = relative.rsplit_once('/') else {
            return read::text(&self.folder, &self.folder, relative);
        };
        match self.enter(folder)? {
            Some(folder) => read::text(&self.folder, &folder, name),
            None => Ok(None),
        }
    }

    /// A folder of the ledger; `None` where there is none. A link is no folder.
    fn enter(&self, relative: &str) -> Result<Option<Folder>, StoreError> {
        match self.folder.enter(relative) {
            Ok(folder) => Ok(Some(folder)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                Err(StoreError::Unreadable { file: relative.to_owned(), why: Why::NotFolder })
            }
            Err(error) => Err(StoreError::io("open", &self.folder.path_of(relative), error)),
        }
    }
}

impl Agreements<'_> {
    /// The names in the folder, sorted.
    ///
    /// # Errors
    /// A folder that cannot be listed to its end.
    pub fn list(&self) -> Result<Listing, StoreError> {
        let Some(folder) = &self.folder else { return Ok(Listing::default()) };
        let names = folder.names().map_err(|error| StoreError::io("list", folder.path(), error))?;
        Ok(Listing::of(names))
    }

    /// The text of one agreement.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn read(&self, id: &AgreementId) -> Result<Source, StoreError> {
        let name = file_name(id);
        let text = match &self.folder {
            Some(folder) => read::text(self.root, folder, &name)?,
            None => None,
        };
        text.ok_or_else(|| StoreError::NotFound { path: self.root.path_of(AGREEMENTS).join(name) })
    }
}

fn file_name(id: &AgreementId) -> String {
    format!("{id}.toml")
}
