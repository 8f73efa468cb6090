//! Delays as date arithmetic. "Nth day after" is date + N; months keep the day of the month.

use chrono::{Datelike, Days, Months};

use super::syntax::{Delay, DelayStep, Unit};
use crate::date::{Day, LAST_DAY, show};
use crate::model::EndOfMonth;

/// The day a delay leads to; past the last day that can be written it stays there.
pub fn run(delay: &Delay, from: Day, end_of_month: EndOfMonth) -> Day {
    delay.0.iter().fold(from, |day, step| take(*step, day, end_of_month))
}

/// The arithmetic in one line: `2016-10-05 + 30 days = 2016-11-04`.
pub fn explain(delay: &Delay, from: Day, end_of_month: EndOfMonth) -> String {
    let mut line = show(from);
    let mut day = from;
    for (i, step) in delay.0.iter().enumerate() {
        day = take(*step, day, end_of_month);
        let joint = match (step, i) {
            (DelayStep::Add(..), _) => " + ",
            (_, 0) => ", ",
            _ => ", then ",
        };
        line += &format!("{joint}{step} = {}", show(day));
    }
    if delay.0.is_empty() { line + ", same day" } else { line }
}

fn take(step: DelayStep, day: Day, end_of_month: EndOfMonth) -> Day {
    match step {
        DelayStep::Add(count, Unit::Day) => add_days(day, count),
        DelayStep::Add(count, Unit::Week) => add_days(day, count.saturating_mul(7)),
        DelayStep::Add(count, Unit::Month) => add_months(day, count, end_of_month),
        DelayStep::Add(count, Unit::Year) => add_months(day, count.saturating_mul(12), end_of_month),
        DelayStep::FirstOfMonth(k) => first_of_month(day, k),
        DelayStep::Next { day: wanted, month } => next(day, wanted, month),
    }
}

fn add_days(day: Day, count: u32) -> Day {
    within(day.checked_add_days(Days::new(u64::from(count))))
}

/// Months keep the day of the month; where the month reached is shorter they keep to its last day, or roll on into
/// the first day of the next.
fn add_months(day: Day, count: u32, end_of_month: EndOfMonth) -> Day {
    let clipped = within(day.checked_add_months(Months::new(count)));
    let is_shorter = clipped.day() < day.day();
    if is_shorter && end_of_month == EndOfMonth::Roll { add_days(clipped, 1) } else { clipped }
}

fn first_of_month(day: Day, k: u32) -> Day {
    let first = day.with_day(1).unwrap_or(day);
    within(first.checked_add_months(Months::new(k)))
}

/// The next such day of the calendar, later than `day`; 29 February waits for a leap year.
fn next(day: Day, wanted: u32, month: u32) -> Day {
    const LONGEST_WITHOUT_LEAP_YEAR: i32 = 8;
    let mut years = day.year()..=day.year() + LONGEST_WITHOUT_LEAP_YEAR;
    within(years.find_map(|year| Day::from_ymd_opt(year, month, wanted).filter(|found| *found > day)))
}

fn within(day: Option<Day>) -> Day {
    day.map_or(LAST_DAY, |day| day.min(LAST_DAY))
}

#[cfg(test)]
mod tests {
    use super::super::parse_delay;
    use super::*;
    use crate::date::parse_day;

    fn after(from: &str, delay: &str, end_of_month: EndOfMonth) -> String {
        show(run(&parse_delay(delay).unwrap(), parse_day(from).unwrap(), end_of_month))
    }

    #[test]
    fn nth_day_after_is_date_plus_n() {
        assert_eq!(after("2016-10-05", "30 days", EndOfMonth::Clip), "2016-11-04");
        assert_eq!(after("2002-04-11", "first day of next month, then 2 weeks", EndOfMonth::Clip), "2002-05-15");
    }

    #[test]
    fn months_keep_the_day_and_clip_or_roll() {
        assert_eq!(after("1997-08-31", "3 months", EndOfMonth::Clip), "1997-11-30");
        assert_eq!(after("1993-08-31", "3 months", EndOfMonth::Roll), "1993-12-01");
        assert_eq!(after("1997-11-30", "3 months", EndOfMonth::Clip), "1998-02-28");
        assert_eq!(after("1997-01-31", "3 months", EndOfMonth::Roll), "1997-05-01");
        assert_eq!(after("2024-02-29", "1 year", EndOfMonth::Clip), "2025-02-28");
    }

    #[test]
    fn the_first_of_next_month_from_the_first_is_still_the_next_month() {
        assert_eq!(after("2002-04-01", "first day of next month", EndOfMonth::Clip), "2002-05-01");
        assert_eq!(after("2002-04-30", "60 days, then first day of 2nd month", EndOfMonth::Clip), "2002-08-01");
    }

    #[test]
    fn the_next_day_of_the_calendar_is_strictly_later() {
        assert_eq!(after("1978-01-01", "next 1 January", EndOfMonth::Clip), "1979-01-01");
        assert_eq!(after("1897-03-01", "next 29 February", EndOfMonth::Clip), "1904-02-29");
        assert_eq!(after("9999-12-31", "next 1 January", EndOfMonth::Clip), "9999-12-31");
    }

    #[test]
    fn the_arithmetic_is_told() {
        let told = |d: &str| explain(&parse_delay(d).unwrap(), parse_day("2016-10-05").unwrap(), EndOfMonth::Clip);
        assert_eq!(told("30 days"), "2016-10-05 + 30 days = 2016-11-04");
        assert_eq!(told("same day"), "2016-10-05, same day");
        assert_eq!(
            told("3 months, then first day of next month"),
            "2016-10-05 + 3 months = 2017-01-05, then first day of next month = 2017-02-01"
        );
    }
}
