//! The reports of `track procedures`: all of them in a line each, or one with every step.

use serde::Serialize;

use super::table::{Cell, Column, Table};
use crate::model::{Body, Confidence, Evidence, Kind, OnExpiry, Procedure, ProcedureSource, Requirement, Step};

/// `track procedures --json`.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ProceduresReport {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// The procedures, by code.
    pub procedures: Vec<ProcedureLine>,
}

/// One procedure in a line.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ProcedureLine {
    /// Its code.
    pub code: String,
    /// Whose it is.
    pub name: String,
    /// The pattern it follows.
    pub pattern: Option<String>,
    /// How far it was looked up.
    pub evidence: Option<Evidence>,
    /// How sure the data are.
    pub confidence: Option<Confidence>,
    /// How many steps it has.
    pub steps: usize,
    /// Whether the ledger's own file gives it.
    pub from_ledger: bool,
}

/// `track procedures PARTY --json`.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ProcedureReport {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// Its code.
    pub code: String,
    /// Whose it is.
    pub name: String,
    /// The pattern it follows.
    pub pattern: Option<String>,
    /// How far it was looked up.
    pub evidence: Option<Evidence>,
    /// How sure the data are.
    pub confidence: Option<Confidence>,
    /// When it was compiled.
    pub compiled: Option<String>,
    /// First day on which it holds.
    pub valid_from: Option<crate::date::Day>,
    /// First day on which it no longer holds.
    pub valid_to: Option<crate::date::Day>,
    /// Whether the ledger's own file gives it.
    pub from_ledger: bool,
    /// The legal basis.
    pub legal_basis: Vec<String>,
    /// The official gazettes.
    pub official_gazette: Vec<String>,
    /// Where to follow it.
    pub follow: Vec<String>,
    /// Other roads to the same end.
    pub variants: Vec<String>,
    /// The steps, in their usual order.
    pub steps: Vec<StepLine>,
    /// Exceptions.
    pub exceptions: Vec<String>,
    /// Notes.
    pub notes: Vec<String>,
    /// What was consulted.
    pub sources: Vec<ProcedureSource>,
}

/// One step.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct StepLine {
    /// Its place, from one.
    pub number: usize,
    /// Its name, as `track add` takes it.
    pub key: String,
    /// What kind of act it is; null for the delivery, whose kind the agreement decides.
    pub kind: Option<Kind>,
    /// In words.
    pub label: String,
    /// The organ.
    pub body: Option<String>,
    /// Its own name.
    pub body_native: Option<String>,
    /// Whether it is a step at home.
    pub domestic: bool,
    /// The legal basis.
    pub legal_basis: Option<String>,
    /// The majority.
    pub majority: Option<String>,
    /// Whether it must be taken.
    pub requirement: Requirement,
    /// When it must be.
    pub condition: Option<String>,
    /// Its effect.
    pub effect: Option<String>,
    /// The variant it belongs to; null: all.
    pub variant: Option<String>,
    /// The group of bodies that must all act.
    pub all_of: Option<String>,
    /// The clock.
    pub clock: Option<ClockLine>,
    /// The milestones it reaches.
    pub milestones: Vec<&'static str>,
    /// Whether it comes after consent.
    pub after_consent: bool,
    /// A note.
    pub note: Option<String>,
    /// How sure the data are of it.
    pub confidence: Option<Confidence>,
}

/// A clock that runs on a step.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ClockLine {
    /// How long.
    pub length: u32,
    /// Of what.
    pub unit: String,
    /// What its end means.
    pub on_expiry: OnExpiry,
}

/// One procedure in a line.
pub fn line(procedure: &Procedure, from_ledger: bool) -> ProcedureLine {
    ProcedureLine {
        code: procedure.code.clone(),
        name: procedure.name.clone(),
        pattern: procedure.pattern.clone(),
        evidence: procedure.evidence,
        confidence: procedure.confidence,
        steps: procedure.steps.len(),
        from_ledger,
    }
}

/// One procedure in full.
pub fn report(procedure: &Procedure, from_ledger: bool) -> ProcedureReport {
    ProcedureReport {
        schema: "track.procedure/1",
        code: procedure.code.clone(),
        name: procedure.name.clone(),
        pattern: procedure.pattern.clone(),
        evidence: procedure.evidence,
        confidence: procedure.confidence,
        compiled: procedure.compiled.clone(),
        valid_from: procedure.valid_from,
        valid_to: procedure.valid_to,
        from_ledger,
        legal_basis: procedure.legal_basis.clone(),
        official_gazette: procedure.official_gazette.clone(),
        follow: procedure.follow.clone(),
        variants: procedure.variants.iter().map(|(name, _)| name.clone()).collect(),
        steps: procedure.steps.iter().enumerate().map(|(at, step)| step_line(procedure, at + 1, step)).collect(),
        exceptions: procedure.exceptions.clone(),
        notes: procedure.notes.clone(),
        sources: procedure.sources.clone(),
    }
}

fn step_line(procedure: &Procedure, number: usize, step: &Step) -> StepLine {
    let body = procedure.body_of(step);
    StepLine {
        number,
        key: step.key.clone(),
        kind: step.kind,
        label: step.label.clone(),
        body: (!step.body.is_empty()).then(|| step.body.clone()),
        body_native: body.and_then(|body: &Body| body.native.clone()),
        domestic: step.domestic,
        legal_basis: step.legal_basis.clone(),
        majority: step.majority.clone(),
        requirement: step.requirement,
        condition: step.condition.clone(),
        effect: step.effect.clone(),
        variant: step.variant.clone(),
        all_of: step.all_of.clone(),
        clock: step.clock.as_ref().map(|clock| ClockLine {
            length: clock.length,
            unit: clock.unit.clone(),
            on_expiry: clock.on_expiry,
        }),
        milestones: milestones(procedure, step),
        after_consent: step.after_consent,
        note: step.note.clone(),
        confidence: step.confidence,
    }
}

/// The milestones that a step reaches, on no or any variant.
fn milestones(procedure: &Procedure, step: &Step) -> Vec<&'static str> {
    let roads: Vec<_> = match &step.variant {
        Some(variant) => vec![procedure.milestones(Some(variant))],
        None => {
            let others = procedure.variants.iter().map(|(_, milestones)| milestones);
            std::iter::once(&procedure.milestones).chain(others).collect()
        }
    };
    let reaches = |of: &dyn Fn(&crate::model::Milestones) -> &Option<String>| {
        roads.iter().any(|road| of(road).as_deref() == Some(step.key.as_str()))
    };
    let mut found = Vec::new();
    if reaches(&|road| &road.parliament_stage_done) {
        found.push("parliament-stage-done");
    }
    if reaches(&|road| &road.state_decision) {
        found.push("state-decision");
    }
    if reaches(&|road| &road.consent_expressed) {
        found.push("consent-expressed");
    }
    found
}

/// All procedures as a table.
pub fn overview(lines: &[ProcedureLine]) -> Table {
    let mut table = Table::new(vec![
        Column::keep("code", "CODE"),
        Column::words("name", "NAME"),
        Column::words("pattern", "PATTERN"),
        Column::words("evidence", "EVIDENCE"),
        Column::keep("confidence", "CONFIDENCE"),
        Column::number("steps", "STEPS"),
        Column::words("from", "FROM"),
    ]);
    for line in lines {
        table.row(vec![
            line.code.as_str().into(),
            line.name.as_str().into(),
            line.pattern.as_deref().unwrap_or_default().into(),
            line.evidence.map(|word| word.as_str()).unwrap_or_default().into(),
            line.confidence.map(|word| word.as_str()).unwrap_or_default().into(),
            line.steps.to_string().into(),
            if line.from_ledger { "this ledger" } else { "built in" }.into(),
        ]);
    }
    table
}

/// The steps of one procedure as a table.
pub fn steps(report: &ProcedureReport) -> Table {
    let mut table = Table::new(vec![
        Column::number("number", "#"),
        Column::keep("step", "STEP"),
        Column::keep("kind", "KIND"),
        Column::words("label", "WHAT"),
        Column::words("body", "BODY"),
        Column::words("body-native", "OWN NAME"),
        Column::words("basis", "BASIS"),
        Column::words("majority", "MAJORITY"),
        Column::keep("requirement", "NEED"),
        Column::words("condition", "CONDITION"),
        Column::words("clock", "CLOCK"),
        Column::keep("variant", "VARIANT"),
        Column::words("milestones", "MILESTONES"),
        Column::keep("after-consent", "AFTER CONSENT"),
        Column::keep("confidence", "CONFIDENCE"),
        Column::words("note", "NOTE"),
    ]);
    for step in &report.steps {
        table.row(step_row(step));
    }
    table
}

fn step_row(step: &StepLine) -> Vec<Cell> {
    let text = |value: &Option<String>| Cell::from(value.clone().unwrap_or_default());
    let clock = step.clock.as_ref().map(|clock| format!("{} {}, {}", clock.length, clock.unit, clock.on_expiry));
    vec![
        step.number.to_string().into(),
        step.key.as_str().into(),
        step.kind.map_or("delivery", Kind::as_str).into(),
        step.label.as_str().into(),
        text(&step.body),
        text(&step.body_native),
        text(&step.legal_basis),
        text(&step.majority),
        step.requirement.as_str().into(),
        text(&step.condition),
        text(&clock),
        text(&step.variant),
        step.milestones.join(" ").into(),
        if step.after_consent { "yes" } else { "" }.into(),
        step.confidence.map(|word| word.as_str()).unwrap_or_default().into(),
        text(&step.note),
    ]
}
