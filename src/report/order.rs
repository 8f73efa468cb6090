//! The order of the overview: each column by what it means, what is not known last.

use std::cmp::Ordering;

use super::overview::{Aspect, disputed};
use super::status::AgreementLine;
use crate::status::ForceState;

/// One column to order by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct By {
    /// The column.
    pub aspect: Aspect,
    /// Whether the last comes first.
    pub descending: bool,
}

/// How two lines stand: by the first column that tells them apart, else by id.
pub fn order(by: &[By], a: &AgreementLine, b: &AgreementLine) -> Ordering {
    let told = by.iter().map(|by| by.compare(a, b)).find(|order| order.is_ne());
    told.unwrap_or_else(|| a.id.cmp(&b.id))
}

impl By {
    fn compare(self, a: &AgreementLine, b: &AgreementLine) -> Ordering {
        match self.aspect {
            Aspect::Id => self.turned(a.id.cmp(&b.id)),
            Aspect::Title => self.known(Some(label(a)), Some(label(b))),
            Aspect::Force => self.known(Some(rank(a.force.state)), Some(rank(b.force.state))),
            Aspect::HaveNeed => self.by(a.consent.as_ref(), b.consent.as_ref(), |a, b| a.cmp_share(b)),
            Aspect::Progress => self.by(a.progress.as_ref(), b.progress.as_ref(), |a, b| a.cmp_share(b)),
            Aspect::Missing => self.known(some(missing(a)), some(missing(b))),
            Aspect::ForceDate => self.known(a.force.date, b.force.date),
            Aspect::Next => self.known(upcoming(a), upcoming(b)),
            Aspect::Waiting => self.known(a.days_since, b.days_since),
            Aspect::Last => self.known(a.last_on, b.last_on),
            Aspect::Checked => self.known(a.looked_on, b.looked_on),
            Aspect::Form => self.known(a.form, b.form),
            Aspect::Parties => self.known(Some(a.parties.len()), Some(b.parties.len())),
            Aspect::Grade => self.known(Some(a.force.grade), Some(b.force.grade)),
            Aspect::Disputed => self.known(some(disputed(a).len()), some(disputed(b).len())),
            Aspect::Tags => self.known(a.tags.first(), b.tags.first()),
        }
    }

    fn known<T: Ord>(self, a: Option<T>, b: Option<T>) -> Ordering {
        self.by(a, b, T::cmp)
    }

    /// What is not known stands last in either direction.
    fn by<T>(self, a: Option<T>, b: Option<T>, compare: impl Fn(&T, &T) -> Ordering) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) => self.turned(compare(&a, &b)),
            (a, b) => a.is_none().cmp(&b.is_none()),
        }
    }

    fn turned(self, order: Ordering) -> Ordering {
        if self.descending { order.reverse() } else { order }
    }
}

fn label(line: &AgreementLine) -> String {
    crate::model::fold(line.short_title.as_deref().unwrap_or(&line.title))
}

/// From most effect to least, what cannot be told last.
const fn rank(state: ForceState) -> u8 {
    match state {
        ForceState::InForce => 0,
        ForceState::Provisional => 1,
        ForceState::Dated => 2,
        ForceState::ConditionsMet => 3,
        ForceState::NotInForce => 4,
        ForceState::Suspended => 5,
        ForceState::Ended => 6,
        ForceState::NotApplicable => 7,
        ForceState::Unknown => 8,
    }
}

/// How many must still act, or what else is missing.
fn missing(line: &AgreementLine) -> usize {
    line.blockers.iter().map(|blocker| blocker.lack.need.unwrap_or(1)).sum()
}

fn some(count: usize) -> Option<usize> {
    (count > 0).then_some(count)
}

/// Expected acts by their day, before open steps without one.
fn upcoming(line: &AgreementLine) -> Option<impl Ord + use<'_>> {
    let next = line.next.as_ref()?;
    let day = next.on.map(|date| super::act::place(&date));
    Some((day.is_none(), day, next.party, next.step.as_str()))
}
