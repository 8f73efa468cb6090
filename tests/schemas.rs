//! The schemas of the ledger's files: what the loader takes they take, the slips that it finds they find where a schema
//! can, and every key that `docs/format.md` names is described.

#![expect(clippy::disallowed_methods, reason = "reads documents, samples and test ledgers")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ratification::context::Screen;
use serde_json::{Map, Value};

#[path = "support/runs.rs"]
mod runs;
#[path = "support/schema.rs"]
mod schema;

use runs::{asked, samples};
use schema::faults;

fn schema_of(name: &str) -> Value {
    let (_, said) = asked(samples().path(), &["schema", name], Screen::Pipe);
    serde_json::from_str(&said.out()).unwrap_or_else(|error| panic!("{name}: {error}: {}", said.err()))
}

/// A value of a file as editors hand it to a schema: dates and moments as their texts.
fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(moment) => Value::from(moment.to_string()),
        toml::Value::Array(items) => items.iter().map(as_json).collect(),
        toml::Value::Table(table) => table_as_json(table),
        plain => serde_json::to_value(plain).expect("a plain value"),
    }
}

fn table_as_json(table: &toml::Table) -> Value {
    Value::Object(table.iter().map(|(key, value)| (key.clone(), as_json(value))).collect::<Map<_, _>>())
}

/// A file as JSON; none where it is no TOML.
fn read(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).ok()?;
    let table: toml::Table = text.trim_start_matches('\u{feff}').parse().ok()?;
    Some(table_as_json(&table))
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let paths = entries.map(|entry| entry.expect("a file").path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    paths.sort();
    paths
}

#[test]
fn what_the_loader_takes_fits() {
    let (agreement, settings, procedure) = (schema_of("agreement"), schema_of("track.toml"), schema_of("procedure"));
    let mut seen = 0;
    let folders = ["sample-data/agreements", "tests/testdata/golden/agreements"].map(|folder| (folder, &agreement));
    let all = folders.into_iter().chain([
        ("sample-data", &settings),
        ("tests/testdata/golden", &settings),
        ("data/procedures", &procedure),
    ]);
    for (folder, schema) in all {
        for path in files(folder) {
            let value = read(&path).unwrap_or_else(|| panic!("{} is no TOML", path.display()));
            assert_eq!(faults(schema, &value), [""; 0], "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 250, "{seen} files");
}

/// Findings that a schema can make, too.
const SEEN_BY_A_SCHEMA: &[&str] = &[
    "malformed-code",
    "missing-format",
    "missing-key",
    "missing-kind",
    "newer-format",
    "unknown-key",
    "unknown-word",
    "wrong-type",
];

/// Bad files of those kinds that only the loader finds, each with the reason.
const NOT_SEEN: &[(&str, &str)] =
    &[("missing-kind-delivery", "only the procedure says that the step is a delivery, which needs a kind")];

#[test]
fn the_slips_that_a_schema_can_find_it_finds() {
    let schema = schema_of("agreement");
    let (mut seen, mut wrong) = (BTreeSet::new(), Vec::new());
    for path in files("tests/testdata/bad") {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        let said = fs::read_to_string(path.with_extension("txt")).expect("what is said of it");
        let codes: Vec<&str> =
            SEEN_BY_A_SCHEMA.iter().filter(|code| said.contains(&format!("[{code}]"))).copied().collect();
        let Some(value) = read(&path).filter(|_| !codes.is_empty()) else { continue };
        let found = !faults(&schema, &value).is_empty();
        let excused = NOT_SEEN.iter().any(|(file, _)| *file == name);
        if found == excused {
            wrong.push(format!("{name}: {codes:?}"));
        }
        seen.extend(codes);
    }
    assert_eq!(wrong, [""; 0], "what the schema finds of these is not what is written here");
    assert!(seen.len() >= 6, "{seen:?}");
}

/// Every key of a schema, whatever table it stands in.
fn keys<'s>(schema: &'s Value, found: &mut BTreeSet<&'s str>) {
    for (key, own) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        assert!(own.get("description").is_some(), "`{key}` has no description");
        found.insert(key);
    }
    for inner in schema.as_object().into_iter().flatten().map(|(_, inner)| inner) {
        keys(inner, found);
    }
    schema.as_array().into_iter().flatten().for_each(|inner| keys(inner, found));
}

/// The words between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_key_of_the_format_is_described_and_every_word_is_there() {
    let text = fs::read_to_string("docs/format.md").expect("the document is there");
    let schema = schema_of("agreement");
    let mut known = BTreeSet::new();
    keys(&schema, &mut known);
    let (_, rest) = text.split_once("| table | keys |").expect("the table of keys");
    for line in rest.lines().skip(2).take_while(|line| line.starts_with('|')) {
        for key in quoted(line).into_iter().filter(|key| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')) {
            assert!(known.contains(key), "`{key}` of docs/format.md is not in the schema");
        }
    }
    let (_, rest) = text.split_once("| key | words |").expect("the table of words");
    let schema = schema.to_string();
    for line in rest.lines().skip(2).take_while(|line| line.starts_with('|')) {
        let words: Vec<String> = quoted(line).iter().skip(1).map(|word| format!("\"{word}\"")).collect();
        assert!(schema.contains(&words.join(",")), "{line}");
    }
}

/// The line by which an editor finds the schema.
const LINE: &str = "#:schema ../schema/agreement.json";

#[test]
fn the_line_for_the_editor_survives_every_writer_and_is_nothing_to_check() {
    let dir = samples();
    let path = dir.path().join("agreements/az-tr-memorandum-2025.toml");
    let text = fs::read_to_string(&path).expect("a text");
    fs::write(&path, format!("{LINE}\n{text}")).expect("written");
    fs::create_dir(dir.path().join("schema")).expect("a folder");
    fs::write(dir.path().join("schema/agreement.json"), schema_of("agreement").to_string()).expect("written");
    let (_, said) = asked(dir.path(), &["check", "--lines"], Screen::Pipe);
    let about = |line: &str| line.starts_with("schema") || line.starts_with("agreements/az-tr-memorandum-2025.toml:1:");
    assert_eq!(said.out().lines().find(|line| about(line)), None);
    let id = "az-tr-memorandum-2025";
    for writer in [
        &["add", id, "TR", "committee", "--on", "2026-01-10"][..],
        &["looked", id, "TR", "committee", "--where", "the register"],
        &["retract", id, "uu2fxp2y", "--reason", "first reading"],
        &["add", "--from", "acts.jsonl"],
        &["edit", id, "--yes"],
        &["fmt"],
        &["undo", "--yes"],
    ] {
        let (_, said) = asked(dir.path(), writer, Screen::Pipe);
        assert_eq!(said.err().lines().find(|line| line.starts_with("error")), None, "{writer:?}");
        let text = fs::read_to_string(&path).expect("a text");
        assert_eq!(text.lines().next(), Some(LINE), "{writer:?}");
    }
}
