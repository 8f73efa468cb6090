//! The acts of one road at home, held against the steps of a procedure: which steps stand, what a refusal undid, what
//! was done again.
//!
//! Order is not fixed: a step stands whenever it was done. What a State may be said to have done is told in `domestic`.

use std::collections::BTreeMap;

use super::claims::{Settled, decides};
use super::rivals::same_words;
use crate::date::Day;
use crate::model::{Act, ActId, Agreement, Kind, Outcome, Procedure, Step};

/// How many acts a chain of `follows` is walked back to order the acts of one day.
const CHAIN: usize = 64;

/// A step that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stand {
    /// The act it rests on, by its place in the file.
    pub act: usize,
    /// Its day.
    pub date: Day,
    /// Whether it was not required, instead of done.
    pub not_required: bool,
}

/// One act on the road.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event<'a> {
    /// Its place in the file.
    pub at: usize,
    /// Its day.
    pub date: Day,
    /// The act.
    pub act: &'a Act,
    /// The step it is of, by its place in the procedure.
    pub step: Option<usize>,
}

/// The acts of one road and the steps that stand after them.
pub(super) struct Road<'a> {
    /// Every act, in order.
    pub events: Vec<Event<'a>>,
    /// What stands, for each step of the procedure.
    pub stands: Vec<Option<Stand>>,
    /// Without procedure: the last vote that was adopted and stands.
    pub vote: Option<Event<'a>>,
    /// What refusals undid, by the act that refused.
    undone: BTreeMap<usize, Vec<(usize, Stand)>>,
    /// Whether a bill was voted down and the vote not repeated.
    voted_down: bool,
}

/// How much a refusal opens again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Undo {
    /// The step itself.
    Step,
    /// What was decided; what only prepared it stays.
    Decisions,
    /// The whole road.
    All,
}

impl<'a> Road<'a> {
    /// Walks the acts in order.
    pub fn walk(
        procedure: Option<&Procedure>,
        variant: Option<&str>,
        agreement: &'a Agreement,
        acts: &[&Settled],
    ) -> Self {
        let steps = procedure.map_or(&[][..], |procedure| &procedure.steps);
        let events = in_order(acts.iter().map(|s| event(procedure, variant, agreement, s)).collect());
        let by_id: BTreeMap<&ActId, usize> = events.iter().enumerate().map(|(at, e)| (&e.act.id, at)).collect();
        let mut road = Self {
            stands: vec![None; steps.len()],
            vote: None,
            undone: BTreeMap::new(),
            voted_down: false,
            events: Vec::new(),
        };
        for event in &events {
            let follows = event.act.follows.as_ref().and_then(|id| by_id.get(id)).map(|at| &events[*at]);
            road.take(steps, event, follows);
        }
        Self { events, ..road }
    }

    fn take(&mut self, steps: &[Step], event: &Event<'a>, follows: Option<&Event<'a>>) {
        match event.act.outcome {
            Outcome::Adopted | Outcome::Done | Outcome::DeemedDone => self.done(steps, event, follows),
            Outcome::NotRequired => self.stand(event, true),
            Outcome::Rejected => self.refuse(steps, event, Undo::Step),
            Outcome::Returned => self.refuse(steps, event, Undo::Decisions),
            Outcome::Annulled | Outcome::Lapsed => self.refuse(steps, event, Undo::All),
            Outcome::Tied | Outcome::NoQuorum | Outcome::Unknown => {}
        }
    }

    /// Something was done. A bill submitted after one was voted down is another bill; what follows a refusal overrides
    /// it; a vote at an earlier reading decides nothing.
    fn done(&mut self, steps: &[Step], event: &Event<'a>, follows: Option<&Event<'a>>) {
        if event.act.kind == Kind::GovernmentSubmission && self.voted_down && follows.is_none() {
            self.undo(steps, event, Undo::All);
            self.voted_down = false;
        }
        if event.act.kind.needs_outcome() && !decides(event.act) {
            return;
        }
        if let Some(refusal) = follows.filter(|f| matches!(f.act.outcome, Outcome::Rejected | Outcome::Returned)) {
            self.overridden(refusal, event);
        }
        self.voted_down &= !event.act.kind.needs_outcome();
        self.stand(event, false);
    }

    fn stand(&mut self, event: &Event<'a>, not_required: bool) {
        match event.step {
            Some(step) => self.stands[step] = Some(Stand { act: event.at, date: event.date, not_required }),
            None if self.stands.is_empty() && !not_required && is_vote(event.act.kind) => self.vote = Some(*event),
            None => {}
        }
    }

    fn refuse(&mut self, steps: &[Step], event: &Event<'a>, what: Undo) {
        let undone = self.undo(steps, event, what);
        self.undone.insert(event.at, undone);
        self.voted_down |= event.act.outcome == Outcome::Rejected && is_halt(event);
    }

    /// Opens steps again and gives back how they stood.
    fn undo(&mut self, steps: &[Step], event: &Event, what: Undo) -> Vec<(usize, Stand)> {
        self.vote = None;
        let opens = |at: usize| match what {
            Undo::Step => event.step == Some(at),
            Undo::Decisions => !steps[at].kind.is_some_and(prepares),
            Undo::All => true,
        };
        let mut undone = Vec::new();
        for (at, stand) in self.stands.iter_mut().enumerate().filter(|(at, _)| opens(*at)) {
            if let Some(known) = stand.take_if(|known| what == Undo::Step || !known.not_required) {
                undone.push((at, known));
            }
        }
        undone
    }

    /// What a refusal undid stands again, and a chamber that voted it down no longer holds the road up. What a court
    /// annulled or what lapsed is never overridden, only repeated.
    fn overridden(&mut self, refusal: &Event, by: &Event) {
        for (at, stand) in self.undone.remove(&refusal.at).unwrap_or_default() {
            self.stands[at].get_or_insert(stand);
        }
        if let Some(step) = refusal.step.filter(|_| refusal.act.outcome == Outcome::Rejected) {
            self.stands[step] = Some(Stand { act: by.at, date: by.date, not_required: false });
        }
    }

    /// The acts that stand, in order.
    pub fn standing(&self) -> impl DoubleEndedIterator<Item = &Event<'a>> {
        let stands = |at: usize| self.stands.iter().flatten().any(|stand| stand.act == at && !stand.not_required);
        self.events.iter().filter(move |e| stands(e.at) || self.vote.is_some_and(|vote| vote.at == e.at))
    }

    /// The refusal that ends the road: the last act, or one by a parallel body that has not acted again.
    pub fn halt(&self, procedure: Option<&Procedure>) -> Option<&Event<'a>> {
        self.events.last().filter(|event| is_halt(event)).or_else(|| self.parallel_halt(procedure?))
    }

    fn parallel_halt(&self, procedure: &Procedure) -> Option<&Event<'a>> {
        let parallel = |step: usize| procedure.steps[step].all_of.is_some();
        let mut refused: BTreeMap<usize, &Event<'a>> = BTreeMap::new();
        for event in &self.events {
            let step = event.step.filter(|step| parallel(*step));
            refused.retain(|_, refusal| event.act.follows.as_ref() != Some(&refusal.act.id));
            match (step, event.act.kind) {
                (_, Kind::GovernmentSubmission) => refused.clear(),
                (Some(step), _) if is_halt(event) => drop(refused.insert(step, event)),
                (Some(step), _) => drop(refused.remove(&step)),
                (None, _) => {}
            }
        }
        refused.into_values().max_by_key(|event| (event.date, event.at))
    }
}

/// Whether a chamber votes.
pub(super) const fn is_vote(kind: Kind) -> bool {
    matches!(kind, Kind::Vote | Kind::ConsentVote)
}

/// Whether an act ends a road unless something comes after it. A committee only advises.
fn is_halt(event: &Event) -> bool {
    match event.act.outcome {
        Outcome::Annulled | Outcome::Lapsed => true,
        Outcome::Rejected => !matches!(event.act.kind, Kind::Committee | Kind::GovernmentSubmission),
        _ => false,
    }
}

/// Whether a step only prepares the decision, so that a bill sent back keeps it.
const fn prepares(kind: Kind) -> bool {
    matches!(kind, Kind::GovernmentSubmission | Kind::Committee | Kind::CourtReview)
}

fn event<'a>(
    procedure: Option<&Procedure>,
    variant: Option<&str>,
    agreement: &'a Agreement,
    settled: &Settled,
) -> Event<'a> {
    let act = &agreement.acts[settled.act];
    let step = procedure.and_then(|procedure| step_of(procedure, variant, act));
    Event { at: settled.act, date: settled.date, act, step }
}

/// By day; on one day what follows comes after, then the usual order, then the id, so that no position in the file
/// carries meaning.
fn in_order(mut events: Vec<Event>) -> Vec<Event> {
    let follows: BTreeMap<&ActId, Option<&ActId>> =
        events.iter().map(|e| (&e.act.id, e.act.follows.as_ref())).collect();
    let depth = |act: &Act| {
        let next = |id: &&ActId| follows.get(*id).copied().flatten();
        std::iter::successors(act.follows.as_ref().filter(|id| follows.contains_key(id)), |id| next(id))
            .take(CHAIN)
            .count()
    };
    let mut keyed: Vec<_> = events.drain(..).map(|e| ((e.date, depth(e.act), e.step, &e.act.id, e.at), e)).collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, event)| event).collect()
}

/// The step that an act is of: the one it names, else the only one of its kind, of that kind and organ, or of that kind,
/// organ and effect.
pub(super) fn step_of(procedure: &Procedure, variant: Option<&str>, act: &Act) -> Option<usize> {
    if let Some(key) = &act.step {
        return procedure.steps.iter().position(|step| step.key == *key);
    }
    let of_kind = |same: &dyn Fn(Kind) -> bool| -> Vec<usize> {
        let steps = procedure.steps.iter().enumerate();
        steps.filter(|(_, step)| step.domestic && step.kind.is_some_and(same)).map(|(at, _)| at).collect()
    };
    let mut found = of_kind(&|kind| kind == act.kind);
    if found.is_empty() && is_vote(act.kind) {
        found = of_kind(&is_vote);
    }
    let step = |at: &usize| &procedure.steps[*at];
    let narrowings: [&dyn Fn(&usize) -> bool; 3] = [
        &|at| act.body.as_deref().is_some_and(|body| is_organ(procedure, step(at), body)),
        &|at| step(at).variant.is_none() || step(at).variant.as_deref() == variant,
        &|at| act.effect.is_some() && act.effect == step(at).effect,
    ];
    for narrows in narrowings {
        if found.len() > 1 && found.iter().any(narrows) {
            found.retain(narrows);
        }
    }
    (found.len() == 1).then(|| found[0])
}

/// Whether a text names the organ of a step: in English, in its own language, or by its reference.
fn is_organ(procedure: &Procedure, step: &Step, body: &str) -> bool {
    let organ = procedure.body_of(step);
    let names = [Some(step.body.as_str()), organ.and_then(|o| o.native.as_deref()), organ.map(|o| o.name.as_str())];
    names.into_iter().flatten().any(|name| same_words(name, body)) || step.body_key.as_deref() == Some(body)
}
