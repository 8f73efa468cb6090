//! The road of each party: order, open conditions, undecided claims, old looks, announcements that differ.

use super::acts::who;
use super::{Sink, Subject};
use crate::date::show;
use crate::ledger::place;
use crate::model::{Act, Look};
use crate::status::{ForceState, Status};

/// A step done before one that usually comes first.
pub(super) fn out_of_order(subject: &Subject, status: &Status, sink: &mut Sink) {
    for (at, overtaken) in status.parties.iter().flat_map(|party| &party.domestic.out_of_order) {
        let (act, first) = (&subject.agreement.acts[*at], &subject.agreement.acts[*overtaken]);
        let usual = first.step.as_deref().unwrap_or(first.kind.as_str());
        let message = format!("{} did this on {}, before `{usual}`, which usually comes first", who(act), act.date);
        let help = "check the days and the steps; `track procedures` shows the usual order";
        sink.add(place::key(subject.source, &act.span, "date"), message, help);
    }
}

/// An approval under a condition that nobody recorded as met.
pub(super) fn open_condition(subject: &Subject, status: &Status, sink: &mut Sink) {
    for at in status.parties.iter().filter_map(|party| party.domestic.conditional_approval) {
        let act = &subject.agreement.acts[at];
        let message = format!("{} approved under a condition, and nothing says that it was met", who(act));
        let help = "when it was met, add `cleared = 2026-01-15` with that day";
        sink.add(place::key(subject.source, &act.span, "condition"), message, help);
    }
}

/// Claims that cannot all be true, and nobody has decided.
pub(super) fn undecided_rivals(subject: &Subject, status: &Status, sink: &mut Sink) {
    for rivals in &status.rivals {
        let acts: Vec<&Act> = rivals.acts.iter().map(|at| &subject.agreement.acts[*at]).collect();
        let Some(last) = acts.last() else { continue };
        let told: Vec<String> =
            acts.iter().map(|act| format!("`{}` ({} on {})", act.id, act.outcome, act.date)).collect();
        let message = format!("{}: these claims cannot all be true: {}", who(last), told.join(", "));
        let help = "`track retract` the wrong one with its reason; a later act of its own says `follows = \"ID\"`";
        sink.add(place::header(subject.source, &last.span), message, help);
    }
}

/// A "no" that rests on a look past its shelf life.
pub(super) fn stale_look(subject: &Subject, status: &Status, sink: &mut Sink) {
    let seen = |look: &&Look| look.date <= subject.today;
    let Some(last) = subject.agreement.looked.iter().filter(seen).max_by_key(|look| look.date) else { return };
    if is_pending(status) && !status.checked_fresh {
        let message = format!("last looked on {}, more than {} days ago", show(last.date), last.shelf_life_days);
        let help = "look again, then `track looked`; until then only \"no record that\" may be written";
        sink.add(place::key(subject.source, &last.span, "date"), message, help);
    }
}

/// Not in force, and no look is on record. Whatever the day: the record says no more tomorrow than today.
pub(super) fn no_look(subject: &Subject, status: &Status, sink: &mut Sink) {
    let agreement = subject.agreement;
    let days = agreement.acts.iter().flat_map(|act| act.sources.iter().filter_map(|source| source.read_on));
    let done = agreement.acts.iter().filter(|act| !act.expected).map(|act| act.date);
    let last = days.chain(done).map(|date| date.latest()).max();
    let Some(last) = last.filter(|_| agreement.looked.is_empty() && is_pending(status)) else { return };
    let title = place::key(subject.source, &(0..subject.source.text().len()), "title");
    let message = format!("the last word of it is of {}, and no look is on record", show(last));
    sink.add(title, message, "look again, then `track looked`; until then only \"no record that\" may be written");
}

fn is_pending(status: &Status) -> bool {
    matches!(status.force.state, ForceState::NotInForce | ForceState::ConditionsMet | ForceState::Unknown)
}

/// An announced day of force that is not the one the clause gives.
pub(super) fn announced_differs(subject: &Subject, status: &Status, sink: &mut Sink) {
    let computed = status.verdict().force.day();
    let (Some(announced), Some(computed)) = (status.force.announced, computed) else { return };
    if announced.day != computed {
        let act = &subject.agreement.acts[announced.act];
        let key = if act.effective.is_some() { "effective" } else { "date" };
        let message = format!("announced for {}; the clause gives {}", show(announced.day), show(computed));
        let help = "`track explain` shows the arithmetic; the depositary's day is the one that is shown";
        sink.add(place::key(subject.source, &act.span, key), message, help);
    }
}
