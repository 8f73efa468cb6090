//! The rule of a vote, held against its figures: shown beside the announced outcome, never instead of it.
//!
//! A figure that is missing is unknown, never zero; it may still be known within bounds, and only where these leave the
//! answer open can nothing be told.

use serde::Serialize;

use crate::model::{Act, Outcome, Procedure, Step, Tally, Votes};

/// What the figures say about the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Enough.
    Enough,
    /// Not enough.
    NotEnough,
    /// A figure or the rule itself is not known.
    CannotTell,
}

/// The rule of a vote against its figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Test {
    /// What the figures say.
    pub verdict: Verdict,
    /// The majority asked for, in the word of the procedure.
    pub majority: Option<String>,
    /// The arithmetic, or what is missing, in words.
    pub reason: String,
    /// Whether the announced outcome says otherwise; that is a finding, the announced outcome stands.
    pub differs: bool,
}

/// Holds the figures of a vote against the majority of its step; the seats are those of the vote, else of the organ.
pub fn test(procedure: &Procedure, step: &Step, act: &Act) -> Test {
    let seats = procedure.body_of(step).and_then(|body| body.seats);
    let (verdict, reason) = match (step.majority.as_deref(), &act.votes) {
        (None, _) => (Verdict::CannotTell, "the procedure names no majority for this step".to_owned()),
        (_, None) => (Verdict::CannotTell, "no figures were published".to_owned()),
        (Some(majority), Some(votes)) => weigh(majority, votes, seats),
    };
    Test { verdict, majority: step.majority.clone(), reason, differs: differs(verdict, act.outcome) }
}

fn differs(verdict: Verdict, announced: Outcome) -> bool {
    match verdict {
        Verdict::Enough => announced == Outcome::Rejected,
        Verdict::NotEnough => announced.is_done(),
        Verdict::CannotTell => false,
    }
}

/// Of what a majority is a share.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// Those who voted for or against.
    Cast,
    /// Those present.
    Present,
    /// All seats.
    Members,
}

/// A share that must be reached, or with `over` passed.
#[derive(Clone, Copy)]
struct Rule {
    of: Of,
    share: (u64, u64),
    over: bool,
}

fn rule(majority: &str) -> Option<Rule> {
    let more_than_half = |of| Some(Rule { of, share: (1, 2), over: true });
    let at_least = |of, n, d| Some(Rule { of, share: (n, d), over: false });
    match majority {
        "simple" | "popular-majority" => more_than_half(Of::Cast),
        "majority-of-present" => more_than_half(Of::Present),
        "absolute" => more_than_half(Of::Members),
        "two-thirds-of-present" => at_least(Of::Present, 2, 3),
        "three-fifths-of-members" => at_least(Of::Members, 3, 5),
        "two-thirds-of-members" => at_least(Of::Members, 2, 3),
        "four-fifths-of-members" => at_least(Of::Members, 4, 5),
        "five-sixths-of-members" => at_least(Of::Members, 5, 6),
        _ => None,
    }
}

/// Holds votes against a majority, in the closed words of procedures; `seats` is used where the vote names none.
pub fn weigh(majority: &str, votes: &Votes, seats: Option<u32>) -> (Verdict, String) {
    let tally = match votes {
        Votes::Counts(tally) => tally,
        Votes::Unanimous => return unanimous(majority),
    };
    let seats = tally.seats.or(seats).map(u64::from);
    if let Some(why) = impossible(tally, seats) {
        return (Verdict::CannotTell, why);
    }
    match (majority, rule(majority)) {
        ("consensus", _) => consensus(tally),
        ("qualified-eu", _) => qualified(tally, seats),
        (_, Some(rule)) => by_share(rule, tally, seats),
        _ => (Verdict::CannotTell, format!("no rule is known for `{majority}`")),
    }
}

/// Nobody was against; how many were for is not known.
fn unanimous(majority: &str) -> (Verdict, String) {
    match majority {
        "simple" | "popular-majority" | "consensus" => (Verdict::Enough, "unanimous, without figures".to_owned()),
        _ => (Verdict::CannotTell, "unanimous, but without figures".to_owned()),
    }
}

/// Why figures cannot be right.
fn impossible(tally: &Tally, seats: Option<u64>) -> Option<String> {
    let voted = known(tally, false);
    let present = tally.present.map(u64::from).filter(|present| voted > *present);
    present.map(|present| format!("the figures do not add up: {voted} votes of {present} present")).or_else(|| {
        seats.filter(|seats| voted > *seats).map(|s| format!("the figures do not add up: {voted} votes of {s} seats"))
    })
}

/// The sum of the options that are known; with `absent` also of those who were not there.
fn known(tally: &Tally, absent: bool) -> u64 {
    let there = [tally.for_, tally.against, tally.abstain, tally.other];
    let away = if absent { tally.absent } else { None };
    there.into_iter().chain([away]).flatten().map(u64::from).sum()
}

fn consensus(tally: &Tally) -> (Verdict, String) {
    match tally.against {
        Some(0) => (Verdict::Enough, "nobody was against".to_owned()),
        Some(against) => (Verdict::NotEnough, format!("{against} against, where consensus is asked for")),
        None => (Verdict::CannotTell, "how many were against is not known".to_owned()),
    }
}

/// 55 per cent of the members; the share of the population is not in the figures, so that they can only fall short.
fn qualified(tally: &Tally, seats: Option<u64>) -> (Verdict, String) {
    match (tally.for_.map(u64::from), seats) {
        (Some(for_), Some(seats)) if for_ * 100 < seats * 55 => {
            (Verdict::NotEnough, format!("{for_} of {seats} members; 55 % of them is asked for"))
        }
        _ => (Verdict::CannotTell, "the share of the population is not in the figures".to_owned()),
    }
}

/// The least and the most that the whole can be, as far as the figures tell.
fn bounds(of: Of, tally: &Tally, seats: Option<u64>) -> (u64, Option<u64>) {
    let there = known(tally, false);
    let present = tally.present.map(u64::from);
    let complete = tally.for_.is_some() && tally.against.is_some();
    let most_present =
        present.or_else(|| seats.map(|seats| seats.saturating_sub(u64::from(tally.absent.unwrap_or(0)))));
    match of {
        Of::Members => (seats.unwrap_or_else(|| known(tally, true).max(present.unwrap_or(0))), seats),
        Of::Present if present.is_some() => (present.unwrap_or(there), present),
        Of::Present if complete && tally.abstain.is_some() => (there, Some(there)),
        Of::Present => (there, most_present),
        Of::Cast if complete => (cast(tally), Some(cast(tally))),
        Of::Cast => (cast(tally), most_present.map(|most| most - neither(tally).min(most))),
    }
}

fn cast(tally: &Tally) -> u64 {
    [tally.for_, tally.against].into_iter().flatten().map(u64::from).sum()
}

fn neither(tally: &Tally) -> u64 {
    [tally.abstain, tally.other].into_iter().flatten().map(u64::from).sum()
}

fn by_share(rule: Rule, tally: &Tally, seats: Option<u64>) -> (Verdict, String) {
    let Some(for_) = tally.for_.map(u64::from) else {
        return (Verdict::CannotTell, "how many were for is not known".to_owned());
    };
    let (least, most) = bounds(rule.of, tally, seats);
    let (part, whole) = rule.share;
    let reaches = |of: u64| if rule.over { for_ * whole > of * part } else { for_ * whole >= of * part && for_ > 0 };
    let needs = |of: u64| if rule.over { of * part / whole + 1 } else { (of * part).div_ceil(whole) };
    let name = match rule.of {
        Of::Cast => "votes for or against",
        Of::Present => "present",
        Of::Members => "seats",
    };
    match most {
        Some(most) if reaches(most) => (Verdict::Enough, format!("{for_} of {most} {name}; {} is enough", needs(most))),
        _ if !reaches(least) => (Verdict::NotEnough, format!("{for_} of {least} {name}; it takes {}", needs(least))),
        _ => (Verdict::CannotTell, format!("{for_} for; how many {name} there were is not known")),
    }
}

#[cfg(test)]
mod tests;
