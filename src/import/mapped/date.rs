//! Days as a table writes them, in the form that its mapping states: nothing is guessed from the digits.

use std::fmt;
use std::str::FromStr;

use crate::date::ActDate;
use crate::import::untc::month;

/// One piece of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// `YYYY`
    Year,
    /// `MM`: two digits, or `M`: as many as it takes.
    Month { two: bool },
    /// `Mon`: the first three letters of the English name, or all of it.
    MonthName,
    /// `DD`, or `D`.
    Day { two: bool },
    /// What stands between them.
    Between(char),
}

/// The form of days: `YYYY-MM-DD`, `DD/MM/YYYY`, `D Mon YYYY`, `YYYY-MM` where days are not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DateForm {
    written: String,
    pieces: Vec<Piece>,
}

const NAMES: [(&str, Piece); 6] = [
    ("YYYY", Piece::Year),
    ("Mon", Piece::MonthName),
    ("MM", Piece::Month { two: true }),
    ("M", Piece::Month { two: false }),
    ("DD", Piece::Day { two: true }),
    ("D", Piece::Day { two: false }),
];

impl FromStr for DateForm {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = written;
        while let Some(first) = rest.chars().next() {
            let named = NAMES.iter().find(|(name, _)| rest.starts_with(name));
            if named.is_none() && first.is_alphanumeric() {
                return Err(format!("`{written}` is no form of days: write it with YYYY, MM, M, Mon, DD and D"));
            }
            pieces.push(named.map_or(Piece::Between(first), |(_, piece)| piece.clone()));
            rest = &rest[named.map_or(first.len_utf8(), |(name, _)| name.len())..];
        }
        let number = |wanted: fn(&Piece) -> bool| pieces.iter().filter(|piece| wanted(piece)).count();
        let years = number(|piece| *piece == Piece::Year);
        let months = number(|piece| matches!(piece, Piece::Month { .. } | Piece::MonthName));
        let days = number(|piece| matches!(piece, Piece::Day { .. }));
        if years == 1 && months <= 1 && days <= months {
            Ok(Self { written: written.to_owned(), pieces })
        } else {
            Err(format!("`{written}` is no form of days: it needs one year, and a month where it has a day"))
        }
    }
}

impl fmt::Display for DateForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written)
    }
}

impl DateForm {
    /// The day that a text is in this form.
    ///
    /// # Errors
    /// Why it is none, in words.
    pub(super) fn read(&self, text: &str) -> Result<ActDate, String> {
        let other = || format!("`{text}` is not written as {self}");
        let (mut rest, mut year, mut month_of, mut day) = (text, None, None, None);
        for piece in &self.pieces {
            rest = match piece {
                Piece::Between(c) => rest.strip_prefix(*c).ok_or_else(other)?,
                Piece::Year => number(rest, 4, 4, &mut year).ok_or_else(other)?,
                Piece::Month { two } => number(rest, if *two { 2 } else { 1 }, 2, &mut month_of).ok_or_else(other)?,
                Piece::Day { two } => number(rest, if *two { 2 } else { 1 }, 2, &mut day).ok_or_else(other)?,
                Piece::MonthName => {
                    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
                    month_of = Some(month(&rest[..end]).ok_or_else(other)?);
                    &rest[end..]
                }
            };
        }
        if !rest.is_empty() {
            return Err(other());
        }
        let written = match (year, month_of, day) {
            (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (Some(year), Some(month), None) => format!("{year:04}-{month:02}"),
            (Some(year), ..) => format!("{year:04}"),
            _ => return Err(other()),
        };
        written.parse().map_err(|_| format!("there is no day `{text}`"))
    }
}

/// Takes so many digits off the front, as many as there are; gives what is behind them.
fn number<'t>(text: &'t str, least: usize, most: usize, into: &mut Option<u32>) -> Option<&'t str> {
    let digits = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    *into = text[..digits].parse().ok();
    (digits >= least).then(|| &text[digits..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(form: &str, text: &str) -> Result<String, String> {
        form.parse::<DateForm>()?.read(text).map(|date| date.to_string())
    }

    #[test]
    fn a_day_is_read_in_the_form_that_is_stated() {
        for (form, text, expected) in [
            ("YYYY-MM-DD", "2025-12-11", "2025-12-11"),
            ("DD/MM/YYYY", "12/11/2025", "2025-11-12"),
            ("MM/DD/YYYY", "12/11/2025", "2025-12-11"),
            ("D Mon YYYY", "3 Sep 2019", "2019-09-03"),
            ("D Mon YYYY", "13 September 2019", "2019-09-13"),
            ("D.M.YYYY", "1.2.2003", "2003-02-01"),
            ("YYYY-MM", "2025-12", "2025-12"),
            ("YYYY", "2025", "2025"),
        ] {
            assert_eq!(read(form, text).as_deref(), Ok(expected), "{form} {text}");
        }
    }

    #[test]
    fn any_other_form_and_a_day_that_is_none_are_refused() {
        for (form, text) in [
            ("YYYY-MM-DD", "12/11/2025"),
            ("YYYY-MM-DD", "2025-12-11T00:00"),
            ("YYYY-MM-DD", "2025-4-31"),
            ("DD/MM/YYYY", "31/04/2025"),
            ("DD/MM/YYYY", "11/12/25"),
            ("D Mon YYYY", "3 Sept 2019"),
            ("YYYY-MM-DD", ""),
        ] {
            assert!(read(form, text).is_err(), "{form} {text}");
        }
        for form in ["", "DD", "YYYY-DD", "YYYY YYYY", "yyyy-mm-dd", "MM/MM/YYYY", "%Y-%m-%d"] {
            assert!(form.parse::<DateForm>().is_err(), "{form}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_day_or_a_refusal(form in "[YMD/. -]{0,12}", text in "\\PC{0,12}") {
            if let Ok(form) = form.parse::<DateForm>() {
                let _ = form.read(&text);
            }
        }
    }
}
