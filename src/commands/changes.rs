//! `track changes`: what became different, since a day, a cursor or a revision.

mod compared;
mod mark;
mod since;

use std::path::{Path, PathBuf};

use clap::Args;

use super::{as_of, print, print_entries, print_json, print_table};
use crate::cli::{AsOf as AsOfArguments, Format, Global, Output, formats};
use crate::context::Context;
use crate::date::show;
use crate::error::{Exit, Failure, Outcome};
use crate::reading::Reading;
use crate::render;
use crate::report::changes::{ChangesReport, calendar, page, table};
use crate::report::prose;
use crate::store::Kept;
use since::Earlier;

pub(super) use compared::{Asked, Before, Found, compare};
pub(super) use mark::{Mark, Schema};

/// Say what became different since a day, a cursor or a revision: one sentence for each change
///
/// WHERE is a day or a moment (what was known at its end), a cursor file that an earlier run wrote with
/// --next (- reads it from the input), or a git revision of the ledger. With a cursor nothing is missed
/// that a pull brings, whatever its dates.
///
/// Example:
///   track changes --since 2025-12-16
///   track changes --next channel.cursor
///   track changes --since channel.cursor --next channel.cursor --json
///   track changes --since HEAD~1 --party Türkiye
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, mut_arg("format", |arg| arg.value_parser(formats(Format::OF_DAYS))))]
pub(crate) struct Arguments {
    /// The agreements' ids; left out: all
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// A day, a moment, a cursor file (- for the input) or a git revision
    #[arg(long, value_name = "WHERE", allow_hyphen_values = true)]
    since: Option<String>,
    /// Write the cursor for next time, once the answer is out; without --since, begin here
    #[arg(long, value_name = "FILE", conflicts_with_all = ["as_of", "known_at"])]
    next: Option<PathBuf>,
    /// Only what concerns this party
    #[arg(long, value_name = "PARTY")]
    party: Option<String>,
    /// Exit with 1 if anything became different
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    as_of: AsOfArguments,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let Some(since) = &arguments.since else { return begin(arguments, global, ctx) };
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let as_of = as_of(ctx, &arguments.as_of)?;
    let asked = Asked::new(&reading, &arguments.ids, arguments.party.as_deref())?;
    let place = arguments.next.as_deref().map(|path| place(ctx, path)).transpose()?;
    let earlier = Earlier::resolve(ctx, global, &reading, since, as_of, &asked)?;
    let (book, told) = (earlier.book, earlier.since);
    let found = compare(&reading, &asked, &book, as_of)?;
    let any = !found.changes.is_empty();
    let mark = place.map(|place| (place, Mark::new(as_of.day, asked, found.book)));
    let report = ChangesReport { schema: "track.changes/1", since: told, as_of: as_of.day, changes: found.changes };
    write(ctx, &report, arguments.output.format())?;
    if let Some((place, mark)) = mark {
        arrived(ctx)?;
        place.write(&mark.print(Schema::Cursor))?;
    }
    Ok(if any && arguments.exit_code { Exit::No } else { Exit::Done })
}

/// The first run of a reader: nothing is told, and from here on nothing is missed.
fn begin(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let Some(path) = &arguments.next else {
        return Err(Failure::usage("missing-since", "since when? add --since WHERE")
            .help("WHERE is a day, a cursor file, or a git revision")
            .help("to begin with a cursor: track changes --next FILE"));
    };
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let as_of = as_of(ctx, &arguments.as_of)?;
    let asked = Asked::new(&reading, &arguments.ids, arguments.party.as_deref())?;
    let place = place(ctx, path)?;
    if place.read()?.is_some() {
        let shown = path.display();
        return Err(Failure::new(Exit::Exists, "exists", format!("`{shown}` exists already"))
            .help(format!("go on with it: track changes --since {shown} --next {shown}"))
            .help("or remove it to begin anew"));
    }
    let found = compare(&reading, &asked, &Before::Nothing, as_of)?;
    place.write(&Mark::new(as_of.day, asked, found.book).print(Schema::Cursor))?;
    ctx.err(&format!("nothing is told; the cursor begins here, as of {}\n", show(as_of.day)));
    Ok(Exit::Done)
}

/// The file that a person named, as the working directory sees it.
pub(super) fn place(ctx: &Context, path: &Path) -> Result<Kept, Failure> {
    if path == Path::new("-") {
        return Err(Failure::usage("no-file", "`-` is no file that can be kept").help("name a file"));
    }
    Ok(Kept::find(&here(ctx, path))?)
}

/// A path as the working directory sees it.
fn here(ctx: &Context, path: &Path) -> PathBuf {
    ctx.current_dir().map_or_else(|| path.to_owned(), |dir| dir.join(path))
}

/// Makes sure that the answer is out and somebody took it, before it counts as told.
pub(super) fn arrived(ctx: &mut Context) -> Result<(), Failure> {
    let failed = |why: String| {
        Failure::new(Exit::Io, "output", format!("cannot write the answer: {why}"))
            .help("nothing counts as told: the same command tells it again")
    };
    match ctx.arrived() {
        Ok(true) => Ok(()),
        Ok(false) => Err(failed("the reader has left".to_owned())),
        Err(error) => Err(failed(error.to_string())),
    }
}

/// Writes the answer.
pub(super) fn write(ctx: &mut Context, report: &ChangesReport, format: Format) -> Result<(), Failure> {
    match format {
        Format::Json => print_json(ctx, report),
        Format::Ics | Format::Atom => print_entries(ctx, &calendar(&report.changes, report.as_of), format),
        format if report.changes.is_empty() && format.is_mute_when_empty() => {
            ctx.err(&format!("nothing became different since {}\n", show(report.since.as_of)));
            Ok(())
        }
        Format::Text => {
            let count = prose::count(report.changes.len(), "change", "changes");
            let days = format!("since {}, as of {}", show(report.since.as_of), show(report.as_of));
            let text = render::page::page(&page(report), &ctx.terminal());
            print(ctx, &format!("{count} {days}\n\n{text}"))
        }
        format => print_table(ctx, &table(&report.changes), format),
    }
}
