//! The agreements that a question is about: those that are named, else all.

use std::collections::BTreeMap;

use super::party;
use crate::error::Failure;
use crate::model::{Agreement, AgreementId, Code, Names};
use crate::reading::{Entry, Reading};
use crate::status::{AsOf, Status};

/// What was found, and the refusal for what had to be left out of it.
pub(super) type Selected<T> = (Vec<T>, Option<Failure>);

/// The records of the agreements that are named, each once; of all where none is.
pub(super) fn agreements(
    named: &[String],
    reading: &Reading,
    keep_going: bool,
) -> Result<Selected<Agreement>, Failure> {
    if named.is_empty() {
        let (entries, left_out) = reading.every(keep_going)?;
        return Ok((entries.into_values().map(|entry| entry.agreement).collect(), left_out));
    }
    let mut ids = Vec::new();
    for text in named {
        let id = reading.id(text)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let found = ids.iter().map(|id| Ok(reading.entry(id)?.agreement)).collect::<Result<_, Failure>>()?;
    Ok((found, None))
}

/// The agreements with their statuses. An answer about all rests on all, unless it keeps going.
pub(super) fn answers(
    named: &[String],
    reading: &Reading,
    as_of: AsOf,
    keep_going: bool,
) -> Result<Selected<(Entry, Status)>, Failure> {
    if named.is_empty() {
        let (mut entries, left_out) = reading.every(keep_going)?;
        let statuses: Vec<(AgreementId, Status)> =
            entries.keys().map(|id| (id.clone(), reading.status(id, &entries, as_of))).collect();
        let found = statuses.into_iter().filter_map(|(id, status)| Some((entries.remove(&id)?, status)));
        return Ok((found.collect(), left_out));
    }
    let mut found = Vec::new();
    for text in named {
        let id = reading.id(text)?;
        let mut entries: BTreeMap<AgreementId, Entry> = reading.with_floors(&id)?;
        let status = reading.status(&id, &entries, as_of);
        found.extend(entries.remove(&id).map(|entry| (entry, status)));
    }
    Ok((found, None))
}

/// The code of a party, as the table of names or one of the agreements knows it.
pub(super) fn whose(names: &Names, agreements: &[&Agreement], text: &str) -> Result<Code, Failure> {
    party(names, None, text).or_else(|unknown| {
        let mut own = agreements.iter().filter(|agreement| !agreement.party.is_empty());
        own.find_map(|agreement| party(names, Some(agreement), text).ok()).ok_or(unknown)
    })
}
