//! The text that is read, and the findings about it: of each level so many and no more.

use std::cell::{Cell, RefCell};

use super::shape::Shapes;
use super::wording::cut;
use crate::diagnostic::{Finding, Level};
use crate::source::{Source, Span};

/// How many findings of each level are kept, so that a hostile file costs no more than it can teach.
const MOST: usize = 1_000;
/// How many characters of a message are kept; it may quote what the file says.
const LONGEST: usize = 400;

/// The text that is read, and what was found in it.
pub(super) struct Text<'a> {
    pub(super) source: &'a Source,
    findings: RefCell<Vec<Finding>>,
    /// How many findings of each level there are, also those that are no longer kept.
    counts: Cell<[usize; 3]>,
    /// What each table takes, where the text is read for its shape.
    pub(super) shapes: Option<RefCell<Shapes>>,
    /// Bytes before the parsed text: those of a byte order mark.
    pub(super) offset: usize,
}

impl<'a> Text<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        let offset = if source.text().starts_with('\u{feff}') { 3 } else { 0 };
        Self { source, findings: RefCell::default(), counts: Cell::default(), shapes: None, offset }
    }

    /// A text that is read to learn what its tables take.
    pub(super) fn for_shapes(source: &'a Source) -> Self {
        Self { shapes: Some(RefCell::default()), ..Self::new(source) }
    }

    /// The text that the parser sees.
    pub(super) fn body(&self) -> &'a str {
        &self.source.text()[self.offset..]
    }

    /// A span of the parser as a span of the file.
    pub(super) fn span(&self, span: Span) -> Span {
        span.start + self.offset..span.end + self.offset
    }

    /// Records an error at a span of the file.
    pub(super) fn error(&self, code: &'static str, span: &Span, message: impl Into<String>, help: impl Into<String>) {
        self.report(Level::Error, code, span, message, help);
    }

    /// Records a finding at a span of the file.
    pub(super) fn report(
        &self,
        level: Level,
        code: &'static str,
        span: &Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.keep(level, || {
            let (message, help) = (cut(&message.into(), LONGEST), cut(&help.into(), LONGEST));
            Finding::new(level, code, self.source.name(), message).at(self.source, span.clone()).help(help)
        });
    }

    /// Counts a finding, and makes and keeps it if there is room.
    pub(super) fn keep(&self, level: Level, finding: impl FnOnce() -> Finding) {
        let is_kept = !self.is_full(level);
        let mut counts = self.counts.get();
        counts[level as usize] += 1;
        self.counts.set(counts);
        if is_kept {
            self.findings.borrow_mut().push(finding());
        }
    }

    /// Whether further findings of a level are only counted, so that nobody need look for a cure.
    pub(super) fn is_full(&self, level: Level) -> bool {
        self.counts.get()[level as usize] >= MOST
    }

    /// Ends the reading: the findings by place.
    pub(super) fn finish(self) -> Vec<Finding> {
        let mut findings = self.findings.into_inner();
        Finding::sort(&mut findings);
        let hidden: usize = self.counts.get().iter().map(|found| found.saturating_sub(MOST)).sum();
        if hidden > 0 {
            let message = format!("{hidden} more findings are not shown: of each level the first {MOST} are");
            let note = Finding::new(Level::Note, "too-many-findings", self.source.name(), message);
            findings.push(note.help("correct these first, then look again"));
        }
        findings
    }
}
