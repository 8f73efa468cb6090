//! A place in a phrase: looking at the next token, taking it, saying what was expected there.

use std::ops::Range;

use super::fault::{ClauseFault, nearest};
use super::token::{Token, TokenKind, tokens};
use crate::model::Code;

/// Finds the code of a party by any name it is known under, or by the code itself.
pub type NameToCode<'a> = &'a dyn Fn(&str) -> Option<Code>;

/// Words that have a meaning of their own, so that no group, weight or event may bear them.
pub(super) const RESERVED: &[&str] = &[
    "agreement",
    "all",
    "and",
    "any",
    "as",
    "at",
    "by",
    "completion",
    "day",
    "days",
    "domestic",
    "each",
    "event",
    "fifth",
    "fifths",
    "first",
    "four",
    "half",
    "instruments",
    "least",
    "month",
    "months",
    "more",
    "next",
    "of",
    "one",
    "or",
    "parties",
    "party",
    "quarter",
    "quarters",
    "residual",
    "same",
    "signature",
    "states",
    "than",
    "then",
    "third",
    "thirds",
    "three",
    "two",
    "week",
    "weeks",
    "with",
    "within",
    "year",
    "years",
];

/// No clause of a treaty comes near this many bytes.
const LONGEST: usize = 4_096;

pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    tokens: Vec<Token>,
    next: usize,
    names: NameToCode<'a>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, names: NameToCode<'a>) -> Result<Self, ClauseFault> {
        if text.len() > LONGEST {
            let message = format!("longer than {LONGEST} letters");
            return Err(ClauseFault::new("clause-length", 0..text.len(), message)
                .help("give long lists of parties a name in `[groups]`"));
        }
        let tokens = tokens(text)?;
        if tokens.is_empty() {
            return Err(ClauseFault::new("clause-empty", 0..text.len(), "there are no words here")
                .help("write the words, or leave the key out"));
        }
        Ok(Self { text, tokens, next: 0, names })
    }

    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    pub(super) fn kind(&self) -> Option<TokenKind> {
        self.peek().map(|token| token.kind)
    }

    /// The next token's text; empty at the end.
    pub(super) fn words(&self) -> &'a str {
        self.peek().map_or("", |token| &self.text[token.at.clone()])
    }

    /// The text of the token `ahead` places on; empty past the end.
    pub(super) fn words_ahead(&self, ahead: usize) -> &'a str {
        self.tokens.get(self.next + ahead).map_or("", |token| &self.text[token.at.clone()])
    }

    /// The bytes of the next token; at the end, the place behind the last.
    pub(super) fn here(&self) -> Range<usize> {
        let end = self.tokens.last().map_or(self.text.len(), |token| token.at.end);
        self.peek().map_or(end..end, |token| token.at.clone())
    }

    /// Where the token before this one ends.
    pub(super) fn taken_to(&self) -> usize {
        self.next.checked_sub(1).map_or(0, |last| self.tokens[last].at.end)
    }

    pub(super) fn advance(&mut self) {
        self.next += 1;
    }

    /// Takes the next token if it is this word.
    pub(super) fn take(&mut self, word: &str) -> bool {
        let is_it = self.words() == word;
        self.next += usize::from(is_it);
        is_it
    }

    /// Takes the next token if it is one of these words, and says which.
    pub(super) fn take_any(&mut self, words: &[&'static str]) -> Option<&'static str> {
        words.iter().copied().find(|word| self.take(word))
    }

    /// Takes these words, or says that they were expected.
    pub(super) fn expect(&mut self, words: &[&'static str]) -> Result<(), ClauseFault> {
        for word in words {
            if !self.take(word) {
                return Err(self.expected(&format!("`{word}`")));
            }
        }
        Ok(())
    }

    pub(super) fn expect_end(&self, expected: &str) -> Result<(), ClauseFault> {
        self.peek().map_or(Ok(()), |_| Err(self.expected(expected)))
    }

    /// A fault at the next token: what was expected there, what stands there, and the cure where one is known.
    pub(super) fn expected(&self, expected: &str) -> ClauseFault {
        let found = match self.words() {
            "" => "nothing more".to_owned(),
            word => format!("`{word}`"),
        };
        if let Some((span, code)) = self.known_name() {
            let name = &self.text[span.clone()];
            return ClauseFault::new("clause-name", span, format!("a clause holds codes, not names: `{name}`"))
                .label(format!("expected {expected}"))
                .help(format!("write `{code}`"));
        }
        let message = format!("expected {expected}, found {found}");
        ClauseFault::new("clause-syntax", self.here(), message)
            .label(format!("expected {expected}"))
            .help_if(self.near_word(expected))
    }

    /// A word that is only written in other letters, or is one of the expected ones but for a slip.
    fn near_word(&self, expected: &str) -> Option<String> {
        let word = self.words().to_lowercase();
        if word.is_empty() || RESERVED.contains(&self.words()) {
            return None;
        }
        if RESERVED.contains(&word.as_str()) && expected.contains(&format!("`{word}`")) {
            return Some(format!("write `{word}` in small letters"));
        }
        let offered = expected.split('`').skip(1).step_by(2).flat_map(str::split_whitespace);
        nearest(&word, offered).map(|near| format!("did you mean `{near}`?"))
    }

    /// The longest run of words from here that is somebody's name.
    fn known_name(&self) -> Option<(Range<usize>, Code)> {
        const MOST_WORDS: usize = 8;
        let start = self.here().start;
        let is_word = |token: &&Token| token.kind == TokenKind::Word;
        let run: Vec<&Token> = self.tokens[self.next.min(self.tokens.len())..].iter().take_while(is_word).collect();
        (1..=run.len().min(MOST_WORDS)).rev().find_map(|length| {
            let span = start..run[length - 1].at.end;
            let name = &self.text[span.clone()];
            let plain = RESERVED.contains(&name) || name.starts_with(|c: char| c.is_ascii_lowercase());
            if plain || Code::has_shape(name) { None } else { Some((span, (self.names)(name)?)) }
        })
    }
}
