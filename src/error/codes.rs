//! Every code that a refusal can bear, with its exit statuses and what happened: the table of `docs/errors.md`.
//!
//! A code is a promise to scripts: it stays, and it keeps its meaning. Codes of findings stand in `docs/checks.md`.

use super::Exit;
use super::Exit::{Busy, Configuration, Data, Exists, Io, No, NotFound, Permission, Usage};

/// One code of a refusal.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// Stable, in kebab-case.
    pub code: &'static str,
    /// The exit statuses that come with it.
    pub exits: &'static [Exit],
    /// What happened, in one line.
    pub what: &'static str,
}

macro_rules! codes {
    ($($code:literal $($exit:ident)|+ => $what:literal,)+) => {
        /// Every code, sorted.
        pub const CODES: &[Code] = &[$(Code { code: $code, exits: &[$($exit),+], what: $what },)+];
    };
}

codes! {
    "acts-gone" Data => "acts are gone from an edit, and nobody said that they may go",
    "agreement-differs" Data => "a row of a batch is about another agreement than the command",
    "argument-not-utf8" Usage => "an argument is not UTF-8",
    "bad-data" Data | Configuration => "files that the answer rests on have errors; `findings` names them",
    "busy" Busy => "somebody else is writing",
    "cells" Data => "a row of a table has another number of cells than its heading",
    "changed-meanwhile" Busy => "the file was changed by somebody else between reading and writing",
    "changed-since" Data => "the file is no longer as the last write left it, so it is not taken back",
    "conflicting-arguments" Usage => "two arguments that exclude each other",
    "consented-already" Usage => "what is supposed is on record already",
    "date-ahead" Usage => "a day lies ahead of today",
    "disk-full" Io => "there is no room: disk, quota or the largest size of a file",
    "edit-gone" NotFound => "the editor left no file",
    "edit-kept" Exists => "an edit is kept already, and it was not gone on with",
    "editor-failed" Io => "the editor says that it failed",
    "error-not-skipped" Usage => "`--skip` names an error, which is always shown",
    "exists" Exists => "what should be made is there already",
    "id-taken" Data => "the act's id stands on another act",
    "input" Data | Io => "the input cannot be read, is too long or no text",
    "input-output" Io => "the system refused to read or write",
    "kind-differs" Usage => "the step is of another kind than was said",
    "layout-not-kept" Data => "formatting would change more than the layout: a fault of `track`",
    "malformed-date" Usage => "a day that does not exist, or is written another way",
    "malformed-id" Usage => "a text that cannot be an id",
    "malformed-language" Usage => "a text that cannot name a language",
    "malformed-policy" Configuration => "the file of a policy is not understood",
    "malformed-supposition" Usage => "a supposition is not understood",
    "malformed-time" Usage => "a text that is no moment",
    "malformed-value" Usage => "a value that the option does not take",
    "malformed-variable" Usage => "a variable of the environment is not understood",
    "missing-argument" Usage => "an argument that is needed is missing",
    "missing-date" Usage => "the day of the act is missing",
    "missing-delivery" Usage => "how consent reached the other side is missing",
    "missing-key" Data => "a row of a batch does not say what it must",
    "missing-name" Usage => "the name of the event is missing",
    "missing-outcome" Usage => "the outcome of a vote is missing",
    "missing-party" Usage => "the act is one of a party, and none is named",
    "missing-step" Usage => "what was done is missing",
    "no-act" NotFound => "there is no such act",
    "no-agreement" NotFound => "there is no such agreement in the ledger",
    "no-edit" NotFound => "no edit of the agreement is kept",
    "no-editor" Usage | Io => "no editor is named, or it does not start",
    "no-ledger" NotFound => "there is no `track.toml` where it was looked for",
    "no-locks" Io => "the file system has no locks, so nothing is written",
    "no-procedure" NotFound => "no procedure of that code is known",
    "no-topic" NotFound => "there is no such topic or command",
    "nobody-left" Usage => "nobody is known who could still act",
    "not-confirmed" No | Io => "`undo` was answered with no (1); the text stands, and the disk did not confirm it (74)",
    "not-found" NotFound => "a file that was named is not there",
    "nothing-supposed" Usage => "`what-if` was given nothing to suppose",
    "nothing-to-undo" NotFound => "no write is on record that could be taken back",
    "open-list" Usage => "`all` is said of an agreement whose list of parties is open",
    "output" Io => "the answer cannot be written",
    "party-not-wanted" Usage => "the act is one of the agreement, and a party is named",
    "party-outside-list" NotFound => "the party is not among those of the agreement",
    "permission" Permission => "the system does not allow it",
    "refused-rows" Data | Usage | NotFound => "rows of a batch cannot be recorded; `findings` names them",
    "retracted" Data => "a row of a batch is an act that was retracted",
    "said-twice" Usage | Data => "two arguments or keys say the same thing",
    "set-aside" Io => "the new text stands, and what it displaced is kept beside it",
    "step-or-kind" Usage => "the word is a step and a kind, and they differ",
    "syntax" Data => "a batch is neither JSON lines nor a table",
    "too-large" Data => "a batch has more rows than are read",
    "unknown-argument" Usage => "there is no such option, or an argument too many",
    "unknown-check" Usage => "there is no such check",
    "unknown-column" Usage => "there is no such column",
    "unknown-command" Usage => "there is no such command",
    "unknown-key" Data => "a row of a batch has a key that no act has",
    "unknown-kind" NotFound => "there is no such kind of act",
    "unknown-language" NotFound => "there are no texts in that language",
    "unknown-party" NotFound => "no party is known by that name",
    "unknown-policy" NotFound => "there is no such policy and no such file",
    "unknown-question" Usage => "`is` cannot be asked that",
    "unknown-step" NotFound => "there is no such step in the party's procedure",
    "unknown-word" Usage => "the option takes other words",
    "unreadable" Data | Configuration => "a file is there, and is no text of a ledger",
    "url-scheme" Usage => "an address is neither http nor https",
    "usage" Usage => "wrong usage of another kind",
    "which-agreement" Usage => "several agreements have an act of that id",
    "which-consent" Usage => "the step is done by an act of consent, and which one is not said",
    "wrong-type" Data => "a value in a batch is of another type",
}
