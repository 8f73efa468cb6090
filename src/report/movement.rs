//! What moved last and what comes next. An expected act is never told as done.

use serde::Serialize;

use super::act::{acts, known, looks, place};
use crate::date::{ActDate, Day, show};
use crate::model::{Act, Agreement, Code};
use crate::status::domestic::DomesticState;
use crate::status::{AsOf, Status, Waiting};

/// What is expected next, or else the step that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Next {
    /// Whose; null: of the agreement itself.
    pub party: Option<Code>,
    /// The step, else the kind of act.
    pub step: String,
    /// When it is expected; null: nobody said so.
    pub on: Option<ActDate>,
}

impl Next {
    /// In few words, an expected act marked as one.
    pub fn words(&self) -> String {
        let whose = self.party.map(|code| format!("{code}: ")).unwrap_or_default();
        let when = self.on.map(|date| format!(" expected {date}")).unwrap_or_default();
        format!("{whose}{}{when}", self.step)
    }
}

/// The day of the last act that was done and stands, as far as it is known by the day that is asked for.
pub(super) fn last_act(agreement: &Agreement, as_of: AsOf) -> Option<Day> {
    let stands = |act: &&Act| !act.expected && known(as_of, act.recorded) && !is_retracted(act, as_of);
    let begun = |act: &&Act| act.date.earliest() <= as_of.day;
    agreement.acts.iter().filter(stands).filter(begun).map(|act| act.date.latest().min(as_of.day)).max()
}

/// The day of the last look that found nothing.
pub(super) fn last_look(agreement: &Agreement, as_of: AsOf) -> Option<Day> {
    looks(agreement, as_of).last().map(|look| look.date)
}

/// The last day on which something was done, or on which the desk recorded or retracted something.
pub fn moved_on(agreement: &Agreement, as_of: AsOf) -> Option<Day> {
    let acts = acts(agreement, as_of).into_iter().flat_map(|act| {
        let done = (!act.expected).then(|| act.date.latest());
        let retracted = act.retracted.and_then(|retraction| retraction.at);
        [done, act.recorded.map(|at| at.date_naive()), retracted.map(|at| at.date_naive())]
    });
    let looks = looks(agreement, as_of).into_iter();
    let looks = looks.flat_map(|look| [Some(look.date), look.recorded.map(|at| at.date_naive())]);
    acts.chain(looks).flatten().max()
}

/// The expected act that comes first, else the open step of whoever is waited for, of those on the road before others.
pub(super) fn next(agreement: &Agreement, status: &Status) -> Option<Next> {
    let as_of = status.as_of;
    let ahead = |act: &&Act| act.expected && known(as_of, act.recorded) && !is_retracted(act, as_of);
    let ahead = agreement.acts.iter().filter(ahead).filter(|act| act.date.latest() >= as_of.day);
    if let Some(act) = ahead.min_by_key(|act| place(&act.date)) {
        let step = act.step.clone().unwrap_or_else(|| act.kind.to_string());
        return Some(Next { party: act.party, step, on: Some(act.date) });
    }
    let waiting: Vec<&Waiting> = status.blockers.iter().flat_map(|blocker| &blocker.waiting).collect();
    let begun = waiting.iter().find(|waiting| waiting.next.is_some() && waiting.domestic != DomesticState::Unknown);
    let first = begun.or_else(|| waiting.iter().find(|waiting| waiting.next.is_some()))?;
    first.next.as_ref().map(|next| Next { party: Some(first.code), step: next.key.clone(), on: None })
}

fn is_retracted(act: &Act, as_of: AsOf) -> bool {
    act.retracted.as_ref().is_some_and(|retraction| known(as_of, retraction.at))
}

/// A day for a script; `-` for none.
pub(super) fn day_or_dash(day: Option<Day>) -> String {
    day.map_or_else(|| "-".to_owned(), show)
}
