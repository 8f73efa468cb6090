//! The text of a cell of a page, as a reader sees it: blanks run together, lines kept, marks of footnotes raised.

/// What stands between the last letter and the next.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Blank,
    Line,
}

/// A text that grows.
#[derive(Debug, Default)]
pub(super) struct Text {
    written: String,
    gap: Gap,
}

impl Text {
    /// Adds what the page says next; `raised`: it stands higher than the line, so that its digits are marks.
    pub(super) fn push(&mut self, text: &str, raised: bool) {
        for c in text.chars() {
            match c {
                '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
                c if c.is_whitespace() => self.blank(),
                c => self.letter(if raised { mark(c) } else { c }),
            }
        }
    }

    /// What follows is another word.
    pub(super) fn blank(&mut self) {
        self.gap = self.gap.max(Gap::Blank);
    }

    /// What follows is another line.
    pub(super) fn line(&mut self) {
        self.gap = Gap::Line;
    }

    /// The text without blanks around it and around its lines.
    pub(super) fn finish(self) -> String {
        self.written
    }

    fn letter(&mut self, c: char) {
        match std::mem::take(&mut self.gap) {
            _ if self.written.is_empty() => {}
            Gap::None => {}
            Gap::Blank => self.written.push(' '),
            Gap::Line => self.written.push('\n'),
        }
        self.written.push(c);
    }
}

/// A text in one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A digit as the mark of a footnote; other letters as they are.
const fn mark(c: char) -> char {
    match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        other => other,
    }
}

/// Whether a letter is the mark of a footnote wherever it stands.
pub(in super::super) const fn is_mark(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '*' | '†' | '‡')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_run_together_lines_stay_and_marks_are_raised() {
        let mut text = Text::default();
        text.line();
        text.push(" \t12\u{a0}Jan\n   1994\u{200b} ", false);
        text.blank();
        text.push("4, 10", true);
        text.line();
        text.push("\u{a0}", false);
        text.line();
        text.push("d", false);
        text.line();
        assert_eq!(text.finish(), "12 Jan 1994 ⁴, ¹⁰\nd");
    }
}
