//! Changing agreements: lock, read, ask for the new texts, put them in place.

use std::fs::{File, Metadata};
use std::time::Duration;

use super::folder::{Folder, kept_open};
use super::last::{self, Last, LastFile};
use super::lock::Lock;
use super::read;
use super::write::{self, Place, Wanted};
use super::{AGREEMENTS, Change, Outcome, Store, StoreError, file_name};
use crate::model::AgreementId;
use crate::source::Source;

/// Works out a change for each of some texts; `None` is no file.
pub type NewTexts<'a, E> = dyn FnMut(&[Option<Source>]) -> Result<Vec<Change>, E> + 'a;

/// What stands under the name of an agreement.
struct Standing<'s> {
    id: &'s AgreementId,
    name: String,
    /// The open file, where it may stay open while another takes its place.
    file: Option<File>,
    about: Option<Metadata>,
    /// Where a link leads.
    elsewhere: Option<(Folder, String)>,
    source: Option<Source>,
}

impl Store {
    /// Changes one agreement that there is, as [`Self::change_all`] does.
    ///
    /// # Errors
    /// As there, and [`StoreError::NotFound`] where there is no such file.
    pub fn change<E: From<StoreError>>(
        &self,
        id: &AgreementId,
        wait: Duration,
        change: &mut dyn FnMut(&Source) -> Result<Change, E>,
    ) -> Result<Outcome, E> {
        let outcomes = self.change_all::<E>(std::slice::from_ref(id), wait, &mut |sources| match sources {
            [Some(source)] => Ok(vec![change(source)?]),
            _ => Err(self.missing(id).into()),
        })?;
        Ok(outcomes.first().copied().unwrap_or(Outcome::Unchanged))
    }

    /// The one way to change agreements: lock, read, ask `change` for the new texts, and put those in place.
    ///
    /// `change` is called once, with the texts in the order of `ids` (each named once; `None` where there is no file),
    /// and gives a change for each. Its refusal is passed through, and nothing is written. All texts are written
    /// before the first is put in place. Whoever else writes waits up to `wait`; a change made by hand in between is
    /// found, and then nothing is changed.
    ///
    /// # Errors
    /// Unless [`StoreError::is_recorded`], nothing was recorded.
    pub fn change_all<E: From<StoreError>>(
        &self,
        ids: &[AgreementId],
        wait: Duration,
        change: &mut NewTexts<E>,
    ) -> Result<Vec<Outcome>, E> {
        let lock = Lock::take(&self.folder, wait, self.notice)?;
        let mut folder = self.enter(AGREEMENTS)?;
        let standing = ids.iter().map(|id| self.standing(folder.as_ref(), id)).collect::<Result<Vec<_>, _>>()?;
        let sources: Vec<_> = standing.iter().map(|file| file.source.clone()).collect();
        let changes = change(&sources)?;
        if folder.is_none() && changes.iter().any(|change| matches!(change, Change::Text(_))) {
            folder = Some(self.make_agreements()?);
        }
        let Some(folder) = folder else { return Ok(vec![Outcome::Unchanged; standing.len()]) };
        Ok(self.put(&lock, &folder, &standing, &changes)?)
    }

    /// Makes the file of a new agreement.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where anything stands under that name; nothing is overwritten.
    pub fn create(&self, id: &AgreementId, text: &str, wait: Duration) -> Result<(), StoreError> {
        let lock = Lock::take(&self.folder, wait, self.notice)?;
        let folder = match self.enter(AGREEMENTS)? {
            Some(folder) => folder,
            None => self.make_agreements()?,
        };
        let standing = Standing::nothing(id);
        self.put(&lock, &folder, &[standing], &[Change::Text(text.to_owned())])?;
        Ok(())
    }

    fn standing<'s>(&self, folder: Option<&Folder>, id: &'s AgreementId) -> Result<Standing<'s>, StoreError> {
        let nothing = Standing::nothing(id);
        let Some(folder) = folder else { return Ok(nothing) };
        let Some(found) = read::find(&self.folder, folder, &nothing.name)? else { return Ok(nothing) };
        let source = Some(found.source(folder, &nothing.name)?);
        let read::Found { file, about, elsewhere, .. } = found;
        Ok(Standing { file: kept_open(file), about: Some(about), elsewhere, source, ..nothing })
    }

    fn put(
        &self,
        lock: &Lock,
        folder: &Folder,
        standing: &[Standing],
        changes: &[Change],
    ) -> Result<Vec<Outcome>, StoreError> {
        let wanted: Vec<Option<Wanted>> =
            standing.iter().zip(changes).map(|(file, change)| file.wanted(folder, change)).collect();
        for (file, wanted) in standing.iter().zip(&wanted) {
            if let (Some(open), None) = (&file.file, wanted) {
                write::confirm_old(&file.place(folder), open)?;
            }
        }
        let outcome = |wanted: &Option<Wanted>| wanted.as_ref().map_or(Outcome::Unchanged, |_| Outcome::Written);
        let outcomes = wanted.iter().map(outcome).collect();
        let files = standing
            .iter()
            .zip(&wanted)
            .filter_map(|(file, wanted)| wanted.as_ref().map(|wanted| LastFile::new(file.id, wanted.old, wanted.new)));
        let last = Last { files: files.collect() };
        let wanted: Vec<Wanted> = wanted.into_iter().flatten().collect();
        if wanted.is_empty() {
            return Ok(outcomes);
        }
        let result = write::put(lock, &wanted);
        if result.as_ref().err().is_none_or(StoreError::is_recorded) {
            last::keep(&self.folder, &last);
        }
        result.map(|()| outcomes)
    }

    fn make_agreements(&self) -> Result<Folder, StoreError> {
        let made = self.folder.make(AGREEMENTS).and_then(|()| self.folder.sync());
        made.and_then(|()| self.folder.enter(AGREEMENTS))
            .map_err(|error| StoreError::io("create", &self.folder.path_of(AGREEMENTS), error))
    }

    fn missing(&self, id: &AgreementId) -> StoreError {
        StoreError::NotFound { path: self.folder.path_of(AGREEMENTS).join(file_name(id)) }
    }
}

impl<'s> Standing<'s> {
    /// No file.
    fn nothing(id: &'s AgreementId) -> Self {
        Self { id, name: file_name(id), file: None, about: None, elsewhere: None, source: None }
    }

    /// Where the file really is: a link is followed.
    fn place<'a>(&'a self, folder: &'a Folder) -> Place<'a> {
        let (folder, name) = self.elsewhere.as_ref().map_or((folder, &self.name), |(folder, name)| (folder, name));
        Place { folder, name }
    }

    /// What is to change, if anything is.
    fn wanted<'a>(&'a self, folder: &'a Folder, change: &'a Change) -> Option<Wanted<'a>> {
        let old = self.source.as_ref().map(Source::text);
        let new = match change {
            Change::Unchanged => old,
            Change::Absent => None,
            Change::Text(text) => Some(text.as_str()),
        };
        (new != old).then(|| Wanted { place: self.place(folder), about: self.about.as_ref(), old, new })
    }
}
