//! Prose: on a terminal wrapped at blanks and hanging under itself, in a pipe one line.

use unicode_width::UnicodeWidthStr;

use super::gate;
use super::mark::{isolated, with_links};
use super::text::Terminal;
use super::tone::{HEAD, dress};

/// Cells that a line has at least.
const NARROWEST: usize = 30;

/// A line behind a head; on a terminal it is wrapped at blanks, what follows indented by `indent` blanks.
pub fn behind(head: &str, line: &str, indent: usize, how: &Terminal) -> String {
    let safe = gate::terminal(line);
    let room = how.width.unwrap_or(usize::MAX).max(NARROWEST);
    let mut text = head.to_owned();
    let mut at = UnicodeWidthStr::width(head);
    let mut piece = String::new();
    // the first word of a line stands without a blank before it
    let mut is_first = true;
    for word in safe.split(' ') {
        let wide = UnicodeWidthStr::width(word);
        if !is_first && at + 1 + wide > room {
            text.push_str(&format!("{}\n{}", marked(piece.trim_end(), how), " ".repeat(indent)));
            piece.clear();
            at = indent;
            is_first = true;
        }
        if !is_first {
            piece.push(' ');
            at += 1;
        }
        piece.push_str(word);
        at += wide;
        // of several blanks at a break none is left
        is_first = is_first && word.is_empty() && text.len() > head.len();
    }
    text.push_str(&marked(&piece, how));
    text.push('\n');
    text
}

/// A head that stands by itself, wrapped like prose and in the looks of a head.
pub(super) fn headline(text: &str, how: &Terminal) -> String {
    let wrapped = behind("", text, 2, how);
    wrapped.lines().map(|line| format!("{}\n", dress(line, HEAD, how.colour))).collect()
}

/// A line with what a terminal understands beside letters.
fn marked(line: &str, how: &Terminal) -> String {
    let apart = isolated(line, how.signs);
    if how.links { with_links(&apart) } else { apart.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_hang_under_themselves_on_a_terminal_and_stay_in_one_line_in_a_pipe() {
        let screen = Terminal { width: Some(40), ..Terminal::default() };
        let line = "Its parliament approved it on 16 December  and nothing follows";
        assert_eq!(
            behind("no: ", line, 2, &screen),
            "no: Its parliament approved it on 16\n  December  and nothing follows\n"
        );
        assert_eq!(behind("no: ", line, 2, &Terminal::default()), format!("no: {line}\n"));
    }

    #[test]
    fn no_blank_is_left_where_a_line_breaks() {
        let screen = Terminal { width: Some(40), ..Terminal::default() };
        for length in 30..39 {
            let text = behind("  ", &format!("{}  reports differ", "a".repeat(length)), 4, &screen);
            assert!(text.lines().all(|line| line == line.trim_end() && line.width() <= 40), "{text}");
            assert!(text.lines().nth(1).is_none_or(|line| !line.starts_with("     ")), "{text}");
        }
    }
}
