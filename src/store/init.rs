//! Making a new ledger. `track.toml` comes last: what was begun and not finished is no ledger, and can be begun again.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::folder::Folder;
use super::lock::{Lock, make_hidden};
use super::write::{self, Place, Wanted};
use super::{AGREEMENTS, SETTINGS, Store, StoreError};

const WAIT: Duration = Duration::from_secs(30);

impl Store {
    /// Makes a ledger: the folder, `agreements/`, `.track/` with its own ignore line, and `track.toml`.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where there is a `track.toml` already, or a file where the folder should be.
    pub fn init(root: &Path, settings: &str) -> Result<Self, StoreError> {
        make_root(root)?;
        let folder = Folder::root(root).map_err(|error| StoreError::io("open", root, error))?;
        refuse_second(&folder)?;
        folder.make(AGREEMENTS).map_err(|error| cannot_make(&folder.path_of(AGREEMENTS), error))?;
        make_hidden(&folder).map_err(|error| cannot_make(&folder.path_of(super::HIDDEN), error))?;
        let lock = Lock::take(&folder, WAIT, None)?;
        refuse_second(&folder)?;
        let place = Place { folder: &folder, name: SETTINGS };
        write::put(&lock, &[Wanted { place, about: None, old: None, new: Some(settings) }])?;
        drop(lock);
        Ok(Self { folder, notice: None })
    }

    /// Whether [`Self::init`] would find nothing in its way; makes nothing.
    ///
    /// # Errors
    /// As there, as far as it can be seen.
    pub fn could_init(root: &Path) -> Result<(), StoreError> {
        let Some(standing) = root.ancestors().find(|path| !is_missing(path)) else { return Ok(()) };
        if standing.as_os_str().is_empty() {
            return Ok(());
        }
        let folder = Folder::root(standing).map_err(|error| cannot_make(standing, error))?;
        if standing == root { refuse_second(&folder) } else { Ok(()) }
    }
}

fn refuse_second(folder: &Folder) -> Result<(), StoreError> {
    let path = folder.path_of(SETTINGS);
    match folder.has(SETTINGS) {
        Ok(false) => Ok(()),
        Ok(true) => Err(StoreError::Exists { path }),
        Err(error) => Err(StoreError::io("look for", &path, error)),
    }
}

/// Makes the folder and those above it that are missing, each confirmed in the one above.
fn make_root(root: &Path) -> Result<(), StoreError> {
    let missing: Vec<&Path> = root.ancestors().take_while(|path| is_missing(path)).collect();
    std::fs::create_dir_all(root).map_err(|error| cannot_make(root, error))?;
    for made in missing {
        let above = parent_of(made);
        let synced = Folder::root(&above).and_then(|folder| folder.sync());
        synced.map_err(|error| StoreError::io("sync", &above, error))?;
    }
    Ok(())
}

fn is_missing(path: &Path) -> bool {
    !path.as_os_str().is_empty() && std::fs::symlink_metadata(path).is_err()
}

fn parent_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(above) if !above.as_os_str().is_empty() => above.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// A file that stands where a folder should be is "exists already", whatever the system calls it.
fn cannot_make(path: &Path, error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => StoreError::Exists { path: path.to_owned() },
        _ => StoreError::io("create", path, error),
    }
}
