//! Floors under other agreements: `not_before = "agreement ID"`.
//!
//! Such floors only ever move a day later, so the day of an agreement is the latest of the days that it and all the
//! agreements it waits for, directly or through others, would have by themselves. A cycle made of such floors is a
//! package: all of it on the latest of its days.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::alone;
use super::{AsOf, Case, ForceState};
use crate::clause::OtherForce;
use crate::date::{Day, FIRST_DAY};
use crate::model::AgreementId;

/// What is known of the other agreements that a clause names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Others {
    /// The day of force of each under which it stands.
    pub force: BTreeMap<AgreementId, OtherForce>,
    /// The day on which those ended, or will end, with which it ends.
    pub ended: BTreeMap<AgreementId, Day>,
}

/// The days of the agreements that the clause of `id` names; `cases` holds `id` and everything reachable from it.
pub fn other_days(id: &AgreementId, cases: &BTreeMap<AgreementId, Case>, as_of: AsOf) -> Others {
    named_days(id, cases, as_of, &BTreeSet::new())
}

/// The same, where the ends of some agreements are being asked for already and count as not known.
fn named_days(
    id: &AgreementId,
    cases: &BTreeMap<AgreementId, Case>,
    as_of: AsOf,
    asked: &BTreeSet<AgreementId>,
) -> Others {
    let waited = cases.get(id).map(named).unwrap_or_default();
    let force =
        waited.into_iter().map(|other| (other.clone(), latest(&reachable(&other, id, cases), cases, as_of))).collect();
    let mut asked = asked.clone();
    asked.insert(id.clone());
    let with = cases.get(id).and_then(|case| case.clause.ends_with()).filter(|other| !asked.contains(*other));
    let ended = with.and_then(|other| Some((other.clone(), end_of(other, cases, as_of, &asked)?)));
    Others { force, ended: ended.into_iter().collect() }
}

/// The day on which an agreement ended or will end.
fn end_of(
    id: &AgreementId,
    cases: &BTreeMap<AgreementId, Case>,
    as_of: AsOf,
    asked: &BTreeSet<AgreementId>,
) -> Option<Day> {
    let others = named_days(id, cases, as_of, asked);
    let answer = alone(cases.get(id)?, as_of, &others);
    answer.force.until.or(answer.verdict.ends.on.filter(|_| answer.force.date.is_some()))
}

/// The agreements whose force is a floor of the clause.
fn named(case: &Case) -> Vec<AgreementId> {
    case.clause.floor_agreements().into_iter().cloned().collect()
}

/// `start` and all that it waits for, without `without`, whose own day is evaluated anyway.
fn reachable(start: &AgreementId, without: &AgreementId, cases: &BTreeMap<AgreementId, Case>) -> BTreeSet<AgreementId> {
    let mut seen = BTreeSet::new();
    let mut open = vec![start.clone()];
    while let Some(id) = open.pop() {
        if id != *without && seen.insert(id.clone()) {
            open.extend(cases.get(&id).map(named).unwrap_or_default());
        }
    }
    seen
}

/// The latest of the days that these agreements have by themselves.
fn latest(ids: &BTreeSet<AgreementId>, cases: &BTreeMap<AgreementId, Case>, as_of: AsOf) -> OtherForce {
    let mut day = FIRST_DAY;
    let mut unknown = false;
    for id in ids {
        match cases.get(id).map(|case| own_day(case, as_of)) {
            Some(OtherForce::On(own)) => day = day.max(own),
            Some(OtherForce::NotInForce) => return OtherForce::NotInForce,
            Some(OtherForce::Unknown) | None => unknown = true,
        }
    }
    if unknown { OtherForce::Unknown } else { OtherForce::On(day) }
}

/// The day of one agreement with its floors under other agreements taken away.
fn own_day(case: &Case, as_of: AsOf) -> OtherForce {
    let force = named(case).into_iter().map(|id| (id, OtherForce::On(FIRST_DAY))).collect();
    let force = alone(case, as_of, &Others { force, ended: BTreeMap::new() }).force;
    match (force.date, force.state) {
        (Some(day), _) => OtherForce::On(day),
        (None, ForceState::NotInForce | ForceState::NotApplicable | ForceState::Provisional) => OtherForce::NotInForce,
        _ => OtherForce::Unknown,
    }
}
