//! From words to a condition. Faults point at the words and say what was expected.

use super::cursor::{Cursor, NameToCode, RESERVED};
use super::fault::{ClauseFault, nearest};
use super::parse_amount::{amount, small_number};
use super::syntax::{By, ByKind, Compare, Condition, Name, NamedCode, Term};
use super::token::TokenKind;
use crate::model::{Code, Kind};

const DEEPEST: usize = 64;
const TERM: &str = "a condition, such as `10 parties`, `all parties`, `all of` a group, or a party's code";
pub(super) const PARTIES: [&str; 7] = ["parties", "party", "States", "State", "states", "state", "instruments"];

/// Reads a condition.
///
/// # Errors
/// The first fault, with its words.
pub fn parse_condition(text: &str) -> Result<Condition, ClauseFault> {
    parse_condition_with(text, &|_| None)
}

/// Reads a condition; `names` lets a fault offer the code of a party written by name.
///
/// # Errors
/// The first fault, with its words.
pub fn parse_condition_with(text: &str, names: NameToCode<'_>) -> Result<Condition, ClauseFault> {
    let mut cursor = Cursor::new(text, names)?;
    let condition = condition(&mut cursor, 0)?;
    cursor.expect_end("`and`, `or` or the end")?;
    Ok(condition)
}

/// Reads whom an agreement binds: `None` for `acting`, else the group of `all of GROUP`.
pub(super) fn parse_binds(text: &str, names: NameToCode<'_>) -> Result<Option<Name>, ClauseFault> {
    let mut cursor = Cursor::new(text, names)?;
    let group = if cursor.take("acting") {
        None
    } else if cursor.take("all") {
        cursor.expect(&["of"])?;
        Some(name(&mut cursor, "group")?)
    } else {
        return Err(cursor.expected("`acting` or `all of` a group"));
    };
    cursor.expect_end("the end")?;
    Ok(group)
}

fn condition(cursor: &mut Cursor<'_>, depth: usize) -> Result<Condition, ClauseFault> {
    let start = cursor.here().start;
    let mut parts = vec![operand(cursor, depth)?];
    let Some(joint) = cursor.take_any(&["and", "or"]) else {
        return Ok(parts.remove(0));
    };
    parts.push(operand(cursor, depth)?);
    while cursor.take(joint) {
        parts.push(operand(cursor, depth)?);
    }
    let other = if joint == "and" { "or" } else { "and" };
    if cursor.words() == other {
        return Err(mixed(cursor, start, joint, other));
    }
    Ok(if joint == "and" { Condition::And(parts) } else { Condition::Or(parts) })
}

fn mixed(cursor: &Cursor<'_>, start: usize, joint: &str, other: &str) -> ClauseFault {
    let before = &cursor.text[start..cursor.taken_to()];
    ClauseFault::new("clause-mixed", cursor.here(), format!("`{other}` beside `{joint}` can be read in two ways"))
        .label(format!("`{joint}` was used before on this level"))
        .help(format!("put parentheses around what belongs together, for example `({before}) {other} …`"))
}

fn operand(cursor: &mut Cursor<'_>, depth: usize) -> Result<Condition, ClauseFault> {
    if cursor.kind() != Some(TokenKind::Open) {
        return term(cursor).map(Condition::Term);
    }
    if depth == DEEPEST {
        return Err(ClauseFault::new("clause-depth", cursor.here(), "too many parentheses inside one another")
            .help("give what stands inside a name in `[groups]`, or write routes: `[[clause.route]]`"));
    }
    cursor.advance();
    let inner = condition(cursor, depth + 1)?;
    if cursor.kind() != Some(TokenKind::Close) {
        return Err(cursor.expected("`and`, `or` or `)`"));
    }
    cursor.advance();
    Ok(inner)
}

fn term(cursor: &mut Cursor<'_>) -> Result<Term, ClauseFault> {
    match cursor.words() {
        "all" => all(cursor),
        "any" => {
            cursor.advance();
            cursor.expect(&["of"])?;
            Ok(Term::AnyOf(name(cursor, "group")?, by(cursor)?))
        }
        "event" => {
            cursor.advance();
            Ok(Term::Event(name(cursor, "event")?))
        }
        "residual" => {
            cursor.advance();
            Ok(Term::Residual)
        }
        "at" => {
            cursor.expect(&["at", "least"])?;
            Ok(Term::Amount(Compare::AtLeast, amount(cursor)?))
        }
        "more" => {
            cursor.expect(&["more", "than"])?;
            Ok(Term::Amount(Compare::MoreThan, amount(cursor)?))
        }
        word if Code::has_shape(word) => party(cursor, word),
        word if begins_amount(cursor, word) => Ok(Term::Amount(Compare::AtLeast, amount(cursor)?)),
        _ => Err(no_term(cursor)),
    }
}

fn all(cursor: &mut Cursor<'_>) -> Result<Term, ClauseFault> {
    cursor.advance();
    if cursor.take_any(&PARTIES).is_some() {
        return Ok(Term::AllParties(by(cursor)?));
    }
    if cursor.take("of") {
        return Ok(Term::AllOf(name(cursor, "group")?, by(cursor)?));
    }
    Err(cursor.expected("`parties` or `of` a group"))
}

fn party(cursor: &mut Cursor<'_>, word: &str) -> Result<Term, ClauseFault> {
    let at = cursor.here();
    let code = word.parse().map_err(|_| cursor.expected("a party's code"))?;
    cursor.advance();
    Ok(Term::Party(NamedCode { code, at }, by(cursor)?))
}

fn begins_amount(cursor: &Cursor<'_>, word: &str) -> bool {
    matches!(cursor.kind(), Some(TokenKind::Number(_))) || word == "half" || small_number(word).is_some()
}

fn no_term(cursor: &Cursor<'_>) -> ClauseFault {
    let fault = cursor.expected(TERM);
    let word = cursor.words();
    match word {
        "a" if cursor.words_ahead(1) == "majority" => fault.help("write `more than half of` and the group"),
        "majority" => fault.help("write `more than half of` and the group"),
        "every" | "each" | "both" => fault.help("write `all parties`, or `all of` and the group"),
        _ if Code::has_shape(&word.to_uppercase()) => {
            fault.help(format!("a code is written in capitals: `{}`", word.to_uppercase()))
        }
        _ => fault,
    }
}

pub(super) fn by(cursor: &mut Cursor<'_>) -> Result<By, ClauseFault> {
    let mut kinds = Vec::new();
    if !cursor.take("by") {
        return Ok(By(kinds));
    }
    kinds.push(by_kind(cursor)?);
    while cursor.words() == "or" && is_by_kind(cursor.words_ahead(1)) {
        cursor.advance();
        kinds.push(by_kind(cursor)?);
    }
    Ok(By(kinds))
}

fn is_by_kind(word: &str) -> bool {
    word == "domestic" || counted_kind(word).is_some()
}

fn counted_kind(word: &str) -> Option<Kind> {
    Kind::parse(word).filter(|kind| kind.is_consent() || *kind == Kind::Signature)
}

fn by_kind(cursor: &mut Cursor<'_>) -> Result<ByKind, ClauseFault> {
    let word = cursor.words();
    if let Some(kind) = counted_kind(word) {
        cursor.advance();
        return Ok(ByKind::Act(kind));
    }
    if cursor.take("domestic") {
        cursor.expect(&["completion"])?;
        return Ok(ByKind::DomesticCompletion);
    }
    Err(no_kind(cursor, word))
}

pub(super) fn kind_in_plural(word: &str) -> Option<&'static str> {
    let known = |k: &&Kind| k.is_consent() || **k == Kind::Signature;
    let word = word.to_lowercase();
    Kind::ALL
        .iter()
        .filter(known)
        .map(|kind| kind.as_str())
        .find(|kind| word == *kind || word.strip_suffix('s') == Some(kind))
}

fn no_kind(cursor: &Cursor<'_>, word: &str) -> ClauseFault {
    let fault = cursor.expected("a kind of consent, `signature` or `domestic completion`");
    if let Some(kind) = Kind::parse(word) {
        return fault.help(format!("`{kind}` is no consent; for what is done at home write `domestic completion`"));
    }
    let kinds = Kind::ALL.iter().filter(|k| k.is_consent() || **k == Kind::Signature).map(|k| k.as_str());
    let near = kind_in_plural(word).or_else(|| nearest(word, kinds));
    fault.help_if(near.map(|kind| format!("did you mean `{kind}`?")))
}

/// A name of a group, weight or event.
pub(super) fn name(cursor: &mut Cursor<'_>, what: &str) -> Result<Name, ClauseFault> {
    let word = cursor.words();
    let at = cursor.here();
    if RESERVED.contains(&word) {
        let message = format!("expected the name of a {what}, found `{word}`, a word of the language");
        return Err(ClauseFault::new("clause-syntax", at, message).label(format!("expected the name of a {what}")));
    }
    if !is_name(word) {
        return Err(no_name(cursor, what, word));
    }
    cursor.advance();
    Ok(Name { text: word.to_owned(), at })
}

fn no_name(cursor: &Cursor<'_>, what: &str, word: &str) -> ClauseFault {
    let fault = cursor.expected(&format!("the name of a {what}"));
    if fault.code == "clause-name" {
        return fault;
    }
    if Code::has_shape(word) {
        return fault.help(format!("`{word}` is a party; a party alone stands without `of`: `{word}`"));
    }
    let small = word.to_lowercase().replace('_', "-");
    if is_name(&small) { fault.help(format!("names are written in small letters: `{small}`")) } else { fault }
}

/// `[a-z][a-z0-9]*(-[a-z0-9]+)*`
pub(super) fn is_name(word: &str) -> bool {
    let part = |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    word.starts_with(|c: char| c.is_ascii_lowercase()) && word.split('-').all(part)
}
