//! CSV and TSV from a neutral table: a head always, fixed columns, RFC 4180 quoting, formulas disarmed.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};

use super::gate;
use crate::report::table::Table;

/// Comma-separated, lines ended by a line feed; cells as [`gate::csv_cell`] writes them.
pub fn csv(table: &Table) -> String {
    write(table, b',', |cell| cell)
}

/// Tab-separated: as [`csv()`], with tabs and line breaks inside a cell written out, so that a row is a line.
pub fn tsv(table: &Table) -> String {
    write(table, b'\t', |cell| match cell.contains(['\t', '\n', '\r']) {
        true => Cow::Owned(cell.replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")),
        false => cell,
    })
}

/// Writes head and rows, each cell through the gate and then through `fit`.
fn write(table: &Table, delimiter: u8, fit: impl for<'c> Fn(Cow<'c, str>) -> Cow<'c, str>) -> String {
    let mut writer =
        WriterBuilder::new().delimiter(delimiter).terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    let mut record = |fields: &mut dyn Iterator<Item = &str>| {
        let cells: Vec<Cow<'_, str>> = fields.map(|text| fit(gate::csv_cell(text))).collect();
        writer.write_record(cells.iter().map(|cell| cell.as_bytes())).expect("rows of one length into memory");
    };
    record(&mut table.columns.iter().map(|column| column.name));
    for row in &table.rows {
        let width = table.columns.len();
        record(&mut (0..width).map(|at| row.get(at).map_or("", |cell| cell.text.as_str())));
    }
    let bytes = writer.into_inner().expect("memory takes every byte");
    String::from_utf8(bytes).expect("text in, text out")
}
