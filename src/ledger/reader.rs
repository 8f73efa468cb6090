//! Reads one table of a parsed text: typed keys, each fault a finding, unknown keys at the end.

use std::cell::{Cell, RefCell};

use chrono::{DateTime, Utc};
use toml::value::{Datetime, Offset};

use super::MAX_TITLE;
use super::shape::Shape;
use super::text::Text;
use super::value::{Placed, Table, Value};
use super::wording::{NAME, TEXT, cut, is_derived, is_slip, what};
use crate::date::{ActDate, Day, FIRST_DAY, parse_day};
use crate::decimal::Decimal;
use crate::diagnostic::Level;
use crate::model::Phrase;
use crate::source::Span;

/// The bytes before and behind a text in quotation marks: one, three, or three and a line end that does not belong to it.
const QUOTES: [(usize, usize); 4] = [(1, 1), (3, 3), (4, 3), (5, 3)];

/// Room for the keys that most tables are asked for.
const USUAL_KEYS: usize = 48;

/// One table, read key by key.
pub(super) struct Reader<'t, 'a, 'i> {
    pub(super) text: &'t Text<'a>,
    table: &'t Table<'i>,
    /// The header or the braces of the table.
    pub(super) span: Span,
    known: RefCell<Vec<&'static str>>,
    /// Whether an unknown key is an error here (in a clause it could change the meaning).
    strict: Cell<bool>,
    /// The table's name from the top, where the text is read for its shape.
    path: Option<String>,
}

impl<'t, 'a, 'i> Reader<'t, 'a, 'i> {
    /// The table of a whole text.
    pub(super) fn new(text: &'t Text<'a>, table: &'t Table<'i>, span: Span) -> Self {
        let path = text.shapes.as_ref().map(|_| String::new());
        Self { text, table, span, known: RefCell::new(Vec::with_capacity(USUAL_KEYS)), strict: Cell::new(false), path }
    }

    /// A table under a key of this one; `*` where its key is a name.
    pub(super) fn below(&self, key: &str, table: &'t Table<'i>, span: Span) -> Self {
        let path = self.path.as_ref().map(|path| format!("{path}.{key}"));
        Self { path, ..Self::new(self.text, table, span) }
    }

    /// Says what a key takes, where the text is read for its shape; what was said first stands.
    pub(super) fn takes(&self, key: &'static str, shape: impl FnOnce() -> Shape) {
        if let (Some(shapes), Some(path)) = (&self.text.shapes, &self.path) {
            shapes.borrow_mut().takes(path, key, shape());
        }
    }

    /// Whether a key is there that must be; else says so.
    pub(super) fn demanded(&self, key: &'static str, help: &str) -> bool {
        self.must(key);
        if !self.has(key) {
            self.text.error("missing-key", &self.span, format!("`{key}` is missing"), help);
        }
        self.has(key)
    }

    /// Says that a key must be there.
    pub(super) fn must(&self, key: &'static str) {
        if let (Some(shapes), Some(path)) = (&self.text.shapes, &self.path) {
            shapes.borrow_mut().must(path, key);
        }
    }

    /// Makes unknown keys errors.
    pub(super) fn strict(self) -> Self {
        self.strict.set(true);
        self
    }

    /// The value of a key, which is known from now on.
    pub(super) fn get(&self, key: &'static str) -> Option<&'t Placed<'i>> {
        self.known.borrow_mut().push(key);
        self.table.get(key)
    }

    /// Where the value of a key stands, else the table's header.
    pub(super) fn place(&self, key: &str) -> Span {
        self.table.get(key).map_or_else(|| self.span.clone(), |value| self.text.span(value.span()))
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Every key with its place, for tables whose keys are names.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'t str, Span, &'t Placed<'i>)> {
        self.table.iter().map(|(key, span, value)| (key, self.text.span(span), value))
    }

    pub(super) fn wrong(&self, value: &Placed, key: &str, wanted: &str) {
        let message = format!("`{key}` is {}, and must be {wanted}", what(value.get_ref()));
        let help = match value.get_ref() {
            Value::Table(_) if wanted.contains("[[") => format!("write the header as `[[{key}]]`"),
            _ if wanted == TEXT => format!("write `{key} = \"…\"`"),
            _ => format!("write {wanted}"),
        };
        self.text.error("wrong-type", &self.text.span(value.span()), message, help);
    }

    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        self.takes(key, || Shape::Text);
        let value = self.get(key)?;
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(value, key, TEXT);
        }
        text
    }

    /// A text that must be there.
    pub(super) fn needed(&self, key: &'static str) -> Option<String> {
        self.takes(key, || Shape::Words);
        self.must(key);
        if !self.has(key) {
            self.known.borrow_mut().push(key);
            let message = format!("`{key}` is missing");
            self.text.error("missing-key", &self.span, message, format!("add `{key} = \"…\"`"));
            return None;
        }
        let text = self.text(key)?;
        if text.trim().is_empty() {
            self.text.error("missing-key", &self.place(key), format!("`{key}` is empty"), "say it, in a word at least");
        }
        Some(text)
    }

    pub(super) fn flag(&self, key: &'static str) -> Option<bool> {
        self.takes(key, || Shape::Flag);
        let value = self.get(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(value, key, "true or false");
        }
        flag
    }

    pub(super) fn number(&self, key: &'static str) -> Option<u32> {
        self.takes(key, || Shape::Number);
        let value = self.get(key)?;
        let number = value.get_ref().as_integer().and_then(|n| u32::from_str_radix(n.as_str(), n.radix()).ok());
        if number.is_none() {
            self.wrong(value, key, "a whole number from 0");
        }
        number
    }

    /// An exact number, read from its text.
    pub(super) fn decimal(&self, key: &'static str) -> Option<Decimal> {
        self.takes(key, || Shape::Decimal);
        let value = self.get(key)?;
        self.decimal_of(key, value)
    }

    pub(super) fn decimal_of(&self, key: &str, value: &Placed) -> Option<Decimal> {
        let digits = match value.get_ref() {
            Value::Integer(n) if n.radix() == 10 => n.as_str().to_owned(),
            Value::Float(digits) => digits.to_string(),
            _ => {
                self.wrong(value, key, "a number");
                return None;
            }
        };
        match digits.trim_start_matches('+').replace('_', "").parse() {
            Ok(number) => Some(number),
            Err(error) => {
                let span = self.text.span(value.span());
                let error: crate::decimal::DecimalError = error;
                self.text.error("malformed-number", &span, error.to_string(), "write plain digits, for example 12.5");
                None
            }
        }
    }

    /// A word of a closed set.
    pub(super) fn word<T: Copy + AsRef<str>>(&self, key: &'static str, all: &[T]) -> Option<T> {
        self.takes(key, || Shape::one_of(all));
        let value = self.get(key)?;
        let Some(text) = value.get_ref().as_str() else {
            let words: Vec<&str> = all.iter().map(AsRef::as_ref).collect();
            self.wrong(value, key, &format!("one of the words {}", words.join(", ")));
            return None;
        };
        let found = all.iter().copied().find(|word| word.as_ref() == text);
        if found.is_none() {
            let words: Vec<&str> = all.iter().map(AsRef::as_ref).collect();
            let message = format!("`{}` is not a word for `{key}`", cut(text, NAME));
            let help = match words.iter().find(|word| is_slip(word, text)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("one of: {}", words.join(", ")),
            };
            self.text.error("unknown-word", &self.text.span(value.span()), message, help);
        }
        found
    }

    /// Texts: a list, or one text.
    pub(super) fn texts(&self, key: &'static str) -> Vec<String> {
        self.takes(key, || Shape::Texts);
        let Some(value) = self.get(key) else { return Vec::new() };
        match value.get_ref() {
            Value::String(text) => vec![text.to_string()],
            Value::Array(items) => items
                .iter()
                .filter_map(|item| match item.get_ref().as_str() {
                    Some(text) => Some(text.to_owned()),
                    None => {
                        self.wrong(item, key, "a list of texts");
                        None
                    }
                })
                .collect(),
            _ => {
                self.wrong(value, key, "a text or a list of texts");
                Vec::new()
            }
        }
    }

    pub(super) fn date(&self, key: &'static str) -> Option<ActDate> {
        self.takes(key, || Shape::Date);
        let value = self.get(key)?;
        if let Some(day) = day_in(value.get_ref()) {
            return Some(ActDate::on(day));
        }
        let text = match value.get_ref() {
            Value::String(text) => text.to_string(),
            Value::Datetime(moment) if moment.time.is_none() => moment.to_string(),
            Value::Datetime(_) => {
                self.wrong(value, key, "a day without a time");
                return None;
            }
            _ => {
                self.wrong(value, key, "a date, 2025-12-16, or \"2025-12\" where the day is not known");
                return None;
            }
        };
        match text.parse() {
            Ok(date) => Some(date),
            Err(error) => {
                let error: crate::date::DateError = error;
                let help = "2025-12-16, \"2025-12\", \"2025\", \"2025-12-10/2025-12-16\" or \"../2025-12-17\"";
                self.text.error("malformed-date", &self.text.span(value.span()), error.to_string(), help);
                None
            }
        }
    }

    /// One day, known to the day.
    pub(super) fn day(&self, key: &'static str) -> Option<Day> {
        self.takes(key, || Shape::Day);
        let value = self.get(key)?;
        self.day_of(key, value)
    }

    pub(super) fn day_of(&self, key: &str, value: &Placed) -> Option<Day> {
        if let Some(day) = day_in(value.get_ref()) {
            return Some(day);
        }
        let text = match value.get_ref() {
            Value::String(text) => text.to_string(),
            Value::Datetime(moment) if moment.time.is_none() => moment.to_string(),
            _ => {
                self.wrong(value, key, "a day, for example 2025-12-16");
                return None;
            }
        };
        parse_day(&text)
            .map_err(|error| {
                let span = self.text.span(value.span());
                self.text.error("malformed-date", &span, error.to_string(), "write a day, for example 2025-12-16");
            })
            .ok()
    }

    /// A moment in UTC.
    pub(super) fn moment(&self, key: &'static str) -> Option<DateTime<Utc>> {
        self.takes(key, || Shape::Moment);
        let value = self.get(key)?;
        if let Some(moment) = moment_in(value.get_ref()) {
            return Some(moment);
        }
        let text = match value.get_ref() {
            Value::Datetime(moment) => with_seconds(*moment).to_string(),
            Value::String(text) => text.to_string(),
            _ => String::new(),
        };
        let moment = DateTime::parse_from_rfc3339(&text).ok().map(|moment| moment.to_utc());
        if moment.is_none() {
            self.wrong(value, key, "a moment with its offset, for example 2025-12-17T06:12:00Z");
        }
        moment
    }

    /// Words with their place.
    pub(super) fn phrase(&self, key: &'static str) -> Option<Phrase> {
        self.takes(key, || Shape::Text);
        let value = self.get(key)?;
        self.phrase_of(key, value)
    }

    pub(super) fn phrase_of(&self, key: &str, value: &Placed) -> Option<Phrase> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong(value, key, TEXT);
            return None;
        };
        let span = self.text.span(value.span());
        let written = self.text.source.slice(&span);
        let quote = QUOTES.iter().find(|(open, close)| {
            written.len() == open + text.len() + close && written.get(*open..open + text.len()) == Some(text)
        });
        let quote = quote.map(|(open, _)| *open);
        Some(Phrase { text: text.to_owned(), span, quote })
    }

    /// A table under a key.
    pub(super) fn table(&self, key: &'static str) -> Option<Reader<'t, 'a, 'i>> {
        self.takes(key, || Shape::Table);
        let value = self.get(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(value, key, "a table");
        }
        table.map(|table| self.below(key, table, self.text.span(value.span())))
    }

    /// The tables under a key.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Reader<'t, 'a, 'i>> {
        self.takes(key, || Shape::Tables);
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(value, key, &format!("a list of tables, each begun by `[[{key}]]`"));
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| match item.get_ref().as_table() {
                Some(table) => Some(self.below(key, table, self.text.span(item.span()))),
                None => {
                    self.wrong(item, key, "a list of tables");
                    None
                }
            })
            .collect()
    }

    /// As [`Self::tables`], and not more than so many.
    pub(super) fn at_most(&self, key: &'static str, most: usize) -> Vec<Reader<'t, 'a, 'i>> {
        let mut tables = self.tables(key);
        if let Some(first) = tables.get(most) {
            let message = format!("there are {} `[[{key}]]`; at most {most} are read", tables.len());
            self.text.error("too-large", &first.span, message, "split the file, or take out what does not belong here");
            tables.truncate(most);
        }
        tables
    }

    /// Reports a list under a key that is longer than so many.
    pub(super) fn bounded(&self, key: &'static str, found: usize, most: usize) {
        if found > most {
            let message = format!("`{key}` lists {found}; at most {most} are read");
            self.text.error("too-large", &self.place(key), message, "take out what does not belong here");
        }
    }

    /// A text that stands in tables and sentences, so that it must not be longer than a title can be.
    pub(super) fn title(&self, key: &'static str, text: Option<String>) -> Option<String> {
        if text.as_ref().is_some_and(|text| text.chars().nth(MAX_TITLE).is_some()) {
            let message = format!("`{key}` has more than {MAX_TITLE} characters");
            self.text.error("too-large", &self.place(key), message, "shorten it; `note` takes a long text");
        }
        text
    }

    /// The last byte of everything in the table, of its header where it is empty.
    pub(super) fn end(&self) -> usize {
        self.text.offset + end_of(self.table).max(self.span.end - self.text.offset)
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn finish(self) {
        let known = self.known.into_inner();
        for (name, span, _) in self.table.iter().filter(|(key, ..)| !known.contains(key)) {
            let near = known.iter().find(|known| is_slip(known, name));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None if is_derived(name) => "this is computed from acts and never stored: record the act".to_owned(),
                None => format!("known here: {}", known.join(", ")),
            };
            let level = if near.is_some() || self.strict.get() { Level::Error } else { Level::Warning };
            let message = format!("`{}` is not a key of this table", cut(name, NAME));
            self.text.report(level, "unknown-key", &self.text.span(span), message, help);
        }
    }
}

/// A day that is written as one.
fn day_in(value: &Value) -> Option<Day> {
    match value {
        Value::Datetime(Datetime { date: Some(date), time: None, offset: None }) => {
            let day = Day::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())?;
            (day >= FIRST_DAY).then_some(day)
        }
        _ => None,
    }
}

/// A moment that is written in UTC, in whole seconds.
fn moment_in(value: &Value) -> Option<DateTime<Utc>> {
    match value {
        Value::Datetime(Datetime { date: Some(date), time: Some(time), offset: Some(Offset::Z) }) => {
            let second = time.second.filter(|second| *second < 60 && time.nanosecond.is_none())?;
            let day = Day::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())?;
            Some(day.and_hms_opt(time.hour.into(), time.minute.into(), second.into())?.and_utc())
        }
        _ => None,
    }
}

/// A moment whose seconds may be left out, as TOML 1.1 allows.
fn with_seconds(mut moment: Datetime) -> Datetime {
    if let Some(time) = &mut moment.time {
        time.second.get_or_insert(0);
    }
    moment
}

/// The last byte of everything in a table, in the parser's offsets.
pub(super) fn end_of(table: &Table) -> usize {
    table.iter().map(|(_, key, value)| key.end.max(end_of_value(value))).max().unwrap_or(0)
}

fn end_of_value(value: &Placed) -> usize {
    let inner = match value.get_ref() {
        Value::Table(table) => end_of(table),
        Value::Array(items) => items.iter().map(end_of_value).max().unwrap_or(0),
        _ => 0,
    };
    inner.max(value.span().end)
}
