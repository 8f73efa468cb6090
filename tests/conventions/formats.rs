//! Machine formats: points 14, 16 to 20.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::commands::{in_json, in_tables};
use super::desk::{Desk, PACT, SAMPLES, TODAY};

/// A document that is read only if no key of it stands twice.
struct Strict;

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Keys)
    }
}

struct Keys;

impl<'de> Visitor<'de> for Keys {
    type Value = Strict;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Strict, M::Error> {
        let mut seen = BTreeSet::new();
        while let Some((key, _)) = map.next_entry::<String, Strict>()? {
            let again = M::Error::custom(format!("`{key}` stands twice"));
            if !seen.insert(key) {
                return Err(again);
            }
        }
        Ok(Strict)
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<Strict, S::Error> {
        while list.next_element::<Strict>()?.is_some() {}
        Ok(Strict)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Strict, E> {
        Ok(Strict)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Strict, E> {
        Ok(Strict)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Strict, E> {
        Ok(Strict)
    }

    fn visit_str<E>(self, _: &str) -> Result<Strict, E> {
        Ok(Strict)
    }

    fn visit_unit<E>(self) -> Result<Strict, E> {
        Ok(Strict)
    }
}

#[test]
fn point_14_json_is_one_document_without_a_key_twice() {
    assert!(serde_json::from_str::<Strict>(r#"{"a":1,"b":{"a":1,"a":2}}"#).is_err());
    let desk = Desk::sample();
    for asked in in_json() {
        let said = desk.ask(&asked);
        serde_json::from_str::<Strict>(&said.out).unwrap_or_else(|error| panic!("{asked:?}: {error}"));
        assert!(said.out.ends_with("}\n") && !said.out.contains('\u{1b}') && said.err.is_empty(), "{asked:?}");
    }
}

#[test]
fn point_16_a_document_names_its_schema_and_what_is_not_known_is_null() {
    let desk = Desk::sample();
    for asked in in_json() {
        let document = desk.json(&asked);
        let schema = document["schema"].as_str().expect("a schema");
        let (name, version) =
            schema.strip_prefix("track.").and_then(|rest| rest.split_once('/')).expect("track.NAME/1");
        let is_name = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(name.chars().all(is_name) && version.parse::<u32>().is_ok(), "{asked:?}: {schema}");
    }
    let keys = |entry: &Value| entry.as_object().expect("an object").keys().cloned().collect::<BTreeSet<_>>();
    for (asked, list) in [(["status", "--json"], "agreements"), (["log", "--json"], "acts")] {
        let document = desk.json(&asked);
        let all: BTreeSet<_> = document[list].as_array().expect("a list").iter().map(keys).collect();
        assert_eq!(all.len(), 1, "{asked:?}: every entry has the same keys, known or not: {all:?}");
    }
    assert!(desk.json(&["status", "--json"])["agreements"].to_string().contains("null"));
}

#[test]
fn point_17_zero_bytes_and_lines_of_json_carry_a_list() {
    let desk = Desk::sample();
    let ids: Vec<String> = desk.ask(&["status", "--null"]).out.split_terminator('\0').map(str::to_owned).collect();
    assert_eq!(ids, desk.ask(&["status", "-0"]).out.split_terminator('\0').collect::<Vec<_>>());
    assert_eq!(ids, SAMPLES);
    let all: Vec<&str> = std::iter::once("status").chain(ids.iter().map(String::as_str)).chain(["--plain"]).collect();
    assert_eq!(desk.ask(&all), desk.ask(&["status", "--plain"]));
    for asked in in_tables() {
        let words: Vec<&str> = asked.iter().copied().chain(["--format", "ndjson"]).collect();
        for line in desk.ask(&words).out.lines() {
            serde_json::from_str::<Strict>(line).unwrap_or_else(|error| panic!("{asked:?}: {error}: {line}"));
        }
    }
}

#[test]
fn point_18_a_table_has_its_heading_without_rows_and_every_row_its_cells() {
    let (desk, empty) = (Desk::sample(), Desk::empty());
    for asked in in_tables() {
        for (format, delimiter) in [("csv", b','), ("tsv", b'\t')] {
            let words: Vec<&str> = asked.iter().copied().chain(["--format", format]).collect();
            let text = desk.ask(&words).out;
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
            let heading = reader.headers().expect("a heading").clone();
            assert!(!heading.is_empty() && reader.records().all(|row| row.is_ok()), "{words:?}");
        }
    }
    let heading = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    let of_none = empty.ask(&["status", "--format", "csv"]).out;
    assert_eq!(of_none.lines().count(), 1);
    assert_eq!(heading(&of_none), heading(&desk.ask(&["status", "--format", "csv"]).out));
    assert!(of_none.starts_with("id,"));
    let title = "format = 1\ntitle = \"=HYPERLINK(1)\"\n";
    let live = Desk::with("live", title).ask(&["status", "live", "--format", "csv"]).out;
    assert!(live.contains("'=HYPERLINK(1)") && !live.contains(",=HYPERLINK"), "{live}");
}

#[test]
fn point_19_the_help_says_which_formats_stay() {
    let said = Desk::bare().ask(&["help", "formats"]).out;
    let line = |word: &str| said.lines().find(|line| line.trim().starts_with(word)).unwrap_or_default().to_owned();
    assert!(line("text").contains("may change"), "{said}");
    assert!(line("--plain").contains("stable") && line("--json").contains("only added"), "{said}");
}

#[test]
fn point_20_words_are_kebab_dates_are_iso_and_nothing_is_translated() {
    let desk = Desk::sample();
    let mut seen = 0;
    for asked in in_json() {
        each(&desk.json(&asked), "", &mut |key, value| {
            let Some(text) = value.as_str() else { return };
            let is_word =
                matches!(key, "state" | "kind" | "outcome" | "grade" | "basis" | "domestic" | "international");
            let is_kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            seen += usize::from(is_word);
            assert!(!is_word || text.chars().all(is_kebab), "{asked:?}: {key} = {text}");
            let is_day =
                matches!(key, "as_of" | "earliest" | "latest" | "date") || key.ends_with("_on") && key != "rests_on";
            assert!(!is_day || text.starts_with(|c: char| c.is_ascii_digit()), "{asked:?}: {key} = {text}");
        });
    }
    assert!(seen > 100, "{seen} words were looked at");
    assert_eq!(desk.json(&["status", "--json"])["as_of"], TODAY);
    let turkish =
        desk.unsealed(&["show", PACT, "--json"]).env("LC_ALL", "tr_TR.UTF-8").env("TRACK_TODAY", TODAY).output();
    assert_eq!(turkish.expect("the program starts").stdout, desk.ask(&["show", PACT, "--json"]).out.into_bytes());
}

/// Every value with its key.
fn each(value: &Value, key: &str, look: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| each(value, key, look)),
        Value::Array(list) => list.iter().for_each(|value| each(value, key, look)),
        value => look(key, value),
    }
}
