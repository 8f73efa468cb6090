//! Three planes, computed: domestic, international, force.
//!
//! The acts of an agreement become *worlds* (one for each end of rival claims and imprecise dates), each world is
//! evaluated once, and the answers are held against each other. Asks no clock and reads no file: the day is handed in.

mod answer;
mod blockers;
pub mod claims;
pub mod domestic;
mod essence;
pub mod expected;
mod facts;
mod floors;
mod force;
pub mod grade;
mod international;
mod lack;
mod outline;
mod progress;
mod question;
mod rivals;
mod road;
#[cfg(test)]
mod samples;
mod supposed;
pub mod vote;

pub use answer::{Disputed, ForceLine, PartyStatus, Status, WorldAnswer, assess};
pub use blockers::{Blocker, Waiting};
pub use essence::essence;
pub use floors::{Others, other_days};
pub use force::{Force, ForceState, PartyForceLine};
pub use international::{International, InternationalState};
pub use lack::{Lack, brief};
pub use outline::{Outline, outline};
pub use question::{Answer, Predicate, ask};
pub use supposed::{Supposed, mode, suppose};

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::clause::Clause;
use crate::date::Day;
use crate::model::{Agreement, Code, Names, Procedure};

/// One agreement with everything an answer about it rests on.
pub struct Case<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// Its clause, resolved.
    pub clause: &'a Clause,
    /// The procedure of a party, where there is one.
    pub procedures: &'a dyn Fn(&Code) -> Option<Arc<Procedure>>,
    /// The table of names.
    pub names: &'a Names,
}

/// What is asked: as of which day, and as known when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    /// The day the answer is for.
    pub day: Day,
    /// The day it is today; an answer beyond it is a projection.
    pub today: Day,
    /// As the desk knew it at this moment; `None`: all that is known.
    pub known_at: Option<DateTime<Utc>>,
}

impl AsOf {
    /// Whether the answer lies beyond today.
    pub fn is_projected(&self) -> bool {
        self.day > self.today
    }
}
