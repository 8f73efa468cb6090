//! What an evaluation is given: days and acts, already narrowed to what may be relied on.
//!
//! Nothing here is later than `as_of`, retracted or merely expected. Where an act's date is a range, the caller
//! evaluates twice, with either end.

use std::collections::BTreeMap;

use crate::date::Day;
use crate::model::{AgreementId, Code, Kind};

/// Everything the evaluator may know.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The day asked about.
    pub as_of: Day,
    /// Whether anybody may become a party: the agreement has no closed list.
    pub open: bool,
    /// Who takes part, sorted by code.
    pub participants: Vec<Participant>,
    /// Named events and their days.
    pub events: BTreeMap<String, Day>,
    /// Force of the other agreements that the clause names.
    pub agreements: BTreeMap<AgreementId, OtherForce>,
    /// The day of force that was announced by who may say so: it binds the parties and begins the term; the computed
    /// day is told beside it.
    pub announced: Option<Day>,
    /// Days on which other agreements ended, for `ends_with`.
    pub ended: BTreeMap<AgreementId, Day>,
    /// Extensions of the term: the day of the act, and the first day outside; `None`: without end.
    pub extensions: Vec<(Day, Option<Day>)>,
    /// Days on which a termination of the agreement takes effect.
    pub terminations: Vec<Day>,
}

impl Facts {
    /// No facts at all.
    pub fn new(as_of: Day, open: bool) -> Self {
        Self {
            as_of,
            open,
            participants: Vec::new(),
            events: BTreeMap::new(),
            agreements: BTreeMap::new(),
            announced: None,
            ended: BTreeMap::new(),
            extensions: Vec::new(),
            terminations: Vec::new(),
        }
    }
}

/// The force of another agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherForce {
    /// Its day of force is known.
    On(Day),
    /// It is not in force and has no day.
    NotInForce,
    /// It could not be established.
    Unknown,
}

/// One participant and its international acts.
#[derive(Debug, Clone, PartialEq)]
pub struct Participant {
    /// Who.
    pub code: Code,
    /// Whether it is an organisation.
    pub organisation: bool,
    /// Whether it took part in making the text (its consent is needed where the text is silent).
    pub negotiating: bool,
    /// The first day on which it no longer existed.
    pub ceased: Option<Day>,
    /// Where its procedures at home stand, for `by domestic completion`.
    pub complete_on: Completion,
    /// Its international acts, in any order.
    pub acts: Vec<FactAct>,
}

impl Participant {
    /// A State that took part in making the text and has not acted.
    pub fn new(code: Code) -> Self {
        Self {
            code,
            organisation: false,
            negotiating: true,
            ceased: None,
            complete_on: Completion::NotComplete,
            acts: Vec::new(),
        }
    }
}

/// Whether the procedures at home are complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completion {
    /// Since that day.
    Complete(Day),
    /// They are not.
    NotComplete,
    /// It could not be established.
    Unknown,
}

/// One international act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactAct {
    /// Its place among the acts of the agreement.
    pub index: usize,
    /// What kind of act.
    pub kind: Kind,
    /// The day it was done: of delivery, for consent.
    pub date: Day,
    /// The day it takes effect, where different.
    pub effective: Option<Day>,
    /// A note's own date.
    pub sent: Option<Day>,
    /// Whether it counts in the clause; if not it still binds its party.
    pub counted: bool,
    /// Signed ad referendum.
    pub ad_referendum: bool,
}

impl FactAct {
    /// An act that counts, done on a day.
    pub const fn new(index: usize, kind: Kind, date: Day) -> Self {
        Self { index, kind, date, effective: None, sent: None, counted: true, ad_referendum: false }
    }

    /// The day on which it changes the state of its party.
    pub(super) fn takes_effect(&self) -> Day {
        self.effective.unwrap_or(self.date)
    }
}
