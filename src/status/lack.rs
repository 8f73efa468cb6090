//! What is missing: the fewest acts that would meet the clause, and who must or could do them.

use serde::Serialize;

use crate::clause::{Figure, Measure, Met, MissingAct, Node, Verdict};
use crate::decimal::Decimal;
use crate::model::{Agreement, Code};

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Lack {
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
}

/// Whether a party has signed and not consented.
pub type Signed<'a> = &'a dyn Fn(Code) -> bool;

/// What a verdict misses.
pub(super) fn lacks(agreement: &Agreement, verdict: &Verdict, has_signed: Signed) -> Vec<Lack> {
    let missing = &verdict.missing;
    let brief = |act: &MissingAct| brief(agreement, &verdict.tree, has_signed, act);
    missing.acts.iter().map(|act| lack(act, brief(act), missing.exact)).collect()
}

fn lack(act: &MissingAct, brief: String, exact: bool) -> Lack {
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
    Lack { what, brief, need, codes, others, by, exact }
}

/// What is missing, in a few words.
pub fn brief(agreement: &Agreement, tree: &Node, has_signed: Signed, act: &MissingAct) -> String {
    match act {
        MissingAct::Each { codes, by } => format!("{}{}", some(codes), by_kinds(by)),
        MissingAct::AnyOf { need, candidates, others: false, by } if candidates.len() <= 6 => {
            format!("{} of {}{}", number(*need), some(candidates), by_kinds(by))
        }
        MissingAct::AnyOf { need, candidates, others: false, by } => {
            let whose = if candidates.iter().all(|code| has_signed(*code)) { "signatories" } else { "parties" };
            format!("{need} more of {} {whose}{}", candidates.len(), by_kinds(by))
        }
        MissingAct::AnyOf { need, candidates, by, .. } => {
            let signed = candidates.iter().filter(|code| has_signed(**code)).count();
            let signed = if signed > 0 { format!(" ({signed} have signed)") } else { String::new() };
            format!("{need} more{}{signed}", by_kinds(by))
        }
        MissingAct::Weight { weight, need, candidates, .. } => heavy(agreement, tree, weight, *need, candidates),
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

/// Who adds weight enough alone, and how many of the others do together.
fn heavy(agreement: &Agreement, tree: &Node, name: &str, need: usize, candidates: &[Code]) -> String {
    let all = || format!("{name}: at least {need} of {}", some(candidates));
    let short = tree.walk().into_iter().filter(|node| node.met != Met::Met);
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
