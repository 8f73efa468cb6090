//! The promised text form: tab-separated, one row a line, no quoting, no colour; for `cut` and `awk`.

use super::gate;
use crate::report::table::Table;

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
