//! Which acts are seen, which of them cannot both be true, and the worlds that follow.
//!
//! A claim stands until it is retracted. An answer is computed in the world where rival claims and imprecise dates
//! carry things furthest, and in the one where they carry things least far.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::date::Day;
use crate::model::{About, Act, Agreement, Code, Kind, Outcome, Plane, Reading};

/// What rival claims differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Differ {
    /// The day.
    Date,
    /// What became of it.
    Outcome,
    /// The reading.
    Reading,
}

/// Claims about one act that cannot all be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rivals {
    /// The acts, in the order of the file.
    pub acts: Vec<usize>,
    /// Whose act it is.
    pub party: Option<Code>,
    /// What they differ in.
    pub differ: Vec<Differ>,
}

/// One end of what is uncertain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Carries things furthest.
    Furthest,
    /// Carries things least far.
    Least,
}

/// An act in one world: its date is a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Which act.
    pub act: usize,
    /// The day it was done.
    pub date: Day,
    /// The day it takes effect, where different.
    pub effective: Option<Day>,
}

/// The acts with every claim decided and every date a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct World {
    /// Which claims were taken.
    pub claims: End,
    /// Which ends of dates were taken.
    pub dates: End,
    /// The acts, by day and place in the file.
    pub acts: Vec<Settled>,
}

/// Every world of an agreement as of one day, the one that carries things furthest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worlds {
    /// One to four worlds.
    pub list: Vec<World>,
    /// The rival claims.
    pub rivals: Vec<Rivals>,
}

/// The acts that are seen as of a day, as the desk knew them at a moment: not retracted by then, recorded by then, not
/// expected, and possibly done by that day.
pub fn visible(agreement: &Agreement, day: Day, known_at: Option<DateTime<Utc>>) -> Vec<usize> {
    let known = |at: Option<DateTime<Utc>>| known_at.is_none_or(|limit| at.is_none_or(|at| at <= limit));
    let seen = |act: &Act| {
        let retracted = act.retracted.as_ref().is_some_and(|retraction| known(retraction.at));
        !retracted && known(act.recorded) && !act.expected && act.date.earliest() <= day
    };
    (0..agreement.acts.len()).filter(|at| seen(&agreement.acts[*at])).collect()
}

/// What two claims must share to be about one act.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Subject<'a> {
    party: Option<Code>,
    step: Option<&'a str>,
    kind: Kind,
    body: Option<&'a str>,
    about: About,
    name: Option<&'a str>,
}

/// The subject of an act; `None` for kinds that a party may do any number of times.
fn subject(act: &Act) -> Option<Subject<'_>> {
    if matches!(
        act.kind,
        Kind::Declaration | Kind::Reservation | Kind::Objection | Kind::TerritorialApplication | Kind::Extension
    ) {
        return None;
    }
    let step = act.step.as_deref();
    // consent is one act whatever its mode is called
    let kind = if act.kind.is_consent() && act.kind != Kind::Succession { Kind::Consent } else { act.kind };
    Some(Subject {
        party: act.party,
        step,
        kind: if step.is_some() { Kind::Vote } else { kind },
        body: if step.is_some() { None } else { act.body.as_deref() },
        about: act.about,
        name: act.name.as_deref(),
    })
}

/// The rival claims among the visible acts.
pub fn rivals(agreement: &Agreement, visible: &[usize]) -> Vec<Rivals> {
    let mut subjects: BTreeMap<Subject, Vec<usize>> = BTreeMap::new();
    for at in visible {
        if let Some(subject) = subject(&agreement.acts[*at]) {
            subjects.entry(subject).or_default().push(*at);
        }
    }
    let mut found: Vec<Rivals> = subjects
        .into_values()
        .filter(|acts| acts.len() > 1)
        .flat_map(|acts| clusters(agreement, visible, acts))
        .collect();
    found.sort_by_key(|rivals| rivals.acts[0]);
    found
}

/// Cuts the claims about one act where something reopened it, and keeps the parts that contradict themselves.
fn clusters(agreement: &Agreement, visible: &[usize], mut acts: Vec<usize>) -> Vec<Rivals> {
    acts.sort_by_key(|at| (agreement.acts[*at].date, *at));
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for at in acts {
        let act = &agreement.acts[at];
        let joins = parts.last().is_some_and(|part: &Vec<usize>| {
            part.iter().all(|known| !is_later_step(agreement, visible, &agreement.acts[*known], act))
        });
        match parts.last_mut() {
            Some(part) if joins => part.push(at),
            _ => parts.push(vec![at]),
        }
    }
    parts.into_iter().filter_map(|part| contradiction(agreement, part)).collect()
}

/// Whether `later` is no claim about the same doing as `earlier` but a further one: it says so, something between them
/// reopened the step, it is another reading on another day, or another delivery of the same consent.
fn is_later_step(agreement: &Agreement, visible: &[usize], earlier: &Act, later: &Act) -> bool {
    let follows = later.follows.as_ref() == Some(&earlier.id) || earlier.follows.as_ref() == Some(&later.id);
    let delivered_elsewhere = earlier.kind.is_consent() && later.at.is_some() && earlier.at != later.at;
    let another_reading = earlier.reading.is_some()
        && later.reading.is_some()
        && earlier.reading != later.reading
        && !earlier.date.overlaps(&later.date);
    let bound_by_signing = earlier.kind == Kind::DefinitiveSignature || later.kind == Kind::DefinitiveSignature;
    follows
        || delivered_elsewhere
        || another_reading
        || bound_by_signing && earlier.kind != later.kind
        || reopened(agreement, visible, earlier, later)
}

/// Whether something between two acts opened the step again. What was rejected, returned, annulled or has lapsed opens
/// it by itself; an annulment, a return or a withdrawal may also be another act of the same party.
fn reopened(agreement: &Agreement, visible: &[usize], earlier: &Act, later: &Act) -> bool {
    let apart = earlier.date.latest() < later.date.earliest();
    if !apart {
        return false;
    }
    let taken_back =
        |kind| matches!(kind, Kind::Withdrawal | Kind::Exclusion | Kind::NoticeWithdrawn | Kind::Resumption);
    visible.iter().map(|at| &agreement.acts[*at]).any(|between| {
        let inside = earlier.date.latest() <= between.date.earliest() && between.date.latest() <= later.date.earliest();
        let opens = if earlier.kind.is_domestic() { between.outcome.reopens() } else { taken_back(between.kind) };
        let itself = std::ptr::eq(between, later) || std::ptr::eq(between, earlier) && !between.outcome.reopens();
        inside && opens && !itself && between.party == earlier.party && between.about == earlier.about
    }) || later.outcome == Outcome::Annulled
        || later.outcome == Outcome::Lapsed
        || later.outcome == Outcome::Returned
}

/// The rivals that a part of the claims makes, if they differ in anything.
fn contradiction(agreement: &Agreement, part: Vec<usize>) -> Option<Rivals> {
    let acts: Vec<&Act> = part.iter().map(|at| &agreement.acts[*at]).collect();
    let pairs = |differ: &dyn Fn(&Act, &Act) -> bool| acts.iter().any(|a| acts.iter().any(|b| differ(a, b)));
    let mut differ = Vec::new();
    if pairs(&|a, b| !a.date.overlaps(&b.date)) {
        differ.push(Differ::Date);
    }
    if pairs(&|a, b| a.outcome != b.outcome && !(a.outcome.is_done() && b.outcome.is_done())) {
        differ.push(Differ::Outcome);
    }
    if pairs(&|a, b| decides(a) != decides(b)) {
        differ.push(Differ::Reading);
    }
    (!differ.is_empty()).then(|| Rivals { party: acts[0].party, acts: part, differ })
}

/// Whether a vote decides; a reading that is not stated is taken as the deciding one.
pub fn decides(act: &Act) -> bool {
    act.reading.is_none_or(Reading::is_deciding)
}

/// How far a claim carries things: done before not done, deciding before not, earlier before later.
fn reach(act: &Act, dates: End) -> (bool, bool, std::cmp::Reverse<Day>) {
    (act.outcome.is_done(), decides(act), std::cmp::Reverse(end(act, dates)))
}

/// Whether an act takes back what was done, so that its early end carries things least far.
fn takes_back(act: &Act) -> bool {
    act.outcome.reopens()
        || act.about == About::Leave
        || matches!(
            act.kind,
            Kind::Withdrawal
                | Kind::Exclusion
                | Kind::Suspension
                | Kind::Termination
                | Kind::Objection
                | Kind::ProvisionalEnd
                | Kind::NoIntention
        )
}

/// The day of an act at one end of its date.
fn end(act: &Act, dates: End) -> Day {
    let early = (dates == End::Furthest) != takes_back(act);
    if early { act.date.earliest() } else { act.date.latest() }
}

/// The acts of one world: of each set of rivals one, every date a day, those after `day` left out.
pub fn settle(agreement: &Agreement, visible: &[usize], rivals: &[Rivals], claims: End, dates: End, day: Day) -> World {
    let dropped: Vec<usize> = rivals
        .iter()
        .flat_map(|set| {
            let best = set.acts.iter().copied().max_by_key(|at| (reach(&agreement.acts[*at], dates), *at));
            let worst = set.acts.iter().copied().min_by_key(|at| (reach(&agreement.acts[*at], dates), *at));
            let kept = if (claims == End::Furthest) != takes_back(&agreement.acts[set.acts[0]]) { best } else { worst };
            set.acts.iter().copied().filter(move |at| Some(*at) != kept)
        })
        .collect();
    let mut acts: Vec<Settled> = visible
        .iter()
        .filter(|at| !dropped.contains(at))
        .map(|at| {
            let act = &agreement.acts[*at];
            let early = (dates == End::Furthest) != takes_back(act);
            let effective = act.effective.map(|date| if early { date.earliest() } else { date.latest() });
            Settled { act: *at, date: end(act, dates), effective }
        })
        .filter(|settled| settled.date <= day)
        .collect();
    acts.sort_by_key(|settled| (settled.date, settled.act));
    World { claims, dates, acts }
}

/// Every world as of a day.
pub fn worlds(agreement: &Agreement, day: Day, known_at: Option<DateTime<Utc>>) -> Worlds {
    let seen = visible(agreement, day, known_at);
    let rivals = rivals(agreement, &seen);
    let blurred = seen
        .iter()
        .map(|at| &agreement.acts[*at])
        .any(|act| act.date.exact().is_none() || act.effective.is_some_and(|date| date.exact().is_none()));
    let claims: &[End] = if rivals.is_empty() { &[End::Furthest] } else { &[End::Furthest, End::Least] };
    let dates: &[End] = if blurred { &[End::Furthest, End::Least] } else { &[End::Furthest] };
    let ends = claims.iter().flat_map(|claim| dates.iter().map(|date| (*claim, *date)));
    let list = ends.map(|(claim, date)| settle(agreement, &seen, &rivals, claim, date, day)).collect();
    Worlds { list, rivals }
}

/// Whether an act stands on the domestic plane.
pub fn is_domestic(act: &Act) -> bool {
    act.kind.plane(act.party.is_some()) == Plane::Domestic
}
