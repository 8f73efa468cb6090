//! `procedures/CODE.toml`: how one party approves a treaty.

use super::agreement::steps;
use super::parse::parsed;
use super::place;
use super::reader::Reader;
use super::shape::{ANY, Shape, words};
use super::wording::{NAME, cut};
use crate::diagnostic::{Finding, Level};
use crate::model::{
    Body, Clock, Confidence, Evidence, Kind, Milestones, OnExpiry, Procedure, ProcedureSource, Requirement, Step,
};
use crate::source::Source;

/// The name under which a procedure keeps its delivery step.
const DELIVERY: &str = "deposit-or-notification";
/// On which level a step stands: at home, or towards the other parties.
const LEVELS: &[&str] = &["domestic", "international"];

/// Loads one procedure; `None` where the text is no TOML or of a newer format.
pub fn load_procedure(code: &str, source: &Source) -> (Option<Procedure>, Vec<Finding>) {
    parsed(source, |reader| Some(procedure(code, reader)))
}

pub(super) fn procedure(code: &str, reader: &Reader) -> Procedure {
    let base = reader.table("milestones").map(milestones).unwrap_or_default();
    let variants = variants(reader, &base);
    let own = reader.text("code").unwrap_or_else(|| code.to_owned());
    if own != code {
        let message = format!("the file is named `{code}`, but its `code` is `{own}`");
        reader.text.error("code-differs", &reader.place("code"), message, "give both the same name");
    }
    let bodies: Vec<Body> = reader.tables("body").into_iter().filter_map(body).collect();
    let found = Procedure {
        code: own,
        name: reader.needed("name").unwrap_or_default(),
        pattern: reader.text("pattern"),
        evidence: reader.word("evidence", Evidence::ALL),
        confidence: reader.word("confidence", Confidence::ALL),
        compiled: reader.text("compiled"),
        valid_from: reader.day("valid_from"),
        valid_to: reader.day("valid_to"),
        legal_basis: reader.texts("legal_basis"),
        official_gazette: reader.texts("official_gazette"),
        follow: reader.texts("follow"),
        steps: steps(reader, |block| step(block, &bodies, &variants), |step| &step.key),
        milestones: base,
        variants,
        exceptions: reader.texts("exceptions"),
        notes: reader.texts("notes"),
        sources: reader.tables("source").into_iter().map(source).collect(),
        bodies,
    };
    check_milestones(reader, &found);
    found
}

fn body(reader: Reader) -> Option<Body> {
    let key = reader.needed("key");
    let body = Body {
        key: key.clone().unwrap_or_default(),
        name: reader.needed("name").unwrap_or_default(),
        native: reader.text("native"),
        role: reader.text("role"),
        seats: reader.number("seats"),
        seats_year: reader.number("seats_year"),
    };
    reader.finish();
    key.map(|_| body)
}

fn step(reader: Reader, bodies: &[Body], variants: &[(String, Milestones)]) -> Option<Step> {
    let key = reader.needed("key");
    reader.takes("kind", || Shape::one_of(&[words(Kind::ALL).as_slice(), &[DELIVERY]].concat()));
    reader.must("kind");
    let delivers = reader.text("kind").is_some_and(|kind| kind == DELIVERY);
    let kind = if delivers { None } else { reader.word("kind", Kind::ALL) };
    let named = reader.text("body").unwrap_or_default();
    let body = bodies.iter().find(|body| body.key == named);
    if body.is_none() && !named.is_empty() {
        let message = format!("there is no body `{named}`");
        reader.text.error("unknown-body", &reader.place("body"), message, "add a `[[body]]` with that key");
    }
    let step = Step {
        key: key.clone().unwrap_or_default(),
        kind,
        label: reader.text("label").unwrap_or_default(),
        body: body.map(|body| body.name.clone()).unwrap_or_default(),
        body_key: body.map(|body| body.key.clone()),
        domestic: reader.word("level", LEVELS).map_or(kind.is_some_and(Kind::is_domestic), |level| level == LEVELS[0]),
        legal_basis: reader.text("legal_basis"),
        majority: reader.text("majority"),
        requirement: reader.word("requirement", Requirement::ALL).unwrap_or(Requirement::Required),
        condition: reader.text("condition"),
        effect: reader.text("effect"),
        variant: variant(&reader, variants),
        all_of: reader.text("all_of"),
        clock: reader.table("clock").map(clock),
        after_consent: reader.flag("after_consent").unwrap_or(false),
        note: reader.text("note"),
        confidence: reader.word("confidence", Confidence::ALL),
    };
    reader.finish();
    (key.is_some() && (delivers || kind.is_some())).then_some(step)
}

fn clock(reader: Reader) -> Clock {
    reader.demanded("length", "say how long it runs: `length = 30`");
    let clock = Clock {
        length: reader.number("length").unwrap_or(0),
        unit: reader.needed("unit").unwrap_or_default(),
        on_expiry: reader.word("on_expiry", OnExpiry::ALL).unwrap_or(OnExpiry::None),
    };
    reader.finish();
    clock
}

fn milestones(reader: Reader) -> Milestones {
    let milestones = Milestones {
        parliament_stage_done: reader.text("parliament_stage_done"),
        state_decision: reader.text("state_decision"),
        consent_expressed: reader.text("consent_expressed"),
    };
    reader.finish();
    milestones
}

/// `[variant.NAME]`, each with the milestones that differ on it; the others are those of the procedure.
fn variants(reader: &Reader, base: &Milestones) -> Vec<(String, Milestones)> {
    let Some(table) = reader.table("variant") else { return Vec::new() };
    let mut variants = Vec::new();
    table.takes(ANY, || Shape::Table);
    for (name, span, value) in table.entries() {
        let Some(inner) = value.get_ref().as_table() else {
            table.wrong(value, name, "a table `[variant.NAME]`");
            continue;
        };
        let inner = table.below(ANY, inner, span);
        let own = inner.table("milestones").map(milestones).unwrap_or_default();
        inner.finish();
        let merged = Milestones {
            parliament_stage_done: own.parliament_stage_done.or_else(|| base.parliament_stage_done.clone()),
            state_decision: own.state_decision.or_else(|| base.state_decision.clone()),
            consent_expressed: own.consent_expressed.or_else(|| base.consent_expressed.clone()),
        };
        variants.push((name.to_owned(), merged));
    }
    variants
}

fn source(reader: Reader) -> ProcedureSource {
    let source = ProcedureSource {
        title: reader.needed("title").unwrap_or_default(),
        consulted: reader.text("consulted").unwrap_or_else(|| "none".to_owned()),
    };
    reader.finish();
    source
}

/// The variant of a step, which must be one of the procedure.
fn variant(reader: &Reader, variants: &[(String, Milestones)]) -> Option<String> {
    let variant = reader.text("variant")?;
    if !variants.iter().any(|(name, _)| *name == variant) {
        let message = format!("the step belongs to the variant `{variant}`, which is not there");
        let help = format!("add `[variant.{variant}]`");
        reader.text.error("unknown-variant", &reader.place("variant"), message, help);
    }
    Some(variant)
}

/// A milestone must be a step.
fn check_milestones(reader: &Reader, procedure: &Procedure) {
    let all = procedure.variants.iter().map(|(_, milestones)| milestones).chain([&procedure.milestones]);
    let named = all.flat_map(|m| [&m.parliament_stage_done, &m.state_decision, &m.consent_expressed]);
    for key in named.flatten().filter(|key| procedure.step(key).is_none()) {
        let source = reader.text.source;
        reader.text.keep(Level::Error, || {
            let span = place::words(source, &(0..source.text().len()), &format!("= \"{key}\""));
            let span = span.start + 2.min(span.len())..span.end;
            let message = format!("the milestone `{}` is not a step", cut(key, NAME));
            Finding::error("unknown-step", source.name(), message).at(source, span).help("name a `key` of a `[[step]]`")
        });
    }
}
