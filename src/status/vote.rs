//! The rule of a vote against its figures: shown beside the announced outcome, never instead of it.

use crate::decimal::Decimal;
use crate::model::{Act, Procedure, Step, Tally, Votes};
use std::cmp::Ordering;

/// What the figures say about the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sufficiency {
    /// Enough.
    Enough,
    /// Not enough.
    NotEnough,
    /// A figure that it takes is not known.
    CannotTell,
}

/// Holds the figures of a vote against the majority of its step. A missing figure is unknown, never zero.
pub fn test(procedure: &Procedure, step: &Step, act: &Act) -> Sufficiency {
    let (Some(majority), Some(Votes::Counts(tally))) = (step.majority.as_deref(), &act.votes) else {
        return Sufficiency::CannotTell;
    };
    let seats = tally.seats.or_else(|| procedure.body_of(step).and_then(|body| body.seats));
    let verdict = match majority {
        "simple" => more(tally.for_, tally.against),
        "majority-of-present" => share(tally.for_, present(tally), 1, 2, Ordering::Greater),
        "absolute" => share(tally.for_, seats, 1, 2, Ordering::Greater),
        "two-thirds-of-members" => share(tally.for_, seats, 2, 3, Ordering::Equal),
        "two-thirds-of-present" => share(tally.for_, present(tally), 2, 3, Ordering::Equal),
        "five-sixths-of-members" => share(tally.for_, seats, 5, 6, Ordering::Equal),
        "popular-majority" => more(tally.for_, tally.against),
        "consensus" => tally.against.map(|against| against == 0),
        _ => None,
    };
    match verdict {
        Some(true) => Sufficiency::Enough,
        Some(false) => Sufficiency::NotEnough,
        None => Sufficiency::CannotTell,
    }
}

fn more(a: Option<u32>, b: Option<u32>) -> Option<bool> {
    Some(a? > b?)
}

/// Those present: as published, else the sum where every option is.
fn present(tally: &Tally) -> Option<u32> {
    tally.present.or_else(|| Some(tally.for_?.saturating_add(tally.against?).saturating_add(tally.abstain?)))
}

/// Whether `a` of `b` reaches a share: at least, or more than where `least` is `Greater`.
fn share(a: Option<u32>, b: Option<u32>, over: u64, under: u64, least: Ordering) -> Option<bool> {
    let whole = |n: u32| Decimal::whole(u64::from(n));
    let found = whole(a?).cmp_share(whole(b?), Decimal::whole(over), Decimal::whole(under));
    Some(found == Ordering::Greater || found == least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_votes_are_exact_and_unknown_is_not_zero() {
        assert_eq!(share(Some(63), Some(125), 1, 2, Ordering::Greater), Some(true));
        assert_eq!(share(Some(62), Some(124), 1, 2, Ordering::Greater), Some(false));
        assert_eq!(share(Some(100), Some(150), 2, 3, Ordering::Equal), Some(true));
        assert_eq!(more(Some(1), None), None);
        assert_eq!(present(&Tally { for_: Some(1), against: Some(0), ..Tally::default() }), None);
    }
}
