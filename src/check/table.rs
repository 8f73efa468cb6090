//! The table of checks: one row each.

use super::{Sink, Subject, acts};
use crate::diagnostic::Level;
use crate::source::Source;
use crate::status::Status;

/// How a check looks.
#[derive(Clone, Copy)]
pub enum Run {
    /// At a text alone.
    Text(fn(&Source, &mut Sink)),
    /// At an agreement that loaded.
    Agreement(fn(&Subject, &mut Sink)),
    /// At an agreement with its status.
    Status(fn(&Subject, &Status, &mut Sink)),
    /// Elsewhere: while loading or listing.
    Loading,
}

/// One check.
pub struct Check {
    /// Its code, in kebab-case.
    pub code: &'static str,
    /// How much its findings weigh.
    pub level: Level,
    /// What it looks for, in one line.
    pub title: &'static str,
    /// How it looks.
    pub run: Run,
}

const fn check(code: &'static str, level: Level, title: &'static str, run: Run) -> Check {
    Check { code, level, title, run }
}

use Level::Warning;

/// Every check, by code.
pub static CHECKS: &[Check] = &[check(
    "no-source",
    Warning,
    "an act that nobody is named for, in a record without sources",
    Run::Agreement(acts::no_source),
)];
