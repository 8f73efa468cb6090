//! The picture of the README: a real terminal, drawn from the commands of `tests/transcripts/picture.md`.
//!
//! `scripts/picture` draws it anew. What it shows is what the program prints, with its colours, 96 cells wide.

#![expect(clippy::disallowed_methods, reason = "reads the transcript and the picture")]

use std::fs;

use anstyle::{Color, RgbColor};
use anstyle_svg::{Term, WIN10_CONSOLE};
use ratification::context::{Context, Screen};
use ratification::run_in;

#[path = "support/mod.rs"]
mod support;

const TRANSCRIPT: &str = "tests/transcripts/picture.md";
const PICTURE: &str = "docs/terminal.svg";
const WIDTH: usize = 96;

/// What the terminal shows after one command, with the line that was typed.
fn shown(command: &str) -> String {
    let (ctx, said) = Context::for_test(support::day("2026-01-15"));
    let screen = Screen::Terminal(Some(WIDTH));
    let mut ctx = ctx.with_screens(screen, screen).with_variable("TRACK_LEDGER", "sample-data");
    let words = shlex::split(command).expect("a command line");
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    run_in(&words, &mut ctx);
    format!("\u{1b}[1;32m$\u{1b}[0m \u{1b}[1m{command}\u{1b}[0m\n{}{}\n", said.out(), said.err())
}

/// The picture, with a title for those who do not see it.
fn picture() -> String {
    let transcript = fs::read_to_string(TRANSCRIPT).expect("the transcript is there");
    let commands = transcript.lines().filter_map(|line| line.strip_prefix("$ "));
    let screen: String = commands.map(shown).collect();
    let drawn = Term::new()
        .palette(WIN10_CONSOLE)
        .fg_color(Color::Rgb(RgbColor(0xd8, 0xd8, 0xd8)))
        .bg_color(Color::Rgb(RgbColor(0x18, 0x1a, 0x1f)))
        .render_svg(&screen);
    let (head, rest) = drawn.split_once('\n').expect("the picture has lines");
    let title = "<title>track in a terminal: a vote of one parliament, and why the agreement is not in force</title>";
    format!("{head}\n  {title}\n{rest}")
}

#[test]
fn the_picture_shows_what_the_program_prints() {
    let drawn = picture();
    if std::env::var_os("SNAPSHOTS").is_some_and(|how| how == "overwrite") {
        fs::write(PICTURE, &drawn).expect("the picture can be written");
    }
    let kept = fs::read_to_string(PICTURE).expect("the picture is there: scripts/picture draws it");
    assert!(kept == drawn, "{PICTURE} shows an older program: run scripts/picture");
}
