//! Files that are not the ledger's own and that a person named on the command line: read, or written for them.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use super::{LIMIT, StoreError, Why};
use crate::source::Source;

/// The text of a file that was named, under the name that was given.
///
/// # Errors
/// A file that is not there, is larger than [`LIMIT`], is no regular file or no UTF-8.
pub fn read_file(path: &Path) -> Result<Source, StoreError> {
    read_up_to(path, LIMIT)
}

/// The same, up to `limit` bytes.
///
/// # Errors
/// As [`read_file`].
pub fn read_up_to(path: &Path, limit: u64) -> Result<Source, StoreError> {
    let name = path.display().to_string();
    let line = |error: &std::string::FromUtf8Error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        valid.iter().filter(|byte| **byte == b'\n').count() + 1
    };
    let text = String::from_utf8(read_bytes(path, limit)?)
        .map_err(|error| StoreError::Unreadable { file: name.clone(), why: Why::NotUtf8 { line: line(&error) } })?;
    Ok(Source::new(name, text))
}

/// The bytes of a file that was named, up to `limit` of them: somebody else says in which letters they are.
///
/// # Errors
/// A file that is not there, is larger or is no regular file.
pub fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, StoreError> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => StoreError::NotFound { path: path.to_owned() },
        _ => StoreError::io("read", path, error),
    };
    let unreadable = |why| StoreError::Unreadable { file: path.display().to_string(), why };
    if !std::fs::metadata(path).map_err(failed)?.is_file() {
        return Err(unreadable(Why::NotRegular));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.len() as u64 > limit {
        return Err(unreadable(Why::TooLarge));
    }
    Ok(bytes)
}

/// Writes a text into a new file that a person named.
///
/// # Errors
/// [`StoreError::Exists`] where anything stands under that name.
pub fn create_file(path: &Path, text: &str) -> Result<(), StoreError> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => StoreError::Exists { path: path.to_owned() },
        _ => StoreError::io("create", path, error),
    };
    let mut file = File::options().write(true).create_new(true).open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)
}

/// Writes texts, each with the name of its file, into a folder that was named; older files of these names are replaced.
///
/// # Errors
/// The folder cannot be made, or a file cannot be written.
pub fn write_folder(folder: &Path, texts: &[(String, String)]) -> Result<(), StoreError> {
    std::fs::create_dir_all(folder).map_err(|error| StoreError::io("create", folder, error))?;
    for (name, text) in texts {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|error| StoreError::io("write", &path, error))?;
    }
    Ok(())
}
