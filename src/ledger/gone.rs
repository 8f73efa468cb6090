//! Which acts two texts of one agreement do not share: what an edit by hand added and what it took away.

use std::collections::{BTreeMap, BTreeSet};

use super::ident;
use crate::model::{Act, ActId, Agreement};

/// The ids of the acts that only one of two texts has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// On record only after.
    pub added: Vec<ActId>,
    /// On record only before: not retracted, but gone.
    pub gone: Vec<ActId>,
}

/// Compares the acts of an agreement before and after an edit.
///
/// An act whose content was corrected is the same act while it keeps its id. One without an id in the file is the same
/// while its party, kind and step are, since its id is made of its content; one whose id was changed, while its content
/// is.
pub fn difference(before: &Agreement, after: &Agreement) -> Difference {
    let new = only_in(after, before);
    let mut free: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, act) in new.iter().enumerate() {
        free.entry(content(after, act)).or_default().push(at);
        free.entry(role(act)).or_default().push(at);
    }
    let mut taken = BTreeSet::new();
    let mut gone = Vec::new();
    for act in only_in(before, after) {
        let names = [Some(content(before, act)), (!act.id_given).then(|| role(act))];
        if !names.iter().flatten().any(|name| take(&mut free, name, &mut taken)) {
            gone.push(act.id.clone());
        }
    }
    let added = new.iter().enumerate().filter(|(at, _)| !taken.contains(at)).map(|(_, act)| act.id.clone());
    Difference { added: added.collect(), gone }
}

/// Takes one of the new acts of that name which is nobody's yet.
fn take(free: &mut BTreeMap<String, Vec<usize>>, name: &str, taken: &mut BTreeSet<usize>) -> bool {
    let Some(places) = free.get_mut(name) else { return false };
    while let Some(at) = places.pop() {
        if taken.insert(at) {
            return true;
        }
    }
    false
}

/// The acts whose id the other text does not have.
fn only_in<'a>(one: &'a Agreement, other: &Agreement) -> Vec<&'a Act> {
    let known: BTreeSet<&ActId> = other.acts.iter().map(|act| &act.id).collect();
    one.acts.iter().filter(|act| !known.contains(&act.id)).collect()
}

fn content(agreement: &Agreement, act: &Act) -> String {
    ident::derive(&agreement.id, act).0
}

fn role(act: &Act) -> String {
    let party = act.party.map(|code| code.to_string()).unwrap_or_default();
    format!("{party} {} {}", act.kind, act.step.as_deref().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Context, Settings, load_agreement};
    use crate::model::Names;
    use crate::source::Source;

    fn agreement(acts: &str) -> Agreement {
        let settings = Settings::default();
        let ctx = Context { names: Names::builtin(), procedures: &|_| None, settings: &settings };
        let text = format!("format = 1\ntitle = \"A pact\"\nparties = [\"AZ\", \"TR\"]\n{acts}");
        let source = Source::new("agreements/a-pact.toml", text);
        load_agreement(&"a-pact".parse().unwrap(), &source, &ctx).agreement.unwrap()
    }

    fn vote(id: &str, party: &str, day: &str) -> String {
        let id = if id.is_empty() { String::new() } else { format!("id = \"{id}\"\n") };
        format!("[[act]]\n{id}party = \"{party}\"\nkind = \"vote\"\ndate = {day}\noutcome = \"adopted\"\n")
    }

    fn told(before: &[String], after: &[String]) -> (usize, usize) {
        let found = difference(&agreement(&before.concat()), &agreement(&after.concat()));
        (found.added.len(), found.gone.len())
    }

    #[test]
    fn an_act_that_was_corrected_is_not_gone() {
        let (early, late) = ("2025-12-10", "2025-12-16");
        for (before, after, expected) in [
            (vec![vote("a", "AZ", early)], vec![vote("a", "TR", late)], (0, 0)),
            (vec![vote("", "AZ", early)], vec![vote("", "AZ", late)], (0, 0)),
            (vec![vote("a", "AZ", early)], vec![vote("b", "AZ", early)], (0, 0)),
            (vec![vote("a", "AZ", early)], vec![vote("", "AZ", early)], (0, 0)),
            (vec![vote("a", "AZ", early)], vec![vote("b", "AZ", late)], (1, 1)),
            (vec![vote("", "AZ", early)], vec![vote("", "TR", early)], (1, 1)),
            (vec![vote("", "AZ", early), vote("", "AZ", late)], vec![vote("", "AZ", "2025-12-20")], (0, 1)),
            (vec![vote("", "AZ", early), vote("", "AZ", early)], vec![vote("", "AZ", early)], (0, 1)),
            (vec![vote("a", "AZ", early), vote("b", "TR", late)], vec![vote("b", "TR", late)], (0, 1)),
            (vec![], vec![vote("", "AZ", early)], (1, 0)),
        ] {
            assert_eq!(told(&before, &after), expected, "{before:?} {after:?}");
        }
    }
}
