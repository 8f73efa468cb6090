//! What came is put on record: each agreement made or changed, all of them or none.

use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::cli::Writing;
use crate::diagnostic::Finding;
use crate::error::{Exit, Failure};
use crate::import::{Header, Incoming, IncomingAct};
use crate::ledger::edit::{self, NewAgreement, Recorded};
use crate::model::{Act, AgreementId, Kind};
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

/// Who records, and when.
pub(super) struct Recorder {
    pub(super) at: DateTime<Utc>,
    pub(super) by: Option<String>,
}

/// Puts everything on record, or with `--dry-run` works out what would change.
///
/// # Errors
/// An agreement that is not there and has no title (66), errors in a file as it is (65), a change that would bring an
/// error (65), an id on another act (65); the store's.
pub(super) fn record(
    reading: &Reading,
    writing: &Writing,
    incoming: &[Incoming],
    recorder: &Recorder,
) -> Result<Vec<Made>, Failure> {
    let ids: Vec<AgreementId> = incoming.iter().map(|one| one.id.clone()).collect();
    if writing.dry_run {
        let there = reading.ids()?;
        let source = |id: &AgreementId| there.binary_search(id).is_ok().then(|| reading.text(id)).transpose();
        let sources = ids.iter().map(source).collect::<Result<Vec<_>, _>>()?;
        return made(reading, incoming, &sources, recorder);
    }
    let mut all = Vec::new();
    let wait = Duration::from_secs(writing.lock_timeout);
    reading.store.change_all(&ids, wait, &mut |sources: &[Option<Source>]| {
        all = made(reading, incoming, sources, recorder)?;
        let change = |one: &Made| one.new.clone().map_or(Change::Unchanged, Change::Text);
        Ok::<_, Failure>(all.iter().map(change).collect())
    })?;
    Ok(all)
}

fn made(
    reading: &Reading,
    incoming: &[Incoming],
    sources: &[Option<Source>],
    recorder: &Recorder,
) -> Result<Vec<Made>, Failure> {
    incoming.iter().zip(sources).map(|(one, source)| make(reading, one, source.as_ref(), recorder)).collect()
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
    let (acts, retracted) = taken(incoming, &before, recorder);
    let (text, results) =
        edit::record_all(&begun, &before.agreement, &acts).map_err(|clashes| taken_ids(incoming, &clashes))?;
    let new = source.is_none_or(|source| text != source.text()).then_some(text);
    if let Some(text) = &new {
        sound(reading, id, &Source::new(&name, text)).map_err(|failure| Failure {
            message: format!("what came for `{id}` would bring an error, so nothing was recorded"),
            ..failure
        })?;
    }
    Ok(Made { id: id.clone(), is_new: source.is_none(), results, retracted, name, old: source.cloned(), new })
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

/// The acts as they are recorded, and how many of them the desk has retracted.
fn taken(incoming: &Incoming, before: &Entry, recorder: &Recorder) -> (Vec<Act>, usize) {
    let mut known: HashMap<_, Vec<&Act>> = HashMap::new();
    for act in &before.agreement.acts {
        known.entry((act.party, act.date)).or_default().push(act);
    }
    let (mut acts, mut retracted) = (Vec::new(), 0);
    for IncomingAct { act, .. } in &incoming.acts {
        let near = known.get(&(act.party, act.date)).map(Vec::as_slice).unwrap_or_default();
        let same: Vec<&&Act> = near.iter().filter(|known| is_one(known, act)).collect();
        match same.iter().find(|known| known.retracted.is_none()) {
            // it is the act of the record, and only its sources are new
            Some(known) => acts.push(Act { sources: act.sources.clone(), ..(**known).clone() }),
            None if !same.is_empty() => retracted += 1,
            None => {
                let recorded = act.recorded.or(Some(recorder.at));
                acts.push(Act { recorded, by: act.by.clone().or_else(|| recorder.by.clone()), ..act.clone() });
            }
        }
    }
    (acts, retracted)
}

/// Whether an act that came is one on record, of the same party and day: the same kind (consent whose mode is not stated
/// is any), the same territory.
fn is_one(known: &Act, came: &Act) -> bool {
    let kind = known.kind == came.kind || came.kind == Kind::Consent && known.kind.is_consent();
    kind && known.territory == came.territory && known.step == came.step && known.expected == came.expected
}

/// The refusal of ids that stand on other acts.
fn taken_ids(incoming: &Incoming, clashes: &[edit::Clash]) -> Failure {
    let finding = |clash: &edit::Clash| {
        let act = incoming.acts.get(clash.at);
        let message = format!("the id `{}` stands on another act of `{}`", clash.id, incoming.id);
        let finding = Finding::error("id-taken", act.map_or("", |act| &act.file), message);
        Finding { line: act.map_or(1, |act| act.line), ..finding }
    };
    let mut failure =
        Failure::new(Exit::Data, "id-taken", "acts that came have ids of other acts, so nothing was recorded");
    failure.findings = clashes.iter().map(finding).collect();
    failure
}
