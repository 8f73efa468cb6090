//! The last door: everything that leaves for a screen or a file.

use std::borrow::Cow;

use super::{broken, url, write_out};

/// Begins a link (OSC 8); the address and `ESC \` follow.
pub(in crate::render) const OPEN: &str = "\u{1b}]8;;";

/// Ends a link.
pub(in crate::render) const CLOSE: &str = "\u{1b}]8;;\u{1b}\\";

/// Begins words that are read in their own direction.
pub(in crate::render) const FROM_RIGHT: char = '\u{2068}';

/// Ends them.
pub(in crate::render) const TO_LEFT: char = '\u{2069}';

/// The last door. Our own colours pass, whole links to http and https, and words set apart for their direction of
/// reading; nothing else commands.
///
/// Each text has passed the gate of its format before; what was forgotten is written out here.
pub fn sealed(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find(['\u{1b}', FROM_RIGHT]) {
        out.push_str(&broken(&rest[..at]));
        rest = mark(&mut out, &rest[at..]);
    }
    out.push_str(&broken(rest));
    Cow::Owned(out)
}

/// Passes the mark on that begins here, or writes its first character out; gives what stands behind it.
fn mark<'t>(out: &mut String, text: &'t str) -> &'t str {
    if let Some(end) = colour(text) {
        out.push_str(&text[..end]);
        return &text[end..];
    }
    if let Some((head, words, behind)) = link(text).or_else(|| apart(text)) {
        out.push_str(head);
        out.push_str(&sealed(words));
        out.push_str(&text[head.len() + words.len()..text.len() - behind.len()]);
        return behind;
    }
    let mut characters = text.chars();
    if let Some(first) = characters.next() {
        write_out(out, first);
    }
    characters.as_str()
}

/// Where the colour (`ESC [ 1 ; 31 m`) ends that begins here; `None` for any other command.
fn colour(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("\u{1b}[")?;
    let digits = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
    (rest.as_bytes().get(digits) == Some(&b'm')).then_some(digits + 3)
}

/// A whole link: its head with an address that may be one, its words on one line without a link in them, and what
/// stands behind its end.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (address, rest) = text.strip_prefix(OPEN)?.split_once("\u{1b}\\")?;
    url(address).filter(|address| address.bytes().all(|byte| byte.is_ascii_graphic()))?;
    let (words, behind) = rest.split_once(CLOSE)?;
    let plain = !words.is_empty() && !words.contains('\n') && !words.contains("\u{1b}]");
    plain.then(|| (&text[..OPEN.len() + address.len() + 2], words, behind))
}

/// Words set apart for their direction: on one line, with nothing in them that turns or commands.
fn apart(text: &str) -> Option<(&str, &str, &str)> {
    let (words, behind) = text.strip_prefix(FROM_RIGHT)?.split_once(TO_LEFT)?;
    let plain = !words.is_empty() && broken(words) == words && !words.contains(['\n', '\t']);
    plain.then(|| (&text[..FROM_RIGHT.len_utf8()], words, behind))
}
