//! `track brief`: what may be written of an agreement, and which words would say too much.

use clap::Args;

use super::{as_of, print, print_json, print_table};
use crate::cli::{AsOf as AsOfArguments, Format, Global, Output};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::model::Code;
use crate::reading::{Reading, near};
use crate::render;
use crate::report::brief::{BriefReport, brief, sentence_table, timeline_table};
use crate::report::phrase::{LANGUAGES, Phrases};
use crate::report::sentence::Telling;

/// Say what may be written of an agreement, and which words would say too much
///
/// A desk's own wording stands in `templates/LANG.txt` of the ledger: lines `key: text`, in place of those of
/// `track brief --lang LANG`. A language that track does not have needs only such a file.
///
/// Example:
///   track brief az-tr-memorandum-2025
///   track brief az-tr-memorandum-2025 --line --lang tr
///   track brief new-start-2010 --timeline --as-of 2023-03-15
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreement's id
    #[arg(value_name = "AGREEMENT")]
    agreement: String,
    /// One line and nothing else
    #[arg(long, conflicts_with = "timeline")]
    line: bool,
    /// What was done, day by day
    #[arg(long)]
    timeline: bool,
    /// The language: en, tr, az, or one that the ledger has in templates/
    #[arg(long, value_name = "LANG", default_value = "en")]
    lang: String,
    #[command(flatten)]
    as_of: AsOfArguments,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let as_of = as_of(ctx, &arguments.as_of)?;
    let phrases = phrases(ctx, &reading, &arguments.lang)?;
    let id = reading.id(&arguments.agreement)?;
    let entries = reading.with_floors(&id)?;
    let status = reading.status(&id, &entries, as_of);
    let agreement = &entries[&id].agreement;
    let procedures = |code: &Code| reading.procedure_of(agreement, code);
    let (names, procedures) = (reading.names(), &procedures);
    let telling = Telling { agreement, status: &status, names, phrases: &phrases, procedures };
    write(ctx, arguments, &brief(&telling, &arguments.lang))?;
    Ok(Exit::Done)
}

fn write(ctx: &mut Context, arguments: &Arguments, report: &BriefReport) -> Result<(), Failure> {
    match arguments.output.format() {
        Format::Json => print_json(ctx, report),
        Format::Text if arguments.line => print(ctx, &format!("{}\n", render::gate::terminal(&report.line))),
        Format::Md if arguments.line => print(ctx, &format!("{}\n", render::gate::markdown(&report.line))),
        Format::Text if arguments.timeline => {
            print(ctx, &format!("{}\n\n", render::gate::terminal(&report.head())))?;
            print_table(ctx, &timeline_table(report, true), Format::Text)
        }
        format if arguments.timeline => print_table(ctx, &timeline_table(report, format == Format::Md), format),
        Format::Text => {
            let text = render::brief::text(report, &ctx.terminal());
            print(ctx, &text)
        }
        Format::Md => print(ctx, &render::brief::md(report)),
        format => print_table(ctx, &sentence_table(report), format),
    }
}

/// The texts of a language: those that come with the tool, and in their place those of the desk.
///
/// # Errors
/// A language that neither has (66), a file that cannot be read.
fn phrases(ctx: &mut Context, reading: &Reading, language: &str) -> Result<Phrases, Failure> {
    let is_word = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if !language.split('-').all(is_word) {
        return Err(Failure::usage("malformed-language", format!("`{language}` names no language; write en, tr, az")));
    }
    let name = format!("templates/{language}.txt");
    let own = reading.store.read_optional(&name)?.map(|source| Phrases::read(source.text()));
    let Some(builtin) = builtin(reading, language).or_else(|| own.is_some().then(|| reading.english())) else {
        let known: Vec<&str> = LANGUAGES.iter().map(|(language, ..)| *language).collect();
        return Err(Failure::not_found("unknown-language", format!("there are no texts in `{language}`"))
            .help(format!("languages: {}; or write `{name}` in the ledger", known.join(", "))));
    };
    let Some(own) = own else { return Ok(builtin) };
    warn(ctx, &name, &builtin, &own);
    Ok(builtin.with(own))
}

/// The texts that come with the tool; the English ones call parties as the house does.
fn builtin(reading: &Reading, language: &str) -> Option<Phrases> {
    if language == "en" { Some(reading.english()) } else { Phrases::builtin(language) }
}

/// A key that no text has would do nothing: it is most likely a slip.
fn warn(ctx: &mut Context, name: &str, builtin: &Phrases, own: &Phrases) {
    let known: Vec<&str> = builtin.keys().collect();
    let is_form = |key: &str| {
        ["date-", "short-", "month", "year-", "range-", "number-", "name", "parliament.", "organ."]
            .iter()
            .any(|form| key.starts_with(form))
    };
    for key in own.keys().filter(|key| !known.contains(key) && !is_form(key)) {
        let hint = near(key, &known).first().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        ctx.err(&render::gate::lines(&format!("warning: {name}: no text is named `{key}`{hint}\n")));
    }
}
