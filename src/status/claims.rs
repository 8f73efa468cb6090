//! Which acts are seen, which of them cannot both be true, and the worlds that follow.
//!
//! A claim stands until it is retracted. Where claims contradict each other, or a date is not known to the day, an
//! answer is computed in several *worlds*: with the claims, and with the ends of dates, that carry things furthest and
//! least far. Knows acts and days only; what follows from a world is computed elsewhere.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::rivals::{Class, class, same_words};
pub use super::rivals::{Differ, Rivals, rivals};
use crate::date::{ActDate, Day};
use crate::model::{Act, Agreement, Code, Kind, Outcome, Reading};

/// One end of what is uncertain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// Carries things furthest.
    Furthest,
    /// Carries things least far.
    Least,
}

/// An act in one world, where every date is a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Which act, by its place in the file.
    pub act: usize,
    /// The day it was done.
    pub date: Day,
    /// The day it takes effect, where different.
    pub effective: Option<Day>,
    /// A note's own date.
    pub sent: Option<Day>,
}

/// The acts with every claim decided and every date a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct World {
    /// Which claims were taken.
    pub claims: End,
    /// Which ends of dates were taken.
    pub dates: End,
    /// The acts, by day.
    pub acts: Vec<Settled>,
}

/// Every world of an agreement as of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worlds {
    /// Whether nothing is uncertain: no rival claims and every date a day, so that there is one world.
    pub exact: bool,
    /// One to four worlds; the first carries things furthest, the last least far.
    pub list: Vec<World>,
    /// The rival claims of which at least one is seen as of the day.
    pub rivals: Vec<Rivals>,
}

/// The acts that the desk relied on at a moment (`None`: all that is known): recorded by then, not retracted by then,
/// and not merely expected.
pub fn known(agreement: &Agreement, known_at: Option<DateTime<Utc>>) -> Vec<usize> {
    let by_then = |at: Option<DateTime<Utc>>| known_at.is_none_or(|limit| at.is_none_or(|at| at <= limit));
    let stands = |act: &Act| {
        let retracted = act.retracted.as_ref().is_some_and(|retraction| by_then(retraction.at));
        !retracted && !act.expected && by_then(act.recorded)
    };
    (0..agreement.acts.len()).filter(|act| stands(&agreement.acts[*act])).collect()
}

/// The known acts that may have been done by a day.
pub fn visible(agreement: &Agreement, as_of: Day, known_at: Option<DateTime<Utc>>) -> Vec<usize> {
    let mut acts = known(agreement, known_at);
    acts.retain(|act| agreement.acts[*act].date.earliest() <= as_of);
    acts
}

/// Every world as of a day. Claims whose day lies ahead of it are rivals too: without them a disputed act would look
/// certain until the later of its days.
pub fn worlds(agreement: &Agreement, as_of: Day, known_at: Option<DateTime<Utc>>) -> Worlds {
    worlds_of(agreement, &known(agreement, known_at), as_of)
}

/// Every world of some acts, by their place in the file.
pub(super) fn worlds_of(agreement: &Agreement, known: &[usize], as_of: Day) -> Worlds {
    let seen = |act: &usize| agreement.acts[*act].date.earliest() <= as_of;
    let mut rivals = rivals(agreement, known);
    rivals.retain(|set| set.acts.iter().any(seen));
    let blurred = known.iter().filter(|act| seen(act)).any(|act| is_blurred(&agreement.acts[*act]));
    let claims = ends(!rivals.is_empty());
    let ends = claims.iter().flat_map(|claims| ends(blurred).iter().map(|dates| (*claims, *dates)));
    let list: Vec<World> = ends
        .map(|(claims, dates)| World { claims, dates, acts: settle(agreement, known, &rivals, claims, dates, as_of) })
        .collect();
    Worlds { exact: list.len() == 1, list, rivals }
}

const fn ends(uncertain: bool) -> &'static [End] {
    if uncertain { &[End::Furthest, End::Least] } else { &[End::Furthest] }
}

fn is_blurred(act: &Act) -> bool {
    [Some(act.date), act.effective, act.sent].into_iter().flatten().any(|date| date.exact().is_none())
}

/// The acts of one world: of each set of rivals the one that carries things furthest or least far (or none, where
/// that one lies ahead), every date a day, what lies ahead of `as_of` left out; of several deliveries the first.
pub fn settle(
    agreement: &Agreement,
    known: &[usize],
    rivals: &[Rivals],
    claims: End,
    dates: End,
    as_of: Day,
) -> Vec<Settled> {
    let mut dropped = vec![false; if rivals.is_empty() { 0 } else { agreement.acts.len() }];
    for set in rivals {
        let kept = keep(agreement, set, claims, dates, as_of);
        set.acts.iter().for_each(|act| dropped[*act] = Some(*act) != kept);
    }
    let mut acts: Vec<Settled> = known
        .iter()
        .filter(|act| !dropped.get(**act).is_some_and(|dropped| *dropped))
        .map(|act| fix(agreement, *act, dates))
        .filter(|settled| settled.date <= as_of)
        .collect();
    acts.sort_by(|a, b| (a.date, &agreement.acts[a.act].id, a.act).cmp(&(b.date, &agreement.acts[b.act].id, b.act)));
    first_delivery(agreement, &mut acts);
    acts
}

/// The claim of a set that one world takes.
fn keep(agreement: &Agreement, set: &Rivals, claims: End, dates: End, as_of: Day) -> Option<usize> {
    let act = |at: &usize| &agreement.acts[*at];
    let reach = |at: &usize| (rank(act(at).outcome), decides(act(at)), Reverse(day(act(at), dates)), &act(at).id, *at);
    let seen: Vec<usize> = set.acts.iter().copied().filter(|at| day(act(at), dates) <= as_of).collect();
    let standing = (claims == End::Furthest) != takes_back(act(&set.acts[0]).kind);
    match (standing, seen.len() < set.acts.len()) {
        (true, _) => seen.into_iter().max_by(|a, b| reach(a).cmp(&reach(b))),
        (false, true) => None,
        (false, false) => seen.into_iter().min_by(|a, b| reach(a).cmp(&reach(b))),
    }
}

/// How far an outcome carries things.
const fn rank(outcome: Outcome) -> u8 {
    match class(outcome) {
        Some(Class::Done) => 4,
        Some(Class::NotRequired) => 3,
        None => 2,
        Some(Class::Undecided) => 1,
        Some(Class::Refused(_)) => 0,
    }
}

fn fix(agreement: &Agreement, at: usize, dates: End) -> Settled {
    let act = &agreement.acts[at];
    let end = |date: ActDate| end_of(act, date, dates);
    Settled { act: at, date: end(act.date), effective: act.effective.map(end), sent: act.sent.map(end) }
}

fn day(act: &Act, dates: End) -> Day {
    end_of(act, act.date, dates)
}

/// One end of a date of an act: what is done early carries things far, what takes back carries them far late.
fn end_of(act: &Act, date: ActDate, dates: End) -> Day {
    let late = takes_back(act.kind) || act.outcome.reopens();
    if (dates == End::Furthest) == late { date.latest() } else { date.earliest() }
}

/// Whether an act of this kind takes back what was done.
pub const fn takes_back(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Withdrawal
            | Kind::Exclusion
            | Kind::NoIntention
            | Kind::Objection
            | Kind::ProvisionalEnd
            | Kind::Suspension
            | Kind::Termination
    )
}

/// Whether a vote decides; a reading that is not stated is taken as the deciding one.
pub fn decides(act: &Act) -> bool {
    act.reading.is_none_or(Reading::is_deciding)
}

/// Of several deliveries (`at`) of one act keeps the first. The acts are in the order of their days.
fn first_delivery(agreement: &Agreement, acts: &mut Vec<Settled>) {
    let act = |settled: &Settled| &agreement.acts[settled.act];
    if acts.iter().filter(|s| act(s).at.is_some()).nth(1).is_none() {
        return;
    }
    let mut delivered: BTreeMap<(Option<Code>, Kind), Vec<&str>> = BTreeMap::new();
    acts.retain(|settled| {
        let act = &agreement.acts[settled.act];
        if takes_back(act.kind) {
            delivered.retain(|(party, kind), _| *party != act.party || *kind == act.kind);
        }
        let Some(place) = act.at.as_deref().filter(|_| !act.kind.is_domestic()) else { return true };
        let places = delivered.entry((act.party, act.kind)).or_default();
        let again = places.iter().any(|known| !same_words(known, place));
        places.push(place);
        !again
    });
}

#[cfg(test)]
mod tests;
