//! Civil days and what is known of them.
//!
//! No time zone, no clock: a day is where the act was done. Nothing is rounded; what is not known to the day
//! stays a range with two ends.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A Gregorian civil day, years 1 to 9999.
pub type Day = NaiveDate;

/// The first day that can be written.
pub const FIRST_DAY: Day = NaiveDate::from_ymd_opt(1, 1, 1).expect("the first day exists");
/// The last day that can be written.
pub const LAST_DAY: Day = NaiveDate::from_ymd_opt(9999, 12, 31).expect("the last day exists");

/// The English names of the months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// When an act was done, as exactly as it is known.
///
/// Written as `2025-12-16`, or where the day is not known as `2025-12`, `2025`,
/// `2025-12-10/2025-12-16` or `../2025-12-17` (not later than).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ActDate {
    form: Precision,
    earliest: Day,
    latest: Day,
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the year.
    Year,
    /// Between two days.
    Range,
    /// Only the day by which it was done.
    NotLaterThan,
}

impl Precision {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
            Self::Range => "range",
            Self::NotLaterThan => "not-later-than",
        }
    }
}

/// Why a text is no date; the message says what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DateError {
    message: String,
}

impl ActDate {
    /// A day that is known.
    pub const fn on(day: Day) -> Self {
        Self { form: Precision::Day, earliest: day, latest: day }
    }

    /// Not later than a day: it was seen done by then.
    pub const fn by(day: Day) -> Self {
        Self { form: Precision::NotLaterThan, earliest: FIRST_DAY, latest: day }
    }

    /// Some day from the first to the last.
    pub fn between(first: Day, last: Day) -> Self {
        Self::new(Precision::Range, first.min(last), first.max(last))
    }

    /// The first day it can have been.
    pub const fn earliest(&self) -> Day {
        self.earliest
    }

    /// The last day it can have been.
    pub const fn latest(&self) -> Day {
        self.latest
    }

    /// How exactly it is known.
    pub const fn precision(&self) -> Precision {
        self.form
    }

    /// The day, where it is known to the day.
    pub fn exact(&self) -> Option<Day> {
        (self.earliest == self.latest).then_some(self.earliest)
    }

    /// Whether two dates can be the same day.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.earliest <= other.latest && other.earliest <= self.latest
    }

    fn new(form: Precision, earliest: Day, latest: Day) -> Self {
        Self { form, earliest, latest }
    }

    fn month(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let first = Day::from_ymd_opt(written_year(year)?, digits(month, 2)?.try_into().ok()?, 1)?;
        let last = last_of_month(first);
        Some(Self::new(Precision::Month, first, last))
    }

    fn year(text: &str) -> Option<Self> {
        let year = written_year(text)?;
        Some(Self::new(Precision::Year, Day::from_ymd_opt(year, 1, 1)?, Day::from_ymd_opt(year, 12, 31)?))
    }

    fn range(text: &str) -> Result<Self, DateError> {
        let (first, last) = text.split_once('/').expect("called for a text with a slash");
        let latest = parse_day(last)?;
        if first == ".." {
            return Ok(Self::by(latest));
        }
        let earliest = parse_day(first)?;
        if earliest > latest {
            return Err(DateError::new(format!("`{text}` ends before it begins")));
        }
        Ok(Self::new(Precision::Range, earliest, latest))
    }
}

impl From<Day> for ActDate {
    fn from(day: Day) -> Self {
        Self::on(day)
    }
}

impl PartialOrd for ActDate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ActDate {
    /// By the first day it can have been, then by the last; a day before a range that begins with it.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.earliest, self.latest, self.form as u8).cmp(&(other.earliest, other.latest, other.form as u8))
    }
}

impl FromStr for ActDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        if text.contains('/') && !text.bytes().all(|b| b.is_ascii_digit() || b == b'/') {
            return Self::range(text);
        }
        match text.len() {
            4 => Self::year(text),
            7 => Self::month(text),
            _ => None,
        }
        .map_or_else(|| parse_day(text).map(Self::on), Ok)
    }
}

impl fmt::Display for ActDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&match self.form {
            Precision::Day => show(self.earliest),
            Precision::Month => show(self.earliest)[..7].to_owned(),
            Precision::Year => show(self.earliest)[..4].to_owned(),
            Precision::Range => format!("{}/{}", show(self.earliest), show(self.latest)),
            Precision::NotLaterThan => format!("../{}", show(self.latest)),
        })
    }
}

impl Serialize for ActDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for ActDate {
    fn schema_name() -> Cow<'static, str> {
        "ActDate".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A day, or where it is not known a month, a year, \"2025-12-10/2025-12-16\" or \
                \"../2025-12-17\" (not later than).",
            "type": "string",
            "pattern": "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|(\\.\\.|[0-9]{4}-[0-9]{2}-[0-9]{2})/[0-9]{4}-[0-9]{2}-[0-9]{2})$",
        })
    }
}

impl<'de> Deserialize<'de> for ActDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl DateError {
    fn new(message: String) -> Self {
        Self { message }
    }
}

/// Reads `YYYY-MM-DD`, and nothing else.
///
/// # Errors
/// Says what was expected, or which day of the month does not exist; a day written `16/12/2025` is refused with
/// the form to use, never guessed.
pub fn parse_day(text: &str) -> Result<Day, DateError> {
    let parts: Vec<&str> = text.split('-').collect();
    let numbers = match parts[..] {
        [y, m, d] => digits(y, 4).zip(digits(m, 2)).zip(digits(d, 2)),
        _ => None,
    };
    let Some(((year, month), day)) = numbers else {
        return Err(DateError::new(format!("`{text}` is not a date; write YYYY-MM-DD, for example 2025-12-16")));
    };
    let day_of = |d: i32| Day::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(d).ok()?);
    match (day_of(day), day_of(1)) {
        (Some(found), _) if year >= 1 => Ok(found),
        (None, Some(first)) if year >= 1 => Err(DateError::new(format!(
            "there is no day {text}: {:04}-{:02} has {} days",
            year,
            month,
            last_of_month(first).day()
        ))),
        _ => Err(DateError::new(format!("there is no day {text}; years run from 0001, months from 01 to 12"))),
    }
}

/// `YYYY-MM-DD`, four digits of year also before 1000.
pub fn show(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// The last day of the month in which `day` lies.
pub fn last_of_month(day: Day) -> Day {
    let next = if day.month() == 12 {
        Day::from_ymd_opt(day.year() + 1, 1, 1)
    } else {
        Day::from_ymd_opt(day.year(), day.month() + 1, 1)
    };
    next.and_then(|d| d.pred_opt()).unwrap_or(LAST_DAY)
}

/// A year of four digits, from 0001.
fn written_year(text: &str) -> Option<i32> {
    digits(text, 4).filter(|&year| year >= 1)
}

/// `text` as a number, if it is exactly `width` ASCII digits.
fn digits(text: &str, width: usize) -> Option<i32> {
    (text.len() == width && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        parse_day(text).unwrap()
    }

    #[test]
    fn every_written_form_is_read_and_printed_alike() {
        for text in
            ["2025-12-16", "2025-12", "2025", "2025-12-10/2025-12-16", "../2025-12-17", "0001-01-01", "9999-12-31"]
        {
            assert_eq!(text.parse::<ActDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn an_imprecise_date_keeps_both_ends() {
        let month: ActDate = "2024-02".parse().unwrap();
        assert_eq!((month.earliest(), month.latest()), (day("2024-02-01"), day("2024-02-29")));
        assert_eq!(month.exact(), None);
        let by = ActDate::by(day("2025-12-17"));
        assert_eq!(by.earliest(), FIRST_DAY);
        assert!(by.overlaps(&month));
    }

    #[test]
    fn what_is_no_date_says_why() {
        let why = |text: &str| text.parse::<ActDate>().unwrap_err().to_string();
        assert_eq!(why("2025-02-30"), "there is no day 2025-02-30: 2025-02 has 28 days");
        assert_eq!(why("16/12/2025"), "`16/12/2025` is not a date; write YYYY-MM-DD, for example 2025-12-16");
        assert_eq!(why("2025-12-17/2025-12-10"), "`2025-12-17/2025-12-10` ends before it begins");
        assert_eq!(why("2025-13"), "`2025-13` is not a date; write YYYY-MM-DD, for example 2025-12-16");
        assert_eq!(why("0000-01-01"), "there is no day 0000-01-01; years run from 0001, months from 01 to 12");
        for bad in ["", "2025-1-1", "+025-01-01", "2025-12-16T10:00:00Z", "２０２５-12-16", "0000"] {
            assert!(bad.parse::<ActDate>().is_err(), "{bad}");
        }
    }
}
