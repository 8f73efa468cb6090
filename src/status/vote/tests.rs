use super::*;
use crate::model::Kind;
use crate::status::samples::{Said, act, az};

fn tally(for_: u32, against: u32, abstain: u32) -> Tally {
    Tally { for_: Some(for_), against: Some(against), abstain: Some(abstain), ..Tally::default() }
}

fn weighed(majority: &str, tally: Tally, seats: Option<u32>) -> Verdict {
    weigh(majority, &Votes::Counts(tally), seats).0
}

#[test]
fn every_majority_has_its_threshold() {
    use Verdict::{Enough, NotEnough};
    for (majority, enough, short, seats) in [
        ("simple", tally(10, 9, 50), tally(10, 10, 0), None),
        ("popular-majority", tally(10, 9, 0), tally(9, 10, 0), None),
        ("majority-of-present", tally(51, 40, 9), tally(50, 40, 10), None),
        ("absolute", tally(63, 0, 0), tally(62, 0, 0), Some(125)),
        ("absolute", tally(63, 0, 0), tally(62, 0, 0), Some(124)),
        ("two-thirds-of-members", tally(67, 33, 0), tally(66, 0, 0), Some(100)),
        ("two-thirds-of-present", tally(60, 30, 0), tally(59, 30, 0), None),
        ("three-fifths-of-members", tally(90, 0, 0), tally(89, 0, 0), Some(150)),
        ("four-fifths-of-members", tally(80, 0, 0), tally(79, 0, 0), Some(100)),
        ("five-sixths-of-members", tally(149, 0, 0), tally(148, 0, 0), Some(178)),
        ("consensus", tally(5, 0, 2), tally(5, 1, 2), None),
    ] {
        assert_eq!(weighed(majority, enough, seats), Enough, "{majority}");
        assert_eq!(weighed(majority, short, seats), NotEnough, "{majority}");
    }
}

#[test]
fn a_qualified_majority_can_only_be_seen_to_fall_short() {
    assert_eq!(weighed("qualified-eu", tally(14, 13, 0), Some(27)), Verdict::NotEnough);
    assert_eq!(weighed("qualified-eu", tally(15, 12, 0), Some(27)), Verdict::CannotTell);
}

#[test]
fn an_unknown_figure_is_not_zero() {
    let only_for = |n| Tally { for_: Some(n), ..Tally::default() };
    assert_eq!(weighed("simple", only_for(105), None), Verdict::CannotTell);
    assert_eq!(weighed("majority-of-present", only_for(105), None), Verdict::CannotTell);
    assert_eq!(weighed("absolute", only_for(105), None), Verdict::CannotTell);
    assert_eq!(weighed("consensus", only_for(105), None), Verdict::CannotTell);
    assert_eq!(weighed("simple", Tally { against: Some(0), ..Tally::default() }, None), Verdict::CannotTell);
    assert_eq!(
        weighed("majority-of-present", Tally { for_: Some(9), against: Some(5), ..Tally::default() }, None),
        Verdict::CannotTell
    );
}

#[test]
fn bounds_tell_where_a_missing_figure_cannot_matter() {
    let only_for = |n| Tally { for_: Some(n), ..Tally::default() };
    assert_eq!(weighed("simple", only_for(63), Some(125)), Verdict::Enough);
    assert_eq!(weighed("simple", only_for(62), Some(125)), Verdict::CannotTell);
    assert_eq!(weighed("simple", Tally { present: Some(100), ..only_for(51) }, Some(125)), Verdict::Enough);
    assert_eq!(weighed("simple", only_for(0), None), Verdict::NotEnough);
    let against = Tally { for_: Some(5), abstain: Some(6), ..Tally::default() };
    assert_eq!(weighed("majority-of-present", against, None), Verdict::NotEnough);
    let few = Tally { for_: Some(40), absent: Some(60), ..Tally::default() };
    assert_eq!(weighed("absolute", few, None), Verdict::NotEnough);
}

#[test]
fn unanimous_without_figures_is_enough_only_where_no_count_is_asked_for() {
    let verdict = |majority| weigh(majority, &Votes::Unanimous, Some(125)).0;
    for majority in ["simple", "consensus", "popular-majority"] {
        assert_eq!(verdict(majority), Verdict::Enough, "{majority}");
    }
    for majority in ["absolute", "majority-of-present", "two-thirds-of-members", "two-thirds-of-present"] {
        assert_eq!(verdict(majority), Verdict::CannotTell, "{majority}");
    }
}

#[test]
fn figures_that_do_not_add_up_tell_nothing() {
    let (verdict, why) = weigh("absolute", &Votes::Counts(tally(120, 10, 0)), Some(125));
    assert_eq!(verdict, Verdict::CannotTell);
    assert_eq!(why, "the figures do not add up: 130 votes of 125 seats");
    assert_eq!(weighed("simple", Tally { present: Some(10), ..tally(9, 3, 0) }, None), Verdict::CannotTell);
}

#[test]
fn the_largest_figures_do_not_overflow() {
    let huge = Tally { for_: Some(u32::MAX), against: Some(u32::MAX), abstain: Some(u32::MAX), ..Tally::default() };
    assert_eq!(weighed("simple", huge.clone(), None), Verdict::NotEnough);
    assert_eq!(weighed("two-thirds-of-present", huge, None), Verdict::NotEnough);
}

fn tested(votes: Option<Votes>, outcome: Outcome, majority: Option<&str>) -> Test {
    let mut procedure = az();
    let step = procedure.steps.iter_mut().find(|step| step.key == "majlis-vote").unwrap();
    step.majority = majority.map(str::to_owned);
    let act = act("AZ", Kind::Vote, "2025-12-16").step("majlis-vote").outcome(outcome).with(|act| act.votes = votes);
    test(&procedure, procedure.step("majlis-vote").unwrap(), &act)
}

#[test]
fn the_announced_outcome_is_kept_and_a_mismatch_shown() {
    let votes = Some(Votes::Counts(tally(62, 0, 0)));
    let short = tested(votes.clone(), Outcome::Adopted, Some("absolute"));
    assert_eq!((short.verdict, short.differs), (Verdict::NotEnough, true));
    assert_eq!(short.reason, "62 of 125 seats; it takes 63");
    assert!(!tested(votes, Outcome::Rejected, Some("absolute")).differs);
    let enough = tested(Some(Votes::Counts(tally(105, 0, 0))), Outcome::Rejected, Some("absolute"));
    assert_eq!((enough.verdict, enough.differs), (Verdict::Enough, true));
    assert_eq!(enough.reason, "105 of 125 seats; 63 is enough");
}

#[test]
fn the_seats_of_the_vote_stand_before_those_of_the_organ() {
    let votes = Votes::Counts(Tally { seats: Some(100), ..tally(51, 0, 0) });
    assert_eq!(tested(Some(votes), Outcome::Adopted, Some("absolute")).verdict, Verdict::Enough);
}

#[test]
fn without_figures_or_rule_nothing_can_be_told() {
    assert_eq!(tested(None, Outcome::Adopted, Some("absolute")).verdict, Verdict::CannotTell);
    let bare = tested(Some(Votes::Counts(tally(105, 0, 0))), Outcome::Adopted, None);
    assert_eq!((bare.verdict, bare.differs), (Verdict::CannotTell, false));
    assert_eq!(weighed("by-lot", tally(1, 0, 0), None), Verdict::CannotTell);
}
