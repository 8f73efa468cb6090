//! What a run left out because it is not to be shown yet, and the one line that says so beside the answer.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

use super::Context;

/// What was withheld so far, by name, with the moment until which; shared by those who note it.
#[derive(Debug, Clone, Default)]
pub struct Withheld(Arc<Mutex<Noted>>);

type Noted = BTreeMap<String, DateTime<Utc>>;

impl Withheld {
    /// Notes that something is withheld until a moment; the same thing twice counts once.
    pub fn note(&self, name: String, until: DateTime<Utc>) {
        self.noted().insert(name, until);
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many things, and until when the last of them.
    fn told(&self) -> Option<(usize, DateTime<Utc>)> {
        let noted = self.noted();
        noted.values().max().map(|last| (noted.len(), *last))
    }
}

impl Context {
    /// Takes up whether `--include-embargoed` was said.
    pub fn set_embargoed(&mut self, included: bool) {
        self.embargoed = included;
    }

    /// Whether answers show what is under embargo, too.
    pub fn includes_embargoed(&self) -> bool {
        self.embargoed
    }

    /// Where it is noted what was withheld.
    pub fn withheld(&self) -> Withheld {
        self.withheld.clone()
    }

    /// Says nothing of it: the answer is read by a script, or there is none.
    pub fn forget_withheld(&mut self) {
        self.withheld.noted().clear();
    }

    /// Says that something was left out or shown against an embargo, and never what.
    pub(crate) fn tell_withheld(&mut self) {
        let Some((number, last)) = self.withheld.told() else { return };
        let (acts, are, them) = if number == 1 { ("act", "is", "it") } else { ("acts", "are", "them") };
        let until = format!("{}{}", last.format("%Y-%m-%d %H:%M UTC"), if number == 1 { "" } else { " at the latest" });
        self.err(&if self.embargoed {
            format!("note: {number} {acts} under embargo until {until} {are} shown: not for publication before then\n")
        } else {
            format!(
                "note: {number} {acts} {are} under embargo until {until}: left out; --include-embargoed shows {them}\n"
            )
        });
    }
}
