//! A neutral page as text for a person.

use super::gate;
use super::text::Terminal;
use super::tone::paint;
use super::wrap::{behind, headline};
use crate::report::page::{Block, Labelled, Page};

/// Cells that a label takes.
const LABEL: usize = 11;

/// Where a head goes on that does not fit: further in than the lines below it.
const HANGING: usize = 6;

/// The page; on a terminal lines are wrapped under themselves.
pub fn page(page: &Page, how: &Terminal) -> String {
    let mut text = String::new();
    if !page.head.is_empty() {
        text.push_str(&format!("{}\n", headline(&page.head, how)));
    }
    text.push_str(&labelled(&page.lines, "  ", how));
    for section in &page.sections {
        if !text.is_empty() && !text.ends_with("\n\n") {
            text.push('\n');
        }
        if !section.title.is_empty() {
            text.push_str(&headline(&section.title, how));
        }
        for one in &section.blocks {
            text.push_str(&block(one, how));
        }
    }
    text
}

fn block(block: &Block, how: &Terminal) -> String {
    let plain: Vec<&str> = block.head.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect();
    let width: usize = plain.iter().map(|text| unicode_width::UnicodeWidthStr::width(*text) + 2).sum();
    let head = if how.width.is_some_and(|room| width > room) {
        behind("  ", &plain.join("  "), HANGING, how)
    } else {
        let cells = block.head.iter().filter(|cell| !cell.text.is_empty());
        let words: Vec<String> = cells.map(|cell| paint(&gate::terminal(&cell.text), cell.tone, how.colour)).collect();
        format!("  {}\n", words.join("  "))
    };
    head + &labelled(&block.lines, "    ", how)
}

fn labelled(lines: &[Labelled], indent: &str, how: &Terminal) -> String {
    let behind_label = |(label, line): &Labelled| {
        let head = format!("{indent}{label:<LABEL$} ");
        behind(&head, line, head.chars().count(), how)
    };
    lines.iter().map(behind_label).collect()
}
