//! Clause and facts side by side, made ready for a sweep: who there is, and everything that changes, day by day.

use super::facts::{Facts, Participant};
use super::kinds::Slot;
use super::rule::Clause;
use super::standing::{Standing, standings};
use crate::date::Day;
use crate::model::Code;

/// The ground on which conditions are evaluated.
pub(super) struct World<'a> {
    pub(super) clause: &'a Clause,
    pub(super) facts: &'a Facts,
    /// Everybody who acts, is listed or is a member of a named group; sorted by code.
    pub(super) people: Vec<Person<'a>>,
    /// Changes in the order of their days; `None` stands before every day.
    pub(super) changes: Vec<(Option<Day>, Change)>,
}

pub(super) struct Person<'a> {
    pub(super) code: Code,
    /// What the facts say; `None`: nothing was done.
    pub(super) participant: Option<&'a Participant>,
    pub(super) standings: Vec<Standing>,
}

/// Something that changes on a day. `person` and `roll` are places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// An act begins or ceases to count, for certain or at best.
    Stands { person: usize, slot: Slot, certain: bool, begins: bool },
    /// A member enters or leaves a group.
    Member { roll: usize, person: usize, enters: bool },
    /// A named event.
    Event,
}

impl<'a> World<'a> {
    pub(super) fn new(clause: &'a Clause, facts: &'a Facts) -> Self {
        let people = people(clause, facts);
        let mut world = Self { clause, facts, people, changes: Vec::new() };
        world.changes = world.all_changes();
        world
    }

    pub(super) fn place(&self, code: Code) -> Option<usize> {
        self.people.binary_search_by(|person| person.code.cmp(&code)).ok()
    }

    fn all_changes(&self) -> Vec<(Option<Day>, Change)> {
        let standings = self.people.iter().map(|person| person.standings.len());
        let mut changes = Vec::with_capacity(2 * standings.sum::<usize>());
        for (at, person) in self.people.iter().enumerate() {
            person.standings.iter().for_each(|standing| stand(&mut changes, at, standing));
        }
        for (roll, group) in self.clause.rolls.iter().enumerate() {
            for (code, spells) in &group.members {
                let Some(person) = self.place(*code) else { continue };
                for spell in spells {
                    changes.push((spell.from, Change::Member { roll, person, enters: true }));
                    let leaves = Change::Member { roll, person, enters: false };
                    changes.extend(spell.until.map(|until| (Some(until), leaves)));
                }
            }
        }
        changes.extend(self.facts.events.values().map(|day| (Some(*day), Change::Event)));
        changes.retain(|(day, _)| day.is_none_or(|day| day <= self.facts.as_of));
        changes.sort_by_key(|(day, _)| *day);
        changes
    }
}

fn people<'a>(clause: &'a Clause, facts: &'a Facts) -> Vec<Person<'a>> {
    let known = facts.participants.iter().map(|participant| (participant.code, Some(participant)));
    let named = clause.rolls.iter().flat_map(|roll| roll.members.iter().map(|(code, _)| *code));
    let named = clause.listed.iter().flatten().copied().chain(named).chain(clause.codes());
    let some = facts.participants.len() + clause.listed.as_ref().map_or(0, Vec::len);
    let mut everybody: Vec<(Code, Option<&Participant>)> = Vec::with_capacity(some);
    everybody.extend(known.chain(named.map(|code| (code, None))));
    // of those who take part and are named, too, the one who takes part stays: the order is stable
    everybody.sort_by_key(|(code, _)| *code);
    everybody.dedup_by_key(|(code, _)| *code);
    let person = |(code, participant): (Code, Option<&'a Participant>)| Person {
        code,
        participant,
        standings: participant.map_or_else(Vec::new, |participant| standings(participant, clause.counts)),
    };
    everybody.into_iter().map(person).collect()
}

fn stand(changes: &mut Vec<(Option<Day>, Change)>, person: usize, standing: &Standing) {
    let slot = standing.slot;
    let mut spell = |from: Option<Day>, certain: bool| {
        if standing.until.is_some_and(|until| from.is_some_and(|from| until <= from)) {
            return;
        }
        changes.push((from, Change::Stands { person, slot, certain, begins: true }));
        let ends = Change::Stands { person, slot, certain, begins: false };
        changes.extend(standing.until.map(|until| (Some(until), ends)));
    };
    spell(standing.possible, false);
    if standing.certain.is_some() {
        spell(standing.certain, true);
    }
}

impl Person<'_> {
    pub(super) fn is_organisation(&self) -> bool {
        self.participant.is_some_and(|participant| participant.organisation)
    }

    /// Whether its consent is needed where the text is silent.
    pub(super) fn is_negotiating(&self, is_listed: bool) -> bool {
        self.participant.map_or(is_listed, |participant| participant.negotiating)
    }

    pub(super) fn has_ceased_by(&self, day: Day) -> bool {
        self.participant.and_then(|participant| participant.ceased).is_some_and(|ceased| ceased <= day)
    }
}
