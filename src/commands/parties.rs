//! `track parties`: the table of names.

use clap::Args;
use serde::Serialize;

use super::{party, print_json, print_table};
use crate::cli::{Format, Global, Output};
use crate::context::Context;
use crate::date::{Day, show};
use crate::error::{Exit, Outcome};
use crate::model::{Code, Name, NameKind, Names};
use crate::reading::Reading;
use crate::report::table::{Column, Table};

/// Show how parties are called and coded; a ledger's own names stand in its names.toml
///
/// Example:
///   track parties "Côte d'Ivoire"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// A name or code in any usual spelling; left out: all
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    output: Output,
}

#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Report<'a> {
    /// Name and version of this shape.
    schema: &'static str,
    /// The parties of the table of names.
    parties: Vec<Line<'a>>,
}

/// One party.
#[derive(Serialize, schemars::JsonSchema)]
struct Line<'a> {
    /// Its code.
    code: Code,
    /// What it is.
    kind: NameKind,
    /// Its name in English.
    name: &'a str,
    /// Its name in its own language.
    native: &'a str,
    /// Its name in plain letters.
    plain: &'a str,
    /// The first day on which it no longer existed.
    ceased: Option<Day>,
    /// Other spellings that are understood.
    aliases: Vec<&'a str>,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::if_any(ctx, global.ledger.as_deref())?;
    let names = reading.as_ref().map_or(Names::builtin(), Reading::names);
    let chosen: Vec<&Name> = match &arguments.name {
        Some(text) => names.by_code(&party(names, None, text)?).into_iter().collect(),
        None => names.iter().collect(),
    };
    let lines: Vec<Line> = chosen.into_iter().map(line).collect();
    match arguments.output.format() {
        Format::Json => print_json(ctx, &Report { schema: "track.parties/1", parties: lines })?,
        format => print_table(ctx, &table(&lines), format)?,
    }
    Ok(Exit::Done)
}

fn line(name: &Name) -> Line<'_> {
    Line {
        code: name.code,
        kind: name.kind,
        name: name.english,
        native: name.native,
        plain: name.plain,
        ceased: name.ceased,
        aliases: name.aliases().collect(),
    }
}

fn table(lines: &[Line]) -> Table {
    let mut table = Table::new(vec![
        Column::keep("code", "CODE"),
        Column::words("name", "NAME"),
        Column::words("native", "NATIVE"),
        Column::keep("ceased", "CEASED"),
        Column::words("aliases", "ALSO"),
    ]);
    for line in lines {
        let ceased = line.ceased.map(show).unwrap_or_default();
        table.row(vec![
            line.code.as_str().into(),
            line.name.into(),
            line.native.into(),
            ceased.into(),
            line.aliases.join("; ").into(),
        ]);
    }
    table
}
