//! Sixteen famous days of entry into force: the day before it is due, on the day it is in force.

#![expect(clippy::disallowed_methods, reason = "a table is read")]

mod support;

use std::path::{Path, PathBuf};

use ratification::clause::MissingAct;
use ratification::date::{Day, show};
use ratification::model::Code;
use ratification::status::{Answer, ForceState, Predicate, ask};
use support::{Book, code, day};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testdata/dates")
}

/// Agreement, official day of force, day to ask as of.
fn table() -> Vec<(String, Option<Day>, String)> {
    let text = std::fs::read_to_string(folder().join("dates.tsv")).expect("the table is there");
    let row = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        (fields[0].to_owned(), (fields[1] != "-").then(|| day(fields[1])), fields[2].to_owned())
    };
    text.lines().skip(1).map(row).collect()
}

#[test]
fn the_day_before_it_is_due_and_on_the_day_it_is_in_force() {
    let table = table();
    assert_eq!(table.len(), 16);
    for (id, official, as_of) in table {
        let book = Book::file(&folder(), &id);
        let Some(official) = official else {
            assert_eq!(book.on(&as_of).force.state, ForceState::NotInForce, "{id}");
            continue;
        };
        assert_eq!(book.on(&as_of).force.date, Some(official), "{id}");
        let eve = official.pred_opt().expect("a day before");
        let before = book.on(&show(eve));
        // the treaty on nuclear weapons entered into force with the deposit itself, so that nobody knew the day before
        let is_known = id != "npt-1970";
        let due = if is_known { (ForceState::Dated, Some(official)) } else { (ForceState::NotInForce, None) };
        assert_eq!((before.force.state, before.force.date), due, "{id}");
        assert_eq!(ask(&before, Predicate::InForce, None), Answer::No, "{id}");
        let dated = if is_known { Answer::Yes } else { Answer::No };
        assert_eq!(ask(&before, Predicate::Dated, None), dated, "{id}");
        let on = book.on(&show(official));
        assert_eq!((on.force.state, on.force.date), (ForceState::InForce, Some(official)), "{id}");
        assert_eq!(ask(&on, Predicate::InForce, None), Answer::Yes, "{id}");
    }
}

#[test]
fn what_the_african_union_announced_stands_and_what_the_clause_gives_is_told_beside_it() {
    let status = Book::file(&folder(), "afcfta-2019").on("2019-12-31");
    assert_eq!(status.force.date, Some(day("2019-05-30")));
    assert_eq!(status.verdict().force.day(), Some(day("2019-05-29")));
    assert!(status.force.announced.is_some_and(|announced| announced.official));
    assert!(!status.disputed, "a source that may decide decides");
}

#[test]
fn the_missing_states_of_the_test_ban_treaty_are_named() {
    let status = Book::file(&folder(), "ctbt").on("2026-11-25");
    let missing = &status.verdict().missing;
    let nine: Vec<Code> = ["CN", "EG", "IL", "IN", "IR", "KP", "PK", "RU", "US"].map(code).into();
    assert_eq!(missing.acts, [MissingAct::Each { codes: nine.clone(), by: Vec::new() }]);
    assert_eq!((missing.fewest, missing.exact), (9, true));
    assert_eq!(missing.indispensable, nine);
}
