//! From a sweep that did not reach its trigger to the fewest further acts.
//!
//! A plan that surely does gives a number; where no smaller number can do, it is exact.

use std::collections::BTreeSet;

use super::missing::{Missing, MissingAct};
use super::rule::{Among, Count, Rule, Sum, Test};
use super::sweep::{Shape, Swept};
use super::tally::{Fit, Tally, needed};
use super::world::World;
use crate::decimal::Decimal;
use crate::model::Code;

/// What one condition still asks for.
#[derive(Debug, Clone, Default)]
struct Want {
    acts: Vec<MissingAct>,
    indispensable: BTreeSet<Code>,
    reasons: Vec<String>,
    impossible: bool,
    /// Claims on acts, for counting those that serve more than one condition.
    claims: Vec<Claim>,
    /// A number below which no set of acts can be.
    least: usize,
    /// Whoever could help; `None`: anybody.
    helpers: Option<BTreeSet<Code>>,
}

/// So many of these, and perhaps of others; or weight enough.
#[derive(Debug, Clone)]
struct Claim {
    need: usize,
    candidates: BTreeSet<Code>,
    others: bool,
    /// For weight: the candidates in the order in which they help most; the first `need` of them are enough.
    heaviest: Option<Vec<Code>>,
}

/// What the ways of a clause still ask for: those of the way that needs the fewest acts.
pub(super) fn missing<'a>(world: &World<'a>, swepts: &[(&Rule, &Swept<'a>)]) -> Missing {
    let wants = swepts.iter().map(|(rule, swept)| want(world, swept, rule, swept.nodes.len() - 1)).collect();
    either(wants).into_missing()
}

fn want(world: &World<'_>, swept: &Swept<'_>, rule: &Rule, at: usize) -> Want {
    let state = &swept.nodes[at];
    if state.holds.certain {
        return Want::nothing();
    }
    let parts = |rules: &[Rule], parts: &[usize]| -> Vec<Want> {
        rules.iter().zip(parts).map(|(rule, part)| want(world, swept, rule, *part)).collect()
    };
    match (rule, &state.shape) {
        (Rule::All(rules), Shape::All(places)) => together(parts(rules, places)),
        (Rule::Any(rules), Shape::Any(places)) => either(parts(rules, places)),
        (_, Shape::Leaf(tally)) => leaf(world, swept, &swept.tallies[*tally]),
        _ => Want::nothing(),
    }
}

fn together(wants: Vec<Want>) -> Want {
    let (least, helpers) = (least_together(&wants), helpers(&wants));
    let mut all = Want { least, helpers, ..Want::default() };
    for want in wants {
        all.acts.extend(want.acts);
        all.indispensable.extend(want.indispensable);
        all.reasons.extend(want.reasons);
        all.impossible |= want.impossible;
        all.claims.extend(want.claims);
    }
    all
}

fn either(mut wants: Vec<Want>) -> Want {
    if wants.iter().any(|want| !want.impossible) {
        wants.retain(|want| !want.impossible);
    }
    let shared = wants.iter().map(|want| want.indispensable.clone());
    let shared = shared.reduce(|a, b| a.intersection(&b).copied().collect());
    let least = wants.iter().map(|want| want.least).min().unwrap_or(0);
    let helpers = helpers(&wants);
    let best = wants.into_iter().min_by_key(|want| want.plan().len()).unwrap_or_default();
    Want { indispensable: shared.unwrap_or_default(), least, helpers, ..best }
}

fn helpers(wants: &[Want]) -> Option<BTreeSet<Code>> {
    wants.iter().try_fold(BTreeSet::new(), |mut all, want| {
        all.extend(want.helpers.as_ref()?);
        Some(all)
    })
}

/// The most that one part needs, or the sum of parts that nobody could help together.
fn least_together(wants: &[Want]) -> usize {
    let most = wants.iter().map(|want| want.least).max().unwrap_or(0);
    let mut order: Vec<(usize, &BTreeSet<Code>)> =
        wants.iter().filter_map(|want| Some((want.least, want.helpers.as_ref()?))).collect();
    order.sort_by_key(|(least, _)| std::cmp::Reverse(*least));
    let mut taken: BTreeSet<Code> = BTreeSet::new();
    let mut apart = 0;
    for (least, helpers) in order {
        if helpers.is_disjoint(&taken) {
            taken.extend(helpers);
            apart += least;
        }
    }
    most.max(apart)
}

fn leaf(world: &World<'_>, swept: &Swept<'_>, tally: &Tally<'_>) -> Want {
    match &tally.leaf.test {
        Test::Event(name) => Want { acts: vec![MissingAct::Event { name: name.clone() }], ..Want::nothing() },
        Test::Count(count) => count_want(world, swept, tally, count),
        Test::Sum(sum) => sum_want(world, swept, tally, sum),
    }
}

/// Who could still act: in the group on the day reached, existing, not counting yet.
fn candidates(world: &World<'_>, swept: &Swept<'_>, tally: &Tally<'_>) -> Vec<usize> {
    let listed = world.clause.listed.as_ref();
    let could_act = |at: &usize| {
        let code = world.people[*at].code;
        let is_party = names_its_pool(tally) || listed.is_none_or(|listed| listed.binary_search(&code).is_ok());
        let is_inside = tally.roll.is_none_or(|roll| swept.inside[roll][*at]);
        let is_free = tally.fit[*at] == Fit::Yes && !tally.adds[*at].certain;
        is_party && is_inside && is_free && !world.people[*at].has_ceased_by(world.facts.as_of)
    };
    (0..world.people.len()).filter(could_act).collect()
}

/// Whether the condition says itself out of whom; else only parties of a closed list can act.
const fn names_its_pool(tally: &Tally<'_>) -> bool {
    match &tally.leaf.test {
        Test::Count(count) => !matches!(count.among, Among::Anyone),
        Test::Sum(sum) => sum.within.is_some(),
        Test::Event(_) => true,
    }
}

fn count_want(world: &World<'_>, swept: &Swept<'_>, tally: &Tally<'_>, count: &Count) -> Want {
    let need = needed(count.need, swept.size(tally)).saturating_sub(tally.certain) as usize;
    let by = count.by.names();
    let codes: BTreeSet<Code> = candidates(world, swept, tally).into_iter().map(|at| world.people[at].code).collect();
    let others = world.facts.open && count.among == Among::Anyone && count.each.is_none();
    let is_open_list = super::tally::is_anybodys(count.among, world);
    let mut want = Want { impossible: need > codes.len() && !others && !is_open_list, ..Want::default() };
    if want.impossible {
        want.reasons.push(format!("`{}` needs {need} more, and only {} can act", tally.leaf.text, codes.len()));
    }
    if is_open_list && codes.is_empty() {
        want.reasons.push("the list of parties is open, so nobody knows who all of them are".to_owned());
        return want;
    }
    if codes.len() <= need && !others {
        want.indispensable.clone_from(&codes);
        want.acts.push(MissingAct::Each { codes: codes.iter().copied().collect(), by });
    } else {
        want.acts.push(MissingAct::AnyOf { need, candidates: codes.iter().copied().collect(), others, by });
    }
    (want.least, want.helpers) = (need, (!others).then(|| codes.clone()));
    want.claims.push(Claim { need, candidates: codes, others, heaviest: None });
    want
}

fn sum_want(world: &World<'_>, swept: &Swept<'_>, tally: &Tally<'_>, sum: &Sum) -> Want {
    let name = &world.clause.weights[sum.weight].0;
    let mut heaviest: Vec<(Decimal, Code)> = candidates(world, swept, tally)
        .into_iter()
        .filter_map(|at| Some((tally.value(world, at)?, world.people[at].code)))
        .filter(|(value, _)| *value > Decimal::ZERO)
        .collect();
    heaviest.extend(sum.within.is_none().then(|| unnamed(world, sum)).into_iter().flatten());
    heaviest.sort_by(|(a, x), (b, y)| b.cmp(a).then(x.cmp(y)));
    let all: Decimal = heaviest.iter().map(|(value, _)| *value).sum();
    let reach = |extra: Decimal| tally.reaches(sum, tally.certain_sum + extra);
    let mut extra = Decimal::ZERO;
    let need = heaviest.iter().take_while(|(value, _)| {
        let short = !reach(extra);
        extra = extra + *value;
        short
    });
    let need = need.count();
    let impossible = !reach(all);
    let reasons =
        impossible.then(|| format!("`{}` cannot be reached by those with a value in `{name}`", tally.leaf.text));
    let indispensable = heaviest.iter().filter(|(value, _)| !reach(all.less(*value))).map(|(_, code)| *code);
    let indispensable = if impossible { BTreeSet::new() } else { indispensable.collect() };
    let order: Vec<Code> = heaviest.into_iter().map(|(_, code)| code).collect();
    let act = MissingAct::Weight { weight: name.clone(), need, candidates: order.clone(), by: sum.by.names() };
    let helpers: BTreeSet<Code> = order.iter().copied().collect();
    let claim = Claim { need, candidates: helpers.clone(), others: false, heaviest: Some(order) };
    Want {
        acts: vec![act],
        indispensable,
        reasons: reasons.into_iter().collect(),
        impossible,
        claims: vec![claim],
        least: need,
        helpers: Some(helpers),
    }
}

/// Whoever has a value in a weight and has done nothing yet.
fn unnamed(world: &World<'_>, sum: &Sum) -> Vec<(Decimal, Code)> {
    let values = &world.clause.weights[sum.weight].1.values;
    if world.clause.listed.is_some() {
        return Vec::new();
    }
    values.iter().filter(|(code, _)| world.place(**code).is_none()).map(|(code, value)| (*value, *code)).collect()
}

impl Want {
    fn nothing() -> Self {
        Self { helpers: Some(BTreeSet::new()), ..Self::default() }
    }

    /// Acts that together satisfy every claim: a number that surely does, small because acts are shared.
    fn plan(&self) -> Vec<Option<Code>> {
        let mut order: Vec<&Claim> = self.claims.iter().collect();
        order.sort_by_key(|claim| {
            (claim.others, claim.heaviest.is_none(), claim.candidates.len() - claim.need.min(claim.candidates.len()))
        });
        let mut plan: Vec<Option<Code>> = Vec::new();
        for claim in order {
            claim.serve(&mut plan, &self.claims);
        }
        plan
    }

    fn into_missing(self) -> Missing {
        let fewest = self.plan().len();
        let exact = !self.impossible && self.least == fewest;
        Missing {
            exact,
            fewest,
            indispensable: self.indispensable.into_iter().collect(),
            impossible: self.impossible,
            reasons: self.reasons,
            acts: self.acts,
        }
    }
}

impl Claim {
    /// Adds what this claim still needs to a plan, preferring those who serve other claims too.
    fn serve(&self, plan: &mut Vec<Option<Code>>, all: &[Self]) {
        let in_plan = |code: &Code| plan.contains(&Some(*code));
        if let Some(heaviest) = &self.heaviest {
            let more: Vec<Code> =
                heaviest[..self.need.min(heaviest.len())].iter().filter(|c| !in_plan(c)).copied().collect();
            plan.extend(more.into_iter().map(Some));
            return;
        }
        let there =
            plan.iter().filter(|act| act.is_none_or(|code| self.others || self.candidates.contains(&code))).count();
        let mut free: Vec<Code> = self.candidates.iter().filter(|code| !in_plan(code)).copied().collect();
        let served = |code: &Code| all.iter().filter(|claim| claim.candidates.contains(code)).count();
        free.sort_by_key(|code| (std::cmp::Reverse(served(code)), *code));
        let short = self.need.saturating_sub(there);
        let strangers = if self.others { short.saturating_sub(free.len()) } else { 0 };
        plan.extend(free.into_iter().take(short).map(Some));
        plan.extend(std::iter::repeat_n(None, strangers));
    }
}
