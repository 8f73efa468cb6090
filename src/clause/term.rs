//! How long it lasts: expiry, tacit renewal, extension, termination, and when a notice takes effect.

use super::delay::{explain, run};
use super::facts::Facts;
use super::party_force::{EndReason, Ends, PartyForce};
use super::rule::Clause;
use super::syntax::{Delay, Duration, Unit};
use crate::date::{Day, FIRST_DAY, show};
use crate::model::EndOfMonth;

/// Whether and when the agreement ends, given its day of force and its parties.
pub(super) fn ends(clause: &Clause, facts: &Facts, force: Option<Day>, parties: &[PartyForce]) -> Ends {
    let mut ends = running(clause, facts, force);
    let expiry = ends.on.map(|day| (day, EndReason::Expiry));
    let terminated = facts.terminations.iter().min().map(|day| (*day, EndReason::Termination));
    let too_few = force.filter(|_| !facts.open).and_then(|force| too_few(force, parties));
    let too_few = too_few.map(|day| (day, EndReason::TooFewParties));
    let other = clause.ends_with().and_then(|id| facts.ended.get(id));
    let other = other.map(|day| (*day, EndReason::WithAnother));
    let first = [terminated, expiry, other, too_few].into_iter().flatten().min_by_key(|(day, _)| *day);
    if let Some((day, why)) = first {
        (ends.on, ends.why) = (Some(day), Some(why));
        (ends.period_until, ends.notice_by) = (None, None);
    }
    ends
}

/// When a notice given on a day takes effect: after `leave`, else at the end of a period that renews itself.
pub(super) fn effect_of_notice(clause: &Clause, facts: &Facts, force: Option<Day>, given: Day) -> Option<Day> {
    let term = &clause.term;
    if let Some(leave) = &term.leave {
        return Some(run(leave, given, clause.end_of_month));
    }
    let renews = period(term.renews.as_ref()?)?;
    let first = first_end(clause, facts, force)?;
    let in_time = |end: Day| term.notice.as_ref().map_or(given <= end, |notice| given <= back(notice, end));
    periods(first, renews, clause.end_of_month).find(|end| in_time(*end))
}

/// The term as it runs on the day asked.
fn running(clause: &Clause, facts: &Facts, force: Option<Day>) -> Ends {
    let mut ends = Ends::default();
    let Some(first) = first_end(clause, facts, force) else { return ends };
    ends.arithmetic.extend(told(clause, force, first));
    let Some(renews) = &clause.term.renews else {
        ends.on = Some(first);
        return ends;
    };
    let Some(renews) = period(renews) else {
        ends.renewals = u32::from(first <= facts.as_of);
        return ends;
    };
    for end in periods(first, renews, clause.end_of_month) {
        if end > facts.as_of {
            ends.period_until = Some(end);
            ends.notice_by = clause.term.notice.as_ref().map(|notice| back(notice, end));
            break;
        }
        ends.renewals += 1;
    }
    if ends.renewals > 0 {
        ends.arithmetic.push(renewed(ends.renewals, ends.period_until));
    }
    ends
}

fn renewed(renewals: u32, until: Option<Day>) -> String {
    let times = if renewals == 1 { "once".to_owned() } else { format!("{renewals} times") };
    let until = until.map_or_else(String::new, |until| format!(", now until {}", show(until)));
    format!("renewed by itself {times}, no notice being recorded{until}")
}

/// The end of the first period, with every extension made in time.
fn first_end(clause: &Clause, facts: &Facts, force: Option<Day>) -> Option<Day> {
    let mut end = match clause.term.lasts.as_ref()? {
        Duration::Indefinite => return None,
        Duration::Until(day) => *day,
        Duration::For(time) => run(time, force?, clause.end_of_month),
    };
    let mut extensions = facts.extensions.clone();
    extensions.sort();
    for (made, until) in extensions {
        if made <= end {
            end = until?;
        }
    }
    Some(end)
}

fn told(clause: &Clause, force: Option<Day>, end: Day) -> Option<String> {
    match (clause.term.lasts.as_ref()?, force) {
        (Duration::For(time), Some(force)) => {
            let line = explain(time, force, clause.end_of_month);
            let is_extended = run(time, force, clause.end_of_month) != end;
            Some(if is_extended { format!("{line}, extended to {}", show(end)) } else { line })
        }
        (Duration::Until(day), _) if *day != end => Some(format!("{}, extended to {}", show(*day), show(end))),
        _ => None,
    }
}

/// The ends of the periods, the first among them.
fn periods(first: Day, renews: &Delay, end_of_month: EndOfMonth) -> impl Iterator<Item = Day> {
    std::iter::successors(Some(first), move |end| {
        let next = run(renews, *end, end_of_month);
        (next > *end).then_some(next)
    })
}

const fn period(duration: &Duration) -> Option<&Delay> {
    match duration {
        Duration::For(delay) => Some(delay),
        Duration::Until(_) | Duration::Indefinite => None,
    }
}

/// The last day that lies a whole delay before `end`: running the delay from there reaches `end` or an earlier day.
fn back(delay: &Delay, end: Day) -> Day {
    const LONGEST_YEAR: u64 = 366;
    const LONGEST_MONTH: u64 = 31;
    let most: u64 = delay
        .0
        .iter()
        .map(|step| match step {
            super::syntax::DelayStep::Add(count, unit) => {
                u64::from(*count)
                    * match unit {
                        Unit::Day => 1,
                        Unit::Week => 7,
                        Unit::Month => LONGEST_MONTH,
                        Unit::Year => LONGEST_YEAR,
                    }
            }
            super::syntax::DelayStep::FirstOfMonth(k) => u64::from(*k + 1) * LONGEST_MONTH,
            super::syntax::DelayStep::Next { .. } => 9 * LONGEST_YEAR,
        })
        .sum();
    let (mut low, mut high) = (end.checked_sub_days(chrono::Days::new(most + 1)).unwrap_or(FIRST_DAY), end);
    while low < high {
        let middle = low + chrono::Days::new(((high - low).num_days() as u64).div_ceil(2));
        if run(delay, middle, EndOfMonth::Clip) <= end { low = middle } else { high = middle - chrono::Days::new(1) }
    }
    low
}

/// The first day after force on which fewer than two parties remain.
fn too_few(force: Day, parties: &[PartyForce]) -> Option<Day> {
    let mut changes: Vec<(Day, bool)> = parties.iter().flat_map(comings_and_goings).collect();
    changes.sort_unstable();
    let mut bound = 0_i64;
    for today in changes.chunk_by(|a, b| a.0 == b.0) {
        bound += today.iter().map(|(_, comes)| if *comes { 1 } else { -1 }).sum::<i64>();
        let (day, somebody_left) = (today[0].0, today.iter().any(|(_, comes)| !comes));
        if day > force && somebody_left && bound < 2 {
            return Some(day);
        }
    }
    None
}

/// The days on which a party becomes bound (`true`) and ceases to be; a period without a known end runs to the next.
fn comings_and_goings(party: &PartyForce) -> Vec<(Day, bool)> {
    let next = |at: usize| party.periods.get(at + 1).map(|period| period.from);
    let periods = party.periods.iter().enumerate();
    periods
        .flat_map(|(at, period)| {
            let until = period.until.or_else(|| next(at));
            [Some((period.from, true)), until.map(|until| (until, false))].into_iter().flatten()
        })
        .collect()
}
