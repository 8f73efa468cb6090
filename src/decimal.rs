//! Exact decimals: weights, shares and thresholds, read from their text and never rounded.
//!
//! No floating point comes near a verdict.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::Add;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

const FRACTION_DIGITS: usize = 12;
const INTEGER_DIGITS: usize = 15;
const ONE: u128 = 10u128.pow(FRACTION_DIGITS as u32);

/// A number that is not negative, with up to 15 digits before and 12 behind the point.
///
/// Sums of 100,000 such numbers cannot overflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(u128);

/// Why a text is no number that can be reckoned with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Something else than digits and one point.
    #[error("`{0}` is not a number; write digits with at most one point, for example 56.87")]
    NotANumber(String),
    /// More digits than are reckoned with.
    #[error("`{0}` has too many digits: at most 15 before and 12 behind the point")]
    TooLong(String),
}

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A whole number.
    pub const fn whole(n: u64) -> Self {
        Self(n as u128 * ONE)
    }

    /// How `self / of` stands to `share / whole`, exactly: by products, so nothing is divided.
    pub fn cmp_share(self, of: Self, share: Self, whole: Self) -> Ordering {
        product(self.0, whole.0).cmp(&product(of.0, share.0))
    }

    /// `self` less `other`, not below nothing.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// `self` as per cent of `of`, cut (not rounded up) to two places, for people to read; `None` of nothing.
    pub fn percent_of(self, of: Self) -> Option<Self> {
        let scaled = self.0.checked_mul(10_000)?.checked_div(of.0)?;
        Some(Self(scaled.checked_mul(ONE / 100)?))
    }
}

/// The full product of two 128-bit numbers, high half first.
fn product(a: u128, b: u128) -> (u128, u128) {
    const HALF: u32 = 64;
    const LOW: u128 = u64::MAX as u128;
    let (ah, al, bh, bl) = (a >> HALF, a & LOW, b >> HALF, b & LOW);
    let low = al * bl;
    let (middle, carry) = (ah * bl).overflowing_add(al * bh);
    let (middle, more) = middle.overflowing_add(low >> HALF);
    let high = ah * bh + (middle >> HALF) + (u128::from(carry) + u128::from(more)) * (1 << HALF);
    (high, (middle << HALF) | (low & LOW))
}

impl Add for Decimal {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Decimal {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, Add::add)
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !is_number(whole) || !is_number(fraction) {
            return Err(DecimalError::NotANumber(text.to_owned()));
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        if whole.len() > INTEGER_DIGITS || fraction.len() > FRACTION_DIGITS {
            return Err(DecimalError::TooLong(text.to_owned()));
        }
        let number = format!("{whole}{fraction:0<FRACTION_DIGITS$}");
        number.parse().map(Self).map_err(|_| DecimalError::NotANumber(text.to_owned()))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.0 / ONE, self.0 % ONE);
        if fraction == 0 {
            return f.pad(&whole.to_string());
        }
        let digits = format!("{fraction:0FRACTION_DIGITS$}");
        f.pad(&format!("{whole}.{}", digits.trim_end_matches('0')))
    }
}

impl Serialize for Decimal {
    /// As its text, so that no reader rounds it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Decimal {
    fn schema_name() -> Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An exact number, as its text.",
            "type": "string",
            "pattern": "^[0-9]+(\\.[0-9]+)?$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_are_read_and_printed_without_loss() {
        for (text, shown) in [
            ("55", "55"),
            ("056.870", "56.87"),
            ("0.000000000001", "0.000000000001"),
            ("999999999999999", "999999999999999"),
        ] {
            assert_eq!(number(text).to_string(), shown);
        }
        for bad in ["", ".", "1.", ".5", "-1", "1e3", "1,5", "nan", "1234567890123456", "0.0000000000001"] {
            assert!(bad.parse::<Decimal>().is_err(), "{bad}");
        }
    }

    #[test]
    fn shares_are_compared_exactly() {
        let share = |a: &str, b: &str, c: &str, d: &str| number(a).cmp_share(number(b), number(c), number(d));
        assert_eq!(share("55", "100", "55", "100"), Ordering::Equal);
        assert_eq!(share("54.999999999999", "100", "55", "100"), Ordering::Less);
        assert_eq!(share("1", "3", "1", "3"), Ordering::Equal);
        assert_eq!(share("333333333333333.333333333333", "999999999999999.999999999999", "1", "3"), Ordering::Equal);
        assert_eq!(share("333333333333333.333333333334", "999999999999999.999999999999", "1", "3"), Ordering::Greater);
    }

    #[test]
    fn the_full_product_is_exact() {
        assert_eq!(product(u128::MAX, u128::MAX), (u128::MAX - 1, 1));
        assert_eq!(product(u128::MAX, 2), (1, u128::MAX - 1));
        assert_eq!(product(1 << 64, 1 << 64), (1, 0));
    }

    #[test]
    fn per_cent_for_people_is_cut_not_rounded() {
        assert_eq!(number("56.8799").percent_of(number("100")).unwrap().to_string(), "56.87");
        assert_eq!(number("1").percent_of(Decimal::ZERO), None);
    }
}
