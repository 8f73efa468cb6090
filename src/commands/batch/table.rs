//! The keys of a row, taken out one by one; what is left nobody knows.

use serde_json::Value;

use super::rows::bad;
use crate::error::Failure;
use crate::reading::near;

/// Keys that stand for one of `source`, where the row is flat.
pub(super) const OF_SOURCE: &[&str] =
    &["publisher", "published", "title", "read_on", "archive", "quote", "lang", "verb", "origin"];

/// Keys and values that are taken out one by one; what is left nobody knows.
#[derive(Default)]
pub(super) struct Table {
    said: Vec<(String, Value)>,
    known: Vec<&'static str>,
    pub(super) faults: Vec<Failure>,
}

impl Table {
    pub(super) fn put(&mut self, key: &str, value: &Value) {
        if self.said.iter().any(|(known, _)| known == key) {
            self.faults.push(bad("said-twice", format!("`{key}` is said twice")).help("say it once"));
        } else {
            self.said.push((key.to_owned(), value.clone()));
        }
    }

    /// The value of a key, which is known from now on; none for null.
    pub(super) fn get(&mut self, key: &'static str) -> Option<Value> {
        self.known.push(key);
        let at = self.said.iter().position(|(said, _)| said == key)?;
        Some(self.said.remove(at).1).filter(|value| !value.is_null())
    }

    fn wrong(&mut self, key: &str, value: &Value, wanted: &str) {
        self.faults.push(wrong(key, value, wanted));
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        match self.get(key)? {
            Value::String(text) => Some(text),
            value => {
                self.wrong(key, &value, "a text");
                None
            }
        }
    }

    /// Texts: a list, or one text with `;` between them.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<String> {
        let texts = match self.get(key) {
            None => return Vec::new(),
            Some(Value::String(text)) => text.split(';').map(|text| Value::from(text.trim())).collect(),
            Some(Value::Array(texts)) => texts,
            Some(value) => vec![value],
        };
        let mut found = Vec::new();
        for text in texts {
            match text {
                Value::String(text) => found.push(text),
                value => self.wrong(key, &value, "a text or a list of texts"),
            }
        }
        found
    }

    pub(super) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        let flag = match &value {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) => text.to_ascii_lowercase().parse().ok(),
            _ => None,
        };
        if flag.is_none() {
            self.wrong(key, &value, "true or false");
        }
        flag
    }

    pub(super) fn number(&mut self, key: &'static str) -> Option<u32> {
        let value = self.get(key)?;
        let number = number(&value);
        if number.is_none() {
            self.wrong(key, &value, "a whole number from 0");
        }
        number
    }

    /// What is wrong in it; `name` stands before a key that nobody asked for.
    pub(super) fn finish(self, name: &str) -> Vec<Failure> {
        let unknown = self.said.iter().map(|(key, _)| unknown(name, key, &self.known));
        let faults = unknown.collect::<Vec<_>>();
        self.faults.into_iter().chain(faults).collect()
    }
}

/// The refusal of a key that nobody asked for, with the nearest known one.
fn unknown(name: &str, key: &str, known: &[&'static str]) -> Failure {
    let failure = bad("unknown-key", format!("`{name}{key}` is no key of an act"));
    match key {
        "on" if name.is_empty() => failure.near(&["date".to_owned()]),
        "url" if name.is_empty() => failure.near(&["source".to_owned()]),
        "person" if name.is_empty() => failure.near(&["persons".to_owned()]),
        _ => {
            let flat: &[&str] = if name.is_empty() { OF_SOURCE } else { &[] };
            let names: Vec<&str> = known.iter().chain(flat).copied().collect();
            let near = near(key, &names);
            if near.is_empty() { failure.help("docs/batch.md lists the keys") } else { failure.near(&near[..1]) }
        }
    }
}

/// A whole number from 0, also where it is written as a text.
pub(super) fn number(value: &Value) -> Option<u32> {
    match value {
        Value::Number(number) => number.as_u64().and_then(|number| u32::try_from(number).ok()),
        Value::String(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    }
}

/// The refusal of a value of another kind.
pub(super) fn wrong(key: &str, value: &Value, wanted: &str) -> Failure {
    let what = match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a table",
    };
    bad("wrong-type", format!("`{key}` is {what}, and must be {wanted}"))
}
