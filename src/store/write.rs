//! The one way to write: a temporary file beside the real one, synced, then put in its place, then the folder synced.
//!
//! Both functions want the lock to be held since before the old text was read.

use std::fs::{File, Metadata};
use std::io::{self, Write};
use std::sync::atomic::{AtomicU32, Ordering};

use super::StoreError;
use super::folder::{Folder, dress, is_unsupported, mode_of, sync_old};
use super::lock::Lock;
use super::read::holds;

/// Where a text is to stand.
pub(super) struct Place<'a> {
    /// The lock that is held.
    pub(super) lock: &'a Lock,
    /// The folder that really holds the file.
    pub(super) folder: &'a Folder,
    /// Its name there.
    pub(super) name: &'a str,
}

/// Puts `new` in the place of `old`, unless something else stands there by now.
pub(super) fn replace(place: &Place, about: &Metadata, old: &str, new: &str) -> Result<(), StoreError> {
    let temporary = Temporary::write(place, new, Some(about))?;
    if !place.holds(place.name, old)? {
        return Err(place.changed());
    }
    temporary.put_in_place(old)?;
    confirm(place)
}

/// Puts a new file where none is.
pub(super) fn create(place: &Place, text: &str) -> Result<(), StoreError> {
    let temporary = Temporary::write(place, text, None)?;
    match place.folder.rename_new(&temporary.name, place.name) {
        Ok(()) => drop(temporary),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(StoreError::Exists { path: place.folder.path_of(place.name) });
        }
        Err(error) => return Err(place.failed("create", error)),
    }
    confirm(place)
}

/// Makes sure that a text which stands there already would survive a power cut: the writer may have died before that.
pub(super) fn confirm_old(place: &Place, file: &File) -> Result<(), StoreError> {
    sync_old(file).map_err(|source| place.not_confirmed(source))?;
    confirm(place)
}

fn confirm(place: &Place) -> Result<(), StoreError> {
    place.folder.sync().map_err(|source| place.not_confirmed(source))
}

impl Place<'_> {
    fn holds(&self, name: &str, text: &str) -> Result<bool, StoreError> {
        holds(self.folder, name, text.as_bytes()).map_err(|error| self.failed("read", error))
    }

    fn changed(&self) -> StoreError {
        StoreError::ChangedMeanwhile { path: self.folder.path_of(self.name) }
    }

    fn failed(&self, action: &'static str, error: io::Error) -> StoreError {
        StoreError::io(action, &self.folder.path_of(self.name), error)
    }

    fn not_confirmed(&self, source: io::Error) -> StoreError {
        StoreError::NotConfirmed { path: self.folder.path_of(self.name), source }
    }
}

/// A temporary file beside the real one. Dropping it removes it.
pub(super) struct Temporary<'a> {
    place: &'a Place<'a>,
    name: String,
    is_kept: bool,
}

impl<'a> Temporary<'a> {
    /// Writes and syncs the text, with the mode of the file it will replace.
    pub(super) fn write(place: &'a Place, text: &str, old: Option<&Metadata>) -> Result<Self, StoreError> {
        if old.is_some_and(|about| about.permissions().readonly()) {
            return Err(place.failed("replace", io::Error::new(io::ErrorKind::PermissionDenied, "write-protected")));
        }
        let (temporary, file) = Self::create(place, old.map_or(0o666, mode_of))?;
        fill(file, text, old).map_err(|error| place.failed("write", error))?;
        Ok(temporary)
    }

    fn create(place: &'a Place, mode: u32) -> Result<(Self, File), StoreError> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let mut tries = 0;
        loop {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!(".{}.{}-{count}.tmp", place.name, std::process::id());
            place.lock.announce(&place.folder.inside_of(&name));
            match place.folder.create(&name, mode) {
                Ok(file) => return Ok((Self { place, name, is_kept: false }, file)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < 100 => tries += 1,
                Err(error) => return Err(place.failed("write beside", error)),
            }
        }
    }

    /// Exchanges it with the real file, or renames it over that where the system knows no exchange.
    pub(super) fn put_in_place(self, old: &str) -> Result<(), StoreError> {
        match self.place.folder.exchange(&self.name, self.place.name) {
            Ok(()) => self.settle(old),
            Err(error) if is_unsupported(&error) => self.move_in(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(self.place.changed()),
            Err(error) => Err(self.place.failed("replace", error)),
        }
    }

    /// After the exchange: what came out must be what was read, else it goes back.
    fn settle(mut self, old: &str) -> Result<(), StoreError> {
        let refusal = match self.place.holds(&self.name, old) {
            Ok(true) => return Ok(()),
            Ok(false) => self.place.changed(),
            Err(error) => error,
        };
        if self.place.folder.exchange(&self.name, self.place.name).is_ok() {
            return Err(refusal);
        }
        self.is_kept = true;
        let folder = self.place.folder;
        Err(StoreError::SetAside { path: folder.path_of(self.place.name), kept: folder.path_of(&self.name) })
    }

    /// Without exchange: a plain rename, as close behind the comparison as it can be.
    pub(super) fn move_in(self) -> Result<(), StoreError> {
        self.place.folder.rename(&self.name, self.place.name).map_err(|error| self.place.failed("replace", error))
    }
}

impl Drop for Temporary<'_> {
    fn drop(&mut self) {
        if self.is_kept || is_gone(&self.place.folder.remove(&self.name)) {
            self.place.lock.clear();
        }
    }
}

fn is_gone(removal: &io::Result<()>) -> bool {
    removal.as_ref().err().is_none_or(|error| error.kind() == io::ErrorKind::NotFound)
}

fn fill(mut file: File, text: &str, old: Option<&Metadata>) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    if let Some(old) = old {
        dress(&file, old)?;
    }
    file.sync_all()
}
