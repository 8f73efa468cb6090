//! What is expected: scheduled acts and deadlines, and what became of each. None of it counts on any plane.
//!
//! An expected act is *done* once an act of the same party, step (or kind) and purpose stands, done not earlier than the
//! other was expected. It is *postponed* or *cancelled* where the desk took it back, naming its new day or nothing.

use std::collections::{BTreeSet, HashMap};

use chrono::TimeDelta;

use super::AsOf;
use super::rivals::same_words;
use crate::date::Day;
use crate::model::words::words;
use crate::model::{About, Act, ActId, Agreement, Code, Kind};

words! {
    /// What became of something that was expected.
    FateState {
        /// It lies ahead.
        Open = "open",
        /// Its day has passed, and nothing is recorded as done.
        Overdue = "overdue",
        /// It was done.
        Done = "done",
        /// It is expected on another day.
        Postponed = "postponed",
        /// It is no longer expected.
        Cancelled = "cancelled",
        /// It never was expected: a mistake of the record.
        Retracted = "retracted",
    }
}

impl FateState {
    /// Whether it is still expected.
    pub const fn is_standing(self) -> bool {
        matches!(self, Self::Open | Self::Overdue)
    }
}

/// What became of an expected act, and the act that tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fate<'a> {
    /// What became of it.
    pub state: FateState,
    /// The act that was done, or that is expected in its place.
    pub act: Option<&'a Act>,
}

/// What acts have in common of which one may be what was expected of the other.
type Matter = (Option<Code>, About, Kind);

/// The acts of an agreement as one looks for what became of what was expected.
pub struct Expectations<'a> {
    as_of: AsOf,
    by_id: HashMap<&'a ActId, &'a Act>,
    /// What was done, by the last day it can have been done on.
    done: HashMap<Matter, Vec<&'a Act>>,
    /// What was done, by the act that it says it follows.
    following: HashMap<&'a ActId, &'a Act>,
    /// What was expected before, by the act that is expected instead.
    before: HashMap<&'a ActId, &'a Act>,
}

impl<'a> Expectations<'a> {
    /// The acts as of a day, as known at a moment.
    pub fn new(agreement: &'a Agreement, as_of: AsOf) -> Self {
        let mut found = Self {
            as_of,
            by_id: HashMap::new(),
            done: HashMap::new(),
            following: HashMap::new(),
            before: HashMap::new(),
        };
        if agreement.acts.iter().any(|act| act.expected) {
            found.by_id = agreement.acts.iter().map(|act| (&act.id, act)).collect();
            agreement.acts.iter().for_each(|act| found.take(act));
            found.done.values_mut().for_each(|acts| acts.sort_by_key(|act| (act.date.latest(), act.date.earliest())));
        }
        found
    }

    fn take(&mut self, act: &'a Act) {
        if act.expected {
            if let Some(next) = self.instead(act).filter(|next| next.expected) {
                self.before.entry(&next.id).or_insert(act);
            }
            return;
        }
        if !self.is_known(act) || self.is_retracted(act) || act.date.earliest() > self.as_of.day {
            return;
        }
        if let Some(followed) = &act.follows {
            self.following.entry(followed).or_insert(act);
        }
        let matter = |kind| (act.party, act.about, kind);
        self.done.entry(matter(act.kind)).or_default().push(act);
        if act.kind.is_consent() && act.kind != Kind::Consent {
            self.done.entry(matter(Kind::Consent)).or_default().push(act);
        }
    }

    /// What became of an act that is or was expected.
    pub fn fate(&self, act: &Act) -> Fate<'a> {
        let fate = |state, act| Fate { state, act };
        if self.is_retracted(act) {
            let by_mistake = act.retracted.as_ref().is_some_and(|retraction| retraction.cause.is_some());
            return match self.instead(act) {
                _ if by_mistake => fate(FateState::Retracted, None),
                Some(next) if next.expected => fate(FateState::Postponed, Some(next)),
                Some(done) if !self.is_retracted(done) => fate(FateState::Done, Some(done)),
                _ => fate(FateState::Cancelled, None),
            };
        }
        match self.done(act) {
            Some(done) => fate(FateState::Done, Some(done)),
            None if act.date.latest() < self.as_of.day => fate(FateState::Overdue, None),
            None => fate(FateState::Open, None),
        }
    }

    /// What was expected first of all, and how often its day was moved.
    pub fn first(&self, act: &'a Act) -> (&'a Act, u32) {
        let (mut first, mut moves) = (act, 0);
        let mut seen = BTreeSet::from([&act.id]);
        while let Some(before) = self.before.get(&first.id).filter(|before| seen.insert(&before.id)) {
            (first, moves) = (before, moves + 1);
        }
        (first, moves)
    }

    /// What was expected in place of this until its day was moved.
    pub fn before(&self, act: &Act) -> Option<&'a Act> {
        self.before.get(&act.id).copied()
    }

    /// Whether the desk knew of it.
    pub fn is_known(&self, act: &Act) -> bool {
        self.by_then(act.recorded)
    }

    fn is_retracted(&self, act: &Act) -> bool {
        act.retracted.as_ref().is_some_and(|retraction| self.by_then(retraction.at))
    }

    fn by_then(&self, at: Option<chrono::DateTime<chrono::Utc>>) -> bool {
        self.as_of.known_at.is_none_or(|limit| at.is_none_or(|at| at <= limit))
    }

    /// The act in favour of which one was taken back.
    fn instead(&self, act: &Act) -> Option<&'a Act> {
        let retraction = act.retracted.as_ref().filter(|retraction| self.by_then(retraction.at))?;
        self.by_id.get(retraction.in_favour_of.as_ref()?).copied()
    }

    /// The first act that is what was expected.
    fn done(&self, expected: &Act) -> Option<&'a Act> {
        let matter = (expected.party, expected.about, expected.kind);
        let acts = self.done.get(&matter).map(Vec::as_slice).unwrap_or_default();
        let since = acts.partition_point(|act| act.date.latest() < expected_since(expected));
        let found = acts[since..].iter().find(|act| is_what_was_expected(expected, act));
        self.following.get(&expected.id).or(found).copied()
    }
}

/// The first day on which an act can be what was expected: an earlier one is of another time.
///
/// That is the day of recording, in the time zone where days end last; else that of its first source; else its own.
fn expected_since(act: &Act) -> Day {
    const LAST_TIME_ZONE: TimeDelta = TimeDelta::hours(12);
    let recorded = act.recorded.map(|at| at.checked_sub_signed(LAST_TIME_ZONE).unwrap_or(at).date_naive());
    let told = act.sources.iter().filter_map(|source| source.published.or(source.read_on));
    recorded.or_else(|| told.map(|day| day.earliest()).min()).unwrap_or_else(|| act.date.earliest())
}

/// Whether an act of the same matter is the one that was expected, as far as both say which.
fn is_what_was_expected(expected: &Act, done: &Act) -> bool {
    let same_step = match (&expected.step, &done.step) {
        (Some(expected), Some(done)) => expected == done,
        _ => agree(expected.body.as_ref(), done.body.as_ref(), |a, b| same_words(a, b)),
    };
    same_step
        && agree(expected.reading, done.reading, |a, b| a == b)
        && agree(expected.name.as_ref(), done.name.as_ref(), |a, b| same_words(a, b))
        && agree(expected.territory.as_ref(), done.territory.as_ref(), |a, b| same_words(a, b))
}

/// Whether two things are the same, where both are said.
fn agree<T>(one: Option<T>, other: Option<T>, same: impl Fn(T, T) -> bool) -> bool {
    one.zip(other).is_none_or(|(one, other)| same(one, other))
}

#[cfg(test)]
mod tests;
