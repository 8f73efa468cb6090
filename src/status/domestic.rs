//! The road at home: how far a party's organs have come, by its own procedure.
//!
//! Order is not fixed: a step out of order is told, never refused. Nothing here puts a State on the international plane.

use serde::Serialize;

use super::claims::{Settled, decides};
use crate::date::Day;
use crate::model::words::words;
use crate::model::{About, Act, Agreement, Code, Kind, Outcome, Procedure, Requirement, Step};

words! {
    /// How far a party is at home.
    DomesticState {
        /// Voted down, and nothing after it.
        Rejected = "rejected",
        /// Annulled by a court, and nothing after it.
        Annulled = "annulled",
        /// Lapsed, and nothing after it.
        Lapsed = "lapsed",
        /// Every required step before consent is done, deemed done, not required or implied.
        Complete = "complete",
        /// Parliament's part is done.
        ParliamentApproved = "parliament-approved",
        /// Begun.
        UnderWay = "under-way",
        /// No procedure is required, on a source.
        NotRequired = "not-required",
        /// Not begun, on a source.
        NotStarted = "not-started",
        /// Nothing recorded.
        Unknown = "unknown",
    }
}

/// A party's domestic status in one world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domestic {
    /// The state.
    pub state: DomesticState,
    /// Since when.
    pub on: Option<Day>,
    /// The acts it rests on.
    pub rests_on: Vec<usize>,
    /// Every step that is done, with its act and day.
    pub done: Vec<(String, usize, Day)>,
    /// Required steps that nobody recorded and that a later one implies.
    pub implied: Vec<String>,
    /// Required steps that are open.
    pub open: Vec<String>,
    /// Conditional and optional steps that nobody recorded; they never block.
    pub optional: Vec<String>,
    /// The next step.
    pub next: Option<NextStep>,
    /// The last act on this road, and its day.
    pub last: Option<(usize, Day)>,
    /// Acts done before a step that usually comes earlier.
    pub out_of_order: Vec<usize>,
    /// An approval under a condition that nobody recorded as met.
    pub conditional: Option<usize>,
    /// The last act about leaving, suspending or prolonging: a road of its own.
    pub other_road: Option<usize>,
    /// Whether completion cannot be told: no procedure, or variants and none chosen.
    pub complete_unknown: bool,
}

/// What must happen next at home, and who must do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextStep {
    /// The step's name.
    pub key: String,
    /// In words.
    pub label: String,
    /// Who must act.
    pub body: String,
    /// The organ's own name.
    pub native: Option<String>,
}

/// A step with what became of it.
struct Standing<'a> {
    step: &'a Step,
    act: Option<(usize, Day)>,
    outcome: Option<Outcome>,
}

impl Standing<'_> {
    fn is_done(&self) -> bool {
        self.outcome.is_some_and(|outcome| outcome.is_done() || outcome == Outcome::NotRequired)
    }
}

/// The domestic status of one party.
pub fn domestic(
    party: &Code,
    procedure: Option<&Procedure>,
    variant: Option<&str>,
    agreement: &Agreement,
    acts: &[Settled],
    _as_of: Day,
) -> Domestic {
    let own = acts.iter().filter(|s| agreement.acts[s.act].party == Some(*party));
    let home: Vec<&Settled> = own.filter(|s| agreement.acts[s.act].kind.is_domestic()).collect();
    let (road, others): (Vec<&Settled>, Vec<&Settled>) =
        home.into_iter().partition(|s| agreement.acts[s.act].about == About::Consent);
    let mut line = match procedure {
        Some(procedure) => by_procedure(procedure, variant, agreement, &road),
        None => without_procedure(agreement, &road),
    };
    line.last = road.last().map(|s| (s.act, s.date));
    line.other_road = others.last().map(|s| s.act);
    line.conditional = road
        .iter()
        .map(|s| s.act)
        .rfind(|act| agreement.acts[*act].condition.is_some() && agreement.acts[*act].cleared.is_none());
    stopped(agreement, &road, &mut line);
    line
}

/// A road that was stopped and not taken up again: rejected, annulled, lapsed; returned is under way.
fn stopped(agreement: &Agreement, road: &[&Settled], line: &mut Domestic) {
    let Some(last) = road.iter().rfind(|s| is_deciding(&agreement.acts[s.act])) else { return };
    let act = &agreement.acts[last.act];
    let state = match act.outcome {
        Outcome::Rejected | Outcome::Tied | Outcome::NoQuorum if act.kind.needs_outcome() => DomesticState::Rejected,
        Outcome::Rejected => DomesticState::Rejected,
        Outcome::Annulled => DomesticState::Annulled,
        Outcome::Lapsed => DomesticState::Lapsed,
        _ => return,
    };
    let after = road.iter().any(|s| (s.date, s.act) > (last.date, last.act) && agreement.acts[s.act].outcome.is_done());
    if !after {
        (line.state, line.on, line.rests_on) = (state, Some(last.date), vec![last.act]);
    }
}

/// Whether an act can stop or carry a road: not an earlier reading that was adopted.
fn is_deciding(act: &Act) -> bool {
    act.outcome.reopens()
        || act.outcome == Outcome::Tied
        || act.outcome == Outcome::NoQuorum
        || act.kind.needs_outcome() && decides(act)
}

fn empty() -> Domestic {
    Domestic {
        state: DomesticState::Unknown,
        on: None,
        rests_on: Vec::new(),
        done: Vec::new(),
        implied: Vec::new(),
        open: Vec::new(),
        optional: Vec::new(),
        next: None,
        last: None,
        out_of_order: Vec::new(),
        conditional: None,
        other_road: None,
        complete_unknown: false,
    }
}

/// Without a procedure an adopted vote is parliament's approval; completion cannot be told.
fn without_procedure(agreement: &Agreement, road: &[&Settled]) -> Domestic {
    let adopted = road.iter().rfind(|s| {
        let act = &agreement.acts[s.act];
        matches!(act.kind, Kind::Vote | Kind::ConsentVote) && act.outcome.is_done() && decides(act)
    });
    let reopened = |since: &Settled| {
        road.iter().any(|s| (s.date, s.act) > (since.date, since.act) && agreement.acts[s.act].outcome.reopens())
    };
    let mut line = Domestic { complete_unknown: !road.is_empty(), ..empty() };
    line.done = road
        .iter()
        .filter(|s| agreement.acts[s.act].outcome.is_done())
        .map(|s| (agreement.acts[s.act].kind.to_string(), s.act, s.date))
        .collect();
    match adopted {
        Some(vote) if !reopened(vote) => {
            (line.state, line.on, line.rests_on) = (DomesticState::ParliamentApproved, Some(vote.date), vec![vote.act]);
        }
        _ => begun(agreement, road, &mut line),
    }
    line
}

/// Begun, not required, not started: what the last act says where nothing further holds.
fn begun(agreement: &Agreement, road: &[&Settled], line: &mut Domestic) {
    let Some(last) = road.last() else { return };
    let all_not_required = road.iter().all(|s| agreement.acts[s.act].outcome == Outcome::NotRequired);
    line.state = if all_not_required { DomesticState::NotRequired } else { DomesticState::UnderWay };
    line.on = Some(last.date);
    line.rests_on = vec![last.act];
}

fn by_procedure(procedure: &Procedure, variant: Option<&str>, agreement: &Agreement, road: &[&Settled]) -> Domestic {
    let variant = variant.or_else(|| evident(procedure, agreement, road));
    let steps: Vec<Standing> = procedure
        .steps
        .iter()
        .filter(|step| step.domestic && !step.after_consent)
        .filter(|step| step.variant.is_none() || variant.is_none() || step.variant.as_deref() == variant)
        .map(|step| standing(procedure, step, agreement, road))
        .collect();
    let undecided = variant.is_none() && procedure.variants.len() > 1;
    let mut line = Domestic { complete_unknown: undecided && !road.is_empty(), ..empty() };
    line.done = steps
        .iter()
        .filter(|s| s.is_done())
        .filter_map(|s| s.act.map(|(act, day)| (s.step.key.clone(), act, day)))
        .collect();
    let milestones = procedure.milestones(variant);
    let milestone_keys: Vec<&str> = [&milestones.parliament_stage_done, &milestones.state_decision]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    for (at, standing) in steps.iter().enumerate() {
        let required = is_required(standing.step, variant);
        match standing.is_done() {
            true => {}
            false if !required || standing.step.kind == Some(Kind::InstrumentSigned) => {
                line.optional.push(standing.step.key.clone());
            }
            false if is_implied(&steps, at, variant, &milestone_keys) => line.implied.push(standing.step.key.clone()),
            false => line.open.push(standing.step.key.clone()),
        }
    }
    line.next = next(procedure, &steps, &line);
    line.out_of_order = out_of_order(&steps);
    state(&steps, milestones.parliament_stage_done.as_deref(), variant, undecided, agreement, road, &mut line);
    line
}

/// A step that belongs to the chosen variant is required on it, whatever it is off it.
fn is_required(step: &Step, variant: Option<&str>) -> bool {
    step.requirement == Requirement::Required || step.variant.is_some() && step.variant.as_deref() == variant
}

/// The variant that the recorded steps belong to, where they belong to one only.
fn evident<'p>(procedure: &'p Procedure, agreement: &Agreement, road: &[&Settled]) -> Option<&'p str> {
    let keys = road.iter().filter_map(|s| agreement.acts[s.act].step.as_deref());
    let mut variants: Vec<&str> = keys.filter_map(|key| procedure.step(key)?.variant.as_deref()).collect();
    variants.dedup();
    match variants.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// What became of a step: the last act recorded for it that decides.
fn standing<'a>(procedure: &Procedure, step: &'a Step, agreement: &Agreement, road: &[&Settled]) -> Standing<'a> {
    let mine = |s: &&&Settled| is_act_of(procedure, step, &agreement.acts[s.act]);
    let recorded: Vec<&&Settled> = road.iter().filter(mine).collect();
    let deciding = recorded.iter().rfind(|s| {
        let act = &agreement.acts[s.act];
        !act.kind.needs_outcome() || decides(act) || act.outcome.reopens()
    });
    let undone = deciding.is_some_and(|s| sent_back(agreement, road, s));
    match deciding {
        Some(s) => Standing {
            step,
            act: Some((s.act, s.date)),
            outcome: if undone { Some(Outcome::Returned) } else { Some(agreement.acts[s.act].outcome) },
        },
        None => Standing { step, act: None, outcome: None },
    }
}

/// Whether a later act took the road back before this one: what was returned, annulled or lapsed must be done again.
fn sent_back(agreement: &Agreement, road: &[&Settled], since: &Settled) -> bool {
    let act = &agreement.acts[since.act];
    act.outcome.is_done()
        && matches!(act.kind, Kind::Vote | Kind::ConsentVote | Kind::Referendum)
        && road.iter().any(|s| {
            let later = &agreement.acts[s.act];
            (s.date, s.act) > (since.date, since.act)
                && matches!(later.outcome, Outcome::Returned | Outcome::Annulled | Outcome::Lapsed)
        })
}

/// Whether an act is one of a step: it names the step, or its kind (and organ) fits no other step.
fn is_act_of(procedure: &Procedure, step: &Step, act: &Act) -> bool {
    if let Some(named) = &act.step {
        return *named == step.key;
    }
    if step.kind != Some(act.kind) {
        return false;
    }
    let alike = procedure.steps.iter().filter(|s| s.kind == Some(act.kind)).count();
    let same_body = act.body.as_deref().is_some_and(|body| {
        let native = procedure.body_of(step).and_then(|b| b.native.as_deref());
        body == step.body || Some(body) == native
    });
    alike == 1 || same_body
}

/// Whether a later required step on the same road implies this one: a milestone only by a later milestone, and never a
/// parallel body.
fn is_implied(steps: &[Standing], at: usize, variant: Option<&str>, milestones: &[&str]) -> bool {
    let is_milestone = |step: &Step| milestones.contains(&step.key.as_str());
    let step = steps[at].step;
    step.all_of.is_none()
        && steps[at].outcome.is_none()
        && steps[at + 1..].iter().any(|later| {
            later.is_done()
                && (is_required(later.step, variant) || is_milestone(later.step))
                && (!is_milestone(step) || is_milestone(later.step))
        })
}

/// The first open required step behind the last done one, else the first open one; then what is optional at the end.
fn next(procedure: &Procedure, steps: &[Standing], line: &Domestic) -> Option<NextStep> {
    let open = steps.iter().find(|s| line.open.contains(&s.step.key))?;
    let body = procedure.body_of(open.step);
    Some(NextStep {
        key: open.step.key.clone(),
        label: open.step.label.clone(),
        body: open.step.body.clone(),
        native: body.and_then(|body| body.native.clone()).filter(|native| *native != open.step.body),
    })
}

/// Acts done before the day of a step that usually comes earlier.
fn out_of_order(steps: &[Standing]) -> Vec<usize> {
    let mut latest: Option<Day> = None;
    let mut found = Vec::new();
    for (act, day) in steps.iter().filter(|s| s.is_done()).filter_map(|s| s.act) {
        if latest.is_some_and(|latest| day < latest) {
            found.push(act);
        }
        latest = latest.max(Some(day));
    }
    found
}

fn state(
    steps: &[Standing],
    milestone: Option<&str>,
    variant: Option<&str>,
    undecided: bool,
    agreement: &Agreement,
    road: &[&Settled],
    line: &mut Domestic,
) {
    let approved = parliament(steps, milestone, variant);
    let last_done = line.done.iter().map(|(_, act, day)| (*day, *act)).max();
    match (last_done, approved) {
        (Some((day, act)), _) if line.open.is_empty() && !undecided => {
            (line.state, line.on, line.rests_on) = (DomesticState::Complete, Some(day), vec![act]);
            if line.done.iter().all(|(_, act, _)| agreement.acts[*act].outcome == Outcome::NotRequired) {
                line.state = DomesticState::NotRequired;
            }
        }
        (_, Some((day, acts))) => {
            (line.state, line.on, line.rests_on) = (DomesticState::ParliamentApproved, Some(day), acts);
        }
        _ => begun(agreement, road, line),
    }
}

/// The day on which parliament's part was done, and the votes: every required vote up to and including the milestone.
fn parliament(steps: &[Standing], milestone: Option<&str>, variant: Option<&str>) -> Option<(Day, Vec<usize>)> {
    let milestone = milestone?;
    let end = steps.iter().position(|s| s.step.key == milestone)?;
    let votes = steps[..=end].iter().filter(|s| {
        let votes =
            matches!(s.step.kind, Some(Kind::Vote | Kind::ConsentVote | Kind::ObjectionPeriod | Kind::LayingPeriod));
        s.step.key == milestone || votes && is_required(s.step, variant)
    });
    let mut last: Option<Day> = None;
    let mut acts = Vec::new();
    for standing in votes {
        match standing.act {
            Some((act, day)) if standing.is_done() => {
                last = last.max(Some(day));
                acts.push(act);
            }
            _ if standing.step.key != milestone && standing.outcome.is_none() && standing.step.all_of.is_none() => {
                // an earlier chamber whose vote nobody recorded: the milestone does not imply it
                return None;
            }
            _ => return None,
        }
    }
    last.map(|day| (day, acts))
}
