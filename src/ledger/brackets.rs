//! Acts and looks that a person wrote in brackets, `act = [{ … }]`: TOML lets no block add to those, so what is new goes
//! between the brackets.

use toml::de::DeTable;

use super::reader::end_of;
use crate::source::{Source, Span};

/// Puts an item behind the one at `last` into a list in brackets; where there is no item, into the empty list under
/// `key`. `None` where no such list is written so.
pub(super) fn into_list(source: &Source, key: &str, last: Option<&Span>, item: &str) -> Option<String> {
    let text = source.text();
    let Some(last) = last else {
        return into_empty(source, key, item);
    };
    if !is_in_braces(source, last) {
        return None;
    }
    let end = text[last.end..].find('\n').map_or(text.len(), |end| last.end + end + 1);
    let rest = text[last.end..end].trim();
    let alone = rest.strip_prefix(',').is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with('#'));
    if !alone || !text[..end].ends_with('\n') {
        return Some(put(text, last.end, &format!(", {item}")));
    }
    let line = &text[text[..last.start].rfind('\n').map_or(0, |at| at + 1)..];
    let indent: String = line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    let line_end = if text[..end].ends_with("\r\n") { "\r\n" } else { "\n" };
    Some(put(text, end, &format!("{indent}{item},{line_end}")))
}

fn into_empty(source: &Source, key: &str, item: &str) -> Option<String> {
    let text = source.text();
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (table, _) = DeTable::parse_recoverable(body);
    let list =
        table.get_ref().get(key).filter(|list| list.get_ref().as_array().is_some_and(|items| items.is_empty()))?;
    Some(put(text, list.span().start + 1 + text.len() - body.len(), item))
}

/// Puts a `key = value` behind the last one of a table in braces; `None` where the table is a block.
pub(super) fn into_braces(source: &Source, table: &Span, pair: &str) -> Option<String> {
    const BEFORE: &str = "it = ";
    let written = is_in_braces(source, table).then(|| format!("{BEFORE}{}", source.slice(table)))?;
    let (parsed, _) = DeTable::parse_recoverable(&written);
    let last = end_of(parsed.get_ref().get("it")?.get_ref().as_table()?);
    Some(put(source.text(), table.start + last - BEFORE.len(), &format!(", {pair}")))
}

fn is_in_braces(source: &Source, table: &Span) -> bool {
    source.slice(table).starts_with('{')
}

fn put(text: &str, at: usize, piece: &str) -> String {
    let (before, after) = text.split_at(at);
    format!("{before}{piece}{after}")
}
