//! A calendar (RFC 5545): whole days without a time zone, lines folded, ids that stay.

use super::gate;
use crate::date::Day;
use crate::report::calendar::{Calendar, Entry, Standing};

/// The octets that a line may hold, its end not counted.
const WIDTH: usize = 75;

/// What a calendar without events holds: RFC 5545 wants one component.
const NOTHING: [&str; 8] = [
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// `VCALENDAR` with one `VEVENT` for each entry.
pub fn ics(calendar: &Calendar) -> String {
    let mut out = String::new();
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ratification//track//EN", "CALSCALE:GREGORIAN"] {
        line(&mut out, text);
    }
    line(&mut out, &format!("UID:{}", calendar.uuid()));
    line(&mut out, &format!("LAST-MODIFIED:{}", moment(calendar.changed())));
    for name in ["NAME", "X-WR-CALNAME"] {
        line(&mut out, &format!("{name}:{}", gate::ics(&calendar.title)));
    }
    calendar.entries.iter().for_each(|entry| event(&mut out, entry));
    if calendar.entries.is_empty() {
        NOTHING.iter().for_each(|text| line(&mut out, text));
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, entry: &Entry) {
    let changed = moment(entry.changed);
    let said: Vec<String> =
        std::iter::once(&entry.sentence).chain(&entry.details).map(|line| gate::ics(line)).collect();
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}", entry.uuid()));
    line(out, &format!("DTSTAMP:{changed}"));
    line(out, &format!("LAST-MODIFIED:{changed}"));
    line(out, &format!("SEQUENCE:{}", entry.moves));
    line(out, &format!("DTSTART;VALUE=DATE:{}", day(entry.first)));
    if let Some(after) = entry.last.succ_opt().filter(|after| *after <= crate::date::LAST_DAY) {
        line(out, &format!("DTEND;VALUE=DATE:{}", day(after)));
    }
    line(out, &format!("SUMMARY:{}", gate::ics(&entry.title)));
    line(out, &format!("DESCRIPTION:{}", said.join("\\n")));
    line(out, &format!("CATEGORIES:{}", gate::ics(&entry.agreement)));
    if let Some(address) = entry.links.iter().find_map(|link| gate::url(link)) {
        line(out, &format!("URL:{}", uri(address)));
    }
    line(out, &format!("STATUS:{}", status(entry.standing)));
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
}

const fn status(standing: Standing) -> &'static str {
    match standing {
        Standing::Certain => "CONFIRMED",
        Standing::Expected => "TENTATIVE",
        Standing::Cancelled => "CANCELLED",
    }
}

/// A day without its dashes.
fn day(day: Day) -> String {
    crate::date::show(day).replace('-', "")
}

fn moment(at: chrono::DateTime<chrono::Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// An address as a URI, which knows ASCII only.
fn uri(address: &str) -> String {
    let is_known = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    let mut out = String::new();
    for byte in address.bytes() {
        if is_known(byte) { out.push(char::from(byte)) } else { out.push_str(&format!("%{byte:02X}")) }
    }
    out
}

/// One line, folded where it is too long: never inside a character, nor beside a joiner, which is a letter's only
/// between two letters.
fn line(out: &mut String, text: &str) {
    let (mut held, mut start) = (0, 0);
    for (at, _) in text.char_indices().skip(1).filter(|(at, c)| !is_joined(&text[..*at], *c)) {
        held = piece(out, held, &text[start..at]);
        start = at;
    }
    piece(out, held, &text[start..]);
    out.push_str("\r\n");
}

/// Adds what may not be parted, on a new line if it does not fit; the octets that the line then holds.
fn piece(out: &mut String, held: usize, piece: &str) -> usize {
    if held == 0 || held + piece.len() <= WIDTH {
        out.push_str(piece);
        return held + piece.len();
    }
    out.push_str("\r\n ");
    out.push_str(piece);
    1 + piece.len()
}

fn is_joined(before: &str, c: char) -> bool {
    let joins = |c: char| matches!(c, '\u{200c}' | '\u{200d}');
    joins(c) || before.chars().next_back().is_some_and(joins)
}

#[cfg(test)]
mod tests;
