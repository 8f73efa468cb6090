//! Which acts count: kinds as a set, so that a leaf asks one question of a party.

use crate::model::Kind;

/// A set of things that may count: the nine kinds of consent, signature, completion at home, objection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KindSet(u16);

/// The place of a kind in a [`KindSet`].
pub(super) type Slot = usize;

/// How many slots there are.
pub(super) const SLOTS: usize = 12;
pub(super) const SIGNATURE: Slot = 9;
pub(super) const COMPLETION: Slot = 10;
pub(super) const OBJECTION: Slot = 11;

const DEFINITIVE_SIGNATURE: Slot = 0;
/// The slot of `consent`, mode not stated.
pub(super) const MODE_NOT_STATED: Slot = 8;

const CONSENT_KINDS: [Kind; 9] = [
    Kind::DefinitiveSignature,
    Kind::Ratification,
    Kind::Acceptance,
    Kind::Approval,
    Kind::Accession,
    Kind::Succession,
    Kind::FormalConfirmation,
    Kind::Notification,
    Kind::Consent,
];

/// The slot of a kind that may count somewhere.
pub(super) fn slot(kind: Kind) -> Option<Slot> {
    match kind {
        Kind::Signature => Some(SIGNATURE),
        Kind::Objection => Some(OBJECTION),
        _ => CONSENT_KINDS.iter().position(|k| *k == kind),
    }
}

impl Default for KindSet {
    fn default() -> Self {
        Self::NONE
    }
}

impl KindSet {
    pub(super) const NONE: Self = Self(0);
    pub(super) const CONSENT: Self = Self(0b1_1111_1111);
    pub(super) const OBJECTION: Self = Self(1 << OBJECTION);

    /// `by signature` takes definitive signature in.
    pub(super) fn with(self, kind: Kind) -> Self {
        let own = slot(kind).map_or(self, |slot| self.with_slot(slot));
        if kind == Kind::Signature { own.with(Kind::DefinitiveSignature) } else { own }
    }

    pub(super) const fn with_slot(self, slot: Slot) -> Self {
        Self(self.0 | 1 << slot)
    }

    pub(super) const fn without_slot(self, slot: Slot) -> Self {
        Self(self.0 & !(1 << slot))
    }

    pub(super) const fn has(self, slot: Slot) -> bool {
        self.0 & 1 << slot != 0
    }

    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether a consent of which the mode is not stated may be one of these.
    pub(super) const fn may_be_consent(self) -> bool {
        self.0 & Self::CONSENT.0 != 0
    }

    /// With a consent whose mode is not stated, where it may be one of these.
    pub(super) const fn at_best(self) -> Self {
        if self.asks_for_a_mode() { self.with_slot(MODE_NOT_STATED) } else { self }
    }

    const fn asks_for_a_mode(self) -> bool {
        self.without_slot(DEFINITIVE_SIGNATURE).may_be_consent()
    }

    /// The names of the kinds, for people to read; empty where any consent will do.
    pub(super) fn names(self) -> Vec<&'static str> {
        let mut names: Vec<&'static str> = Vec::new();
        if self == Self::CONSENT {
            return names;
        }
        if self.has(SIGNATURE) {
            names.push(Kind::Signature.as_str());
        }
        let consents = CONSENT_KINDS.iter().enumerate().filter(|(slot, _)| self.has(*slot));
        names.extend(consents.filter(|(slot, _)| *slot != 0 || !self.has(SIGNATURE)).map(|(_, kind)| kind.as_str()));
        if self.has(COMPLETION) {
            names.push("domestic completion");
        }
        names
    }
}
