//! Which step or kind is meant: a step of the party's procedure, else a kind of act.

use super::facts::{Facts, Voice};
use crate::error::Failure;
use crate::model::{Code, Kind, Procedure, Step};
use crate::reading::near;

/// What an act is: its kind, and the step that it fulfils.
pub(super) struct Chosen {
    pub(super) kind: Kind,
    pub(super) step: Option<String>,
    pub(super) body: Option<String>,
}

impl Chosen {
    fn kind(kind: Kind) -> Self {
        Self { kind, step: None, body: None }
    }

    fn step(kind: Kind, step: &Step) -> Self {
        Self { kind, step: Some(step.key.clone()), body: Some(step.body.clone()).filter(|body| !body.is_empty()) }
    }
}

/// The kind and the step that are meant: a step of the party's procedure, else a kind; both where both are named.
pub(super) fn choose(facts: &Facts, code: Code, procedure: Option<&Procedure>) -> Result<Chosen, Failure> {
    match (&facts.what, &facts.step, &facts.kind) {
        (None, Some(step), Some(kind)) => both(step, known_kind(kind, facts.voice)?, code, procedure),
        (None, None, Some(kind)) => known_kind(kind, facts.voice).map(Chosen::kind),
        (None, Some(step), None) => step_or_kind(step, false, facts.voice, code, procedure),
        (Some(what), None, None) => step_or_kind(what, true, facts.voice, code, procedure),
        (None, None, None) => Err(Failure::usage("missing-step", "the step is missing").help(format!(
            "say what was done: a step of the procedure (`track procedures {code}` lists them), or a kind"
        ))),
        (Some(_), ..) => Err(Failure::usage("said-twice", "`what` stands beside `step` or `kind`")
            .help("`what` is a step, else a kind: say one of them")),
    }
}

/// A step of the party's procedure; a kind where there is no such step and one may be meant.
fn step_or_kind(
    word: &str,
    may_be_kind: bool,
    voice: Voice,
    code: Code,
    procedure: Option<&Procedure>,
) -> Result<Chosen, Failure> {
    let step = procedure.and_then(|procedure| procedure.step(word));
    let kind = Kind::parse(word).filter(|_| may_be_kind);
    match (step, kind) {
        (Some(step), Some(kind)) if step.kind.is_some_and(|own| own != kind) => {
            let flags = format!("say which: --step {word} or --kind {word}");
            Err(Failure::usage("step-or-kind", format!("`{word}` is both a step of {code} and a kind of act"))
                .help(voice.pick(flags, "say which: under `step` or under `kind`")))
        }
        (Some(Step { kind: None, .. }), _) => {
            let words = "ratification, acceptance, approval, accession, notification, consent";
            Err(Failure::usage("which-consent", format!("`{word}` is fulfilled by an act of consent; say which"))
                .help(format!("one of: {words}; with {} deposit, exchange or notification", voice.key("delivery"))))
        }
        (Some(step), _) if !step.domestic => Ok(Chosen::kind(step.kind.unwrap_or(Kind::Signature))),
        (Some(step), _) => Ok(Chosen::step(step.kind.unwrap_or(Kind::Vote), step)),
        (None, Some(_)) => known_kind(word, voice).map(Chosen::kind),
        (None, None) => Err(unknown_step(word, code, procedure)),
    }
}

/// A step and the kind that is named beside it; they must agree, as they must in the ledger.
fn both(word: &str, kind: Kind, code: Code, procedure: Option<&Procedure>) -> Result<Chosen, Failure> {
    let Some(step) = procedure.and_then(|procedure| procedure.step(word)) else {
        return match procedure {
            Some(_) if word != "signature" => Err(unknown_step(word, code, procedure)),
            _ => Ok(Chosen { step: Some(word.to_owned()), ..Chosen::kind(kind) }),
        };
    };
    let agree = match step.kind {
        Some(Kind::Signature) => matches!(kind, Kind::Signature | Kind::DefinitiveSignature),
        Some(own) => own == kind,
        None => kind.is_consent(),
    };
    let own = step.kind.map_or("consent", |own| own.as_str());
    if agree {
        Ok(Chosen::step(kind, step))
    } else {
        Err(Failure::usage(
            "kind-differs",
            format!("`kind` says `{kind}`, but the step `{word}` of {code} is a `{own}`"),
        )
        .help("leave `kind` out, or name another step"))
    }
}

fn known_kind(word: &str, voice: Voice) -> Result<Kind, Failure> {
    match Kind::parse(word) {
        Some(Kind::Suspension) => Ok(Kind::Suspension),
        Some(Kind::Resumption) => Ok(Kind::Resumption),
        Some(kind) if kind.is_of_agreement() => {
            Err(Failure::usage("party-not-wanted", format!("`{kind}` is an act of the agreement itself"))
                .help(voice.pick(format!("track add AGREEMENT {kind} --on DATE"), "leave `party` out")))
        }
        Some(kind) => Ok(kind),
        None => {
            let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
            Err(Failure::not_found("unknown-kind", format!("`{word}` is not a kind of act")).near(&near(word, &known)))
        }
    }
}

fn unknown_step(word: &str, code: Code, procedure: Option<&Procedure>) -> Failure {
    let steps = procedure.iter().flat_map(|p| p.steps.iter().map(|step| step.key.as_str()));
    let known: Vec<&str> = steps.chain(Kind::ALL.iter().map(|kind| kind.as_str())).collect();
    Failure::not_found("unknown-step", format!("`{word}` is neither a step of {code}'s procedure nor a kind of act"))
        .near(&near(word, &known))
        .help(format!("`track procedures {code}` lists the steps"))
}
