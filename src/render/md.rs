//! A Markdown table from a neutral table; no raw HTML, links only to http and https.

use super::gate;
use crate::report::table::{Align, Cell, Table};

/// A pipe table as GitHub and most editors read it.
pub fn md(table: &Table) -> String {
    let mut out = line(table.columns.iter().map(|column| gate::markdown(column.title)));
    out.push_str(&line(table.columns.iter().map(|column| match column.align {
        Align::Left => "---".to_owned(),
        Align::Right => "--:".to_owned(),
    })));
    for row in &table.rows {
        out.push_str(&line((0..table.columns.len()).map(|at| row.get(at).map_or_else(String::new, cell))));
    }
    out
}

/// The words, as a link where there is a harmless one.
fn cell(cell: &Cell) -> String {
    let words = gate::markdown(&cell.text);
    match cell.link.as_deref().and_then(gate::url) {
        Some(address) => format!("[{words}](<{}>)", address.replace('|', "%7C")),
        None => words,
    }
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.collect();
    format!("| {} |\n", cells.join(" | "))
}
