//! What a writer would change, as a unified diff.

use similar::TextDiff;

use super::gate;
use super::tone::{FAINT, HEAD, dress, style};
use crate::report::table::Tone;

/// The difference of a file of the ledger before and after, three lines of context; empty where there is none.
///
/// `path` is the place inside the ledger, for example `agreements/a-pact.toml`; a text that was or becomes
/// `None` is a file that does not exist. Control characters are written out, line feeds and tabs stay.
pub fn unified(path: &str, before: Option<&str>, after: Option<&str>, colour: bool) -> String {
    let (old, new) = (gate::lines(before.unwrap_or("")), gate::lines(after.unwrap_or("")));
    let name = |side: &str, text: Option<&str>| match text {
        Some(_) => format!("{side}/{}", gate::terminal(path)),
        None => "/dev/null".to_owned(),
    };
    let plain = TextDiff::from_lines(&*old, &*new)
        .unified_diff()
        .context_radius(3)
        .header(&name("a", before), &name("b", after))
        .to_string();
    if colour { plain.lines().map(painted).collect() } else { plain }
}

fn painted(line: &str) -> String {
    let look = match line.as_bytes() {
        [b'-', b'-', b'-', b' ', ..] | [b'+', b'+', b'+', b' ', ..] => HEAD,
        [b'+', ..] => style(Tone::Good),
        [b'-', ..] => style(Tone::Bad),
        [b'@' | b'\\', ..] => FAINT,
        _ => style(Tone::Plain),
    };
    format!("{}\n", dress(line, look, true))
}
