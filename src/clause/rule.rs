//! A clause whose names have all been found: what the evaluator works on.

use std::collections::BTreeSet;
use std::fmt;

use super::kinds::{COMPLETION, KindSet};
use super::syntax::{Delay, Duration, FloorRef, Share};
use crate::date::{Day, show};
use crate::decimal::Decimal;
use crate::model::{AgreementId, Basis, Code, Counting, EndOfMonth, Group, LaterFrom, Weight};

/// Everything the clause of one agreement says, resolved against its groups, weights and parties.
#[derive(Debug, Clone)]
pub struct Clause {
    pub(super) basis: Basis,
    /// Empty, and nothing deemed: the clause is not known.
    pub(super) routes: Vec<Route>,
    pub(super) deemed: Option<DeemedRule>,
    pub(super) floors: Vec<FloorRef>,
    pub(super) later: Option<Delay>,
    pub(super) later_from: LaterFrom,
    pub(super) counts: Counting,
    /// The group that is bound as a whole; `None`: who acts.
    pub(super) binds: Option<Roll>,
    pub(super) count_organisations: bool,
    pub(super) end_of_month: EndOfMonth,
    /// The closed list, sorted.
    pub(super) listed: Option<Vec<Code>>,
    pub(super) rolls: Vec<Roll>,
    pub(super) weights: Vec<(String, Weight)>,
    pub(super) term: TermRule,
}

/// `[term]`, resolved.
#[derive(Debug, Clone, Default)]
pub(super) struct TermRule {
    pub(super) lasts: Option<Duration>,
    pub(super) renews: Option<Duration>,
    pub(super) notice: Option<Delay>,
    pub(super) leave: Option<Delay>,
    pub(super) ends_with: Option<AgreementId>,
}

/// One way into force.
#[derive(Debug, Clone)]
pub(super) struct Route {
    /// The condition; `None`: a fixed date without one.
    pub(super) rule: Option<Rule>,
    pub(super) then: Delay,
    /// That date if the condition is met by then.
    pub(super) on: Option<Day>,
}

/// Silence until `on` is acceptance, unless `unless` holds of the objections.
#[derive(Debug, Clone)]
pub(super) struct DeemedRule {
    pub(super) on: Day,
    pub(super) unless: Option<Rule>,
    /// The delay from acceptance to force.
    pub(super) then: Delay,
    /// That date, if it is not before acceptance.
    pub(super) fixed: Option<Day>,
}

/// A resolved condition.
#[derive(Debug, Clone)]
pub(super) enum Rule {
    All(Vec<Rule>),
    Any(Vec<Rule>),
    Leaf(Leaf),
}

/// A single test with its canonical words.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub(super) text: String,
    pub(super) test: Test,
}

#[derive(Debug, Clone)]
pub(super) enum Test {
    Count(Count),
    Sum(Sum),
    Event(String),
}

/// Parties, counted.
#[derive(Debug, Clone)]
pub(super) struct Count {
    pub(super) among: Among,
    pub(super) need: Need,
    pub(super) by: KindSet,
    /// Only parties whose own weight is at least this: amount, place in `weights`.
    pub(super) each: Option<(Decimal, usize)>,
}

/// Out of whom. Numbers are places in `rolls`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Among {
    Anyone,
    /// The closed list; where the list is open, the negotiating parties.
    Listed,
    Negotiating,
    Roll(usize),
    /// The members that a roll had on a day.
    Frozen(usize, Day),
    Party(Code),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    AtLeast(u32),
    Every,
    Share { share: Share, more_than: bool },
}

/// Weights, summed.
#[derive(Debug, Clone)]
pub(super) struct Sum {
    pub(super) amount: Decimal,
    pub(super) percent: bool,
    pub(super) more_than: bool,
    pub(super) weight: usize,
    pub(super) within: Option<usize>,
    pub(super) by: KindSet,
}

/// A group with the periods of its members, sorted by code, no code twice.
#[derive(Debug, Clone)]
pub(super) struct Roll {
    pub(super) name: String,
    pub(super) members: Vec<(Code, Vec<Spell>)>,
}

/// A time inside: from a day (`None`: from the beginning) to the first day outside (`None`: to this day).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spell {
    pub(super) from: Option<Day>,
    pub(super) until: Option<Day>,
}

impl Spell {
    pub(super) const ALWAYS: Self = Self { from: None, until: None };

    pub(super) fn holds_on(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

impl Roll {
    pub(super) fn new(name: &str, group: &Group) -> Self {
        let codes: BTreeSet<Code> = group.members.iter().map(|member| member.code).collect();
        let spells = |code: Code| {
            let own = group.members.iter().filter(|member| member.code == code);
            merged(own.map(|member| Spell { from: member.from, until: member.until }).collect())
        };
        let members = if group.dated {
            codes.into_iter().map(|code| (code, spells(code))).collect()
        } else {
            codes.into_iter().map(|code| (code, vec![Spell::ALWAYS])).collect()
        };
        Self { name: name.to_owned(), members }
    }

    pub(super) fn spells(&self, code: Code) -> &[Spell] {
        let found = self.members.binary_search_by(|(member, _)| member.cmp(&code));
        found.map_or(&[], |at| &self.members[at].1)
    }

    pub(super) fn has(&self, code: Code, day: Day) -> bool {
        self.spells(code).iter().any(|spell| spell.holds_on(day))
    }
}

/// Periods in order, none touching the next.
pub(super) fn merged(mut spells: Vec<Spell>) -> Vec<Spell> {
    spells.sort();
    let mut apart: Vec<Spell> = Vec::new();
    for spell in spells.into_iter().filter(|s| s.until.is_none_or(|until| s.from.is_none_or(|from| from < until))) {
        match apart.last_mut() {
            Some(last) if touches(last, &spell) => {
                last.until = last.until.zip(spell.until).map(|(a, b)| a.max(b));
            }
            _ => apart.push(spell),
        }
    }
    apart
}

fn touches(earlier: &Spell, later: &Spell) -> bool {
    earlier.until.is_none_or(|until| later.from.is_none_or(|from| from <= until))
}

impl Rule {
    /// Every leaf, in reading order.
    pub(super) fn leaves(&self) -> Vec<&Leaf> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::leaves).collect(),
            Self::Leaf(leaf) => vec![leaf],
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (joint, parts) = match self {
            Self::All(parts) => (" and ", parts),
            Self::Any(parts) => (" or ", parts),
            Self::Leaf(leaf) => return f.write_str(&leaf.text),
        };
        for (i, part) in parts.iter().enumerate() {
            f.write_str(if i == 0 { "" } else { joint })?;
            match part {
                Self::Leaf(leaf) => f.write_str(&leaf.text)?,
                nested => write!(f, "({nested})")?,
            }
        }
        Ok(())
    }
}

impl Leaf {
    /// Which acts it counts; none for an event.
    pub(super) const fn by(&self) -> KindSet {
        match &self.test {
            Test::Count(count) => count.by,
            Test::Sum(sum) => sum.by,
            Test::Event(_) => KindSet::NONE,
        }
    }
}

impl fmt::Display for DeemedRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "deemed accepted on {}", show(self.on))?;
        self.unless.as_ref().map_or(Ok(()), |unless| write!(f, ", unless {unless} object"))
    }
}

impl Clause {
    /// How the clause is known.
    pub const fn basis(&self) -> Basis {
        self.basis
    }

    /// Whether a condition is known at all.
    pub fn is_known(&self) -> bool {
        !self.routes.is_empty() || self.deemed.is_some()
    }

    /// Whether the text was read and is silent (Vienna Convention 24(2)).
    pub fn is_residual(&self) -> bool {
        self.leaves().any(|leaf| matches!(&leaf.test, Test::Count(Count { among: Among::Negotiating, .. })))
    }

    /// Whether any condition counts completion at home.
    pub fn counts_completion(&self) -> bool {
        self.leaves().any(|leaf| leaf.by().has(COMPLETION))
    }

    /// The parties the conditions name by code.
    pub fn codes(&self) -> BTreeSet<Code> {
        self.leaves()
            .filter_map(|leaf| match &leaf.test {
                Test::Count(Count { among: Among::Party(code), .. }) => Some(*code),
                _ => None,
            })
            .collect()
    }

    /// The events that conditions and floors wait for.
    pub fn events(&self) -> BTreeSet<&str> {
        let tested = self.leaves().filter_map(|leaf| match &leaf.test {
            Test::Event(name) => Some(name.as_str()),
            _ => None,
        });
        let floors = self.floors.iter().filter_map(|floor| match floor {
            FloorRef::Event(name) => Some(name.text.as_str()),
            _ => None,
        });
        tested.chain(floors).collect()
    }

    /// The other agreements whose day of force is a floor.
    pub fn floor_agreements(&self) -> BTreeSet<&AgreementId> {
        self.floors
            .iter()
            .filter_map(|floor| match floor {
                FloorRef::Agreement(id, _) => Some(id),
                _ => None,
            })
            .collect()
    }

    /// The agreement with which this one ends.
    pub const fn ends_with(&self) -> Option<&AgreementId> {
        self.term.ends_with.as_ref()
    }

    /// The clause in canonical words; empty where it is not known.
    pub fn words(&self) -> String {
        let mut ways: Vec<String> = self.routes.iter().map(Route::words).collect();
        ways.extend(self.deemed.as_ref().map(|deemed| format!("{deemed}: {}", deemed.then)));
        let mut words = ways.join("; or, if that comes first, ");
        for floor in &self.floors {
            words += &format!("; not before {floor}");
        }
        words
    }

    fn leaves(&self) -> impl Iterator<Item = &Leaf> {
        self.routes.iter().filter_map(|route| route.rule.as_ref()).flat_map(Rule::leaves)
    }
}

impl Route {
    /// The route in canonical words.
    pub(super) fn words(&self) -> String {
        match (&self.rule, self.on) {
            (None, Some(on)) => format!("on {}", show(on)),
            (None, None) => self.then.to_string(),
            (Some(rule), Some(on)) => format!("{rule}: on {} if met by then, else {}", show(on), self.then),
            (Some(rule), None) => format!("{rule}: {}", self.then),
        }
    }
}
