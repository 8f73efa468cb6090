//! Force: whether the agreement has effect, since when, and for whom.
//!
//! The clause's verdict is one floor below; here stand the two rules that it does not know: a computed yes needs the
//! text, and an announcement wins only where its source may say so.

use super::claims::Settled;
use super::{Case, grade};
use crate::clause::{ForceDay, Gap, Met, PartyForce, Verdict};
use crate::date::Day;
use crate::model::words::words;
use crate::model::{Act, Agreement, Basis, Binding, Code, Kind, SourceKind};

words! {
    /// Whether an agreement has effect.
    ForceState {
        /// It does not bind, so it never enters into force.
        NotApplicable = "not-applicable",
        /// It was in force and no longer is.
        Ended = "ended",
        /// In force, and suspended.
        Suspended = "suspended",
        /// In force.
        InForce = "in-force",
        /// Applied provisionally (Vienna Convention 25).
        Provisional = "provisional",
        /// The day is known and lies ahead.
        Dated = "dated",
        /// Met as far as known, but not established.
        ConditionsMet = "conditions-met",
        /// Not in force.
        NotInForce = "not-in-force",
        /// Could not be established.
        Unknown = "unknown",
    }
}

impl ForceState {
    /// Whether it has entered into force and not ended, also while suspended.
    pub const fn is_entered(self) -> bool {
        matches!(self, Self::InForce | Self::Suspended)
    }
}

impl Force {
    /// Whether something is missing that must come first.
    pub(super) const fn is_waited_for(&self) -> bool {
        matches!(self.state, ForceState::NotInForce | ForceState::Provisional)
    }
}

/// Force of the agreement in one world.
#[derive(Debug, Clone, PartialEq)]
pub struct Force {
    /// The state.
    pub state: ForceState,
    /// The first day of force, also ahead and also after it ended.
    pub date: Option<Day>,
    /// The first day on which it was no longer in force.
    pub until: Option<Day>,
    /// Since when it is suspended or applied provisionally, where it is.
    pub since: Option<Day>,
    /// The day on which the conditions were met.
    pub met_on: Option<Day>,
    /// The announcement, whether it wins or only claims: the act and its day.
    pub announced: Option<Announcement>,
    /// The acts it rests on, beside those of the verdict.
    pub rests_on: Vec<usize>,
    /// Whether a claim that may not decide names another day.
    pub contradicted: bool,
}

/// An `entry-into-force` act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announcement {
    /// Which act.
    pub act: usize,
    /// The day it announces.
    pub day: Day,
    /// Whether its source may say so.
    pub official: bool,
}

/// Force for one party in one world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyForceLine {
    /// The state.
    pub state: ForceState,
    /// The party's first day of force.
    pub date: Option<Day>,
    /// The first day on which it was no longer in force for the party.
    pub until: Option<Day>,
}

/// Whether an announcement of entry into force may decide: the depositary's; in a treaty without one a party's
/// foreign ministry, gazette or treaty register.
fn may_announce(agreement: &Agreement, act: &Act) -> bool {
    let own = grade::sources_of(agreement, act).iter().filter(|source| grade::speaks_itself(source));
    own.filter_map(|source| source.kind).any(|kind| match kind {
        SourceKind::Depositary => true,
        SourceKind::Ministry | SourceKind::Gazette | SourceKind::Government => agreement.depositary.is_empty(),
        _ => false,
    })
}

/// The announcement that counts: an official one before any other, the latest recorded before the earlier.
pub(super) fn announcement(agreement: &Agreement, acts: &[Settled]) -> Option<Announcement> {
    let announced = acts.iter().filter(|s| agreement.acts[s.act].kind == Kind::EntryIntoForce);
    announced
        .filter(|s| agreement.acts[s.act].party.is_none())
        .map(|s| Announcement {
            act: s.act,
            day: s.effective.unwrap_or(s.date),
            official: may_announce(agreement, &agreement.acts[s.act]),
        })
        .max_by_key(|a| (a.official, a.act))
}

/// The last act of the agreement itself among these kinds, with the day on which it changes the state.
fn last_of(agreement: &Agreement, acts: &[Settled], kinds: &[Kind], day: Day) -> Option<(usize, Kind, Day)> {
    acts.iter()
        .map(|s| (s.act, agreement.acts[s.act].kind, s.effective.unwrap_or(s.date)))
        .filter(|(act, kind, on)| kinds.contains(kind) && agreement.acts[*act].party.is_none() && *on <= day)
        .max_by_key(|(act, _, on)| (*on, *act))
}

/// Force of the agreement in one world, as of `day`.
pub(super) fn force(case: &Case, acts: &[Settled], verdict: &Verdict, day: Day) -> Force {
    let announced = announcement(case.agreement, acts);
    let mut force = entered(verdict, announced, day);
    force.announced = announced;
    if case.agreement.binding == Binding::No {
        force.state = ForceState::NotApplicable;
        return force;
    }
    if matches!(force.state, ForceState::InForce) {
        end_or_suspend(case.agreement, acts, verdict, day, &mut force);
    } else if let Some((on, act)) =
        may_be_provisional(&force, verdict).then(|| first_applied(case, acts, day)).flatten()
    {
        force.state = ForceState::Provisional;
        force.since = Some(on);
        force.rests_on = vec![act];
    }
    force
}

/// Since when it is applied provisionally without a break, and the act that says so.
fn first_applied(case: &Case, acts: &[Settled], day: Day) -> Option<(Day, usize)> {
    let running = acts.iter().filter(|s| provisional(case.agreement, acts, s, day));
    running.map(|s| (s.effective.unwrap_or(s.date), s.act)).min()
}

/// Whether provisional application would be the state: it is not in force yet, or nobody knows the clause.
fn may_be_provisional(force: &Force, verdict: &Verdict) -> bool {
    match (force.state, &verdict.force) {
        (ForceState::NotInForce | ForceState::Dated | ForceState::ConditionsMet, _) => true,
        (ForceState::Unknown, ForceDay::Unknown { reasons, .. }) => reasons.as_slice() == [Gap::Clause],
        _ => false,
    }
}

/// Not yet ended, suspended or provisional: what clause and announcement give.
fn entered(verdict: &Verdict, announced: Option<Announcement>, day: Day) -> Force {
    let mut force = Force {
        state: ForceState::Unknown,
        date: None,
        until: None,
        since: None,
        met_on: verdict.trigger,
        announced,
        rests_on: Vec::new(),
        contradicted: false,
    };
    if let Some(official) = announced.filter(|a| a.official) {
        force.date = Some(official.day);
        force.rests_on.push(official.act);
        force.state = by_day(official.day, day);
        return force;
    }
    match verdict.force {
        ForceDay::Known(on) if verdict.basis == Basis::Text => {
            force.state = by_day(on, day);
            force.date = Some(on);
        }
        ForceDay::Known(_) => force.state = ForceState::ConditionsMet,
        // met for certain, on a day that is not known
        ForceDay::Unknown { .. } if verdict.met == Met::Met => force.state = ForceState::ConditionsMet,
        ForceDay::NotMet => force.state = ForceState::NotInForce,
        ForceDay::Unknown { .. } if verdict.met == Met::NotMet => force.state = ForceState::NotInForce,
        ForceDay::Unknown { .. } => {}
    }
    force.contradicted = announced.is_some_and(|claim| contradicts(claim.day, verdict));
    force
}

/// Whether a day that somebody claims cannot be reconciled with what the clause gives.
fn contradicts(claim: Day, verdict: &Verdict) -> bool {
    match verdict.force {
        ForceDay::Known(on) => on != claim,
        ForceDay::NotMet => true,
        ForceDay::Unknown { earliest, latest, .. } => {
            earliest.is_some_and(|first| claim < first) || latest.is_some_and(|last| last < claim)
        }
    }
}

fn by_day(on: Day, day: Day) -> ForceState {
    if on <= day { ForceState::InForce } else { ForceState::Dated }
}

/// Termination, expiry, too few parties, suspension: what may follow entry into force.
fn end_or_suspend(agreement: &Agreement, acts: &[Settled], verdict: &Verdict, day: Day, force: &mut Force) {
    let terminated = last_of(agreement, acts, &[Kind::Termination], day);
    let ended = [terminated.map(|(_, _, on)| on), verdict.ends.on.filter(|on| *on <= day)].into_iter().flatten().min();
    if let Some(on) = ended {
        force.state = ForceState::Ended;
        force.until = Some(on);
        force.rests_on.extend(terminated.map(|(act, ..)| act));
        return;
    }
    let whole = last_of(agreement, acts, &[Kind::Suspension, Kind::Resumption], day);
    let whole = whole.filter(|(_, kind, _)| *kind == Kind::Suspension).map(|(act, ..)| act);
    if let Some(act) = whole.or_else(|| suspended_by_parties(agreement, acts, verdict, day)) {
        force.state = ForceState::Suspended;
        force.since = acts.iter().find(|s| s.act == act).map(|s| s.effective.unwrap_or(s.date));
        force.rests_on.push(act);
    }
}

/// The suspension by a party that leaves fewer than two between whom the agreement operates: it takes two.
fn suspended_by_parties(agreement: &Agreement, acts: &[Settled], verdict: &Verdict, day: Day) -> Option<usize> {
    let bound = || verdict.parties.iter().filter(|party| party.is_bound_on(day)).map(|party| party.code);
    let suspensions: Vec<(Day, usize)> = bound().filter_map(|code| suspension(agreement, acts, &code, day)).collect();
    let operating = bound().count() - suspensions.len();
    suspensions.into_iter().max().map(|(_, act)| act).filter(|_| operating < 2)
}

/// Whether a settled act applies the agreement provisionally on `day`: begun, and neither ended nor run out.
fn provisional(agreement: &Agreement, acts: &[Settled], settled: &Settled, day: Day) -> bool {
    let act = &agreement.acts[settled.act];
    let begun = settled.effective.unwrap_or(settled.date);
    let run_out = act.until.is_some_and(|until| until.latest() < day);
    act.kind == Kind::ProvisionalApplication
        && begun <= day
        && !run_out
        && !acts.iter().any(|later| {
            let end = &agreement.acts[later.act];
            let on = later.effective.unwrap_or(later.date);
            end.kind == Kind::ProvisionalEnd && end.party == act.party && (begun..=day).contains(&on)
        })
}

/// Whether a party ended for itself what `begun` began for all.
fn has_ended_it(agreement: &Agreement, acts: &[Settled], begun: &Settled, party: &Code, day: Day) -> bool {
    let since = begun.effective.unwrap_or(begun.date);
    acts.iter().any(|s| {
        let act = &agreement.acts[s.act];
        let on = s.effective.unwrap_or(s.date);
        act.kind == Kind::ProvisionalEnd && act.party == Some(*party) && (since..=day).contains(&on)
    })
}

/// Force for one party, given that of the agreement.
pub(super) fn party_force(
    case: &Case,
    acts: &[Settled],
    force: &Force,
    verdict: &Verdict,
    party: &Code,
    day: Day,
) -> PartyForceLine {
    let bound = verdict.party(*party);
    let (date, until) = bound_period(force, bound);
    let until = until.into_iter().chain(force.until.filter(|_| date.is_some())).min();
    let applies = acts.iter().any(|s| {
        let is_concerned = case.agreement.acts[s.act].party.is_none_or(|p| p == *party);
        is_concerned && provisional(case.agreement, acts, s, day) && !has_ended_it(case.agreement, acts, s, party, day)
    });
    let state = match force.state {
        ForceState::NotApplicable => ForceState::NotApplicable,
        _ if date.is_some() && until.is_some_and(|until| until <= day) => ForceState::Ended,
        ForceState::Ended if date.is_some() => ForceState::Ended,
        ForceState::InForce | ForceState::Suspended => match date {
            Some(on) if on > day && applies => ForceState::Provisional,
            Some(on) if on > day => ForceState::Dated,
            Some(_)
                if force.state == ForceState::Suspended || suspension(case.agreement, acts, party, day).is_some() =>
            {
                ForceState::Suspended
            }
            Some(_) => ForceState::InForce,
            None if applies => ForceState::Provisional,
            None if is_incomplete(force, verdict) => ForceState::Unknown,
            None => ForceState::NotInForce,
        },
        ForceState::Dated | ForceState::Provisional if date.is_some_and(|on| on > day) && !applies => ForceState::Dated,
        ForceState::ConditionsMet if bound.is_some_and(|b| b.bound_from.is_some()) => ForceState::ConditionsMet,
        _ if applies => ForceState::Provisional,
        ForceState::Unknown => ForceState::Unknown,
        _ => ForceState::NotInForce,
    };
    PartyForceLine { state, date, until }
}

/// Whether the record lacks acts that there must have been: force was announced, and the clause is not met by what is
/// recorded.
pub(super) fn is_incomplete(force: &Force, verdict: &Verdict) -> bool {
    force.announced.is_some_and(|announced| announced.official) && verdict.met != Met::Met
}

/// A party's first day of force and its first day outside; nobody is bound where force itself is not established.
fn bound_period(force: &Force, bound: Option<&PartyForce>) -> (Option<Day>, Option<Day>) {
    let from = bound.filter(|_| force.date.is_some()).and_then(|bound| bound.bound_from);
    (from, from.and_then(|_| bound?.bound_until))
}

/// The suspension of a party that stands on a day: its day and its act.
fn suspension(agreement: &Agreement, acts: &[Settled], party: &Code, day: Day) -> Option<(Day, usize)> {
    let own = acts.iter().filter(|s| agreement.acts[s.act].party == Some(*party));
    own.map(|s| (s.effective.unwrap_or(s.date), s.act, agreement.acts[s.act].kind))
        .filter(|(on, _, kind)| matches!(kind, Kind::Suspension | Kind::Resumption) && *on <= day)
        .max()
        .filter(|(_, _, kind)| *kind == Kind::Suspension)
        .map(|(on, act, _)| (on, act))
}
