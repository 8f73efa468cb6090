//! Supposed acts: the same answer if somebody acted on some day. Never written anywhere.

use crate::date::{ActDate, Day};
use crate::model::{Act, ActId, Agreement, Code, Delivery, Kind};

/// What is supposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Supposed {
    /// Consent delivered on a day.
    Consent(Code, Day),
    /// Withdrawal notified on a day.
    Withdrawal(Code, Day),
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
        Supposed::Consent(party, day) => (party, day, Kind::Consent),
        Supposed::Withdrawal(party, day) => (party, day, Kind::Withdrawal),
    };
    Act {
        id: ActId(format!("supposed-{}", at + 1)),
        party: Some(party),
        delivery: kind.is_consent().then_some(Delivery::Notification),
        ..Act::new(kind, ActDate::on(day))
    }
}
