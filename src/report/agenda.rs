//! The report of `track agenda`: what has a day within the days to come, and what is overdue.
//!
//! What is expected is never told as done, and a day that is not known to the day is told as a range.

mod coming;
mod expected;
mod pages;
mod words;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

pub use pages::{calendar, page, table};

use super::act::place;
use super::calendar::{Standing, midnight};
use crate::date::{ActDate, Day, LAST_DAY};
use crate::model::words::words;
use crate::model::{Act, ActId, Agreement, AgreementId, Code, Kind, Names};
use crate::status::{AsOf, Status};

words! {
    /// What has a day.
    What {
        /// An act that somebody expects.
        Expected = "expected",
        /// The agreement enters into force.
        Force = "force",
        /// It enters into force for some parties.
        PartyForce = "party-force",
        /// A party leaves.
        Leaving = "leaving",
        /// The agreement ends.
        End = "end",
        /// The last day to give notice, if it is not to go on.
        Notice = "notice",
        /// A period ends, and another begins by itself.
        Period = "period",
        /// It closes for signature.
        Closing = "closing",
        /// Provisional application ends.
        ProvisionalEnd = "provisional-end",
        /// A look may no longer be relied on.
        LookAgain = "look-again",
    }
}

words! {
    /// How it stands on the day asked.
    State {
        /// Its day has passed, and nothing is recorded as done.
        Overdue = "overdue",
        /// Somebody expects it.
        Expected = "expected",
        /// Its day follows from what is recorded.
        Due = "due",
        /// It was expected, and was called off.
        Cancelled = "cancelled",
    }
}

/// `track agenda --json`.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct AgendaReport {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// The day from which the days are counted.
    pub as_of: Day,
    /// How many days ahead are looked at.
    pub days: u32,
    /// What is overdue, then what is to come, each by day.
    pub items: Vec<Item>,
}

/// One thing that has a day.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct Item {
    /// What it is about: the same thing on another day keeps it.
    pub id: String,
    /// The agreement's id.
    pub agreement: String,
    /// Its name.
    pub title: String,
    /// What has a day.
    pub what: What,
    /// What kind of act is expected.
    pub kind: Option<Kind>,
    /// How it stands.
    pub state: State,
    /// The first day.
    pub first: Day,
    /// The last day; `first` where the day is known.
    pub last: Day,
    /// The weekday, where the day is known.
    pub weekday: Option<&'static str>,
    /// Days from the day asked to the first day; negative for what has passed.
    pub days: i64,
    /// Whom it concerns; empty: the agreement.
    pub parties: Vec<Code>,
    /// The act that is expected, or that it follows from.
    pub act: Option<ActId>,
    /// The sentence.
    pub sentence: String,
    /// What else may be said.
    pub details: Vec<String>,
    /// The addresses of its sources.
    pub links: Vec<String>,
    /// When the record of it last changed.
    pub changed: DateTime<Utc>,
    /// How often its day was moved.
    pub moves: u32,
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// As of which day, and as known when.
    pub as_of: AsOf,
    /// How many days ahead.
    pub days: u32,
    /// Only what concerns this party.
    pub party: Option<Code>,
}

impl Asked {
    /// Whether a day, or any of some days, lies within the days asked for.
    fn takes(&self, first: Day, last: Day) -> bool {
        let until = self.as_of.day.checked_add_signed(TimeDelta::days(self.days.into())).unwrap_or(LAST_DAY);
        last >= self.as_of.day && first <= until
    }

    /// Whether some parties are asked for; what names nobody concerns all of the agreement.
    fn concerns(&self, parties: &[Code], status: &Status) -> bool {
        let Some(party) = self.party else { return true };
        if parties.is_empty() { status.party(&party).is_some() } else { parties.contains(&party) }
    }
}

/// An agreement whose days are looked for.
#[derive(Clone, Copy)]
pub struct Dated<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// Its status as of the day asked.
    pub status: &'a Status,
    /// The table of names.
    pub names: &'a Names,
}

/// What has a day in some agreements.
pub fn agenda<'a>(agreements: impl Iterator<Item = Dated<'a>>, asked: Asked) -> AgendaReport {
    let mut items = Vec::new();
    for dated in agreements {
        let mut found = expected::items(dated, asked);
        found.extend(coming::items(dated, asked));
        found.retain(|item| asked.concerns(&item.parties, dated.status));
        items.extend(found);
    }
    items.sort_by(|a, b| key(a).cmp(&key(b)));
    AgendaReport { schema: "track.agenda/1", as_of: asked.as_of.day, days: asked.days, items }
}

/// The order of the agenda.
fn key(item: &Item) -> (bool, Day, Day, &str, What, &str) {
    (item.state != State::Overdue, item.first, item.last, &item.agreement, item.what, &item.id)
}

impl Item {
    /// Something of an agreement that is due on a day.
    fn due(dated: Dated, what: What, asked: Asked, date: ActDate) -> Self {
        let (first, last) = place(&date);
        Self {
            id: what.to_string(),
            agreement: dated.agreement.id.to_string(),
            title: dated.agreement.label().to_owned(),
            what,
            kind: None,
            state: State::Due,
            first,
            last,
            weekday: (first == last).then(|| super::prose::weekday(first)),
            days: (first - asked.as_of.day).num_days(),
            parties: Vec::new(),
            act: None,
            sentence: String::new(),
            details: Vec::new(),
            links: Vec::new(),
            changed: midnight(first),
            moves: 0,
        }
    }

    /// Takes over what acts say that it follows from: their sources, and when the last of them was recorded.
    fn resting_on(mut self, acts: &[&Act]) -> Self {
        self.links = acts.iter().flat_map(|act| &act.sources).filter_map(|source| source.url.clone()).collect();
        self.links.dedup();
        self.links.truncate(LINKS);
        self.changed = acts.iter().map(|act| recorded(act)).max().unwrap_or(self.changed);
        self
    }

    /// Whether a calendar shows it as certain, as expected, or as called off.
    fn standing(&self) -> Standing {
        match self.state {
            State::Overdue | State::Expected => Standing::Expected,
            State::Due => Standing::Certain,
            State::Cancelled => Standing::Cancelled,
        }
    }
}

/// How many sources an item leads to; the record has all.
const LINKS: usize = 10;

/// When an act came to be known, from the record: recorded, else first published, else done.
fn recorded(act: &Act) -> DateTime<Utc> {
    let told = act.sources.iter().filter_map(|source| source.published.or(source.read_on)).map(|day| day.latest());
    act.recorded.unwrap_or_else(|| midnight(told.min().unwrap_or_else(|| place(&act.date).0)))
}

/// The agenda of which agreements; the words that a calendar's id is made of.
pub fn question(ids: &[AgreementId], days: u32, party: Option<Code>, tag: Option<&str>) -> String {
    let ids: Vec<&str> = ids.iter().map(AgreementId::as_str).collect();
    let party = party.map(|code| code.to_string()).unwrap_or_default();
    format!("agenda\n{}\n{days}\n{party}\n{}", ids.join(","), tag.unwrap_or_default())
}
