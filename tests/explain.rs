//! The explanation as it is read, and the tree as JSON.

mod support;

use std::path::Path;

use ratification::model::{Code, Kind, Names};
use ratification::render;
use ratification::render::text::Terminal;
use ratification::report::explain::{Explaining, explain};
use ratification::report::explain_json;
use ratification::report::what_if;
use ratification::status::{Status, Supposed, mode};
use support::{Book, code, day};

fn sample(id: &str) -> Book {
    Book::file(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data"), id)
}

/// Calls `ask` with the explanation of a book's agreement.
fn explaining<T>(book: &Book, status: &Status, asked: &[Code], ask: impl FnOnce(&Explaining) -> T) -> T {
    let words = book.words();
    ask(&Explaining {
        agreement: book.agreement(),
        status,
        words: &words,
        names: Names::builtin(),
        asked,
        all: false,
        supposed_from: book.agreement().acts.len(),
    })
}

fn text(book: &Book, on: &str, asked: &[Code], width: Option<usize>) -> String {
    let how = Terminal { width, ..Terminal::default() };
    explaining(book, &book.on(on), asked, |of| render::explain::explain(&explain(of), &how))
}

const CTBT: &str = "\
Nuclear-test-ban treaty  (as of 2026-11-25)

  NOT IN FORCE

  clause    all of annex-2: 180 days; not before 1998-09-24
  article   XIV
  basis     read in the text
  grade     reported (the lowest among the facts this rests on)

Condition: not met
├ all of annex-2: not met
│   35 parties of annex-2, 44 needed
│   counted: 35 acts, the last of them:
│     2001-02-23  ratification  UA  Ukraine
│     2003-07-11  ratification  DZ  Algeria
│     2004-09-28  ratification  CD  Democratic Republic of the Congo
│     2006-03-10  ratification  VN  Viet Nam
│     2008-01-29  ratification  CO  Colombia
│     2012-02-06  ratification  ID  Indonesia
│     and 29 before them (--all lists them)
│   not counted: CN, EG, IL, IR, US (signature, subject to consent)
│   not counted: RU (taken back on 2023-11-03)
└ not before 1998-09-24: met on 1998-09-24

Missing: 9 further acts are enough, no fewer
  CN, EG, IL, IN, IR, KP, PK, RU, US
    CN  China: signatory 1996-09-24
    EG  Egypt: signatory 1996-10-14
";

#[test]
fn a_treaty_not_in_force_is_explained_with_what_is_missing() {
    let told = text(&sample("ctbt-1996"), "2026-11-25", &[], None);
    assert!(told.starts_with(CTBT), "{told}");
    assert!(told.contains("RU  Russian Federation: signatory 1996-09-24, took its consent back"), "{told}");
}

#[test]
fn a_treaty_in_force_is_explained_with_its_numbers_and_days() {
    let told = text(&sample("paris-agreement-2015"), "2026-11-25", &[code("US")], None);
    for line in [
        "Condition: both of these, met on 2016-10-05",
        "├ 55 parties: met on 2016-09-21",
        "└ 55% of emissions: met",
        "      2016-10-05  ratification  2.56  DE  Germany",
        "  2016-10-05 + 30 days = 2016-11-04",
        "  acceptance of 2021-01-20: bound from 2021-02-19 until 2026-01-27 (withdrawal notified on 2025-01-27)",
    ] {
        assert!(told.lines().any(|told| told == line), "{line}\n{told}");
    }
}

#[test]
fn no_line_is_wider_than_the_screen() {
    for (id, width) in
        [("paris-agreement-2015", 80), ("ctbt-1996", 60), ("az-tr-memorandum-2025", 80), ("afcfta-2018", 80)]
    {
        let told = text(&sample(id), "2026-11-25", &[code("TR")], Some(width));
        for line in told.lines() {
            assert!(line.chars().count() <= width, "{id}: {line}");
        }
    }
}

#[test]
fn what_rival_reports_lead_to_is_told() {
    let told = text(&sample("az-tr-memorandum-2025"), "2026-11-25", &[], None);
    assert!(told.contains("first reading (Haqqin); if so, at home under way"), "{told}");
    assert!(told.contains("Reports differ, and force does not depend on it"), "{told}");
}

#[test]
fn json_has_the_same_tree_with_acts_by_their_ids() {
    let book = sample("ctbt-1996");
    let report = explaining(&book, &book.on("2026-11-25"), &[], explain_json::report);
    let json: serde_json::Value = serde_json::from_str(&render::json::json(&report)).unwrap();
    assert_eq!(json["schema"], "track.explain/1");
    assert_eq!(json["verdict"]["missing"]["fewest"], 9);
    let leaf = &json["verdict"]["tree"]["children"][0];
    assert_eq!(leaf["measure"]["have"], 35);
    let known: Vec<&str> = book.agreement().acts.iter().map(|act| act.id.0.as_str()).collect();
    for used in leaf["used"].as_array().unwrap().iter().chain(leaf["left_out"].as_array().unwrap()) {
        assert!(used["act"].is_null() || known.contains(&used["act"].as_str().unwrap()), "{used}");
    }
    for party in json["verdict"]["parties"].as_array().unwrap() {
        assert!(!party["consent"].is_number() && !party["notice"].is_number(), "{party}");
    }
}

#[test]
fn supposed_acts_are_marked_and_show_what_changes() {
    let book = sample("ctbt-1996");
    let before = book.on("2027-01-15");
    let nine = before.verdict().missing.indispensable.clone();
    let supposed: Vec<Supposed> =
        nine.iter().map(|code| Supposed::Consent(*code, day("2027-01-15"), mode(before.verdict(), *code))).collect();
    let with = book.supposing(&supposed);
    let after = with.on("2027-01-15");
    let words = with.words();
    let explaining = Explaining {
        agreement: with.agreement(),
        status: &after,
        words: &words,
        names: Names::builtin(),
        asked: &[],
        all: false,
        supposed_from: book.agreement().acts.len(),
    };
    let report = what_if::report(&before, &explaining);
    assert_eq!(report.force_date, Some(day("2027-07-14")));
    assert_eq!(report.supposed.len(), 9);
    let told = render::explain::explain(&what_if::explained(&report, &explaining), &Terminal::default());
    assert!(told.starts_with("SUPPOSED, nothing is recorded: Nuclear-test-ban treaty"), "{told}");
    assert!(told.contains("the agreement: not in force → dated 2027-07-14"), "{told}");
    assert!(told.contains("2027-01-15 + 180 days = 2027-07-14"), "{told}");
    let tree = render::explain::explain(&explain(&explaining), &Terminal::default());
    assert!(tree.contains("(SUPPOSED)"), "{tree}");
}

#[test]
fn a_supposed_consent_takes_the_form_that_the_clause_asks_for() {
    let text = "format = 1\ntitle = \"T\"\nbinding = \"yes\"\nparties = [\"AZ\", \"TR\"]\n[clause]\nwhen = \"all parties by ratification or accession\"";
    let book = Book::of(text);
    let before = book.on("2027-01-15");
    assert_eq!(mode(before.verdict(), code("AZ")), Kind::Ratification);
    let signed = Book::of(&text.replace("ratification or accession", "signature"));
    assert_eq!(mode(signed.on("2027-01-15").verdict(), code("AZ")), Kind::DefinitiveSignature);
    let home = Book::of(&text.replace("ratification or accession", "domestic completion"));
    assert_eq!(mode(home.on("2027-01-15").verdict(), code("AZ")), Kind::Consent);
    let supposed = [("AZ", "2027-01-10"), ("TR", "2027-01-12")]
        .map(|(party, on)| Supposed::Consent(code(party), day(on), Kind::Consent));
    assert_eq!(home.supposing(&supposed).on("2027-01-15").force.date, Some(day("2027-01-12")));
}
