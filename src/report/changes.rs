//! What became different between two moments: one sentence for each transition, with before, after, acts and sources.
//!
//! Two *books* are held against each other, each the standing of every agreement at its moment as plain data. What is
//! not in a standing is no change: layout, comments, order, titles, notes, a further source, a look that found nothing.

mod acts;
mod entries;
mod page;
mod planes;
mod sides;
mod standing;
mod told;
mod transition;
mod words;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::sentence::Telling;
use crate::date::{ActDate, Day};
use crate::model::words::words;
use crate::model::{ActId, AgreementId, Code};

pub use entries::calendar;
pub use page::{page, table};
pub use sides::Side;
pub use standing::{Book, Count, Standing, standing};

words! {
    /// What kind of change it is.
    What {
        /// An agreement is in the ledger that was not.
        AgreementAdded = "agreement-added",
        /// An agreement is no longer in the ledger.
        AgreementGone = "agreement-gone",
        /// Force of the agreement.
        Force = "force",
        /// Force for parties that do not simply follow the agreement.
        PartyForce = "party-force",
        /// How far a party is at home.
        Domestic = "domestic",
        /// How a party bound itself.
        International = "international",
        /// Reports begin or cease to differ.
        ReportsDiffer = "reports-differ",
        /// An act is on record that moved no state.
        ActRecorded = "act-recorded",
        /// An act that moved no state was retracted.
        ActRetracted = "act-retracted",
        /// An act that moved no state is no longer in the ledger.
        ActGone = "act-gone",
        /// An act is expected.
        ActExpected = "act-expected",
        /// It is expected on another day.
        ActPostponed = "act-postponed",
        /// It is no longer expected.
        ActCancelled = "act-cancelled",
    }
}

/// `track changes --json`.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ChangesReport {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// What the answer is held against.
    pub since: Since,
    /// The day the answer is for.
    pub as_of: Day,
    /// The changes, by agreement.
    pub changes: Vec<Change>,
}

/// What an answer is held against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Since {
    /// `day`, `moment`, `cursor` or `revision`.
    pub kind: String,
    /// As it was asked.
    pub asked: String,
    /// The day that the earlier answer was for.
    pub as_of: Day,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Change {
    /// Eight letters, made from the transition alone: the same for whoever asks, whenever.
    pub id: String,
    /// The agreement's id.
    pub agreement: AgreementId,
    /// Its name.
    pub title: String,
    /// What kind of change.
    pub what: What,
    /// `domestic`, `international` or `force`: on what reports differ; null for every other change.
    pub plane: Option<What>,
    /// The party it is about; null: the agreement, or several parties.
    pub party: Option<Code>,
    /// Everybody it is about.
    pub parties: Vec<Code>,
    /// The day of what happened, as far as it is known.
    pub date: Option<ActDate>,
    /// The sentence that is safe to write.
    pub sentence: String,
    /// Whether a report that was relied on no longer is.
    pub correction: bool,
    /// What held before; null: nothing.
    pub before: Option<Side>,
    /// What holds now; null: nothing.
    pub after: Option<Side>,
    /// How many there are of how many it takes, where the change moved that number.
    pub count: Option<Count>,
    /// The acts that carry it; none where only time passed.
    pub acts: Vec<ActId>,
    /// When the desk recorded the last of them.
    pub recorded: Option<DateTime<Utc>>,
    /// Who says so.
    pub sources: Vec<String>,
    /// Where they say so.
    pub links: Vec<String>,
}

/// Where an agreement stands, and what became different since an earlier standing; `None`: it was not in the ledger.
pub fn changes(before: Option<&Standing>, telling: &Telling) -> (Standing, Vec<Change>) {
    let after = standing(telling.agreement, telling.status);
    let told = match before {
        Some(before) => transition::transitions(before, &after, &told::counted(telling)),
        None => vec![transition::added(&after)],
    };
    let changes = told.iter().map(|transition| told::change(telling, before, &after, transition)).collect();
    (after, changes)
}

/// That an agreement is no longer in the ledger.
pub fn gone(id: &AgreementId, before: &Standing) -> Change {
    told::gone(id, before)
}

impl Change {
    /// Whether it is about a party, or about the whole of an agreement in which the party takes part.
    pub fn concerns(&self, code: &Code, standing: &Standing) -> bool {
        self.parties.contains(code) || (self.parties.is_empty() && standing.parties.contains_key(code))
    }

    /// The sentence without the name of the agreement before it.
    pub fn bare(&self) -> &str {
        self.sentence.strip_prefix(&self.title).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(&self.sentence)
    }
}
