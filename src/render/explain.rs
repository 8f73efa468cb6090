//! An explanation as text: each line under its depth, wrapped on a terminal.

use super::detail::behind;
use crate::report::explain::Line;

/// The lines, two blanks a depth.
pub fn explain(lines: &[Line], width: Option<usize>) -> String {
    let mut text = String::new();
    for line in lines {
        if line.text.is_empty() {
            text.push('\n');
            continue;
        }
        let indent = 2 * line.depth;
        text.push_str(&behind(&" ".repeat(indent), &line.text, indent + 2, width));
    }
    text
}
