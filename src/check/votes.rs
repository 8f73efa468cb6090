//! Votes: whether the figures can be, and whether they are enough.

use super::acts::standing;
use super::{Sink, Subject};
use crate::ledger::place;
use crate::model::{Act, Outcome, Procedure, Step, Tally, Votes};
use crate::status::claims::decides;
use crate::status::vote::{self, Verdict};

const HELP: &str = "compare the figures with the record of the sitting; leave out what was not published";

/// Figures that are more than there are members, or that do not add up.
pub(super) fn vote_sum(subject: &Subject, sink: &mut Sink) {
    for act in standing(subject) {
        let Some(Votes::Counts(tally)) = &act.votes else { continue };
        if let Some(message) = misfit(tally) {
            sink.add(place::key(subject.source, &act.span, "votes"), message, HELP);
        }
    }
}

/// What cannot be about a tally; a missing figure is unknown, never zero.
fn misfit(tally: &Tally) -> Option<String> {
    let options = [tally.for_, tally.against, tally.abstain, tally.other];
    let cast: u64 = options.iter().flatten().map(|n| u64::from(*n)).sum();
    let exceeds = |n: Option<u32>, what: &str| {
        n.filter(|n| u64::from(*n) < cast).map(|n| format!("{cast} votes are counted, but {what} {n}"))
    };
    if let Some(message) = exceeds(tally.seats, "the chamber has").or_else(|| exceeds(tally.present, "present were")) {
        return Some(message);
    }
    if let (Some(present), Some(absent), Some(seats)) = (tally.present, tally.absent, tally.seats)
        && u64::from(present) + u64::from(absent) > u64::from(seats)
    {
        return Some(format!("{present} present and {absent} absent are more than the {seats} seats"));
    }
    let complete = options.iter().all(Option::is_some);
    tally
        .present
        .filter(|n| complete && u64::from(*n) != cast)
        .map(|present| format!("the votes add up to {cast}, but {present} were present"))
}

/// The majority that the procedure asks for, held against the announced outcome.
pub(super) fn vote_rule(subject: &Subject, sink: &mut Sink) {
    for act in standing(subject).filter(|act| act.votes.is_some() && decides(act)) {
        let Some(procedure) = act.party.and_then(|party| (subject.procedures)(&party)) else { continue };
        let Some(step) = step_of(&procedure, act) else { continue };
        let said = match (vote::test(&procedure, step, act).verdict, act.outcome) {
            (Verdict::NotEnough, Outcome::Adopted) => "are not enough, but the outcome is `adopted`",
            (Verdict::Enough, Outcome::Rejected) => "are enough, but the outcome is `rejected`",
            _ => continue,
        };
        let majority = step.majority.as_deref().unwrap_or("the majority asked for").replace('-', " ");
        let message = format!("by the majority of `{}` ({majority}) these figures {said}", step.key);
        let help = "check figures and outcome; the outcome as announced is what counts here";
        sink.add(place::key(subject.source, &act.span, "votes"), message, help);
    }
}

/// The step of an act: the one it names, else the only one of its kind.
fn step_of<'p>(procedure: &'p Procedure, act: &Act) -> Option<&'p Step> {
    if let Some(key) = &act.step {
        return procedure.step(key);
    }
    let mut alike = procedure.steps.iter().filter(|step| step.kind == Some(act.kind));
    alike.next().filter(|_| alike.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_published_figures_are_held_against_each_other() {
        let tally = Tally { for_: Some(105), against: Some(0), ..Tally::default() };
        assert_eq!(misfit(&tally), None);
        assert_eq!(misfit(&Tally { seats: Some(125), present: Some(110), ..tally.clone() }), None);
        assert!(misfit(&Tally { seats: Some(100), ..tally.clone() }).is_some());
        assert!(misfit(&Tally { present: Some(104), ..tally.clone() }).is_some());
        assert!(misfit(&Tally { seats: Some(125), present: Some(110), absent: Some(20), ..tally.clone() }).is_some());
        let whole = Tally { abstain: Some(2), other: Some(0), present: Some(110), ..tally };
        assert_eq!(misfit(&whole).as_deref(), Some("the votes add up to 107, but 110 were present"));
    }
}
