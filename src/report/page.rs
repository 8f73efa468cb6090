//! A neutral page: a head, labelled lines, and sections of blocks; what a report in prose can give.

use super::table::Cell;

/// A line behind its label.
pub type Labelled = (&'static str, String);

/// A page.
#[derive(Debug, Default)]
pub struct Page {
    /// What the page is about.
    pub head: String,
    /// Labelled lines about the whole.
    pub lines: Vec<Labelled>,
    /// The sections.
    pub sections: Vec<Section>,
}

/// Blocks under a title.
#[derive(Debug, Default)]
pub struct Section {
    /// The title; empty for none.
    pub title: String,
    /// The blocks.
    pub blocks: Vec<Block>,
}

/// One thing with labelled lines.
#[derive(Debug, Default)]
pub struct Block {
    /// What it is.
    pub head: Vec<Cell>,
    /// Labelled lines.
    pub lines: Vec<Labelled>,
}

impl Section {
    /// Adds it to a page, if anything stands in it.
    pub fn onto(self, page: &mut Page) {
        if !self.blocks.is_empty() {
            page.sections.push(self);
        }
    }
}

impl Block {
    /// One line of words, without labels.
    pub fn words(text: impl Into<String>) -> Self {
        Self { head: vec![Cell::from(text.into())], lines: Vec::new() }
    }

    /// Adds a labelled line, where there is something to say.
    pub fn line(&mut self, label: &'static str, text: Option<impl Into<String>>) {
        self.lines.extend(text.map(|text| (label, text.into())));
    }
}
