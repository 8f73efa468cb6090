//! The legend of a column: what its heading says of days without a letter, and of each letter.
//!
//! The heading decides, not the letter: `P` is "Consent to be bound" in one table and "Participation" in another.

use crate::model::Kind;

/// The letters that the register puts behind days.
const LETTERS: &[&str] = &["A", "AA", "C", "P", "a", "c", "d", "n", "p", "s"];

/// What a day in a column means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sense {
    pub(super) kind: Kind,
    pub(super) ad_referendum: bool,
    /// How it came about, where the heading says so.
    pub(super) how: Option<&'static str>,
    /// What it is about, where that is not simply the treaty.
    pub(super) scope: Option<String>,
    /// The heading's words, where the kind does not say all of them.
    pub(super) note: Option<String>,
}

/// One entry of a legend.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    letter: Option<String>,
    words: String,
    sense: Option<Sense>,
}

/// The legend of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Legend {
    heading: String,
    entries: Vec<Entry>,
}

/// Why a day has no sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoSense {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) help: &'static str,
}

impl Legend {
    /// The legend that a heading is: `Ratification, Accession(a), Succession(d)`.
    pub(super) fn of(heading: &str) -> Self {
        let entries = parts(heading).into_iter().map(|part| entry(&part)).collect();
        Self { heading: heading.to_owned(), entries }
    }

    /// Whether any day in the column can be an act.
    pub(super) fn has_acts(&self) -> bool {
        self.entries.iter().any(|entry| entry.sense.is_some())
    }

    /// What a day with this letter means.
    pub(super) fn sense(&self, letter: Option<&str>) -> Result<Sense, NoSense> {
        let meant: Vec<&Entry> = self.entries.iter().filter(|entry| entry.letter.as_deref() == letter).collect();
        match meant.as_slice() {
            [] => match self.entries.as_slice() {
                // where a column means one thing, a day without a letter can mean nothing else
                [one] if letter.is_none() => one.sense.clone().ok_or_else(|| no_act(&[&one.words])),
                _ => Err(self.unknown(letter)),
            },
            [one] => one.sense.clone().ok_or_else(|| no_act(&[&one.words])),
            _ => several(&meant).ok_or_else(|| self.ambiguous(&meant)),
        }
    }

    fn unknown(&self, letter: Option<&str>) -> NoSense {
        let message = match letter {
            Some(letter) => format!("the heading `{}` has no letter `{letter}`", self.heading),
            None => format!("the day has no letter, and the heading `{}` says nothing of such days", self.heading),
        };
        NoSense {
            code: "unknown-letter",
            message,
            help: "hold the table against the register; is the heading its own?",
        }
    }

    fn ambiguous(&self, meant: &[&Entry]) -> NoSense {
        let words: Vec<String> = meant.iter().map(|entry| format!("`{}`", entry.words)).collect();
        let message = format!("the day may be any of {}", words.join(", "));
        NoSense { code: "ambiguous-column", message, help: "record it by hand: the register's notes tell which it is" }
    }
}

/// The refusal of days under words that name no act.
pub(super) fn no_act(words: &[&str]) -> NoSense {
    let quoted: Vec<String> = words.iter().map(|words| format!("`{words}`")).collect();
    let message = match quoted.as_slice() {
        [one] => format!("{one} is no act of a kind that a ledger has"),
        all => format!("{} are no acts of a kind that a ledger has", all.join(", ")),
    };
    NoSense { code: "no-kind", message, help: "record by hand what follows from it, if anything does" }
}

/// One of several consents: it is consent, and the mode is not stated.
fn several(meant: &[&Entry]) -> Option<Sense> {
    let all_consent = meant.iter().all(|entry| entry.sense.as_ref().is_some_and(|sense| sense.kind.is_consent()));
    let scope = |entry: &&Entry| entry.sense.as_ref().and_then(|sense| sense.scope.clone());
    let words: Vec<&str> = meant.iter().map(|entry| entry.words.as_str()).collect();
    all_consent.then(|| Sense {
        scope: meant.first().and_then(scope).filter(|first| meant.iter().all(|e| scope(e).as_ref() == Some(first))),
        note: Some(format!("the register's column: {}", words.join(", "))),
        ..Sense::plain(Kind::Consent)
    })
}

/// The entries of a heading: what begins with a small letter belongs to the entry before it.
fn parts(heading: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in heading.split(',') {
        match parts.last_mut() {
            Some(last) if part.trim_start().starts_with(char::is_lowercase) => *last += &format!(",{part}"),
            _ => parts.push(part.trim().to_owned()),
        }
    }
    parts
}

fn entry(part: &str) -> Entry {
    let (words, letter) = match part.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((words, letter)) if LETTERS.contains(&letter) => (words.trim(), Some(letter.to_owned())),
        _ => (part, None),
    };
    Entry { sense: sense(words), words: words.to_owned(), letter }
}

impl Sense {
    fn plain(kind: Kind) -> Self {
        Self { kind, ad_referendum: false, how: None, scope: None, note: None }
    }

    fn noted(kind: Kind, words: &str) -> Self {
        Self { note: Some(format!("the register's column: {words}")), ..Self::plain(kind) }
    }
}

/// What the words of an entry mean; none where they name no act of a kind that the ledger has.
fn sense(words: &str) -> Option<Sense> {
    let small = words.to_lowercase();
    if let Some((_, kind)) = PLAIN.iter().find(|(name, _)| *name == small) {
        return Some(Sense::plain(*kind));
    }
    if small.starts_with("succession to signature") {
        return Some(Sense { how: Some("succession"), ..Sense::plain(Kind::Signature) });
    }
    if small.starts_with("signature ad referendum") {
        return Some(Sense { ad_referendum: true, ..Sense::plain(Kind::Signature) });
    }
    if ["provisional application", "undertaking of provisional application"]
        .iter()
        .any(|start| small.starts_with(start))
    {
        return Some(Sense::noted(Kind::ProvisionalApplication, words));
    }
    // who "applies" an annex is bound by it, by accession or by notice; of regulations the column mixes that with effect
    if small == "application" {
        return Some(Sense::noted(Kind::Consent, words));
    }
    if ["consent to be bound", "participation", "simplified procedure"].iter().any(|start| small.starts_with(start)) {
        return Some(Sense::noted(Kind::Consent, words));
    }
    of_an_instrument(words, &small)
}

/// Words that say all of an act.
const PLAIN: &[(&str, Kind)] = &[
    ("signature", Kind::Signature),
    ("definitive signature", Kind::DefinitiveSignature),
    ("ratification", Kind::Ratification),
    ("acceptance", Kind::Acceptance),
    ("definitive acceptance", Kind::Acceptance),
    ("approval", Kind::Approval),
    ("accession", Kind::Accession),
    ("succession", Kind::Succession),
    ("formal confirmation", Kind::FormalConfirmation),
    ("participation", Kind::Consent),
];

/// `Accession to the Convention as amended by the Protocol`: a kind, and what it is about.
fn of_an_instrument(words: &str, small: &str) -> Option<Sense> {
    let found = [" of the ", " to the ", " in the ", " by "].iter().filter_map(|link| Some((small.find(link)?, *link)));
    let (at, link) = found.min()?;
    let (act, scope) = (&small[..at], words.get(at + link.len()..).unwrap_or_default());
    let one_of = |text: &str| PLAIN.iter().find(|(name, _)| *name == text).map(|(_, kind)| *kind);
    let kinds: Vec<Kind> = act.split(" or ").map(one_of).collect::<Option<_>>()?;
    let kind = match kinds.as_slice() {
        [one] => *one,
        all if all.iter().all(|kind| kind.is_consent()) => Kind::Consent,
        _ => return None,
    };
    let scope = Some(scope.to_owned()).filter(|scope| link != " by " && !scope.is_empty());
    Some(Sense { scope, ..Sense::noted(kind, words) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(heading: &str, letter: &str) -> Result<Kind, &'static str> {
        let letter = (!letter.is_empty()).then_some(letter);
        Legend::of(heading).sense(letter).map(|sense| sense.kind).map_err(|fault| fault.code)
    }

    #[test]
    fn the_heading_says_what_a_letter_means() {
        let usual = "Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)";
        for (letter, expected) in [
            ("", Kind::Ratification),
            ("A", Kind::Acceptance),
            ("AA", Kind::Approval),
            ("a", Kind::Accession),
            ("d", Kind::Succession),
        ] {
            assert_eq!(kind(usual, letter), Ok(expected), "{letter}");
        }
        assert_eq!(kind(usual, "s"), Err("unknown-letter"));
        assert_eq!(kind("Accession(a), Succession(d)", ""), Err("unknown-letter"));
        assert_eq!(kind("Accession(a)", ""), Ok(Kind::Accession), "the column means nothing else");
        assert_eq!(kind("Accession(a)", "d"), Err("unknown-letter"));
        assert_eq!(kind("Succession(d), Consent to be bound(P)", "P"), Ok(Kind::Consent));
        assert_eq!(kind("Participation under articles 3 (2) and (3)(P)", "P"), Ok(Kind::Consent));
        assert_eq!(kind("Provisional application(n)", "n"), Ok(Kind::ProvisionalApplication));
        assert_eq!(kind("Formal confirmation(c), Ratification", "c"), Ok(Kind::FormalConfirmation));
        let heading = "Undertaking of provisional application in accordance with article 31";
        assert_eq!(kind(heading, ""), Ok(Kind::ProvisionalApplication));
        assert_eq!(kind("Application", ""), Ok(Kind::Consent));
    }

    #[test]
    fn what_is_no_act_is_not_made_one() {
        for heading in [
            "Application of regulation",
            "Extension",
            "Registration Number",
            "Provisional acceptance",
            "Confirmation of signature",
            "Notification under article 21 (1)",
            "Notification of non-provisional application under article 7 (1) (b)",
        ] {
            assert_eq!(kind(heading, ""), Err("no-kind"), "{heading}");
            assert!(!Legend::of(heading).has_acts(), "{heading}");
        }
    }

    #[test]
    fn of_several_consents_the_mode_is_not_stated() {
        let heading = "Definitive signature of the Protocol, Acceptance of the Protocol, Succession to the Protocol";
        let sense = Legend::of(heading).sense(None).unwrap();
        assert_eq!((sense.kind, sense.scope.as_deref()), (Kind::Consent, Some("Protocol")));
        assert!(sense.note.unwrap().contains("Acceptance of the Protocol"));
        assert_eq!(kind("Signature, Ratification", ""), Err("ambiguous-column"));
        let sense = Legend::of("Signature by non-regional members under Section 3 (c)").sense(None).unwrap();
        assert_eq!((sense.kind, sense.scope), (Kind::Signature, None));
    }

    #[test]
    fn an_act_about_another_instrument_says_so() {
        let heading = "Definitive signature or acceptance of the Protocol";
        assert_eq!(kind(heading, ""), Ok(Kind::Consent));
        assert_eq!(
            kind("Definitive signature or participation in the Convention and the Protocol", ""),
            Ok(Kind::Consent)
        );
        let heading =
            "Succession to the Convention as amended by the Protocol(d), Accession to the Convention as amended(a)";
        let sense = Legend::of(heading).sense(Some("d")).unwrap();
        assert_eq!(
            (sense.kind, sense.scope.as_deref()),
            (Kind::Succession, Some("Convention as amended by the Protocol"))
        );
        assert_eq!(
            kind(
                "Acceptance(A), Acceptance ipso facto by virtue of article 10 (1) of the Convention, as amended(A)",
                "A"
            ),
            Err("ambiguous-column")
        );
    }

    #[test]
    fn a_signature_may_be_taken_over_or_wait_for_confirmation() {
        let sense = Legend::of("Signature, Succession to signature(d)").sense(Some("d")).unwrap();
        assert_eq!((sense.kind, sense.how), (Kind::Signature, Some("succession")));
        for letter in [Some("s"), None] {
            assert!(Legend::of("Signature ad referendum (s)").sense(letter).unwrap().ad_referendum);
        }
    }
}
