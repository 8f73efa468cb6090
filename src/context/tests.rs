use super::*;
use crate::date::parse_day;

fn day(text: &str) -> Day {
    parse_day(text).unwrap()
}

fn here() -> (Context, Captured) {
    Context::for_test(day("2026-01-15"))
}
