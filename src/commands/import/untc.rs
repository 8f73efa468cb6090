//! `track import untc`: participant tables of the UN Treaty Collection.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Lettering, Taking, take};
use crate::commands::single_day;
use crate::context::Context;
use crate::diagnostic::Finding;
use crate::error::{Exit, Failure, Outcome};
use crate::import::untc::{self, Index, Page, Treaty};
use crate::import::{Imported, Table};
use crate::model::AgreementId;
use crate::reading::Reading;
use crate::source::Source;

/// Participant tables of the UN Treaty Collection, as CSV or as saved pages
///
/// Each table is about one agreement: `27-7.csv` about `untc-27-7`, or the one
/// that has its number among its aliases. A saved page says itself which treaty
/// it is about, so it needs no index.
///
/// Example:
///   track import untc 27-7.csv --index index.csv
///   track import untc saved/*.html --read-on yesterday
///   track import untc 27-7-d.csv --into paris-agreement-2015
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// The tables
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The index of the register, which tells the titles: a table with chapter_no, treaty_no, treaty_name, url
    #[arg(long, value_name = "FILE")]
    index: Option<PathBuf>,
    /// The agreement that the table is about
    #[arg(long, value_name = "AGREEMENT")]
    into: Option<String>,
    /// The title of the agreement, where it is new and there is no index
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// When the register was read; each act's source says so
    #[arg(long, value_name = "DATE")]
    read_on: Option<String>,
    #[command(flatten)]
    letters: Lettering,
    #[command(flatten)]
    taking: Taking,
}

pub(super) fn run(arguments: &Arguments, reading: &Reading, ctx: &mut Context) -> Outcome {
    if arguments.files.len() > 1 && (arguments.into.is_some() || arguments.title.is_some()) {
        let message = "`--into` and `--title` are about one agreement, and there are several tables";
        return Err(Failure::usage("conflicting-arguments", message));
    }
    let index =
        arguments.index.as_deref().map(|file| index(file, &arguments.letters, ctx)).transpose()?.unwrap_or_default();
    let today = ctx.today(None)?;
    let read_on = arguments.read_on.as_deref().map(|text| single_day(text, today)).transpose()?;
    let known = Known::of(reading)?;
    let mut all = Imported::default();
    for (at, file) in arguments.files.iter().enumerate() {
        ctx.progress("reading", at, arguments.files.len());
        let source = arguments.letters.input_or(untc::declared, file, ctx, "the table")?;
        let text = match Text::of(&source) {
            Ok(text) => text,
            Err(refused) => {
                all.refused.extend(refused);
                continue;
            }
        };
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let stem = text.key.or(stem).unwrap_or_default();
        let treaty = index.treaty(&stem).cloned().or(text.treaty);
        let treaty = titled(treaty, arguments.title.as_deref());
        let id = match &arguments.into {
            Some(text) => reading.id(text)?,
            None => known.id(&stem, treaty.as_ref(), file)?,
        };
        let (table, treaty, names) = (&text.table, treaty.as_ref(), reading.names());
        all.rows += text.refused.len();
        all.refused.extend(text.refused);
        all.left_out.extend(text.left_out);
        all.add(untc::read(&untc::Reading { table, id, treaty, read_on, names }));
    }
    ctx.progress("recording", 0, arguments.files.len());
    let outcome = take(&arguments.taking, all, reading, ctx);
    ctx.end_progress();
    outcome
}

/// The treaty under the title that somebody gives it.
fn titled(treaty: Option<Treaty>, title: Option<&str>) -> Option<Treaty> {
    let Some(title) = title else { return treaty };
    let given = Treaty::new(title, None);
    Some(treaty.map_or(given.clone(), |known| Treaty { title: given.title, ..known }))
}

/// What a file holds.
struct Text {
    table: Table,
    treaty: Option<Treaty>,
    /// What the index calls its treaty; `None`: by the name of the file.
    key: Option<String>,
    refused: Vec<Finding>,
    left_out: Vec<Finding>,
}

impl Text {
    /// # Errors
    /// What keeps the whole file from being a table.
    fn of(source: &Source) -> Result<Self, Vec<Finding>> {
        if untc::is_page(source) {
            let Page { table, treaty, key, refused, left_out } = untc::page(source).map_err(|fault| vec![*fault])?;
            return Ok(Self { table, treaty, key, refused, left_out });
        }
        let (table, refused) = Table::with_ragged(source, b',')?;
        Ok(Self { table, treaty: None, key: None, refused, left_out: Vec::new() })
    }
}

fn index(file: &Path, lettering: &Lettering, ctx: &mut Context) -> Result<Index, Failure> {
    // it may come from elsewhere than the tables; what is UTF-8 is hardly anything else
    let plain = Lettering::default().input(file, ctx, "the index");
    let source = plain.or_else(|_| lettering.input(file, ctx, "the index"))?;
    let faults = Table::from_delimited(&source, b',').and_then(|table| Index::read(&table));
    faults.map_err(|findings| Failure::data("the index is not understood", findings))
}

/// Agreements of the ledger by the names that a register may have given them.
struct Known {
    ids: Vec<AgreementId>,
    by_alias: BTreeMap<String, AgreementId>,
}

impl Known {
    fn of(reading: &Reading) -> Result<Self, Failure> {
        let mut by_alias = BTreeMap::new();
        let (entries, _) = reading.every(true)?;
        for (id, entry) in &entries {
            by_alias.extend(entry.agreement.aliases.iter().map(|alias| (alias.clone(), id.clone())));
        }
        Ok(Self { ids: reading.ids()?, by_alias })
    }

    /// The agreement that a table is about: the one that has the register's number among its aliases, else `untc-` and
    /// the name of the file.
    fn id(&self, stem: &str, treaty: Option<&Treaty>, file: &Path) -> Result<AgreementId, Failure> {
        let number = treaty.and_then(|treaty| treaty.number.as_ref());
        if let Some(id) = number.and_then(|number| self.by_alias.get(&format!("UNTC {number}"))) {
            return Ok(id.clone());
        }
        let id: Result<AgreementId, _> = format!("untc-{}", stem.to_lowercase()).parse();
        match id {
            Ok(id) if treaty.is_some() || self.ids.binary_search(&id).is_ok() => Ok(id),
            Ok(_) => {
                let message = format!("nobody says which treaty `{}` is about", file.display());
                let failure = Failure::new(Exit::Data, "untitled", message);
                Err(failure.help("`--index FILE` names all, `--title TEXT` or `--into ID` one"))
            }
            Err(error) => {
                Err(Failure::usage("malformed-id", error.to_string()).help("`--into ID` names the agreement"))
            }
        }
    }
}
