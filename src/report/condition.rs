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
    let tree = &of.status.verdict().tree;
    let since = tree.on.or(of.status.verdict().trigger);
    let joint = joint(tree).map(|joint| format!("{joint}, ")).unwrap_or_default();
    let mut root = Branch::toned(format!("Condition: {joint}{}", met(tree, since)), tone(tree.met));
    let parts = if tree.children.is_empty() { std::slice::from_ref(tree) } else { &tree.children };
    root.parts = parts.iter().map(|part| branch(of, part)).collect();
    root
}

fn branch(of: &Explaining, node: &Node) -> Branch {
    let words = joint(node).map_or_else(|| format!("{}: ", node.text), |joint| format!("{joint}, "));
    let mut branch = Branch::toned(format!("{words}{}", met(node, node.on)), tone(node.met));
    if let Some(measure) = &node.measure {
        branch.notes.push(note(0, measured(measure, by(of, node))));
    }
    branch.notes.extend(counted(of, node));
    branch.notes.extend(left_out(of, node));
    branch.parts = node.children.iter().map(|child| self::branch(of, child)).collect();
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

fn met(node: &Node, since: Option<Day>) -> String {
    match (node.met, since) {
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

/// The day up to which a condition was counted on, where it was met earlier: the trigger.
fn by(of: &Explaining, node: &Node) -> Option<Day> {
    let verdict = of.status.verdict();
    let is_one_way = verdict.tree.text == of.words || joint(&verdict.tree).is_some();
    verdict.trigger.filter(|trigger| is_one_way && node.on.is_some_and(|on| on < *trigger))
}

/// `73 parties, 55 needed`; `56.87 % of emissions, 55 % needed (56.87 of 100 in figures)`.
fn measured(measure: &Measure, by: Option<Day>) -> String {
    let unit = if measure.what.starts_with('%') { " %" } else { "" };
    let more = if measure.more_than { "more than " } else { "" };
    let what = match measure.have {
        Figure::Count(1) => measure.what.replacen("parties", "party", 1),
        _ => measure.what.clone(),
    };
    let behind = match (&measure.of, &measure.sum) {
        (Some(whole), Some(sum)) => format!(" ({sum} of {whole} in figures)"),
        (Some(whole), None) if *whole != measure.need => format!(" (there are {whole})"),
        _ => String::new(),
    };
    let by = by.map(|day| format!(" by {}", show(day))).unwrap_or_default();
    format!("{} {what}{by}, {more}{}{unit} needed{behind}", measure.have, measure.need)
}

/// The acts that count: all where they are few, else the last of those with which it was met.
fn counted(of: &Explaining, node: &Node) -> Vec<Note> {
    let mut used: Vec<&Used> = node.used.iter().collect();
    used.sort_by_key(|used| (used.on, used.weight, std::cmp::Reverse(used.code)));
    let few = of.all || used.len() <= FEW;
    let decided = used.iter().filter(|used| node.on.is_none_or(|on| used.on <= on)).count();
    let shown = if few { 0..used.len() } else { decided.saturating_sub(FEW)..decided };
    let (before, after) = (shown.start, used.len() - shown.end);
    let mut told = used[shown].to_vec();
    told.sort_by_key(|used| (used.on, std::cmp::Reverse(used.weight), used.code));
    let mut notes: Vec<Note> = head(node, used.len(), before + after > 0).into_iter().collect();
    notes.extend(lines(of, &told));
    let rest = match (before, after) {
        (0, 0) => return notes,
        (before, 0) => format!("and {before} before them"),
        (0, after) => format!("and {after} after them"),
        (before, after) => format!("and {before} before, {after} after them"),
    };
    notes.push(Note { depth: 1, text: format!("{rest} (--all lists them)"), tone: Tone::Faint });
    notes
}

fn head(node: &Node, count: usize, is_cut: bool) -> Option<Note> {
    let text = match (count, is_cut) {
        (0, _) => return None,
        (_, false) => "counted:".to_owned(),
        (count, true) if node.met == Met::Met => format!("counted: {count} acts; those that met it, the last of them:"),
        (count, true) => format!("counted: {count} acts, the last of them:"),
    };
    Some(note(0, text))
}

/// One line an act: day, kind, weight, party.
fn lines(of: &Explaining, used: &[&Used]) -> Vec<Note> {
    let weight = |used: &Used| used.weight.map(|weight| weight.to_string()).unwrap_or_default();
    let kinds = used.iter().map(|used| of.kind(used.act).chars().count()).max().unwrap_or(0);
    let weights = used.iter().map(|used| weight(used).len()).max().unwrap_or(0);
    let line = |used: &&Used| {
        let weighs = if weights == 0 { String::new() } else { format!("{:>weights$}  ", weight(used)) };
        note(1, format!("{}  {:kinds$}  {weighs}{}", show(used.on), of.kind(used.act), of.party(used.code)))
    };
    used.iter().map(line).collect()
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
