use super::*;
use crate::model::{Cause, Outcome, Reading, Retraction};
use crate::status::samples::{Said, act, agreement, day};

fn vote(date: &str, id: &str) -> Act {
    act("AZ", Kind::Vote, date).step("majlis-vote").with(|act| act.id = ActId(id.to_owned()))
}

fn expected(date: &str, id: &str) -> Act {
    vote(date, id).with(|act| {
        act.expected = true;
        act.outcome = Outcome::Unknown;
        act.recorded = Some("2026-01-10T06:00:00Z".parse().unwrap());
    })
}

fn taken_back(act: Act, cause: Option<Cause>, instead: Option<&str>) -> Act {
    let at = Some("2026-01-20T06:00:00Z".parse().unwrap());
    let in_favour_of = instead.map(|id| ActId(id.to_owned()));
    act.with(|act| act.retracted = Some(Retraction { at, reason: String::new(), cause, in_favour_of, by: None }))
}

/// What became of the first act, as of a day.
fn fate(acts: Vec<Act>, as_of: &str) -> (FateState, Option<String>) {
    let agreement = agreement(acts);
    let as_of = AsOf { day: day(as_of), today: day(as_of), known_at: None };
    let expectations = Expectations::new(&agreement, as_of);
    let fate = expectations.fate(&agreement.acts[0]);
    (fate.state, fate.act.map(|act| act.id.0.clone()))
}

fn done(id: &str) -> (FateState, Option<String>) {
    (FateState::Done, Some(id.to_owned()))
}

#[test]
fn what_lies_ahead_is_open_and_what_has_passed_is_overdue_never_done() {
    let wait = |as_of| fate(vec![expected("2026-02-10", "e")], as_of).0;
    assert_eq!((wait("2026-02-10"), wait("2026-02-11")), (FateState::Open, FateState::Overdue));
    let deadline = fate(vec![expected("../2026-02-10", "e")], "2026-02-11").0;
    assert_eq!(deadline, FateState::Overdue);
}

#[test]
fn an_act_that_is_done_is_what_was_expected() {
    let both = |done| fate(vec![expected("2026-02-10", "e"), done], "2026-03-01");
    assert_eq!(both(vote("2026-02-10", "d")), done("d"));
    assert_eq!(both(vote("2026-02-12", "d")), done("d"));
    assert_eq!(both(vote("2026-02-10", "d").with(|act| act.outcome = Outcome::Rejected)), done("d"));
    let other = [
        vote("2026-01-08", "d"),
        vote("2026-03-02", "d"),
        vote("2026-02-10", "d").with(|act| act.about = About::Leave),
        vote("2026-02-10", "d").with(|act| act.step = Some("committee".to_owned())),
        expected("2026-02-11", "d"),
        taken_back(vote("2026-02-10", "d"), Some(Cause::Ours), None),
        act("TR", Kind::Vote, "2026-02-10"),
    ];
    for act in other {
        assert_eq!(both(act.clone()).0, FateState::Overdue, "{act:?}");
    }
    let earlier = vote("2026-01-08", "d").with(|act| act.follows = Some(ActId("e".to_owned())));
    assert_eq!(both(earlier), done("d"), "it says so itself");
}

#[test]
fn a_day_of_recording_is_the_day_of_the_last_time_zone() {
    assert_eq!(fate(vec![expected("2026-02-10", "e"), vote("2026-01-09", "d")], "2026-03-01"), done("d"));
}

#[test]
fn another_reading_is_not_the_one_that_was_expected() {
    let last = || expected("2026-02-10", "e").reading(Reading::Final);
    let both = |reading| fate(vec![last(), vote("2026-02-10", "d").reading(reading)], "2026-03-01").0;
    assert_eq!((both(Reading::First), both(Reading::Final)), (FateState::Overdue, FateState::Done));
    assert_eq!(fate(vec![last(), vote("2026-02-10", "d")], "2026-03-01"), done("d"), "not stated");
}

#[test]
fn any_mode_is_the_consent_whose_mode_nobody_knew() {
    let accession = act("TR", Kind::Accession, "2026-02-10").with(|act| act.id = ActId("d".to_owned()));
    let consent = |kind| vec![act("TR", kind, "2026-02-10").with(|act| act.expected = true), accession.clone()];
    assert_eq!(fate(consent(Kind::Consent), "2026-03-01"), done("d"));
    assert_eq!(fate(consent(Kind::Ratification), "2026-03-01").0, FateState::Overdue);
}

#[test]
fn what_is_taken_back_is_postponed_cancelled_or_a_mistake() {
    let first = || expected("2026-02-10", "e");
    let fate_of = |act| fate(vec![act, expected("2026-02-20", "f"), vote("2026-02-05", "d")], "2026-02-01");
    assert_eq!(fate_of(taken_back(first(), None, Some("f"))), (FateState::Postponed, Some("f".to_owned())));
    assert_eq!(fate_of(taken_back(first(), None, Some("d"))), done("d"));
    assert_eq!(fate_of(taken_back(first(), None, None)).0, FateState::Cancelled);
    assert_eq!(fate_of(taken_back(first(), Some(Cause::Source), Some("f"))).0, FateState::Retracted);
}

#[test]
fn the_first_day_of_a_chain_is_found_also_where_a_hand_made_it_a_ring() {
    let chain = |last: Act| {
        let acts = vec![
            taken_back(expected("2026-02-10", "a"), None, Some("b")),
            taken_back(expected("2026-02-20", "b"), None, Some("c")),
            last,
        ];
        let agreement = agreement(acts);
        let as_of = AsOf { day: day("2026-02-01"), today: day("2026-02-01"), known_at: None };
        let expectations = Expectations::new(&agreement, as_of);
        let (first, moves) = expectations.first(&agreement.acts[2]);
        (first.id.0.clone(), moves)
    };
    assert_eq!(chain(expected("2026-03-10", "c")), ("a".to_owned(), 2));
    assert_eq!(chain(taken_back(expected("2026-03-10", "c"), None, Some("a"))).1, 2);
}
