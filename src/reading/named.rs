//! How this ledger calls parties: the table that comes with the tool, with `names.toml` on top.

use std::path::Path;

use super::Reading;
use crate::context::Context;
use crate::diagnostic::Finding;
use crate::error::{Exit, Failure};
use crate::ledger;
use crate::model::Names;
use crate::report::phrase::Phrases;

/// The file of the ledger's own names.
pub const NAMES: &str = "names.toml";

impl Reading {
    /// The ledger, where there is one: for what the tool can answer without.
    ///
    /// # Errors
    /// As [`Self::open`], but for a ledger that nobody named and that is not there.
    pub fn if_any(ctx: &Context, flag: Option<&Path>) -> Result<Option<Self>, Failure> {
        let named = flag.is_some() || ctx.ledger_variable().is_some_and(|path| !path.as_os_str().is_empty());
        match Self::open(ctx, flag) {
            Ok(reading) => Ok(Some(reading)),
            Err(failure) if failure.exit == Exit::NotFound && !named => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// The names of parties in this ledger.
    pub fn names(&self) -> &Names {
        self.names.as_ref().unwrap_or_else(|| Names::builtin())
    }

    /// The same reading with the ledger's own names, where it has any.
    pub(super) fn with_names(mut self) -> Result<Self, Failure> {
        let Some(source) = self.read_optional(NAMES)? else { return Ok(self) };
        let (names, findings) = ledger::load_names(&source);
        if findings.iter().any(Finding::is_error) {
            self.keep(&source);
            let refusal = Failure::data("the ledger's names have errors, so nothing can be answered from it", findings);
            return Err(refusal.with_sources(self.sources()));
        }
        self.names = names;
        Ok(self)
    }

    /// The English sentences, with the names that the house uses.
    pub fn english(&self) -> Phrases {
        let house = self.names.iter().flat_map(Names::iter).filter(|name| {
            let known = Names::builtin().by_code(&name.code);
            known.is_none_or(|known| known.english != name.english)
        });
        let lines = house.map(|name| format!("name.{}: {}\n", name.code, name.english.replace('\n', " ")));
        Phrases::english().with(Phrases::read(&lines.collect::<String>()))
    }
}
