//! What the outline of an answer rests on, and no more: so little that it can be kept for a whole ledger.

use std::collections::BTreeSet;

use super::Case;
use super::outline::rests_on_home;
use crate::model::{Act, Code};

/// Which acts the outline of an agreement rests on, as of any day and as known at any moment: those abroad and of the
/// agreement itself; and of who acted at home alone one act, which says that it takes part. By their place in the file.
pub fn essence(case: &Case) -> Vec<bool> {
    let acts = &case.agreement.acts;
    if rests_on_home(case) {
        return vec![true; acts.len()];
    }
    let abroad = |act: &Act| !act.kind.is_domestic() && !act.expected;
    let mut told: BTreeSet<Code> =
        acts.iter().filter(|act| abroad(act) && act.retracted.is_none()).filter_map(|act| act.party).collect();
    let mut takes_part = |act: &Act| act.party.is_some_and(|party| told.insert(party));
    acts.iter().map(|act| abroad(act) || act.retracted.is_none() && !act.expected && takes_part(act)).collect()
}
