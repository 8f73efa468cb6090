//! What is still missing: the fewest further acts that would meet the clause.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::Code;

/// The fewest further acts that would meet a clause that is not met.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, schemars::JsonSchema)]
pub struct Missing {
    /// Whether no smaller number of acts would do; else `fewest` is a number that surely does.
    pub exact: bool,
    /// How many acts, events not counted.
    pub fewest: usize,
    /// Who must or could act.
    pub acts: Vec<MissingAct>,
    /// Parties without whom the clause cannot be met.
    pub indispensable: Vec<Code>,
    /// No further act can meet it.
    pub impossible: bool,
    /// Why it cannot be met, or what makes the number uncertain.
    pub reasons: Vec<String>,
}

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum MissingAct {
    /// Every one of these.
    Each {
        /// Who.
        codes: Vec<Code>,
        /// By which kinds of act; empty: any consent.
        by: Vec<&'static str>,
    },
    /// So many of these.
    AnyOf {
        /// How many.
        need: usize,
        /// Who is known.
        candidates: Vec<Code>,
        /// Whether anybody else could act too.
        others: bool,
        /// By which kinds of act; empty: any consent.
        by: Vec<&'static str>,
    },
    /// So much weight.
    Weight {
        /// Of which weight.
        weight: String,
        /// At least so many of the candidates.
        need: usize,
        /// Who could add, the heaviest first.
        candidates: Vec<Code>,
        /// By which kinds of act; empty: any consent.
        by: Vec<&'static str>,
    },
    /// An event.
    Event {
        /// Its name.
        name: String,
    },
    /// Another agreement must be in force.
    Agreement {
        /// Its id.
        id: String,
    },
}

/// Adds an event or another agreement to what is missing.
pub(super) fn with_floor(mut missing: Missing, floor: MissingAct) -> Missing {
    missing.acts.push(floor);
    missing
}

impl Missing {
    /// Everybody who must or could act.
    pub fn codes(&self) -> BTreeSet<Code> {
        let of = |act: &MissingAct| match act {
            MissingAct::Each { codes, .. } => codes.clone(),
            MissingAct::AnyOf { candidates, .. } | MissingAct::Weight { candidates, .. } => candidates.clone(),
            MissingAct::Event { .. } | MissingAct::Agreement { .. } => Vec::new(),
        };
        self.acts.iter().flat_map(of).collect()
    }

    /// What is missing, in one line; empty where nothing is.
    pub fn sentence(&self) -> String {
        if self.impossible {
            return self.reasons.join("; ");
        }
        let acts: Vec<String> = self.acts.iter().map(MissingAct::words).collect();
        if acts.is_empty() { self.reasons.join("; ") } else { acts.join(" and ") }
    }
}

impl MissingAct {
    fn words(&self) -> String {
        const SHOWN: usize = 6;
        let list = |codes: &[Code]| {
            let shown: Vec<&str> = codes.iter().take(SHOWN).map(Code::as_str).collect();
            let more = codes.len().saturating_sub(SHOWN);
            if more == 0 { shown.join(", ") } else { format!("{} and {more} others", shown.join(", ")) }
        };
        let by = |by: &[&str]| if by.is_empty() { String::new() } else { format!(" by {}", by.join(" or ")) };
        match self {
            Self::Each { codes, by: kinds } => format!("{}{}", list(codes), by(kinds)),
            Self::AnyOf { need, candidates, others: true, by: kinds } => {
                let known =
                    if candidates.is_empty() { String::new() } else { format!(" (known: {})", list(candidates)) };
                format!("{need} more {}{known}{}", plural(*need), by(kinds))
            }
            Self::AnyOf { need, candidates, others: false, by: kinds } => {
                format!("{need} of {}{}", list(candidates), by(kinds))
            }
            Self::Weight { weight, need, candidates, by: kinds } => {
                format!("more {weight}: at least {need} of {}{}", list(candidates), by(kinds))
            }
            Self::Event { name } => format!("event {name}"),
            Self::Agreement { id } => format!("force of agreement {id}"),
        }
    }
}

const fn plural(count: usize) -> &'static str {
    if count == 1 { "party" } else { "parties" }
}
