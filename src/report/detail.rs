//! One agreement in full: labelled lines, one row for each party on three planes, and the sentence that is safe.

use super::fold::{Alike, fold};
use super::name_of;
use super::status::AgreementLine;
use super::table::{Cell, Column, Table, Tone};
use crate::clause::Met;
use crate::date::{Day, show};
use crate::model::{Agreement, Basis, Between, Binding, Names};
use crate::status::domestic::DomesticState;
use crate::status::{ForceState, InternationalState, PartyStatus, Status};

/// What is shown of one agreement.
#[derive(Debug)]
pub struct Detail {
    /// Its name and the day of the answer.
    pub head: String,
    /// The state, in words that stand alone.
    pub state: String,
    /// What the state means to its reader.
    pub tone: Tone,
    /// Labelled lines.
    pub lines: Vec<(&'static str, String)>,
    /// Of many parties, those that stand alike.
    pub alike: Vec<Alike>,
    /// The parties that are told by themselves.
    pub parties: Table,
    /// The sentence that is safe to write.
    pub safe: String,
}

/// One agreement in full; of many parties those that stand alike are told together, unless `all` are wanted.
pub fn detail(
    agreement: &Agreement,
    status: &Status,
    line: &AgreementLine,
    clause: &str,
    names: &Names,
    all: bool,
) -> Detail {
    let home = |party: &PartyStatus| match party.domestic.state {
        DomesticState::Unknown => unknown(agreement, status, party),
        state => state.as_str().replace('-', " "),
    };
    let (alike, alone) = if all { (Vec::new(), status.parties.iter().collect()) } else { fold(&status.parties, home) };
    let day = status.as_of.day;
    let projected = if status.as_of.is_projected() { ", on present facts" } else { "" };
    Detail {
        head: format!("{}  (as of {}{projected})", agreement.label(), show(day)),
        state: state(status),
        tone: super::status::tone(&line.force),
        lines: lines(agreement, status, line, clause),
        alike,
        parties: parties(agreement, status, &alone, names),
        safe: line.safe.clone(),
    }
}

/// The state of force, in capitals and with its day.
pub(super) fn state(status: &Status) -> String {
    let force = &status.force;
    let day = |day: Option<Day>| day.map(show).unwrap_or_default();
    let is_ahead = |day: Option<Day>| status.as_of.is_projected() && day.is_some_and(|day| day > status.as_of.today);
    let entered = force.date.map(|day| format!("; it entered into force on {}", show(day))).unwrap_or_default();
    let words = match force.state {
        ForceState::InForce if is_ahead(force.date) => format!("DUE to be in force from {}", day(force.date)),
        ForceState::Ended if is_ahead(force.until) => format!("DUE to end on {}", day(force.until)),
        ForceState::InForce if force.date.is_some() => format!("IN FORCE since {}", day(force.date)),
        ForceState::Dated => {
            let when = force.date.map(|day| format!("on {}", show(day))).or_else(|| range(status));
            format!(
                "DATED: due to enter into force {}",
                when.unwrap_or_else(|| "on a day that is not known".to_owned())
            )
        }
        ForceState::Ended => format!("ENDED on {}", day(force.until)),
        ForceState::ConditionsMet => {
            format!("CONDITIONS MET {}; entry into force not confirmed: {}", met_on(status), unconfirmed(status))
        }
        ForceState::Suspended if force.since.is_some() => format!("SUSPENDED since {}{entered}", day(force.since)),
        ForceState::Provisional if force.since.is_some() => {
            format!("APPLIED PROVISIONALLY since {}; not in force", day(force.since))
        }
        ForceState::NotInForce => "NOT IN FORCE".to_owned(),
        ForceState::Unknown => "UNKNOWN: could not be established".to_owned(),
        other => other.as_str().replace('-', " ").to_uppercase(),
    };
    if status.disputed { format!("{words} (reports differ)") } else { words }
}

/// Since when the conditions are met, as far as that is known.
fn met_on(status: &Status) -> String {
    match (status.force.met_on, status.verdict().trigger_latest) {
        (Some(day), _) => format!("on {}", show(day)),
        (None, Some(day)) => format!("by {} at the latest", show(day)),
        (None, None) => "on a day that is not known".to_owned(),
    }
}

/// Why met conditions are not enough.
fn unconfirmed(status: &Status) -> &'static str {
    match status.verdict().basis {
        Basis::Reported => "clause not read",
        Basis::Assumed => "no clause recorded",
        Basis::Text => "its day is not known",
    }
}

fn lines(agreement: &Agreement, status: &Status, line: &AgreementLine, clause: &str) -> Vec<(&'static str, String)> {
    let mut lines = vec![("id", kind_line(agreement))];
    lines.push(("clause", clause_line(status, clause)));
    lines.extend(have(status, line));
    if let Some(range) = range(status) {
        lines.push(("since", range));
    }
    if let (Some(announced), Some(computed)) = (line.force.announced, line.force.computed) {
        lines.push(("differs", format!("announced for {}, computed {}", show(announced), show(computed))));
    }
    if matches!(status.force.state, ForceState::NotInForce | ForceState::Provisional) {
        lines.extend(line.blockers.iter().map(|blocker| ("missing", missing(blocker))));
        let checked = match status.checked_on {
            Some(day) => format!("last looked on {}", show(day)),
            None => "nobody recorded a look".to_owned(),
        };
        lines.push(("checked", checked));
    }
    lines.push(("grade", format!("{} (the lowest among the facts this rests on)", status.grade)));
    lines
}

/// The numbers of the clause: as they stand, or as they stood on the day on which it was met.
fn have(status: &Status, line: &AgreementLine) -> Option<(&'static str, String)> {
    let measures = line.conditions.iter().filter_map(|condition| condition.measure.as_ref());
    let measured: Vec<String> = measures.map(|m| format!("{} of {} {}", m.have, m.need, m.what)).collect();
    if measured.is_empty() {
        return None;
    }
    let measured = measured.join("; ");
    Some(match status.force.met_on {
        _ if status.is_record_short() => ("record", format!("{measured}; the entry into force was announced")),
        Some(day) if status.verdict().met == Met::Met => {
            ("had", format!("{measured} on {}, when it was met", show(day)))
        }
        _ => ("have", measured),
    })
}

fn missing(blocker: &crate::status::Blocker) -> String {
    let Some(waiting) = blocker.waiting.first().filter(|_| blocker.waiting.len() == 1) else {
        return blocker.lack.brief.clone();
    };
    match (waiting.days_since, waiting.last_on) {
        (Some(days), Some(last)) => format!("{} (last act {}, {days} days ago)", blocker.lack.brief, show(last)),
        _ => format!("{} (nothing recorded)", blocker.lack.brief),
    }
}

/// A day of force that is known only as a range.
fn range(status: &Status) -> Option<String> {
    let (first, last) = status.range?;
    Some(match (first, last) {
        (Some(first), Some(last)) => format!("between {} and {}", show(first), show(last)),
        (Some(first), None) => format!("not before {}, if at all", show(first)),
        _ => return None,
    })
}

fn kind_line(agreement: &Agreement) -> String {
    let mut parts = vec![agreement.id.to_string()];
    parts.extend(agreement.form.map(|form| form.to_string().replace('-', " ")));
    if agreement.between != Between::Unknown {
        parts.push(format!("between {}", agreement.between));
    }
    if agreement.binding != Binding::Yes {
        parts.push(format!("legally binding: {}", agreement.binding));
    }
    parts.join(" · ")
}

fn clause_line(status: &Status, clause: &str) -> String {
    let basis = match status.verdict().basis {
        Basis::Text => "read in the text",
        Basis::Reported => "reported; the text has not been read",
        Basis::Assumed => "assumed; no clause is recorded",
    };
    if clause.is_empty() { "not known".to_owned() } else { format!("{clause} ({basis})") }
}

fn parties(agreement: &Agreement, status: &Status, shown: &[&PartyStatus], names: &Names) -> Table {
    let mut table = Table::new(vec![
        Column::keep("code", ""),
        Column::words("name", "PARTY"),
        Column::words("domestic", "DOMESTIC"),
        Column::words("international", "INTERNATIONAL"),
        Column::words("force", "FORCE"),
        Column::words("next", "NEXT"),
    ]);
    for party in shown {
        table.row(vec![
            party.code.as_str().into(),
            name_of(agreement, names, &party.code).into(),
            domestic(agreement, status, party),
            international(party),
            force(party),
            next(status, party).into(),
        ]);
    }
    table
}

fn domestic(agreement: &Agreement, status: &Status, party: &PartyStatus) -> Cell {
    let line = &party.domestic;
    let mut words = line.state.as_str().replace('-', " ");
    let tone = match line.state {
        DomesticState::Unknown => {
            words = unknown(agreement, status, party);
            Tone::Faint
        }
        DomesticState::Complete => Tone::Good,
        DomesticState::Rejected | DomesticState::Annulled | DomesticState::Lapsed => Tone::Bad,
        _ => Tone::Plain,
    };
    if let Some(day) = line.on {
        words = format!("{words} {}", show(day));
    }
    if let Some(reading) = early_reading(agreement, party) {
        words = format!("{words} ({reading} reading)");
    }
    if has_rivals(agreement, status, party) {
        return Cell::toned(format!("{words}, reports differ"), Tone::Attention);
    }
    Cell::toned(words, tone)
}

/// The reading of the last vote, where it does not decide.
fn early_reading(agreement: &Agreement, party: &PartyStatus) -> Option<&'static str> {
    let (act, _) = party.domestic.last.filter(|_| party.domestic.state == DomesticState::UnderWay)?;
    agreement.acts[act].reading.filter(|reading| !reading.is_deciding()).map(|reading| reading.as_str())
}

/// Whether reports differ about an act at home.
fn has_rivals(agreement: &Agreement, status: &Status, party: &PartyStatus) -> bool {
    status.rivals.iter().any(|rivals| {
        rivals.party == Some(party.code) && rivals.acts.iter().any(|act| agreement.acts[*act].kind.is_domestic())
    })
}

/// Nothing recorded, and whether somebody looked.
fn unknown(agreement: &Agreement, status: &Status, party: &PartyStatus) -> String {
    let looks = agreement.looked.iter().filter(|look| look.date <= status.as_of.day);
    match looks.filter(|look| look.party.is_none_or(|code| code == party.code)).map(|look| look.date).max() {
        Some(day) => format!("looked on {}, nothing found", show(day)),
        None => "nothing recorded".to_owned(),
    }
}

fn international(party: &PartyStatus) -> Cell {
    let line = &party.international;
    let words = match line.state {
        InternationalState::Unknown => return Cell::toned("nothing recorded", Tone::Faint),
        InternationalState::None => return Cell::toned("none", Tone::Faint),
        state => state.as_str().replace('-', " "),
    };
    let since = line.on.map(|day| format!(" {}", show(day))).unwrap_or_default();
    let leaves = match (line.notice, line.leaves_on) {
        (Some(_), Some(day)) => format!(", leaves {}", show(day)),
        (Some(_), None) if line.state == InternationalState::Party => ", notice given".to_owned(),
        _ => String::new(),
    };
    let differ = if party.disputed.international { ", reports differ" } else { "" };
    let tone = match line.state {
        InternationalState::Party => Tone::Good,
        InternationalState::FormerParty | InternationalState::Refused => Tone::Bad,
        _ => Tone::Plain,
    };
    Cell::toned(format!("{words}{since}{leaves}{differ}"), tone)
}

fn force(party: &PartyStatus) -> Cell {
    let words = party.force.state.as_str().replace('-', " ");
    let day = match party.force.state {
        ForceState::InForce | ForceState::Dated => party.force.date,
        ForceState::Ended => party.force.until,
        _ => None,
    };
    let differ = if party.disputed.force { ", reports differ" } else { "" };
    let tone = match party.force.state {
        ForceState::InForce => Tone::Good,
        ForceState::NotInForce | ForceState::Ended | ForceState::Suspended => Tone::Bad,
        _ => Tone::Attention,
    };
    Cell::toned(format!("{words}{}{differ}", day.map(|day| format!(" {}", show(day))).unwrap_or_default()), tone)
}

/// Who must act next at home: of those whose act is waited for, or whose road has begun, until consent is delivered.
fn next(status: &Status, party: &PartyStatus) -> String {
    let waited = status.blockers.iter().any(|blocker| blocker.waiting.iter().any(|w| w.code == party.code));
    let begun = party.domestic.last.is_some();
    let Some(next) = &party.domestic.next else { return String::new() };
    if party.international.consent.is_some() || !waited && !begun {
        return String::new();
    }
    format!("{}: {}", next.key, next.body)
}
