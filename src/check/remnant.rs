//! What editors, merges and sync folders leave beside a file, told by its name.

/// What a name says that no ledger gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remnant {
    /// The name of the file it belongs to.
    pub(super) of: String,
    /// What it is.
    pub(super) what: &'static str,
    /// What to do about it.
    pub(super) cure: Cure,
}

/// What to do about a remnant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cure {
    /// It may hold what the file lacks.
    Compare,
    /// It does what it says, in words.
    Say(&'static str),
}

use Cure::{Compare, Say};

/// What stands before and behind the name of the file: what that is, and its cure.
const AROUND: &[(&str, &str, &str, Cure)] = &[
    (".", ".swp", "vim's swap file", SWAP),
    (".", ".swo", "vim's swap file", SWAP),
    (".#", "", "Emacs's lock", Say("save the file or close it in Emacs; after a crash delete this")),
    ("#", "#", "Emacs's unsaved text", Compare),
    ("~$", "", "an office program's lock", Say("close the file there; after a crash delete this")),
    (".syncthing.", ".tmp", "an unfinished copy", UNFINISHED),
    ("~syncthing~", ".tmp", "an unfinished copy", UNFINISHED),
    (".", ".icloud", "a placeholder of iCloud", Say("download the file in the Finder; a ledger must lie there whole")),
    ("", ".part", "an unfinished copy", UNFINISHED),
    ("", ".crdownload", "an unfinished copy", UNFINISHED),
    ("", "~", "an editor's backup", BACKUP),
    ("", ".bak", "a backup", BACKUP),
    ("", ".old", "a backup", BACKUP),
    ("", ".orig", "the text from before a merge", BACKUP),
    ("", ".rej", "the rejected part of a patch", Say("put it in by hand where it belongs, then delete this")),
];
const SWAP: Cure = Say("close the editor; after a crash `vim -r` recovers the text; then delete this");
const UNFINISHED: Cure = Say("wait for its end; if nothing is under way, delete this");
const BACKUP: Cure = Say("delete it when the file is as it should be; git keeps older texts");

/// What merge tools put behind the stem while they run.
const MERGE_TOOL: &[&str] = &["_BACKUP_", "_BASE_", "_LOCAL_", "_REMOTE_"];
/// What sync programs put behind the stem, in small letters.
const SYNC: &[&str] = &[".sync-conflict-", "_conflict-"];
/// What file managers put behind the stem of a copy.
const COPY: &[&str] = &[" - Copy", " copy"];
/// What desktops keep in every folder for themselves.
const DESKTOP: &[&str] = &[".DS_Store", ".directory", "Thumbs.db", "desktop.ini"];

/// Whether it is a file that a desktop keeps for itself; nothing of the ledger is in it.
pub(super) fn is_of_desktop(name: &str) -> bool {
    DESKTOP.contains(&name) || name.starts_with("._")
}

/// What a name says, if it is one that a program gave.
pub(super) fn remnant(name: &str) -> Option<Remnant> {
    around(name).or_else(|| behind(name))
}

fn around(name: &str) -> Option<Remnant> {
    AROUND.iter().find_map(|(before, after, what, cure)| {
        let of = name.strip_prefix(before)?.strip_suffix(after)?;
        (!of.is_empty()).then(|| Remnant { of: of.to_owned(), what, cure: *cure })
    })
}

fn behind(name: &str) -> Option<Remnant> {
    let stem = name.strip_suffix(".toml")?;
    let small = stem.to_ascii_lowercase();
    let cut = |marks: &[&str], text: &str| marks.iter().find_map(|mark| text.find(mark));
    let (end, what) = None
        .or_else(|| cut(MERGE_TOOL, stem).map(|at| (at, "a merge tool's working copy")))
        .or_else(|| cut(SYNC, &small).map(|at| (at, "a sync folder's conflicted copy")))
        .or_else(|| in_parentheses(stem))
        .or_else(|| cut(COPY, stem).map(|at| (at, "a second copy")))
        .or_else(|| numbered(stem).map(|at| (at, "a second copy")))?;
    (end > 0).then(|| Remnant { of: format!("{}.toml", &stem[..end]), what, cure: Compare })
}

/// `a (1)`, `a (Anna's conflicted copy 2025-12-16)`.
fn in_parentheses(stem: &str) -> Option<(usize, &'static str)> {
    let at = stem.strip_suffix(')')?.rfind(" (")?;
    let words = &stem[at + 2..stem.len() - 1];
    if words.to_ascii_lowercase().contains("conflict") {
        return Some((at, "a sync folder's conflicted copy"));
    }
    words.bytes().all(|byte| byte.is_ascii_digit()).then_some((at, "a second copy"))
}

/// `a 2`.
fn numbered(stem: &str) -> Option<usize> {
    let (front, number) = stem.rsplit_once(' ')?;
    (number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(front.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_leave_is_known_by_its_name() {
        for (name, what) in [
            (".a.toml.swp", "vim's swap file"),
            (".#a.toml", "Emacs's lock"),
            ("#a.toml#", "Emacs's unsaved text"),
            ("a.toml~", "an editor's backup"),
            ("a.toml.orig", "the text from before a merge"),
            ("a.toml.rej", "the rejected part of a patch"),
            ("a (1).toml", "a second copy"),
            ("a copy 2.toml", "a second copy"),
            ("a - Copy.toml", "a second copy"),
            ("a 2.toml", "a second copy"),
            ("a (Anna's conflicted copy 2025-12-16).toml", "a sync folder's conflicted copy"),
            ("a (Case Conflict).toml", "a sync folder's conflicted copy"),
            ("a.sync-conflict-20251216-101500-ABCDEFG.toml", "a sync folder's conflicted copy"),
            ("a_conflict-20251216-101500.toml", "a sync folder's conflicted copy"),
            ("a_REMOTE_4711.toml", "a merge tool's working copy"),
            (".syncthing.a.toml.tmp", "an unfinished copy"),
        ] {
            let found = remnant(name).map(|remnant| (remnant.of, remnant.what));
            assert_eq!(found, Some(("a.toml".to_owned(), what)), "{name}");
        }
        for name in ["AZ-TR.toml", "README.md", "~", "(1).toml", "notes (1)", "a (draft).toml", " copy.toml"] {
            assert_eq!(remnant(name), None, "{name}");
        }
    }
}
