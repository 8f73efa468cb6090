//! A text of TOML as the loader reads it: tables in the order of the text, every value with its place.
//!
//! The texts stay where they are; a table is a list, for those of a ledger are short.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use crate::source::Span;

/// A value with its place, in the parser's offsets.
#[derive(Debug, PartialEq)]
pub(super) struct Placed<'a> {
    value: Value<'a>,
    span: Span,
}

/// A value.
#[derive(Debug, PartialEq)]
pub(super) enum Value<'a> {
    /// A text, decoded.
    String(Cow<'a, str>),
    /// A whole number, as written.
    Integer(Integer<'a>),
    /// A number with a point, as written.
    Float(Cow<'a, str>),
    /// True or false.
    Boolean(bool),
    /// A day, a time of day or a moment.
    Datetime(Datetime),
    /// A list.
    Array(Vec<Placed<'a>>),
    /// A table.
    Table(Table<'a>),
}

/// A whole number without the marks between its digits.
#[derive(Debug, PartialEq)]
pub(super) struct Integer<'a> {
    digits: Cow<'a, str>,
    radix: u32,
}

/// A table: its keys in the order of the text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Table<'a> {
    entries: Vec<Entry<'a>>,
    /// One bit for each key, so that most keys that are not there are not looked for.
    marks: u64,
}

/// A key and its value.
#[derive(Debug, PartialEq)]
pub(super) struct Entry<'a> {
    key: Cow<'a, str>,
    key_span: Span,
    value: Placed<'a>,
}

impl<'a> Placed<'a> {
    pub(super) const fn new(value: Value<'a>, span: Span) -> Self {
        Self { value, span }
    }

    pub(super) const fn get_ref(&self) -> &Value<'a> {
        &self.value
    }

    pub(super) const fn get_mut(&mut self) -> &mut Value<'a> {
        &mut self.value
    }

    pub(super) fn span(&self) -> Span {
        self.span.clone()
    }
}

impl<'a> Value<'a> {
    pub(super) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    pub(super) const fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Boolean(flag) => Some(*flag),
            _ => None,
        }
    }

    pub(super) const fn as_integer(&self) -> Option<&Integer<'a>> {
        match self {
            Self::Integer(number) => Some(number),
            _ => None,
        }
    }

    pub(super) const fn as_array(&self) -> Option<&Vec<Placed<'a>>> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    pub(super) const fn as_table(&self) -> Option<&Table<'a>> {
        match self {
            Self::Table(table) => Some(table),
            _ => None,
        }
    }
}

impl<'a> Integer<'a> {
    /// A number of plain digits.
    pub(super) const fn plain(digits: &'a str) -> Self {
        Self { digits: Cow::Borrowed(digits), radix: 10 }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.digits
    }

    pub(super) const fn radix(&self) -> u32 {
        self.radix
    }
}

impl<'a> Table<'a> {
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Placed<'a>> {
        if self.marks & mark(key) == 0 {
            return None;
        }
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Placed<'a>> {
        self.entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.value)
    }

    pub(super) fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Every key with its place and its value.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Span, &Placed<'a>)> {
        self.entries.iter().map(|entry| (&*entry.key, entry.key_span.clone(), &entry.value))
    }

    /// How many keys there are.
    pub(super) const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Puts a key that is not there yet behind the others.
    pub(super) fn push(&mut self, key: Cow<'a, str>, key_span: Span, value: Placed<'a>) -> &mut Placed<'a> {
        self.marks |= mark(&key);
        let at = self.entries.len();
        self.entries.push(Entry { key, key_span, value });
        &mut self.entries[at].value
    }
}

/// The bit of a key.
fn mark(key: &str) -> u64 {
    let bytes = key.as_bytes();
    let (first, last) = (bytes.first().copied().unwrap_or(0), bytes.last().copied().unwrap_or(0));
    1 << ((bytes.len() + 5 * usize::from(first) + 11 * usize::from(last)) % 64)
}

impl<'a> From<DeTable<'a>> for Table<'a> {
    fn from(parsed: DeTable<'a>) -> Self {
        let mut table = Self::default();
        for (key, value) in parsed {
            let span = key.span();
            table.push(key.into_inner(), span, value.into());
        }
        table
    }
}

impl<'a> From<Spanned<DeValue<'a>>> for Placed<'a> {
    fn from(parsed: Spanned<DeValue<'a>>) -> Self {
        let span = parsed.span();
        let value = match parsed.into_inner() {
            DeValue::String(text) => Value::String(text),
            DeValue::Integer(number) => {
                Value::Integer(Integer { digits: Cow::Owned(number.as_str().to_owned()), radix: number.radix() })
            }
            DeValue::Float(number) => Value::Float(Cow::Owned(number.as_str().to_owned())),
            DeValue::Boolean(flag) => Value::Boolean(flag),
            DeValue::Datetime(moment) => Value::Datetime(moment),
            DeValue::Array(items) => Value::Array(items.into_iter().map(Self::from).collect()),
            DeValue::Table(table) => Value::Table(table.into()),
        };
        Self { value, span }
    }
}
