//! The ledger as a revision of its repository has it, asked of git.
//!
//! git is asked for objects alone and by their ids, over its input: what a person wrote is never an option of it, no shell
//! sees it, and no setting of the repository can make git run, fetch or write anything.

mod object;

use std::ffi::OsString;

use super::embargo::{Embargo, Sight};
use super::{Files, Reading, find};
use crate::context::{Context, Ended, Program, Ran, Talk, Withheld};
use crate::date::Day;
use crate::error::{Exit, Failure};
use crate::source::Source;
use crate::store::{LIMIT, Store};
use object::{Entry, Object};

/// A ledger at a revision.
pub struct Revision {
    /// The ledger.
    pub reading: Reading,
    /// The day of the commit, where its committer was.
    pub day: Day,
}

/// The variables that would lead git to another repository, or let it change this one.
const SEALED: &[(&str, Option<&str>)] = &[
    ("GIT_DIR", None),
    ("GIT_WORK_TREE", None),
    ("GIT_INDEX_FILE", None),
    ("GIT_PREFIX", None),
    ("GIT_NO_LAZY_FETCH", Some("1")),
    ("GIT_OPTIONAL_LOCKS", Some("0")),
    ("GIT_TERMINAL_PROMPT", Some("0")),
    ("LC_ALL", Some("C")),
];

/// The ledger as a revision has it; the refusal says why there is none of that name.
///
/// # Errors
/// No git, no repository or no such revision (2); no ledger in it (66); files of it that are no texts (65).
pub fn at_revision(ctx: &mut Context, flag: Option<&std::path::Path>, name: &str) -> Result<Revision, Failure> {
    let (store, found_by) = find(ctx, flag)?;
    let mut git = Git { ctx, store: &store };
    let prefix = git.prefix()?;
    let commit = git.commit(name)?;
    let files = git.files(&commit, &prefix)?;
    let Some(settings) = files.get("track.toml").cloned() else {
        let message = format!("there is no ledger in the revision `{name}`: it has no `{prefix}track.toml`");
        return Err(Failure::not_found("no-ledger", message));
    };
    let moment = object::moment_of(&commit).ok_or_else(|| git_said("the commit has no day"))?;
    // what was under embargo at the commit was no part of an answer then
    let sight = if ctx.includes_embargoed() { Sight::Included } else { Sight::Public };
    let embargo = Embargo { now: moment.to_utc(), sight, noted: Withheld::default() };
    let day = moment.date_naive();
    let reading = Reading::of_files((store, found_by), &settings, files, embargo)?;
    Ok(Revision { reading, day })
}

struct Git<'a> {
    ctx: &'a mut Context,
    store: &'a Store,
}

impl Git<'_> {
    fn run(&mut self, words: &[&str], input: &[u8]) -> Result<Vec<u8>, Failure> {
        let fixed = ["git", "-c", "protocol.allow=never", "--no-pager"];
        let words: Vec<OsString> = fixed.iter().chain(words).map(OsString::from).collect();
        let program =
            Program { words: &words, dir: Some(self.store.root()), variables: SEALED, talk: Talk::Asked(input) };
        match self.ctx.run_program(&program) {
            Ok(Ran { ended: Ended::Well, out, .. }) => Ok(out),
            Ok(Ran { err, .. }) => Err(git_said(String::from_utf8_lossy(&err).lines().next().unwrap_or("it failed"))),
            Err(error) => Err(git_said(&format!("it cannot be started: {error}"))),
        }
    }

    /// The path of the ledger's folder in its repository; empty, or with a slash at its end.
    fn prefix(&mut self) -> Result<String, Failure> {
        let out = self.run(&["rev-parse", "--show-prefix"], &[])?;
        String::from_utf8(out).map(|text| text.trim_end_matches('\n').to_owned()).map_err(|_| git_said("no path"))
    }

    /// The objects of these names, in their order.
    fn objects(&mut self, names: &[String]) -> Result<Vec<Object>, Failure> {
        let asked: String = names.iter().map(|name| format!("{name}\n")).collect();
        let out = self.run(&["cat-file", "--batch"], asked.as_bytes())?;
        let objects = object::parse(&out).ok_or_else(|| git_said("its answer is not whole"))?;
        if objects.len() == names.len() { Ok(objects) } else { Err(git_said("its answer is not whole")) }
    }

    fn commit(&mut self, name: &str) -> Result<Vec<u8>, Failure> {
        let is_one_line = !name.is_empty() && !name.contains(['\n', '\0']);
        let found = if is_one_line { self.objects(&[format!("{name}^{{commit}}")])? } else { Vec::new() };
        match found.into_iter().next() {
            Some(Object::Commit(bytes)) => Ok(bytes),
            _ => Err(git_said("it knows no such revision")),
        }
    }

    /// The ledger's own files in a commit, below a path of the repository.
    fn files(&mut self, commit: &[u8], prefix: &str) -> Result<Files, Failure> {
        let tree = object::tree_of(commit).ok_or_else(|| git_said("the commit has no tree"))?;
        let mut entries = self.tree(tree)?;
        for step in prefix.split('/').filter(|step| !step.is_empty()) {
            entries = self.inside(&entries, step)?;
        }
        let (mut paths, mut ids) = (Vec::new(), Vec::new());
        for folder in ["", "agreements", "procedures"] {
            let found = if folder.is_empty() { entries.clone() } else { self.inside(&entries, folder)? };
            for entry in found.into_iter().filter(|entry| is_of_ledger(folder, entry)) {
                let path = if folder.is_empty() { entry.name } else { format!("{folder}/{}", entry.name) };
                if entry.is_link {
                    return Err(refused(&path, "is a link, which is not followed there"));
                }
                paths.push(path);
                ids.push(entry.id);
            }
        }
        let objects = self.objects(&ids)?;
        paths.into_iter().zip(objects).map(|(path, object)| Ok((path.clone(), text(&path, object)?))).collect()
    }

    fn tree(&mut self, id: String) -> Result<Vec<Entry>, Failure> {
        match self.objects(&[id])?.into_iter().next() {
            Some(Object::Tree(bytes, width)) => object::entries(&bytes, width).ok_or_else(|| git_said("a broken tree")),
            _ => Err(git_said("a tree is missing")),
        }
    }

    /// The entries of a folder; none where there is no such folder.
    fn inside(&mut self, entries: &[Entry], name: &str) -> Result<Vec<Entry>, Failure> {
        match entries.iter().find(|entry| entry.name == name && entry.is_folder) {
            Some(entry) => self.tree(entry.id.clone()),
            None => Ok(Vec::new()),
        }
    }
}

fn is_of_ledger(folder: &str, entry: &Entry) -> bool {
    let named = if folder.is_empty() { entry.name == "track.toml" } else { entry.name.ends_with(".toml") };
    named && !entry.is_folder && !entry.name.starts_with('.')
}

/// The text of a file, under its path.
fn text(path: &str, object: Object) -> Result<Source, Failure> {
    match object {
        Object::Blob(bytes) if bytes.len() as u64 > LIMIT => Err(refused(path, "is larger than 16 MiB")),
        Object::Blob(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(path, text)),
            Err(_) => Err(refused(path, "is not UTF-8")),
        },
        _ => Err(refused(path, "is no file")),
    }
}

fn refused(path: &str, why: &str) -> Failure {
    Failure::data(format!("`{path}` of that revision {why}"), Vec::new())
}

/// A refusal in the words of git.
fn git_said(why: &str) -> Failure {
    Failure::new(Exit::Usage, "no-revision", format!("git: {}", why.trim_start_matches("fatal: ")))
}
