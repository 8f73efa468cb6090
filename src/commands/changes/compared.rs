//! Two answers of a ledger held against each other: one load, and one status for each side of each agreement.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::commands::party;
use crate::error::Failure;
use crate::model::{AgreementId, Code};
use crate::reading::{Entry, Reading};
use crate::report::changes::{Book, Change, Standing, changes, gone, standing};
use crate::report::sentence::Telling;
use crate::status::{AsOf, Status};

/// Which agreements are asked about, and whose changes; a cursor keeps it, since it is good for that question alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Asked {
    /// The agreements; none: all.
    pub(crate) ids: BTreeSet<AgreementId>,
    /// The party; `None`: every change.
    pub(crate) party: Option<Code>,
}

/// What the answer is held against.
pub(crate) enum Before {
    /// Nothing: only the book is wanted.
    Nothing,
    /// The same ledger at an earlier moment.
    At(AsOf),
    /// The standing of every agreement as it was kept.
    Kept(Book),
}

impl Before {
    /// The moment at whose embargoes the earlier answer stood still.
    fn then(&self) -> Option<DateTime<Utc>> {
        if let Self::At(earlier) = self { earlier.known_at } else { None }
    }
}

/// What became different, and where everything stands now.
pub(crate) struct Found {
    pub(crate) changes: Vec<Change>,
    pub(crate) book: Book,
}

type Entries = BTreeMap<AgreementId, Entry>;

impl Asked {
    /// What the arguments ask for. A party is known by the table of names, or by the agreements that name it.
    pub(crate) fn new(reading: &Reading, ids: &[String], whose: Option<&str>) -> Result<Self, Failure> {
        let ids = ids.iter().map(|text| reading.id(text)).collect::<Result<BTreeSet<_>, _>>()?;
        let party =
            whose.map(|text| party(reading.names(), None, text).or_else(|unknown| own(reading, text).ok_or(unknown)));
        Ok(Self { ids, party: party.transpose()? })
    }

    fn wants(&self, change: &Change, standing: &Standing) -> bool {
        self.party.is_none_or(|code| change.concerns(&code, standing))
    }
}

/// The code of a party that an agreement names.
fn own(reading: &Reading, text: &str) -> Option<Code> {
    let entries = reading.all().ok()?;
    entries.values().find_map(|entry| party(reading.names(), Some(&entry.agreement), text).ok())
}

/// What became different since the answer before.
///
/// # Errors
/// Errors in what the answer rests on (65), an agreement that is on neither side (66).
pub(crate) fn compare(reading: &Reading, asked: &Asked, before: &Before, as_of: AsOf) -> Result<Found, Failure> {
    let kept = if let Before::Kept(book) = before { Some(book) } else { None };
    let known = |id: &AgreementId| kept.is_some_and(|book| book.contains_key(id));
    let (entries, ids) = loaded(reading, asked, &known)?;
    let mut found = Found { changes: Vec::new(), book: Book::new() };
    let left = kept.into_iter().flat_map(Book::keys).filter(|id| asked.ids.is_empty() || asked.ids.contains(id));
    let then = before.then().and_then(|moment| reading.shown_at(&entries, moment));
    let then = then.as_ref().unwrap_or(&entries);
    let all: BTreeSet<&AgreementId> = ids.iter().chain(left).collect();
    for id in all {
        let (told, now) = match ids.contains(id) {
            true => one(reading, (then, &entries), id, before, as_of),
            false => (kept.and_then(|book| book.get(id)).map(|was| gone(id, was)).into_iter().collect(), None),
        };
        let standing = now.as_ref().or_else(|| kept.and_then(|book| book.get(id)));
        found.changes.extend(told.into_iter().filter(|change| standing.is_none_or(|s| asked.wants(change, s))));
        found.book.extend(now.map(|now| (id.clone(), now)));
    }
    Ok(found)
}

/// What is asked about, with what it rests on. An agreement that is gone is none that cannot be found, if it was known.
fn loaded(
    reading: &Reading,
    asked: &Asked,
    known: &dyn Fn(&AgreementId) -> bool,
) -> Result<(Entries, BTreeSet<AgreementId>), Failure> {
    if asked.ids.is_empty() {
        let entries = reading.all()?;
        let ids = entries.keys().cloned().collect();
        return Ok((entries, ids));
    }
    let there: BTreeSet<AgreementId> = reading.ids()?.into_iter().collect();
    let (mut entries, mut ids) = (Entries::new(), BTreeSet::new());
    for id in asked.ids.iter().filter(|id| there.contains(*id) || !known(id)) {
        entries.extend(reading.with_floors(id)?);
        ids.insert(id.clone());
    }
    Ok((entries, ids))
}

/// One agreement that is in the ledger, from what was shown then and what is shown now.
fn one(
    reading: &Reading,
    (then, entries): (&Entries, &Entries),
    id: &AgreementId,
    before: &Before,
    as_of: AsOf,
) -> (Vec<Change>, Option<Standing>) {
    let Some(entry) = entries.get(id) else { return (Vec::new(), None) };
    let agreement = &entry.agreement;
    let status = |as_of: AsOf| -> Status { reading.status(id, entries, as_of) };
    let was = match before {
        Before::Nothing => return (Vec::new(), Some(standing(agreement, &status(as_of)))),
        Before::At(earlier) => {
            then.get(id).map(|entry| standing(&entry.agreement, &reading.status(id, then, *earlier)))
        }
        Before::Kept(book) => book.get(id).cloned(),
    };
    let procedures = |code: &Code| reading.procedure_of(agreement, code);
    let now = status(as_of);
    let (names, phrases) = (reading.names(), &reading.english());
    let telling = Telling { agreement, status: &now, names, phrases, procedures: &procedures };
    let (now, told) = changes(was.as_ref(), &telling);
    (told, Some(now))
}
