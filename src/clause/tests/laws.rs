//! Laws that hold of every condition and every set of facts.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::syntax::{
    Amount, By, ByKind, Compare, Condition, Delay, DelayStep, Name, NamedCode, Share, Term, Unit,
};
use super::super::{FactAct, Facts, ForceDay, Participant, evaluate, parse_condition, parse_delay, resolve};
use super::fixture::{Case, code, day, when};
use super::plain::Plain;
use crate::date::Day;
use crate::model::{Agreement, Code, Kind};

pub(super) const PEOPLE: [&str; 6] = ["AA", "BB", "CC", "DD", "EE", "FF"];
const GROUPS: [(&str, &str); 3] = [("left", "AA BB CC"), ("right", "CC DD"), ("big", "AA BB CC DD EE")];
const VALUES: &str = "AA=10 BB=20.5 CC=0.25 DD=30 EE=39.25";

fn name(text: &str) -> Name {
    Name { text: text.to_owned(), at: 0..0 }
}

fn any_group() -> impl Strategy<Value = Name> {
    prop::sample::select(GROUPS.to_vec()).prop_map(|(group, _)| name(group))
}

fn any_by() -> impl Strategy<Value = By> {
    let kinds = vec![Kind::Signature, Kind::Ratification, Kind::Accession, Kind::Notification];
    let kind = prop::sample::select(kinds).prop_map(ByKind::Act);
    prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(kind, 1..3)].prop_map(By)
}

fn any_share() -> impl Strategy<Value = Share> {
    (1_u32..5).prop_flat_map(|whole| (1..=whole, Just(whole))).prop_map(|(part, whole)| Share { part, whole })
}

fn any_amount() -> impl Strategy<Value = Amount> {
    let weight = (1_u64..9, any::<bool>(), any::<bool>(), prop::option::of(any_group()), any_by());
    prop_oneof![
        (1_u32..6, prop::option::of(any_group()), any::<bool>(), any_by()).prop_map(|(count, group, each, by)| {
            let each = each.then(|| ("20.5".parse().unwrap(), name("ghg")));
            Amount::Parties { count, group, each, by }
        }),
        (any_share(), any_group(), prop::option::of(0_u64..40), any_by())
            .prop_map(|(share, group, as_of, by)| { Amount::Share { share, group, as_of: as_of.map(nth), by } }),
        weight.prop_map(|(tenths, percent, half, within, by)| {
            let amount = format!("{}{}", tenths * 10, if half { ".5" } else { "" }).parse().unwrap();
            Amount::Weight { amount, percent, weight: name("ghg"), within, by }
        }),
    ]
}

fn any_term() -> impl Strategy<Value = Term> {
    let party = prop::sample::select(PEOPLE.to_vec()).prop_map(|who| NamedCode { code: code(who), at: 0..0 });
    prop_oneof![
        (any_group(), any_by()).prop_map(|(group, by)| Term::AllOf(group, by)),
        (any_group(), any_by()).prop_map(|(group, by)| Term::AnyOf(group, by)),
        (party, any_by()).prop_map(|(party, by)| Term::Party(party, by)),
        (any::<bool>(), any_amount()).prop_map(|(more, amount)| {
            Term::Amount(if more { Compare::MoreThan } else { Compare::AtLeast }, amount)
        }),
        prop::sample::select(vec!["opened", "adopted"]).prop_map(|event| Term::Event(name(event))),
        any_by().prop_map(Term::AllParties),
        Just(Term::Residual),
    ]
}

fn any_condition() -> impl Strategy<Value = Condition> {
    any_term().prop_map(Condition::Term).prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Condition::And),
            prop::collection::vec(inner, 2..4).prop_map(Condition::Or),
        ]
    })
}

fn any_delay() -> impl Strategy<Value = Delay> {
    let unit = prop::sample::select(vec![Unit::Day, Unit::Week, Unit::Month, Unit::Year]);
    let step = prop_oneof![
        (1_u32..400, unit).prop_map(|(count, unit)| DelayStep::Add(count, unit)),
        (1_u32..30).prop_map(DelayStep::FirstOfMonth),
        (1_u32..29, 1_u32..13).prop_map(|(day, month)| DelayStep::Next { day, month }),
    ];
    prop::collection::vec(step, 0..4).prop_map(Delay)
}

/// Days close together, so that acts meet on one day.
pub(super) fn nth(day_: u64) -> Day {
    day("2000-01-30") + chrono::Days::new(day_)
}

/// What one party did: kind and day.
type Deed = (usize, Kind, u64);

fn any_deeds() -> impl Strategy<Value = Vec<Deed>> {
    let kinds = vec![
        Kind::Signature,
        Kind::Ratification,
        Kind::Ratification,
        Kind::Accession,
        Kind::Notification,
        Kind::Withdrawal,
    ];
    prop::collection::vec((0..PEOPLE.len(), prop::sample::select(kinds), 0_u64..30), 0..14)
}

fn facts(deeds: &[Deed], ceased: Option<u64>) -> Facts {
    let mut facts = Facts::new(nth(60), false);
    for (who, person) in PEOPLE.iter().enumerate() {
        let mut participant = Participant::new(code(person));
        participant.organisation = who == 4;
        participant.ceased = ceased.filter(|_| who == 0).map(nth);
        let own = deeds.iter().enumerate().filter(|(_, deed)| deed.0 == who);
        participant.acts = own.map(|(index, deed)| FactAct::new(index, deed.1, nth(deed.2))).collect();
        facts.participants.push(participant);
    }
    facts.events.insert("opened".to_owned(), nth(12));
    facts
}

fn agreement(condition: &Condition) -> Agreement {
    let mut case: Case = when(&condition.to_string()).closed(&PEOPLE.join(" ")).weight("ghg", Some("100"), VALUES);
    for (group, members) in GROUPS {
        case = case.group(group, members);
    }
    case.agreement.groups.get_mut("left").unwrap().dated = true;
    let leaver = &mut case.agreement.groups.get_mut("left").unwrap().members[1];
    (leaver.from, leaver.until) = (Some(nth(5)), Some(nth(20)));
    case.agreement
}

fn trigger(agreement: &Agreement, facts: &Facts) -> (Option<Day>, Option<Day>) {
    let verdict = evaluate(&resolve(agreement, &|_| None).unwrap(), facts);
    (verdict.trigger_earliest, verdict.trigger_latest)
}

/// Whether a condition speaks of a group whose members change.
fn is_rolling(condition: &Condition) -> bool {
    condition.to_string().contains("left")
}

/// So many random worlds; those that a law does not speak of are passed over.
fn worlds(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_global_rejects: 1_000_000, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(worlds(2_000))]

    #[test]
    fn print_then_parse_gives_the_same_condition(condition in any_condition()) {
        let printed = condition.to_string();
        prop_assert_eq!(parse_condition(&printed).unwrap(), condition);
    }

    #[test]
    fn print_then_parse_gives_the_same_delay(delay in any_delay()) {
        prop_assert_eq!(parse_delay(&delay.to_string()).unwrap(), delay);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "[a-zA-Z0-9 ,./%()ü'-]{0,40}") {
        if let Err(fault) = parse_condition(&text) {
            prop_assert!(text.get(fault.span).is_some());
        }
        let _ = parse_delay(&text);
    }

    #[test]
    fn the_evaluator_agrees_with_a_plain_reading(
        condition in any_condition(), deeds in any_deeds(), ceased in prop::option::of(0_u64..30)
    ) {
        let agreement = agreement(&condition);
        let facts = facts(&deeds, ceased);
        let read = |hopeful| Plain { agreement: &agreement, facts: &facts, hopeful }.trigger(&condition);
        let (certain, hopeful) = (read(false), read(true));
        let (earliest, latest) = trigger(&agreement, &facts);
        prop_assert_eq!(latest, certain);
        prop_assert_eq!(earliest, if certain.is_some() { certain } else { hopeful });
    }
}

proptest! {
    #![proptest_config(worlds(256))]

    #[test]
    fn the_order_of_acts_does_not_matter(condition in any_condition(), deeds in any_deeds()) {
        let agreement = agreement(&condition);
        let clause = resolve(&agreement, &|_| None).unwrap();
        let (straight, mut turned) = (facts(&deeds, None), facts(&deeds, None));
        turned.participants.iter_mut().for_each(|participant| participant.acts.reverse());
        prop_assert_eq!(evaluate(&clause, &straight), evaluate(&clause, &turned));
    }

    #[test]
    fn a_later_question_sees_the_same_trigger(condition in any_condition(), deeds in any_deeds(), asked in 0_u64..60) {
        let agreement = agreement(&condition);
        let whole = facts(&deeds, None);
        let mut then = whole.clone();
        then.as_of = nth(asked);
        then.participants.iter_mut().for_each(|participant| participant.acts.retain(|act| act.date <= nth(asked)));
        then.events.retain(|_, day| *day <= nth(asked));
        let (before, after) = (trigger(&agreement, &then).1, trigger(&agreement, &whole).1);
        prop_assert_eq!(before, after.filter(|day| *day <= nth(asked)));
    }

    #[test]
    fn nobody_is_bound_before_the_agreement(condition in any_condition(), deeds in any_deeds()) {
        let clause = resolve(&agreement(&condition), &|_| None).unwrap();
        let verdict = evaluate(&clause, &facts(&deeds, None));
        let force = verdict.force.day();
        for period in verdict.parties.iter().flat_map(|party| &party.periods) {
            prop_assert!(force.is_some_and(|force| force <= period.from));
            prop_assert!(period.until.is_none_or(|until| period.from < until));
        }
    }

    #[test]
    fn one_more_consent_never_makes_it_later(
        condition in any_condition(), deeds in any_deeds(), who in 0..PEOPLE.len(), on in 0_u64..30
    ) {
        prop_assume!(!is_rolling(&condition) && !condition.to_string().contains("ghg"));
        let agreement = agreement(&condition);
        let before = trigger(&agreement, &facts(&deeds, None)).1;
        let mut more = deeds.clone();
        more.push((who, Kind::Ratification, on));
        let after = trigger(&agreement, &facts(&more, None)).1;
        prop_assert!(before.is_none_or(|before| after.is_some_and(|after| after <= before)));
    }

    #[test]
    fn taking_consent_back_never_makes_it_earlier(
        condition in any_condition(), deeds in any_deeds(), who in 0..PEOPLE.len(), on in 0_u64..30
    ) {
        prop_assume!(!is_rolling(&condition) && !deeds.iter().any(|deed| deed.1 == Kind::Withdrawal));
        let agreement = agreement(&condition);
        let before = trigger(&agreement, &facts(&deeds, None)).1;
        let mut more = deeds.clone();
        more.push((who, Kind::Withdrawal, on));
        let after = trigger(&agreement, &facts(&more, None)).1;
        prop_assert!(after.is_none_or(|after| before.is_some_and(|before| before <= after)));
    }
}

proptest! {
    #![proptest_config(worlds(100))]

    #[test]
    fn what_is_missing_is_enough(condition in any_condition(), deeds in any_deeds()) {
        let agreement = agreement(&condition);
        let clause = resolve(&agreement, &|_| None).unwrap();
        let facts = facts(&deeds, None);
        let verdict = evaluate(&clause, &facts);
        let is_met = !matches!(verdict.force, ForceDay::NotMet);
        prop_assume!(!is_met && !verdict.missing.impossible && !condition.to_string().contains(" by "));
        prop_assume!(!condition.to_string().contains("event adopted"));
        let helped = everybody_consents(&facts);
        prop_assert!(!matches!(evaluate(&clause, &helped).force, ForceDay::NotMet), "{:?}", verdict.missing);
        let fewest = fewest_by_trial(&clause, &facts);
        if verdict.missing.exact {
            prop_assert_eq!(Some(verdict.missing.fewest), fewest, "{:?}", verdict.missing);
        } else if let Some(fewest) = fewest {
            prop_assert!(verdict.missing.fewest >= fewest, "{:?}", verdict.missing);
        }
    }
}

fn everybody_consents(facts: &Facts) -> Facts {
    with_consents(facts, (1 << PEOPLE.len()) - 1)
}

fn with_consents(facts: &Facts, who: u32) -> Facts {
    let mut facts = facts.clone();
    for (at, participant) in facts.participants.iter_mut().enumerate().filter(|(at, _)| who & 1 << at != 0) {
        participant.acts.push(FactAct::new(1_000 + at, Kind::Ratification, nth(60)));
    }
    facts
}

/// The smallest set of people whose consent on the day asked meets the clause for certain.
fn fewest_by_trial(clause: &super::super::Clause, facts: &Facts) -> Option<usize> {
    let meets = |who: &u32| evaluate(clause, &with_consents(facts, *who)).met == super::super::Met::Met;
    (0..1 << PEOPLE.len()).filter(meets).map(|who: u32| who.count_ones() as usize).min()
}

#[test]
fn acts_of_one_party_many_times_over_are_read_in_no_time() {
    let mut facts = Facts::new(day("2030-01-01"), true);
    let mut participant = Participant::new(code("AZ"));
    participant.acts = (0..100_000_usize)
        .map(|index| {
            let kind = if index % 2 == 0 { Kind::Ratification } else { Kind::Withdrawal };
            FactAct::new(index, kind, day("1900-01-01") + chrono::Days::new(index as u64 / 4))
        })
        .collect();
    facts.participants.push(participant);
    let clause = resolve(&when("2 parties").agreement, &|_| None).unwrap();
    let verdict = evaluate(&clause, &facts);
    assert_eq!(verdict.missing.fewest, 2);
    let by_code: BTreeMap<Code, usize> = verdict.parties.iter().map(|p| (p.code, p.periods.len())).collect();
    assert_eq!(by_code.len(), 1);
}
