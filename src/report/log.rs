//! The report of `track log`: the acts of many agreements, in the order of their dates or of their recording.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::act::{ActLine, acts, place};
use super::act_words::{according, told};
use super::prose::moment;
use crate::date::Day;
use crate::model::words::words;
use crate::model::{Agreement, AgreementId, Code, Kind, Names, Outcome, fold};
use crate::status::AsOf;

/// `track log --json`.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct LogReport<'a> {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// The day the record is shown for.
    pub as_of: Day,
    /// The acts, by date.
    pub acts: Vec<LogLine<'a>>,
}

/// One act and whose record it stands in.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct LogLine<'a> {
    /// The agreement.
    pub agreement: &'a AgreementId,
    /// The act.
    #[serde(flatten)]
    pub act: ActLine<'a>,
}

/// Which acts are wanted; all where nothing is said.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Of this party.
    pub party: Option<Code>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// Of this step.
    pub step: Option<String>,
    /// Of which this became.
    pub outcome: Option<Outcome>,
    /// Recorded by this person, case and accents aside.
    pub by: Option<String>,
    /// Recorded at this moment or later.
    pub recorded_since: Option<DateTime<Utc>>,
    /// Done, or changed in the record, on this day or later.
    pub since: Option<Day>,
    /// Done, or changed in the record, on this day or earlier.
    pub until: Option<Day>,
}

words! {
    /// The order of a list of acts.
    Order {
        /// By the day on which they were done.
        Date = "date",
        /// By the moment at which they were recorded; what was known from the beginning comes first.
        Recorded = "recorded",
    }
}

impl Wanted {
    /// Whether an act is one of those, its date aside.
    pub fn takes(&self, act: &ActLine) -> bool {
        let recorded = |since| act.recorded.is_some_and(|at| at >= since);
        self.party.is_none_or(|party| act.party == Some(party))
            && self.kind.is_none_or(|kind| act.kind == kind)
            && self.step.as_deref().is_none_or(|step| act.step == Some(step))
            && self.outcome.is_none_or(|outcome| act.outcome == outcome)
            && self.by.as_deref().is_none_or(|name| act.by.is_some_and(|by| fold(by) == fold(name)))
            && self.recorded_since.is_none_or(recorded)
    }

    /// Whether an act can have been done between the days that are asked for.
    pub fn is_between(&self, act: &ActLine) -> bool {
        self.spans(act.date.earliest(), act.date.latest())
    }

    /// Whether what was done between two days can have been done when it is asked for.
    pub fn spans(&self, first: Day, last: Day) -> bool {
        self.since.is_none_or(|since| last >= since) && self.until.is_none_or(|until| first <= until)
    }
}

/// The acts that are wanted, in their order; those of a day by agreement.
pub fn log<'a>(
    agreements: &[&'a Agreement],
    wanted: &Wanted,
    order: Order,
    as_of: AsOf,
) -> Vec<(&'a Agreement, ActLine<'a>)> {
    let rows = agreements.iter().flat_map(|agreement| acts(agreement, as_of).into_iter().map(|act| (*agreement, act)));
    let mut rows: Vec<_> = rows.filter(|(_, act)| wanted.takes(act) && wanted.is_between(act)).collect();
    rows.sort_by_key(|(_, act)| (act.recorded.filter(|_| order == Order::Recorded), place(&act.date)));
    rows
}

/// An act as news: in which record, what was done and who says so, or that it was retracted.
pub fn news(agreement: &Agreement, names: &Names, act: &ActLine) -> String {
    let told = told(agreement, names, act);
    let words = match act.retracted {
        Some(retraction) => format!("retracted: {told}; {}", retraction.reason),
        None => format!("{told} ({})", according(act.sources)),
    };
    let recorded = act.recorded.map(|at| format!("{}  ", moment(at))).unwrap_or_default();
    format!("{recorded}{}  {words}  {}", agreement.id, act.id)
}
