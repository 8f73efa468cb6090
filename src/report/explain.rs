//! The verdict as a tree: what the clause asks, what is there, on which day, and the arithmetic.
//!
//! It only tells what the evaluator found; there is no second evaluator.

use serde::Serialize;
use serde_json::Value;

use super::name_of;
use super::status::ForceReport;
use crate::clause::{Gap, LeftOut, Met, Node, Used};
use crate::date::{Day, show};
use crate::model::{Agreement, Basis, Code, Names};
use crate::status::{Blocker, Status};

/// `track explain --json`.
#[derive(Debug, Serialize)]
pub struct ExplainReport {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// The agreement's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day the answer is for.
    pub as_of: Day,
    /// Force, as in `track status`.
    pub force: ForceReport,
    /// The clause in canonical words.
    pub clause: String,
    /// How the clause is known.
    pub basis: Basis,
    /// The article, as cited.
    pub article: Option<String>,
    /// The verdict: the tree itself, acts by their ids.
    pub verdict: Value,
    /// What is missing.
    pub blockers: Vec<Blocker>,
}

/// The verdict with the places of acts replaced by their ids.
pub fn verdict(agreement: &Agreement, status: &Status) -> Value {
    let mut value = serde_json::to_value(status.verdict()).unwrap_or(Value::Null);
    name_acts(agreement, &mut value);
    value
}

/// Replaces every place of an act (`act`, `consent`, `notice`) by the act's id.
fn name_acts(agreement: &Agreement, value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| name_acts(agreement, item)),
        Value::Object(fields) => {
            for (key, inner) in fields.iter_mut() {
                let place = inner.as_u64().and_then(|at| usize::try_from(at).ok());
                match (key.as_str(), place.and_then(|at| agreement.acts.get(at))) {
                    ("act" | "consent" | "notice", Some(act)) => *inner = Value::String(act.id.to_string()),
                    _ => name_acts(agreement, inner),
                }
            }
        }
        _ => {}
    }
}

/// One line of the explanation, with its depth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How deep it stands.
    pub depth: usize,
    /// Its words.
    pub text: String,
}

/// What an explanation is made from.
pub struct Explained<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// Its status.
    pub status: &'a Status,
    /// The table of names.
    pub names: &'a Names,
    /// Every act, not only the first few.
    pub all: bool,
    /// One party whose own day is explained.
    pub party: Option<Code>,
}

/// The explanation for people.
pub fn lines(explained: &Explained, clause: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut say = |depth, text: String| lines.push(Line { depth, text });
    let (agreement, status) = (explained.agreement, explained.status);
    let verdict = status.verdict();
    say(0, format!("{}  (as of {})", agreement.label(), show(status.as_of.day)));
    say(0, super::detail::state(status));
    say(0, String::new());
    say(0, format!("clause: {}", if clause.is_empty() { "not known" } else { clause }));
    say(1, basis(agreement, verdict.basis));
    say(0, String::new());
    let root = Node {
        on: verdict.tree.on.or(verdict.trigger.filter(|_| verdict.tree.met == Met::Met)),
        ..verdict.tree.clone()
    };
    tree(explained, &root, 0, &mut say);
    if !verdict.arithmetic.is_empty() {
        say(0, String::new());
        say(0, "the day:".to_owned());
        verdict.arithmetic.iter().for_each(|line| say(1, line.clone()));
    }
    announced(explained, &mut say);
    gaps(&verdict.force, &mut say);
    ends(explained, &mut say);
    missing(explained, &mut say);
    worlds(explained, &mut say);
    if let Some(code) = explained.party {
        party(explained, code, &mut say);
    }
    lines
}

fn basis(agreement: &Agreement, basis: Basis) -> String {
    let article = agreement.clause.as_ref().and_then(|clause| clause.article.as_deref());
    let how = match basis {
        Basis::Text => "read in the text",
        Basis::Reported => {
            "reported by others; the text has not been read, so it can say no, or that its conditions are met, but never \"in force\""
        }
        Basis::Assumed => "assumed: no clause is recorded, so it can never say \"in force\"",
    };
    article.map_or_else(|| how.to_owned(), |article| format!("{article}; {how}"))
}

const SHOWN: usize = 6;

/// One condition and its parts.
fn tree(explained: &Explained, node: &Node, depth: usize, say: &mut dyn FnMut(usize, String)) {
    let (mark, state) = match node.met {
        Met::Met => ("[x]", node.on.map_or("met".to_owned(), |day| format!("met on {}", show(day)))),
        Met::NotMet => ("[ ]", "not met".to_owned()),
        Met::Unknown => ("[?]", "not known".to_owned()),
    };
    say(depth, format!("{mark} {}: {state}", node.text));
    if let Some(m) = &node.measure {
        let more = if m.more_than { "more than " } else { "" };
        let sum = m.sum.filter(|sum| sum.to_string() != m.have.to_string()).map(|sum| format!(" (sum {sum})"));
        let sum = sum.unwrap_or_default();
        let whole = m.of.filter(|of| *of != m.need).map(|of| format!(", of {of} in all")).unwrap_or_default();
        say(depth + 1, format!("have {} of {more}{} {}{whole}{sum}", m.have, m.need, m.what));
    }
    used(explained, &node.used, depth + 1, say);
    left_out(explained, &node.left_out, depth + 1, say);
    node.children.iter().for_each(|child| tree(explained, child, depth + 1, say));
}

/// The acts that count: all of them, or the last ones by day, which decided.
fn used(explained: &Explained, used: &[Used], depth: usize, say: &mut dyn FnMut(usize, String)) {
    let mut by_day: Vec<&Used> = used.iter().collect();
    by_day.sort_by_key(|used| (used.on, used.code));
    let hidden = if explained.all { 0 } else { by_day.len().saturating_sub(SHOWN) };
    if hidden > 0 {
        say(depth, format!("counted: {hidden} earlier, then"));
    }
    for used in &by_day[hidden..] {
        let kind = used.act.map_or("complete at home", |act| explained.agreement.acts[act].kind.as_str());
        let weight = used.weight.map(|weight| format!(", {weight}")).unwrap_or_default();
        let name = name_of(explained.agreement, explained.names, &used.code);
        say(depth, format!("{}  {name}, {}{weight}", show(used.on), kind.replace('-', " ")));
    }
}

/// The acts that are left out, by reason.
fn left_out(explained: &Explained, left: &[LeftOut], depth: usize, say: &mut dyn FnMut(usize, String)) {
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for out in left {
        let reason = out.reason.to_string();
        let name = name_of(explained.agreement, explained.names, &out.code);
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, names)) => names.push(name),
            None => reasons.push((reason, vec![name])),
        }
    }
    for (reason, names) in reasons {
        let shown = if explained.all { names.len() } else { SHOWN };
        let more = names.len().saturating_sub(shown);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let first: Vec<String> = names.into_iter().take(shown).collect();
        say(depth, format!("left out: {}{more} ({reason})", first.join(", ")));
    }
}

fn announced(explained: &Explained, say: &mut dyn FnMut(usize, String)) {
    let Some(announced) = explained.status.force.announced else { return };
    let act = &explained.agreement.acts[announced.act];
    let who = act.sources.first().and_then(|source| source.publisher.clone()).unwrap_or_else(|| "a source".to_owned());
    let weight = match (announced.official, explained.status.verdict().force.day()) {
        (true, Some(computed)) if computed != announced.day => {
            format!("its source may say so, and it wins over the computed day {}", show(computed))
        }
        (true, _) => "its source may say so".to_owned(),
        (false, Some(computed)) if computed == announced.day => "a claim; the computed day is the same".to_owned(),
        (false, _) => {
            "a claim, which cannot decide: not from the depositary, nor a party's ministry or gazette".to_owned()
        }
    };
    say(0, String::new());
    say(0, format!("announced: {} by {who} ({weight})", show(announced.day)));
}

fn gaps(force: &crate::clause::ForceDay, say: &mut dyn FnMut(usize, String)) {
    if let crate::clause::ForceDay::Unknown { reasons, .. } = force {
        say(0, String::new());
        say(0, "what is not known:".to_owned());
        reasons.iter().for_each(|gap: &Gap| say(1, gap.to_string()));
    }
}

fn ends(explained: &Explained, say: &mut dyn FnMut(usize, String)) {
    let ends = &explained.status.verdict().ends;
    if ends.arithmetic.is_empty() && ends.on.is_none() {
        return;
    }
    say(0, String::new());
    say(0, "the end:".to_owned());
    ends.arithmetic.iter().for_each(|line| say(1, line.clone()));
    if ends.renewals > 0 {
        say(1, format!("goes on by tacit renewal ({} times)", ends.renewals));
    }
}

fn missing(explained: &Explained, say: &mut dyn FnMut(usize, String)) {
    let missing = &explained.status.verdict().missing;
    if explained.status.verdict().met == Met::Met || missing.acts.is_empty() && !missing.impossible {
        return;
    }
    say(0, String::new());
    say(0, format!("missing: {}", missing.sentence()));
    if !missing.exact {
        say(1, "a number that surely does; perhaps fewer would do".to_owned());
    }
    let without: Vec<String> =
        missing.indispensable.iter().map(|code| name_of(explained.agreement, explained.names, code)).collect();
    if !without.is_empty() {
        say(1, format!("cannot be met without: {}", without.join(", ")));
    }
    missing.reasons.iter().for_each(|reason| say(1, reason.clone()));
}

/// How the answer depends on rival claims and imprecise dates.
fn worlds(explained: &Explained, say: &mut dyn FnMut(usize, String)) {
    let worlds = &explained.status.worlds;
    if worlds.len() < 2 {
        return;
    }
    say(0, String::new());
    let (first, last) = (&worlds[0].force, &worlds[worlds.len() - 1].force);
    let words = |force: &crate::status::Force| {
        let day = force.date.map(|day| format!(" {}", show(day))).unwrap_or_default();
        format!("{}{day}", force.state.as_str().replace('-', " "))
    };
    if words(first) == words(last) {
        say(
            0,
            format!("reports differ or dates are not exact, and the answer is the same either way: {}", words(last)),
        );
    } else {
        say(0, format!("as claims and dates carry it furthest: {}; least far: {}", words(first), words(last)));
    }
}

fn party(explained: &Explained, code: Code, say: &mut dyn FnMut(usize, String)) {
    let name = name_of(explained.agreement, explained.names, &code);
    say(0, String::new());
    let Some(line) = explained.status.verdict().party(code) else {
        return say(0, format!("{name}: nothing recorded"));
    };
    let from = line.bound_from.map_or("not bound".to_owned(), |day| format!("bound from {}", show(day)));
    say(0, format!("{name}: {from}"));
    line.arithmetic.iter().for_each(|text| say(1, text.clone()));
    for period in &line.periods {
        let until = period.until.map_or("still".to_owned(), |day| format!("until {}", show(day)));
        say(1, format!("period: from {} {until}", show(period.from)));
    }
}
