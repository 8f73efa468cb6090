//! How a command changes one agreement: one proposal, through the one write path.
//!
//! The text that results is loaded again; a change that brings a new error is refused.

use std::time::Duration;

use crate::cli::Writing;
use crate::context::Context;
use crate::error::{Exit, Failure};
use crate::model::AgreementId;
use crate::reading::{Entry, Reading};
use crate::render::diff;
use crate::source::Source;
use crate::store::Change;

/// What came of a change.
pub(crate) struct Written {
    /// The agreement before.
    pub(crate) before: Entry,
    /// The agreement after; `None` where nothing changed.
    pub(crate) after: Option<Entry>,
    old: Source,
    new: Option<String>,
}

impl Written {
    /// The agreement as it is now.
    pub(crate) fn now(&self) -> &Entry {
        self.after.as_ref().unwrap_or(&self.before)
    }

    /// The change as a diff; empty where there is none.
    pub(crate) fn diff(&self, colour: bool) -> String {
        match &self.new {
            Some(new) => diff::unified(self.old.name(), Some(self.old.text()), Some(new), colour),
            None => String::new(),
        }
    }
}

/// Changes an agreement: `propose` gives the new text; the same text changes nothing.
///
/// # Errors
/// What `propose` refuses; errors in the file as it is (65); a change that would bring an error (65); the store's.
pub(crate) fn change(
    ctx: &mut Context,
    reading: &Reading,
    id: &AgreementId,
    writing: &Writing,
    propose: &mut dyn FnMut(&Source, &Entry) -> Result<String, Failure>,
) -> Result<Written, Failure> {
    if writing.dry_run {
        let (source, _) = reading.load(id)?;
        return proposal(reading, id, &source, propose);
    }
    let mut written = None;
    let wait = Duration::from_secs(writing.lock_timeout);
    let outcome = reading.store.change(id, wait, &mut |source: &Source| {
        let result = proposal(reading, id, source, propose)?;
        let change = result.new.clone().map_or(Change::Unchanged, Change::Text);
        written = Some(result);
        Ok::<Change, Failure>(change)
    });
    if let Err(failure) = outcome {
        return Err(if failure.code == "not-found" { reading.missing(id) } else { failure });
    }
    let _ = ctx;
    written.ok_or_else(|| Failure::new(Exit::Io, "input-output", "the change was not made"))
}

/// The change that is proposed for a text, held against what it would load as.
fn proposal(
    reading: &Reading,
    id: &AgreementId,
    source: &Source,
    propose: &mut dyn FnMut(&Source, &Entry) -> Result<String, Failure>,
) -> Result<Written, Failure> {
    reading.keep(source);
    let before = reading.sound(id, reading.load_text(id, source))?;
    let new = propose(source, &before)?;
    if new == source.text() {
        return Ok(Written { before, after: None, old: source.clone(), new: None });
    }
    let changed = Source::new(source.name(), new.clone());
    reading.keep(&changed);
    let after = reading.sound(id, reading.load_text(id, &changed)).map_err(|failure| Failure {
        message: format!("the change to `{id}` would bring an error, so nothing was written"),
        ..failure
    })?;
    Ok(Written { before, after: Some(after), old: source.clone(), new: Some(new) })
}
