//! What an evaluation says, as a tree that can explain itself. JSON is this tree.

use std::fmt;

use serde::Serialize;

use super::missing::Missing;
use crate::date::{Day, show};
use crate::decimal::Decimal;
use crate::model::{AgreementId, Basis, Code};

/// The answer about one agreement.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum ForceDay {
    /// That day, past or ahead.
    Known {
        /// The day.
        on: Day,
    },
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

impl ForceDay {
    /// The day, where it is known.
    pub const fn day(&self) -> Option<Day> {
        match self {
            Self::Known { on } => Some(*on),
            _ => None,
        }
    }
}

/// A missing input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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

/// One condition of the tree.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Used {
    /// Whose.
    pub code: Code,
    /// Its place among the acts; `None`: completion at home.
    pub act: Option<usize>,
    /// From which day it counts.
    pub on: Day,
    /// What it weighs, where weights are summed.
    pub weight: Option<Decimal>,
}

/// An act that a condition leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Whose.
    pub code: Code,
    /// Its place among the acts.
    pub act: Option<usize>,
    /// Why.
    #[serde(flatten)]
    pub reason: Reason,
}

/// Why an act does not count in a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Reason {
    /// Signed only, where consent is asked.
    SignatureOnly,
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

/// Whether and since when the agreement binds one party.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartyForce {
    /// Who.
    pub code: Code,
    /// The act of its consent (of its last period); `None` also for completion at home and tacit acceptance.
    pub consent: Option<usize>,
    /// The day of its consent, where it stands.
    pub consent_on: Option<Day>,
    /// The day on which it took its consent back before it was bound.
    pub taken_back: Option<Day>,
    /// First day on which it is bound, past or ahead; of its last period.
    pub bound_from: Option<Day>,
    /// First day on which it is no longer bound, past or ahead.
    pub bound_until: Option<Day>,
    /// Notice was given, and when it takes effect is not known.
    pub end_unknown: bool,
    /// The act by which it leaves.
    pub notice: Option<usize>,
    /// It objected where silence binds.
    pub refused: bool,
    /// Every period for which it was or is bound, oldest first.
    pub periods: Vec<Period>,
    /// The arithmetic of its own day.
    pub arithmetic: Vec<String>,
}

impl PartyForce {
    pub(super) const fn new(code: Code) -> Self {
        Self {
            code,
            consent: None,
            consent_on: None,
            taken_back: None,
            bound_from: None,
            bound_until: None,
            end_unknown: false,
            notice: None,
            refused: false,
            periods: Vec::new(),
            arithmetic: Vec::new(),
        }
    }

    /// Whether it is bound on a day; a party that gave notice without a known end still is.
    pub fn is_bound_on(&self, day: Day) -> bool {
        let holds = |period: &Period| period.from <= day && period.until.is_none_or(|until| day < until);
        self.periods.iter().any(holds)
    }
}

/// A time for which a party is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Period {
    /// First day inside.
    pub from: Day,
    /// First day outside, where known.
    pub until: Option<Day>,
    /// It ended or will end on a day that is not known.
    pub end_unknown: bool,
    /// The act of consent.
    pub consent: Option<usize>,
    /// The act by which it ends.
    pub notice: Option<usize>,
}

/// Whether and when the agreement ends.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Ends {
    /// First day on which it is no longer in force, past or ahead.
    pub on: Option<Day>,
    /// Why.
    pub why: Option<EndReason>,
    /// How often it went on by tacit renewal up to the day asked; marked wherever it is shown.
    pub renewals: u32,
    /// First day after the running period, where it goes on by itself unless notice is given.
    pub period_until: Option<Day>,
    /// The last day on which notice can be given for the end of the running period.
    pub notice_by: Option<Day>,
    /// The arithmetic.
    pub arithmetic: Vec<String>,
}

/// Why an agreement ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndReason {
    /// Its time is over.
    Expiry,
    /// It was terminated.
    Termination,
    /// Fewer than two parties remain, and nobody can join.
    TooFewParties,
    /// The agreement with which it ends has ended.
    WithAnother,
}
