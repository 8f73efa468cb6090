//! The words of the agenda: calm, in those of the field, and never as if something expected were done.

use super::What;
use crate::date::{ActDate, Day, FIRST_DAY};
use crate::model::{About, Act, Agreement, Code, Kind, Names};
use crate::report::name_of;
use crate::report::prose::{list, long_date, weekday};

/// How many parties a sentence names.
const FEW: usize = 4;

/// A day with its weekday: `Tuesday 16 December 2025`.
pub(super) fn day(day: Day) -> String {
    format!("{} {}", weekday(day), long_date(day))
}

/// When: `on …`, `between … and …`, `by …`.
pub(super) fn when(date: &ActDate) -> String {
    match date.exact() {
        Some(on) => format!("on {}", day(on)),
        None if date.earliest() == FIRST_DAY => format!("by {}", day(date.latest())),
        None => format!("between {} and {}", day(date.earliest()), day(date.latest())),
    }
}

/// The parties by name, or how many.
pub(super) fn parties(agreement: &Agreement, names: &Names, codes: &[Code]) -> String {
    if codes.len() > FEW {
        return format!("{} parties", codes.len());
    }
    list(&codes.iter().map(|code| name_of(agreement, names, code)).collect::<Vec<_>>())
}

/// An act with its article: `a vote by Azerbaijan (Milli Majlis, final reading)`.
pub(super) fn act(agreement: &Agreement, names: &Names, act: &Act) -> String {
    let kind = kind(act.kind);
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    let named = act.name.as_ref().map(|name| format!(" “{name}”")).unwrap_or_default();
    let whose = act.party.map(|code| format!(" by {}", name_of(agreement, names, &code))).unwrap_or_default();
    let mut inside: Vec<String> = act.body.iter().cloned().collect();
    inside.extend(act.reading.map(|reading| format!("{reading} reading")));
    inside.extend(about(act.about).map(str::to_owned));
    let inside = if inside.is_empty() { String::new() } else { format!(" ({})", inside.join(", ")) };
    format!("{article} {kind}{named}{whose}{inside}")
}

/// A kind as something that takes place.
fn kind(kind: Kind) -> String {
    match kind {
        Kind::Committee => "committee stage".to_owned(),
        kind => kind.as_str().replace('-', " "),
    }
}

const fn about(about: About) -> Option<&'static str> {
    match about {
        About::Consent => None,
        About::Leave => Some("about leaving"),
        About::Suspend => Some("about suspending"),
        About::Prolong => Some("about prolonging"),
        About::Reserve => Some("about a reservation"),
        About::LiftReservation => Some("about withdrawing a reservation"),
    }
}

/// What has a day, for the line of a calendar.
pub(super) const fn label(what: What) -> &'static str {
    match what {
        What::Expected => "expected",
        What::Force | What::PartyForce => "due to enter into force",
        What::Leaving => "remains a party until",
        What::End => "due to end",
        What::Notice => "last day to give notice",
        What::Period => "goes on for a new period",
        What::Closing => "closes for signature",
        What::ProvisionalEnd => "provisional application due to end",
        What::LookAgain => "look again",
    }
}

/// A sentence begins with a capital.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How far ahead: `today`, `tomorrow`, `in 3 days`, `2 days ago`.
pub(super) fn ahead(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days > 0 => format!("in {days} days"),
        days => format!("{} days ago", -days),
    }
}
