//! `track schema`: the shapes of the JSON and of the ledger's files, for programs and editors.

use clap::Args;

use super::contracts::{CONTRACTS, Contract};
use super::{print_json, print_table};
use crate::cli::{Format, Global, Output};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::reading::near;
use crate::report::schema::{SchemaLine, SchemasReport, table};

/// Print the JSON Schema of a report or of the ledger's files; without a name, list them
///
/// Example:
///   track schema status
///   track schema agreement > schema/agreement.json
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// Its name: status or track.status/1, agreement, procedure, track.toml ...
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(arguments: &Arguments, _: &Global, ctx: &mut Context) -> Outcome {
    let format = arguments.output.format();
    match &arguments.name {
        Some(name) => {
            let found = find(name)?;
            if !matches!(format, Format::Text | Format::Json) {
                return Err(Failure::usage("format", "a schema is JSON: leave the format out"));
            }
            print_json(ctx, &(found.schema)(found.name))?;
        }
        None => {
            let schemas: Vec<SchemaLine> = CONTRACTS.iter().map(line).collect();
            match format {
                Format::Json => print_json(ctx, &SchemasReport { schema: "track.schemas/1", schemas })?,
                format => print_table(ctx, &table(&schemas), format)?,
            }
        }
    }
    Ok(Exit::Done)
}

fn line(contract: &Contract) -> SchemaLine {
    SchemaLine {
        name: contract.name,
        of: contract.of,
        about: contract.about,
        json_schema: (contract.schema)(contract.name),
    }
}

/// The part of a report's name that people say: `status` of `track.status/1`.
fn short(name: &str) -> &str {
    name.strip_prefix("track.").and_then(|name| name.split('/').next()).unwrap_or(name)
}

/// The contract of a name, whole or short.
fn find(name: &str) -> Result<&'static Contract, Failure> {
    let is_named = |contract: &&Contract| [contract.name, contract.of].contains(&name);
    let found = CONTRACTS.iter().find(is_named);
    let found = found.or_else(|| CONTRACTS.iter().find(|contract| short(contract.name) == name));
    found.ok_or_else(|| {
        let names: Vec<&str> = CONTRACTS.iter().map(|contract| short(contract.name)).collect();
        Failure::not_found("no-schema", format!("there is no schema `{name}`"))
            .near(&near(name, &names))
            .help("`track schema` lists them")
    })
}
