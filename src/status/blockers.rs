//! What holds it up: the fewest missing acts that would meet the clause, and for each who must act and where it stands.

use serde::Serialize;

use super::answer::WorldAnswer;
use super::domestic::{DomesticState, NextStep};
use super::international::InternationalState;
use super::lack::{Lack, lacks};
use super::{AsOf, Case};
use crate::date::Day;
use crate::model::Code;

/// One thing that is missing, and where those stand who hold it up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Blocker {
    /// What is missing.
    #[serde(flatten)]
    pub lack: Lack,
    /// Where those stand who must act, or could where they are few.
    pub waiting: Vec<Waiting>,
}

/// Where a party stands that must act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Waiting {
    /// Who.
    pub code: Code,
    /// At home.
    pub domestic: DomesticState,
    /// Abroad.
    pub international: InternationalState,
    /// The next step at home.
    pub next: Option<NextStep>,
    /// The day of the last movement.
    pub last_on: Option<Day>,
    /// Days since then.
    pub days_since: Option<i64>,
    /// When somebody last looked and found nothing.
    pub looked_on: Option<Day>,
}

/// How many candidates are told one by one.
const FEW: usize = 10;

/// What is missing in one world.
pub(super) fn blockers(case: &Case, world: &WorldAnswer, as_of: AsOf) -> Vec<Blocker> {
    let lacks = lacks(case.agreement, &world.verdict, &|code| world.has_signed(code));
    lacks.into_iter().map(|lack| blocker(case, world, as_of, lack)).collect()
}

fn blocker(case: &Case, world: &WorldAnswer, as_of: AsOf, lack: Lack) -> Blocker {
    let told = if lack.what == "each" || lack.codes.len() <= FEW { lack.codes.as_slice() } else { &[] };
    let waiting = told.iter().map(|code| waiting(case, world, as_of, *code)).collect();
    Blocker { lack, waiting }
}

fn waiting(case: &Case, world: &WorldAnswer, as_of: AsOf, code: Code) -> Waiting {
    let line = world.parties.iter().find(|(known, ..)| *known == code);
    let moved =
        world.world.acts.iter().filter(|s| case.agreement.acts[s.act].party == Some(code)).map(|s| s.date).max();
    let looks = case.agreement.looked.iter().filter(|look| look.date <= as_of.day);
    Waiting {
        code,
        domestic: line.map_or(DomesticState::Unknown, |(_, domestic, ..)| domestic.state),
        international: line.map_or(InternationalState::Unknown, |(_, _, abroad, _)| abroad.state),
        next: line.and_then(|(_, domestic, ..)| domestic.next.clone()),
        last_on: moved,
        days_since: moved.map(|day| (as_of.day - day).num_days()),
        looked_on: looks.filter(|look| look.party.is_none_or(|party| party == code)).map(|look| look.date).max(),
    }
}
