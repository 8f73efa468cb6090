//! What one party did abroad, in the words that are safe.

use super::super::phrase::Place;
use super::force::{contested, is_ahead};
use super::{Sentence, Telling};
use crate::date::Day;
use crate::model::{Code, Kind};
use crate::status::{ForceState, International, InternationalState, PartyStatus};

/// The keys of these sentences.
pub(super) const KEYS: &[&str] = &[
    "initialled",
    "signatory",
    "taken-back",
    "taken-back-unsigned",
    "no-intention",
    "contracting",
    "contracting-only",
    "party",
    "party-provisional",
    "notice-given",
    "notice-open",
    "former-party",
    "former-party-withdrew",
    "refused",
    "projected-party",
    "projected-former",
];

/// What one party did abroad.
pub(super) fn of(telling: &Telling, party: &PartyStatus) -> Sentence {
    let line = &party.international;
    let mut sentence = match line.state {
        InternationalState::Party if !is_certain(telling, party) => contracting(telling, party),
        InternationalState::Party => staying(telling, party),
        InternationalState::Contracting => contracting(telling, party),
        InternationalState::FormerParty => left(telling, party),
        InternationalState::Refused => telling.of("refused", &party.code, line.act.into_iter().collect(), &[]),
        InternationalState::Signatory | InternationalState::None | InternationalState::Unknown => {
            before_consent(telling, &party.code, line)
        }
    };
    telling.differing(&mut sentence);
    if let Some(act) = sentence.rests_on.first().copied() {
        contested(telling, &mut sentence, act);
    }
    sentence
}

/// Whether a party is one in every world, so that the word may be written.
fn is_certain(telling: &Telling, party: &PartyStatus) -> bool {
    telling.status.worlds.iter().all(|world| {
        let line = world.parties.iter().find(|(code, ..)| *code == party.code);
        line.is_some_and(|(_, _, abroad, _)| abroad.state == InternationalState::Party)
    })
}

/// What was done short of a consent that stands.
fn before_consent(telling: &Telling, code: &Code, line: &International) -> Sentence {
    let of_act = |key: &'static str, act: usize| telling.of(key, code, vec![act], &[("date", telling.when(act))]);
    match (line.taken_back, line.no_intention, line.signed, line.initialled) {
        (Some(act), _, Some(_), _) => of_act("taken-back", act),
        (Some(act), ..) => of_act("taken-back-unsigned", act),
        (_, Some(act), ..) => of_act("no-intention", act),
        (.., Some(act), _) => of_act("signatory", act),
        (.., Some(act)) => of_act("initialled", act),
        _ => telling.of("domestic-unknown", code, Vec::new(), &[]),
    }
}

/// A party that stays one, also where it gave notice.
fn staying(telling: &Telling, party: &PartyStatus) -> Sentence {
    let line = &party.international;
    let rests_on: Vec<usize> = line.act.into_iter().collect();
    let Some(notice) = line.notice else {
        let key = if is_ahead(telling, line.on) { "projected-party" } else { "party" };
        return telling.of(key, &party.code, rests_on, &[("date", since(telling, party))]);
    };
    let day = telling.when(notice);
    match line.leaves_on {
        Some(until) => {
            telling.of("notice-given", &party.code, vec![notice], &[("notice", day), ("date", until.into())])
        }
        None => telling.of("notice-open", &party.code, vec![notice], &[("notice", day)]),
    }
}

/// The first day of force for a party, or the ends between which it lies.
fn since(telling: &Telling, party: &PartyStatus) -> Place {
    let days =
        telling.status.worlds.iter().map(|world| {
            world.parties.iter().find(|(code, ..)| *code == party.code).and_then(|(.., force)| force.date)
        });
    let days: Option<Vec<Day>> = days.collect();
    let (first, last) = (days.iter().flatten().min(), days.iter().flatten().max());
    match (first, last) {
        (Some(first), Some(last)) => Place::When(*first, *last),
        _ => party.force.date.map_or_else(|| "".into(), Place::from),
    }
}

/// The verb of the recorded kind and no other; whether it is in force for the party only where that is established and
/// not said of the whole.
fn contracting(telling: &Telling, party: &PartyStatus) -> Sentence {
    let line = &party.international;
    let Some(act) = line.consent.or(line.act) else {
        return before_consent(telling, &party.code, line);
    };
    let consent = telling.phrases.plain(&format!("consent-{}", telling.agreement.acts[act].kind));
    let outside = telling.status.force.state.is_entered()
        && matches!(party.force.state, ForceState::NotInForce | ForceState::Dated);
    let key = if outside { "contracting" } else { "contracting-only" };
    telling.of(key, &party.code, vec![act], &[("consent", consent.into()), ("date", telling.when(act))])
}

/// A party that no longer is one: it withdrew only where a withdrawal says so.
fn left(telling: &Telling, party: &PartyStatus) -> Sentence {
    let line = &party.international;
    let withdrew = line.act.is_some_and(|act| telling.agreement.acts[act].kind == Kind::Withdrawal);
    let key = match withdrew {
        _ if is_ahead(telling, line.on) => "projected-former",
        true => "former-party-withdrew",
        false => "former-party",
    };
    let date = line.on.map_or_else(|| "".into(), Place::from);
    telling.of(key, &party.code, line.act.into_iter().collect(), &[("date", date)])
}
