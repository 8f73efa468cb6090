//! The contracts of the machine formats: JSON has one shape, that of its schema, and the shapes stand in
//! `tests/testdata/contracts/`. `SNAPSHOTS=overwrite` writes them anew: add to a shape, never take away.

#![expect(clippy::disallowed_methods, reason = "reads and writes the shapes")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::sync::OnceLock;

use clap::CommandFactory;
use ratification::cli::Cli;
use ratification::context::{Context, Ended, Ran, Screen, Talk};
use ratification::date::{ActDate, parse_day};
use ratification::error::Exit;
use ratification::run_in;
use serde_json::Value;

#[path = "support/leaves.rs"]
mod leaves;
#[path = "support/runs.rs"]
mod runs;
#[path = "support/schema.rs"]
mod schema;
#[path = "support/strict.rs"]
mod strict;

use leaves::{leaf, leaves};
use runs::{RUNS, Run, asked, samples};
use schema::{faults, referred};
use strict::document;

const SHAPES: &str = "tests/testdata/contracts";

/// What every command of [`RUNS`] says in a pipe.
fn piped() -> &'static [String] {
    static SAID: OnceLock<Vec<String>> = OnceLock::new();
    SAID.get_or_init(|| RUNS.iter().map(|run| run.with(&["--json"], Screen::Pipe)).collect())
}

/// Every schema of a report by its name.
fn contracts() -> BTreeMap<String, Value> {
    let (_, said) = asked(samples().path(), &["schema", "--json"], Screen::Pipe);
    let report = document(&said.out()).expect("one document");
    let lines = report["schemas"].as_array().expect("a list").iter();
    let reports = lines.filter(|line| line["name"].as_str().is_some_and(|name| name.starts_with("track.")));
    reports.map(|line| (line["name"].as_str().expect("a name").to_owned(), line["json_schema"].clone())).collect()
}

/// The lines of a shape: each path with what may stand there. What comes again inside itself is told once.
fn shape(
    root: &Value,
    schema: &Value,
    path: &str,
    inside: &mut Vec<String>,
    lines: &mut BTreeMap<String, BTreeSet<String>>,
) {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        if inside.iter().any(|known| known == name) {
            let own = name.rsplit('/').next().unwrap_or(name);
            lines.entry(path.to_owned()).or_default().insert(format!("as {own} above"));
            return;
        }
        inside.push(name.to_owned());
        shape(root, referred(root, schema), path, inside, lines);
        inside.pop();
    }
    for word in ["anyOf", "oneOf", "allOf"] {
        for other in schema.get(word).and_then(Value::as_array).into_iter().flatten() {
            shape(root, other, path, inside, lines);
        }
    }
    let mut may = |what: String| lines.entry(path.to_owned()).or_default().insert(what);
    if let Some(word) = schema.get("const") {
        may(word.to_string());
    }
    for word in schema.get("enum").and_then(Value::as_array).into_iter().flatten() {
        may(word.to_string());
    }
    let closed = schema.get("const").is_some() || schema.get("enum").is_some();
    let kinds = schema.get("type").map(|kind| kind.as_array().cloned().unwrap_or_else(|| vec![kind.clone()]));
    for kind in kinds.into_iter().flatten().filter(|_| !closed) {
        let format = schema.get("format").and_then(Value::as_str).filter(|_| kind == "string");
        may(format.or(kind.as_str()).expect("a name").to_owned());
    }
    for (key, inner) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        shape(root, inner, &path, inside, lines);
    }
    if let Some(items) = schema.get("items") {
        shape(root, items, &format!("{path}[]"), inside, lines);
    }
}

fn shape_of(schema: &Value) -> String {
    let mut lines = BTreeMap::new();
    shape(schema, schema, "", &mut Vec::new(), &mut lines);
    let line = |(path, may): (&String, &BTreeSet<String>)| {
        format!("{path}: {}\n", may.iter().map(String::as_str).collect::<Vec<_>>().join(" | "))
    };
    lines.iter().filter(|(path, _)| !path.is_empty()).map(line).collect()
}

#[test]
fn point_16_shapes_are_kept_and_only_added_to() {
    let overwrite = std::env::var_os("SNAPSHOTS").is_some_and(|how| how == "overwrite");
    let mut files: BTreeSet<String> = BTreeSet::new();
    for (name, schema) in contracts() {
        let file = format!("{}.txt", name.replace("track.", "").replace('/', "-"));
        let (path, now) = (Path::new(SHAPES).join(&file), shape_of(&schema));
        files.insert(file);
        if overwrite {
            fs::create_dir_all(SHAPES).expect("a folder");
            fs::write(&path, &now).expect("the shape can be written");
            continue;
        }
        let kept = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}; SNAPSHOTS=overwrite"));
        let lost: Vec<&str> = kept.lines().filter(|line| !now.lines().any(|other| other == *line)).collect();
        assert!(lost.is_empty(), "{name} no longer has, or has otherwise: {lost:#?}");
        let new: Vec<&str> = now.lines().filter(|line| !kept.lines().any(|other| other == *line)).collect();
        assert!(new.is_empty(), "{name} has more, which may be; SNAPSHOTS=overwrite keeps it: {new:#?}");
    }
    let there = fs::read_dir(SHAPES).expect("the shapes are there").map(|entry| entry.expect("a file").file_name());
    let there: BTreeSet<String> = there.filter_map(|name| name.into_string().ok()).collect();
    assert_eq!(there, files);
}

#[test]
fn the_table_of_schemas_is_that_of_the_program() {
    let path = "docs/json.md";
    let text = fs::read_to_string(path).expect("the document is there");
    let (head, rest) = text.split_once("<!-- schemas -->\n").expect("a place for the table");
    let (_, tail) = rest.split_once("<!-- end -->").expect("its end");
    let (_, said) = asked(samples().path(), &["schema", "--json"], Screen::Pipe);
    let report = document(&said.out()).expect("one document");
    let cell = |line: &Value, key: &str| line[key].as_str().expect("a text").to_owned();
    let row =
        |line: &Value| format!("| `{}` | `{}` | {} |\n", cell(line, "name"), cell(line, "of"), cell(line, "about"));
    let rows: String = report["schemas"].as_array().expect("a list").iter().map(row).collect();
    let table = format!("\n| name | of | what it says |\n| --- | --- | --- |\n{rows}\n");
    let wanted = format!("{head}<!-- schemas -->\n{table}<!-- end -->{tail}");
    if std::env::var_os("SNAPSHOTS").is_some_and(|how| how == "overwrite") {
        fs::write(path, &wanted).expect("the document can be written");
    } else {
        assert_eq!(text, wanted, "run with SNAPSHOTS=overwrite");
    }
}

/// The paths of a document, places in lists left out.
fn paths(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                paths(value, &path, found);
                found.insert(path);
            }
        }
        Value::Array(items) => {
            for item in items {
                paths(item, &format!("{path}[]"), found);
            }
        }
        _ => {}
    }
}

/// Whether a schema has a place for a path, also where it comes again inside itself.
fn has(root: &Value, schema: &Value, path: &[&str]) -> bool {
    let inner = referred(root, schema);
    if !std::ptr::eq(inner, schema) && has(root, inner, path) {
        return true;
    }
    let Some((first, rest)) = path.split_first() else { return true };
    let several = ["anyOf", "oneOf", "allOf"].into_iter().filter_map(|word| schema.get(word)?.as_array());
    if several.flatten().any(|other| has(root, other, path)) || schema == &Value::Bool(true) {
        return true;
    }
    match first.strip_suffix("[]") {
        Some(key) => {
            let list = schema.get("properties").and_then(|all| all.get(key));
            list.is_some_and(|list| items(root, list).into_iter().any(|item| has(root, item, rest)))
        }
        None => schema.get("properties").and_then(|all| all.get(*first)).is_some_and(|next| has(root, next, rest)),
    }
}

/// What may stand in a list.
fn items<'s>(root: &'s Value, schema: &'s Value) -> Vec<&'s Value> {
    let schema = referred(root, schema);
    let several = ["anyOf", "oneOf"].into_iter().filter_map(|word| schema.get(word)?.as_array()).flatten();
    schema.get("items").into_iter().chain(several.flat_map(|other| items(root, other))).collect()
}

#[test]
fn point_14_and_16_every_document_is_one_and_has_the_shape_of_its_schema() {
    let contracts = contracts();
    let mut seen = BTreeSet::new();
    for (run, text) in RUNS.iter().zip(piped()) {
        assert!(text.ends_with("}\n") && !text.ends_with("\n\n"), "{:?}", run.asked);
        let value = document(text).unwrap_or_else(|error| panic!("{:?}: {error}", run.asked));
        let name = value["schema"].as_str().unwrap_or_else(|| panic!("{:?} has no schema", run.asked));
        let schema = contracts.get(name).unwrap_or_else(|| panic!("{name} is not listed by `track schema`"));
        assert_eq!(faults(schema, &value), [""; 0], "{:?}", run.asked);
        let mut found = BTreeSet::new();
        if name != "track.schemas/1" {
            paths(&value, "", &mut found);
        }
        for path in &found {
            assert!(has(schema, schema, &path.split('.').collect::<Vec<_>>()), "{name}: {path} is not in the schema");
        }
        seen.insert(name.to_owned());
    }
    let beside = ["track.change/1", "track.error/1"].map(str::to_owned);
    let all: BTreeSet<String> = contracts.into_keys().filter(|name| !beside.contains(name)).collect();
    assert_eq!(seen, all, "each report is asked for in tests/support/runs.rs");
}

#[test]
fn point_28_a_refusal_has_the_shape_of_its_schema() {
    let (exit, said) = asked(samples().path(), &["status", "nothing", "--json"], Screen::Pipe);
    assert_eq!((exit, said.out().as_str()), (Exit::NotFound, ""));
    let value = document(&said.err()).expect("one document");
    assert_eq!((&value["schema"], faults(&contracts()["track.error/1"], &value)), (&"track.error/1".into(), vec![]));
}

#[test]
fn point_16_what_a_command_is_given_has_the_shape_of_its_schema() {
    let dir = samples();
    let state = dir.path().join("state").display().to_string();
    let root = dir.path().display().to_string();
    let given = Rc::new(RefCell::new(Vec::new()));
    let run = |words: &[&str]| {
        let (ctx, _) = Context::for_test(parse_day("2026-01-15").expect("a day"));
        let kept = given.clone();
        let mut ctx = ctx.with_programs(move |program| {
            if let Talk::Given(bytes) = program.talk {
                kept.borrow_mut().push(String::from_utf8_lossy(bytes).into_owned());
            }
            Ok(Ran::silent(Ended::Well))
        });
        assert_eq!(run_in(&[&["track", "--ledger", &root], words].concat(), &mut ctx), Exit::Done);
    };
    run(&["notify", "--state", &state]);
    run(&["add", "az-tr-memorandum-2025", "TR", "tbmm-vote", "--on", "2026-01-10", "--outcome", "adopted"]);
    run(&["notify", "--state", &state, "tell"]);
    let schema = &contracts()["track.change/1"];
    assert!(!given.borrow().is_empty());
    for text in given.borrow().iter() {
        let value = document(text).expect("one document");
        assert_eq!((&value["schema"], faults(schema, &value)), (&"track.change/1".into(), vec![]));
    }
}

#[test]
fn point_15_json_is_the_same_on_a_terminal_and_in_a_pipe() {
    for (run, piped) in RUNS.iter().zip(piped()) {
        let shown = run.with(&["--json", "--color", "always"], Screen::Terminal(Some(40)));
        assert_eq!(&shown, piped, "{:?}", run.asked);
    }
}

#[test]
fn point_16_every_command_with_json_is_asked_here() {
    for (words, command) in leaves(&Cli::command()) {
        let writes = command.get_arguments().any(|argument| argument.get_long() == Some("json"));
        let is_asked = RUNS.iter().any(|run| run.asked.starts_with(&words));
        assert_eq!(writes, is_asked, "`{}`: a line in tests/support/runs.rs", words.join(" "));
    }
}

/// The tables of the commands whose answer is a list, each asked once.
fn csvs() -> &'static [(&'static Run, String)] {
    static SAID: OnceLock<Vec<(&Run, String)>> = OnceLock::new();
    let writes = |run: &&Run| {
        let program = Cli::command();
        leaf(&program, run.asked).get_arguments().any(|argument| argument.get_long() == Some("null"))
    };
    let asked = || RUNS.iter().filter(|run| run.before.is_empty()).filter(writes);
    SAID.get_or_init(|| asked().map(|run| (run, run.with(&["--format", "csv"], Screen::Pipe))).collect())
}

#[test]
fn point_17_zero_bytes_and_lines_of_json_have_the_rows_of_the_table() {
    for (run, csv) in csvs() {
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        let zeros = run.with(&["-0"], Screen::Pipe);
        let firsts: Vec<&str> = zeros.split_terminator('\0').collect();
        assert_eq!(firsts, rows.iter().map(|row| &row[0]).collect::<Vec<_>>(), "{:?}", run.asked);
        let lines = run.with(&["--format", "ndjson"], Screen::Pipe);
        assert_eq!(lines.lines().count(), rows.len(), "{:?}", run.asked);
        for line in lines.lines() {
            let value = document(line).unwrap_or_else(|error| panic!("{:?}: {error}: {line}", run.asked));
            assert!(value.is_object(), "{line}");
        }
    }
}

#[test]
fn point_18_every_table_has_a_head_of_fixed_columns() {
    for (run, csv) in csvs() {
        let head = csv.lines().next().unwrap_or_else(|| panic!("{:?} has no head", run.asked));
        assert!(head.split(',').all(is_kebab), "{:?}: {head}", run.asked);
        let tsv = run.with(&["--format", "tsv"], Screen::Pipe);
        assert_eq!(tsv.lines().next(), Some(head.replace(',', "\t").as_str()), "{:?}", run.asked);
    }
}

fn is_kebab(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.split('-').all(part)
}

/// Calls with every schema inside a schema.
fn each<'s>(schema: &'s Value, tell: &mut impl FnMut(&'s Value)) {
    tell(schema);
    for inner in schema.as_object().into_iter().flatten().map(|(_, inner)| inner) {
        each(inner, tell);
    }
    for inner in schema.as_array().into_iter().flatten() {
        each(inner, tell);
    }
}

#[test]
fn point_20_keys_are_snake_words_are_kebab_and_days_are_iso() {
    for (name, schema) in contracts() {
        each(&schema, &mut |inner| {
            for key in inner.get("properties").and_then(Value::as_object).into_iter().flatten().map(|(key, _)| key) {
                assert!(is_kebab(&key.replace('_', "-")), "{name}: {key}");
            }
            let words = inner.get("enum").and_then(Value::as_array).into_iter().flatten();
            for word in words.chain(inner.get("const")).filter_map(Value::as_str).filter(|word| *word != name) {
                assert!(is_kebab(word), "{name}: {word}");
            }
        });
    }
    for text in piped() {
        days(&document(text).expect("one document"));
    }
}

/// What stands under the name of a day is one, as exactly as it is known.
fn days(value: &Value) {
    for (key, inner) in value.as_object().into_iter().flatten() {
        let is_day = matches!(key.as_str(), "date" | "as_of" | "until" | "opened" | "closes") || key.ends_with("_on");
        if let Some(text) = inner.as_str().filter(|_| is_day) {
            assert!(text.parse::<ActDate>().is_ok(), "{key}: {text}");
        }
        days(inner);
    }
    value.as_array().into_iter().flatten().for_each(days);
}

#[test]
fn every_key_of_a_schema_is_described() {
    for (name, schema) in contracts() {
        each(&schema, &mut |inner| {
            for (key, own) in inner.get("properties").and_then(Value::as_object).into_iter().flatten() {
                let told = own.get("description").is_some() || own.get("const").is_some();
                assert!(told, "{name}: `{key}` has no description");
            }
        });
    }
}
