//! Why a file could not be found, read or written: what, where, why, the cure and the exit status.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What stopped the store. `Display` says what, where and why; [`StoreError::help`] says the cure.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No `track.toml` in any of the places asked.
    #[error("no ledger: there is no `track.toml` in {}", listed(.looked))]
    NoLedger {
        /// The folders looked at, in that order.
        looked: Vec<PathBuf>,
    },
    /// A file that was named is not there.
    #[error("`{}` does not exist", .path.display())]
    NotFound {
        /// The file.
        path: PathBuf,
    },
    /// What should be made is there already, or something stands in its way.
    #[error("`{}` exists already", .path.display())]
    Exists {
        /// The file or folder.
        path: PathBuf,
    },
    /// Another process is writing, and the time to wait is over.
    #[error("the ledger is busy: {} has held `{}` for {} s", named(*.holder), .path.display(), .waited.as_secs())]
    Busy {
        /// The file that is locked.
        path: PathBuf,
        /// How long it was waited for.
        waited: Duration,
        /// The process that holds it, where it says so.
        holder: Option<u32>,
    },
    /// Somebody else changed the file between reading and writing; theirs stands.
    #[error("`{}` was changed by somebody else meanwhile; nothing was recorded", .path.display())]
    ChangedMeanwhile {
        /// The file.
        path: PathBuf,
    },
    /// The operating system does not allow it.
    #[error("cannot {action} `{}`: {source}", .path.display())]
    Permission {
        /// The file or folder.
        path: PathBuf,
        /// What was tried: a verb.
        action: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// No room: disk, quota or the largest size of a file.
    #[error("cannot {action} `{}`: {source}; nothing was recorded", .path.display())]
    DiskFull {
        /// The file or folder.
        path: PathBuf,
        /// What was tried: a verb.
        action: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The file system offers no locks, so two writers could not be kept apart.
    #[error("cannot lock `{}`: {source}; nothing was recorded", .path.display())]
    NoLocks {
        /// The file that should be locked.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Any other failure of input or output. Nothing was recorded.
    #[error("cannot {action} `{}`: {source}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was tried: a verb.
        action: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The new text stands in its place, but the disk did not confirm that it will survive a power cut.
    #[error("recorded in `{}`, but the disk did not confirm it: {source}", .path.display())]
    NotConfirmed {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The new text stands in its place, and what it displaced could neither be checked nor put back.
    #[error("recorded in `{}`, but what stood there could not be put back{}", .path.display(), kept_as(.kept.as_deref()))]
    SetAside {
        /// The file.
        path: PathBuf,
        /// Where the displaced text is; `None` where there was none.
        kept: Option<PathBuf>,
    },
    /// The file is there, but it is no text that can be loaded.
    #[error("{file}{}", .why)]
    Unreadable {
        /// The file, as a path inside the ledger.
        file: String,
        /// What is the matter.
        why: Why,
    },
}

/// Why a file is no text of a ledger. Written after the name of the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A byte that is no UTF-8.
    #[error(":{line}: a byte that is not UTF-8")]
    NotUtf8 {
        /// Its line, from one.
        line: usize,
    },
    /// Longer than the limit.
    #[error(": larger than {} MiB", super::LIMIT >> 20)]
    TooLarge,
    /// A folder, a pipe, a device.
    #[error(": not a regular file")]
    NotRegular,
    /// Something else where a folder should be.
    #[error(": not a folder of the ledger's own")]
    NotFolder,
    /// A link that leads out of the ledger or into its hidden folders.
    #[error(": a link to `{0}`, which is outside the ledger's own files")]
    LinkOutside(String),
    /// A link to a link.
    #[error(": a link to `{0}`, which is itself a link; only one is followed")]
    LinkToLink(String),
    /// A link that leads nowhere.
    #[error(": a link to `{0}`, which does not exist")]
    LinkToNothing(String),
}

impl StoreError {
    /// What the system said while `action` (a verb) was tried on `path`.
    pub(super) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::Permission { path, action, source }
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::DiskFull { path, action, source }
            }
            _ => Self::Io { path, action, source },
        }
    }

    /// The exit status of the process: 65, 66, 73, 74, 75, 77, or 78 for a `track.toml` that cannot be read.
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::Unreadable { file, .. } if file == super::SETTINGS => 78,
            Self::Unreadable { .. } => 65,
            Self::NoLedger { .. } | Self::NotFound { .. } => 66,
            Self::Exists { .. } => 73,
            Self::DiskFull { .. }
            | Self::NoLocks { .. }
            | Self::Io { .. }
            | Self::NotConfirmed { .. }
            | Self::SetAside { .. } => 74,
            Self::Busy { .. } | Self::ChangedMeanwhile { .. } => 75,
            Self::Permission { .. } => 77,
        }
    }

    /// A stable name for scripts, in kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoLedger { .. } => "no-ledger",
            Self::NotFound { .. } => "not-found",
            Self::Exists { .. } => "exists",
            Self::Busy { .. } => "busy",
            Self::ChangedMeanwhile { .. } => "changed-meanwhile",
            Self::Permission { .. } => "permission",
            Self::DiskFull { .. } => "disk-full",
            Self::NoLocks { .. } => "no-locks",
            Self::Io { .. } => "input-output",
            Self::NotConfirmed { .. } => "not-confirmed",
            Self::SetAside { .. } => "set-aside",
            Self::Unreadable { .. } => "unreadable",
        }
    }

    /// Whether the new text stands in its place although this is an error.
    pub fn is_recorded(&self) -> bool {
        matches!(self, Self::NotConfirmed { .. } | Self::SetAside { .. })
    }

    /// The file or folder it is about, with the line from one where there is one.
    pub fn place(&self) -> Option<(String, Option<usize>)> {
        match self {
            Self::NoLedger { .. } => None,
            Self::Unreadable { file, why: Why::NotUtf8 { line } } => Some((file.clone(), Some(*line))),
            Self::Unreadable { file, .. } => Some((file.clone(), None)),
            Self::NotFound { path }
            | Self::Exists { path }
            | Self::Busy { path, .. }
            | Self::ChangedMeanwhile { path }
            | Self::Permission { path, .. }
            | Self::DiskFull { path, .. }
            | Self::NoLocks { path, .. }
            | Self::Io { path, .. }
            | Self::NotConfirmed { path, .. }
            | Self::SetAside { path, .. } => Some((path.display().to_string(), None)),
        }
    }

    /// What to do about it, in one line.
    pub fn help(&self) -> &'static str {
        match self {
            Self::NoLedger { .. } => "begin one with `track init DIR`, or name one with `--ledger DIR`",
            Self::NotFound { .. } => "`track status` lists the agreements of the ledger",
            Self::Exists { .. } => "choose another name; nothing was overwritten",
            Self::Busy { .. } => "try again when the other writer is done, or wait longer with --lock-timeout",
            Self::ChangedMeanwhile { .. } => "run the command again: it starts from the new text",
            Self::Permission { .. } => "ask the owner of that file or folder for permission",
            Self::DiskFull { .. } => "make room and run the command again",
            Self::NoLocks { .. } => "keep the ledger on a local disk and share it through git",
            Self::Io { .. } => "see what the system said, then run the command again",
            Self::NotConfirmed { .. } => "check the disk, then run the same command again: it records nothing twice",
            Self::SetAside { .. } => "compare the two files before anything else is recorded there",
            Self::Unreadable { why, .. } => why.help(),
        }
    }
}

impl Why {
    fn help(&self) -> &'static str {
        match self {
            Self::NotUtf8 { .. } => "save the file as UTF-8",
            Self::TooLarge => "split it; a file holds up to 16 MiB",
            Self::NotRegular => "put a file with the agreement's text there",
            Self::NotFolder => "put a folder there; a link is not followed",
            Self::LinkOutside(_) | Self::LinkToLink(_) | Self::LinkToNothing(_) => {
                "put the file itself there, or link to a file inside the ledger"
            }
        }
    }
}

fn kept_as(path: Option<&Path>) -> String {
    path.map_or_else(String::new, |path| format!(" and is kept as `{}`", path.display()))
}

/// The process that stands in the way.
pub fn named(holder: Option<u32>) -> String {
    holder.map_or_else(|| "another process".to_owned(), |number| format!("process {number}"))
}

fn listed(folders: &[PathBuf]) -> String {
    let names: Vec<String> = folders.iter().map(|folder| format!("`{}`", folder.display())).collect();
    if names.is_empty() { "any place that could be asked".to_owned() } else { names.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_becomes_a_kind_with_an_exit_status() {
        let said = |kind: io::ErrorKind| StoreError::io("write", Path::new("/l/a.toml"), kind.into());
        for (kind, code, status) in [
            (io::ErrorKind::PermissionDenied, "permission", 77),
            (io::ErrorKind::ReadOnlyFilesystem, "permission", 77),
            (io::ErrorKind::StorageFull, "disk-full", 74),
            (io::ErrorKind::QuotaExceeded, "disk-full", 74),
            (io::ErrorKind::Other, "input-output", 74),
        ] {
            let error = said(kind);
            assert_eq!((error.code(), error.exit_status()), (code, status));
            assert!(error.to_string().starts_with("cannot write `/l/a.toml`: ") && !error.is_recorded());
            assert_eq!(error.place(), Some(("/l/a.toml".to_owned(), None)));
        }
    }

    #[test]
    fn a_message_says_what_where_and_why() {
        let path = PathBuf::from("/l/a.toml");
        let source = || io::Error::other("no answer");
        for (error, said) in [
            (
                StoreError::NoLedger { looked: vec!["/a".into(), "/b".into()] },
                "no ledger: there is no `track.toml` in `/a`, `/b`",
            ),
            (
                StoreError::Busy { path: path.clone(), waited: Duration::from_millis(10_004), holder: None },
                "the ledger is busy: another process has held `/l/a.toml` for 10 s",
            ),
            (
                StoreError::NotConfirmed { path: path.clone(), source: source() },
                "recorded in `/l/a.toml`, but the disk did not confirm it: no answer",
            ),
            (
                StoreError::SetAside { path, kept: Some("/l/.a".into()) },
                "recorded in `/l/a.toml`, but what stood there could not be put back and is kept as `/l/.a`",
            ),
            (
                StoreError::Unreadable { file: "a.toml".into(), why: Why::LinkOutside("/x".into()) },
                "a.toml: a link to `/x`, which is outside the ledger's own files",
            ),
        ] {
            assert_eq!(error.to_string(), said);
            assert_eq!(error.is_recorded(), said.starts_with("recorded"));
            assert!(!error.help().is_empty());
        }
    }
}
