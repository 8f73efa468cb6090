//! Where in a command line somebody is: which command, which words before, what may stand here.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, Command};

/// A place in a command line.
pub(super) struct Place<'c> {
    /// The command, or the program where none is named yet.
    pub(super) command: &'c Command,
    /// The words that arguments have been given so far, by the id of the argument.
    pub(super) given: BTreeMap<&'c str, Vec<String>>,
    /// What is being typed.
    pub(super) word: String,
    /// What may stand here.
    pub(super) wanted: Wanted<'c>,
}

/// What may stand at a place.
pub(super) enum Wanted<'c> {
    /// The name of a command.
    Command,
    /// A flag of the command.
    Flag,
    /// A value of an argument, behind some letters of the word.
    Value(&'c Arg, usize),
    /// Nothing is known.
    Nothing,
}

/// The place of the word with this number; the first word is the program.
pub(super) fn place(program: &Command, words: Vec<String>, at: usize) -> Place<'_> {
    let mut words = words.into_iter();
    let before: Vec<String> = words.by_ref().take(at).skip(1).collect();
    let mut place = Place {
        command: program,
        given: BTreeMap::new(),
        word: words.next().unwrap_or_default(),
        wanted: Wanted::Nothing,
    };
    let mut reader = Reader { taking: None, escaped: false, position: 0 };
    for word in before {
        reader.read(&mut place, word);
    }
    place.wanted = reader.wanted(&place);
    place
}

/// What of the words before carries on.
struct Reader<'c> {
    taking: Option<&'c Arg>,
    escaped: bool,
    position: usize,
}

impl<'c> Reader<'c> {
    /// Takes up one word before the place.
    fn read(&mut self, place: &mut Place<'c>, word: String) {
        if let Some(arg) = self.taking.take() {
            give(place, arg, word);
        } else if self.escaped || !word.starts_with('-') || word == "-" {
            self.plain(place, word);
        } else if word == "--" {
            self.escaped = true;
        } else if let Some((arg, value)) = flag(place.command, &word) {
            let takes = arg.get_action().takes_values();
            match value {
                Some(value) => give(place, arg, value),
                None if takes => self.taking = Some(arg),
                None => give(place, arg, String::new()),
            }
        }
    }

    /// A word that is no flag: the command, or the next argument by position.
    fn plain(&mut self, place: &mut Place<'c>, word: String) {
        if let Some(command) = place.command.find_subcommand(&word).filter(|_| !self.escaped) {
            place.command = command;
            return;
        }
        if let Some(arg) = self.positional(place.command) {
            give(place, arg, word);
        }
        self.position += 1;
    }

    /// The argument at the next position; the last one goes on where it takes many.
    fn positional(&self, command: &'c Command) -> Option<&'c Arg> {
        let shown: Vec<&Arg> = command.get_positionals().filter(|arg| !arg.is_hide_set()).collect();
        let many = |arg: &&&Arg| matches!(arg.get_action(), ArgAction::Append);
        shown.get(self.position).or_else(|| shown.last().filter(many)).copied()
    }

    fn wanted(&self, place: &Place<'c>) -> Wanted<'c> {
        if let Some(arg) = self.taking {
            return Wanted::Value(arg, 0);
        }
        if place.word.starts_with('-') && !self.escaped {
            return match flag(place.command, &place.word) {
                Some((arg, Some(value))) if arg.get_action().takes_values() => {
                    Wanted::Value(arg, place.word.len() - value.len())
                }
                _ => Wanted::Flag,
            };
        }
        match self.positional(place.command) {
            Some(arg) => Wanted::Value(arg, 0),
            None if place.command.has_subcommands() => Wanted::Command,
            None => Wanted::Nothing,
        }
    }
}

fn give<'c>(place: &mut Place<'c>, arg: &'c Arg, word: String) {
    place.given.entry(arg.get_id().as_str()).or_default().push(word);
}

/// The argument that a flag names, and the value that is written into the same word.
fn flag<'c>(command: &'c Command, word: &str) -> Option<(&'c Arg, Option<String>)> {
    if let Some(long) = word.strip_prefix("--") {
        let (name, value) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value.to_owned())));
        let arg = command.get_arguments().find(|arg| arg.get_long() == Some(name))?;
        return Some((arg, value));
    }
    let last = word.chars().last()?;
    command.get_arguments().find(|arg| arg.get_short() == Some(last)).map(|arg| (arg, None))
}

/// Bash takes `a=b` for three words; here they are one again, and bare: quotation marks are the shell's.
pub(super) fn rejoined(words: Vec<String>, at: usize) -> (Vec<String>, usize) {
    let is_break = |word: &str| !word.is_empty() && word.chars().all(|c| matches!(c, '=' | ':'));
    let mut joined: Vec<String> = Vec::new();
    let (mut place, mut goes_on) = (at, false);
    for (number, word) in words.into_iter().enumerate() {
        let breaks = is_break(&word);
        let bare = word.trim_matches(['"', '\'']).replace('\\', "");
        match joined.last_mut().filter(|_| breaks || goes_on) {
            Some(last) => last.push_str(&bare),
            None => joined.push(bare),
        }
        if number == at {
            place = joined.len() - 1;
        }
        goes_on = breaks;
    }
    (joined, place)
}
