//! A transition as it is told: its sentence, its id, who says so.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::super::act_words::publisher;
use super::super::sentence::{self, Telling};
use super::standing::Standing;
use super::transition::Transition;
use super::{Change, Count, What, words};
use crate::date::ActDate;
use crate::model::{Act, ActId, AgreementId, Citation};
use crate::status::grade::sources_of;

/// The change that a transition is.
pub(super) fn change(telling: &Telling, before: Option<&Standing>, after: &Standing, told: &Transition) -> Change {
    let agreement = telling.agreement;
    let count = before.and_then(|before| counted_anew(before, after, told));
    let mut words = words::words(telling, told);
    if let Some(count) = &count {
        words.push_str(&format!(" ({} of {} {})", count.have, count.need, count.what));
    }
    let (sources, links) = cited(telling, told);
    let sentence = format!("{}: {}", after.title, telling.phrases.sentence(&words));
    let base = bare(&agreement.id, &after.title, told, sentence);
    let recorded = recorded(telling, told);
    Change { recorded, date: told.date.or_else(|| last_day(telling, told)), count, sources, links, ..base }
}

/// That an agreement is no longer in the ledger.
pub(super) fn gone(id: &AgreementId, before: &Standing) -> Change {
    let parties = before.parties.keys().copied().collect();
    let side = Some(before.force.clone());
    let told = Transition { parties, before: side, ..Transition::new(What::AgreementGone) };
    bare(id, &before.title, &told, format!("{}: No longer in the ledger.", before.title))
}

fn bare(id: &AgreementId, title: &str, told: &Transition, sentence: String) -> Change {
    let of_one = !matches!(told.what, What::AgreementAdded | What::AgreementGone | What::PartyForce);
    Change {
        id: told.id(id),
        agreement: id.clone(),
        title: title.to_owned(),
        what: told.what,
        plane: told.plane,
        party: told.parties.first().copied().filter(|_| of_one),
        parties: told.parties.clone(),
        date: told.date,
        sentence,
        correction: told.correction,
        before: told.before.clone(),
        after: told.after.clone(),
        count: None,
        acts: told.acts.clone(),
        recorded: None,
        sources: Vec::new(),
        links: Vec::new(),
    }
}

/// The number against its threshold, where a change of consent moved it.
fn counted_anew(before: &Standing, after: &Standing, told: &Transition) -> Option<Count> {
    let moves = matches!(told.what, What::Domestic | What::International) && !told.acts.is_empty();
    after.count.clone().filter(|_| moves && before.count != after.count)
}

/// The day of the last act that carries it, where the transition itself has none.
fn last_day(telling: &Telling, told: &Transition) -> Option<ActDate> {
    let acts = telling.agreement.acts.iter().filter(|act| told.acts.contains(&act.id));
    acts.map(|act| act.date).max_by_key(|date| date.latest()).filter(|_| told.what != What::AgreementAdded)
}

/// When the last of the acts that carry it was recorded or retracted.
fn recorded(telling: &Telling, told: &Transition) -> Option<DateTime<Utc>> {
    let acts = telling.agreement.acts.iter().filter(|act| told.acts.contains(&act.id));
    acts.flat_map(|act| [act.recorded, act.retracted.as_ref().and_then(|retraction| retraction.at)]).flatten().max()
}

/// Who says so and where: the sources of the acts that carry it, else of those that the state rests on.
fn cited(telling: &Telling, told: &Transition) -> (Vec<String>, Vec<String>) {
    let agreement = telling.agreement;
    let carriers: Vec<&Act> = agreement.acts.iter().filter(|act| told.acts.contains(&act.id)).collect();
    let acts = if carriers.is_empty() { rests_on(telling, told) } else { carriers };
    let mut cited: Vec<&Citation> = Vec::new();
    for source in acts.iter().flat_map(|act| sources_of(agreement, act)) {
        if !cited.contains(&source) {
            cited.push(source);
        }
    }
    let mut names: Vec<String> = cited.iter().map(|source| publisher(source)).collect();
    let mut links: Vec<String> = cited.iter().filter_map(|source| source.url.clone()).collect();
    for list in [&mut names, &mut links] {
        let mut seen = BTreeSet::new();
        list.retain(|text| seen.insert(text.clone()));
    }
    (names, links)
}

/// The acts that the state now rests on.
fn rests_on<'a>(telling: &Telling<'a>, told: &Transition) -> Vec<&'a Act> {
    let party = told.parties.first().and_then(|code| telling.status.party(code));
    let acts = match (told.what, party) {
        (What::Force | What::PartyForce, _) => sentence::force_rests_on(telling),
        (What::Domestic, Some(party)) => party.domestic.rests_on.clone(),
        (What::International, Some(party)) => party.international.act.into_iter().collect(),
        _ => Vec::new(),
    };
    acts.into_iter().map(|at| &telling.agreement.acts[at]).collect()
}

/// The acts that the answer about force counts; of a party that finished its procedures at home, those. Of acts that
/// serve alike, two consents of one party on one day, all: which of them is counted hangs on their order in the file.
pub(super) fn counted(telling: &Telling) -> BTreeSet<ActId> {
    let used = telling.status.verdict().tree.walk().into_iter().flat_map(|node| &node.used);
    let at_home = used.filter(|used| used.act.is_none()).filter_map(|used| telling.status.party(&used.code));
    let at_home = at_home.flat_map(|party| party.domestic.rests_on.iter().copied());
    let acts = sentence::force_rests_on(telling).into_iter().chain(at_home);
    let serves = |act: &Act| (act.party, act.date, (!act.kind.is_consent()).then_some(act.kind));
    let counted: BTreeSet<_> = acts.map(|at| serves(&telling.agreement.acts[at])).collect();
    telling.agreement.acts.iter().filter(|act| counted.contains(&serves(act))).map(|act| act.id.clone()).collect()
}
