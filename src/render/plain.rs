//! The promised text forms: tab-separated, one row a line, no quoting, no colour; for `cut` and `awk`.

use super::gate;
use crate::report::table::{Cell, Table};

/// The rows, without a head: the columns are those of `--columns`, in that order.
pub fn plain(table: &Table) -> String {
    table.rows.iter().map(|row| line(row)).collect()
}

/// One row.
pub fn line(row: &[Cell]) -> String {
    let mut out = String::with_capacity(row.iter().map(|cell| cell.text.len() + 1).sum());
    for (at, cell) in row.iter().enumerate() {
        if at > 0 {
            out.push('\t');
        }
        out.push_str(&gate::terminal(&cell.text));
    }
    out.push('\n');
    out
}

/// The first column alone, a line each: the ids of what was found.
pub fn firsts(table: &Table) -> String {
    let first = |row: &Vec<Cell>| row.first().map_or_else(String::new, |cell| gate::terminal(&cell.text).into_owned());
    table.rows.iter().map(|row| format!("{}\n", first(row))).collect()
}
