//! Lines laid out: where they are indented, where an empty line parts them, which lists take several lines.

use std::collections::BTreeSet;

use super::read::{Line, List, Part, Value};

/// The most columns that a list takes in one line.
const WIDTH: usize = 100;
/// How far a table stands in below the one that it belongs to.
const STEP: usize = 2;

/// The canonical text of some lines.
pub(super) fn lay(lines: &[Line], line_end: &'static str) -> String {
    let mut page = Page { text: String::new(), line_end };
    let (indents, heads) = (indents(lines), heads(lines));
    for (at, line) in lines.iter().enumerate() {
        let above = at.checked_sub(1).and_then(|at| lines.get(at));
        let is_parted = match above {
            None | Some(Line::Comment(_)) => false,
            Some(Line::Empty) => true,
            Some(_) => heads[at],
        };
        if !matches!(line, Line::Empty) {
            page.line(line, indents[at], is_parted);
        }
    }
    page.text
}

/// `key = [ … ]` as a line, for a writer that has the items as text.
pub(in crate::ledger) fn list_line(indent: usize, key: &str, items: &[String]) -> String {
    let parts = items.iter().map(|item| Part::Item { key: None, value: Value::Plain(item) }).collect();
    let value = Value::List(List { is_table: false, parts, has_remarks: false });
    let mut page = Page { text: String::new(), line_end: "\n" };
    page.line(&Line::Pair { key: key.to_owned(), value, remark: None }, indent, false);
    page.text
}

/// How far each line stands in: a table by one step for each heading above it that it belongs to.
///
/// A comment goes with the key or heading right below it; else with what stands right above it; else with what comes
/// next.
fn indents(lines: &[Line]) -> Vec<usize> {
    let mut known: BTreeSet<&[String]> = BTreeSet::new();
    let mut indent = 0;
    let mut indents: Vec<usize> = Vec::with_capacity(lines.len());
    for line in lines {
        if let Line::Heading { names, .. } = line {
            indent = STEP * (1..names.len()).filter(|n| known.contains(&names[..*n])).count();
            known.insert(names);
        }
        indents.push(indent);
    }
    let below = neighbours(lines.iter().rev());
    let above = neighbours(lines.iter());
    let mut next = 0;
    for (at, line) in lines.iter().enumerate().rev() {
        match line {
            Line::Heading { .. } | Line::Pair { .. } => next = indents[at],
            Line::Comment(_) if below[lines.len() - 1 - at].is_some() || above[at].is_none() => indents[at] = next,
            Line::Comment(_) | Line::Empty => {}
        }
    }
    indents
}

/// Whether each line is a heading, or a comment that stands right above one.
fn heads(lines: &[Line]) -> Vec<bool> {
    let is_heading = |line: Option<&Line>| matches!(line, Some(Line::Heading { .. }));
    let below = neighbours(lines.iter().rev());
    let is_head = |(line, below): (&Line, Option<&Line>)| match line {
        Line::Comment(_) => is_heading(below),
        line => is_heading(Some(line)),
    };
    lines.iter().zip(below.into_iter().rev()).map(is_head).collect()
}

/// The key or heading that each line touches, seen in this order; comments between them are looked through.
fn neighbours<'l, 't>(lines: impl Iterator<Item = &'l Line<'t>>) -> Vec<Option<&'l Line<'t>>>
where
    't: 'l,
{
    let mut last = None;
    let touched = lines.map(|line| {
        let next = match line {
            Line::Empty => None,
            Line::Comment(_) => last,
            line => Some(line),
        };
        std::mem::replace(&mut last, next)
    });
    touched.collect()
}

/// The text that has been laid out.
struct Page {
    text: String,
    line_end: &'static str,
}

impl Page {
    fn line(&mut self, line: &Line, indent: usize, is_parted: bool) {
        if is_parted && !self.text.is_empty() {
            self.text.push_str(self.line_end);
        }
        self.indent(indent);
        let remark = match line {
            Line::Empty => None,
            Line::Comment(text) => {
                self.text.push_str(text);
                None
            }
            Line::Heading { text, remark, .. } => {
                self.text.push_str(text);
                *remark
            }
            Line::Pair { key, value, remark } => {
                self.text.push_str(key);
                self.text.push_str(" = ");
                self.value(value, indent, Some(0));
                *remark
            }
        };
        self.remark(remark);
        self.text.push_str(self.line_end);
    }

    fn indent(&mut self, indent: usize) {
        self.text.extend(std::iter::repeat_n(' ', indent));
    }

    /// A comment behind something.
    fn remark(&mut self, remark: Option<&str>) {
        if let Some(remark) = remark {
            self.text.push(' ');
            self.text.push_str(remark);
        }
    }

    /// Writes a value into a line of that indent. Where it may take several lines, `tail` says how many columns must
    /// be left behind it.
    fn value(&mut self, value: &Value, indent: usize, tail: Option<usize>) {
        match value {
            Value::Plain(text) => self.text.push_str(text),
            Value::List(list) if list.has_remarks => self.rows(list, indent, false),
            Value::List(list) => {
                let start = self.text.len();
                self.flat(list, indent);
                let may_break = !list.is_table && list.parts.iter().any(|part| matches!(part, Part::Item { .. }));
                if may_break && tail.is_some_and(|tail| !self.fits(start, tail)) {
                    self.text.truncate(start);
                    self.rows(list, indent, true);
                }
            }
        }
    }

    /// A list in one line.
    fn flat(&mut self, list: &List, indent: usize) {
        let (open, close) = brackets(list);
        let mut between = if list.is_table { " " } else { "" };
        self.text.push(open);
        for part in &list.parts {
            if let Part::Item { key, value } = part {
                self.text.push_str(between);
                self.item(key.as_deref(), value, indent, None);
                between = ", ";
            }
        }
        if list.is_table && between == ", " {
            self.text.push(' ');
        }
        self.text.push(close);
    }

    /// A list in rows: each item alone, or those together that stood together.
    fn rows(&mut self, list: &List, indent: usize, is_each_alone: bool) {
        let (open, close) = brackets(list);
        let inner = indent + STEP;
        self.text.push(open);
        let (mut breaks, mut is_first) = (0, true);
        for part in &list.parts {
            let is_parted = breaks > 1 && !is_first && !is_each_alone;
            match part {
                Part::Break => {
                    breaks += 1;
                    continue;
                }
                Part::Remark(remark) if breaks == 0 => self.remark(Some(remark)),
                Part::Remark(remark) => {
                    self.row(inner, is_parted);
                    self.text.push_str(remark);
                }
                Part::Item { key, value } => {
                    if breaks == 0 && !is_first && !is_each_alone {
                        self.text.push(' ');
                    } else {
                        self.row(inner, is_parted);
                    }
                    self.item(key.as_deref(), value, inner, Some(1));
                    self.text.push(',');
                }
            }
            (breaks, is_first) = (0, false);
        }
        self.row(indent, false);
        self.text.push(close);
    }

    fn item(&mut self, key: Option<&str>, value: &Value, indent: usize, tail: Option<usize>) {
        if let Some(key) = key {
            self.text.push_str(key);
            self.text.push_str(" = ");
        }
        self.value(value, indent, tail);
    }

    /// Begins a row.
    fn row(&mut self, indent: usize, is_parted: bool) {
        self.text.push_str(self.line_end);
        if is_parted {
            self.text.push_str(self.line_end);
        }
        self.indent(indent);
    }

    /// Whether what was written from `start` on leaves `tail` columns in each of its lines.
    fn fits(&self, start: usize, tail: usize) -> bool {
        let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        self.text[line..].lines().all(|line| line.chars().count() + tail <= WIDTH)
    }
}

fn brackets(list: &List) -> (char, char) {
    if list.is_table { ('{', '}') } else { ('[', ']') }
}
