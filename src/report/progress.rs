//! How far a clause is met: a number against its threshold, and the one of several that holds the rest up.

use std::cmp::Ordering;

use serde::Serialize;

use crate::clause::{Figure, Met, Node};
use crate::decimal::Decimal;

/// A number against its threshold.
#[derive(Debug, Serialize, Clone, schemars::JsonSchema)]
pub struct Measured {
    /// How many there are.
    pub have: String,
    /// How many it takes.
    pub need: String,
    /// Of what.
    pub what: String,
    /// Both as numbers.
    #[serde(skip)]
    pub figures: (Decimal, Decimal),
    /// Whether that is enough.
    #[serde(skip)]
    pub enough: bool,
}

impl Measured {
    /// How much of what is needed is there, in tenths; ten only where it is enough.
    pub fn tenths(&self) -> u8 {
        let (have, need) = self.figures;
        let reached = |tenths: &u64| have.cmp_share(need, Decimal::whole(*tenths), Decimal::whole(10)).is_ge();
        let most = if self.enough { 10 } else { 9 };
        let tenths = (0..=most).rev().find(reached).unwrap_or(0);
        if self.enough { 10 } else { u8::try_from(tenths).unwrap_or(0) }
    }

    /// Which is nearer to being enough, the nearer one as the greater.
    pub fn cmp_share(&self, other: &Self) -> Ordering {
        let ((have, need), (others, of)) = (self.figures, other.figures);
        self.enough.cmp(&other.enough).then_with(|| have.cmp_share(need, others, of))
    }

    /// Both numbers in few words: `43/60`, `36.2/55 %`.
    pub fn words(&self) -> String {
        let unit = if self.what.starts_with('%') { " %" } else { "" };
        format!("{}/{}{unit}", self.have, self.need)
    }
}

/// What a condition measures.
pub(super) fn measured(node: &Node) -> Option<Measured> {
    let number = |figure: Figure| match figure {
        Figure::Count(count) => Decimal::whole(u64::from(count)),
        Figure::Weight(weight) => weight,
    };
    node.measure.as_ref().map(|measure| Measured {
        have: measure.have.to_string(),
        need: measure.need.to_string(),
        what: measure.what.clone(),
        figures: (number(measure.have), number(measure.need)),
        enough: node.met == Met::Met,
    })
}

/// The number of a clause that measures one thing.
pub(super) fn only_measure(tree: &Node) -> Option<Measured> {
    let leaves = tree.walk().into_iter().filter(|node| node.children.is_empty());
    let mut measures = leaves.filter(|node| node.measure.is_some());
    let only = measures.next();
    if measures.next().is_none() { only.and_then(measured) } else { None }
}

/// The number that tells how far the whole has come: of parts that are all needed the one furthest behind, of parts of
/// which one is enough the one furthest ahead.
pub(super) fn progress(tree: &Node) -> Option<Measured> {
    if tree.children.is_empty() {
        return measured(tree);
    }
    let parts = tree.children.iter().filter_map(progress);
    parts.reduce(|best, part| {
        let better = if tree.any { Ordering::Greater } else { Ordering::Less };
        if part.cmp_share(&best) == better { part } else { best }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(have: &str, need: &str, enough: bool) -> Measured {
        let figures = (have.parse().unwrap(), need.parse().unwrap());
        Measured { have: have.into(), need: need.into(), what: "parties".into(), figures, enough }
    }

    #[test]
    fn a_bar_is_full_only_where_it_is_enough() {
        for (have, need, enough, tenths) in [
            ("0", "60", false, 0),
            ("5", "60", false, 0),
            ("6", "60", false, 1),
            ("43", "60", false, 7),
            ("60", "60", false, 9),
            ("66", "60", true, 10),
            ("54.99", "55", false, 9),
            ("0", "0", false, 9),
            ("0", "0", true, 10),
        ] {
            assert_eq!(of(have, need, enough).tenths(), tenths, "{have}/{need}");
        }
    }

    #[test]
    fn shares_are_compared_and_not_numbers() {
        assert!(of("3", "4", false).cmp_share(&of("43", "60", false)).is_gt());
        assert!(of("54", "55", false).cmp_share(&of("1", "1", true)).is_lt());
        assert!(of("2", "4", false).cmp_share(&of("30", "60", false)).is_eq());
    }
}
