//! `track export`: tables that a chart, a sheet or a database takes as they are, and rows that lose nothing.

#![expect(clippy::disallowed_methods, reason = "reads the sample ledger beside the program")]

use std::collections::BTreeSet;
use std::path::Path;

use chrono::DateTime;
use ratification::context::{Captured, Context};
use ratification::date::parse_day;
use ratification::error::Exit;
use ratification::render::gate::csv_text;
use ratification::run_in;
use serde_json::Value;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data");

/// What a command says about a ledger, and how it ends.
fn asked(ledger: &Path, arguments: &[&str]) -> (Exit, Captured) {
    let (ctx, said) = Context::for_test(parse_day("2026-01-15").expect("a day"));
    let mut ctx = ctx.with_variable("TRACK_LEDGER", ledger);
    let arguments: Vec<&str> = ["track"].iter().chain(arguments).copied().collect();
    (run_in(&arguments, &mut ctx), said)
}

/// What a command says about the samples.
fn samples(arguments: &[&str]) -> String {
    let (exit, said) = asked(Path::new(SAMPLES), arguments);
    assert_eq!((exit, said.err().as_str()), (Exit::Done, ""), "{arguments:?}");
    said.out()
}

fn records(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let rows = reader.records().map(|record| record.expect("every row has the cells of the head"));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

const LONG: &str = "id,agreement,date,party,step,kind,name,outcome,reading,votes,body,about,delivery,effective,grade,\
    standing,rival-of,retracted,sources,note,title,party-name,plane,status,date-earliest,date-latest,precision,\
    votes-for,votes-against,votes-abstain,expected,source-count,publishers,url,recorded,by,as-of";

const WIDE: &str = "id,agreement,title,party,party-name,domestic,domestic-on,international,international-on,force,\
    force-date,force-until,leaves-on,next-step,disputed,grade,agreement-force,agreement-force-date,have,need,as-of";

#[test]
fn point_18_columns_are_fixed_and_a_head_stands_over_no_rows() {
    for (shape, head) in [(&[][..], LONG), (&["--wide"], WIDE)] {
        let with = |more: &[&'static str]| samples(&[&["export"], shape, more].concat());
        assert_eq!(with(&["--tag", "no-such-tag"]), format!("{head}\n"));
        assert_eq!(with(&["--party", "AZ"]).lines().next(), Some(head));
        assert_eq!(with(&["--format", "tsv"]).lines().next(), Some(head.replace(',', "\t").as_str()));
        assert_eq!(with(&["--bom"]), format!("\u{feff}{}", with(&[])));
    }
    assert_eq!(samples(&["log", "--format", "csv"]), samples(&["export"]), "there is one table of acts");
}

#[test]
fn point_20_a_cell_is_a_kebab_word_a_day_a_number_or_true_and_false() {
    let word = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let day = |text: &str| parse_day(text).is_ok();
    let number = |text: &str| text.parse::<u32>().is_ok();
    let flag = |text: &str| matches!(text, "true" | "false");
    for (asked, shape) in [(&["export"][..], LONG), (&["export", "--wide"], WIDE)] {
        let columns: Vec<&str> = shape.split(',').collect();
        for row in records(&samples(asked)).iter().skip(1) {
            for (column, cell) in columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
                let is_right = match *column {
                    "kind" | "outcome" | "reading" | "about" | "delivery" | "grade" | "plane" | "status"
                    | "precision" | "domestic" | "international" | "force" | "agreement-force" => word(cell),
                    "date-earliest"
                    | "date-latest"
                    | "as-of"
                    | "domestic-on"
                    | "international-on"
                    | "force-date"
                    | "force-until"
                    | "leaves-on"
                    | "agreement-force-date" => day(cell),
                    "votes-for" | "votes-against" | "votes-abstain" | "source-count" => number(cell),
                    "expected" | "disputed" => flag(cell),
                    "recorded" => DateTime::parse_from_rfc3339(cell).is_ok(),
                    _ => true,
                };
                assert!(is_right, "{column}: {cell}");
            }
        }
    }
}

#[test]
fn ids_are_unique_and_do_not_depend_on_what_else_is_asked_for() {
    let firsts = |arguments: &[&str]| -> Vec<String> {
        records(&samples(arguments)).into_iter().skip(1).map(|row| format!("{} {}", row[1], row[0])).collect()
    };
    for shape in [&["export"][..], &["export", "--wide"]] {
        let all = firsts(shape);
        let set: BTreeSet<&String> = all.iter().collect();
        assert_eq!(set.len(), all.len());
        let one = firsts(&[shape, &["new-start-2010"]].concat());
        assert!(!one.is_empty() && one.iter().all(|id| set.contains(id)), "{one:?}");
    }
}

#[test]
fn story_j10_a_row_of_the_wide_shape_says_where_a_party_stands() {
    let csv = samples(&["export", "--wide", "az-tr-memorandum-2025", "--party", "Türkiye"]);
    let rows = records(&csv);
    assert_eq!(rows.len(), 2);
    let cell = |name: &str| rows[1][rows[0].iter().position(|head| head == name).expect("a column")].as_str();
    assert_eq!(cell("id"), "az-tr-memorandum-2025/TR");
    assert_eq!((cell("domestic"), cell("international"), cell("force")), ("unknown", "signatory", "not-in-force"));
    assert_eq!((cell("have"), cell("need"), cell("as-of")), ("0", "2", "2026-01-15"));
}

#[test]
fn since_tag_and_form_are_judged() {
    assert_eq!(samples(&["export", "--since", "2025-12-16", "az-tr-memorandum-2025"]).lines().count(), 4);
    for wrong in [&["export", "--bom", "--json"][..], &["export", "--wide", "--since", "2025-01-01"]] {
        let (exit, said) = asked(Path::new(SAMPLES), wrong);
        assert_eq!((exit, said.out().as_str()), (Exit::Usage, ""), "{wrong:?}");
    }
}

/// A value of the ledger as the JSON of an act writes it.
fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(at) if at.time.is_some() => {
            let moment = DateTime::parse_from_rfc3339(&at.to_string()).expect("a moment").to_utc();
            Value::from(moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
        }
        toml::Value::Datetime(day) => Value::from(day.to_string()),
        toml::Value::Array(items) => items.iter().map(as_json).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), as_json(value))).collect(),
        plain => serde_json::to_value(plain).expect("a plain value"),
    }
}

/// Whether everything that stands in one value stands in the other.
fn holds(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            part.iter().all(|(key, value)| whole.get(key).is_some_and(|found| holds(found, value)))
        }
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len() && whole.iter().zip(part).all(|(whole, part)| holds(whole, part))
        }
        _ => whole == part,
    }
}

#[test]
fn a_line_of_json_holds_every_key_of_its_act() {
    let lines = samples(&["export", "--format", "ndjson"]);
    let mut exported: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("a document")).collect();
    for entry in std::fs::read_dir(Path::new(SAMPLES).join("agreements")).expect("the samples are there") {
        let path = entry.expect("a file").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        let table: toml::Table = std::fs::read_to_string(&path).expect("a text").parse().expect("TOML");
        for act in table.get("act").and_then(toml::Value::as_array).into_iter().flatten() {
            let act = as_json(act);
            let same = |line: &Value| line["agreement"] == name.as_str() && holds(line, &act);
            let at = exported.iter().position(same).unwrap_or_else(|| panic!("{name}: {act} is not exported"));
            exported.remove(at);
        }
    }
    assert!(exported.is_empty(), "{exported:?}");
}

#[test]
fn point_18_hostile_text_comes_back_from_a_cell_and_runs_nowhere() {
    let dir = tempfile::tempdir().expect("a folder");
    let notes = ["=1+1", "+49", "-2", "@x", "'=1", "a, \"b\"\nc", "\t=1", "ordinary", "-", "−5", "'plain'"];
    let acts = notes.iter().enumerate().map(|(at, note)| {
        let note = toml::Value::from(*note);
        format!("[[act]]\nid = \"a{at:02}\"\nparty = \"AZ\"\nkind = \"signature\"\ndate = 2025-01-01\nnote = {note}\n")
    });
    let text = format!("format = 1\ntitle = \"=SUM(A1)\"\nparties = [\"AZ\", \"TR\"]\n\n{}", acts.collect::<String>());
    std::fs::create_dir(dir.path().join("agreements")).expect("a folder");
    std::fs::write(dir.path().join("track.toml"), "format = 1\n").expect("written");
    std::fs::write(dir.path().join("agreements/a.toml"), text).expect("written");
    let (exit, said) = asked(dir.path(), &["export"]);
    assert_eq!(exit, Exit::Done, "{}", said.err());
    let rows = records(&said.out());
    let at = |name: &str| rows[0].iter().position(|head| head == name).expect("a column");
    for (row, note) in rows[1..].iter().zip(notes) {
        let bare = csv_text(&row[at("note")]);
        assert_eq!(bare, note);
        assert_eq!(csv_text(&row[at("title")]), "=SUM(A1)");
        let number = |cell: &str| cell.parse::<i64>().is_ok();
        let live = |cell: &String| cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !number(cell);
        assert!(!row.iter().any(live), "{row:?}");
    }
}
