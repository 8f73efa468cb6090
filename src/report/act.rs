//! Acts as they stand in the record: what was done, who says so, what contradicts it, what was retracted.
//!
//! `track show` and `track log` are made of these lines; retracted acts stay in them and are marked.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::date::{ActDate, Day, FIRST_DAY};
use crate::model::{
    About, Act, ActId, Agreement, Citation, Code, Delivery, Kind, Look, Outcome, Reading, Retraction, Votes,
};
use crate::status::AsOf;
use crate::status::claims::{Differ, rivals, visible};
use crate::status::expected::{Expectations, Fate, FateState};
use crate::status::grade::{Grade, of_act};
use crate::status::vote;

/// One act under the ledger's keys, with what the record makes of it.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct ActLine<'a> {
    /// The id given in the ledger, else the derived one.
    pub id: &'a ActId,
    /// Who acted; null for an act of the agreement itself.
    pub party: Option<Code>,
    /// The step of the party's procedure.
    pub step: Option<&'a str>,
    /// What kind of act.
    pub kind: Kind,
    /// Name of an event.
    pub name: Option<&'a str>,
    /// The organ that acted.
    pub body: Option<&'a str>,
    /// When it was done.
    pub date: ActDate,
    /// When it takes effect, where different.
    pub effective: Option<ActDate>,
    /// A note's own date.
    pub sent: Option<ActDate>,
    /// The day the sitting began.
    pub sitting: Option<ActDate>,
    /// What became of it.
    pub outcome: Outcome,
    /// The reading; null: not stated.
    pub reading: Option<Reading>,
    /// Published figures.
    pub votes: Option<&'a Votes>,
    /// The rule of the vote against its figures; null where no figures are published or no procedure is at hand.
    pub vote_rule: Option<vote::Test>,
    /// What it is about.
    pub about: About,
    /// The act that this one repeats or follows.
    pub follows: Option<&'a ActId>,
    /// How it was delivered.
    pub delivery: Option<Delivery>,
    /// Where it was delivered.
    pub at: Option<&'a str>,
    /// How far it reaches.
    pub scope: Option<&'a str>,
    /// Until when it holds.
    pub until: Option<ActDate>,
    /// Territory it is about.
    pub territory: Option<&'a str>,
    /// What is left out of it.
    pub excluded: Option<&'a str>,
    /// Against whom it is directed.
    pub against: Option<&'a str>,
    /// Its effect.
    pub effect: Option<&'a str>,
    /// The condition under which it was given.
    pub condition: Option<&'a str>,
    /// When the condition was met.
    pub cleared: Option<ActDate>,
    /// Why it was done.
    pub reason: Option<&'a str>,
    /// Whether it must still be confirmed at home.
    pub ad_referendum: bool,
    /// Who calls it void.
    pub contested_by: Option<&'a str>,
    /// How it came about.
    pub how: Option<&'a str>,
    /// To whom it was addressed.
    pub to: Option<&'a str>,
    /// Who acted in person.
    pub persons: &'a [String],
    /// Where it was done.
    pub place: Option<&'a str>,
    /// Whether it counts in the clause.
    pub counted: bool,
    /// Expected, not done.
    pub expected: bool,
    /// What became of it, where it is or was expected; null for any other act.
    pub fate: Option<FateLine<'a>>,
    /// Not to be shown before this moment.
    pub embargo: Option<DateTime<Utc>>,
    /// Whether that moment lies ahead; who shows the record fills it in.
    #[serde(skip)]
    pub under_embargo: bool,
    /// A note of the desk.
    pub note: Option<&'a str>,
    /// When the desk recorded it.
    pub recorded: Option<DateTime<Utc>>,
    /// Who recorded it.
    pub by: Option<&'a str>,
    /// Who says so.
    #[serde(rename = "source")]
    pub sources: &'a [Citation],
    /// How well it is supported.
    pub grade: Grade,
    /// The claims that contradict it.
    pub rival_of: Vec<&'a ActId>,
    /// What they differ in.
    pub differ: Vec<Differ>,
    /// Why it must no longer be relied on.
    pub retracted: Option<&'a Retraction>,
}

/// What became of an expected act.
#[derive(Debug, Clone, Copy, Serialize, schemars::JsonSchema)]
pub struct FateLine<'a> {
    /// What became of it.
    pub state: FateState,
    /// The day on which it was done, or is expected now.
    pub date: Option<ActDate>,
    /// The act that tells.
    pub act: Option<&'a ActId>,
}

impl<'a> From<Fate<'a>> for FateLine<'a> {
    fn from(fate: Fate<'a>) -> Self {
        Self { state: fate.state, date: fate.act.map(|act| act.date), act: fate.act.map(|act| &act.id) }
    }
}

/// One look that found nothing.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct LookLine<'a> {
    /// Whose act was looked for; null: the register was read as a whole.
    pub party: Option<Code>,
    /// Which step.
    pub step: Option<&'a str>,
    /// Where.
    #[serde(rename = "where")]
    pub where_: Option<&'a str>,
    /// On which day.
    pub date: Day,
    /// For how many days it may be relied on.
    pub shelf_life_days: u32,
    /// When the desk recorded it.
    pub recorded: Option<DateTime<Utc>>,
    /// Who recorded it.
    pub by: Option<&'a str>,
    /// A note of the desk.
    pub note: Option<&'a str>,
}

/// The acts of an agreement as of a day, as known at a moment, in the order of their dates. Retracted acts and those
/// that are expected are among them.
pub fn acts(agreement: &Agreement, as_of: AsOf) -> Vec<ActLine<'_>> {
    let clusters = rivals(agreement, &visible(agreement, as_of.day, as_of.known_at));
    let expectations = Expectations::new(agreement, as_of);
    let seen = |act: &Act| known(as_of, act.recorded) && (act.expected || act.date.earliest() <= as_of.day);
    let mut chosen: Vec<usize> = (0..agreement.acts.len()).filter(|at| seen(&agreement.acts[*at])).collect();
    chosen.sort_by_key(|at| (place(&agreement.acts[*at].date), *at));
    let lines = chosen.into_iter().map(|at| {
        let mut line = line(agreement, &agreement.acts[at], as_of);
        line.fate = line.expected.then(|| expectations.fate(&agreement.acts[at]).into());
        for set in clusters.iter().filter(|set| set.acts.contains(&at)) {
            line.rival_of.extend(set.acts.iter().filter(|other| **other != at).map(|other| &agreement.acts[*other].id));
            line.differ.extend(&set.differ);
        }
        line
    });
    lines.collect()
}

/// The looks as of a day, as known at a moment, in the order of their dates.
pub fn looks(agreement: &Agreement, as_of: AsOf) -> Vec<LookLine<'_>> {
    let seen = |look: &&Look| known(as_of, look.recorded) && look.date <= as_of.day;
    let mut looks: Vec<LookLine> = agreement.looked.iter().filter(seen).map(look).collect();
    looks.sort_by_key(|look| look.date);
    looks
}

/// Whether the desk knew it at the moment that is asked for.
pub(super) fn known(as_of: AsOf, at: Option<DateTime<Utc>>) -> bool {
    as_of.known_at.is_none_or(|limit| at.is_none_or(|at| at <= limit))
}

/// Where a date stands in a list: "not later than" stands at its end.
pub fn place(date: &ActDate) -> (Day, Day) {
    let first = if date.earliest() == FIRST_DAY { date.latest() } else { date.earliest() };
    (first, date.latest())
}

fn line<'a>(agreement: &Agreement, act: &'a Act, as_of: AsOf) -> ActLine<'a> {
    ActLine {
        id: &act.id,
        party: act.party,
        step: act.step.as_deref(),
        kind: act.kind,
        name: act.name.as_deref(),
        body: act.body.as_deref(),
        date: act.date,
        effective: act.effective,
        sent: act.sent,
        sitting: act.sitting,
        outcome: act.outcome,
        reading: act.reading,
        votes: act.votes.as_ref(),
        vote_rule: None,
        about: act.about,
        follows: act.follows.as_ref(),
        delivery: act.delivery,
        at: act.at.as_deref(),
        scope: act.scope.as_deref(),
        until: act.until,
        territory: act.territory.as_deref(),
        excluded: act.excluded.as_deref(),
        against: act.against.as_deref(),
        effect: act.effect.as_deref(),
        condition: act.condition.as_deref(),
        cleared: act.cleared,
        reason: act.reason.as_deref(),
        ad_referendum: act.ad_referendum,
        contested_by: act.contested_by.as_deref(),
        how: act.how.as_deref(),
        to: act.to.as_deref(),
        persons: &act.persons,
        place: act.place.as_deref(),
        counted: act.counted,
        expected: act.expected,
        fate: None,
        embargo: act.embargo,
        under_embargo: false,
        note: act.note.as_deref(),
        recorded: act.recorded,
        by: act.by.as_deref(),
        sources: &act.sources,
        grade: of_act(agreement, act),
        rival_of: Vec::new(),
        differ: Vec::new(),
        retracted: act.retracted.as_ref().filter(|retraction| known(as_of, retraction.at)),
    }
}

fn look(look: &Look) -> LookLine<'_> {
    LookLine {
        party: look.party,
        step: look.step.as_deref(),
        where_: look.where_.as_deref(),
        date: look.date,
        shelf_life_days: look.shelf_life_days,
        recorded: look.recorded,
        by: look.by.as_deref(),
        note: look.note.as_deref(),
    }
}
