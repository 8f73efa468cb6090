//! The edit that an earlier run kept: taking it up, or dropping it.

use super::judged::Report;
use super::{Exit, Failure, Outcome, Source, StoreError, Work, gate};
use crate::context::Context;
use crate::render::diff;
use crate::report::became::Became;
use crate::store::Why;

/// What lies under the name of a draft.
enum Kept {
    Nothing,
    Text(Source),
    /// It is there, and no text.
    Unreadable(StoreError),
}

impl Work<'_> {
    /// Makes the draft, or takes up the one that was kept. Gives the text that the edit will be compared with.
    pub(super) fn begin(&self, ctx: &mut Context) -> Result<Source, Failure> {
        let store = &self.reading.store;
        let current = store.read(self.id).map_err(|error| match error {
            StoreError::NotFound { .. } => self.reading.missing(self.id),
            error => error.into(),
        })?;
        match kept(store.draft(self.id))? {
            Kept::Nothing => {
                store.make_draft(self.id, current.text()).map_err(|error| match error {
                    StoreError::Exists { .. } => {
                        let message = format!("another edit of `{}` was begun at this moment", self.id);
                        Failure::new(Exit::Busy, "busy", message).help("run the command again")
                    }
                    error => error.into(),
                })?;
                return Ok(current);
            }
            // its text was recorded by a process that did not live to remove it
            Kept::Text(draft) if draft.text() == current.text() => {}
            draft => self.go_on(ctx, &current, &draft)?,
        }
        store.rebase_draft(self.id, current.text())?;
        Ok(current)
    }

    /// Asks whether to go on with the kept edit. With nobody to ask it goes on, unless the agreement changed since.
    fn go_on(&self, ctx: &mut Context, current: &Source, draft: &Kept) -> Result<(), Failure> {
        let base = match kept(self.reading.store.draft_base(self.id))? {
            Kept::Text(base) => Some(base),
            _ => None,
        };
        ctx.err(&format!("an edit of `{}` is kept in `{}`\n", self.id, self.shown()));
        let is_stale = base.as_ref().is_none_or(|base| base.text() != current.text());
        if is_stale {
            ctx.err(&news(current, base.as_ref(), draft, ctx.colour_err()));
        }
        let asked = ctx.input_is_terminal() && !self.arguments.yes;
        let goes_on = if asked { ctx.ask("Go on with it?", true) } else { self.arguments.yes || !is_stale };
        match goes_on {
            true => Ok(()),
            false if asked => {
                Err(self.kept(Failure::new(Exit::Exists, "edit-kept", "there is an edit already; nothing was begun")))
            }
            false => {
                let message = format!("`{}` has changed since the kept edit was begun", current.name());
                Err(self.kept_for(Failure::new(Exit::Busy, "changed-meanwhile", message), " --yes"))
            }
        }
    }

    /// Drops the edit that was kept, and shows for the last time what it would change.
    pub(super) fn discard(&self, ctx: &mut Context) -> Outcome {
        let store = &self.reading.store;
        let base = store.draft_base(self.id).ok().flatten().or_else(|| store.read(self.id).ok());
        let diff = match kept(store.draft(self.id))? {
            Kept::Nothing => {
                return Err(Failure::not_found("no-edit", format!("no edit of `{}` is kept", self.id)));
            }
            Kept::Unreadable(error) => format!("{}\n", gate::terminal(&error.to_string())),
            Kept::Text(draft) => {
                let (name, old) = (format!("agreements/{}.toml", self.id), base.as_ref().map(Source::text));
                diff::unified(&name, old, Some(draft.text()), ctx.colour_out())
            }
        };
        if !self.arguments.dry_run {
            store.remove_draft(self.id, None)?;
        }
        self.tell(ctx, &Report::bare(self.id, Became::Discarded, self.arguments.dry_run), &diff)
    }
}

/// What the agreement gained since the kept edit was begun; where that is not known, what the edit would change.
fn news(current: &Source, base: Option<&Source>, draft: &Kept, colour: bool) -> String {
    let between =
        |old: &Source, new: &Source| diff::unified(current.name(), Some(old.text()), Some(new.text()), colour);
    match (base, draft) {
        (Some(base), _) => {
            format!("`{}` has changed since; this is not in the edit yet:\n{}", current.name(), between(base, current))
        }
        (None, Kept::Text(draft)) => {
            format!("what it was begun from is not known; it would change this:\n{}", between(current, draft))
        }
        (None, _) => "what it was begun from is not known\n".to_owned(),
    }
}

fn kept(read: Result<Option<Source>, StoreError>) -> Result<Kept, Failure> {
    match read {
        Ok(None) => Ok(Kept::Nothing),
        Ok(Some(source)) => Ok(Kept::Text(source)),
        // where the folder of the drafts is none, there is no draft
        Err(error @ StoreError::Unreadable { why: Why::NotFolder, .. }) => Err(error.into()),
        Err(error @ StoreError::Unreadable { .. }) => Ok(Kept::Unreadable(error)),
        Err(error) => Err(error.into()),
    }
}
