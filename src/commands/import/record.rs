//! What came is put on record: each agreement made or changed, all of them or none.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::join::{Taken, beside, fits, taken};
use crate::cli::Writing;
use crate::date::Day;
use crate::diagnostic::Finding;
use crate::error::{Exit, Failure};
use crate::import::{Header, Imported, Incoming, IncomingAct};
use crate::ledger::edit::{self, NewAgreement, Recorded};
use crate::model::{Act, ActId, AgreementId, Retraction};
use crate::reading::{Entry, Reading};
use crate::render::diff;
use crate::source::Source;
use crate::store::Change;

/// What becomes of one agreement.
pub(super) struct Made {
    pub(super) id: AgreementId,
    pub(super) is_new: bool,
    /// What became of each act that came, but for those that the desk has retracted.
    pub(super) results: Vec<Recorded>,
    /// How many acts came that the desk has retracted: they stay so.
    pub(super) retracted: usize,
    /// How many are retracted here and there.
    pub(super) retracted_alike: usize,
    /// Acts that were recorded though the record has the same with another day, one sentence each.
    pub(super) beside: Vec<String>,
    /// Rows whose act the record cannot hold.
    pub(super) refused: Vec<Finding>,
    name: String,
    old: Option<Source>,
    new: Option<String>,
}

impl Made {
    /// Whether its file changes.
    pub(super) fn is_changed(&self) -> bool {
        self.new.is_some()
    }

    /// The change as a diff; empty where there is none.
    pub(super) fn diff(&self, colour: bool) -> String {
        let old = self.old.as_ref().map(Source::text);
        self.new.as_ref().map_or_else(String::new, |new| diff::unified(&self.name, old, Some(new), colour))
    }
}

/// Who records, when, and whether the rest is recorded where something is refused.
pub(super) struct Recorder {
    pub(super) at: DateTime<Utc>,
    pub(super) by: Option<String>,
    pub(super) today: Day,
    pub(super) skips: bool,
}

/// Puts everything on record, or with `--dry-run` works out what would change.
///
/// # Errors
/// An agreement that is not there and has no title (66), errors in a file as it is (65), a change that would bring an
/// error (65), an id on another act (65), an act that the record cannot hold, unless those are skipped (65); the
/// store's.
pub(super) fn record(
    reading: &Reading,
    writing: &Writing,
    imported: &Imported,
    recorder: &Recorder,
) -> Result<Vec<Made>, Failure> {
    let incoming = &imported.incoming;
    let ids: Vec<AgreementId> = incoming.iter().map(|one| one.id.clone()).collect();
    if writing.dry_run {
        let there = reading.ids()?;
        let source = |id: &AgreementId| there.binary_search(id).is_ok().then(|| reading.text(id)).transpose();
        let sources = ids.iter().map(source).collect::<Result<Vec<_>, _>>()?;
        return made(reading, imported, &sources, recorder);
    }
    let mut all = Vec::new();
    let wait = Duration::from_secs(writing.lock_timeout);
    reading.store.change_all(&ids, wait, &mut |sources: &[Option<Source>]| {
        all = made(reading, imported, sources, recorder)?;
        let change = |one: &Made| one.new.clone().map_or(Change::Unchanged, Change::Text);
        Ok::<_, Failure>(all.iter().map(change).collect())
    })?;
    Ok(all)
}

fn made(
    reading: &Reading,
    imported: &Imported,
    sources: &[Option<Source>],
    recorder: &Recorder,
) -> Result<Vec<Made>, Failure> {
    let each = imported.incoming.iter().zip(sources);
    let made: Vec<Made> =
        each.map(|(one, source)| make(reading, one, source.as_ref(), recorder)).collect::<Result<_, _>>()?;
    let refused: Vec<Finding> = made.iter().flat_map(|one| one.refused.iter().cloned()).collect();
    if refused.is_empty() || recorder.skips { Ok(made) } else { Err(super::refused(refused, imported.rows)) }
}

fn make(reading: &Reading, incoming: &Incoming, source: Option<&Source>, recorder: &Recorder) -> Result<Made, Failure> {
    let id = &incoming.id;
    let name = format!("agreements/{id}.toml");
    let begun = match source {
        Some(source) => source.clone(),
        None => Source::new(&name, new_text(&incoming.header).ok_or_else(|| untitled(reading, id))?),
    };
    let begun = with_weights(reading, incoming, begun, source.is_some())?;
    let before = sound(reading, id, &begun)?;
    let (fit, refused): (Vec<_>, Vec<_>) = incoming
        .acts
        .iter()
        .map(|act| fits(act, &before.agreement, recorder.today).map(|()| act))
        .partition(Result::is_ok);
    let fit: Vec<&IncomingAct> = fit.into_iter().flatten().collect();
    let refused = refused.into_iter().filter_map(Result::err).map(|finding| *finding).collect();
    let of_the_record = if source.is_some() { incoming.header.sources.as_slice() } else { &[] };
    let taken = taken(&fit, &before.agreement, of_the_record, recorder);
    let (text, results) = edit::record_all(&begun, &before.agreement, &taken.acts)
        .map_err(|clashes| taken_ids(id, &taken.came, &clashes))?;
    let text = retracted(reading, id, Source::new(&name, text), &taken.retractions(&results));
    let Taken { acts, retracted, retracted_alike, .. } = taken;
    let new = source.is_none_or(|source| text != source.text()).then_some(text);
    if let Some(text) = &new {
        sound(reading, id, &Source::new(&name, text)).map_err(|failure| Failure {
            message: format!("what came for `{id}` would bring an error, so nothing was recorded"),
            ..failure
        })?;
    }
    let beside = beside(&before.agreement, &acts, &results);
    let (is_new, old) = (source.is_none(), source.cloned());
    Ok(Made { id: id.clone(), is_new, results, retracted, retracted_alike, beside, refused, name, old, new })
}

/// The text with what came retracted retracted here, too.
fn retracted(reading: &Reading, id: &AgreementId, source: Source, retractions: &BTreeMap<ActId, Retraction>) -> String {
    if retractions.is_empty() {
        return source.text().to_owned();
    }
    let agreement = reading.load_text(id, &source).agreement;
    let acts = agreement.iter().flat_map(|agreement| &agreement.acts).filter(|act| act.retracted.is_none());
    let mut found: Vec<(&Act, &Retraction)> = acts.filter_map(|act| Some((act, retractions.get(&act.id)?))).collect();
    // from the end, so that the places before it stay
    found.sort_by_key(|(act, _)| Reverse(act.span.end));
    let retract = |source: Source, (act, retraction): (&Act, &Retraction)| {
        Source::new(source.name(), edit::retract(&source, act, retraction))
    };
    found.into_iter().fold(source, retract).text().to_owned()
}

/// A record that was there gets the weights that it does not have yet; one that it has stays as it is.
fn with_weights(reading: &Reading, incoming: &Incoming, begun: Source, was_there: bool) -> Result<Source, Failure> {
    if !was_there || incoming.header.weights.is_empty() {
        return Ok(begun);
    }
    let known = sound(reading, &incoming.id, &begun)?.agreement.weights;
    let new = incoming.header.weights.iter().filter(|(name, _)| !known.contains_key(name));
    Ok(new.fold(begun, |begun, (name, weight)| Source::new(begun.name(), edit::add_weight(&begun, name, weight))))
}

fn sound(reading: &Reading, id: &AgreementId, source: &Source) -> Result<Entry, Failure> {
    let loaded = reading.load_text(id, source);
    if loaded.findings.iter().any(Finding::is_error) {
        reading.keep(source);
    }
    reading.sound(id, loaded)
}

/// The text that a new record begins with; none without a title.
fn new_text(header: &Header) -> Option<String> {
    Some(edit::new_agreement(&NewAgreement {
        title: header.title.clone()?,
        aliases: header.aliases.clone(),
        parties: header.parties.clone().unwrap_or_default(),
        depositary: header.depositary.clone(),
        opened: header.opened,
        sources: header.sources.clone(),
        weights: header.weights.clone(),
        ..NewAgreement::default()
    }))
}

fn untitled(reading: &Reading, id: &AgreementId) -> Failure {
    let missing = reading.missing(id);
    let message = format!("there is no agreement `{id}` in this ledger, and what came has no title to make it with");
    Failure { message, ..missing }
}

/// The refusal of ids that stand on other acts.
fn taken_ids(id: &AgreementId, acts: &[&IncomingAct], clashes: &[edit::Clash]) -> Failure {
    let finding = |clash: &edit::Clash| {
        let act = acts.get(clash.at);
        let message = format!("the id `{}` stands on another act of `{id}`", clash.id);
        let finding = Finding::error("id-taken", act.map_or("", |act| &act.file), message);
        Finding { line: act.map_or(1, |act| act.line), ..finding }
    };
    let mut failure =
        Failure::new(Exit::Data, "id-taken", "acts that came have ids of other acts, so nothing was recorded");
    failure.findings = clashes.iter().map(finding).collect();
    failure
}
