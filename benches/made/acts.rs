//! What the parties of a made agreement did, and when the desk looked.

use std::fmt::Write as _;

use super::agreement::Day;
use super::chance::Chance;
use super::words::{AT_HOME, OWN_STEPS, PUBLISHERS};

/// The acts of all parties, party by party, then what stands behind them in the file.
pub(super) fn acts(chance: &mut Chance, codes: &[&str], signed: Day, number: usize) -> Vec<String> {
    let stalls = chance.happens(200);
    let mut texts = Vec::new();
    let mut last = signed;
    for code in codes {
        let mut party = Party { code, day: signed, number, parties: codes.len(), has_signed: false, texts: Vec::new() };
        party.live(chance, stalls);
        last = last.max(party.day);
        texts.append(&mut party.texts);
    }
    if chance.happens(60) {
        let party = *chance.one(codes);
        texts.push(looked(party, last));
    }
    texts
}

/// One party, as it goes.
struct Party<'c> {
    code: &'c str,
    day: Day,
    number: usize,
    parties: usize,
    has_signed: bool,
    texts: Vec<String>,
}

impl Party<'_> {
    fn live(&mut self, chance: &mut Chance, stalls: bool) {
        self.has_signed = chance.happens(600);
        if self.has_signed {
            self.record(chance, "kind = \"signature\"");
        }
        for (kind, body) in AT_HOME {
            if chance.happens(270) && self.goes_on(chance, 260) {
                self.at_home(chance, kind, body);
            }
        }
        let stops = stalls && chance.happens(if self.parties == 2 { 350 } else { 150 });
        if stops || !self.goes_on(chance, 200) {
            self.expect(chance);
            return;
        }
        self.consent(chance);
    }

    /// Some days on; no longer where that would lie ahead.
    fn goes_on(&mut self, chance: &mut Chance, most: u32) -> bool {
        let day = Day(self.day.0 + chance.from(5, most));
        let goes = day <= Day::LAST;
        if goes {
            self.day = day;
        }
        goes
    }

    fn at_home(&mut self, chance: &mut Chance, kind: &str, body: &str) {
        let own = OWN_STEPS.iter().find(|(code, of, _)| *code == self.code && *of == kind);
        let what = match own {
            Some((_, _, step)) => format!("step = \"{step}\""),
            None => format!("kind = \"{kind}\"\nbody = \"{body}\""),
        };
        if kind != "vote" {
            return self.record(chance, &what);
        }
        let (yes, no, abstain) = (chance.from(60, 420), chance.from(0, 90), chance.from(0, 40));
        let outcome = if yes > no { "adopted" } else { "rejected" };
        let votes = format!("outcome = \"{outcome}\"\nvotes = {{ for = {yes}, against = {no}, abstain = {abstain} }}");
        self.record(chance, &format!("{what}\n{votes}"));
    }

    fn consent(&mut self, chance: &mut Chance) {
        let kinds: &[&str] = match self.parties {
            2 => &["notification", "notification", "ratification", "approval"],
            _ if self.has_signed => &["ratification", "ratification", "ratification", "acceptance", "approval"],
            _ => &["accession"],
        };
        let (kind, delivery) = match *chance.one(kinds) {
            "notification" => ("notification", "notification"),
            kind => (kind, if self.parties == 2 { "exchange" } else { "deposit" }),
        };
        self.record(chance, &format!("kind = \"{kind}\"\ndelivery = \"{delivery}\""));
        if self.parties > 2 && chance.happens(50) {
            let scope = format!("Article {}", chance.from(2, 40));
            self.record(chance, &format!("kind = \"reservation\"\nscope = \"{scope}\""));
        }
        if chance.happens(8) && self.goes_on(chance, 1500) {
            let effective = Day(self.day.0 + 365);
            self.record(chance, &format!("kind = \"withdrawal\"\neffective = {effective}"));
        }
    }

    /// What somebody said was coming.
    fn expect(&mut self, chance: &mut Chance) {
        if chance.happens(150) {
            let month = chance.from(2, 12);
            self.push(&format!("kind = \"ratification\"\ndate = \"2026-{month:02}\"\nexpected = true"), "");
        }
    }

    /// Records an act: its day, its sources, and now and then that it was recorded wrongly before.
    fn record(&mut self, chance: &mut Chance, what: &str) {
        let source = self.source(chance);
        if chance.happens(8) {
            let wrong = Day(self.day.0 - 1);
            let why = format!(
                "{source}\n  [act.retracted]\n  at = {}T09:30:00Z\n  reason = \"The day was misread.\"\n  cause = \"ours\"\n",
                Day(self.day.0 + 40)
            );
            self.push(&format!("{what}\ndate = {wrong}"), &why);
        }
        let known = if chance.happens(300) {
            format!(
                "\nrecorded = {}T0{}:15:00Z\nby = \"{}\"",
                Day(self.day.0 + 2),
                chance.from(6, 9),
                chance.one(&["ab", "cd"])
            )
        } else {
            String::new()
        };
        let date = date(chance, self.day);
        self.push(&format!("{what}\ndate = {date}{known}"), &source);
    }

    /// Who says so.
    fn source(&self, chance: &mut Chance) -> String {
        let publishers = if self.parties == 2 { &PUBLISHERS[..PUBLISHERS.len() - 1] } else { PUBLISHERS };
        let (publisher, kind, verb) = *chance.one(publishers);
        let (day, number, code) = (self.day, self.number, self.code.to_lowercase());
        let (year, ..) = day.parts();
        let mut text =
            format!("\n  [[act.source]]\n  url = \"https://gazette.{code}.example/{year}/{number}/{}\"\n", day.0);
        if chance.happens(500) {
            let _ = write!(text, "  publisher = \"{publisher}\"\n  kind = \"{kind}\"\n  published = {day}\n");
        }
        if chance.happens(150) {
            let _ = write!(
                text,
                "  verb = \"{verb}\"\n  quote = \"Le traité a été « {verb} » ce jour.\"\n  lang = \"fr\"\n"
            );
        }
        text
    }

    fn push(&mut self, facts: &str, behind: &str) {
        self.texts.push(format!("\n[[act]]\nparty = \"{}\"\n{facts}\n{behind}", self.code));
    }
}

/// A day as a desk knows it: nearly always exactly.
fn date(chance: &mut Chance, day: Day) -> String {
    let (year, month, _) = day.parts();
    match chance.from(1, 1000) {
        ..=12 => format!("\"{year:04}-{month:02}\""),
        13..=20 => format!("\"{}/{day}\"", Day(day.0 - 6)),
        21..=24 => format!("\"../{day}\""),
        25..=45 => format!("{day} # confirmed by telephone"),
        _ => day.to_string(),
    }
}

fn looked(code: &str, last: Day) -> String {
    let day = Day(last.0 + 30).min(Day::LAST);
    format!(
        "\n[[looked]]\nparty = \"{code}\"\nwhere = \"https://gazette.{}.example/\"\ndate = {day}\n",
        code.to_lowercase()
    )
}
