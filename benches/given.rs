//! What the measurements are given: made-up agreements, loaded, with their clauses; the day of the question.

use std::fmt::Write as _;
use std::sync::Arc;

use ratification::clause::{Clause, resolve};
use ratification::date::Day;
use ratification::ledger::{Context, Settings, load_agreement, load_settings};
use ratification::model::{Agreement, Code, Found, Names, Procedure};
use ratification::source::Source;
use ratification::status::AsOf;

use crate::made;

/// The agreement with two parties that most ledgers consist of.
pub fn bilateral() -> Source {
    let found = made::ledger(100, made::SEED).find(|it| it.text.contains("all parties by notification"));
    source(found.expect("most are bilateral"))
}

/// An agreement with so many parties, a number and a share of a weight in its clause.
pub fn of_parties(count: usize) -> Source {
    source(made::of_parties(count, made::SEED))
}

/// The bilateral agreement with so many acts more.
pub fn with_acts(count: usize) -> Source {
    let text = bilateral().text().to_owned();
    let party = text.lines().find(|line| line.starts_with("party = ")).expect("a party acts").to_owned();
    let mut text = text;
    for at in 0..count {
        let _ = write!(text, "\n[[act]]\n{party}\nkind = \"declaration\"\ndate = 2016-01-01\nnote = \"{at}\"\n");
    }
    Source::new("agreements/long.toml", text)
}

fn source(agreement: made::Agreement) -> Source {
    Source::new(format!("agreements/{}.toml", agreement.id), agreement.text)
}

/// `track.toml` of a made-up ledger.
pub fn settings() -> Settings {
    load_settings(&Source::new("track.toml", made::settings())).0.expect("settings")
}

/// An agreement from its text, as `reading` loads it.
pub fn load(source: &Source, settings: &Settings) -> Agreement {
    let context = Context { names: Names::builtin(), procedures: &no_procedure, settings };
    let id = source.name().trim_start_matches("agreements/").trim_end_matches(".toml");
    load_agreement(&id.parse().expect("an id"), source, &context).agreement.expect("it loads")
}

fn no_procedure(_: &str) -> Option<Arc<Procedure>> {
    None
}

/// What its clause means.
pub fn clause(agreement: &Agreement) -> Clause {
    resolve(agreement, &code_of).unwrap_or_else(|_| panic!("the clause holds"))
}

fn code_of(name: &str) -> Option<Code> {
    match Names::builtin().find(name) {
        Found::One(name) => Some(name.code),
        _ => None,
    }
}

/// A day after everything that is recorded.
pub fn today() -> Day {
    Day::from_ymd_opt(2026, 1, 15).expect("a day")
}

/// That day, and nothing of what was known when.
pub fn as_of() -> AsOf {
    AsOf { day: today(), today: today(), known_at: None }
}
