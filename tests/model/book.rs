//! The plain model: acts in a list, and what a record does to it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// An act as the model holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlainAct {
    pub id: String,
    pub party: Option<&'static str>,
    pub kind: &'static str,
    pub body: Option<&'static str>,
    pub date: String,
    pub outcome: &'static str,
    pub note: Option<&'static str>,
    pub recorded: String,
    pub sources: Vec<&'static str>,
    pub retracted: Option<Value>,
}

/// An agreement as the model holds it.
#[derive(Debug, Clone, Default)]
pub struct Book {
    pub closed: bool,
    pub broken: bool,
    /// As they stand in the file.
    pub acts: Vec<PlainAct>,
    pub looks: Vec<(Option<&'static str>, &'static str, String)>,
    /// Every id that was ever given here.
    pub ids: BTreeSet<String>,
}

/// What becomes of an act in the model.
pub fn recorded(book: &mut Book, act: &PlainAct, given: Option<&str>) -> Result<&'static str, u8> {
    let content = |act: &PlainAct| {
        let note = act.note.map(|note| note.split_whitespace().collect::<Vec<_>>().join(" "));
        (act.party, act.kind, act.body, act.date.clone(), act.outcome, note)
    };
    let same = |known: &PlainAct| content(known) == content(act);
    let found = book.acts.iter_mut().find(|known| match given {
        Some(id) => known.id == id,
        None => known.retracted.is_none() && same(known),
    });
    if let Some(known) = found {
        if !same(known) {
            return Err(65);
        }
        let new: Vec<_> = act.sources.iter().filter(|source| !known.sources.contains(source)).copied().collect();
        known.sources.extend(&new);
        return Ok(if new.is_empty() { "already-recorded" } else { "source-joined" });
    }
    if given == Some("not one") {
        return Err(65);
    }
    let behind = book.acts.iter().rposition(|known| known.party == act.party).map_or(book.acts.len(), |at| at + 1);
    book.acts.insert(behind, PlainAct { id: given.unwrap_or_default().to_owned(), ..act.clone() });
    Ok("recorded")
}

/// The acts of the model in the order of their dates.
pub fn in_order(book: &Book) -> Vec<Value> {
    let place = |act: &PlainAct| match act.date.as_str() {
        "2025-12" => ("2025-12-01".to_owned(), "2025-12-31".to_owned()),
        date => (date.trim_start_matches("../").to_owned(), date.trim_start_matches("../").to_owned()),
    };
    let mut acts: Vec<&PlainAct> = book.acts.iter().collect();
    acts.sort_by_key(|act| place(act));
    acts.into_iter()
        .map(|act| {
            json!([
                act.id,
                act.party,
                act.kind,
                act.body,
                act.date,
                act.outcome,
                act.note,
                act.recorded,
                act.sources,
                act.retracted
            ])
        })
        .collect()
}

/// The same of a report.
pub fn acts_of(report: &Value) -> Vec<Value> {
    let line = |act: &Value| {
        let sources = act["source"].as_array().expect("sources").iter().map(|source| source["publisher"].clone());
        let sources = Value::Array(sources.collect());
        let keys = ["id", "party", "kind", "body", "date", "outcome", "note", "recorded"];
        let mut found: Vec<Value> = keys.iter().map(|key| act[*key].clone()).collect();
        found.extend([sources, act["retracted"].clone()]);
        Value::Array(found)
    };
    report["acts"].as_array().expect("acts").iter().map(line).collect()
}
