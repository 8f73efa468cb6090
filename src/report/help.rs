//! The topics of `track help`: plain texts, one file each in `data/help/`.

macro_rules! topics {
    ($($name:literal,)+) => {
        /// Every topic with its text; no topic bears a command's name.
        pub const TOPICS: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../data/help/", $name, ".txt"))),)+];
    };
}

topics! {
    "E1",
    "E2",
    "E3",
    "E4",
    "E5",
    "E6",
    "E7",
    "E8",
    "E9",
    "E10",
    "E11",
    "E12",
    "E13",
    "approval",
    "claims",
    "clauses",
    "corrections",
    "dates",
    "deposit",
    "embargo",
    "entry-into-force",
    "environment",
    "exit-status",
    "expected",
    "files",
    "formats",
    "grades",
    "planes",
    "projection",
    "provisional-application",
    "ratification",
    "refusal",
    "scripts",
    "signature",
    "silence",
    "sources",
    "terms",
}

/// The text of a topic, whatever its case.
pub fn topic(name: &str) -> Option<&'static str> {
    TOPICS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, text)| *text)
}

/// The first line of a topic, without its own name.
pub fn title<'t>(name: &str, text: &'t str) -> &'t str {
    let first = text.lines().next().unwrap_or_default();
    first.strip_prefix(name).unwrap_or(first).trim_start()
}
