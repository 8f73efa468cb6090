//! The one way to write: temporary files beside the real ones, synced, then put in their places, then the folders
//! synced. Files that change together are all written before the first is put in place, and all taken back where one
//! of them cannot be.
//!
//! The lock must be held since before the old texts were read.

use std::fs::{File, Metadata};
use std::io;

use super::StoreError;
use super::folder::{Folder, sync_old};
use super::lock::Lock;
use super::read::holds;
use super::temporary::Temporary;

/// Where a text is to stand.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// The folder that really holds the file.
    pub(super) folder: &'a Folder,
    /// Its name there.
    pub(super) name: &'a str,
}

/// One file that is to change: from the text that was read to the text that is wanted. `None` is no file.
pub(super) struct Wanted<'a> {
    /// Where it stands.
    pub(super) place: Place<'a>,
    /// What the system says about the file that stands there.
    pub(super) about: Option<&'a Metadata>,
    /// What was read.
    pub(super) old: Option<&'a str>,
    /// What is to stand there.
    pub(super) new: Option<&'a str>,
}

/// Puts all texts in their places, unless something else than was read stands in one of them by now.
///
/// # Errors
/// Unless [`StoreError::is_recorded`], everything stands as it was found.
pub(super) fn put(lock: &Lock, wanted: &[Wanted]) -> Result<(), StoreError> {
    let mut staged = Staged::write(lock, wanted)?;
    staged.compare()?;
    staged.put_in_place()?;
    drop(staged);
    confirm(wanted.iter().map(|file| &file.place))
}

/// Makes sure that texts which stand there already would survive a power cut: their writer may have died before that.
pub(super) fn confirm_old(place: &Place, file: &File) -> Result<(), StoreError> {
    sync_old(file).map_err(|source| place.not_confirmed(source))?;
    confirm([place].into_iter())
}

/// Syncs each folder once.
fn confirm<'a>(places: impl Iterator<Item = &'a Place<'a>>) -> Result<(), StoreError> {
    let mut synced: Vec<&str> = Vec::new();
    for place in places {
        if !synced.contains(&place.folder.inside()) {
            place.folder.sync().map_err(|source| place.not_confirmed(source))?;
            synced.push(place.folder.inside());
        }
    }
    Ok(())
}

impl Place<'_> {
    /// Whether exactly this text stands there, or nothing where there was none.
    pub(super) fn holds(&self, text: Option<&str>) -> Result<bool, StoreError> {
        let found = match text {
            Some(text) => holds(self.folder, self.name, text.as_bytes()),
            None => self.folder.has(self.name).map(|is_there| !is_there),
        };
        found.map_err(|error| self.failed("read", error))
    }

    /// The refusal where something else stands there by now.
    pub(super) fn changed(&self, old: Option<&str>) -> StoreError {
        let path = self.folder.path_of(self.name);
        if old.is_some() { StoreError::ChangedMeanwhile { path } } else { StoreError::Exists { path } }
    }

    /// The refusal where the system did not let us.
    pub(super) fn failed(&self, action: &'static str, error: io::Error) -> StoreError {
        StoreError::io(action, &self.folder.path_of(self.name), error)
    }

    fn not_confirmed(&self, source: io::Error) -> StoreError {
        StoreError::NotConfirmed { path: self.folder.path_of(self.name), source }
    }
}

/// Files that are written and not all in place. Dropping it removes what is left of the temporary files.
struct Staged<'a> {
    lock: &'a Lock,
    files: Vec<(&'a Wanted<'a>, Temporary<'a>)>,
}

impl<'a> Staged<'a> {
    fn write(lock: &'a Lock, wanted: &'a [Wanted<'a>]) -> Result<Self, StoreError> {
        let mut staged = Self { lock, files: Vec::with_capacity(wanted.len()) };
        for file in wanted {
            let temporary = Temporary::new(lock, file)?;
            staged.files.push((file, temporary));
            if let Some((_, temporary)) = staged.files.last_mut() {
                temporary.fill()?;
            }
        }
        Ok(staged)
    }

    /// The last look before anything moves.
    fn compare(&self) -> Result<(), StoreError> {
        for (file, _) in &self.files {
            if !file.place.holds(file.old)? {
                return Err(file.place.changed(file.old));
            }
        }
        Ok(())
    }

    fn put_in_place(&mut self) -> Result<(), StoreError> {
        for at in 0..self.files.len() {
            if let Err(refusal) = self.files[at].1.put_in_place() {
                self.take_back(at)?;
                return Err(refusal);
            }
        }
        Ok(())
    }

    /// Takes back the first `count` files, the last of them first.
    fn take_back(&mut self, count: usize) -> Result<(), StoreError> {
        let mut failure = Ok(());
        for (_, temporary) in self.files[..count].iter_mut().rev() {
            if let Err(error) = temporary.take_back() {
                failure = Err(error);
            }
        }
        failure
    }
}

impl Drop for Staged<'_> {
    fn drop(&mut self) {
        let mut is_clean = true;
        for (_, temporary) in &mut self.files {
            is_clean &= temporary.remove();
        }
        if is_clean {
            self.lock.clear();
        }
    }
}
