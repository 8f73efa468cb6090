//! Kinds of acts.

use super::words::words;

words! {
    /// What kind of act it is: international, of the agreement itself, or a step at home.
    Kind {
        /// Signed, subject to consent.
        Signature = "signature",
        /// Signed with binding effect (Vienna Convention 12).
        DefinitiveSignature = "definitive-signature",
        /// The text was initialled.
        Initialling = "initialling",
        /// Ratification, delivered (Vienna Convention 14, 16).
        Ratification = "ratification",
        /// Acceptance, delivered.
        Acceptance = "acceptance",
        /// Approval, delivered (international; not a vote).
        Approval = "approval",
        /// Accession (Vienna Convention 15).
        Accession = "accession",
        /// Notification of succession.
        Succession = "succession",
        /// Act of formal confirmation by an organisation.
        FormalConfirmation = "formal-confirmation",
        /// Notification that the procedures at home are complete.
        Notification = "notification",
        /// Consent, mode not stated.
        Consent = "consent",
        /// Objection.
        Objection = "objection",
        /// Reservation.
        Reservation = "reservation",
        /// Declaration.
        Declaration = "declaration",
        /// Extension to a territory.
        TerritorialApplication = "territorial-application",
        /// Provisional application begins (Vienna Convention 25).
        ProvisionalApplication = "provisional-application",
        /// Provisional application ends.
        ProvisionalEnd = "provisional-end",
        /// Withdrawal or denunciation; before force, consent taken back.
        Withdrawal = "withdrawal",
        /// A notice of withdrawal was withdrawn.
        NoticeWithdrawn = "notice-withdrawn",
        /// Notice of no intention to become a party (Vienna Convention 18).
        NoIntention = "no-intention",
        /// Exclusion by the others.
        Exclusion = "exclusion",
        /// Suspension, by one party or of the agreement.
        Suspension = "suspension",
        /// Resumption after suspension.
        Resumption = "resumption",
        /// Adoption of the text.
        Adoption = "adoption",
        /// A named event that a clause waits for.
        Event = "event",
        /// Entry into force, announced.
        EntryIntoForce = "entry-into-force",
        /// Extension of the term.
        Extension = "extension",
        /// Termination.
        Termination = "termination",
        /// Government submits it.
        GovernmentSubmission = "government-submission",
        /// Committee stage.
        Committee = "committee",
        /// A vote that makes a law, decree or ratifying act.
        Vote = "vote",
        /// A vote that lets another organ conclude.
        ConsentVote = "consent-vote",
        /// Review by a court or council of state.
        CourtReview = "court-review",
        /// Referendum.
        Referendum = "referendum",
        /// The head of State signs.
        HeadOfStateSignature = "head-of-state-signature",
        /// Promulgation.
        Promulgation = "promulgation",
        /// Publication.
        Publication = "publication",
        /// The instrument was signed (not yet delivered).
        InstrumentSigned = "instrument-signed",
        /// Text lies before parliament.
        LayingPeriod = "laying-period",
        /// Time to object.
        ObjectionPeriod = "objection-period",
        /// Decision of a government or council.
        CouncilDecision = "council-decision",
    }
}

words! {
    /// On which of the three planes an act stands.
    Plane {
        /// What the organs of a State did at home.
        Domestic = "domestic",
        /// How a party bound itself.
        International = "international",
        /// What happened to the agreement itself.
        Agreement = "agreement",
    }
}

impl Kind {
    /// The plane of an act of this kind; suspension and resumption are the agreement's where no party did them.
    pub const fn plane(self, has_party: bool) -> Plane {
        match self {
            Self::Adoption | Self::Event | Self::EntryIntoForce | Self::Extension | Self::Termination => {
                Plane::Agreement
            }
            Self::Suspension | Self::Resumption if !has_party => Plane::Agreement,
            _ if self.is_domestic() => Plane::Domestic,
            _ => Plane::International,
        }
    }

    /// Whether it is a step at home.
    pub const fn is_domestic(self) -> bool {
        self as u8 >= Self::GovernmentSubmission as u8
    }

    /// Whether an act of the agreement may have this kind, without a party.
    pub const fn is_of_agreement(self) -> bool {
        matches!(self.plane(false), Plane::Agreement)
    }

    /// Whether it expresses consent to be bound: definitive signature, ratification … consent.
    pub const fn is_consent(self) -> bool {
        matches!(
            self,
            Self::DefinitiveSignature
                | Self::Ratification
                | Self::Acceptance
                | Self::Approval
                | Self::Accession
                | Self::Succession
                | Self::FormalConfirmation
                | Self::Notification
                | Self::Consent
        )
    }

    /// Whether somebody voted, so that an outcome must be stated.
    pub const fn needs_outcome(self) -> bool {
        matches!(self, Self::Vote | Self::ConsentVote | Self::Referendum)
    }

    /// Whether it is delivered to the other side, so that an entry at the keyboard must say how
    /// (`--delivery deposit|exchange|notification`).
    pub const fn needs_delivery(self) -> bool {
        matches!(self, Self::Ratification | Self::Acceptance | Self::Approval | Self::Accession)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_stands_on_one_plane() {
        let domestic = Kind::ALL.iter().filter(|k| k.plane(true) == Plane::Domestic).count();
        let agreement = Kind::ALL.iter().filter(|k| k.is_of_agreement()).count();
        assert_eq!((domestic, agreement, Kind::ALL.len()), (13, 7, 41));
        assert_eq!(Kind::ALL.iter().filter(|k| k.is_consent()).count(), 9);
        assert!(Kind::ALL.iter().all(|k| !(k.is_consent() && k.is_domestic())));
        assert_eq!(Kind::Suspension.plane(true), Plane::International);
    }

    #[test]
    fn a_vote_is_no_consent() {
        assert!(
            !Kind::Vote.is_consent() && !Kind::ConsentVote.is_consent() && !Kind::HeadOfStateSignature.is_consent()
        );
        assert_eq!(Kind::parse("vote"), Some(Kind::Vote));
        assert_eq!(Kind::parse("deposit-or-notification"), None);
    }
}
