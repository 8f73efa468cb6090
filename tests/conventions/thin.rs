//! Thin tests of points that are shown in full beside what they are about: 1, 3, 14 to 18, 20, 59.

use std::collections::BTreeSet;

use ratification::context::Screen;
use serde_json::Value;

use super::commands::{in_json, in_tables, program};
use super::desk::{Desk, PACT, SAMPLES, TODAY, world};

#[test]
fn point_01_help_at_every_level_goes_to_standard_output_and_begins_with_an_example() {
    let desk = Desk::bare();
    let names: Vec<String> = program().get_subcommands().map(|command| command.get_name().to_owned()).collect();
    for words in std::iter::once(vec![]).chain(names.iter().map(|name| vec![name.as_str()])) {
        for flag in ["--help", "-h"] {
            let asked: Vec<&str> = words.iter().copied().chain([flag]).collect();
            let said = desk.ask(&asked);
            assert_eq!((said.status, said.err.as_str()), (Some(0), ""), "{asked:?}");
            assert!(said.out.contains("Usage: track"), "{asked:?}");
            let long = flag == "--help";
            assert!(!long || said.out.find("Example:") < said.out.find("Usage:"), "{asked:?}\n{}", said.out);
            assert!(!long || said.out.contains("Example:"), "{asked:?}\n{}", said.out);
        }
    }
}

#[test]
fn point_03_wrong_usage_ends_with_2_and_names_the_word_and_the_nearest() {
    let desk = Desk::sample();
    for (words, word, near) in [
        (&["stauts"][..], "stauts", "status"),
        (&["--colour", "never", "status"], "--colour", "--color"),
        (&["status", "--colums", "id"], "--colums", "--columns"),
        (&["status", "--columns", "titel"], "titel", "title"),
        (&["is", "in-forse", PACT], "in-forse", "in-force"),
        (&["log", "--format", "jsn"], "jsn", "json"),
    ] {
        let said = desk.ask(words);
        assert_eq!((said.status, said.out.as_str()), (Some(2), ""), "{words:?}");
        assert!(said.err.contains(word) && said.err.contains(near), "{words:?}\n{}", said.err);
    }
}

#[test]
fn point_14_json_is_one_document() {
    let desk = Desk::sample();
    for asked in in_json() {
        let said = desk.ask(&asked);
        serde_json::from_str::<Value>(&said.out).unwrap_or_else(|error| panic!("{asked:?}: {error}"));
        assert!(said.out.ends_with("}\n") && !said.out.contains('\u{1b}') && said.err.is_empty(), "{asked:?}");
    }
}

#[test]
fn point_15_json_is_the_same_on_a_terminal_and_in_a_pipe() {
    let desk = Desk::sample();
    for asked in in_json() {
        let (context, captured) = world();
        let screen = Screen::Terminal(Some(20));
        let context = context.with_screens(screen, screen).with_variable("CLICOLOR_FORCE", "1");
        assert_eq!(desk.ask_in(context, &captured, &asked), desk.ask(&asked), "{asked:?}");
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
            serde_json::from_str::<Value>(line).unwrap_or_else(|error| panic!("{asked:?}: {error}: {line}"));
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

#[test]
fn point_59_every_shell_has_completions_and_there_is_a_manual() {
    let desk = Desk::sample();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let said = desk.ask(&["completions", shell]);
        assert!(said.status == Some(0) && said.out.contains("what-if"), "{shell}");
    }
    assert!(desk.ask(&["man"]).out.contains(".TH track 1"));
    for topic in ["exit-status", "formats"] {
        assert_eq!(desk.ask(&["help", topic]).status, Some(0), "{topic}");
    }
}

/// Every value with its key.
fn each(value: &Value, key: &str, look: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| each(value, key, look)),
        Value::Array(list) => list.iter().for_each(|value| each(value, key, look)),
        value => look(key, value),
    }
}
