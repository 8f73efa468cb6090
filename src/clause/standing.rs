//! From acts to standings: from when until when an act of a party counts.
//!
//! Before the trigger a party counts from its act until it takes it back or ceases; the sweep stops at the trigger,
//! so that nothing is undone afterwards.

use super::facts::{Completion, FactAct, Participant};
use super::kinds::{COMPLETION, OBJECTION, SIGNATURE, Slot, slot};
use crate::date::Day;
use crate::model::{Counting, Kind};

/// A time for which an act counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) slot: Slot,
    /// Place among the acts; `None`: completion at home.
    pub(super) act: Option<usize>,
    /// From when it counts for certain; `None`: not for certain.
    pub(super) certain: Option<Day>,
    /// From when it counts at best; `None`: from the beginning.
    pub(super) possible: Option<Day>,
    /// First day on which it no longer counts.
    pub(super) until: Option<Day>,
}

impl Standing {
    pub(super) fn is_certain_on(&self, day: Day) -> bool {
        self.certain.is_some_and(|from| from <= day) && self.is_before_end(day)
    }

    pub(super) fn is_possible_on(&self, day: Day) -> bool {
        self.possible.is_none_or(|from| from <= day) && self.is_before_end(day)
    }

    fn is_before_end(&self, day: Day) -> bool {
        self.until.is_none_or(|until| day < until)
    }
}

/// An act that takes consent back or ends membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Leaving {
    pub(super) act: FactAct,
    /// Whether it took back a consent other than a mere signature.
    pub(super) took_consent: bool,
}

/// The acts by which a party left or was put out, oldest first, without notices that were withdrawn in time.
pub(super) fn leavings(party: &Participant) -> Vec<Leaving> {
    let mut acts: Vec<&FactAct> = party.acts.iter().filter(|act| is_about_leaving(act.kind)).collect();
    acts.sort_by_key(|act| (act.date, act.kind == Kind::NoticeWithdrawn, act.index));
    let mut left: Vec<Leaving> = Vec::new();
    for act in acts {
        if act.kind != Kind::NoticeWithdrawn {
            left.push(Leaving { act: *act, took_consent: false });
        } else if left.last().is_some_and(|last| is_still_a_notice(&last.act, act.date)) {
            left.pop();
        }
    }
    mark_consents_taken(party, &mut left);
    left
}

const fn is_about_leaving(kind: Kind) -> bool {
    matches!(kind, Kind::Withdrawal | Kind::Exclusion | Kind::NoticeWithdrawn)
}

fn is_still_a_notice(act: &FactAct, on: Day) -> bool {
    act.kind == Kind::Withdrawal && act.effective.is_none_or(|effect| on < effect)
}

fn mark_consents_taken(party: &Participant, left: &mut [Leaving]) {
    if left.is_empty() {
        return;
    }
    let mut consents: Vec<Day> = party.acts.iter().filter(|act| act.kind.is_consent()).map(|act| act.date).collect();
    if let Completion::Complete(day) = party.complete_on {
        consents.push(day);
    }
    consents.sort_unstable();
    let mut after = 0;
    for leaving in left {
        let upto = consents.partition_point(|day| *day <= leaving.act.date);
        leaving.took_consent = upto > after;
        after = upto;
    }
}

/// Every standing of a party.
pub(super) fn standings(party: &Participant, counts: Counting) -> Vec<Standing> {
    let leavings = leavings(party);
    let ends = Ends::new(party.ceased, leavings.iter().map(|leaving| leaving.act));
    let signature_ends =
        Ends::new(party.ceased, leavings.iter().filter(|leaving| !leaving.took_consent).map(|leaving| leaving.act));
    let counted = party.acts.iter().filter(|act| act.counted && !act.ad_referendum);
    let mut found: Vec<Standing> = Vec::with_capacity(party.acts.len() + 1);
    found.extend(counted.filter_map(|act| {
        let slot = slot(act.kind)?;
        let until = match slot {
            SIGNATURE => signature_ends.after(act.date),
            OBJECTION => None,
            _ => ends.after(act.date),
        };
        Some(standing(act, slot, counts, until))
    }));
    found.extend(completion(party.complete_on, &ends));
    found
}

fn standing(act: &FactAct, slot: Slot, counts: Counting, until: Option<Day>) -> Standing {
    let (certain, possible) = counting_days(act, counts);
    Standing { slot, act: Some(act.index), certain: Some(certain), possible, until }
}

/// From when an act counts for certain, and at best. A note was sent on or before the day it was received.
pub(super) fn counting_days(act: &FactAct, counts: Counting) -> (Day, Option<Day>) {
    match (counts, act.sent) {
        (Counting::Received, _) => (act.date, Some(act.date)),
        (Counting::Sent, Some(sent)) => (sent, Some(sent)),
        (Counting::Sent, None) if act.kind == Kind::Notification => (act.date, None),
        (Counting::Sent, None) => (act.date, Some(act.date)),
    }
}

fn completion(complete: Completion, ends: &Ends) -> Option<Standing> {
    let (certain, until) = match complete {
        Completion::NotComplete => return None,
        Completion::Unknown => (None, ends.ceased),
        Completion::Complete(day) => (Some(day), ends.after(day)),
    };
    Some(Standing { slot: COMPLETION, act: None, certain, possible: certain, until })
}

/// Days on which acts end, so that the end of any act is found by one search.
struct Ends {
    ceased: Option<Day>,
    /// Day given, and the earliest effect of this or a later one.
    given: Vec<(Day, Day)>,
}

impl Ends {
    fn new(ceased: Option<Day>, leavings: impl Iterator<Item = FactAct>) -> Self {
        let mut given: Vec<(Day, Day)> = leavings.map(|act| (act.date, act.takes_effect())).collect();
        let mut earliest = None;
        for (_, effect) in given.iter_mut().rev() {
            earliest = Some(earliest.map_or(*effect, |day: Day| day.min(*effect)));
            *effect = earliest.unwrap_or(*effect);
        }
        Self { ceased, given }
    }

    /// The end of an act done on a day.
    fn after(&self, day: Day) -> Option<Day> {
        let at = self.given.partition_point(|(given, _)| *given < day);
        let left = self.given.get(at).map(|(_, effect)| *effect);
        match (left, self.ceased) {
            (Some(left), Some(ceased)) => Some(left.min(ceased)),
            (left, ceased) => left.or(ceased),
        }
    }
}
