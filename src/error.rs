//! Why a command stops, and the exit status that says so.
//!
//! One table of statuses, documented in `track help exit-status`. An error never looks like a "no".

use std::collections::BTreeMap;
use std::fmt;

use crate::context::{EditorError, VariableError};
use crate::diagnostic::Finding;
use crate::source::Source;
use crate::store::StoreError;

pub mod codes;

/// The exit statuses of `track`; every command uses this table and no other number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exit {
    /// Done; yes.
    Done = 0,
    /// No; findings; a difference, where asked for.
    No = 1,
    /// Wrong usage, a malformed value.
    Usage = 2,
    /// Unknown, disputed where it bites, conditions met but not established, below the asked grade.
    Unknown = 3,
    /// Bad data, a newer format, the same id with other content.
    Data = 65,
    /// No such ledger, agreement, party, step or act.
    NotFound = 66,
    /// It exists already.
    Exists = 73,
    /// Input or output failed, or the disk is full.
    Io = 74,
    /// Busy, try again.
    Busy = 75,
    /// No permission.
    Permission = 77,
    /// The ledger's settings (`track.toml`) are wrong.
    Configuration = 78,
}

impl Exit {
    /// The number that the shell sees.
    pub const fn number(self) -> u8 {
        self as u8
    }
}

/// A refusal: nothing was answered, nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The exit status.
    pub exit: Exit,
    /// Stable code in kebab-case.
    pub code: &'static str,
    /// What is the matter, and where.
    pub message: String,
    /// The file it is about, with the line from one where there is one.
    pub place: Option<Box<(String, Option<usize>)>>,
    /// What to do about it, one line each.
    pub help: Vec<String>,
    /// The findings that it rests on, where files are at fault.
    pub findings: Vec<Finding>,
    /// The texts that the findings point into, by name.
    pub sources: Box<BTreeMap<String, Source>>,
}

impl Failure {
    /// A refusal with its status, code and message.
    pub fn new(exit: Exit, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            exit,
            code,
            message: message.into(),
            place: None,
            help: Vec::new(),
            findings: Vec::new(),
            sources: Box::default(),
        }
    }

    /// A malformed value or wrong usage.
    pub fn usage(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, code, message)
    }

    /// Something that is not there.
    pub fn not_found(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Exit::NotFound, code, message)
    }

    /// Files at fault.
    pub fn data(message: impl Into<String>, findings: Vec<Finding>) -> Self {
        Self { findings, ..Self::new(Exit::Data, "bad-data", message) }
    }

    /// Adds the file it is about, with the line from one where there is one.
    #[must_use]
    pub fn at(mut self, place: Option<(String, Option<usize>)>) -> Self {
        self.place = place.map(Box::new);
        self
    }

    /// Adds a cure.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds the texts that the findings point into.
    #[must_use]
    pub fn with_sources(mut self, sources: BTreeMap<String, Source>) -> Self {
        *self.sources = sources;
        self
    }

    /// Adds "did you mean", where there is anything near.
    #[must_use]
    pub fn near(self, near: &[String]) -> Self {
        if near.is_empty() {
            return self;
        }
        let names: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
        self.help(format!("did you mean {}?", names.join(" or ")))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl From<VariableError> for Failure {
    fn from(error: VariableError) -> Self {
        Self::usage("malformed-variable", error.to_string())
    }
}

impl From<EditorError> for Failure {
    fn from(error: EditorError) -> Self {
        let message = error.to_string();
        match error {
            EditorError::None => Self::usage("no-editor", message).help("name one in EDITOR, for example EDITOR=nano"),
            EditorError::Variable(error) => error.into(),
            EditorError::NotStarted { .. } => Self::new(Exit::Io, "no-editor", message)
                .help("name another one in VISUAL or EDITOR; a path with blanks stands in quotation marks"),
            EditorError::Failed { .. } => Self::new(Exit::Io, "editor-failed", message),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let exit = match error.exit_status() {
            66 => Exit::NotFound,
            73 => Exit::Exists,
            75 => Exit::Busy,
            77 => Exit::Permission,
            78 => Exit::Configuration,
            65 => Exit::Data,
            _ => Exit::Io,
        };
        Self::new(exit, error.code(), error.to_string()).at(error.place()).help(error.help())
    }
}

/// What a command answers with.
pub type Outcome = Result<Exit, Failure>;
