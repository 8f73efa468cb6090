use super::*;
use crate::status::samples::{Said, act, agreement};

fn sets(acts: Vec<Act>) -> Vec<(Vec<usize>, Vec<Differ>)> {
    let all: Vec<usize> = (0..acts.len()).collect();
    rivals(&agreement(acts), &all).into_iter().map(|set| (set.acts, set.differ)).collect()
}

fn vote(date: &str) -> Act {
    act("AZ", Kind::Vote, date).step("majlis-vote").reading(Reading::Final)
}

fn ratified(date: &str) -> Act {
    act("AZ", Kind::Ratification, date)
}

fn none(acts: Vec<Act>) -> bool {
    sets(acts).is_empty()
}

#[test]
fn claims_differ_in_date_outcome_or_reading() {
    assert_eq!(sets(vec![vote("2025-12-16"), vote("2025-12-25")]), [(vec![0, 1], vec![Differ::Date])]);
    let rejected = vote("2025-12-16").outcome(Outcome::Rejected);
    assert_eq!(sets(vec![vote("2025-12-16"), rejected]), [(vec![0, 1], vec![Differ::Outcome])]);
    let first = vote("2025-12-16").reading(Reading::First);
    assert_eq!(sets(vec![vote("2025-12-16"), first]), [(vec![0, 1], vec![Differ::Reading])]);
    assert!(none(vec![vote("2025-12-16"), vote("2025-12-16")]));
}

#[test]
fn an_unstated_reading_is_the_deciding_one() {
    let unstated = vote("2025-12-16").with(|act| act.reading = None);
    assert!(none(vec![unstated.clone(), vote("2025-12-16")]));
    assert!(!none(vec![unstated.clone(), vote("2025-12-16").reading(Reading::First)]));
    assert!(!none(vec![unstated, vote("2025-12-18")]));
}

#[test]
fn different_readings_on_different_days_are_a_sequence() {
    assert!(none(vec![vote("2025-12-10").reading(Reading::First), vote("2025-12-16")]));
    assert!(none(vec![vote("2025-12").reading(Reading::First), vote("2025-12-16")]));
    assert!(!none(vec![vote("2025-12-10").reading(Reading::First), vote("2025-12-16").reading(Reading::First)]));
}

#[test]
fn dates_that_can_be_the_same_day_do_not_differ() {
    for imprecise in ["2025-12", "2025", "../2025-12-17", "2025-12-10/2025-12-16"] {
        assert!(none(vec![vote("2025-12-16"), vote(imprecise)]), "{imprecise}");
    }
    assert!(!none(vec![vote("2025-12-18"), vote("../2025-12-17")]));
}

#[test]
fn rivals_are_of_one_party_one_step_and_one_purpose() {
    assert!(none(vec![vote("2025-12-16"), act("TR", Kind::Vote, "2025-12-18").step("majlis-vote")]));
    assert!(none(vec![vote("2025-12-16"), vote("2025-12-18").step("second-chamber")]));
    assert!(none(vec![vote("2025-12-16"), vote("2025-12-18").about(About::Leave)]));
}

#[test]
fn without_a_step_rivals_are_of_one_kind_and_body() {
    let bare = |date, body: &str| act("AZ", Kind::Vote, date).body(body);
    assert!(!none(vec![bare("2025-12-16", "Milli Majlis"), bare("2025-12-18", "milli majlis ")]));
    assert!(none(vec![bare("2025-12-16", "Milli Majlis"), bare("2025-12-18", "Senate")]));
    let unnamed = act("AZ", Kind::Vote, "2025-12-18");
    assert!(!none(vec![act("AZ", Kind::Vote, "2025-12-16"), unnamed.clone()]));
    assert!(none(vec![bare("2025-12-16", "Milli Majlis"), unnamed]));
    assert!(!none(vec![vote("2025-12-16").body("Milli Majlis"), bare("2025-12-18", "Milli Majlis")]));
}

#[test]
fn what_follows_is_no_rival() {
    let first = vote("2017-03-10").id("one");
    let second = vote("2020-11-26").id("two").follows("one");
    assert!(none(vec![first.clone(), second.clone()]));
    assert!(none(vec![first.clone(), second, vote("2021-01-01").follows("two")]));
    let stranger = vote("2020-11-26").follows("elsewhere");
    assert!(!none(vec![first, stranger]));
}

#[test]
fn follows_in_a_circle_ends() {
    let circle = vec![vote("2025-01-01").id("a").follows("b"), vote("2025-01-02").id("b").follows("a")];
    assert!(none(circle));
    assert!(none(vec![vote("2025-01-01").id("a").follows("a")]));
}

#[test]
fn what_was_reopened_is_a_sequence() {
    for outcome in [Outcome::Rejected, Outcome::Returned, Outcome::Annulled, Outcome::Lapsed] {
        let between = act("AZ", Kind::HeadOfStateSignature, "2025-12-20").outcome(outcome);
        assert!(none(vec![vote("2025-12-16"), between, vote("2025-12-25")]), "{outcome}");
        let elsewhere = act("TR", Kind::HeadOfStateSignature, "2025-12-20").outcome(outcome);
        assert!(!none(vec![vote("2025-12-16"), elsewhere, vote("2025-12-25")]), "{outcome}");
        let before = act("AZ", Kind::HeadOfStateSignature, "2025-12-01").outcome(outcome);
        assert!(!none(vec![vote("2025-12-16"), before, vote("2025-12-25")]), "{outcome}");
    }
}

#[test]
fn a_second_attempt_after_the_first_failed_is_a_sequence() {
    for outcome in [Outcome::Rejected, Outcome::Tied, Outcome::NoQuorum, Outcome::Returned] {
        assert!(none(vec![vote("2025-12-16").outcome(outcome), vote("2025-12-25")]), "{outcome}");
    }
    assert!(!none(vec![vote("2025-12-16"), vote("2025-12-25").outcome(Outcome::Rejected)]));
    assert!(none(vec![vote("2017-03-10"), vote("2020-02-13").outcome(Outcome::Annulled)]));
}

#[test]
fn an_unknown_outcome_contradicts_nothing() {
    assert!(none(vec![vote("2025-12-16"), vote("2025-12-16").outcome(Outcome::Unknown)]));
    assert!(none(vec![vote("2025-12-16"), vote("2025-12-16").outcome(Outcome::DeemedDone)]));
}

#[test]
fn international_acts_rival_too() {
    let signed = |date| act("AZ", Kind::Signature, date);
    assert_eq!(sets(vec![signed("2025-07-22"), signed("2025-07-23")]), [(vec![0, 1], vec![Differ::Date])]);
    assert!(!none(vec![ratified("2026-01-20"), ratified("2026-01-21")]));
    assert!(none(vec![signed("2025-07-22"), ratified("2026-01-21")]));
}

#[test]
fn consent_whose_mode_is_not_stated_rivals_any_mode() {
    assert!(!none(vec![ratified("2026-01-20"), act("AZ", Kind::Consent, "2026-01-21")]));
    assert!(none(vec![ratified("2026-01-20"), act("AZ", Kind::Acceptance, "2026-01-21")]));
    let step = |act: Act| act.step("deposit-or-notification");
    assert!(!none(vec![step(ratified("2026-01-20")), step(act("AZ", Kind::Acceptance, "2026-01-21"))]));
    assert!(none(vec![ratified("2026-01-20"), act("AZ", Kind::Notification, "2026-01-21")]));
}

#[test]
fn periods_of_membership_are_a_sequence() {
    let left = act("AZ", Kind::Withdrawal, "2000-05-01");
    let twice =
        [ratified("1990-01-01"), left.clone(), ratified("2010-01-01"), act("AZ", Kind::Withdrawal, "2020-05-01")];
    assert!(none(twice.to_vec()));
    assert!(!none(vec![ratified("1990-01-01"), left.clone(), act("AZ", Kind::Withdrawal, "2000-06-01")]));
    let undone = act("AZ", Kind::NoticeWithdrawn, "2000-05-20");
    assert!(none(vec![left, undone, act("AZ", Kind::Withdrawal, "2000-06-01")]));
    let paused = |kind, date| act("AZ", kind, date);
    assert!(none(vec![
        paused(Kind::Suspension, "2020-01-01"),
        paused(Kind::Resumption, "2021-01-01"),
        paused(Kind::Suspension, "2022-01-01"),
        paused(Kind::Resumption, "2023-01-01"),
    ]));
}

#[test]
fn several_deliveries_of_one_consent_are_one_act() {
    assert!(none(vec![ratified("1968-11-27").at("London"), ratified("1968-11-29").at("Moscow")]));
    assert!(!none(vec![ratified("1968-11-27").at("London"), ratified("1968-11-29").at("london")]));
    assert!(!none(vec![ratified("1968-11-27").at("London"), ratified("1968-11-29")]));
}

#[test]
fn what_may_be_done_any_number_of_times_never_rivals() {
    for kind in [Kind::Declaration, Kind::Reservation, Kind::Objection, Kind::TerritorialApplication, Kind::Extension] {
        assert!(none(vec![act("AZ", kind, "2020-01-01"), act("AZ", kind, "2021-01-01")]), "{kind}");
    }
    let part = |scope: &str, date| act("EU", Kind::ProvisionalApplication, date).with(|a| a.scope = Some(scope.into()));
    assert!(none(vec![part("trade", "2017-09-21"), part("all", "2018-01-01")]));
}

#[test]
fn acts_of_the_agreement_rival_by_name_and_by_day_of_force() {
    let event = |name: &str, date| act("", Kind::Event, date).with(|act| act.name = Some(name.to_owned()));
    assert!(none(vec![event("ceasefire", "2025-01-01"), event("election", "2025-02-01")]));
    assert!(!none(vec![event("ceasefire", "2025-01-01"), event("ceasefire", "2025-02-01")]));
    let force = |date, on: &str| act("", Kind::EntryIntoForce, date).effective(on);
    assert!(none(vec![force("2025-11-01", "2026-01-17"), force("2025-12-01", "2026-01-17")]));
    assert!(!none(vec![force("2025-11-01", "2026-01-17"), force("2025-12-01", "2026-01-18")]));
    let left = |on: &str| act("AZ", Kind::Withdrawal, "2025-11-01").effective(on);
    assert!(!none(vec![left("2026-11-01"), left("2027-11-01")]));
}

#[test]
fn two_words_that_a_step_is_not_required_do_not_contradict_each_other() {
    let spared = |date| vote(date).outcome(Outcome::NotRequired);
    assert!(none(vec![spared("2025-12-16"), spared("2025-12-18")]));
    assert!(!none(vec![spared("2025-12-16"), vote("2025-12-18")]));
}

#[test]
fn three_claims_about_one_act_are_one_set() {
    let found = sets(vec![vote("2025-12-16"), vote("2025-12-18"), vote("2025-12-18").reading(Reading::First)]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, [0, 1, 2]);
    assert!(found[0].1.contains(&Differ::Date) && found[0].1.contains(&Differ::Reading));
}

#[test]
fn twenty_thousand_claims_are_held_against_each_other_in_time() {
    let many = |at: u32| vote(&format!("{:04}-01-{:02}", 1 + at / 28, 1 + at % 28)).id(&format!("a{at}"));
    assert_eq!(sets((0..20_000).map(many).collect()).len(), 1);
}
