//! JSON Schemas of the ledger's files, for editors: keys and words as the loader reads them, described by `data/keys.txt`.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::date::ActDate;
use crate::ledger::shape::{ANY, Key, Shape, Shapes, of_agreement, of_procedure, of_settings};
use crate::model::{Code, Unanimous};

/// What each key says.
const KEYS: &str = include_str!("../../data/keys.txt");

/// The schema of `agreements/ID.toml`.
pub fn agreement(name: &str) -> Value {
    let mut schema = file(name, &of_agreement());
    let either = |key: &str| json!({ "required": [key] });
    schema["properties"]["act"]["items"]["anyOf"] = json!([either("step"), either("kind")]);
    schema
}

/// The schema of `track.toml`.
pub fn settings(name: &str) -> Value {
    file(name, &of_settings())
}

/// The schema of `procedures/CODE.toml`.
pub fn procedure(name: &str) -> Value {
    file(name, &of_procedure())
}

fn file(name: &str, shapes: &Shapes) -> Value {
    let mut schema = table(name, shapes, "");
    schema["$schema"] = Value::from("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = Value::from(name);
    schema
}

/// A table: its keys and no others, or names and what each of them takes.
fn table(name: &str, shapes: &Shapes, path: &str) -> Value {
    let keys = shapes.of(path);
    let value = |key: &Key| described(name, shapes, path, key);
    if let Some(any) = keys.iter().find(|key| key.name == ANY) {
        return json!({ "type": "object", "propertyNames": names(path), "additionalProperties": value(any) });
    }
    let properties: Map<String, Value> = keys.iter().map(|key| (key.name.to_owned(), value(key))).collect();
    let must: Vec<&str> = keys.iter().filter(|key| key.must).map(|key| key.name).collect();
    json!({ "type": "object", "properties": properties, "required": must, "additionalProperties": false })
}

/// What the keys of a table can be that are names.
fn names(path: &str) -> Value {
    match path {
        ".party" => code(),
        _ if path.ends_with(".values") => code(),
        ".groups" | ".weights" => json!({ "type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$" }),
        _ => json!({ "type": "string" }),
    }
}

fn described(name: &str, shapes: &Shapes, path: &str, key: &Key) -> Value {
    let mut value = value(name, shapes, path, key);
    if let Some(words) = words_for(&format!("{name}{path}"), key.name) {
        value["description"] = Value::from(words);
    }
    value
}

fn value(name: &str, shapes: &Shapes, path: &str, key: &Key) -> Value {
    let inner = || table(name, shapes, &format!("{path}.{}", key.name));
    let text = || json!({ "type": "string" });
    let list = |items: Value| json!({ "type": "array", "items": items });
    let any = |of: &[Value]| json!({ "anyOf": of });
    match &key.shape {
        Shape::Format => json!({ "const": 1 }),
        Shape::Text | Shape::DayOrText => text(),
        Shape::Words => json!({ "type": "string", "pattern": "\\S" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Number => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Shape::Decimal => json!({ "type": "number", "minimum": 0 }),
        Shape::OneOf(words) => json!({ "enum": words }),
        Shape::Texts | Shape::Floors => any(&[text(), list(text())]),
        Shape::Date => bare::<ActDate>(),
        Shape::Day => json!({ "type": "string", "format": "date" }),
        Shape::Moment => json!({ "type": "string", "format": "date-time" }),
        Shape::Code => code(),
        Shape::Codes => list(code()),
        Shape::Members => list(any(&[code(), inner()])),
        Shape::Votes => any(&[json!({ "enum": Unanimous::ALL }), inner()]),
        Shape::Table => inner(),
        Shape::Tables => list(inner()),
    }
}

fn code() -> Value {
    bare::<Code>()
}

/// The schema of a value that is a text.
fn bare<T: JsonSchema>() -> Value {
    T::json_schema(&mut SchemaGenerator::default()).to_value()
}

/// What a key says in a table: under the longest end of the table's path that has it.
fn words_for(path: &str, key: &str) -> Option<&'static str> {
    let mut end = path;
    loop {
        if let Some(words) = words_of(end, key) {
            return Some(words);
        }
        end = end.split_once('.')?.1;
    }
}

fn words_of(table: &str, key: &str) -> Option<&'static str> {
    let mut lines = KEYS.lines().skip_while(|line| line.strip_prefix('[') != Some(&format!("{table}]"))).skip(1);
    let own = lines.by_ref().take_while(|line| !line.starts_with('['));
    own.filter_map(|line| line.split_once(": ")).find(|(name, _)| *name == key).map(|(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every key of every table, each with the place of its words.
    fn keys() -> Vec<(String, &'static str)> {
        let files = [("agreement", of_agreement()), ("settings", of_settings()), ("procedure", of_procedure())];
        let tables = files.iter().flat_map(|(name, shapes)| shapes.tables().map(move |table| (name, table)));
        tables
            .flat_map(|(name, (path, keys))| keys.iter().map(move |key| (format!("{name}{path}"), key.name)))
            .collect()
    }

    #[test]
    fn every_key_has_words_and_all_words_have_a_key() {
        let keys = keys();
        for (path, key) in &keys {
            assert!(words_for(path, key).is_some(), "{path}: `{key}` is not in data/keys.txt");
        }
        let mut table = "";
        for line in KEYS.lines().filter(|line| !line.starts_with('#')) {
            if let Some(head) = line.strip_prefix('[') {
                table = head.trim_end_matches(']');
            } else if let Some((key, _)) = line.split_once(": ") {
                let ends = |path: &str| path == table || path.ends_with(&format!(".{table}"));
                assert!(keys.iter().any(|(path, known)| *known == key && ends(path)), "{table}: `{key}` is no key");
            }
        }
    }
}
