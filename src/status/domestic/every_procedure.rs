//! A walk along every procedure that comes with the tool, on each of its variants.

use std::collections::BTreeSet;

use super::super::claims::worlds;
use super::super::samples::{Said, act, agreement, day};
use super::*;
use crate::ledger::load_procedure;
use crate::model::{Step, procedure_texts};
use crate::source::Source;

const LATER: &str = "2030-01-01";

/// Every procedure with each of its variants (`None` where it has none, and for none chosen).
fn every_way() -> Vec<(Procedure, Option<String>)> {
    let load = |code: &'static str| {
        let text = procedure_texts::builtin(code).unwrap();
        load_procedure(code, &Source::new(code, text)).0.unwrap()
    };
    let ways = |procedure: Procedure| {
        let variants = procedure.variants.iter().map(|(name, _)| Some(name.clone())).chain([None]);
        variants.map(|variant| (procedure.clone(), variant)).collect::<Vec<_>>()
    };
    procedure_texts::codes().map(load).flat_map(ways).collect()
}

/// The steps at home before consent, on the way.
fn steps<'a>(procedure: &'a Procedure, variant: Option<&str>) -> Vec<&'a Step> {
    let on_road = |step: &&Step| step.variant.is_none() || step.variant.as_deref() == variant || variant.is_none();
    procedure.steps.iter().filter(|step| step.domestic && !step.after_consent).filter(on_road).collect()
}

fn taken(procedure: &Procedure, step: &Step, on: usize) -> Act {
    let date = format!("2025-{:02}-{:02}", 1 + on / 28, 1 + on % 28);
    act(party(procedure), step.kind.unwrap(), &date).step(&step.key).id(&step.key)
}

fn party(procedure: &Procedure) -> &str {
    &procedure.code
}

fn told(procedure: &Procedure, variant: Option<&str>, acts: &[Act]) -> Domestic {
    let agreement = agreement(acts.to_vec());
    let found = worlds(&agreement, day(LATER), None);
    assert!(found.exact, "{}: steps of one road never contradict each other", procedure.code);
    let code = party(procedure).parse().unwrap();
    domestic(&code, Some(procedure), variant, &agreement, &found.list[0].acts, day(LATER))
}

/// The status after each step, steps taken in their usual order, with the step.
fn walk_along<'a>(procedure: &'a Procedure, variant: Option<&str>) -> Vec<(&'a Step, Domestic)> {
    let steps = steps(procedure, variant);
    let acts: Vec<Act> = steps.iter().enumerate().map(|(on, step)| taken(procedure, step, on)).collect();
    let lines = (1..=acts.len()).map(|n| told(procedure, variant, &acts[..n]));
    steps.iter().copied().zip(lines).collect()
}

fn is_for_completion(step: &Step) -> bool {
    step.requirement == Requirement::Required && step.kind != Some(Kind::InstrumentSigned)
}

#[test]
fn there_are_ninety_two_and_each_begins_under_way() {
    let every = every_way();
    assert_eq!(every.iter().filter(|(_, variant)| variant.is_none()).count(), 92);
    for (procedure, variant) in &every {
        let empty = told(procedure, variant.as_deref(), &[]);
        assert_eq!(empty.state, DomesticState::Unknown, "{}", procedure.code);
        assert!(empty.next.is_some(), "{}", procedure.code);
    }
}

#[test]
fn a_road_only_goes_forward() {
    for (procedure, variant) in every_way() {
        let rank = |state| match state {
            DomesticState::UnderWay => 1,
            DomesticState::ParliamentApproved => 2,
            DomesticState::Complete => 3,
            other => panic!("{} {variant:?}: {other}", procedure.code),
        };
        let states: Vec<u8> = walk_along(&procedure, variant.as_deref()).iter().map(|(_, l)| rank(l.state)).collect();
        assert!(states.is_sorted(), "{} {variant:?}: {states:?}", procedure.code);
    }
}

#[test]
fn parliament_has_approved_from_its_milestone_on_and_not_before() {
    for (procedure, variant) in every_way() {
        let Some(variant) = variant.or_else(|| procedure.variants.is_empty().then(String::new)) else { continue };
        let milestone = procedure.milestones(Some(&variant)).parliament_stage_done.as_ref();
        let walk = walk_along(&procedure, Some(&variant));
        let at = walk.iter().position(|(step, _)| Some(&step.key) == milestone);
        for (on, (step, line)) in walk.iter().enumerate() {
            let done = at.is_some_and(|at| on >= at);
            assert_eq!(line.approved.is_some(), done, "{} {variant} after {}", procedure.code, step.key);
            assert!(done || line.state != DomesticState::ParliamentApproved, "{} {}", procedure.code, step.key);
        }
    }
}

#[test]
fn complete_waits_for_every_required_step_and_comes_with_the_last() {
    for (procedure, variant) in every_way() {
        let walk = walk_along(&procedure, variant.as_deref());
        let last = walk.iter().rposition(|(step, _)| is_for_completion(step));
        for (on, (step, line)) in walk.iter().enumerate() {
            let complete = line.state == DomesticState::Complete;
            let place = format!("{} {variant:?} after {}", procedure.code, step.key);
            assert!(!complete || last.is_none_or(|last| on >= last), "{place}");
            assert!(!complete || line.open_required.is_empty(), "{place}: {:?}", line.open_required);
        }
        let end = &walk.last().unwrap().1;
        let undecided = variant.is_none() && !procedure.variants.is_empty();
        assert_eq!(end.state == DomesticState::Complete, !undecided, "{} {variant:?}", procedure.code);
        assert_eq!(end.complete_unknown, undecided, "{} {variant:?}", procedure.code);
        assert!(end.out_of_order.is_empty(), "{} {variant:?}", procedure.code);
    }
}

#[test]
fn the_required_steps_alone_leave_no_vote_unsaid() {
    for (procedure, variant) in every_way() {
        let required = steps(&procedure, variant.as_deref()).into_iter().filter(|step| is_for_completion(step));
        let acts: Vec<Act> = required.enumerate().map(|(on, step)| taken(&procedure, step, on)).collect();
        let line = told(&procedure, variant.as_deref(), &acts);
        let milestones = procedure.milestones(variant.as_deref());
        let chamber = milestones.parliament_stage_done.as_ref().filter(|key| line.open_required.contains(key));
        assert!(chamber.is_none() || line.state != DomesticState::Complete, "{} {variant:?}", procedure.code);
    }
}

#[test]
fn consent_that_is_delivered_completes_the_road() {
    for (procedure, variant) in every_way() {
        let first = steps(&procedure, variant.as_deref())[0];
        let delivered = act(party(&procedure), Kind::Ratification, "2026-02-01");
        let line = told(&procedure, variant.as_deref(), &[taken(&procedure, first, 0), delivered]);
        assert_eq!(line.state, DomesticState::Complete, "{} {variant:?}", procedure.code);
        assert_eq!((line.consent, line.next), (Some((1, day("2026-02-01"))), None));
    }
}

/// Where the law only permits, "ratified" in a headline about the vote is wrong: something is always left to do.
#[test]
fn behind_the_vote_there_is_always_a_further_act() {
    let permits = |procedure: &Procedure| procedure.pattern.as_deref() == Some("approval-law");
    let mut seen = BTreeSet::new();
    for (procedure, variant) in every_way().into_iter().filter(|(procedure, _)| permits(procedure)) {
        let milestone = procedure.milestones(variant.as_deref()).parliament_stage_done.clone();
        let walk = walk_along(&procedure, variant.as_deref());
        let Some((step, line)) = walk.iter().find(|(step, _)| Some(&step.key) == milestone.as_ref()) else { continue };
        if line.complete_unknown {
            continue;
        }
        seen.insert(procedure.code.clone());
        let next = line.next.as_ref().unwrap();
        assert_ne!(next.key, step.key, "{}", procedure.code);
        assert_eq!(line.consent, None, "{}", procedure.code);
        let decision = procedure.milestones(variant.as_deref()).state_decision.as_ref();
        assert!(
            line.done.iter().all(|(key, ..)| Some(key) != decision),
            "{}: the State has not decided",
            procedure.code
        );
    }
    assert_eq!(seen.len(), 18);
}
