//! `track procedures`: how parties approve a treaty at home.

use clap::Args;

use super::{party, print, print_json, print_table};
use crate::cli::{Format, Global, Output};
use crate::context::Context;
use crate::diagnostic::Finding;
use crate::error::{Exit, Failure, Outcome};
use crate::ledger::load_procedure;
use crate::model::{Code, Names, Procedure, procedure_texts};
use crate::reading::Reading;
use crate::render;
use crate::report::procedure::{ProceduresReport, line, overview, report, steps};
use crate::report::procedure_page::page;
use crate::source::Source;

/// Show how parties approve a treaty at home: all in one line each, or one step by step
///
/// Example:
///   track procedures Türkiye
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The party by name or code; left out: all
    #[arg(value_name = "PARTY")]
    party: Option<String>,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::if_any(ctx, global.ledger.as_deref())?;
    let format = arguments.output.format();
    match &arguments.party {
        Some(text) => one(ctx, reading.as_ref(), text, format)?,
        None => all(ctx, reading.as_ref(), format)?,
    }
    Ok(Exit::Done)
}

fn one(ctx: &mut Context, reading: Option<&Reading>, text: &str, format: Format) -> Result<(), Failure> {
    let (procedure, from_ledger) = match load(reading, text)? {
        Some(found) => found,
        None => {
            let names = reading.map_or(Names::builtin(), Reading::names);
            let code = party(names, None, text)?;
            load(reading, code.as_str())?.ok_or_else(|| none(&code))?
        }
    };
    let report = report(&procedure, from_ledger);
    match format {
        Format::Json => print_json(ctx, &report),
        Format::Text => {
            ctx.hold();
            let text = render::page::page(&page(&report), &ctx.terminal());
            print(ctx, &text)
        }
        format => print_table(ctx, &steps(&report), format),
    }
}

fn all(ctx: &mut Context, reading: Option<&Reading>, format: Format) -> Result<(), Failure> {
    let parties = Names::builtin().iter().map(|name| name.code.to_string());
    let mut codes: Vec<String> = match reading {
        Some(_) => parties.chain(procedure_texts::codes().map(str::to_owned)).collect(),
        None => procedure_texts::codes().map(str::to_owned).collect(),
    };
    codes.sort();
    codes.dedup();
    let mut lines = Vec::new();
    for code in &codes {
        lines.extend(load(reading, code)?.map(|(procedure, own)| line(&procedure, own)));
    }
    match format {
        Format::Json => print_json(ctx, &ProceduresReport { schema: "track.procedures/1", procedures: lines }),
        format => print_table(ctx, &overview(&lines), format),
    }
}

/// The procedure of a code and whether the ledger's own file gives it.
///
/// # Errors
/// The ledger's own file has errors (65) or cannot be read.
fn load(reading: Option<&Reading>, code: &str) -> Result<Option<(Procedure, bool)>, Failure> {
    if !Code::has_shape(code) {
        return Ok(None);
    }
    let own = match reading {
        Some(reading) => reading.store.read_optional(&format!("procedures/{code}.toml"))?,
        None => None,
    };
    let Some(source) = own else {
        let text = procedure_texts::builtin(code).map(|text| Source::new(format!("data/procedures/{code}.toml"), text));
        return Ok(text.and_then(|source| load_procedure(code, &source).0).map(|procedure| (procedure, false)));
    };
    match load_procedure(code, &source) {
        (Some(procedure), findings) if !findings.iter().any(Finding::is_error) => Ok(Some((procedure, true))),
        (_, findings) => {
            let message = format!("this ledger's procedure `{code}` has errors");
            let sources = [(source.name().to_owned(), source)].into();
            Err(Failure::data(message, findings).with_sources(sources))
        }
    }
}

fn none(code: &Code) -> Failure {
    let name = Names::builtin().by_code(code).map_or(code.as_str(), |name| name.english);
    Failure::not_found("no-procedure", format!("there is no procedure of {name} ({code})"))
        .help(format!("add `procedures/{code}.toml` to the ledger, or steps to an agreement: [[party.{code}.step]]"))
        .help("`track procedures` lists those that there are")
}
