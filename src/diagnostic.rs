//! Findings: what is wrong or doubtful in a text, as data.
//!
//! A finding has a stable code, a place, the underlined words and a cure. How it looks is decided in `render`.

use std::fmt;

use serde::Serialize;

use crate::source::{Source, Span};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The file cannot be given one meaning: no answer may rest on it.
    Error,
    /// Likelihood or good practice: an editor should look.
    Warning,
    /// Good to know.
    Note,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// One finding about one text.
///
/// Messages are lower case without a final period; names stand in backticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable code in kebab-case, for example `unknown-party`.
    pub code: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// What is the matter, in one line.
    pub message: String,
    /// The name of the text it is about (a path inside the ledger).
    pub file: String,
    /// The words it is about; `None` where the whole file is meant.
    pub span: Option<Span>,
    /// Line of the span, from one; kept so that a finding can be told without its text.
    pub line: usize,
    /// Column in characters, from one.
    pub column: usize,
    /// Words written under the underlined text; may be empty.
    pub label: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Finding {
    /// An error about a whole file.
    pub fn error(code: &'static str, file: &str, message: impl Into<String>) -> Self {
        Self::new(Level::Error, code, file, message)
    }

    /// A finding about a whole file.
    pub fn new(level: Level, code: &'static str, file: &str, message: impl Into<String>) -> Self {
        Self {
            code,
            level,
            message: message.into(),
            file: file.to_owned(),
            span: None,
            line: 1,
            column: 1,
            label: String::new(),
            help: None,
        }
    }

    /// Points the finding at words of `source`.
    #[must_use]
    pub fn at(mut self, source: &Source, span: Span) -> Self {
        let position = source.position(span.start);
        (self.line, self.column) = (position.line, position.column);
        self.span = Some(span);
        self
    }

    /// Adds the words under the underlined text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds the cure.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Whether answers that rest on this text must be refused.
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }

    /// The order in which findings are shown: by file, place, weight, code.
    pub fn sort(findings: &mut [Self]) {
        findings.sort_by(|a, b| a.place().cmp(&b.place()));
    }

    fn place(&self) -> (&str, usize, usize, Level, &str, &str) {
        (&self.file, self.line, self.column, self.level, self.code, &self.message)
    }
}

impl fmt::Display for Finding {
    /// The form that editors and gates understand: `file:line:column: level: message [code]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}: {} [{}]", self.file, self.line, self.column, self.level, self.message, self.code)
    }
}
