//! The world as this process finds it.

#![expect(clippy::disallowed_methods, reason = "the one place that asks clock, environment and terminal")]

use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use anstream::AutoStream;
use anstream::stream::{AsLockedWrite, RawStream};
use chrono::{DateTime, Local, Utc};
use directories::ProjectDirs;
use terminal_size::{Height, Width, terminal_size_of};

use super::{Clock, Ended, Program, Ran, Screen, Stream, Talk, World};
use crate::date::Day;
use crate::store;

/// How long a follower waits between two looks at the ledger.
const ROUND: Duration = Duration::from_secs(1);

/// More threads than these bring nothing where the files are many and small.
const MOST_THREADS: usize = 2;

/// Bytes gathered before they are written.
const GATHERED: usize = 64 * 1024;

impl Clock {
    /// The day here.
    pub(super) fn today(&self) -> Day {
        match self {
            Self::Machine => Local::now().date_naive(),
            Self::Fixed(day, _) => *day,
        }
    }

    /// The moment in UTC.
    pub(super) fn now(&self) -> DateTime<Utc> {
        match self {
            Self::Machine => Utc::now(),
            Self::Fixed(_, moment) => *moment,
        }
    }

    /// Lets a second of waiting pass where the clock does not go by itself; the day stays.
    pub(super) fn pass(&mut self) {
        if let Self::Fixed(_, moment) = self {
            *moment += ROUND;
        }
    }
}

/// Environment, folders and streams of this process.
pub(super) fn world() -> World {
    let folders = ProjectDirs::from("", "", "track");
    World {
        clock: Clock::Machine,
        variables: std::env::vars_os().collect(),
        current_dir: std::env::current_dir().ok(),
        data_dir: folders.as_ref().map(|folders| folders.data_dir().to_owned()),
        cache_dir: folders.as_ref().map(|folders| folders.cache_dir().to_owned()),
        input: Box::new(io::stdin()),
        input_is_terminal: io::stdin().is_terminal(),
        waiting: tell_of_waiting,
        programs: Box::new(run),
        wait: Box::new(|| {
            std::thread::sleep(ROUND);
            true
        }),
        threads: std::thread::available_parallelism().map_or(1, |cores| cores.get().min(MOST_THREADS)),
        lines: terminal_size_of(io::stdout()).map(|(_, Height(lines))| lines.into()),
        out: stream(io::stdout(), terminal_size_of(io::stdout())),
        err: stream(io::stderr(), terminal_size_of(io::stderr())),
    }
}

/// Says on standard error that a writer waits, and for whom. Best effort, as all talk.
fn tell_of_waiting(_: Duration, holder: Option<u32>) {
    let _ = writeln!(io::stderr(), "waiting for another writer ({})", store::named(holder));
}

/// Runs a program and waits for it. No shell sees its words, and what is locked here is not locked by it.
fn run(program: &Program) -> io::Result<Ran> {
    let (name, arguments) = program.words.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    let mut command = Command::new(name);
    command.args(arguments);
    for (name, value) in program.variables {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    if let Some(dir) = program.dir {
        command.current_dir(dir);
    }
    match program.talk {
        Talk::Terminal => at_terminal(&mut command),
        Talk::Shown(input) => answered(&mut command, input),
        Talk::Given(input) => answered(command.stdout(io::stderr()), input),
        Talk::Asked(input) => answered(command.stdout(Stdio::piped()).stderr(Stdio::piped()), input),
    }
}

/// Where the output is data for somebody else, the program talks beside it.
fn at_terminal(command: &mut Command) -> io::Result<Ran> {
    if !io::stdout().is_terminal() {
        command.stdout(io::stderr());
    }
    command.status().map(|status| Ran::silent(ended(status)))
}

/// Feeds the input beside the reading, so that neither waits for the other. A program that does not read it is free to.
fn answered(command: &mut Command, input: &[u8]) -> io::Result<Ran> {
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    let stdin = child.stdin.take();
    let (fed, output) = std::thread::scope(|scope| {
        let fed = scope.spawn(move || stdin.map_or(Ok(()), |mut stdin| stdin.write_all(input)));
        let output = child.wait_with_output();
        (fed.join(), output)
    });
    let output = output?;
    match fed {
        Ok(Err(error)) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(Ran { ended: ended(output.status), out: output.stdout, err: output.stderr }),
    }
}

fn ended(status: ExitStatus) -> Ended {
    if status.success() { Ended::Well } else { Ended::Badly(status.to_string()) }
}

/// A stream with what it leads to; on an old Windows console colours are turned into calls on the way.
fn stream<S: RawStream + AsLockedWrite + 'static>(raw: S, size: Option<(Width, Height)>) -> Stream {
    let screen = if raw.is_terminal() { Screen::Terminal(size.map(|(width, _)| width.0.into())) } else { Screen::Pipe };
    Stream { writer: Box::new(BufWriter::with_capacity(GATHERED, AutoStream::always(raw))), screen }
}
