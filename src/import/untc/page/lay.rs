//! The rows of a page's table, each cell under its heading.

use super::sheet::{RawCell, RawRow, Sheet};
use super::text::{is_mark, one_line};
use crate::diagnostic::Finding;
use crate::import::untc::shown;
use crate::import::{Row, Table};

/// More columns and rows than any table of the register has.
const COLUMNS: usize = 64;
const ROWS: usize = 10_000;

/// What a table is laid out as.
pub(super) struct Laid {
    pub(super) table: Table,
    /// Rows that do not stand under the heading.
    pub(super) refused: Vec<Finding>,
}

/// Where the heading of participants stands in a table.
pub(super) fn heading_of(sheet: &Sheet) -> Option<usize> {
    let is_heading = |row: &RawRow| {
        let first = row.cells.first().map(|cell| unmarked(&cell.text).to_lowercase());
        first.is_some_and(|first| matches!(first.as_str(), "participant" | "participants"))
    };
    sheet.rows.iter().position(is_heading)
}

/// The names of the columns, the first as readers of tables call it.
pub(super) fn headings(row: &RawRow) -> Vec<String> {
    let mut names: Vec<String> = row.cells.iter().map(|cell| one_line(&cell.text.replace(is_mark, " "))).collect();
    if let Some(first) = names.first_mut() {
        *first = "Participant".to_owned();
    }
    names
}

/// Lays a table out.
///
/// # Errors
/// A heading that is not one cell a column, a table larger than any of the register.
pub(super) fn lay(sheet: &Sheet, heading: usize, name: &str) -> Result<Laid, Box<Finding>> {
    let head = &sheet.rows[heading];
    let mut table = Table { heading: headings(head), ..Table::of(name) };
    let help = "is this a participant table of the register, as its page shows it?";
    if head.cells.len() > COLUMNS || sheet.rows.len() > ROWS {
        let size = format!("{} rows, and {} columns", sheet.rows.len(), head.cells.len());
        return Err(Box::new(table.fault(head.line, "cells", format!("the table has {size}")).help(help)));
    }
    if head.cells.iter().any(|cell| cell.across > 1 || cell.down > 1) {
        let message = "a cell of the heading stands over several columns or rows";
        return Err(Box::new(table.fault(head.line, "cells", message).help(help)));
    }
    let mut laying = Laying { columns: head.cells.len(), held: vec![None; head.cells.len()], refused: Vec::new() };
    for row in &sheet.rows[heading + 1..] {
        let is_heading = row.cells.iter().map(|cell| &cell.text).eq(head.cells.iter().map(|cell| &cell.text));
        if !is_heading {
            laying.row(row, &mut table);
        }
    }
    Ok(Laid { table, refused: laying.refused })
}

struct Laying {
    columns: usize,
    /// For how many rows more a cell from above stands in each column, and whether it says anything.
    held: Vec<Option<(u32, bool)>>,
    refused: Vec<Finding>,
}

impl Laying {
    fn row(&mut self, row: &RawRow, table: &mut Table) {
        let held: Vec<Option<bool>> = self.held.iter_mut().map(next).collect();
        if row.cells.iter().all(|cell| cell.text.is_empty()) && row.cells.len() <= self.columns {
            return;
        }
        let free: Vec<usize> = (0..self.columns).filter(|column| held[*column].is_none()).collect();
        if row.cells.len() != free.len() || row.cells.iter().any(|cell| cell.across > 1) {
            return self.refused.push(ragged(table, row, free.len()));
        }
        let goes_on = held[0].is_some();
        if !goes_on && held.contains(&Some(true)) {
            let message = format!("`{}` shares a cell with the row above", shown(&row.cells[0].text));
            let help = "the page does not say whose act it is; record it by hand";
            return self.refused.push(table.fault(row.line, "shared-cell", message).help(help));
        }
        for (column, RawCell { text, down, .. }) in free.iter().zip(&row.cells) {
            self.held[*column] = (*down > 1).then(|| (*down - 1, !text.is_empty()));
        }
        if !goes_on {
            table.rows.push(Row { line: row.line, cells: vec![String::new(); self.columns] });
        }
        // a participant whose cell takes several rows did what stands in all of them
        for (column, cell) in free.iter().zip(&row.cells).filter(|(_, cell)| !cell.text.is_empty()) {
            table.rows.last_mut().into_iter().for_each(|last| add(&mut last.cells[*column], *column, &cell.text));
        }
    }
}

/// What stands in a column from above, once.
fn next(held: &mut Option<(u32, bool)>) -> Option<bool> {
    let (rows, says) = held.take()?;
    *held = (rows > 1).then_some((rows - 1, says));
    Some(says)
}

/// A name stands in one line; lines part the acts of other cells.
fn add(cell: &mut String, column: usize, text: &str) {
    if !cell.is_empty() {
        cell.push('\n');
    }
    cell.push_str(&if column == 0 { one_line(text) } else { text.to_owned() });
}

fn ragged(table: &Table, row: &RawRow, free: usize) -> Finding {
    let said: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect();
    let said = shown(said.first().copied().unwrap_or_default());
    let message = match row.cells.as_slice() {
        [_] => format!("`{said}` is a row of one cell, and the heading has {}", table.heading.len()),
        cells => format!("the row of `{said}` has {} cells, and {free} columns are free", cells.len()),
    };
    table.fault(row.line, "cells", message).help("look at the row on the page, and record by hand what it says")
}

/// A text without the marks of footnotes behind it.
fn unmarked(text: &str) -> String {
    one_line(&text.replace(is_mark, " "))
        .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | ','))
        .to_owned()
}
