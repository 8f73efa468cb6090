//! A table on a screen that is too narrow for its columns: each row as labelled lines under its first cell.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use super::{Terminal, shown};
use crate::render::tone::{FAINT, dress};
use crate::report::table::Table;

/// Blanks before a label.
const INDENT: usize = 2;

/// Cells that the words behind a label have at least.
const NARROWEST: usize = 20;

/// The rows one below the other; empty cells are left out.
pub(super) fn stacked(table: &Table, rows: &[Vec<Cow<'_, str>>], width: usize, how: &Terminal) -> String {
    let label = table.columns.iter().map(|column| column.title.width()).max().unwrap_or(0);
    let room = width.saturating_sub(INDENT + label + 2).max(NARROWEST);
    let mut out = String::new();
    for (at, row) in rows.iter().enumerate() {
        for (column, words) in row.iter().enumerate().filter(|(column, words)| *column == 0 || !words.is_empty()) {
            let title = table.columns[column].title;
            let blanks = " ".repeat(label + 2 - title.width());
            let head = format!("{}{}{blanks}", " ".repeat(INDENT), dress(title, FAINT, how.colour));
            for (piece, words) in wrapped(words, room).iter().enumerate() {
                match (column, piece) {
                    (0, _) => {}
                    (_, 0) => out.push_str(&head),
                    _ => out.push_str(&" ".repeat(INDENT + label + 2)),
                }
                out.push_str(&shown(words, table, Some(at), column, how));
                out.push('\n');
            }
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
