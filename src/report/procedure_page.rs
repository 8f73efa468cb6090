//! One procedure as a page: its steps in order, what may differ, where to follow it, what it rests on.

use super::page::{Block, Labelled, Page, Section};
use super::procedure::{ClockLine, ProcedureReport, StepLine};
use super::table::{Cell, Tone};
use crate::model::{Evidence, Kind, OnExpiry, Requirement};

/// The page of one procedure.
pub fn page(report: &ProcedureReport) -> Page {
    let mut page = Page {
        head: format!("How {} ({}) approves a treaty", report.name, report.code),
        lines: header(report),
        sections: Vec::new(),
    };
    let steps = report.steps.iter().map(step).collect();
    Section { title: "Steps, in their usual order".to_owned(), blocks: steps }.onto(&mut page);
    for (title, texts) in [("Exceptions", &report.exceptions), ("Notes", &report.notes)] {
        Section { title: title.to_owned(), blocks: texts.iter().map(Block::words).collect() }.onto(&mut page);
    }
    let follow = report.follow.iter().chain(&report.official_gazette).map(Block::words).collect();
    Section { title: "Where to follow it".to_owned(), blocks: follow }.onto(&mut page);
    let sources = report.sources.iter().map(|source| {
        let read = match source.consulted.as_str() {
            "read" => "read",
            "excerpt" => "an excerpt was read",
            _ => "not read",
        };
        Block::words(format!("{} ({read})", source.title))
    });
    Section { title: "Sources".to_owned(), blocks: sources.collect() }.onto(&mut page);
    page
}

fn header(report: &ProcedureReport) -> Vec<Labelled> {
    let mut block = Block::default();
    block.line("pattern", report.pattern.as_ref().map(|pattern| pattern.replace('-', " ")));
    let evidence = report.evidence.map(|evidence| match evidence {
        Evidence::LookedUp => "a text that states the rule was read",
        Evidence::PartlyLookedUp => "only part of it, an excerpt or an older text was read",
        Evidence::GeneralKnowledge => "nothing was read; general knowledge",
    });
    block.line("evidence", evidence);
    let compiled = report.compiled.as_ref().map(|when| format!("; compiled {when}")).unwrap_or_default();
    block.line("confidence", report.confidence.map(|confidence| format!("{confidence}{compiled}")));
    block.line("from", Some(if report.from_ledger { "this ledger" } else { "built in" }));
    block.line("holds", holds(report));
    for basis in &report.legal_basis {
        block.line("basis", Some(basis.as_str()));
    }
    if !report.variants.is_empty() {
        let variants = report.variants.join(", ");
        block.line("variants", Some(format!("{variants} (an agreement names one: [party.{}] variant)", report.code)));
    }
    block.lines
}

fn holds(report: &ProcedureReport) -> Option<String> {
    use crate::date::show;
    match (report.valid_from, report.valid_to) {
        (Some(from), Some(to)) => Some(format!("from {} until the day before {}", show(from), show(to))),
        (Some(from), None) => Some(format!("from {}", show(from))),
        (None, Some(to)) => Some(format!("until the day before {}", show(to))),
        (None, None) => None,
    }
}

fn step(step: &StepLine) -> Block {
    let kind = step.kind.map_or("delivery: deposit, exchange or notification", Kind::as_str);
    let name = if kind == step.key { step.key.clone() } else { format!("{} ({kind})", step.key) };
    let mut block = Block {
        head: vec![Cell::from(format!("{:>2}. {name}", step.number)), Cell::toned(marks(step), Tone::Good)],
        lines: Vec::new(),
    };
    block.line("what", Some(step.label.as_str()));
    let native = step.body_native.as_ref().filter(|native| step.body.as_ref() != Some(native));
    let native = native.map(|native| format!(" ({native})")).unwrap_or_default();
    block.line("body", step.body.as_ref().map(|body| format!("{body}{native}")));
    block.line("basis", step.legal_basis.as_deref());
    block.line("majority", step.majority.as_ref().map(|majority| majority.replace('-', " ")));
    block.line("need", Some(need(step)));
    block.line("clock", step.clock.as_ref().map(clock));
    block.line("variant", step.variant.as_ref().map(|variant| format!("only on the variant {variant}")));
    block.line("together", step.all_of.as_ref().map(|group| format!("all of {group} must act, in any order")));
    block.line("note", step.note.as_deref());
    block.line("sure", step.confidence.map(|confidence| confidence.as_str()));
    block
}

/// What an editor must know of a step at a glance.
fn marks(step: &StepLine) -> String {
    let words = step.milestones.iter().map(|milestone| match *milestone {
        "parliament-stage-done" => "parliament’s part is done",
        "state-decision" => "the State has decided",
        _ => "consent is expressed",
    });
    let after = step.after_consent.then_some("after consent, holds nothing up");
    words.chain(after).collect::<Vec<_>>().join("; ")
}

fn need(step: &StepLine) -> String {
    let condition = step.condition.as_ref().map(|condition| format!(": {condition}")).unwrap_or_default();
    let word = match step.requirement {
        Requirement::Required => "required",
        Requirement::Conditional => "conditional",
        Requirement::Optional => "optional",
    };
    format!("{word}{condition}")
}

/// A clock and what its end means.
fn clock(clock: &ClockLine) -> String {
    let unit = clock.unit.replace('-', " ");
    let unit = if clock.length == 1 { unit.trim_end_matches('s').to_owned() } else { unit };
    let end = match clock.on_expiry {
        OnExpiry::DeemedApproved => "silence counts as approval",
        OnExpiry::DeemedSigned => "silence counts as signature",
        OnExpiry::DeemedRatified => "silence counts as ratification",
        OnExpiry::SecondVoteNeeded => "then a second vote is needed",
        OnExpiry::Lapses => "then the matter lapses",
        OnExpiry::MayProceed => "then the government may go on",
        OnExpiry::None => "nothing follows by itself from its end",
    };
    format!("{} {unit}; {end}", clock.length)
}
