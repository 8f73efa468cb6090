//! Small agreements at random.

use proptest::prelude::*;

use super::acts;

const PARTIES: &[&str] = &["AZ", "TR", "GE", "FR", "US"];

const DONE: &[&str] = &[
    "signature",
    "initialling",
    "ratification",
    "acceptance",
    "approval",
    "accession",
    "notification",
    "consent",
    "withdrawal",
    "provisional-application",
    "provisional-end",
    "suspension",
    "resumption",
    "no-intention",
    "objection",
    "government-submission",
    "committee",
    "head-of-state-signature",
    "promulgation",
    "publication",
    "instrument-signed",
    "council-decision",
];

const CLAUSES: &[&str] = &[
    "",
    "[clause]\nwhen = \"all parties\"",
    "[clause]\nwhen = \"2 parties\"\nthen = \"3 months\"\nlater = \"30 days\"",
    "[clause]\nwhen = \"2 parties by ratification\"\nbasis = \"reported\"",
    "[clause]\nwhen = \"all parties by domestic completion\"",
    "[clause]\nwhen = \"3 parties and AZ by ratification\"\nthen = \"30 days\"",
    "[clause]\nwhen = \"1 party\"\n[term]\nlasts = \"1 year\"\nleave = \"3 months\"",
];

const OUTCOMES: &[&str] = &["adopted", "rejected", "no-quorum", "unknown", "lapsed", "returned", "annulled"];

prop_compose! {
    fn date()(month in 1_u32..13, day in 1_u32..28, form in 0..8) -> String {
        match form {
            0 => format!("\"2025-{month:02}\""),
            1 => format!("\"2025-{month:02}-{day:02}/2025-12-30\""),
            _ => format!("2025-{month:02}-{day:02}"),
        }
    }
}

fn vote() -> impl Strategy<Value = String> {
    let reading = prop::option::of(prop::sample::select(vec!["first", "second", "final"]));
    let about = prop::sample::select(vec!["consent", "consent", "leave"]);
    (prop::sample::select(PARTIES), date(), prop::sample::select(OUTCOMES), reading, about).prop_map(
        |(party, date, outcome, reading, about)| {
            let reading = reading.map(|reading| format!("; reading = \"{reading}\"")).unwrap_or_default();
            format!("{party} vote {date} outcome = \"{outcome}\"{reading}; about = \"{about}\"")
        },
    )
}

fn done() -> impl Strategy<Value = String> {
    let effect = prop::sample::select(vec!["", "", "assents-to-law", "ratifies-treaty"]);
    let recorded = prop::option::of(1_u32..13);
    (prop::sample::select(PARTIES), prop::sample::select(DONE), date(), effect, recorded).prop_map(
        |(party, kind, date, effect, recorded)| {
            let more = if kind == "head-of-state-signature" && !effect.is_empty() {
                format!("effect = \"{effect}\"")
            } else {
                "scope = \"trade\"".to_owned()
            };
            let recorded =
                recorded.map(|month| format!("; recorded = 2025-{month:02}-20T00:00:00Z")).unwrap_or_default();
            format!("{party} {kind} {date} {more}{recorded}")
        },
    )
}

/// The text of a small agreement: closed or open, any clause, acts at home and abroad that may contradict each other.
pub fn ledger() -> impl Strategy<Value = String> {
    let closed = prop::sample::select(vec![
        "",
        "parties = [\"AZ\", \"TR\"]",
        "parties = [\"AZ\", \"TR\", \"GE\", \"FR\", \"US\"]",
    ]);
    let binding = prop::sample::select(vec!["yes", "yes", "yes", "no", "unknown"]);
    let lines = prop::collection::vec(prop_oneof![done(), vote()], 0..9);
    (closed, binding, prop::sample::select(CLAUSES), lines).prop_map(|(closed, binding, clause, lines)| {
        let inside = |line: &&String| !closed.contains("TR\"]") || line.starts_with("AZ") || line.starts_with("TR");
        let lines: Vec<&str> = lines.iter().filter(inside).map(String::as_str).collect();
        format!("format = 1\ntitle = \"T\"\nbinding = \"{binding}\"\n{closed}\n{clause}\n{}", acts(&lines))
    })
}
