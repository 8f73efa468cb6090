//! The clause language: controlled English in which the final clause of an agreement is written, and the one
//! evaluator that says whether and since when it is met, for whom, and what is missing.
//!
//! ```text
//! token > cursor > parse      words to a tree (syntax), faults that point at the words
//! resolve                     names to groups, weights, parties: rules that cannot be wrong
//! facts + rule > world        everything that changes, day by day
//! sweep (tally)               one pass over the days: trigger, for certain and at best
//! force, binding, term        days that follow from the trigger
//! tree, want > verdict        the answer, which explains itself (node, missing, party_force)
//! ```
//!
//! It knows no TOML, no file and no clock: the day asked about is in the facts. What a verdict allows to be said
//! (basis, announced entry into force) is decided above.

mod binding;
mod cursor;
pub mod delay;
mod evaluate;
mod facts;
mod fault;
mod force;
mod kinds;
mod missing;
mod node;
mod parse;
mod parse_amount;
mod parse_delay;
mod party_force;
mod resolve;
mod resolve_term;
mod rule;
mod standing;
mod sweep;
mod syntax;
mod tally;
mod term;
#[cfg(test)]
mod tests;
mod token;
mod tree;
mod verdict;
mod want;
mod world;

pub use cursor::NameToCode;
pub use evaluate::evaluate;
pub use facts::{Completion, FactAct, Facts, OtherForce, Participant};
pub use fault::ClauseFault;
pub use missing::{Missing, MissingAct};
pub use node::{Figure, LeftOut, Measure, Node, Reason, Used};
pub use parse::{parse_condition, parse_condition_with};
pub use parse_delay::{parse_delay, parse_duration};
pub use party_force::{EndReason, Ends, PartyForce, Period};
pub use resolve::{PhraseFault, resolve};
pub use rule::Clause;
pub use syntax::{
    Amount, By, ByKind, Compare, Condition, Delay, DelayStep, Duration, FloorRef, Name, NamedCode, Share, Term, Unit,
};
pub use verdict::{ForceDay, Gap, Met, Verdict};
