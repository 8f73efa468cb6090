//! How a command says that it stopped: in words, or as one line of JSON where JSON was asked for.

use std::ffi::OsString;

use clap::error::{ContextValue, ErrorKind};

use super::{guess, help};
use crate::cli::{COMMANDS_HERE, GROUPS_HERE};
use crate::context::Context;
use crate::error::{Exit, Failure};
use crate::render;
use crate::render::wrap::behind;
use crate::report::check::lines;

/// How a refusal is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Telling {
    /// For people.
    Words,
    /// For scripts.
    Json,
}

/// The findings that a refusal in words shows; somebody who must correct more asks `track check`.
const SHOWN: usize = 20;

impl Telling {
    /// As JSON where JSON stands among the arguments. They are read as they came, so that a refusal of the arguments
    /// themselves is JSON, too.
    pub(crate) fn of(arguments: &[OsString]) -> Self {
        let words: Vec<&OsString> = arguments.iter().take_while(|word| *word != "--").collect();
        let in_one = words.iter().any(|word| **word == "--json" || **word == "--format=json");
        let in_two = words.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json");
        if in_one || in_two { Self::Json } else { Self::Words }
    }

    /// Says why a command stopped: what, where, why, and what to do.
    pub(crate) fn tell(self, ctx: &mut Context, failure: &Failure) {
        let text = match self {
            Self::Words => in_words(failure, &ctx.talk()),
            Self::Json => as_json(failure),
        };
        ctx.err(&text);
    }

    /// What clap says: help and version on standard output, wrong usage on standard error.
    pub(crate) fn usage(self, error: clap::Error, ctx: &mut Context) -> Exit {
        let asked = !error.use_stderr();
        if let Some(failure) = guess::no_command(&error) {
            self.tell(ctx, &failure);
            return failure.exit;
        }
        let error = harmless(error);
        let text = match error.render().to_string() {
            text if asked && text.trim_end() == GROUPS_HERE => help::groups(),
            text if asked && text.trim_end() == COMMANDS_HERE => help::commands(),
            text => text,
        };
        match self {
            _ if asked => {}
            Self::Words => ctx.err(&text),
            Self::Json => self.tell(ctx, &misused(error.kind(), &text)),
        }
        let shown = if asked { ctx.out(&text) } else { Ok(()) };
        match shown.and_then(|()| ctx.finish()) {
            Ok(()) if asked => Exit::Done,
            Ok(()) => Exit::Usage,
            Err(_) => Exit::Io,
        }
    }
}

fn in_words(failure: &Failure, how: &render::text::Terminal) -> String {
    let said = format!("{} [{}]", render::gate::short(&failure.message), failure.code);
    let mut text = behind("error: ", &said, 2, how);
    for help in &failure.help {
        text.push_str(&behind("  help: ", &render::gate::short(help), 8, how));
    }
    if !failure.findings.is_empty() {
        let shown = &failure.findings[..failure.findings.len().min(SHOWN)];
        text.push_str(&render::finding::findings(shown, &|name| failure.sources.get(name), how));
        if failure.findings.len() > SHOWN {
            text.push_str(&format!("{} more: `track check` shows them\n", failure.findings.len() - SHOWN));
        }
    }
    text
}

fn as_json(failure: &Failure) -> String {
    let first = failure.findings.first().map(|finding| (finding.file.clone(), Some(finding.line)));
    let place = failure.place.as_deref().cloned().or(first);
    render::json::error(&render::json::ErrorReport {
        code: failure.code,
        status: failure.exit.number(),
        message: &failure.message,
        path: place.as_ref().map(|(path, _)| path.as_str()),
        line: place.as_ref().and_then(|(_, line)| *line),
        help: &failure.help,
        findings: lines(&failure.findings),
    })
}

/// Wrong usage as a refusal, from the text that clap would show: what is wrong up to the first empty line, then tips.
fn misused(kind: ErrorKind, text: &str) -> Failure {
    let said: Vec<&str> = text.lines().take_while(|line| !line.is_empty()).map(str::trim).collect();
    let message = said.join(" ");
    let mut failure = Failure::usage(code(kind), message.strip_prefix("error: ").unwrap_or(&message));
    failure.help = text.lines().filter_map(|line| line.trim().strip_prefix("tip: ")).map(str::to_owned).collect();
    failure
}

fn code(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::UnknownArgument => "unknown-argument",
        ErrorKind::InvalidSubcommand => "unknown-command",
        ErrorKind::MissingRequiredArgument | ErrorKind::MissingSubcommand => "missing-argument",
        ErrorKind::ArgumentConflict => "conflicting-arguments",
        ErrorKind::InvalidUtf8 => "argument-not-utf8",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "malformed-value",
        _ => "usage",
    }
}

/// The same error with each argument that it quotes on one line and not too long.
fn harmless(mut error: clap::Error) -> clap::Error {
    let quoted: Vec<_> = error.context().map(|(kind, value)| (kind, value.clone())).collect();
    let short = |text: &String| render::gate::short(text).into_owned();
    for (kind, value) in quoted {
        let value = match value {
            ContextValue::String(text) => ContextValue::String(short(&text)),
            ContextValue::Strings(texts) => ContextValue::Strings(texts.iter().map(short).collect()),
            _ => continue,
        };
        error.insert(kind, value);
    }
    error
}
