//! The sentences that are safe to write, by key, in one language. The texts are data: `data/phrases/LANG.txt`, and the
//! names of parties as sentences carry them, `data/phrases/names.LANG.txt`.
//!
//! A text has places: `{party}`, `{date}`; with a form behind a colon as the language asks for it: `{party:of}` (its
//! genitive), `{date:on}`, `{date:since}`. How a form is made is data, too: `date-on`, `name-of`, `number-on` …

use std::collections::BTreeMap;

use chrono::Datelike;

use crate::date::{ActDate, Day, FIRST_DAY, last_of_month};

/// The languages that come with the tool, with their texts and their names of parties.
pub const LANGUAGES: &[(&str, &str, &str)] = &[
    ("en", include_str!("../../data/phrases/en.txt"), include_str!("../../data/phrases/names.en.txt")),
    ("tr", include_str!("../../data/phrases/tr.txt"), include_str!("../../data/phrases/names.tr.txt")),
    ("az", include_str!("../../data/phrases/az.txt"), include_str!("../../data/phrases/names.az.txt")),
];

/// The texts of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrases {
    texts: BTreeMap<String, String>,
}

/// What stands in a place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Words, for example a name.
    Text(String),
    /// A day, or the first and the last day that it can have been.
    When(Day, Day),
    /// A day of a year that was told just before.
    SameYear(Day),
}

impl From<&str> for Place {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Place {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Day> for Place {
    fn from(day: Day) -> Self {
        Self::When(day, day)
    }
}

impl From<ActDate> for Place {
    fn from(date: ActDate) -> Self {
        Self::When(date.earliest(), date.latest())
    }
}

impl Phrases {
    /// The texts that come with the tool; `None` for a language that it does not have.
    pub fn builtin(language: &str) -> Option<Self> {
        let (_, texts, names) = LANGUAGES.iter().find(|(name, ..)| *name == language)?;
        Some(Self::read(texts).with(Self::read(names)))
    }

    /// The English texts.
    pub fn english() -> Self {
        Self::builtin("en").unwrap_or_else(|| Self::read(""))
    }

    /// Reads `key: text` lines; `#` begins a comment line.
    pub fn read(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let pairs = lines.filter_map(|line| line.split_once(": "));
        Self { texts: pairs.map(|(key, text)| (key.trim().to_owned(), text.trim().to_owned())).collect() }
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

    /// The text of a key as it is written, if there is one.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// The text of a key with its places filled; a key that the language lacks shows as itself, so that a gap is seen.
    pub fn fill(&self, key: &str, places: &[(&str, Place)]) -> String {
        expand(self.get(key).unwrap_or(key), &mut |name, form| {
            let place = places.iter().find(|(known, _)| *known == name);
            place.map(|(_, place)| self.in_form(place, form)).unwrap_or_default()
        })
    }

    /// A text without places.
    pub fn plain(&self, key: &str) -> String {
        self.fill(key, &[])
    }

    fn in_form(&self, place: &Place, form: &str) -> String {
        match place {
            Place::Text(text) => self.name(text, form),
            Place::When(first, last) if first == last => self.day("date", *first, form),
            Place::When(first, last) => self.range(*first, *last, form),
            Place::SameYear(day) => self.day("short", *day, form),
        }
    }

    /// A name in a form: `name-FORM`, or `name-FORM-s` behind an s.
    fn name(&self, text: &str, form: &str) -> String {
        let key = format!("name-{form}");
        let behind_s = format!("{key}-s");
        let key = if text.ends_with('s') && self.get(&behind_s).is_some() { behind_s } else { key };
        match self.get(&key) {
            Some(_) if !form.is_empty() => self.fill(&key, &[("name", Place::from(text))]),
            _ => text.to_owned(),
        }
    }

    /// A day in a form: `date-FORM`, `short-FORM`; without one `date`, `short`.
    fn day(&self, kind: &str, day: Day, form: &str) -> String {
        expand(self.get(&formed(kind, form)).unwrap_or_default(), &mut |name, list| match (name, list) {
            ("month", "") => self.word("months", day.month0() as usize),
            ("month", list) => self.word(list, day.month0() as usize),
            ("day", "") => day.day().to_string(),
            ("year", "") => day.year().to_string(),
            ("day", list) => self.word(list, ending(day.day())),
            (_, list) => self.word(list, ending(day.year().unsigned_abs())),
        })
    }

    /// A day that is not known: a month, a year, or two ends.
    fn range(&self, first: Day, last: Day, form: &str) -> String {
        let begins = first.day() == 1 && last == last_of_month(last);
        match (first.year() == last.year(), first.month0(), last.month0()) {
            _ if first == FIRST_DAY => self.fill(&formed("not-later", form), &[("last", last.into())]),
            (true, a, b) if begins && a == b => self.day("month", first, form),
            (true, 0, 11) if begins => self.day("year", first, form),
            _ => self.fill(&formed("range", form), &[("first", first.into()), ("last", last.into())]),
        }
    }

    /// One word of a list of words.
    fn word(&self, list: &str, at: usize) -> String {
        self.get(list).and_then(|words| words.split_whitespace().nth(at)).unwrap_or_default().to_owned()
    }

    /// A day as this language writes it.
    pub fn date(&self, day: Day) -> String {
        self.day("date", day, "")
    }

    /// "a", "a and b", "a, b and c".
    pub fn list(&self, items: &[String]) -> String {
        self.joined(items, "and")
    }

    /// "a", "a or b", "a, b or c".
    pub fn choice(&self, items: &[String]) -> String {
        self.joined(items, "or")
    }

    fn joined(&self, items: &[String], word: &str) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.plain(word)),
        }
    }

    /// A sentence: its first letter large, and a full stop.
    pub fn sentence(&self, text: &str) -> String {
        let mut letters = text.chars();
        let first = letters.next().map(|letter| match self.get("capital-i").filter(|_| letter == 'i') {
            Some(capital) => capital.to_owned(),
            None => letter.to_uppercase().collect(),
        });
        format!("{}{}.", first.unwrap_or_default(), letters.as_str())
    }
}

fn formed(kind: &str, form: &str) -> String {
    if form.is_empty() { kind.to_owned() } else { format!("{kind}-{form}") }
}

/// Where a number's last spoken word stands in a list of endings: one to nine, ten to ninety, hundred, thousand.
fn ending(number: u32) -> usize {
    let (ones, tens, hundreds) = (number % 10, number / 10 % 10, number / 100 % 10);
    match (ones, tens, hundreds) {
        (0, 0, 0) => 19,
        (0, 0, _) => 18,
        (0, tens, _) => tens as usize + 8,
        (ones, ..) => ones as usize - 1,
    }
}

/// A text with each `{name}` or `{name:form}` replaced.
fn expand(text: &str, place: &mut dyn FnMut(&str, &str) -> String) -> String {
    let mut filled = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (inside, behind) = after.split_once('}').unwrap_or((after, ""));
        let (name, form) = inside.split_once(':').unwrap_or((inside, ""));
        filled.push_str(&place(name, form));
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests;
