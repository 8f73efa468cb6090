//! What a procedure asks for on one variant, and how much of it stands: needed steps, what is implied, what is open,
//! what comes next.

use std::collections::BTreeSet;

use super::domestic::NextStep;
use super::road::{Stand, is_vote};
use crate::date::Day;
use crate::model::{Kind, Procedure, Requirement, Step};

/// A procedure on the variant of the party.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    /// The procedure.
    pub procedure: &'a Procedure,
    /// The variant chosen.
    pub variant: Option<&'a str>,
}

/// How steps rank as milestones: what is implied only by a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Step,
    Parliament,
    Decision,
}

impl<'a> Way<'a> {
    fn steps(&self) -> &'a [Step] {
        &self.procedure.steps
    }

    fn variants(&self) -> BTreeSet<&'a str> {
        let named = self.procedure.variants.iter().map(|(name, _)| name.as_str());
        named.chain(self.steps().iter().filter_map(|step| step.variant.as_deref())).collect()
    }

    /// Whether there are variants and none was chosen.
    pub fn is_undecided(&self) -> bool {
        self.variant.is_none() && !self.variants().is_empty()
    }

    /// The chosen way, then every other.
    pub fn every(&self) -> Vec<Self> {
        let others = self.variants().into_iter().filter(|variant| Some(*variant) != self.variant);
        std::iter::once(*self).chain(others.map(|variant| Self { variant: Some(variant), ..*self })).collect()
    }

    fn is_on_road(&self, step: &Step) -> bool {
        step.variant.is_none() || step.variant.as_deref() == self.variant
    }

    /// Whether a step is to be taken at home before consent, on this way.
    fn is_before_consent(&self, step: &Step) -> bool {
        step.domestic && !step.after_consent && self.is_on_road(step)
    }

    fn milestone(&self, key: Option<&String>) -> Option<usize> {
        let key = key?;
        self.steps().iter().position(|step| step.key == *key && self.is_on_road(step))
    }

    fn parliament(&self) -> Option<usize> {
        self.milestone(self.procedure.milestones(self.variant).parliament_stage_done.as_ref())
    }

    fn decision(&self) -> Option<usize> {
        self.milestone(self.procedure.milestones(self.variant).state_decision.as_ref())
    }

    /// The steps that make up parliament's part: the milestone, and the votes up to it that are required (where the
    /// milestone itself is conditional, those that are conditional too). A list that names no milestone at all means
    /// its required votes.
    pub fn chambers(&self) -> Vec<usize> {
        let steps = self.steps();
        let votes = |at: &usize| self.is_before_consent(&steps[*at]) && steps[*at].kind.is_some_and(is_vote);
        let required = |at: &usize| steps[*at].requirement == Requirement::Required;
        let Some(end) = self.parliament() else {
            let said = self.procedure.milestones(self.variant);
            let silent = said.parliament_stage_done.is_none()
                && said.state_decision.is_none()
                && said.consent_expressed.is_none();
            return (0..if silent { steps.len() } else { 0 }).filter(|at| votes(at) && required(at)).collect();
        };
        let as_likely = |at: &usize| required(at) || steps[*at].requirement == steps[end].requirement;
        (0..=end).filter(|at| *at == end || votes(at) && as_likely(at)).collect()
    }

    /// Whether a step is a milestone or a chamber of one.
    pub fn is_milestone(&self, at: usize) -> bool {
        self.rank(at, &self.chambers()) > Rank::Step
    }

    fn rank(&self, at: usize, chambers: &[usize]) -> Rank {
        match () {
            () if self.decision() == Some(at) => Rank::Decision,
            () if chambers.contains(&at) => Rank::Parliament,
            () => Rank::Step,
        }
    }
}

/// Acts in the order of their steps; one that stands for several steps is named once.
pub(super) fn each_once(acts: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    acts.filter(|act| seen.insert(*act)).collect()
}

/// A way, and how much of it stands.
pub(super) struct Progress<'a> {
    way: Way<'a>,
    stands: &'a [Option<Stand>],
    /// The day of consent, where it was delivered.
    consent: Option<Day>,
    ranks: Vec<Rank>,
    needed: Vec<bool>,
    /// The day by which a step must have been done though nobody recorded it.
    implied: Vec<Option<Day>>,
}

/// The steps of a road, for people.
#[derive(Default)]
pub(super) struct Told {
    pub implied: Vec<String>,
    pub done: Vec<(String, usize, Day)>,
    pub not_required: Vec<(String, usize)>,
    pub next: Option<NextStep>,
    pub open_required: Vec<String>,
    pub optional_open: Vec<String>,
    pub out_of_order: Vec<(usize, usize)>,
}

impl<'a> Progress<'a> {
    pub fn new(way: Way<'a>, stands: &'a [Option<Stand>], consent: Option<Day>) -> Self {
        let steps = 0..stands.len();
        let chambers = way.chambers();
        let ranks: Vec<Rank> = steps.clone().map(|at| way.rank(at, &chambers)).collect();
        let mut progress = Self { way, stands, consent, ranks, needed: Vec::new(), implied: Vec::new() };
        progress.needed = steps.clone().map(|at| progress.is_needed(at)).collect();
        progress.implied = steps.map(|at| progress.implied_by(at)).collect();
        progress
    }

    fn step(&self, at: usize) -> &'a Step {
        &self.way.procedure.steps[at]
    }

    fn done(&self, at: usize) -> Option<Stand> {
        self.stands[at].filter(|stand| !stand.not_required)
    }

    /// Whether completion waits for a step: required ones; those of the chosen variant, whose condition is the choice
    /// (a referendum stays a question of its own); milestones and their chambers, which are never passed over in
    /// silence, unless parliament's part was not required. The instrument and its delivery are none.
    fn is_needed(&self, at: usize) -> bool {
        let step = self.step(at);
        if !self.way.is_before_consent(step) || step.kind == Some(Kind::InstrumentSigned) {
            return false;
        }
        let chosen = step.variant.is_some() && step.kind != Some(Kind::Referendum);
        let conditional = chosen || self.ranks[at] > Rank::Step && !self.spared();
        match step.requirement {
            Requirement::Required => true,
            Requirement::Conditional => conditional,
            Requirement::Optional => false,
        }
    }

    /// Whether parliament's part was not required.
    fn spared(&self) -> bool {
        let parliament = self.way.parliament().and_then(|at| self.stands[at]);
        parliament.is_some_and(|stand| stand.not_required)
    }

    /// The first day on which a later step, or consent, shows that a needed step was done: a milestone only by a later
    /// milestone, never a parallel body.
    fn implied_by(&self, at: usize) -> Option<Day> {
        if !self.needed[at] || self.stands[at].is_some() || self.step(at).all_of.is_some() {
            return None;
        }
        let shows = |later: &usize| {
            let step = self.step(*later);
            let weighs = step.requirement == Requirement::Required || self.needed[*later];
            let ranks = self.ranks[at] == Rank::Step || self.ranks[*later] > self.ranks[at];
            self.way.is_before_consent(step) && ranks && (weighs || self.ranks[*later] > Rank::Step)
        };
        let later = (at + 1..self.stands.len()).filter(shows).filter_map(|later| self.done(later));
        later.map(|stand| stand.date).chain(self.consent).min()
    }

    fn is_settled(&self, at: usize) -> bool {
        self.stands[at].is_some() || self.implied[at].is_some()
    }

    /// The day on which the road at home was complete, and the acts that show it; `None` where a needed step is open,
    /// nothing was done, no step is needed, or the variant is open.
    pub fn complete(&self) -> Option<(Day, Vec<usize>)> {
        let needed = || (0..self.stands.len()).filter(|at| self.needed[*at]);
        if self.way.is_undecided() || !needed().all(|at| self.is_settled(at)) {
            return None;
        }
        needed().find(|at| self.done(*at).is_some())?;
        let day = |at: usize| self.stands[at].map(|stand| stand.date).or(self.implied[at]);
        let acts = needed().filter_map(|at| self.stands[at]).map(|stand| stand.act);
        Some((needed().filter_map(day).max()?, each_once(acts)))
    }

    /// What to tell of the steps.
    pub fn told(&self) -> Told {
        let all = || 0..self.stands.len();
        let key = |at: usize| self.step(at).key.clone();
        let open = |at: &usize| !self.is_settled(*at) && self.way.is_before_consent(self.step(*at));
        let waits = |at: &usize| self.step(*at).requirement == Requirement::Required || self.needed[*at];
        Told {
            implied: all().filter(|at| self.implied[*at].is_some()).map(key).collect(),
            done: all().filter_map(|at| self.done(at).map(|stand| (key(at), stand.act, stand.date))).collect(),
            not_required: all()
                .filter_map(|at| self.stands[at].filter(|stand| stand.not_required).map(|stand| (key(at), stand.act)))
                .collect(),
            next: self.next(),
            open_required: all().filter(|at| self.needed[*at] && open(at)).map(key).collect(),
            optional_open: all().filter(|at| open(at) && !waits(at)).map(key).collect(),
            out_of_order: self.out_of_order(),
        }
    }

    /// The first step that must still be taken. The instrument and its delivery are among them where the variant is
    /// known; else a step of it may come first. Where it is not, nobody can tell what a later act implies, but what lies
    /// before it is not what comes next.
    fn next(&self) -> Option<NextStep> {
        let abroad = |step: &Step| step.kind.is_none() && self.way.is_on_road(step);
        let last = |step: &Step| matches!(step.kind, None | Some(Kind::InstrumentSigned));
        let waits = |at: &usize| {
            let step = self.step(*at);
            let required =
                step.requirement == Requirement::Required && (self.way.is_before_consent(step) || abroad(step));
            let known = !last(step) || !self.way.is_undecided();
            (required && known || self.needed[*at]) && !self.is_settled(*at)
        };
        let taken = (0..self.stands.len()).filter(|at| self.done(*at).is_some() && self.step(*at).domestic).max();
        let passed = taken.filter(|_| self.way.is_undecided()).unwrap_or(0);
        let step = self.step((passed..self.stands.len()).find(waits)?);
        Some(NextStep {
            key: step.key.clone(),
            label: step.label.clone(),
            body: step.body.clone(),
            native: self.way.procedure.body_of(step).and_then(|body| body.native.clone()),
            kind: step.kind,
            requirement: step.requirement,
        })
    }

    /// Acts done before the act of an earlier step; parallel bodies have no order.
    fn out_of_order(&self) -> Vec<(usize, usize)> {
        let mut latest: Option<(Stand, &Step)> = None;
        let mut found = Vec::new();
        for at in 0..self.stands.len() {
            let (Some(stand), step) = (self.done(at), self.step(at)) else { continue };
            let parallel = |other: &Step| step.all_of.is_some() && step.all_of == other.all_of;
            match latest {
                Some((before, of)) if stand.date < before.date && !parallel(of) => found.push((stand.act, before.act)),
                Some((before, _)) if stand.date < before.date => {}
                _ => latest = Some((stand, step)),
            }
        }
        found
    }
}
