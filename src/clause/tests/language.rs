//! The language itself: what parses, how it prints, and what a fault says.

use super::super::{ClauseFault, parse_condition, parse_condition_with, parse_delay, parse_duration};
use super::fixture::{names, phrase, silent, when};

fn canonical(text: &str) -> String {
    let tree = parse_condition(text).unwrap();
    let printed = tree.to_string();
    assert_eq!(parse_condition(&printed).unwrap(), tree, "{printed}");
    printed
}

fn fault(text: &str) -> ClauseFault {
    parse_condition_with(text, &names).unwrap_err()
}

/// The underlined words, the message and the help.
fn told(text: &str) -> (String, String, String) {
    let fault = fault(text);
    (text[fault.span.clone()].to_owned(), fault.message, fault.help.unwrap_or_default())
}

#[test]
fn every_construct_parses_and_prints_canonically() {
    for text in [
        "all parties",
        "all parties by domestic completion",
        "all of both-parties by signature",
        "any of coastal-states",
        "event three-years-after-adoption",
        "RU and GB and US and 40 parties",
        "X-AFU by ratification or accession",
        "residual",
        "1 party",
        "more than 15 parties",
        "5 parties of g",
        "6 parties each with at least 1000000 gross-tonnage by definitive-signature",
        "2 parties of north each with at least 0.5 fleet",
        "2/3 of members",
        "more than 1/2 of members as of 2005-05-27 by acceptance",
        "55% of ghg",
        "more than 56.87% of ghg within annex-1 by ratification or notification",
        "200000000 of gross-tonnage",
        "15 parties and (50% of gt or more than 3 parties of fleets)",
        "(a-group-is-no-term-but 1 party)",
    ] {
        match parse_condition(text) {
            Ok(tree) => assert_eq!(tree.to_string(), text),
            Err(_) => assert!(text.starts_with("(a-group"), "{text}"),
        }
    }
}

#[test]
fn other_spellings_print_alike() {
    for (text, printed) in [
        ("at least 10 States", "10 parties"),
        ("10 instruments by ratification", "10 parties by ratification"),
        ("all States", "all parties"),
        ("half of members", "1/2 of members"),
        ("more than two thirds of members", "more than 2/3 of members"),
        ("one quarter of members", "1/4 of members"),
        ("four fifths of members", "4/5 of members"),
        ("at least 200,000,000 of gt", "200000000 of gt"),
        ("55 % of ghg", "55% of ghg"),
        ("((AZ) and (TR))", "AZ and TR"),
        ("AZ and (TR and GB)", "AZ and (TR and GB)"),
        ("AZ by ratification or accession or 5 parties", "AZ by ratification or accession or 5 parties"),
        ("AZ by ratification or accession and TR", "AZ by ratification or accession and TR"),
    ] {
        assert_eq!(canonical(text), printed);
    }
}

#[test]
fn delays_and_durations_parse_and_print() {
    for (text, printed) in [
        ("same day", "same day"),
        ("30 days", "30 days"),
        ("after 1 days", "1 day"),
        ("3 months, then first day of next month", "3 months, then first day of next month"),
        ("on the first day of the second month", "first day of 2nd month"),
        ("first day of the 1st month", "first day of next month"),
        ("60 days after, then the first day of the 3rd month", "60 days, then first day of 3rd month"),
        ("next 1 january", "next 1 January"),
        ("2 weeks, then 1 year", "2 weeks, then 1 year"),
    ] {
        let delay = parse_delay(text).unwrap();
        assert_eq!(delay.to_string(), printed);
        assert_eq!(parse_delay(printed).unwrap(), delay);
    }
    for text in ["5 years", "2026-02-05", "indefinite"] {
        assert_eq!(parse_duration(text).unwrap().to_string(), text);
    }
}

#[test]
fn delays_that_say_nothing_clear_are_faults() {
    let told = |text: &str| {
        let fault = parse_delay(text).unwrap_err();
        (text[fault.span.clone()].to_owned(), fault.help.unwrap_or(fault.message))
    };
    assert_eq!(told("0 days"), ("0".into(), "write `same day`".into()));
    assert_eq!(told("immediately"), ("immediately".into(), "write `same day`".into()));
    assert_eq!(told("30 days then 1 month"), ("then".into(), "put a comma before `then`".into()));
    assert_eq!(told("next 31 April"), ("31 April".into(), "no year has a 31 April".into()));
    assert!(told("the 30th day").1.starts_with("write `30 days`"));
    assert_eq!(told("30 dayz"), ("dayz".into(), "did you mean `days`?".into()));
    assert_eq!(told("10001 days").0, "10001");
    assert_eq!(parse_duration("same day").unwrap_err().code, "clause-syntax");
}

#[test]
fn and_beside_or_needs_parentheses() {
    let (words, message, help) = told("AZ and TR or 5 parties");
    assert_eq!((words.as_str(), message.as_str()), ("or", "`or` beside `and` can be read in two ways"));
    assert_eq!(help, "put parentheses around what belongs together, for example `(AZ and TR) or …`");
    assert_eq!(fault("(AZ or TR and GB) and US").span, 10..13);
    assert!(parse_condition("AZ and (TR or GB)").is_ok());
}

#[test]
fn parties_are_counted_and_not_instruments() {
    let (words, _, help) = told("40 ratifications");
    assert_eq!((words.as_str(), help.as_str()), ("40 ratifications", "write `40 parties by ratification`"));
    assert_eq!(told("all of g and 1 accession").2, "write `1 party by accession`");
    assert_eq!(told("8 signatories").2, "write `8 parties by signature`");
    assert_eq!(told("3 members").2, "write `3 parties of` and the name of the group");
}

#[test]
fn a_known_name_offers_its_code() {
    let (words, message, help) = told("AZ and Türkiye");
    assert_eq!((words.as_str(), help.as_str()), ("Türkiye", "write `TR`"));
    assert_eq!(message, "a clause holds codes, not names: `Türkiye`");
    assert_eq!(told("United States of America and 5 parties").0, "United States of America");
    assert_eq!(told("all of United States").2, "write `US`");
    assert_eq!(told("tr and AZ").2, "a code is written in capitals: `TR`");
}

#[test]
fn what_was_expected_is_said() {
    for (text, words, help) in [
        ("10 party of", "", ""),
        ("10 partys", "partys", "did you mean `parties`?"),
        ("10 Parties", "Parties", "write `parties` in small letters"),
        ("all of AZ", "AZ", "`AZ` is a party; a party alone stands without `of`: `AZ`"),
        ("all of Members", "Members", "names are written in small letters: `members`"),
        ("any of parties", "parties", ""),
        ("majority of members", "majority", "write `more than half of` and the group"),
        ("10 parties by vote", "vote", "`vote` is no consent; for what is done at home write `domestic completion`"),
        ("10 parties by ratificaton", "ratificaton", "did you mean `ratification`?"),
        ("two parties", "parties", "numbers are digits: `2`"),
        ("(AZ and TR", "", ""),
        ("AZ TR", "TR", ""),
        ("2/3 of members as of 2005-02-30", "2005-02-30", ""),
        (
            "12,34 parties",
            "12,34",
            "a comma inside a number is followed by three digits; a fraction takes a point, as in 56.87",
        ),
        ("5/4 of members", "5/4", "write a fraction between the two, for example `2/3`"),
        ("101% of ghg", "101%", "write a share of the whole, for example `60% of`"),
        ("0 parties", "0", "write how many parties, for example `20 parties`"),
        ("2.5 parties", "2.5", "write how many parties, for example `20 parties`"),
        ("AZ; TR", ";", ""),
        ("", "", "write the words, or leave the key out"),
    ] {
        let (found, _, offered) = told(text);
        assert_eq!((found.as_str(), offered.as_str()), (words, help), "{text}");
    }
}

#[test]
fn deep_nesting_is_refused_and_not_a_crash() {
    let deep = format!("{}AZ{}", "(".repeat(100_000), ")".repeat(100_000));
    assert_eq!(fault(&deep).code, "clause-length");
    assert_eq!(fault(&"(".repeat(4_000)).code, "clause-depth");
    assert!(parse_condition(&format!("{}AZ{}", "(".repeat(60), ")".repeat(60))).is_ok());
}

/// Code, underlined words and help of the first fault of a clause.
fn refused(case: &super::fixture::Case) -> (&'static str, String, String) {
    let faults = case.resolved().unwrap_err();
    let first = &faults[0];
    let words = first.phrase.as_ref().map_or("", |phrase| &phrase.text[first.fault.span.clone()]);
    (first.fault.code, words.to_owned(), first.fault.help.clone().unwrap_or_default())
}

#[test]
fn names_that_lead_nowhere_are_faults() {
    let slip = when("2/3 of membres").group("members", "AZ");
    assert_eq!(refused(&slip), ("unknown-group", "membres".into(), "did you mean `members`?".into()));
    let weight = when("55% of ghgs").weight("ghg", None, "AZ=1");
    assert_eq!(refused(&weight).2, "did you mean `ghg`?");
    let mixed = when("40 of members").group("members", "AZ");
    assert_eq!(refused(&mixed).0, "unknown-weight");
    assert!(refused(&mixed).2.starts_with("`members` is a group"));
    let group = when("all of ghg").weight("ghg", None, "AZ=1");
    assert!(refused(&group).2.starts_with("`ghg` is a weight"));
    assert_eq!(refused(&when("40 instruments of ratification")).2, "how a party acts follows `by`: `by ratification`");
    assert_eq!(refused(&when("all of nobody")).2, "list its members: `[groups]`, `nobody = [\"…\"]`");
    assert_eq!(refused(&when("all of none").group("none", "")).0, "empty-group");
}

#[test]
fn codes_must_be_known() {
    let listed = when("GB and AZ").closed("AZ TR");
    assert_eq!(refused(&listed), ("party-not-listed", "GB".into(), "`parties` lists AZ, TR".into()));
    assert_eq!(refused(&when("QQ")).0, "unknown-party");
    assert_eq!(refused(&when("CUBA")).2, "write `CU`");
    assert!(when("GB").resolved().is_ok());
    assert!(when("QQ").group("g", "QQ").resolved().is_ok());
}

#[test]
fn every_fault_of_a_clause_is_found() {
    let case = when("all of nobody and 5% of nothing").then("someday").not_before("event").later("2 fortnights");
    let faults = case.resolved().unwrap_err();
    assert_eq!(faults.len(), 5);
    assert!(faults.iter().all(|fault| fault.phrase.is_some()));
}

#[test]
fn a_clause_says_when() {
    let case = when("1 party").clause(|text| text.when = None);
    let faults = case.resolved().unwrap_err();
    assert_eq!((faults[0].fault.code, faults[0].phrase.clone()), ("clause-without-when", None));
    assert!(silent().resolved().is_ok());
}

#[test]
fn the_other_phrases_are_read_too() {
    assert_eq!(refused(&when("1 party").binds("everybody")).1, "everybody");
    assert!(when("1 party").binds("acting").resolved().is_ok());
    assert_eq!(refused(&when("1 party").not_before("agreement Parent")).1, "Parent");
    assert_eq!(refused(&when("1 party").term(|term| term.leave = Some(phrase("long")))).1, "long");
    assert_eq!(refused(&when("1 party").term(|term| term.renews = Some(phrase("2030-01-01")))).1, "2030-01-01");
    let words = when("2 parties").then("30 days").not_before("event opened").resolved().unwrap().words();
    assert_eq!(words, "2 parties: 30 days; not before event opened");
}
