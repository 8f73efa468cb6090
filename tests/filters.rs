//! Filters and orders of `track status` as laws, over the sample ledger: a filter adds nothing, filters commute, an
//! order loses nothing.

mod support;

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::subsequence;
use ratification::date::Day;
use ratification::model::{Agreement, Form, Names};
use ratification::report::filter::{Candidate, Filter, Stand, emptied, left_by};
use ratification::report::order::{By, order};
use ratification::report::overview::Aspect;
use ratification::report::status::{AgreementLine, line};
use ratification::status::{AsOf, ForceState};
use support::{Book, code, day};

/// The agreements of the sample ledger that stand by themselves.
const IDS: &[&str] = &[
    "afcfta-2018",
    "am-az-peace-2025",
    "az-tr-memorandum-2025",
    "ceta-2016",
    "cptpp-2018",
    "istanbul-convention-2011",
    "kyiv-liability-protocol-2003",
    "nato-sweden-2022",
    "new-start-2010",
    "rome-statute-1998",
    "shusha-declaration-2021",
];

static LINES: LazyLock<Vec<(Agreement, AgreementLine)>> = LazyLock::new(|| IDS.iter().map(|id| sample(id)).collect());

fn today() -> Day {
    day("2026-01-15")
}

fn sample(id: &str) -> (Agreement, AgreementLine) {
    let book = Book::file(Path::new("sample-data"), id);
    let line = line(book.agreement(), &book.on("2026-01-15"), Names::builtin(), String::new());
    (book.agreement().clone(), line)
}

fn seen<'r>(row: &'r &'static (Agreement, AgreementLine)) -> Candidate<'r> {
    let as_of = AsOf { day: today(), today: today(), known_at: None };
    Candidate { agreement: &row.0, line: &row.1, as_of }
}

fn ids(filters: &[Filter]) -> Vec<&'static str> {
    let taken = LINES.iter().filter(|row| left_by(filters, seen(row)).is_none());
    taken.map(|(_, line)| line.id.as_str()).collect()
}

/// Every kind of filter, some of each.
fn filters() -> Vec<Filter> {
    let force = |state| Filter::State(vec![Stand::Force(state)]);
    vec![
        Filter::Party(code("AZ")),
        Filter::Party(code("TR")),
        Filter::Party(code("CA")),
        force(ForceState::InForce),
        force(ForceState::NotInForce),
        Filter::State(vec![Stand::Disputed, Stand::Force(ForceState::Suspended)]),
        Filter::Tag("defence".to_owned()),
        Filter::Tag("TRADE".to_owned()),
        Filter::Form(vec![Form::Memorandum, Form::Treaty]),
        Filter::Form(vec![Form::Agreement]),
        Filter::WaitingOn(code("TR")),
        Filter::Since(day("2023-01-01")),
        Filter::Since(day("2025-12-01")),
        Filter::Search("turkıye MEMORANDUM".to_owned()),
        Filter::Search("a".to_owned()),
    ]
}

fn orders() -> impl Strategy<Value = Vec<By>> {
    let by = (0..Aspect::ALL.len(), any::<bool>());
    prop::collection::vec(by.prop_map(|(at, descending)| By { aspect: Aspect::ALL[at], descending }), 0..3)
}

proptest! {
    #[test]
    fn a_filter_adds_nothing_and_filters_commute(chosen in subsequence(filters(), 0..5).prop_shuffle()) {
        let all = ids(&[]);
        prop_assert_eq!(all.len(), IDS.len());
        let few = ids(&chosen);
        let mut turned = chosen.clone();
        turned.reverse();
        prop_assert_eq!(&few, &ids(&turned));
        for filter in &chosen {
            let by_one = ids(std::slice::from_ref(filter));
            prop_assert!(few.iter().all(|id| by_one.contains(id)), "{}", filter.words());
        }
        let both: Vec<Filter> = chosen.iter().cloned().chain(chosen.clone()).collect();
        prop_assert_eq!(few, ids(&both));
    }

    #[test]
    fn an_order_loses_nothing_and_is_the_same_from_any_beginning(
        by in orders(),
        shuffled in Just(IDS.to_vec()).prop_shuffle(),
    ) {
        let in_order = |mut rows: Vec<&'static AgreementLine>| {
            rows.sort_by(|a, b| order(&by, a, b));
            rows.into_iter().map(|line| line.id.as_str()).collect::<Vec<_>>()
        };
        let line = |id: &&str| LINES.iter().map(|(_, line)| line).find(|line| line.id == **id).unwrap();
        let sorted = in_order(LINES.iter().map(|(_, line)| line).collect());
        prop_assert_eq!(&sorted, &in_order(shuffled.iter().map(line).collect()));
        let mut back = sorted;
        back.sort_unstable();
        prop_assert_eq!(back, IDS);
    }
}

#[test]
fn each_filter_finds_what_it_says() {
    let found = |filter| ids(&[filter]);
    assert_eq!(found(Filter::Tag("Défence".into())), ["az-tr-memorandum-2025", "shusha-declaration-2021"]);
    assert_eq!(found(Filter::Search("defence".into())), ["az-tr-memorandum-2025", "shusha-declaration-2021"]);
    assert_eq!(found(Filter::Search("Turkiye mutual".into())), ["az-tr-memorandum-2025"]);
    assert_eq!(found(Filter::Since(day("2025-12-01"))), ["az-tr-memorandum-2025"]);
    assert_eq!(found(Filter::State(vec![Stand::Disputed])), ["az-tr-memorandum-2025"]);
    assert_eq!(found(Filter::State(vec![Stand::Force(ForceState::Provisional)])), ["ceta-2016"]);
    assert_eq!(found(Filter::Form(vec![Form::Convention])), ["istanbul-convention-2011"]);
    assert_eq!(found(Filter::WaitingOn(code("TR"))), ["az-tr-memorandum-2025", "shusha-declaration-2021"]);
    assert_eq!(found(Filter::Party(code("XK"))), Vec::<&str>::new());
}

#[test]
fn the_filter_that_leaves_nothing_is_told() {
    let filters = [Filter::Party(code("AZ")), Filter::Tag("trade".to_owned()), Filter::Search("x".to_owned())];
    let rows = ids(&filters);
    let by = |at: usize| LINES.iter().filter(|row| left_by(&filters, seen(row)) == Some(at)).count();
    let gone: Vec<usize> = (0..filters.len()).map(by).collect();
    let emptied = emptied(&filters, &gone, LINES.len());
    assert!(rows.is_empty());
    let emptied = emptied.unwrap();
    assert_eq!((emptied.by, emptied.of), (&filters[1], 3));
}

#[test]
fn what_is_not_known_stands_last_in_either_direction() {
    for descending in [false, true] {
        let by = [By { aspect: Aspect::ForceDate, descending }];
        let mut lines: Vec<&AgreementLine> = LINES.iter().map(|(_, line)| line).collect();
        lines.sort_by(|a, b| order(&by, a, b));
        let days: Vec<Option<Day>> = lines.iter().map(|line| line.force.date).collect();
        let known: Vec<Day> = days.iter().flatten().copied().collect();
        assert!(days[..known.len()].iter().all(Option::is_some), "{days:?}");
        assert!(if descending { known.is_sorted_by(|a, b| a >= b) } else { known.is_sorted() }, "{known:?}");
    }
}

#[test]
fn shares_are_ordered_and_not_digits() {
    let by = [By { aspect: Aspect::HaveNeed, descending: true }];
    let mut lines: Vec<&AgreementLine> = LINES.iter().map(|(_, line)| line).collect();
    lines.sort_by(|a, b| order(&by, a, b));
    let place = |id: &str| lines.iter().position(|line| line.id == id).unwrap();
    assert!(place("rome-statute-1998") < place("kyiv-liability-protocol-2003"));
    assert!(place("kyiv-liability-protocol-2003") < place("ceta-2016"));
    assert!(place("ceta-2016") < place("cptpp-2018"), "what measures more than one thing has no share");
}
