//! What each table of the ledger's files takes, told by the loader itself: it reads a text in which every table stands,
//! and says of each key what it reads it as.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::parse::{is_format_1, whole};
use super::reader::Reader;
use super::settings::settings;
use super::text::Text;
use super::{Context, Settings, agreement, procedure};
use crate::model::{AgreementId, Names, Procedure};
use crate::source::Source;

/// Stands for the keys of a table that are names.
pub const ANY: &str = "*";

/// What a key takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// The number of the format.
    Format,
    /// A text.
    Text,
    /// A text that says something.
    Words,
    /// True or false.
    Flag,
    /// A whole number from 0.
    Number,
    /// An exact number.
    Decimal,
    /// One of these words.
    OneOf(Vec<String>),
    /// A text, or a list of them.
    Texts,
    /// A date, as exactly as it is known.
    Date,
    /// A day.
    Day,
    /// A moment with its offset.
    Moment,
    /// A day, or words.
    DayOrText,
    /// A day or words, or a list of them.
    Floors,
    /// The code of a party.
    Code,
    /// A list of codes.
    Codes,
    /// A list of codes, or of codes with a period.
    Members,
    /// The figures of a vote, or the word for none.
    Votes,
    /// A table.
    Table,
    /// A list of tables.
    Tables,
}

impl Shape {
    /// One of the words of a set.
    pub(super) fn one_of<T: AsRef<str>>(all: &[T]) -> Self {
        Self::OneOf(words(all).into_iter().map(str::to_owned).collect())
    }
}

/// The words of a set.
pub(super) fn words<T: AsRef<str>>(all: &[T]) -> Vec<&str> {
    all.iter().map(AsRef::as_ref).collect()
}

/// One key of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its name, or [`ANY`].
    pub name: &'static str,
    /// What it takes.
    pub shape: Shape,
    /// Whether it must be there.
    pub must: bool,
}

/// The keys of every table by the table's path: `` for the whole file, `.act.source` for the sources of acts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shapes {
    tables: BTreeMap<String, Vec<Key>>,
    /// What must be there, each key with the path of its table.
    must: Vec<(String, &'static str)>,
}

impl Shapes {
    /// The keys of a table, in the order in which the loader asks for them.
    pub fn of(&self, path: &str) -> &[Key] {
        self.tables.get(path).map_or(&[], Vec::as_slice)
    }

    /// Every table with its keys.
    pub fn tables(&self) -> impl Iterator<Item = (&str, &[Key])> {
        self.tables.iter().map(|(path, keys)| (path.as_str(), keys.as_slice()))
    }

    pub(super) fn takes(&mut self, path: &str, name: &'static str, shape: Shape) {
        let keys = self.tables.entry(path.to_owned()).or_default();
        if !keys.iter().any(|key| key.name == name) {
            keys.push(Key { name, shape, must: false });
        }
    }

    pub(super) fn must(&mut self, path: &str, name: &'static str) {
        self.must.push((path.to_owned(), name));
    }

    /// Marks the keys that must be there, once all are known.
    fn settled(mut self) -> Self {
        for (path, name) in &self.must {
            let keys = self.tables.get_mut(path).into_iter().flatten();
            keys.filter(|key| key.name == *name).for_each(|key| key.must = true);
        }
        self
    }
}

/// An agreement in which every table stands.
const AGREEMENT: &str = r#"
format = 1
title = "t"
related = [{ kind = "k", id = "i" }]
source = [{}]
groups = { g = [{ code = "AZ" }] }
weights = { w = { values = {} } }
party = { AZ = { step = [{ key = "k", kind = "vote" }] } }
clause = { when = "2 parties", deemed = { on = 2025-01-01 }, route = [{ when = "2 parties" }], source = [{}] }
term = { source = [{}] }
act = [{ party = "AZ", kind = "signature", date = 2025-01-01, votes = {}, source = [{}], retracted = { reason = "r" } }]
looked = [{ date = 2025-01-01 }]
"#;

/// Settings in which every table stands.
const SETTINGS: &str = r#"
format = 1
groups = { g = [{ code = "AZ" }] }
weights = { w = { values = {} } }
"#;

/// A procedure in which every table stands.
const PROCEDURE: &str = r#"
format = 1
name = "n"
milestones = {}
variant = { v = { milestones = {} } }
body = [{ key = "b", name = "n" }]
step = [{ key = "s", kind = "vote", clock = { length = 1, unit = "days" } }]
source = [{ title = "t" }]
"#;

/// What the file of an agreement takes.
pub fn of_agreement() -> Shapes {
    learned(AGREEMENT, |reader| {
        let none: &dyn Fn(&str) -> Option<Arc<Procedure>> = &|_| None;
        let settings = Settings::default();
        let context = Context { names: Names::builtin(), procedures: none, settings: &settings };
        if let Ok(id) = "it".parse::<AgreementId>() {
            agreement::agreement(&id, reader, &context);
        }
    })
}

/// What `track.toml` takes.
pub fn of_settings() -> Shapes {
    learned(SETTINGS, |reader| {
        settings(reader);
    })
}

/// What the file of a procedure takes.
pub fn of_procedure() -> Shapes {
    learned(PROCEDURE, |reader| {
        procedure::procedure("X-IT", reader);
    })
}

/// What is asked for while a text is read.
fn learned(text: &str, read: impl FnOnce(&Reader)) -> Shapes {
    let source = Source::new("every table", text);
    let text = Text::for_shapes(&source);
    let (table, _) = whole(&text);
    let reader = Reader::new(&text, &table, 0..0);
    is_format_1(&reader);
    read(&reader);
    let shapes = text.shapes.as_ref().map(|shapes| shapes.borrow().clone());
    shapes.unwrap_or_default().settled()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_that_is_named_was_read() {
        for shapes in [of_agreement(), of_settings(), of_procedure()] {
            for (path, keys) in shapes.tables() {
                for key in keys.iter().filter(|key| matches!(key.shape, Shape::Table | Shape::Tables | Shape::Votes)) {
                    assert!(!shapes.of(&format!("{path}.{}", key.name)).is_empty(), "{path}.{}", key.name);
                }
            }
        }
    }

    #[test]
    fn the_loader_says_what_it_reads() {
        let shapes = of_agreement();
        let key = |path: &str, name: &str| shapes.of(path).iter().find(|key| key.name == name).cloned().unwrap();
        assert_eq!(key(".act", "date"), Key { name: "date", shape: Shape::Date, must: true });
        assert_eq!(key(".act.votes", "for").shape, Shape::Number);
        assert!(matches!(key(".act", "kind").shape, Shape::OneOf(words) if words.contains(&"vote".to_owned())));
        assert_eq!(key(".groups", ANY).shape, Shape::Members);
        assert!(!key(".act", "note").must);
    }
}
