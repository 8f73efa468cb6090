//! Changes as entries with a day, for a calendar or a feed.

use super::super::calendar::{Calendar, Entry, Standing, midnight};
use super::{Change, What};
use crate::date::{ActDate, Day, FIRST_DAY};

/// The changes as entries.
pub fn calendar(changes: &[Change], as_of: Day) -> Calendar {
    let entry = |change: &Change| {
        let day = |end: fn(&ActDate) -> Day| change.date.as_ref().map_or(as_of, end);
        let (first, last) = (day(ActDate::earliest), day(ActDate::latest));
        // a day that is known only as "not later than" is shown as that day
        let first = if first == FIRST_DAY { last } else { first };
        Entry {
            id: format!("change {}", change.id),
            first,
            last,
            title: change.sentence.clone(),
            sentence: change.sentence.clone(),
            details: change.sources.clone(),
            links: change.links.clone(),
            agreement: change.agreement.to_string(),
            standing: standing(change.what),
            changed: change.recorded.unwrap_or_else(|| midnight(last.min(as_of))),
            moves: 0,
        }
    };
    Calendar {
        id: "changes".to_owned(),
        title: "What became different".to_owned(),
        as_of,
        entries: changes.iter().map(entry).collect(),
    }
}

const fn standing(what: What) -> Standing {
    match what {
        What::ActExpected | What::ActPostponed => Standing::Expected,
        What::ActCancelled => Standing::Cancelled,
        _ => Standing::Certain,
    }
}
