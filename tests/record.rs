//! The record as `show` and `log` give it: nothing vanishes, nothing is counted that was retracted or is only expected.

use chrono::{DateTime, Utc};
use ratification::date::parse_day;
use ratification::ledger::{Context, Settings, load_agreement};
use ratification::model::{Agreement, Names};
use ratification::render::corrections::md;
use ratification::render::page::page as text;
use ratification::render::text::Terminal;
use ratification::report::corrections::{Change, corrections};
use ratification::report::log::Wanted;
use ratification::report::show::show;
use ratification::report::show_page::page;
use ratification::source::Source;
use ratification::status::AsOf;

const RECORD: &str = r#"format = 1
title = "A pact"
parties = ["AZ", "TR"]

[[act]]
id = "early"
party = "AZ"
kind = "vote"
date = 2025-12-10
outcome = "adopted"
[[act.source]]
publisher = "Clash Report"
verb = "ratified"
[act.retracted]
at = 2025-12-19T10:00:00Z
reason = "first reading only"
cause = "source"
in_favour_of = "late"

[[act]]
id = "late"
party = "AZ"
kind = "vote"
date = 2025-12-16
outcome = "adopted"
recorded = 2025-12-18T10:00:00Z
[[act.source]]
publisher = "Milli Majlis"

[[act]]
id = "undone"
party = "AZ"
kind = "vote"
date = 2025-12-20
outcome = "annulled"
reason = "the court annulled it"

[[act]]
id = "hoped"
party = "TR"
kind = "vote"
date = 2026-03-01
expected = true

[[act]]
id = "rumour"
party = "TR"
kind = "signature"
date = "../2025-12-01"
[act.retracted]
at = 2025-12-05T10:00:00Z
reason = "nobody confirms it"
cause = "unsupported"
"#;

fn record() -> Agreement {
    let id = "a-pact".parse().expect("an id");
    let settings = Settings::default();
    let ctx = Context { names: Names::builtin(), procedures: &|_| None, settings: &settings };
    let loaded = load_agreement(&id, &Source::new("agreements/a-pact.toml", RECORD), &ctx);
    assert!(loaded.findings.iter().all(|finding| !finding.is_error()), "{:#?}", loaded.findings);
    loaded.agreement.expect("a sound text gives an agreement")
}

fn as_of(day: &str, known_at: Option<&str>) -> AsOf {
    let day = parse_day(day).expect("a day");
    let known_at = known_at.map(|text| text.parse::<DateTime<Utc>>().expect("a moment"));
    AsOf { day, today: day, known_at }
}

fn ids(agreement: &Agreement, as_of: AsOf) -> Vec<String> {
    show(agreement, as_of).acts.iter().map(|act| act.id.to_string()).collect()
}

#[test]
fn acts_stand_by_date_and_what_is_retracted_or_expected_stands_among_them() {
    let agreement = record();
    assert_eq!(ids(&agreement, as_of("2026-01-15", None)), ["rumour", "early", "late", "undone", "hoped"]);
    let report = show(&agreement, as_of("2025-12-16", None));
    assert_eq!((report.acts.len(), report.acts_later), (4, 1));
}

#[test]
fn the_desk_is_shown_as_it_knew_things_at_a_moment() {
    let agreement = record();
    let then = as_of("2026-01-15", Some("2025-12-17T00:00:00Z"));
    assert_eq!(ids(&agreement, then), ["rumour", "early", "undone", "hoped"]);
    let report = show(&agreement, then);
    let retracted: Vec<bool> = report.acts.iter().map(|act| act.retracted.is_some()).collect();
    assert_eq!(retracted, [true, false, false, false], "the retraction of 19 December was not known");
}

#[test]
fn rival_claims_show_both_sides_with_their_sources() {
    let mut agreement = record();
    agreement.acts.retain(|act| act.id.0 == "early" || act.id.0 == "late");
    agreement.acts[0].retracted = None;
    let report = show(&agreement, as_of("2026-01-15", None));
    let rivals: Vec<_> = report.acts.iter().map(|act| act.rival_of[0].0.as_str()).collect();
    assert_eq!(rivals, ["late", "early"]);
    let shown = text(&page(&report, &agreement, Names::builtin()), &Terminal::default());
    let line = shown.lines().find(|line| line.contains("differs")).expect("the contradiction is shown");
    assert!(line.contains("the day") && line.contains("Clash Report") && line.contains("Milli Majlis"), "{line}");
}

#[test]
fn ratified_is_only_ever_a_word_of_a_source() {
    let agreement = record();
    let report = show(&agreement, as_of("2026-01-15", None));
    let shown = text(&page(&report, &agreement, Names::builtin()), &Terminal::default());
    assert_eq!(shown.matches("ratified").count(), shown.matches("it says “ratified”").count());
    assert!(shown.contains("retracted   2025-12-19 10:00 UTC: first reading only"), "{shown}");
    assert!(shown.contains("expected, not done"), "{shown}");
}

#[test]
fn corrections_retractions_and_reversals_read_differently() {
    let agreement = record();
    let report = corrections(&[&agreement], &Wanted::default(), as_of("2026-01-15", None), Names::builtin());
    let found: Vec<_> =
        report.corrections.iter().map(|line| (line.change, line.act.as_str(), line.now_act.as_deref())).collect();
    let expected = [
        (Change::Retraction, "rumour", None),
        (Change::Correction, "early", Some("late")),
        (Change::Reversal, "late", Some("undone")),
    ];
    assert_eq!(found, expected);
    let note = md(&report);
    for words in ["Cause: nothing supports it", "Cause: the source’s mistake", "The record was right"] {
        assert!(note.contains(words), "{note}");
    }
}
