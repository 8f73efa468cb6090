//! `[[act]]`: one thing that was done.

use super::citation::citations;
use super::kind::{kind, whose};
use super::party::Header;
use super::reader::Reader;
use super::votes::{outcome, votes};
use super::write::is_unseen;
use crate::date::ActDate;
use crate::model::{About, Act, ActId, Cause, Delivery, Kind, Reading, Retraction};

/// Reads one act; `None` where it cannot be given a meaning.
pub(super) fn act(reader: Reader, header: &Header) -> Option<Act> {
    let party = header.party(&reader);
    let procedure = party.filter(|_| reader.has("step")).and_then(|party| header.procedure(&party));
    let step = reader.text("step");
    let kind = kind(&reader, party.as_ref(), step.as_deref(), procedure.as_deref());
    if let Some(kind) = kind {
        whose(&reader, kind, party.is_some());
    }
    reader.demanded("date", "when was it done? `date = 2025-12-16`, or \"../2025-12-17\" for not later than");
    let date = reader.date("date");
    let mut act = Act::new(kind.unwrap_or(Kind::Declaration), date.unwrap_or(ActDate::on(crate::date::FIRST_DAY)));
    (act.party, act.step) = (party, step);
    let body = procedure.as_deref().and_then(|p| p.step(act.step.as_deref()?).map(|s| s.body.clone()));
    act.body = reader.text("body").or(body.filter(|body| !body.is_empty()));
    if let Some(id) = typed_id(&reader) {
        act.id = id;
        act.id_given = true;
    }
    fill(&reader, &mut act);
    outcome(&reader, &mut act);
    act.span = reader.span.start..reader.end();
    reader.finish();
    (kind.is_some() && date.is_some()).then_some(act)
}

/// The id that the ledger gives; it must be such that a person can type it.
fn typed_id(reader: &Reader) -> Option<ActId> {
    let id = reader.text("id")?;
    if id.is_empty() || id.chars().any(|c| c.is_whitespace() || is_unseen(c)) {
        let help = "take it out and `track` derives one, or write letters and digits without blanks";
        reader.text.error("malformed-id", &reader.place("id"), "nobody could type this id of an act", help);
    }
    Some(ActId(id))
}

/// The keys that need no other key to be understood.
fn fill(reader: &Reader, act: &mut Act) {
    act.name = reader.text("name");
    act.effective = reader.date("effective");
    act.sent = reader.date("sent");
    act.sitting = reader.date("sitting");
    act.reading = reader.word("reading", Reading::ALL);
    act.votes = votes(reader);
    act.about = reader.word("about", About::ALL).unwrap_or(About::Consent);
    act.follows = reader.text("follows").map(ActId);
    act.delivery = reader.word("delivery", Delivery::ALL);
    act.at = reader.text("at");
    act.scope = reader.text("scope");
    act.until = reader.date("until");
    act.territory = reader.text("territory");
    act.excluded = reader.text("excluded");
    act.against = reader.text("against");
    act.effect = reader.text("effect");
    act.condition = reader.text("condition");
    act.cleared = reader.date("cleared");
    act.reason = reader.text("reason");
    act.ad_referendum = reader.flag("ad_referendum").unwrap_or(false);
    act.contested_by = reader.text("contested_by");
    act.how = reader.text("how");
    act.to = reader.text("to");
    act.persons = reader.texts("persons");
    act.place = reader.text("place");
    act.counted = reader.flag("counted").unwrap_or(true);
    act.expected = reader.flag("expected").unwrap_or(false);
    act.embargo = reader.moment("embargo");
    act.note = reader.text("note");
    act.recorded = reader.moment("recorded");
    act.by = reader.text("by");
    act.sources = citations(reader);
    act.retracted = reader.table("retracted").map(retraction);
}

/// Why a claim must no longer be relied on.
fn retraction(reader: Reader) -> Retraction {
    let retraction = Retraction {
        at: reader.moment("at"),
        reason: reader.needed("reason").unwrap_or_default(),
        cause: reader.word("cause", Cause::ALL),
        in_favour_of: reader.text("in_favour_of").map(ActId),
        by: reader.text("by"),
    };
    reader.finish();
    retraction
}
