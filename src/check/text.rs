//! The text itself: what hides, what looks like something else, what only the newest readers of TOML understand.

use super::Sink;
use crate::source::Source;

/// Characters that command, hide or turn text.
pub(super) fn hidden_character(source: &Source, sink: &mut Sink) {
    let text = source.text();
    if text.is_ascii() {
        return;
    }
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let after = || text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let mark = at == 0 && c == '\u{feff}';
        if crate::ledger::is_unseen(c) && !matches!(c, '\n' | '\r' | '\t') && !mark && !joins(before, c, after()) {
            let message = format!("U+{:04X} hides here, or turns the words around it", u32::from(c));
            sink.add(at..at + c.len_utf8(), message, "delete it; where it belongs, write it out: \"\\u200E\"");
        }
        before = c;
    }
}

/// Whether this is a joiner between letters of a script that is spelled with joiners (Persian, Hindi).
fn joins(before: char, c: char, after: char) -> bool {
    let spelled = |c: char| matches!(c, '\u{600}'..='\u{109f}');
    matches!(c, '\u{200c}' | '\u{200d}') && spelled(before) && spelled(after)
}

/// One word in letters of two scripts that look alike.
pub(super) fn mixed_script(source: &Source, sink: &mut Sink) {
    let text = source.text();
    if text.is_ascii() {
        return;
    }
    let mut next = 0;
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let at = next;
        next += word.len();
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let has = |is: fn(char) -> bool| word.chars().any(is);
        if has(is_latin) && (has(is_cyrillic) || has(is_greek)) {
            let other = if has(is_cyrillic) { "Cyrillic" } else { "Greek" };
            let message = format!("`{word}` mixes Latin and {other} letters that look alike");
            sink.add(at..at + word.len(), message, "type the word again in one script, or searching will miss it");
        }
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

fn is_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}')
}

/// What TOML 1.1 added: other tools that read the ledger may refuse the file.
pub(super) fn toml_1_1(source: &Source, sink: &mut Sink) {
    let bytes = source.text().as_bytes();
    let (mut at, mut open, mut comma) = (0, Vec::new(), false);
    let help = "write it as TOML 1.0 does, so that every reader takes the file";
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b'#' => at += bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len() - at, |n| n) - 1,
            b'"' | b'\'' => {
                let end = string_end(bytes, at);
                for escape in if byte == b'"' { new_escapes(bytes, at, end) } else { Vec::new() } {
                    sink.add(escape..escape + 2, "this escape is new in TOML 1.1", help);
                }
                at = end;
            }
            b'{' | b'[' => open.push(byte),
            b'}' | b']' => {
                if comma && open.last() == Some(&b'{') {
                    sink.add(at..at + 1, "a comma before `}` is new in TOML 1.1", help);
                }
                open.pop();
            }
            b'\n' if open.last() == Some(&b'{') => {
                sink.add(at..at, "a line break inside `{ }` is new in TOML 1.1", help);
                open.clear();
            }
            b'T' | b' ' if open.is_empty() && is_short_time(bytes, at) => {
                sink.add(at + 1..at + 6, "a time without seconds is new in TOML 1.1", help);
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            comma = byte == b',';
        }
        at += 1;
    }
}

/// Whether a time `hh:mm` without seconds follows a day here.
fn is_short_time(bytes: &[u8], at: usize) -> bool {
    let digit = |n: usize| bytes.get(n).is_some_and(u8::is_ascii_digit);
    at > 0
        && digit(at - 1)
        && digit(at + 1)
        && digit(at + 2)
        && bytes.get(at + 3) == Some(&b':')
        && digit(at + 4)
        && digit(at + 5)
        && bytes.get(at + 6) != Some(&b':')
}

/// The last byte of the string that begins at `at`.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let triple = bytes[at..].starts_with(&[quote; 3]);
    let mut end = at + if triple { 3 } else { 1 };
    while end < bytes.len() {
        match bytes[end] {
            b'\\' if quote == b'"' => end += 1,
            b'\n' if !triple => return end,
            b if b == quote && (!triple || bytes[end..].starts_with(&[quote; 3])) => {
                return end + if triple { 2 } else { 0 };
            }
            _ => {}
        }
        end += 1;
    }
    bytes.len().saturating_sub(1).max(at)
}

/// Where `\e` and `\x` stand in a string.
fn new_escapes(bytes: &[u8], from: usize, to: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = from;
    while at < to {
        if bytes[at] == b'\\' {
            if matches!(bytes.get(at + 1), Some(b'e' | b'x')) {
                found.push(at);
            }
            at += 1;
        }
        at += 1;
    }
    found
}
