//! Meanings of the language: when each party is bound, and when it leaves.

use super::fixture::{code, day, when};
use crate::model::LaterFrom;

#[test]
fn without_a_rule_for_later_parties_consent_binds_on_its_day() {
    let case = when("2 parties").then("3 months").ratified("AZ 2020-01-01 TR 2020-02-01 GB 2020-03-01 US 2020-08-01");
    assert_eq!(case.force(), "2020-05-01");
    for (party, from) in [("AZ", "2020-05-01"), ("GB", "2020-05-01"), ("US", "2020-08-01")] {
        assert_eq!(case.bound(party), from, "{party}");
    }
}

#[test]
fn later_runs_from_the_own_act_after_the_trigger_or_after_force() {
    let case = when("2 parties").then("3 months").later("90 days");
    let case = case.ratified("AZ 2020-01-01 TR 2020-02-01 GB 2020-03-01 US 2020-08-01");
    assert_eq!((case.bound("GB").as_str(), case.bound("US").as_str()), ("2020-05-30", "2020-10-30"));
    assert_eq!(case.verdict().party(code("GB")).unwrap().arithmetic, ["2020-03-01 + 90 days = 2020-05-30"]);
    let from_force = case.clause(|text| text.later_from = LaterFrom::Force);
    assert_eq!((from_force.bound("GB").as_str(), from_force.bound("US").as_str()), ("2020-05-01", "2020-10-30"));
    assert_eq!(from_force.ratified("RU 2020-05-01").bound("RU"), "2020-07-30");
}

#[test]
fn nobody_is_bound_before_the_agreement() {
    let case = when("2 parties").then("1 year").later("30 days").ratified("AZ 2020-01-01 TR 2020-02-01 GB 2020-03-01");
    assert_eq!(case.bound("GB"), "2021-02-01");
    let early = when("1 party").then("1 year").act_with("AZ", "accession", "2020-01-01", |act| {
        act.effective = Some(day("2020-06-01"));
    });
    assert_eq!(early.bound("AZ"), "2021-01-01");
}

#[test]
fn an_announced_day_is_the_partys_own() {
    let case = when("1 party").later("30 days").ratified("AZ 2020-01-01");
    let case = case.act_with("TR", "accession", "2020-03-01", |act| act.effective = Some(day("2020-04-15")));
    assert_eq!(case.bound("TR"), "2020-04-15");
}

#[test]
fn succession_counts_when_notified_and_binds_from_its_effect() {
    let case = when("2 parties").ratified("AZ 1960-01-01 TR 1961-01-01");
    let case = case.act_with("GB", "succession", "1970-01-01", |act| act.effective = Some(day("1965-01-01")));
    assert_eq!(case.bound("GB"), "1965-01-01");
    let counted = when("2 parties").ratified("AZ 1960-01-01");
    let counted = counted.act_with("GB", "succession", "1970-01-01", |act| act.effective = Some(day("1965-01-01")));
    assert_eq!((counted.force().as_str(), counted.bound("GB").as_str()), ("1970-01-01", "1970-01-01"));
}

#[test]
fn a_signature_binds_only_where_a_condition_counts_it() {
    let case = when("2 parties by signature").act("AZ", "signature", "2020-01-01").act("TR", "signature", "2020-02-01");
    assert_eq!(case.bound("AZ"), "2020-02-01");
    let subject = when("1 party").ratified("TR 2020-02-01").act("AZ", "signature", "2020-01-01");
    assert_eq!(subject.bound("AZ"), "-");
    let some = when("all of signing by signature and TR by ratification").group("signing", "AZ");
    let some = some.act("AZ", "signature", "2020-01-01").act("TR", "signature", "2020-01-02").ratified("TR 2020-03-01");
    assert_eq!(some.verdict().party(code("TR")).unwrap().consent_on, Some(day("2020-03-01")));
}

#[test]
fn a_party_stays_one_until_its_withdrawal_takes_effect() {
    let case = when("1 party").ratified("AZ 2010-01-01");
    let plain = case.clone().act("AZ", "withdrawal", "2015-03-31");
    assert_eq!(plain.bound("AZ"), "2010-01-01/?");
    let leave = plain.clone().term(|term| term.leave = Some(super::fixture::phrase("12 months")));
    assert_eq!(leave.bound("AZ"), "2010-01-01/2016-03-31");
    let stated = case.act_with("AZ", "withdrawal", "2015-03-31", |act| act.effective = Some(day("2015-12-31")));
    assert_eq!(stated.bound("AZ"), "2010-01-01/2015-12-31");
    assert!(stated.verdict().party(code("AZ")).unwrap().is_bound_on(day("2015-12-30")));
}

#[test]
fn consent_taken_back_before_force_never_bound() {
    let case = when("2 parties").ratified("AZ 2020-01-01").act("AZ", "withdrawal", "2020-02-01");
    let verdict = case.clone().verdict();
    let party = verdict.party(code("AZ")).unwrap();
    assert_eq!((party.consent, party.taken_back, party.end_unknown), (None, Some(day("2020-02-01")), false));
    let relied_on = when("2 parties").then("6 months").ratified("AZ 2020-01-01 TR 2020-01-02");
    assert_eq!(relied_on.act("AZ", "withdrawal", "2020-03-01").bound("AZ"), "2020-07-02/?");
}

#[test]
fn a_consent_that_still_counted_at_the_trigger_was_relied_on() {
    let case = when("2 parties").then("3 months").ratified("AZ 2020-01-01");
    let case = case.act_with("AZ", "withdrawal", "2020-02-01", |act| act.effective = Some(day("2020-09-01")));
    let case = case.ratified("TR 2020-03-01");
    assert_eq!((case.force().as_str(), case.bound("AZ").as_str()), ("2020-06-01", "2020-06-01/2020-09-01"));
}

#[test]
fn of_two_ends_the_earlier_is_the_end() {
    let case = when("1 party").ratified("CSHH 1990-01-01").ceased("CSHH", "1993-01-01");
    let case = case.act_with("CSHH", "withdrawal", "1992-06-01", |act| act.effective = Some(day("1994-06-01")));
    assert_eq!(case.bound("CSHH"), "1990-01-01/1993-01-01");
}

#[test]
fn left_and_rejoined_keeps_both_periods() {
    let case = when("1 party").later("30 days").ratified("AZ 2010-01-01");
    let case = case.act_with("AZ", "withdrawal", "2012-01-01", |act| act.effective = Some(day("2013-01-01")));
    let case = case.act("AZ", "accession", "2015-01-01");
    let verdict = case.verdict();
    let periods = &verdict.party(code("AZ")).unwrap().periods;
    assert_eq!((periods[0].from, periods[0].until), (day("2010-01-01"), Some(day("2013-01-01"))));
    assert_eq!((periods[1].from, periods[1].until), (day("2015-01-31"), None));
    assert_eq!(case.bound("AZ"), "2015-01-31");
}

#[test]
fn exclusion_and_the_end_of_a_state_end_membership() {
    let case = when("1 party").ratified("AZ 2010-01-01 CSHH 2010-01-01").act("AZ", "exclusion", "2011-01-01");
    assert_eq!(case.bound("AZ"), "2010-01-01/2011-01-01");
    assert_eq!(case.ceased("CSHH", "2012-01-01").bound("CSHH"), "2010-01-01/2012-01-01");
}

#[test]
fn a_clause_may_bind_a_whole_group() {
    let case = when("2/3 of members").binds("all of members");
    let case = case.member("members", "AZ", "1950-01-01", "..").member("members", "TR", "1950-01-01", "..");
    let case = case.member("members", "GB", "1950-01-01", "1990-01-01").member("members", "US", "1985-01-01", "..");
    let case = case.ratified("AZ 1980-01-01");
    assert_eq!((case.force().as_str(), case.bound("AZ").as_str()), ("not met", "-"));
    assert_eq!(case.verdict().party(code("AZ")).unwrap().consent_on, Some(day("1980-01-01")));
    let case = case.ratified("TR 1981-01-01 RU 1982-01-01");
    assert_eq!((case.force().as_str(), case.bound("RU").as_str()), ("1981-01-01", "-"));
    for (party, bound) in [("AZ", "1981-01-01"), ("GB", "1981-01-01/1990-01-01"), ("US", "1985-01-01")] {
        assert_eq!(case.bound(party), bound, "{party}");
    }
}

#[test]
fn silence_binds_everybody_of_a_closed_list_but_who_objected() {
    let case =
        when("1 party").deemed("2020-07-01", "2 parties").closed("AZ TR GB").act("GB", "objection", "2020-06-01");
    assert_eq!((case.bound("AZ").as_str(), case.bound("GB").as_str()), ("2020-07-01", "-"));
    assert_eq!(case.ratified("GB 2021-01-01").bound("GB"), "2021-01-01");
}
