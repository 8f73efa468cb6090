//! One cell of a participant table: days, each with the letter of what was done.

use chrono::NaiveDate;

use super::page::is_mark;
use super::shown;
use crate::date::Day;

/// What stands in a cell, one act after another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellAct {
    /// The day.
    pub(super) on: Day,
    /// The letter of its kind; `None`: what the heading says without a letter.
    pub(super) letter: Option<String>,
    /// Whether it stands in brackets: it was taken back, as an end note tells.
    pub(super) bracketed: bool,
}

/// A cell that is not understood: why, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) help: &'static str,
}

const MONTHS: [&str; 12] = [
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

const FORM: &str = "a register of the United Nations writes `12 Jan 1994`, with the letter of the act behind";

/// The acts in a cell, in its order; footnote marks (numbers behind a day or a letter) are passed over.
///
/// # Errors
/// A text that is not such days and letters, a day that does not exist, a bracket without its fellow.
pub(super) fn acts(cell: &str) -> Result<Vec<CellAct>, Fault> {
    let plain = unmarked(cell);
    let mut words = plain.split_whitespace().peekable();
    let (mut acts, mut bracketed) = (Vec::<CellAct>::new(), false);
    while let Some(word) = words.next() {
        match word {
            "[" if !bracketed => bracketed = true,
            "]" if bracketed => bracketed = false,
            "[" | "]" => return Err(unpaired(cell)),
            _ if starts_a_day(word) && words.peek().is_some_and(|next| month(next).is_some()) => {
                let (month, year) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
                acts.push(CellAct { on: day(word, month, year)?, letter: None, bracketed });
            }
            _ if is_footnote(word) && !acts.is_empty() => {}
            _ => match acts.last_mut() {
                Some(last) if is_letter(word) && last.letter.is_none() && (last.bracketed || !bracketed) => {
                    last.letter = Some(word.to_owned());
                }
                _ => return Err(Fault { message: format!("`{}` is no day with its letter", shown(cell)), help: FORM }),
            },
        }
    }
    if bracketed { Err(unpaired(cell)) } else { Ok(acts) }
}

fn unpaired(cell: &str) -> Fault {
    let message = format!("a bracket in `{}` has no fellow", shown(cell));
    Fault { message, help: "look at the register's page: days in brackets are of acts that were taken back" }
}

/// The cell with brackets as words of their own, and without the signs of footnotes.
fn unmarked(cell: &str) -> String {
    let mut plain = String::with_capacity(cell.len());
    for c in cell.chars() {
        match c {
            '[' | ']' => plain.extend([' ', c, ' ']),
            ',' => plain.push(' '),
            c if is_mark(c) => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

fn starts_a_day(word: &str) -> bool {
    matches!(word.len(), 1 | 2) && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_footnote(word: &str) -> bool {
    word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_letter(word: &str) -> bool {
    matches!(word.len(), 1 | 2) && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The number of a month by its English name, in full or by its first three letters.
pub(in crate::import) fn month(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|name| *name == word || name.get(..3) == Some(word))?;
    u32::try_from(at + 1).ok()
}

fn day(day: &str, month_name: &str, year: &str) -> Result<Day, Fault> {
    let written = shown(&format!("{day} {month_name} {year}"));
    let number = |text: &str, length: usize| text.parse::<i32>().ok().filter(|_| text.len() == length);
    let Some(year) = number(year, 4) else {
        return Err(Fault { message: format!("`{written}` has no year of four digits"), help: FORM });
    };
    let known = day.parse().ok().zip(month(month_name));
    let found = known.and_then(|(day, month)| NaiveDate::from_ymd_opt(year, month, day));
    found.ok_or_else(|| Fault {
        message: format!("there is no day `{written}`"),
        help: "look the day up in the register itself",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::parse_day;
    use proptest::prelude::*;

    fn act(on: &str, letter: &str, bracketed: bool) -> CellAct {
        let letter = (!letter.is_empty()).then(|| letter.to_owned());
        CellAct { on: parse_day(on).unwrap(), letter, bracketed }
    }

    #[test]
    fn a_day_has_the_letter_behind_it() {
        for (cell, expected) in [
            ("", vec![]),
            ("24 Sep 1945", vec![act("1945-09-24", "", false)]),
            ("12 Jan 1994 d", vec![act("1994-01-12", "d", false)]),
            ("11 December 1986\u{a0}AA 4", vec![act("1986-12-11", "AA", false)]),
            ("1 May 1999 ²\n[5 Nov 1965 a] 3", vec![act("1999-05-01", "", false), act("1965-11-05", "a", true)]),
            ("[ 5 Nov 1965 ]", vec![act("1965-11-05", "", true)]),
            ("[5 Nov 1965] a ⁷,⁸", vec![act("1965-11-05", "a", true)]),
            ("12 Jan 1994 [4]", vec![act("1994-01-12", "", false)]),
            ("3 Feb 2000 s 4 Mar 2001 a", vec![act("2000-02-03", "s", false), act("2001-03-04", "a", false)]),
        ] {
            assert_eq!(acts(cell).as_ref(), Ok(&expected), "{cell}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for (cell, words) in [
            ("31 Apr 1999", "there is no day `31 Apr 1999`"),
            ("12/11/2025", "no day with its letter"),
            ("2025-11-12", "no day with its letter"),
            ("12 Jan 94", "no year of four digits"),
            ("12 Jan", "no year of four digits"),
            ("a", "no day with its letter"),
            ("12 Jan 1994 d a", "no day with its letter"),
            ("12 Jan 1994 [d]", "no day with its letter"),
            ("12 Jan 19944", "no year of four digits"),
            ("0 Jan 1994", "there is no day `0 Jan 1994`"),
            ("12 Jan 1994]", "a bracket in `12 Jan 1994]` has no fellow"),
            ("[12 Jan 1994", "no fellow"),
            ("[[12 Jan 1994]]", "no fellow"),
            ("Resolution 995 (X)", "no day with its letter"),
        ] {
            let fault = acts(cell).unwrap_err();
            assert!(fault.message.contains(words), "{cell}: {}", fault.message);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_days_or_a_refusal(cell in "\\PC*") {
            let _ = acts(&cell);
        }

        #[test]
        fn what_the_register_writes_is_read_back(
            list in prop::collection::vec((1_u32..29, 0_usize..12, 1900_i32..2100, prop::option::of("a|A|AA|d|c|s|n|P")), 0..4),
        ) {
            let written = |(day, month, year, letter): &(u32, usize, i32, Option<String>)| {
                format!("{day} {} {year}{}", &MONTHS[*month][..3], letter.as_ref().map(|l| format!(" {l}")).unwrap_or_default())
            };
            let cell = list.iter().map(written).collect::<Vec<_>>().join("\n");
            let read: Vec<_> = acts(&cell).unwrap().into_iter().map(|act| (act.on, act.letter)).collect();
            let wanted = |(day, month, year, letter): &(u32, usize, i32, Option<String>)| {
                (NaiveDate::from_ymd_opt(*year, *month as u32 + 1, *day).unwrap(), letter.clone())
            };
            prop_assert_eq!(read, list.iter().map(wanted).collect::<Vec<_>>());
        }
    }
}
