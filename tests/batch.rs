//! `track add --from` as another program calls it: what comes through the input, what stands afterwards, how long it takes.

#![expect(clippy::disallowed_methods, reason = "prepares ledgers, runs the program and measures how long it takes")]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A ledger of its own with some of the sample agreements.
fn ledger(name: &str, ids: &[&str]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("batch").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("agreements")).expect("a folder can be made");
    fs::copy("sample-data/track.toml", folder.join("track.toml")).expect("a file can be copied");
    for id in ids {
        fs::copy(Path::new("sample-data").join(file(id)), folder.join(file(id))).expect("a file can be copied");
    }
    folder
}

fn file(id: &str) -> String {
    format!("agreements/{id}.toml")
}

fn track(ledger: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_track"))
        .arg("--ledger")
        .arg(ledger)
        .args(arguments)
        .env("TRACK_TODAY", "2026-01-15")
        .env("TRACK_NOW", "2026-01-15T09:00:00Z")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut pipe = child.stdin.take().expect("there is an input");
    // a program that refuses early reads no further
    let _ = pipe.write_all(input.as_bytes());
    drop(pipe);
    child.wait_with_output().expect("the program ends")
}

fn said(output: &Output) -> (Option<i32>, String) {
    let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    (output.status.code(), String::from_utf8(text).expect("text"))
}

const MEMORANDUM: &str = "az-tr-memorandum-2025";
const SHUSHA: &str = "shusha-declaration-2021";

#[test]
fn rows_come_through_the_input_and_name_their_agreements() {
    let ledger = ledger("input", &[MEMORANDUM, SHUSHA]);
    let row = format!(
        r#"{{"agreement":"{MEMORANDUM}","party":"TR","what":"tbmm-vote","date":"yesterday","outcome":"adopted"}}"#
    );
    let other = format!(r#"{{"agreement":"{SHUSHA}","party":"AZ,TR","kind":"declaration","date":"2026-01"}}"#);
    let (exit, text) = said(&track(&ledger, &["add", "--from", "-"], &format!("\u{feff}{row}\r\n\n{other}\n{row}")));
    assert_eq!(exit, Some(0), "{text}");
    assert!(text.starts_with(&format!("{MEMORANDUM}  1 recorded, 1 repeated in the file\n")), "{text}");
    assert!(text.contains(&format!("{SHUSHA}  2 recorded\n")), "{text}");
    let (exit, text) = said(&track(&ledger, &["add", MEMORANDUM, "--from", "-"], &other));
    assert_eq!(exit, Some(65), "{text}");
    assert!(text.starts_with("-:1: the row is about") && text.contains("[agreement-differs]"), "{text}");
    let (exit, text) = said(&track(&ledger, &["add", "--from", "-"], r#"{"agreement":"no-such-pact"}"#));
    assert_eq!(exit, Some(66), "{text}");
    assert!(text.contains("-:1: there is no agreement `no-such-pact`"), "{text}");
    assert_eq!(said(&track(&ledger, &["add", "--from", "-"], "\n \n")).0, Some(0));
}

#[test]
fn one_wrong_row_leaves_every_file_as_it_was() {
    let ledger = ledger("refused", &[MEMORANDUM, SHUSHA]);
    let texts = || [MEMORANDUM, SHUSHA].map(|id| fs::read(ledger.join(file(id))).expect("a file can be read"));
    let before = texts();
    let good = format!(
        r#"{{"agreement":"{MEMORANDUM}","party":"TR","what":"tbmm-vote","date":"2026-01-14","outcome":"adopted"}}"#
    );
    let wrong = [
        (format!(r#"{{"agreement":"{SHUSHA}","party":"TR","what":"declaration","date":"2027-01-01"}}"#), 2),
        (format!(r#"{{"agreement":"{SHUSHA}","party":"GE","what":"declaration","date":"2026-01-01"}}"#), 66),
        (format!(r#"{{"agreement":"{SHUSHA}","party":"TR","what":"declaration"}}"#), 2),
        (
            format!(
                r#"{{"agreement":"{SHUSHA}","party":"TR","what":"declaration","date":"2026-01-01","follows":"nothing"}}"#
            ),
            65,
        ),
        (
            format!(
                r#"{{"agreement":"{SHUSHA}","party":"TR","step":"tbmm-vote","kind":"committee","date":"2026-01-01"}}"#
            ),
            2,
        ),
        ("{".to_owned(), 65),
    ];
    for (row, status) in wrong {
        let (exit, text) = said(&track(&ledger, &["add", "--from", "-"], &format!("{good}\n{row}\n")));
        assert_eq!(exit, Some(status), "{row}\n{text}");
        assert_eq!(texts(), before, "{row}");
    }
    let rows = format!("{good}\n{}", good.replace("adopted", "rejected").replace('{', r#"{"id":"one","#)).repeat(2);
    let clash = rows.replacen("rejected", "tied", 1);
    let (exit, text) = said(&track(&ledger, &["add", "--from", "-"], &clash.replace("}{", "}\n{")));
    assert_eq!(exit, Some(65), "{text}");
    assert!(text.starts_with("-:4: the act `one` is on record with other content [id-taken]"), "{text}");
    assert_eq!(texts(), before);
}

#[test]
fn what_log_gives_is_on_record_already_and_can_be_recorded_elsewhere() {
    let ids = [MEMORANDUM, SHUSHA, "bbnj", "ceta-2016", "new-start-2010"]
        .map(|id| if id == "bbnj" { "am-az-peace-2025" } else { id });
    let ledger = ledger("log", &ids);
    let log = track(&ledger, &["log", "--json"], "");
    let report: serde_json::Value = serde_json::from_slice(&log.stdout).expect("JSON");
    let acts = report["acts"].as_array().expect("acts").iter().filter(|act| act["retracted"].is_null());
    let rows: Vec<String> = acts.map(ToString::to_string).collect();
    let before = ids.map(|id| fs::read_to_string(ledger.join(file(id))).expect("a file can be read"));
    let (exit, text) = said(&track(&ledger, &["add", "--from", "-"], &rows.join("\n")));
    assert_eq!(exit, Some(0), "{text}");
    assert!(text.contains(" already recorded") && !text.contains(" recorded,") && !text.contains("joined"), "{text}");
    assert_eq!(ids.map(|id| fs::read_to_string(ledger.join(file(id))).expect("a file can be read")), before);
}

#[test]
fn story_j13_a_sheet_that_export_wrote_is_taken_back_with_the_rows_that_are_new() {
    let ids: Vec<String> = fs::read_dir("sample-data/agreements")
        .expect("the sample")
        .map(|file| file.expect("a file").path().file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    let ledger = ledger("sheet", &ids.iter().map(String::as_str).collect::<Vec<_>>());
    let texts =
        || ids.iter().map(|id| fs::read(ledger.join(file(id))).expect("a file can be read")).collect::<Vec<_>>();
    let (before, add) = (texts(), ["add", "--from", "-"]);
    let sheet = |more: &[&str]| {
        let output = track(&ledger, &[&["export"], more].concat(), "");
        String::from_utf8(output.stdout).expect("text")
    };
    let (exit, text) = said(&track(&ledger, &add, &sheet(&["--bom"])));
    assert_eq!(exit, Some(0), "{text}");
    assert_eq!(text.matches(" already recorded\n").count(), ids.len(), "all of them, and nothing else: {text}");
    assert_eq!(texts(), before);

    let (exit, text) = said(&track(&ledger, &add, &sheet(&[MEMORANDUM, "--format", "ndjson"])));
    assert_eq!((exit, text.starts_with(&format!("{MEMORANDUM}  6 already recorded\n"))), (Some(0), true), "{text}");
    let (exit, text) = said(&track(&ledger, &add, &sheet(&[MEMORANDUM, "--wide"])));
    assert!(exit == Some(65) && text.contains("`domestic` is no key of an act"), "{text}");

    let sheet = sheet(&[MEMORANDUM]);
    let edited = sheet.replacen(",committee,,", ",majlis-vote,,", 1).replacen(",1news.az,", ",Trend,", 1);
    let (exit, text) = said(&track(&ledger, &add, &edited));
    assert_eq!(exit, Some(65), "{text}");
    assert!(text.contains("-:7: the act `drhf6boc` is on record with another `publishers` [id-taken]"), "{text}");
    assert_eq!(texts(), before);

    let columns: Vec<&str> = sheet.lines().next().expect("a head").split(',').collect();
    let row = |cells: &[(&str, &str)]| {
        let cell = |column: &&str| cells.iter().find(|(name, _)| name == column).map_or("", |(_, text)| *text);
        columns.iter().map(cell).collect::<Vec<_>>().join(",")
    };
    let new = [("agreement", MEMORANDUM), ("date", "2026-01-14"), ("party", "TR"), ("step", "tbmm-vote")];
    let new = [&new[..], &[("outcome", "adopted"), ("votes-for", "300"), ("publishers", "TRT"), ("expected", "FALSE")]];
    let (exit, text) = said(&track(&ledger, &add, &format!("{sheet}{}\n", row(&new.concat()))));
    assert_eq!(exit, Some(0), "{text}");
    assert!(text.starts_with(&format!("{MEMORANDUM}  1 recorded, 6 already recorded\n")), "{text}");
    let in_words = [&new.concat()[..], &[("sources", "TRT on page 1")]].concat();
    let (exit, text) = said(&track(&ledger, &add, &format!("{sheet}{}\n", row(&in_words))));
    assert_eq!(exit, Some(65), "{text}");
    assert!(text.contains("-:8: `sources` is no key of an act [unknown-key]"), "{text}");
}

#[test]
fn ten_thousand_rows_are_recorded_at_once() {
    let ledger = ledger("many", &[MEMORANDUM]);
    let mut rows = "party,what,date,note,publisher\n".to_owned();
    for at in 0..10_000 {
        let party = ["AZ", "TR"][at % 2];
        let _ = writeln!(rows, "{party},declaration,2026-01-{:02},number {at},Desk", at % 15 + 1);
    }
    let begun = Instant::now();
    let (exit, text) = said(&track(&ledger, &["add", MEMORANDUM, "--from", "-", "--from-format", "csv"], &rows));
    let took = begun.elapsed();
    assert_eq!(exit, Some(0), "{text}");
    assert!(text.starts_with(&format!("{MEMORANDUM}  10000 recorded\n")), "{text}");
    // an unoptimised build on a busy machine is given more time than the seconds of the promise
    assert!(took < Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 5 }), "it took {took:?}");
}

#[test]
fn what_the_answer_rests_on_must_be_sound_before_anything_is_written() {
    let ledger = ledger("floor", &[MEMORANDUM]);
    let made = ["new", "other", "--title", "Other", "--party", "AZ", "--when", "all parties"];
    assert_eq!(said(&track(&ledger, &made, "")).0, Some(0));
    let path = ledger.join(file("other"));
    let text = fs::read_to_string(&path).expect("it was made");
    let waits = text.replace("[clause]\n", &format!("[clause]\nnot_before = \"agreement {MEMORANDUM}\"\n"));
    fs::write(&path, &waits).expect("a file can be written");
    fs::write(ledger.join(file(MEMORANDUM)), "format = 1\ntitle = 5\n").expect("a file can be written");
    let add = ["add", "other", "AZ", "majlis-vote", "--on", "2026-01-10", "--outcome", "adopted"];
    let (status, said) = said(&track(&ledger, &add, ""));
    assert_eq!(status, Some(65), "{said}");
    assert_eq!(fs::read_to_string(&path).expect("it is there"), waits);
}
