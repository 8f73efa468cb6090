//! Days and lists in English words.
//!
//! Knows no sentence of its own: reports put these pieces into theirs. No locale is asked.

use chrono::{DateTime, Datelike, Utc};

use crate::date::{Day, MONTHS};

/// The English name of the weekday: `Tuesday`.
pub fn weekday(day: Day) -> &'static str {
    match day.weekday() {
        chrono::Weekday::Mon => "Monday",
        chrono::Weekday::Tue => "Tuesday",
        chrono::Weekday::Wed => "Wednesday",
        chrono::Weekday::Thu => "Thursday",
        chrono::Weekday::Fri => "Friday",
        chrono::Weekday::Sat => "Saturday",
        chrono::Weekday::Sun => "Sunday",
    }
}

/// A day as a newspaper writes it: `16 December 2025`.
pub fn long_date(day: Day) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// A moment as a person reads it, in UTC: `2025-12-16 14:05 UTC`.
pub fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// Names in a row: `a`, `a and b`, `a, b and c`; nothing for none.
pub fn list<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// A number with its noun: `1 error`, `2 errors`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The English name of the month in which `day` lies.
fn month(day: Day) -> &'static str {
    MONTHS[day.month0() as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::parse_day;

    #[test]
    fn days_and_lists_read_as_english() {
        let day = parse_day("2025-12-16").unwrap();
        assert_eq!(long_date(day), "16 December 2025");
        assert_eq!(weekday(day), "Tuesday");
        assert_eq!(list(&[] as &[&str]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!((count(1, "error", "errors"), count(0, "error", "errors")), ("1 error".into(), "0 errors".into()));
    }
}
