//! The road at home: how far a party's organs have come, by its own procedure.
//!
//! Order is not fixed: a step out of order is told, never refused. Nothing here puts a State on the international plane;
//! that its consent was delivered is only noted, so that missing acts at home do not read as a contradiction.

use serde::Serialize;

use super::claims::Settled;
use super::progress::{Progress, Way, each_once};
use super::road::{Event, Road, Stand};
use crate::date::Day;
use crate::model::words::words;
use crate::model::{About, Act, Agreement, Code, Kind, Outcome, Procedure, Requirement};

words! {
    /// How far a party is at home; the first that fits.
    DomesticState {
        /// Voted down, and nothing after it.
        Rejected = "rejected",
        /// Annulled, and nothing after it.
        Annulled = "annulled",
        /// Lapsed, and nothing after it.
        Lapsed = "lapsed",
        /// Every required step before consent is done, deemed done, not required or implied.
        Complete = "complete",
        /// The deciding vote of every chamber is done.
        ParliamentApproved = "parliament-approved",
        /// Begun.
        UnderWay = "under-way",
        /// Nothing is required, on a source.
        NotRequired = "not-required",
        /// Not begun, on a source.
        NotStarted = "not-started",
        /// Nothing recorded.
        Unknown = "unknown",
    }
}

/// A party's domestic status in one world. Acts are given by their place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domestic {
    /// The state.
    pub state: DomesticState,
    /// Since when.
    pub on: Option<Day>,
    /// The acts it rests on.
    pub rests_on: Vec<usize>,
    /// When parliament's part was done, and the acts that did it, whatever came after; `None` also where a procedure is
    /// complete without parliament.
    pub approved: Option<(Day, Vec<usize>)>,
    /// Required steps that nobody recorded and that a later one implies.
    pub implied: Vec<String>,
    /// The steps that are done or deemed done, with act and day.
    pub done: Vec<(String, usize, Day)>,
    /// The steps that are not required, with the act that says so.
    pub not_required: Vec<(String, usize)>,
    /// What must happen next, and who must act.
    pub next: Option<NextStep>,
    /// Steps that must still be taken before the road at home is complete.
    pub open_required: Vec<String>,
    /// Conditional and optional steps that nobody recorded; they never block.
    pub optional_open: Vec<String>,
    /// The last act on this road, and its day.
    pub last: Option<(usize, Day)>,
    /// Acts done before the act of a step that usually comes earlier: the act, then the one it overtook.
    pub out_of_order: Vec<(usize, usize)>,
    /// An approval under a condition that is not recorded as met: a blocker until it is.
    pub conditional_approval: Option<usize>,
    /// Roads about something else than consent, each on a line of its own.
    pub other_roads: Vec<OtherRoad>,
    /// Whether completion cannot be told: no procedure, or variants and none chosen.
    pub complete_unknown: bool,
    /// The consent that was delivered, and its day, unless it was taken back.
    pub consent: Option<(usize, Day)>,
}

/// What must happen next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct NextStep {
    /// The step's name.
    pub key: String,
    /// In words.
    pub label: String,
    /// Who must act, in English.
    pub body: String,
    /// Who must act, by its own name.
    pub native: Option<String>,
    /// What kind of act it is; `None`: the delivery of consent.
    pub kind: Option<Kind>,
    /// Whether it must be taken.
    pub requirement: Requirement,
}

/// A road about leaving, suspending, prolonging or a reservation. It never counts as approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherRoad {
    /// What it is about.
    pub about: About,
    /// How far it has come; never `complete`, for procedures describe the road to consent.
    pub state: DomesticState,
    /// Since when.
    pub on: Option<Day>,
    /// The last act, and its day.
    pub last: (usize, Day),
}

/// The domestic status of one party in one world, as of a day. Of `acts` only the party's own are looked at.
pub fn domestic(
    party: &Code,
    procedure: Option<&Procedure>,
    variant: Option<&str>,
    agreement: &Agreement,
    acts: &[Settled],
    as_of: Day,
) -> Domestic {
    let act = |settled: &Settled| &agreement.acts[settled.act];
    let own: Vec<&Settled> = acts.iter().filter(|s| act(s).party == Some(*party) && s.date <= as_of).collect();
    let consent = consent(agreement, &own);
    let on_road = |about: About| -> Vec<&Settled> {
        own.iter().copied().filter(|s| act(s).kind.is_domestic() && act(s).about == about).collect()
    };
    let way = procedure.map(|procedure| Way { procedure, variant });
    let others = About::ALL.iter().filter(|about| **about != About::Consent);
    let other_roads = others.filter_map(|about| other_road(way, agreement, *about, &on_road(*about), as_of)).collect();
    let road = walk(way, agreement, &on_road(About::Consent));
    Domestic { other_roads, ..line(way, &road, consent, as_of) }
}

fn walk<'a>(way: Option<Way>, agreement: &'a Agreement, acts: &[&Settled]) -> Road<'a> {
    Road::walk(way.map(|way| way.procedure), way.and_then(|way| way.variant), agreement, acts)
}

/// The last consent that was not taken back after it. A signature ad referendum is none.
fn consent(agreement: &Agreement, own: &[&Settled]) -> Option<(usize, Day)> {
    let mut consent = None;
    for settled in own {
        let act = &agreement.acts[settled.act];
        if act.kind.is_consent() && !act.ad_referendum {
            consent = Some((settled.act, settled.date));
        } else if matches!(act.kind, Kind::Withdrawal | Kind::Exclusion) {
            consent = None;
        }
    }
    consent
}

fn other_road(
    way: Option<Way>,
    agreement: &Agreement,
    about: About,
    acts: &[&Settled],
    as_of: Day,
) -> Option<OtherRoad> {
    let road = walk(way, agreement, acts);
    let last = road.events.last()?;
    let line = line(way, &road, None, as_of);
    let state = match line.state {
        DomesticState::Complete if line.approved.is_some() => DomesticState::ParliamentApproved,
        DomesticState::Complete => DomesticState::UnderWay,
        other => other,
    };
    Some(OtherRoad { about, state, on: line.on, last: (last.at, last.date) })
}

/// A state, since when, and the acts it rests on.
type State = (DomesticState, Option<Day>, Vec<usize>);

fn line(way: Option<Way>, road: &Road, consent: Option<(usize, Day)>, as_of: Day) -> Domestic {
    let delivered = consent.filter(|_| !road.events.is_empty());
    let progress = way.map(|way| Progress::new(way, &road.stands, delivered.map(|(_, on)| on)));
    let pending = road.standing().rfind(|event| is_pending(event.act, as_of)).map(|event| event.at);
    let halt = road.halt(way.map(|way| way.procedure)).filter(|event| consent.is_none_or(|(_, on)| on < event.date));
    let approved = approved(way, road);
    let (state, on, rests_on) = halt
        .map(|event| (halted(event.act.outcome), Some(event.date), vec![event.at]))
        .or_else(|| complete(progress.as_ref().filter(|_| pending.is_none()), delivered))
        .or_else(|| approved.clone().map(|(on, acts)| (DomesticState::ParliamentApproved, Some(on), acts)))
        .unwrap_or_else(|| begun(way, road));
    let told = progress.map(|progress| progress.told()).unwrap_or_default();
    Domestic {
        state,
        on,
        rests_on,
        approved,
        implied: told.implied,
        done: told.done,
        not_required: told.not_required,
        next: told.next.filter(|_| halt.is_none() && consent.is_none()),
        open_required: told.open_required,
        optional_open: told.optional_open,
        last: road.events.last().map(|event| (event.at, event.date)),
        out_of_order: told.out_of_order,
        conditional_approval: pending.filter(|_| consent.is_none()),
        other_roads: Vec::new(),
        complete_unknown: way.is_none_or(|way| way.is_undecided()),
        consent,
    }
}

/// Whether an act was done under a condition that is not recorded as met by that day.
fn is_pending(act: &Act, as_of: Day) -> bool {
    act.condition.is_some() && act.cleared.is_none_or(|cleared| cleared.latest() > as_of)
}

const fn halted(outcome: Outcome) -> DomesticState {
    match outcome {
        Outcome::Annulled => DomesticState::Annulled,
        Outcome::Lapsed => DomesticState::Lapsed,
        _ => DomesticState::Rejected,
    }
}

/// Complete by its own steps; else by the consent that was delivered, for nobody delivers before having finished.
fn complete(progress: Option<&Progress>, delivered: Option<(usize, Day)>) -> Option<State> {
    let by_steps = progress.and_then(Progress::complete).map(|(on, acts)| (DomesticState::Complete, Some(on), acts));
    by_steps.or_else(|| delivered.map(|(act, on)| (DomesticState::Complete, Some(on), vec![act])))
}

/// The day on which parliament's part was done, and the acts that did it. A vote counts also on a variant that was not
/// chosen, or where none was.
fn approved(way: Option<Way>, road: &Road) -> Option<(Day, Vec<usize>)> {
    let Some(way) = way else { return road.vote.map(|vote| (vote.date, vec![vote.at])) };
    way.every().into_iter().find_map(|way| {
        let stands: Option<Vec<Stand>> = way.chambers().into_iter().map(|at| road.stands[at]).collect();
        let done: Vec<Stand> = stands?.into_iter().filter(|stand| !stand.not_required).collect();
        let on = done.iter().map(|stand| stand.date).max()?;
        Some((on, each_once(done.iter().map(|stand| stand.act))))
    })
}

/// Under way since its last act; or nothing but words that nothing is required, or begun, which need a source.
fn begun(way: Option<Way>, road: &Road) -> State {
    let silent = |event: &&Event| event.act.outcome == Outcome::NotRequired || is_not_started(event.act);
    if let Some(event) = road.events.last().filter(|_| road.events.iter().any(|event| !silent(&event))) {
        return (DomesticState::UnderWay, Some(event.date), vec![event.at]);
    }
    let sourced = |event: &&Event| !event.act.sources.is_empty();
    let told = |state, event: &Event| (state, Some(event.date), vec![event.at]);
    let whole = |event: &&Event| event.step.is_none_or(|step| way.is_none_or(|way| way.is_milestone(step)));
    let required = road.events.iter().rfind(|e| e.act.outcome == Outcome::NotRequired && sourced(e) && whole(e));
    let started = road.events.iter().rfind(|e| is_not_started(e.act) && sourced(e));
    required
        .map(|event| told(DomesticState::NotRequired, event))
        .or_else(|| started.map(|event| told(DomesticState::NotStarted, event)))
        .unwrap_or((DomesticState::Unknown, None, Vec::new()))
}

/// Whether a record says that nothing has begun: outcome not known, and the effect says so in as many words.
fn is_not_started(act: &Act) -> bool {
    act.outcome == Outcome::Unknown && act.effect.as_deref() == Some(DomesticState::NotStarted.as_str())
}

#[cfg(test)]
mod every_procedure;
#[cfg(test)]
mod tests;
