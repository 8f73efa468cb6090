use std::collections::BTreeSet;

use super::*;
use crate::date::parse_day;

fn day(text: &str) -> Day {
    parse_day(text).unwrap()
}

fn phrases(language: &str) -> Phrases {
    Phrases::builtin(language).unwrap()
}

/// A text with one day in it.
fn told(language: &str, form: &str, place: Place) -> String {
    phrases(language).with(Phrases::read(&format!("it: {{date:{form}}}"))).fill("it", &[("date", place)])
}

#[test]
fn places_are_filled_and_days_written() {
    let english = phrases("en");
    assert_eq!(english.date(day("2025-12-16")), "16 December 2025");
    let places = [("party", "Türkiye".into()), ("date", day("2025-07-22").into())];
    assert_eq!(english.fill("signatory", &places), "Türkiye signed it on 22 July 2025");
    assert_eq!(english.list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    assert_eq!(english.plain("no such key"), "no such key");
    assert_eq!(english.fill("parliament", &[("party", "Cyprus".into())]), "Cyprus’ parliament");
}

#[test]
fn a_day_that_is_not_known_is_told_as_what_is_known() {
    let date = |text: &str| Place::from(text.parse::<ActDate>().unwrap());
    assert_eq!(told("en", "on", date("2023-12")), "in December 2023");
    assert_eq!(told("en", "on", date("2023")), "in 2023");
    assert_eq!(told("en", "on", date("2024-01-25/2024-03-07")), "between 25 January 2024 and 7 March 2024");
    assert_eq!(told("en", "on", Place::When(FIRST_DAY, day("2024-03-07"))), "not later than 7 March 2024");
    assert_eq!(told("tr", "on", date("2023-12")), "Aralık 2023’te");
    assert_eq!(told("az", "on", date("2023-12")), "2023-cü ilin dekabrında");
}

#[test]
fn turkish_endings_follow_the_last_spoken_vowel_and_consonant() {
    for (year, on, since, to) in [
        (1900, "’de", "’den", "’e"),
        (2000, "’de", "’den", "’e"),
        (2010, "’da", "’dan", "’a"),
        (2019, "’da", "’dan", "’a"),
        (2020, "’de", "’den", "’ye"),
        (2021, "’de", "’den", "’e"),
        (2022, "’de", "’den", "’ye"),
        (2023, "’te", "’ten", "’e"),
        (2024, "’te", "’ten", "’e"),
        (2025, "’te", "’ten", "’e"),
        (2026, "’da", "’dan", "’ya"),
        (2040, "’ta", "’tan", "’a"),
    ] {
        let day: Day = day(&format!("{year}-05-02"));
        assert_eq!(told("tr", "on", day.into()), format!("2 Mayıs {year}{on}"));
        assert_eq!(told("tr", "since", day.into()), format!("2 Mayıs {year}{since} beri"));
        assert_eq!(told("tr", "to", day.into()), format!("2 Mayıs {year}{to}"));
    }
    assert_eq!(told("tr", "on", Place::SameYear(day("2025-12-25"))), "25 Aralık’ta");
    assert_eq!(told("tr", "on", Place::SameYear(day("2025-07-25"))), "25 Temmuz’da");
}

#[test]
fn azerbaijani_days_take_their_endings() {
    assert_eq!(told("az", "on", day("2025-12-16").into()), "2025-ci il dekabrın 16-da");
    assert_eq!(told("az", "on", day("2024-01-23").into()), "2024-cü il yanvarın 23-də");
    assert_eq!(told("az", "on", day("2026-10-30").into()), "2026-cı il oktyabrın 30-da");
    assert_eq!(told("az", "since", day("2019-05-20").into()), "2019-cu il mayın 20-dən");
    assert_eq!(told("az", "on", Place::SameYear(day("2025-12-25"))), "dekabrın 25-də");
    assert_eq!(phrases("az").date(day("2025-12-17")), "17 dekabr 2025-ci il");
}

#[test]
fn a_sentence_begins_with_the_large_letter_of_its_language() {
    assert_eq!(phrases("tr").sentence("imza"), "İmza.");
    assert_eq!(phrases("en").sentence("it ended"), "It ended.");
    assert_eq!(phrases("az").sentence("şərt"), "Şərt.");
    assert_eq!(phrases("en").sentence(""), ".");
}

/// The names of places, without their forms; the genitive is the party's.
fn places(text: &str) -> BTreeSet<&str> {
    let names = text.split('{').skip(1).filter_map(|rest| rest.split(['}', ':']).next());
    names.map(|name| if name == "parliament" { "party" } else { name }).collect()
}

#[test]
fn every_language_has_every_text_with_the_same_places() {
    let english = phrases("en");
    let forms = ["name-of", "parliament", "date", "short", "month", "year", "range", "not-later"];
    let is_form = |key: &str| forms.iter().any(|form| key == *form || key.starts_with(&format!("{form}-")));
    for (language, ..) in LANGUAGES {
        let other = phrases(language);
        for key in english.keys().filter(|key| !is_form(key) && !key.starts_with("name.")) {
            let text = other.get(key).unwrap_or_else(|| panic!("{language} has no {key}"));
            assert_eq!(places(text), places(english.get(key).unwrap()), "{language}: {key}: {text}");
        }
    }
}

#[test]
fn every_form_that_a_text_asks_for_is_there() {
    for (language, ..) in LANGUAGES {
        let phrases = phrases(language);
        for text in phrases.texts.values() {
            for place in text.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
                let Some((name, form)) = place.split_once(':') else { continue };
                let keys = match name {
                    "party" => vec![format!("name-{form}")],
                    "day" | "month" | "year" => vec![form.to_owned()],
                    _ => ["date", "range"].map(|kind| format!("{kind}-{form}")).to_vec(),
                };
                assert!(keys.iter().all(|key| phrases.get(key).is_some()), "{language}: {{{place}}} in: {text}");
            }
        }
    }
}

#[test]
fn lists_of_endings_have_an_entry_for_every_number() {
    for (language, ..) in LANGUAGES {
        let phrases = phrases(language);
        for (key, text) in &phrases.texts {
            let words = text.split_whitespace().count();
            if key.starts_with("number-") {
                assert_eq!(words, 20, "{language}: {key}");
            } else if key.starts_with("months") {
                assert_eq!(words, 12, "{language}: {key}");
            }
        }
    }
}
