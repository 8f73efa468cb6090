//! The clauses of made agreements: what bilateral and multilateral texts ask for, as often as they do.

use std::fmt::Write as _;

use super::agreement::list;
use super::chance::Chance;
use super::words::CODES;

/// A clause as it stands in the file, with the lists it names.
pub(super) struct Clause {
    /// Its tables.
    pub(super) text: String,
    /// Whether the agreement lists its parties.
    pub(super) is_closed: bool,
}

/// How many an agreement is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    /// Two.
    Bilateral,
    /// A few that know each other.
    Closed,
    /// Whoever wants to.
    Open,
}

impl Shape {
    pub(super) fn of(chance: &mut Chance, parties: usize) -> Self {
        match parties {
            2 => Self::Bilateral,
            3..=8 if chance.happens(700) => Self::Closed,
            _ => Self::Open,
        }
    }
}

const DELAYS: &[&str] =
    &["30 days", "60 days", "90 days", "3 months", "first day of next month", "3 months, then first day of next month"];

/// `track.toml`: a weight and a list that clauses of any agreement may name.
pub(super) fn settings() -> String {
    let mut text = String::from("# Made up for measurement; nothing in it is real.\nformat = 1\nname = \"Made up\"\n");
    let _ = write!(text, "\n[groups]\n{}", list("coastal", &CODES[..60]));
    text.push_str("\n[weights.tonnage]\nunit = \"gross tons\"\n\n  [weights.tonnage.values]\n");
    for (at, code) in CODES.iter().enumerate() {
        let _ = writeln!(text, "  {code} = {}", at * 7919 % 4000 * 1000 + 1000);
    }
    text
}

pub(super) fn clause(chance: &mut Chance, codes: &[&str], shape: Shape) -> Clause {
    match shape {
        Shape::Bilateral => bilateral(chance),
        Shape::Closed => closed(chance, codes),
        Shape::Open => open(chance, codes),
    }
}

fn bilateral(chance: &mut Chance) -> Clause {
    let when = match chance.from(1, 100) {
        ..=10 => return Clause { text: String::new(), is_closed: true },
        11..=65 => "all parties by notification or ratification",
        66..=85 => "all parties",
        86..=93 => "all parties by signature or notification",
        _ => "all parties by domestic completion",
    };
    let mut text = format!("\n[clause]\nwhen = \"{when}\"\n");
    delayed(chance, &mut text);
    if chance.happens(500) {
        text.push_str("\n[term]\nlasts = \"5 years\"\nrenews = \"5 years\"\nnotice = \"6 months\"\n");
    }
    Clause { text, is_closed: true }
}

fn closed(chance: &mut Chance, codes: &[&str]) -> Clause {
    let most = codes.len() - codes.len() / 3;
    let when = match chance.from(1, 100) {
        ..=40 => "all parties".to_owned(),
        41..=70 => format!("{most} parties by ratification or acceptance or approval"),
        71..=85 => "2/3 of founders".to_owned(),
        _ => format!("{most} parties and all of founders"),
    };
    let mut text = format!("\n[clause]\nwhen = \"{when}\"\n");
    delayed(chance, &mut text);
    if when.contains("founders") {
        let _ = write!(text, "\n[groups]\n{}", list("founders", &codes[..codes.len() - 1]));
    }
    Clause { text, is_closed: true }
}

fn open(chance: &mut Chance, codes: &[&str]) -> Clause {
    let few = (codes.len() / 3).max(2);
    let when = match chance.from(1, 100) {
        ..=60 => format!("{few} parties"),
        61..=75 => format!("{few} parties and 2 parties each with at least 1,000,000 tonnage"),
        76..=85 => format!("{few} parties and any of coastal"),
        86..=92 => format!("{few} parties or half of founders"),
        _ => return weighted(chance, codes),
    };
    let mut text = format!("\n[clause]\nwhen = \"{when}\"\n");
    delayed(chance, &mut text);
    text.push_str("later = \"30 days\"\n");
    if chance.happens(100) {
        text.push_str("not_before = 2010-01-01\n");
    }
    if when.contains("founders") {
        let _ = write!(text, "\n[groups]\n{}", list("founders", &codes[..codes.len() / 2]));
    }
    Clause { text, is_closed: false }
}

/// A number of parties and a share of a weight, with the figure of each party in the agreement itself.
pub(super) fn weighted(chance: &mut Chance, codes: &[&str]) -> Clause {
    let many = (codes.len() / 2).max(1);
    let mut text = format!("\n[clause]\nwhen = \"{many} parties and at least 55% of emissions\"\n");
    delayed(chance, &mut text);
    text.push_str("later = \"30 days\"\ncount_organisations = true\n");
    text.push_str("\n[weights.emissions]\nunit = \"per cent of emissions\"\n\n  [weights.emissions.values]\n");
    for code in codes {
        let _ = writeln!(text, "  {code} = {}.{:02}", chance.from(0, 7), chance.from(0, 99));
    }
    Clause { text, is_closed: false }
}

/// When it enters into force once the condition is met, and where that was read.
fn delayed(chance: &mut Chance, text: &mut String) {
    if chance.happens(800) {
        let _ = writeln!(text, "then = \"{}\"", chance.one(DELAYS));
    }
    if chance.happens(300) {
        text.push_str("basis = \"reported\"\n");
    }
    let _ = writeln!(text, "article = \"{}\"", chance.from(3, 40));
}
