//! One side of a change: a state, and the days that belong to it.

use serde::{Deserialize, Serialize};

use super::super::status;
use crate::date::{ActDate, Day, show};
use crate::status::{ForceState, International, PartyStatus, Status};

/// A state with its days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Side {
    /// The state, in the words of `docs/status.md`; of an act, what became of it.
    pub state: String,
    /// Since when, or the first day of force.
    #[serde(default)]
    pub on: Option<Day>,
    /// The first day on which it no longer holds: the end of force, the day on which a party leaves.
    #[serde(default)]
    pub until: Option<Day>,
    /// The earliest day, where the day is not known.
    #[serde(default)]
    pub earliest: Option<Day>,
    /// The latest day, where the day is not known.
    #[serde(default)]
    pub latest: Option<Day>,
}

impl Side {
    /// A state and its day.
    pub(super) fn of(state: &str, on: Option<Day>) -> Self {
        Self { state: state.to_owned(), on, ..Self::default() }
    }

    /// A state and a day that may not be known.
    pub(super) fn dated(state: &str, date: ActDate) -> Self {
        let range = date.exact().is_none();
        let end = |day: Day| range.then_some(day);
        Self { earliest: end(date.earliest()), latest: end(date.latest()), ..Self::of(state, date.exact()) }
    }

    /// Force of an agreement.
    pub(super) fn force(status: &Status) -> Self {
        let force = status::force(status);
        let met = force.met_on.filter(|_| force.state == ForceState::ConditionsMet);
        let on = force.date.or(met);
        let range = force.earliest != force.latest;
        let end = |day: Option<Day>| day.filter(|_| range);
        let (earliest, latest) = (end(force.earliest), end(force.latest));
        Self { state: force.state.to_string(), on, until: force.until, earliest, latest }
    }

    /// A party at home.
    pub(super) fn domestic(party: &PartyStatus) -> Self {
        Self::of(party.domestic.state.as_str(), party.domestic.on)
    }

    /// A party abroad.
    pub(super) fn international(line: &International) -> Self {
        Self { until: line.leaves_on, ..Self::of(line.state.as_str(), line.on) }
    }

    /// Force for a party.
    pub(super) fn party_force(party: &PartyStatus) -> Self {
        Self { until: party.force.until, ..Self::of(party.force.state.as_str(), party.force.date) }
    }

    /// Whether it has this state.
    pub(super) fn is(&self, state: impl AsRef<str>) -> bool {
        self.state == state.as_ref()
    }

    /// In a few words: the state and its days. The day of what is suspended or has ended is that on which it entered
    /// into force.
    pub fn words(&self) -> String {
        let past = self.is(ForceState::Suspended) || self.is(ForceState::Ended);
        self.told(if past { "entered into force " } else { "" })
    }

    /// What the id of a change is made of: never anything else, however the words for people change.
    pub(super) fn key(&self) -> String {
        self.told("")
    }

    fn told(&self, label: &str) -> String {
        let state = self.state.replace('-', " ");
        let day = match (self.on, self.earliest, self.latest) {
            (Some(day), ..) => format!(" ({label}{})", show(day)),
            (None, Some(first), Some(last)) => format!(" ({label}{}/{})", show(first), show(last)),
            _ => String::new(),
        };
        let until = self.until.map_or_else(String::new, |day| format!(", until {}", show(day)));
        format!("{state}{day}{until}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_force_is_not_told_as_that_of_its_end_and_ids_stay_as_they_are() {
        let day = crate::date::parse_day("2011-02-05").ok();
        let suspended = Side::of("suspended", day);
        assert_eq!(suspended.words(), "suspended (entered into force 2011-02-05)");
        assert_eq!(suspended.key(), "suspended (2011-02-05)");
        let party = Side::of("party", day);
        assert_eq!((party.words(), party.key()), ("party (2011-02-05)".to_owned(), "party (2011-02-05)".to_owned()));
    }
}
