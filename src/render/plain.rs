//! The promised text form: tab-separated, one row a line, no quoting, no colour; for `cut` and `awk`.

use super::gate;
use crate::report::table::Table;

/// A head of column names, then the rows.
pub fn plain(table: &Table) -> String {
    let head: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let mut out = head.join("\t");
    out.push('\n');
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
