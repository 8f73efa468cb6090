//! The user's editor: which one it is, and how it is run. Its words come from the environment, never from a ledger.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::program::{Ended, Program, Ran, Talk};
use super::{Context, VariableError};

/// Why nothing could be edited.
#[derive(Debug, thiserror::Error)]
pub enum EditorError {
    /// None is named, and nobody sits at a terminal.
    #[error("no editor: neither VISUAL nor EDITOR is set, and the input is no terminal")]
    None,
    /// The variable that names it cannot be understood.
    #[error(transparent)]
    Variable(#[from] VariableError),
    /// It does not start.
    #[error("the editor `{program}` cannot be started: {source}")]
    NotStarted {
        /// The program.
        program: String,
        /// What the system said.
        source: io::Error,
    },
    /// It says that it failed.
    #[error("the editor `{program}` failed ({how})")]
    Failed {
        /// The program.
        program: String,
        /// How it ended.
        how: String,
    },
}

/// The editor that every system of this kind has.
const USUAL: &str = if cfg!(windows) { "notepad" } else { "vi" };

impl Context {
    /// The same world with something that stands for the editor: the words of its command, the file.
    #[must_use]
    pub fn with_editor(self, mut editor: impl FnMut(&[String], &Path) -> io::Result<Ended> + 'static) -> Self {
        self.with_programs(move |program| {
            let words: Vec<String> = program.words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
            let (file, command) = words.split_last().ok_or(io::ErrorKind::InvalidInput)?;
            editor(command, Path::new(file)).map(Ran::silent)
        })
    }

    /// The words of the editor's command: `VISUAL`, else `EDITOR`, else the system's usual one for somebody at a
    /// terminal. They are split as a shell would split them, and no shell sees them.
    ///
    /// # Errors
    /// No editor, or a variable that names no command.
    pub fn editor(&self) -> Result<Vec<String>, EditorError> {
        for name in ["VISUAL", "EDITOR"] {
            if let Some(text) = self.text_of(name)? {
                return words(text).ok_or_else(|| malformed(name, text).into());
            }
        }
        if self.input_is_terminal() { Ok(vec![USUAL.to_owned()]) } else { Err(EditorError::None) }
    }

    /// Runs the editor on a file and waits until it ends.
    ///
    /// # Errors
    /// It cannot be started, or ends with another status than 0.
    pub fn run_editor(&mut self, words: &[String], path: &Path) -> Result<(), EditorError> {
        // a file whose name begins with `-` must not become an option
        let path = self.current_dir().map_or_else(|| PathBuf::from(path), |dir| dir.join(path));
        let command: Vec<OsString> = words.iter().map(OsString::from).chain([path.into()]).collect();
        let program = || words.first().cloned().unwrap_or_default();
        match self.run_program(&Program::new(&command, Talk::Terminal)).map(|ran| ran.ended) {
            Ok(Ended::Well) => Ok(()),
            Ok(Ended::Badly(how)) => Err(EditorError::Failed { program: program(), how }),
            Err(source) => Err(EditorError::NotStarted { program: program(), source }),
        }
    }

    /// Asks somebody at the terminal; an empty line gives the usual answer, and the end of the input is a no.
    pub fn ask(&mut self, question: &str, usual: bool) -> bool {
        let choice = if usual { "[Y/n]" } else { "[y/N]" };
        self.err(&format!("{question} {choice} "));
        match self.read_line().as_deref().map(str::trim) {
            Some("") => usual,
            Some(answer) => answer.starts_with(['y', 'Y']),
            None => false,
        }
    }

    /// One line of the input; `None` at its end. Takes no byte more, so that an editor finds the rest.
    fn read_line(&mut self) -> Option<String> {
        let (mut bytes, mut byte) = (Vec::new(), [0]);
        while self.world.input.read_exact(&mut byte).is_ok() {
            if byte == *b"\n" {
                return Some(String::from_utf8_lossy(&bytes).into_owned());
            }
            bytes.push(byte[0]);
        }
        (!bytes.is_empty()).then(|| String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// The words of a command; on Windows a backslash parts folders and takes no meaning away.
fn words(text: &str) -> Option<Vec<String>> {
    let text = if cfg!(windows) { text.replace('\\', "\\\\") } else { text.to_owned() };
    shlex::split(&text).filter(|words| words.first().is_some_and(|program| !program.is_empty()))
}

fn malformed(name: &'static str, text: &str) -> VariableError {
    let why = format!("`{text}` is not a command; put a path with blanks in quotation marks: '/opt/my editor/ed' -n");
    VariableError::new(name, why)
}
