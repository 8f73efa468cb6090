//! Questions with yes, no or unknown for an answer: `track is`.
//!
//! A question is asked in every world. The same answer everywhere stands; anything else is unknown, never a "no".

use super::answer::{Status, WorldAnswer};
use super::domestic::{Domestic, DomesticState};
use super::force::ForceState;
use super::international::{International, InternationalState};
use crate::date::Day;
use crate::model::Code;
use crate::model::words::words;

words! {
    /// What can be asked.
    Predicate {
        /// Signed (all of a closed list, anybody of an open one).
        Signed = "signed",
        /// Approved by parliament.
        ParliamentApproved = "parliament-approved",
        /// Procedures at home complete.
        Complete = "complete",
        /// Consent delivered.
        Consented = "consented",
        /// A party: bound, and in force for it.
        Party = "party",
        /// The day of force is known and lies ahead.
        Dated = "dated",
        /// In force.
        InForce = "in-force",
        /// Applied provisionally.
        Provisional = "provisional",
        /// Ended.
        Ended = "ended",
    }
}

/// Yes, no, or unknown with the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Unknown: nothing recorded, conditions met but not established, or an input is missing.
    Unknown,
    /// Reports differ, and the answer with them.
    Disputed,
}

/// The answer to one question, for the agreement or for one party.
pub fn ask(status: &Status, predicate: Predicate, party: Option<&Code>) -> Answer {
    let mut answers: Vec<Answer> =
        status.worlds.iter().map(|world| in_world(status, world, predicate, party)).collect();
    if predicate == Predicate::InForce && party.is_none() && claimed_otherwise(status) {
        answers.push(Answer::Yes);
    }
    let first = answers[0];
    if answers.iter().all(|answer| *answer == first) {
        return first;
    }
    let yes_and_no = answers.contains(&Answer::Yes) && answers.contains(&Answer::No);
    if yes_and_no || status.disputed { Answer::Disputed } else { Answer::Unknown }
}

/// Whether somebody who may not decide says that it is in force already, and we do not find it so.
fn claimed_otherwise(status: &Status) -> bool {
    let claim = status.force.announced.filter(|a| !a.official);
    claim.is_some_and(|claim| claim.day <= status.as_of.day) && status.force.contradicted
}

fn in_world(status: &Status, world: &WorldAnswer, predicate: Predicate, party: Option<&Code>) -> Answer {
    let day = status.as_of.day;
    if let Some(code) = party {
        let line = world.parties.iter().position(|(c, ..)| c == code);
        return line.map_or(Answer::Unknown, |at| of_party(world, predicate, at, day));
    }
    match predicate {
        Predicate::Dated if is_due(world.force.state, world.force.date, day) => Answer::Yes,
        Predicate::Dated | Predicate::InForce | Predicate::Provisional | Predicate::Ended => {
            of_state(world.force.state, predicate)
        }
        _ => all((0..world.parties.len()).map(|at| of_party(world, predicate, at, day))),
    }
}

/// Yes of all, no of any, else unknown; unknown of nobody.
fn all(answers: impl Iterator<Item = Answer>) -> Answer {
    let mut seen = None;
    for answer in answers {
        match answer {
            Answer::No => return Answer::No,
            Answer::Yes if seen.is_none() => seen = Some(Answer::Yes),
            Answer::Yes => {}
            other => seen = Some(other),
        }
    }
    seen.unwrap_or(Answer::Unknown)
}

fn of_party(world: &WorldAnswer, predicate: Predicate, at: usize, day: Day) -> Answer {
    let (_, domestic, abroad, force) = &world.parties[at];
    match predicate {
        Predicate::Signed => signed(abroad),
        Predicate::ParliamentApproved => approved(domestic),
        Predicate::Complete => match domestic.state {
            DomesticState::Complete | DomesticState::NotRequired => Answer::Yes,
            DomesticState::Unknown => Answer::Unknown,
            _ if domestic.complete_unknown => Answer::Unknown,
            _ => Answer::No,
        },
        Predicate::Consented => match abroad.state {
            InternationalState::Unknown => Answer::Unknown,
            InternationalState::Party | InternationalState::Contracting | InternationalState::FormerParty => {
                Answer::Yes
            }
            _ => Answer::No,
        },
        Predicate::Party => match (abroad.state, force.state) {
            (InternationalState::Party, _) => Answer::Yes,
            (_, ForceState::Unknown | ForceState::ConditionsMet) => Answer::Unknown,
            (InternationalState::Unknown, _) if world.force.state.is_entered() => Answer::Unknown,
            _ => Answer::No,
        },
        Predicate::Dated if is_due(force.state, force.date, day) => Answer::Yes,
        _ if world.force.date.is_some_and(|date| date > day) && force.date.is_none() => {
            of_state(world.force.state, predicate)
        }
        _ => of_state(force.state, predicate),
    }
}

/// Whether it is applied provisionally while its day of force is known and lies ahead.
fn is_due(state: ForceState, date: Option<Day>, day: Day) -> bool {
    state == ForceState::Provisional && date.is_some_and(|date| date > day)
}

fn signed(abroad: &International) -> Answer {
    match abroad.state {
        _ if abroad.signed.is_some() => Answer::Yes,
        InternationalState::Unknown => Answer::Unknown,
        _ => Answer::No,
    }
}

fn approved(domestic: &Domestic) -> Answer {
    match domestic.state {
        DomesticState::Unknown => Answer::Unknown,
        DomesticState::ParliamentApproved | DomesticState::Complete if domestic.approved.is_some() => Answer::Yes,
        DomesticState::ParliamentApproved => Answer::Yes,
        DomesticState::Complete if domestic.consent.is_some() => Answer::Unknown,
        _ => Answer::No,
    }
}

fn of_state(state: ForceState, predicate: Predicate) -> Answer {
    let wanted = match predicate {
        Predicate::Dated => ForceState::Dated,
        Predicate::Provisional => ForceState::Provisional,
        Predicate::Ended => ForceState::Ended,
        _ => ForceState::InForce,
    };
    match state {
        _ if state == wanted => Answer::Yes,
        ForceState::Unknown => Answer::Unknown,
        ForceState::ConditionsMet if matches!(predicate, Predicate::InForce | Predicate::Dated) => Answer::Unknown,
        _ => Answer::No,
    }
}
