//! From two standings of one agreement to the transitions between them. Knows no words.

use std::collections::BTreeSet;

use super::What;
use super::acts::{How, Moved, by_themselves, expected, moved};
use super::planes::planes;
use super::sides::Side;
use super::standing::{ActStanding, Standing};
use crate::date::ActDate;
use crate::ledger::ident;
use crate::model::{ActId, AgreementId, Code};

/// What became different, in one respect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Transition {
    pub(super) what: What,
    /// The plane on which reports differ, where that is what it is about.
    pub(super) plane: Option<What>,
    /// Whom it is about; none: the agreement.
    pub(super) parties: Vec<Code>,
    pub(super) date: Option<ActDate>,
    pub(super) before: Option<Side>,
    pub(super) after: Option<Side>,
    /// The acts that carry it, sorted.
    pub(super) acts: Vec<ActId>,
    /// The act that it is about, where it is about one.
    pub(super) act: Option<ActStanding>,
    /// Whether an act that was relied on no longer is.
    pub(super) correction: bool,
}

/// What became different between two standings of one agreement, whose clause counts these acts now.
pub(super) fn transitions(before: &Standing, after: &Standing, counted: &BTreeSet<ActId>) -> Vec<Transition> {
    let moved = moved(before, after);
    let mut told = planes(before, after, &moved, counted);
    let carried: BTreeSet<ActId> = told.iter().flat_map(|transition| transition.acts.iter().cloned()).collect();
    told.extend(by_themselves(&moved, &carried));
    told.extend(expected(before, after, &moved));
    told.sort_by(|a, b| a.place().cmp(&b.place()));
    told
}

/// That an agreement is in the ledger that was not: its acts are told with it.
pub(super) fn added(after: &Standing) -> Transition {
    Transition {
        parties: after.parties.keys().copied().collect(),
        date: None,
        after: Some(after.force.clone()),
        acts: after.acts.keys().cloned().collect(),
        ..Transition::new(What::AgreementAdded)
    }
}

impl Transition {
    pub(super) fn new(what: What) -> Self {
        Self {
            what,
            plane: None,
            parties: Vec::new(),
            date: None,
            before: None,
            after: None,
            acts: Vec::new(),
            act: None,
            correction: false,
        }
    }

    /// The same, carried by these acts.
    pub(super) fn carried_by<'m>(mut self, acts: impl Iterator<Item = &'m Moved<'m>>) -> Self {
        for moved in acts {
            self.correction |= moved.how == How::Retracted;
            self.acts.push(moved.id.clone());
        }
        self.acts.sort();
        self
    }

    /// Acts of parties first by their day, then what follows from them for the whole.
    fn place(&self) -> (bool, Option<ActDate>, What, &[Code], &[ActId]) {
        (self.what == What::Force, self.date, self.what, &self.parties, &self.acts)
    }

    /// The id: of an agreement that came or went it is made from nothing but that.
    pub(super) fn id(&self, agreement: &AgreementId) -> String {
        let mut text = format!("change of {agreement}\n{}\n", self.what);
        if !matches!(self.what, What::AgreementAdded | What::AgreementGone) {
            text.extend(self.plane.map(|plane| format!("plane {plane}\n")));
            for code in &self.parties {
                text.push_str(&format!("party {code}\n"));
            }
            for (name, side) in [("before", &self.before), ("after", &self.after)] {
                let key = side.as_ref().map(Side::key).unwrap_or_default();
                text.push_str(&format!("{name} {key}\n"));
            }
            for act in &self.acts {
                text.push_str(&format!("act {act}\n"));
            }
        }
        ident::of_text(&text)
    }
}
