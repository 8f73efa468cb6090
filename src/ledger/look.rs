//! `[[looked]]`: where somebody looked and found nothing.

use super::kind::unknown_step;
use super::party::Header;
use super::reader::Reader;
use crate::model::{Code, Kind, Look};

/// Reads one `[[looked]]`.
pub(super) fn look(reader: Reader, header: &Header) -> Option<Look> {
    let party = header.party(&reader);
    reader.demanded("date", "when was it looked for? `date = 2025-12-17`");
    let date = reader.day("date");
    let look = Look {
        party,
        step: looked_step(&reader, party.as_ref(), header),
        where_: reader.text("where"),
        date: date.unwrap_or(crate::date::FIRST_DAY),
        shelf_life_days: reader.number("shelf_life_days").unwrap_or(30),
        recorded: reader.moment("recorded"),
        by: reader.text("by"),
        note: reader.text("note"),
        span: reader.span.start..reader.end(),
    };
    reader.finish();
    date.map(|_| look)
}

/// The step that was looked for: one of the party's procedure, where it has one, or a kind of act.
fn looked_step(reader: &Reader, party: Option<&Code>, header: &Header) -> Option<String> {
    let step = reader.text("step")?;
    let procedure = party.filter(|_| Kind::parse(&step).is_none()).and_then(|party| header.procedure(party));
    if let Some(procedure) = procedure.filter(|procedure| procedure.step(&step).is_none()) {
        unknown_step(reader, &step, &procedure);
    }
    Some(step)
}
