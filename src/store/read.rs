//! Reading one file: only a regular one, never larger than the limit, never through a link that leaves the ledger.

use std::fs::{File, Metadata};
use std::io::{self, Read};

use super::folder::{Folder, Opened};
use super::{LIMIT, StoreError, Why, step};
use crate::source::Source;

/// A file that was found and opened.
pub(super) struct Found {
    /// The file.
    pub(super) file: File,
    /// What the system says about it.
    pub(super) about: Metadata,
    /// Where it really is, if a link was followed.
    pub(super) elsewhere: Option<(Folder, String)>,
    inside: String,
}

/// Finds a file of the ledger; `None` where nothing stands under the name.
pub(super) fn find(root: &Folder, folder: &Folder, name: &str) -> Result<Option<Found>, StoreError> {
    let inside = folder.inside_of(name);
    let opened = match folder.open(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other.map_err(|error| StoreError::io("open", &folder.path_of(name), error))?,
    };
    let (file, elsewhere) = match opened {
        Opened::File(file) => (file, None),
        Opened::Link => {
            let (file, home) = follow(root, folder, name)?;
            (file, Some(home))
        }
    };
    let about = file.metadata().map_err(|error| StoreError::io("read", &folder.path_of(name), error))?;
    if !about.is_file() {
        return Err(StoreError::Unreadable { file: inside, why: Why::NotRegular });
    }
    if about.len() > LIMIT {
        return Err(StoreError::Unreadable { file: inside, why: Why::TooLarge });
    }
    Ok(Some(Found { file, about, elsewhere, inside }))
}

/// Reads a file of the ledger; `None` where nothing stands under the name.
pub(super) fn text(root: &Folder, folder: &Folder, name: &str) -> Result<Option<Source>, StoreError> {
    find(root, folder, name)?.map(|found| found.source(folder, name)).transpose()
}

impl Found {
    /// Its text, under its path inside the ledger.
    pub(super) fn source(&self, folder: &Folder, name: &str) -> Result<Source, StoreError> {
        let bytes = bytes_of(&self.file, self.about.len())
            .map_err(|error| StoreError::io("read", &folder.path_of(name), error))?;
        let unreadable = |why| StoreError::Unreadable { file: self.inside.clone(), why };
        if bytes.len() as u64 > LIMIT {
            return Err(unreadable(Why::TooLarge));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(self.inside.clone(), text)),
            Err(error) => Err(unreadable(Why::NotUtf8 { line: line_of_bad_byte(&error) })),
        }
    }
}

/// Whether a regular file of exactly these bytes stands under the name.
pub(super) fn holds(folder: &Folder, name: &str, bytes: &[u8]) -> io::Result<bool> {
    let file = match folder.open(name) {
        Ok(Opened::File(file)) => file,
        Ok(Opened::Link) => return Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    let about = file.metadata()?;
    Ok(about.is_file() && about.len() == bytes.len() as u64 && bytes_of(&file, about.len())? == bytes)
}

fn line_of_bad_byte(error: &std::string::FromUtf8Error) -> usize {
    let good = error.utf8_error().valid_up_to();
    error.as_bytes()[..good].iter().filter(|&&byte| byte == b'\n').count() + 1
}

/// All bytes of a regular file of about `size` bytes. Asks for one byte more than there should be, so that one call
/// reads the file and proves its end; stops soon after the limit.
fn bytes_of(mut file: &File, size: u64) -> io::Result<Vec<u8>> {
    step::at("read")?;
    let size = usize::try_from(size).unwrap_or(usize::MAX - 1);
    let mut bytes = vec![0; size + 1];
    let mut held = 0;
    while held as u64 <= LIMIT {
        match file.read(&mut bytes[held..]) {
            Ok(0) => break,
            Ok(more) => held += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if held == size {
            break;
        }
        if held == bytes.len() {
            bytes.resize(held + 65_536, 0);
        }
    }
    bytes.truncate(held);
    Ok(bytes)
}

/// Opens what a link leads to, if it is a file of the ledger that is no link itself.
fn follow(root: &Folder, folder: &Folder, name: &str) -> Result<(File, (Folder, String)), StoreError> {
    let failed = |error| StoreError::io("follow", &folder.path_of(name), error);
    let unreadable = |why| StoreError::Unreadable { file: folder.inside_of(name), why };
    let target = folder.link(name).map_err(failed)?;
    let Some(mut steps) = inside_steps(root, folder, &target) else {
        return Err(unreadable(Why::LinkOutside(target)));
    };
    let last = steps.pop().unwrap_or_else(|| ".".to_owned());
    let opened = walk(root, &steps).and_then(|home| Ok((home.open(&last)?, home)));
    match opened {
        Ok((Opened::File(file), home)) => Ok((file, (home, last))),
        Ok((Opened::Link, _)) => Err(unreadable(Why::LinkToLink(target))),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Err(unreadable(Why::LinkToNothing(target)))
        }
        Err(error) => Err(failed(error)),
    }
}

fn walk(root: &Folder, steps: &[String]) -> io::Result<Folder> {
    steps.iter().try_fold(root.again()?, |folder, step| folder.enter(step))
}

/// The way from the ledger's folder to what a link names; `None` where it leads out, or into a hidden folder.
fn inside_steps(root: &Folder, folder: &Folder, target: &str) -> Option<Vec<String>> {
    let (mut steps, rest) = if target.starts_with('/') {
        let real = std::fs::canonicalize(root.path()).ok()?;
        (Vec::new(), target.strip_prefix(real.to_str()?)?.strip_prefix('/')?)
    } else {
        (folder.inside().split('/').filter(|step| !step.is_empty()).map(str::to_owned).collect(), target)
    };
    for step in rest.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            foreign if cfg!(windows) && foreign.contains(['\\', ':']) => return None,
            hidden if hidden.starts_with('.') => return None,
            plain => steps.push(plain.to_owned()),
        }
    }
    Some(steps)
}
