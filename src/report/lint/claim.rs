//! The words of claims, as data: `data/lint/LANG.txt`. Knows no agreement.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::story::{Sentence, Word, words};
use crate::model::words::words as closed_set;

/// The texts, one a language; `docs/lint.md` tells their keys.
const TEXTS: &[&str] = &[
    include_str!("../../../data/lint/en.txt"),
    include_str!("../../../data/lint/tr.txt"),
    include_str!("../../../data/lint/az.txt"),
];

/// Words that may stand between the words of a claim, at most so many.
const BETWEEN: usize = 2;

closed_set! {
    /// What a story may claim.
    Claim {
        /// It is in force.
        InForce = "in-force",
        /// It entered into force.
        Entered = "entered",
        /// It ended.
        Ended = "ended",
        /// A party ratified it.
        Ratified = "ratified",
        /// A party acceded to it.
        Acceded = "acceded",
        /// A party joined it.
        Joined = "joined",
        /// A party is bound by it.
        Party = "party",
        /// A party signed it.
        Signed = "signed",
        /// A party left it.
        Withdrew = "withdrew",
        /// A party's parliament approved it.
        ParliamentApproved = "parliament-approved",
    }
}

impl Claim {
    /// Whether it is about the force of the agreement, and not about what a party did.
    pub(super) const fn is_of_force(self) -> bool {
        matches!(self, Self::InForce | Self::Entered | Self::Ended)
    }
}

/// The words of all languages.
pub(super) struct Book {
    claims: Vec<(Claim, Vec<String>)>,
    lists: BTreeMap<String, Vec<Vec<String>>>,
}

/// A claim in a sentence: its first word, and the word behind its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) claim: Claim,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Book {
    /// The words that come with the tool.
    pub(super) fn builtin() -> &'static Self {
        static BOOK: LazyLock<Book> = LazyLock::new(|| Book::read(TEXTS));
        &BOOK
    }

    fn read(texts: &[&str]) -> Self {
        let mut book = Self { claims: Vec::new(), lists: BTreeMap::new() };
        let lines = texts.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with('#'));
        for (key, list) in lines.filter_map(|line| line.split_once(": ")) {
            let each = list.split(';').map(words).filter(|words| !words.is_empty());
            match Claim::parse(key) {
                Some(claim) => book.claims.extend(each.map(|words| (claim, words))),
                None => book.lists.entry(key.to_owned()).or_default().extend(each),
            }
        }
        book
    }

    /// Whether the words from a place on begin with one of a list.
    pub(super) fn is(&self, list: &str, words: &[Word]) -> bool {
        self.lists.get(list).into_iter().flatten().any(|wanted| begins(words, wanted))
    }

    /// Whether one of a list stands anywhere among some words.
    pub(super) fn has(&self, list: &str, words: &[Word]) -> bool {
        (0..words.len()).any(|at| self.is(list, &words[at..]))
    }

    /// The claims of a sentence that are neither denied nor only possible, the longest where several begin.
    pub(super) fn claims(&self, sentence: &Sentence) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        if sentence.asks || self.has("anywhere", &sentence.words) {
            return hits;
        }
        for from in 0..sentence.words.len() {
            let longest = self.claims.iter().filter_map(|(claim, wanted)| {
                let to = self.end(&sentence.words, from, wanted)?;
                Some(Hit { claim: *claim, from, to })
            });
            let Some(hit) = longest.max_by_key(|hit| hit.to) else { continue };
            let is_new = hits.last().is_none_or(|last| last.to <= hit.from);
            if is_new && self.is_said(sentence, &hit) {
                hits.push(hit);
            }
        }
        hits
    }

    /// Where the words of a claim end that begin at a place; a few words may stand between them.
    fn end(&self, words: &[Word], from: usize, wanted: &[String]) -> Option<usize> {
        let mut at = from;
        for (number, word) in wanted.iter().enumerate() {
            let mut passed = 0;
            while number > 0 && passed < BETWEEN && words.get(at)?.text != *word && self.is("between", &words[at..]) {
                (at, passed) = (at + 1, passed + 1);
            }
            let found = words.get(at).filter(|found| found.text == *word && (number == 0 || !found.breaks))?;
            at += usize::from(found.text == *word);
        }
        Some(at)
    }

    /// Whether nothing in the clause before denies the claim or makes it only possible, and it is no adjective.
    fn is_said(&self, sentence: &Sentence, hit: &Hit) -> bool {
        let begin = clause_of(sentence, hit.from).max(hit.from.saturating_sub(REACH));
        let denied = (begin..hit.from).any(|at| self.is("before", &sentence.words[at..hit.from]));
        let near = hit.from.saturating_sub(2).max(begin);
        let open = (near..hit.from).any(|at| self.is("just-before", &sentence.words[at..hit.from]));
        let article = hit.from.checked_sub(1).map(|before| sentence.words[before].text.as_str());
        let adjective = !hit.claim.is_of_force() && matches!(article, Some("the" | "a" | "an"));
        let early = sentence.words.len() > hit.to && self.is("before", &sentence.words[hit.to..=hit.to]);
        !denied && !open && !adjective && !early
    }
}

/// How many words before a claim are looked at.
const REACH: usize = 7;

/// The first word of the clause that a word stands in.
pub(super) fn clause_of(sentence: &Sentence, at: usize) -> usize {
    (0..=at).rev().find(|at| sentence.words[*at].breaks).unwrap_or(0)
}

fn begins(words: &[Word], wanted: &[String]) -> bool {
    words.len() >= wanted.len() && words.iter().zip(wanted).all(|(word, wanted)| word.text == *wanted)
}
