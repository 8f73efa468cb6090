//! Every agreement asked, each read, answered and dropped: a ledger of any size takes no more room than its answers.
//!
//! From some hundreds of files on two threads share them, each with a reading of its own; the answers come in the order of
//! the ids, whoever gave them.

use std::collections::BTreeSet;
use std::thread;

use super::all::{Broken, unreadable};
use super::kept::{Keeping, Text, end};
use super::{Entry, Reading, waits_for};
use crate::error::{Exit, Failure};
use crate::model::AgreementId;
use crate::source::Source;
use crate::store::StoreError;

/// From so many files on a second thread pays for itself.
const WORTH_A_THREAD: usize = 300;

/// Answers in the order of the ids; and the refusal of what had to be left out, if anything had to.
pub type Answers<T> = (Vec<T>, Option<Failure>);

/// What a sound agreement is asked.
type Ask<'f, T> = dyn Fn(&Reading, Entry) -> Result<T, Failure> + Sync + 'f;

/// What came of one agreement.
enum Asked<T> {
    Answer(T),
    /// It waits for these, which are looked at first.
    Waits(Vec<AgreementId>),
}

/// What came of all agreements: each asked or waiting, the broken ones, the texts that findings point into.
type All<T> = (Vec<(AgreementId, Asked<T>)>, Broken, Vec<Source>);

/// What came of some agreements.
struct Part<T> {
    asked: Vec<(AgreementId, Asked<T>)>,
    broken: Broken,
    texts: Vec<Source>,
    keeping: Keeping,
    /// How many were not in the snapshot as they are.
    missed: usize,
}

/// How much of each agreement is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// All of it.
    Whole,
    /// What its outline rests on, and perhaps more.
    Essence,
}

impl Reading {
    /// Asks every agreement: all of them or none, or where it is to keep going, the sound ones.
    ///
    /// # Errors
    /// As [`Self::every`], and what `ask` refuses.
    pub fn each<T: Send>(
        &self,
        keep_going: bool,
        ask: impl Fn(&Self, Entry) -> Result<T, Failure> + Sync,
    ) -> Result<Answers<T>, Failure> {
        self.each_of(Depth::Whole, keep_going, &ask)
    }

    /// As [`Self::each`], for questions that the outline answers: an entry need hold no more than that rests on.
    ///
    /// # Errors
    /// As [`Self::each`].
    pub fn each_essence<T: Send>(
        &self,
        keep_going: bool,
        ask: impl Fn(&Self, Entry) -> Result<T, Failure> + Sync,
    ) -> Result<Answers<T>, Failure> {
        self.each_of(Depth::Essence, keep_going, &ask)
    }

    fn each_of<T: Send>(&self, depth: Depth, keep_going: bool, ask: &Ask<T>) -> Result<Answers<T>, Failure> {
        let (asked, mut broken, texts) = self.asked(depth, keep_going, ask)?;
        texts.iter().for_each(|text| self.keep(text));
        if !keep_going && !broken.is_empty() {
            return Err(self.none_of(broken));
        }
        let gone = gone(&asked, &mut broken);
        let mut answers = Vec::with_capacity(asked.len());
        for (id, one) in asked {
            match one {
                Asked::Answer(answer) => answers.push(answer),
                Asked::Waits(_) if gone.contains(&id) => {}
                Asked::Waits(_) => answers.push(ask(self, self.entry(&id)?)?),
            }
        }
        let waiting = gone.into_iter().filter(|id| !broken.has(id)).collect();
        Ok((answers, (!broken.is_empty()).then(|| self.left_out(broken, waiting))))
    }

    /// Everything asked, but for what waits for others.
    fn asked<T: Send>(&self, depth: Depth, keep_going: bool, ask: &Ask<T>) -> Result<All<T>, Failure> {
        let ids = self.ids()?;
        let cache = if depth == Depth::Essence { self.cache(ids.len()) } else { None };
        let threads = if ids.len() < WORTH_A_THREAD { 1 } else { self.threads };
        let mut shares = ids.chunks(ids.len().div_ceil(threads).max(1));
        let own = shares.next().unwrap_or_default();
        let fellows = shares.map(|share| Ok((self.fellow()?, share))).collect::<Result<Vec<_>, Failure>>()?;
        let part = |reading: &Self, share| reading.part(share, Keeping::of(cache.as_ref()), keep_going, ask);
        let parts = thread::scope(|scope| {
            let work = |(reading, share): (Self, _)| move || part(&reading, share);
            let fellows: Vec<_> = fellows.into_iter().map(|fellow| scope.spawn(work(fellow))).collect();
            let mut parts = vec![part(self, own)];
            parts.extend(fellows.into_iter().map(|fellow| fellow.join().unwrap_or_else(|_| Err(stopped()))));
            parts
        });
        let (mut asked, mut broken, mut texts) = (Vec::with_capacity(ids.len()), Broken::default(), Vec::new());
        let mut keepings = Vec::new();
        for part in parts {
            let part = part?;
            asked.extend(part.asked);
            broken.join(part.broken);
            texts.extend(part.texts);
            keepings.push((part.keeping, part.missed));
        }
        if let Some(cache) = &cache {
            end(cache, keepings, ids.len());
        }
        Ok((asked, broken, texts))
    }

    fn part<T>(
        &self,
        ids: &[AgreementId],
        keeping: Keeping,
        keep_going: bool,
        ask: &Ask<T>,
    ) -> Result<Part<T>, Failure> {
        let (asked, broken) = (Vec::with_capacity(ids.len()), Broken::default());
        let mut part = Part { asked, broken, texts: Vec::new(), keeping, missed: 0 };
        let agreements = self.store.agreements()?;
        let read = self.texts()?;
        for id in ids {
            let loaded = match part.keeping.text(&agreements, id, &read) {
                Ok(Text::Cutting(source)) => self.read_one(id, &source).map_err(|failure| failure.findings),
                Ok(Text::Whole(source, key)) => {
                    part.missed += 1;
                    let loaded = self.read_one(id, &source).map_err(|failure| failure.findings);
                    if let (Keeping::Made(kept), Ok(entry)) = (&mut part.keeping, &loaded) {
                        self.keep_cutting(kept, key, &source, entry);
                    }
                    loaded
                }
                Err(error @ StoreError::Unreadable { .. }) if keep_going => Err(vec![unreadable(&error)]),
                // removed since the folder was listed
                Err(StoreError::NotFound { .. }) => continue,
                Err(error) => return Err(error.into()),
            };
            match loaded {
                Ok(entry) => {
                    let waits = waits_for(&entry.clause);
                    let asked = match waits.is_empty() {
                        true => Asked::Answer(ask(self, entry)?),
                        false => Asked::Waits(waits),
                    };
                    part.asked.push((id.clone(), asked));
                }
                Err(findings) => part.broken.add(id.clone(), findings),
            }
        }
        part.texts = self.sources().into_values().collect();
        Ok(part)
    }

    /// The same ledger for another thread.
    fn fellow(&self) -> Result<Self, Failure> {
        Ok(Self {
            store: self.store.again()?,
            found_by: self.found_by,
            settings: self.settings.clone(),
            names: self.names.clone(),
            procedures: self.procedures.clone(),
            broken: self.broken.clone(),
            has_own_procedures: self.has_own_procedures,
            embargo: self.embargo.clone(),
            sources: self.sources.clone(),
            past: self.past.clone(),
            threads: 1,
            cache_dir: None,
        })
    }
}

/// The agreements that have no part in an answer: the broken ones, and what waits for them, directly or through others.
fn gone<T>(asked: &[(AgreementId, Asked<T>)], broken: &mut Broken) -> BTreeSet<AgreementId> {
    let mut gone: BTreeSet<AgreementId> = broken.ids().cloned().collect();
    loop {
        let rests_on_them = |(id, one): &&(AgreementId, Asked<T>)| match one {
            Asked::Waits(waits) => !gone.contains(id) && waits.iter().any(|other| gone.contains(other)),
            Asked::Answer(_) => false,
        };
        let more: Vec<AgreementId> = asked.iter().filter(rests_on_them).map(|(id, _)| id.clone()).collect();
        if more.is_empty() {
            return gone;
        }
        gone.extend(more);
    }
}

fn stopped() -> Failure {
    Failure::new(Exit::Io, "input-output", "the ledger was not read to its end")
}
