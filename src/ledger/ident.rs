//! The id of an act: eight letters made from its content, so that two desks give the same act the same id.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::model::{Act, ActId, AgreementId, Kind, Votes};

const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
const LENGTH: usize = 8;

/// The id of an act that no other act in `taken` has: a clash lengthens it.
pub fn free(agreement: &AgreementId, act: &Act, taken: &BTreeSet<ActId>) -> ActId {
    let full = letters(agreement, act);
    let is_taken = |id: &str| taken.contains(&ActId(id.to_owned()));
    if !is_taken(&full) {
        let length = (LENGTH..full.len()).find(|length| !is_taken(&full[..*length])).unwrap_or(full.len());
        return ActId(full[..length].to_owned());
    }
    // the same content more than forty times over: number the repetitions
    let numbered = |n: usize| format!("{full}-{n}");
    let (mut below, mut free) = (1, 2);
    while is_taken(&numbered(free)) {
        (below, free) = (free, free * 2);
    }
    while free - below > 1 {
        let middle = below.midpoint(free);
        if is_taken(&numbered(middle)) { below = middle } else { free = middle }
    }
    ActId(numbered(free))
}

/// The id of an act by its content alone.
pub fn derive(agreement: &AgreementId, act: &Act) -> ActId {
    ActId(letters(agreement, act)[..LENGTH].to_owned())
}

/// What two acts share exactly where they are one act: the kind, whether it is only expected, and the fields that the id
/// is made of.
pub fn sameness(act: &Act) -> (Kind, bool, String) {
    (act.kind, act.expected, content(act))
}

/// Whether two acts have the same content: the fields that the id is made of. What is done is not what was expected.
pub fn same_content(a: &Act, b: &Act) -> bool {
    a.expected == b.expected && content(a) == content(b)
}

/// Eight letters made from a text: the id of something that is no act.
pub fn of_text(text: &str) -> String {
    fingerprint(text)[..LENGTH].to_owned()
}

/// All letters of the hash, of which the id is the beginning.
fn letters(agreement: &AgreementId, act: &Act) -> String {
    fingerprint(&format!("agreement={agreement}\n{}", content(act)))
}

/// All letters of the hash of a text: to know it again.
pub fn fingerprint(text: &str) -> String {
    let hash = hmac_sha256::Hash::hash(text.as_bytes());
    let (mut bits, mut held, mut out) = (0u32, 0u32, String::new());
    for byte in hash {
        bits = (bits << 8) | u32::from(byte);
        held += 8;
        while held >= 5 {
            held -= 5;
            out.push(char::from(LETTERS[(bits >> held) as usize & 31]));
        }
    }
    out
}

/// The content of an act, one field a line, normalised. Sources, the moment of recording and the recorder are not in it.
fn content(act: &Act) -> String {
    let what = act.step.clone().unwrap_or_else(|| act.kind.to_string());
    let votes = act.votes.as_ref().map(|votes| match votes {
        Votes::Unanimous => "unanimous".to_owned(),
        Votes::Counts(t) => {
            let counts = [t.for_, t.against, t.abstain, t.present, t.absent, t.other, t.seats];
            counts.map(|n| n.map(|n| n.to_string()).unwrap_or_default()).join(",")
        }
    });
    let text = |value: &Option<String>| value.as_deref().map(normal);
    let fields = [
        ("party", act.party.map(|code| code.to_string())),
        ("what", Some(what)),
        ("kind", (act.kind.is_consent()).then(|| act.kind.to_string())),
        ("reading", act.reading.map(|r| r.to_string())),
        ("about", Some(act.about.to_string())),
        ("follows", act.follows.as_ref().map(ToString::to_string)),
        ("name", text(&act.name)),
        ("body", text(&act.body)),
        ("date", Some(act.date.to_string())),
        ("effective", act.effective.map(|d| d.to_string())),
        ("sent", act.sent.map(|d| d.to_string())),
        ("outcome", Some(act.outcome.to_string())),
        ("votes", votes),
        ("at", text(&act.at)),
        ("territory", text(&act.territory)),
        ("note", text(&act.note)),
    ];
    let lines = fields.into_iter().filter_map(|(key, value)| value.map(|value| format!("{key}={value}\n")));
    lines.collect()
}

/// Normalised: composed, blanks and line ends made one blank each.
fn normal(text: &str) -> String {
    text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::{ActDate, parse_day};
    use crate::model::Citation;

    fn signature() -> Act {
        Act::new(Kind::Signature, ActDate::on(parse_day("2025-07-22").unwrap()))
    }

    #[test]
    fn an_id_is_made_of_content_and_not_of_sources() {
        let id: AgreementId = "x".parse().unwrap();
        let mut act = signature();
        let first = derive(&id, &act);
        assert_eq!(first.0.len(), 8);
        assert!(first.0.bytes().all(|b| LETTERS.contains(&b)));
        act.sources.push(Citation::default());
        act.by = Some("desk".into());
        assert_eq!(derive(&id, &act), first);
        act.note = Some("in  Istanbul".into());
        let noted = derive(&id, &act);
        assert_ne!(noted, first);
        act.note = Some("in\nIstanbul".into());
        assert_eq!(derive(&id, &act), noted);
    }

    #[test]
    fn a_clash_lengthens_the_id() {
        let id: AgreementId = "x".parse().unwrap();
        let act = signature();
        let mut taken = BTreeSet::new();
        for length in 8..12 {
            let next = free(&id, &act, &taken);
            assert_eq!(next.0.len(), length);
            assert!(taken.insert(next));
        }
    }
}
