//! The outline of an answer says what the whole answer says, whatever stands in the ledger.

#![expect(clippy::disallowed_methods, reason = "reads the sample files")]

mod support;

use std::path::Path;

use proptest::prelude::*;
use ratification::model::Names;
use ratification::report::overview::{Aspect, outlined_row, row};
use ratification::report::status::line;
use ratification::status::AsOf;
use support::random::ledger;
use support::{Book, day};

/// The columns that an outline fills.
fn outlined() -> Vec<Aspect> {
    Aspect::ALL.iter().copied().filter(|aspect| aspect.is_outlined()).collect()
}

/// Holds the outline against the whole answer.
fn agrees(book: &Book, id: &str, as_of: AsOf) {
    let (status, outline) = (book.at(id, as_of), book.outline(id, as_of));
    assert_eq!(outline.force, status.force, "{id}");
    assert_eq!(outline.disputed, status.disputed, "{id}");
    assert_eq!(outline.is_record_short(), status.is_record_short(), "{id}");
    assert_eq!(outline.missing, status.blockers.iter().map(|blocker| blocker.lack.clone()).collect::<Vec<_>>(), "{id}");
    let essence = book.in_essence().outline(id, as_of);
    assert_eq!(essence.force.state, outline.force.state, "{id}");
    assert_eq!(essence.force.date, outline.force.date, "{id}");
    assert_eq!(essence.disputed, outline.disputed, "{id}");
    assert_eq!(essence.missing, outline.missing, "{id}");
    let whole = line(book.agreement(), &status, Names::builtin(), String::new());
    for machine in [false, true] {
        let columns = outlined();
        let (ours, theirs) =
            (outlined_row(book.agreement(), &outline, &columns, machine), row(&whole, &columns, machine));
        assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{id}");
        let kept = outlined_row(book.agreement(), &essence, &columns, machine);
        assert_eq!(format!("{ours:?}"), format!("{kept:?}"), "{id}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_a_random_record(
        text in ledger(),
        month in 1_u32..13,
        ahead in any::<bool>(),
        known in prop::option::of(1_u32..13),
    ) {
        let on = day(&format!("2025-{month:02}-15"));
        let today = if ahead { day("2025-01-31") } else { on };
        let known_at = known.map(|month| format!("2025-{month:02}-15T00:00:00Z").parse().unwrap());
        agrees(&Book::of(&text), "it", AsOf { day: on, today, known_at });
    }
}

#[test]
fn of_the_sample_ledger() {
    for entry in std::fs::read_dir("sample-data/agreements").unwrap() {
        let path = entry.unwrap().path();
        let id = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        if text.contains("agreement \"") || text.contains("\"agreement ") || text.contains("ends_with") {
            continue;
        }
        let book = Book::file(Path::new("sample-data"), &id);
        for on in ["1999-12-31", "2016-11-04", "2023-01-01", "2025-12-16", "2026-01-15"] {
            agrees(&book, &id, AsOf { day: day(on), today: day("2026-01-15"), known_at: None });
        }
    }
}
