//! Many parties of one agreement, folded: those that stand alike are told together, whoever stands alone by itself.

use std::collections::BTreeMap;

use super::table::Tone;
use crate::date::{Day, show};
use crate::model::Code;
use crate::status::{ForceState, InternationalState, PartyStatus};

/// Parties up to which each has its own row.
const FEW: usize = 12;

/// Parties that stand alike from which they are told together.
const MANY: usize = 4;

/// Parties that stand alike.
#[derive(Debug, PartialEq, Eq)]
pub struct Alike {
    /// How many, and how they stand.
    pub head: String,
    /// What that means to a reader.
    pub tone: Tone,
    /// Their codes, in order.
    pub codes: Vec<Code>,
}

/// What parties must have in common to be told together: how they stand abroad and in force, and at home in words.
type Standing = (InternationalState, ForceState, String);

/// The groups, the greatest first, and the parties that are told by themselves; `home` says how one stands at home.
pub(super) fn fold(parties: &[PartyStatus], home: impl Fn(&PartyStatus) -> String) -> (Vec<Alike>, Vec<&PartyStatus>) {
    let standing = |party: &PartyStatus| (party.international.state, party.force.state, home(party));
    if parties.len() <= FEW {
        return (Vec::new(), parties.iter().collect());
    }
    let mut alike: BTreeMap<Standing, Vec<&PartyStatus>> = BTreeMap::new();
    for party in parties.iter().filter(|party| is_plain(party)) {
        alike.entry(standing(party)).or_default().push(party);
    }
    alike.retain(|_, members| members.len() >= MANY);
    let alone = parties.iter().filter(|party| !is_plain(party) || !alike.contains_key(&standing(party))).collect();
    let mut groups: Vec<(Standing, Vec<&PartyStatus>)> = alike.into_iter().collect();
    groups.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
    (groups.into_iter().map(|(standing, members)| group(standing, &members)).collect(), alone)
}

/// Whether nothing about it must be told beside how it stands.
fn is_plain(party: &PartyStatus) -> bool {
    let disputed = party.disputed;
    let differ = disputed.domestic || disputed.reports_differ || disputed.international || disputed.force;
    !differ && party.international.notice.is_none() && party.international.leaves_on.is_none()
}

fn group((abroad, force, home): Standing, members: &[&PartyStatus]) -> Alike {
    let mut parts = vec![format!("{} alike", members.len())];
    parts.push(match abroad {
        InternationalState::Unknown => "nothing recorded abroad".to_owned(),
        InternationalState::None => "none abroad".to_owned(),
        state => format!("{}{}", state.as_str().replace('-', " "), days(members, |party| party.international.on)),
    });
    parts.push(match force {
        ForceState::Unknown => "force unknown".to_owned(),
        state => state.as_str().replace('-', " "),
    });
    parts.push(format!("at home {home}"));
    let tone = match force {
        ForceState::InForce => Tone::Good,
        ForceState::NotInForce | ForceState::Ended | ForceState::Suspended => Tone::Bad,
        _ => Tone::Attention,
    };
    Alike { head: parts.join(" · "), tone, codes: members.iter().map(|party| party.code).collect() }
}

/// The first and the last of some days; "from … to …" would read as a period that is over.
fn days(members: &[&PartyStatus], day: impl Fn(&PartyStatus) -> Option<Day>) -> String {
    let days = || members.iter().filter_map(|party| day(party));
    match (days().min(), days().max()) {
        (Some(first), Some(last)) if first == last => format!(" {}", show(first)),
        (Some(first), Some(last)) => format!(" (the first {}, the last {})", show(first), show(last)),
        _ => String::new(),
    }
}
