//! The agenda as a page, as a table, and as entries for calendars and feeds.

use super::{AgendaReport, Item, State, words};
use crate::date::{Day, show};
use crate::model::Code;
use crate::report::calendar::{Calendar, Entry};
use crate::report::page::{Block, Page, Section};
use crate::report::prose::weekday;
use crate::report::table::{Cell, Column, Table, Tone};

/// The agenda for people: what is overdue at the head.
pub fn page(report: &AgendaReport) -> Page {
    let days = if report.days == 1 { "day".to_owned() } else { format!("{} days", report.days) };
    let mut page = Page::default();
    let part = |title: String, wanted: &[State]| {
        let items = report.items.iter().filter(|item| wanted.contains(&item.state));
        Section { title, blocks: items.map(block).collect() }
    };
    let as_of = show(report.as_of);
    part(format!("Overdue (as of {as_of})"), &[State::Overdue]).onto(&mut page);
    part(format!("The {days} to come (as of {as_of})"), &[State::Expected, State::Due]).onto(&mut page);
    part("No longer expected".to_owned(), &[State::Cancelled]).onto(&mut page);
    page
}

fn block(item: &Item) -> Block {
    let head = vec![
        Cell::from(when(item)),
        Cell::toned(ahead(item), tone(item.state)),
        Cell::toned(item.agreement.as_str(), Tone::Faint),
    ];
    let mut block = Block { head, lines: Vec::new() };
    block.line(label(item), Some(item.sentence.as_str()));
    item.details.iter().for_each(|detail| block.line("", Some(detail.as_str())));
    block.line("source", item.links.first().map(String::as_str));
    block
}

fn label(item: &Item) -> &'static str {
    match item.what.as_str() {
        "party-force" => "force",
        "provisional-end" => "end",
        "look-again" => "look again",
        other => other,
    }
}

const fn tone(state: State) -> Tone {
    match state {
        State::Overdue => Tone::Attention,
        State::Expected | State::Due => Tone::Plain,
        State::Cancelled => Tone::Faint,
    }
}

/// The day with its weekday; a range with both ends.
fn when(item: &Item) -> String {
    let day = |day: Day| format!("{} {}", &weekday(day)[..3], show(day));
    if item.first == item.last { day(item.first) } else { format!("{} to {}", day(item.first), day(item.last)) }
}

/// How far ahead; of a range that has begun or has passed, by its last day.
fn ahead(item: &Item) -> String {
    let length = (item.last - item.first).num_days();
    match item.days {
        days if days < 0 && length > 0 && days + length >= 0 => "under way".to_owned(),
        days if days < 0 => words::ahead(days + length),
        days => words::ahead(days),
    }
}

/// The agenda for scripts.
pub fn table(report: &AgendaReport) -> Table {
    let mut table = Table::new(vec![
        Column::keep("agreement", "AGREEMENT"),
        Column::keep("state", "STATE"),
        Column::keep("first", "FIRST"),
        Column::keep("last", "LAST"),
        Column::keep("weekday", "WEEKDAY"),
        Column::number("days", "DAYS"),
        Column::keep("what", "WHAT"),
        Column::words("parties", "PARTIES"),
        Column::words("sentence", "SENTENCE"),
        Column::keep("act", "ACT"),
        Column::keep("id", "ID"),
    ]);
    for item in &report.items {
        let codes: Vec<&str> = item.parties.iter().map(Code::as_str).collect();
        let mut sentence = Cell::from(item.sentence.as_str());
        sentence.link = item.links.first().cloned();
        table.row(vec![
            item.agreement.as_str().into(),
            Cell::toned(item.state.as_str(), tone(item.state)),
            show(item.first).into(),
            show(item.last).into(),
            item.weekday.unwrap_or_default().into(),
            item.days.to_string().into(),
            item.what.as_str().into(),
            codes.join(" ").into(),
            sentence,
            item.act.as_ref().map(|act| act.0.as_str()).unwrap_or_default().into(),
            item.id.as_str().into(),
        ]);
    }
    table
}

/// The agenda as entries; `id` says what was asked, `of` whose agenda it is.
pub fn calendar(report: &AgendaReport, id: String, of: &str) -> Calendar {
    let title = if of.is_empty() { "Agenda".to_owned() } else { format!("Agenda: {of}") };
    Calendar { id, title, as_of: report.as_of, entries: report.items.iter().map(entry).collect() }
}

fn entry(item: &Item) -> Entry {
    let mark = match item.state {
        State::Overdue => "Overdue: ",
        State::Expected => "Expected: ",
        State::Due => "",
        State::Cancelled => "Cancelled: ",
    };
    Entry {
        id: item.id.clone(),
        first: item.first,
        last: item.last,
        title: format!("{mark}{}", short(item)),
        sentence: item.sentence.clone(),
        details: item.details.iter().cloned().chain([format!("{} ({})", item.title, item.agreement)]).collect(),
        links: item.links.clone(),
        agreement: item.agreement.clone(),
        standing: item.standing(),
        changed: item.changed,
        moves: item.moves,
    }
}

/// How many codes the line of a calendar has room for.
const FEW: usize = 3;

/// The line of a calendar: of which agreement, what, whose.
fn short(item: &Item) -> String {
    let codes: Vec<&str> = item.parties.iter().map(Code::as_str).collect();
    let who = match codes.as_slice() {
        [] => String::new(),
        few if few.len() <= FEW => format!(", {}", few.join(" ")),
        many => format!(", {} parties", many.len()),
    };
    let what = item.kind.map_or_else(|| words::label(item.what).to_owned(), |kind| kind.as_str().replace('-', " "));
    format!("{}: {what}{who}", item.title)
}
