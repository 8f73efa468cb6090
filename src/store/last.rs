//! The last write of the ledger, kept so that it can be taken back: `.track/last`, for this machine only.
//!
//! Never data, and never trusted: it carries a fingerprint of itself, and of each text as the write left it. It is
//! written after the write is safe and is not waited for; if it is lost, there is nothing to take back.

use sha2::{Digest, Sha256};
use std::io::{self, Write};

use super::folder::Folder;
use super::{HIDDEN, LIMIT, Store, StoreError, read, step};
use crate::model::AgreementId;

const NAME: &str = "last";
const HEADING: &str = "last write 1";

/// The last write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// What it did to each file, in the order in which it did.
    pub files: Vec<LastFile>,
}

/// What the last write did to one agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastFile {
    /// The agreement.
    pub id: AgreementId,
    /// The text before; `None` where there was no file.
    pub before: Option<String>,
    after: Option<String>,
}

impl LastFile {
    /// What a write did: from the text that was read to the text that stands; `None` is no file.
    pub(super) fn new(id: &AgreementId, before: Option<&str>, after: Option<&str>) -> Self {
        Self { id: id.clone(), before: before.map(str::to_owned), after: after.map(fingerprint) }
    }

    /// Whether the file is still as the write left it; `None` is no file.
    pub fn left(&self, text: Option<&str>) -> bool {
        text.map(fingerprint) == self.after
    }
}

impl Store {
    /// The last write of this ledger on this machine; `None` where none is on record.
    ///
    /// # Errors
    /// A record that is there and cannot be read.
    pub fn last(&self) -> Result<Option<Last>, StoreError> {
        let Some(hidden) = self.enter(HIDDEN)? else { return Ok(None) };
        Ok(read::text(&self.folder, &hidden, NAME)?.and_then(|source| parse(source.text())))
    }
}

/// Keeps the last write in place of the one before it. Best effort: nothing rests on it.
pub(super) fn keep(root: &Folder, last: &Last) {
    if let Ok(hidden) = root.enter(HIDDEN) {
        let _ = hidden.remove(NAME);
        let text = print(last);
        if text.len() as u64 <= LIMIT {
            let _ = write(&hidden, &text);
        }
    }
}

/// Readable for its writer alone, since a text may be.
fn write(hidden: &Folder, text: &str) -> io::Result<()> {
    let mut file = hidden.create(NAME, 0o600)?;
    step::at("write the last write")?;
    file.write_all(text.as_bytes())
}

/// A heading, the fingerprint of the rest, one line a file, an empty line, the texts one behind the other.
fn print(last: &Last) -> String {
    let mut rest = String::new();
    for file in &last.files {
        let after = file.after.as_deref().unwrap_or("-");
        let before = file.before.as_ref().map_or("-".to_owned(), |text| text.len().to_string());
        rest.push_str(&format!("{} {after} {before}\n", file.id));
    }
    rest.push('\n');
    rest.extend(last.files.iter().filter_map(|file| file.before.as_deref()));
    format!("{HEADING}\n{}\n{rest}", fingerprint(&rest))
}

/// `None` for anything that is not whole.
fn parse(text: &str) -> Option<Last> {
    let (heading, text) = text.split_once('\n')?;
    let (sum, rest) = text.split_once('\n')?;
    if heading != HEADING || fingerprint(rest) != sum {
        return None;
    }
    let (lines, mut texts) = rest.split_once("\n\n")?;
    let mut files = Vec::new();
    for line in lines.lines() {
        let mut words = line.split(' ');
        let (id, after, before) = (words.next()?.parse().ok()?, words.next()?, words.next()?);
        let before = match before {
            "-" => None,
            length => {
                let (text, others) = texts.split_at_checked(length.parse().ok()?)?;
                texts = others;
                Some(text.to_owned())
            }
        };
        files.push(LastFile { id, before, after: Some(after.to_owned()).filter(|after| after != "-") });
    }
    Some(Last { files })
}

/// SHA-256 in hexadecimal digits.
pub(super) fn fingerprint(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Last {
        let file = |id: &str, before, after| LastFile::new(&id.parse().unwrap(), before, after);
        Last {
            files: vec![
                file("a", Some("old\n\n"), Some("new\n")),
                file("b", None, Some("")),
                file("c", Some("ü"), None),
            ],
        }
    }

    #[test]
    fn what_is_printed_is_read_again_and_anything_else_is_nothing() {
        let text = print(&sample());
        assert_eq!(parse(&text), Some(sample()));
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            assert_eq!(parse(&text[..end]), None, "cut at {end}");
        }
        assert_eq!(parse(&text.replace("old", "odd")), None);
    }

    #[test]
    fn a_file_is_as_it_was_left_or_not() {
        let last = sample();
        assert!(last.files[0].left(Some("new\n")) && !last.files[0].left(Some("new")) && !last.files[0].left(None));
        assert!(last.files[1].left(Some("")) && last.files[2].left(None) && !last.files[2].left(Some("")));
    }
}
