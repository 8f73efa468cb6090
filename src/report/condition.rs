//! The conditions of a clause in words: met or not and since when, the numbers, the acts counted and left out.

use std::collections::BTreeMap;

use super::explain::{Branch, Explaining, Note};
use super::table::Tone;
use crate::clause::{Figure, Measure, Met, Node, Used};
use crate::date::{Day, show};
use crate::model::Code;

/// How many acts are told one by one.
const FEW: usize = 6;

/// The whole condition, part by part.
pub(super) fn tree(of: &Explaining) -> Branch {
    let verdict = of.status.verdict();
    let mut root = branch(of, &verdict.tree, is_elsewhere(&verdict.tree, of.words));
    root.text = format!("Condition: {}", root.text);
    root
}

/// Whether the line above has the words of a node already.
fn is_elsewhere(node: &Node, words: &str) -> bool {
    !node.children.is_empty() && words.starts_with(&node.text)
}

fn branch(of: &Explaining, node: &Node, is_told: bool) -> Branch {
    let words = match joint(node) {
        Some(joint) => joint.to_owned(),
        None if is_told => "the clause".to_owned(),
        None => node.text.clone(),
    };
    let mut branch = Branch::toned(format!("{words}: {}", met(node)), tone(node.met));
    if let Some(measure) = &node.measure {
        branch.notes.push(note(0, measured(measure, node.on)));
    }
    branch.notes.extend(counted(of, node));
    branch.notes.extend(left_out(of, node));
    branch.parts = node.children.iter().map(|child| self::branch(of, child, false)).collect();
    branch
}

fn note(depth: usize, text: String) -> Note {
    Note { depth, text, tone: Tone::Plain }
}

/// How the parts of a condition are joined, where that stands for its words.
fn joint(node: &Node) -> Option<&'static str> {
    let first = node.children.first().filter(|_| node.children.len() > 1)?;
    let rest = node.text.strip_prefix('(').unwrap_or(&node.text).strip_prefix(first.text.as_str())?;
    let rest = rest.strip_prefix(')').unwrap_or(rest);
    match (rest, node.children.len()) {
        (rest, 2) if rest.starts_with(" and ") => Some("both of these"),
        (rest, 2) if rest.starts_with(" or ") => Some("either of these"),
        (rest, _) if rest.starts_with(" and ") => Some("all of these"),
        (rest, _) if rest.starts_with(" or ") => Some("any of these"),
        _ => None,
    }
}

fn met(node: &Node) -> String {
    match (node.met, node.on) {
        (Met::Met, Some(on)) => format!("met on {}", show(on)),
        (Met::Met, None) => "met".to_owned(),
        (Met::NotMet, _) => "not met".to_owned(),
        (Met::Unknown, _) => "could not be established".to_owned(),
    }
}

pub(super) const fn tone(met: Met) -> Tone {
    match met {
        Met::Met => Tone::Good,
        Met::NotMet => Tone::Bad,
        Met::Unknown => Tone::Attention,
    }
}

/// `73 parties (55 needed)`, `56.87 % of emissions (55 % needed; the sum is 56.87 of 100)`.
pub(super) fn measured(measure: &Measure, on: Option<Day>) -> String {
    let is_percent = measure.what.starts_with('%');
    let unit = if is_percent { " %" } else { "" };
    let more = if measure.more_than { "more than " } else { "" };
    let what = match measure.have {
        Figure::Count(1) => measure.what.replacen("parties", "party", 1),
        _ => measure.what.clone(),
    };
    let mut need = format!("{more}{}{unit} needed", measure.need);
    match (&measure.of, &measure.sum) {
        (Some(whole), Some(sum)) => need += &format!("; {sum} of {whole} in figures"),
        (Some(whole), None) if *whole != measure.need => need += &format!("; there are {whole}"),
        _ => {}
    }
    let day = on.map(|day| format!(" on {}", show(day))).unwrap_or_default();
    format!("{} {what}{day} ({need})", measure.have)
}

/// The acts that count: all where they are few, else those that decided, the last.
fn counted(of: &Explaining, node: &Node) -> Vec<Note> {
    let mut used: Vec<&Used> = node.used.iter().collect();
    if used.is_empty() {
        return Vec::new();
    }
    used.sort_by_key(|used| (used.on, used.weight, std::cmp::Reverse(used.code)));
    let shown = if of.all { used.len() } else { FEW };
    let rest = used.len().saturating_sub(shown);
    let head = match rest {
        0 => "counted:".to_owned(),
        _ => format!("counted: {} acts, the last of them", used.len()),
    };
    let kinds = used[rest..].iter().map(|used| of.kind(used.act).chars().count()).max().unwrap_or(0);
    let line = |used: &&Used| {
        let weight = used.weight.map(|weight| format!("  {weight}")).unwrap_or_default();
        let kind = of.kind(used.act);
        note(1, format!("{}  {kind:kinds$}  {}{weight}", show(used.on), of.party(used.code)))
    };
    let mut notes = vec![note(0, head)];
    notes.extend(used[rest..].iter().map(line));
    if rest > 0 {
        notes.push(Note { depth: 1, text: format!("and {rest} before them (--all lists them)"), tone: Tone::Faint });
    }
    notes
}

/// The acts that do not count, by their reason.
fn left_out(of: &Explaining, node: &Node) -> Vec<Note> {
    let mut reasons: BTreeMap<String, Vec<Code>> = BTreeMap::new();
    for left in &node.left_out {
        let supposed = left.act.is_some_and(|act| act >= of.supposed_from);
        let mark = if supposed { " (SUPPOSED)" } else { "" };
        reasons.entry(format!("{}{mark}", left.reason)).or_default().push(left.code);
    }
    let told = reasons.into_iter().map(|(reason, codes)| format!("not counted: {} ({reason})", of.codes(&codes)));
    told.map(|text| note(0, text)).collect()
}
