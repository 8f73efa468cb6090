//! One pass over the days: applies what changes on a day, then asks the whole condition, and stops at the trigger.

use super::rule::{Rule, Test};
use super::tally::{Acts, Holds, Tally};
use super::world::{Change, World};
use crate::date::Day;

/// A condition at the day where the sweep stopped: its trigger, else the last day asked.
pub(super) struct Swept<'a> {
    /// Parts before wholes; the last is the condition itself.
    pub(super) nodes: Vec<NodeState>,
    pub(super) tallies: Vec<Tally<'a>>,
    /// Size of each group on the day reached.
    pub(super) sizes: Vec<u32>,
    /// By group and person: whether it is a member on the day reached.
    pub(super) inside: Vec<Vec<bool>>,
    /// The day reached.
    pub(super) day: Day,
    /// The first day on which it held for certain.
    pub(super) certain: Option<Day>,
    /// The first day on which it held at best; within it, `None`: from the beginning.
    pub(super) possible: Option<Option<Day>>,
}

/// A part of the condition and since when it holds without a break.
pub(super) struct NodeState {
    pub(super) shape: Shape,
    pub(super) holds: Holds,
    pub(super) since_certain: Option<Day>,
    pub(super) since_possible: Option<Option<Day>>,
}

pub(super) enum Shape {
    All(Vec<usize>),
    Any(Vec<usize>),
    /// Place among the tallies.
    Leaf(usize),
}

/// Sweeps from the beginning to `last`.
pub(super) fn sweep<'a>(world: &World<'a>, rule: &'a Rule, last: Day) -> Swept<'a> {
    let mut swept = Swept::new(world, rule, last);
    let mut acts = vec![Acts::default(); world.people.len()];
    let mut rest = world.changes.as_slice();
    let mut day = None;
    loop {
        let today = rest.partition_point(|(when, _)| *when <= day);
        for (_, change) in &rest[..today] {
            swept.apply(world, &mut acts, *change);
        }
        rest = &rest[today..];
        swept.ask(world, day);
        let next = rest.first().and_then(|(when, _)| *when).filter(|next| *next <= last);
        if swept.certain.is_some() || next.is_none() {
            return swept;
        }
        day = next;
    }
}

impl<'a> Swept<'a> {
    fn new(world: &World<'a>, rule: &'a Rule, last: Day) -> Self {
        let mut swept = Self {
            nodes: Vec::new(),
            tallies: Vec::new(),
            sizes: vec![0; world.clause.rolls.len()],
            inside: vec![vec![false; world.people.len()]; world.clause.rolls.len()],
            day: last,
            certain: None,
            possible: None,
        };
        swept.lay_out(world, rule);
        swept
    }

    fn lay_out(&mut self, world: &World<'a>, rule: &'a Rule) -> usize {
        let shape = match rule {
            Rule::All(parts) => Shape::All(parts.iter().map(|part| self.lay_out(world, part)).collect()),
            Rule::Any(parts) => Shape::Any(parts.iter().map(|part| self.lay_out(world, part)).collect()),
            Rule::Leaf(leaf) => {
                self.tallies.push(Tally::new(leaf, world));
                Shape::Leaf(self.tallies.len() - 1)
            }
        };
        self.nodes.push(NodeState { shape, holds: Holds::default(), since_certain: None, since_possible: None });
        self.nodes.len() - 1
    }

    fn apply(&mut self, world: &World<'a>, acts: &mut [Acts], change: Change) {
        let person = match change {
            Change::Event => return,
            Change::Stands { person, slot, certain, begins } => {
                acts[person].change(slot, certain, begins);
                person
            }
            Change::Member { roll, person, enters } => {
                self.sizes[roll] = if enters { self.sizes[roll] + 1 } else { self.sizes[roll].saturating_sub(1) };
                self.inside[roll][person] = enters;
                let concerned = self.tallies.iter_mut().filter(|tally| tally.roll == Some(roll));
                concerned.for_each(|tally| tally.resize(world, person, enters));
                person
            }
        };
        for tally in &mut self.tallies {
            let is_inside = tally.roll.is_none_or(|roll| self.inside[roll][person]);
            tally.refresh(world, person, &acts[person], is_inside);
        }
    }

    fn ask(&mut self, world: &World<'_>, day: Option<Day>) {
        for at in 0..self.nodes.len() {
            let holds = self.node_holds(world, at, day);
            let node = &mut self.nodes[at];
            node.holds = holds;
            node.since_certain = if holds.certain { node.since_certain.or(day) } else { None };
            node.since_possible = if holds.possible { node.since_possible.or(Some(day)) } else { None };
        }
        let root = self.nodes.last().map_or(Holds::default(), |root| root.holds);
        if root.possible && self.possible.is_none() {
            self.possible = Some(day);
        }
        if let Some(day) = day.filter(|_| root.certain) {
            (self.certain, self.day) = (Some(day), day);
        }
    }

    fn node_holds(&self, world: &World<'_>, at: usize, day: Option<Day>) -> Holds {
        let parts = |parts: &[usize], all: bool| {
            let fold = |asked: fn(&Holds) -> bool| {
                let mut parts = parts.iter().map(|part| asked(&self.nodes[*part].holds));
                if all { parts.all(|holds| holds) } else { parts.any(|holds| holds) }
            };
            Holds { certain: fold(|holds| holds.certain), possible: fold(|holds| holds.possible) }
        };
        match &self.nodes[at].shape {
            Shape::All(all) => parts(all, true),
            Shape::Any(any) => parts(any, false),
            Shape::Leaf(leaf) => self.leaf_holds(world, *leaf, day),
        }
    }

    fn leaf_holds(&self, world: &World<'_>, leaf: usize, day: Option<Day>) -> Holds {
        let tally = &self.tallies[leaf];
        tally.holds(world, day, self.size(tally))
    }

    /// How many there are in the group of a leaf on the day reached.
    pub(super) fn size(&self, tally: &Tally<'_>) -> u32 {
        match (&tally.leaf.test, tally.roll) {
            (Test::Count(_), Some(roll)) => self.sizes[roll],
            _ => tally.size,
        }
    }
}
