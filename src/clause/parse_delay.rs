//! From words to delays, floors and durations.

use super::cursor::{Cursor, NameToCode};
use super::fault::ClauseFault;
use super::parse::name;
use super::syntax::{Delay, DelayStep, Duration, FloorRef, Unit};
use super::token::TokenKind;
use crate::date::{Day, MONTHS};
use crate::model::AgreementId;

const STEP: &str = "a delay, such as `30 days`, `3 months`, `first day of next month` or `same day`";
const NOISE: [&str; 3] = ["after", "the", "on"];
const MOST: u32 = 10_000;

/// Reads a delay.
///
/// # Errors
/// The first fault, with its words.
pub fn parse_delay(text: &str) -> Result<Delay, ClauseFault> {
    let mut cursor = Cursor::new(text, &|_| None)?;
    let delay = delay(&mut cursor)?;
    cursor.expect_end("`, then` or the end")?;
    Ok(delay)
}

/// Reads what a floor refers to.
pub(super) fn parse_floor(text: &str, names: NameToCode<'_>) -> Result<FloorRef, ClauseFault> {
    let mut cursor = Cursor::new(text, names)?;
    let floor = if let Some(TokenKind::Date(day)) = cursor.kind() {
        cursor.advance();
        FloorRef::Day(day)
    } else if cursor.take("event") {
        FloorRef::Event(name(&mut cursor, "event")?)
    } else if cursor.take("agreement") {
        agreement(&mut cursor)?
    } else {
        return Err(cursor.expected("a date, `event` and its name, or `agreement` and its id"));
    };
    cursor.expect_end("the end")?;
    Ok(floor)
}

/// Reads how long something lasts.
///
/// # Errors
/// The first fault, with its words.
pub fn parse_duration(text: &str) -> Result<Duration, ClauseFault> {
    let mut cursor = Cursor::new(text, &|_| None)?;
    let duration = if let Some(TokenKind::Date(day)) = cursor.kind() {
        cursor.advance();
        Duration::Until(day)
    } else if cursor.take("indefinite") {
        Duration::Indefinite
    } else {
        Duration::For(period(&mut cursor)?)
    };
    cursor.expect_end("`, then` or the end")?;
    Ok(duration)
}

fn period(cursor: &mut Cursor<'_>) -> Result<Delay, ClauseFault> {
    let start = cursor.here().start;
    let delay = delay(cursor)?;
    if delay.0.is_empty() {
        let span = start..cursor.taken_to();
        return Err(ClauseFault::new("clause-syntax", span, "something that lasts is longer than `same day`")
            .help("write for example `5 years`, a date, or `indefinite`"));
    }
    Ok(delay)
}

fn agreement(cursor: &mut Cursor<'_>) -> Result<FloorRef, ClauseFault> {
    let start = cursor.here().start;
    let end = cursor.text[start..].find(char::is_whitespace).map_or(cursor.text.len(), |length| start + length);
    let id: AgreementId = match cursor.text[start..end].parse() {
        Ok(id) => id,
        Err(why) if start < end => return Err(ClauseFault::new("clause-syntax", start..end, format!("{why}"))),
        Err(_) => return Err(cursor.expected("the id of an agreement")),
    };
    while cursor.peek().is_some_and(|token| token.at.start < end) {
        cursor.advance();
    }
    Ok(FloorRef::Agreement(id, start..end))
}

fn delay(cursor: &mut Cursor<'_>) -> Result<Delay, ClauseFault> {
    skip_noise(cursor);
    if cursor.take("same") {
        cursor.expect(&["day"])?;
        return Ok(Delay::default());
    }
    let mut steps = vec![step(cursor)?];
    loop {
        skip_noise(cursor);
        if cursor.kind() != Some(TokenKind::Comma) {
            break;
        }
        cursor.advance();
        cursor.expect(&["then"])?;
        steps.push(step(cursor)?);
    }
    if cursor.words() == "then" {
        return Err(cursor.expected("`, then` or the end").help("put a comma before `then`"));
    }
    Ok(Delay(steps))
}

fn skip_noise(cursor: &mut Cursor<'_>) {
    while cursor.take_any(&NOISE).is_some() {}
}

fn step(cursor: &mut Cursor<'_>) -> Result<DelayStep, ClauseFault> {
    skip_noise(cursor);
    match cursor.kind() {
        Some(TokenKind::Number(_)) => add(cursor),
        Some(TokenKind::Ordinal(n)) if matches!(cursor.words_ahead(1), "day" | "month" | "year" | "week") => {
            let unit = cursor.words_ahead(1);
            let many = if n == 1 { unit.to_owned() } else { format!("{unit}s") };
            Err(cursor
                .expected(STEP)
                .help(format!("write `{n} {many}`: the {n}th {unit} after a date is that date + {n}")))
        }
        _ if cursor.take("first") => first_of_month(cursor),
        _ if cursor.take("next") => next(cursor),
        _ => Err(no_step(cursor)),
    }
}

fn no_step(cursor: &Cursor<'_>) -> ClauseFault {
    let fault = cursor.expected(STEP);
    match cursor.words() {
        "immediately" | "upon" | "at" | "that" | "date" => fault.help("write `same day`"),
        _ => fault,
    }
}

fn add(cursor: &mut Cursor<'_>) -> Result<DelayStep, ClauseFault> {
    let at = cursor.here();
    let text = cursor.words().replace(',', "");
    cursor.advance();
    let unit = match cursor.take_any(&["days", "day", "weeks", "week", "months", "month", "years", "year"]) {
        Some("day" | "days") => Unit::Day,
        Some("week" | "weeks") => Unit::Week,
        Some("month" | "months") => Unit::Month,
        Some(_) => Unit::Year,
        None => return Err(cursor.expected("`days`, `weeks`, `months` or `years`")),
    };
    match text.parse() {
        Ok(count @ 1..=MOST) => Ok(DelayStep::Add(count, unit)),
        Ok(0_u32) => Err(ClauseFault::new("clause-number", at, "a delay of nothing").help("write `same day`")),
        _ => Err(ClauseFault::new("clause-number", at, format!("`{text}` is no length of a delay"))
            .label(format!("a whole number from 1 to {MOST}"))
            .help("count in a longer unit: `months`, `years`")),
    }
}

fn first_of_month(cursor: &mut Cursor<'_>) -> Result<DelayStep, ClauseFault> {
    cursor.expect(&["day", "of"])?;
    skip_noise(cursor);
    let month = if cursor.take("next") {
        1
    } else if let Some(TokenKind::Ordinal(month @ 1..=MOST)) = cursor.kind() {
        cursor.advance();
        month
    } else if let Some(month) = ordinal_in_words(cursor.words()) {
        cursor.advance();
        month
    } else {
        return Err(cursor.expected("`next` or a number such as `2nd`"));
    };
    cursor.expect(&["month"])?;
    Ok(DelayStep::FirstOfMonth(month))
}

fn ordinal_in_words(word: &str) -> Option<u32> {
    const WORDS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    WORDS.iter().position(|w| *w == word).map(|at| at as u32 + 1)
}

fn next(cursor: &mut Cursor<'_>) -> Result<DelayStep, ClauseFault> {
    let start = cursor.here().start;
    let day: u32 = match cursor.kind() {
        Some(TokenKind::Number(number)) => number.to_string().parse().unwrap_or(0),
        _ => return Err(cursor.expected("a day of the calendar, such as `1 January`")),
    };
    cursor.advance();
    let named = |name: &str| name.eq_ignore_ascii_case(cursor.words());
    let month = match MONTHS.iter().position(|name| named(name)) {
        Some(at) => at as u32 + 1,
        None => return Err(cursor.expected("the name of a month")),
    };
    cursor.advance();
    const A_LEAP_YEAR: i32 = 2000;
    if Day::from_ymd_opt(A_LEAP_YEAR, month, day).is_none() {
        let span = start..cursor.taken_to();
        let message = format!("no year has a {day} {}", MONTHS[month as usize - 1]);
        return Err(ClauseFault::new("clause-date", span, message));
    }
    Ok(DelayStep::Next { day, month })
}
