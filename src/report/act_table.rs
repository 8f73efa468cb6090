//! The acts as a table for scripts and charts: one row an act, id first, columns fixed.
//!
//! `track log`, `track show` and `track export` write the same table. New columns go to its end.

use super::act::ActLine;
use super::act_words::{citation, publisher, standing, votes};
use super::name_of;
use super::table::{Cell, Column, Table};
use crate::date::{Day, FIRST_DAY, show};
use crate::model::{Agreement, Code, Names, Plane, Tally, Votes, words::words};

words! {
    /// How an act stands in the record, in one word: the first that fits.
    ActStatus {
        /// It must no longer be relied on.
        Retracted = "retracted",
        /// Expected, not done: it never counts.
        Expected = "expected",
        /// Another claim contradicts it.
        Rival = "rival",
        /// Nothing is held against it.
        Standing = "standing",
    }
}

const COLUMNS: [Column; 37] = [
    Column::keep("id", "ID"),
    Column::keep("agreement", "AGREEMENT"),
    Column::keep("date", "DATE"),
    Column::keep("party", "PARTY"),
    Column::keep("step", "STEP"),
    Column::keep("kind", "KIND"),
    Column::keep("name", "NAME"),
    Column::keep("outcome", "OUTCOME"),
    Column::keep("reading", "READING"),
    Column::words("votes", "VOTES"),
    Column::words("body", "BODY"),
    Column::keep("about", "ABOUT"),
    Column::keep("delivery", "DELIVERY"),
    Column::keep("effective", "EFFECTIVE"),
    Column::keep("grade", "GRADE"),
    Column::words("standing", "STANDING"),
    Column::words("rival-of", "RIVAL OF"),
    Column::words("retracted", "RETRACTED"),
    Column::words("sources", "SOURCES"),
    Column::words("note", "NOTE"),
    Column::words("title", "TITLE"),
    Column::words("party-name", "PARTY NAME"),
    Column::keep("plane", "PLANE"),
    Column::keep("status", "STATUS"),
    Column::keep("date-earliest", "EARLIEST"),
    Column::keep("date-latest", "LATEST"),
    Column::keep("precision", "PRECISION"),
    Column::number("votes-for", "FOR"),
    Column::number("votes-against", "AGAINST"),
    Column::number("votes-abstain", "ABSTAIN"),
    Column::keep("expected", "EXPECTED"),
    Column::number("source-count", "SOURCES"),
    Column::words("publishers", "PUBLISHERS"),
    Column::words("url", "URL"),
    Column::keep("recorded", "RECORDED"),
    Column::words("by", "BY"),
    Column::keep("as-of", "AS OF"),
];

/// The acts, each with what a chart or a sheet needs beside it: the agreement's title, the ends of its date, figures.
pub fn script_table(rows: &[(&Agreement, ActLine)], names: &Names, as_of: Day) -> Table {
    let mut table = Table::new(COLUMNS.to_vec());
    for (agreement, act) in rows {
        let mut row = record(agreement, act);
        row.extend(beside(agreement, act, names, as_of));
        table.row(row);
    }
    table
}

/// The table without the columns that say which agreement it is.
pub fn of_one(table: &Table) -> Table {
    let names = table.columns.iter().map(|column| column.name);
    let kept: Vec<&str> = names.filter(|name| !matches!(*name, "agreement" | "title")).collect();
    table.select(&kept).unwrap_or_default()
}

/// On which plane an act stands.
pub fn plane(act: &ActLine) -> Plane {
    act.kind.plane(act.party.is_some())
}

/// How an act stands in the record.
pub fn status(act: &ActLine) -> ActStatus {
    match act {
        _ if act.retracted.is_some() => ActStatus::Retracted,
        _ if act.expected => ActStatus::Expected,
        _ if !act.rival_of.is_empty() => ActStatus::Rival,
        _ => ActStatus::Standing,
    }
}

/// The first day on which it can have been done; none where only the last one is known.
pub fn earliest(act: &ActLine) -> Option<Day> {
    Some(act.date.earliest()).filter(|day| *day != FIRST_DAY)
}

/// What the record holds of an act.
fn record(agreement: &Agreement, act: &ActLine) -> Vec<Cell> {
    let text = |value: Option<&str>| Cell::from(value.unwrap_or_default());
    let rivals: Vec<&str> = act.rival_of.iter().map(|id| id.0.as_str()).collect();
    let sources: Vec<String> = act.sources.iter().map(citation).collect();
    vec![
        act.id.0.as_str().into(),
        agreement.id.as_str().into(),
        act.date.to_string().into(),
        text(act.party.as_ref().map(Code::as_str)),
        text(act.step),
        act.kind.as_str().into(),
        text(act.name),
        act.outcome.as_str().into(),
        text(act.reading.map(|reading| reading.as_str())),
        act.votes.map(votes).unwrap_or_default().into(),
        text(act.body),
        act.about.as_str().into(),
        text(act.delivery.map(|delivery| delivery.as_str())),
        act.effective.map(|date| date.to_string()).unwrap_or_default().into(),
        act.grade.as_str().into(),
        standing(act),
        rivals.join(" ").into(),
        text(act.retracted.map(|retraction| retraction.reason.as_str())),
        sources.join("; ").into(),
        text(act.note),
    ]
}

/// The same in columns of one type each, and what it is part of.
fn beside(agreement: &Agreement, act: &ActLine, names: &Names, as_of: Day) -> Vec<Cell> {
    let figure = |pick: fn(&Tally) -> Option<u32>| match act.votes {
        Some(Votes::Counts(tally)) => Cell::from(pick(tally).map(|count| count.to_string()).unwrap_or_default()),
        _ => Cell::default(),
    };
    let publishers: Vec<String> = act.sources.iter().map(publisher).collect();
    let url = act.sources.iter().find_map(|source| source.url.as_deref());
    let recorded = act.recorded.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
    vec![
        agreement.title.as_str().into(),
        act.party.map(|code| name_of(agreement, names, &code)).unwrap_or_default().into(),
        plane(act).as_str().into(),
        status(act).as_str().into(),
        earliest(act).map(show).unwrap_or_default().into(),
        show(act.date.latest()).into(),
        act.date.precision().as_str().into(),
        figure(|tally| tally.for_),
        figure(|tally| tally.against),
        figure(|tally| tally.abstain),
        act.expected.to_string().into(),
        act.sources.len().to_string().into(),
        publishers.join("; ").into(),
        url.unwrap_or_default().into(),
        recorded.unwrap_or_default().into(),
        act.by.unwrap_or_default().into(),
        show(as_of).into(),
    ]
}
