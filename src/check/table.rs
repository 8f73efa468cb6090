//! The table of checks: one row each.

use super::{Sink, Subject, acts, clause, parties, sources, steps, text, toml, votes};
use crate::diagnostic::Level;
use crate::source::Source;
use crate::status::Status;

/// How a check looks.
#[derive(Clone, Copy)]
pub enum Run {
    /// At a text alone.
    Text(fn(&Source, &mut Sink)),
    /// At an agreement that loaded.
    Agreement(fn(&Subject, &mut Sink)),
    /// At an agreement with its status.
    Status(fn(&Subject, &Status, &mut Sink)),
    /// Elsewhere: while the file is listed, read or loaded, or by a policy.
    Elsewhere,
}

/// One check.
pub struct Check {
    /// Its code, in kebab-case.
    pub code: &'static str,
    /// How much its findings weigh.
    pub level: Level,
    /// What it looks for, in one line.
    pub title: &'static str,
    /// How it looks.
    pub run: Run,
}

const fn check(code: &'static str, level: Level, title: &'static str, run: Run) -> Check {
    Check { code, level, title, run }
}

use Level::{Error, Note, Warning};
use Run::{Agreement, Status as OfStatus, Text};

/// Every check that has a function, by code.
pub static CHECKS: &[Check] = &[
    check(
        "accession-after-signature",
        Warning,
        "a party that signed is said to have acceded",
        Agreement(acts::accession_after_signature),
    ),
    check(
        "announced-differs",
        Note,
        "the announced day of force is not the one that the clause gives",
        OfStatus(steps::announced_differs),
    ),
    check("body-spelling", Warning, "a body that is spelled in two ways", Agreement(parties::body_spelling)),
    check(
        "by-domestic-completion",
        Note,
        "the clause counts completion at home, which most texts do not",
        Agreement(clause::by_domestic_completion),
    ),
    check("clause-assumed", Note, "no clause, or one that nobody has read", Agreement(clause::clause_assumed)),
    check("consent-at-home", Warning, "a consent on the day of a step at home", Agreement(acts::consent_at_home)),
    check(
        "control-character",
        Warning,
        "a control character that is written as an escape",
        Text(toml::control_character),
    ),
    check("counted-twice", Warning, "an organisation and its members both count", Agreement(clause::counted_twice)),
    check(
        "date-ahead",
        Warning,
        "an act dated after today that is not marked as expected",
        Agreement(acts::date_ahead),
    ),
    check("dead-route", Warning, "a route of the clause that can never come first", Agreement(clause::dead_route)),
    check("effective-before-act", Warning, "an effect before the act", Agreement(acts::effective_before_act)),
    check(
        "hidden-character",
        Warning,
        "characters that hide or turn the text around them",
        Text(text::hidden_character),
    ),
    check("impossible-clause", Warning, "a condition that can never be met", Agreement(clause::impossible_clause)),
    check(
        "look-alike-party",
        Warning,
        "a name or code of a party that looks like another",
        Agreement(parties::look_alike_party),
    ),
    check("mixed-script", Warning, "a word in letters of two scripts that look alike", Text(text::mixed_script)),
    check("no-look", Note, "not in force, and no look is on record", OfStatus(steps::no_look)),
    check(
        "no-signature",
        Note,
        "a ratification without a signature, where most others have one",
        Agreement(acts::no_signature),
    ),
    check("no-source", Warning, "an act that no source speaks for", Agreement(acts::no_source)),
    check(
        "official-kind",
        Warning,
        "a source that claims a role it cannot have here",
        Agreement(sources::official_kind),
    ),
    check(
        "open-condition",
        Warning,
        "an approval under a condition that is not recorded as met",
        OfStatus(steps::open_condition),
    ),
    check("out-of-order", Warning, "a step done before one that usually comes first", OfStatus(steps::out_of_order)),
    check(
        "read-before-published",
        Warning,
        "a source read before it was published",
        Agreement(sources::read_before_published),
    ),
    check("same-party", Warning, "one party under two codes", Agreement(parties::same_party)),
    check(
        "source-before-act",
        Warning,
        "a report older than the act it reports",
        Agreement(sources::source_before_act),
    ),
    check("stale-look", Warning, "a \"no\" that rests on a look past its shelf life", OfStatus(steps::stale_look)),
    check("stand-in-date", Warning, "days that databases put where none is known", Agreement(acts::stand_in_date)),
    check("toml-1-1", Warning, "syntax that TOML 1.0 does not have", Text(toml::toml_1_1)),
    check("twin-acts", Warning, "two acts that nothing tells apart", Agreement(acts::twin_acts)),
    check("under-embargo", Warning, "an act that is not to be published yet", Agreement(acts::under_embargo)),
    check(
        "undecided-rivals",
        Warning,
        "claims that cannot all be true, and nobody has decided",
        OfStatus(steps::undecided_rivals),
    ),
    check(
        "unknown-floor",
        Warning,
        "an agreement that the clause waits for and the ledger does not have",
        Agreement(sources::unknown_floor),
    ),
    check(
        "unknown-related",
        Note,
        "a related agreement that the ledger does not have",
        Agreement(sources::unknown_related),
    ),
    check("url-credentials", Warning, "an address that carries a password", Agreement(sources::url_credentials)),
    check("vote-rule", Warning, "an outcome that the figures and the rule do not give", Agreement(votes::vote_rule)),
    check("vote-sum", Warning, "figures of a vote that cannot be", Agreement(votes::vote_sum)),
    check("weight-gap", Warning, "a weight without a value that the clause needs", Agreement(clause::weight_gap)),
];

/// Every code that stands for something found elsewhere: while files are listed, read and loaded, or by a policy.
pub static ELSEWHERE: &[Check] = &[
    found("alien-file", Warning, "a file that is never read: its name is none that the ledger gives"),
    found("clause-date", Error, "a day in the clause that does not exist"),
    found("clause-depth", Error, "too many parentheses inside one another"),
    found("clause-empty", Error, "a phrase of the clause without words"),
    found("clause-kind", Error, "a clause that counts something else than parties"),
    found("clause-length", Error, "a phrase of the clause that is too long"),
    found("clause-letter", Error, "a character that has no place in a clause"),
    found("clause-mixed", Error, "`and` beside `or` without parentheses"),
    found("clause-name", Error, "a name where the clause needs a code"),
    found("clause-number", Error, "a number that the clause cannot mean"),
    found("clause-syntax", Error, "words that the clause language does not have"),
    found("clause-without-when", Error, "a `[clause]` that says neither `when` nor `on`"),
    found("code-differs", Error, "a procedure whose code is not the name of its file"),
    found("conflict-marker", Error, "lines that a stopped merge left behind"),
    found("empty-group", Error, "a group without members that the clause names"),
    found("kind-differs", Error, "a `kind` that is not the kind of the step"),
    found("look-alike-id", Warning, "two agreements whose ids are hard to tell apart"),
    found("malformed-code", Error, "a code that no party can have"),
    found("malformed-date", Error, "a date that does not exist or cannot be read"),
    found("malformed-id", Error, "an id that no agreement, or no act, can have"),
    found("malformed-name", Error, "a group or weight that no clause could name"),
    found("malformed-number", Error, "a number that cannot be reckoned with"),
    found("missing-format", Error, "a file that does not say its format"),
    found("missing-key", Error, "a key that must be there"),
    found("missing-kind", Error, "an act without a step or a kind"),
    found("missing-outcome", Error, "a vote that does not say what became of it"),
    found("missing-party", Error, "an act of a party that does not say whose"),
    found("name-clash", Error, "a name of the ledger's own that would mean two parties"),
    found("newer-format", Error, "a format that this version cannot read"),
    found("nul-byte", Error, "a byte that no text has"),
    found("party-not-listed", Error, "a clause that names a party outside the closed list"),
    found("party-not-wanted", Error, "an act of the agreement itself that names a party"),
    found("party-outside-list", Error, "an act or look of a party outside the closed list"),
    found("policy-archive", Warning, "a load-bearing act without an archived source, where a policy asks for one"),
    found("policy-grade", Warning, "a load-bearing act that is less well supported than a policy asks"),
    found("repeated-id", Error, "an id that stands on two acts"),
    found("repeated-party", Error, "a party that is listed twice"),
    found("repeated-step", Error, "two steps under one key"),
    found("syntax", Error, "a text that is not TOML"),
    found("temporary-file", Note, "a file that a writer is writing or has left behind"),
    found("too-deep", Error, "brackets, keys or tables beyond every use"),
    found("too-large", Error, "a file or a list beyond the limits"),
    found("too-many-findings", Note, "findings that are counted and no longer shown"),
    found("unknown-act", Error, "a reference to an act that is not there"),
    found("unknown-body", Error, "a step of a body that the procedure does not have"),
    found("unknown-group", Error, "a group that the clause names and nobody lists"),
    found("unknown-key", Error, "a key that is not known here; only a warning where it is unlike any known one"),
    found("unknown-kind", Error, "a word that is no kind of act"),
    found("unknown-party", Error, "a code that no party is known by"),
    found("unknown-procedure", Error, "a procedure that is not there"),
    found("unknown-step", Error, "a step that the procedure does not have"),
    found("unknown-variant", Error, "a variant that the procedure does not have"),
    found("unknown-weight", Error, "a weight that the clause names and nobody gives"),
    found("unknown-word", Error, "a word that the key does not take"),
    found("unreadable", Error, "a file that is no text of a ledger"),
    found("url-scheme", Warning, "an address that is not http or https"),
    found("wrong-type", Error, "a value of the wrong type"),
];

/// Codes of errors that are only a warning where they change no meaning; that warning may be skipped.
pub static ALSO_WARNINGS: &[&str] = &["unknown-key", "unknown-party"];

const fn found(code: &'static str, level: Level, title: &'static str) -> Check {
    check(code, level, title, Run::Elsewhere)
}

/// Every code, sorted.
pub fn all() -> Vec<&'static Check> {
    let mut all: Vec<&Check> = CHECKS.iter().chain(ELSEWHERE).collect();
    all.sort_by_key(|check| check.code);
    all
}
