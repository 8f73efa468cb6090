//! The agreements that a question is about: those that are named, else all.

use super::party;
use crate::error::Failure;
use crate::model::{Agreement, AgreementId, Code, Names};
use crate::reading::{Answers, Entry, Reading};
use crate::status::{AsOf, Status};

/// Asks the agreements that are named, each once and in their order; all where none is. An answer about all rests on all,
/// unless it keeps going.
pub(super) fn each<T: Send>(
    named: &[String],
    reading: &Reading,
    keep_going: bool,
    ask: impl Fn(&Reading, Entry) -> Result<T, Failure> + Sync,
) -> Result<Answers<T>, Failure> {
    if named.is_empty() {
        return reading.each(keep_going, ask);
    }
    let mut ids: Vec<AgreementId> = Vec::new();
    for text in named {
        let id = reading.id(text)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let answers = ids.iter().map(|id| ask(reading, reading.entry(id)?));
    Ok((answers.collect::<Result<_, Failure>>()?, None))
}

/// The records of the agreements that are named; of all where none is.
pub(super) fn agreements(named: &[String], reading: &Reading, keep_going: bool) -> Result<Answers<Agreement>, Failure> {
    each(named, reading, keep_going, |_, entry| Ok(entry.agreement))
}

/// The agreements with their statuses.
pub(super) fn answers(
    named: &[String],
    reading: &Reading,
    as_of: AsOf,
    keep_going: bool,
) -> Result<Answers<(Entry, Status)>, Failure> {
    each(named, reading, keep_going, |reading, entry| {
        let status = reading.status_of(&entry, as_of)?;
        Ok((entry, status))
    })
}

/// The code of a party, as the table of names or one of the agreements knows it.
pub(super) fn whose(names: &Names, agreements: &[&Agreement], text: &str) -> Result<Code, Failure> {
    party(names, None, text).or_else(|unknown| {
        let mut own = agreements.iter().filter(|agreement| !agreement.party.is_empty());
        own.find_map(|agreement| party(names, Some(agreement), text).ok()).ok_or(unknown)
    })
}
