//! Words, numbers and dates of a phrase, each with its bytes. Knows nothing of grammar.

use std::ops::Range;

use super::fault::ClauseFault;
use crate::date::{Day, parse_day};
use crate::decimal::Decimal;

/// One token and the bytes it was read from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) at: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum TokenKind {
    /// Letters, digits, hyphens; what it means depends on where it stands.
    Word,
    Number(Decimal),
    Date(Day),
    /// `1st`, `2nd`, `30th`.
    Ordinal(u32),
    Open,
    Close,
    Comma,
    Slash,
    Percent,
}

/// The tokens of a phrase.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, ClauseFault> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        if letter.is_whitespace() {
            at += letter.len_utf8();
            continue;
        }
        let token = token(text, at, letter)?;
        at = token.at.end;
        found.push(token);
    }
    Ok(found)
}

fn token(text: &str, at: usize, letter: char) -> Result<Token, ClauseFault> {
    let single = match letter {
        '(' => TokenKind::Open,
        ')' => TokenKind::Close,
        ',' => TokenKind::Comma,
        '/' => TokenKind::Slash,
        '%' => TokenKind::Percent,
        '0'..='9' => return beginning_with_digit(text, at),
        _ if letter.is_alphabetic() => return Ok(Token { kind: TokenKind::Word, at: at..run_end(text, at) }),
        _ => return Err(no_place(at, letter)),
    };
    Ok(Token { kind: single, at: at..at + 1 })
}

fn no_place(at: usize, letter: char) -> ClauseFault {
    let span = at..at + letter.len_utf8();
    ClauseFault::new("clause-letter", span, format!("`{}` has no place in a clause", letter.escape_debug()))
        .label("neither a word nor a number")
}

/// The end of a run of letters, digits, hyphens and apostrophes (`Côte d'Ivoire` must stay readable as a name).
fn run_end(text: &str, at: usize) -> usize {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '_');
    text[at..].find(|c| !inside(c)).map_or(text.len(), |length| at + length)
}

fn beginning_with_digit(text: &str, at: usize) -> Result<Token, ClauseFault> {
    let run = at..run_end(text, at);
    let word = &text[run.clone()];
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return number(text, at);
    }
    let kind = if looks_like_date(word) {
        let day = parse_day(word).map_err(|why| ClauseFault::new("clause-date", run.clone(), why.to_string()))?;
        TokenKind::Date(day)
    } else {
        ordinal(word).map_or(TokenKind::Word, TokenKind::Ordinal)
    };
    Ok(Token { kind, at: run })
}

fn looks_like_date(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit() || b == b'-') && word.split('-').count() == 3
}

fn ordinal(word: &str) -> Option<u32> {
    let number: u32 = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end))?.parse().ok()?;
    (word == ordinal_word(number)).then_some(number)
}

/// `1st`, `2nd`, `3rd`, `11th`.
pub(super) fn ordinal_word(number: u32) -> String {
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

/// A number; a comma inside it is followed by three digits and no blank.
fn number(text: &str, at: usize) -> Result<Token, ClauseFault> {
    let mut end = digits_end(text, at);
    while let Some(group) = text[end..].strip_prefix(',').filter(|rest| starts_with_digit(rest)) {
        let next = digits_end(text, end + 1);
        if next - end != 4 {
            let span = at..next;
            return Err(ClauseFault::new("clause-number", span, format!("`{}` is not a number", &text[at..next]))
                .label(format!("{} digits behind the comma", digits_end(group, 0)))
                .help("a comma inside a number is followed by three digits; a fraction takes a point, as in 56.87"));
        }
        end = next;
    }
    if text[end..].strip_prefix('.').is_some_and(starts_with_digit) {
        end = digits_end(text, end + 1);
    }
    let decimal = text[at..end]
        .replace(',', "")
        .parse()
        .map_err(|why| ClauseFault::new("clause-number", at..end, format!("{why}")).help("write a shorter number"))?;
    Ok(Token { kind: TokenKind::Number(decimal), at: at..end })
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn digits_end(text: &str, at: usize) -> usize {
    text[at..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |length| at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<TokenKind> {
        tokens(text).unwrap().into_iter().map(|t| t.kind).collect()
    }

    fn number(text: &str) -> TokenKind {
        TokenKind::Number(text.parse().unwrap())
    }

    #[test]
    fn numbers_may_carry_commas_and_a_point() {
        assert_eq!(kinds("200,000,000 56.87"), [number("200000000"), number("56.87")]);
        assert_eq!(kinds("1, then"), [number("1"), TokenKind::Comma, TokenKind::Word]);
        assert_eq!(kinds("2/3 40%").len(), 5);
        let fault = tokens("at least 12,34 of x").unwrap_err();
        assert_eq!((fault.code, fault.span), ("clause-number", 9..14));
    }

    #[test]
    fn dates_ordinals_and_words_are_told_apart() {
        assert_eq!(kinds("2nd 11th 30days 11st")[..2], [TokenKind::Ordinal(2), TokenKind::Ordinal(11)]);
        assert_eq!(kinds("30days 11st"), [TokenKind::Word, TokenKind::Word]);
        assert_eq!(kinds("2005-05-27"), [TokenKind::Date(parse_day("2005-05-27").unwrap())]);
        assert_eq!(tokens("2005-02-30").unwrap_err().code, "clause-date");
        assert_eq!(tokens("Türkiye & AZ").unwrap_err().span, 9..10);
    }
}
