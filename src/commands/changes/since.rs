//! What `--since` names: a day or a moment, a cursor, a revision of the ledger's repository; in this order.

use std::io::ErrorKind;
use std::path::Path;

use super::compared::{Asked, Before, compare};
use super::mark::{Mark, Schema};
use super::{Found, here};
use crate::cli::Global;
use crate::commands::{moment, single_day};
use crate::context::Context;
use crate::date::{Day, parse_day, show};
use crate::error::{Exit, Failure};
use crate::reading::{Reading, at_revision};
use crate::report::changes::Since;
use crate::source::Source;
use crate::status::AsOf;
use crate::store::{KEPT_LIMIT, StoreError, Why, read_up_to};

/// What the answer is held against.
pub(super) struct Earlier {
    pub(super) book: Before,
    pub(super) since: Since,
}

impl Earlier {
    /// Finds out what is meant.
    ///
    /// # Errors
    /// Nothing of that name (2), a day ahead of the answer (2), a cursor that cannot be gone on with (65).
    pub(super) fn resolve(
        ctx: &mut Context,
        global: &Global,
        reading: &Reading,
        text: &str,
        as_of: AsOf,
        asked: &Asked,
    ) -> Result<Self, Failure> {
        if let Some((kind, earlier)) = instant(text, as_of.today) {
            if earlier.day > as_of.day {
                let message = format!("{} lies ahead of the day of the answer, {}", show(earlier.day), show(as_of.day));
                return Err(Failure::usage("since-ahead", message));
            }
            return Ok(Self { since: since(kind, text, earlier.day), book: Before::At(earlier) });
        }
        if let Some(source) = file(ctx, text)? {
            let mark = Mark::parse(&source, Schema::Cursor)?;
            mark.fits(text, asked, &reading.ids()?)?;
            return Ok(Self { since: since("cursor", text, mark.as_of), book: Before::Kept(mark.agreements) });
        }
        revision(ctx, global, text, asked)
    }
}

fn since(kind: &str, asked: &str, as_of: Day) -> Since {
    Since { kind: kind.to_owned(), asked: asked.to_owned(), as_of }
}

/// A day or a moment, with what was known at its end.
fn instant(text: &str, today: Day) -> Option<(&'static str, AsOf)> {
    if let Ok(day) = single_day(text, today) {
        let end = moment(&show(day)).ok()?;
        return Some(("day", AsOf { day, today: day, known_at: Some(end) }));
    }
    let at = moment(text).ok()?;
    let day = at.date_naive();
    Some(("moment", AsOf { day, today: day, known_at: Some(at) }))
}

/// The text of a file, or of the input; `None` where there is no such file.
fn file(ctx: &mut Context, text: &str) -> Result<Option<Source>, Failure> {
    if text == "-" {
        let input = ctx.read_input(KEPT_LIMIT).map_err(|error| {
            Failure::new(Exit::Data, "unreadable", format!("the cursor cannot be read from the input: {error}"))
        });
        return Ok(Some(Source::new("-", input?)));
    }
    match read_up_to(&here(ctx, Path::new(text)), KEPT_LIMIT) {
        Ok(source) => Ok(Some(Source::new(text, source.text()))),
        Err(StoreError::NotFound { .. } | StoreError::Unreadable { why: Why::NotRegular, .. }) => Ok(None),
        Err(StoreError::Io { source, .. }) if is_no_path(source.kind()) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whether a text cannot be the path of a file at all.
fn is_no_path(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::InvalidInput | ErrorKind::InvalidFilename | ErrorKind::NotADirectory)
}

/// The standing of every agreement as of the day of a commit, by the texts of that commit.
fn revision(ctx: &mut Context, global: &Global, text: &str, asked: &Asked) -> Result<Earlier, Failure> {
    let found = at_revision(ctx, global.ledger.as_deref(), text).map_err(|failure| unknown(text, failure))?;
    let day = found.day;
    let as_of = AsOf { day, today: day, known_at: None };
    let there = found.reading.ids()?;
    let ids = asked.ids.iter().filter(|id| there.contains(id)).cloned().collect();
    let wanted = Asked { ids, party: None };
    let none = !asked.ids.is_empty() && wanted.ids.is_empty();
    let book = if none {
        Default::default()
    } else {
        let Found { book, .. } = compare(&found.reading, &wanted, &Before::Nothing, as_of)?;
        book
    };
    Ok(Earlier { since: since("revision", text, day), book: Before::Kept(book) })
}

/// The refusal where a text names nothing; it says how to begin.
fn unknown(text: &str, failure: Failure) -> Failure {
    if failure.code != "no-revision" {
        return failure;
    }
    let refusal = Failure::usage("unknown-since", format!("`{text}` is no day, no cursor file and no revision"));
    let day = parse_day(text).err().filter(|_| text.starts_with(|c: char| c.is_ascii_digit()));
    let refusal = day.into_iter().fold(refusal, |refusal, error| refusal.help(error.to_string()));
    refusal.help(failure.message).help("to begin with a cursor: track changes --next FILE")
}
