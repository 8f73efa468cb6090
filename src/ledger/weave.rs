//! Pieces put into a text in one pass; every byte of the text stays.

use super::fmt::line_end;

/// What is put into a text, and where.
pub(super) struct Piece {
    /// The byte that it is put before.
    at: usize,
    /// What comes first of pieces for the same place; pieces of one rank keep their order.
    rank: Rank,
    text: String,
    /// Whether it begins a line of its own, parted from what is above.
    is_block: bool,
}

/// The order of pieces for the same place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// A part of what is above.
    Part,
    /// Something of its own behind another.
    Next,
    /// Something at the end.
    Last,
}

impl Piece {
    /// Words put in as they are.
    pub(super) fn words(at: usize, rank: Rank, text: String) -> Self {
        Self { at, rank, text, is_block: false }
    }

    /// A block behind the line in which `behind` lies and the remarks that belong to that.
    pub(super) fn behind(text: &str, behind: usize, rank: Rank, block: String) -> Self {
        Self { at: behind_remarks(text, behind_line(text, behind)), rank, text: block, is_block: true }
    }

    /// A block at the end of the text.
    pub(super) fn last(text: &str, block: String) -> Self {
        Self { at: text.len(), rank: Rank::Last, text: block, is_block: true }
    }
}

/// Puts the pieces in. A block begins a line and is parted from what is above by one empty line; it takes the line ends
/// of the text. Whether pieces come together or one after the other makes no difference.
pub(super) fn weave(text: &str, mut pieces: Vec<Piece>) -> String {
    if pieces.is_empty() {
        return text.to_owned();
    }
    pieces.sort_by_key(|piece| (piece.at, piece.rank));
    let more: usize = pieces.iter().map(|piece| piece.text.len() + 2).sum();
    let mut out = String::with_capacity(text.len() + more);
    let line_end = line_end(text);
    let mut from = 0;
    for piece in pieces {
        out.push_str(&text[from..piece.at]);
        from = piece.at;
        if !piece.is_block {
            out.push_str(&piece.text);
            continue;
        }
        if !out.is_empty() && !out.ends_with('\n') {
            out.push_str(line_end);
        }
        if !out.is_empty() && !out.ends_with("\n\n") && !out.ends_with("\n\r\n") {
            out.push_str(line_end);
        }
        match line_end {
            "\n" => out.push_str(&piece.text),
            _ => out.push_str(&piece.text.replace('\n', line_end)),
        }
    }
    out.push_str(&text[from..]);
    out
}

/// The first byte behind the line in which `at` lies.
fn behind_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// The first byte behind the comments that follow at once and stand alone: those speak of what is above them. Comments
/// right above a further table speak of that.
fn behind_remarks(text: &str, from: usize) -> usize {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        match line.trim_start().chars().next() {
            Some('#') => at += line.len(),
            None => return at,
            Some(_) => return from,
        }
    }
    at
}
