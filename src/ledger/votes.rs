//! What became of an act, and the figures of its vote.

use super::reader::Reader;
use super::shape::Shape;
use super::value::Value;
use crate::model::{Act, Outcome, Tally, Unanimous, Votes};

/// The outcome: it must be said of a vote; whatever else was done is done.
pub(super) fn outcome(reader: &Reader, act: &mut Act) {
    let given = reader.word("outcome", Outcome::ALL);
    if given.is_none() && act.kind.needs_outcome() && !act.expected && !reader.has("outcome") {
        let message = match &act.step {
            Some(step) => format!("`{step}` is a `{}`, and what became of it is not said", act.kind),
            None => format!("what became of this `{}` is not said", act.kind),
        };
        let help = "add `outcome = \"adopted\"`, or \"rejected\", \"tied\", \"unknown\" …";
        let key = if reader.has("step") { "step" } else { "kind" };
        reader.text.error("missing-outcome", &reader.place(key), message, help);
    }
    act.outcome =
        given.unwrap_or(if act.kind.needs_outcome() || act.expected { Outcome::Unknown } else { Outcome::Done });
}

/// The published figures.
pub(super) fn votes(reader: &Reader) -> Option<Votes> {
    reader.takes("votes", || Shape::Votes);
    let value = reader.get("votes")?;
    match value.get_ref() {
        Value::String(text) if Unanimous::parse(text).is_some() => Some(Votes::Unanimous),
        Value::Table(_) => {
            let table = reader.table("votes")?;
            let tally = Tally {
                for_: table.number("for"),
                against: table.number("against"),
                abstain: table.number("abstain"),
                present: table.number("present"),
                absent: table.number("absent"),
                other: table.number("other"),
                seats: table.number("seats"),
            };
            table.finish();
            Some(Votes::Counts(tally))
        }
        _ => {
            reader.wrong(value, "votes", "figures, { for = 1, against = 2 }, or \"unanimous\"");
            None
        }
    }
}
