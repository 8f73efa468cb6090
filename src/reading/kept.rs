//! Outlines from a snapshot: of each file that is still the same, only what its outline rests on is read.
//!
//! The snapshot holds cuttings of files, never answers: each is loaded and asked like a file. Where it is missing, or
//! anything about it is odd, the files are read, and a new one is made on the way.

use super::{Entry, Reading};
use crate::ledger::cutting;
use crate::model::AgreementId;
use crate::source::Source;
use crate::status::{Case, essence};
use crate::store::{Agreements, Cache, Key, Part, Snapshot, StoreError};

/// From so many agreements on a snapshot pays for itself.
const WORTH_KEEPING: usize = 500;
/// Of so many agreements one may have changed before a new snapshot is made.
const FRESH: usize = 50;

/// What is done with the snapshot.
pub(super) enum Keeping {
    /// Nothing.
    Not,
    /// It is read.
    Used(Box<Snapshot>),
    /// A part of a new one is written.
    Made(Part),
}

/// Whether the text of an agreement is that of its file, or a cutting that was kept.
pub(super) enum Text {
    Whole(Source, Option<Key>),
    Cutting(Source),
}

impl Reading {
    /// Where the snapshot of this ledger lies; none for a small ledger, one of another moment, and where it is not wanted.
    pub(super) fn cache(&self, agreements: usize) -> Option<Cache> {
        let folder = self.cache_dir.as_deref().filter(|_| agreements >= WORTH_KEEPING && self.past.is_none())?;
        Cache::of(self.store.root(), folder, env!("CARGO_PKG_VERSION"), &self.surroundings()?)
    }

    /// Everything that loading an agreement rests on beside its file, in letters; none where it cannot be read.
    fn surroundings(&self) -> Option<String> {
        let mut all = self.store.settings().ok()?.text().to_owned();
        let procedures = self.store.procedure_codes().ok()?.into_iter().map(|code| format!("procedures/{code}.toml"));
        for path in [super::NAMES.to_owned()].into_iter().chain(procedures) {
            let text = self.read_optional(&path).ok()?;
            all += &format!("\n{path}\n{}", text.as_ref().map_or("", Source::text));
        }
        Some(crate::ledger::ident::fingerprint(&all))
    }

    /// Puts what an outline rests on into a new snapshot, where it reads as the file does.
    pub(super) fn keep_cutting(&self, part: &mut Part, key: Option<Key>, source: &Source, entry: &Entry) {
        let Some(key) = key else { return };
        let agreement = &entry.agreement;
        let is_plain = entry.findings.is_empty() && agreement.acts.iter().all(|act| act.embargo.is_none());
        if !is_plain {
            return;
        }
        let none = |_: &crate::model::Code| None;
        let case = Case { agreement, clause: &entry.clause, procedures: &none, names: self.names() };
        let kept = essence(&case);
        let Some(text) = cutting(source, agreement, &kept) else { return };
        let loaded = self.load_text(&agreement.id, &Source::new(source.name(), &text));
        let acts = kept.iter().filter(|kept| **kept).count();
        let reads_so = loaded.findings.is_empty() && loaded.agreement.is_some_and(|it| it.acts.len() == acts);
        if reads_so {
            part.put(&agreement.id, key, &text);
        }
    }
}

impl Keeping {
    /// What each of some threads does with the snapshot: all the same.
    pub(super) fn of(cache: Option<&Cache>) -> Self {
        let Some(cache) = cache else { return Self::Not };
        match cache.open() {
            Some(snapshot) => Self::Used(Box::new(snapshot)),
            None => cache.part().map_or(Self::Not, Self::Made),
        }
    }

    /// The text of an agreement.
    pub(super) fn text(
        &mut self,
        agreements: &Agreements,
        id: &AgreementId,
        read: &dyn Fn(&AgreementId) -> Result<Source, StoreError>,
    ) -> Result<Text, StoreError> {
        // the key is taken before the text is read: a change in between gives a key that is never met again
        let key = if matches!(self, Self::Not) { None } else { agreements.key(id) };
        if let (Self::Used(snapshot), Some(key)) = (&mut *self, &key)
            && let Some(text) = snapshot.text(id, key)
        {
            return Ok(Text::Cutting(Source::new(format!("agreements/{id}.toml"), text)));
        }
        Ok(Text::Whole(read(id)?, key))
    }
}

/// Ends the work on a snapshot: the parts become it; one that missed too much is taken away, so that a new one is made.
pub(super) fn end(cache: &Cache, keepings: Vec<(Keeping, usize)>, agreements: usize) {
    let missed: usize = keepings.iter().map(|(_, missed)| missed).sum();
    let mut parts = Vec::new();
    for (keeping, _) in keepings {
        match keeping {
            Keeping::Made(mut part) => {
                part.end();
                parts.push(part);
            }
            Keeping::Used(_) if missed * FRESH > agreements => return cache.forget(),
            Keeping::Used(_) | Keeping::Not => {}
        }
    }
    if !parts.is_empty() {
        cache.keep(parts);
    }
}
