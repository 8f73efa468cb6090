//! Whether the agreement is in force, in the words that are safe.

use super::super::phrase::Place;
use super::{FEW, Sentence, Telling};
use crate::date::Day;
use crate::model::{Basis, Code};
use crate::status::ForceState;

/// The keys of these sentences.
pub(super) const KEYS: &[&str] = &[
    "not-in-force",
    "not-in-force-stale",
    "conditions-met",
    "conditions-met-undated",
    "conditions-met-known",
    "dated",
    "in-force",
    "in-force-alone",
    "provisional",
    "provisional-part",
    "suspended",
    "suspended-by",
    "ended",
    "not-applicable",
    "not-applicable-undated",
    "disputed",
    "disputed-day",
    "disputed-ahead",
    "projected",
    "projected-ended",
    "unknown",
    "unknown-signed",
];

/// Whether the agreement is in force.
pub(super) fn of_force(telling: &Telling) -> Sentence {
    let status = telling.status;
    let force = &status.force;
    let rests_on = acts(telling);
    let dated = |key: &'static str, day: Option<Day>| {
        let places: Vec<_> = day.map(|day| ("date", Place::from(day))).into_iter().collect();
        telling.whole(key, rests_on.clone(), &places)
    };
    if status.disputed {
        return telling.whole(disputed(telling), rests_on, &[]);
    }
    match force.state {
        ForceState::NotApplicable => match force.date.filter(|day| *day <= status.as_of.day) {
            Some(day) => dated("not-applicable", Some(day)),
            None => dated("not-applicable-undated", None),
        },
        ForceState::Ended if is_ahead(telling, force.until) => dated("projected-ended", force.until),
        ForceState::Ended => dated("ended", force.until),
        ForceState::Suspended => suspended(telling),
        ForceState::InForce if is_ahead(telling, force.date) => dated("projected", force.date),
        ForceState::InForce => in_force(telling, rests_on),
        ForceState::Provisional => provisional(telling),
        ForceState::Dated => {
            let key = if status.as_of.is_projected() { "projected" } else { "dated" };
            telling.whole(key, rests_on, &[("date", since(force.date, status.range))])
        }
        ForceState::ConditionsMet => conditions_met(telling, rests_on),
        ForceState::NotInForce => not_in_force(telling),
        ForceState::Unknown => unknown(telling, rests_on),
    }
}

/// Whether a day lies beyond today, where the answer is a projection.
pub(super) fn is_ahead(telling: &Telling, day: Option<Day>) -> bool {
    let as_of = telling.status.as_of;
    as_of.is_projected() && day.is_some_and(|day| day > as_of.today)
}

/// The acts that the answer rests on: those it names, else those that the clause counted.
pub(super) fn acts(telling: &Telling) -> Vec<usize> {
    let force = &telling.status.force;
    if !force.rests_on.is_empty() {
        return force.rests_on.clone();
    }
    let tree = &telling.status.verdict().tree;
    let mut acts: Vec<usize> =
        tree.walk().into_iter().flat_map(|node| node.used.iter().filter_map(|used| used.act)).collect();
    acts.sort_unstable();
    acts.dedup();
    acts
}

/// On what reports differ.
fn disputed(telling: &Telling) -> &'static str {
    let states: Vec<ForceState> = telling.status.worlds.iter().map(|world| world.force.state).collect();
    let all = |is: &dyn Fn(ForceState) -> bool| states.iter().all(|state| is(*state));
    if all(&ForceState::is_entered) {
        "disputed-day"
    } else if all(&|state| state == ForceState::Dated) {
        "disputed-ahead"
    } else {
        "disputed"
    }
}

fn not_in_force(telling: &Telling) -> Sentence {
    let status = telling.status;
    let key = if status.checked_fresh && status.checked_on.is_some() { "not-in-force" } else { "not-in-force-stale" };
    let mut sentence = telling.whole(key, Vec::new(), &[]);
    checked(telling, &mut sentence, status.checked_on);
    sentence
}

/// Adds the day of the last look, where there was one.
pub(super) fn checked(telling: &Telling, sentence: &mut Sentence, on: Option<Day>) {
    if let Some(day) = on {
        telling.round(sentence, "last-checked", &[("date", day.into())]);
    }
}

fn conditions_met(telling: &Telling, rests_on: Vec<usize>) -> Sentence {
    let Some(day) = telling.status.force.met_on else {
        return telling.whole("conditions-met-undated", rests_on, &[]);
    };
    let reported = telling.status.verdict().basis == Basis::Reported;
    let key = if reported { "conditions-met" } else { "conditions-met-known" };
    telling.whole(key, rests_on, &[("date", day.into())])
}

fn unknown(telling: &Telling, rests_on: Vec<usize>) -> Sentence {
    let parties = telling.parties();
    let lines = || parties.iter().map(|party| &party.international);
    let only_signed = lines().any(|line| line.signed.is_some()) && lines().all(|line| line.consent.is_none());
    telling.whole(if only_signed { "unknown-signed" } else { "unknown" }, rests_on, &[])
}

/// Since when and for whom; for whom only where that is known of every party.
fn in_force(telling: &Telling, rests_on: Vec<usize>) -> Sentence {
    let status = telling.status;
    let is_bound = |state: ForceState| matches!(state, ForceState::InForce | ForceState::Suspended);
    let bound: Vec<Code> = status.parties.iter().filter(|p| is_bound(p.force.state)).map(|p| p.code).collect();
    let since = since(status.force.date, status.range);
    let unclear = status.parties.iter().any(|party| party.force.state == ForceState::Unknown);
    if unclear || bound.is_empty() {
        return telling.whole("in-force-alone", rests_on, &[("date", since)]);
    }
    let phrases = telling.phrases;
    let names: Vec<String> = bound.iter().take(FEW).map(|code| telling.name(code)).collect();
    let whom = match bound.len() {
        1 => phrases.fill("in-force-one", &[("party", names[0].as_str().into())]),
        2..=FEW => phrases.fill("in-force-between", &[("parties", phrases.list(&names).into())]),
        count => phrases.fill("in-force-parties", &[("count", count.to_string().into())]),
    };
    telling.whole("in-force", rests_on, &[("date", since), ("whom", whom.into())])
}

/// A day, or the ends between which it lies.
pub(super) fn since(day: Option<Day>, range: Option<(Option<Day>, Option<Day>)>) -> Place {
    match (day, range) {
        (Some(day), _) => day.into(),
        (None, Some((Some(first), Some(last)))) => Place::When(first, last),
        _ => "".into(),
    }
}

fn provisional(telling: &Telling) -> Sentence {
    let Some(first) = telling.status.force.rests_on.last().copied() else {
        return telling.whole("not-in-force-stale", Vec::new(), &[]);
    };
    let act = &telling.agreement.acts[first];
    let key = if act.scope.is_some() || act.excluded.is_some() { "provisional-part" } else { "provisional" };
    telling.whole(key, vec![first], &[("date", act.effective.unwrap_or(act.date).into())])
}

fn suspended(telling: &Telling) -> Sentence {
    match telling.status.force.rests_on.last() {
        Some(act) => of_suspension(telling, *act),
        None => telling.whole("suspended", Vec::new(), &[]),
    }
}

/// A suspension: by whom, where one party did it, and who calls it void.
pub(super) fn of_suspension(telling: &Telling, at: usize) -> Sentence {
    let act = &telling.agreement.acts[at];
    let date = Place::from(act.effective.unwrap_or(act.date));
    let mut sentence = match act.party {
        Some(code) => telling.of("suspended-by", &code, vec![at], &[("date", date)]),
        None => telling.whole("suspended", vec![at], &[("date", date)]),
    };
    contested(telling, &mut sentence, at);
    sentence
}

/// Adds who calls an act void.
pub(super) fn contested(telling: &Telling, sentence: &mut Sentence, act: usize) {
    if let Some(by) = &telling.agreement.acts[act].contested_by {
        let whom = by.parse::<Code>().map_or_else(|_| by.clone(), |code| telling.name(&code));
        telling.round(sentence, "contested", &[("whom", whom.into())]);
    }
}

/// What a paragraph adds to an answer that is no yes: how the clause is known, and which few are missing.
pub(super) fn beside(telling: &Telling) -> Vec<Sentence> {
    let status = telling.status;
    let mut told = Vec::new();
    let open = matches!(
        status.force.state,
        ForceState::NotInForce | ForceState::ConditionsMet | ForceState::Unknown | ForceState::Provisional
    );
    let many = status.parties.len() > FEW;
    for blocker in status.blockers.iter().filter(|blocker| many && open && blocker.lack.what == "each") {
        if (1..=9).contains(&blocker.lack.codes.len()) {
            let names: Vec<String> = blocker.lack.codes.iter().map(|code| telling.name(code)).collect();
            let parties = telling.phrases.list(&names);
            told.push(telling.whole("missing-consent", Vec::new(), &[("parties", parties.into())]));
        }
    }
    match status.verdict().basis {
        Basis::Reported if open => told.push(telling.whole("clause-reported", Vec::new(), &[])),
        Basis::Assumed if open => told.push(telling.whole("clause-assumed", Vec::new(), &[])),
        _ => {}
    }
    told
}
