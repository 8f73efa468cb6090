//! Files outside the ledger that their owner keeps and names: a cursor, a state. Such a file is always the whole old text
//! or the whole new one, and one that is held has a lock beside it.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::folder::{Folder, mode_of, sync_new};
use super::lock::Lock;
use super::{KEPT_LIMIT, StoreError, Why, foreign, step};
use crate::source::Source;

/// A file that its owner keeps, by the folder in which it really stands.
#[derive(Debug)]
pub struct Kept {
    folder: Folder,
    name: String,
}

/// The same while nobody else may write it; dropping it, or the end of the process, lets the next one in.
pub struct Held {
    kept: Kept,
    lock: Lock,
}

impl Kept {
    /// Finds the folder of a file that is there, or is to be made. A link is followed.
    ///
    /// # Errors
    /// A folder that is not there, or a name that is no text.
    pub fn find(path: &Path) -> Result<Self, StoreError> {
        let failed = |error| StoreError::io("open", path, error);
        let real = match std::fs::canonicalize(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => path.to_owned(),
            other => other.map_err(failed)?,
        };
        let name = real.file_name().and_then(|name| name.to_str()).filter(|_| !is_folder(path));
        let name = name.ok_or_else(|| failed(ErrorKind::InvalidFilename.into()))?.to_owned();
        let folder = match real.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        Ok(Self { folder: Folder::root(&folder).map_err(failed)?, name })
    }

    /// Its text; `None` where there is no such file.
    ///
    /// # Errors
    /// Whatever keeps it from being read.
    pub fn read(&self) -> Result<Option<Source>, StoreError> {
        match foreign::read_up_to(&self.folder.path_of(&self.name), KEPT_LIMIT) {
            Ok(source) => Ok(Some(source)),
            Err(StoreError::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Puts a text in its place. Once this returns, it would survive a power cut.
    ///
    /// # Errors
    /// Nothing was changed, unless [`StoreError::is_recorded`].
    pub fn write(&self, text: &str) -> Result<(), StoreError> {
        let path = self.folder.path_of(&self.name);
        if text.len() as u64 > KEPT_LIMIT {
            return Err(StoreError::Unreadable { file: path.display().to_string(), why: Why::TooLarge });
        }
        // what it holds is for its owner, unless the owner said otherwise
        let mode = std::fs::metadata(&path).map_or(0o600, |about| mode_of(&about));
        place(&self.folder, &self.name, text, mode, |temporary| self.folder.rename(temporary, &self.name))
            .map_err(|error| StoreError::io("write", &path, error))?;
        self.folder.sync().map_err(|source| StoreError::NotConfirmed { path, source })
    }

    /// Holds it, waiting up to `wait` for whoever holds it now.
    ///
    /// # Errors
    /// [`StoreError::Busy`] where the time is over.
    pub fn hold(self, wait: Duration) -> Result<Held, StoreError> {
        let lock = Lock::take_beside(&self.folder, &self.name, wait)?;
        Ok(Held { kept: self, lock })
    }
}

impl Held {
    /// As [`Kept::read`].
    ///
    /// # Errors
    /// As there.
    pub fn read(&self) -> Result<Option<Source>, StoreError> {
        self.kept.read()
    }

    /// As [`Kept::write`]; what a writer that dies leaves beside the file, the next holder removes.
    ///
    /// # Errors
    /// As there.
    pub fn write(&self, text: &str) -> Result<(), StoreError> {
        self.lock.announce(&temporary(&self.kept.name));
        let written = self.kept.write(text);
        self.lock.clear();
        written
    }
}

fn is_folder(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|about| about.is_dir())
}

/// The name for the moment of a file that is being written.
fn temporary(name: &str) -> String {
    format!(".{name}.{}-0.tmp", std::process::id())
}

/// Writes a text under a name for the moment, syncs it, and lets `settle` give it its own: half a text is never found.
pub(super) fn place(
    folder: &Folder,
    name: &str,
    text: &str,
    mode: u32,
    settle: impl FnOnce(&str) -> io::Result<()>,
) -> io::Result<()> {
    let temporary = temporary(name);
    gone(folder.remove(&temporary))?;
    let mut file = folder.create(&temporary, mode)?;
    let written = step::at("write a draft").and_then(|()| file.write_all(text.as_bytes()));
    let put = written.and_then(|()| sync_new(&file)).and_then(|()| settle(&temporary));
    let removed = gone(folder.remove(&temporary));
    put.and(removed)
}

/// What is not there is as good as removed.
pub(super) fn gone(removal: io::Result<()>) -> io::Result<()> {
    match removal {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;

    use rustix::io::Errno;
    use tempfile::TempDir;

    use super::*;
    use crate::store::step::plan::{self, Fault};

    /// Not zero: a process that another test is about to start may hold the lock for a moment.
    const WAIT: Duration = Duration::from_secs(5);

    #[test]
    fn a_kept_file_is_the_old_or_the_new_one_whichever_step_fails() {
        for fault in [Fault::Once, Fault::Always] {
            for at in 0.. {
                let dir = TempDir::new().unwrap();
                let path = dir.path().join("state");
                fs::write(&path, "old").unwrap();
                plan::begin(Some((at, fault(Errno::IO.raw_os_error()))));
                let ran = Kept::find(&path).and_then(|kept| kept.hold(WAIT)).and_then(|held| held.write("new"));
                let steps = plan::end().len();
                let text = fs::read_to_string(&path).unwrap();
                let stands = ran.as_ref().err().is_none_or(StoreError::is_recorded);
                assert!(text == if stands { "new" } else { "old" } || (text == "new" && ran.is_err()), "{at}: {text}");
                if at >= steps {
                    ran.unwrap();
                    break;
                }
            }
        }
    }

    #[test]
    fn what_a_dead_writer_left_is_removed_by_the_next_holder() {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("state");
        let left = dir.path().join(".state.1-0.tmp");
        fs::write(&left, "half").unwrap();
        fs::write(dir.path().join(".state.lock"), ".state.1-0.tmp\n").unwrap();
        let held = Kept::find(&path).unwrap().hold(WAIT).unwrap();
        assert!(!left.exists());
        assert!(held.read().unwrap().is_none());
        held.write("text").unwrap();
        assert_eq!(held.read().unwrap().unwrap().text(), "text");
        let second = Kept::find(&path).unwrap().hold(Duration::ZERO);
        assert!(matches!(second, Err(StoreError::Busy { .. })));
    }

    #[test]
    fn a_link_is_followed_and_stays_one_and_the_mode_of_the_owner_is_kept() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let dir = TempDir::new().unwrap();
        let (real, link) = (dir.path().join("real"), dir.path().join("link"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o644)).unwrap();
        symlink(&real, &link).unwrap();
        Kept::find(&link).unwrap().write("new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o644);
        assert!(Kept::find(dir.path()).is_err());
    }
}
