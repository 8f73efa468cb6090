//! One agreement in full, as text.

use super::text::{Terminal, table};
use super::tone::paint;
use super::wrap::behind;
use crate::report::detail::Detail;
use crate::report::table::Tone;

/// The lines of an agreement, its parties, and the sentence that is safe.
pub fn detail(detail: &Detail, how: &Terminal) -> String {
    let mut text = format!("{}\n", behind("", &detail.head, 2, how));
    text.push_str(&toned(&detail.state, detail.tone, how));
    for (label, line) in &detail.lines {
        text.push_str(&wrapped(label, line, how));
    }
    text.push('\n');
    text.push_str(&alike(detail, how));
    if !detail.parties.rows.is_empty() {
        text.push_str(&table(&detail.parties, how));
        text.push('\n');
    }
    text.push_str(&behind("Safe to write: ", &detail.safe, 2, how));
    text
}

/// A line of a tone, a little indented, and more where it is wrapped.
fn toned(line: &str, tone: Tone, how: &Terminal) -> String {
    let wrapped = behind("  ", line, 4, how);
    let painted = wrapped.lines().map(|line| {
        let words = line.trim_start();
        format!("{}{}\n", &line[..line.len() - words.len()], paint(words, tone, how.colour))
    });
    painted.collect()
}

/// The parties that stand alike, each group under its head.
fn alike(detail: &Detail, how: &Terminal) -> String {
    if detail.alike.is_empty() {
        return String::new();
    }
    let mut text = String::new();
    for group in &detail.alike {
        let codes: Vec<String> = group.codes.iter().map(ToString::to_string).collect();
        text.push_str(&toned(&group.head, group.tone, how));
        text.push_str(&behind("    ", &codes.join(" "), 4, how));
    }
    text.push_str("  (--all-parties: each with its days)\n\n");
    text
}

const LABEL: usize = 10;

/// A labelled line, wrapped behind its label on a terminal.
fn wrapped(label: &str, line: &str, how: &Terminal) -> String {
    behind(&format!("  {label:<LABEL$}"), line, LABEL + 2, how)
}
