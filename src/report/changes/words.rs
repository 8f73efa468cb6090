//! The sentence of a transition, in the words that `docs/status.md` calls safe.

use super::super::brief::what;
use super::super::phrase::Place;
use super::super::sentence::{self, Telling};
use super::What;
use super::sides::Side;
use super::standing::ActStanding;
use super::transition::Transition;
use crate::date::ActDate;
use crate::model::{About, Code, Kind, Outcome};
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
        (what, Some(act)) => of_act(telling, what, act, transition),
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
fn of_act(telling: &Telling, what: What, act: &ActStanding, transition: &Transition) -> String {
    let on = |date: ActDate| telling.phrases.fill("label-on", &[("date", Place::from(date))]);
    let expected = matches!(what, What::ActExpected | What::ActPostponed | What::ActCancelled);
    let deed = deed(telling, act, transition, expected);
    let day = on(act.date);
    let dated = format!("{deed}{} {day}", if ends_in_on(act, expected) { "," } else { "" });
    match what {
        What::ActRetracted => format!("correction: no longer relied on: {dated}"),
        What::ActGone => format!("no longer in the ledger: {dated}"),
        What::ActExpected => format!("expected: {dated}"),
        What::ActCancelled => format!("no longer expected: {dated}"),
        What::ActPostponed => match transition.before.as_ref().and_then(|side| side.on) {
            Some(was) => format!("expected {day} and no longer {}: {deed}", on(was.into())),
            None => format!("now expected {day}: {deed}"),
        },
        _ => dated,
    }
}

/// Whether the words end in what the act is about, after which a day needs a comma: `on leaving, on 3 November`.
fn ends_in_on(act: &ActStanding, expected: bool) -> bool {
    act.kind.is_domestic() && act.about != About::Consent && (expected || act.outcome == Outcome::Done)
}

/// Whose vote it is, where the record says it: two chambers may vote on one day.
fn chamber(telling: &Telling, act: &ActStanding, transition: &Transition) -> Option<String> {
    let recorded = || telling.agreement.acts.iter().find(|other| transition.acts.contains(&other.id));
    let votes = matches!(act.kind, Kind::Vote | Kind::ConsentVote);
    votes.then(recorded).flatten().and_then(|recorded| recorded.body.clone())
}

fn deed(telling: &Telling, act: &ActStanding, transition: &Transition, expected: bool) -> String {
    let mut plain = act.act();
    if expected {
        plain.outcome = Outcome::Done;
    }
    let what = match (what(telling, &plain), chamber(telling, act, transition)) {
        (what, None) => what,
        (what, Some(chamber)) => match what.split_once(", ") {
            Some((vote, more)) => format!("{vote} ({chamber}), {more}"),
            None => format!("{what} ({chamber})"),
        },
    };
    match act.party {
        Some(code) => format!("{}: {what}", telling.name(&code)),
        None => what,
    }
}
