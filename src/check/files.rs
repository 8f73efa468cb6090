//! The names in the folders of the ledger: what is never read, and what is easily mistaken for something else.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::look_alike::{latin, plain_id, shape_of_id};
use super::remnant::{Cure, Remnant, is_of_desktop, remnant};
use crate::diagnostic::{Finding, Level};
use crate::model::{AgreementId, Code};

/// What the ledger's own folder may hold, by its exact name.
const OWN: &[&str] = &["track.toml", "names.toml", "agreements", "procedures", "templates"];

/// What is wrong with the names in `agreements/`: `alien` are no agreement's.
pub fn of_agreements(ids: &BTreeSet<AgreementId>, alien: &[String]) -> Vec<Finding> {
    let is_there = |name: &str| id_of(name).is_some_and(|id| ids.contains(&id));
    let mut encodings: BTreeMap<String, usize> = BTreeMap::new();
    for name in alien {
        *encodings.entry(name.nfc().collect()).or_default() += 1;
    }
    let told = alien.iter().map(|name| {
        let twice = encodings.get(&name.nfc().collect::<String>()).is_some_and(|times| *times > 1);
        alien_agreement(name, twice, &is_there)
    });
    told.chain(alike(ids)).collect()
}

/// What is wrong with the sorted names in the ledger's own folder; most of what lies there is nobody's business here.
pub fn of_root(names: &[String]) -> Vec<Finding> {
    let is_there = |name: &str| is_among(names, name);
    let told = names.iter().filter_map(|name| {
        let left = remnant(name).filter(|remnant| OWN.contains(&remnant.of.as_str()));
        left.map(|remnant| of_remnant(name, &remnant, is_there(&remnant.of))).or_else(|| twin_of_own(name, &is_there))
    });
    told.collect()
}

/// What is wrong with the sorted names in `procedures/`.
pub fn of_procedures(names: &[String]) -> Vec<Finding> {
    let is_code = |name: &str| name.strip_suffix(".toml").is_some_and(Code::has_shape);
    let told = names.iter().filter(|name| !is_code(name)).filter_map(|name| {
        let path = format!("procedures/{name}");
        if let Some(remnant) = remnant(name).filter(|remnant| is_code(&remnant.of)) {
            return Some(of_remnant(&path, &remnant, is_among(names, &remnant.of)));
        }
        let stem = name.strip_suffix(".toml").or_else(|| name.strip_suffix(".TOML"))?;
        let code = Some(latin(stem).to_uppercase()).filter(|code| Code::has_shape(code));
        let help = match code {
            Some(code) => same_thing(&format!("{code}.toml"), &|name| is_among(names, name)),
            None => "a procedure is `CODE.toml`, with a code as `track parties` shows it, in capitals".to_owned(),
        };
        Some(alien(Level::Warning, &path, "this name is no procedure's, so it is never read", help))
    });
    told.collect()
}

/// What a writer is writing, or has left behind; `folder` ends with a slash or is empty.
pub fn of_temporary(folder: &str, names: &[String]) -> Vec<Finding> {
    let told = names.iter().map(|name| {
        let path = format!("{folder}{name}");
        let help = format!(
            "the next writer removes it, unless a power cut took its name; if no `track` is running: rm {}",
            for_shell(&path)
        );
        let message = "a writer is writing this, or a dead one left it behind; it was never part of the ledger";
        Finding::new(Level::Note, "temporary-file", &path, message).help(help)
    });
    told.collect()
}

fn alien(level: Level, path: &str, message: impl Into<String>, help: impl Into<String>) -> Finding {
    Finding::new(level, "alien-file", path, message).help(help)
}

fn alien_agreement(name: &str, twice: bool, is_there: &dyn Fn(&str) -> bool) -> Finding {
    let path = format!("agreements/{name}");
    if is_of_desktop(name) {
        let help = "nothing of the ledger is in it; keep it out of git";
        return alien(Level::Note, &path, "a desktop keeps this for itself", help);
    }
    if let Some(remnant) = remnant(name).filter(|remnant| id_of(&remnant.of).is_some()) {
        return of_remnant(&path, &remnant, is_there(&remnant.of));
    }
    let stem = name.get(..name.len().saturating_sub(5)).filter(|_| name.to_ascii_lowercase().ends_with(".toml"));
    let wanted = stem.and_then(plain_id).map(|id| format!("{id}.toml")).filter(|wanted| id_of(wanted).is_some());
    let Some(wanted) = wanted else {
        let help = "an agreement is `ID.toml`, with 1 to 64 of a-z, 0-9 and -; move anything else elsewhere";
        return alien(Level::Warning, &path, "this name is no agreement's, so it is never read", help);
    };
    let why = if name.to_ascii_lowercase() == wanted {
        "an id has no capitals".to_owned()
    } else if twice {
        "its letters are those of another file, encoded otherwise".to_owned()
    } else {
        format!("it only looks like `{wanted}`")
    };
    alien(Level::Warning, &path, format!("this file is never read: {why}"), same_thing(&wanted, is_there))
}

/// The agreement of a name, if it is one that the ledger reads.
fn id_of(name: &str) -> Option<AgreementId> {
    name.strip_suffix(".toml")?.parse().ok()
}

fn is_among(sorted: &[String], name: &str) -> bool {
    sorted.binary_search_by(|known| known.as_str().cmp(name)).is_ok()
}

/// The cure for a file that should have another name.
fn same_thing(wanted: &str, is_there: &dyn Fn(&str) -> bool) -> String {
    match is_there(wanted) {
        true => format!("compare it with `{wanted}`, take over what is missing there, then delete it"),
        false => format!("is it `{wanted}`? then rename it"),
    }
}

fn of_remnant(path: &str, remnant: &Remnant, is_there: bool) -> Finding {
    let help = match remnant.cure {
        Cure::Compare => same_thing(&remnant.of, &|_| is_there),
        Cure::Say(words) => words.to_owned(),
    };
    let message = format!("this looks like {} of `{}`, and is never read", remnant.what, remnant.of);
    alien(Level::Warning, path, message, help)
}

/// A name in the ledger's own folder that capitals or foreign letters keep from being one of its own.
fn twin_of_own(name: &str, is_there: &dyn Fn(&str) -> bool) -> Option<Finding> {
    let own = OWN.iter().find(|own| **own != name && **own == latin(name).to_lowercase())?;
    let message = format!("only `{own}` is read, letter by letter; this is not");
    Some(alien(Level::Warning, name, message, same_thing(own, is_there)))
}

/// Ids that are hard to tell apart.
fn alike(ids: &BTreeSet<AgreementId>) -> Vec<Finding> {
    let mut shapes: BTreeMap<String, &AgreementId> = BTreeMap::new();
    let mut told = Vec::new();
    for id in ids {
        if let Some(first) = shapes.insert(shape_of_id(id.as_str()), id) {
            let message = format!("`{id}` and `{first}` are hard to tell apart");
            let help = "are they one agreement? else rename one, and what refers to it";
            let finding = Finding::new(Level::Warning, "look-alike-id", &format!("agreements/{id}.toml"), message);
            told.push(finding.help(help));
        }
    }
    told
}

/// A path as a shell takes it.
fn for_shell(path: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
    if path.chars().all(is_plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
