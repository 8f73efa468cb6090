//! An agreement as the ledger holds it: header, clause as text, groups, weights, parties, acts, looks.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::{Act, Basis, Between, Binding, Citation, Code, Counting, EndOfMonth, Form, LaterFrom, Look, OwnStep, fold};
use crate::date::{ActDate, Day};
use crate::decimal::Decimal;
use crate::source::Span;

/// The id of an agreement, which is also the name of its file: `[a-z0-9][a-z0-9-]{0,63}`, no device name of Windows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct AgreementId(String);

/// A text that cannot be the id of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Wrong letters or length.
    #[error("`{0}` cannot be an agreement's id: 1 to 64 of a-z, 0-9 and -, not beginning with -")]
    Shape(String),
    /// A name that Windows keeps for a device.
    #[error("`{0}` cannot be an agreement's id: Windows keeps that name for a device")]
    Device(String),
}

impl AgreementId {
    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AgreementId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let letters = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !letters || text.is_empty() || text.len() > 64 || text.starts_with('-') {
            return Err(IdError::Shape(text.to_owned()));
        }
        let numbered = |prefix: &str| {
            text.strip_prefix(prefix).is_some_and(|n| n.len() == 1 && (b'1'..=b'9').contains(&n.as_bytes()[0]))
        };
        if matches!(text, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt") {
            return Err(IdError::Device(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }
}

impl<'de> serde::Deserialize<'de> for AgreementId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for AgreementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Words of a clause with their place in the file (the bytes between the quotation marks), so that a fault can be
/// pointed at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The words, as TOML decodes them.
    pub text: String,
    /// The bytes of the value in the file, quotation marks included.
    pub span: Span,
    /// Whether every byte between the quotation marks stands for itself (no escapes), so that an offset in `text`
    /// is an offset in the file: `span.start + quote + offset`.
    pub quote: Option<usize>,
}

/// One agreement. Statuses are not in here; they are computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Its id: the name of its file.
    pub id: AgreementId,
    /// Its title.
    pub title: String,
    /// A title for tables.
    pub short_title: Option<String>,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// What it calls itself.
    pub form: Option<Form>,
    /// Between whom.
    pub between: Between,
    /// Whether it binds.
    pub binding: Binding,
    /// The closed list of parties; `None`: an open list, whoever acts is a participant.
    pub parties: Option<Vec<Code>>,
    /// When it was opened for signature.
    pub opened: Option<ActDate>,
    /// When it closes for signature.
    pub closes: Option<ActDate>,
    /// Its depositaries.
    pub depositary: Vec<String>,
    /// Registration, as cited.
    pub registered: Option<String>,
    /// Where the text is.
    pub text: Option<String>,
    /// From when it applies, where that is before its force.
    pub applies_from: Option<ActDate>,
    /// Tags of the desk.
    pub tags: Vec<String>,
    /// Related agreements.
    pub related: Vec<Related>,
    /// A note of the desk.
    pub note: Option<String>,
    /// Sources for the whole record.
    pub sources: Vec<Citation>,
    /// The final clause as written; `None`: no `[clause]`.
    pub clause: Option<ClauseText>,
    /// How long it lasts and how it is left.
    pub term: Option<Term>,
    /// Groups of this agreement and, below them, of the ledger.
    pub groups: BTreeMap<String, Group>,
    /// Weights of this agreement and, below them, of the ledger.
    pub weights: BTreeMap<String, Weight>,
    /// What must be said of single parties.
    pub party: BTreeMap<Code, PartyEntry>,
    /// The acts, in the order of the file.
    pub acts: Vec<Act>,
    /// The looks, in the order of the file.
    pub looked: Vec<Look>,
}

impl Agreement {
    /// Whether it bears a tag, in whatever letters that is written.
    pub fn bears(&self, tag: &str) -> bool {
        self.tags.iter().any(|own| fold(own) == fold(tag))
    }

    /// The short title, else the title.
    pub fn label(&self) -> &str {
        self.short_title.as_deref().unwrap_or(&self.title)
    }
}

/// A link to another agreement.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Related {
    /// How it is related, for example `builds-on`, `amends`, `replaces`.
    pub kind: String,
    /// The id of the other agreement, where it is in the ledger or could be.
    pub id: String,
}

/// `[clause]`, as written; `clause` parses it.
#[derive(Debug, Clone, PartialEq)]
pub struct ClauseText {
    /// The condition.
    pub when: Option<Phrase>,
    /// The delay from the trigger to force; left out: same day.
    pub then: Option<Phrase>,
    /// That date if the condition is met by then, else `then`.
    pub on: Option<Day>,
    /// Floors: the latest wins.
    pub not_before: Vec<Floor>,
    /// The delay for parties that come later.
    pub later: Option<Phrase>,
    /// Which parties come later.
    pub later_from: LaterFrom,
    /// Which day of a notification counts.
    pub counts: Counting,
    /// `acting` (`None`) or `all of GROUP`.
    pub binds: Option<Phrase>,
    /// Tacit acceptance.
    pub deemed: Option<Deemed>,
    /// Whether organisations count in numbers, shares of rule-given groups and weights.
    pub count_organisations: bool,
    /// What months do at the end of a shorter month.
    pub end_of_month: EndOfMonth,
    /// How the clause is known.
    pub basis: Basis,
    /// The article, as cited.
    pub article: Option<String>,
    /// A note of the desk.
    pub note: Option<String>,
    /// Alternative routes: the earliest result wins.
    pub routes: Vec<RouteText>,
    /// Who says so.
    pub sources: Vec<Citation>,
    /// The bytes of the table's header in the file.
    pub span: Span,
}

/// One `[[clause.route]]`, as written.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteText {
    /// The condition.
    pub when: Phrase,
    /// The delay; left out: same day.
    pub then: Option<Phrase>,
}

/// A floor under the day of force: a day, or words to be parsed (`event NAME`, `agreement ID`).
#[derive(Debug, Clone, PartialEq)]
pub enum Floor {
    /// Not before that day.
    Day(Day),
    /// Not before the event or the other agreement named here.
    Words(Phrase),
}

/// Tacit acceptance: on `on` everybody is deemed to have accepted, unless `unless` of a group objected by then.
#[derive(Debug, Clone, PartialEq)]
pub struct Deemed {
    /// The day on which silence becomes acceptance.
    pub on: Day,
    /// The share of a group whose objection prevents it, in the words of the clause language (`1/3 of members`,
    /// `more than 1/3 of members`, `1 party`).
    pub unless: Option<Phrase>,
}

/// `[term]`: how long it lasts and how it is left.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Term {
    /// `5 years` from force, a date, or `indefinite`.
    pub lasts: Option<Phrase>,
    /// The period by which it goes on without notice.
    pub renews: Option<Phrase>,
    /// How long before the end of a period notice must be given.
    pub notice: Option<Phrase>,
    /// From notice of withdrawal to its effect.
    pub leave: Option<Phrase>,
    /// The agreement with which it ends.
    pub ends_with: Option<AgreementId>,
    /// How the term is known.
    pub basis: Option<Basis>,
    /// The article, as cited.
    pub article: Option<String>,
    /// Who says so.
    pub sources: Vec<Citation>,
}

/// A named group of parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its members, each with a period where it has one.
    pub members: Vec<Member>,
    /// Whether any member has a period, so that membership depends on the day.
    pub dated: bool,
}

/// A member of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub code: Code,
    /// First day inside; `None`: from the beginning.
    pub from: Option<Day>,
    /// First day outside; `None`: to this day.
    pub until: Option<Day>,
}

impl Member {
    /// Whether it belongs to the group on a day.
    pub fn is_in(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// A weight that conditions measure by.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    /// What is measured, in words.
    pub unit: Option<String>,
    /// The whole; left out: the sum of the values.
    pub total: Option<Decimal>,
    /// Where the figures come from, in words.
    pub source: Option<String>,
    /// The values. A party without one is unknown, not zero.
    pub values: BTreeMap<Code, Decimal>,
}

/// `[party.CODE]`: only what must be said.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PartyEntry {
    /// Its procedure; `None`: the one under its own code. `Some("none")`: no procedure.
    pub procedure: Option<String>,
    /// The variant of the procedure.
    pub variant: Option<String>,
    /// The name to show.
    pub name: Option<String>,
    /// Whether it is an organisation; `None`: as the table of names says.
    pub organisation: Option<bool>,
    /// The first day on which it no longer existed.
    pub ceased: Option<Day>,
    /// A note of the desk.
    pub note: Option<String>,
    /// Its own list of steps, instead of a procedure.
    pub steps: Vec<OwnStep>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_never_a_path_or_a_device() {
        for good in ["a", "az-tr-2025", "2001", &"a".repeat(64), "com10", "console"] {
            assert!(good.parse::<AgreementId>().is_ok(), "{good}");
        }
        for bad in
            ["", "-a", "..", "a/b", "A", "a.toml", "é", "con", "com1", "lpt9", "nul", &"a".repeat(65), "a b", "a\0"]
        {
            assert!(bad.parse::<AgreementId>().is_err(), "{bad}");
        }
    }
}
