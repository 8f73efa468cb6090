//! What a verdict says of one party, and of the end of the agreement.

use serde::Serialize;

use crate::date::Day;
use crate::model::{ActId, Code};

/// Whether and since when the agreement binds one party.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct PartyForce {
    /// Who.
    pub code: Code,
    /// The act of its consent (of its last period); `None` also for completion at home and tacit acceptance.
    #[schemars(with = "Option<ActId>", description = "The act by which it consented, by its id.")]
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
    #[schemars(with = "Option<ActId>", description = "The act by which it gave notice, by its id.")]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Period {
    /// First day inside.
    pub from: Day,
    /// First day outside, where known.
    pub until: Option<Day>,
    /// It ended or will end on a day that is not known.
    pub end_unknown: bool,
    /// The act of consent.
    #[schemars(with = "Option<ActId>", description = "The act by which it consented, by its id.")]
    pub consent: Option<usize>,
    /// The act by which it ends.
    #[schemars(with = "Option<ActId>", description = "The act by which it gave notice, by its id.")]
    pub notice: Option<usize>,
}

/// Whether and when the agreement ends.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, schemars::JsonSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
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
