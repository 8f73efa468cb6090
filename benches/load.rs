//! From text to model: parsing, findings, ids. Nothing is read from a disk.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use ratification::source::Source;

use crate::given;

fn loads(bencher: Bencher, source: &Source) {
    let settings = given::settings();
    let bytes = BytesCount::new(source.text().len());
    bencher.counter(bytes).bench(|| given::load(black_box(source), &settings));
}

/// The file that most of a ledger consists of.
#[divan::bench]
fn typical_file(bencher: Bencher) {
    loads(bencher, &given::bilateral());
}

/// A large convention.
#[divan::bench]
fn two_hundred_parties(bencher: Bencher) {
    loads(bencher, &given::of_parties(200));
}

/// Far more than any desk keeps of one agreement.
#[divan::bench]
fn ten_thousand_acts(bencher: Bencher) {
    loads(bencher, &given::with_acts(10_000));
}
