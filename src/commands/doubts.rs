//! What an editor should look at in an act that was recorded: before signature, another day on record, one source.

use std::collections::HashMap;

use crate::date::Day;
use crate::ledger::edit::Recorded;
use crate::model::{About, Act, ActId, Agreement, Code, Kind};

/// How many other days a warning names.
const OTHER_DAYS: usize = 5;

/// What an editor should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    /// The act lies before the signature of its party.
    BeforeSignature,
    /// The same act is on record with another day.
    OtherDay,
    /// Nobody says so.
    NoSource,
    /// One voice says so.
    OneSource,
}

/// What acts have in common that could be one act.
type Same<'a> = (Option<Code>, Option<&'a str>, Kind, About);

fn same(act: &Act) -> Same<'_> {
    (act.party, act.step.as_deref(), act.kind, act.about)
}

/// The acts on record, so that each is found at once.
pub(super) struct Record<'a> {
    agreement: &'a Agreement,
    by_id: HashMap<&'a ActId, &'a Act>,
    signed: HashMap<Option<Code>, Day>,
    /// The first end and the last beginning of the dates of the same act.
    ends: HashMap<Same<'a>, (Day, Day)>,
}

impl<'a> Record<'a> {
    /// The record of an agreement.
    pub(super) fn new(agreement: &'a Agreement) -> Self {
        let (mut signed, mut ends) = (HashMap::new(), HashMap::new());
        for act in agreement.acts.iter().filter(|act| !act.expected) {
            let (begin, end) = (act.date.earliest(), act.date.latest());
            if act.kind == Kind::Signature {
                let day = signed.entry(act.party).or_insert(begin);
                *day = begin.min(*day);
            }
            if act.retracted.is_none() {
                let (first_end, last_begin) = ends.entry(same(act)).or_insert((end, begin));
                (*first_end, *last_begin) = (end.min(*first_end), begin.max(*last_begin));
            }
        }
        Self { agreement, by_id: agreement.acts.iter().map(|act| (&act.id, act)).collect(), signed, ends }
    }

    /// Before signature, another day on record, one source.
    pub(super) fn doubts(&self, act: &Act, result: &Recorded) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        if self.signed.get(&act.party).is_some_and(|day| act.date.latest() < *day) && !act.expected {
            doubts.push(Doubt::BeforeSignature);
        }
        let apart = |(end, begin): &(Day, Day)| *end < act.date.earliest() || *begin > act.date.latest();
        let is_new = !matches!(result, Recorded::Known(_)) && !act.expected;
        if is_new && act.follows.is_none() && self.ends.get(&same(act)).is_some_and(apart) {
            doubts.push(Doubt::OtherDay);
        }
        let stored = self.by_id.get(result.id());
        match stored.map_or(0, |act| crate::status::grade::voices(&act.sources)) {
            0 => doubts.push(Doubt::NoSource),
            1 => doubts.push(Doubt::OneSource),
            _ => {}
        }
        doubts
    }

    /// The other days on which the same act is on record.
    pub(super) fn other_days(&self, act: &Act) -> Vec<String> {
        let is_rival = |other: &&Act| {
            other.retracted.is_none() && !other.expected && same(other) == same(act) && !other.date.overlaps(&act.date)
        };
        self.agreement.acts.iter().filter(is_rival).take(OTHER_DAYS).map(|other| other.date.to_string()).collect()
    }
}
