//! The promised text forms: tab-separated, one row a line, no quoting, no colour; for `cut` and `awk`.

use super::gate;
use crate::report::table::{Cell, Table};

/// The rows, without a head: the columns are those of `--columns`, in that order.
pub fn plain(table: &Table) -> String {
    let mut out = String::new();
    for row in &table.rows {
        for at in 0..table.columns.len() {
            if at > 0 {
                out.push('\t');
            }
            out.push_str(&gate::terminal(row.get(at).map_or("", |cell| &cell.text)));
        }
        out.push('\n');
    }
    out
}

/// The first column alone, a line each: the ids of what was found.
pub fn firsts(table: &Table) -> String {
    let first = |row: &Vec<Cell>| row.first().map_or_else(String::new, |cell| gate::terminal(&cell.text).into_owned());
    table.rows.iter().map(|row| format!("{}\n", first(row))).collect()
}
