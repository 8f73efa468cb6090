//! From the acts of one world to the facts that a clause is evaluated on.

use std::collections::BTreeMap;

use super::Case;
use super::claims::Settled;
use super::domestic::{Domestic, DomesticState};
use super::floors::Others;
use super::force::announcement;
use crate::clause::{Completion, FactAct, Facts, Participant};
use crate::date::Day;
use crate::model::{Agreement, Code, Kind, Plane};

/// Everybody an answer must have a line for: the closed list, or whoever acted or was looked for.
pub(super) fn participants(agreement: &Agreement) -> Vec<Code> {
    let acted =
        agreement.acts.iter().filter(|act| act.retracted.is_none() && !act.expected).filter_map(|act| act.party);
    let looked = agreement.looked.iter().filter_map(|look| look.party);
    let listed = agreement.parties.iter().flatten().copied();
    let mut all: Vec<Code> = Vec::with_capacity(agreement.acts.len() + agreement.parties.iter().flatten().count());
    for code in listed.chain(acted).chain(looked).chain(agreement.party.keys().copied()) {
        // the acts of a party stand together
        if all.last() != Some(&code) {
            all.push(code);
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The facts of one world.
pub(super) fn facts(
    case: &Case,
    acts: &[Settled],
    domestic: &BTreeMap<Code, Domestic>,
    others: &Others,
    day: Day,
) -> Facts {
    let agreement = case.agreement;
    let codes = participants(agreement);
    let mut by_party: Vec<Vec<FactAct>> = vec![Vec::new(); codes.len()];
    for settled in acts {
        let act = &agreement.acts[settled.act];
        if let (Some(party), Plane::International) = (act.party, act.kind.plane(true))
            && let Ok(at) = codes.binary_search(&party)
        {
            by_party[at].push(fact(agreement, settled));
        }
    }
    Facts {
        as_of: day,
        open: agreement.parties.is_none(),
        participants: codes
            .into_iter()
            .zip(by_party)
            .map(|(code, acts)| participant(case, code, acts, domestic.get(&code)))
            .collect(),
        events: events(agreement, acts),
        agreements: others.force.clone(),
        ended: others.ended.clone(),
        announced: announced(agreement, acts),
        extensions: of_agreement(agreement, acts, Kind::Extension)
            .map(|s| (s.date, agreement.acts[s.act].until.map(|until| until.latest()).or(s.effective)))
            .collect(),
        terminations: of_agreement(agreement, acts, Kind::Termination).map(|s| s.effective.unwrap_or(s.date)).collect(),
    }
}

/// The day of force that was announced by who may say so.
fn announced(agreement: &Agreement, acts: &[Settled]) -> Option<Day> {
    announcement(agreement, acts).filter(|announced| announced.official).map(|announced| announced.day)
}

fn fact(agreement: &Agreement, settled: &Settled) -> FactAct {
    let act = &agreement.acts[settled.act];
    FactAct {
        index: settled.act,
        kind: act.kind,
        date: settled.date,
        effective: settled.effective,
        sent: settled.sent,
        counted: act.counted,
        ad_referendum: act.ad_referendum,
    }
}

fn participant(case: &Case, code: Code, acts: Vec<FactAct>, domestic: Option<&Domestic>) -> Participant {
    let entry = case.agreement.party.get(&code);
    let name = case.names.by_code(&code);
    let listed = case.agreement.parties.as_ref().is_some_and(|parties| parties.contains(&code));
    let signed = acts.iter().any(|act| matches!(act.kind, Kind::Signature | Kind::DefinitiveSignature));
    Participant {
        code,
        organisation: entry
            .and_then(|entry| entry.organisation)
            .unwrap_or_else(|| name.is_some_and(|name| name.is_organisation())),
        negotiating: listed || signed,
        ceased: entry.and_then(|entry| entry.ceased).or_else(|| name.and_then(|name| name.ceased)),
        complete_on: completion(domestic, &acts),
        acts,
    }
}

/// Completion at home, for clauses that ask for it. Who delivered consent has finished at home by then, whatever
/// else is recorded.
fn completion(domestic: Option<&Domestic>, acts: &[FactAct]) -> Completion {
    let delivered = acts.iter().filter(|act| act.kind.is_consent()).map(|act| act.date).min();
    let recorded = domestic.filter(|line| line.state == DomesticState::Complete).and_then(|line| line.on);
    match (recorded.into_iter().chain(delivered).min(), domestic) {
        (Some(on), _) => Completion::Complete(on),
        (None, Some(line)) if line.state == DomesticState::Complete || line.complete_unknown => Completion::Unknown,
        _ => Completion::NotComplete,
    }
}

fn of_agreement<'a>(agreement: &'a Agreement, acts: &'a [Settled], kind: Kind) -> impl Iterator<Item = &'a Settled> {
    acts.iter().filter(move |s| agreement.acts[s.act].kind == kind && agreement.acts[s.act].party.is_none())
}

/// The first day of each named event.
fn events(agreement: &Agreement, acts: &[Settled]) -> BTreeMap<String, Day> {
    let mut events = BTreeMap::new();
    for settled in of_agreement(agreement, acts, Kind::Event) {
        if let Some(name) = &agreement.acts[settled.act].name {
            let on = settled.effective.unwrap_or(settled.date);
            events.entry(name.clone()).and_modify(|day: &mut Day| *day = on.min(*day)).or_insert(on);
        }
    }
    events
}
