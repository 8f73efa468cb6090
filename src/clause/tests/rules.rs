//! Meanings of the language: when a condition is met, and which day follows.

use super::super::{Completion, Gap, Met, OtherForce, Reason};
use super::fixture::{code, day, phrase, silent, when};
use crate::model::{Basis, Counting, EndOfMonth, Floor};

#[test]
fn the_trigger_is_the_first_day_on_which_the_condition_holds() {
    let case = when("2 parties").then("30 days").ratified("AZ 2020-01-01 TR 2020-03-01 GB 2020-04-01");
    assert_eq!(case.verdict().trigger, Some(day("2020-03-01")));
    assert_eq!(case.force(), "2020-03-31");
    assert_eq!(case.verdict().arithmetic, ["2020-03-01 + 30 days = 2020-03-31"]);
}

#[test]
fn it_is_evaluated_by_day_and_not_by_instrument() {
    let case = when("2 parties").ratified("AZ 2002-04-11 TR 2002-04-11 GB 2002-04-11");
    let verdict = case.verdict();
    assert_eq!(verdict.trigger, Some(day("2002-04-11")));
    assert_eq!(verdict.tree.used.len(), 3);
}

#[test]
fn a_day_before_its_acts_nothing_is_met() {
    let case = when("2 parties").ratified("AZ 2020-01-01 TR 2020-03-01").asked_on("2020-02-29");
    let verdict = case.verdict();
    assert_eq!((verdict.met, case.force().as_str()), (Met::NotMet, "not met"));
    assert_eq!(verdict.missing.fewest, 1);
}

#[test]
fn before_the_trigger_consent_can_be_taken_back() {
    let case = when("2 parties").ratified("AZ 2020-01-01").act("AZ", "withdrawal", "2020-02-01");
    let case = case.ratified("TR 2020-03-01");
    assert_eq!(case.force(), "not met");
    let left_out = case.verdict().tree.left_out[0];
    assert_eq!((left_out.code, left_out.reason), (code("AZ"), Reason::TakenBack { on: day("2020-02-01") }));
    assert_eq!(case.ratified("AZ 2020-04-01").force(), "2020-04-01");
}

#[test]
fn a_signature_stays_when_consent_is_taken_back() {
    let case = when("2 parties by signature or ratification").act("AZ", "signature", "2020-01-01");
    let case = case.ratified("AZ 2020-01-10").act("AZ", "withdrawal", "2020-02-01").ratified("TR 2020-03-01");
    assert_eq!(case.force(), "2020-03-01");
    let only = when("2 parties by signature").act("AZ", "signature", "2020-01-01");
    let only = only.act("AZ", "withdrawal", "2020-02-01").act("TR", "signature", "2020-03-01");
    assert_eq!(only.force(), "not met");
}

#[test]
fn from_the_trigger_on_nothing_is_undone() {
    let case = when("2 parties").then("6 months").ratified("AZ 2020-01-01 TR 2020-03-01");
    let case = case.act("AZ", "withdrawal", "2020-04-01");
    assert_eq!(case.force(), "2020-09-01");
}

#[test]
fn a_withdrawal_on_the_trigger_day_comes_first() {
    let case = when("2 parties").ratified("AZ 2020-01-01 TR 2020-03-01").act("AZ", "withdrawal", "2020-03-01");
    assert_eq!(case.force(), "not met");
}

#[test]
fn a_notice_withdrawn_in_time_never_was() {
    let case = when("2 parties").ratified("AZ 2020-01-01").act_with("AZ", "withdrawal", "2020-02-01", |act| {
        act.effective = Some(day("2020-12-01"));
    });
    let case = case.act("AZ", "notice-withdrawn", "2020-03-01").ratified("TR 2021-01-01");
    assert_eq!(case.force(), "2021-01-01");
}

#[test]
fn who_has_ceased_no_longer_counts() {
    let case = when("2 parties").ratified("CSHH 1990-01-01 TR 1995-01-01").ceased("CSHH", "1993-01-01");
    assert_eq!(case.force(), "not met");
    assert_eq!(case.verdict().tree.left_out[0].reason, Reason::Ceased { on: day("1993-01-01") });
}

#[test]
fn any_consent_counts_and_what_is_none_never_does() {
    for kind in ["definitive-signature", "accession", "succession", "notification", "consent"] {
        assert_eq!(when("1 party").act("AZ", kind, "2020-01-01").force(), "2020-01-01", "{kind}");
    }
    for (kind, reason) in [
        ("signature", Reason::SignatureOnly),
        ("initialling", Reason::Initialled),
        ("provisional-application", Reason::Provisional),
    ] {
        let case = when("1 party").act("AZ", kind, "2020-01-01");
        assert_eq!(case.force(), "not met");
        assert_eq!(case.verdict().tree.left_out[0].reason, reason);
    }
}

#[test]
fn by_signature_counts_both_kinds_of_signature_but_none_ad_referendum() {
    let case = when("2 parties by signature").act("AZ", "signature", "2020-01-01");
    assert_eq!(case.clone().act("TR", "definitive-signature", "2020-02-01").force(), "2020-02-01");
    let referendum = case.act_with("TR", "signature", "2020-02-01", |act| act.ad_referendum = true);
    assert_eq!(referendum.force(), "not met");
    assert_eq!(referendum.verdict().tree.left_out[0].reason, Reason::AdReferendum);
    assert_eq!(referendum.ratified("TR 2020-03-01").force(), "not met");
}

#[test]
fn what_is_not_counted_binds_its_party_only() {
    let case = when("1 party").act_with("AZ", "succession", "2020-01-01", |act| act.counted = false);
    assert_eq!(case.force(), "not met");
    assert_eq!(case.verdict().tree.left_out[0].reason, Reason::NotCounted);
    assert_eq!(case.ratified("TR 2021-01-01").bound("AZ"), "2021-01-01");
}

#[test]
fn by_a_kind_leaves_other_kinds_out() {
    let case = when("2 parties by ratification").ratified("AZ 2020-01-01").act("TR", "accession", "2020-02-01");
    assert_eq!(case.force(), "not met");
    assert_eq!(case.verdict().tree.left_out[0].reason, Reason::OtherKind);
    assert_eq!(case.bound("TR"), "-");
    assert_eq!(case.ratified("GB 2020-03-01").bound("TR"), "2020-03-01");
}

#[test]
fn a_consent_whose_mode_is_not_stated_may_be_the_one_asked_for() {
    let case = when("1 party by ratification").act("AZ", "consent", "2020-01-01");
    assert_eq!(case.force(), "unknown");
    assert_eq!(case.verdict().tree.left_out[0].reason, Reason::ModeNotStated);
}

#[test]
fn completion_at_home_counts_from_its_day() {
    let case = when("all parties by domestic completion").closed("AZ TR");
    let case = case.completed("AZ", Completion::Complete(day("2020-01-01")));
    assert_eq!(case.force(), "not met");
    assert_eq!(case.verdict().missing.sentence(), "TR by domestic completion");
    let unknown = case.clone().completed("TR", Completion::Unknown);
    assert_eq!(unknown.force(), "unknown");
    let done = case.completed("TR", Completion::Complete(day("2020-06-01")));
    assert_eq!((done.force().as_str(), done.bound("AZ").as_str()), ("2020-06-01", "2020-06-01"));
}

#[test]
fn organisations_count_where_they_are_named() {
    let eu = |when_: &str| when(when_).organisation("EU").ratified("EU 2020-01-01 AZ 2020-02-01");
    assert_eq!(eu("2 parties").force(), "not met");
    assert_eq!(eu("2 parties").verdict().tree.left_out[0].reason, Reason::Organisation);
    assert_eq!(eu("2 parties").clause(|text| text.count_organisations = true).force(), "2020-02-01");
    assert_eq!(eu("all parties").closed("AZ EU").force(), "2020-02-01");
    assert_eq!(eu("EU").force(), "2020-01-01");
    assert_eq!(eu("all of both").group("both", "AZ EU").force(), "2020-02-01");
    assert_eq!(eu("2 parties of both").group("both", "AZ EU TR").force(), "2020-02-01");
}

#[test]
fn weights_leave_organisations_out_on_both_sides() {
    let case = when("60% of ghg").weight("ghg", None, "AZ=50 TR=30 EU=80").organisation("EU");
    let case = case.ratified("EU 2020-01-01 AZ 2020-02-01");
    assert_eq!(case.force(), "2020-02-01");
    assert_eq!(case.clause(|text| text.count_organisations = true).force(), "2020-02-01");
}

#[test]
fn per_cent_is_of_the_total_and_exact() {
    let case = when("55% of ghg").weight("ghg", Some("100"), "AZ=54.999999999999 TR=0.000000000001 GB=45");
    assert_eq!(case.clone().ratified("AZ 2020-01-01").force(), "not met");
    assert_eq!(case.clone().ratified("AZ 2020-01-01 TR 2020-02-01").force(), "2020-02-01");
    let more = when("more than 55% of ghg").weight("ghg", Some("100"), "AZ=55 TR=0.1");
    assert_eq!(more.clone().ratified("AZ 2020-01-01").force(), "not met");
    assert_eq!(more.ratified("AZ 2020-01-01 TR 2020-02-01").force(), "2020-02-01");
}

#[test]
fn a_group_restricts_both_sides_of_a_weight() {
    let case = when("50% of gt within fleets").weight("gt", Some("1000"), "AZ=60 TR=40 GB=900");
    let case = case.group("fleets", "AZ TR").ratified("GB 2020-01-01 AZ 2020-02-01");
    assert_eq!(case.force(), "2020-02-01");
    let measure = case.verdict().tree.measure.unwrap();
    assert_eq!((measure.have.to_string().as_str(), measure.what.as_str()), ("60", "% of gt within fleets"));
}

#[test]
fn a_party_without_a_value_is_unknown_where_that_matters() {
    let case = when("at least 50 of gt").weight("gt", None, "AZ=40 TR=30");
    let case = case.ratified("AZ 2020-01-01 GB 2020-02-01");
    assert_eq!(case.force(), "unknown");
    let super::super::ForceDay::Unknown { reasons, .. } = case.verdict().force else { panic!("unknown") };
    assert_eq!(reasons, [Gap::Value { code: code("GB"), weight: "gt".to_owned() }]);
    assert_eq!(case.ratified("TR 2020-03-01").force(), "2020-03-01");
}

#[test]
fn a_member_without_a_value_leaves_the_whole_unknown() {
    let case = when("50% of gt within fleets").weight("gt", None, "AZ=60 TR=40").group("fleets", "AZ TR GB");
    assert_eq!(case.clone().ratified("TR 2020-01-01").force(), "not met");
    assert_eq!(case.ratified("AZ 2020-01-01").force(), "unknown");
}

#[test]
fn each_party_may_have_to_be_large_enough() {
    let case = when("2 parties each with at least 100 fleet").weight("fleet", None, "AZ=100 TR=99.9 GB=200");
    let case = case.ratified("AZ 2020-01-01 TR 2020-02-01");
    assert_eq!(case.force(), "not met");
    assert_eq!(case.verdict().tree.left_out[0].reason, Reason::TooSmall);
    assert_eq!(case.ratified("GB 2020-03-01").force(), "2020-03-01");
}

#[test]
fn shares_are_rounded_up_and_more_than_is_more() {
    let members = |when_: &str| when(when_).group("members", "AZ TR GB US");
    let two = members("1/2 of members").ratified("AZ 2020-01-01 TR 2020-02-01");
    assert_eq!(two.force(), "2020-02-01");
    let two = members("more than half of members").ratified("AZ 2020-01-01 TR 2020-02-01");
    assert_eq!((two.force().as_str(), two.verdict().missing.fewest), ("not met", 1));
    let third = members("two thirds of members").ratified("AZ 2020-01-01 TR 2020-02-01 GB 2020-03-01");
    assert_eq!(third.force(), "2020-03-01");
}

#[test]
fn only_members_of_the_day_count_above_and_below_the_line() {
    let rolling = when("2/3 of members")
        .member("members", "AZ", "1950-01-01", "..")
        .member("members", "TR", "1950-01-01", "1970-01-01")
        .member("members", "GB", "1950-01-01", "..");
    let rolling = rolling.ratified("AZ 1960-01-01");
    assert_eq!(rolling.force(), "not met");
    let left = rolling.ratified("US 1961-01-01 GB 1980-01-01");
    assert_eq!(left.force(), "1980-01-01");
    let shrunk = when("half of members").member("members", "AZ", "1950-01-01", "..");
    let shrunk = shrunk.member("members", "TR", "1950-01-01", "1970-01-01").member("members", "GB", "1950-01-01", "..");
    assert_eq!(shrunk.ratified("AZ 1960-01-01").force(), "1970-01-01");
}

#[test]
fn a_frozen_share_asks_the_members_of_its_day() {
    let case = when("3/4 of members as of 2005-05-27")
        .member("members", "AZ", "2000-01-01", "..")
        .member("members", "TR", "2000-01-01", "2004-01-01")
        .member("members", "GB", "2010-01-01", "..");
    let case = case.ratified("GB 2011-01-01 TR 2012-01-01");
    assert_eq!(case.force(), "not met");
    assert_eq!(case.ratified("AZ 2013-01-01").force(), "2013-01-01");
}

#[test]
fn and_needs_all_on_one_day_and_or_needs_one() {
    let case = when("all of depositaries and 3 parties").group("depositaries", "GB US");
    let case = case.ratified("AZ 2020-01-01 TR 2020-02-01 GB 2020-03-01");
    assert_eq!(case.force(), "not met");
    let verdict = case.verdict();
    assert_eq!(verdict.tree.children[1].met, Met::Met);
    assert_eq!(verdict.missing.indispensable, [code("US")]);
    assert_eq!(case.ratified("US 2020-04-01").force(), "2020-04-01");
    let either = when("5 parties or event opened").event("opened", "2020-05-01").ratified("AZ 2020-01-01");
    assert_eq!(either.force(), "2020-05-01");
}

#[test]
fn a_fixed_date_holds_if_the_condition_is_met_by_then() {
    let case = when("2 parties").on("2020-06-01").then("90 days");
    assert_eq!(case.clone().ratified("AZ 2020-01-01 TR 2020-06-01").force(), "2020-06-01");
    assert_eq!(case.ratified("AZ 2020-01-01 TR 2020-06-02").force(), "2020-08-31");
}

#[test]
fn a_date_alone_needs_no_act() {
    let case = when("1 party").on("2020-06-01").clause(|text| text.when = None);
    assert_eq!(case.force(), "2020-06-01");
}

#[test]
fn floors_lift_the_day_and_the_latest_wins() {
    let case = when("1 party").ratified("AZ 2020-01-01").not_before("2021-01-01");
    let case = case.clause(|text| text.not_before.push(Floor::Day(day("2020-06-01"))));
    assert_eq!(case.force(), "2021-01-01");
    let event = when("1 party").ratified("AZ 2020-01-01").not_before("event parent-in-force");
    assert_eq!(event.force(), "not met");
    assert_eq!(event.verdict().missing.sentence(), "event parent-in-force");
    assert_eq!(event.event("parent-in-force", "2019-01-01").force(), "2020-01-01");
}

#[test]
fn a_floor_may_be_another_agreement() {
    let case = when("1 party").ratified("AZ 2020-01-01").not_before("agreement 2001-parent");
    assert_eq!(case.force(), "unknown");
    assert_eq!(case.clone().other("2001-parent", OtherForce::NotInForce).force(), "not met");
    assert_eq!(case.other("2001-parent", OtherForce::On(day("2022-01-01"))).force(), "2022-01-01");
}

#[test]
fn of_several_routes_the_earliest_result_wins() {
    let case = when("13 parties").then("6 months").route("3 parties of north", "30 days").group("north", "AZ TR GB");
    let case = case.ratified("AZ 2020-01-01 TR 2020-02-01 GB 2020-03-01");
    assert_eq!(case.force(), "2020-03-31");
    assert_eq!(case.verdict().tree.children.len(), 2);
    let fast = when("2 parties").then("1 year").route("3 parties", "same day");
    assert_eq!(fast.ratified("AZ 2020-01-01 TR 2020-02-01 GB 2020-03-01").force(), "2020-03-01");
}

#[test]
fn a_note_may_count_from_the_day_it_was_sent() {
    let sent = |date: &str| {
        let date = day(date);
        move |act: &mut super::super::FactAct| act.sent = Some(date)
    };
    let case = when("all parties by notification").closed("AZ TR").clause(|text| text.counts = Counting::Sent);
    let case = case.act_with("AZ", "notification", "2020-02-01", sent("2020-01-20"));
    let known = case.clone().act_with("TR", "notification", "2020-03-01", sent("2020-02-20"));
    assert_eq!(known.force(), "2020-02-20");
    let unknown = case.act("TR", "notification", "2020-03-01");
    assert_eq!((unknown.force().as_str(), unknown.verdict().met), ("unknown", Met::Met));
    assert_eq!(unknown.verdict().trigger_latest, Some(day("2020-03-01")));
}

#[test]
fn months_clip_or_roll_as_the_clause_says() {
    let case = when("1 party").then("3 months").ratified("AZ 1993-08-31");
    assert_eq!(case.force(), "1993-11-30");
    assert_eq!(case.clause(|text| text.end_of_month = EndOfMonth::Roll).force(), "1993-12-01");
}

#[test]
fn residual_needs_every_negotiating_party() {
    let mut case = when("residual").closed("AZ TR GB").ratified("AZ 2020-01-01 TR 2020-02-01");
    assert!(case.resolved().unwrap().is_residual());
    assert_eq!(case.force(), "not met");
    case.participant(code("GB")).negotiating = false;
    assert_eq!(case.force(), "2020-02-01");
}

#[test]
fn in_an_open_list_all_parties_are_never_certain() {
    let case = when("all parties").ratified("AZ 2020-01-01").act("TR", "signature", "2020-01-01");
    assert_eq!(case.force(), "not met");
    assert_eq!(case.ratified("TR 2020-02-01").force(), "unknown");
}

#[test]
fn without_a_clause_a_closed_list_means_all_parties_and_an_open_one_nothing() {
    let closed = silent().closed("AZ TR").ratified("AZ 2020-01-01 TR 2020-02-01");
    let verdict = closed.verdict();
    assert_eq!((closed.force().as_str(), verdict.basis), ("2020-02-01", Basis::Assumed));
    let open = silent().ratified("AZ 2020-01-01");
    assert_eq!((open.force().as_str(), open.verdict().met), ("unknown", Met::Unknown));
}

#[test]
fn silence_accepts_unless_enough_object() {
    let case = when("1 party").deemed("2020-07-01", "1/3 of members").then("6 months");
    let case = case.group("members", "AZ TR GB").binds("all of members");
    assert_eq!(case.force(), "2021-01-01");
    let objected = case.clone().act("TR", "objection", "2020-06-30");
    assert_eq!(objected.force(), "not met");
    assert_eq!(objected.verdict().missing.sentence(), "objections prevented acceptance on 2020-07-01");
    let late = case.clone().act("TR", "objection", "2020-07-02");
    assert_eq!(late.force(), "2021-01-01");
    assert_eq!(case.clone().asked_on("2020-06-30").force(), "not met");
    let more = case.clause(|text| text.deemed.as_mut().unwrap().unless = Some(phrase("more than 1/3 of members")));
    let more = more.act("TR", "objection", "2020-06-30");
    assert_eq!((more.force().as_str(), more.bound("AZ").as_str()), ("2021-01-01", "2021-01-01"));
    assert!(more.verdict().party(code("TR")).unwrap().refused);
    assert_eq!(more.bound("TR"), "-");
}

#[test]
fn an_empty_group_is_refused_and_a_group_of_nobody_yet_is_never_met() {
    let case = when("all of members").member("members", "AZ", "2020-01-01", "..");
    assert_eq!(case.clone().asked_on("2019-01-01").force(), "not met");
    assert_eq!(case.ratified("AZ 2019-06-01").force(), "2020-01-01");
}
