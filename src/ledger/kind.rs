//! What kind of act this is: its own `kind`, or that of its step, and whose act such a kind can be.

use super::reader::Reader;
use super::shape::Shape;
use super::wording::{NAME, cut, nearest};
use crate::model::{Code, Kind, Plane, Procedure};

/// The kind of an act: its own, or that of its step; both must agree.
pub(super) fn kind(
    reader: &Reader,
    party: Option<&Code>,
    step: Option<&str>,
    procedure: Option<&Procedure>,
) -> Option<Kind> {
    reader.takes("kind", || Shape::one_of(Kind::ALL));
    let own = reader.text("kind").and_then(|text| known_kind(reader, &text));
    let Some(step) = step else {
        if own.is_none() && !reader.has("kind") {
            let help = "add `step` (a step of the party's procedure) or `kind` (for example \"vote\")";
            reader.text.error("missing-kind", &reader.span, "an act needs a `step` or a `kind`", help);
        }
        return own;
    };
    let found = kind_of_step(reader, own, party, step, procedure);
    match (own, found) {
        (Some(own), Some(found)) if own != found && !(found == Kind::Signature && own == Kind::DefinitiveSignature) => {
            let message = format!("`kind` says `{own}`, but the step `{step}` is a `{found}`");
            reader.text.error("kind-differs", &reader.place("kind"), message, "leave `kind` out, or name another step");
            None
        }
        (Some(own), Some(_)) => Some(own),
        (_, found) => found,
    }
}

/// The kind that a step has in the party's procedure; a delivery takes the consent kind that the act gives.
fn kind_of_step(
    reader: &Reader,
    own: Option<Kind>,
    party: Option<&Code>,
    step: &str,
    procedure: Option<&Procedure>,
) -> Option<Kind> {
    let place = reader.place("step");
    match (procedure.and_then(|p| p.step(step)), procedure, step) {
        (Some(found), ..) => found.kind.or(own.filter(|kind| kind.is_consent())).or_else(|| {
            let message = format!("`{step}` is a delivery, which is never a kind");
            let help = "say which act: `kind = \"ratification\"`, \"notification\" …";
            reader.text.error("missing-kind", &place, message, help);
            None
        }),
        (None, _, "signature") => Some(Kind::Signature),
        (None, Some(procedure), _) => {
            unknown_step(reader, step, procedure);
            None
        }
        (None, None, _) => own.or_else(|| {
            let who = party.map_or("the agreement".to_owned(), |code| format!("`{code}`"));
            let message = format!("{who} has no procedure, so `{step}` is no step of it");
            reader.text.error("unknown-step", &place, message, "give the act a `kind`, or the party a procedure");
            None
        }),
    }
}

fn known_kind(reader: &Reader, text: &str) -> Option<Kind> {
    let kind = Kind::parse(text);
    if kind.is_none() {
        let near = nearest(reader.text, text, Kind::ALL.iter().map(|kind| kind.as_str()), 1);
        let help = match near.first() {
            _ if text == "deposit-or-notification" => {
                "say which act was delivered: `ratification`, `notification` …".to_owned()
            }
            _ if text.starts_with("ratif") => {
                "a vote of parliament is `vote`; `ratification` is what is delivered abroad".to_owned()
            }
            Some(kind) => format!("did you mean `{kind}`? docs/format.md lists them"),
            None => "docs/format.md lists the kinds".to_owned(),
        };
        let message = format!("`{}` is not a kind of act", cut(text, NAME));
        reader.text.error("unknown-kind", &reader.place("kind"), message, help);
    }
    kind
}

/// An act of the agreement itself names no party, every other act says whose it is.
pub(super) fn whose(reader: &Reader, kind: Kind, has_party: bool) {
    let span = reader.place(if reader.has("kind") { "kind" } else { "step" });
    match (kind.plane(has_party), has_party) {
        (Plane::Agreement, true) => {
            let message = format!("`{kind}` is an act of the agreement itself");
            reader.text.error("party-not-wanted", &span, message, "leave `party` out");
        }
        (Plane::Domestic | Plane::International, false) if !reader.has("party") => {
            let message = format!("`{kind}` is an act of a party");
            reader.text.error("missing-party", &span, message, "say whose: `party = \"AZ\"`");
        }
        _ => {}
    }
}

pub(super) fn unknown_step(reader: &Reader, step: &str, procedure: &Procedure) {
    let near = nearest(reader.text, step, procedure.steps.iter().map(|s| s.key.as_str()), 3);
    let near: Vec<String> = near.iter().map(|key| format!("`{key}`")).collect();
    let message = format!("`{}` is not a step of the procedure `{}`", cut(step, NAME), procedure.code);
    let near = if near.is_empty() { String::new() } else { format!("near: {}; ", near.join(", ")) };
    let help = format!("{near}`track procedures {}` lists the steps", procedure.code);
    reader.text.error("unknown-step", &reader.place("step"), message, help);
}
