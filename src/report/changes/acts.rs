//! The acts that two standings do not share, and which of them carry a change of state.

use std::collections::{BTreeMap, BTreeSet};

use super::What;
use super::sides::Side;
use super::standing::{ActStanding, Standing};
use super::transition::Transition;
use crate::model::{About, ActId, Code, Kind};

/// How an act moved between two standings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// It is on record now.
    New,
    /// It was retracted.
    Retracted,
    /// It is no longer in the file.
    Gone,
}

/// An act that one of the two standings has and the other has not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moved<'a> {
    pub(super) id: &'a ActId,
    pub(super) act: &'a ActStanding,
    pub(super) how: How,
}

type Acts = BTreeMap<ActId, ActStanding>;
type Listed<'a> = Vec<(&'a ActId, &'a ActStanding)>;

/// The acts on record that moved. One that only got another id, by a note say, did not.
pub(super) fn moved<'a>(before: &'a Standing, after: &'a Standing) -> Vec<Moved<'a>> {
    let (left, come) = unpaired(&before.acts, &after.acts);
    let left = left.into_iter().map(|(id, act)| {
        let how = if after.retracted.contains(id) { How::Retracted } else { How::Gone };
        Moved { id, act, how }
    });
    // an act of the same id that says something else now is told as it is now
    let left = left.filter(|moved| !after.acts.contains_key(moved.id));
    left.chain(come.into_iter().map(|(id, act)| Moved { id, act, how: How::New })).collect()
}

/// What is in one of two lists and not in the other, by what the acts say.
fn unpaired<'a>(before: &'a Acts, after: &'a Acts) -> (Listed<'a>, Listed<'a>) {
    let mut left: Vec<_> = before.iter().filter(|(id, act)| after.get(*id) != Some(act)).collect();
    let mut by_words: BTreeMap<&ActStanding, Vec<&ActId>> = BTreeMap::new();
    for (id, act) in left.iter().filter(|(id, _)| !after.contains_key(*id)) {
        by_words.entry(act).or_default().push(id);
    }
    let mut known: BTreeSet<&ActId> = BTreeSet::new();
    let mut come: Vec<_> = after.iter().filter(|(id, act)| before.get(*id) != Some(act)).collect();
    come.retain(|(id, act)| {
        let twin = by_words.get_mut(act).filter(|_| !before.contains_key(*id)).and_then(Vec::pop);
        twin.map(|twin| known.insert(twin)).is_none()
    });
    left.retain(|(id, _)| !known.contains(id));
    (left, come)
}

impl Moved<'_> {
    /// Whether it is a step of a party's road to consent at home.
    pub(super) fn is_at_home(&self, code: &Code) -> bool {
        self.act.party == Some(*code) && self.act.kind.is_domestic() && self.act.about == About::Consent
    }

    /// Whether it can move a party abroad.
    pub(super) fn is_abroad(&self, code: &Code) -> bool {
        let moves = self.act.kind.is_consent()
            || matches!(
                self.act.kind,
                Kind::Signature
                    | Kind::Initialling
                    | Kind::Withdrawal
                    | Kind::NoticeWithdrawn
                    | Kind::NoIntention
                    | Kind::Exclusion
            );
        self.act.party == Some(*code) && moves
    }

    /// Whether it can move force for a party by itself.
    pub(super) fn is_of_force(&self, code: &Code) -> bool {
        let moves = matches!(
            self.act.kind,
            Kind::ProvisionalApplication | Kind::ProvisionalEnd | Kind::Suspension | Kind::Resumption
        );
        self.act.party.is_none_or(|party| party == *code) && (moves || self.act.kind == Kind::EntryIntoForce)
    }

    /// Whether it can move force of the agreement: its own acts, and those that the clause counts. What no longer
    /// counts is known by its kind alone.
    pub(super) fn moves_force(&self, counted: &BTreeSet<ActId>) -> bool {
        match (self.act.party, self.how) {
            (None, _) => true,
            (Some(_), How::New) => counted.contains(self.id),
            (Some(party), _) => self.is_abroad(&party) || self.is_of_force(&party) || self.is_at_home(&party),
        }
    }
}

/// The acts that moved and that no change of state carries, each told by itself.
pub(super) fn by_themselves(moved: &[Moved], carried: &BTreeSet<ActId>) -> Vec<Transition> {
    let alone = moved.iter().filter(|moved| !carried.contains(moved.id));
    let told = alone.map(|moved| {
        let side = Some(side(moved.act));
        let (what, before, after) = match moved.how {
            How::New => (What::ActRecorded, None, side),
            How::Retracted => (What::ActRetracted, side, None),
            How::Gone => (What::ActGone, side, None),
        };
        of_act(what, moved.id, moved.act, before, after)
    });
    told.collect()
}

/// What became of the acts that are only expected: one that was done meanwhile is told as done, and not here.
pub(super) fn expected(before: &Standing, after: &Standing, moved: &[Moved]) -> Vec<Transition> {
    let (mut left, come) = unpaired(&before.expected, &after.expected);
    let mut told = Vec::new();
    for (id, act) in come {
        let earlier = left.iter().position(|(other, was)| *other == id || was.is_same_deed(act));
        let was = earlier.map(|at| expected_side(left.remove(at).1));
        let what = if was.is_some() { What::ActPostponed } else { What::ActExpected };
        told.push(of_act(what, id, act, was, Some(expected_side(act))));
    }
    let is_done = |act: &ActStanding| moved.iter().any(|m| m.how == How::New && is_fulfilled_by(act, m.act));
    left.retain(|(_, act)| !is_done(act));
    told.extend(left.iter().map(|(id, act)| of_act(What::ActCancelled, id, act, Some(expected_side(act)), None)));
    told
}

fn is_fulfilled_by(expected: &ActStanding, done: &ActStanding) -> bool {
    (expected.party, expected.kind, &expected.step) == (done.party, done.kind, &done.step)
}

fn side(act: &ActStanding) -> Side {
    Side::dated(act.outcome.as_str(), act.date)
}

fn expected_side(act: &ActStanding) -> Side {
    Side::dated("expected", act.date)
}

fn of_act(what: What, id: &ActId, act: &ActStanding, before: Option<Side>, after: Option<Side>) -> Transition {
    Transition {
        parties: act.party.into_iter().collect(),
        date: Some(act.date),
        acts: vec![id.clone()],
        act: Some(act.clone()),
        correction: what == What::ActRetracted,
        before,
        after,
        ..Transition::new(what)
    }
}
