//! `track.toml`, and the groups and weights that it shares with every agreement.

use std::collections::BTreeMap;

use super::parse::parsed;
use super::reader::Reader;
use super::shape::{ANY, Shape};
use super::value::Placed;
use crate::diagnostic::Finding;
use crate::model::{Code, Found, Group, Member, Names, Weight};
use crate::source::{Source, Span};

/// The settings of a ledger.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// Its name.
    pub name: Option<String>,
    /// Groups that every agreement may use.
    pub groups: BTreeMap<String, Group>,
    /// Weights that every agreement may use.
    pub weights: BTreeMap<String, Weight>,
}

/// Loads `track.toml`; `None` where the text is no TOML or of a newer format.
pub fn load_settings(source: &Source) -> (Option<Settings>, Vec<Finding>) {
    parsed(source, |reader| Some(settings(reader)))
}

pub(super) fn settings(reader: &Reader) -> Settings {
    // whom an agreement names by itself is not known here, so every code is taken
    let any: &Known = &|_, _, _| {};
    Settings {
        name: reader.title("name", reader.text("name")),
        groups: groups(reader, any),
        weights: weights(reader, any),
    }
}

/// Whether a text can name a group, weight or event.
fn is_name(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.split('-').all(part)
}

fn check_name(reader: &Reader, name: &str, span: &Span) {
    if !is_name(name) {
        let message = format!("`{name}` cannot be named in a clause");
        reader.text.error("malformed-name", span, message, "use a-z, 0-9 and -, beginning with a letter");
    }
}

/// Reports a code that is not known where groups and weights are read.
pub(super) type Known<'k> = dyn Fn(&Reader, Code, &Span) + 'k;

/// `[groups]`.
pub(super) fn groups(reader: &Reader, known: &Known) -> BTreeMap<String, Group> {
    let Some(table) = reader.table("groups") else { return BTreeMap::new() };
    table.takes(ANY, || Shape::Members);
    table
        .entries()
        .filter_map(|(name, span, value)| {
            check_name(&table, name, &span);
            let Some(items) = value.get_ref().as_array() else {
                table.wrong(value, name, "a list of codes");
                return None;
            };
            let members: Vec<Member> = items.iter().filter_map(|item| member(&table, name, item, known)).collect();
            let dated = members.iter().any(|m| m.from.is_some() || m.until.is_some());
            Some((name.to_owned(), Group { members, dated }))
        })
        .collect()
}

fn member(reader: &Reader, name: &str, item: &Placed, known: &Known) -> Option<Member> {
    if let Some(table) = item.get_ref().as_table() {
        let inner = reader.below(ANY, table, reader.text.span(item.span()));
        inner.takes("code", || Shape::Code);
        let text = inner.needed("code")?;
        let code = member_code(&inner, &text, &inner.place("code"), known)?;
        let member = Member { code, from: inner.day("from"), until: inner.day("until") };
        inner.finish();
        return Some(member);
    }
    let Some(text) = item.get_ref().as_str() else {
        reader.wrong(item, name, "a list of codes, or of { code, from, until }");
        return None;
    };
    let code = member_code(reader, text, &reader.text.span(item.span()), known)?;
    Some(Member { code, from: None, until: None })
}

/// The code of a member or of a value, held against the parties that are known here.
fn member_code(reader: &Reader, text: &str, span: &Span, known: &Known) -> Option<Code> {
    let found = code(reader, text, span)?;
    known(reader, found, span);
    Some(found)
}

/// A text as a code, or an error at its place.
pub(super) fn code(reader: &Reader, text: &str, span: &Span) -> Option<Code> {
    text.parse()
        .map_err(|error: crate::model::CodeError| {
            let help = match Names::builtin().find(text) {
                Found::One(name) => format!("write `{}` for {}", name.code, name.english),
                _ => "`track parties NAME` shows the code of a name".to_owned(),
            };
            reader.text.error("malformed-code", span, error.to_string(), help);
        })
        .ok()
}

/// `[weights.NAME]`.
pub(super) fn weights(reader: &Reader, known: &Known) -> BTreeMap<String, Weight> {
    let Some(table) = reader.table("weights") else { return BTreeMap::new() };
    table.takes(ANY, || Shape::Table);
    table
        .entries()
        .filter_map(|(name, span, value)| {
            check_name(&table, name, &span);
            let Some(inner) = value.get_ref().as_table() else {
                table.wrong(value, name, "a table with `[weights.NAME.values]`");
                return None;
            };
            Some((name.to_owned(), weight(table.below(ANY, inner, table.text.span(value.span())), known)))
        })
        .collect()
}

fn weight(reader: Reader, known: &Known) -> Weight {
    let values = reader.table("values").map(|values| {
        values.takes(ANY, || Shape::Decimal);
        let pairs = values.entries().filter_map(|(key, span, value)| {
            Some((member_code(&values, key, &span, known)?, values.decimal_of(key, value)?))
        });
        pairs.collect()
    });
    let weight = Weight {
        unit: reader.text("unit"),
        total: reader.decimal("total"),
        source: reader.text("source"),
        values: values.unwrap_or_default(),
    };
    reader.finish();
    weight
}
