//! Laws of changes, on random records.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;

use super::TWO;
use super::desk::Desk;

const KINDS: [&str; 7] =
    ["signature", "vote", "committee", "ratification", "declaration", "publication", "head-of-state-signature"];

/// One act: whose, what, on which day of December 2025, recorded on which day of January 2026 (0: not said).
type Plain = (usize, usize, u32, u32);

fn act(number: usize, (party, kind, day, recorded): Plain) -> String {
    let kind = KINDS[kind];
    let outcome = if kind == "vote" { "outcome = \"adopted\"\n" } else { "" };
    let delivery = if kind == "ratification" { "delivery = \"deposit\"\n" } else { "" };
    let at = if recorded == 0 { String::new() } else { format!("recorded = 2026-01-{recorded:02}T10:00:00Z\n") };
    let party = ["AZ", "TR"][party];
    format!(
        "id = \"a{number}\"\nparty = \"{party}\"\nkind = \"{kind}\"\ndate = 2025-12-{day:02}\n{outcome}{delivery}{at}"
    )
}

fn record() -> impl Strategy<Value = Vec<Plain>> {
    prop::collection::vec((0..2_usize, 0..KINDS.len(), 1..28_u32, 0..14_u32), 1..8)
}

/// The acts that some changes carry.
fn carried(changes: &[Value]) -> BTreeSet<String> {
    let acts = changes.iter().flat_map(|change| change["acts"].as_array().expect("a list"));
    acts.map(|id| id.as_str().expect("an id").to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is recorded in between, each act is told at least once, by whichever cursors; and then nothing.
    #[test]
    fn every_act_is_told_at_least_once_however_the_time_is_cut(acts in record(), cut in 0..8_usize) {
        let (whole, parts) = (Desk::new(&[("it", TWO)]), Desk::new(&[("it", TWO)]));
        for desk in [&whole, &parts] {
            desk.track(&["changes", "--next", "cursor"]);
        }
        let mut told = BTreeSet::new();
        for (number, plain) in acts.iter().enumerate() {
            if number == cut {
                told.extend(carried(&parts.changes("cursor")));
            }
            whole.add("it", &act(number, *plain));
            parts.add("it", &act(number, *plain));
        }
        told.extend(carried(&parts.changes("cursor")));
        let all: BTreeSet<String> = (0..acts.len()).map(|number| format!("a{number}")).collect();
        prop_assert_eq!(&told, &all);
        prop_assert_eq!(&carried(&whole.changes("cursor")), &all);
        prop_assert_eq!(whole.changes("cursor"), Vec::<Value>::new());
        prop_assert_eq!(parts.changes("cursor"), Vec::<Value>::new());
    }

    /// The order of the file, its layout and who asks when make no difference, to the ids either.
    #[test]
    fn ids_are_stable_and_order_is_no_change(acts in record()) {
        let desk = Desk::new(&[("it", TWO)]);
        desk.track(&["changes", "--next", "cursor"]);
        desk.track(&["changes", "--next", "late"]);
        let texts: Vec<String> = acts.iter().enumerate().map(|(n, plain)| act(n, *plain)).collect();
        texts.iter().for_each(|text| desk.add("it", text));
        let ids = |changes: &[Value]| changes.iter().map(|change| change["id"].clone()).collect::<Vec<_>>();
        let told = desk.changes("cursor");
        let backwards: String = texts.iter().rev().map(|text| format!("\n  [[act]] # {}\n{text}", text.len())).collect();
        desk.write("it", &format!("{TWO}{backwards}"));
        prop_assert_eq!(desk.changes("cursor"), Vec::<Value>::new());
        let mut later = ids(&desk.on("2026-02-20").changes("late"));
        let mut first = ids(&told);
        later.sort_by_key(Value::to_string);
        first.sort_by_key(Value::to_string);
        first.dedup();
        prop_assert_eq!(first.len(), told.len(), "an id is used once");
        prop_assert_eq!(later, first);
    }

    /// With a day, whatever was recorded after it is told, and nothing is told since today.
    #[test]
    fn a_day_tells_what_was_recorded_after_it(acts in record(), day in 1..14_u32) {
        let desk = Desk::new(&[("it", TWO)]);
        acts.iter().enumerate().for_each(|(number, plain)| desk.add("it", &act(number, *plain)));
        let since = |day: &str| {
            let said = desk.track(&["changes", "--since", day, "--json"]);
            super::desk::changes_of(&said.out)
        };
        let later = acts.iter().enumerate().filter(|(_, plain)| plain.3 > day).map(|(number, _)| format!("a{number}"));
        prop_assert_eq!(carried(&since(&format!("2026-01-{day:02}"))), later.collect::<BTreeSet<_>>());
        prop_assert_eq!(since("2026-01-15"), Vec::<Value>::new());
    }
}

/// Found by the law of stable ids: the clause counts one of two consents that serve alike.
#[test]
fn two_consents_of_one_party_on_one_day_are_told_alike_in_any_order() {
    let acts = [act(0, (1, 3, 1, 0)), act(1, (0, 3, 23, 0)), act(2, (0, 3, 23, 0))];
    let said = |order: [usize; 3]| {
        let desk = Desk::new(&[("it", TWO)]);
        desk.track(&["changes", "--next", "cursor"]);
        order.iter().for_each(|at| desk.add("it", &acts[*at]));
        desk.changes("cursor").iter().map(|change| change["id"].to_string()).collect::<BTreeSet<_>>()
    };
    assert_eq!(said([0, 1, 2]), said([2, 1, 0]));
}
