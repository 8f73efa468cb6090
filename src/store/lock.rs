//! The lock that keeps writers apart: a kernel lock on `.track/lock`, a file that is never renamed.
//!
//! One lock for the whole ledger. It is taken before the text to be changed is read, and dies with its process.
//! While it is held, its lines name the temporary files being written, so that the next writer can remove what a dead
//! one left without listing any folder. Readers never come here.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::folder::{Folder, create_with, is_unlinked};
use super::{HIDDEN, LIMIT, StoreError, is_temporary, step};

const NAME: &str = "lock";
const NOTICE_AFTER: Duration = Duration::from_secs(1);
const SHORTEST_NAP: Duration = Duration::from_millis(1);
const LONGEST_NAP: Duration = Duration::from_millis(8);

/// The lock while it is held; dropping it, or the end of the process, gives it back.
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock, waiting up to `wait`; `notice` is called once after a second of waiting.
    pub(super) fn take(root: &Folder, wait: Duration, notice: Option<fn(Duration)>) -> Result<Self, StoreError> {
        let path = root.path().join(HIDDEN).join(NAME);
        let begun = Instant::now();
        loop {
            let file = open(root).map_err(|error| StoreError::io("open", &path, error))?;
            hold(&file, &path, wait, begun, notice)?;
            if !is_unlinked(&file).map_err(|error| StoreError::io("read", &path, error))? {
                let mut lock = Self { file };
                lock.sweep(root);
                return Ok(lock);
            }
        }
    }

    /// Notes a temporary file that is about to be made, as a path inside the ledger. Best effort: without the note a
    /// dead writer's file stays until `check` tells of it.
    pub(super) fn announce(&self, inside: &str) {
        let _ = self.write_note(inside);
    }

    /// Notes that no temporary file is left. Best effort: a note too many names a file that is not there.
    pub(super) fn clear(&self) {
        let _ = step::at("clear the note").and_then(|()| self.file.set_len(0));
    }

    fn write_note(&self, inside: &str) -> io::Result<()> {
        step::at("note")?;
        let mut file = &self.file;
        file.seek(SeekFrom::End(0))?;
        file.write_all(format!("{inside}\n").as_bytes())
    }

    fn sweep(&mut self, root: &Folder) {
        let mut notes = String::new();
        if (&self.file).take(LIMIT).read_to_string(&mut notes).is_err() || notes.is_empty() {
            return;
        }
        let mut is_clean = true;
        for note in notes.lines() {
            is_clean &= remove_temporary(root, note).is_ok();
        }
        if is_clean {
            self.clear();
        }
    }
}

/// Removes the temporary file that a note names; anything else that stands there is left alone.
fn remove_temporary(root: &Folder, inside: &str) -> io::Result<()> {
    let (folders, name) = inside.rsplit_once('/').unwrap_or(("", inside));
    if !is_temporary(name) {
        return Ok(());
    }
    let mut folder = root.again()?;
    for step in folders.split('/').filter(|step| !step.is_empty()) {
        if step.starts_with('.') {
            return Ok(());
        }
        folder = folder.enter(step)?;
    }
    match folder.remove(name) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn open(root: &Folder) -> io::Result<File> {
    match root.enter(HIDDEN) {
        Ok(hidden) => hidden.lockable(NAME),
        Err(error) if error.kind() == io::ErrorKind::NotFound => make_hidden(root)?.lockable(NAME),
        Err(error) => Err(error),
    }
}

/// Makes `.track` with its own ignore line; harmless where it exists.
pub(super) fn make_hidden(root: &Folder) -> io::Result<Folder> {
    root.make(HIDDEN)?;
    let hidden = root.enter(HIDDEN)?;
    match create_with(&hidden, ".gitignore", "*\n") {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(hidden),
    }
}

fn hold(
    file: &File,
    path: &std::path::Path,
    wait: Duration,
    begun: Instant,
    notice: Option<fn(Duration)>,
) -> Result<(), StoreError> {
    let (mut nap, mut notice) = (SHORTEST_NAP, notice);
    loop {
        match step::at("lock").map_err(TryLockError::Error).and_then(|()| file.try_lock()) {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(TryLockError::Error(error)) => return Err(refused(path.to_owned(), error)),
        }
        let waited = begun.elapsed();
        if waited >= wait {
            return Err(StoreError::Busy { path: path.to_owned(), waited });
        }
        if waited >= NOTICE_AFTER
            && let Some(tell) = notice.take()
        {
            tell(waited);
        }
        std::thread::sleep(nap.min(wait - waited));
        nap = (nap * 2).min(LONGEST_NAP);
    }
}

fn refused(path: PathBuf, source: io::Error) -> StoreError {
    let no_locks = super::folder::is_without_locks(&source);
    if no_locks { StoreError::NoLocks { path, source } } else { StoreError::io("lock", &path, source) }
}
