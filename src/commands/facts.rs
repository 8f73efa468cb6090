//! What is said of acts, by flags or by a row of a file: words, none of them understood yet.

use super::add::{Arguments, SourceArguments};
use crate::model::{Tally, Votes};

/// What is said of an act; of several, where it names several parties.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    /// Who says it.
    pub(super) voice: Voice,
    /// Whose act it is; `None` for one of the agreement itself.
    pub(super) party: Option<String>,
    /// A step of the party's procedure, else a kind.
    pub(super) what: Option<String>,
    pub(super) step: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) id: Option<String>,
    pub(super) date: Option<String>,
    /// It was done not later than this day.
    pub(super) not_later: Option<String>,
    pub(super) effective: Option<String>,
    pub(super) sent: Option<String>,
    pub(super) sitting: Option<String>,
    pub(super) until: Option<String>,
    pub(super) cleared: Option<String>,
    pub(super) embargo: Option<String>,
    pub(super) outcome: Option<String>,
    pub(super) reading: Option<String>,
    pub(super) about: Option<String>,
    pub(super) delivery: Option<String>,
    pub(super) votes: Option<Votes>,
    pub(super) persons: Vec<String>,
    pub(super) ad_referendum: bool,
    pub(super) counts_not: bool,
    pub(super) expected: bool,
    pub(super) texts: Texts,
    pub(super) sources: Vec<SourceFacts>,
}

/// What is taken over as it is said.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    pub(super) name: Option<String>,
    pub(super) body: Option<String>,
    pub(super) follows: Option<String>,
    pub(super) at: Option<String>,
    pub(super) scope: Option<String>,
    pub(super) territory: Option<String>,
    pub(super) excluded: Option<String>,
    pub(super) against: Option<String>,
    pub(super) effect: Option<String>,
    pub(super) condition: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) contested_by: Option<String>,
    pub(super) how: Option<String>,
    pub(super) to: Option<String>,
    pub(super) place: Option<String>,
    pub(super) note: Option<String>,
}

/// Who says so, as it is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SourceFacts {
    pub(super) url: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) title: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) published: Option<String>,
    pub(super) read_on: Option<String>,
    pub(super) archive: Option<String>,
    pub(super) quote: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) verb: Option<String>,
    pub(super) origin: Option<String>,
    pub(super) note: Option<String>,
}

/// In whose words a refusal speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Voice {
    /// Flags of the command line.
    #[default]
    Flags,
    /// Keys of a row.
    Row,
}

impl Voice {
    /// A key of the ledger, as it is said there.
    pub(super) fn key(self, key: &str) -> String {
        match (self, key) {
            (Self::Row, _) => format!("`{key}`"),
            (Self::Flags, "date") => "--on DATE".to_owned(),
            (Self::Flags, _) => format!("--{}", key.replace(['_', '.'], "-")),
        }
    }

    /// The words for the command line, or those for a row.
    pub(super) fn pick(self, flags: String, row: &str) -> String {
        match self {
            Self::Flags => flags,
            Self::Row => row.to_owned(),
        }
    }
}

impl Facts {
    /// What the arguments of `track add` say. A party alone is the kind of an act of the agreement itself.
    pub(super) fn of_arguments(arguments: &Arguments) -> Self {
        let is_alone = arguments.what.is_none() && arguments.step.is_none() && arguments.kind.is_none();
        let (party, what) =
            if is_alone { (None, &arguments.party) } else { (arguments.party.clone(), &arguments.what) };
        let facts = &arguments.facts;
        let sources = SourceFacts::of_arguments(&arguments.source);
        Self {
            voice: Voice::Flags,
            party,
            what: what.clone(),
            step: arguments.step.clone(),
            kind: arguments.kind.clone(),
            id: facts.id.clone(),
            date: facts.on.clone(),
            not_later: facts.by.clone(),
            effective: facts.effective.clone(),
            sent: facts.sent.clone(),
            until: facts.until.clone(),
            embargo: facts.embargo.clone(),
            outcome: facts.outcome.clone(),
            reading: facts.reading.clone(),
            about: facts.about.clone(),
            delivery: facts.delivery.clone(),
            votes: known(Tally {
                for_: facts.for_,
                against: facts.against,
                abstain: facts.abstain,
                ..Tally::default()
            }),
            persons: facts.person.clone(),
            expected: facts.expected,
            texts: Texts {
                name: facts.name.clone(),
                body: facts.body.clone(),
                follows: facts.follows.clone(),
                place: facts.place.clone(),
                scope: facts.scope.clone(),
                note: facts.note.clone(),
                ..Texts::default()
            },
            sources: if sources == SourceFacts::default() { Vec::new() } else { vec![sources] },
            ..Self::default()
        }
    }
}

impl SourceFacts {
    pub(super) fn of_arguments(arguments: &SourceArguments) -> Self {
        Self {
            url: arguments.source.clone(),
            publisher: arguments.publisher.clone(),
            title: arguments.title.clone(),
            kind: arguments.source_kind.clone(),
            published: arguments.published.clone(),
            quote: arguments.quote.clone(),
            verb: arguments.verb.clone(),
            origin: arguments.origin.clone(),
            archive: arguments.archive.clone(),
            ..Self::default()
        }
    }
}

/// The figures, where any is known.
pub(super) fn known(tally: Tally) -> Option<Votes> {
    (tally != Tally::default()).then_some(Votes::Counts(tally))
}
