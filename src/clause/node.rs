//! One condition of the tree: what it measures, which acts it uses, which it leaves out and why.

use std::fmt;

use serde::Serialize;

use super::verdict::Met;
use crate::date::{Day, show};
use crate::decimal::Decimal;
use crate::model::{ActId, Code};

/// One condition of the tree.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Node {
    /// Its canonical words.
    pub text: String,
    /// Whether it is met: at the trigger, else as of the day asked.
    pub met: Met,
    /// Since when it is met.
    pub on: Option<Day>,
    /// What it measures.
    pub measure: Option<Measure>,
    /// The acts it counts.
    pub used: Vec<Used>,
    /// The acts it leaves out.
    pub left_out: Vec<LeftOut>,
    /// Its parts.
    pub children: Vec<Node>,
    /// Whether one of its parts is enough.
    #[serde(skip)]
    pub any: bool,
}

impl Node {
    pub(super) fn new(text: impl Into<String>, met: Met) -> Self {
        Self {
            text: text.into(),
            met,
            on: None,
            measure: None,
            used: Vec::new(),
            left_out: Vec::new(),
            children: Vec::new(),
            any: false,
        }
    }

    /// This condition and all below it, in reading order.
    pub fn walk(&self) -> Vec<&Self> {
        let mut all = vec![self];
        all.extend(self.children.iter().flat_map(Self::walk));
        all
    }
}

/// How much is there of what is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Measure {
    /// What is there.
    pub have: Figure,
    /// What is needed.
    pub need: Figure,
    /// Whether `need` itself is not enough.
    pub more_than: bool,
    /// What is measured: `parties`, `parties of members`, `% of ghg`.
    pub what: String,
    /// The whole, where a share is asked: members, or the sum of weights.
    pub of: Option<Figure>,
    /// The sum behind a percentage.
    pub sum: Option<Decimal>,
}

/// A number of parties or an amount of weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum Figure {
    /// Parties.
    Count(u32),
    /// Weight, or per cent (cut to two places).
    Weight(Decimal),
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => f.pad(&count.to_string()),
            Self::Weight(weight) => weight.fmt(f),
        }
    }
}

/// An act that a condition counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Used {
    /// Whose.
    pub code: Code,
    /// Its place among the acts; `None`: completion at home.
    #[schemars(with = "Option<ActId>", description = "The act, by its id; null: completion at home.")]
    pub act: Option<usize>,
    /// From which day it counts.
    pub on: Day,
    /// What it weighs, where weights are summed.
    pub weight: Option<Decimal>,
}

/// An act that a condition leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct LeftOut {
    /// Whose.
    pub code: Code,
    /// Its place among the acts.
    #[schemars(with = "Option<ActId>", description = "The act, by its id; null: completion at home.")]
    pub act: Option<usize>,
    /// Why.
    #[serde(flatten)]
    pub reason: Reason,
}

/// Why an act does not count in a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Reason {
    /// Signed only, where consent is asked.
    SignatureOnly,
    /// Its procedures at home are not complete, and the condition asks for that.
    NotComplete,
    /// Signed ad referendum.
    AdReferendum,
    /// Initialled only.
    Initialled,
    /// Applies it provisionally only.
    Provisional,
    /// Recorded as not counting in the clause.
    NotCounted,
    /// Another kind of act than the condition asks for.
    OtherKind,
    /// How it consented is not stated, and the condition asks.
    ModeNotStated,
    /// When its note was sent is not known.
    SentUnknown,
    /// Whether its procedures are complete is not known.
    CompletionUnknown,
    /// Taken back.
    TakenBack {
        /// From that day.
        on: Day,
    },
    /// The party ceased to exist.
    Ceased {
        /// On that day.
        on: Day,
    },
    /// An organisation, which this condition does not count.
    Organisation,
    /// Not a member of the group.
    OutsideGroup,
    /// Its own weight is too small.
    TooSmall,
    /// It has no value in the weight.
    NoValue,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SignatureOnly => "signature, subject to consent",
            Self::NotComplete => "its procedures at home are not complete",
            Self::AdReferendum => "signature ad referendum",
            Self::Initialled => "initialled only",
            Self::Provisional => "provisional application only",
            Self::NotCounted => "recorded as not counting",
            Self::OtherKind => "another kind of act than the condition asks for",
            Self::ModeNotStated => "how it consented is not stated",
            Self::SentUnknown => "the day its note was sent is not known",
            Self::CompletionUnknown => "whether its procedures are complete is not known",
            Self::TakenBack { on } => return write!(f, "taken back on {}", show(*on)),
            Self::Ceased { on } => return write!(f, "ceased to exist on {}", show(*on)),
            Self::Organisation => "an organisation is not counted here",
            Self::OutsideGroup => "not a member of the group",
            Self::TooSmall => "its own weight is too small",
            Self::NoValue => "no value in the weight",
        })
    }
}
