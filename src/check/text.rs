//! The letters of a text: what hides, and what looks like something else.

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
