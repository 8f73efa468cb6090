//! From a text to a party: exact names, turned names, and what is near. It knows keys, not letters.

use std::collections::{BTreeMap, BTreeSet};

use super::{Clash, Name, fold};
use crate::model::Code;

/// How many near names are offered.
const OFFERED: usize = 5;

/// Words that half of all States bear.
const COMMON: &[&str] = &[
    "arab",
    "commonwealth",
    "democratic",
    "federal",
    "federated",
    "former",
    "independent",
    "islamic",
    "kingdom",
    "peoples",
    "principality",
    "republic",
    "socialist",
    "state",
    "states",
    "union",
    "united",
];

/// The names of a table by their keys.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// Names that mean one party.
    exact: BTreeMap<String, Code>,
    /// Words that may mean several: never a choice.
    hints: BTreeMap<String, BTreeSet<Code>>,
}

/// What a key finds.
pub(super) enum Hit {
    /// That party.
    One(Code),
    /// None, but these are near, best first; perhaps nothing.
    Near(Vec<Code>),
}

impl Index {
    /// Builds the index of some rows. The first name that means two parties is told; the earlier row keeps it.
    pub fn build<'a>(rows: impl IntoIterator<Item = &'a Name>) -> (Self, Option<Clash>) {
        let mut index = Self::default();
        let mut clash = None;
        for row in rows {
            for name in row.all() {
                let owner = *index.exact.entry(fold(name)).or_insert(row.code);
                if owner != row.code {
                    clash.get_or_insert_with(|| Clash { name: name.to_owned(), codes: [owner, row.code] });
                }
            }
            for hint in row.hints() {
                index.hints.entry(fold(hint)).or_default().insert(row.code);
            }
        }
        (index, clash)
    }

    /// The party that a text names: as it stands; turned round (`Korea, Republic of`, `Korea (Republic of)`); or two
    /// names of one party, the second in brackets.
    pub fn find(&self, text: &str) -> Hit {
        let mut readings = vec![fold(text)];
        readings.extend(turned(text).map(|text| fold(&text)));
        if let Some(code) = readings.iter().find_map(|key| self.exact.get(key)) {
            return Hit::One(*code);
        }
        if let Some(codes) = readings.iter().find_map(|key| self.hints.get(key)) {
            return Hit::Near(codes.iter().copied().collect());
        }
        match self.both(text) {
            Some([Some(name), Some(other)]) if name == other => Hit::One(name),
            Some([Some(name), Some(other)]) => Hit::Near(vec![name, other]),
            _ => Hit::Near(self.near(&readings[0], own(text))),
        }
    }

    /// The parties that a text and its bracket name.
    fn both(&self, text: &str) -> Option<[Option<Code>; 2]> {
        let (name, other) = bracket(text)?;
        Some([name, other].map(|part| self.exact.get(&fold(part)).copied()))
    }

    /// The names nearest to a key, best first: first what differs by few letters, then what shares whole words.
    fn near(&self, key: &str, own: Option<&str>) -> Vec<Code> {
        let mut codes: Vec<Code> = own.and_then(|name| self.exact.get(&fold(name))).copied().into_iter().collect();
        let wanted = core(key);
        let mut scored: Vec<(Score, Code)> =
            self.exact.iter().filter_map(|(known, code)| Some((score(&wanted, &core(known))?, *code))).collect();
        scored.sort();
        for (_, code) in scored {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes.truncate(OFFERED);
        codes
    }
}

/// How near a name is, nearest first: by how many letters it differs, or by how many it is longer or shorter while it
/// shares whole words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Score {
    Letters(usize),
    Words(usize),
}

/// `None`: not near. A key of one or two letters is near to nothing, it would be near to everything.
fn score(key: &str, known: &str) -> Option<Score> {
    let length = key.chars().count();
    if length < 3 {
        return None;
    }
    let longer = known.chars().count().abs_diff(length);
    let allowed = 1.max(length / 4);
    if longer <= allowed {
        let letters = strsim::damerau_levenshtein(key, known);
        if letters <= allowed {
            return Some(Score::Letters(letters));
        }
    }
    let shares = known.starts_with(key) || holds_words(known, key) || holds_words(key, known);
    shares.then_some(Score::Words(longer))
}

/// A key without the words that half of all States bear, so that `Republic of Myanmar` is nearer to Myanmar than to
/// Panama; the key itself where nothing else is left.
fn core(key: &str) -> String {
    let own: Vec<&str> = key.split(' ').filter(|word| !COMMON.contains(word)).collect();
    if own.is_empty() { key.to_owned() } else { own.join(" ") }
}

/// Whether every word of the second key is one of the first.
fn holds_words(all: &str, some: &str) -> bool {
    some.split(' ').all(|wanted| all.split(' ').any(|word| word == wanted))
}

/// `Korea, Republic of` and `Korea (Republic of)` the other way round.
fn turned(text: &str) -> Option<String> {
    let (name, rest) = bracket(text).or_else(|| text.split_once(','))?;
    Some(format!("{rest} {name}"))
}

/// A name and what stands in brackets behind it.
fn bracket(text: &str) -> Option<(&str, &str)> {
    text.trim_end().strip_suffix(')')?.split_once('(')
}

/// The part of a text in the shape of a code of our own that could be an abbreviation: `X-FAO`.
fn own(text: &str) -> Option<&str> {
    text.strip_prefix("X-").or_else(|| text.strip_prefix("x-"))
}
