//! What an evaluation says, as a tree that can explain itself. JSON is this tree.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

use super::missing::Missing;
use super::node::Node;
use super::party_force::{Ends, PartyForce};
use crate::date::Day;
use crate::model::{AgreementId, Basis, Code};

/// The answer about one agreement.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Verdict {
    /// How the clause is known; what may be concluded from it is decided above.
    pub basis: Basis,
    /// Whether the clause is met, floors by events and other agreements included.
    pub met: Met,
    /// The first day on which the condition held, where it is known.
    pub trigger: Option<Day>,
    /// The first day on which it can have held.
    pub trigger_earliest: Option<Day>,
    /// The last day on which it can first have held.
    pub trigger_latest: Option<Day>,
    /// The day of entry into force that follows.
    pub force: ForceDay,
    /// Every condition with its day and its acts.
    pub tree: Node,
    /// The arithmetic, line by line: `2016-10-05 + 30 days = 2016-11-04`.
    pub arithmetic: Vec<String>,
    /// The fewest further acts that would meet the clause.
    pub missing: Missing,
    /// Party by party, sorted by code.
    pub parties: Vec<PartyForce>,
    /// Whether and when it ends.
    pub ends: Ends,
}

impl Verdict {
    /// What is known of one party.
    pub fn party(&self, code: Code) -> Option<&PartyForce> {
        self.parties.binary_search_by(|party| party.code.cmp(&code)).ok().map(|at| &self.parties[at])
    }
}

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Met {
    /// It does.
    Met,
    /// It does not.
    NotMet,
    /// It depends on what is not known.
    Unknown,
}

impl Met {
    /// From what holds for certain and what holds at best.
    pub(super) const fn of(certain: bool, possible: bool) -> Self {
        match (certain, possible) {
            (true, _) => Self::Met,
            (false, true) => Self::Unknown,
            (false, false) => Self::NotMet,
        }
    }
}

/// The computed day of entry into force.
#[derive(Debug, Clone, PartialEq)]
pub enum ForceDay {
    /// That day, past or ahead.
    Known(Day),
    /// The clause is not met.
    NotMet,
    /// It depends on what is not known.
    Unknown {
        /// Not before that day; `None`: no bound.
        earliest: Option<Day>,
        /// Not after that day; `None`: perhaps never.
        latest: Option<Day>,
        /// What is not known.
        reasons: Vec<Gap>,
    },
}

/// A [`ForceDay`] as JSON: always the same five keys.
#[derive(Serialize, schemars::JsonSchema)]
#[schemars(rename = "ForceDay")]
struct ForceDayLine<'a> {
    /// Known, not met, unknown.
    state: ForceDayState,
    /// The day, where it is known.
    on: Option<Day>,
    /// Not before that day; null: no bound.
    earliest: Option<Day>,
    /// Not after that day; null: perhaps never.
    latest: Option<Day>,
    /// What is not known.
    reasons: &'a [Gap],
}

/// What is known of a day of force.
#[derive(Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum ForceDayState {
    /// The day is known.
    Known,
    /// The conditions are not met.
    NotMet,
    /// It cannot be said.
    Unknown,
}

impl Serialize for ForceDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let line = |state, on, earliest, latest, reasons| ForceDayLine { state, on, earliest, latest, reasons };
        match self {
            Self::Known(on) => line(ForceDayState::Known, Some(*on), Some(*on), Some(*on), &[]),
            Self::NotMet => line(ForceDayState::NotMet, None, None, None, &[]),
            Self::Unknown { earliest, latest, reasons } => {
                line(ForceDayState::Unknown, None, *earliest, *latest, reasons)
            }
        }
        .serialize(serializer)
    }
}

impl schemars::JsonSchema for ForceDay {
    fn schema_name() -> Cow<'static, str> {
        ForceDayLine::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        ForceDayLine::json_schema(generator)
    }
}

impl ForceDay {
    /// The day, where it is known.
    pub const fn day(&self) -> Option<Day> {
        match self {
            Self::Known(on) => Some(*on),
            _ => None,
        }
    }
}

/// A missing input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(tag = "gap", rename_all = "kebab-case")]
pub enum Gap {
    /// The final clause is not recorded.
    Clause,
    /// The list is open, so nobody knows who all the parties are.
    OpenList,
    /// A party has no value in a weight.
    Value {
        /// Whose.
        code: Code,
        /// In which weight.
        weight: String,
    },
    /// Whether a party's procedures are complete is not known.
    Completion {
        /// Whose.
        code: Code,
    },
    /// The day a note was sent is not known.
    Sent {
        /// Whose note.
        code: Code,
    },
    /// How a party consented is not stated, and the condition asks.
    Mode {
        /// Whose consent.
        code: Code,
    },
    /// The force of another agreement is not known.
    Agreement {
        /// Which.
        id: AgreementId,
    },
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clause => f.write_str("the final clause is not recorded"),
            Self::OpenList => f.write_str("the list of parties is open"),
            Self::Value { code, weight } => write!(f, "{code} has no value in `{weight}`"),
            Self::Completion { code } => write!(f, "whether {code} has completed its procedures is not known"),
            Self::Sent { code } => write!(f, "the day on which {code} sent its note is not known"),
            Self::Mode { code } => write!(f, "how {code} consented is not stated"),
            Self::Agreement { id } => write!(f, "whether `{id}` is in force is not known"),
        }
    }
}
