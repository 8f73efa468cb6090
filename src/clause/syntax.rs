//! The clause language as a tree, and the one canonical way to print it.
//!
//! Names are not looked up here: a tree may speak of groups that do not exist. `resolve` turns it into rules.

use std::fmt;
use std::ops::Range;

use super::token::ordinal_word;
use crate::date::{Day, MONTHS, show};
use crate::decimal::Decimal;
use crate::model::{AgreementId, Code, Kind};

/// A condition: single terms, joined by `and` or by `or`, never both on one level.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// All of two or more must hold.
    And(Vec<Condition>),
    /// One of two or more must hold.
    Or(Vec<Condition>),
    /// A single term.
    Term(Term),
}

/// A single thing that can hold or not.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// Every party of the closed list (every negotiating party where the list is open).
    AllParties(By),
    /// Every member of a group.
    AllOf(Name, By),
    /// One member of a group.
    AnyOf(Name, By),
    /// One named party.
    Party(NamedCode, By),
    /// A number, share or weight of parties.
    Amount(Compare, Amount),
    /// A dated event, recorded by hand.
    Event(Name),
    /// The text is silent: consent of every negotiating party (Vienna Convention 24(2)).
    Residual,
}

/// `at least` (default) or `more than`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// That much is enough.
    AtLeast,
    /// That much is not enough.
    MoreThan,
}

/// How much must come together.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    /// A number of parties.
    Parties {
        /// How many.
        count: u32,
        /// Only members of this group count.
        group: Option<Name>,
        /// Only parties whose own weight is at least this count.
        each: Option<(Decimal, Name)>,
        /// Which acts count.
        by: By,
    },
    /// A share of a group, by number of members.
    Share {
        /// Which share.
        share: Share,
        /// Of which group.
        group: Name,
        /// The day whose members count; `None`: the day evaluated.
        as_of: Option<Day>,
        /// Which acts count.
        by: By,
    },
    /// A sum of weights.
    Weight {
        /// How much.
        amount: Decimal,
        /// Whether `amount` is per cent of the whole.
        percent: bool,
        /// Which weight.
        weight: Name,
        /// Only members of this group count, on both sides.
        within: Option<Name>,
        /// Which acts count.
        by: By,
    },
}

/// A share of a whole: neither more than all nor nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Above the line.
    pub part: u32,
    /// Below the line.
    pub whole: u32,
}

/// Which acts count; empty: any kind of consent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct By(pub Vec<ByKind>);

/// One kind named after `by`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByKind {
    /// A consent kind, or `signature`.
    Act(Kind),
    /// The procedures at home are complete.
    DomesticCompletion,
}

/// A name with the bytes it was read from; two names are equal if their texts are.
#[derive(Debug, Clone)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Bytes of the phrase.
    pub at: Range<usize>,
}

/// A party's code with the bytes it was read from; two are equal if their codes are.
#[derive(Debug, Clone)]
pub struct NamedCode {
    /// The code.
    pub code: Code,
    /// Bytes of the phrase.
    pub at: Range<usize>,
}

/// A delay: steps taken one after the other; none: the same day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Delay(pub Vec<DelayStep>);

/// One step of a delay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DelayStep {
    /// So many days, weeks, months or years.
    Add(u32, Unit),
    /// The first day of the `k`-th month after the month reached; 1 is the next month.
    FirstOfMonth(u32),
    /// The next such day of the calendar, later than the day reached.
    Next {
        /// Day of the month.
        day: u32,
        /// Month, from 1.
        month: u32,
    },
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// What a floor refers to, in words.
#[derive(Debug, Clone, PartialEq)]
pub enum FloorRef {
    /// A day.
    Day(Day),
    /// A dated event.
    Event(Name),
    /// The day of force of another agreement.
    Agreement(AgreementId, Range<usize>),
}

/// How long something lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Duration {
    /// For a time, from force.
    For(Delay),
    /// Until a day, which is the first day outside.
    Until(Day),
    /// Without end.
    Indefinite,
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl PartialEq for NamedCode {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Unit {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

impl ByKind {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Act(kind) => kind.as_str(),
            Self::DomesticCompletion => "domestic completion",
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (joint, parts) = match self {
            Self::And(parts) => (" and ", parts),
            Self::Or(parts) => (" or ", parts),
            Self::Term(term) => return write!(f, "{term}"),
        };
        for (i, part) in parts.iter().enumerate() {
            f.write_str(if i == 0 { "" } else { joint })?;
            match part {
                Self::Term(term) => write!(f, "{term}")?,
                nested => write!(f, "({nested})")?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AllParties(by) => write!(f, "all parties{by}"),
            Self::AllOf(group, by) => write!(f, "all of {group}{by}"),
            Self::AnyOf(group, by) => write!(f, "any of {group}{by}"),
            Self::Party(party, by) => write!(f, "{}{by}", party.code),
            Self::Amount(Compare::AtLeast, amount) => write!(f, "{amount}"),
            Self::Amount(Compare::MoreThan, amount) => write!(f, "more than {amount}"),
            Self::Event(name) => write!(f, "event {name}"),
            Self::Residual => f.write_str("residual"),
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parties { count, group, each, by } => {
                write!(f, "{count} {}", if *count == 1 { "party" } else { "parties" })?;
                optional(f, " of ", group.as_ref())?;
                if let Some((amount, weight)) = each {
                    write!(f, " each with at least {amount} {weight}")?;
                }
                write!(f, "{by}")
            }
            Self::Share { share, group, as_of, by } => {
                write!(f, "{share} of {group}")?;
                optional(f, " as of ", as_of.map(show))?;
                write!(f, "{by}")
            }
            Self::Weight { amount, percent, weight, within, by } => {
                write!(f, "{amount}{} of {weight}", if *percent { "%" } else { "" })?;
                optional(f, " within ", within.as_ref())?;
                write!(f, "{by}")
            }
        }
    }
}

fn optional(f: &mut fmt::Formatter<'_>, before: &str, value: Option<impl fmt::Display>) -> fmt::Result {
    value.map_or(Ok(()), |value| write!(f, "{before}{value}"))
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.whole)
    }
}

impl fmt::Display for By {
    /// With a leading blank, or nothing at all.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, kind) in self.0.iter().enumerate() {
            write!(f, " {} {}", if i == 0 { "by" } else { "or" }, kind.as_str())?;
        }
        Ok(())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for Delay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("same day");
        }
        for (i, step) in self.0.iter().enumerate() {
            write!(f, "{}{step}", if i == 0 { "" } else { ", then " })?;
        }
        Ok(())
    }
}

impl fmt::Display for DelayStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Add(count, unit) => {
                write!(f, "{count} {}{}", unit.as_str(), if count == 1 { "" } else { "s" })
            }
            Self::FirstOfMonth(1) => f.write_str("first day of next month"),
            Self::FirstOfMonth(k) => write!(f, "first day of {} month", ordinal_word(k)),
            Self::Next { day, month } => write!(f, "next {day} {}", month_name(month)),
        }
    }
}

/// The name of a month, from 1.
fn month_name(month: u32) -> &'static str {
    MONTHS.get((month as usize).wrapping_sub(1)).copied().unwrap_or("?")
}

impl fmt::Display for FloorRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => f.write_str(&show(*day)),
            Self::Event(name) => write!(f, "event {name}"),
            Self::Agreement(id, _) => write!(f, "agreement {id}"),
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::For(delay) => write!(f, "{delay}"),
            Self::Until(day) => f.write_str(&show(*day)),
            Self::Indefinite => f.write_str("indefinite"),
        }
    }
}
