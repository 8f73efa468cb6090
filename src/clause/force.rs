//! From the day a condition was met to the day of force: delays, fixed dates, routes, floors.

use super::delay::{explain, run};
use super::facts::{Facts, OtherForce};
use super::node::Node;
use super::rule::{Clause, DeemedRule, Route, Rule};
use super::sweep::{Swept, sweep};
use super::syntax::{Delay, FloorRef};
use super::tree::{gaps, tree};
use super::verdict::{Gap, Met};
use super::world::World;
use crate::date::{Day, show};
use crate::model::EndOfMonth;

/// One way into force, evaluated.
pub(super) struct Way<'a> {
    /// Where the condition was met for certain: that day, and the day of force that follows.
    pub(super) certain: Option<Arrival>,
    /// Where it was met at best.
    pub(super) possible: Option<Arrival>,
    pub(super) node: Node,
    pub(super) gaps: Vec<Gap>,
    pub(super) arithmetic: Option<String>,
    /// The sweep, for what is missing.
    pub(super) swept: Option<(&'a Rule, Swept<'a>)>,
    pub(super) is_deemed: bool,
}

/// A trigger and the day of force that follows; `None` within: no bound is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Arrival {
    pub(super) trigger: Option<Day>,
    pub(super) force: Option<Day>,
}

/// A floor, evaluated.
pub(super) struct FloorState {
    pub(super) node: Node,
    /// The day, where the floor has one.
    pub(super) day: Option<Day>,
    pub(super) met: Met,
    pub(super) gap: Option<Gap>,
}

/// How a delay is reckoned.
struct Reckoning<'a> {
    then: &'a Delay,
    on: Option<Day>,
    end_of_month: EndOfMonth,
}

/// Every way of a clause.
pub(super) fn ways<'a>(world: &World<'a>) -> Vec<Way<'a>> {
    let clause = world.clause;
    let mut ways: Vec<Way<'a>> = clause.routes.iter().map(|route| way(world, route)).collect();
    ways.extend(clause.deemed.as_ref().map(|deemed| deemed_way(world, deemed)));
    ways
}

fn way<'a>(world: &World<'a>, route: &'a Route) -> Way<'a> {
    let Some(rule) = &route.rule else { return fixed_way(route) };
    let swept = sweep(world, rule, world.facts.as_of);
    let reckoning = Reckoning { then: &route.then, on: route.on, end_of_month: world.clause.end_of_month };
    let certain = swept.certain.map(Some);
    let (possible, gaps) = at_best(world, &swept);
    Way {
        certain: certain.map(|trigger| reckoning.arrive(trigger)),
        possible: possible.map(|trigger| reckoning.arrive(trigger)),
        node: tree(world, &swept, rule),
        gaps,
        arithmetic: swept.certain.map(|trigger| reckoning.explain(trigger)),
        swept: Some((rule, swept)),
        is_deemed: false,
    }
}

/// When a condition held at best, and what is not known. A missing value no longer matters once the values there are
/// reach the condition: who reckons the day counts those.
fn at_best(world: &World<'_>, swept: &Swept<'_>) -> (Option<Option<Day>>, Vec<Gap>) {
    let certain = swept.certain.map(Some);
    if certain == swept.possible {
        return (certain, Vec::new());
    }
    let gaps = gaps(world, swept);
    let are_values = gaps.iter().all(|gap| matches!(gap, Gap::Value { .. }));
    if certain.is_some() && are_values { (certain, Vec::new()) } else { (swept.possible, gaps) }
}

/// A date without a condition.
fn fixed_way<'a>(route: &Route) -> Way<'a> {
    let arrival = route.on.map(|on| Arrival { trigger: Some(on), force: Some(on) });
    let mut node = Node::new(route.words(), Met::of(arrival.is_some(), false));
    node.on = route.on;
    let arithmetic = route.on.map(|on| format!("{}, fixed by the text", show(on)));
    Way { certain: arrival, possible: arrival, node, gaps: Vec::new(), arithmetic, swept: None, is_deemed: false }
}

/// Tacit acceptance: a day, unless enough objected by then.
fn deemed_way<'a>(world: &World<'a>, deemed: &'a DeemedRule) -> Way<'a> {
    let has_come = deemed.on <= world.facts.as_of;
    let swept = deemed.unless.as_ref().map(|rule| (rule, sweep(world, rule, deemed.on.min(world.facts.as_of))));
    let objected = swept.as_ref().map_or((false, false), |(_, s)| (s.certain.is_some(), s.possible.is_some()));
    let reckoning = Reckoning { then: &deemed.then, on: deemed.fixed, end_of_month: world.clause.end_of_month };
    let arrival = reckoning.arrive(Some(deemed.on));
    let (certain, possible) = (has_come && !objected.1, has_come && !objected.0);
    let mut node = Node::new(deemed.to_string(), Met::of(certain, possible));
    node.on = certain.then_some(deemed.on);
    node.children = swept.iter().map(|(rule, swept)| objections(world, swept, rule)).collect();
    Way {
        certain: certain.then_some(arrival),
        possible: possible.then_some(arrival),
        node,
        gaps: swept.as_ref().filter(|_| certain != possible).map_or_else(Vec::new, |(_, swept)| gaps(world, swept)),
        arithmetic: certain.then(|| reckoning.explain(deemed.on)),
        swept: None,
        is_deemed: true,
    }
}

fn objections(world: &World<'_>, swept: &Swept<'_>, rule: &Rule) -> Node {
    let mut node = tree(world, swept, rule);
    node.text = format!("{rule} object");
    node
}

impl Reckoning<'_> {
    /// Without a day of its own a trigger gives no day, except where the text fixes one.
    fn arrive(&self, trigger: Option<Day>) -> Arrival {
        let force = match (trigger, self.on) {
            (None, on) => on,
            (Some(trigger), Some(on)) if trigger <= on => Some(on),
            (Some(trigger), _) => Some(run(self.then, trigger, self.end_of_month)),
        };
        Arrival { trigger, force }
    }

    fn explain(&self, trigger: Day) -> String {
        match self.on {
            Some(on) if trigger <= on => format!("met on {}, so on the day fixed, {}", show(trigger), show(on)),
            _ => explain(self.then, trigger, self.end_of_month),
        }
    }
}

/// The way that arrives first; of equals the first written.
pub(super) fn earliest<'w, 'a>(
    ways: &'w [Way<'a>],
    arrival: impl Fn(&Way<'a>) -> Option<Arrival>,
) -> Option<(&'w Way<'a>, Arrival)> {
    let arrived = ways.iter().filter_map(|way| Some((way, arrival(way)?)));
    arrived.min_by_key(|(_, arrival)| arrival.force)
}

/// Every floor of a clause.
pub(super) fn floors(clause: &Clause, facts: &Facts) -> Vec<FloorState> {
    clause.floors.iter().map(|floor| floor_state(floor, facts)).collect()
}

fn floor_state(floor: &FloorRef, facts: &Facts) -> FloorState {
    let (day, met, gap) = match floor {
        FloorRef::Day(day) => (Some(*day), Met::Met, None),
        FloorRef::Event(name) => {
            let day = facts.events.get(&name.text).copied();
            (day, Met::of(day.is_some(), false), None)
        }
        FloorRef::Agreement(id, _) => match facts.agreements.get(id) {
            Some(OtherForce::On(day)) => (Some(*day), Met::Met, None),
            Some(OtherForce::NotInForce) => (None, Met::NotMet, None),
            Some(OtherForce::Unknown) | None => (None, Met::Unknown, Some(Gap::Agreement { id: id.clone() })),
        },
    };
    let mut node = Node::new(format!("not before {floor}"), met);
    node.on = day;
    FloorState { node, day, met, gap }
}

/// Lifts an arrival to its floors; `None` where a floor has not come.
pub(super) fn lift(arrival: Option<Arrival>, floors: &[FloorState], is_certain: bool) -> Option<Arrival> {
    let stops = |floor: &FloorState| floor.met == Met::NotMet || (is_certain && floor.met == Met::Unknown);
    let arrival = arrival.filter(|_| !floors.iter().any(stops))?;
    let highest = floors.iter().filter_map(|floor| floor.day).max();
    Some(Arrival { force: arrival.force.max(highest), ..arrival })
}
