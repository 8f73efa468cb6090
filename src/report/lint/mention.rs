//! Which agreement a sentence speaks of, and which of its parties it names.

use std::collections::BTreeSet;

use super::claim::Book;
use super::story::{Sentence, Word, words};
use crate::model::{Agreement, Code, Names};

/// What an agreement and its parties are called.
pub(super) struct Known<'a> {
    pub(super) agreement: &'a Agreement,
    /// Titles and aliases.
    titles: Vec<Needle>,
    /// Words that tell it from other agreements of the same parties.
    marks: BTreeSet<String>,
    parties: Vec<(Code, Needle)>,
}

/// A name as words; an abbreviation only as it is written.
struct Needle {
    words: Vec<String>,
    exact: Option<String>,
}

/// A party that a sentence names: its first word, and the word behind its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) code: Code,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Letters that make an adjective of a name.
const ENDINGS: &[&str] = &["i", "n", "an", "ian", "s", "is", "ns"];
/// Letters that a word must have to be a mark of an agreement.
const MARK: usize = 5;
/// Of more parties than these, two names do not yet mean their agreement.
const FEW: usize = 4;

impl Needle {
    fn new(name: &str) -> Option<Self> {
        let words = words(name);
        let letters: usize = words.iter().map(|word| word.chars().count()).sum();
        let bare = name.trim();
        let is_short = words.len() == 1 && letters < MARK || letters < 4;
        let capital = bare.chars().all(|c| !c.is_lowercase()) && bare.chars().count() >= 2;
        let exact = (capital && words.len() == 1).then(|| bare.to_owned());
        (!words.is_empty() && (!is_short || exact.is_some() || letters == 4)).then_some(Self { words, exact })
    }

    /// Where it ends, if it begins at a word; the last word may be an adjective of it.
    fn end(&self, text: &str, found: &[Word], from: usize) -> Option<usize> {
        let to = from + self.words.len();
        let here = found.get(from..to)?;
        let (last, first) = self.words.split_last()?;
        let begins = here.iter().zip(first).all(|(word, wanted)| word.text == *wanted);
        let tail = here.last()?.text.strip_prefix(last.as_str())?;
        let whole = tail.is_empty() || ENDINGS.contains(&tail) && last.chars().count() >= 4;
        let exact = self.exact.as_ref().is_none_or(|exact| text.get(here[0].span.clone()) == Some(exact.as_str()));
        (begins && whole && exact).then_some(to)
    }
}

impl<'a> Known<'a> {
    pub(super) fn new(agreement: &'a Agreement, names: &Names) -> Self {
        let own = [Some(&agreement.title), agreement.short_title.as_ref()].into_iter().flatten();
        let titles: Vec<&String> = own.chain(&agreement.aliases).collect();
        let acting = agreement.acts.iter().filter_map(|act| act.party);
        let codes: BTreeSet<Code> = agreement.parties.iter().flatten().copied().chain(acting).collect();
        let parties: Vec<(Code, Needle)> = codes.iter().flat_map(|code| needles(agreement, names, *code)).collect();
        let is_name = |word: &String| parties.iter().any(|(_, needle)| needle.words.contains(word));
        let said = titles.iter().map(|title| title.as_str()).chain(agreement.tags.iter().map(String::as_str));
        let marks = said.flat_map(words).filter(|word| word.chars().count() >= MARK && !is_name(word));
        let nouns = |word: &String| Book::builtin().is("noun", &[Word::bare(word)]);
        let marks = marks.filter(|word| !nouns(word)).collect();
        let titles = titles.into_iter().filter_map(|title| Needle::new(title)).collect();
        Self { agreement, titles, marks, parties }
    }

    /// Where a sentence calls it by a title or an alias: the places of the first words.
    pub(super) fn called(&self, text: &str, sentence: &Sentence) -> Vec<usize> {
        let at = |from: &usize| self.titles.iter().any(|title| title.end(text, &sentence.words, *from).is_some());
        (0..sentence.words.len()).filter(at).collect()
    }

    /// The parties that a sentence names, the longest name where several begin.
    pub(super) fn named(&self, text: &str, sentence: &Sentence) -> Vec<Named> {
        let mut named: Vec<Named> = Vec::new();
        for from in 0..sentence.words.len() {
            let all = self.parties.iter().filter_map(|(code, needle)| {
                needle.end(text, &sentence.words, from).map(|to| Named { code: *code, from, to })
            });
            let longest = all.max_by_key(|named| named.to);
            named.extend(longest.filter(|new| named.last().is_none_or(|last| last.to <= new.from)));
        }
        named
    }

    /// How much a sentence that names two of its few parties sounds like it; 0 where it does not.
    pub(super) fn likeness(&self, text: &str, sentence: &Sentence) -> usize {
        let is_closed = self.agreement.parties.as_ref().is_some_and(|list| list.len() <= FEW);
        let codes: BTreeSet<Code> = self.named(text, sentence).iter().map(|named| named.code).collect();
        if !is_closed || codes.len() < 2 || !Book::builtin().has("noun", &sentence.words) {
            return 0;
        }
        let said: BTreeSet<&str> = sentence.words.iter().map(|word| word.text.as_str()).collect();
        let marks = self.marks.iter().filter(|mark| said.contains(mark.as_str())).count();
        let form = self.agreement.form.is_some_and(|form| said.contains(form.as_str()));
        if marks == 0 { 0 } else { 2 * marks + usize::from(form) }
    }
}

/// The names of a party.
fn needles(agreement: &Agreement, names: &Names, code: Code) -> Vec<(Code, Needle)> {
    let own = agreement.party.get(&code).and_then(|entry| entry.name.clone());
    let mut all: Vec<String> = own.into_iter().collect();
    if let Some(name) = names.by_code(&code) {
        all.extend([name.english, name.native, name.plain].into_iter().chain(name.aliases()).map(str::to_owned));
    }
    all.iter().filter_map(|name| Needle::new(name)).map(|needle| (code, needle)).collect()
}
