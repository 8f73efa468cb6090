//! An act in a few words: what was done, how it stands in the record, who says so.

use super::act::ActLine;
use super::table::{Cell, Column, Table, Tone};
use super::{name_of, prose};
use crate::date::ActDate;
use crate::model::{About, Agreement, Citation, Code, Delivery, Names, Tally, Votes};
use crate::status::expected::FateState;

/// Whose act it is: the party's name, or "the agreement".
pub fn who(agreement: &Agreement, names: &Names, party: Option<Code>) -> String {
    party.map_or_else(|| "the agreement".to_owned(), |code| name_of(agreement, names, &code))
}

/// What was done: the step with its kind, or the kind; what it is about, where that is not consent.
pub fn what(act: &ActLine) -> String {
    let kind = act.kind.as_str();
    let mut words = match (act.step, act.name) {
        (Some(step), _) if step != kind => format!("{step} ({kind})"),
        (_, Some(name)) => format!("{kind} “{name}”"),
        _ => kind.to_owned(),
    };
    match act.about {
        About::Consent => {}
        About::Leave => words.push_str(", about leaving"),
        About::Suspend => words.push_str(", about suspending"),
        About::Prolong => words.push_str(", about prolonging"),
        About::Reserve => words.push_str(", about a reservation"),
        About::LiftReservation => words.push_str(", about withdrawing a reservation"),
    }
    words
}

/// What became of it, the reading with it; of what is or was expected, never as if it were done.
pub fn became(act: &ActLine) -> String {
    if act.expected {
        return fate(act);
    }
    let outcome = act.outcome.as_str().replace('-', " ");
    match reading(act) {
        Some(reading) => format!("{outcome}, {reading}"),
        None => outcome,
    }
}

/// What became of an act that is or was expected.
fn fate(act: &ActLine) -> String {
    let Some(fate) = act.fate else { return "expected, not done".to_owned() };
    let day = fate.date.map(|date| format!(" {}", long(&date))).unwrap_or_default();
    match fate.state {
        FateState::Open => "expected, not done".to_owned(),
        FateState::Overdue => "expected, overdue: nothing is recorded as done".to_owned(),
        FateState::Done => format!("was expected; done{day}"),
        FateState::Postponed => format!("was expected; postponed, now expected{day}"),
        FateState::Cancelled => "was expected; cancelled".to_owned(),
        FateState::Retracted => "was expected".to_owned(),
    }
}

/// The reading in words; for a vote also that it is not stated.
pub fn reading(act: &ActLine) -> Option<String> {
    match act.reading {
        Some(reading) => Some(format!("{reading} reading")),
        None if act.kind.needs_outcome() && act.kind != crate::model::Kind::Referendum => {
            Some("reading not stated".to_owned())
        }
        None => None,
    }
}

/// How the act stands in the record; empty where nothing is to be said.
pub fn standing(act: &ActLine) -> Cell {
    let mut marks = Vec::new();
    let fate = act.fate.map(|fate| fate.state);
    let is_mistake = act.retracted.is_some() && fate.is_none_or(|fate| fate == FateState::Retracted);
    if is_mistake {
        marks.push("retracted");
    }
    if !act.rival_of.is_empty() {
        marks.push("reports differ");
    }
    if act.under_embargo {
        marks.push("under embargo");
    }
    match fate {
        None | Some(FateState::Retracted) => {}
        Some(FateState::Open) => marks.push("expected"),
        Some(fate) => marks.push(fate.as_str()),
    }
    if !act.counted {
        marks.push("not counted");
    }
    if act.ad_referendum {
        marks.push("ad referendum");
    }
    let tone = if is_mistake { Tone::Bad } else { Tone::Attention };
    Cell::toned(marks.join(", "), tone)
}

/// Figures as published.
pub fn votes(votes: &Votes) -> String {
    let Votes::Counts(tally) = votes else { return "unanimous, no figures".to_owned() };
    let Tally { for_, against, abstain, present, absent, other, seats } = tally;
    let figures = [
        (for_, "for"),
        (against, "against"),
        (abstain, "abstaining"),
        (present, "present"),
        (absent, "absent"),
        (other, "other"),
        (seats, "seats"),
    ];
    let known = figures.into_iter().filter_map(|(figure, word)| figure.map(|number| format!("{number} {word}")));
    known.collect::<Vec<_>>().join(", ")
}

/// How an act reached the other side.
pub fn delivery(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Deposit => "deposited",
        Delivery::Exchange => "exchanged",
        Delivery::Notification => "notified",
    }
}

/// The name under which a source is known: its publisher, else its address, else its title.
pub fn publisher(source: &Citation) -> String {
    let name = source.publisher.as_deref().or(source.url.as_deref()).or(source.title.as_deref());
    name.or(source.kind.map(|kind| kind.as_str())).unwrap_or("unnamed source").to_owned()
}

/// The publishers of an act in a row; "no source" for none.
pub fn publishers(sources: &[Citation]) -> String {
    if sources.is_empty() {
        "no source".to_owned()
    } else {
        prose::list(&sources.iter().map(publisher).collect::<Vec<_>>())
    }
}

/// A source in full: publisher, title, day, address, its word and its words in quotation marks.
pub fn citation(source: &Citation) -> String {
    let mut parts = vec![publisher(source)];
    parts.extend(source.title.as_ref().filter(|title| **title != parts[0]).map(|title| format!("“{title}”")));
    parts.extend(source.published.map(|day| format!("published {day}")));
    parts.extend(source.verb.as_ref().map(|verb| format!("it says “{verb}”")));
    parts.extend(source.quote.as_ref().map(|quote| format!("in its words: “{quote}”")));
    parts.extend(source.origin.as_ref().map(|origin| format!("its own source: {origin}")));
    parts.extend(source.url.as_ref().filter(|url| **url != parts[0]).cloned());
    parts.extend(source.archive.as_ref().map(|archive| format!("archived {archive}")));
    parts.extend(source.read_on.map(|day| format!("read {day}")));
    parts.extend(source.note.as_ref().map(|note| format!("note: {note}")));
    parts.join(", ")
}

/// A date as a reader writes it, as exactly as it is known.
pub fn long(date: &ActDate) -> String {
    match date.exact() {
        Some(day) => format!("on {}", prose::long_date(day)),
        None if date.earliest() == crate::date::FIRST_DAY => {
            format!("not later than {}", prose::long_date(date.latest()))
        }
        None => format!("between {} and {}", prose::long_date(date.earliest()), prose::long_date(date.latest())),
    }
}

/// The acts as a table for people, in the columns that are wanted of: date, agreement, code, party, act, outcome,
/// standing, sources, note, id.
pub fn reader_table(rows: &[(&Agreement, ActLine)], names: &Names, wanted: &[&str]) -> Table {
    let mut table = Table::new(vec![
        Column::keep("date", "DATE"),
        Column::words("agreement", "AGREEMENT"),
        Column::keep("code", "PARTY"),
        Column::words("party", "PARTY"),
        Column::words("act", "ACT"),
        Column::words("outcome", "OUTCOME"),
        Column::words("standing", "STANDING"),
        Column::words("sources", "SOURCES"),
        Column::words("note", "NOTE"),
        Column::keep("id", "ID"),
    ]);
    for (agreement, act) in rows {
        let mut sources = Cell::from(publishers(act.sources));
        sources.link = act.sources.iter().find_map(|source| source.url.clone());
        table.row(vec![
            act.date.to_string().into(),
            agreement.id.as_str().into(),
            act.party.map_or(String::new(), |code| code.to_string()).into(),
            who(agreement, names, act.party).into(),
            what(act).into(),
            became(act).into(),
            standing(act),
            sources,
            act.note.unwrap_or_default().into(),
            act.id.0.as_str().into(),
        ]);
    }
    table.select(wanted).unwrap_or(table)
}

/// The acts as a table for a screen: when, whose, what with all that marks it, and in which record.
pub fn screen_table(rows: &[(&Agreement, ActLine)]) -> Table {
    let mut table = Table::new(vec![
        Column::keep("date", "DATE"),
        Column::keep("code", "PARTY"),
        Column::words("act", "ACT"),
        Column::words("agreement", "AGREEMENT"),
        Column::keep("id", "ID"),
    ]);
    for (agreement, act) in rows {
        let mut words = vec![act.step.map_or_else(|| what(act), str::to_owned)];
        words.extend(noteworthy(act));
        let mark = standing(act);
        words.extend(Some(mark.text).filter(|text| !text.is_empty() && !act.expected));
        let is_marked = !act.expected && (act.retracted.is_some() || !act.rival_of.is_empty());
        let tone = if is_marked { mark.tone } else { Tone::Plain };
        table.row(vec![
            act.date.to_string().into(),
            act.party.map_or(String::new(), |code| code.to_string()).into(),
            Cell::toned(words.join(", "), tone),
            agreement.id.as_str().into(),
            act.id.0.as_str().into(),
        ]);
    }
    table
}

/// What became of it, where that is more than that it was done.
fn noteworthy(act: &ActLine) -> Option<String> {
    Some(became(act)).filter(|words| words != "done")
}

/// An act as a reader is told of it: whose, by which organ, what, when, what became of it.
pub fn told(agreement: &Agreement, names: &Names, act: &ActLine) -> String {
    let body = act.body.map(|body| format!(" ({body})")).unwrap_or_default();
    let what = act.kind.as_str().replace('-', " ");
    let became = noteworthy(act).map(|words| format!(", {words}")).unwrap_or_default();
    let effect = act.effective.map(|date| format!(", with effect {}", long(&date))).unwrap_or_default();
    format!("{}{body}: {what} {}{became}{effect}", who(agreement, names, act.party), long(&act.date))
}

/// Who says so, in brackets.
pub fn according(sources: &[Citation]) -> String {
    if sources.is_empty() { "no source recorded".to_owned() } else { format!("according to {}", publishers(sources)) }
}
