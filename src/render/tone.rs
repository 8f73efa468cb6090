//! What a tone looks like on a terminal and what it is called in a page.

use anstyle::{AnsiColor, Style};

use crate::report::table::Tone;

/// The look of the heads of columns.
pub(crate) const HEAD: Style = Style::new().bold();

/// The look of rules and other furniture.
pub(crate) const FAINT: Style = Style::new().dimmed();

/// The look of a tone on a terminal, in colours that are read on a dark and on a light ground: no yellow, no white.
pub(crate) const fn style(tone: Tone) -> Style {
    match tone {
        Tone::Plain => Style::new(),
        Tone::Good => AnsiColor::Green.on_default(),
        Tone::Bad => AnsiColor::Red.on_default(),
        Tone::Attention => AnsiColor::Magenta.on_default(),
        Tone::Faint => FAINT,
    }
}

/// The name of a tone as a class of a page; none for plain words.
pub(crate) const fn class(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Plain => None,
        Tone::Good => Some("good"),
        Tone::Bad => Some("bad"),
        Tone::Attention => Some("attention"),
        Tone::Faint => Some("faint"),
    }
}

/// Harmless words in a tone; `colour` says whether the reader wants it shown.
///
/// The words are not escaped here: pass them through [`super::gate::terminal`] first.
pub fn paint(words: &str, tone: Tone, colour: bool) -> String {
    dress(words, style(tone), colour)
}

/// Words in a style, closed again; empty words and plain styles stay bare.
pub(crate) fn dress(words: &str, style: Style, colour: bool) -> String {
    if !colour || words.is_empty() || style == Style::new() {
        return words.to_owned();
    }
    format!("{style}{words}{style:#}")
}
