//! Where reports differ or dates are imprecise: the answers they leave, each with what it takes for true.

use super::explain::{Branch, Explaining, Note};
use super::table::Tone;
use crate::date::{ActDate, show};
use crate::status::claims::{Differ, End, Rivals, World};
use crate::status::domestic::DomesticState;
use crate::status::{ForceState, InternationalState, WorldAnswer};

/// How many imprecise dates are told one by one.
const FEW: usize = 6;

/// Where reports or imprecise dates leave more than one answer: each, with what it takes for true.
pub(super) fn worlds(of: &Explaining) -> Option<Branch> {
    let worlds = &of.status.worlds;
    if worlds.len() < 2 {
        return None;
    }
    let differ = worlds.iter().any(|world| result(world) != result(&worlds[0]));
    let what = match (of.status.rivals.is_empty(), worlds.iter().any(|w| w.world.dates != worlds[0].world.dates)) {
        (true, _) => "Some dates are imprecise",
        (false, true) => "Reports differ, and some dates are imprecise",
        (false, false) => "Reports differ",
    };
    let then = if differ { "so more than one answer is possible" } else { "and force does not depend on it" };
    let mut branch = Branch::toned(format!("{what}, {then}"), Tone::Attention);
    if differ {
        branch =
            branch.noting(worlds.iter().map(|world| format!("{}: {}", taken(&world.world, worlds), result(world))));
    }
    branch.notes.extend(imprecise(of));
    branch.parts = of.status.rivals.iter().map(|rivals| rival(of, rivals)).collect();
    Some(branch)
}

/// The acts whose day is not known.
fn imprecise(of: &Explaining) -> Vec<Note> {
    let seen = of.status.shown().world.acts.iter().map(|settled| &of.agreement.acts[settled.act]);
    let blurred: Vec<_> = seen.filter(|act| act.date.exact().is_none()).collect();
    let shown = if of.all { blurred.len() } else { FEW };
    let mut notes: Vec<Note> = blurred
        .iter()
        .take(shown)
        .map(|act| {
            let whose = act.party.map(|code| format!("{}: ", of.party(code))).unwrap_or_default();
            Note { depth: 0, text: format!("{whose}{}, {}", act.kind, spanned(act.date)), tone: Tone::Plain }
        })
        .collect();
    if let Some(rest) = blurred.len().checked_sub(shown).filter(|rest| *rest > 0) {
        notes.push(Note { depth: 0, text: format!("and {rest} more (--all lists them)"), tone: Tone::Faint });
    }
    notes
}

/// A day, or the days between which it lies.
fn spanned(date: ActDate) -> String {
    match date.to_string().split_once('/') {
        Some((first, last)) => format!("between {first} and {last}"),
        None => date.to_string(),
    }
}

/// What a world takes for true.
fn taken(world: &World, all: &[WorldAnswer]) -> String {
    let varies = |of: &dyn Fn(&World) -> End| all.iter().any(|other| of(&other.world) != of(world));
    let mut parts = Vec::new();
    if varies(&|w| w.claims) {
        parts.push(match world.claims {
            End::Furthest => "if the reports that go furthest are right",
            End::Least => "if those that go least far are right",
        });
    }
    if varies(&|w| w.dates) {
        parts.push(match world.dates {
            End::Furthest => "at one end of the imprecise dates",
            End::Least => "at the other end of the imprecise dates",
        });
    }
    parts.join(", ")
}

fn result(world: &WorldAnswer) -> String {
    let state = world.force.state.as_str().replace('-', " ");
    let day = match world.force.state {
        ForceState::Ended => world.force.until,
        ForceState::ConditionsMet => world.force.met_on,
        _ => world.force.date,
    };
    day.map_or(state.clone(), |day| format!("{state} {}", show(day)))
}

/// Claims about one act, and what follows from each.
fn rival(of: &Explaining, rivals: &Rivals) -> Branch {
    let what: Vec<&str> = rivals
        .differ
        .iter()
        .map(|differ| match differ {
            Differ::Date => "day",
            Differ::Outcome => "outcome",
            Differ::Reading => "reading",
        })
        .collect();
    let whose = rivals.party.map_or_else(|| "the agreement".to_owned(), |code| of.party(code));
    let head = format!("{whose}: reports differ on the {}", super::prose::list(&what));
    Branch::new(head).noting(rivals.acts.iter().map(|at| claim(of, rivals, *at)))
}

/// One claim with its source, and where its party would stand if it were right.
fn claim(of: &Explaining, rivals: &Rivals, at: usize) -> String {
    let act = &of.agreement.acts[at];
    let what = act.step.clone().unwrap_or_else(|| act.kind.to_string());
    let reading = match act.reading {
        Some(reading) => format!(", {reading} reading"),
        None if rivals.differ.contains(&Differ::Reading) => ", reading not stated".to_owned(),
        None => String::new(),
    };
    let source = act.sources.iter().find_map(|source| source.publisher.clone());
    let source = source.map(|source| format!(" ({source})")).unwrap_or_default();
    let then = follows(of, rivals, at).map(|then| format!("; if so, {then}")).unwrap_or_default();
    format!("{} {what}, {}{reading}{source}{then}", act.date, act.outcome)
}

/// Where the party stands in a world that takes this claim and no other.
fn follows(of: &Explaining, rivals: &Rivals, at: usize) -> Option<String> {
    let is_taken = |world: &&WorldAnswer| world.world.acts.iter().any(|settled| settled.act == at);
    let world = of.status.worlds.iter().find(is_taken)?;
    let (_, home, abroad, _) = world.parties.iter().find(|(code, ..)| Some(*code) == rivals.party)?;
    let mut parts = Vec::new();
    if home.state != DomesticState::Unknown {
        parts.push(format!("at home {}", home.state.as_str().replace('-', " ")));
    }
    if abroad.state != InternationalState::Unknown {
        parts.push(abroad.state.as_str().replace('-', " "));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}
