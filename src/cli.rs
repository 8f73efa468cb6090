//! The command line: what may be asked, in the words that `--help` shows.
//!
//! Knows the shape of the arguments and nothing of what they do.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands;
use crate::context::ColourChoice;

/// The exit statuses, in brief; `track help exit-status` has them all.
const AFTER: &str = "\
Exit status: 0 done or yes, 1 no, 2 usage, 3 unknown or disputed, 65 bad data, 66 not found;
the others: `track help exit-status`. Words and press errors: `track help terms`, `track help E2`.";

/// Is the agreement in force, for whom, and what is missing?
///
/// Example:
///   track add az-tr-memorandum-2025 AZ majlis-vote --on 2025-12-16 --outcome adopted
///   track status az-tr-memorandum-2025
#[derive(Debug, Parser)]
#[command(
    name = "track",
    version,
    max_term_width = 100,
    verbatim_doc_comment,
    disable_help_subcommand = true,
    arg_required_else_help = false,
    after_help = AFTER
)]
pub struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What every command takes, before or after its name.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// The ledger's folder [default: TRACK_LEDGER, else the nearest folder upwards with a track.toml]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) ledger: Option<PathBuf>,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_default_value = true)]
    pub(crate) color: ColourChoice,
    /// Show acts under embargo, too: for the desk, not for publication
    #[arg(long, global = true)]
    pub(crate) include_embargoed: bool,
}

/// As of which day, and as known when.
#[derive(Debug, Clone, Default, Args)]
pub struct AsOf {
    /// Answer as of this day, also ahead [default: today]
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// Answer as the desk knew it at this moment (2025-12-17T18:00:00Z, or a day: its end in UTC)
    #[arg(long, value_name = "TIME")]
    pub(crate) known_at: Option<String>,
}

/// How to write the answer.
#[derive(Debug, Clone, Default, Args)]
pub struct Output {
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
    /// How to write the answer [default: text]
    #[arg(long, value_name = "FORMAT", value_parser = formats(Format::OF_TABLES))]
    pub(crate) format: Option<Format>,
    /// Tab-separated, stable, without colour or heading: for scripts
    #[arg(long, conflicts_with_all = ["json", "format"])]
    pub(crate) plain: bool,
    /// Only the first column, each ended by a zero byte: for xargs -0
    #[arg(long, short = '0', conflicts_with_all = ["json", "format", "plain"])]
    pub(crate) null: bool,
}

/// The formats that an answer can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// The report itself.
    Json,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// One JSON object a line.
    Ndjson,
    /// A Markdown table.
    Md,
    /// An HTML table, to paste into a page.
    Html,
    /// A calendar, for answers about days.
    Ics,
    /// A feed, for answers about days.
    Atom,
    /// Tab-separated, no heading.
    #[value(skip)]
    Plain,
    /// The first column, zero bytes between.
    #[value(skip)]
    Null,
}

impl Format {
    /// What every answer can be written as.
    const OF_TABLES: &[Self] = &[Self::Text, Self::Json, Self::Csv, Self::Tsv, Self::Ndjson, Self::Md, Self::Html];
}

/// Takes one of these formats.
fn formats(known: &'static [Format]) -> impl TypedValueParser<Value = Format> {
    let names = known.iter().filter_map(Format::to_possible_value);
    PossibleValuesParser::new(names).map(|name| Format::from_str(&name, false).unwrap_or_default())
}

impl Output {
    /// The format that was asked for.
    pub(crate) fn format(&self) -> Format {
        match (self.json, self.plain, self.null) {
            (true, ..) => Format::Json,
            (_, true, _) => Format::Plain,
            (.., true) => Format::Null,
            _ => self.format.unwrap_or_default(),
        }
    }
}

/// How many seconds a writer waits for another one.
pub(crate) const LOCK_TIMEOUT: u64 = 30;

/// How a writer writes.
#[derive(Debug, Clone, Default, Args)]
pub struct Writing {
    /// Print the change as a diff and write nothing
    #[arg(long, short = 'n')]
    pub(crate) dry_run: bool,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Who records it [default: TRACK_BY]
    #[arg(long, value_name = "NAME")]
    pub(crate) by_whom: Option<String>,
    /// Say nothing on success
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// How many seconds to wait for another writer
    #[arg(long, value_name = "SECONDS", default_value_t = LOCK_TIMEOUT)]
    pub(crate) lock_timeout: u64,
}

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident($module:ident),)+) => {
        /// The commands; each has a file of its own in `commands/`.
        #[derive(Debug, Subcommand)]
        pub(crate) enum Command { $($(#[$doc])* $name(Box<commands::$module::Arguments>),)+ }

        impl Command {
            /// Runs the command.
            pub(crate) fn run(self, global: &Global, ctx: &mut crate::context::Context) -> crate::error::Outcome {
                match self { $(Self::$name(arguments) => commands::$module::run(&arguments, global, ctx),)+ }
            }
        }
    };
}

commands! {
    Init(init),
    New(new),
    Add(add),
    Looked(looked),
    Retract(retract),
    Edit(edit),
    Undo(undo),
    Fmt(fmt),
    Status(status),
    Show(show),
    Explain(explain),
    Log(log),
    Is(is),
    Brief(brief),
    WhatIf(what_if),
    Check(check),
    Lint(lint),
    Procedures(procedures),
    Parties(parties),
    Where(r#where),
    Completions(completions),
    Man(man),
    Help(help),
}
