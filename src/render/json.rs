//! JSON: the report itself, and errors as data.
//!
//! Control, bidi and invisible characters are written as `\u` escapes: the document means the same and a
//! terminal that shows it stays unharmed.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Map, Value};

use super::gate;
use crate::report::check::FindingLine;
use crate::report::table::Table;

/// What is told to a script when a command fails.
#[derive(Debug, Clone, Copy, Serialize, schemars::JsonSchema)]
pub struct ErrorDocument<'a> {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// Why.
    pub error: &'a ErrorReport<'a>,
}

/// Why a command failed.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct ErrorReport<'a> {
    /// Stable code in kebab-case (docs/errors.md).
    pub code: &'a str,
    /// The exit status.
    pub status: u8,
    /// What is the matter, as a person reads it.
    pub message: &'a str,
    /// The file it is about.
    pub path: Option<&'a str>,
    /// The line of that file, from one.
    pub line: Option<usize>,
    /// What to do about it, one line each.
    pub help: &'a [String],
    /// What is wrong in files, by file and place.
    pub findings: Vec<FindingLine>,
}

/// One document, indented by two blanks, with a final line feed.
pub fn json<T: Serialize>(report: &T) -> String {
    let text = serde_json::to_string_pretty(report).expect("a report is plain data under names of text");
    format!("{}\n", harmless(&text))
}

/// One line for each item, each a whole document.
pub fn lines<T: Serialize>(items: &[T]) -> String {
    items.iter().map(line).collect()
}

/// One line for each row, an object under the names of the columns (`-` as `_`); an empty cell is null.
pub fn ndjson(table: &Table) -> String {
    let keys: Vec<String> = table.columns.iter().map(|column| column.name.replace('-', "_")).collect();
    let value = |text: &str| if text.is_empty() { Value::Null } else { Value::from(text) };
    let object = |row: &Vec<_>| -> Map<String, Value> {
        let text = |at: usize| row.get(at).map_or("", |cell: &crate::report::table::Cell| cell.text.as_str());
        keys.iter().enumerate().map(|(at, key)| (key.clone(), value(text(at)))).collect()
    };
    table.rows.iter().map(|row| line(&object(row))).collect()
}

/// An error as one line of JSON with a final line feed.
pub fn error(report: &ErrorReport<'_>) -> String {
    line(&ErrorDocument { schema: "track.error/1", error: report })
}

fn line<T: Serialize>(item: &T) -> String {
    let text = serde_json::to_string(item).expect("an item is plain data under names of text");
    format!("{}\n", harmless(&text))
}

/// Escapes what the serializer left raw; such characters stand only inside strings, the layout is ASCII.
fn harmless(json: &str) -> Cow<'_, str> {
    let is_raw = |c: char| c >= '\u{7f}' && gate::is_hostile(c);
    if !json.chars().any(is_raw) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if !is_raw(c) {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            write!(out, "\\u{unit:04x}").expect("a String takes every text");
        }
    }
    Cow::Owned(out)
}
