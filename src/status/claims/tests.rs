use proptest::prelude::*;

use super::*;
use crate::model::{Cause, Retraction};
use crate::status::samples::{Said, act, agreement, day};

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn vote(date: &str) -> Act {
    act("AZ", Kind::Vote, date).step("majlis-vote").reading(Reading::Final)
}

fn retracted(act: Act, at: &str) -> Act {
    let (reason, at) = ("first reading only".to_owned(), Some(moment(at)));
    act.with(|act| {
        act.retracted = Some(Retraction { at, reason, cause: Some(Cause::Source), in_favour_of: None, by: None })
    })
}

fn seen(acts: Vec<Act>, as_of: &str, known_at: Option<&str>) -> Vec<usize> {
    visible(&agreement(acts), day(as_of), known_at.map(moment))
}

/// The acts of every world with their days, the furthest first.
fn all(acts: &[Act], as_of: &str) -> Vec<Vec<(usize, String)>> {
    let found = worlds(&agreement(acts.to_vec()), day(as_of), None);
    assert_eq!(found.exact, found.list.len() == 1);
    let told = |world: World| world.acts.iter().map(|s| (s.act, s.date.to_string())).collect();
    found.list.into_iter().map(told).collect()
}

fn just(act: usize, date: &str) -> Vec<(usize, String)> {
    vec![(act, date.to_owned())]
}

#[test]
fn an_act_is_seen_from_the_day_it_was_done_and_the_moment_it_was_recorded() {
    let recorded = vote("2025-12-16").with(|act| act.recorded = Some(moment("2025-12-17T06:12:00Z")));
    assert_eq!(seen(vec![recorded.clone()], "2025-12-16", None), [0]);
    assert!(seen(vec![recorded.clone()], "2025-12-15", None).is_empty());
    assert!(seen(vec![recorded.clone()], "2025-12-16", Some("2025-12-17T06:11:59Z")).is_empty());
    assert_eq!(seen(vec![recorded], "2025-12-16", Some("2025-12-17T06:12:00Z")), [0]);
    assert_eq!(seen(vec![vote("2025-12-16")], "2025-12-16", Some("2001-01-01T00:00:00Z")), [0]);
    assert_eq!(seen(vec![vote("2025-12")], "2025-12-02", None), [0]);
}

#[test]
fn a_retracted_act_counts_until_the_desk_knew_better() {
    let act = retracted(vote("2025-12-16"), "2025-12-19T10:00:00Z");
    assert!(seen(vec![act.clone()], "2025-12-31", None).is_empty());
    assert_eq!(seen(vec![act.clone()], "2025-12-31", Some("2025-12-19T09:59:59Z")), [0]);
    assert!(seen(vec![act], "2025-12-31", Some("2025-12-19T10:00:00Z")).is_empty());
}

#[test]
fn what_is_expected_never_counts() {
    assert!(seen(vec![vote("2025-12-16").with(|act| act.expected = true)], "2026-01-01", None).is_empty());
}

#[test]
fn exact_acts_without_rivals_make_one_world_in_the_order_of_their_days() {
    let acts = [vote("2025-12-16"), act("AZ", Kind::Signature, "2025-07-22"), act("TR", Kind::Signature, "2025-07-22")];
    let worlds = all(&acts, "2026-01-01");
    assert_eq!(worlds.len(), 1);
    assert_eq!(worlds[0].iter().map(|(act, _)| *act).collect::<Vec<_>>(), [1, 2, 0]);
}

#[test]
fn of_rivals_one_world_takes_the_furthest_and_one_the_least() {
    let first = vote("2025-12-16").reading(Reading::First);
    let acts = [first, vote("2025-12-16")];
    assert_eq!(all(&acts, "2026-01-01"), [just(1, "2025-12-16"), just(0, "2025-12-16")]);
    let acts = [vote("2025-12-16").outcome(Outcome::Rejected), vote("2025-12-16")];
    assert_eq!(all(&acts, "2026-01-01"), [just(1, "2025-12-16"), just(0, "2025-12-16")]);
    let acts = [vote("2025-12-25"), vote("2025-12-16")];
    assert_eq!(all(&acts, "2026-01-01"), [just(1, "2025-12-16"), just(0, "2025-12-25")]);
}

#[test]
fn where_one_claim_lies_ahead_the_least_is_that_nothing_was_done() {
    let acts = [vote("2025-12-25"), vote("2025-12-16")];
    assert_eq!(all(&acts, "2025-12-20"), [just(1, "2025-12-16"), vec![]]);
    assert_eq!(all(&acts, "2025-12-15"), [vec![]]);
}

#[test]
fn of_what_takes_back_the_furthest_is_the_latest() {
    let left = |date| act("AZ", Kind::Withdrawal, date);
    let acts = [left("2025-05-01"), left("2025-06-01")];
    assert_eq!(all(&acts, "2026-01-01"), [just(1, "2025-06-01"), just(0, "2025-05-01")]);
    assert_eq!(all(&acts, "2025-05-15"), [vec![], just(0, "2025-05-01")]);
}

#[test]
fn an_imprecise_date_is_fixed_to_either_end() {
    let acts = [vote("2025-12")];
    assert_eq!(all(&acts, "2026-01-01"), [just(0, "2025-12-01"), just(0, "2025-12-31")]);
    assert_eq!(all(&acts, "2025-12-16"), [just(0, "2025-12-01"), vec![]]);
    for back in [act("AZ", Kind::Withdrawal, "2025-12"), vote("2025-12").outcome(Outcome::Annulled)] {
        assert_eq!(all(&[back], "2025-12-16"), [vec![], just(0, "2025-12-01")]);
    }
    let effect = act("AZ", Kind::Accession, "2025-12-16").effective("2026-01");
    let found = worlds(&agreement(vec![effect]), day("2026-02-01"), None);
    let days: Vec<_> = found.list.iter().map(|world| world.acts[0].effective.unwrap().to_string()).collect();
    assert_eq!(days, ["2026-01-01", "2026-01-31"]);
}

#[test]
fn rivals_and_imprecise_dates_make_four_worlds() {
    let acts = [vote("2025-12-16"), vote("2025-12-25"), act("TR", Kind::Vote, "2025-11")];
    let found = worlds(&agreement(acts.to_vec()), day("2026-01-01"), None);
    let ends: Vec<_> = found.list.iter().map(|world| (world.claims, world.dates)).collect();
    let (far, least) = (End::Furthest, End::Least);
    assert_eq!(ends, [(far, far), (far, least), (least, far), (least, least)]);
}

#[test]
fn imprecise_dates_and_rivals_ahead_of_the_day_blur_nothing() {
    let acts = [vote("2026-05"), act("TR", Kind::Signature, "2025-07-22"), act("TR", Kind::Signature, "2025-07-22")];
    assert!(worlds(&agreement(acts.to_vec()), day("2026-01-01"), None).exact);
}

#[test]
fn of_several_deliveries_the_first_counts() {
    let at = |place: &str, date| act("AZ", Kind::Ratification, date).at(place);
    let acts = [at("Moscow", "1968-11-29"), at("London", "1968-11-27"), at("Washington", "1968-12-05")];
    assert_eq!(all(&acts, "2000-01-01"), [just(1, "1968-11-27")]);
    let left = act("AZ", Kind::Withdrawal, "1980-01-01");
    let again = [at("London", "1968-11-27"), left, at("Moscow", "1990-01-01"), at("London", "1990-02-01")];
    assert_eq!(all(&again, "2000-01-01")[0].len(), 3);
}

fn any_act() -> impl Strategy<Value = Act> {
    let kinds = [Kind::Signature, Kind::Ratification, Kind::Vote, Kind::Withdrawal, Kind::Committee];
    let outcomes = [Outcome::Done, Outcome::Rejected, Outcome::Annulled];
    let parties = ["AZ", "TR"];
    let dates = ["2025-01-05", "2025-01-09", "2025-01-20", "2025-01", "2025", "../2025-01-10"];
    (0..kinds.len(), 0..8_usize, 0..parties.len(), 0..dates.len()).prop_map(move |(kind, outcome, party, date)| {
        let made = act(parties[party], kinds[kind], dates[date]);
        let refused = kinds[kind].is_domestic() && outcome < outcomes.len();
        if refused { made.outcome(outcomes[outcome]) } else { made }
    })
}

fn acts_of(count: usize) -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(any_act(), 0..count)
        .prop_map(|acts| acts.into_iter().enumerate().map(|(at, act)| act.id(&format!("a{at}"))).collect())
}

/// The worlds by the ids of their acts, so that places in the file do not show.
fn by_id(acts: &[Act], as_of: &str) -> Vec<Vec<(String, Day, Option<Day>)>> {
    let found = worlds(&agreement(acts.to_vec()), day(as_of), None);
    let told = |world: World| world.acts.iter().map(|s| (acts[s.act].id.0.clone(), s.date, s.effective)).collect();
    found.list.into_iter().map(told).collect()
}

proptest! {
    #[test]
    fn the_order_of_acts_does_not_matter(acts in acts_of(8), turn in 0..8_usize) {
        let mut turned = acts.clone();
        turned.rotate_left(turn.min(acts.len()));
        turned.reverse();
        prop_assert_eq!(by_id(&acts, "2025-01-15"), by_id(&turned, "2025-01-15"));
    }

    #[test]
    fn a_retracted_act_never_counts(acts in acts_of(8), wrong in any_act()) {
        let wrong = retracted(wrong.id("wrong"), "2025-02-01T00:00:00Z");
        let with: Vec<Act> = acts.iter().cloned().chain([wrong]).collect();
        prop_assert_eq!(by_id(&acts, "2025-12-31"), by_id(&with, "2025-12-31"));
    }

    #[test]
    fn a_world_holds_only_what_was_done_by_its_day(acts in acts_of(8)) {
        for world in worlds(&agreement(acts), day("2025-01-15"), None).list {
            prop_assert!(world.acts.iter().all(|settled| settled.date <= day("2025-01-15")));
            prop_assert!(world.acts.is_sorted_by_key(|settled| settled.date));
        }
    }

    #[test]
    fn of_a_set_of_rivals_at_most_one_is_in_a_world(acts in acts_of(8)) {
        let found = worlds(&agreement(acts), day("2025-12-31"), None);
        for set in &found.rivals {
            for world in &found.list {
                prop_assert!(world.acts.iter().filter(|s| set.acts.contains(&s.act)).count() <= 1);
            }
        }
    }
}
