//! The sentences that are safe to write, by key, in one language. The texts are data: `data/phrases/LANG.txt`.

use std::collections::BTreeMap;

use chrono::Datelike;

use crate::date::Day;

/// The languages that come with the tool.
pub const LANGUAGES: &[(&str, &str)] = &[("en", include_str!("../../data/phrases/en.txt"))];

/// The texts of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrases {
    texts: BTreeMap<String, String>,
}

impl Phrases {
    /// The texts that come with the tool; `None` for a language that it does not have.
    pub fn builtin(language: &str) -> Option<Self> {
        LANGUAGES.iter().find(|(name, _)| *name == language).map(|(_, text)| Self::read(text))
    }

    /// Reads `key: text` lines; `#` begins a comment line.
    pub fn read(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let pairs = lines.filter_map(|line| line.split_once(": "));
        Self { texts: pairs.map(|(key, text)| (key.to_owned(), text.trim_end().to_owned())).collect() }
    }

    /// These texts, with those of `own` in their place where it has them: a desk's house style.
    #[must_use]
    pub fn with(mut self, own: Self) -> Self {
        self.texts.extend(own.texts);
        self
    }

    /// Every key.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// The text of a key with its places filled; a key that the language lacks shows as itself, so that a gap is seen.
    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        let text = self.texts.get(key).map_or(key, String::as_str);
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (place, behind) = after.split_once('}').unwrap_or((after, ""));
            filled.push_str(places.iter().find(|(name, _)| *name == place).map_or("", |(_, value)| value));
            rest = behind;
        }
        filled.push_str(rest);
        filled
    }

    /// A day as this language writes it.
    pub fn date(&self, day: Day) -> String {
        let months = self.texts.get("months").map_or("", String::as_str);
        let month = months.split(' ').nth(day.month0() as usize).unwrap_or("");
        let (date, year) = (day.day().to_string(), day.year().to_string());
        self.fill("date", &[("day", &date), ("month", month), ("year", &year)])
    }

    /// "a", "a and b", "a, b and c".
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.fill("and", &[])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_days_written() {
        let english = Phrases::builtin("en").unwrap();
        let day = Day::from_ymd_opt(2025, 12, 16).unwrap();
        assert_eq!(english.date(day), "16 December 2025");
        assert_eq!(
            english.fill("signatory", &[("party", "Türkiye"), ("date", "22 July 2025")]),
            "Türkiye signed it on 22 July 2025"
        );
        assert_eq!(english.list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!(english.fill("no such key", &[]), "no such key");
    }

    #[test]
    fn every_language_has_every_key_with_the_same_places() {
        let places = |text: &str| {
            let mut names: Vec<String> =
                text.split('{').skip(1).filter_map(|t| t.split('}').next()).map(str::to_owned).collect();
            names.sort();
            names.dedup();
            names
        };
        let english = Phrases::builtin("en").unwrap();
        for (language, text) in LANGUAGES {
            let other = Phrases::read(text);
            assert_eq!(other.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>(), "{language}");
            for key in english.keys() {
                let genitive = |names: Vec<String>| {
                    names.into_iter().map(|n| n.replace("partys", "party")).collect::<std::collections::BTreeSet<_>>()
                };
                assert_eq!(
                    genitive(places(&other.texts[key])),
                    genitive(places(&english.texts[key])),
                    "{language}: {key}"
                );
            }
        }
    }
}
