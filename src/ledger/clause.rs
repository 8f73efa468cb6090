//! `[clause]` and `[term]`: the words with their places; what they mean is read one floor below.

use super::MAX_ROUTES;
use super::citation::citations;
use super::reader::Reader;
use super::shape::Shape;
use super::text::Text;
use super::value::Value;
use super::wording::{NAME, cut};
use crate::clause;
use crate::diagnostic::{Finding, Level};
use crate::model::{
    Agreement, Basis, ClauseText, Code, Counting, Deemed, EndOfMonth, Floor, Found, LaterFrom, Names, RouteText, Term,
};
use crate::source::Source;

/// Reads `[clause]`.
pub(super) fn clause_text(reader: Reader) -> ClauseText {
    let reader = reader.strict();
    let clause = ClauseText {
        when: reader.phrase("when"),
        then: reader.phrase("then"),
        on: reader.day("on"),
        not_before: floors(&reader),
        later: reader.phrase("later"),
        later_from: reader.word("later_from", LaterFrom::ALL).unwrap_or(LaterFrom::Trigger),
        counts: reader.word("counts", Counting::ALL).unwrap_or(Counting::Received),
        binds: reader.phrase("binds"),
        deemed: reader.table("deemed").and_then(deemed),
        count_organisations: reader.flag("count_organisations").unwrap_or(false),
        end_of_month: reader.word("end_of_month", EndOfMonth::ALL).unwrap_or(EndOfMonth::Clip),
        basis: reader.word("basis", Basis::ALL).unwrap_or(Basis::Text),
        article: reader.text("article"),
        note: reader.text("note"),
        routes: reader.at_most("route", MAX_ROUTES).into_iter().filter_map(route).collect(),
        sources: citations(&reader),
        span: reader.span.clone(),
    };
    reader.finish();
    clause
}

fn floors(reader: &Reader) -> Vec<Floor> {
    reader.takes("not_before", || Shape::Floors);
    let Some(value) = reader.get("not_before") else { return Vec::new() };
    let items: Vec<_> = match value.get_ref() {
        Value::Array(items) => items.iter().collect(),
        _ => vec![value],
    };
    reader.bounded("not_before", items.len(), MAX_ROUTES);
    items
        .into_iter()
        .take(MAX_ROUTES)
        .filter_map(|item| match item.get_ref() {
            Value::String(text) if crate::date::parse_day(text).is_err() => {
                reader.phrase_of("not_before", item).map(Floor::Words)
            }
            _ => reader.day_of("not_before", item).map(Floor::Day),
        })
        .collect()
}

fn deemed(reader: Reader) -> Option<Deemed> {
    let reader = reader.strict();
    reader.demanded("on", "add the day on which silence binds: `on = 2008-01-01`");
    let (on, unless) = (reader.day("on"), reader.phrase("unless"));
    reader.finish();
    Some(Deemed { on: on?, unless })
}

fn route(reader: Reader) -> Option<RouteText> {
    let reader = reader.strict();
    reader.demanded("when", "a route says when: `when = \"20 parties\"`");
    let (when, then) = (reader.phrase("when"), reader.phrase("then"));
    reader.finish();
    Some(RouteText { when: when?, then })
}

/// Reads `[term]`.
pub(super) fn term(reader: Reader) -> Term {
    let reader = reader.strict();
    let ends_with = reader.text("ends_with").and_then(|text| {
        let id = text.parse();
        if let Err(error) = &id {
            let error: &crate::model::IdError = error;
            reader.text.error(
                "malformed-id",
                &reader.place("ends_with"),
                error.to_string(),
                "name an agreement of this ledger",
            );
        }
        id.ok()
    });
    reader.takes("lasts", || Shape::DayOrText);
    let lasts = reader.get("lasts").and_then(|value| match value.get_ref() {
        Value::Datetime(_) => reader.day_of("lasts", value).map(|day| crate::model::Phrase {
            text: crate::date::show(day),
            span: reader.place("lasts"),
            quote: Some(0),
        }),
        _ => reader.phrase_of("lasts", value),
    });
    let term = Term {
        lasts,
        renews: reader.phrase("renews"),
        notice: reader.phrase("notice"),
        leave: reader.phrase("leave"),
        ends_with,
        basis: reader.word("basis", Basis::ALL),
        article: reader.text("article"),
        sources: citations(&reader),
    };
    reader.finish();
    term
}

/// What does not hold in the words of the clause, as findings in the file.
pub(super) fn clause_faults(source: &Source, agreement: &Agreement) -> Vec<Finding> {
    let faults = clause::resolve(agreement, &code_of).err().unwrap_or_default();
    let text = Text::new(source);
    for fault in faults {
        text.keep(Level::Error, || {
            let header = agreement.clause.as_ref().map_or(0..0, |clause| clause.span.clone());
            let span = fault.phrase.map_or(header, |phrase| match phrase.quote {
                Some(quote) => {
                    let start = phrase.span.start + quote;
                    start + fault.fault.span.start..start + fault.fault.span.end
                }
                None => phrase.span,
            });
            let finding =
                Finding::error(fault.fault.code, source.name(), cut(&fault.fault.message, NAME * 4)).at(source, span);
            let finding = finding.label(cut(&fault.fault.label, NAME * 2));
            match fault.fault.help {
                Some(help) => finding.help(cut(&help, NAME * 4)),
                None => finding,
            }
        });
    }
    text.finish()
}

fn code_of(name: &str) -> Option<Code> {
    match Names::builtin().find(name) {
        Found::One(name) => Some(name.code),
        _ => None,
    }
}
