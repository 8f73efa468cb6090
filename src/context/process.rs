//! The world as this process finds it.

#![expect(clippy::disallowed_methods, reason = "the one place that asks clock, environment and terminal")]

use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anstream::AutoStream;
use anstream::stream::{AsLockedWrite, RawStream};
use chrono::{DateTime, Local, Utc};
use directories::ProjectDirs;
use terminal_size::{Height, Width, terminal_size_of};

use super::{Clock, Ended, Pager, Screen, Stream, World};
use crate::date::Day;
use crate::store;

/// How long a follower waits between two looks at the ledger.
const ROUND: Duration = Duration::from_secs(1);

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
        editor: Box::new(edit),
        pager: Box::new(page),
        wait: Box::new(|| {
            std::thread::sleep(ROUND);
            true
        }),
        lines: terminal_size_of(io::stdout()).map(|(_, Height(lines))| lines.into()),
        out: stream(io::stdout(), terminal_size_of(io::stdout())),
        err: stream(io::stderr(), terminal_size_of(io::stderr())),
    }
}

/// Says on standard error that a writer waits, and for whom. Best effort, as all talk.
fn tell_of_waiting(_: Duration, holder: Option<u32>) {
    let _ = writeln!(io::stderr(), "waiting for another writer ({})", store::named(holder));
}

/// Runs an editor and waits for it. Where the output is data for somebody else, the editor talks beside it.
fn edit(words: &[String], path: &Path) -> io::Result<Ended> {
    let (program, arguments) = words.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    let mut command = Command::new(program);
    command.args(arguments).arg(path);
    if !io::stdout().is_terminal() {
        command.stdout(io::stderr());
    }
    let status = command.status()?;
    Ok(if status.success() { Ended::Well } else { Ended::Badly(status.to_string()) })
}

/// Runs a pager on a text and waits for it. A reader who leaves early is no error.
fn page(pager: &Pager, text: &str) -> io::Result<()> {
    let (program, arguments) = pager.words.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    let mut child =
        Command::new(program).args(arguments).envs(pager.variables.iter().copied()).stdin(Stdio::piped()).spawn()?;
    let written = child.stdin.take().map_or(Ok(()), |mut input| input.write_all(text.as_bytes()));
    child.wait()?;
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// A stream with what it leads to; on an old Windows console colours are turned into calls on the way.
fn stream<S: RawStream + AsLockedWrite + 'static>(raw: S, size: Option<(Width, Height)>) -> Stream {
    let screen = if raw.is_terminal() { Screen::Terminal(size.map(|(width, _)| width.0.into())) } else { Screen::Pipe };
    Stream { writer: Box::new(BufWriter::with_capacity(GATHERED, AutoStream::always(raw))), screen }
}
