//! The report of `track log`: the acts of many agreements in the order of their dates.

use serde::Serialize;

use super::act::{ActLine, acts, place};
use crate::date::Day;
use crate::model::{Agreement, AgreementId, Code, Kind};
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
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// Of this party.
    pub party: Option<Code>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// Done, or changed in the record, on this day or later.
    pub since: Option<Day>,
}

impl Wanted {
    /// Whether an act is one of those, its date aside.
    pub fn takes(&self, act: &ActLine) -> bool {
        self.party.is_none_or(|party| act.party == Some(party)) && self.kind.is_none_or(|kind| act.kind == kind)
    }
}

/// The acts that are wanted, by date, then by agreement.
pub fn log<'a>(agreements: &[&'a Agreement], wanted: Wanted, as_of: AsOf) -> Vec<(&'a Agreement, ActLine<'a>)> {
    let since = |act: &ActLine| wanted.since.is_none_or(|day| act.date.latest() >= day);
    let rows = agreements.iter().flat_map(|agreement| acts(agreement, as_of).into_iter().map(|act| (*agreement, act)));
    let mut rows: Vec<_> = rows.filter(|(_, act)| wanted.takes(act) && since(act)).collect();
    rows.sort_by_key(|(_, act)| place(&act.date));
    rows
}
