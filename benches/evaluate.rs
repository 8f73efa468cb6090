//! From model to answer: the clause alone, and the status on three planes with its worlds of claims.

use divan::{Bencher, black_box};
use ratification::clause::{FactAct, Facts, Participant, evaluate};
use ratification::model::{Agreement, Code, Names};
use ratification::source::Source;
use ratification::status::{Case, Others, assess};

use crate::given;

/// The clause alone: what each party did abroad, in; the verdict as a tree, out.
#[divan::bench]
fn clause_of_two_parties(bencher: Bencher) {
    clause(bencher, &given::bilateral());
}

/// The same with 200 parties, a number of them and a share of a weight.
#[divan::bench]
fn clause_with_weights_of_200_parties(bencher: Bencher) {
    clause(bencher, &given::of_parties(200));
}

/// The whole status: at home, abroad, in force.
#[divan::bench]
fn status_of_two_parties(bencher: Bencher) {
    status(bencher, &given::bilateral());
}

/// The same with 200 parties, a number of them and a share of a weight.
#[divan::bench]
fn status_with_weights_of_200_parties(bencher: Bencher) {
    status(bencher, &given::of_parties(200));
}

fn clause(bencher: Bencher, source: &Source) {
    let agreement = given::load(source, &given::settings());
    let (clause, facts) = (given::clause(&agreement), facts(&agreement));
    bencher.bench(|| evaluate(black_box(&clause), black_box(&facts)));
}

fn status(bencher: Bencher, source: &Source) {
    let agreement = given::load(source, &given::settings());
    let clause = given::clause(&agreement);
    let procedures = |_: &Code| None;
    let case = Case { agreement: &agreement, clause: &clause, procedures: &procedures, names: Names::builtin() };
    bencher.bench_local(|| assess(black_box(&case), given::as_of(), &Others::default()));
}

fn facts(agreement: &Agreement) -> Facts {
    let mut facts = Facts::new(given::today(), true);
    for (index, act) in agreement.acts.iter().enumerate() {
        let Some(code) = act.party else { continue };
        let fact = FactAct::new(index, act.kind, act.date.latest());
        match facts.participants.iter_mut().find(|participant| participant.code == code) {
            Some(participant) => participant.acts.push(fact),
            None => facts.participants.push(Participant { acts: vec![fact], ..Participant::new(code) }),
        }
    }
    facts.participants.sort_by_key(|participant| participant.code);
    facts
}
