//! A story as sentences of words. Knows letters, quotation marks and Markdown, and no claim.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::markdown;
use crate::source::Span;

/// A word where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// In small plain letters.
    pub(super) text: String,
    pub(super) span: Span,
    /// Whether a sign that parts clauses stands before it.
    pub(super) breaks: bool,
    /// Whether it stands in quotation marks.
    pub(super) quoted: bool,
}

impl Word {
    /// A word by itself.
    pub(super) fn bare(text: &str) -> Self {
        Self { text: text.to_owned(), span: 0..0, breaks: false, quoted: false }
    }
}

/// A sentence, or a heading.
#[derive(Debug, Clone, Default)]
pub(super) struct Sentence {
    pub(super) words: Vec<Word>,
    /// Whether it is a question.
    pub(super) asks: bool,
}

/// The words of a text by themselves: of a name, a title, a pattern.
pub(super) fn words(text: &str) -> Vec<String> {
    sentences(text).into_iter().flat_map(|sentence| sentence.words).map(|word| word.text).collect()
}

/// The sentences of a story.
pub(super) fn sentences(text: &str) -> Vec<Sentence> {
    let told = markdown::told(text);
    let mut reader = Reading { done: Vec::new(), open: Sentence::default(), breaks: false, closes: None };
    let signs: Vec<(usize, char)> = told.char_indices().collect();
    let mut at = 0;
    while at < signs.len() {
        let (start, sign) = signs[at];
        if sign.is_alphanumeric() {
            let length = signs[at..].iter().take_while(|(_, c)| c.is_alphanumeric() || is_combining_mark(*c)).count();
            let end = signs.get(at + length).map_or(told.len(), |(end, _)| *end);
            reader.word(&told[start..end], start..end);
            at += length;
        } else {
            reader.sign(&told, &signs, at);
            at += 1;
        }
    }
    reader.end();
    reader.done
}

struct Reading {
    done: Vec<Sentence>,
    open: Sentence,
    breaks: bool,
    /// The mark that closes the quotation which is open.
    closes: Option<&'static [char]>,
}

impl Reading {
    fn word(&mut self, text: &str, span: Span) {
        let word = Word { text: plain(text), span, breaks: self.breaks, quoted: self.closes.is_some() };
        self.open.words.push(word);
        self.breaks = false;
    }

    fn sign(&mut self, text: &str, signs: &[(usize, char)], at: usize) {
        let (start, sign) = signs[at];
        let before = at.checked_sub(1).map(|before| signs[before].1);
        let after = signs.get(at + 1).map(|(_, sign)| *sign);
        let joins = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        match sign {
            _ if self.closes.is_some_and(|marks| marks.contains(&sign)) && !joins => {
                (self.closes, self.breaks) = (None, true);
            }
            '“' | '"' | '«' | '„' | '‘' => (self.closes, self.breaks) = (Some(closing(sign)), true),
            '.' | '!' | '?' | '…' if ends(text, start, sign) && !self.is_initial(sign) => {
                self.open.asks = sign == '?';
                self.end();
            }
            '\n' if markdown::begins_block(&text[start + 1..]) || markdown::is_heading(&text[..start]) => {
                self.end();
                self.closes = None;
            }
            ',' | ';' | ':' | '(' | ')' | '[' | ']' | '—' | '|' => self.breaks = true,
            '–' | '-' if !joins => self.breaks = true,
            _ => {}
        }
    }

    /// Whether the full stop stands behind a single letter: `U.S. Senate`.
    fn is_initial(&self, sign: char) -> bool {
        sign == '.' && self.open.words.last().is_some_and(|word| word.text.chars().count() == 1)
    }

    fn end(&mut self) {
        let ended = std::mem::take(&mut self.open);
        if !ended.words.is_empty() {
            self.done.push(ended);
        }
        self.breaks = false;
    }
}

const fn closing(mark: char) -> &'static [char] {
    match mark {
        '“' => &['”'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '‘' => &['’'],
        _ => &['"'],
    }
}

/// Whether a sign ends its sentence: a blank follows, and no small letter behind that.
fn ends(text: &str, at: usize, sign: char) -> bool {
    let rest = text[at + sign.len_utf8()..].trim_start_matches(['”', '"', '»', '’', ')']);
    let next = rest.trim_start();
    (next.len() < rest.len() || next.is_empty()) && !next.starts_with(char::is_lowercase)
}

/// A word in small letters without marks; the dotless i is an i, and both spellings of `defence` are one.
fn plain(text: &str) -> String {
    let bare = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let letters: String = bare
        .filter(|c| !is_combining_mark(*c))
        .map(|c| match c {
            'ı' => 'i',
            'ə' => 'e',
            'ø' => 'o',
            'ł' => 'l',
            c => c,
        })
        .collect();
    if letters == "defense" { "defence".to_owned() } else { letters }
}
