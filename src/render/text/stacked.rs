//! A table on a screen that is too narrow for its columns: each row as labelled lines under its first cell.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use super::{Terminal, shown};
use crate::render::tone::{FAINT, HEAD, dress};
use crate::report::table::Table;

/// Blanks before a label.
const INDENT: usize = 2;

/// Cells that the words behind a label have at least.
const NARROWEST: usize = 20;

/// The rows one below the other; empty cells are left out.
pub(super) fn stacked(table: &Table, rows: &[Vec<Cow<'_, str>>], width: usize, how: &Terminal) -> String {
    // a column without a title is the code of what stands in the next
    let heads = table.columns.iter().take_while(|column| column.title.is_empty()).count() + 1;
    let label = table.columns.iter().map(|column| column.title.width()).max().unwrap_or(0);
    let indent = INDENT + label + 2;
    let room = width.saturating_sub(indent).max(NARROWEST);
    let mut out = String::new();
    for (at, row) in rows.iter().enumerate() {
        let head: Vec<String> = (0..heads.min(row.len())).map(|c| shown(&row[c], table, Some(at), c, how)).collect();
        out.push_str(&format!("{}\n", dress(&head.join("  "), HEAD, how.colour)));
        for (column, words) in row.iter().enumerate().skip(heads).filter(|(_, words)| !words.is_empty()) {
            let title = table.columns[column].title;
            let blanks = " ".repeat(label + 2 - title.width());
            out.push_str(&format!("{}{}{blanks}", " ".repeat(INDENT), dress(title, FAINT, how.colour)));
            let pieces = wrapped(words, room).into_iter().map(|piece| shown(&piece, table, Some(at), column, how));
            out.push_str(&pieces.collect::<Vec<_>>().join(&format!("\n{}", " ".repeat(indent))));
            out.push('\n');
        }
    }
    out
}

/// Words in lines of at most so many cells; a longer word has a line for itself.
fn wrapped(words: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        match lines.last_mut().filter(|line| line.width() + 1 + word.width() <= room) {
            Some(line) => line.extend([" ", word]),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}
