//! How a command changes agreements: a proposal for each, through the one write path.
//!
//! What the answer about the agreement rests on must be sound, so that the writer can say what became of it; the text that
//! results is loaded again, and a change that brings a new error is refused.

use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};

use crate::cli::Writing;
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

    /// That something is on record from a later moment than that of recording, so one of the two clocks is wrong.
    pub(crate) fn behind(&self, now: DateTime<Utc>) -> Option<String> {
        let agreement = &self.before.agreement;
        let acts = agreement.acts.iter().flat_map(|act| [act.recorded, act.retracted.as_ref().and_then(|r| r.at)]);
        let last = acts.chain(agreement.looked.iter().map(|look| look.recorded)).flatten().max()?;
        let moment = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let words = || format!("recorded at {}, but something is on record from {}", moment(now), moment(last));
        (now < last).then(|| format!("{}: one of the clocks is wrong", words()))
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
    reading: &Reading,
    id: &AgreementId,
    writing: &Writing,
    propose: &mut dyn FnMut(&Source, &Entry) -> Result<String, Failure>,
) -> Result<Written, Failure> {
    change_known(reading, id, None, writing, propose)
}

/// As [`change`], of an agreement that was read before: if its text is still the same it is not loaded again.
///
/// # Errors
/// As [`change`].
pub(crate) fn change_known(
    reading: &Reading,
    id: &AgreementId,
    known: Option<Known>,
    writing: &Writing,
    propose: &mut dyn FnMut(&Source, &Entry) -> Result<String, Failure>,
) -> Result<Written, Failure> {
    let ids = std::slice::from_ref(id);
    let written = changes(reading, ids, known, writing, &mut |_, source, entry| propose(source, entry))?;
    let one = written.into_iter().next();
    one.ok_or_else(|| Failure::new(Exit::Io, "input-output", "the change was not made"))
}

/// Changes agreements, all or none: `propose` gives the new text of each, which it is told by its place in `ids`.
///
/// # Errors
/// As [`change`]; one refusal stands for all.
pub(crate) fn change_all(
    reading: &Reading,
    ids: &[AgreementId],
    writing: &Writing,
    propose: &mut Propose,
) -> Result<Vec<Written>, Failure> {
    changes(reading, ids, None, writing, propose)
}

/// A text that was read, and the sound agreement in it.
pub(crate) struct Known {
    /// The text.
    pub(crate) source: Source,
    /// What it says.
    pub(crate) entry: Entry,
}

fn changes(
    reading: &Reading,
    ids: &[AgreementId],
    mut known: Option<Known>,
    writing: &Writing,
    propose: &mut Propose,
) -> Result<Vec<Written>, Failure> {
    let mut sound = |id: &AgreementId, source: &Source| match known.take_if(|known| known.source == *source) {
        Some(known) => Ok(known.entry),
        None => reading.sound(id, reading.load_text(id, source)),
    };
    if writing.dry_run {
        let sources = ids.iter().map(|id| reading.text(id).map(Some));
        return proposals(reading, ids, &sources.collect::<Result<Vec<_>, _>>()?, &mut sound, propose);
    }
    let mut written = Vec::new();
    let wait = Duration::from_secs(writing.lock_timeout);
    reading.store.change_all(ids, wait, &mut |sources: &[Option<Source>]| {
        written = proposals(reading, ids, sources, &mut sound, propose)?;
        let change = |one: &Written| one.new.clone().map_or(Change::Unchanged, Change::Text);
        Ok::<_, Failure>(written.iter().map(change).collect())
    })?;
    Ok(written)
}

/// Gives the new text of one of several agreements, by its place among them.
pub(crate) type Propose<'p> = dyn FnMut(usize, &Source, &Entry) -> Result<String, Failure> + 'p;

/// Gives the sound agreement of a text.
type Sound<'s> = dyn FnMut(&AgreementId, &Source) -> Result<Entry, Failure> + 's;

/// The changes that are proposed for some texts, in their order.
fn proposals(
    reading: &Reading,
    ids: &[AgreementId],
    sources: &[Option<Source>],
    sound: &mut Sound,
    propose: &mut Propose,
) -> Result<Vec<Written>, Failure> {
    let each = ids.iter().zip(sources).enumerate();
    let proposed = each.map(|(at, (id, source))| {
        let source = source.as_ref().ok_or_else(|| reading.missing(id))?;
        proposal(reading, id, source, sound, &mut |source, entry| propose(at, source, entry))
    });
    proposed.collect()
}

/// The change that is proposed for one text, held against what it would load as.
fn proposal(
    reading: &Reading,
    id: &AgreementId,
    source: &Source,
    sound: &mut Sound,
    propose: &mut dyn FnMut(&Source, &Entry) -> Result<String, Failure>,
) -> Result<Written, Failure> {
    reading.keep(source);
    let before = sound(id, source)?;
    reading.floors_of(&before)?;
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
