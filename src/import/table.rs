//! A table as found: a heading, and rows with their lines. Knows no column.

use csv::{ByteRecord, Position, ReaderBuilder, Trim};

use crate::diagnostic::Finding;
use crate::source::Source;

/// The most rows of one table.
const MOST: usize = 100_000;

/// A table of anybody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The name of its text.
    pub name: String,
    /// What it calls itself, where it says so.
    pub title: Option<String>,
    /// The names of its columns.
    pub heading: Vec<String>,
    /// Its rows, blank ones left out.
    pub rows: Vec<Row>,
}

/// One row of a table, with as many cells as the heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, from one.
    pub line: usize,
    /// Its cells, without the blanks around them; a line end inside a cell parts what stands in it.
    pub cells: Vec<String>,
}

impl Table {
    /// Reads a text of cells with a delimiter between them; the first row that is not blank names the columns.
    ///
    /// # Errors
    /// Each row that has another number of cells than the heading; a text that is no table.
    pub fn from_delimited(source: &Source, delimiter: u8) -> Result<Self, Vec<Finding>> {
        let (table, ragged) = Self::with_ragged(source, delimiter)?;
        if ragged.is_empty() { Ok(table) } else { Err(ragged) }
    }

    /// The same, with the rows that have another number of cells than the heading beside the table.
    ///
    /// # Errors
    /// A text that is no table: without a heading, with a quotation mark that is not closed, or with too many rows.
    pub fn with_ragged(source: &Source, delimiter: u8) -> Result<(Self, Vec<Finding>), Vec<Finding>> {
        let (mut table, mut wrong) = (Self::of(source.name()), Vec::new());
        let rows =
            records(source, delimiter).filter(|row| !row.is_closed || row.cells.iter().any(|cell| !cell.is_empty()));
        for Record { line, cells, is_closed } in rows {
            if !is_closed {
                // it swallows what comes behind it
                return Err(vec![table.fault(line, "syntax", "a quotation mark is not closed").help(CLOSED)]);
            }
            if table.rows.len() + wrong.len() == MOST {
                let fault = table.fault(line, "too-large", format!("there are more than {MOST} rows"));
                return Err(vec![fault.help("split the file")]);
            }
            if table.heading.is_empty() {
                table.heading = cells;
            } else if cells.len() == table.heading.len() {
                table.rows.push(Row { line, cells });
            } else {
                wrong.push(ragged(&table, cells.len(), line));
            }
        }
        if table.heading.is_empty() {
            let empty = Finding::error("no-heading", source.name(), "the table is empty");
            return Err(vec![empty.help("its first line names the columns")]);
        }
        Ok((table, wrong))
    }

    /// An empty table.
    pub fn of(name: &str) -> Self {
        Self { name: name.to_owned(), title: None, heading: Vec::new(), rows: Vec::new() }
    }

    /// The place of the column of that name, in whatever letters.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.heading.iter().position(|known| known.eq_ignore_ascii_case(name))
    }

    /// A refusal of what stands on a line.
    pub fn fault(&self, line: usize, code: &'static str, message: impl Into<String>) -> Finding {
        Finding { line, ..Finding::error(code, &self.name, message) }
    }
}

/// What to do about a quotation mark without its fellow.
pub(crate) const CLOSED: &str = "a quotation mark inside a cell is doubled, and the cell stands in quotation marks";

/// The cells of one row, as they stand in a text.
pub(crate) struct Record {
    /// The line on which it begins, from one.
    pub(crate) line: usize,
    pub(crate) cells: Vec<String>,
    /// Whether every quotation mark has its fellow.
    pub(crate) is_closed: bool,
}

/// The rows of a text with a delimiter between its cells, blank ones too, in their order.
pub(crate) fn records(source: &Source, delimiter: u8) -> impl Iterator<Item = Record> {
    let text = source.text().strip_prefix('\u{feff}').unwrap_or(source.text());
    let mark = source.text().len() - text.len();
    let mut form = ReaderBuilder::new();
    form.delimiter(delimiter).has_headers(false).flexible(true).trim(Trim::All);
    let mut reader = form.from_reader(text.as_bytes());
    std::iter::from_fn(move || {
        let mut record = ByteRecord::new();
        // reading from memory cannot fail, and a record may have any number of cells
        reader.read_byte_record(&mut record).ok().filter(|more| *more)?;
        let place = |position: &Position| usize::try_from(position.byte()).unwrap_or(text.len()).min(text.len());
        let (begun, ended) = (record.position().map_or(0, place), place(reader.position()));
        let raw = text.get(begun..ended).unwrap_or("");
        let blank = raw.len() - raw.trim_start_matches(['\n', '\r']).len();
        Some(Record {
            line: source.line(mark + begun + blank),
            cells: record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect(),
            is_closed: raw.matches('"').count() % 2 == 0,
        })
    })
}

fn ragged(table: &Table, cells: usize, line: usize) -> Finding {
    let cells = if cells == 1 { "1 cell".to_owned() } else { format!("{cells} cells") };
    let message = format!("{cells}, and the heading has {}", table.heading.len());
    let help = "a cell that holds the delimiter or a line end stands in quotation marks; is the delimiter right?";
    table.fault(line, "cells", message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Table, Vec<Finding>> {
        Table::from_delimited(&Source::new("t.csv", text), b',')
    }

    #[test]
    fn rows_keep_their_lines_and_a_mark_at_the_beginning_is_no_letter() {
        let table = read("\u{feff}Participant,Note\r\nA,\"two\nlines\"\n\nB, x \n").unwrap();
        assert_eq!(table.heading, ["Participant", "Note"]);
        assert_eq!(table.rows[0], Row { line: 2, cells: vec!["A".into(), "two\nlines".into()] });
        assert_eq!(table.rows[1], Row { line: 5, cells: vec!["B".into(), "x".into()] });
        assert_eq!(table.column("participant"), Some(0));
    }

    #[test]
    fn every_row_with_another_number_of_cells_is_told() {
        let faults = read("a,b\n1\n1,2\n1,2,3\n").unwrap_err();
        assert_eq!(
            faults.iter().map(|fault| (fault.code, fault.line)).collect::<Vec<_>>(),
            [("cells", 2), ("cells", 4)]
        );
        assert_eq!(read("").unwrap_err()[0].code, "no-heading");
        assert_eq!(read("a,b\n1,\"2\n").unwrap_err()[0].code, "syntax");
        let (table, ragged) = Table::with_ragged(&Source::new("t.csv", "a,b\n1\n1,2\n"), b',').unwrap();
        assert_eq!((table.rows.len(), ragged.len()), (1, 1));
    }

    #[test]
    fn a_table_of_too_many_rows_is_refused() {
        let faults = read(&format!("a\n{}", "1\n".repeat(MOST + 1))).unwrap_err();
        assert_eq!((faults[0].code, faults[0].line), ("too-large", MOST + 2));
        assert_eq!(read(&format!("a\n{}", "1\n".repeat(MOST))).unwrap().rows.len(), MOST);
    }
}
