//! An explanation as text: labelled lines, then trees drawn with plain strokes, wrapped under themselves.

use unicode_width::UnicodeWidthStr;

use super::gate;
use super::text::Terminal;
use super::tone::paint;
use crate::report::explain::{Branch, Explained};
use crate::report::table::Tone;

/// The whole explanation. Ends in a line feed.
pub fn explain(explained: &Explained, how: &Terminal) -> String {
    let mut text = String::new();
    lines(&mut text, ("", "  "), &explained.head, Tone::Plain, how);
    text.push('\n');
    lines(&mut text, ("  ", "    "), &explained.state, explained.tone, how);
    text.push('\n');
    for (label, line) in &explained.lines {
        let first = format!("  {label:<10}");
        lines(&mut text, (&first, &" ".repeat(first.len())), line, Tone::Plain, how);
    }
    for branch in &explained.branches {
        text.push('\n');
        draw(&mut text, branch, ("", ""), how);
    }
    text
}

/// A branch: its line behind `first`, all below it behind `rest`.
fn draw(text: &mut String, branch: &Branch, (first, rest): (&str, &str), how: &Terminal) {
    lines(text, (first, &format!("{rest}  ")), &branch.text, branch.tone, how);
    let stroke = if branch.parts.is_empty() { "" } else { "│" };
    for note in &branch.notes {
        let behind = format!("{rest}{stroke:<2}{}", "  ".repeat(note.depth));
        lines(text, (&behind, &format!("{behind}  ")), &note.text, note.tone, how);
    }
    for (at, part) in branch.parts.iter().enumerate() {
        let is_last = at + 1 == branch.parts.len();
        let (own, below) = if is_last { ("└ ", "  ") } else { ("├ ", "│ ") };
        draw(text, part, (&format!("{rest}{own}"), &format!("{rest}{below}")), how);
    }
}

/// Words behind a head; on a terminal wrapped at blanks, each further line behind `rest`.
fn lines(text: &mut String, (first, rest): (&str, &str), words: &str, tone: Tone, how: &Terminal) {
    let safe = gate::terminal(words);
    let room = how.width.unwrap_or(usize::MAX).max(40);
    let mut head = first;
    let mut line = String::new();
    for word in safe.split(' ') {
        let wide = head.width() + line.width() + 1 + word.width();
        if !line.trim().is_empty() && wide > room {
            push(text, head, &line, tone, how);
            (head, line) = (rest, String::new());
        } else if !line.is_empty() || word.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    push(text, head, &line, tone, how);
}

fn push(text: &mut String, head: &str, line: &str, tone: Tone, how: &Terminal) {
    let line = line.trim_end();
    text.push_str(if line.is_empty() { head.trim_end() } else { head });
    text.push_str(&paint(line, tone, how.colour));
    text.push('\n');
}
