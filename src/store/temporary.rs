//! A temporary file beside a real one: what is to stand there, and after the exchange what stood there.

use std::fs::File;
use std::io::{self, Write};
use std::sync::atomic::{AtomicU32, Ordering};

use super::StoreError;
use super::folder::{Folder, dress, is_unsupported, mode_of, sync_new};
use super::lock::Lock;
use super::write::{Place, Wanted};

/// A temporary file and how far it has come.
pub(super) struct Temporary<'a> {
    wanted: &'a Wanted<'a>,
    name: String,
    file: Option<File>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Beside the real file; that is untouched.
    Beside,
    /// In place; what stood there is under the temporary name, if anything did.
    InPlace,
    /// In place by a rename: what stood there is gone.
    MovedIn,
    /// What stood there could not be put back, and is kept under the temporary name.
    Kept,
}

impl<'a> Temporary<'a> {
    /// A file of its own, still empty, under a name that the lock has noted. Where the real file is to go, there is a
    /// name and no file.
    pub(super) fn new(lock: &Lock, wanted: &'a Wanted<'a>) -> Result<Self, StoreError> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let place = &wanted.place;
        if wanted.about.is_some_and(|about| about.permissions().readonly()) {
            return Err(place.failed("replace", io::Error::new(io::ErrorKind::PermissionDenied, "write-protected")));
        }
        let mut tries = 0;
        loop {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!(".{}.{}-{count}.tmp", place.name, std::process::id());
            lock.announce(&place.folder.inside_of(&name));
            let made = match wanted.new {
                Some(_) => place.folder.create(&name, wanted.about.map_or(0o666, mode_of)).map(Some),
                None => Ok(None),
            };
            match made {
                Ok(file) => return Ok(Self { wanted, name, file, state: State::Beside }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < 100 => tries += 1,
                Err(error) => return Err(place.failed("write beside", error)),
            }
        }
    }

    /// Writes and syncs the wanted text, with the mode of the file that it will replace.
    pub(super) fn fill(&mut self) -> Result<(), StoreError> {
        let Some((mut file, text)) = self.file.take().zip(self.wanted.new) else { return Ok(()) };
        let dressed = |file: &File| self.wanted.about.map_or(Ok(()), |old| dress(file, old));
        let filled = write_all(&mut file, text).and_then(|()| dressed(&file)).and_then(|()| sync_new(&file));
        filled.map_err(|error| self.wanted.place.failed("write", error))
    }

    /// Puts it in the place of the real file and checks what comes out; an error leaves the real file as it was found.
    pub(super) fn put_in_place(&mut self) -> Result<(), StoreError> {
        match (self.wanted.old, self.wanted.new) {
            (None, _) => self.put_where_nothing_is(),
            (Some(old), None) => self.displace("remove", old, |folder, ours, real| folder.rename(real, ours)),
            (Some(old), Some(_)) => self.displace("replace", old, |folder, ours, real| folder.exchange(ours, real)),
        }
    }

    fn put_where_nothing_is(&mut self) -> Result<(), StoreError> {
        let Place { folder, name } = self.wanted.place;
        match folder.rename_new(&self.name, name) {
            Ok(()) => self.state = State::InPlace,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(self.wanted.place.changed(None)),
            Err(error) => return Err(self.wanted.place.failed("create", error)),
        }
        Ok(())
    }

    /// Brings the real file under the temporary name. If it is not what was read, it goes back.
    fn displace(
        &mut self,
        action: &'static str,
        old: &str,
        swap: impl Fn(&Folder, &str, &str) -> io::Result<()>,
    ) -> Result<(), StoreError> {
        let place = self.wanted.place;
        match swap(place.folder, &self.name, place.name) {
            Ok(()) => self.state = State::InPlace,
            Err(error) if is_unsupported(&error) => return self.move_in(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(place.changed(Some(old))),
            Err(error) => return Err(place.failed(action, error)),
        }
        let refusal = match (Place { folder: place.folder, name: &self.name }).holds(Some(old)) {
            Ok(true) => return Ok(()),
            Ok(false) => place.changed(Some(old)),
            Err(error) => error,
        };
        self.take_back()?;
        Err(refusal)
    }

    /// Without exchange: a plain rename, as close behind the comparison as it can be.
    pub(super) fn move_in(&mut self) -> Result<(), StoreError> {
        let Place { folder, name } = self.wanted.place;
        folder.rename(&self.name, name).map_err(|error| self.wanted.place.failed("replace", error))?;
        self.state = State::MovedIn;
        Ok(())
    }

    /// Puts back what stood there.
    ///
    /// # Errors
    /// [`StoreError::SetAside`]: the new text stands.
    pub(super) fn take_back(&mut self) -> Result<(), StoreError> {
        let Place { folder, name } = self.wanted.place;
        let back = match (self.state, self.wanted.old, self.wanted.new) {
            (State::Beside | State::Kept, ..) => Ok(()),
            (State::InPlace, None, _) => folder.remove(name),
            (State::InPlace, Some(_), None) => folder.rename_new(&self.name, name),
            (State::InPlace, Some(_), Some(_)) => folder.exchange(&self.name, name),
            (State::MovedIn, old, _) => self.write_back(old.unwrap_or_default()),
        };
        self.state = if back.is_ok() { State::Beside } else { State::Kept };
        let kept = self.wanted.old.map(|_| folder.path_of(&self.name));
        back.map_err(|_| StoreError::SetAside { path: folder.path_of(name), kept })
    }

    /// Without exchange there is nothing to put back but the text that was read.
    fn write_back(&self, old: &str) -> io::Result<()> {
        let Place { folder, name } = self.wanted.place;
        let mut file = folder.create(&self.name, self.wanted.about.map_or(0o666, mode_of))?;
        write_all(&mut file, old)?;
        self.wanted.about.map_or(Ok(()), |about| dress(&file, about))?;
        sync_new(&file)?;
        folder.rename(&self.name, name)
    }

    /// Removes what is left under the temporary name; whether nothing is left that the next writer should remove.
    pub(super) fn remove(&mut self) -> bool {
        if self.state == State::Kept {
            return true;
        }
        match self.wanted.place.folder.remove(&self.name) {
            Err(error) => error.kind() == io::ErrorKind::NotFound,
            Ok(()) => true,
        }
    }
}

fn write_all(file: &mut File, text: &str) -> io::Result<()> {
    super::step::at("write")?;
    file.write_all(text.as_bytes())
}
