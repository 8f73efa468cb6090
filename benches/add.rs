//! Recording an act: the smallest change of a text, and the whole durable write of `track add` but for its start-up.

#![allow(clippy::disallowed_methods, reason = "a ledger is made to write into")]

use std::path::Path;

use divan::{Bencher, black_box};
use ratification::context::Context;
use ratification::date::ActDate;
use ratification::error::Exit;
use ratification::ledger::edit;
use ratification::model::{Act, Kind};
use ratification::run_in;
use ratification::source::Source;

use crate::{given, made};

/// One act into the text of a typical file.
#[divan::bench]
fn into_a_typical_text(bencher: Bencher) {
    records(bencher, &given::bilateral());
}

/// One act into the text of an agreement of 200 parties.
#[divan::bench]
fn into_a_text_of_200_parties(bencher: Bencher) {
    records(bencher, &given::of_parties(200));
}

/// One act into a text that holds 10,000.
#[divan::bench]
fn into_a_text_of_ten_thousand_acts(bencher: Bencher) {
    records(bencher, &given::with_acts(10_000));
}

fn records(bencher: Bencher, source: &Source) {
    let agreement = given::load(source, &given::settings());
    let party = agreement.acts.iter().find_map(|act| act.party);
    let act = Act { party, ..Act::new(Kind::Declaration, ActDate::on(given::today())) };
    bencher.bench(|| edit::record(black_box(source), &agreement, &act));
}

/// `track add` in this process, with its lock and its two syncs, in a ledger of 1,000; each time another act.
#[divan::bench(sample_count = 50, sample_size = 1)]
fn durably_among_a_thousand_agreements(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ledger = folder.path().join("ledger");
    made::write(&ledger, 1000, made::SEED).expect("a new folder can be written");
    let agreement = given::load(&given::bilateral(), &given::settings());
    let (id, party) = (agreement.id.as_str(), agreement.acts.iter().find_map(|act| act.party));
    let party = party.expect("a party acts").to_string();
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        add(&ledger, &[id, &party, "declaration", "--on", "2026-01-10", "--note", &number.to_string()]);
    });
}

fn add(ledger: &Path, words: &[&str]) {
    let (mut ctx, _) = Context::for_test(given::today());
    let folder = ledger.to_str().expect("a path of plain letters");
    let exit = run_in(&[&["track", "--ledger", folder, "add"], words].concat(), &mut ctx);
    assert_eq!(exit, Exit::Done);
}
