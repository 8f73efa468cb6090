//! A snapshot of the texts of a ledger in the user's cache folder: one file, which may be lost at any time.
//!
//! It holds, by id, what somebody made of each file, with all by which a changed file is known: size, both times, inode.
//! Whatever is odd about it (torn, of another version, not readable) is as if it were not there; nothing is ever said of it,
//! and failing to write it is no error. It is no part of the ledger, and no writer of the ledger looks at it.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::folder::private;
use super::{Agreements, LIMIT, file_name};
use crate::model::AgreementId;

/// What each snapshot begins with; another form begins otherwise.
const FORM: &str = "track snapshot 1";
/// How much older than its snapshot a file must be, in nanoseconds, so that a later change of it cannot have the same times.
const SETTLED: i128 = 2_000_000_000;

/// By what a file is known to be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Its size in bytes.
    pub size: u64,
    /// When it was changed, in nanoseconds.
    pub changed: i128,
    /// When its entry was changed, in nanoseconds.
    pub entry_changed: i128,
    /// Its number in the file system.
    pub inode: u64,
}

/// Where the snapshot of a ledger lies, or would lie.
#[derive(Debug, Clone)]
pub struct Cache {
    path: PathBuf,
    /// What must be as it was: the version of the program, and all that loading rests on beside the agreements.
    head: String,
}

/// A snapshot that is read from its beginning to its end.
#[derive(Debug)]
pub struct Snapshot {
    file: BufReader<File>,
    next: Option<Head>,
}

/// A part of a snapshot that is being written.
#[derive(Debug)]
pub struct Part {
    path: PathBuf,
    file: BufWriter<File>,
    /// The time of the file system when the part was begun.
    begun: i128,
    failed: bool,
}

/// What stands before a text.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    id: String,
    key: Key,
    length: u32,
    sum: u32,
}

impl Agreements<'_> {
    /// By what the file of an agreement is known; none where the system does not tell, and for links.
    pub fn key(&self, id: &AgreementId) -> Option<Key> {
        self.folder.as_ref()?.key(&file_name(id))
    }
}

impl Cache {
    /// The snapshot of the ledger in a folder, kept in the user's cache folder; none where the ledger has no real path.
    pub fn of(root: &Path, folder: &Path, version: &str, surroundings: &str) -> Option<Self> {
        let real = fs::canonicalize(root).ok()?;
        let name = super::last::fingerprint(&real.to_string_lossy());
        let path = folder.join("snapshots").join(name);
        Some(Self { path, head: format!("{FORM}\n{version}\n{surroundings}\n") })
    }

    /// The snapshot, from its beginning; none where there is none of this form, version and surroundings.
    pub fn open(&self) -> Option<Snapshot> {
        let mut file = BufReader::new(File::open(&self.path).ok()?);
        let mut head = vec![0; self.head.len()];
        file.read_exact(&mut head).ok()?;
        (head == self.head.as_bytes()).then(|| Snapshot { next: Head::read(&mut file), file })
    }

    /// Begins a part of a new snapshot; none where nothing can be written.
    pub fn part(&self) -> Option<Part> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let folder = self.path.parent()?;
        fs::create_dir_all(folder).ok()?;
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = self.path.with_extension(format!("{}-{count}.tmp", std::process::id()));
        let file = private(&path).ok()?;
        let begun = super::folder::changed(&file.metadata().ok()?)?;
        Some(Part { path, file: BufWriter::new(file), begun, failed: false })
    }

    /// Puts the parts in place of the snapshot, in their order. Of two processes the last one stands.
    pub fn keep(&self, parts: Vec<Part>) {
        if let Some(mut whole) = self.part() {
            let joined = whole.join(&self.head, &parts);
            if joined.is_none() || fs::rename(&whole.path, &self.path).is_err() {
                let _ = fs::remove_file(&whole.path);
            }
        }
        for part in parts {
            let _ = fs::remove_file(&part.path);
        }
    }

    /// Takes the snapshot away, so that the next run makes a new one.
    pub fn forget(&self) {
        let _ = fs::remove_file(&self.path);
    }
}

impl Snapshot {
    /// What was kept of an agreement, if its file is still the same. The agreements are asked for in their order.
    pub fn text(&mut self, id: &AgreementId, key: &Key) -> Option<String> {
        loop {
            let head = self.next.take()?;
            if head.id.as_str() > id.as_str() {
                self.next = Some(head);
                return None;
            }
            let is_it = head.id == id.as_str();
            let text = if is_it && head.key == *key {
                Some(head.text(&mut self.file)?)
            } else {
                self.pass(&head)?;
                None
            };
            self.next = Head::read(&mut self.file);
            if is_it {
                return text;
            }
        }
    }

    fn pass(&mut self, head: &Head) -> Option<()> {
        self.file.seek_relative(head.length.into()).ok()
    }
}

impl Part {
    /// Keeps what was made of a file, unless that was changed so lately that a further change could look the same.
    pub fn put(&mut self, id: &AgreementId, key: Key, text: &str) {
        if key.changed + SETTLED > self.begun || key.entry_changed + SETTLED > self.begun {
            return;
        }
        let Ok(length) = u32::try_from(text.len()) else { return };
        let head = Head { id: id.to_string(), key, length, sum: sum(id, &key, text) };
        let written = self.file.write_all(&head.bytes()).and_then(|()| self.file.write_all(text.as_bytes()));
        self.failed |= written.is_err();
    }

    /// Ends the part.
    pub fn end(&mut self) {
        self.failed |= self.file.flush().is_err();
    }

    fn join(&mut self, head: &str, parts: &[Self]) -> Option<()> {
        self.file.write_all(head.as_bytes()).ok()?;
        for part in parts {
            let mut file = File::open(&part.path).ok().filter(|_| !part.failed)?;
            std::io::copy(&mut file, &mut self.file).ok()?;
        }
        self.file.flush().ok()
    }
}

impl Head {
    /// Length of the id, id, key, length of the text, sum.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = vec![u8::try_from(self.id.len()).unwrap_or(0)];
        bytes.extend(self.id.as_bytes());
        bytes.extend(self.key.bytes());
        bytes.extend(self.length.to_le_bytes());
        bytes.extend(self.sum.to_le_bytes());
        bytes
    }

    fn read(file: &mut impl Read) -> Option<Self> {
        let [length] = array::<1>(file)?;
        let mut id = vec![0; length.into()];
        file.read_exact(&mut id).ok()?;
        let id = String::from_utf8(id).ok()?;
        let key = Key {
            size: u64::from_le_bytes(array(file)?),
            changed: i128::from_le_bytes(array(file)?),
            entry_changed: i128::from_le_bytes(array(file)?),
            inode: u64::from_le_bytes(array(file)?),
        };
        let (length, sum) = (u32::from_le_bytes(array(file)?), u32::from_le_bytes(array(file)?));
        (u64::from(length) <= LIMIT).then_some(Self { id, key, length, sum })
    }

    /// The text behind it, if that is whole.
    fn text(&self, file: &mut impl Read) -> Option<String> {
        let mut text = vec![0; usize::try_from(self.length).ok()?];
        file.read_exact(&mut text).ok()?;
        let text = String::from_utf8(text).ok()?;
        let id = self.id.parse().ok()?;
        (sum(&id, &self.key, &text) == self.sum).then_some(text)
    }
}

impl Key {
    fn bytes(&self) -> [u8; 48] {
        let mut bytes = [0; 48];
        bytes[..8].copy_from_slice(&self.size.to_le_bytes());
        bytes[8..24].copy_from_slice(&self.changed.to_le_bytes());
        bytes[24..40].copy_from_slice(&self.entry_changed.to_le_bytes());
        bytes[40..].copy_from_slice(&self.inode.to_le_bytes());
        bytes
    }
}

fn array<const N: usize>(file: &mut impl Read) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

fn sum(id: &AgreementId, key: &Key, text: &str) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    sum.update(id.as_str().as_bytes());
    sum.update(&key.bytes());
    sum.update(text.as_bytes());
    sum.finalize()
}
