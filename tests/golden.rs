//! Real treaties with official dates are the judge: the day of every agreement, and the days of its parties.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "tables are read, totals are told")]

mod support;

use std::path::{Path, PathBuf};

use ratification::date::{Day, show};
use support::{Book, code, day};

/// What a table of official dates says, row by row, without its head.
fn rows(name: &str) -> Vec<Vec<String>> {
    let path = folder().join(name);
    let text = std::fs::read_to_string(&path).expect("the table is there");
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testdata/golden")
}

fn shown(day: Option<Day>) -> String {
    day.map_or("-".to_owned(), show)
}

#[test]
fn every_agreement_has_its_official_day_and_nearly_every_party_its_own() {
    let party_rows = rows("party-dates.tsv");
    let (mut agreements, mut parties) = (0, 0);
    let (mut wrong, mut differing) = (Vec::new(), Vec::new());
    for row in rows("official.tsv") {
        let [id, as_of, official] = row.as_slice() else { panic!("three fields: {row:?}") };
        let status = Book::file(&folder(), id).on(as_of);
        agreements += 1;
        let found = shown(status.force.date);
        if found != *official {
            wrong.push(format!("{id}: official {official}, computed {found}"));
        }
        for row in party_rows.iter().filter(|row| row[0] == *id) {
            parties += 1;
            let party = status.party(&code(&row[1]));
            let found = shown(party.and_then(|party| party.force.date));
            if found != shown(Some(day(&row[2]))) {
                differing.push(format!("{id} {}: official {}, computed {found}", row[1], row[2]));
            }
        }
    }
    println!("{} of {agreements} agreements", agreements - wrong.len());
    println!("{} of {parties} dates of parties", parties - differing.len());
    println!("{}", differing.join("\n"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(agreements >= 161 && parties > 1000, "{agreements} agreements, {parties} parties");
    assert!(differing.len() * 50 <= parties, "{} of {parties} differ", differing.len());
}
