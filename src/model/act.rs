//! Acts: dated claims with sources.

use std::borrow::Borrow;
use std::fmt;

use chrono::{DateTime, Utc};

use super::words::words;
use super::{About, Cause, Code, Delivery, Kind, Outcome, Reading, SourceKind};
use crate::date::{ActDate, Day};
use crate::source::Span;

/// The id of an act: eight letters of base32, or what a person gave.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct ActId(pub String);

impl Borrow<str> for ActId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ActId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// One dated act, as the ledger holds it. It is a claim: acts that cannot both be true may stand side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// The id given in the ledger, else the derived one.
    pub id: ActId,
    /// Whether the ledger gives the id itself.
    pub id_given: bool,
    /// Who acted; `None` for an act of the agreement itself.
    pub party: Option<Code>,
    /// The step of the party's procedure.
    pub step: Option<String>,
    /// What kind of act; where the ledger names only a step, the kind of that step.
    pub kind: Kind,
    /// Name of an event.
    pub name: Option<String>,
    /// The organ that acted.
    pub body: Option<String>,
    /// The day the act was done or announced; an international act is dated by its delivery.
    pub date: ActDate,
    /// The day it takes effect, where different.
    pub effective: Option<ActDate>,
    /// A note's own date.
    pub sent: Option<ActDate>,
    /// The day the sitting began, where it ran past midnight.
    pub sitting: Option<ActDate>,
    /// What became of it.
    pub outcome: Outcome,
    /// The reading; left out: taken as the deciding one, shown as "reading not stated".
    pub reading: Option<Reading>,
    /// Published figures.
    pub votes: Option<Votes>,
    /// What it is about; only consent feeds the domestic status.
    pub about: About,
    /// The act that this one repeats, corrects or follows.
    pub follows: Option<ActId>,
    /// How it was delivered.
    pub delivery: Option<Delivery>,
    /// Where it was delivered (one of several depositaries).
    pub at: Option<String>,
    /// How far it reaches, for example of provisional application.
    pub scope: Option<String>,
    /// Until when it holds.
    pub until: Option<ActDate>,
    /// Territory it is about.
    pub territory: Option<String>,
    /// What is left out of it.
    pub excluded: Option<String>,
    /// Against whom or what it is directed (the party objected to, say).
    pub against: Option<String>,
    /// Its effect in words of the procedure (`assents-to-law`, `ratifies-treaty`) or of the source.
    pub effect: Option<String>,
    /// The condition under which it was given.
    pub condition: Option<String>,
    /// When the condition was met.
    pub cleared: Option<ActDate>,
    /// Why it was done.
    pub reason: Option<String>,
    /// Signed ad referendum: to be confirmed at home, and never counted until then.
    pub ad_referendum: bool,
    /// Who calls the act void.
    pub contested_by: Option<String>,
    /// How it came about (how a party ceased to be one, say).
    pub how: Option<String>,
    /// To whom it was addressed.
    pub to: Option<String>,
    /// The persons who acted.
    pub persons: Vec<String>,
    /// Where it was done.
    pub place: Option<String>,
    /// Whether it counts in the clause; if not it still binds its party.
    pub counted: bool,
    /// Expected, not done: it never counts.
    pub expected: bool,
    /// Not to be shown before this moment.
    pub embargo: Option<DateTime<Utc>>,
    /// A note of the desk.
    pub note: Option<String>,
    /// When the desk recorded it; `None`: known from the beginning.
    pub recorded: Option<DateTime<Utc>>,
    /// Who recorded it.
    pub by: Option<String>,
    /// Who says so.
    pub sources: Vec<Citation>,
    /// Why it must no longer be relied on.
    pub retracted: Option<Retraction>,
    /// The bytes of its block in the file: from `[[act]]` to the end of its last line.
    pub span: Span,
}

impl Act {
    /// An act of a kind on a date, with nothing else known: outcome done, about consent, counted, not expected.
    pub fn new(kind: Kind, date: ActDate) -> Self {
        Self {
            id: ActId(String::new()),
            id_given: false,
            party: None,
            step: None,
            kind,
            name: None,
            body: None,
            date,
            effective: None,
            sent: None,
            sitting: None,
            outcome: Outcome::Done,
            reading: None,
            votes: None,
            about: About::Consent,
            follows: None,
            delivery: None,
            at: None,
            scope: None,
            until: None,
            territory: None,
            excluded: None,
            against: None,
            effect: None,
            condition: None,
            cleared: None,
            reason: None,
            ad_referendum: false,
            contested_by: None,
            how: None,
            to: None,
            persons: Vec::new(),
            place: None,
            counted: true,
            expected: false,
            embargo: None,
            note: None,
            recorded: None,
            by: None,
            sources: Vec::new(),
            retracted: None,
            span: 0..0,
        }
    }
}

/// Votes as published.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum Votes {
    /// Counts by option.
    Counts(Tally),
    /// "Unanimous", without figures.
    #[serde(serialize_with = "unanimous")]
    #[schemars(with = "Unanimous")]
    Unanimous,
}

words! {
    /// A vote without figures.
    Unanimous {
        /// Nobody was against it.
        Unanimous = "unanimous",
    }
}

fn unanimous<S: serde::Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(Unanimous::Unanimous.as_str())
}

/// Counts by option; a missing figure is unknown, never zero.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Tally {
    /// Votes for.
    #[serde(rename = "for")]
    pub for_: Option<u32>,
    /// Votes against.
    pub against: Option<u32>,
    /// Abstentions.
    pub abstain: Option<u32>,
    /// Members present.
    pub present: Option<u32>,
    /// Members absent.
    pub absent: Option<u32>,
    /// Anything else.
    pub other: Option<u32>,
    /// Seats of the chamber.
    pub seats: Option<u32>,
}

/// A source, as the desk can cite it.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Citation {
    /// Address; only http and https.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// What kind of publisher.
    pub kind: Option<SourceKind>,
    /// When it was published.
    pub published: Option<ActDate>,
    /// When the desk read it.
    pub read_on: Option<ActDate>,
    /// An archived copy.
    pub archive: Option<String>,
    /// Its words.
    pub quote: Option<String>,
    /// Language of its words.
    pub lang: Option<String>,
    /// The word this source used, kept apart from what we hold the act for.
    pub verb: Option<String>,
    /// The agency whose text it carries.
    pub origin: Option<String>,
    /// A note of the desk.
    pub note: Option<String>,
}

/// Why a claim must no longer be relied on. Nothing is erased.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Retraction {
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// In words.
    pub reason: String,
    /// Whose mistake it was.
    pub cause: Option<Cause>,
    /// The act that stands instead.
    pub in_favour_of: Option<ActId>,
    /// Who retracted it.
    pub by: Option<String>,
}

impl Retraction {
    /// The reason, where it says more than this word for it.
    pub fn beyond(&self, word: &str) -> Option<&str> {
        (self.reason != word).then_some(self.reason.as_str())
    }
}

/// Looked, and found nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Whose act was looked for; `None`: the register was read as a whole.
    pub party: Option<Code>,
    /// Which step.
    pub step: Option<String>,
    /// Where.
    pub where_: Option<String>,
    /// On which day.
    pub date: Day,
    /// For how many days the look may be relied on; 30 unless said.
    pub shelf_life_days: u32,
    /// When the desk recorded it.
    pub recorded: Option<DateTime<Utc>>,
    /// Who recorded it.
    pub by: Option<String>,
    /// A note of the desk.
    pub note: Option<String>,
    /// The bytes of its block in the file.
    pub span: Span,
}
