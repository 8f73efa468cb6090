//! The ledger as a command needs it: files from `store`, their meaning from `ledger`, refusals instead of guesses.
//!
//! An answer rests on the ledger's own files, its agreement and those its clause names; it is refused when one of
//! those has an error, and only then.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry as MapEntry;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::clause::{self, Clause};
use crate::context::Context;
use crate::diagnostic::Finding;
use crate::error::Failure;
use crate::ledger::{self, Settings};
use crate::model::{Agreement, AgreementId, Code, Found, Look, Names, Procedure};
use crate::report::help;
use crate::source::Source;
use crate::status::{AsOf, Case, Others, Outline, Predicate, Status, assess, other_days, outline};
use crate::store::{self, FoundBy, Store, StoreError, Where};

mod all;
mod each;
mod embargo;
mod files;
mod kept;
mod named;
mod procedures;
mod revision;

pub use all::unreadable;
pub use each::Answers;
use embargo::{Embargo, Sight};
use files::Files;
pub use named::NAMES;
pub use revision::{Revision, at_revision};

/// A ledger, opened for reading.
pub struct Reading {
    /// Where it lies.
    pub store: Store,
    /// How it was found.
    pub found_by: FoundBy,
    settings: Settings,
    /// The ledger's own names, where it has any.
    names: Option<Names>,
    procedures: RefCell<BTreeMap<String, Option<Arc<Procedure>>>>,
    /// What is wrong in procedures of the ledger's own, by code.
    broken: RefCell<BTreeMap<String, Vec<Finding>>>,
    has_own_procedures: bool,
    embargo: Embargo,
    sources: RefCell<BTreeMap<String, Source>>,
    /// The files of another moment, which are read in place of those in the folder.
    past: Option<Files>,
    /// How many threads may read.
    threads: usize,
    /// The user's folder for what may be lost; none where no snapshot is wanted.
    cache_dir: Option<PathBuf>,
}

/// An agreement that loaded without an error, with its clause.
pub struct Entry {
    /// The agreement.
    pub agreement: Agreement,
    /// Its clause, resolved.
    pub clause: Clause,
    /// Warnings and notes of loading.
    pub findings: Vec<Finding>,
}

impl Entry {
    /// The same without its findings.
    fn copy(&self) -> Self {
        Self { agreement: self.agreement.clone(), clause: self.clause.clone(), findings: Vec::new() }
    }
}

/// Where the ledger is looked for.
pub fn find(ctx: &Context, flag: Option<&Path>) -> Result<(Store, FoundBy), StoreError> {
    let variable = ctx.ledger_variable();
    store::find(&Where {
        flag,
        variable: variable.as_deref(),
        current_dir: ctx.current_dir(),
        data_dir: ctx.data_dir(),
    })
}

impl Reading {
    /// Opens the ledger for answers and reads its settings: acts under embargo are in none of its agreements, unless
    /// `--include-embargoed` was said.
    ///
    /// # Errors
    /// No ledger (66), an unreadable one (65, 74, 77), wrong settings (78).
    pub fn open(ctx: &Context, flag: Option<&Path>) -> Result<Self, Failure> {
        Self::opened(ctx, flag, if ctx.includes_embargoed() { Sight::Included } else { Sight::Public })
    }

    /// Opens the ledger for those who keep the record: they see all of it.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn of_record(ctx: &Context, flag: Option<&Path>) -> Result<Self, Failure> {
        Self::opened(ctx, flag, Sight::Record)
    }

    fn opened(ctx: &Context, flag: Option<&Path>, sight: Sight) -> Result<Self, Failure> {
        let embargo = Embargo { now: ctx.now()?, sight, noted: ctx.withheld() };
        let (store, found_by) = find(ctx, flag)?;
        let store = store.on_wait(ctx.waiting());
        let source = store.settings()?;
        let has_own_procedures = !store.procedure_codes()?.is_empty();
        let reading = Self::with_settings(store, found_by, &source, has_own_procedures, (embargo, None))?;
        let cache_dir = ctx.cache_dir().filter(|_| !ctx.keeps_nothing()).map(Path::to_owned);
        Ok(Self { threads: ctx.threads(), cache_dir, ..reading })
    }

    /// The settings of the ledger.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The ids of all agreements, sorted.
    pub fn ids(&self) -> Result<Vec<AgreementId>, Failure> {
        Ok(self.listed()?)
    }

    /// The id of that name, or a refusal that offers near ones.
    pub fn id(&self, text: &str) -> Result<AgreementId, Failure> {
        text.parse().map_err(|error: crate::model::IdError| {
            // a title's capitals, or the file instead of the id
            let meant = text.rsplit('/').next().unwrap_or_default().trim_end_matches(".toml").to_lowercase();
            Failure::usage("malformed-id", error.to_string()).near(&self.ids_near(&meant))
        })
    }

    fn ids_near(&self, text: &str) -> Vec<String> {
        let ids = self.ids().unwrap_or_default();
        near(text, &ids.iter().map(AgreementId::as_str).collect::<Vec<_>>())
    }

    /// The text of one agreement.
    pub fn text(&self, id: &AgreementId) -> Result<Source, Failure> {
        self.read(id).map_err(|error| match error {
            StoreError::NotFound { .. } => self.missing(id),
            error => error.into(),
        })
    }

    /// Loads one agreement whatever its faults.
    pub fn load(&self, id: &AgreementId) -> Result<(Source, ledger::Loaded), Failure> {
        let source = self.text(id)?;
        let loaded = self.load_text(id, &source);
        self.keep(&source);
        Ok((source, loaded))
    }

    /// Loads a text as if it were the file of that agreement.
    pub fn load_text(&self, id: &AgreementId, source: &Source) -> ledger::Loaded {
        self.with_ledger(|context| ledger::load_agreement(id, source, context))
    }

    /// Calls `read` with what loading needs to know of the ledger.
    pub fn with_ledger<T>(&self, read: impl FnOnce(&ledger::Context) -> T) -> T {
        let lookup = |code: &str| self.procedure(code);
        read(&ledger::Context { names: self.names(), procedures: &lookup, settings: &self.settings })
    }

    /// One agreement, sound.
    ///
    /// # Errors
    /// No such agreement (66), errors in its file (65).
    pub fn entry(&self, id: &AgreementId) -> Result<Entry, Failure> {
        let (_, loaded) = self.load(id)?;
        self.sound(id, loaded)
    }

    /// What was loaded, if no error stands in it.
    pub fn sound(&self, id: &AgreementId, loaded: ledger::Loaded) -> Result<Entry, Failure> {
        let clause = loaded.agreement.as_ref().and_then(|agreement| clause::resolve(agreement, &code_of).ok());
        let mut findings = loaded.findings;
        findings.extend(loaded.agreement.iter().flat_map(|agreement| self.broken_procedures(agreement)));
        match (loaded.agreement, clause) {
            (Some(mut agreement), Some(clause)) if !findings.iter().any(Finding::is_error) => {
                self.embargo.apply(&mut agreement);
                Ok(Entry { agreement, clause, findings })
            }
            _ => Err(Failure::data(format!("agreement `{id}` has errors, so nothing is answered from it"), findings)
                .with_sources(self.sources.borrow().clone())),
        }
    }

    /// An agreement and all that its clause waits for, directly or through others.
    pub fn with_floors(&self, id: &AgreementId) -> Result<BTreeMap<AgreementId, Entry>, Failure> {
        let mut entries = BTreeMap::new();
        let mut open = vec![id.clone()];
        while let Some(next) = open.pop() {
            if let MapEntry::Vacant(place) = entries.entry(next) {
                let entry = self.entry(place.key())?;
                open.extend(waits_for(&entry.clause));
                place.insert(entry);
            }
        }
        Ok(entries)
    }

    /// The status of one agreement.
    pub fn status(&self, id: &AgreementId, entries: &BTreeMap<AgreementId, Entry>, as_of: AsOf) -> Status {
        self.with_case(&entries[id], entries, as_of, |case, others| assess(case, as_of, others))
    }

    /// The status of an agreement that is at hand, with what its clause waits for read from the ledger.
    ///
    /// # Errors
    /// As [`Self::floors_of`].
    pub fn status_of(&self, entry: &Entry, as_of: AsOf) -> Result<Status, Failure> {
        let floors = self.floors_of(entry)?;
        Ok(self.with_case(entry, &floors, as_of, |case, others| assess(case, as_of, others)))
    }

    /// As [`Self::status_of`], the outline of it alone.
    ///
    /// # Errors
    /// As [`Self::floors_of`].
    pub fn outline_of(&self, entry: &Entry, as_of: AsOf) -> Result<Outline, Failure> {
        let floors = self.floors_of(entry)?;
        Ok(self.with_case(entry, &floors, as_of, |case, others| outline(case, as_of, others)))
    }

    /// What the clause of an agreement waits for, directly or through others.
    ///
    /// # Errors
    /// One of those is not there or has errors: nothing can be answered about the agreement.
    pub fn floors_of(&self, entry: &Entry) -> Result<BTreeMap<AgreementId, Entry>, Failure> {
        let mut entries = BTreeMap::new();
        for other in waits_for(&entry.clause) {
            if other != entry.agreement.id {
                entries.extend(self.with_floors(&other)?);
            }
        }
        Ok(entries)
    }

    /// Calls `ask` with the case of one agreement and the days of those its clause names, which are among `others`.
    pub fn with_case<T>(
        &self,
        entry: &Entry,
        others: &BTreeMap<AgreementId, Entry>,
        as_of: AsOf,
        ask: impl FnOnce(&Case, &Others) -> T,
    ) -> T {
        let reached: BTreeMap<&AgreementId, (Cow<Agreement>, &Clause)> = reached(entry, others)
            .into_iter()
            .map(|(id, entry)| (id, (as_known(&entry.agreement, as_of), &entry.clause)))
            .collect();
        let lookups: BTreeMap<&AgreementId, _> = reached
            .iter()
            .map(|(id, (agreement, _))| (*id, |code: &Code| self.procedure_of(agreement, code)))
            .collect();
        let cases: BTreeMap<AgreementId, Case> = reached
            .iter()
            .map(|(id, (agreement, clause))| {
                let procedures: &dyn Fn(&Code) -> Option<Arc<Procedure>> = &lookups[*id];
                ((*id).clone(), Case { agreement, clause, procedures, names: self.names() })
            })
            .collect();
        let id = &entry.agreement.id;
        let others = other_days(id, &cases, as_of);
        ask(&cases[id], &others)
    }

    /// The text under a name that a finding uses.
    pub fn keep(&self, source: &Source) {
        self.sources.borrow_mut().insert(source.name().to_owned(), source.clone());
    }

    /// The texts that were read, for findings to point into.
    pub fn sources(&self) -> BTreeMap<String, Source> {
        self.sources.borrow().clone()
    }

    /// The refusal where an agreement is not there, with the near ids.
    pub fn missing(&self, id: &AgreementId) -> Failure {
        let mut failure = Failure::not_found("no-agreement", format!("there is no agreement `{id}` in this ledger"))
            .near(&self.ids_near(id.as_str()));
        if Predicate::parse(id.as_str()).is_some() {
            failure = failure.help(format!("to ask a question: `track is {id} AGREEMENT`"));
        }
        if help::topic(id.as_str()).is_some() {
            failure = failure.help(format!("to have the word explained: `track help {id}`"));
        }
        failure.help("`track status` lists the agreements; `track new` makes one")
    }
}

/// The agreement without the looks that the desk had not recorded at the moment that is asked for.
fn as_known(agreement: &Agreement, as_of: AsOf) -> Cow<'_, Agreement> {
    let later = |look: &Look| look.recorded.zip(as_of.known_at).is_some_and(|(at, limit)| at > limit);
    if !agreement.looked.iter().any(later) {
        return Cow::Borrowed(agreement);
    }
    let mut known = agreement.clone();
    known.looked.retain(|look| !later(look));
    Cow::Owned(known)
}

/// An agreement and what its clause waits for, directly or through others.
fn reached<'e>(entry: &'e Entry, others: &'e BTreeMap<AgreementId, Entry>) -> BTreeMap<&'e AgreementId, &'e Entry> {
    let mut reached = BTreeMap::from([(&entry.agreement.id, entry)]);
    let mut open = waits_for(&entry.clause);
    while let Some(next) = open.pop() {
        if let Some((id, entry)) = others.get_key_value(&next)
            && let MapEntry::Vacant(place) = reached.entry(id)
        {
            place.insert(entry);
            open.extend(waits_for(&entry.clause));
        }
    }
    reached
}

/// The agreements whose force the clause rests on.
fn waits_for(clause: &Clause) -> Vec<AgreementId> {
    clause.floor_agreements().into_iter().chain(clause.ends_with()).cloned().collect()
}

/// The code of a name, for clauses.
pub(crate) fn code_of(name: &str) -> Option<Code> {
    match Names::builtin().find(name) {
        Found::One(name) => Some(name.code),
        _ => None,
    }
}

/// Bytes of the longest word that is looked at for a slip; names are shorter.
const LONGEST_NAME: usize = 100;

/// The nearest of some names, best first, at most three; none for a word that is longer than any name.
pub fn near(wanted: &str, names: &[&str]) -> Vec<String> {
    if wanted.len() > LONGEST_NAME {
        return Vec::new();
    }
    let mut scored: Vec<(usize, &str)> =
        names.iter().map(|name| (strsim::damerau_levenshtein(wanted, name), *name)).collect();
    let slips = wanted.len().div_ceil(3);
    scored.retain(|(distance, name)| *distance <= slips || (wanted.len() > 1 && name.contains(wanted)));
    scored.sort();
    scored.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}
