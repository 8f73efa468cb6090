//! `track completions`: completions for a shell, and what a shell is answered while somebody types.
//!
//! The scripts know nothing themselves: they hand the words over and offer the lines that come back. Answers are
//! read from the ledger at hand; where there is none, or none that can be read, nothing is offered and nothing said.

use clap::{Args, ValueEnum};

use super::print;
use crate::cli::{Global, program};
use crate::context::Context;
use crate::error::{Exit, Outcome};
use live::{Candidate, Live};

mod live;
mod place;

/// Print completions for a shell: commands, flags, and the ids, parties, steps and acts of the ledger at hand
///
/// Example:
///   track completions bash > ~/.local/share/bash-completion/completions/track
///   track completions zsh > ~/.zfunc/_track
///   track completions fish > ~/.config/fish/completions/track.fish
///   track completions powershell >> $PROFILE
///   track completions elvish >> ~/.config/elvish/rc.elv
///
/// zsh needs its folder in the path of functions before `compinit`, in ~/.zshrc:
/// `fpath=(~/.zfunc $fpath)`. Completing reads the ledger and writes nothing.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
    /// Which of the words is being typed
    #[arg(long, value_name = "N", hide = true)]
    at: Option<usize>,
    /// The words of the line so far, from the name of the program on
    #[arg(value_name = "WORD", hide = true, trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<std::ffi::OsString>,
}

/// The shells that can be helped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

impl Shell {
    /// What the shell reads once.
    const fn script(self) -> &'static str {
        match self {
            Self::Bash => include_str!("../../data/completions/track.bash"),
            Self::Elvish => include_str!("../../data/completions/track.elv"),
            Self::Fish => include_str!("../../data/completions/track.fish"),
            Self::Powershell => include_str!("../../data/completions/track.ps1"),
            Self::Zsh => include_str!("../../data/completions/track.zsh"),
        }
    }
}

pub(crate) fn run(arguments: &Arguments, _: &Global, ctx: &mut Context) -> Outcome {
    let text = match arguments.at {
        None => arguments.shell.script().to_owned(),
        Some(at) => {
            let words = arguments.words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
            answer(arguments.shell, words, at, ctx)
        }
    };
    print(ctx, &text)?;
    Ok(Exit::Done)
}

/// The lines for the shell: a word, a tab, what is said of it.
fn answer(shell: Shell, words: Vec<String>, at: usize, ctx: &Context) -> String {
    let (words, at) = if shell == Shell::Bash { place::rejoined(words, at) } else { (words, at) };
    let mut program = program();
    program.build();
    let place = place::place(&program, words, at);
    let kept = if shell == Shell::Bash { place.word.rfind(['=', ':']).map_or(0, |at| at + 1) } else { 0 };
    let mut text = String::new();
    for candidate in Live::new(ctx, &place).candidates() {
        if let Some(line) = line(&candidate, &place.word, kept) {
            text.push_str(&line);
        }
    }
    text
}

/// One line, if the word goes on what is typed and no shell reads more into it than letters.
fn line(candidate: &Candidate, typed: &str, kept: usize) -> Option<String> {
    let Candidate { word, about } = candidate;
    if word == live::FILES {
        return Some(format!("{word}\n"));
    }
    let is_plain = |c: char| c.is_alphanumeric() || "-_.,=/+@%".contains(c);
    let goes_on = word.starts_with(typed) && word.chars().all(is_plain);
    let about = about.replace(['\t', '\n'], " ");
    goes_on.then(|| format!("{}\t{}\n", &word[kept..], crate::render::gate::terminal(about.trim())))
}
