//! Drafts: the copy of an agreement's text that an editor works on, `.track/edit/ID.toml`, and beside it the text that
//! it began from, `ID.base.toml`.
//!
//! A draft is no part of the ledger, and no lock is taken for it. It stays until it is recorded or dropped, whatever
//! becomes of the process.

use std::io::{self, ErrorKind};
use std::path::PathBuf;

use super::folder::Folder;
use super::kept::{gone, place};
use super::lock::make_hidden;
use super::read::{self, holds};
use super::{HIDDEN, Store, StoreError, Why};
use crate::model::AgreementId;
use crate::source::Source;

const EDIT: &str = "edit";
/// Readable for its owner alone.
const PRIVATE: u32 = 0o600;

impl Store {
    /// Where the draft of an agreement lies, or would lie.
    pub fn draft_path(&self, id: &AgreementId) -> PathBuf {
        self.root().join(HIDDEN).join(EDIT).join(draft_name(id))
    }

    /// The draft of an agreement under its path, if there is one.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] where it is no text.
    pub fn draft(&self, id: &AgreementId) -> Result<Option<Source>, StoreError> {
        let text = self.text_in_edit(&draft_name(id))?;
        Ok(text.map(|source| Source::new(self.draft_path(id).display().to_string(), source.text())))
    }

    /// The text that the draft began from; `None` where that is not on record.
    ///
    /// # Errors
    /// Whatever keeps it from being read.
    pub fn draft_base(&self, id: &AgreementId) -> Result<Option<Source>, StoreError> {
        self.text_in_edit(&base_name(id))
    }

    /// Makes the draft of an agreement, a copy of `base` that only its owner may read.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where there is one already.
    pub fn make_draft(&self, id: &AgreementId, base: &str) -> Result<(), StoreError> {
        let (folder, name) = (self.make_edit()?, draft_name(id));
        self.rebase_draft(id, base)?;
        let put = place(&folder, &name, base, PRIVATE, |temporary| folder.rename_new(temporary, &name));
        put.and_then(|()| folder.sync()).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => StoreError::Exists { path: folder.path_of(&name) },
            _ => StoreError::io("write", &folder.path_of(&name), error),
        })
    }

    /// Notes another text as the one that the draft began from.
    ///
    /// # Errors
    /// Whatever keeps it from being written.
    pub fn rebase_draft(&self, id: &AgreementId, base: &str) -> Result<(), StoreError> {
        let (folder, name) = (self.make_edit()?, base_name(id));
        let put = place(&folder, &name, base, PRIVATE, |temporary| folder.rename(temporary, &name));
        put.and_then(|()| folder.sync()).map_err(|error| StoreError::io("write", &folder.path_of(&name), error))
    }

    /// Removes the draft if it still says `text`, and gives whether it did: what an editor saved since then stays, as a
    /// draft that began from `text`. `None` removes whatever it says.
    ///
    /// # Errors
    /// Whatever keeps it from being removed.
    pub fn remove_draft(&self, id: &AgreementId, text: Option<&str>) -> Result<bool, StoreError> {
        let Some(folder) = self.enter_edit()? else { return Ok(true) };
        let name = draft_name(id);
        let failed = |error| StoreError::io("remove", &folder.path_of(&name), error);
        if let Some(text) = text
            && folder.has(&name).map_err(failed)?
            && !holds(&folder, &name, text.as_bytes()).map_err(failed)?
        {
            self.rebase_draft(id, text)?;
            return Ok(false);
        }
        // the draft goes first: a base alone means nothing
        for name in [&name, &base_name(id)] {
            gone(folder.remove(name)).map_err(failed)?;
        }
        Ok(true)
    }

    fn text_in_edit(&self, name: &str) -> Result<Option<Source>, StoreError> {
        match self.enter_edit()? {
            Some(folder) => read::text(&self.folder, &folder, name),
            None => Ok(None),
        }
    }

    fn enter_edit(&self) -> Result<Option<Folder>, StoreError> {
        match self.folder.enter(HIDDEN).and_then(|hidden| hidden.enter(EDIT)) {
            Ok(folder) => Ok(Some(folder)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.no_edit("open", error)),
        }
    }

    fn make_edit(&self) -> Result<Folder, StoreError> {
        let make = |hidden: Folder| {
            hidden.make(EDIT)?;
            hidden.sync()?;
            hidden.enter(EDIT)
        };
        make_hidden(&self.folder).and_then(make).map_err(|error| self.no_edit("create", error))
    }

    fn no_edit(&self, action: &'static str, error: io::Error) -> StoreError {
        match error.kind() {
            ErrorKind::NotADirectory => {
                StoreError::Unreadable { file: format!("{HIDDEN}/{EDIT}"), why: Why::NotFolder }
            }
            _ => StoreError::io(action, &self.root().join(HIDDEN).join(EDIT), error),
        }
    }
}

fn draft_name(id: &AgreementId) -> String {
    format!("{id}.toml")
}

/// An id holds no full stop, so this is no draft of another agreement.
fn base_name(id: &AgreementId) -> String {
    format!("{id}.base.toml")
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::time::Duration;

    use rustix::io::Errno;
    use tempfile::TempDir;

    use super::*;
    use crate::store::step::plan::{self, Fault};

    /// Not zero: a process that another test is about to start may hold the lock for a moment.
    const WAIT: Duration = Duration::from_secs(5);

    fn id() -> AgreementId {
        "x".parse().unwrap()
    }

    fn ledger() -> (TempDir, Store) {
        let dir = TempDir::new().unwrap();
        let store = Store::init(dir.path(), "format = 1\n").unwrap();
        store.create(&id(), "base", WAIT).unwrap();
        (dir, store)
    }

    /// Strikes each step of `run` in turn, each time in a ledger made by `prepare`, and hands it to `look`.
    fn strike(
        prepare: fn(&Store),
        run: fn(&Store) -> Result<(), StoreError>,
        look: fn(&Store, &Result<(), StoreError>),
    ) {
        for fault in [Fault::Once, Fault::Always] {
            for at in 0.. {
                let (_dir, store) = ledger();
                prepare(&store);
                plan::begin(Some((at, fault(Errno::IO.raw_os_error()))));
                let ran = run(&store);
                let steps = plan::end().len();
                assert_eq!(store.read(&id()).unwrap().text(), "base");
                look(&store, &ran);
                if at >= steps {
                    ran.unwrap();
                    break;
                }
            }
        }
    }

    #[test]
    fn a_draft_is_whole_or_not_there_whichever_step_fails() {
        let make = |store: &Store| store.make_draft(&id(), "base");
        strike(
            |_| {},
            make,
            |store, ran| match store.draft(&id()).unwrap() {
                Some(draft) => {
                    assert_eq!((draft.text(), store.draft_base(&id()).unwrap().unwrap().text()), ("base", "base"));
                }
                None => {
                    assert!(ran.is_err());
                    store.make_draft(&id(), "base").unwrap();
                }
            },
        );
    }

    #[test]
    fn an_edit_is_there_until_it_is_recorded_whichever_step_fails() {
        let prepare = |store: &Store| {
            store.make_draft(&id(), "base").unwrap();
            fs::write(store.draft_path(&id()), "edit").unwrap();
        };
        let is_there = |store: &Store, _: &Result<(), StoreError>| {
            assert_eq!(store.draft(&id()).unwrap().unwrap().text(), "edit");
        };
        strike(prepare, |store| store.rebase_draft(&id(), "new"), is_there);
        strike(prepare, |store| store.remove_draft(&id(), Some("older")).map(drop), is_there);
        strike(
            prepare,
            |store| store.remove_draft(&id(), Some("edit")).map(drop),
            |store, ran| {
                assert!(ran.is_err() || store.draft(&id()).unwrap().is_none());
            },
        );
    }
}
