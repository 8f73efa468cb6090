//! The closed sets of words that ledger, flags, help and JSON share.

/// A closed set of words: an enum, its spelling, and the way back.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, schemars::JsonSchema)]
        pub enum $name { $($(#[$doc])* #[schemars(rename = $text)] $variant,)+ }

        impl $name {
            /// Every word of the set, in the order of the documents.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word as the ledger writes it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The value of a word; `None` for any other spelling.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no word of this set")))
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What a text calls itself.
    Form {
        /// A treaty.
        Treaty = "treaty",
        /// A convention.
        Convention = "convention",
        /// A protocol.
        Protocol = "protocol",
        /// An agreement.
        Agreement = "agreement",
        /// A memorandum.
        Memorandum = "memorandum",
        /// An exchange of notes.
        ExchangeOfNotes = "exchange-of-notes",
        /// An amendment.
        Amendment = "amendment",
        /// A declaration.
        Declaration = "declaration",
        /// Something else.
        Other = "other",
    }
}

words! {
    /// Between whom a text was concluded.
    Between {
        /// States.
        States = "states",
        /// Governments.
        Governments = "governments",
        /// Ministries: not by itself a treaty between States.
        Ministries = "ministries",
        /// International organisations.
        Organisations = "organisations",
        /// States and organisations together.
        Mixed = "mixed",
        /// Not known.
        Unknown = "unknown",
    }
}

words! {
    /// Whether a text is legally binding.
    Binding {
        /// It is.
        Yes = "yes",
        /// It is not: it never enters into force, it becomes operative.
        No = "no",
        /// That is disputed.
        Disputed = "disputed",
        /// Not known.
        Unknown = "unknown",
    }
}

words! {
    /// How the final clause is known.
    Basis {
        /// Read in the agreement.
        Text = "text",
        /// Told by others.
        Reported = "reported",
        /// Nobody said so.
        Assumed = "assumed",
    }
}

words! {
    /// What became of a step.
    Outcome {
        /// Adopted.
        Adopted = "adopted",
        /// Rejected.
        Rejected = "rejected",
        /// Done.
        Done = "done",
        /// Deemed done: silence counted.
        DeemedDone = "deemed-done",
        /// Lapsed.
        Lapsed = "lapsed",
        /// Not required here.
        NotRequired = "not-required",
        /// Sent back.
        Returned = "returned",
        /// Annulled.
        Annulled = "annulled",
        /// A tie.
        Tied = "tied",
        /// No quorum.
        NoQuorum = "no-quorum",
        /// Not known.
        Unknown = "unknown",
    }
}

impl Outcome {
    /// Whether the step stands as done (adopted, done, deemed done).
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Adopted | Self::Done | Self::DeemedDone)
    }

    /// Whether the step was taken back or refused, so that it is open again.
    pub const fn reopens(self) -> bool {
        matches!(self, Self::Rejected | Self::Returned | Self::Annulled | Self::Lapsed)
    }
}

words! {
    /// The reading at which a chamber voted.
    Reading {
        /// First reading.
        First = "first",
        /// Second reading.
        Second = "second",
        /// Third reading.
        Third = "third",
        /// The deciding reading.
        Final = "final",
        /// The only reading.
        Single = "single",
    }
}

impl Reading {
    /// Whether a vote at this reading decides.
    pub const fn is_deciding(self) -> bool {
        matches!(self, Self::Final | Self::Single)
    }
}

words! {
    /// What a domestic act is about.
    About {
        /// Being bound.
        Consent = "consent",
        /// Leaving.
        Leave = "leave",
        /// Suspending.
        Suspend = "suspend",
        /// Prolonging.
        Prolong = "prolong",
        /// Making a reservation.
        Reserve = "reserve",
        /// Withdrawing a reservation.
        LiftReservation = "lift-reservation",
    }
}

words! {
    /// How an international act reached the other side.
    Delivery {
        /// Deposited with the depositary.
        Deposit = "deposit",
        /// Exchanged between the parties.
        Exchange = "exchange",
        /// Notified by note.
        Notification = "notification",
    }
}

words! {
    /// What kind of publisher a source is.
    SourceKind {
        /// The depositary.
        Depositary = "depositary",
        /// An official gazette.
        Gazette = "gazette",
        /// A parliament.
        Parliament = "parliament",
        /// A presidency.
        Presidency = "presidency",
        /// A government.
        Government = "government",
        /// A ministry.
        Ministry = "ministry",
        /// A court.
        Court = "court",
        /// A news agency.
        Wire = "wire",
        /// A newspaper or news site.
        Press = "press",
        /// A broadcaster.
        Broadcaster = "broadcaster",
        /// A post on a social network.
        Social = "social",
        /// A document.
        Document = "document",
        /// The desk's own reporting.
        Own = "own",
    }
}

words! {
    /// Why a claim was retracted.
    Cause {
        /// Our own mistake.
        Ours = "ours",
        /// The source's mistake.
        Source = "source",
        /// The depositary corrected its record.
        Depositary = "depositary",
        /// Nothing supports it.
        Unsupported = "unsupported",
    }
}

words! {
    /// From when the delay for later parties runs.
    LaterFrom {
        /// Parties whose act came after the trigger.
        Trigger = "trigger",
        /// Parties whose act came after entry into force.
        Force = "force",
    }
}

words! {
    /// Which day of a notification counts.
    Counting {
        /// The day it was received.
        Received = "received",
        /// The day it was sent.
        Sent = "sent",
    }
}

words! {
    /// What months do at the end of a shorter month.
    EndOfMonth {
        /// Keep to its last day.
        Clip = "clip",
        /// Go on into the first of the next.
        Roll = "roll",
    }
}

words! {
    /// How sure the data are of a procedure or step.
    Confidence {
        /// High.
        High = "high",
        /// Medium.
        Medium = "medium",
        /// Low.
        Low = "low",
    }
}
