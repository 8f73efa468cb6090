//! The sentences that are safe: one tiny ledger for each row of the table in `docs/status.md`, in every language.

mod support;

use std::collections::BTreeSet;

use ratification::model::{Code, Kind, Names};
use ratification::report::avoid::of_row;
use ratification::report::brief::{BriefReport, brief};
use ratification::report::phrase::{LANGUAGES, Phrases};
use ratification::report::sentence::{Telling, keys};
use ratification::status::domestic::DomesticState;
use ratification::status::{AsOf, ForceState, InternationalState, Status};
use support::{Book, acts, day, procedure_of};

/// A row of `testdata/sentences.txt`.
struct Row {
    key: &'static str,
    as_of: AsOf,
    says: &'static str,
    book: Book,
}

fn rows() -> Vec<Row> {
    include_str!("testdata/sentences.txt").split("\n# ").skip(1).map(row).collect()
}

fn row(text: &'static str) -> Row {
    let mut lines = text.lines();
    let mut next = || lines.next().expect("a row has a key, a day and a sentence");
    let (key, days, says) = (next(), next(), next().trim_start_matches("> "));
    let days = days.trim_start_matches("as of ");
    let (on, today) = days.split_once(", today ").unwrap_or((days, days));
    let (done, header): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with("* "));
    let done: Vec<&str> = done.into_iter().map(|line| line.trim_start_matches("* ")).collect();
    let header = header.join("\n");
    let binding = if header.contains("binding") { "" } else { "binding = \"yes\"\n" };
    let book = Book::of(&format!("format = 1\ntitle = \"T\"\n{binding}{header}\n{}", acts(&done)));
    Row { key, as_of: AsOf { day: day(on), today: day(today), known_at: None }, says, book }
}

impl Row {
    fn status(&self) -> Status {
        self.book.at("it", self.as_of)
    }
}

fn texts(language: &str) -> Phrases {
    Phrases::builtin(language).expect("a language that comes with the tool")
}

fn told(book: &Book, status: &Status, language: &str) -> BriefReport {
    let (agreement, phrases) = (book.agreement(), texts(language));
    let procedures = |code: &Code| procedure_of(agreement, code);
    let names = Names::builtin();
    brief(&Telling { agreement, status, names, phrases: &phrases, procedures: &procedures }, language)
}

#[test]
fn every_row_has_its_sentence_in_every_language() {
    let mut wrong = Vec::new();
    for row in rows() {
        let (book, status) = (&row.book, row.status());
        for (language, ..) in LANGUAGES {
            let report = told(book, &status, language);
            let found = report.sentences.iter().find(|told| told.key == row.key);
            let party_alone = || party_told(book, &status, language, row.key);
            match found.map(|told| told.text.clone()).or_else(party_alone) {
                None => wrong.push(format!("{}: {language}: {:?}", row.key, report.sentences)),
                Some(text) if *language == "en" && text != row.says => wrong.push(format!("{}: {text}", row.key)),
                Some(text) => sound(&text, &mut wrong),
            }
            sound(&report.line, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The sentence of the first party that has that key, as `track is --party` says it.
fn party_told(book: &Book, status: &Status, language: &str, key: &str) -> Option<String> {
    let (agreement, phrases) = (book.agreement(), texts(language));
    let procedures = |code: &Code| procedure_of(agreement, code);
    let names = Names::builtin();
    let telling = Telling { agreement, status, names, phrases: &phrases, procedures: &procedures };
    let told =
        telling.parties().into_iter().map(|party| ratification::report::sentence::party_sentence(&telling, &party));
    told.into_iter().find(|sentence| sentence.key == key).map(|sentence| phrases.sentence(&sentence.text))
}

/// No gap, no key that shows as itself, one sentence.
fn sound(text: &str, wrong: &mut Vec<String>) {
    let gap = ["  ", "{", "}", " .", " ,", " ;", "..", "()", "-unknown", "domestic-", "outcome-", "act-", "consent-"];
    let begins = text.chars().next().is_some_and(char::is_uppercase);
    if gap.iter().any(|gap| text.contains(gap)) || !text.ends_with('.') || !begins {
        wrong.push(format!("not sound: {text}"));
    }
}

#[test]
fn every_key_has_a_row_and_words_to_avoid_in_every_language() {
    let rows: BTreeSet<&str> = rows().into_iter().map(|row| row.key).collect();
    let keys: BTreeSet<&str> = keys().into_iter().collect();
    assert_eq!(rows, keys);
    for (language, ..) in LANGUAGES {
        let phrases = texts(language);
        for key in &keys {
            let avoid = phrases.get(&format!("avoid.{key}")).unwrap_or_else(|| panic!("{language}: avoid.{key}"));
            for part in avoid.split(" | ") {
                let topic = part.split(' ').next().unwrap();
                assert!(phrases.get(&format!("why-{topic}")).is_some(), "{language}: why-{topic}");
                assert!(ratification::report::help::topic(topic).is_some(), "no help for {topic}");
            }
        }
    }
}

/// A state without a sentence does not build: every variant names its rows here.
#[test]
fn every_state_has_its_rows() {
    let keys = keys();
    let known = |rows: &[&str]| rows.iter().all(|row| keys.contains(row));
    for state in DomesticState::ALL {
        let rows: &[&str] = match state {
            DomesticState::Rejected => &["domestic-rejected", "domestic-stopped"],
            DomesticState::Annulled => &["domestic-annulled"],
            DomesticState::Lapsed => &["domestic-lapsed"],
            DomesticState::Complete => &["domestic-complete"],
            DomesticState::ParliamentApproved => &["domestic-parliament-approved"],
            DomesticState::UnderWay => &["domestic-under-way", "domestic-chamber", "domestic-first-reading"],
            DomesticState::NotRequired => &["domestic-not-required"],
            DomesticState::NotStarted => &["domestic-not-started"],
            DomesticState::Unknown => &["domestic-unknown", "domestic-unknown-signed"],
        };
        assert!(known(rows), "{state}");
    }
    for state in InternationalState::ALL {
        let rows: &[&str] = match state {
            InternationalState::Party => &["party", "notice-given", "notice-open", "leave-road"],
            InternationalState::Contracting => &["contracting", "contracting-only"],
            InternationalState::FormerParty => &["former-party", "former-party-withdrew"],
            InternationalState::Refused => &["refused"],
            InternationalState::Signatory => &["signatory", "taken-back", "no-intention"],
            InternationalState::None | InternationalState::Unknown => &["domestic-unknown", "initialled"],
        };
        assert!(known(rows), "{state}");
    }
    for state in ForceState::ALL {
        let rows: &[&str] = match state {
            ForceState::NotApplicable => &["not-applicable", "not-applicable-undated"],
            ForceState::Ended => &["ended", "projected-ended"],
            ForceState::Suspended => &["suspended", "suspended-by"],
            ForceState::InForce => &["in-force", "in-force-alone"],
            ForceState::Provisional => &["provisional", "provisional-part"],
            ForceState::Dated => &["dated", "projected"],
            ForceState::ConditionsMet => &["conditions-met", "conditions-met-known", "conditions-met-undated"],
            ForceState::NotInForce => &["not-in-force", "not-in-force-stale"],
            ForceState::Unknown => &["unknown", "unknown-signed"],
        };
        assert!(known(rows), "{state}");
    }
}

#[test]
fn every_word_that_acts_are_told_by_is_there_in_every_language() {
    use ratification::model::{About, Outcome, Reading};
    for (language, ..) in LANGUAGES {
        let phrases = texts(language);
        let mut wanted: Vec<String> = Kind::ALL.iter().map(|kind| format!("act-{kind}")).collect();
        wanted.extend(Kind::ALL.iter().filter(|kind| kind.is_consent()).map(|kind| format!("consent-{kind}")));
        wanted.extend(Outcome::ALL.iter().map(|outcome| format!("outcome-{outcome}")));
        wanted.extend(Reading::ALL.iter().map(|reading| format!("reading-{reading}")));
        wanted.extend(About::ALL.iter().map(|about| format!("about-{about}")));
        for key in wanted {
            assert!(phrases.get(&key).is_some(), "{language} has no {key}");
        }
    }
}

#[test]
fn every_organ_whose_step_has_an_effect_has_its_words() {
    use ratification::model::procedure_texts::builtin;
    for code in
        ["AE", "AM", "AU", "AZ", "CA", "CN", "DK", "GH", "ID", "IS", "MA", "NL", "NZ", "PL", "QA", "RU", "TR", "VN"]
    {
        assert!(builtin(code).is_some());
        let book = Book::of("format = 1\ntitle = \"T\"");
        let procedure = procedure_of(book.agreement(), &support::code(code)).unwrap();
        for step in procedure.steps.iter().filter(|step| step.effect.is_some()) {
            let organ = procedure.body_of(step).map(|body| body.name.clone()).unwrap_or_default();
            for (language, ..) in LANGUAGES {
                let phrases = texts(language);
                assert!(phrases.get(&format!("organ.{organ}")).is_some(), "{language}: {organ}");
            }
        }
    }
}

#[test]
fn the_table_of_the_documentation_names_every_key_and_no_other() {
    let text = include_str!("../docs/status.md").split("\n## ").find(|part| part.starts_with("The sentences"));
    let text = text.expect("the table is there");
    let english = Phrases::english();
    let mut named = BTreeSet::new();
    for line in text.lines().filter(|line| line.starts_with("| ") && line.contains('`')) {
        let column = line.split('|').nth(2).unwrap_or_default();
        for key in column.split('`').skip(1).step_by(2) {
            assert!(english.get(key).is_some(), "docs/status.md names `{key}`, which is no text");
            named.insert(key.to_owned());
        }
    }
    let keys: BTreeSet<String> = keys().into_iter().map(str::to_owned).collect();
    assert_eq!(named, keys);
}

/// The avoided words of each row never stand in its own sentence, in any language; what is quoted is a source's.
#[test]
fn no_sentence_says_what_its_row_forbids() {
    for row in rows() {
        let (book, status) = (&row.book, row.status());
        for (language, ..) in LANGUAGES {
            let report = told(book, &status, language);
            let phrases = texts(language);
            let agreement = book.agreement();
            let procedures = |code: &Code| procedure_of(agreement, code);
            let names = Names::builtin();
            let telling = Telling { agreement, status: &status, names, phrases: &phrases, procedures: &procedures };
            for sentence in &report.sentences {
                for (topic, words) in of_row(&telling, sentence.key) {
                    for word in words {
                        let found = support::says(&sentence.text, word);
                        assert!(!found, "{language}: {topic}: `{word}` in: {}", sentence.text);
                    }
                }
            }
        }
    }
}

/// A day of force that imprecise dates leave open is told as the range that it is, in every language.
#[test]
fn a_day_ahead_that_is_not_precise_is_a_range() {
    let two = acts(&[
        "AZ ratification 2025-10-01 scope = \"trade\"",
        "TR ratification \"2025-01-01/2025-12-30\" scope = \"trade\"",
        "TR ratification 2025-10-02 scope = \"trade\"",
    ]);
    let head = "format = 1\ntitle = \"T\"\nbinding = \"yes\"\n[clause]\nwhen = \"2 parties\"\nthen = \"3 months\"\n";
    let book = Book::of(&format!("{head}{two}"));
    let on = day("2025-10-15");
    for (today, language, wanted) in [
        (on, "en", "it is due to enter into force between 1 January 2026 and 2 January 2026"),
        (day("2025-01-31"), "en", "on present facts it would be due between 1 January 2026 and 2 January 2026"),
        (on, "tr", "yürürlüğe giriş günü"),
        (on, "az", "qüvvəyə minmə günü"),
    ] {
        let status = book.at("it", AsOf { day: on, today, known_at: None });
        let line = told(&book, &status, language).line;
        assert!(line.contains(wanted) && line.contains("2026"), "{language}: {line}");
    }
}
