//! Which ledger is meant: a flag, a variable, the nearest folder upwards, or the user's data folder.

use std::io;
use std::path::{Path, PathBuf};

use super::folder::Folder;
use super::{SETTINGS, Store, StoreError};

/// What is known about where the ledger may be. The first that is given decides; nothing is guessed past it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Where<'a> {
    /// `--ledger DIR`.
    pub flag: Option<&'a Path>,
    /// `TRACK_LEDGER`; empty counts as absent.
    pub variable: Option<&'a Path>,
    /// The folder the command runs in, if it is known.
    pub current_dir: Option<&'a Path>,
    /// The ledger in the user's data folder, whether or not it exists.
    pub data_dir: Option<&'a Path>,
}

/// How the ledger was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundBy {
    /// By `--ledger`.
    Flag,
    /// By `TRACK_LEDGER`.
    Variable,
    /// In the folder the command runs in, or above it.
    Upwards,
    /// In the user's data folder.
    DataFolder,
}

/// Finds and opens the ledger.
///
/// # Errors
/// [`StoreError::NoLedger`] with the folders looked at; a permission or input error where it could not be looked.
pub fn find(places: &Where) -> Result<(Store, FoundBy), StoreError> {
    let named = places.variable.filter(|path| !path.as_os_str().is_empty());
    if let Some(path) = places.flag {
        return Ok((Store::open(path)?, FoundBy::Flag));
    }
    if let Some(path) = named {
        return Ok((Store::open(path)?, FoundBy::Variable));
    }
    if let Some(root) = places.current_dir.map(upwards).transpose()?.flatten() {
        return Ok((Store::open(root)?, FoundBy::Upwards));
    }
    if let Some(path) = places.data_dir
        && is_there(path, SETTINGS)?
    {
        return Ok((Store::open(path)?, FoundBy::DataFolder));
    }
    Err(StoreError::NoLedger {
        looked: places.current_dir.into_iter().chain(places.data_dir).map(Path::to_owned).collect(),
    })
}

impl Store {
    /// Opens the ledger in a folder.
    ///
    /// # Errors
    /// [`StoreError::NoLedger`] where there is no such folder, or no `track.toml` in it.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        let none = || StoreError::NoLedger { looked: vec![root.to_owned()] };
        let folder = match Folder::root(root) {
            Err(error) if is_absent(&error) => return Err(none()),
            other => other.map_err(|error| StoreError::io("open", root, error))?,
        };
        let is_ledger =
            folder.has(SETTINGS).map_err(|error| StoreError::io("look for", &root.join(SETTINGS), error))?;
        if is_ledger { Ok(Self { folder, notice: None }) } else { Err(none()) }
    }
}

/// The nearest folder with a `track.toml`, not above a repository's root.
fn upwards(from: &Path) -> Result<Option<&Path>, StoreError> {
    for folder in from.ancestors() {
        if is_there(folder, SETTINGS)? {
            return Ok(Some(folder));
        }
        if is_there(folder, ".git")? {
            break;
        }
    }
    Ok(None)
}

/// Whether a name stands in a folder. Not being allowed to look is an error, never a no.
fn is_there(folder: &Path, name: &str) -> Result<bool, StoreError> {
    let path: PathBuf = folder.join(name);
    match std::fs::symlink_metadata(&path) {
        Ok(_) => Ok(true),
        Err(error) if is_absent(&error) => Ok(false),
        Err(error) => Err(StoreError::io("look for", &path, error)),
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
