//! From a text to its table: the plain reader, else the parser of the whole grammar, with what that finds wrong.

use toml::de::DeTable;

use super::MAX_BYTES;
use super::guard::guard;
use super::plain;
use super::reader::Reader;
use super::shape::Shape;
use super::text::Text;
use super::value::Table;
use crate::diagnostic::Finding;
use crate::source::Source;

/// Guards, parses and reads a text of format 1; findings come sorted.
pub(super) fn parsed<T>(source: &Source, read: impl FnOnce(&Reader) -> Option<T>) -> (Option<T>, Vec<Finding>) {
    let text = Text::new(source);
    let plain = (text.body().len() <= MAX_BYTES).then(|| plain::table(text.body())).flatten();
    if let Some(table) = plain {
        return (of_table(&text, &table, read), text.finish());
    }
    let refused = guard(source);
    if !refused.is_empty() {
        return (None, refused);
    }
    let (table, is_sound) = whole(&text);
    let value = if is_sound { of_table(&text, &table, read) } else { None };
    (value, text.finish())
}

fn of_table<T>(text: &Text, table: &Table, read: impl FnOnce(&Reader) -> Option<T>) -> Option<T> {
    let reader = Reader::new(text, table, 0..0);
    let value = if is_format_1(&reader) { read(&reader) } else { None };
    if value.is_some() {
        reader.finish();
    }
    value
}

/// The table of a text, as far as there is one.
pub(super) fn table_of(text: &str) -> Table<'_> {
    plain::table(text).unwrap_or_else(|| DeTable::parse_recoverable(text).0.into_inner().into())
}

/// The table that the parser of the whole grammar gives, and whether it found nothing wrong.
pub(super) fn whole<'a>(text: &Text<'a>) -> (Table<'a>, bool) {
    let (table, errors) = DeTable::parse_recoverable(text.body());
    for error in &errors {
        let span = text.span(error.span().unwrap_or(0..0));
        let (message, help) = syntax(error.message());
        text.error("syntax", &span, message, help);
    }
    (table.into_inner().into(), errors.is_empty())
}

/// What the parser says, in words for an editor.
fn syntax(said: &str) -> (String, &'static str) {
    let said = said.lines().next().unwrap_or("this is not TOML");
    if said.contains("duplicate key") {
        return ("this key or table stands here for the second time".to_owned(), "take one of the two out");
    }
    if said.contains("string") && said.contains("expected") {
        return (
            "a text without its closing quotation mark".to_owned(),
            "close it: `title = \"…\"`; inside write \\\"",
        );
    }
    (said.to_owned(), "a line is `key = value`, with texts in quotation marks and days as 2025-12-16")
}

pub(super) fn is_format_1(reader: &Reader) -> bool {
    reader.takes("format", || Shape::Format);
    reader.must("format");
    if !reader.has("format") {
        reader.get("format");
        let help = "add `format = 1` as the first line";
        reader.text.error("missing-format", &(0..0), "`format` is missing, so the file cannot be read safely", help);
        return false;
    }
    match reader.number("format") {
        Some(1) => true,
        Some(newer @ 2..) => {
            let message = format!("format {newer} is newer than this `track`, which reads format 1");
            reader.text.error(
                "newer-format",
                &reader.place("format"),
                message,
                "install a newer `track`; the file is untouched",
            );
            false
        }
        Some(_) => {
            reader.text.error("newer-format", &reader.place("format"), "there is no format 0", "write `format = 1`");
            false
        }
        None => false,
    }
}
