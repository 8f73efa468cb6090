//! `track notify`: runs a command once for each change, and keeps a state that survives whatever happens in between.
//!
//! What is to be told is written down before anything is told: the state moves on to the ledger as it is, and the changes
//! on the way there wait in it. Each is marked as begun before its command starts, and leaves when the command has
//! ended well. Whoever dies in between leaves a change that is begun, and that is given once more and says so.

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "these tests lay out ledgers and read states")]
mod tests;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use serde::Serialize;

use super::changes::{Asked, Before, Found, Mark, Schema, arrived, compare, place, write};
use crate::cli::{Format, Global, LOCK_TIMEOUT, Output, formats};
use crate::context::{Context, Ended, Program, Talk};
use crate::date::{Day, show};
use crate::error::{Exit, Failure, Outcome};
use crate::reading::Reading;
use crate::render;
use crate::report::changes::{Change, ChangesReport, Since};
use crate::status::AsOf;
use crate::store::Held;

/// Run a command once for each change of the ledger, with the change as JSON on its input
///
/// The first run tells nothing: the state file begins there. A change is told once; if a run dies in
/// between, its change is given again with "again": true, unless --at-most-once. A command that fails
/// stops the run, and the next run goes on with that change. Without a command the changes are printed.
///
/// Example:
///   track notify --state channel.state ./post-to-channel
///   track notify --state tr.state --party Türkiye -- ./post --to tr-desk
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, mut_arg("format", |arg| arg.value_parser(formats(Format::OF_DAYS))))]
pub(crate) struct Arguments {
    /// The file that keeps how far the command has been told
    #[arg(long, value_name = "FILE")]
    state: PathBuf,
    /// Only what concerns this party
    #[arg(long, value_name = "PARTY")]
    party: Option<String>,
    /// Only this agreement; can be given several times
    #[arg(long, value_name = "ID")]
    agreement: Vec<String>,
    /// Skip a change whose command was begun and not seen to end
    #[arg(long)]
    at_most_once: bool,
    /// Print what would be told; run nothing and keep nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// How many seconds to wait for another run on the same state
    #[arg(long, value_name = "SECONDS", default_value_t = LOCK_TIMEOUT)]
    lock_timeout: u64,
    #[command(flatten)]
    output: Output,
    /// The command and its arguments; no shell sees them
    #[arg(value_name = "CMD", trailing_var_arg = true, allow_hyphen_values = false)]
    command: Vec<OsString>,
}

/// What a command reads.
#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Told<'a> {
    /// Name and version of this shape.
    schema: &'static str,
    /// Whether it was begun before, and not seen to end.
    again: bool,
    #[serde(flatten)]
    change: &'a Change,
}

/// The state while nobody else may touch it.
struct Kept<'a> {
    held: Held,
    mark: Mark,
    arguments: &'a Arguments,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let today = ctx.today(None)?;
    let as_of = AsOf { day: today, today, known_at: None };
    let asked = Asked::new(&reading, &arguments.agreement, arguments.party.as_deref())?;
    let held = hold(ctx, arguments)?;
    let Some(source) = held.read()? else { return begin(ctx, &reading, asked, as_of, &held, arguments) };
    let mark = Mark::parse(&source, Schema::State)?;
    mark.fits(source.name(), &asked, &reading.ids()?)?;
    let (since, pending) = (mark.as_of, mark.pending);
    let Found { changes, book } = compare(&reading, &asked, &Before::Kept(mark.agreements), as_of)?;
    let mut mark = Mark { pending, begun: mark.begun, ..Mark::new(today, asked, book) };
    mark.pending.extend(changes);
    if arguments.at_most_once {
        let begun = std::mem::take(&mut mark.begun);
        mark.pending.retain(|change| !begun.contains(&change.id));
    }
    let kept = Kept { held, mark, arguments };
    if arguments.dry_run || arguments.command.is_empty() { kept.print(ctx, since) } else { kept.deliver(ctx) }
}

/// Holds the state against a second run.
fn hold(ctx: &Context, arguments: &Arguments) -> Result<Held, Failure> {
    let held = place(ctx, &arguments.state)?.hold(Duration::from_secs(arguments.lock_timeout));
    held.map_err(|error| {
        let failure = Failure::from(error);
        let message = format!("another run works with `{}`", arguments.state.display());
        if failure.exit == Exit::Busy { Failure { message, help: Vec::new(), ..failure } } else { failure }
    })
}

/// The first run: nothing is told, and from here on nothing is missed.
fn begin(
    ctx: &mut Context,
    reading: &Reading,
    asked: Asked,
    as_of: AsOf,
    held: &Held,
    arguments: &Arguments,
) -> Outcome {
    let found = compare(reading, &asked, &Before::Nothing, as_of)?;
    if !arguments.dry_run {
        held.write(&Mark::new(as_of.day, asked, found.book).print(Schema::State))?;
    }
    ctx.err(&format!("nothing is told; the state begins here, as of {}\n", show(as_of.day)));
    Ok(Exit::Done)
}

impl Kept<'_> {
    /// Prints what is to be told, and lets it go once it is out.
    fn print(mut self, ctx: &mut Context, since: Day) -> Outcome {
        let report = ChangesReport {
            schema: "track.changes/1",
            since: Since { kind: "state".to_owned(), asked: self.arguments.state.display().to_string(), as_of: since },
            as_of: self.mark.as_of,
            changes: std::mem::take(&mut self.mark.pending),
        };
        write(ctx, &report, self.arguments.output.format())?;
        if !self.arguments.dry_run {
            arrived(ctx)?;
            self.mark.begun.clear();
            self.keep()?;
        }
        Ok(Exit::Done)
    }

    /// Gives each change to the command.
    fn deliver(mut self, ctx: &mut Context) -> Outcome {
        while let Some(change) = self.mark.pending.first().cloned() {
            let again = self.mark.begun.contains(&change.id);
            self.mark.begun = vec![change.id.clone()];
            self.keep()?;
            let told = render::json::json(&Told { schema: "track.change/1", again, change: &change });
            match ctx.run_program(&Program::new(&self.arguments.command, Talk::Given(told.as_bytes()))) {
                Ok(ran) if ran.ended == Ended::Well => {}
                Ok(ran) => return Err(self.failed(&change, &ran.ended)),
                Err(error) => return Err(self.not_started(again, &error)),
            }
            self.mark.pending.remove(0);
            self.mark.begun.clear();
        }
        self.keep()?;
        Ok(Exit::Done)
    }

    fn keep(&self) -> Result<(), Failure> {
        Ok(self.held.write(&self.mark.print(Schema::State))?)
    }

    fn program(&self) -> String {
        self.arguments.command.first().map(|word| word.to_string_lossy().into_owned()).unwrap_or_default()
    }

    fn failed(&self, change: &Change, ended: &Ended) -> Failure {
        let how = if let Ended::Badly(how) = ended { how.as_str() } else { "" };
        let message = format!("`{}` failed ({how}) on the change `{}`", self.program(), change.id);
        Failure::new(Exit::Io, "command-failed", message).help(self.left())
    }

    /// What did not start was not begun.
    fn not_started(&mut self, again: bool, error: &std::io::Error) -> Failure {
        if !again {
            self.mark.begun.clear();
        }
        let message = format!("`{}` cannot be started: {error}", self.program());
        let refusal = Failure::new(Exit::Io, "command-not-started", message).help(self.left());
        self.keep().err().unwrap_or(refusal)
    }

    fn left(&self) -> String {
        let count = crate::report::prose::count(self.mark.pending.len(), "change is", "changes are");
        format!("{count} still to be told; the next run goes on there")
    }
}
