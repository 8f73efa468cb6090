//! What the output leads to and what that can show: width, colour, links, signs.

use std::ffi::OsStr;

use super::{ColourChoice, Context, Screen};
use crate::render::text::Terminal;

/// Cells in a line of a terminal that does not tell its width.
const USUAL_WIDTH: usize = 80;

/// Variables by which a terminal says that words in it can lead to an address.
const HAS_LINKS: &[&str] = &["DOMTERM", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "WT_SESSION"];

/// Programs that are such terminals, as they name themselves in `TERM_PROGRAM`.
const LINKING: &[&str] = &["Hyper", "iTerm.app", "WezTerm", "ghostty", "rio", "terminology", "vscode", "zed"];

/// Such terminals by `TERM`.
const LINKING_TERMS: &[&str] = &["alacritty", "foot", "foot-extra", "xterm-ghostty", "xterm-kitty"];

/// The first release of the library of many terminals that had links.
const VTE_WITH_LINKS: u32 = 5000;

impl Context {
    /// Cells in a line of the output, if that is a terminal: `COLUMNS`, else as the terminal says, else 80.
    pub fn width(&self) -> Option<usize> {
        self.cells(self.world.out.screen)
    }

    fn cells(&self, screen: Screen) -> Option<usize> {
        let Screen::Terminal(told) = screen else {
            return None;
        };
        let wish = self.variable("COLUMNS").and_then(OsStr::to_str).and_then(|text| text.parse().ok());
        let known = |cells: &usize| *cells > 0;
        Some(wish.filter(known).or(told.filter(known)).unwrap_or(USUAL_WIDTH))
    }

    /// How a person reads the output.
    pub fn terminal(&self) -> Terminal {
        Terminal { width: self.width(), colour: self.colour_out(), links: self.links(), signs: self.signs() }
    }

    /// How a person reads the talk: wrapped and in colour, without links.
    pub fn talk(&self) -> Terminal {
        Terminal { width: self.cells(self.world.err.screen), colour: self.colour_err(), ..Terminal::default() }
    }

    /// Whether data may carry colour.
    pub fn colour_out(&self) -> bool {
        self.colour_on(self.world.out.screen)
    }

    /// Whether talk may carry colour.
    pub fn colour_err(&self) -> bool {
        self.colour_on(self.world.err.screen)
    }

    /// `--color`, else `NO_COLOR`, else `CLICOLOR_FORCE` or `FORCE_COLOR`, else a terminal that is not dumb.
    fn colour_on(&self, screen: Screen) -> bool {
        match self.colour {
            ColourChoice::Always => return true,
            ColourChoice::Never => return false,
            ColourChoice::Auto => {}
        }
        if self.variable("NO_COLOR").is_some() {
            return false;
        }
        if self.is_on("CLICOLOR_FORCE") || self.is_on("FORCE_COLOR") {
            return true;
        }
        screen != Screen::Pipe && !self.is_dumb()
    }

    /// Whether words can lead to an address: on a terminal that is not dumb, as `FORCE_HYPERLINK` says, else if it is
    /// known for it.
    fn links(&self) -> bool {
        if self.world.out.screen == Screen::Pipe || self.is_dumb() {
            return false;
        }
        if self.variable("FORCE_HYPERLINK").is_some() {
            return self.is_on("FORCE_HYPERLINK");
        }
        let text = |name| self.variable(name).and_then(OsStr::to_str).unwrap_or_default();
        HAS_LINKS.iter().any(|name| self.variable(name).is_some())
            || text("VTE_VERSION").parse::<u32>().is_ok_and(|version| version >= VTE_WITH_LINKS)
            || LINKING.contains(&text("TERM_PROGRAM"))
            || LINKING_TERMS.contains(&text("TERM"))
    }

    /// Whether the output draws more than letters: a terminal with a font of its own choosing.
    fn signs(&self) -> bool {
        let plain = |name: &OsStr| name == "dumb" || name == "linux";
        self.world.out.screen != Screen::Pipe && !self.variable("TERM").is_some_and(plain)
    }

    /// Whether the terminal says that it can do nothing but write.
    pub(super) fn is_dumb(&self) -> bool {
        self.variable("TERM").is_some_and(|name| name == "dumb")
    }

    fn is_on(&self, name: &str) -> bool {
        self.variable(name).is_some_and(|value| value != "0")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::parse_day;

    fn on(screen: Screen, variables: &[(&str, &str)]) -> Terminal {
        let (mut context, _) = Context::for_test(parse_day("2026-01-15").unwrap());
        context = context.with_screens(screen, Screen::Pipe);
        for (name, value) in variables {
            context = context.with_variable(name, *value);
        }
        context.terminal()
    }

    #[test]
    fn links_stand_only_on_a_terminal_that_has_them() {
        let screen = Screen::Terminal(Some(80));
        for has in [
            &[("TERM", "xterm-kitty")][..],
            &[("VTE_VERSION", "7200")],
            &[("TERM_PROGRAM", "vscode")],
            &[("WT_SESSION", "1")],
            &[("TERM", "xterm"), ("FORCE_HYPERLINK", "1")],
        ] {
            assert!(on(screen, has).links, "{has:?}");
            assert!(!on(Screen::Pipe, has).links, "{has:?}");
            assert!(!on(screen, &[has, &[("TERM", "dumb")]].concat()).links, "{has:?}");
            assert!(!on(screen, &[has, &[("FORCE_HYPERLINK", "0")]].concat()).links, "{has:?}");
        }
        for none in [&[][..], &[("TERM", "xterm-256color")], &[("VTE_VERSION", "4999")], &[("VTE_VERSION", "x")]] {
            assert!(!on(screen, none).links, "{none:?}");
        }
    }

    #[test]
    fn signs_stand_only_on_a_terminal_with_a_font_of_its_own() {
        let screen = Screen::Terminal(Some(80));
        assert!(on(screen, &[]).signs && on(screen, &[("TERM", "xterm")]).signs);
        for plain in ["dumb", "linux"] {
            assert!(!on(screen, &[("TERM", plain)]).signs);
        }
        assert!(!on(Screen::Pipe, &[]).signs);
    }
}
