//! `track edit`: an agreement's text in the user's editor, on a copy that replaces it only when it is sound.

pub(super) mod judged;
mod kept;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the editors of these tests write files")]
mod tests;

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use self::judged::{Edited, Report, gone, judge};
use super::refusal::Telling;
use super::{print, print_json};
use crate::cli::{Global, LOCK_TIMEOUT};
use crate::context::{Context, EditorError};
use crate::error::{Exit, Failure, Outcome};
use crate::model::AgreementId;
use crate::reading::Reading;
use crate::render::gate;
use crate::report::became::Became;
use crate::source::Source;
use crate::store::{Change, StoreError};

/// Edit an agreement's text in your own editor; only a sound text is recorded
///
/// The editor is VISUAL, else EDITOR, else vi (on Windows notepad); one with a window of its own must
/// be told to wait. An edit that cannot be recorded is kept, and the same command goes on with it.
///
/// Example:
///   track edit az-tr-memorandum-2025
///   EDITOR="code --wait" track edit az-tr-memorandum-2025
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreement's id
    #[arg(value_name = "AGREEMENT")]
    agreement: String,
    /// Show the edit that is kept, and drop it
    #[arg(long, conflicts_with = "yes")]
    discard: bool,
    /// Ask nothing: acts may go, and a kept edit may replace what the agreement gained since
    #[arg(long, short)]
    yes: bool,
    /// Print the change as a diff and record nothing; the edit is kept
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
    /// Say nothing on success
    #[arg(long, short)]
    quiet: bool,
    /// How many seconds to wait for another writer
    #[arg(long, value_name = "SECONDS", default_value_t = LOCK_TIMEOUT)]
    lock_timeout: u64,
}

/// One agreement on the desk.
struct Work<'a> {
    reading: &'a Reading,
    id: &'a AgreementId,
    /// Where the draft lies.
    path: PathBuf,
    arguments: &'a Arguments,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::of_record(ctx, global.ledger.as_deref())?;
    let id = reading.id(&arguments.agreement)?;
    let work = Work { reading: &reading, id: &id, path: reading.store.draft_path(&id), arguments };
    if arguments.discard {
        return work.discard(ctx);
    }
    let editor = ctx.editor()?;
    let base = work.begin(ctx)?;
    loop {
        ctx.run_editor(&editor, &work.path).map_err(|error| work.without_editor(&base, error))?;
        match work.judged(ctx, &base) {
            Ok(None) => return work.unchanged(ctx, &base),
            Ok(Some(edited)) => return work.record(ctx, &base, edited),
            Err(failure) => work.again(ctx, failure)?,
        }
    }
}

impl Work<'_> {
    /// What the editor left: an edit that may stand, or none.
    fn judged(&self, ctx: &mut Context, base: &Source) -> Result<Option<Edited>, Failure> {
        let draft = self.reading.store.draft(self.id)?.ok_or_else(|| {
            let path = self.path.display();
            Failure::not_found("edit-gone", format!("the editor left nothing in `{path}`; nothing was recorded"))
        })?;
        if draft.text() == base.text() {
            return Ok(None);
        }
        let edited = judge(self.reading, self.id, base, &draft, ctx.today(None)?)?;
        match gone(&edited.acts) {
            Some(gone) if !self.arguments.yes && !self.arguments.dry_run => confirm(ctx, &gone)?,
            _ => {}
        }
        Ok(Some(edited))
    }

    /// Goes back to the editor, if somebody is there who wants to.
    fn again(&self, ctx: &mut Context, failure: Failure) -> Result<(), Failure> {
        if failure.code == "edit-gone" {
            return Err(failure);
        }
        if !ctx.input_is_terminal() {
            return Err(self.kept(failure));
        }
        Telling::Words.tell(ctx, &failure);
        if ctx.ask("Open the editor again?", true) {
            return Ok(());
        }
        Err(self.kept(Failure::new(failure.exit, failure.code, "nothing was recorded")))
    }

    /// Puts the new text in the place of the one that the edit began from, and of no other.
    fn record(&self, ctx: &mut Context, base: &Source, edited: Edited) -> Outcome {
        let diff = edited.diff(base, ctx.colour_out());
        if self.arguments.dry_run {
            ctx.err(&format!("nothing was recorded; the edit is kept in `{}`\n", self.shown()));
        } else {
            self.change(base, edited.new.text())?;
            self.clear(ctx, edited.new.text());
        }
        self.tell(ctx, &edited.report(self.id, self.arguments.dry_run), &diff)
    }

    fn change(&self, base: &Source, new: &str) -> Result<(), Failure> {
        let wait = Duration::from_secs(self.arguments.lock_timeout);
        let meanwhile = || {
            let message = format!("`{}` was changed by somebody else meanwhile; nothing was recorded", base.name());
            Failure::new(Exit::Busy, "changed-meanwhile", message)
        };
        let change = &mut |source: &Source| {
            if source.text() == base.text() { Ok(Change::Text(new.to_owned())) } else { Err(meanwhile()) }
        };
        match self.reading.store.change(self.id, wait, change) {
            Ok(_) => Ok(()),
            Err(failure) if matches!(failure.code, "not-confirmed" | "set-aside") => Err(failure),
            Err(failure) => Err(self.kept(failure)),
        }
    }

    fn unchanged(&self, ctx: &mut Context, base: &Source) -> Outcome {
        self.clear(ctx, base.text());
        self.tell(ctx, &Report::bare(self.id, Became::Unchanged, self.arguments.dry_run), "")
    }

    /// Removes the draft, since its text stands in the ledger. If that fails, nothing is undone by it.
    fn clear(&self, ctx: &mut Context, text: &str) {
        match self.reading.store.remove_draft(self.id, Some(text)) {
            Ok(true) => {}
            Ok(false) => ctx.err(&format!("`{}` was saved once more meanwhile and is kept\n", self.shown())),
            Err(error) => ctx.err(&format!("warning: {}\n", gate::terminal(&error.to_string()))),
        }
    }

    fn tell(&self, ctx: &mut Context, report: &Report, diff: &str) -> Outcome {
        let arguments = self.arguments;
        if arguments.json {
            print_json(ctx, report)?;
        } else if arguments.dry_run {
            print(ctx, diff)?;
            ctx.err(&report.warned());
        } else if !arguments.quiet {
            print(ctx, &format!("{diff}{}", report.text()))?;
        }
        Ok(Exit::Done)
    }

    /// The editor did not do its work. What it left is kept if it is an edit.
    fn without_editor(&self, base: &Source, error: EditorError) -> Failure {
        let failure = Failure::from(error);
        let is_same = |draft: &Source| draft.text() == base.text();
        match self.reading.store.draft(self.id).map(|draft| draft.as_ref().is_none_or(is_same)) {
            Ok(true) if self.reading.store.remove_draft(self.id, Some(base.text())).is_ok() => {
                failure.help("nothing was changed")
            }
            _ => self.kept(failure),
        }
    }

    /// A refusal that says where the edit is and what can be done with it.
    fn kept(&self, failure: Failure) -> Failure {
        self.kept_for(failure, "")
    }

    /// The same, where it takes further flags to go on.
    fn kept_for(&self, failure: Failure, flags: &str) -> Failure {
        let id = self.id;
        failure
            .help(format!("the edit is kept in `{}`", self.path.display()))
            .help(format!("`track edit {id}{flags}` goes on with it, `track edit {id} --discard` drops it"))
    }

    /// The draft's path, harmless.
    fn shown(&self) -> String {
        gate::terminal(&self.path.display().to_string()).into_owned()
    }
}

/// Asks whether acts may go; without anybody to ask they may not.
fn confirm(ctx: &mut Context, gone: &str) -> Result<(), Failure> {
    if ctx.input_is_terminal() {
        ctx.err(&format!("warning: {}\n", gate::terminal(gone)));
        if ctx.ask("Record it all the same?", false) {
            return Ok(());
        }
    }
    Err(Failure::new(Exit::Data, "acts-gone", gone).help("with --yes they go"))
}
