//! The ledger's files as values: text to model with findings, and the smallest change of a text.
//!
//! Loading never stops at the first fault: it yields a model and findings. Knows no file and no clock.

mod act;
mod agreement;
mod block;
mod brackets;
mod citation;
mod clause;
mod conflict;
mod cutting;
pub mod edit;
pub mod fmt;
pub mod gone;
mod guard;
pub mod ident;
mod kind;
mod look;
mod names;
mod parse;
mod party;
pub mod place;
mod plain;
mod procedure;
mod reader;
mod record;
mod settings;
pub mod shape;
mod string;
mod text;
mod value;
mod votes;
mod weave;
mod wording;
mod write;

use std::sync::Arc;

use crate::diagnostic::Finding;
use crate::model::{Agreement, Names, Procedure};

pub use agreement::load_agreement;
pub use citation::is_web_address;
pub use cutting::cutting;
pub use names::load_names;
pub use procedure::load_procedure;
pub use settings::{Settings, load_settings};
pub use string::string_end;
pub use write::is_unseen;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// The most steps of one procedure.
pub const MAX_STEPS: usize = 200;
/// The most acts in one file.
pub const MAX_ACTS: usize = 100_000;
/// The most looks in one file.
pub const MAX_LOOKS: usize = 100_000;
/// The most parties that one agreement lists, and the most that it names.
pub const MAX_PARTIES: usize = 1_000;
/// The most routes, and the most days to wait for, of one clause.
pub const MAX_ROUTES: usize = 100;
/// The longest title or name, in characters.
pub const MAX_TITLE: usize = 1_000;

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
