//! The plain subset of TOML in which ledgers are written, read in one pass over the bytes.
//!
//! Headings, bare keys, texts without escapes, days, moments in UTC, plain numbers, lists and tables in braces. On any
//! doubt it gives nothing, and the parser of the whole grammar reads the text: so there is one grammar, and what is read
//! here is what that would give, place by place: the tests hold the two against each other.

use std::borrow::Cow;

use chrono::NaiveDate;
use toml::value::{Date, Datetime, Offset, Time};

use super::value::{Integer, Placed, Table, Value};
use crate::source::Span;

/// The most parts of the name of a table.
const MAX_PARTS: usize = 4;
/// How deep lists and braces stand in each other.
const MAX_DEPTH: usize = 4;
/// The most keys of one table: each is held against the others.
const MAX_KEYS: usize = 512;

/// The table of a text; `None` where the text is not surely plain.
pub(super) fn table(text: &str) -> Option<Table<'_>> {
    let mut cursor = Cursor { text, bytes: text.as_bytes(), at: 0 };
    let mut root = Table::default();
    let mut table = &mut root;
    loop {
        cursor.blanks();
        match cursor.peek() {
            None => return Some(root),
            Some(b'\n') => cursor.at += 1,
            Some(b'#') => cursor.comment()?,
            Some(b'[') => {
                table = open(&mut root, &mut cursor)?;
                cursor.line_end()?;
            }
            Some(_) => {
                pair(&mut cursor, table, 0)?;
                cursor.line_end()?;
            }
        }
    }
}

/// A place in the text.
struct Cursor<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Passes a byte that must stand here.
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Passes what may stand behind a value, to the end of the line.
    fn line_end(&mut self) -> Option<()> {
        self.blanks();
        match self.peek() {
            None => Some(()),
            Some(b'\n') => {
                self.at += 1;
                Some(())
            }
            Some(b'#') => self.comment(),
            Some(_) => None,
        }
    }

    /// Passes a comment up to the end of its line.
    fn comment(&mut self) -> Option<()> {
        while let Some(byte) = self.peek() {
            if byte == b'\n' {
                break;
            }
            if byte.is_ascii_control() && byte != b'\t' {
                return None;
            }
            self.at += 1;
        }
        Some(())
    }

    /// Passes blanks, line ends and comments, as they may stand in a list.
    fn gap(&mut self) -> Option<()> {
        loop {
            self.blanks();
            match self.peek()? {
                b'\n' => self.at += 1,
                b'#' => self.comment()?,
                _ => return Some(()),
            }
        }
    }

    /// A bare key.
    fn key(&mut self) -> Option<(&'a str, Span)> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-') {
            self.at += 1;
        }
        (self.at > start).then(|| (&self.text[start..self.at], start..self.at))
    }

    /// The digits that stand here.
    fn digits(&mut self) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        &self.text[start..self.at]
    }
}

/// Opens the table of a heading: `[a.b]`, or the next one of a list, `[[a.b]]`.
fn open<'t, 'a>(root: &'t mut Table<'a>, cursor: &mut Cursor<'a>) -> Option<&'t mut Table<'a>> {
    let start = cursor.at;
    cursor.take(b'[')?;
    let is_list = cursor.take(b'[').is_some();
    let mut table = root;
    let mut part = cursor.key()?;
    for _ in 1..MAX_PARTS {
        if cursor.take(b'.').is_none() {
            break;
        }
        table = enter(table, part, cursor.bytes)?;
        part = cursor.key()?;
    }
    cursor.take(b']')?;
    if is_list {
        cursor.take(b']')?;
    }
    let (name, span) = part;
    let own = Placed::new(Value::Table(Table::default()), start..cursor.at);
    let is_known = table.contains_key(name);
    let placed = if is_known {
        table.get_mut(name)?
    } else {
        let value = if is_list { Placed::new(Value::Array(Vec::new()), start..cursor.at) } else { own };
        push(table, name, span, value)?
    };
    if !is_list {
        return if is_known { None } else { inner(placed) };
    }
    let is_of_headings = !is_known || is_list_of_headings(placed, cursor.bytes);
    match placed.get_mut() {
        Value::Array(items) if is_of_headings => {
            items.push(Placed::new(Value::Table(Table::default()), start..cursor.at));
            inner(items.last_mut()?)
        }
        _ => None,
    }
}

/// The table that a part of a heading names; one that no heading has named yet begins there.
fn enter<'t, 'a>(table: &'t mut Table<'a>, part: (&'a str, Span), bytes: &[u8]) -> Option<&'t mut Table<'a>> {
    let (name, span) = part;
    if !table.contains_key(name) {
        let value = Placed::new(Value::Table(Table::default()), span.clone());
        return inner(push(table, name, span, value)?);
    }
    let placed = table.get_mut(name)?;
    if is_list_of_headings(placed, bytes) {
        let Value::Array(items) = placed.get_mut() else { return None };
        return inner(items.last_mut()?);
    }
    let in_braces = bytes.get(placed.span().start) == Some(&b'{');
    if in_braces { None } else { inner(placed) }
}

/// Whether it is a list that headings made, each a table of it.
fn is_list_of_headings(placed: &Placed, bytes: &[u8]) -> bool {
    let first = placed.get_ref().as_array().and_then(|items| items.first());
    first.is_some_and(|first| first.get_ref().as_table().is_some() && bytes.get(first.span().start) == Some(&b'['))
}

fn inner<'t, 'a>(placed: &'t mut Placed<'a>) -> Option<&'t mut Table<'a>> {
    match placed.get_mut() {
        Value::Table(table) => Some(table),
        _ => None,
    }
}

fn push<'t, 'a>(table: &'t mut Table<'a>, key: &'a str, span: Span, value: Placed<'a>) -> Option<&'t mut Placed<'a>> {
    let is_new = table.len() < MAX_KEYS && !table.contains_key(key);
    is_new.then(|| table.push(Cow::Borrowed(key), span, value))
}

/// `key = value`.
fn pair<'a>(cursor: &mut Cursor<'a>, table: &mut Table<'a>, depth: usize) -> Option<()> {
    let (key, span) = cursor.key()?;
    cursor.blanks();
    cursor.take(b'=')?;
    cursor.blanks();
    let value = value(cursor, depth)?;
    push(table, key, span, value).map(|_| ())
}

fn value<'a>(cursor: &mut Cursor<'a>, depth: usize) -> Option<Placed<'a>> {
    let start = cursor.at;
    let value = match cursor.peek()? {
        b'"' => text(cursor)?,
        b'0'..=b'9' => number(cursor)?,
        b'[' if depth < MAX_DEPTH => list(cursor, depth + 1)?,
        b'{' if depth < MAX_DEPTH => braces(cursor, depth + 1)?,
        b't' => word(cursor, "true", true)?,
        b'f' => word(cursor, "false", false)?,
        _ => return None,
    };
    Some(Placed::new(value, start..cursor.at))
}

fn word<'a>(cursor: &mut Cursor<'a>, word: &str, flag: bool) -> Option<Value<'a>> {
    let found = cursor.bytes[cursor.at..].starts_with(word.as_bytes());
    found.then(|| {
        cursor.at += word.len();
        Value::Boolean(flag)
    })
}

/// A text between quotation marks in which every byte stands for itself.
fn text<'a>(cursor: &mut Cursor<'a>) -> Option<Value<'a>> {
    let start = cursor.at + 1;
    let rest = &cursor.bytes[start..];
    let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=31 | 127))?;
    let end = start + length;
    // two marks side by side may begin a text of several lines
    let is_plain = cursor.bytes[end] == b'"' && (length > 0 || cursor.bytes.get(end + 1) != Some(&b'"'));
    is_plain.then(|| {
        cursor.at = end + 1;
        Value::String(Cow::Borrowed(&cursor.text[start..end]))
    })
}

/// A number of plain digits, a day, or a moment in UTC.
fn number<'a>(cursor: &mut Cursor<'a>) -> Option<Value<'a>> {
    let start = cursor.at;
    let digits = cursor.digits();
    let is_plain = digits.len() < 19 && (digits.len() == 1 || !digits.starts_with('0'));
    match cursor.peek() {
        Some(b'-') if digits.len() == 4 => moment(cursor, digits),
        Some(b'.') if is_plain => {
            cursor.at += 1;
            let fraction = cursor.digits();
            (!fraction.is_empty() && ends(cursor)).then(|| Value::Float(Cow::Borrowed(&cursor.text[start..cursor.at])))
        }
        _ => (is_plain && ends(cursor)).then(|| Value::Integer(Integer::plain(digits))),
    }
}

/// Whether a value ends here.
fn ends(cursor: &Cursor) -> bool {
    matches!(cursor.peek(), None | Some(b' ' | b'\t' | b'\n' | b',' | b']' | b'}' | b'#'))
}

/// `2025-12-16`, or `2025-12-16T18:00:00Z`.
fn moment<'a>(cursor: &mut Cursor<'a>, year: &str) -> Option<Value<'a>> {
    let mut two = |mark: u8| -> Option<u8> {
        cursor.take(mark)?;
        let digits = cursor.digits();
        if digits.len() == 2 { digits.parse().ok() } else { None }
    };
    let (month, day) = (two(b'-')?, two(b'-')?);
    let year: u16 = year.parse().ok()?;
    NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())?;
    let date = Some(Date { year, month, day });
    if ends(cursor) {
        // a blank may lead to a time of day
        let leads_on = cursor.peek() == Some(b' ') && cursor.bytes.get(cursor.at + 1).is_some_and(u8::is_ascii_digit);
        return (!leads_on).then_some(Value::Datetime(Datetime { date, time: None, offset: None }));
    }
    let mut two = |mark: u8| -> Option<u8> {
        cursor.take(mark)?;
        let digits = cursor.digits();
        if digits.len() == 2 { digits.parse().ok() } else { None }
    };
    let (hour, minute, second) = (two(b'T')?, two(b':')?, two(b':')?);
    cursor.take(b'Z')?;
    let is_time = hour < 24 && minute < 60 && second < 60 && ends(cursor);
    let time = Some(Time { hour, minute, second: Some(second), nanosecond: None });
    is_time.then_some(Value::Datetime(Datetime { date, time, offset: Some(Offset::Z) }))
}

fn list<'a>(cursor: &mut Cursor<'a>, depth: usize) -> Option<Value<'a>> {
    cursor.take(b'[')?;
    let mut items = Vec::new();
    loop {
        cursor.gap()?;
        if cursor.take(b']').is_some() {
            return Some(Value::Array(items));
        }
        items.push(value(cursor, depth)?);
        cursor.gap()?;
        if cursor.take(b',').is_none() {
            cursor.take(b']')?;
            return Some(Value::Array(items));
        }
    }
}

fn braces<'a>(cursor: &mut Cursor<'a>, depth: usize) -> Option<Value<'a>> {
    cursor.take(b'{')?;
    let mut table = Table::default();
    cursor.blanks();
    if cursor.take(b'}').is_some() {
        return Some(Value::Table(table));
    }
    loop {
        cursor.blanks();
        pair(cursor, &mut table, depth)?;
        cursor.blanks();
        if cursor.take(b',').is_none() {
            cursor.take(b'}')?;
            return Some(Value::Table(table));
        }
    }
}

#[cfg(test)]
mod tests;
