//! What a story says of which agreement, and of whom. Knows no status.

use std::collections::BTreeSet;

use super::claim::{Book, Claim, Hit, clause_of};
use super::mention::{Known, Named};
use super::story::{Sentence, Word, sentences};
use crate::model::{Code, Found, Names};
use crate::source::Span;

/// One claim of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The agreement, by its place among those that were known.
    pub agreement: usize,
    /// What is claimed.
    pub claim: Claim,
    /// Of whom; nobody: of the agreement, or of all its parties.
    pub parties: Vec<Code>,
    /// Where the words stand.
    pub span: Span,
    /// Whether they stand in quotation marks.
    pub quoted: bool,
}

/// A story and what it may be about.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) known: &'a [Known<'a>],
    pub(super) names: &'a Names,
    /// Whether the whole story is about the only agreement that is known.
    pub(super) only: bool,
}

/// How far behind a claim its agreement is looked for, in words.
const AHEAD: usize = 15;
/// How far before a claim the one who did it is looked for.
const BACK: usize = 7;

impl Reader<'_> {
    /// The claims of the story.
    pub(super) fn said(&self) -> Vec<Said> {
        let (book, mut seen, mut said) = (Book::builtin(), BTreeSet::new(), Vec::new());
        for sentence in sentences(self.text) {
            let Some((agreement, places)) = self.about(&sentence, &mut seen) else { continue };
            let named = self.known[agreement].named(self.text, &sentence);
            for hit in book.claims(&sentence) {
                let parties = if hit.claim.is_of_force() {
                    is_subject(&sentence, &places, &hit).then(|| for_whom(&sentence, &named, &hit))
                } else {
                    is_object(&sentence, &places, &hit).then(|| self.who(&sentence, &named, &hit)).flatten()
                };
                let quoted = sentence.words[hit.from..hit.to].iter().any(|word| word.quoted);
                let span = sentence.words[hit.from].span.start..sentence.words[hit.to - 1].span.end;
                said.extend(parties.map(|parties| Said { agreement, claim: hit.claim, parties, span, quoted }));
            }
        }
        said
    }

    /// The agreement that a sentence speaks of, and where it names it; none where it speaks of several.
    fn about(&self, sentence: &Sentence, seen: &mut BTreeSet<usize>) -> Option<(usize, Vec<usize>)> {
        let called: Vec<(usize, Vec<usize>)> =
            self.known.iter().map(|known| known.called(self.text, sentence)).enumerate().collect();
        let called: Vec<_> = called.into_iter().filter(|(_, places)| !places.is_empty()).collect();
        seen.extend(called.iter().map(|(at, _)| *at));
        match called.as_slice() {
            [(at, places)] => Some((*at, [places.clone(), definite(sentence)].concat())),
            [] if self.only => Some((0, [nouns(sentence), pronouns(sentence)].concat())),
            [] => match self.alike(sentence) {
                Some(at) => {
                    seen.insert(at);
                    Some((at, nouns(sentence)))
                }
                None if seen.len() == 1 => seen.first().map(|at| (*at, definite(sentence))),
                None => None,
            },
            _ => None,
        }
    }

    /// The one agreement that the sentence sounds most like.
    fn alike(&self, sentence: &Sentence) -> Option<usize> {
        let likeness = self.known.iter().map(|known| known.likeness(self.text, sentence)).enumerate();
        let mut alike: Vec<(usize, usize)> = likeness.filter(|(_, likeness)| *likeness > 0).collect();
        alike.sort_by_key(|(_, likeness)| std::cmp::Reverse(*likeness));
        match alike.as_slice() {
            [(at, _)] => Some(*at),
            [(at, most), (_, next), ..] if most > next => Some(*at),
            _ => None,
        }
    }

    /// Who did it: behind `by`, else the names right before; nobody of a passive; none where it cannot be told.
    fn who(&self, sentence: &Sentence, named: &[Named], hit: &Hit) -> Option<Vec<Code>> {
        let (book, words) = (Book::builtin(), &sentence.words);
        let by = (hit.to..words.len().min(hit.to + 3)).find(|at| book.is("by", &words[*at..]));
        if let Some(by) = by {
            let behind = named.iter().filter(|named| (by + 1..=by + 4).contains(&named.from));
            let codes: Vec<Code> = behind.map(|named| named.code).collect();
            return (!codes.is_empty()).then_some(codes);
        }
        let before: Vec<&Named> =
            named.iter().filter(|named| named.to <= hit.from && !is_object_of(words, named)).collect();
        let nearest = before.last().filter(|named| hit.from - named.to <= BACK);
        match nearest {
            Some(nearest) if !self.names_another(&words[nearest.to..hit.from], named) => Some(together(words, &before)),
            Some(_) => None,
            None => is_passive(sentence, hit).then(Vec::new),
        }
    }

    /// Whether some words name somebody who is none of the parties.
    fn names_another(&self, words: &[Word], named: &[Named]) -> bool {
        words.iter().any(|word| {
            let raw = self.text.get(word.span.clone()).unwrap_or_default();
            let code = match self.names.find(raw) {
                Found::One(name) if raw.starts_with(char::is_uppercase) => Some(name.code),
                _ => None,
            };
            code.is_some_and(|code| !named.iter().any(|named| named.code == code))
        })
    }
}

/// The last names before a claim, joined by `and` or signs.
fn together(words: &[Word], before: &[&Named]) -> Vec<Code> {
    let mut codes = Vec::new();
    let mut next: Option<usize> = None;
    for named in before.iter().rev() {
        let joined = next.is_none_or(|next| words[named.to..next].iter().all(|word| word.text == "and"));
        if !joined {
            break;
        }
        codes.push(named.code);
        next = Some(named.from);
    }
    codes.reverse();
    codes
}

/// Whether a name stands behind a word such as `with`.
fn is_object_of(words: &[Word], named: &Named) -> bool {
    let before = named.from.checked_sub(1);
    before.is_some_and(|before| Book::builtin().is("with", &words[before..]))
}

fn is_passive(sentence: &Sentence, hit: &Hit) -> bool {
    let before = sentence.words[..hit.from].iter().rev();
    let mut before = before.skip_while(|word| Book::builtin().is("between", &[(*word).clone()]));
    before.next().is_some_and(|word| Book::builtin().is("passive", std::slice::from_ref(word)))
}

/// Whether the agreement is what entered into force: named before, and no home law in its clause or since.
fn is_subject(sentence: &Sentence, places: &[usize], hit: &Hit) -> bool {
    let last = places.iter().filter(|place| **place < hit.from).max();
    last.is_some_and(|last| !Book::builtin().has("law", &sentence.words[clause_of(sentence, *last)..hit.from]))
}

/// Whether the agreement is what was ratified, signed, left: named behind, or before a passive.
fn is_object(sentence: &Sentence, places: &[usize], hit: &Hit) -> bool {
    let behind = |place: &&usize| (hit.to..hit.to + AHEAD).contains(*place) || (hit.from..hit.to).contains(*place);
    let first = places.iter().filter(behind).min();
    let end = first.map_or(hit.to + 4, |first| (*first).max(hit.to)).min(sentence.words.len());
    let at_home = Book::builtin().has("law", &sentence.words[hit.to.min(end)..end]);
    let passive = is_passive(sentence, hit) && is_subject(sentence, places, hit);
    !at_home && (first.is_some() || passive)
}

/// For whom it is in force, where that stands right behind.
fn for_whom(sentence: &Sentence, named: &[Named], hit: &Hit) -> Vec<Code> {
    let is_for = |at: usize| sentence.words.get(at).is_some_and(|word| matches!(word.text.as_str(), "for" | "in"));
    let after = named.iter().filter(|named| is_for(hit.to) && (hit.to + 1..hit.to + 3).contains(&named.from));
    after.map(|named| named.code).collect()
}

/// Where a sentence uses a word for agreements.
fn nouns(sentence: &Sentence) -> Vec<usize> {
    (0..sentence.words.len()).filter(|at| Book::builtin().is("noun", &sentence.words[*at..])).collect()
}

/// Where it does so with `the` before and no further name behind: `the pact`, not `the Treaty of Lausanne`.
fn definite(sentence: &Sentence) -> Vec<usize> {
    let words = &sentence.words;
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let is_definite = |at: &usize| {
        let article = (at.saturating_sub(3)..*at).any(|before| matches!(text(before), "the" | "this"));
        article && !matches!(text(at + 1), "of" | "on" | "between" | "with" | "for" | "against")
    };
    nouns(sentence).into_iter().filter(is_definite).collect()
}

fn pronouns(sentence: &Sentence) -> Vec<usize> {
    let is_it = |word: &Word| matches!(word.text.as_str(), "it" | "this");
    (0..sentence.words.len()).filter(|at| is_it(&sentence.words[*at])).collect()
}
