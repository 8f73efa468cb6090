//! An open folder of the ledger. Everything in it is reached relative to its descriptor, and no link is followed.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rustix::fs::{
    AtFlags, Dir, FileType, Mode, OFlags, RawMode, linkat, mkdirat, openat, readlinkat, renameat, statat, unlinkat,
};
use rustix::io::{Errno, retry_on_intr};

use super::cache::Key;
use super::step;

/// What stands under a name.
pub(super) enum Opened {
    /// A file, folder, pipe or device, open for reading.
    File(File),
    /// A symbolic link, not followed.
    Link,
}

/// An open folder, its full path and its path inside the ledger (empty: the ledger itself).
#[derive(Debug)]
pub(super) struct Folder {
    file: File,
    path: PathBuf,
    inside: String,
}

/// Makes a file of a path that only its owner may read; what stands there is emptied.
pub(super) fn private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    File::options().write(true).create(true).truncate(true).mode(0o600).open(path)
}

/// When a file was changed, in nanoseconds.
pub(super) fn changed(about: &std::fs::Metadata) -> Option<i128> {
    use std::os::unix::fs::MetadataExt;
    Some(i128::from(about.mtime()) * 1_000_000_000 + i128::from(about.mtime_nsec()))
}

const READ: OFlags = OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NOCTTY);

impl Folder {
    /// The ledger's own folder; links on the way to it are followed.
    pub(super) fn root(path: &Path) -> io::Result<Self> {
        step::at("open the ledger")?;
        let fd = retry_on_intr(|| rustix::fs::open(path, READ | OFlags::DIRECTORY, Mode::empty()))?;
        Ok(Self { file: fd.into(), path: path.to_owned(), inside: String::new() })
    }

    /// A folder in this one.
    pub(super) fn enter(&self, name: &str) -> io::Result<Self> {
        step::at("enter")?;
        let flags = READ | OFlags::DIRECTORY | OFlags::NOFOLLOW;
        let fd = retry_on_intr(|| openat(&self.file, name, flags, Mode::empty()))?;
        Ok(Self { file: fd.into(), path: self.path_of(name), inside: self.inside_of(name) })
    }

    /// The same folder once more.
    pub(super) fn again(&self) -> io::Result<Self> {
        step::at("enter again")?;
        Ok(Self { file: self.file.try_clone()?, path: self.path.clone(), inside: self.inside.clone() })
    }

    /// Makes a folder in this one, unless the name is there.
    pub(super) fn make(&self, name: &str) -> io::Result<()> {
        step::at("make")?;
        match retry_on_intr(|| mkdirat(&self.file, name, Mode::from_raw_mode(0o777))) {
            Ok(()) | Err(Errno::EXIST) => Ok(()),
            Err(error) => Err(error.into()),
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
        step::at("look")?;
        match retry_on_intr(|| statat(&self.file, name, AtFlags::SYMLINK_NOFOLLOW)) {
            Ok(_) => Ok(true),
            Err(Errno::NOENT) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// By what a file is known to be the same; none for a link, and where the system does not tell.
    pub(super) fn key(&self, name: &str) -> Option<Key> {
        let about = retry_on_intr(|| statat(&self.file, name, AtFlags::SYMLINK_NOFOLLOW)).ok()?;
        let nanoseconds = |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
        let key = Key {
            size: u64::try_from(about.st_size).ok()?,
            changed: nanoseconds(about.st_mtime, about.st_mtime_nsec as i64),
            entry_changed: nanoseconds(about.st_ctime, about.st_ctime_nsec as i64),
            inode: about.st_ino,
        };
        (FileType::from_raw_mode(about.st_mode) == FileType::RegularFile).then_some(key)
    }

    /// Opens for reading without ever waiting (a pipe without a writer opens at once).
    pub(super) fn open(&self, name: &str) -> io::Result<Opened> {
        step::at("open")?;
        let flags = READ | OFlags::NONBLOCK | OFlags::NOFOLLOW;
        match retry_on_intr(|| openat(&self.file, name, flags, Mode::empty())) {
            Ok(fd) => Ok(Opened::File(fd.into())),
            Err(Errno::LOOP | Errno::MLINK) => Ok(Opened::Link),
            Err(error) => Err(error.into()),
        }
    }

    /// Where a link leads, as written in it.
    pub(super) fn link(&self, name: &str) -> io::Result<String> {
        step::at("read a link")?;
        let target = retry_on_intr(|| readlinkat(&self.file, name, Vec::new()))?;
        Ok(target.to_string_lossy().into_owned())
    }

    /// Makes a new file; an error of kind `AlreadyExists` where the name is taken.
    pub(super) fn create(&self, name: &str, mode: u32) -> io::Result<File> {
        step::at("create")?;
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC | OFlags::NOFOLLOW;
        let mode = Mode::from_bits_truncate(mode as RawMode); // permission bits fit into every system's kind of number
        Ok(retry_on_intr(|| openat(&self.file, name, flags, mode))?.into())
    }

    /// Opens the file to be locked, making it where it is missing. A file of somebody else is opened for reading,
    /// which is enough for the lock.
    pub(super) fn lockable(&self, name: &str) -> io::Result<File> {
        step::at("open the lock")?;
        let flags = OFlags::CREATE | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let open = |access| retry_on_intr(|| openat(&self.file, name, flags | access, Mode::from_bits_truncate(0o666)));
        match open(OFlags::RDWR) {
            Err(Errno::ACCESS) => Ok(open(OFlags::RDONLY)?.into()),
            other => Ok(other?.into()),
        }
    }

    /// Removes a file.
    pub(super) fn remove(&self, name: &str) -> io::Result<()> {
        step::at("remove")?;
        Ok(retry_on_intr(|| unlinkat(&self.file, name, AtFlags::empty()))?)
    }

    /// Gives a file another name, replacing what had it.
    pub(super) fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        step::at("rename")?;
        Ok(retry_on_intr(|| renameat(&self.file, from, &self.file, to))?)
    }

    /// Gives a file another name that must be free (kind `AlreadyExists`). The old name may remain; the caller
    /// removes it.
    pub(super) fn rename_new(&self, from: &str, to: &str) -> io::Result<()> {
        step::at("rename new")?;
        match self.rename_with(from, to, Exclusive::Free) {
            Err(error) if is_unsupported(&error) => {
                Ok(retry_on_intr(|| linkat(&self.file, from, &self.file, to, AtFlags::empty()))?)
            }
            other => other,
        }
    }

    /// Lets two files change names in one step; see [`is_unsupported`] for systems that cannot.
    pub(super) fn exchange(&self, one: &str, other: &str) -> io::Result<()> {
        step::at("exchange")?;
        self.rename_with(one, other, Exclusive::Swap)
    }

    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    fn rename_with(&self, from: &str, to: &str, how: Exclusive) -> io::Result<()> {
        use rustix::fs::{RenameFlags, renameat_with};
        let flags = match how {
            Exclusive::Free => RenameFlags::NOREPLACE,
            Exclusive::Swap => RenameFlags::EXCHANGE,
        };
        Ok(retry_on_intr(|| renameat_with(&self.file, from, &self.file, to, flags))?)
    }

    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    fn rename_with(&self, _from: &str, _to: &str, _how: Exclusive) -> io::Result<()> {
        Err(Errno::NOSYS.into())
    }

    /// Waits until the names in it are on the disk. A file system that cannot do that for folders is believed.
    pub(super) fn sync(&self) -> io::Result<()> {
        step::at("sync a folder")?;
        match self.file.sync_all() {
            Err(error) if is_unsupported(&error) => Ok(()),
            other => other,
        }
    }

    /// The names in it, unsorted, without `.` and `..`; those that are no UTF-8 with replacement characters.
    pub(super) fn names(&self) -> io::Result<Vec<String>> {
        step::at("list")?;
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.file)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name != "." && name != ".." {
                names.push(name);
            }
        }
        Ok(names)
    }
}

/// How a rename must not simply replace.
#[derive(Clone, Copy)]
enum Exclusive {
    Free,
    Swap,
}

/// Whether an error says that the file system does not know the operation at all.
pub(super) fn is_unsupported(error: &io::Error) -> bool {
    let unknown = [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP];
    Errno::from_io_error(error).is_some_and(|error| unknown.contains(&error))
}

/// Whether an error says that the file system cannot lock.
pub(super) fn is_without_locks(error: &io::Error) -> bool {
    is_unsupported(error) || Errno::from_io_error(error) == Some(Errno::NOLCK)
}

/// Gives a new file the group, the mode and, where allowed, the owner of the file it will replace. An
/// error where the group or the mode cannot be kept.
pub(super) fn dress(new: &File, old: &std::fs::Metadata) -> io::Result<()> {
    step::at("dress")?;
    use std::os::unix::fs::{MetadataExt, fchown};
    let made = new.metadata()?;
    if (made.uid(), made.gid()) != (old.uid(), old.gid()) && fchown(new, Some(old.uid()), Some(old.gid())).is_err() {
        fchown(new, None, Some(old.gid()))?;
    }
    let made = if made.uid() == old.uid() && made.gid() == old.gid() { made } else { new.metadata()? };
    if made.mode() != old.mode() { new.set_permissions(old.permissions()) } else { Ok(()) }
}

/// The mode of a file that is to be made in place of another.
pub(super) fn mode_of(old: &std::fs::Metadata) -> u32 {
    std::os::unix::fs::MetadataExt::mode(old) & 0o777
}

/// Whether a file lost its last name while it was open.
pub(super) fn is_unlinked(file: &File) -> io::Result<bool> {
    step::at("look at the lock")?;
    Ok(std::os::unix::fs::MetadataExt::nlink(&file.metadata()?) == 0)
}

/// The file, which may stay open while another takes its place.
pub(super) fn kept_open(file: File) -> Option<File> {
    Some(file)
}

/// Waits until the bytes of a file that was just written are on the disk.
pub(super) fn sync_new(file: &File) -> io::Result<()> {
    step::at("sync a file")?;
    file.sync_all()
}

/// Waits until the bytes of a file that stands there already are on the disk.
pub(super) fn sync_old(file: &File) -> io::Result<()> {
    step::at("sync an old file")?;
    file.sync_all()
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
