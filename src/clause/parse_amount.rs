//! From words to numbers, shares and weights of parties.

use std::ops::Range;

use super::cursor::Cursor;
use super::fault::ClauseFault;
use super::parse::{PARTIES, by, kind_in_plural, name};
use super::syntax::{Amount, Name, Share};
use super::token::TokenKind;
use crate::date::Day;
use crate::decimal::Decimal;

/// Reads a number, share or weight of parties.
pub(super) fn amount(cursor: &mut Cursor<'_>) -> Result<Amount, ClauseFault> {
    if let Some(share) = share(cursor)? {
        cursor.expect(&["of"])?;
        let group = name(cursor, "group")?;
        let as_of = as_of(cursor)?;
        return Ok(Amount::Share { share, group, as_of, by: by(cursor)? });
    }
    let Some(TokenKind::Number(number)) = cursor.kind() else {
        return Err(cursor.expected("a number, a share such as `2/3`, or a weight such as `55%`"));
    };
    let at = cursor.here();
    cursor.advance();
    if cursor.kind() == Some(TokenKind::Percent) {
        let at = at.start..cursor.here().end;
        cursor.advance();
        return percent(cursor, number, at);
    }
    if cursor.take_any(&PARTIES).is_some() {
        return parties(cursor, number, at);
    }
    if cursor.take("of") {
        return weight(cursor, number, false);
    }
    Err(no_unit(cursor, number, at))
}

/// `40 ratifications` and its like: offers the words that say it.
fn no_unit(cursor: &Cursor<'_>, number: Decimal, at: Range<usize>) -> ClauseFault {
    let word = cursor.words();
    let by = match word {
        "signatories" | "signatory" => Some("signature"),
        "members" | "member" => {
            return cursor
                .expected("`parties`, `%` or `of`")
                .help(format!("write `{number} parties of` and the name of the group"));
        }
        _ => kind_in_plural(word),
    };
    let Some(by) = by else {
        return cursor.expected("`parties`, `%` or `of`");
    };
    let span = at.start..cursor.here().end;
    ClauseFault::new("clause-kind", span, format!("parties are counted, not {word}"))
        .label("one party may act more than once")
        .help(format!("write `{number} {} by {by}`", if number == Decimal::whole(1) { "party" } else { "parties" }))
}

fn percent(cursor: &mut Cursor<'_>, number: Decimal, at: Range<usize>) -> Result<Amount, ClauseFault> {
    if number > Decimal::whole(100) || number == Decimal::ZERO {
        let message = format!("{number} per cent is no part of a whole");
        return Err(ClauseFault::new("clause-number", at, message)
            .label("more than 0 and at most 100")
            .help("write a share of the whole, for example `60% of`"));
    }
    cursor.expect(&["of"])?;
    weight(cursor, number, true)
}

fn weight(cursor: &mut Cursor<'_>, amount: Decimal, percent: bool) -> Result<Amount, ClauseFault> {
    let weight = name(cursor, "weight")?;
    let within = if cursor.take("within") { Some(name(cursor, "group")?) } else { None };
    Ok(Amount::Weight { amount, percent, weight, within, by: by(cursor)? })
}

fn parties(cursor: &mut Cursor<'_>, number: Decimal, at: Range<usize>) -> Result<Amount, ClauseFault> {
    let count = number.to_string().parse().ok().filter(|&count| count > 0).ok_or_else(|| {
        ClauseFault::new("clause-number", at, format!("{number} is no number of parties"))
            .label("a whole number from 1")
            .help("write how many parties, for example `20 parties`")
    })?;
    let group = if cursor.take("of") { Some(name(cursor, "group")?) } else { None };
    let each = if cursor.take("each") { Some(each(cursor)?) } else { None };
    Ok(Amount::Parties { count, group, each, by: by(cursor)? })
}

fn each(cursor: &mut Cursor<'_>) -> Result<(Decimal, Name), ClauseFault> {
    cursor.expect(&["with", "at", "least"])?;
    let Some(TokenKind::Number(least)) = cursor.kind() else {
        return Err(cursor.expected("a number"));
    };
    cursor.advance();
    Ok((least, name(cursor, "weight")?))
}

fn share(cursor: &mut Cursor<'_>) -> Result<Option<Share>, ClauseFault> {
    let start = cursor.here().start;
    let word = cursor.words();
    let (part, whole) = if word == "half" {
        cursor.advance();
        (1, 2)
    } else if let Some(part) = small_number(word) {
        cursor.advance();
        (part, fraction_word(cursor, part)?)
    } else if cursor.words_ahead(1) == "/" {
        (whole_number(cursor)?, {
            cursor.advance();
            whole_number(cursor)?
        })
    } else {
        return Ok(None);
    };
    if part == 0 || part > whole {
        let span = start..cursor.taken_to();
        let message = format!("{part}/{whole} is no part of a whole");
        return Err(ClauseFault::new("clause-number", span, message)
            .label("more than nothing and at most all")
            .help("write a fraction between the two, for example `2/3`"));
    }
    Ok(Some(Share { part, whole }))
}

fn whole_number(cursor: &mut Cursor<'_>) -> Result<u32, ClauseFault> {
    let number = match cursor.kind() {
        Some(TokenKind::Number(number)) => number.to_string().parse().ok(),
        _ => None,
    };
    let number = number.ok_or_else(|| cursor.expected("a whole number"))?;
    cursor.advance();
    Ok(number)
}

pub(super) fn small_number(word: &str) -> Option<u32> {
    ["one", "two", "three", "four"].iter().position(|w| *w == word).map(|at| at as u32 + 1)
}

fn fraction_word(cursor: &mut Cursor<'_>, part: u32) -> Result<u32, ClauseFault> {
    let word = cursor.take_any(&["third", "thirds", "quarter", "quarters", "fifth", "fifths"]);
    match word {
        Some("third" | "thirds") => Ok(3),
        Some("quarter" | "quarters") => Ok(4),
        Some(_) => Ok(5),
        None if PARTIES.contains(&cursor.words()) => {
            Err(cursor.expected("`thirds`, `quarters` or `fifths`").help(format!("numbers are digits: `{part}`")))
        }
        None => Err(cursor.expected("`thirds`, `quarters` or `fifths`")),
    }
}

fn as_of(cursor: &mut Cursor<'_>) -> Result<Option<Day>, ClauseFault> {
    if !cursor.take("as") {
        return Ok(None);
    }
    cursor.expect(&["of"])?;
    let Some(TokenKind::Date(day)) = cursor.kind() else {
        return Err(cursor.expected("a date, YYYY-MM-DD"));
    };
    cursor.advance();
    Ok(Some(day))
}
