//! Sources, and the addresses in them.

use super::reader::Reader;
use crate::diagnostic::Level;
use crate::model::{Citation, SourceKind};

/// The `source` tables of a table.
pub(super) fn citations(reader: &Reader) -> Vec<Citation> {
    let sources = reader.tables("source");
    sources
        .into_iter()
        .map(|source| {
            let citation = Citation {
                url: url(&source, "url"),
                publisher: source.text("publisher"),
                title: source.text("title"),
                kind: source.word("kind", SourceKind::ALL),
                published: source.date("published"),
                read_on: source.date("read_on"),
                archive: url(&source, "archive"),
                quote: source.text("quote"),
                lang: source.text("lang"),
                verb: source.text("verb"),
                origin: source.text("origin"),
                note: source.text("note"),
            };
            source.finish();
            citation
        })
        .collect()
}

/// An address; anything but http and https is reported and not taken over.
fn url(reader: &Reader, key: &'static str) -> Option<String> {
    let text = reader.text(key)?;
    if is_web_address(&text) {
        return Some(text);
    }
    let message = format!("`{key}` is no address that will be shown: only http and https are");
    reader.text.report(
        Level::Warning,
        "url-scheme",
        &reader.place(key),
        message,
        "write https://…, or name the publisher",
    );
    None
}

/// Whether a text is an address that may be shown and stored: http or https, no blanks, no control characters.
pub fn is_web_address(text: &str) -> bool {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    rest.is_some() && text.len() > 8 && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}
