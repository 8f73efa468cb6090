//! What holds it up: the fewest missing acts that would meet the clause, and for each who must act and where it stands.

use serde::Serialize;

use super::answer::WorldAnswer;
use super::domestic::{DomesticState, NextStep};
use super::international::InternationalState;
use super::{AsOf, Case};
use crate::clause::{Figure, Measure, Met, MissingAct};
use crate::date::Day;
use crate::decimal::Decimal;
use crate::model::{Agreement, Code};

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Blocker {
    /// What: `each` of these, `any-of` these, `weight`, `event`, `agreement`.
    pub what: &'static str,
    /// In a few words.
    pub brief: String,
    /// How many of the parties named below must act; `None` for an event or another agreement.
    pub need: Option<usize>,
    /// Who must or could act, in the order in which they help most.
    pub codes: Vec<Code>,
    /// Whether others than these could act, too.
    pub others: bool,
    /// By which kinds of act; empty: any consent.
    pub by: Vec<&'static str>,
    /// Whether no smaller number would do.
    pub exact: bool,
    /// Where those stand who must act, or could where they are few.
    pub waiting: Vec<Waiting>,
}

/// Where a party stands that must act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Waiting {
    /// Who.
    pub code: Code,
    /// At home.
    pub domestic: DomesticState,
    /// Abroad.
    pub international: InternationalState,
    /// The next step at home.
    pub next: Option<NextStep>,
    /// The day of the last movement.
    pub last_on: Option<Day>,
    /// Days since then.
    pub days_since: Option<i64>,
    /// When somebody last looked and found nothing.
    pub looked_on: Option<Day>,
}

/// How many candidates are told one by one.
const FEW: usize = 10;

/// What is missing in one world.
pub(super) fn blockers(case: &Case, world: &WorldAnswer, as_of: AsOf) -> Vec<Blocker> {
    let missing = &world.verdict.missing;
    missing.acts.iter().map(|act| blocker(case, world, as_of, act, missing.exact)).collect()
}

fn blocker(case: &Case, world: &WorldAnswer, as_of: AsOf, act: &MissingAct, exact: bool) -> Blocker {
    let (what, need, codes, others, by) = match act {
        MissingAct::Each { codes, by } => ("each", Some(codes.len()), codes.clone(), false, by.clone()),
        MissingAct::AnyOf { need, candidates, others, by } => {
            ("any-of", Some(*need), candidates.clone(), *others, by.clone())
        }
        MissingAct::Weight { need, candidates, by, .. } => {
            ("weight", Some(*need), candidates.clone(), false, by.clone())
        }
        MissingAct::Event { .. } => ("event", None, Vec::new(), false, Vec::new()),
        MissingAct::Agreement { .. } => ("agreement", None, Vec::new(), false, Vec::new()),
    };
    let told = if what == "each" || codes.len() <= FEW { codes.as_slice() } else { &[] };
    Blocker {
        what,
        brief: brief(case.agreement, world, act),
        need,
        waiting: told.iter().map(|code| waiting(case, world, as_of, *code)).collect(),
        codes,
        others,
        by,
        exact,
    }
}

/// What is missing, in a few words.
pub fn brief(agreement: &Agreement, world: &WorldAnswer, act: &MissingAct) -> String {
    match act {
        MissingAct::Each { codes, by } => format!("{}{}", some(codes), by_kinds(by)),
        MissingAct::AnyOf { need, candidates, others: false, by } if candidates.len() <= 6 => {
            format!("{} of {}{}", number(*need), some(candidates), by_kinds(by))
        }
        MissingAct::AnyOf { need, candidates, others: false, by } => {
            let whose = if candidates.iter().all(|code| has_signed(world, *code)) { "signatories" } else { "parties" };
            format!("{need} more of {} {whose}{}", candidates.len(), by_kinds(by))
        }
        MissingAct::AnyOf { need, candidates, by, .. } => {
            let signed = candidates.iter().filter(|code| has_signed(world, **code)).count();
            let signed = if signed > 0 { format!(" ({signed} have signed)") } else { String::new() };
            format!("{need} more{}{signed}", by_kinds(by))
        }
        MissingAct::Weight { weight, need, candidates, .. } => heavy(agreement, world, weight, *need, candidates),
        MissingAct::Event { name } => format!("event {name}"),
        MissingAct::Agreement { id } => format!("agreement {id}"),
    }
}

fn number(need: usize) -> String {
    if need == 1 { "any one".to_owned() } else { format!("{need}") }
}

/// The kinds of act asked for, where they are told.
fn by_kinds(by: &[&str]) -> String {
    if by.is_empty() { String::new() } else { format!(" by {}", by.join(" or ")) }
}

fn has_signed(world: &WorldAnswer, code: Code) -> bool {
    let line = world.parties.iter().find(|(known, ..)| *known == code);
    line.is_some_and(|(_, _, abroad, _)| abroad.state == InternationalState::Signatory)
}

/// Who adds weight enough alone, and how many of the others do together.
fn heavy(agreement: &Agreement, world: &WorldAnswer, name: &str, need: usize, candidates: &[Code]) -> String {
    let all = || format!("{name}: at least {need} of {}", some(candidates));
    let short = world.verdict.tree.walk().into_iter().filter(|node| node.met != Met::Met);
    let measures = short.filter_map(|node| node.measure.as_ref());
    let named = |measure: &&Measure| {
        let what = measure.what.strip_prefix("% of ").unwrap_or(&measure.what);
        what == name || what.strip_prefix(name).is_some_and(|rest| rest.starts_with(" within "))
    };
    let (Some(measure), Some(weight)) = (measures.into_iter().find(named), agreement.weights.get(name)) else {
        return all();
    };
    let value = |code: &Code| weight.values.get(code).copied().unwrap_or(Decimal::ZERO);
    let (alone, rest): (Vec<Code>, Vec<Code>) = candidates.iter().partition(|code| reaches(measure, value(code)));
    if alone.is_empty() {
        return all();
    }
    let mut words = match alone.as_slice() {
        [one] => format!("{name}: {one}"),
        _ => format!("{name}: any one of {}", some(&alone)),
    };
    let mut sum = Decimal::ZERO;
    let together = rest.iter().position(|code| {
        sum = sum + value(code);
        reaches(measure, sum)
    });
    if let Some(last) = together {
        words += &format!(", or {} of {}", last + 1, some(&rest));
    }
    words
}

/// Whether so much more would reach what a condition asks for.
fn reaches(measure: &Measure, more: Decimal) -> bool {
    let weight = |figure: Figure| match figure {
        Figure::Weight(weight) => weight,
        Figure::Count(count) => Decimal::whole(u64::from(count)),
    };
    let order = match (measure.sum, measure.of) {
        (Some(sum), Some(whole)) => (sum + more).cmp_share(weight(whole), weight(measure.need), Decimal::whole(100)),
        _ => (weight(measure.have) + more).cmp(&weight(measure.need)),
    };
    if measure.more_than { order.is_gt() } else { order.is_ge() }
}

/// The first codes, and how many more there are.
fn some(codes: &[Code]) -> String {
    const SHOWN: usize = 9;
    let shown: Vec<String> = codes.iter().take(SHOWN).map(ToString::to_string).collect();
    let rest = codes.len().saturating_sub(SHOWN);
    if rest == 0 { shown.join(", ") } else { format!("{} and {rest} more", shown.join(", ")) }
}

fn waiting(case: &Case, world: &WorldAnswer, as_of: AsOf, code: Code) -> Waiting {
    let line = world.parties.iter().find(|(known, ..)| *known == code);
    let moved =
        world.world.acts.iter().filter(|s| case.agreement.acts[s.act].party == Some(code)).map(|s| s.date).max();
    let looks = case.agreement.looked.iter().filter(|look| look.date <= as_of.day);
    Waiting {
        code,
        domestic: line.map_or(DomesticState::Unknown, |(_, domestic, ..)| domestic.state),
        international: line.map_or(InternationalState::Unknown, |(_, _, abroad, _)| abroad.state),
        next: line.and_then(|(_, domestic, ..)| domestic.next.clone()),
        last_on: moved,
        days_since: moved.map(|day| (as_of.day - day).num_days()),
        looked_on: looks.filter(|look| look.party.is_none_or(|party| party == code)).map(|look| look.date).max(),
    }
}
