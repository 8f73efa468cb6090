//! A neutral table as a person reads it: on a terminal fitted to its width, in a pipe aligned and whole.
//!
//! The layout on a terminal is comfy-table's; colour is put on afterwards, so that widths are those of the words.

use std::borrow::Cow;

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width};
use unicode_width::UnicodeWidthStr;

use super::gate;
use super::mark::{isolated, linked};
use super::tone::{FAINT, HEAD, dress, style};
use crate::report::table::{Align, Cell, Column, Table};

mod stacked;
#[cfg(test)]
mod tests;

use self::stacked::stacked;

/// What the reader's screen can do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Terminal {
    /// Cells in a line; `None` in a pipe, where nothing is cut or wrapped.
    pub width: Option<usize>,
    /// Whether colour is wanted.
    pub colour: bool,
    /// Whether words can lead to an address.
    pub links: bool,
    /// Whether it draws more than letters: the blocks of a bar, and nothing for marks that cannot be seen.
    pub signs: bool,
}

/// Rows up to which a table is fitted; a longer one is aligned only, as fitting costs many times as much.
const FITTED_ROWS: usize = 1_000;

/// A wrapped column keeps at least its longest word, up to this many cells.
const LONGEST_WORD: usize = 16;

/// Marks in the layout, replaced before anybody sees them; the gate keeps them out of the words.
const BETWEEN_COLUMNS: char = '\u{1f}';
const BETWEEN_ROWS: char = '\u{1e}';
const UNDER_HEAD: char = '\u{1d}';

/// The table for people; its look is not promised to scripts. Ends in a line feed.
pub fn table(table: &Table, how: &Terminal) -> String {
    let rows = |bars: bool| -> Vec<Vec<Cow<'_, str>>> {
        table.rows.iter().map(|row| texts(table, row, how.width.is_some() && bars, how.signs)).collect()
    };
    let with_bars = rows(true);
    let Some(width) = how.width.filter(|_| with_bars.len() <= FITTED_ROWS) else {
        return aligned(table, &with_bars, how);
    };
    if narrowest(table, &with_bars) <= width {
        return fitted(table, &with_bars, width, how);
    }
    let bare = rows(false);
    if narrowest(table, &bare) <= width || bare.is_empty() {
        return fitted(table, &bare, width, how);
    }
    stacked(table, &bare, width, how)
}

/// Cells that the columns need, be they wrapped as they may.
fn narrowest(table: &Table, rows: &[Vec<Cow<'_, str>>]) -> usize {
    let columns = table.columns.iter().enumerate();
    let cells =
        columns.map(|(at, column)| if column.keep { widest(column, at, rows) } else { longest(column, at, rows) });
    cells.sum::<usize>() + 2 * table.columns.len().saturating_sub(1)
}

/// The harmless words of a row, one for each column, with their bars where there is room.
fn texts<'t>(table: &Table, row: &'t [Cell], bars: bool, signs: bool) -> Vec<Cow<'t, str>> {
    let words = |cell: &'t Cell| match cell.bar.filter(|_| bars) {
        Some(tenths) => Cow::Owned(format!("{} {}", bar(tenths, signs), gate::terminal(&cell.text))),
        None => gate::terminal(&cell.text),
    };
    (0..table.columns.len()).map(|at| row.get(at).map_or(Cow::Borrowed(""), words)).collect()
}

/// A bar of ten cells.
fn bar(tenths: u8, signs: bool) -> String {
    let (full, empty) = if signs { ("█", "░") } else { ("#", "-") };
    let full_cells = usize::from(tenths.min(10));
    format!("{}{}", full.repeat(full_cells), empty.repeat(10 - full_cells))
}

/// Words of a cell as they are shown: in its tone, or in that of the head, leading to its address, turned the right way.
fn shown(words: &str, table: &Table, row: Option<usize>, column: usize, how: &Terminal) -> String {
    let Some(row) = row else { return dress(words, HEAD, how.colour) };
    let Some(cell) = table.rows.get(row).and_then(|cells| cells.get(column)) else { return words.to_owned() };
    let dressed = dress(&isolated(words, how.signs), style(cell.tone), how.colour);
    match &cell.link {
        Some(address) if how.links => linked(&dressed, address),
        _ => dressed,
    }
}

/// Columns as wide as their widest cell, two blanks between them.
fn aligned(table: &Table, rows: &[Vec<Cow<'_, str>>], how: &Terminal) -> String {
    let widths: Vec<usize> = table.columns.iter().enumerate().map(|(at, column)| widest(column, at, rows)).collect();
    let titles: Vec<Cow<'_, str>> = table.columns.iter().map(|column| Cow::Borrowed(column.title)).collect();
    let mut out = String::new();
    let mut line = |cells: &[Cow<'_, str>], row: Option<usize>| {
        let fields = table.columns.iter().zip(cells).zip(&widths).enumerate();
        let padded = fields.map(|(at, ((column, text), &width))| {
            pad(&shown(text, table, row, at, how), width - text.width(), column.align)
        });
        out.push_str(padded.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
        if how.width.is_some() && row.is_none() {
            out.push_str(&rule(widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1), how.colour));
        }
    };
    line(&titles, None);
    for (at, row) in rows.iter().enumerate() {
        line(row, Some(at));
    }
    out
}

fn widest(column: &Column, at: usize, rows: &[Vec<Cow<'_, str>>]) -> usize {
    rows.iter().map(|row| row[at].width()).chain([column.title.width()]).max().unwrap_or(0)
}

fn pad(text: &str, blanks: usize, align: Align) -> String {
    match align {
        Align::Left => format!("{text}{:blanks$}", ""),
        Align::Right => format!("{:blanks$}{text}", ""),
    }
}

fn rule(width: usize, colour: bool) -> String {
    format!("{}\n", dress(&"─".repeat(width), FAINT, colour))
}

/// Lays the table out for a width and dresses the result.
fn fitted(table: &Table, rows: &[Vec<Cow<'_, str>>], width: usize, how: &Terminal) -> String {
    let layout = layout(table, rows, width);
    let mut out = String::new();
    let mut row = None;
    for line in layout.lines() {
        match line.chars().next() {
            Some(UNDER_HEAD) => {
                out.push_str(&rule(line.chars().count(), how.colour));
                row = Some(0);
            }
            Some(BETWEEN_ROWS) => row = row.map(|at| at + 1),
            _ => out.push_str(&dressed(&line, table, row, how)),
        }
    }
    out
}

/// One line of the layout with its looks, without trailing blanks.
fn dressed(line: &str, table: &Table, row: Option<usize>, how: &Terminal) -> String {
    let fields = line.split(BETWEEN_COLUMNS).enumerate().map(|(at, field)| {
        let words = field.trim();
        let (before, after) = field.split_at(field.len() - field.trim_start().len());
        let blanks = &after[words.len()..];
        format!("{before}{}{blanks}", shown(words, table, row, at, how))
    });
    let line = fields.collect::<Vec<_>>().join(" ");
    format!("{}\n", line.trim_end())
}

/// The table in comfy-table's terms: words wrap, ids and dates do not, and marks stand where lines would.
fn layout(table: &Table, rows: &[Vec<Cow<'_, str>>], width: usize) -> comfy_table::Table {
    let mut out = comfy_table::Table::new();
    out.load_style(marks()).set_content_arrangement(ContentArrangement::Dynamic);
    out.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    out.set_header(table.columns.iter().map(|column| column.title));
    for row in rows {
        out.add_row(row.iter().map(comfy_table::Cell::new));
    }
    for (at, column) in table.columns.iter().enumerate() {
        let constraint = constraint(column, at, rows);
        let is_last = at + 1 == table.columns.len();
        if let Some(place) = out.column_mut(at) {
            place.set_constraint(constraint).set_padding((0, u16::from(!is_last)));
            place.set_cell_alignment(match column.align {
                Align::Left => CellAlignment::Left,
                Align::Right => CellAlignment::Right,
            });
        }
    }
    out
}

fn constraint(column: &Column, at: usize, rows: &[Vec<Cow<'_, str>>]) -> ColumnConstraint {
    if column.keep {
        return ColumnConstraint::ContentWidth;
    }
    let least = longest(column, at, rows);
    ColumnConstraint::LowerBoundary(Width::Fixed(u16::try_from(least).unwrap_or(u16::MAX)))
}

/// Cells of the longest word of a column, as far as a wrapped column keeps it whole.
fn longest(column: &Column, at: usize, rows: &[Vec<Cow<'_, str>>]) -> usize {
    let words = rows.iter().flat_map(|row| row[at].split(' ')).chain(column.title.split(' '));
    words.map(UnicodeWidthStr::width).max().unwrap_or(0).min(LONGEST_WORD)
}

fn marks() -> comfy_table::TableStyle {
    use comfy_table::{ContentLineStyle, LineStyle, TableStyle};
    let between = ContentLineStyle::none().junction(BETWEEN_COLUMNS);
    TableStyle::new()
        .header_lines(between)
        .content_lines(between)
        .header_separator(LineStyle::none().fill(UNDER_HEAD).junction(UNDER_HEAD))
        .row_separator(LineStyle::none().fill(BETWEEN_ROWS).junction(BETWEEN_ROWS))
}
