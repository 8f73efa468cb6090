//! The sentence of a transition, in the words that `docs/status.md` calls safe.

use super::super::brief::what;
use super::super::phrase::Place;
use super::super::sentence::{self, Telling};
use super::What;
use super::sides::Side;
use super::standing::ActStanding;
use super::transition::Transition;
use crate::date::ActDate;
use crate::model::{Code, Outcome};
use crate::status::{ForceState, PartyStatus};

/// How many parties are named one by one.
const FEW: usize = 6;

/// What is so now, without capital and full stop.
pub(super) fn words(telling: &Telling, transition: &Transition) -> String {
    let told = told(telling, transition);
    if transition.correction && transition.what != What::ActRetracted { format!("correction: {told}") } else { told }
}

fn told(telling: &Telling, transition: &Transition) -> String {
    let side = || transition.after.clone().unwrap_or_default();
    match (transition.what, &transition.act) {
        (What::AgreementAdded, _) => format!("now in the ledger. {}", unended(&sentence::line(telling))),
        (What::AgreementGone, _) => "no longer in the ledger".to_owned(),
        (What::Force, _) => sentence::of_force(telling),
        (What::PartyForce, _) => for_parties(telling, &transition.parties, &side()),
        (What::Domestic, _) => at_home(telling, transition),
        (What::International, _) => abroad(telling, transition),
        (What::ReportsDiffer, _) => differing(telling, transition),
        (what, Some(act)) => of_act(telling, what, act, transition.before.as_ref()),
        (_, None) => String::new(),
    }
}

/// A sentence to which another adds its full stop.
fn unended(text: &str) -> String {
    text.trim_end_matches('.').to_owned()
}

fn party(telling: &Telling, transition: &Transition) -> Option<PartyStatus> {
    let code = transition.parties.first()?;
    telling.parties().into_iter().find(|party| party.code == *code)
}

fn name(telling: &Telling, transition: &Transition) -> String {
    transition.parties.first().map(|code| telling.name(code)).unwrap_or_default()
}

fn at_home(telling: &Telling, transition: &Transition) -> String {
    match (&transition.after, party(telling, transition)) {
        (Some(_), Some(party)) => sentence::at_home(telling, &party).text,
        _ => format!("no step at home by {} is on record any more", name(telling, transition)),
    }
}

fn abroad(telling: &Telling, transition: &Transition) -> String {
    match (&transition.after, party(telling, transition)) {
        (Some(_), Some(party)) => sentence::abroad(telling, &party).text,
        _ => format!("neither signature nor consent of {} is on record any more", name(telling, transition)),
    }
}

fn for_parties(telling: &Telling, codes: &[Code], side: &Side) -> String {
    let names: Vec<String> = codes.iter().take(FEW).map(|code| telling.name(code)).collect();
    let whom = if codes.len() > FEW { format!("{} parties", codes.len()) } else { telling.phrases.list(&names) };
    let day = |label: &str, day: Option<crate::date::Day>| {
        day.map_or_else(String::new, |day| format!(" {}", telling.phrases.fill(label, &[("date", day.into())])))
    };
    let on = |of| day("label-on", of);
    match ForceState::parse(&side.state) {
        Some(ForceState::InForce) => format!("it has been in force for {whom}{}", day("label-since", side.on)),
        Some(ForceState::Dated) => format!("it is due to enter into force for {whom}{}", on(side.on)),
        Some(ForceState::Ended) => format!("it ceased to be in force for {whom}{}", on(side.until)),
        Some(ForceState::Suspended) => format!("it is suspended for {whom}"),
        Some(ForceState::Provisional) => format!("it is applied provisionally for {whom}"),
        Some(ForceState::ConditionsMet) => {
            format!("its conditions are met for {whom}; that it is in force for {whom} is not confirmed")
        }
        Some(ForceState::NotApplicable) => format!("it does not bind {whom} in law"),
        Some(ForceState::NotInForce) => format!("there is no record that it is in force for {whom}"),
        Some(ForceState::Unknown) | None => format!("whether it is in force for {whom} could not be established"),
    }
}

/// The sentence says itself that reports differ, where it rests on one of the rivals.
fn differing(telling: &Telling, transition: &Transition) -> String {
    let begins = transition.after.as_ref().is_some_and(|side| side.is("differ"));
    let tell = if transition.plane == Some(What::International) { sentence::abroad } else { sentence::at_home };
    let told = match party(telling, transition) {
        Some(party) => tell(telling, &party).text,
        None => sentence::of_force(telling),
    };
    match begins {
        true if told.contains("reports differ") => told,
        true => format!("reports now differ: {told}"),
        false => format!("reports no longer differ: {told}"),
    }
}

/// An act, and that it is on record, expected or no longer so. What is expected never reads as done.
fn of_act(telling: &Telling, what: What, act: &ActStanding, before: Option<&Side>) -> String {
    let on = |date: ActDate| telling.phrases.fill("label-on", &[("date", Place::from(date))]);
    let deed = deed(telling, act, matches!(what, What::ActExpected | What::ActPostponed | What::ActCancelled));
    let day = on(act.date);
    match what {
        What::ActRetracted => format!("correction: no longer relied on: {deed} {day}"),
        What::ActGone => format!("no longer in the ledger: {deed} {day}"),
        What::ActExpected => format!("expected: {deed} {day}"),
        What::ActCancelled => format!("no longer expected: {deed} {day}"),
        What::ActPostponed => match before.and_then(|side| side.on) {
            Some(was) => format!("expected {day} and no longer {}: {deed}", on(was.into())),
            None => format!("now expected {day}: {deed}"),
        },
        _ => format!("{deed} {day}"),
    }
}

/// Whose act it is, and what was done; of an expected one no outcome.
fn deed(telling: &Telling, act: &ActStanding, expected: bool) -> String {
    let mut plain = act.act();
    if expected {
        plain.outcome = Outcome::Done;
    }
    let what = what(telling, &plain);
    match act.party {
        Some(code) => format!("{}: {what}", telling.name(&code)),
        None => what,
    }
}
