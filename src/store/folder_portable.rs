//! An open folder of the ledger, for systems without descriptors for folders: by paths, with the standard library
//! alone. What such a system cannot say (modes, names on the disk) is left out.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::cache::Key;

/// Pauses between tries double up to this one.
const LONGEST_PAUSE: Duration = Duration::from_millis(1024);

/// No file is made here: without a key of each file there is no snapshot.
pub(super) fn private(_: &Path) -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

/// When a file was changed is not told here.
pub(super) fn changed(_: &Metadata) -> Option<i128> {
    None
}

/// What stands under a name.
pub(super) enum Opened {
    /// A file, open for reading.
    File(File),
    /// A symbolic link, not followed.
    Link,
}

/// A folder, its full path and its path inside the ledger (empty: the ledger itself).
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    inside: String,
}

impl Folder {
    /// The ledger's own folder; links on the way to it are followed.
    pub(super) fn root(path: &Path) -> io::Result<Self> {
        let is_folder = fs::metadata(path)?.is_dir();
        if is_folder { Ok(Self { path: path.to_owned(), inside: String::new() }) } else { Err(no_folder()) }
    }

    /// A folder in this one.
    pub(super) fn enter(&self, name: &str) -> io::Result<Self> {
        let path = self.path_of(name);
        let is_folder = fs::symlink_metadata(&path)?.is_dir();
        if is_folder { Ok(Self { path, inside: self.inside_of(name) }) } else { Err(no_folder()) }
    }

    /// The same folder once more.
    pub(super) fn again(&self) -> io::Result<Self> {
        Ok(Self { path: self.path.clone(), inside: self.inside.clone() })
    }

    /// The system tells nothing by which a file would surely be known.
    pub(super) fn key(&self, _: &str) -> Option<Key> {
        None
    }

    /// Makes a folder in this one, unless the name is there.
    pub(super) fn make(&self, name: &str) -> io::Result<()> {
        match fs::create_dir(self.path_of(name)) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        }
    }

    /// The full path of a name in it.
    pub(super) fn path_of(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The path inside the ledger of a name in it, with `/` on every system.
    pub(super) fn inside_of(&self, name: &str) -> String {
        if self.inside.is_empty() { name.to_owned() } else { format!("{}/{name}", self.inside) }
    }

    /// Its own path inside the ledger.
    pub(super) fn inside(&self) -> &str {
        &self.inside
    }

    /// Its own full path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether anything stands under a name.
    pub(super) fn has(&self, name: &str) -> io::Result<bool> {
        match fs::symlink_metadata(self.path_of(name)) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Opens a file for reading.
    pub(super) fn open(&self, name: &str) -> io::Result<Opened> {
        let path = self.path_of(name);
        let is_link = fs::symlink_metadata(&path)?.is_symlink();
        if is_link { Ok(Opened::Link) } else { Ok(Opened::File(File::open(path)?)) }
    }

    /// Where a link leads, as written in it.
    pub(super) fn link(&self, name: &str) -> io::Result<String> {
        Ok(fs::read_link(self.path_of(name))?.to_string_lossy().into_owned())
    }

    /// Makes a new file; an error of kind `AlreadyExists` where the name is taken.
    pub(super) fn create(&self, name: &str, _mode: u32) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).open(self.path_of(name))
    }

    /// Opens the file to be locked, making it where it is missing.
    pub(super) fn lockable(&self, name: &str) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(self.path_of(name))
    }

    /// Removes a file.
    pub(super) fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.path_of(name))
    }

    /// Gives a file another name, replacing what had it. While somebody has that open, the system may refuse: then
    /// again, for a second in all.
    pub(super) fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let mut pause = Duration::from_millis(1);
        loop {
            match fs::rename(self.path_of(from), self.path_of(to)) {
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied && pause < LONGEST_PAUSE => {
                    std::thread::sleep(pause);
                    pause *= 2;
                }
                result => return result,
            }
        }
    }

    /// Gives a file another name that must be free (kind `AlreadyExists`). The old name remains; the caller removes
    /// it.
    pub(super) fn rename_new(&self, from: &str, to: &str) -> io::Result<()> {
        fs::hard_link(self.path_of(from), self.path_of(to))
    }

    /// Never possible here: see [`is_unsupported`].
    pub(super) fn exchange(&self, _one: &str, _other: &str) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Nothing can be asked of the disk about names.
    pub(super) fn sync(&self) -> io::Result<()> {
        Ok(())
    }

    /// The names in it, unsorted; those that are no Unicode with replacement characters.
    pub(super) fn names(&self) -> io::Result<Vec<String>> {
        fs::read_dir(&self.path)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
    }
}

fn no_folder() -> io::Error {
    io::ErrorKind::NotADirectory.into()
}

/// Whether an error says that the system does not know the operation at all.
pub(super) fn is_unsupported(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported
}

/// Whether an error says that the file system cannot lock.
pub(super) fn is_without_locks(error: &io::Error) -> bool {
    is_unsupported(error)
}

/// Nothing to keep: there are no modes here.
pub(super) fn dress(_new: &File, _old: &Metadata) -> io::Result<()> {
    Ok(())
}

/// A mode that means nothing here.
pub(super) fn mode_of(_old: &Metadata) -> u32 {
    0
}

/// Never: an open file keeps its name here.
pub(super) fn is_unlinked(_file: &File) -> io::Result<bool> {
    Ok(false)
}

/// Closes the file: one that is open cannot always be replaced here.
pub(super) fn kept_open(_file: File) -> Option<File> {
    None
}

/// Waits until the bytes of a file that was just written are on the disk.
pub(super) fn sync_new(file: &File) -> io::Result<()> {
    file.sync_all()
}

/// A file open for reading cannot be flushed here; its writer has done so.
pub(super) fn sync_old(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Writes a whole new file, and leaves none behind where that fails.
pub(super) fn create_with(folder: &Folder, name: &str, text: &str) -> io::Result<()> {
    let made = folder.create(name, 0o666).and_then(|mut file| file.write_all(text.as_bytes()));
    match made {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            let _ = folder.remove(name);
            Err(error)
        }
        other => other,
    }
}
