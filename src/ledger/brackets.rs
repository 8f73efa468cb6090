//! Acts and looks that a person wrote in brackets, `act = [{ … }]`: TOML lets no block add to those, so what is new goes
//! between the brackets.

use super::parse::table_of;

use super::fmt::line_end;
use super::reader::end_of;
use super::weave::{Piece, Rank};
use crate::source::{Source, Span};

/// An item behind the one at `last` in a list in brackets; `None` where that stands in a block of its own.
pub(super) fn item(source: &Source, last: &Span, rank: Rank, item: impl FnOnce() -> String) -> Option<Piece> {
    if !is_in_braces(source, last) {
        return None;
    }
    let text = source.text();
    let end = text[last.end..].find('\n').map_or(text.len(), |end| last.end + end + 1);
    let rest = text[last.end..end].trim();
    let alone = rest.strip_prefix(',').is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with('#'));
    if !alone || !text[..end].ends_with('\n') {
        return Some(Piece::words(last.end, rank, format!(", {}", item())));
    }
    let line = &text[text[..last.start].rfind('\n').map_or(0, |at| at + 1)..];
    let indent: String = line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    Some(Piece::words(end, rank, format!("{indent}{},{}", item(), line_end(text))))
}

/// Where the first item goes in the empty list in brackets under a key; `None` where there is no such list.
pub(super) fn empty_list(source: &Source, key: &str) -> Option<usize> {
    let text = source.text();
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let table = table_of(body);
    let list = table.get(key)?;
    let is_empty = list.get_ref().as_array().is_some_and(|items| items.is_empty());
    is_empty.then(|| list.span().start + 1 + text.len() - body.len())
}

/// A `key = value` behind the last one of a table in braces; `None` where the table is a block.
pub(super) fn pair(source: &Source, table: &Span, pair: impl FnOnce() -> String) -> Option<Piece> {
    const BEFORE: &str = "it = ";
    let written = is_in_braces(source, table).then(|| format!("{BEFORE}{}", source.slice(table)))?;
    let parsed = table_of(&written);
    let last = end_of(parsed.get("it")?.get_ref().as_table()?);
    Some(Piece::words(table.start + last - BEFORE.len(), Rank::Part, format!(", {}", pair())))
}

fn is_in_braces(source: &Source, table: &Span) -> bool {
    source.slice(table).starts_with('{')
}
