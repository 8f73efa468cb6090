//! A text and where it came from: byte offsets to lines and columns.
//!
//! Knows nothing of what the text means.

use std::ops::Range;
use std::sync::OnceLock;

/// Bytes of a [`Source`], half open.
pub type Span = Range<usize>;

/// A text with the name a person would use for it (a path inside the ledger).
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
    /// Where each line begins; made when it is first asked for, so that many places are found in one pass.
    lines: OnceLock<Vec<usize>>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.text) == (&other.name, &other.text)
    }
}

impl Eq for Source {}

/// A place as an editor counts it: both from one, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from one.
    pub line: usize,
    /// Column in characters, from one.
    pub column: usize,
}

impl Source {
    /// A text under the name that messages will show.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), lines: OnceLock::new() }
    }

    /// The name that messages show.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The words of a span; empty where the span does not fall on characters of this text.
    pub fn slice(&self, span: &Span) -> &str {
        self.text.get(span.clone()).unwrap_or("")
    }

    /// Where a byte offset stands; past the end it is the end.
    pub fn position(&self, offset: usize) -> Position {
        let end = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.line(end);
        Position { line, column: self.text[self.lines()[line - 1]..end].chars().count() + 1 }
    }

    /// The line of a byte offset, from one; however long the line is, at once.
    pub fn line(&self, offset: usize) -> usize {
        self.lines().partition_point(|start| *start <= offset.min(self.text.len()))
    }

    fn lines(&self) -> &[usize] {
        let breaks = || self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        self.lines.get_or_init(|| std::iter::once(0).chain(breaks()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        let source = Source::new("a.toml", "é = 1\nTürkiye = 2\n");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(2), Position { line: 1, column: 2 });
        assert_eq!(source.position(7), Position { line: 2, column: 1 });
        assert_eq!(source.position(9_999), Position { line: 3, column: 1 });
        assert_eq!(source.slice(&(7..15)), "Türkiye");
        assert_eq!(source.slice(&(1..2)), "");
    }
}
