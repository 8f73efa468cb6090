//! The ledger's files as values: text to model with findings, and the smallest change of a text.
//!
//! Loading never stops at the first fault: it yields a model and findings. Knows no file and no clock.

mod act;
mod agreement;
mod brackets;
mod clause;
pub mod edit;
mod guard;
pub mod ident;
pub mod place;
mod procedure;
mod reader;
mod settings;
mod text;
mod wording;
mod write;

use std::sync::Arc;

use crate::diagnostic::Finding;
use crate::model::{Agreement, Names, Procedure};

pub use act::is_web_address;
pub use agreement::load_agreement;
pub use procedure::load_procedure;
pub use settings::{Settings, load_settings};
pub use write::is_unseen;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// The most steps of one procedure.
pub const MAX_STEPS: usize = 200;
/// The most acts in one file.
pub const MAX_ACTS: usize = 100_000;

/// What was loaded from one agreement's file.
#[derive(Debug)]
pub struct Loaded {
    /// The agreement; `None` only where the text is no TOML or of a newer format.
    pub agreement: Option<Agreement>,
    /// What is wrong or doubtful, by place.
    pub findings: Vec<Finding>,
}

/// What loading an agreement needs to know beside its text.
pub struct Context<'a> {
    /// The table of names.
    pub names: &'a Names,
    /// The procedure of a code, where there is one.
    pub procedures: &'a dyn Fn(&str) -> Option<Arc<Procedure>>,
    /// The settings of the ledger: its groups and weights stand below those of the agreement.
    pub settings: &'a Settings,
}
