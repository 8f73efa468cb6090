//! What came, held against the record: what it cannot hold, what is there already, what stands beside it.

use std::collections::{BTreeMap, HashMap};

use super::record::Recorder;
use crate::date::{ActDate, Day, show};
use crate::diagnostic::Finding;
use crate::import::IncomingAct;
use crate::ledger::edit::Recorded;
use crate::ledger::ident;
use crate::model::{Act, ActId, Agreement, Citation, Kind, Retraction};
use crate::status::grade::sources_of;

/// Whether the record can hold an act.
///
/// # Errors
/// A party that a closed list does not have; a day that lies ahead.
pub(super) fn fits(came: &IncomingAct, before: &Agreement, today: Day) -> Result<(), Box<Finding>> {
    let act = &came.act;
    let refuse = |code, message: String, help: &str| {
        let finding = Finding { line: came.line, ..Finding::error(code, &came.file, message) };
        Err(Box::new(finding.help(help)))
    };
    let list = before.parties.as_ref();
    if let Some(code) = act.party.filter(|code| list.is_some_and(|list| !list.contains(code))) {
        let message = format!("`{code}` is not among the parties of `{}`", before.id);
        return refuse("party-outside-list", message, "add it to `parties` in the file if the list is wrong");
    }
    if act.date.earliest() > today && !act.expected {
        let message = format!("{} lies ahead of today ({})", act.date, show(today));
        return refuse("date-ahead", message, "what is only expected is recorded with `track add --expected`");
    }
    Ok(())
}

/// The acts that were recorded beside the same on another day, each in words; not those that came after the party left.
pub(super) fn beside(before: &Agreement, acts: &[Act], results: &[Recorded]) -> Vec<String> {
    let (mut days, mut left): (HashMap<_, Vec<ActDate>>, HashMap<_, Vec<ActDate>>) = Default::default();
    for act in before.acts.iter().filter(|act| act.retracted.is_none() && !act.expected) {
        days.entry((act.party, act.kind)).or_default().push(act.date);
        if matches!(act.kind, Kind::Withdrawal | Kind::Exclusion | Kind::NoIntention) {
            left.entry(act.party).or_default().push(act.date);
        }
    }
    let words = |act: &Act| {
        if act.retracted.is_some() {
            return None;
        }
        let left = left.get(&act.party).map(Vec::as_slice).unwrap_or_default();
        let between = |a: ActDate, b: ActDate| left.iter().any(|left| a.min(b) < *left && *left < a.max(b));
        let known = days.get(&(act.party, act.kind))?.iter().filter(|known| !between(**known, act.date));
        let known: Vec<String> = known.map(ToString::to_string).collect();
        let who = act.party.map_or("the agreement".to_owned(), |code| code.to_string());
        let words = format!("{who}: the {} of {} stands beside that of {}", act.kind, act.date, known.join(", "));
        (!known.is_empty()).then_some(words)
    };
    let added = acts.iter().zip(results).filter(|(_, result)| matches!(result, Recorded::Added(_)));
    added.filter_map(|(act, _)| words(act)).collect()
}

/// The sources that tell more than those on record: a voice that is there already brings nothing, whenever it was read.
fn new_sources(came: &[Citation], known: &[Citation]) -> Vec<Citation> {
    let says = |known: &Option<String>, came: &Option<String>| came.is_none() || known == came;
    let tells = |known: &Citation, came: &Citation| {
        let texts = says(&known.url, &came.url)
            && says(&known.title, &came.title)
            && says(&known.archive, &came.archive)
            && says(&known.quote, &came.quote)
            && says(&known.verb, &came.verb)
            && says(&known.note, &came.note);
        texts && known.publisher == came.publisher && (came.published.is_none() || known.published == came.published)
    };
    came.iter().filter(|came| !known.iter().any(|known| tells(known, came))).cloned().collect()
}

/// What is to be recorded of what came.
#[derive(Default)]
pub(super) struct Taken<'a> {
    /// The acts as they came, and as they are recorded: those on record with what is new of their sources.
    pub(super) came: Vec<&'a IncomingAct>,
    pub(super) acts: Vec<Act>,
    /// How many acts the desk has retracted.
    pub(super) retracted: usize,
    /// How many are retracted here and there.
    pub(super) retracted_alike: usize,
    /// Acts that have another id here than where they came from.
    known_as: HashMap<ActId, ActId>,
}

/// Holds what came against the record. What rests on the sources of the record that it came from (`of_the_record`) brings
/// them along.
pub(super) fn taken<'a>(
    incoming: &[&'a IncomingAct],
    before: &Agreement,
    of_the_record: &[Citation],
    recorder: &Recorder,
) -> Taken<'a> {
    let mut known: HashMap<_, Vec<&Act>> = HashMap::new();
    for act in &before.acts {
        known.entry((act.party, act.date)).or_default().push(act);
    }
    let by_id: HashMap<&ActId, &Act> = before.acts.iter().map(|act| (&act.id, act)).collect();
    let mut taken = Taken::default();
    for came in incoming {
        let rests_on_the_record = came.act.sources.is_empty() && !came.act.kind.is_domestic();
        let sources = if rests_on_the_record { of_the_record } else { &came.act.sources };
        let act = &came.act;
        let near = known.get(&(act.party, act.date)).map(Vec::as_slice).unwrap_or_default();
        let own = by_id.get(&act.id).filter(|known| act.id_given && ident::same_content(known, act));
        let same: Vec<&&Act> = own.into_iter().chain(near.iter().filter(|known| is_one(known, act))).collect();
        let act = match same.iter().find(|known| known.retracted.is_none()) {
            // it is the act of the record, and only its sources are new
            Some(known) => {
                let sources = new_sources(sources, sources_of(before, known));
                Act { sources, ..(**known).clone() }
            }
            None if !same.is_empty() => {
                match act.retracted {
                    None => taken.retracted += 1,
                    Some(_) => taken.retracted_alike += 1,
                }
                continue;
            }
            None => Act {
                recorded: act.recorded.or(Some(recorder.at)),
                by: act.by.clone().or_else(|| recorder.by.clone()),
                sources: sources.to_vec(),
                ..act.clone()
            },
        };
        if act.id != came.act.id && came.act.id_given {
            taken.known_as.insert(came.act.id.clone(), act.id.clone());
        }
        taken.came.push(came);
        taken.acts.push(act);
    }
    for act in &mut taken.acts {
        if let Some(here) = act.follows.as_ref().and_then(|there| taken.known_as.get(there)) {
            act.follows = Some(here.clone());
        }
    }
    taken
}

impl Taken<'_> {
    /// What came retracted, by the id that the act has in this record.
    pub(super) fn retractions(&self, results: &[Recorded]) -> BTreeMap<ActId, Retraction> {
        let pairs = self.came.iter().zip(results).filter_map(|(came, result)| {
            let mut retraction = came.act.retracted.clone()?;
            let here = |there: ActId| self.known_as.get(&there).cloned().unwrap_or(there);
            retraction.in_favour_of = retraction.in_favour_of.map(here);
            Some((result.id().clone(), retraction))
        });
        pairs.collect()
    }
}

/// Whether an act that came is one on record, of the same party and day: the same kind (consent whose mode is not stated
/// is any), the same territory.
fn is_one(known: &Act, came: &Act) -> bool {
    let kind = known.kind == came.kind || came.kind == Kind::Consent && known.kind.is_consent();
    kind && known.territory == came.territory && known.step == came.step && known.expected == came.expected
}
