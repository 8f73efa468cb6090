//! Procedures: how a party approves a treaty at home.
//!
//! Data, not code: one text per procedure. Order is not fixed; a step out of order is a warning, never refused.

use super::words::words;
use super::{Code, Confidence, Kind};
use crate::date::Day;

words! {
    /// Whether a step must be taken.
    Requirement {
        /// Always.
        Required = "required",
        /// Under the stated condition.
        Conditional = "conditional",
        /// If somebody wants it.
        Optional = "optional",
    }
}

words! {
    /// What the end of a clock means.
    OnExpiry {
        /// Silence counts as approval.
        DeemedApproved = "deemed-approved",
        /// Silence counts as signature.
        DeemedSigned = "deemed-signed",
        /// Silence counts as ratification.
        DeemedRatified = "deemed-ratified",
        /// A second vote is needed.
        SecondVoteNeeded = "second-vote-needed",
        /// Silence ends the matter.
        Lapses = "lapses",
        /// The government is free to go on.
        MayProceed = "may-proceed",
        /// Nothing follows by itself.
        None = "none",
    }
}

words! {
    /// How far the data were looked up.
    Evidence {
        /// A text that states the rule was read.
        LookedUp = "looked-up",
        /// Part of the chain, an excerpt or an older text was read.
        PartlyLookedUp = "partly-looked-up",
        /// Nothing was read.
        GeneralKnowledge = "general-knowledge",
    }
}

/// How one party approves a treaty.
#[derive(Debug, Clone, PartialEq)]
pub struct Procedure {
    /// Its code, usually the party's.
    pub code: String,
    /// The party it is of.
    pub name: String,
    /// The pattern it follows, for example `approval-law`: the law only permits, a later act ratifies.
    pub pattern: Option<String>,
    /// How far it was looked up.
    pub evidence: Option<Evidence>,
    /// How sure the data are.
    pub confidence: Option<Confidence>,
    /// When it was compiled, as a text (`2026-11`).
    pub compiled: Option<String>,
    /// First day on which it holds.
    pub valid_from: Option<Day>,
    /// First day on which it no longer holds.
    pub valid_to: Option<Day>,
    /// The organs, with their own names.
    pub bodies: Vec<Body>,
    /// The legal basis.
    pub legal_basis: Vec<String>,
    /// The official gazettes.
    pub official_gazette: Vec<String>,
    /// Where to follow it.
    pub follow: Vec<String>,
    /// The steps, in their usual order.
    pub steps: Vec<Step>,
    /// The milestones, for no or any variant.
    pub milestones: Milestones,
    /// The variants (other roads to the same end), each with its own milestones where they differ.
    pub variants: Vec<(String, Milestones)>,
    /// Exceptions, in words.
    pub exceptions: Vec<String>,
    /// Notes, in words.
    pub notes: Vec<String>,
    /// What was consulted.
    pub sources: Vec<ProcedureSource>,
}

/// A text that was consulted for a procedure.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct ProcedureSource {
    /// Its title.
    pub title: String,
    /// `read`, `excerpt` or `none`.
    pub consulted: String,
}

/// An organ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Short reference inside the procedure.
    pub key: String,
    /// English name.
    pub name: String,
    /// Its own name.
    pub native: Option<String>,
    /// What it is: chamber, government, court …
    pub role: Option<String>,
    /// Seats.
    pub seats: Option<u32>,
    /// The year of that number.
    pub seats_year: Option<u32>,
}

/// A step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its name, as `track add` takes it.
    pub key: String,
    /// What kind of act it is; `None` for delivery, which is never stored as a kind.
    pub kind: Option<Kind>,
    /// In words.
    pub label: String,
    /// The organ, by its English name.
    pub body: String,
    /// The organ, by its reference in `bodies`.
    pub body_key: Option<String>,
    /// Whether it is a step at home (else it is fulfilled by an international act).
    pub domestic: bool,
    /// The legal basis.
    pub legal_basis: Option<String>,
    /// The majority, in the closed words of the data.
    pub majority: Option<String>,
    /// Whether it must be taken.
    pub requirement: Requirement,
    /// When it must be, where conditional.
    pub condition: Option<String>,
    /// `assents-to-law` or `ratifies-treaty`.
    pub effect: Option<String>,
    /// The variant it belongs to; `None`: all.
    pub variant: Option<String>,
    /// The parallel bodies group it belongs to: all of them must act, in any order.
    pub all_of: Option<String>,
    /// The clock.
    pub clock: Option<Clock>,
    /// Whether it comes after consent, so that it never holds completion up.
    pub after_consent: bool,
    /// A note, in words.
    pub note: Option<String>,
    /// How sure the data are.
    pub confidence: Option<Confidence>,
}

/// A clock that runs on a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// How long.
    pub length: u32,
    /// Of what: days, sitting-days, weeks, months …
    pub unit: String,
    /// What its end means.
    pub on_expiry: OnExpiry,
}

/// The steps that answer the newsroom's questions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Milestones {
    /// "Parliament approved": the step that ends parliament's part.
    pub parliament_stage_done: Option<String>,
    /// "The State has decided", at home.
    pub state_decision: Option<String>,
    /// "Is bound, has deposited": always the delivery.
    pub consent_expressed: Option<String>,
}

/// A step of a party's own list, `[[party.CODE.step]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnStep {
    /// Its name.
    pub key: String,
    /// What kind of act it is.
    pub kind: Kind,
    /// The organ.
    pub body: Option<String>,
    /// Whether it must be taken.
    pub requirement: Requirement,
    /// The milestone it stands for: `parliament_stage_done`, `state_decision`.
    pub milestone: Option<String>,
}

impl Procedure {
    /// The procedure that a party's own list of steps makes.
    pub fn own(code: &Code, name: &str, steps: &[OwnStep]) -> Self {
        let milestone =
            |wanted: &str| steps.iter().rfind(|s| s.milestone.as_deref() == Some(wanted)).map(|s| s.key.clone());
        Self {
            code: code.to_string(),
            name: name.to_owned(),
            pattern: None,
            evidence: None,
            confidence: None,
            compiled: None,
            valid_from: None,
            valid_to: None,
            bodies: Vec::new(),
            legal_basis: Vec::new(),
            official_gazette: Vec::new(),
            follow: Vec::new(),
            steps: steps.iter().map(Step::own).collect(),
            milestones: Milestones {
                parliament_stage_done: milestone("parliament_stage_done"),
                state_decision: milestone("state_decision"),
                consent_expressed: milestone("consent_expressed"),
            },
            variants: Vec::new(),
            exceptions: Vec::new(),
            notes: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// The step of that name.
    pub fn step(&self, key: &str) -> Option<&Step> {
        self.steps.iter().find(|s| s.key == key)
    }

    /// The organ of a step, with its own name.
    pub fn body_of(&self, step: &Step) -> Option<&Body> {
        self.bodies.iter().find(|b| step.body_key.as_ref() == Some(&b.key))
    }

    /// The milestones on a variant.
    pub fn milestones(&self, variant: Option<&str>) -> &Milestones {
        let own = variant.and_then(|name| self.variants.iter().find(|(v, _)| v == name));
        own.map_or(&self.milestones, |(_, milestones)| milestones)
    }
}

impl Step {
    fn own(step: &OwnStep) -> Self {
        Self {
            key: step.key.clone(),
            kind: Some(step.kind),
            label: step.key.replace('-', " "),
            body: step.body.clone().unwrap_or_default(),
            body_key: None,
            domestic: step.kind.is_domestic(),
            legal_basis: None,
            majority: None,
            requirement: step.requirement,
            condition: None,
            effect: None,
            variant: None,
            all_of: None,
            clock: None,
            after_consent: false,
            note: None,
            confidence: None,
        }
    }
}
