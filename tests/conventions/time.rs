//! Days and clocks: points 39, 43, 44.

use super::commands::READERS;
use super::desk::{ADD, Desk, FILE, PACT, said, world};

#[test]
fn point_39_no_zone_moves_a_day_and_the_answer_says_its_day() {
    let desk = Desk::sample();
    let of = |words: &[&str], variables: &[(&str, &str)]| {
        let mut command = desk.unsealed(words);
        command.env_clear().envs(variables.iter().copied());
        said(command.output().expect("the program starts"))
    };
    for reader in READERS.iter().filter(|reader| matches!(reader[0], "status" | "show" | "log")) {
        let words: Vec<&str> = reader.iter().copied().chain(["--as-of", "2025-12-20"]).collect();
        let usual = of(&words, &[]);
        for zone in ["Pacific/Kiritimati", "<-11>11", "no/such"] {
            assert_eq!(of(&words, &[("TZ", zone)]), usual, "{reader:?} {zone}");
        }
    }
    let day = |variables: &[(&str, &str)], words: &[&str]| of(&[&["status"], words].concat(), variables).out;
    let today = [("TRACK_TODAY", "2025-11-01")];
    assert!(day(&today, &["--as-of", "2025-12-20"]).starts_with("as of 2025-12-20"));
    assert!(day(&today, &[]).starts_with("as of 2025-11-01"));
    let built = [("SOURCE_DATE_EPOCH", "0"), ("TRACK_TODAY", "2025-11-01")];
    assert!(day(&built, &[]).starts_with("as of 2025-11-01"), "the day of a question is no build date");
    assert!(!day(&[("SOURCE_DATE_EPOCH", "0")], &[]).contains("1970"));
}

#[test]
fn point_43_a_day_ahead_is_expected_or_refused() {
    let desk = Desk::sample();
    let ahead = ["add", PACT, "TR", "tbmm-vote", "--on", "2026-02-01", "--outcome", "adopted"];
    let said = desk.ask(&ahead);
    assert_eq!((said.status, said.out.as_str()), (Some(2), ""));
    assert!(said.err.contains("--expected"), "{}", said.err);
    assert_eq!(desk.ask(&["looked", PACT, "--where", "x", "--on", "2026-02-01"]).status, Some(2));
}

#[test]
fn point_43_a_clock_behind_what_is_on_record_is_told() {
    let desk = Desk::sample();
    let at = |moment: &str, words: &[&str]| {
        let (context, captured) = world();
        desk.ask_in(context.with_variable("TRACK_NOW", moment), &captured, words)
    };
    let act = desk.first_act();
    let late = at("2026-01-15T12:00:00Z", ADD);
    assert!(late.status == Some(0) && !late.out.contains("clock"), "{}", late.out);
    let early = "2026-01-15T11:59:59Z";
    let publication = ["add", PACT, "AZ", "publication", "--on", "2025-12-26"];
    let said = at(early, &publication);
    let words = "recorded at 2026-01-15T11:59:59Z, but something is on record from 2026-01-15T12:00:00Z";
    assert!(said.status == Some(0) && said.out.contains(words), "{}", said.out);
    for writer in [&["looked", PACT, "--where", "the gazette"][..], &["retract", PACT, &act, "--reason", "r"]] {
        let said = at(early, writer);
        assert!(said.status == Some(0) && said.err.starts_with("warning: recorded at"), "{writer:?}: {said:?}");
    }
    let row = format!("{{\"agreement\":\"{PACT}\",\"party\":\"AZ\",\"kind\":\"publication\",\"date\":\"2025-12-27\"}}");
    let (context, captured) = world();
    let batch =
        desk.ask_in(context.with_variable("TRACK_NOW", early).with_input(row), &captured, &["add", "--from", "-"]);
    assert!(batch.out.contains("one of the clocks is wrong"), "{batch:?}");
    assert!(desk.read(FILE).contains("recorded = 2026-01-15T11:59:59Z"));
}

#[test]
fn point_44_the_same_question_gives_the_same_bytes() {
    let (desk, copy) = (Desk::sample(), Desk::sample());
    for reader in READERS.iter().filter(|reader| reader[0] != "where") {
        let first = desk.run(reader);
        assert_eq!(desk.run(reader), first, "{reader:?}");
        assert_eq!(copy.run(reader), first, "{reader:?}: in another folder");
    }
}
