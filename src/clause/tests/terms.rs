//! Meanings of the language: how long an agreement lasts.

use super::super::{EndReason, Ends};
use super::fixture::{Case, code, day, phrase, when};

fn five_years() -> Case {
    when("all parties").closed("AZ TR").ratified("AZ 2010-01-01 TR 2010-02-01").term(|term| {
        term.lasts = Some(phrase("5 years"));
    })
}

fn ends(case: &Case) -> Ends {
    case.verdict().ends
}

#[test]
fn without_renewal_it_expires() {
    let ends = ends(&five_years());
    assert_eq!((ends.on, ends.why), (Some(day("2015-02-01")), Some(EndReason::Expiry)));
    assert_eq!(ends.arithmetic, ["2010-02-01 + 5 years = 2015-02-01"]);
}

#[test]
fn a_date_is_the_first_day_outside_and_indefinite_has_none() {
    let until = five_years().term(|term| term.lasts = Some(phrase("2026-02-05")));
    assert_eq!(ends(&until).on, Some(day("2026-02-05")));
    let ever = five_years().term(|term| term.lasts = Some(phrase("indefinite")));
    assert_eq!(ends(&ever), Ends::default());
}

#[test]
fn tacit_renewal_goes_on_and_is_marked() {
    let case = five_years().term(|term| {
        term.renews = Some(phrase("5 years"));
        term.notice = Some(phrase("6 months"));
    });
    let ends = ends(&case.asked_on("2021-06-01"));
    assert_eq!((ends.on, ends.renewals, ends.period_until), (None, 2, Some(day("2025-02-01"))));
    assert_eq!(ends.notice_by, Some(day("2024-08-01")));
}

#[test]
fn notice_in_time_ends_it_with_the_period_and_notice_too_late_with_the_next() {
    let case = five_years().term(|term| {
        term.renews = Some(phrase("5 years"));
        term.notice = Some(phrase("6 months"));
    });
    let in_time = case.clone().act("AZ", "withdrawal", "2014-08-01");
    assert_eq!(in_time.bound("AZ"), "2010-02-01/2015-02-01");
    let end = ends(&in_time);
    assert_eq!((end.on, end.why), (Some(day("2015-02-01")), Some(EndReason::TooFewParties)));
    let too_late = case.act("AZ", "withdrawal", "2014-08-02");
    assert_eq!(ends(&too_late).on, Some(day("2020-02-01")));
}

#[test]
fn an_extension_made_in_time_moves_the_end() {
    let mut case = five_years();
    case.facts.extensions = vec![(day("2014-12-01"), Some(day("2020-02-01")))];
    assert_eq!(ends(&case).on, Some(day("2020-02-01")));
    case.facts.extensions = vec![(day("2015-03-01"), Some(day("2020-02-01")))];
    assert_eq!(ends(&case).on, Some(day("2015-02-01")));
    case.facts.extensions = vec![(day("2014-12-01"), None)];
    assert_eq!(ends(&case).on, None);
}

#[test]
fn termination_and_the_end_of_a_parent_end_it() {
    let mut case = five_years();
    case.facts.terminations = vec![day("2012-01-01")];
    assert_eq!(ends(&case).why, Some(EndReason::Termination));
    let mut case = five_years().term(|term| term.ends_with = Some("parent".parse().unwrap()));
    case.facts.ended.insert("parent".parse().unwrap(), day("2013-01-01"));
    assert_eq!((ends(&case).on, ends(&case).why), (Some(day("2013-01-01")), Some(EndReason::WithAnother)));
}

#[test]
fn fewer_than_two_parties_end_a_closed_agreement_only() {
    let leave =
        |case: Case| case.act_with("AZ", "withdrawal", "2012-01-01", |act| act.effective = Some(day("2012-07-01")));
    let closed = leave(when("all parties").closed("AZ TR").ratified("AZ 2010-01-01 TR 2010-02-01"));
    assert_eq!((ends(&closed).on, ends(&closed).why), (Some(day("2012-07-01")), Some(EndReason::TooFewParties)));
    let open = leave(when("2 parties").ratified("AZ 2010-01-01 TR 2010-02-01"));
    assert_eq!(ends(&open).on, None);
    assert_eq!(closed.verdict().party(code("TR")).unwrap().bound_until, None);
}
