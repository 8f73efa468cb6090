//! The one evaluator: a pure function from clause and facts to a verdict.

use super::binding::{Whole, parties};
use super::facts::Facts;
use super::force::{Arrival, FloorState, Way, earliest, floors, lift, ways};
use super::missing::{Missing, MissingAct, with_floor};
use super::node::Node;
use super::rule::{Clause, Rule};
use super::sweep::Swept;
use super::syntax::FloorRef;
use super::term::ends;
use super::verdict::{ForceDay, Gap, Met, Verdict};
use super::want::missing;
use super::world::World;
use crate::date::{Day, show};

/// Evaluates a clause. Asks no clock: the day asked about is in the facts, and the same facts give the same verdict.
pub fn evaluate(clause: &Clause, facts: &Facts) -> Verdict {
    let world = World::new(clause, facts);
    let ways = ways(&world);
    let floors = floors(clause, facts);
    let certain = earliest(&ways, |way| way.certain);
    let possible = earliest(&ways, |way| way.possible);
    let certain_arrival = certain.as_ref().map(|(_, arrival)| *arrival);
    let possible_arrival = possible.as_ref().map(|(_, arrival)| *arrival);
    let lifted =
        Answer { certain: lift(certain_arrival, &floors, true), possible: lift(possible_arrival, &floors, false) };
    let force = lifted.force(clause, &ways, &floors);
    let trigger = trigger(certain_arrival, possible_arrival);
    let in_force = facts.announced.map_or_else(|| force.clone(), ForceDay::Known);
    let whole = Whole {
        world: &world,
        ways: &ways,
        trigger: certain_arrival.and_then(|arrival| arrival.trigger),
        force: &in_force,
        is_deemed: certain.as_ref().is_some_and(|(way, _)| way.is_deemed),
    };
    let parties = parties(&whole);
    let winner = certain.as_ref().map(|(way, _)| *way);
    let arithmetic = arithmetic(winner, &floors, lifted.certain);
    let missing = still_missing(&world, &ways, &floors, certain.is_some(), clause);
    Verdict {
        basis: clause.basis,
        met: lifted.met(clause),
        trigger,
        trigger_earliest: possible_arrival.and_then(|arrival| arrival.trigger),
        trigger_latest: certain_arrival.and_then(|arrival| arrival.trigger),
        ends: ends(clause, facts, in_force.day(), &parties),
        tree: whole_tree(clause, ways, floors, lifted.met(clause), trigger),
        arithmetic,
        missing,
        parties,
        force,
    }
}

/// The day of force for certain and at best, floors included.
struct Answer {
    certain: Option<Arrival>,
    possible: Option<Arrival>,
}

impl Answer {
    fn met(&self, clause: &Clause) -> Met {
        if clause.is_known() { Met::of(self.certain.is_some(), self.possible.is_some()) } else { Met::Unknown }
    }

    fn force(&self, clause: &Clause, ways: &[Way<'_>], floors: &[FloorState]) -> ForceDay {
        if !clause.is_known() {
            return ForceDay::Unknown { earliest: None, latest: None, reasons: vec![Gap::Clause] };
        }
        let (latest, earliest) = (self.certain.and_then(|a| a.force), self.possible.and_then(|a| a.force));
        match (self.certain, self.possible) {
            (None, None) => ForceDay::NotMet,
            (Some(_), Some(_)) if latest == earliest => latest.map_or(ForceDay::NotMet, ForceDay::Known),
            _ => ForceDay::Unknown { earliest, latest, reasons: reasons(ways, floors) },
        }
    }
}

fn reasons(ways: &[Way<'_>], floors: &[FloorState]) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = ways.iter().flat_map(|way| way.gaps.iter().cloned()).collect();
    gaps.extend(floors.iter().filter_map(|floor| floor.gap.clone()));
    gaps.sort();
    gaps.dedup();
    gaps
}

fn trigger(certain: Option<Arrival>, possible: Option<Arrival>) -> Option<Day> {
    let (latest, earliest) = (certain?.trigger, possible?.trigger);
    latest.filter(|_| latest == earliest)
}

fn whole_tree(clause: &Clause, ways: Vec<Way<'_>>, floors: Vec<FloorState>, met: Met, trigger: Option<Day>) -> Node {
    if !clause.is_known() {
        return Node::new("the final clause is not recorded", Met::Unknown);
    }
    let mut nodes: Vec<Node> = ways.into_iter().map(|way| way.node).collect();
    let mut root = if nodes.len() == 1 { nodes.swap_remove(0) } else { whichever_first(nodes, trigger) };
    if !floors.is_empty() {
        let mut lifted = Node::new(clause.words(), met);
        lifted.on = trigger.filter(|_| met == Met::Met);
        lifted.children.push(root);
        lifted.children.extend(floors.into_iter().map(|floor| floor.node));
        root = lifted;
    }
    root
}

fn whichever_first(ways: Vec<Node>, trigger: Option<Day>) -> Node {
    let any = |met: Met| ways.iter().any(|way| way.met == met);
    let joint = Met::of(any(Met::Met), any(Met::Met) || any(Met::Unknown));
    Node { on: trigger, children: ways, ..Node::new("whichever leads into force first", joint) }
}

fn arithmetic(winner: Option<&Way<'_>>, floors: &[FloorState], lifted: Option<Arrival>) -> Vec<String> {
    let mut lines: Vec<String> = winner.and_then(|way| way.arithmetic.clone()).into_iter().collect();
    let own = winner.and_then(|way| way.certain).and_then(|arrival| arrival.force);
    if let Some(force) = lifted.and_then(|arrival| arrival.force).filter(|force| Some(*force) != own) {
        let highest = floors.iter().filter(|floor| floor.day == Some(force)).map(|floor| &floor.node.text);
        let named: Vec<&str> = highest.map(String::as_str).collect();
        lines.push(format!("{}: {}", named.join(", "), show(force)));
    }
    lines
}

/// What tacit acceptance still waits for, or what prevented it.
fn with_silence(mut missing: Missing, world: &World<'_>) -> Missing {
    if let Some(deemed) = &world.clause.deemed {
        let has_come = deemed.on <= world.facts.as_of;
        missing.impossible |= has_come && world.clause.routes.is_empty();
        missing.reasons.push(if has_come {
            format!("objections prevented acceptance on {}", show(deemed.on))
        } else {
            format!("silence until {} would accept it", show(deemed.on))
        });
    }
    missing
}

fn still_missing<'a>(
    world: &World<'a>,
    ways: &[Way<'a>],
    floors: &[FloorState],
    is_met: bool,
    clause: &Clause,
) -> Missing {
    let nothing = Missing { exact: true, ..Missing::default() };
    let mut missing = if is_met || !clause.is_known() {
        nothing
    } else {
        let swepts: Vec<(&Rule, &Swept<'a>)> =
            ways.iter().filter_map(|way| way.swept.as_ref()).map(|(rule, swept)| (*rule, swept)).collect();
        with_silence(missing(world, &swepts), world)
    };
    for (floor, state) in clause.floors.iter().zip(floors).filter(|(_, state)| state.met != Met::Met) {
        missing = match floor {
            FloorRef::Event(name) => with_floor(missing, MissingAct::Event { name: name.text.clone() }),
            FloorRef::Agreement(id, _) if state.met == Met::NotMet => {
                with_floor(missing, MissingAct::Agreement { id: id.to_string() })
            }
            _ => missing,
        };
    }
    missing
}
