//! How long an answer takes: a treaty with 200 parties and weights, loaded, evaluated, explained; one act recorded in a
//! file of 10,000.
//!
//! `cargo bench` prints the medians; nothing here is a test.

use std::fmt::Write as _;
use std::sync::Arc;

use divan::{Bencher, black_box};
use ratification::clause::{Clause, FactAct, Facts, Participant, evaluate, resolve};
use ratification::date::{ActDate, Day};
use ratification::ledger::{Context, Settings, edit, load_agreement};
use ratification::model::{Act, Agreement, AgreementId, Code, Found, Kind, Names, Procedure};
use ratification::source::Source;
use ratification::status::{AsOf, Case, Others, assess};

fn main() {
    divan::main();
}

/// A treaty of `parties` parties, each with a signature, a ratification and a weight.
fn treaty(parties: usize) -> String {
    let codes: Vec<Code> = Names::builtin().iter().filter(|name| !name.is_organisation()).map(|n| n.code).collect();
    let mut text = String::from(
        "format = 1\ntitle = \"A treaty with weights\"\n\n[clause]\nwhen = \"90 parties and 55% of emissions\"\nthen = \"30 days\"\n\n[weights.emissions.values]\n",
    );
    let chosen: Vec<Code> = codes.into_iter().take(parties).collect();
    for (at, code) in chosen.iter().enumerate() {
        let _ = writeln!(text, "{code} = {}.{}", at % 7, at % 10);
    }
    for (at, code) in chosen.iter().enumerate() {
        let (month, day) = (at % 12 + 1, at % 28 + 1);
        let _ = write!(text, "\n[[act]]\nparty = \"{code}\"\nkind = \"signature\"\ndate = 2015-{month:02}-{day:02}\n");
        let _ =
            write!(text, "\n[[act]]\nparty = \"{code}\"\nkind = \"ratification\"\ndate = 2016-{month:02}-{day:02}\n");
    }
    text
}

fn id() -> AgreementId {
    "treaty".parse().expect("an id")
}

fn no_procedure(_: &str) -> Option<Arc<Procedure>> {
    None
}

fn load(source: &Source) -> Agreement {
    let settings = Settings::default();
    let context = Context { names: Names::builtin(), procedures: &no_procedure, settings: &settings };
    load_agreement(&id(), source, &context).agreement.expect("it loads")
}

fn code_of(name: &str) -> Option<Code> {
    match Names::builtin().find(name) {
        Found::One(name) => Some(name.code),
        _ => None,
    }
}

fn clause(agreement: &Agreement) -> Clause {
    resolve(agreement, &code_of).unwrap_or_else(|_| panic!("the clause holds"))
}

#[divan::bench(args = [2, 20, 200])]
fn load_a_treaty(bencher: Bencher, parties: usize) {
    let source = Source::new("treaty.toml", treaty(parties));
    bencher.bench(|| load(black_box(&source)));
}

#[divan::bench(args = [2, 20, 200])]
fn evaluate_on_three_planes(bencher: Bencher, parties: usize) {
    let agreement = load(&Source::new("treaty.toml", treaty(parties)));
    let clause = clause(&agreement);
    let procedures = |_: &Code| None;
    let case = Case { agreement: &agreement, clause: &clause, procedures: &procedures, names: Names::builtin() };
    let today = Day::from_ymd_opt(2026, 1, 15).expect("a day");
    let as_of = AsOf { day: today, today, known_at: None };
    bencher.bench_local(|| assess(black_box(&case), as_of, &Others::default()));
}

/// The clause alone: what a party did abroad, in; the verdict as a tree, out.
#[divan::bench(args = [2, 20, 200])]
fn evaluate_the_clause(bencher: Bencher, parties: usize) {
    let agreement = load(&Source::new("treaty.toml", treaty(parties)));
    let clause = clause(&agreement);
    let mut facts = Facts::new(Day::from_ymd_opt(2026, 1, 15).expect("a day"), true);
    for (index, act) in agreement.acts.iter().enumerate() {
        let code = act.party.expect("an act of a party");
        let fact = FactAct::new(index, act.kind, act.date.latest());
        match facts.participants.iter_mut().find(|participant| participant.code == code) {
            Some(participant) => participant.acts.push(fact),
            None => facts.participants.push(Participant { acts: vec![fact], ..Participant::new(code) }),
        }
    }
    facts.participants.sort_by_key(|participant| participant.code);
    bencher.bench(|| evaluate(black_box(&clause), black_box(&facts)));
}

#[divan::bench]
fn record_one_act_among_ten_thousand(bencher: Bencher) {
    let mut text = treaty(2);
    for at in 0..10_000 {
        let _ = write!(text, "\n[[act]]\nparty = \"AD\"\nkind = \"declaration\"\ndate = 2016-01-01\nnote = \"{at}\"\n");
    }
    let source = Source::new("treaty.toml", text);
    let agreement = load(&source);
    let day = Day::from_ymd_opt(2026, 1, 15).expect("a day");
    let act = Act { party: Some("AE".parse().expect("a code")), ..Act::new(Kind::Declaration, ActDate::on(day)) };
    bencher.bench(|| edit::record(black_box(&source), &agreement, &act));
}
