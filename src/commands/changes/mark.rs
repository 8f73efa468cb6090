//! How far a reader has been told: the cursor of `changes` and the state of `notify`, a JSON document that its owner
//! keeps. It holds the standing of every agreement, not a date, so that an act which a pull brings is never missed,
//! whatever its dates. It carries a fingerprint of itself, and is never trusted without it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::compared::Asked;
use crate::date::Day;
use crate::error::{Exit, Failure};
use crate::ledger::ident::fingerprint;
use crate::render::json;
use crate::report::changes::{Book, Change};
use crate::source::Source;

/// Which document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Schema {
    /// Of `changes`.
    Cursor,
    /// Of `notify`.
    State,
}

/// How far a reader has been told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// The day of the last answer.
    pub(crate) as_of: Day,
    /// What was asked.
    pub(crate) asked: Asked,
    /// Where everything stood.
    pub(crate) agreements: Book,
    /// What is still to be told, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) pending: Vec<Change>,
    /// The ids of those of it that were begun and not seen to end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) begun: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Document {
    schema: String,
    fingerprint: String,
    told: Value,
}

impl Schema {
    const fn name(self) -> &'static str {
        match self {
            Self::Cursor => "track.cursor/1",
            Self::State => "track.notify/1",
        }
    }

    const fn what(self) -> &'static str {
        match self {
            Self::Cursor => "cursor of `track changes`",
            Self::State => "state of `track notify`",
        }
    }
}

impl Mark {
    /// Told up to here, and nothing pending.
    pub(crate) fn new(as_of: Day, asked: Asked, agreements: Book) -> Self {
        Self { as_of, asked, agreements, pending: Vec::new(), begun: Vec::new() }
    }

    /// The document, on one line.
    pub(crate) fn print(&self, schema: Schema) -> String {
        let told = serde_json::to_value(self).unwrap_or_default();
        let fingerprint = fingerprint(&told.to_string());
        json::lines(&[Document { schema: schema.name().to_owned(), fingerprint, told }])
    }

    /// Reads the document.
    ///
    /// # Errors
    /// Anything that is not whole, or not of this kind (65).
    pub(crate) fn parse(source: &Source, schema: Schema) -> Result<Self, Failure> {
        let name = source.name();
        let refused = |code, why: String| {
            Failure::new(Exit::Data, code, why)
                .help("nothing was told, and the file is as it was; begin anew without it")
        };
        let foreign = || refused("no-cursor", format!("`{name}` is no {}", schema.what()));
        let document: Document = serde_json::from_str(source.text()).map_err(|_| foreign())?;
        match document.schema.rsplit_once('/') {
            Some((kind, version)) if schema.name().starts_with(&format!("{kind}/")) => {
                if document.schema != schema.name() {
                    let message = format!("`{name}` was written by a newer track, in version {version}");
                    return Err(refused("newer-format", message));
                }
            }
            _ => return Err(foreign()),
        }
        let damaged = || refused("damaged-cursor", format!("`{name}` is damaged: it is not as track wrote it"));
        if fingerprint(&document.told.to_string()) != document.fingerprint {
            return Err(damaged());
        }
        serde_json::from_value(document.told).map_err(|_| damaged())
    }

    /// Refuses what this question cannot go on with: another question, or another ledger.
    ///
    /// # Errors
    /// Other agreements or another party are asked about (2), or none of its agreements is in the ledger (65).
    pub(crate) fn fits(&self, name: &str, asked: &Asked, there: &[crate::model::AgreementId]) -> Result<(), Failure> {
        if self.asked != *asked {
            let message = format!("`{name}` was begun for {}, and this asks about {}", said(&self.asked), said(asked));
            return Err(Failure::usage("other-question", message)
                .help("ask as it was begun, or begin another file: a cursor is good for one question"));
        }
        let is_known = |id: &crate::model::AgreementId| there.contains(id);
        if !self.agreements.is_empty() && !there.is_empty() && !self.agreements.keys().any(is_known) {
            let message = format!("`{name}` is of another ledger: none of its agreements is in this one");
            return Err(Failure::new(Exit::Data, "other-ledger", message).help("name its ledger with --ledger DIR"));
        }
        Ok(())
    }
}

/// A question in words.
fn said(asked: &Asked) -> String {
    let ids: Vec<&str> = asked.ids.iter().map(crate::model::AgreementId::as_str).collect();
    let which = if ids.is_empty() { "all agreements".to_owned() } else { ids.join(", ") };
    asked.party.map_or_else(|| which.clone(), |code| format!("{which} and {code}"))
}
