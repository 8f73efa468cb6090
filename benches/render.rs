//! From report to text: an overview of 1,000 agreements, as people and as scripts get it. Nothing is written.

use std::sync::LazyLock;

use divan::{Bencher, black_box};
use ratification::model::{Code, Names};
use ratification::render::text::Terminal;
use ratification::render::{csv, json, plain, text};
use ratification::report::overview::{Aspect, overview, row};
use ratification::report::status::{AgreementLine, StatusReport, line};
use ratification::report::table::Table;
use ratification::source::Source;
use ratification::status::{Case, Others, assess};

use crate::{given, made};

const COLUMNS: &[Aspect] = &[Aspect::Id, Aspect::Title, Aspect::Force, Aspect::HaveNeed, Aspect::Missing];

static REPORT: LazyLock<StatusReport> = LazyLock::new(|| {
    let agreements = made::ledger(1000, made::SEED).map(|it| told(&it)).collect();
    StatusReport { schema: "track.status/1", as_of: given::today(), projected: false, agreements }
});

fn told(agreement: &made::Agreement) -> AgreementLine {
    let source = Source::new(format!("agreements/{}.toml", agreement.id), agreement.text.clone());
    let agreement = given::load(&source, &given::settings());
    let clause = given::clause(&agreement);
    let procedures = |_: &Code| None;
    let case = Case { agreement: &agreement, clause: &clause, procedures: &procedures, names: Names::builtin() };
    line(&agreement, &assess(&case, given::as_of(), &Others::default()), Names::builtin(), String::new())
}

fn table(report: &StatusReport, machine: bool) -> Table {
    overview(COLUMNS, report.agreements.iter().map(|line| row(line, COLUMNS, machine)).collect())
}

/// For people, fitted to a terminal of 120 cells.
#[divan::bench]
fn text_of_a_thousand_lines(bencher: Bencher) {
    let how = Terminal { width: Some(120), colour: true, links: false, signs: true };
    let report = &*REPORT;
    bencher.bench_local(|| text::table(&table(black_box(report), false), &how));
}

/// For scripts, by tabs.
#[divan::bench]
fn plain_of_a_thousand_lines(bencher: Bencher) {
    let report = &*REPORT;
    bencher.bench_local(|| plain::plain(&table(black_box(report), true)));
}

/// For spreadsheets.
#[divan::bench]
fn csv_of_a_thousand_lines(bencher: Bencher) {
    let report = &*REPORT;
    bencher.bench_local(|| csv::csv(&table(black_box(report), true)));
}

/// The report itself.
#[divan::bench]
fn json_of_a_thousand_lines(bencher: Bencher) {
    let report = &*REPORT;
    bencher.bench_local(|| json::json(black_box(report)));
}
