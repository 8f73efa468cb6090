//! What would change if somebody acted: the answer without and with acts that are only supposed.

use serde::Serialize;

use super::explain::{Branch, Explained, Explaining, Note};
use super::status::{ForceReport, PartyLine, force, party, state_words};
use super::table::Tone;
use super::{detail, name_of, reasons};
use crate::clause::Missing;
use crate::date::{Day, show};
use crate::model::{Basis, Code, Kind};
use crate::status::{ForceState, Status};

/// `track what-if --json`.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct WhatIfReport {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// The agreement's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day both answers are for.
    pub as_of: Day,
    /// Whether that day lies beyond today.
    pub projected: bool,
    /// The acts that are only supposed.
    pub supposed: Vec<SupposedAct>,
    /// The day of entry into force that would follow, whether or not it could be said; `None`: not met.
    pub force_date: Option<Day>,
    /// Force without them.
    pub before: ForceReport,
    /// Force with them.
    pub after: ForceReport,
    /// The parties for which anything changes.
    pub changes: Vec<Change>,
    /// The arithmetic of the day of force.
    pub arithmetic: Vec<String>,
    /// What would still be missing.
    pub missing: Missing,
}

/// An act that is only supposed.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct SupposedAct {
    /// Whose.
    pub party: Option<Code>,
    /// Its name.
    pub name: String,
    /// What kind of act.
    pub kind: Kind,
    /// On which day.
    pub date: Option<Day>,
}

/// One party, without and with the supposed acts.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Change {
    /// Who.
    pub code: Code,
    /// Without them; `None`: it had no line.
    pub before: Option<PartyLine>,
    /// With them.
    pub after: PartyLine,
}

/// Both answers; `with` explains the one with the supposed acts.
pub fn report(before: &Status, with: &Explaining) -> WhatIfReport {
    let (agreement, after) = (with.agreement, with.status);
    let verdict = after.verdict();
    WhatIfReport {
        schema: "track.what-if/1",
        id: agreement.id.to_string(),
        title: agreement.title.clone(),
        as_of: after.as_of.day,
        projected: after.as_of.is_projected(),
        supposed: supposed(with),
        force_date: after.force.date.or_else(|| verdict.force.day()),
        before: force(before),
        after: force(after),
        changes: changes(before, with),
        arithmetic: verdict.arithmetic.clone(),
        missing: verdict.missing.clone(),
    }
}

fn supposed(with: &Explaining) -> Vec<SupposedAct> {
    let acts = with.agreement.acts.iter().skip(with.supposed_from);
    acts.map(|act| SupposedAct {
        party: act.party,
        name: act.party.map(|code| name_of(with.agreement, with.names, &code)).unwrap_or_default(),
        kind: act.kind,
        date: act.date.exact(),
    })
    .collect()
}

fn changes(before: &Status, with: &Explaining) -> Vec<Change> {
    let line =
        |status: &Status, code: Code| status.party(&code).map(|status| party(with.agreement, status, with.names));
    let told = |line: &PartyLine| {
        (line.international, line.international_on, line.force.state, line.force.date, line.leaves_on, line.force.until)
    };
    let acted: Vec<Code> = with.agreement.acts.iter().skip(with.supposed_from).filter_map(|act| act.party).collect();
    let mut codes: Vec<Code> = with.status.parties.iter().map(|party| party.code).collect();
    codes.sort_by_key(|code| (!acted.contains(code), *code));
    codes
        .into_iter()
        .filter_map(|code| Some(Change { code, before: line(before, code), after: line(with.status, code)? }))
        .filter(|change| change.before.as_ref().map(told) != Some(told(&change.after)))
        .collect()
}

/// The same for people.
pub fn explained(report: &WhatIfReport, with: &Explaining) -> Explained {
    let projected = if report.projected { ", on present facts" } else { "" };
    let day = show(report.as_of);
    let mut lines = vec![("without", state_words_on(&report.before)), ("with", state_words_on(&report.after))];
    lines.extend(first_day(report).map(|day| ("in force", day)));
    lines.push(("clause", if with.words.is_empty() { "not known".to_owned() } else { with.words.to_owned() }));
    let mut branches = vec![supposed_branch(report)];
    branches.extend(change_branch(report, with.all));
    branches.extend(reasons::date(with));
    branches.extend(reasons::missing(with));
    Explained {
        head: format!("SUPPOSED, nothing is recorded: {}  (as of {day}{projected})", with.agreement.label()),
        state: format!("if so: {}", detail::state(with.status)),
        tone: super::status::tone_of(with.status),
        lines,
        branches,
    }
}

/// A state with its day.
fn state_words_on(force: &ForceReport) -> String {
    let day = match force.state {
        ForceState::Ended => force.until,
        ForceState::ConditionsMet => force.met_on,
        _ => force.date,
    };
    day.map_or_else(|| state_words(force), |day| format!("{} {}", state_words(force), show(day)))
}

/// The earliest day of force, and how sure that is; not told of an agreement in force anyway.
fn first_day(report: &WhatIfReport) -> Option<String> {
    let doubt = match report.after.basis {
        Basis::Text => "",
        Basis::Reported => ", computed from a clause that is only reported",
        Basis::Assumed => ", computed from a clause that is only assumed",
    };
    match (report.force_date, report.before.state) {
        (Some(day), state) if state.is_entered() || report.before.date == Some(day) => None,
        (Some(day), _) if report.after.state == ForceState::ConditionsMet => {
            Some(format!("{} at the earliest{doubt}", show(day)))
        }
        (Some(day), _) => Some(format!("{} at the earliest", show(day))),
        (None, _) => Some("not by these acts".to_owned()),
    }
}

fn supposed_branch(report: &WhatIfReport) -> Branch {
    let act = |act: &SupposedAct| {
        let date = act.date.map(show).unwrap_or_default();
        let code = act.party.map(|code| code.to_string()).unwrap_or_default();
        format!("{date}  {}  {code}  {}", act.kind, act.name)
    };
    Branch::toned("Supposed", Tone::Attention).noting(report.supposed.iter().map(act))
}

/// What changes, first for the agreement and then party by party.
fn change_branch(report: &WhatIfReport, all: bool) -> Option<Branch> {
    const FEW: usize = 12;
    let mut branch = Branch::new("Changes");
    let (before, after) = (state_words_on(&report.before), state_words_on(&report.after));
    if before != after {
        branch = branch.noting([format!("the agreement: {before} → {after}")]);
    }
    let shown = if all { report.changes.len() } else { FEW };
    branch = branch.noting(report.changes.iter().take(shown).map(change));
    let rest = report.changes.len().saturating_sub(shown);
    if rest > 0 {
        let text = format!("and {rest} more parties (--all-lines lists them)");
        branch.notes.push(Note { depth: 0, text, tone: Tone::Faint });
    }
    if branch.notes.is_empty() { Some(Branch::new("Changes: none")) } else { Some(branch) }
}

fn change(change: &Change) -> String {
    let (after, name) = (&change.after, format!("{}  {}", change.code, change.after.name));
    match &change.before {
        Some(before) if before.international == after.international => {
            format!("{name}: {}; without: {}", position(after), force_on(before))
        }
        Some(before) => format!("{name}: {} → {}", position(before), position(after)),
        None => format!("{name}: nothing recorded → {}", position(after)),
    }
}

fn force_on(line: &PartyLine) -> String {
    let day = line.force.date.map(|on| format!(" {}", show(on))).unwrap_or_default();
    format!("{}{day}", line.force.state.as_str().replace('-', " "))
}

/// Where a party stands abroad, and since or until when.
fn position(line: &PartyLine) -> String {
    let state = match line.international {
        crate::status::InternationalState::Unknown => "nothing recorded".to_owned(),
        state => state.as_str().replace('-', " "),
    };
    let since = line.international_on.map(|on| format!(" {}", show(on))).unwrap_or_default();
    let due = match line.force.state {
        ForceState::Dated => line.force.date.map(|on| format!(", in force for it from {}", show(on))),
        ForceState::ConditionsMet => Some(", conditions met".to_owned()),
        _ => line.leaves_on.map(|on| format!(", until {}", show(on))),
    };
    format!("{state}{since}{}", due.unwrap_or_default())
}
