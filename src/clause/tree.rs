//! From a finished sweep to the tree that explains it.

use super::kinds::{COMPLETION, KindSet, MODE_NOT_STATED, Slot, slot};
use super::node::{Figure, LeftOut, Measure, Node, Reason, Used};
use super::rule::{Among, Count, Need, Rule, Sum, Test};
use super::standing::Standing;
use super::sweep::{Shape, Swept};
use super::tally::{Fit, Tally, needed};
use super::verdict::{Gap, Met};
use super::world::{Person, World};
use crate::date::Day;
use crate::decimal::Decimal;
use crate::model::{Code, Kind};

/// The tree of a condition on the day its sweep reached.
pub(super) fn tree(world: &World<'_>, swept: &Swept<'_>, rule: &Rule) -> Node {
    node(world, swept, rule, swept.nodes.len() - 1)
}

fn node(world: &World<'_>, swept: &Swept<'_>, rule: &Rule, at: usize) -> Node {
    let state = &swept.nodes[at];
    let met = Met::of(state.holds.certain, state.holds.possible);
    let mut node = match (rule, &state.shape) {
        (Rule::Leaf(leaf), Shape::Leaf(tally)) => leaf_node(world, swept, &swept.tallies[*tally], &leaf.text, met),
        _ => Node::new(rule.to_string(), met),
    };
    node.any = matches!(rule, Rule::Any(_));
    if state.since_possible == Some(state.since_certain) {
        node.on = state.since_certain;
    }
    if let (Rule::All(rules) | Rule::Any(rules), Shape::All(parts) | Shape::Any(parts)) = (rule, &state.shape) {
        let parts = rules.iter().zip(parts);
        node.children = parts.map(|(rule, part)| self::node(world, swept, rule, *part)).collect();
    }
    node
}

fn leaf_node(world: &World<'_>, swept: &Swept<'_>, tally: &Tally<'_>, text: &str, met: Met) -> Node {
    let mut node = Node::new(text, met);
    node.measure = measure(world, swept, tally);
    for at in 0..world.people.len() {
        if tally.adds[at].certain {
            node.used.extend(used(world, swept, tally, at));
        }
        if let Some(left_out) = left_out(world, swept, tally, at) {
            node.left_out.push(left_out);
        }
    }
    node
}

fn measure(world: &World<'_>, swept: &Swept<'_>, tally: &Tally<'_>) -> Option<Measure> {
    match &tally.leaf.test {
        Test::Event(_) => None,
        Test::Count(count) => Some(count_measure(world, swept, tally, count)),
        Test::Sum(sum) => Some(sum_measure(world, tally, sum)),
    }
}

fn count_measure(world: &World<'_>, swept: &Swept<'_>, tally: &Tally<'_>, count: &Count) -> Measure {
    let size = swept.size(tally);
    let group = match count.among {
        Among::Roll(roll) | Among::Frozen(roll, _) => format!(" of {}", world.clause.rolls[roll].name),
        Among::Anyone | Among::Listed | Among::Negotiating | Among::Party(_) => String::new(),
    };
    Measure {
        have: Figure::Count(tally.certain),
        need: Figure::Count(needed(count.need, size)),
        more_than: false,
        what: format!("parties{group}"),
        of: (!matches!(count.need, Need::AtLeast(_))).then_some(Figure::Count(size)),
        sum: None,
    }
}

fn sum_measure(world: &World<'_>, tally: &Tally<'_>, sum: &Sum) -> Measure {
    let weight = &world.clause.weights[sum.weight].0;
    let within = sum.within.map_or_else(String::new, |roll| format!(" within {}", world.clause.rolls[roll].name));
    let have = if sum.percent {
        tally.certain_sum.percent_of(tally.whole).unwrap_or(Decimal::ZERO)
    } else {
        tally.certain_sum
    };
    Measure {
        have: Figure::Weight(have),
        need: Figure::Weight(sum.amount),
        more_than: sum.more_than,
        what: format!("{}{weight}{within}", if sum.percent { "% of " } else { "" }),
        of: sum.percent.then_some(Figure::Weight(tally.whole)),
        sum: sum.percent.then_some(tally.certain_sum),
    }
}

/// The earliest act that counts for a party.
fn used(world: &World<'_>, swept: &Swept<'_>, tally: &Tally<'_>, at: usize) -> Option<Used> {
    let by = tally.leaf.by();
    let person = &world.people[at];
    let counts = |standing: &&Standing| by.has(standing.slot) && standing.is_certain_on(swept.day);
    let standing = person.standings.iter().filter(counts).min_by_key(|standing| (standing.certain, standing.act))?;
    Some(Used { code: person.code, act: standing.act, on: standing.certain?, weight: tally.value(world, at) })
}

fn left_out(world: &World<'_>, swept: &Swept<'_>, tally: &Tally<'_>, at: usize) -> Option<LeftOut> {
    let by = tally.leaf.by();
    let person = &world.people[at];
    let adds = tally.adds[at];
    let found = |act: Option<usize>, reason: Reason| Some(LeftOut { code: person.code, act, reason });
    if adds.certain {
        let has_no_value = matches!(tally.leaf.test, Test::Sum(_)) && tally.value(world, at).is_none();
        return if has_no_value { found(None, Reason::NoValue) } else { None };
    }
    let standing = standing_on(person, by.at_best(), swept.day);
    match tally.fit[at] {
        Fit::Outside => None,
        Fit::Organisation => found(standing?.act, Reason::Organisation),
        Fit::TooSmall => found(standing?.act, Reason::TooSmall),
        Fit::Unknown => found(standing?.act, Reason::NoValue),
        Fit::Yes if !adds.possible && standing.is_some() => found(standing?.act, Reason::OutsideGroup),
        Fit::Yes => uncounted(swept.day, by, person).and_then(|(act, reason)| found(act, reason)),
    }
}

fn standing_on<'p>(person: &'p Person<'_>, by: KindSet, day: Day) -> Option<&'p Standing> {
    let counts = |standing: &&Standing| by.has(standing.slot) && standing.is_possible_on(day);
    person.standings.iter().filter(counts).min_by_key(|standing| (standing.possible, standing.act))
}

/// Why what a party did does not count, told of the act that came nearest to counting.
fn uncounted(day: Day, by: KindSet, person: &Person<'_>) -> Option<(Option<usize>, Reason)> {
    if by == KindSet::OBJECTION {
        return None;
    }
    let standings = person.standings.iter().filter(|standing| standing.is_concerned_by(day));
    let of_standing = standings.filter_map(|standing| Some((standing.act, reason_of(standing, by, day, person)?)));
    let acts = person.participant.map_or(&[][..], |participant| &participant.acts);
    let of_act = acts.iter().filter(|act| act.date <= day).filter_map(|act| {
        let uncounted = !act.counted && (act.kind.is_consent() || act.kind == Kind::Signature);
        let reason = match act.kind {
            Kind::Signature if act.ad_referendum => Reason::AdReferendum,
            Kind::Initialling => Reason::Initialled,
            Kind::ProvisionalApplication => Reason::Provisional,
            _ if uncounted => Reason::NotCounted,
            _ => return None,
        };
        Some((Some(act.index), reason))
    });
    of_standing.chain(of_act).min_by_key(|(act, reason)| (farness(*reason), *act))
}

fn reason_of(standing: &Standing, by: KindSet, day: Day, person: &Person<'_>) -> Option<Reason> {
    let asked = by.has(standing.slot);
    if asked && standing.until.is_some_and(|until| until <= day) {
        let on = standing.until?;
        return Some(if person.has_ceased_by(on) { Reason::Ceased { on } } else { Reason::TakenBack { on } });
    }
    match standing.slot {
        COMPLETION if asked && standing.certain.is_none() => Some(Reason::CompletionUnknown),
        _ if asked && standing.is_possible_on(day) => Some(Reason::SentUnknown),
        MODE_NOT_STATED if by.at_best().has(MODE_NOT_STATED) => Some(Reason::ModeNotStated),
        _ if asked || !is_act_of_will(standing.slot) => None,
        _ if by.has(COMPLETION) => Some(Reason::NotComplete),
        signed if Some(signed) == slot(Kind::Signature) => Some(Reason::SignatureOnly),
        _ => Some(Reason::OtherKind),
    }
}

/// Completion at home and objections are no acts that a condition would have to explain away.
fn is_act_of_will(slot: Slot) -> bool {
    slot < COMPLETION
}

/// The nearer to counting, the smaller.
const fn farness(reason: Reason) -> u8 {
    match reason {
        Reason::ModeNotStated | Reason::SentUnknown | Reason::CompletionUnknown | Reason::NoValue => 0,
        Reason::TakenBack { .. } | Reason::Ceased { .. } => 1,
        Reason::NotCounted => 2,
        Reason::OtherKind | Reason::Organisation | Reason::OutsideGroup | Reason::TooSmall => 3,
        Reason::SignatureOnly | Reason::NotComplete => 4,
        Reason::AdReferendum => 5,
        Reason::Provisional => 6,
        Reason::Initialled => 7,
    }
}

/// What is not known in a condition whose answer is not certain.
pub(super) fn gaps(world: &World<'_>, swept: &Swept<'_>) -> Vec<Gap> {
    let doubtful = swept.nodes.iter().filter(|node| node.since_possible != node.since_certain.map(Some));
    let mut gaps: Vec<Gap> = doubtful
        .filter_map(|node| match node.shape {
            Shape::Leaf(at) => Some(&swept.tallies[at]),
            _ => None,
        })
        .flat_map(|tally| leaf_gaps(world, swept, tally))
        .collect();
    gaps.sort();
    gaps.dedup();
    gaps
}

fn leaf_gaps(world: &World<'_>, swept: &Swept<'_>, tally: &Tally<'_>) -> Vec<Gap> {
    let by = tally.leaf.by();
    let mut gaps = Vec::new();
    if let Test::Count(count) = &tally.leaf.test {
        gaps.extend(super::tally::is_anybodys(count.among, world).then_some(Gap::OpenList));
    }
    for (at, person) in world.people.iter().enumerate() {
        let makes_the_whole = tally.roll.is_some_and(|roll| swept.inside[roll][at]) && tally.fit[at] == Fit::Yes;
        if tally.adds[at].possible || makes_the_whole {
            gaps.extend(value_gap(world, tally, at));
        }
        if !tally.adds[at].possible {
            continue;
        }
        gaps.extend(person.standings.iter().filter_map(|standing| standing_gap(world, standing, by, person.code)));
    }
    gaps
}

fn value_gap(world: &World<'_>, tally: &Tally<'_>, at: usize) -> Option<Gap> {
    let code = world.people[at].code;
    let weight = match &tally.leaf.test {
        Test::Sum(sum) if tally.value(world, at).is_none() => sum.weight,
        Test::Count(Count { each: Some((_, weight)), .. }) if tally.fit[at] == Fit::Unknown => *weight,
        _ => return None,
    };
    Some(Gap::Value { code, weight: world.clause.weights[weight].0.clone() })
}

fn standing_gap(world: &World<'_>, standing: &Standing, by: KindSet, code: Code) -> Option<Gap> {
    let asked = by.has(standing.slot);
    match (standing.slot, standing.certain, standing.possible) {
        (COMPLETION, None, _) if asked => Some(Gap::Completion { code }),
        (MODE_NOT_STATED, ..) if !asked && by.at_best().has(MODE_NOT_STATED) => Some(Gap::Mode { code }),
        (_, Some(_), None) if asked && world.clause.counts == crate::model::Counting::Sent => Some(Gap::Sent { code }),
        _ => None,
    }
}

impl Standing {
    /// Whether it had begun by a day.
    fn is_concerned_by(&self, day: Day) -> bool {
        self.possible.is_none_or(|from| from <= day)
    }
}
