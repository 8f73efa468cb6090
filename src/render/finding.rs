//! Findings as a person reads them: the place, the line, the words underlined, the cure.
//!
//! Knows no check; takes the text of a finding from whoever holds it. Works for any text: tabs, wide and
//! right-to-left characters, CRLF, lines of a megabyte, places at or behind the end.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as Weight, Origin, Renderer, Snippet};

use super::gate;
use super::text::Terminal;
use super::wrap::behind;
use crate::diagnostic::{Finding, Level};
use crate::report::prose;
use crate::source::{Source, Span};

/// Characters shown before, in and after the underlined words; the rest of a longer line is cut.
const ROOM: usize = 72;

/// Cells beside the underlined words: line number, strokes, and marks of what is cut.
const BESIDE: usize = 20;

/// Characters of the underlined words that are shown.
fn room(how: &Terminal) -> usize {
    how.width.map_or(ROOM, |width| width.saturating_sub(BESIDE).min(ROOM))
}

/// All findings in the order of their places, then a line that counts them; nothing for none.
///
/// On a terminal what is said is wrapped at words, and a line of the file is cut around what is marked.
/// `source_of` gives the text of a file by the name in the finding; without it the finding is told in one line.
pub fn findings<'s>(list: &[Finding], source_of: &dyn Fn(&str) -> Option<&'s Source>, how: &Terminal) -> String {
    if list.is_empty() {
        return String::new();
    }
    let mut sorted = list.to_vec();
    Finding::sort(&mut sorted);
    let shown = sorted.iter().map(|finding| one(finding, source_of(&finding.file), how) + "\n");
    let mut out: String = shown.collect();
    out.push_str(&count(&sorted));
    out.push('\n');
    out
}

/// One finding with its line of text, where that is at hand; ends in a line feed.
pub fn one(finding: &Finding, source: Option<&Source>, how: &Terminal) -> String {
    let excerpt = source.zip(finding.span.clone()).map(|(source, span)| Excerpt::of(source, &span, room(how)));
    let renderer = if how.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let renderer = if let Some(width) = how.width { renderer.term_width(width) } else { renderer };
    format!("{}\n", renderer.render(&[group(finding, excerpt, how)]))
}

/// All findings, one line each, as editors and gates read them; sorted by place.
pub fn brief(list: &[Finding]) -> String {
    let mut sorted = list.to_vec();
    Finding::sort(&mut sorted);
    sorted.iter().map(|finding| format!("{}\n", gate::terminal(&finding.to_string()))).collect()
}

/// `2 errors, 1 warning`; `no findings` for none.
pub fn count(list: &[Finding]) -> String {
    let of = |level: Level| list.iter().filter(|finding| finding.level == level).count();
    let words =
        [(Level::Error, "error", "errors"), (Level::Warning, "warning", "warnings"), (Level::Note, "note", "notes")];
    let parts: Vec<String> = words
        .into_iter()
        .map(|(level, one, many)| (of(level), one, many))
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| prose::count(number, one, many))
        .collect();
    if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
}

/// The finding in the terms of the drawing library, every text through the gate.
fn group<'f>(finding: &'f Finding, excerpt: Option<Excerpt>, how: &Terminal) -> Group<'f> {
    let weight = match finding.level {
        Level::Error => Weight::ERROR,
        Level::Warning => Weight::WARNING,
        Level::Note => Weight::NOTE,
    };
    let title = weight
        .primary_title(said(&finding.message, finding.level.to_string().len() + finding.code.len() + 4, how))
        .id(finding.code);
    let group = match excerpt {
        None => title.element(origin(finding)),
        Some(excerpt) => {
            let columns = excerpt.text[..excerpt.span.start].chars().count() + 1;
            let mark = AnnotationKind::Primary.span(excerpt.span).label(gate::terminal(&finding.label));
            let snippet = Snippet::source(excerpt.text).line_start(finding.line).annotation(mark);
            if columns == finding.column {
                title.element(snippet.path(gate::terminal(&finding.file)))
            } else {
                title.element(origin(finding)).element(snippet)
            }
        }
    };
    match &finding.help {
        Some(help) => group.element(Weight::HELP.message(said(help, finding.line.to_string().len() + 10, how))),
        None => group,
    }
}

/// What is said, harmless; on a terminal wrapped at words, as far as what stands before it leaves room.
fn said(words: &str, before: usize, how: &Terminal) -> String {
    let room = Terminal { width: how.width.map(|width| width.saturating_sub(before)), ..Terminal::default() };
    behind("", words, 0, &room).trim_end_matches('\n').to_owned()
}

fn origin(finding: &Finding) -> Origin<'_> {
    let place = Origin::path(gate::terminal(&finding.file));
    match finding.span {
        Some(_) => place.line(finding.line).char_column(finding.column),
        None => place,
    }
}

/// The line in which a span begins, harmless and cut, and where the span stands in it now.
struct Excerpt {
    text: String,
    span: Span,
}

impl Excerpt {
    fn of(source: &Source, span: &Span, room: usize) -> Self {
        let text = source.text();
        let start = text.floor_char_boundary(span.start);
        let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line = text[first..].split('\n').next().unwrap_or("").trim_end_matches('\r');
        let start = (start - first).min(line.len());
        let end = line.floor_char_boundary(span.end.saturating_sub(first)).max(start);
        Self::drawn(&line[..start], &line[start..end], &line[end..], room)
    }

    fn drawn(before: &str, words: &str, after: &str, room: usize) -> Self {
        let mut text = gate::terminal(&tail(before)).into_owned();
        let start = text.len();
        text.push_str(&gate::terminal(&head(words, room)));
        let end = text.len();
        text.push_str(&gate::terminal(&head(after, ROOM)));
        if end == text.len() && start == end {
            text.push(' ');
        }
        Self { text, span: start..end }
    }
}

/// The last characters of a text that is too long.
fn tail(text: &str) -> String {
    match text.char_indices().rev().nth(ROOM) {
        Some((at, c)) => format!("…{}", &text[at + c.len_utf8()..]),
        None => text.to_owned(),
    }
}

/// The first characters of a text that is too long.
fn head(text: &str, room: usize) -> String {
    match text.char_indices().nth(room) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
