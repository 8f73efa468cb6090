//! The id of an act: eight letters made from its content, so that two desks give the same act the same id.

use std::borrow::Cow;
use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::date::ActDate;
use crate::model::{Act, ActId, AgreementId, Code, Kind, Votes};

const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
const LENGTH: usize = 8;
/// Room for the content of most acts.
const USUAL_CONTENT: usize = 256;

/// The id of an act that no other act in `taken` has: a clash lengthens it.
pub fn free(agreement: &AgreementId, act: &Act, taken: &BTreeSet<ActId>) -> ActId {
    let letters = letters(agreement, act);
    let full = letters.as_str();
    if !taken.contains(full) {
        let length = (LENGTH..full.len()).find(|length| !taken.contains(&full[..*length])).unwrap_or(full.len());
        return ActId(full[..length].to_owned());
    }
    // the same content more than forty times over: number the repetitions
    let numbered = |n: usize| format!("{full}-{n}");
    let is_taken = |n: usize| taken.contains(numbered(n).as_str());
    let (mut below, mut free) = (1, 2);
    while is_taken(free) {
        (below, free) = (free, free * 2);
    }
    while free - below > 1 {
        let middle = below.midpoint(free);
        if is_taken(middle) { below = middle } else { free = middle }
    }
    ActId(numbered(free))
}

/// The id of an act by its content alone.
pub fn derive(agreement: &AgreementId, act: &Act) -> ActId {
    ActId(letters(agreement, act).as_str()[..LENGTH].to_owned())
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
    Letters::of(text).as_str()[..LENGTH].to_owned()
}

/// All letters of the hash of a text: to know it again.
pub fn fingerprint(text: &str) -> String {
    Letters::of(text).as_str().to_owned()
}

/// All letters of the hash, of which the id is the beginning.
fn letters(agreement: &AgreementId, act: &Act) -> Letters {
    let mut text = String::with_capacity(USUAL_CONTENT);
    text.extend(["agreement=", agreement.as_str(), "\n"]);
    write_content(&mut text, act);
    Letters::of(&text)
}

/// A hash in letters.
struct Letters([u8; 51]);

impl Letters {
    fn of(text: &str) -> Self {
        let (mut bits, mut held, mut out) = (0u32, 0u32, [0; 51]);
        let mut at = 0;
        for byte in Sha256::digest(text.as_bytes()) {
            bits = (bits << 8) | u32::from(byte);
            held += 8;
            while held >= 5 {
                held -= 5;
                out[at] = LETTERS[(bits >> held) as usize & 31];
                at += 1;
            }
        }
        Self(out)
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("letters are ASCII")
    }
}

/// The content of an act, one field a line, normalised. Sources, the moment of recording and the recorder are not in it.
fn content(act: &Act) -> String {
    let mut text = String::with_capacity(USUAL_CONTENT);
    write_content(&mut text, act);
    text
}

fn write_content(out: &mut String, act: &Act) {
    line(out, "party", act.party.as_ref().map(Code::as_str));
    line(out, "what", Some(act.step.as_deref().unwrap_or(act.kind.as_str())));
    line(out, "kind", act.kind.is_consent().then_some(act.kind.as_str()));
    line(out, "reading", act.reading.map(|reading| reading.as_str()));
    line(out, "about", Some(act.about.as_str()));
    line(out, "follows", act.follows.as_ref().map(|id| id.0.as_str()));
    line(out, "name", normal(&act.name).as_deref());
    line(out, "body", normal(&act.body).as_deref());
    date(out, "date", Some(act.date));
    date(out, "effective", act.effective);
    date(out, "sent", act.sent);
    line(out, "outcome", Some(act.outcome.as_str()));
    line(out, "votes", act.votes.as_ref().map(votes).as_deref());
    line(out, "at", normal(&act.at).as_deref());
    line(out, "territory", normal(&act.territory).as_deref());
    line(out, "note", normal(&act.note).as_deref());
}

fn line(out: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        out.extend([key, "=", value, "\n"]);
    }
}

fn date(out: &mut String, key: &str, value: Option<ActDate>) {
    line(out, key, value.map(|date| date.to_string()).as_deref());
}

fn votes(votes: &Votes) -> String {
    match votes {
        Votes::Unanimous => "unanimous".to_owned(),
        Votes::Counts(t) => {
            let counts = [t.for_, t.against, t.abstain, t.present, t.absent, t.other, t.seats];
            counts.map(|n| n.map(|n| n.to_string()).unwrap_or_default()).join(",")
        }
    }
}

/// Normalised: composed, blanks and line ends made one blank each.
fn normal(text: &Option<String>) -> Option<Cow<'_, str>> {
    let text = text.as_deref()?;
    let is_normal = text.is_ascii()
        && text.trim() == text
        && !text.contains("  ")
        && !text.contains(['\t', '\n', '\r', '\x0b', '\x0c']);
    Some(if is_normal {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "))
    })
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
