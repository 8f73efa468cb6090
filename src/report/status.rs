//! The report of `track status`: what the JSON is.

use serde::Serialize;

use super::movement::{Next, last_act, last_look, next};
use super::progress::{Measured, measured, only_measure, progress};
use super::table::Tone;
use crate::clause::{Met, Node};
use crate::date::Day;
use crate::model::{Agreement, Basis, Code, Form, Names};
use crate::status::domestic::DomesticState;
use crate::status::grade::Grade;
use crate::status::{Blocker, ForceState, InternationalState, PartyStatus, Status};

/// `track status --json`.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct StatusReport {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// The day the answers are for.
    pub as_of: Day,
    /// Whether that day lies beyond today.
    pub projected: bool,
    /// The agreements, by id.
    pub agreements: Vec<AgreementLine>,
}

/// One agreement.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct AgreementLine {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A title for tables.
    pub short_title: Option<String>,
    /// What it calls itself.
    pub form: Option<Form>,
    /// Tags of the desk.
    pub tags: Vec<String>,
    /// Force.
    pub force: ForceReport,
    /// How many have consented of how many; `None` where the clause measures more than one thing.
    pub consent: Option<Measured>,
    /// The number that holds it up, or held it up longest; `None` where the clause measures nothing.
    pub progress: Option<Measured>,
    /// The parts of the clause, in its order.
    pub conditions: Vec<Condition>,
    /// What is missing.
    pub blockers: Vec<Blocker>,
    /// The day of the last act.
    pub last_on: Option<Day>,
    /// Days since then.
    pub days_since: Option<i64>,
    /// When somebody last looked and found nothing.
    pub looked_on: Option<Day>,
    /// What is expected next, or else the step that is open.
    pub next: Option<Next>,
    /// The parties, by code.
    pub parties: Vec<PartyLine>,
    /// The sentence that is safe to write.
    pub safe: String,
}

/// Force of an agreement.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ForceReport {
    /// The state.
    pub state: ForceState,
    /// First day of force, also ahead or after it ended; `None` where unknown or not met.
    pub date: Option<Day>,
    /// The earliest day of force, where reports or dates leave a range.
    pub earliest: Option<Day>,
    /// The latest day of force, where reports or dates leave a range.
    pub latest: Option<Day>,
    /// First day on which it was no longer in force.
    pub until: Option<Day>,
    /// Since when it is suspended or applied provisionally, where it is.
    pub since: Option<Day>,
    /// The day on which the conditions were met.
    pub met_on: Option<Day>,
    /// The announced day, whoever announced it.
    pub announced: Option<Day>,
    /// The computed day, where the announced one wins or the basis is not the text.
    pub computed: Option<Day>,
    /// How the clause is known.
    pub basis: Basis,
    /// The lowest grade among the facts.
    pub grade: Grade,
    /// Whether reports differ on it.
    pub disputed: bool,
    /// For a "no": when a needed act was last seen to be missing.
    pub checked_on: Option<Day>,
}

/// One part of the clause.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Condition {
    /// In the words of the clause language.
    pub text: String,
    /// Met, not met, unknown.
    pub met: Met,
    /// Since when.
    pub on: Option<Day>,
    /// The number against its threshold, where it measures one.
    pub measure: Option<Measured>,
}

/// One party.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct PartyLine {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// At home.
    pub domestic: DomesticState,
    /// Since when.
    pub domestic_on: Option<Day>,
    /// Abroad.
    pub international: InternationalState,
    /// Since when.
    pub international_on: Option<Day>,
    /// Force for it.
    pub force: PartyForceReport,
    /// The next step at home, by name.
    pub next_step: Option<String>,
    /// When it leaves.
    pub leaves_on: Option<Day>,
    /// The planes on which reports differ.
    pub disputed: Vec<&'static str>,
    /// The lowest grade among the facts.
    pub grade: Grade,
}

/// Force for one party.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct PartyForceReport {
    /// The state.
    pub state: ForceState,
    /// The party's first day of force.
    pub date: Option<Day>,
    /// First day on which it was no longer in force for it.
    pub until: Option<Day>,
}

/// One agreement's line, from its status.
pub fn line(agreement: &Agreement, status: &Status, names: &Names, safe: String) -> AgreementLine {
    let last_on = last_act(agreement, status.as_of);
    AgreementLine {
        id: agreement.id.to_string(),
        title: agreement.title.clone(),
        short_title: agreement.short_title.clone(),
        form: agreement.form,
        tags: agreement.tags.clone(),
        force: force(status),
        consent: measured_of(status),
        progress: progress(&status.verdict().tree).filter(|_| !status.is_record_short()),
        conditions: conditions(&status.verdict().tree),
        blockers: status.blockers.clone(),
        last_on,
        days_since: last_on.map(|day| (status.as_of.day - day).num_days()),
        looked_on: last_look(agreement, status.as_of),
        next: next(agreement, status),
        parties: status.parties.iter().map(|p| party(agreement, p, names)).collect(),
        safe,
    }
}

pub(super) fn force(status: &Status) -> ForceReport {
    let (earliest, latest) = status.range.unwrap_or((status.force.date, status.force.date));
    let computed = status.verdict().force.day();
    ForceReport {
        state: status.force.state,
        date: status.force.date,
        earliest,
        latest,
        until: status.force.until,
        since: status.force.since,
        met_on: status.force.met_on,
        announced: status.force.announced.map(|a| a.day),
        computed: computed.filter(|day| Some(*day) != status.force.date),
        basis: status.verdict().basis,
        grade: status.grade,
        disputed: status.disputed,
        checked_on: status.checked_on,
    }
}

/// The number of a clause that measures one thing; none where the record is known to lack acts.
pub(super) fn measured_of(status: &Status) -> Option<Measured> {
    only_measure(&status.verdict().tree).filter(|_| !status.is_record_short())
}

/// The leaves of the tree, in the order of the clause.
fn conditions(tree: &Node) -> Vec<Condition> {
    if !tree.children.is_empty() {
        return tree.children.iter().flat_map(conditions).collect();
    }
    vec![Condition { text: tree.text.clone(), met: tree.met, on: tree.on, measure: measured(tree) }]
}

pub(super) fn party(agreement: &Agreement, status: &PartyStatus, names: &Names) -> PartyLine {
    let planes = [
        ("domestic", status.disputed.domestic || status.disputed.reports_differ),
        ("international", status.disputed.international),
        ("force", status.disputed.force),
    ];
    PartyLine {
        code: status.code,
        name: super::name_of(agreement, names, &status.code),
        domestic: status.domestic.state,
        domestic_on: status.domestic.on,
        international: status.international.state,
        international_on: status.international.on,
        force: PartyForceReport { state: status.force.state, date: status.force.date, until: status.force.until },
        next_step: status.domestic.next.as_ref().map(|next| next.key.clone()),
        leaves_on: status.international.leaves_on,
        disputed: planes.into_iter().filter(|(_, is)| *is).map(|(plane, _)| plane).collect(),
        grade: status.grade,
    }
}

/// The state in words, with "reports differ" where they do.
pub fn state_words(force: &ForceReport) -> String {
    in_words(force.state, force.disputed)
}

/// A state in words, with "reports differ" where they do.
pub(super) fn in_words(state: ForceState, disputed: bool) -> String {
    let words = state.as_str().replace('-', " ");
    if disputed { format!("{words} (reports differ)") } else { words }
}

/// What a state means to somebody who looks for good or bad news: never the only carrier.
pub fn tone(force: &ForceReport) -> Tone {
    meaning(force.state, force.disputed)
}

/// What the state of a status means.
pub fn tone_of(status: &Status) -> Tone {
    meaning(status.force.state, status.disputed)
}

pub(super) fn meaning(state: ForceState, disputed: bool) -> Tone {
    match state {
        _ if disputed => Tone::Attention,
        ForceState::InForce => Tone::Good,
        ForceState::Ended | ForceState::Suspended | ForceState::NotInForce => Tone::Bad,
        ForceState::NotApplicable => Tone::Faint,
        _ => Tone::Attention,
    }
}
