use proptest::prelude::*;

use super::super::claims::worlds;
use super::super::samples::{Said, act, agreement, az, be, code, day, de, nl, procedure, tr};
use super::*;
use crate::model::{ActId, Reading, SourceKind};

const LATER: &str = "2030-01-01";

fn of_party(who: &str, procedure: Option<&Procedure>, variant: Option<&str>, acts: Vec<Act>) -> Domestic {
    let agreement = agreement(acts);
    let worlds = worlds(&agreement, day(LATER), None);
    domestic(&code(who), procedure, variant, &agreement, &worlds.list[0].acts, day(LATER))
}

fn azeri(acts: Vec<Act>) -> Domestic {
    of_party("AZ", Some(&az()), None, acts)
}

fn german(acts: Vec<Act>) -> Domestic {
    of_party("DE", Some(&de()), None, acts)
}

/// The act that takes a step, on the given day of 2025-01.
fn take(who: &str, procedure: &Procedure, key: &str, on: usize) -> Act {
    let step = procedure.step(key).unwrap();
    let kind = step.kind.unwrap_or(Kind::Ratification);
    act(who, kind, &format!("2025-01-{:02}", on + 1)).step(key)
}

/// Takes steps one after the other and gives the state after each.
fn walk_through(procedure: &Procedure, variant: Option<&str>, keys: &[&str]) -> Vec<DomesticState> {
    let who = procedure.code.as_str();
    let acts: Vec<Act> = keys.iter().enumerate().map(|(on, key)| take(who, procedure, key, on)).collect();
    let states = (1..=acts.len()).map(|n| of_party(who, Some(procedure), variant, acts[..n].to_vec()).state);
    states.collect()
}

fn words(states: &[DomesticState]) -> String {
    let short = |state: &DomesticState| match state {
        DomesticState::UnderWay => 'u',
        DomesticState::ParliamentApproved => 'p',
        DomesticState::Complete => 'c',
        _ => '?',
    };
    states.iter().map(short).collect()
}

fn vote(date: &str) -> Act {
    act("AZ", Kind::Vote, date).step("majlis-vote")
}

#[test]
fn a_walk_through_the_steps_gives_the_right_state_after_each() {
    let az = az();
    let keys = ["submission", "committee", "majlis-vote", "president-signs-law", "publication", "instrument"];
    assert_eq!(words(&walk_through(&az, None, &keys)), "uuppcc");
    let tr = tr();
    let keys = [
        "transmission",
        "submission",
        "committee",
        "tbmm-vote",
        "promulgation",
        "publication-law",
        "presidential-ratification",
        "publication-decision",
        "instrument",
        "delivery",
    ];
    assert_eq!(words(&walk_through(&tr, None, &keys)), "uuuppppccc");
    let de = de();
    let keys = ["submission", "first-reading", "bundestag-vote", "bundesrat-vote", "promulgation", "publication"];
    assert_eq!(words(&walk_through(&de, None, &keys)), "uuuppc");
    let be = be();
    let keys = ["state-council", "walloon-vote", "flemish-vote", "federal-vote"];
    assert_eq!(words(&walk_through(&be, None, &keys)), "uuuc");
}

#[test]
fn a_walk_on_a_variant_needs_the_steps_of_that_variant_only() {
    let nl = nl();
    assert_eq!(words(&walk_through(&nl, Some("tacit"), &["state-council", "tacit-approval"])), "uc");
    let keys = ["state-council", "lower-vote", "upper-vote", "royal-assent"];
    assert_eq!(words(&walk_through(&nl, Some("express"), &keys)), "uupc");
}

#[test]
fn variants_and_none_chosen_leave_complete_unknown() {
    let nl = nl();
    let keys = ["state-council", "lower-vote", "upper-vote", "royal-assent", "instrument"];
    assert_eq!(words(&walk_through(&nl, None, &keys)), "uuppp");
    let acts = vec![take("NL", &nl, "state-council", 0)];
    let line = of_party("NL", Some(&nl), None, acts.clone());
    assert_eq!((line.complete_unknown, line.next), (true, None), "a step of the variant may come first");
    assert!(!of_party("NL", Some(&nl), Some("tacit"), acts).complete_unknown);
    assert_eq!(words(&walk_through(&nl, None, &["tacit-approval"])), "p");
}

#[test]
fn a_variant_that_was_chosen_does_not_hide_the_votes_that_were_taken() {
    let nl = nl();
    assert_eq!(words(&walk_through(&nl, Some("tacit"), &["lower-vote", "upper-vote"])), "up");
}

#[test]
fn nothing_recorded_is_unknown() {
    let line = azeri(vec![act("AZ", Kind::Signature, "2025-07-22"), act("TR", Kind::Vote, "2025-08-01")]);
    assert_eq!((line.state, line.on, line.last), (DomesticState::Unknown, None, None));
    assert_eq!(line.next.unwrap().key, "submission");
    assert_eq!(line.open_required.len(), 5);
}

#[test]
fn one_of_two_chambers_is_under_way() {
    let de = de();
    assert_eq!(words(&walk_through(&de, None, &["bundestag-vote"])), "u");
    assert_eq!(words(&walk_through(&de, None, &["bundesrat-vote"])), "u");
}

#[test]
fn conditional_chambers_of_a_conditional_milestone_are_chambers_too() {
    let steps = "submission government-submission government
        lower? vote assembly
        upper? vote senate
        instrument instrument-signed president";
    let fr = procedure("FR", steps, "upper", "instrument");
    assert_eq!(words(&walk_through(&fr, None, &["submission", "upper"])), "uu");
    assert_eq!(words(&walk_through(&fr, None, &["submission", "lower", "upper"])), "uuc");
}

#[test]
fn a_conditional_milestone_is_not_passed_over_in_silence() {
    let steps = "submission government-submission government
        saeima-vote? vote saeima
        promulgation? promulgation president
        instrument instrument-signed president";
    let lv = procedure("LV", steps, "saeima-vote", "promulgation");
    assert_eq!(words(&walk_through(&lv, None, &["submission", "saeima-vote", "promulgation"])), "upc");
    let none = take("LV", &lv, "saeima-vote", 1).outcome(Outcome::NotRequired);
    let line = of_party("LV", Some(&lv), None, vec![take("LV", &lv, "submission", 0), none]);
    assert_eq!(line.state, DomesticState::Complete);
    assert_eq!(line.not_required.len(), 1);
}

#[test]
fn where_parliaments_part_is_not_required_its_chambers_are_not_waited_for() {
    let steps = "submission government-submission government
        lower? vote assembly
        upper? vote senate
        signed? promulgation president
        instrument instrument-signed president";
    let fr = procedure("FR", steps, "upper", "signed");
    let spared = take("FR", &fr, "upper", 1).outcome(Outcome::NotRequired);
    let line = of_party("FR", Some(&fr), None, vec![take("FR", &fr, "submission", 0), spared]);
    assert_eq!((line.state, line.optional_open), (DomesticState::Complete, vec!["lower".into(), "signed".into()]));
}

#[test]
fn an_earlier_reading_is_under_way() {
    for reading in [Reading::First, Reading::Second, Reading::Third] {
        let line = azeri(vec![vote("2025-12-16").reading(reading)]);
        assert_eq!(line.state, DomesticState::UnderWay, "{reading}");
        assert!(line.done.is_empty());
    }
    for reading in [Reading::Final, Reading::Single] {
        assert_eq!(azeri(vec![vote("2025-12-16").reading(reading)]).state, DomesticState::ParliamentApproved);
    }
    assert_eq!(azeri(vec![vote("2025-12-16")]).state, DomesticState::ParliamentApproved);
}

#[test]
fn only_an_adopted_vote_approves() {
    for outcome in [Outcome::Tied, Outcome::NoQuorum, Outcome::Unknown, Outcome::Returned] {
        assert_eq!(azeri(vec![vote("2025-12-16").outcome(outcome)]).state, DomesticState::UnderWay, "{outcome}");
    }
    let silent = azeri(vec![vote("2025-12-16").outcome(Outcome::DeemedDone)]);
    assert_eq!(silent.state, DomesticState::ParliamentApproved);
}

#[test]
fn a_road_that_was_ended_says_how() {
    for (outcome, state) in [
        (Outcome::Rejected, DomesticState::Rejected),
        (Outcome::Annulled, DomesticState::Annulled),
        (Outcome::Lapsed, DomesticState::Lapsed),
    ] {
        let line = azeri(vec![act("AZ", Kind::Committee, "2025-11-27"), vote("2025-12-16").outcome(outcome)]);
        assert_eq!((line.state, line.on), (state, Some(day("2025-12-16"))));
        assert_eq!((line.rests_on, line.next), (vec![1], None));
    }
}

#[test]
fn a_bill_voted_down_at_any_reading_or_by_the_voters_is_rejected() {
    let first = vote("2025-12-10").reading(Reading::First).outcome(Outcome::Rejected);
    assert_eq!(azeri(vec![first]).state, DomesticState::Rejected);
    let voters = act("AZ", Kind::Referendum, "2025-12-20").outcome(Outcome::Rejected);
    let line = azeri(vec![vote("2025-12-16"), voters]);
    assert_eq!((line.state, line.on), (DomesticState::Rejected, Some(day("2025-12-20"))));
    assert_eq!(line.approved, Some((day("2025-12-16"), vec![0])), "what parliament did stays told");
}

#[test]
fn a_committee_only_advises() {
    let line = azeri(vec![act("AZ", Kind::Committee, "2025-11-27").outcome(Outcome::Rejected)]);
    assert_eq!(line.state, DomesticState::UnderWay);
}

#[test]
fn a_bill_is_revived_by_whatever_comes_after() {
    let lapsed = act("AZ", Kind::GovernmentSubmission, "2024-12-31").outcome(Outcome::Lapsed);
    let again = act("AZ", Kind::GovernmentSubmission, "2025-02-01");
    let before = vote("2024-03-01").reading(Reading::First);
    let line = azeri(vec![before.clone(), lapsed.clone(), again.clone()]);
    assert_eq!(line.state, DomesticState::UnderWay);
    let line = azeri(vec![before, lapsed, again, vote("2025-03-01")]);
    assert_eq!((line.state, line.on), (DomesticState::ParliamentApproved, Some(day("2025-03-01"))));
}

#[test]
fn what_lapsed_must_be_voted_again_in_every_chamber() {
    let lapsed = act("DE", Kind::GovernmentSubmission, "2024-12-31").outcome(Outcome::Lapsed);
    let votes = vec![
        act("DE", Kind::Vote, "2024-03-01").step("bundestag-vote"),
        lapsed,
        act("DE", Kind::Vote, "2025-03-01").step("bundesrat-vote"),
    ];
    assert_eq!(german(votes).state, DomesticState::UnderWay);
}

/// The law of 2017 was annulled in 2020 for want of two thirds, and both chambers voted again.
fn court_of_2020() -> Vec<Act> {
    vec![
        act("DE", Kind::Vote, "2017-03-10").step("bundestag-vote").id("one"),
        act("DE", Kind::Vote, "2017-03-31").step("bundesrat-vote").id("two"),
        act("DE", Kind::CourtReview, "2020-02-13").outcome(Outcome::Annulled),
        act("DE", Kind::Vote, "2020-11-26").step("bundestag-vote").follows("one"),
        act("DE", Kind::Vote, "2020-12-18").step("bundesrat-vote").follows("two"),
    ]
}

#[test]
fn what_a_court_annulled_is_repeated_and_never_disputed() {
    let acts = court_of_2020();
    let after = |n: usize| german(acts[..n].to_vec()).state;
    assert_eq!(after(2), DomesticState::ParliamentApproved);
    assert_eq!(after(3), DomesticState::Annulled);
    assert_eq!(after(4), DomesticState::UnderWay);
    assert_eq!(after(5), DomesticState::ParliamentApproved);
    let bare: Vec<Act> = acts.into_iter().map(|act| act.with(|act| act.follows = None)).collect();
    assert!(worlds(&agreement(bare), day(LATER), None).exact);
}

#[test]
fn a_law_that_was_returned_is_under_way_until_the_vote_is_repeated() {
    let back = act("AZ", Kind::HeadOfStateSignature, "2025-12-20").outcome(Outcome::Returned).id("back");
    let line = azeri(vec![vote("2025-12-16"), back.clone()]);
    assert_eq!(line.state, DomesticState::UnderWay);
    assert_eq!(line.rests_on, vec![1]);
    let line = azeri(vec![vote("2025-12-16"), back, vote("2025-12-23")]);
    assert_eq!((line.state, line.on), (DomesticState::ParliamentApproved, Some(day("2025-12-23"))));
}

#[test]
fn a_refusal_can_be_overridden_by_what_says_that_it_follows() {
    let first = act("DE", Kind::Vote, "2025-03-01").step("bundestag-vote");
    let refused = act("DE", Kind::Vote, "2025-03-10").step("bundesrat-vote").outcome(Outcome::Rejected).id("no");
    let again = act("DE", Kind::Vote, "2025-03-20").step("bundestag-vote");
    assert_eq!(german(vec![first.clone(), refused.clone()]).state, DomesticState::Rejected);
    let line = german(vec![first.clone(), refused.clone(), again.clone()]);
    assert_eq!(line.state, DomesticState::UnderWay);
    let line = german(vec![first.clone(), refused, again.follows("no")]);
    assert_eq!((line.state, line.on), (DomesticState::ParliamentApproved, Some(day("2025-03-20"))));

    let second = act("DE", Kind::Vote, "2025-03-05").step("bundesrat-vote");
    let back = act("DE", Kind::Promulgation, "2025-03-10").outcome(Outcome::Returned).id("veto");
    let over = act("DE", Kind::Vote, "2025-03-20").step("bundestag-vote").follows("veto");
    assert_eq!(german(vec![first, second, back, over]).state, DomesticState::ParliamentApproved);
}

#[test]
fn what_a_court_annulled_cannot_be_overridden() {
    let mut acts = court_of_2020();
    acts.truncate(3);
    acts[2].id = ActId("court".to_owned());
    acts.push(act("DE", Kind::Vote, "2020-11-26").step("bundestag-vote").follows("court"));
    assert_eq!(german(acts).state, DomesticState::UnderWay);
}

#[test]
fn a_bill_submitted_after_one_was_voted_down_is_another_bill() {
    let acts = vec![
        act("DE", Kind::Vote, "2025-03-01").step("bundestag-vote"),
        act("DE", Kind::Vote, "2025-03-10").step("bundesrat-vote").outcome(Outcome::Rejected),
        act("DE", Kind::GovernmentSubmission, "2025-06-01"),
        act("DE", Kind::Vote, "2025-09-10").step("bundesrat-vote"),
    ];
    assert_eq!(german(acts[..3].to_vec()).state, DomesticState::UnderWay);
    assert_eq!(german(acts).state, DomesticState::UnderWay);
}

#[test]
fn refusal_by_one_of_several_parallel_bodies_blocks_until_it_acts_again() {
    let be = be();
    let no = take("BE", &be, "walloon-vote", 1).outcome(Outcome::Rejected).id("no");
    let belgian = |acts| of_party("BE", Some(&be), None, acts).state;
    let road = vec![no, take("BE", &be, "federal-vote", 2), take("BE", &be, "flemish-vote", 3)];
    assert_eq!(belgian(road.clone()), DomesticState::Rejected);
    let again = take("BE", &be, "walloon-vote", 5);
    assert_eq!(belgian([road, vec![again]].concat()), DomesticState::Complete);
}

#[test]
fn a_required_step_is_implied_by_a_later_one_and_listed_as_such() {
    let line = azeri(vec![vote("2025-12-16")]);
    assert_eq!(line.implied, ["submission", "committee"]);
    assert_eq!(line.open_required, ["president-signs-law", "publication"]);
    assert_eq!(line.optional_open, ["court-review"]);
    assert_eq!(
        line.next.map(|next| (next.key, next.native)),
        Some(("president-signs-law".into(), Some("president (own)".into())))
    );
}

#[test]
fn a_milestone_is_implied_by_a_later_milestone_only() {
    let published = azeri(vec![act("AZ", Kind::Publication, "2025-12-28")]);
    assert_eq!(published.state, DomesticState::UnderWay);
    assert_eq!(published.open_required, ["majlis-vote", "president-signs-law"]);
    let signed = azeri(vec![act("AZ", Kind::HeadOfStateSignature, "2025-12-25")]);
    assert_eq!(signed.state, DomesticState::UnderWay, "no vote is recorded, so none is told");
    assert_eq!(signed.implied, ["submission", "committee", "majlis-vote"]);
    let both =
        azeri(vec![act("AZ", Kind::HeadOfStateSignature, "2025-12-25"), act("AZ", Kind::Publication, "2025-12-28")]);
    assert_eq!((both.state, both.on), (DomesticState::Complete, Some(day("2025-12-28"))));
}

#[test]
fn a_parallel_body_is_never_implied() {
    let be = be();
    let line = of_party(
        "BE",
        Some(&be),
        None,
        vec![take("BE", &be, "federal-vote", 1), take("BE", &be, "flemish-vote", 2), take("BE", &be, "instrument", 3)],
    );
    assert_eq!(line.implied, ["state-council"]);
    assert_eq!((line.state, line.open_required), (DomesticState::UnderWay, vec!["walloon-vote".to_owned()]));
}

#[test]
fn the_instrument_and_its_delivery_are_no_part_of_complete_but_come_next() {
    let az = az();
    let keys = ["majlis-vote", "president-signs-law", "publication"];
    let acts: Vec<Act> = keys.iter().enumerate().map(|(on, key)| take("AZ", &az, key, on)).collect();
    let line = azeri(acts.clone());
    assert_eq!(line.state, DomesticState::Complete);
    assert_eq!(line.next.unwrap().key, "instrument");
    let signed = azeri([acts, vec![take("AZ", &az, "instrument", 8)]].concat());
    let next = signed.next.unwrap();
    assert_eq!((next.key.as_str(), next.kind, next.body.as_str()), ("delivery", None, "ministry"));
}

#[test]
fn without_procedure_an_adopted_vote_approves_and_complete_stays_unknown() {
    let bare = |acts| of_party("AZ", None, None, acts);
    let line = bare(vec![act("AZ", Kind::Vote, "2025-12-16").body("Milli Majlis")]);
    assert_eq!((line.state, line.complete_unknown), (DomesticState::ParliamentApproved, true));
    let first = bare(vec![act("AZ", Kind::Vote, "2025-12-16").reading(Reading::First)]);
    assert_eq!(first.state, DomesticState::UnderWay);
    let annulled = bare(vec![
        act("AZ", Kind::Vote, "2025-12-16"),
        act("AZ", Kind::CourtReview, "2025-12-20").outcome(Outcome::Annulled),
    ]);
    assert_eq!(annulled.state, DomesticState::Annulled);
    let delivered = bare(vec![act("AZ", Kind::Vote, "2025-12-16"), act("AZ", Kind::Ratification, "2026-01-20")]);
    assert_eq!((delivered.state, delivered.on), (DomesticState::Complete, Some(day("2026-01-20"))));
}

#[test]
fn own_steps_without_milestones_mean_their_required_votes() {
    let mut own = procedure("AZ", "vote vote chamber\nprinted publication gazette", "-", "-");
    own.milestones.consent_expressed = None;
    let own_road = |acts| of_party("AZ", Some(&own), None, acts).state;
    assert_eq!(own_road(vec![act("AZ", Kind::Vote, "2025-12-16")]), DomesticState::ParliamentApproved);
    let printed = act("AZ", Kind::Publication, "2025-12-20");
    assert_eq!(own_road(vec![act("AZ", Kind::Vote, "2025-12-16"), printed]), DomesticState::Complete);
}

#[test]
fn consent_that_was_delivered_is_noted_and_is_no_contradiction() {
    let alone = azeri(vec![act("AZ", Kind::Ratification, "2026-01-20")]);
    assert_eq!((alone.state, alone.consent), (DomesticState::Unknown, Some((0, day("2026-01-20")))));
    assert_eq!(alone.next, None);
    let line = azeri(vec![vote("2025-12-16"), act("AZ", Kind::Ratification, "2026-01-20")]);
    assert_eq!((line.state, line.on), (DomesticState::Complete, Some(day("2026-01-20"))));
    assert_eq!(line.implied, ["submission", "committee", "president-signs-law", "publication"]);
    let back = act("AZ", Kind::Withdrawal, "2026-03-01");
    let line = azeri(vec![vote("2025-12-16"), act("AZ", Kind::Ratification, "2026-01-20"), back]);
    assert_eq!((line.state, line.consent), (DomesticState::ParliamentApproved, None));
}

#[test]
fn acts_about_leaving_are_a_road_of_their_own_and_never_approve() {
    let lv = az();
    let leave = vote("2025-10-30").about(About::Leave);
    let back = act("AZ", Kind::HeadOfStateSignature, "2025-11-03").about(About::Leave).outcome(Outcome::Returned);
    let line = of_party("AZ", Some(&lv), None, vec![leave.clone(), back]);
    assert_eq!(line.state, DomesticState::Unknown);
    assert_eq!(line.other_roads.len(), 1);
    let road = &line.other_roads[0];
    assert_eq!((road.about, road.state, road.last), (About::Leave, DomesticState::UnderWay, (1, day("2025-11-03"))));
    let line = of_party("AZ", Some(&lv), None, vec![leave.clone()]);
    assert_eq!(line.other_roads[0].state, DomesticState::ParliamentApproved);
    let all = ["submission", "committee", "majlis-vote", "president-signs-law", "publication"];
    let acts = all.iter().enumerate().map(|(on, key)| take("AZ", &lv, key, on).about(About::Leave)).collect();
    assert_eq!(of_party("AZ", Some(&lv), None, acts).other_roads[0].state, DomesticState::ParliamentApproved);
}

#[test]
fn approval_under_a_condition_is_a_blocker_until_it_is_cleared() {
    let az = az();
    let bound = vote("2025-01-03").with(|act| act.condition = Some("after a declaration".to_owned()));
    let rest = [take("AZ", &az, "president-signs-law", 5), take("AZ", &az, "publication", 6)];
    let line = azeri([vec![bound.clone()], rest.to_vec()].concat());
    assert_eq!((line.state, line.conditional_approval), (DomesticState::ParliamentApproved, Some(0)));
    let cleared = bound.with(|act| act.cleared = Some("2025-02-01".parse().unwrap()));
    let line = azeri([vec![cleared], rest.to_vec()].concat());
    assert_eq!((line.state, line.conditional_approval), (DomesticState::Complete, None));
}

#[test]
fn not_required_and_not_started_stand_on_a_source_only() {
    let none = vote("2025-12-16").outcome(Outcome::NotRequired);
    assert_eq!(azeri(vec![none.clone()]).state, DomesticState::Unknown);
    assert_eq!(azeri(vec![none.source(SourceKind::Parliament, "Majlis")]).state, DomesticState::NotRequired);
    let idle = act("AZ", Kind::GovernmentSubmission, "2025-12-16").outcome(Outcome::Unknown);
    let idle = idle.with(|act| act.effect = Some("not-started".to_owned()));
    assert_eq!(azeri(vec![idle.clone()]).state, DomesticState::Unknown);
    assert_eq!(azeri(vec![idle.source(SourceKind::Ministry, "MFA")]).state, DomesticState::NotStarted);
    let review = act("AZ", Kind::CourtReview, "2025-12-16").outcome(Outcome::NotRequired);
    assert_eq!(azeri(vec![review.source(SourceKind::Court, "Court")]).state, DomesticState::Unknown);
}

#[test]
fn steps_out_of_order_are_told_and_counted_all_the_same() {
    let line = azeri(vec![vote("2025-12-16"), act("AZ", Kind::Committee, "2025-12-20")]);
    assert_eq!(line.state, DomesticState::ParliamentApproved);
    assert_eq!(line.out_of_order, vec![(0, 1)]);
    assert!(azeri(vec![act("AZ", Kind::Committee, "2025-11-27"), vote("2025-12-16")]).out_of_order.is_empty());
}

#[test]
fn an_act_without_step_is_held_for_the_only_step_it_can_be() {
    let named = azeri(vec![act("AZ", Kind::ConsentVote, "2025-12-16").body("anything")]);
    assert_eq!(named.done[0].0, "majlis-vote");
    let by_organ = german(vec![
        act("DE", Kind::Vote, "2017-03-10").body("Bundestag"),
        act("DE", Kind::Vote, "2017-03-31").body("bundesrat (OWN)"),
    ]);
    assert_eq!(by_organ.state, DomesticState::ParliamentApproved);
    assert_eq!(german(vec![act("DE", Kind::Vote, "2017-03-10")]).done, vec![]);
    let president = |kind| of_party("TR", Some(&tr()), None, vec![act("TR", kind, "2025-12-16").body("president")]);
    assert_eq!(president(Kind::HeadOfStateSignature).done[0].0, "presidential-ratification");
    assert!(president(Kind::Publication).done.is_empty());
}

/// One vote told as the deciding one and as a first reading, then the President's signature.
#[test]
fn the_seed_story_is_approved_in_one_world_and_under_way_in_the_other() {
    let acts = vec![
        act("AZ", Kind::Signature, "2025-07-22"),
        act("AZ", Kind::Committee, "2025-11-27"),
        vote("2025-12-16").reading(Reading::Final),
        vote("2025-12-16").reading(Reading::First),
        act("AZ", Kind::HeadOfStateSignature, "2025-12-25").step("president-signs-law"),
    ];
    let agreement = agreement(acts);
    let found = worlds(&agreement, day("2026-01-10"), None);
    let state = |world: &super::super::claims::World| {
        domestic(&code("AZ"), Some(&az()), None, &agreement, &world.acts, day("2026-01-10")).state
    };
    let states: Vec<DomesticState> = found.list.iter().map(state).collect();
    assert_eq!(states, [DomesticState::ParliamentApproved, DomesticState::UnderWay]);
    assert_eq!(found.rivals.len(), 1);
    let turkey = domestic(&code("TR"), Some(&tr()), None, &agreement, &found.list[0].acts, day("2026-01-10"));
    assert_eq!(turkey.state, DomesticState::Unknown);
}

#[test]
fn parliaments_part_is_told_also_behind_a_later_state_and_only_where_it_acted() {
    let az = az();
    let keys = ["majlis-vote", "president-signs-law", "publication"];
    let acts: Vec<Act> = keys.iter().enumerate().map(|(on, key)| take("AZ", &az, key, on)).collect();
    let line = azeri(acts.clone());
    assert_eq!((line.state, line.approved), (DomesticState::Complete, Some((day("2025-01-01"), vec![0]))));
    assert_eq!(azeri(acts[1..].to_vec()).approved, None);
    let executive =
        procedure("AE", "decree council-decision cabinet\ninstrument instrument-signed president", "-", "decree");
    let line = of_party("AE", Some(&executive), None, vec![act("AE", Kind::CouncilDecision, "2025-01-01")]);
    assert_eq!((line.state, line.approved), (DomesticState::Complete, None));
}

#[test]
fn what_lies_ahead_is_not_seen() {
    let agreement = agreement(vec![vote("2025-12-16")]);
    let acts = worlds(&agreement, day(LATER), None).list.remove(0).acts;
    let line = domestic(&code("AZ"), Some(&az()), None, &agreement, &acts, day("2025-12-15"));
    assert_eq!(line.state, DomesticState::Unknown);
}

fn any_act() -> impl Strategy<Value = Act> {
    let keys = ["submission", "first-reading", "bundestag-vote", "bundesrat-vote", "promulgation", "publication"];
    let outcomes = [Outcome::Done, Outcome::Rejected, Outcome::Returned, Outcome::Annulled, Outcome::NotRequired];
    (0..keys.len(), 1..28_u32, 0..9_usize, 0..4_usize).prop_map(move |(key, on, outcome, reading)| {
        let de = de();
        let kind = de.step(keys[key]).unwrap().kind.unwrap();
        let made = act("DE", kind, &format!("2025-01-{on:02}")).step(keys[key]);
        let made = made.outcome(outcomes.get(outcome).copied().unwrap_or(Outcome::Done));
        if reading == 0 && kind == Kind::Vote { made.reading(Reading::First) } else { made }
    })
}

/// Acts with an id of their own each.
fn acts_of(count: usize) -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(any_act(), 0..count)
        .prop_map(|acts| acts.into_iter().enumerate().map(|(at, act)| act.id(&format!("a{at}"))).collect())
}

type Told = (DomesticState, Option<Day>, Vec<String>, Vec<String>);

fn in_every_world(acts: &[Act]) -> Vec<Told> {
    let agreement = agreement(acts.to_vec());
    let told = |world: super::super::claims::World| {
        let line = domestic(&code("DE"), Some(&de()), None, &agreement, &world.acts, day(LATER));
        (line.state, line.on, line.implied, line.open_required)
    };
    worlds(&agreement, day(LATER), None).list.into_iter().map(told).collect()
}

proptest! {
    #[test]
    fn the_order_of_acts_in_the_file_does_not_matter(acts in acts_of(9), seed in 0..1000_usize) {
        let mut shuffled = acts.clone();
        for at in (1..shuffled.len()).rev() {
            shuffled.swap(at, (seed * 7919 + at * 104_729) % (at + 1));
        }
        prop_assert_eq!(in_every_world(&acts), in_every_world(&shuffled));
    }

    #[test]
    fn acts_about_other_things_never_change_the_road_to_consent(acts in acts_of(6), other in acts_of(6)) {
        let other = other.into_iter().map(|act| act.about(About::Leave).with(|act| act.id.0.push('x')));
        let both: Vec<Act> = acts.iter().cloned().chain(other).collect();
        let state = |acts: &[Act]| german(acts.to_vec()).state;
        let alone: Vec<Act> = acts.clone();
        prop_assert_eq!(state(&alone), state(&both));
    }

    #[test]
    fn parliament_approved_rests_on_votes_of_every_chamber(acts in acts_of(9)) {
        let line = german(acts);
        if line.state == DomesticState::ParliamentApproved {
            let done: Vec<&str> = line.done.iter().map(|(key, ..)| key.as_str()).collect();
            prop_assert!(done.contains(&"bundestag-vote") || done.contains(&"bundesrat-vote"));
            prop_assert_eq!(line.on, line.rests_on.iter().filter_map(|act| line.done.iter().find(|d| d.1 == *act)).map(|d| d.2).max());
        }
    }
}
