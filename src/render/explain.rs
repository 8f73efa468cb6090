//! An explanation as text: each line under its depth, wrapped on a terminal.

use super::detail::wrapped_plain;
use super::gate;
use crate::report::explain::Line;

/// The lines, two blanks a depth.
pub fn explain(lines: &[Line], width: Option<usize>) -> String {
    let mut text = String::new();
    for line in lines {
        if line.text.is_empty() {
            text.push('\n');
            continue;
        }
        text.push_str(&wrapped_plain(&"  ".repeat(line.depth), &gate::terminal(&line.text), width));
    }
    text
}
