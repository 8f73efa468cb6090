//! Changes as a table, and as a page for people.

use super::super::page::{Block, Page, Section};
use super::super::prose;
use super::super::table::{Cell, Column, Table};
use super::{Change, ChangesReport, Side};

/// The changes as a table: id first, columns fixed.
pub fn table(changes: &[Change]) -> Table {
    let mut table = Table::new(vec![
        Column::keep("id", "CHANGE"),
        Column::keep("agreement", "AGREEMENT"),
        Column::keep("what", "WHAT"),
        Column::words("parties", "PARTIES"),
        Column::keep("date", "DATE"),
        Column::words("sentence", "SENTENCE"),
        Column::words("before", "BEFORE"),
        Column::words("after", "AFTER"),
        Column::words("acts", "ACTS"),
        Column::words("sources", "SOURCES"),
    ]);
    for change in changes {
        let mut sources = Cell::from(change.sources.join("; "));
        sources.link = change.links.first().cloned();
        table.row(vec![
            change.id.as_str().into(),
            change.agreement.as_str().into(),
            change.what.as_str().into(),
            joined(&change.parties, " ").into(),
            change.date.map(|date| date.to_string()).unwrap_or_default().into(),
            change.sentence.as_str().into(),
            change.before.as_ref().map(Side::words).unwrap_or_default().into(),
            change.after.as_ref().map(Side::words).unwrap_or_default().into(),
            joined(&change.acts, " ").into(),
            sources,
        ]);
    }
    table
}

fn joined<T: ToString>(items: &[T], by: &str) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(by)
}

/// The changes for people, by agreement.
pub fn page(report: &ChangesReport) -> Page {
    let mut page = Page::default();
    let groups = report.changes.chunk_by(|one, other| one.agreement == other.agreement);
    for group in groups {
        let blocks = group.iter().map(block).collect();
        let title = format!("{}  ({})", group[0].title, group[0].agreement);
        Section { title, blocks }.onto(&mut page);
    }
    page
}

fn block(change: &Change) -> Block {
    let mut block = Block::words(change.bare());
    let side = |side: &Option<Side>| side.as_ref().map_or_else(|| "nothing on record".to_owned(), Side::words);
    if change.before.is_some() || change.after.is_some() {
        block.line("before", Some(side(&change.before)));
        block.line("now", Some(side(&change.after)));
    }
    block.line("sources", (!change.sources.is_empty()).then(|| prose::list(&change.sources)));
    block.line("change", Some(change.id.as_str()));
    block
}
