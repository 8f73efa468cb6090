//! Other programs: the one door through which they are run. Their words come from the command line or are our own, never
//! from a ledger, and no shell sees them.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use super::Context;

/// Runs a program and waits until it ends; an error says that it did not start.
pub type RunProgram = Box<dyn FnMut(&Program) -> io::Result<Ran>>;

/// A program to be run.
#[derive(Debug, Clone, Copy)]
pub struct Program<'a> {
    /// Its name and its arguments.
    pub words: &'a [OsString],
    /// The folder it runs in; `None`: the working directory.
    pub dir: Option<&'a Path>,
    /// What is different in its environment from ours: variables that are set, and those that it does not see.
    pub variables: &'a [(&'a str, Option<&'a str>)],
    /// What it reads, and where what it says goes.
    pub talk: Talk<'a>,
}

/// What a program reads, and where what it says goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Talk<'a> {
    /// It has the terminal.
    Terminal,
    /// It reads these bytes and shows them on the terminal: it stands in the place of our output.
    Shown(&'a [u8]),
    /// It reads these bytes; what it says is talk beside our data.
    Given(&'a [u8]),
    /// It reads these bytes; what it says is kept for us.
    Asked(&'a [u8]),
}

/// How a program ended, and what it said where that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// How it ended.
    pub ended: Ended,
    /// Its output.
    pub out: Vec<u8>,
    /// Its talk.
    pub err: Vec<u8>,
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// With the exit status 0.
    Well,
    /// Otherwise, in the system's words.
    Badly(String),
}

impl<'a> Program<'a> {
    /// A program in the working directory.
    pub fn new(words: &'a [OsString], talk: Talk<'a>) -> Self {
        Self { words, dir: None, variables: &[], talk }
    }
}

impl Ran {
    /// It said nothing that was kept.
    pub fn silent(ended: Ended) -> Self {
        Self { ended, out: Vec::new(), err: Vec::new() }
    }
}

impl Context {
    /// The same world with something that stands for every program that is run.
    #[must_use]
    pub fn with_programs(mut self, run: impl FnMut(&Program) -> io::Result<Ran> + 'static) -> Self {
        self.world.programs = Box::new(run);
        self
    }

    /// Runs a program and waits until it ends. What was said so far stands above what it says.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn run_program(&mut self, program: &Program) -> io::Result<Ran> {
        self.err("");
        (self.world.programs)(program)
    }
}
