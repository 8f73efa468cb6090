//! `track import csv`: a table of anybody's, by a mapping.

use std::path::PathBuf;

use clap::Args;

use super::{Lettering, Taking, take};
use crate::commands::input::input;
use crate::commands::print;
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::import::mapped::{Mapping, TEMPLATE, read};
use crate::import::{Imported, Table};
use crate::reading::Reading;
use crate::render::gate;
use crate::store;

/// Any table, by a mapping that says what its columns mean
///
/// A mapping is a small file: which column is the party, which are days of which
/// acts and how those are written, what words mean, which figures are weights.
/// `--init` writes one with every key, to begin with.
///
/// Example:
///   track import csv --init paris.toml
///   track import csv paris-agreement.csv --map paris.toml --dry-run
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// The table; - reads the input
    #[arg(value_name = "FILE", required_unless_present = "init")]
    file: Option<PathBuf>,
    /// The mapping
    #[arg(long, value_name = "FILE", required_unless_present = "init")]
    map: Option<PathBuf>,
    /// Write a mapping with every key into a new file, and import nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "map"])]
    init: Option<PathBuf>,
    #[command(flatten)]
    lettering: Lettering,
    #[command(flatten)]
    taking: Taking,
}

/// Writes the template, where that was asked for: no ledger is needed for it.
pub(super) fn init(arguments: &Arguments, ctx: &mut Context) -> Option<Outcome> {
    let path = arguments.init.as_deref()?;
    let name = gate::terminal(&path.display().to_string()).into_owned();
    let written = store::create_file(path, TEMPLATE).map_err(Failure::from);
    Some(written.and_then(|()| {
        print(ctx, &format!("made {name}\nnext: track import csv TABLE --map {name} --dry-run\n"))?;
        Ok(Exit::Done)
    }))
}

pub(super) fn run(arguments: &Arguments, reading: &Reading, ctx: &mut Context) -> Outcome {
    let (Some(file), Some(map)) = (&arguments.file, &arguments.map) else {
        return Err(Failure::usage("missing-argument", "a table and its mapping are needed"));
    };
    let map = input(map, ctx, "the mapping")?;
    let mapping = Mapping::read(&map).map_err(|findings| {
        Failure::data("the mapping is not understood", findings)
            .with_sources([(map.name().to_owned(), map.clone())].into())
    })?;
    let source = arguments.lettering.input(file, ctx, "the table")?;
    let (mut imported, refused) = match Table::with_ragged(&source, mapping.delimiter()) {
        Ok((table, ragged)) => (read(&table, &mapping, reading.names()), ragged),
        Err(refused) => (Imported::default(), refused),
    };
    imported.rows += refused.len();
    imported.refused.extend(refused);
    take(&arguments.taking, imported, reading, ctx)
}
