//! One leaf of a condition with its counters. Every change of a party adjusts them; nothing is counted again.

use super::kinds::{KindSet, SLOTS, Slot};
use super::rule::{Among, Count, Leaf, Need, Sum, Test};
use super::world::World;
use crate::date::Day;
use crate::decimal::Decimal;

/// Whether something holds for certain, and at best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Holds {
    pub(super) certain: bool,
    pub(super) possible: bool,
}

/// What stands for one party on the day reached.
#[derive(Debug, Clone, Default)]
pub(super) struct Acts {
    certain: [u32; SLOTS],
    possible: [u32; SLOTS],
    pub(super) certain_kinds: KindSet,
    pub(super) possible_kinds: KindSet,
}

impl Acts {
    pub(super) fn change(&mut self, slot: Slot, certain: bool, begins: bool) {
        let (counts, kinds) = if certain {
            (&mut self.certain, &mut self.certain_kinds)
        } else {
            (&mut self.possible, &mut self.possible_kinds)
        };
        counts[slot] = if begins { counts[slot] + 1 } else { counts[slot].saturating_sub(1) };
        *kinds = if counts[slot] > 0 { kinds.with_slot(slot) } else { kinds.without_slot(slot) };
    }
}

/// Whether a party may count in a leaf at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    Yes,
    /// It has no value in the weight that is asked.
    Unknown,
    Organisation,
    TooSmall,
    Outside,
}

pub(super) struct Tally<'a> {
    pub(super) leaf: &'a Leaf,
    /// By place of the person.
    pub(super) fit: Vec<Fit>,
    /// The group whose members of the day count.
    pub(super) roll: Option<usize>,
    /// How many there are, where that does not change.
    pub(super) size: u32,
    /// By place of the person: what it adds at present.
    pub(super) adds: Vec<Holds>,
    pub(super) certain: u32,
    pub(super) possible: u32,
    pub(super) certain_sum: Decimal,
    possible_sum: Decimal,
    /// Parties that count and have no value.
    certain_unvalued: u32,
    possible_unvalued: u32,
    /// The whole that per cent are of.
    pub(super) whole: Decimal,
    /// Members in the whole without a value.
    whole_unvalued: u32,
}

impl<'a> Tally<'a> {
    pub(super) fn new(leaf: &'a Leaf, world: &World<'a>) -> Self {
        let fit: Vec<Fit> = (0..world.people.len()).map(|at| fit(leaf, world, at)).collect();
        let size = fit.iter().filter(|fit| **fit != Fit::Outside).count() as u32;
        let whole = match &leaf.test {
            Test::Sum(sum) => fixed_whole(sum, world),
            _ => Decimal::ZERO,
        };
        Self {
            leaf,
            roll: moving_roll(leaf),
            size,
            adds: vec![Holds::default(); fit.len()],
            fit,
            certain: 0,
            possible: 0,
            certain_sum: Decimal::ZERO,
            possible_sum: Decimal::ZERO,
            certain_unvalued: 0,
            possible_unvalued: 0,
            whole,
            whole_unvalued: 0,
        }
    }

    /// Looks at one person again.
    pub(super) fn refresh(&mut self, world: &World<'_>, at: usize, acts: &Acts, is_inside: bool) {
        let by = self.leaf.by();
        let may_count = is_inside && matches!(self.fit[at], Fit::Yes | Fit::Unknown);
        let now = Holds {
            certain: may_count && self.fit[at] == Fit::Yes && by.meets(acts.certain_kinds),
            possible: may_count && by.at_best().meets(acts.possible_kinds),
        };
        let before = std::mem::replace(&mut self.adds[at], now);
        if now == before {
            return;
        }
        let value = self.value(world, at);
        if now.certain != before.certain {
            step(&mut self.certain, now.certain);
            add(&mut self.certain_sum, &mut self.certain_unvalued, value, now.certain);
        }
        if now.possible != before.possible {
            step(&mut self.possible, now.possible);
            add(&mut self.possible_sum, &mut self.possible_unvalued, value, now.possible);
        }
    }

    /// A member enters or leaves the group that makes the whole.
    pub(super) fn resize(&mut self, world: &World<'_>, at: usize, enters: bool) {
        let counts_in_whole = matches!(&self.leaf.test, Test::Sum(_)) && self.fit[at] == Fit::Yes;
        if counts_in_whole {
            let value = self.value(world, at);
            add(&mut self.whole, &mut self.whole_unvalued, value, enters);
        }
    }

    pub(super) fn value(&self, world: &World<'_>, at: usize) -> Option<Decimal> {
        let Test::Sum(sum) = &self.leaf.test else { return None };
        world.clause.weights[sum.weight].1.values.get(&world.people[at].code).copied()
    }

    /// Whether the leaf holds. `size` is that of its group on the day reached.
    pub(super) fn holds(&self, world: &World<'_>, day: Option<Day>, size: u32) -> Holds {
        match &self.leaf.test {
            Test::Event(name) => {
                let has_come = world.facts.events.get(name).is_some_and(|event| day.is_some_and(|day| *event <= day));
                Holds { certain: has_come, possible: has_come }
            }
            Test::Count(count) => self.count_holds(count, world, size),
            Test::Sum(sum) => self.sum_holds(sum),
        }
    }

    fn count_holds(&self, count: &Count, world: &World<'_>, size: u32) -> Holds {
        let need = needed(count.need, size);
        if is_anybodys(count.among, world) {
            return Holds { certain: false, possible: self.possible >= need };
        }
        let enough = |have: u32| need > 0 && have >= need;
        Holds { certain: enough(self.certain), possible: enough(self.possible) }
    }

    fn sum_holds(&self, sum: &Sum) -> Holds {
        let unvalued_elsewhere = self.whole_unvalued > self.certain_unvalued;
        let is_whole_known = !sum.percent || sum.within.is_none() || !unvalued_elsewhere;
        Holds {
            certain: is_whole_known && self.reaches(sum, self.certain_sum),
            possible: self.possible_unvalued > 0 || self.reaches(sum, self.possible_sum),
        }
    }

    pub(super) fn reaches(&self, sum: &Sum, have: Decimal) -> bool {
        let order = if sum.percent {
            have.cmp_share(self.whole, sum.amount, Decimal::whole(100))
        } else {
            have.cmp(&sum.amount)
        };
        have > Decimal::ZERO && if sum.more_than { order.is_gt() } else { order.is_ge() }
    }
}

/// Whether a condition is about all parties of an agreement that anybody may join, so that a yes is never certain.
pub(super) fn is_anybodys(among: Among, world: &World<'_>) -> bool {
    matches!(among, Among::Listed | Among::Negotiating) && world.clause.listed.is_none()
}

/// How many parties are needed; nothing of an empty group: never.
pub(super) fn needed(need: Need, size: u32) -> u32 {
    match need {
        Need::AtLeast(count) => count,
        Need::Every => size,
        Need::Share { share, more_than } => {
            let part = u64::from(share.part) * u64::from(size);
            let whole = u64::from(share.whole);
            let count = if more_than { part / whole + 1 } else { part.div_ceil(whole) };
            if size == 0 { 0 } else { u32::try_from(count).unwrap_or(u32::MAX) }
        }
    }
}

fn moving_roll(leaf: &Leaf) -> Option<usize> {
    match &leaf.test {
        Test::Count(Count { among: Among::Roll(roll), .. }) => Some(*roll),
        Test::Sum(sum) => sum.within,
        _ => None,
    }
}

/// The whole where it does not change: the stated total, else the sum of the values; nothing yet within a group.
fn fixed_whole(sum: &Sum, world: &World<'_>) -> Decimal {
    let weight = &world.clause.weights[sum.weight].1;
    if sum.within.is_some() {
        return Decimal::ZERO;
    }
    let counts = |code| {
        let is_organisation = world.place(code).is_some_and(|at| world.people[at].is_organisation());
        world.clause.count_organisations || !is_organisation
    };
    weight.total.unwrap_or_else(|| weight.values.iter().filter(|(code, _)| counts(**code)).map(|(_, v)| *v).sum())
}

fn fit(leaf: &Leaf, world: &World<'_>, at: usize) -> Fit {
    let person = &world.people[at];
    let is_left_out = person.is_organisation() && !world.clause.count_organisations;
    match &leaf.test {
        Test::Event(_) => Fit::Outside,
        Test::Sum(_) if is_left_out => Fit::Organisation,
        Test::Sum(_) => Fit::Yes,
        Test::Count(count) => match count.among {
            Among::Anyone if is_left_out => Fit::Organisation,
            _ if !is_among(count.among, world, at) => Fit::Outside,
            _ => own_weight(count, world, at),
        },
    }
}

fn is_among(among: Among, world: &World<'_>, at: usize) -> bool {
    let person = &world.people[at];
    let listed = world.clause.listed.as_ref();
    let is_listed = listed.is_some_and(|listed| listed.binary_search(&person.code).is_ok());
    match among {
        Among::Anyone => true,
        Among::Roll(roll) => !world.clause.rolls[roll].spells(person.code).is_empty(),
        Among::Frozen(roll, day) => world.clause.rolls[roll].has(person.code, day),
        Among::Party(code) => person.code == code,
        Among::Listed if listed.is_some() => is_listed,
        Among::Listed | Among::Negotiating => person.is_negotiating(is_listed),
    }
}

fn own_weight(count: &Count, world: &World<'_>, at: usize) -> Fit {
    let Some((least, weight)) = &count.each else { return Fit::Yes };
    match world.clause.weights[*weight].1.values.get(&world.people[at].code) {
        Some(value) if value >= least => Fit::Yes,
        Some(_) => Fit::TooSmall,
        None => Fit::Unknown,
    }
}

fn step(count: &mut u32, up: bool) {
    *count = if up { *count + 1 } else { count.saturating_sub(1) };
}

fn add(sum: &mut Decimal, unvalued: &mut u32, value: Option<Decimal>, up: bool) {
    match value {
        Some(value) => *sum = if up { *sum + value } else { sum.less(value) },
        None => step(unvalued, up),
    }
}
