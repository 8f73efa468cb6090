//! What only a terminal sees: points 10 to 12.

use ratification::context::Screen;

use super::commands::READERS;
use super::desk::{Desk, Said, world};

const SCREEN: Screen = Screen::Terminal(Some(120));

/// What is said on these screens with these variables.
fn seen(desk: &Desk, words: &[&str], screens: (Screen, Screen), variables: &[(&str, &str)]) -> Said {
    let (context, captured) = world();
    let mut context = context.with_screens(screens.0, screens.1);
    for (name, value) in variables {
        context = context.with_variable(name, *value);
    }
    desk.ask_in(context, &captured, words)
}

fn is_coloured(text: &str) -> bool {
    text.contains('\u{1b}')
}

/// The text without what only changes its looks.
fn bare(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split("\u{1b}[");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
    }
    out
}

#[test]
fn point_10_no_escape_where_nobody_sees_it_and_each_output_is_judged_by_itself() {
    let desk = Desk::sample();
    let refused = &["show", "nothing"][..];
    for words in READERS.iter().chain([&refused]) {
        for (screens, variables) in [
            ((Screen::Pipe, Screen::Pipe), &[][..]),
            ((SCREEN, SCREEN), &[("TERM", "dumb")]),
            ((SCREEN, SCREEN), &[("NO_COLOR", "1")]),
        ] {
            let said = seen(&desk, words, screens, variables);
            assert!(!is_coloured(&said.out) && !is_coloured(&said.err), "{words:?} {variables:?}");
        }
        assert!(!is_coloured(&seen(&desk, words, (Screen::Pipe, SCREEN), &[]).out), "{words:?}");
        assert!(!is_coloured(&seen(&desk, words, (SCREEN, Screen::Pipe), &[]).err), "{words:?}");
    }
    assert!(is_coloured(&seen(&desk, &["status"], (SCREEN, Screen::Pipe), &[]).out));
}

#[test]
fn point_11_the_flag_before_no_color_before_force_before_the_terminal() {
    let desk = Desk::sample();
    let no = ("NO_COLOR", "1");
    let force = ("CLICOLOR_FORCE", "1");
    for (flag, no_color, forced, on_screen) in
        (0..24).map(|case| (["auto", "always", "never"][case / 8], case & 1 != 0, case & 2 != 0, case & 4 != 0))
    {
        let variables: Vec<_> =
            [(no_color, no), (forced, force)].into_iter().filter(|(on, _)| *on).map(|(_, v)| v).collect();
        let screen = if on_screen { SCREEN } else { Screen::Pipe };
        let said = seen(&desk, &["--color", flag, "status"], (screen, screen), &variables);
        let wanted = match flag {
            "always" => true,
            "never" => false,
            _ => !no_color && (forced || on_screen),
        };
        assert_eq!(is_coloured(&said.out), wanted, "{flag} {variables:?} {screen:?}");
    }
}

#[test]
fn point_11_colour_says_nothing_that_words_do_not() {
    let desk = Desk::sample();
    for reader in READERS {
        let dressed = seen(&desk, reader, (SCREEN, SCREEN), &[]);
        let plain = seen(&desk, reader, (SCREEN, SCREEN), &[("NO_COLOR", "1")]);
        assert_eq!((bare(&dressed.out), bare(&dressed.err)), (plain.out, plain.err), "{reader:?}");
    }
}

#[test]
fn point_12_a_pipe_has_no_width_and_a_strange_one_does_no_harm() {
    let desk = Desk::sample();
    for reader in READERS {
        let usual = desk.ask(reader);
        for columns in ["0", "x", "1", "65536", "99999999999999999999"] {
            let variables = [("COLUMNS", columns)];
            assert_eq!(seen(&desk, reader, (Screen::Pipe, Screen::Pipe), &variables), usual, "{reader:?} {columns}");
            assert_eq!(seen(&desk, reader, (SCREEN, SCREEN), &variables).status, Some(0), "{reader:?} {columns}");
        }
    }
    let title = "Memorandum of understanding between the Ministry of Defence of Azerbaijan and the Ministry of National Defence";
    let line = desk.ask(&["status", "--plain"]).out;
    assert!(line.lines().any(|line| line.contains("az-tr-memorandum-2025")), "{line}");
    assert!(desk.ask(&["show", "az-tr-memorandum-2025", "--json"]).out.contains(title));
}
