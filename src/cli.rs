//! The command line: what may be asked, in the words that `--help` shows.
//!
//! Knows the shape of the arguments and nothing of what they do.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::commands;
use crate::context::ColourChoice;

/// The exit statuses, in brief; `track help exit-status` has them all.
const AFTER: &str = "\
Exit status: 0 done or yes, 1 no, 2 usage, 3 unknown or disputed, 65 bad data,
66 not found; the others: `track help exit-status`. Words: `track help terms`.";

/// Is the agreement in force, for whom, and what is missing?
///
/// Example:
///   track status az-tr-memorandum-2025
///   track is in-force az-tr-memorandum-2025 || echo 'do not write "in force"'
#[derive(Debug, Parser)]
#[command(
    name = "track",
    bin_name = "track",
    version,
    max_term_width = 80,
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

/// Stands where clap would write the help of the whole program: `track -h`.
pub(crate) const GROUPS_HERE: &str = "groups";

/// Stands where clap would write the long help of the whole program: `track --help`.
pub(crate) const COMMANDS_HERE: &str = "commands";

/// The program as it is asked and as it explains itself: every help begins with an example, `-h` as well as `--help`.
pub(crate) fn program() -> clap::Command {
    Cli::command()
        .help_template("{before-help}")
        .before_help(GROUPS_HERE)
        .before_long_help(COMMANDS_HERE)
        .mut_subcommands(example_first)
}

/// The same command, whose whole description stands in every help, the example behind its first paragraph.
fn example_first(command: clap::Command) -> clap::Command {
    let command = command.mut_subcommands(example_first);
    let Some(text) = command.get_long_about().map(ToString::to_string) else {
        return command;
    };
    let mut paragraphs: Vec<&str> = text.split("\n\n").collect();
    paragraphs[1..].sort_by_key(|paragraph| !paragraph.starts_with("Example:"));
    command.about(paragraphs.join("\n\n")).long_about(None)
}

/// What was asked; what clap says to it where it cannot be answered.
///
/// All commands together are a large thing to build, so it is tried with the one command that seems to be asked; where
/// that does not succeed the whole is asked, and only help needs the whole [`program`].
pub(crate) fn read(arguments: &[OsString]) -> Result<Cli, clap::Error> {
    let parse = |program: clap::Command| program.try_get_matches_from(arguments);
    if is_version(arguments) {
        parse(bare())?;
    }
    if let Some(matches) = alone(arguments).and_then(|program| parse(program).ok()) {
        return taken(matches);
    }
    let matches = parse(Cli::command()).or_else(|error| match error.kind() {
        ErrorKind::DisplayHelp => parse(program()),
        _ => Err(error),
    })?;
    taken(matches)
}

fn taken(mut matches: ArgMatches) -> Result<Cli, clap::Error> {
    Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut Cli::command()))
}

/// Whether the version is asked, and nothing else.
fn is_version(arguments: &[OsString]) -> bool {
    matches!(arguments, [_, word] if word == "--version" || word == "-V")
}

/// The program without a command.
fn bare() -> clap::Command {
    Global::augment_args(clap::Command::new("track").bin_name("track").version(env!("CARGO_PKG_VERSION")))
}

/// The program with the first command that is named among the arguments, and no other. What it takes, the whole program takes
/// in the same way: whatever comes before the command's name must be an option of every command.
fn alone(arguments: &[OsString]) -> Option<clap::Command> {
    let mut words = arguments.iter().skip(1).filter_map(|word| word.to_str());
    let command = words.find_map(Command::named)?;
    Some(bare().disable_help_subcommand(true).subcommand_required(true).subcommand(command))
}

/// What every command takes, before or after its name.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// The ledger's folder [default: TRACK_LEDGER, else the nearest upwards with a track.toml]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) ledger: Option<PathBuf>,
    /// When to use colour: auto, always, never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) color: ColourChoice,
    /// Ask nothing, as if nobody sat at the terminal
    #[arg(long, global = true)]
    pub(crate) no_input: bool,
    /// Never show a long text page by page [else: TRACK_PAGER, PAGER, less; on a terminal only]
    #[arg(long, global = true)]
    pub(crate) no_pager: bool,
    /// Read every file, as if nothing were kept of an earlier run; the answer is the same
    #[arg(long, global = true)]
    pub(crate) no_cache: bool,
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

/// What a list about the whole ledger does with nothing, and with errors.
#[derive(Debug, Clone, Default, Args)]
pub struct Scope {
    /// Exit with 1 if the answer is empty
    #[arg(long)]
    pub(crate) exit_code: bool,
    /// Answer from the sound agreements; the errors of the others are told, and the exit status is 65
    #[arg(long, conflicts_with = "ids")]
    pub(crate) keep_going: bool,
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
    /// What an answer about days can be written as.
    pub(crate) const OF_DAYS: &[Self] =
        &[Self::Text, Self::Json, Self::Csv, Self::Tsv, Self::Ndjson, Self::Md, Self::Html, Self::Ics, Self::Atom];
}

impl Format {
    /// Whether an empty answer is no output at all, so that somebody has to be told.
    pub(crate) const fn is_mute_when_empty(self) -> bool {
        matches!(self, Self::Text | Self::Plain | Self::Null | Self::Ndjson)
    }
}

/// Takes one of these formats.
pub(crate) fn formats(known: &'static [Format]) -> impl TypedValueParser<Value = Format> {
    let names = known.iter().filter_map(Format::to_possible_value);
    PossibleValuesParser::new(names).map(|name| Format::from_str(&name, false).unwrap_or_default())
}

impl Output {
    /// The format that was asked for, else text.
    pub(crate) fn format(&self) -> Format {
        self.format_or(Format::Text)
    }

    /// The format that was asked for, else another one.
    pub(crate) fn format_or(&self, usual: Format) -> Format {
        match (self.json, self.plain, self.null) {
            (true, ..) => Format::Json,
            (_, true, _) => Format::Plain,
            (.., true) => Format::Null,
            _ => self.format.unwrap_or(usual),
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
    ($([$group:literal] $($(#[$doc:meta])* $name:ident($module:ident),)*)+) => {
        /// The commands; each has a file of its own in `commands/`.
        #[derive(Debug, Subcommand)]
        pub(crate) enum Command { $($($(#[$doc])* $name(Box<commands::$module::Arguments>),)*)+ }

        impl Command {
            /// The command of a name, as clap takes it.
            fn named(name: &str) -> Option<clap::Command> {
                let is = |module: &str| {
                    let letters = module.trim_start_matches("r#").bytes();
                    letters.map(|byte| if byte == b'_' { b'-' } else { byte }).eq(name.bytes())
                };
                $($(if is(stringify!($module)) {
                    return Some(commands::$module::Arguments::augment_args(clap::Command::new(&*name.to_owned().leak())));
                })*)+
                None
            }

            /// Runs the command.
            pub(crate) fn run(self, global: &Global, ctx: &mut crate::context::Context) -> crate::error::Outcome {
                match self { $($(Self::$name(arguments) => commands::$module::run(&arguments, global, ctx),)*)+ }
            }
        }

        /// The groups of commands, each with the modules of its commands.
        pub(crate) const GROUPS: &[(&str, &[&str])] = &[$(($group, &[$(stringify!($module),)*]),)+];
    };
}

commands! {
    ["Keep the record"]
    Init(init),
    New(new),
    Add(add),
    Postpone(postpone),
    Cancel(cancel),
    Looked(looked),
    Retract(retract),
    Edit(edit),
    Undo(undo),
    Fmt(fmt),
    ["Ask"]
    Status(status),
    Show(show),
    Explain(explain),
    Is(is),
    Brief(brief),
    Log(log),
    Changes(changes),
    Agenda(agenda),
    WhatIf(what_if),
    Procedures(procedures),
    Parties(parties),
    Where(r#where),
    ["Verify"]
    Check(check),
    Lint(lint),
    ["Exchange"]
    Import(import),
    Export(export),
    Notify(notify),
    ["Shell"]
    Schema(schema),
    Completions(completions),
    Man(man),
    Help(help),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    /// What the whole program makes of a line.
    fn whole(line: &str) -> Option<Cli> {
        Cli::try_parse_from(words(line)).ok()
    }

    #[test]
    fn every_command_can_stand_alone() {
        let program = Cli::command();
        for command in program.get_subcommands() {
            let alone = Command::named(command.get_name()).expect("named as clap names it");
            let ids =
                |command: &clap::Command| command.get_arguments().map(|arg| arg.get_id().clone()).collect::<Vec<_>>();
            assert_eq!(ids(&alone), ids(command), "{}", command.get_name());
        }
    }

    #[test]
    fn a_command_alone_is_read_as_in_the_whole_program() {
        for line in [
            "track status",
            "track --ledger add status --as-of 2025-12-16 -0",
            "track --ledger status add --from acts.jsonl --quiet",
            "track --color never add a AZ vote --on 2025-12-16 --outcome adopted --for 3 --ledger x",
            "track add a AZ --on today --include-embargoed --no-input",
            "track add status AZ vote --on today -- ",
            "track what-if a --plain",
            "track where",
            "track -- status",
            "track help status",
            "track status help",
            "track is in-force a",
            "track --no-pager",
            "track statu",
            "track status --nothing",
            "track",
        ] {
            let read = read(&words(line)).ok();
            assert_eq!(format!("{read:?}"), format!("{:?}", whole(line)), "{line}");
        }
    }

    #[test]
    fn the_version_is_told_as_by_the_whole_program() {
        for line in
            ["track --version", "track -V", "track status --version", "track --version status", "track help --version"]
        {
            let told = |error: clap::Error| (error.kind(), error.render().to_string());
            let whole = Cli::try_parse_from(words(line)).map_err(told).err();
            assert_eq!(read(&words(line)).map_err(told).err(), whole, "{line}");
        }
    }
}
