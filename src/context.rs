//! The one door to the clock, the environment and the terminal.
//!
//! Commands get what they need from here, so that a test can give them another world. Knows no ledger and no
//! command.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, Timelike, Utc};

use crate::date::{self, Day};
use crate::render::gate;

mod captured;
mod editor;
mod pager;
mod process;
mod program;
mod progress;
mod screen;
#[cfg(test)]
mod tests;
mod waiting;
mod withheld;

pub use captured::Captured;
pub use editor::EditorError;
pub use program::{Ended, Program, Ran, RunProgram, Talk};
pub use waiting::Waiting;
pub use withheld::Withheld;

/// The world of one run.
pub struct Context {
    world: World,
    colour: ColourChoice,
    may_ask: bool,
    keeps_nothing: bool,
    embargoed: bool,
    withheld: Withheld,
    out_error: Option<io::Error>,
    out_closed: bool,
    held: Option<String>,
    unpaged: bool,
}

/// What a run is given: everything that [`Context`] may ask.
pub struct World {
    /// The clock.
    pub clock: Clock,
    /// The environment variables.
    pub variables: BTreeMap<OsString, OsString>,
    /// The working directory; `None` where it has been removed.
    pub current_dir: Option<PathBuf>,
    /// The user's folder for the data of this program; `None` where the user has no home.
    pub data_dir: Option<PathBuf>,
    /// The user's folder for what this program may lose; `None` where the user has no home.
    pub cache_dir: Option<PathBuf>,
    /// Where questions and piped text come from.
    pub input: Box<dyn Read>,
    /// Whether the input is a terminal, so that somebody can be asked.
    pub input_is_terminal: bool,
    /// Told that a writer waits for another one.
    pub waiting: Waiting,
    /// Runs other programs.
    pub programs: RunProgram,
    /// Waits a second before the ledger is looked at again; `false`: that is not done again.
    pub wait: Box<dyn FnMut() -> bool>,
    /// How many threads may work at once.
    pub threads: usize,
    /// Lines on the terminal that the output leads to, where it tells them.
    pub lines: Option<usize>,
    /// Where data go.
    pub out: Stream,
    /// Where talk goes.
    pub err: Stream,
}

/// One output of a run.
pub struct Stream {
    /// Takes the bytes.
    pub writer: Box<dyn Write>,
    /// What it leads to.
    pub screen: Screen,
}

/// What an output leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// A file, a pipe, nothing.
    Pipe,
    /// A terminal, with its width in cells where it tells one.
    Terminal(Option<usize>),
}

/// Where the time comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The machine's clock.
    Machine,
    /// A clock that stands still: the day here, the moment in UTC.
    Fixed(Day, DateTime<Utc>),
}

/// What `--color` asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ColourChoice {
    /// On a terminal, unless the environment says otherwise.
    #[default]
    Auto,
    /// Also in a pipe, whatever the environment says.
    Always,
    /// Not at all.
    Never,
}

/// An environment variable that cannot be understood; the command ends as for a malformed value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {why}")]
pub struct VariableError {
    /// The name of the variable.
    pub name: &'static str,
    /// What was found and what was expected.
    pub why: String,
}

impl Context {
    /// The world of this process.
    pub fn from_process() -> Self {
        Self::new(process::world())
    }

    /// A given world.
    pub fn new(world: World) -> Self {
        Self {
            world,
            colour: ColourChoice::Auto,
            may_ask: true,
            keeps_nothing: false,
            embargoed: false,
            withheld: Withheld::default(),
            out_error: None,
            out_closed: false,
            held: None,
            unpaged: false,
        }
    }

    /// A sealed world for tests: noon of a fixed day, no variables, no folders, no terminal, outputs kept.
    pub fn for_test(today: Day) -> (Self, Captured) {
        captured::world(today)
    }

    /// The same world with a variable set.
    #[must_use]
    pub fn with_variable(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.world.variables.insert(name.into(), value.into());
        self
    }

    /// The same world in another working directory.
    #[must_use]
    pub fn with_current_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.world.current_dir = Some(dir.into());
        self
    }

    /// The same world with a folder for what may be lost, and so many threads.
    #[must_use]
    pub fn with_cache(mut self, folder: impl Into<PathBuf>, threads: usize) -> Self {
        (self.world.cache_dir, self.world.threads) = (Some(folder.into()), threads);
        self
    }

    /// The same world with both outputs on other screens.
    #[must_use]
    pub fn with_screens(mut self, out: Screen, err: Screen) -> Self {
        (self.world.out.screen, self.world.err.screen) = (out, err);
        self
    }

    /// The same world with a text at the input.
    #[must_use]
    pub fn with_input(mut self, text: impl Into<String>) -> Self {
        self.world.input = Box::new(io::Cursor::new(text.into()));
        self
    }

    /// The same world with somebody at the terminal who answers with these lines.
    #[must_use]
    pub fn with_answers(mut self, lines: impl Into<String>) -> Self {
        self.world.input_is_terminal = true;
        self.with_input(lines)
    }

    /// Takes up what `--color` asked for.
    pub fn set_colour(&mut self, choice: ColourChoice) {
        self.colour = choice;
    }

    /// The day of the question: as asked, else `TRACK_TODAY`, else the local clock.
    ///
    /// # Errors
    /// `TRACK_TODAY` is not a day.
    pub fn today(&self, as_of: Option<Day>) -> Result<Day, VariableError> {
        if let Some(day) = as_of {
            return Ok(day);
        }
        match self.text_of("TRACK_TODAY")? {
            Some(text) => date::parse_day(text).map_err(|error| VariableError::new("TRACK_TODAY", error.to_string())),
            None => Ok(self.world.clock.today()),
        }
    }

    /// The moment of recording, in whole seconds: `TRACK_NOW`, else the clock in UTC.
    ///
    /// # Errors
    /// `TRACK_NOW` is not a moment such as `2025-12-16T14:05:00Z`.
    pub fn now(&self) -> Result<DateTime<Utc>, VariableError> {
        let moment = match self.text_of("TRACK_NOW")? {
            Some(text) => parse_moment(text)?,
            None => self.world.clock.now(),
        };
        Ok(moment.with_nanosecond(0).unwrap_or(moment))
    }

    /// Who records: as asked, else `TRACK_BY`, else nobody.
    ///
    /// # Errors
    /// `TRACK_BY` is not text.
    pub fn by(&self, flag: Option<&str>) -> Result<Option<String>, VariableError> {
        match flag {
            Some(name) => Ok(Some(name.to_owned())),
            None => Ok(self.text_of("TRACK_BY")?.map(str::to_owned)),
        }
    }

    /// The ledger named by `TRACK_LEDGER`.
    pub fn ledger_variable(&self) -> Option<PathBuf> {
        self.variable("TRACK_LEDGER").map(PathBuf::from)
    }

    /// A variable of the environment; an empty one counts as not set.
    pub fn variable(&self, name: &str) -> Option<&OsStr> {
        self.world.variables.get(OsStr::new(name)).map(OsString::as_os_str).filter(|value| !value.is_empty())
    }

    /// The working directory; `None` where it has been removed.
    pub fn current_dir(&self) -> Option<&Path> {
        self.world.current_dir.as_deref()
    }

    /// The user's folder for the data of this program.
    pub fn data_dir(&self) -> Option<&Path> {
        self.world.data_dir.as_deref()
    }

    /// The user's folder for what this program may lose at any time.
    pub fn cache_dir(&self) -> Option<&Path> {
        self.world.cache_dir.as_deref()
    }

    /// Takes up that nothing is to be kept between runs.
    pub fn keep_nothing(&mut self) {
        self.keeps_nothing = true;
    }

    /// Whether nothing is to be kept between runs.
    pub fn keeps_nothing(&self) -> bool {
        self.keeps_nothing
    }

    /// How many threads may work at once.
    pub fn threads(&self) -> usize {
        self.world.threads
    }

    /// Whether somebody sits at the input and can be asked.
    pub fn input_is_terminal(&self) -> bool {
        self.world.input_is_terminal && self.may_ask
    }

    /// The whole input as text, up to `limit` bytes.
    ///
    /// # Errors
    /// The input cannot be read, is longer, or is not UTF-8.
    pub fn read_input(&mut self, limit: u64) -> io::Result<String> {
        let bytes = self.read_input_bytes(limit)?;
        String::from_utf8(bytes).map_err(|_| io::Error::new(ErrorKind::InvalidData, "the input is not UTF-8"))
    }

    /// The whole input as bytes, up to `limit` of them.
    ///
    /// # Errors
    /// The input cannot be read, or is longer.
    pub fn read_input_bytes(&mut self, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.world.input.by_ref().take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit {
            return Err(io::Error::new(ErrorKind::FileTooLarge, format!("the input is longer than {limit} bytes")));
        }
        Ok(bytes)
    }

    /// Writes data to the output, through [`gate::sealed`]; they may wait in memory until [`Self::finish`].
    ///
    /// # Errors
    /// The output takes no more. A reader that has left is no error: the rest is dropped.
    pub fn out(&mut self, text: &str) -> io::Result<()> {
        if let Some(held) = &mut self.held {
            held.push_str(text);
            return Ok(());
        }
        if self.out_closed {
            return Ok(());
        }
        let written = self.world.out.writer.write_all(gate::sealed(text).as_bytes());
        self.taken(written)
    }

    /// As [`Self::out`], with every line ended by a zero byte: for `xargs -0`.
    ///
    /// # Errors
    /// As for [`Self::out`].
    pub fn out_zeros(&mut self, lines: &str) -> io::Result<()> {
        if self.out_closed {
            return Ok(());
        }
        let ended = gate::sealed(lines).replace('\n', "\0");
        let written = self.world.out.writer.write_all(ended.as_bytes());
        self.taken(written)
    }

    /// Writes a byte order mark, for programs that take a file without one for something older than Unicode.
    ///
    /// # Errors
    /// As for [`Self::out`].
    pub fn out_mark(&mut self) -> io::Result<()> {
        if self.out_closed {
            return Ok(());
        }
        let written = self.world.out.writer.write_all("\u{feff}".as_bytes());
        self.taken(written)
    }

    /// Tells something beside the data, through [`gate::sealed`] and behind all data so far. A broken talk channel stops nothing.
    pub fn err(&mut self, text: &str) {
        if let Err(error) = self.flush() {
            self.out_error.get_or_insert(error);
        }
        let _ = self.world.err.writer.write_all(gate::sealed(text).as_bytes());
        let _ = self.world.err.writer.flush();
    }

    /// Ends the output: everything written has arrived.
    ///
    /// # Errors
    /// The first write that failed.
    pub fn finish(&mut self) -> io::Result<()> {
        match self.out_error.take() {
            Some(error) => Err(error),
            None => self.flush(),
        }
    }

    /// Whether everything written has arrived at somebody who still reads.
    ///
    /// # Errors
    /// The first write that failed.
    pub fn arrived(&mut self) -> io::Result<bool> {
        self.finish().map(|()| !self.out_closed)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.show_held()?;
        if self.out_closed {
            return Ok(());
        }
        let flushed = self.world.out.writer.flush();
        self.taken(flushed)
    }

    /// Passes a result on, except that of a reader who has left.
    fn taken(&mut self, result: io::Result<()>) -> io::Result<()> {
        match result {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.out_closed = true;
                Ok(())
            }
            result => result,
        }
    }

    fn text_of(&self, name: &'static str) -> Result<Option<&str>, VariableError> {
        let text = |value: &OsStr| format!("`{}` is not UTF-8", value.to_string_lossy());
        self.variable(name).map(|value| value.to_str().ok_or_else(|| VariableError::new(name, text(value)))).transpose()
    }
}

impl VariableError {
    fn new(name: &'static str, why: String) -> Self {
        Self { name, why }
    }
}

/// A moment of RFC 3339 in the years that a ledger can hold.
fn parse_moment(text: &str) -> Result<DateTime<Utc>, VariableError> {
    let moment = DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.to_utc());
    moment.filter(|moment| (1..=9999).contains(&moment.year())).ok_or_else(|| {
        VariableError::new(
            "TRACK_NOW",
            format!("`{text}` is not a moment; write it in UTC, for example 2025-12-16T14:05:00Z"),
        )
    })
}
