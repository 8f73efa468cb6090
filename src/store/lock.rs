//! The lock that keeps writers apart: a kernel lock on `.track/lock`, a file that is never renamed.
//!
//! One lock for the whole ledger. It is taken before the text to be changed is read, and dies with its process.
//! While it is held, its lines name its process, for those who wait, and the temporary files being written, so that the
//! next writer can remove what a dead one left without listing any folder. Readers never come here.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::folder::{Folder, create_with, is_unlinked};
use super::{HIDDEN, LIMIT, Notice, StoreError, is_temporary, step};

const NAME: &str = "lock";
/// Stands before the number of the process in the lock's lines.
const HOLDER: &str = "process ";
const NOTICE_AFTER: Duration = Duration::from_secs(1);

/// The lock while it is held; dropping it, or the end of the process, gives it back.
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock, waiting up to `wait`; `notice` is called once after a second of waiting.
    pub(super) fn take(root: &Folder, wait: Duration, notice: Option<Notice>) -> Result<Self, StoreError> {
        Self::take_file(root, &root.path().join(HIDDEN).join(NAME), &|| open(root), wait, notice)
    }

    /// Takes the lock of one file in a folder, which is called `.NAME.lock` and stands beside it.
    pub(super) fn take_beside(folder: &Folder, name: &str, wait: Duration) -> Result<Self, StoreError> {
        let lock = format!(".{name}.lock");
        Self::take_file(folder, &folder.path_of(&lock), &|| folder.lockable(&lock), wait, None)
    }

    fn take_file(
        root: &Folder,
        path: &Path,
        open: &dyn Fn() -> io::Result<File>,
        wait: Duration,
        notice: Option<Notice>,
    ) -> Result<Self, StoreError> {
        loop {
            let file = open().map_err(|error| StoreError::io("open", path, error))?;
            hold(&file, path, wait, notice)?;
            if !is_unlinked(&file).map_err(|error| StoreError::io("read", path, error))? {
                let mut lock = Self { file };
                lock.sweep(root);
                lock.sign();
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

    /// Says who holds the lock, for those who wait. Best effort: without it they are told of "another process".
    fn sign(&self) {
        let mut file = &self.file;
        let _ = file.rewind().and_then(|()| file.write_all(format!("{HOLDER}{}\n", std::process::id()).as_bytes()));
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

/// Holds the file's lock, waiting up to `wait`. The kernel lets those that wait take their turns.
fn hold(file: &File, path: &Path, wait: Duration, notice: Option<Notice>) -> Result<(), StoreError> {
    loop {
        match step::at("lock").map_err(TryLockError::Error).and_then(|()| file.try_lock()) {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => break,
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(TryLockError::Error(error)) => return Err(refused(path.to_owned(), error)),
        }
    }
    let begun = Instant::now();
    let waiter = wait_beside(file).map_err(|error| refused(path.to_owned(), error))?;
    let mut answer = waiter.recv_timeout(wait.min(NOTICE_AFTER));
    if answer.is_err() && wait > NOTICE_AFTER {
        if let Some(tell) = notice {
            tell(begun.elapsed(), holder(file));
        }
        answer = waiter.recv_timeout(wait.saturating_sub(begun.elapsed()));
    }
    match answer {
        Ok(taken) => taken.map_err(|error| refused(path.to_owned(), error)),
        Err(_) => Err(StoreError::Busy { path: path.to_owned(), waited: begun.elapsed(), holder: holder(file) }),
    }
}

/// The process that says it holds the lock.
fn holder(mut file: &File) -> Option<u32> {
    let mut notes = String::new();
    file.rewind().and_then(|()| file.take(LIMIT).read_to_string(&mut notes)).ok()?;
    notes.lines().find_map(|line| line.strip_prefix(HOLDER))?.parse().ok()
}

/// Waits for the lock on a thread of its own, since the kernel's waiting has no end. The lock belongs to the open file,
/// so it is held here, too; and if nobody waits here any more, it is given back where the thread ends.
fn wait_beside(file: &File) -> io::Result<Receiver<io::Result<()>>> {
    let file = file.try_clone()?;
    let (sender, receiver) = channel();
    std::thread::Builder::new().name("lock".to_owned()).spawn(move || {
        let taken = loop {
            match file.lock() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        drop(file);
        let _ = sender.send(taken);
    })?;
    Ok(receiver)
}

fn refused(path: PathBuf, source: io::Error) -> StoreError {
    let no_locks = super::folder::is_without_locks(&source);
    if no_locks { StoreError::NoLocks { path, source } } else { StoreError::io("lock", &path, source) }
}
