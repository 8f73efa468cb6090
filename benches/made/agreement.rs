//! One made agreement: who takes part, what it is about, its text.

use std::fmt::Write as _;

use super::acts::acts;
use super::chance::Chance;
use super::clause::{Clause, Shape, clause, weighted};
use super::words::{CODES, SUBJECTS};

/// A made agreement as a file holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The id: the name of its file without `.toml`.
    pub id: String,
    /// The file.
    pub text: String,
}

/// The `number`th agreement of a ledger.
pub(super) fn made(number: usize, seed: u64) -> Agreement {
    let mut chance = Chance::of(seed, number as u64);
    let count = parties(&mut chance);
    let codes = chance.some(count, CODES);
    let shape = Shape::of(&mut chance, count);
    let rule = clause(&mut chance, &codes, shape);
    written(&mut chance, number, &codes, &rule)
}

/// An agreement of `count` parties, 200 at most, whose clause asks for a number of them and for a share of a weight.
pub fn of_parties(count: usize, seed: u64) -> Agreement {
    let mut chance = Chance::of(seed, count as u64);
    let codes = chance.some(count, CODES);
    let rule = weighted(&mut chance, &codes);
    written(&mut chance, count, &codes, &rule)
}

/// How many take part.
fn parties(chance: &mut Chance) -> usize {
    let count = match chance.from(1, 1000) {
        ..=850 => 2,
        851..=950 => chance.from(3, 8),
        951..=995 => chance.from(9, 60),
        _ => chance.from(61, 200),
    };
    count as usize
}

fn written(chance: &mut Chance, number: usize, codes: &[&str], rule: &Clause) -> Agreement {
    let (short, subject, tag) = *chance.one(SUBJECTS);
    let signed = Day::signed(chance);
    let mut text = String::from("# Made up for measurement; nothing in it is real.\nformat = 1\n");
    let _ = match codes {
        [one, other] => writeln!(text, "title = \"Agreement {number} between {one} and {other} on {subject}\""),
        many => writeln!(text, "title = \"Convention {number} on {subject}, {} negotiating parties\"", many.len()),
    };
    head(chance, &mut text, codes, tag, signed, rule);
    text.push_str(&rule.text);
    for act in acts(chance, codes, signed, number) {
        text.push_str(&act);
    }
    Agreement { id: format!("{short}-{number:06}"), text }
}

fn head(chance: &mut Chance, text: &mut String, codes: &[&str], tag: &str, signed: Day, rule: &Clause) {
    let form = if codes.len() == 2 { "agreement" } else { "convention" };
    let _ = writeln!(text, "form = \"{form}\"\nbetween = \"states\"");
    if rule.is_closed {
        text.push_str(&list("parties", codes));
    }
    let _ = writeln!(text, "opened = {signed}");
    if codes.len() > 2 {
        text.push_str("depositary = \"The depositary\"\n");
    }
    if chance.happens(300) {
        let _ = writeln!(text, "tags = [\"{tag}\"]");
    }
    if chance.happens(100) {
        text.push_str("note = \"The annex was not published.\"\n");
    }
    let (publisher, kind) =
        if codes.len() == 2 { ("Ministry of Foreign Affairs", "ministry") } else { ("The depositary", "depositary") };
    let _ = write!(
        text,
        "\n[[source]]\nurl = \"https://treaties.example/{tag}/{signed}\"\npublisher = \"{publisher}\"\nkind = \"{kind}\"\n"
    );
}

/// A key with codes, in the layout of `track fmt`: one line where they fit into 100 columns, else one line each.
pub(super) fn list(key: &str, codes: &[&str]) -> String {
    let quoted: Vec<String> = codes.iter().map(|code| format!("\"{code}\"")).collect();
    let line = format!("{key} = [{}]\n", quoted.join(", "));
    if line.len() <= 101 {
        return line;
    }
    let rows: String = quoted.iter().map(|code| format!("  {code},\n")).collect();
    format!("{key} = [\n{rows}]\n")
}

/// A civil day, counted from 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(pub u32);

impl Day {
    /// 31 December 2025: nothing is done later.
    pub(super) const LAST: Self = Self(20_453);

    /// A day of signature in the thirty years to June 2024, more often a late one.
    fn signed(chance: &mut Chance) -> Self {
        let far = u64::from(chance.from(0, 1000));
        Self(19_903 - (far * far * 10_950 / 1_000_000) as u32)
    }

    /// The year, the month, the day of the month.
    pub(super) fn parts(self) -> (u32, u32, u32) {
        let days = self.0 + 719_468; // since 1 March of the year 0
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        (year + era * 400 + u32::from(month <= 2), month, day)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}
