//! The canonical layout of a file: blanks, empty lines, indentation and line ends, and nothing else.
//!
//! No key, table or act changes its place, no value its spelling, no comment its words. The rules stand in
//! `docs/format.md`; what `write` and `edit` make follows them already.

mod lay;
mod read;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml_parser::Source as Toml;
use toml_parser::lexer::{Token, TokenKind};

use super::parse::parsed;
use crate::diagnostic::Finding;
use crate::source::Source;

pub(super) use lay::list_line;

/// Why a file keeps the layout that it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It is no TOML, or of another format.
    Findings(Vec<Finding>),
    /// The new layout would have changed what the file says: a fault of this code.
    NotKept,
}

/// The text of a file in its canonical layout. What the file says need not be right, but it must be TOML of format 1.
///
/// # Errors
/// Why the file must be left alone.
pub fn format(source: &Source) -> Result<String, Refused> {
    let (is_sound, findings) = parsed(source, |_| Some(()));
    is_sound.ok_or(Refused::Findings(findings))?;
    let body = source.text().strip_prefix('\u{feff}').unwrap_or(source.text());
    let new = laid_out(body);
    if !(has_same_words(body, &new) && has_same_values(body, &new) && laid_out(&new) == new) {
        return Err(Refused::NotKept);
    }
    let mark = &source.text()[..source.text().len() - body.len()];
    Ok(format!("{mark}{new}"))
}

fn laid_out(text: &str) -> String {
    lay::lay(&read::lines(text), line_end(text))
}

/// The line end of a text: that of Windows where every line has it. Those within a text in quotation marks are part of
/// a value and stay as they are.
pub(super) fn line_end(text: &str) -> &'static str {
    let toml = Toml::new(text);
    let mut ends = toml.lex().filter(|token| token.kind() == TokenKind::Newline).peekable();
    let is_windows = |token| toml.get(token).is_some_and(|raw| raw.as_str() == "\r\n");
    if ends.peek().is_some() && ends.all(is_windows) { "\r\n" } else { "\n" }
}

/// Whether two texts have the same words and the same comments, each in the same order.
fn has_same_words(old: &str, new: &str) -> bool {
    [true, false].into_iter().all(|is_comment| words(old, is_comment).eq(words(new, is_comment)))
}

fn words(text: &str, is_comment: bool) -> impl Iterator<Item = &str> {
    let toml = Toml::new(text);
    let is_layout = |kind| matches!(kind, TokenKind::Whitespace | TokenKind::Newline | TokenKind::Comma);
    let is_wanted = move |kind| (kind == TokenKind::Comment) == is_comment && !is_layout(kind);
    let word = move |token| toml.get(token).map_or("", |raw| raw.as_str());
    let found = toml.lex().filter(move |token: &Token| is_wanted(token.kind()));
    found.map(move |token| if is_comment { word(token).trim_end() } else { word(token) })
}

/// Whether two texts are TOML of the same values.
fn has_same_values(old: &str, new: &str) -> bool {
    let ((old, old_faults), (new, new_faults)) = (DeTable::parse_recoverable(old), DeTable::parse_recoverable(new));
    old_faults.is_empty() && new_faults.is_empty() && is_same_table(old.get_ref(), new.get_ref())
}

fn is_same_table(old: &DeTable, new: &DeTable) -> bool {
    let same = |((old_key, old), (new_key, new)): ((_, &Spanned<DeValue>), (_, &Spanned<DeValue>))| {
        old_key == new_key && is_same(old.get_ref(), new.get_ref())
    };
    old.len() == new.len() && old.iter().zip(new.iter()).all(same)
}

fn is_same(old: &DeValue, new: &DeValue) -> bool {
    match (old, new) {
        (DeValue::Table(old), DeValue::Table(new)) => is_same_table(old, new),
        (DeValue::Array(old), DeValue::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new.iter()).all(|(old, new)| is_same(old.get_ref(), new.get_ref()))
        }
        (DeValue::String(old), DeValue::String(new)) => old == new,
        (DeValue::Integer(old), DeValue::Integer(new)) => old.as_str() == new.as_str() && old.radix() == new.radix(),
        (DeValue::Float(old), DeValue::Float(new)) => old.as_str() == new.as_str(),
        (DeValue::Boolean(old), DeValue::Boolean(new)) => old == new,
        (DeValue::Datetime(old), DeValue::Datetime(new)) => old == new,
        _ => false,
    }
}
