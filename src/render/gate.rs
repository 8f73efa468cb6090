//! The one gate that makes text harmless for each kind of reader.
//!
//! Ledgers hold what the world wrote: a title may carry terminal commands, marks that turn the direction of
//! reading, formulas or markup. Nothing is dropped in silence: what cannot be shown safely is shown escaped,
//! `\n` or `\u{1b}`. Right-to-left words themselves are left alone.

use std::borrow::Cow;
use std::fmt::Write as _;

mod sealed;
#[cfg(test)]
mod tests;

pub use sealed::sealed;
pub(super) use sealed::{CLOSE, FROM_RIGHT, OPEN, TO_LEFT};

/// One line for a refusal: harmless, and of a text that is too long its beginning and its end.
pub fn short(text: &str) -> Cow<'_, str> {
    let shown = terminal(text);
    if shown.len() <= 2 * HALF {
        return shown;
    }
    let (head, tail) = (shown.floor_char_boundary(HALF), shown.ceil_char_boundary(shown.len() - HALF));
    Cow::Owned(format!("{} … {}", &shown[..head], &shown[tail..]))
}

/// Bytes at the beginning and at the end of a long text that a refusal shows.
const HALF: usize = 600;

/// Text for one line of a terminal: no character moves the cursor, hides, or turns the reading direction.
///
/// A tab becomes a blank; a line feed, a carriage return and all other control, bidi and invisible characters
/// are written out.
pub fn terminal(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    escape(text, |c, _| (c == '\t').then_some(" "))
}

/// Text of several lines for a terminal: as [`terminal`], with line feeds and tabs left in place.
pub fn lines(text: &str) -> Cow<'_, str> {
    escape(text, |c, _| match c {
        '\n' => Some("\n"),
        '\t' => Some("\t"),
        _ => None,
    })
}

/// Text of several lines for a file: as [`lines`], with a carriage return left in front of its line feed.
fn broken(text: &str) -> Cow<'_, str> {
    escape(text, |c, next| match c {
        '\n' => Some("\n"),
        '\r' if next == Some('\n') => Some("\r"),
        '\t' => Some("\t"),
        _ => None,
    })
}

/// Text inside a line of Markdown: harmless as on a terminal, and no character begins markup, a list or raw HTML.
///
/// Blanks at the beginning are left out: four of them would begin code.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let shown = terminal(text);
    let words = shown.trim_start();
    let number = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, c) in words.char_indices() {
        let ends = words[at + c.len_utf8()..].chars().next().is_none_or(char::is_whitespace);
        let opens_list = at == number && at > 0 && ends && matches!(c, '.' | ')');
        let opens_block = opens_list || at == 0 && matches!(c, '#' | '+' | '-' | '=');
        if opens_block || "\\`*_[]<>|&~$".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Text inside an element or a quoted attribute of HTML, SVG or XML.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in terminal(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// Text for one line of a TEXT value of a calendar (RFC 5545): harmless, and what parts values escaped.
pub fn ics(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in terminal(text).chars() {
        if matches!(c, '\\' | ';' | ',') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Text for a cell that a spreadsheet may open: what would run as a formula gets an apostrophe in front.
///
/// Line breaks and tabs stay (the writer quotes them); other control characters, a carriage return alone, and bidi
/// and invisible characters are written out. ISO dates and plain numbers are untouched. [`csv_text`] takes the apostrophe away again.
pub fn csv_cell(text: &str) -> Cow<'_, str> {
    let shown = broken(text);
    if is_live(text) { Cow::Owned(format!("'{shown}")) } else { shown }
}

/// The text behind a cell written by [`csv_cell`].
pub fn csv_text(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_live(text) => text,
        _ => cell,
    }
}

/// The address, if it is an http or https address that can be made a link as it stands; else nothing.
///
/// What stands before an `@` is a password, or makes one host look like another: such an address is only shown.
pub fn url(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let whole = !host.is_empty() && !host.contains('@') && host.contains('[') == host.contains(']');
    let clean = !address.chars().any(|c| c.is_whitespace() || is_hostile(c) || "\"<>\\`".contains(c));
    (known && whole && clean).then_some(address)
}

/// Whether a character commands, hides or turns text instead of showing something.
pub(crate) fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{fffe}' | '\u{ffff}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Writes hostile characters out, except where `instead` knows something better.
fn escape(text: &str, instead: impl Fn(char, Option<char>) -> Option<&'static str>) -> Cow<'_, str> {
    if !text.chars().any(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let next = rest.clone().next();
        match instead(c, next) {
            Some(other) => out.push_str(other),
            None if !is_hostile(c) || joins(before, c, next) => out.push(c),
            None => write_out(&mut out, c),
        }
        before = c;
    }
    Cow::Owned(out)
}

/// The visible form of a hostile character.
fn write_out(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ => write!(out, "\\u{{{:x}}}", u32::from(c)).expect("a String takes every text"),
    }
}

/// Whether this is a joiner between two letters of a script that is spelled with joiners (Persian, Hindi).
fn joins(before: char, c: char, after: Option<char>) -> bool {
    let spelled = |c: char| matches!(c, '\u{620}'..='\u{109f}') && c.is_alphabetic() || is_virama(c);
    matches!(c, '\u{200c}' | '\u{200d}') && spelled(before) && after.is_some_and(spelled)
}

/// The signs of the Indic scripts that kill a vowel; joiners stand behind them.
fn is_virama(c: char) -> bool {
    matches!(
        c,
        '\u{94d}'
            | '\u{9cd}'
            | '\u{a4d}'
            | '\u{acd}'
            | '\u{b4d}'
            | '\u{bcd}'
            | '\u{c4d}'
            | '\u{ccd}'
            | '\u{d4d}'
            | '\u{dca}'
    )
}

/// Whether a spreadsheet could take the text for a formula, also behind blanks or behind our own apostrophe.
fn is_live(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    let words = bare.trim_start_matches(|c: char| c.is_whitespace() || is_hostile(c));
    match words.chars().next() {
        Some('=' | '+' | '@' | '＝' | '＋' | '＠' | '－' | '−') => true,
        Some('-') => !is_number(&words[1..]),
        _ => bare.starts_with(['\t', '\r', '\n']),
    }
}

/// Digits, with or without a decimal part.
fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    text.split_once('.').map_or_else(|| digits(text), |(whole, part)| digits(whole) && digits(part))
}
