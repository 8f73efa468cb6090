//! Supposed acts: the same answer if somebody acted on some day. Never written anywhere.

use crate::clause::{MissingAct, Verdict};
use crate::date::{ActDate, Day};
use crate::model::{Act, ActId, Agreement, Code, Delivery, Kind};

/// What is supposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Supposed {
    /// Consent delivered on a day, in the mode that the clause asks for.
    Consent(Code, Day, Kind),
    /// Withdrawal notified on a day.
    Withdrawal(Code, Day),
}

/// The kind of act by which a party would help most: one that every condition counts that waits for it, else a
/// consent whose mode is not stated.
pub fn mode(verdict: &Verdict, party: Code) -> Kind {
    let asked = verdict.missing.acts.iter().filter_map(|act| match act {
        MissingAct::Each { codes, by } if codes.contains(&party) => Some(by),
        MissingAct::AnyOf { candidates, others, by, .. } if *others || candidates.contains(&party) => Some(by),
        MissingAct::Weight { candidates, by, .. } if candidates.contains(&party) => Some(by),
        _ => None,
    });
    let asked = asked.filter(|by| !by.is_empty() && !by.contains(&"domestic completion"));
    let shared = asked.cloned().reduce(|a, b| a.into_iter().filter(|kind| b.contains(kind)).collect());
    let first = shared.and_then(|kinds| Kind::parse(kinds.first()?));
    match first {
        Some(Kind::Signature) => Kind::DefinitiveSignature,
        Some(kind) => kind,
        None => Kind::Consent,
    }
}

/// The agreement with supposed acts added at its end; their ids begin with `supposed-`.
pub fn suppose(agreement: &Agreement, supposed: &[Supposed]) -> Agreement {
    let mut changed = agreement.clone();
    for (at, what) in supposed.iter().enumerate() {
        changed.acts.push(act(at, *what));
    }
    changed
}

fn act(at: usize, what: Supposed) -> Act {
    let (party, day, kind) = match what {
        Supposed::Consent(party, day, kind) => (party, day, kind),
        Supposed::Withdrawal(party, day) => (party, day, Kind::Withdrawal),
    };
    Act {
        id: ActId(format!("supposed-{}", at + 1)),
        party: Some(party),
        delivery: kind.is_consent().then_some(Delivery::Notification),
        ..Act::new(kind, ActDate::on(day))
    }
}
