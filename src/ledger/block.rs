//! A table that is to be written: pairs under a heading, or the same pairs in braces.

use std::borrow::Cow;

use super::fmt::list_line;
use super::write::{date, string};
use crate::date::ActDate;
use chrono::{DateTime, SecondsFormat, Utc};

/// A table: its pairs in their order, and the tables that belong to it.
pub(super) struct Block {
    heading: Cow<'static, str>,
    indent: usize,
    pairs: Vec<(Cow<'static, str>, Value)>,
    parts: Vec<Block>,
}

enum Value {
    /// As it is written.
    Plain(String),
    /// The items of a list, each as it is written.
    List(Vec<String>),
}

impl Block {
    /// A table under a heading that stands in by so many blanks.
    pub(super) fn new(heading: impl Into<Cow<'static, str>>, indent: usize) -> Self {
        Self { heading: heading.into(), indent, pairs: Vec::new(), parts: Vec::new() }
    }

    /// Pairs without a heading.
    pub(super) fn bare() -> Self {
        Self::new("", 0)
    }

    pub(super) fn raw(&mut self, key: impl Into<Cow<'static, str>>, value: impl Into<String>) {
        self.pairs.push((key.into(), Value::Plain(value.into())));
    }

    pub(super) fn text(&mut self, key: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.raw(key, string(value));
        }
    }

    pub(super) fn word(&mut self, key: &'static str, value: Option<impl std::fmt::Display>) {
        self.text(key, value.map(|word| word.to_string()).as_deref());
    }

    pub(super) fn date(&mut self, key: &'static str, value: Option<ActDate>) {
        if let Some(value) = value {
            self.raw(key, date(value));
        }
    }

    pub(super) fn moment(&mut self, key: &'static str, value: Option<DateTime<Utc>>) {
        if let Some(value) = value {
            self.raw(key, value.to_rfc3339_opts(SecondsFormat::Secs, true));
        }
    }

    /// A word for what is so; what is not so is not said.
    pub(super) fn flag(&mut self, key: &'static str, word: &str, is_so: bool) {
        if is_so {
            self.raw(key, word);
        }
    }

    pub(super) fn texts(&mut self, key: &'static str, values: &[String]) {
        if !values.is_empty() {
            self.list(key, values.iter().map(|value| string(value)).collect());
        }
    }

    /// A list of values as they are written.
    pub(super) fn list(&mut self, key: &'static str, items: Vec<String>) {
        self.pairs.push((key.into(), Value::List(items)));
    }

    /// A table that belongs to this one, under its own heading.
    pub(super) fn part(&mut self, block: Self) {
        self.parts.push(block);
    }

    /// Lines under the heading, and the tables that belong to it, each parted by an empty line.
    pub(super) fn lines(&self) -> String {
        let blanks = " ".repeat(self.indent);
        let mut text = String::new();
        if !self.heading.is_empty() {
            text.push_str(&format!("{blanks}{}\n", self.heading));
        }
        for (key, value) in &self.pairs {
            match value {
                Value::Plain(value) => text.push_str(&format!("{blanks}{key} = {value}\n")),
                Value::List(items) => text.push_str(&list_line(self.indent, key, items)),
            }
        }
        for part in &self.parts {
            text.push('\n');
            text.push_str(&part.lines());
        }
        text
    }

    /// The pairs in braces, on one line.
    pub(super) fn braces(&self) -> String {
        let pair = |(key, value): &(Cow<'_, str>, Value)| match value {
            Value::Plain(value) => format!("{key} = {value}"),
            Value::List(items) => format!("{key} = [{}]", items.join(", ")),
        };
        let pairs: Vec<String> = self.pairs.iter().map(pair).collect();
        format!("{{ {} }}", pairs.join(", "))
    }
}
