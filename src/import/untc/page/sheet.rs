//! The tables of a page while they are read: rows and cells, whose ends may be left out.

use super::text::Text;

/// A table as the page has it.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The line on which it begins.
    pub(super) line: usize,
    /// Whether the page goes on after it.
    pub(super) is_closed: bool,
    pub(super) rows: Vec<RawRow>,
}

#[derive(Debug, Default)]
pub(super) struct RawRow {
    pub(super) line: usize,
    pub(super) cells: Vec<RawCell>,
}

#[derive(Debug, Default)]
pub(super) struct RawCell {
    pub(super) text: String,
    /// How many columns it takes.
    pub(super) across: u32,
    /// How many rows it takes.
    pub(super) down: u32,
}

/// A table while it is read.
#[derive(Debug, Default)]
pub(super) struct Open {
    sheet: Sheet,
    /// Where it begins, in bytes.
    at: usize,
    is_in_row: bool,
    cell: Option<(Text, u32, u32)>,
}

impl Open {
    pub(super) fn new(sheet: Sheet, at: usize) -> Self {
        Self { sheet, at, ..Self::default() }
    }

    pub(super) fn row(&mut self, line: usize) {
        self.end_cell();
        self.is_in_row = true;
        self.sheet.rows.push(RawRow { line, cells: Vec::new() });
    }

    pub(super) fn cell(&mut self, line: usize, across: u32, down: u32) {
        if !self.is_in_row {
            self.row(line);
        }
        self.end_cell();
        self.cell = Some((Text::default(), across, down));
    }

    /// The text of the cell that is read.
    pub(super) fn text(&mut self) -> Option<&mut Text> {
        self.cell.as_mut().map(|(text, _, _)| text)
    }

    pub(super) fn end_cell(&mut self) {
        let row = self.sheet.rows.last_mut();
        if let Some(((text, across, down), row)) = self.cell.take().zip(row) {
            row.cells.push(RawCell { text: text.finish(), across: across.max(1), down: down.max(1) });
        }
    }

    pub(super) fn end_row(&mut self) {
        self.end_cell();
        self.is_in_row = false;
    }

    /// Where the table begins, and what it is.
    pub(super) fn finish(mut self, is_closed: bool) -> (usize, Sheet) {
        self.end_row();
        (self.at, Sheet { is_closed, ..self.sheet })
    }
}
