//! A file of acts as rows: JSON lines, or a table with a heading. Knows the shape of the file and no key.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::Fault;
use crate::error::{Exit, Failure};
use crate::import::{CLOSED, Record, records};
use crate::source::Source;

/// The most rows of one file.
pub(super) const MOST: usize = 100_000;

/// How a file of acts is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum RowFormat {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated, with a heading.
    Csv,
    /// Tab-separated, with a heading.
    Tsv,
}

/// One row: what it says, key by key.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) said: Vec<(String, Value)>,
}

/// What a file holds.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The heading of a table, as a row that says nothing.
    pub(super) heading: Option<Row>,
    pub(super) rows: Vec<Row>,
    pub(super) faults: Vec<Fault>,
}

/// The rows of a file; blank lines are passed over.
pub(super) fn rows(source: &Source, format: Option<RowFormat>) -> Rows {
    let rows = match format.unwrap_or_else(|| format_of(source)) {
        RowFormat::Jsonl => json_lines(source),
        RowFormat::Csv => table(source, b','),
        RowFormat::Tsv => table(source, b'\t'),
    };
    match rows.rows.get(MOST) {
        Some(row) => {
            let failure = bad("too-large", format!("there are {} rows; at most {MOST} are read", rows.rows.len()));
            Rows { faults: vec![Fault { line: row.line, failure: failure.help("split the file") }], ..Rows::default() }
        }
        None => rows,
    }
}

/// The format by the end of the name, else by the first byte.
fn format_of(source: &Source) -> RowFormat {
    let end = source.name().rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    match end.as_deref() {
        Some("jsonl" | "ndjson" | "json") => RowFormat::Jsonl,
        Some("csv") => RowFormat::Csv,
        Some("tsv") => RowFormat::Tsv,
        _ if body(source).trim_start().starts_with(['{', '[']) => RowFormat::Jsonl,
        _ => RowFormat::Csv,
    }
}

fn body(source: &Source) -> &str {
    source.text().strip_prefix('\u{feff}').unwrap_or(source.text())
}

/// A fault of the file itself.
pub(super) fn bad(code: &'static str, message: impl Into<String>) -> Failure {
    Failure::new(Exit::Data, code, message)
}

fn json_lines(source: &Source) -> Rows {
    let mut rows = Rows::default();
    for (at, text) in body(source).lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        let line = at + 1;
        match serde_json::from_str::<Said>(text) {
            Ok(Said(said)) => rows.rows.push(Row { line, said }),
            Err(error) => {
                let message = format!("this is no JSON object on one line: {}", plain(&error));
                let failure =
                    bad("syntax", message).help("write one object a line; `jq -c '.[]'` makes such lines of a list");
                rows.faults.push(Fault { line, failure });
            }
        }
    }
    rows
}

/// What the parser says, its own count of lines left out: it has seen one.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

/// The keys of an object in their order; none of them twice.
struct Said(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Said;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Said, A::Error> {
                let mut said = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    said.push(pair);
                }
                Ok(Said(said))
            }
        }
        from.deserialize_map(Keys)
    }
}

/// A table: the first row that is not blank names the keys; an empty cell says nothing.
fn table(source: &Source, delimiter: u8) -> Rows {
    let mut rows = Rows::default();
    let mut keys: Option<Vec<String>> = None;
    for Record { line, cells, is_closed } in records(source, delimiter) {
        let failure = match &keys {
            _ if !is_closed => bad("syntax", "a quotation mark is not closed").help(CLOSED),
            _ if cells.iter().all(String::is_empty) => continue,
            None => {
                rows.heading = Some(Row { line, said: cells.iter().map(|key| (key.clone(), Value::Null)).collect() });
                keys = Some(cells);
                continue;
            }
            Some(keys) if keys.len() == cells.len() => {
                let said = keys.iter().cloned().zip(cells.into_iter().map(cell)).collect();
                rows.rows.push(Row { line, said });
                continue;
            }
            Some(keys) => {
                let message = format!("the row has {} cells, and the heading {}", cells.len(), keys.len());
                bad("cells", message).help("put a cell that holds the delimiter in quotation marks")
            }
        };
        rows.faults.push(Fault { line, failure });
    }
    rows
}

fn cell(text: String) -> Value {
    if text.is_empty() { Value::Null } else { Value::String(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, text: &str) -> Rows {
        rows(&Source::new(name, text), None)
    }

    fn lines(rows: &Rows) -> (Vec<usize>, Vec<(usize, &'static str)>) {
        let faults = rows.faults.iter().map(|fault| (fault.line, fault.failure.code)).collect();
        (rows.rows.iter().map(|row| row.line).collect(), faults)
    }

    #[test]
    fn json_lines_are_counted_with_the_blank_ones() {
        let found = read("-", "\u{feff}{\"a\":1}\r\n\r\n{\"a\":2,\"b\":null}\n  \n{\"a\":\n[1]\n{}");
        assert_eq!(lines(&found), (vec![1, 3, 7], vec![(5, "syntax"), (6, "syntax")]));
        assert_eq!(found.rows[1].said, [("a".to_owned(), Value::from(2)), ("b".to_owned(), Value::Null)]);
        assert_eq!(
            found.faults[1].failure.message,
            "this is no JSON object on one line: invalid type: sequence, expected an object"
        );
    }

    #[test]
    fn a_table_has_a_heading_and_rows_of_its_length() {
        let text = "\n party , date\r\n\r\nAZ,\"2025-12-16\"\nTR\n,,\n , \n\"A,\n\"\"B\"\"\",x\nGE,y\n";
        let found = read("a.csv", text);
        assert_eq!(found.heading.as_ref().map(|row| row.line), Some(2));
        assert_eq!(lines(&found), (vec![4, 8, 10], vec![(5, "cells")]));
        assert_eq!(found.rows[1].said[0], ("party".to_owned(), Value::from("A,\n\"B\"")));
        let found = read("a.tsv", "party\tdate\nAZ, TR\t\n");
        assert_eq!(found.rows[0].said, [("party".to_owned(), Value::from("AZ, TR")), ("date".to_owned(), Value::Null)]);
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_swallows_no_row() {
        assert_eq!(lines(&read("a.csv", "a,b\n1,2\n3,\"4\n5,6\n")), (vec![2], vec![(3, "syntax")]));
    }

    #[test]
    fn the_format_is_told_by_the_name_or_the_first_byte() {
        let of = |name: &str, text: &str| format_of(&Source::new(name, text));
        assert_eq!(of("x.csv", "{"), RowFormat::Csv);
        assert_eq!(of("x.TSV", "a"), RowFormat::Tsv);
        assert_eq!(of("x.jsonl", "a"), RowFormat::Jsonl);
        assert_eq!(of("-", "\u{feff} {"), RowFormat::Jsonl);
        assert_eq!(of("-", "party,date"), RowFormat::Csv);
    }

    #[test]
    fn a_file_of_too_many_rows_is_refused() {
        assert_eq!(lines(&read("-", &"{}\n".repeat(MOST + 1))), (vec![], vec![(MOST + 1, "too-large")]));
        assert_eq!(read("-", &"{}\n".repeat(MOST)).rows.len(), MOST);
    }
}
