//! What is not to be shown yet: the one place where acts under embargo leave an agreement before anything is answered
//! from it.
//!
//! A reading for answers withholds them unless `--include-embargoed` was said; a reading of the record never does.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::{Entry, Reading};
use crate::context::Withheld;
use crate::error::Failure;
use crate::model::{Act, ActId, Agreement, AgreementId, Retraction};
use crate::status::{AsOf, Status};

/// What stands in place of the reason of a retraction that rests on an act under embargo.
const NO_REASON: &str = "the reason is under embargo";

type Entries = BTreeMap<AgreementId, Entry>;

/// How a reading deals with acts under embargo.
#[derive(Clone)]
pub(super) struct Embargo {
    /// The moment of the question.
    pub(super) now: DateTime<Utc>,
    pub(super) sight: Sight,
    /// Where it is noted what was withheld.
    pub(super) noted: Withheld,
}

/// Which acts a reading sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// All of them: it reads the record.
    Record,
    /// Those that may be shown.
    Public,
    /// All of them, and the run says so.
    Included,
}

impl Embargo {
    /// The moment until which an act is under embargo, if it is.
    pub(super) fn until(&self, act: &Act) -> Option<DateTime<Utc>> {
        act.embargo.filter(|until| *until > self.now)
    }

    /// Takes out of an agreement what this reading must not see.
    pub(super) fn apply(&self, agreement: &mut Agreement) {
        if self.sight == Sight::Record || agreement.acts.iter().all(|act| self.until(act).is_none()) {
            return;
        }
        for act in &agreement.acts {
            if let Some(until) = self.until(act) {
                self.noted.note(format!("{}/{}", agreement.id, act.id), until);
            }
        }
        if self.sight == Sight::Public {
            self.withhold(agreement);
        }
    }

    /// The acts under embargo go, with their sources and retractions; what names them names them no longer.
    fn withhold(&self, agreement: &mut Agreement) {
        let (gone, rest): (Vec<Act>, Vec<Act>) =
            std::mem::take(&mut agreement.acts).into_iter().partition(|act| self.until(act).is_some());
        agreement.acts = rest;
        let gone: BTreeSet<ActId> = gone.into_iter().map(|act| act.id).collect();
        let is_gone = |id: &Option<ActId>| id.as_ref().is_some_and(|id| gone.contains(id));
        for act in &mut agreement.acts {
            if is_gone(&act.follows) {
                act.follows = None;
            }
            if let Some(retraction) = act.retracted.as_mut().filter(|retraction| is_gone(&retraction.in_favour_of)) {
                silence(retraction);
            }
        }
    }
}

impl Reading {
    /// The agreements as answers showed them at an earlier moment, where an embargo has ended since then.
    pub fn shown_at(&self, entries: &Entries, then: DateTime<Utc>) -> Option<Entries> {
        let earlier = Embargo { now: then, sight: self.embargo.sight, noted: Withheld::default() };
        let hidden = |entry: &Entry| entry.agreement.acts.iter().any(|act| earlier.until(act).is_some());
        if earlier.sight != Sight::Public || !entries.values().any(hidden) {
            return None;
        }
        let mut shown: Entries = entries.iter().map(|(id, entry)| (id.clone(), entry.copy())).collect();
        shown.values_mut().for_each(|entry| earlier.apply(&mut entry.agreement));
        Some(shown)
    }

    /// The moment until which an act is under embargo, if it is.
    pub fn embargo_of(&self, act: &Act) -> Option<DateTime<Utc>> {
        self.embargo.until(act)
    }

    /// Whether an embargo lies ahead.
    pub fn is_under_embargo(&self, until: Option<DateTime<Utc>>) -> bool {
        until.is_some_and(|until| until > self.embargo.now)
    }

    /// As [`Self::status_of`], without what is under embargo: for what a writer says of an answer.
    ///
    /// # Errors
    /// As [`Self::floors_of`].
    pub fn public_status_of(&self, entry: &Entry, as_of: AsOf) -> Result<Status, Failure> {
        let public = Embargo { sight: Sight::Public, noted: Withheld::default(), ..self.embargo };
        let id = entry.agreement.id.clone();
        let mut entries = self.floors_of(entry)?;
        entries.insert(id.clone(), entry.copy());
        entries.values_mut().for_each(|entry| public.apply(&mut entry.agreement));
        Ok(self.status(&id, &entries, as_of))
    }
}

/// A claim that was given up for an act under embargo stays given up; why would tell what is withheld.
fn silence(retraction: &mut Retraction) {
    retraction.reason = NO_REASON.to_owned();
    (retraction.cause, retraction.in_favour_of) = (None, None);
}
