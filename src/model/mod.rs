//! What the ledger holds: agreements, parties, acts, procedures, names.
//!
//! Plain values. Nothing here knows TOML, a clock or a file; nothing here is derived: statuses are computed above.

mod act;
mod agreement;
mod code;
mod kind;
mod names;
mod procedure;
pub mod procedure_texts;
pub(crate) mod words;

pub use act::{Act, ActId, Citation, Look, Retraction, Tally, Unanimous, Votes};
pub use agreement::{
    Agreement, AgreementId, ClauseText, Deemed, Floor, Group, IdError, Member, PartyEntry, Phrase, Related, RouteText,
    Term, Weight,
};
pub use code::{Code, CodeError};
pub use kind::{Kind, Plane};
pub use names::{Clash, Extra, Found, Name, NameKind, Names, fold};
pub use procedure::{
    Body, Clock, Evidence, Milestones, OnExpiry, OwnStep, Procedure, ProcedureSource, Requirement, Step,
};
pub use words::{
    About, Basis, Between, Binding, Cause, Confidence, Counting, Delivery, EndOfMonth, Form, LaterFrom, Outcome,
    Reading, SourceKind,
};
