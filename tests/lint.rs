//! What a story claims, held against the sample ledger: what must be found, what must never be, and that whatever
//! `track brief` says is clean.

#![expect(clippy::disallowed_methods, reason = "reads the sample ledger")]

use std::collections::BTreeSet;
use std::fs;

use ratification::context::Context;
use ratification::date::{Day, parse_day};
use ratification::error::Exit;
use ratification::run_in;
use serde_json::Value;

/// Runs `track` in this process on a day, with a text at the input.
fn track(today: Day, arguments: &[&str], input: &str) -> (Exit, String, String) {
    let (ctx, said) = Context::for_test(today);
    let mut ctx = ctx.with_variable("TRACK_LEDGER", "sample-data").with_input(input);
    let exit = run_in(&[&["track"], arguments].concat(), &mut ctx);
    (exit, said.out(), said.err())
}

fn json(out: &str) -> Value {
    serde_json::from_str(out).unwrap_or_else(|error| panic!("{error}: {out}"))
}

fn day(text: &str) -> Day {
    parse_day(text).expect("a day")
}

/// The claims that a story makes, those that are fine among them.
fn claims(today: &str, arguments: &[&str], story: &str) -> (Exit, Vec<Value>) {
    let asked = [&["lint", "-", "--json"], arguments].concat();
    let (exit, out, err) = track(day(today), &asked, story);
    assert!(!out.is_empty(), "{err}");
    (exit, json(&out)["claims"].as_array().expect("a list").clone())
}

#[test]
fn story_j5_each_sentence_is_found_or_left_alone() {
    let text = fs::read_to_string("tests/testdata/lint/sentences.txt").expect("the sentences");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.splitn(3, ' ');
        let (verdict, topic, story) =
            (parts.next().expect("a verdict"), parts.next().expect("a topic"), parts.next().expect("a sentence"));
        let (exit, claims) = claims("2025-12-17", &[], story);
        let bad: Vec<&Value> = claims.iter().filter(|claim| claim["verdict"] != "fine").collect();
        let topics: Vec<&str> = bad.iter().filter_map(|claim| claim["topic"].as_str()).collect();
        match verdict {
            "none" => assert_eq!((exit, claims.len()), (Exit::Done, 0), "{story}: {claims:?}"),
            "fine" => assert_eq!((exit, bad.len(), claims.is_empty()), (Exit::Done, 0, false), "{story}: {claims:?}"),
            "quoted" => {
                assert_eq!((exit, topics), (Exit::Done, vec![topic]), "{story}: {claims:?}");
                assert!(bad.iter().all(|claim| claim["quoted"] == true), "{story}: {claims:?}");
            }
            _ => {
                let expected = if verdict == "contradicted" { Exit::No } else { Exit::Unknown };
                assert_eq!(exit, expected, "{story}: {claims:?}");
                assert!(topics.contains(&topic), "{story}: {claims:?}");
            }
        }
    }
}

#[test]
fn the_seed_headline_is_named_with_place_reason_and_what_to_write() {
    let story = "# Azerbaijan ratifies mutual defence pact with Türkiye\n\nBAKU – The pact was agreed in July.\n";
    let (exit, out, err) = track(day("2025-12-17"), &["lint", "-"], story);
    assert_eq!((exit, err.as_str()), (Exit::No, ""));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 2, "{out}");
    assert!(lines[0].starts_with("-:1:14: error: “ratifies” of Azerbaijan (az-tr-memorandum-2025): "), "{out}");
    assert!(lines[0].ends_with(" [E2]"), "{out}");
    assert!(lines[1].starts_with("  write: Azerbaijan’s parliament approved it on 16 December 2025"), "{out}");
}

#[test]
fn markdown_that_is_not_told_is_passed_over_and_places_stay() {
    let story = "---\ntitle: The mutual defence pact is in force\n---\n\n```\nThe mutual defence pact is in force.\n```\n\
        <!-- The mutual defence pact is in force. -->\nSee [the file](https://e.org/The_mutual_defence_pact_is_in_force) \
        and `mutual defence pact is in force`.\n\n- First.\n- Ü: the **mutual defence pact** is in force\n";
    let (_, claims) = claims("2025-12-17", &[], story);
    let places: Vec<(u64, u64)> = claims
        .iter()
        .map(|claim| (claim["line"].as_u64().expect("a line"), claim["column"].as_u64().expect("a column")))
        .collect();
    assert_eq!(places, [(12, 34)], "{claims:?}");
}

#[test]
fn a_whole_story_about_one_agreement_needs_no_name() {
    let story = "It is in force. The deal took effect. Azerbaijan has ratified it.";
    assert_eq!(claims("2025-12-17", &[], story).1.len(), 0);
    let (exit, claims) = claims("2025-12-17", &["--agreement", "az-tr-memorandum-2025"], story);
    assert_eq!((exit, claims.len()), (Exit::No, 3), "{claims:?}");
}

#[test]
fn other_languages_claim_too() {
    let (tr, az) = ("mutual defence pact anlaşması yürürlüğe girdi.", "mutual defence pact sazişi qüvvəyə minib.");
    for story in [tr, az] {
        assert_eq!(claims("2025-12-17", &[], story).0, Exit::No, "{story}");
    }
    assert_eq!(claims("2025-12-17", &[], "mutual defence pact henüz yürürlüğe girdi").1.len(), 0);
}

#[test]
fn a_story_that_cannot_be_read_is_no_clean_story() {
    assert_eq!(track(day("2025-12-17"), &["lint", "no-such-file.md"], "").0, Exit::NotFound);
    assert_eq!(track(day("2025-12-17"), &["lint", "-", "--agreement", "no-such"], "").0, Exit::NotFound);
    let (exit, out, err) = track(day("2025-12-17"), &["lint", "-"], "");
    assert_eq!((exit, out.as_str()), (Exit::Done, ""));
    assert!(err.starts_with("0 claims"), "{err}");
}

/// How many of the days around acts are asked about.
const DAYS: usize = 3;

/// The days on which an agreement may be asked about: around its acts, and some others.
fn days(id: &str) -> BTreeSet<Day> {
    let (_, out, err) = track(day("2027-01-01"), &["log", id, "--json"], "");
    assert_eq!(err, "");
    let acts = json(&out)["acts"].as_array().expect("acts").clone();
    let dates = acts.iter().filter_map(|act| act["date"].as_str()).filter_map(|text| parse_day(text).ok());
    let around = dates.flat_map(|day| [day.pred_opt(), Some(day), day.succ_opt()].into_iter().flatten());
    let all: BTreeSet<Day> = around.collect();
    let step = all.len().div_ceil(DAYS).max(1);
    let fixed = ["2016-11-04", "2025-12-17", "2027-06-01"];
    all.into_iter().step_by(step).chain(fixed.map(day)).collect()
}

#[test]
fn whatever_brief_says_is_clean() {
    let (mut told, mut held) = (0, 0);
    for entry in fs::read_dir("sample-data/agreements").expect("the sample ledger") {
        let path = entry.expect("a file").path();
        let id = path.file_stem().expect("a name").to_string_lossy().into_owned();
        for on in days(&id) {
            let as_of = ratification::date::show(on);
            let asked = |arguments: &[&str]| track(day("2026-01-15"), arguments, "").1;
            let brief = json(&asked(&["brief", &id, "--as-of", &as_of, "--json"]));
            let sentences = brief["sentences"].as_array().expect("sentences").iter().map(|told| &told["text"]);
            let texts: Vec<&str> = sentences.chain([&brief["line"]]).filter_map(Value::as_str).collect();
            let page = asked(&["brief", &id, "--as-of", &as_of, "--format", "md"]);
            let story = format!("{}\n\n{page}", texts.join("\n\n"));
            let arguments = ["lint", "-", "--agreement", &id, "--as-of", &as_of, "--json"];
            let (exit, out, err) = track(day("2026-01-15"), &arguments, &story);
            assert_eq!(exit, Exit::Done, "{id} as of {as_of}: {story}\n{out}{err}");
            told += texts.len();
            held += json(&out)["claims"].as_array().expect("a list").len();
        }
    }
    assert!(told > 200 && held > 60, "{held} claims in {told} texts");
}
