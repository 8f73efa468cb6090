//! The report of `track show`: one agreement as the ledger holds it, under the ledger's keys.

use serde::Serialize;

use super::act::{ActLine, LookLine, acts, known, looks};
use crate::date::{ActDate, Day};
use crate::model::{Act, Agreement, AgreementId, Basis, Between, Binding, Citation, Code, Form, Related};
use crate::status::AsOf;

/// `track show --json`.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ShowReport<'a> {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// The day the record is shown for.
    pub as_of: Day,
    /// Its id.
    pub id: &'a AgreementId,
    /// Its title.
    pub title: &'a str,
    /// A title for tables.
    pub short_title: Option<&'a str>,
    /// Other names.
    pub aliases: &'a [String],
    /// What it calls itself.
    pub form: Option<Form>,
    /// Between whom.
    pub between: Between,
    /// Whether it binds.
    pub binding: Binding,
    /// The closed list of parties; null: an open list.
    pub parties: Option<&'a [Code]>,
    /// Opened for signature.
    pub opened: Option<ActDate>,
    /// Closes for signature.
    pub closes: Option<ActDate>,
    /// Its depositaries.
    pub depositary: &'a [String],
    /// Registration.
    pub registered: Option<&'a str>,
    /// Where the text is.
    pub text: Option<&'a str>,
    /// From when it applies.
    pub applies_from: Option<ActDate>,
    /// Tags of the desk.
    pub tags: &'a [String],
    /// Related agreements.
    pub related: &'a [Related],
    /// A note of the desk.
    pub note: Option<&'a str>,
    /// Sources for the whole record.
    #[serde(rename = "source")]
    pub sources: &'a [Citation],
    /// The final clause as written; null: none is recorded.
    pub clause: Option<ClauseLine<'a>>,
    /// The acts, by date.
    pub acts: Vec<ActLine<'a>>,
    /// How many acts lie behind the day that is asked for.
    pub acts_later: usize,
    /// Who looked and found nothing, by date.
    pub looked: Vec<LookLine<'a>>,
}

/// The final clause as the ledger writes it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ClauseLine<'a> {
    /// The condition.
    pub when: Option<&'a str>,
    /// The delay to force.
    pub then: Option<&'a str>,
    /// How it is known.
    pub basis: Basis,
    /// The article.
    pub article: Option<&'a str>,
    /// A note of the desk.
    pub note: Option<&'a str>,
    /// Who says so.
    #[serde(rename = "source")]
    pub sources: &'a [Citation],
}

/// The record of one agreement as of a day.
pub fn show(agreement: &Agreement, as_of: AsOf) -> ShowReport<'_> {
    let later = |act: &&Act| !act.expected && act.date.earliest() > as_of.day && known(as_of, act.recorded);
    ShowReport {
        schema: "track.show/1",
        as_of: as_of.day,
        id: &agreement.id,
        title: &agreement.title,
        short_title: agreement.short_title.as_deref(),
        aliases: &agreement.aliases,
        form: agreement.form,
        between: agreement.between,
        binding: agreement.binding,
        parties: agreement.parties.as_deref(),
        opened: agreement.opened,
        closes: agreement.closes,
        depositary: &agreement.depositary,
        registered: agreement.registered.as_deref(),
        text: agreement.text.as_deref(),
        applies_from: agreement.applies_from,
        tags: &agreement.tags,
        related: &agreement.related,
        note: agreement.note.as_deref(),
        sources: &agreement.sources,
        clause: clause(agreement),
        acts: acts(agreement, as_of),
        acts_later: agreement.acts.iter().filter(later).count(),
        looked: looks(agreement, as_of),
    }
}

fn clause(agreement: &Agreement) -> Option<ClauseLine<'_>> {
    let clause = agreement.clause.as_ref()?;
    Some(ClauseLine {
        when: clause.when.as_ref().map(|phrase| phrase.text.as_str()),
        then: clause.then.as_ref().map(|phrase| phrase.text.as_str()),
        basis: clause.basis,
        article: clause.article.as_deref(),
        note: clause.note.as_deref(),
        sources: &clause.sources,
    })
}
