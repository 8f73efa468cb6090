//! Policies: what a house asks for beyond one meaning, as a small TOML file.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Sink, Subject, run, table};
use crate::diagnostic::Finding;
use crate::ledger::place;
use crate::model::{Act, Citation};
use crate::source::Source;
use crate::status::Status;
use crate::status::grade::{self, Grade};

/// The policies that come with the program.
const BUILTIN: &[(&str, &str)] = &[("two-source", include_str!("../../data/policies/two-source.toml"))];

/// What a house asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// The lowest grade of an act that an answer rests on.
    pub grade: Option<Grade>,
    /// Whether such an act needs an archived copy of a source.
    pub archive: bool,
    /// The codes of checks whose findings it refuses.
    pub refuse: BTreeSet<String>,
}

/// Why a text is no policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Not TOML, or not its keys.
    #[error("{file} is no policy: {why}")]
    Shape {
        /// The file.
        file: String,
        /// What the reader said.
        why: String,
    },
    /// A format this version does not read.
    #[error("{0} has another format than 1")]
    Format(String),
    /// A word that is no grade.
    #[error("`{0}` is no grade")]
    Grade(String),
    /// A code that is no check.
    #[error("`{0}` is no check")]
    Check(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: u32,
    name: String,
    grade: Option<String>,
    #[serde(default)]
    archive: bool,
    #[serde(default)]
    refuse: BTreeSet<String>,
}

impl Policy {
    /// The policy of that name that comes with the program.
    pub fn builtin(name: &str) -> Option<Self> {
        let (name, text) = BUILTIN.iter().find(|(known, _)| *known == name)?;
        Self::read(&Source::new(*name, *text)).ok()
    }

    /// The names of the policies that come with the program.
    pub fn names() -> Vec<&'static str> {
        BUILTIN.iter().map(|(name, _)| *name).collect()
    }

    /// Reads a policy.
    ///
    /// # Errors
    /// A text that is no policy, or that names what is not there.
    pub fn read(source: &Source) -> Result<Self, PolicyError> {
        let file = source.name().to_owned();
        let written: Written = toml::from_str(source.text()).map_err(|error| {
            let line = error.span().map_or(1, |span| source.position(span.start).line);
            PolicyError::Shape { file: format!("{file}:{line}"), why: error.message().to_owned() }
        })?;
        if written.format != 1 {
            return Err(PolicyError::Format(file));
        }
        let grade = |word: String| Grade::parse(&word).ok_or(PolicyError::Grade(word));
        if let Some(code) = written.refuse.iter().find(|code| !table::all().iter().any(|check| check.code == *code)) {
            return Err(PolicyError::Check(code.clone()));
        }
        let grade = written.grade.map(grade).transpose()?;
        Ok(Self { name: written.name, grade, archive: written.archive, refuse: written.refuse })
    }

    /// Whether it refuses a finding.
    pub fn refuses(&self, finding: &Finding) -> bool {
        finding.code.starts_with("policy-") || self.refuse.contains(finding.code)
    }
}

/// What a policy finds in one agreement, beside the checks.
pub fn of_policy(subject: &Subject, policy: &Policy) -> Vec<Finding> {
    let Some(status) = subject.status else { return Vec::new() };
    run(subject.source, table::ELSEWHERE, |check, sink| match (check.code, policy.grade) {
        ("policy-grade", Some(least)) => below(subject, status, least, sink),
        ("policy-archive", _) if policy.archive => unarchived(subject, status, sink),
        _ => {}
    })
}

/// The acts that an answer rests on: force, and the line of each party.
fn load_bearing<'a>(subject: &Subject<'a>, status: &Status) -> Vec<&'a Act> {
    let counted =
        status.verdict().tree.walk().into_iter().flat_map(|node| node.used.iter().filter_map(|used| used.act));
    let force = status.force.rests_on.iter().copied().chain(status.force.announced.map(|said| said.act));
    let lines =
        status.parties.iter().flat_map(|party| party.domestic.rests_on.iter().copied().chain(party.international.act));
    let acts: BTreeSet<usize> = counted.chain(force).chain(lines).collect();
    acts.into_iter().map(|at| &subject.agreement.acts[at]).collect()
}

/// The sources of an act, else those of the whole record.
fn sources<'a>(subject: &Subject<'a>, act: &'a Act) -> &'a [Citation] {
    if act.sources.is_empty() { &subject.agreement.sources } else { &act.sources }
}

fn below(subject: &Subject, status: &Status, least: Grade, sink: &mut Sink) {
    for act in load_bearing(subject, status) {
        let with_sources = Act { sources: sources(subject, act).to_vec(), ..act.clone() };
        let found = grade::of_act(subject.agreement, &with_sources);
        if found < least {
            let message =
                format!("an answer rests on this act of {}, which is {found}; the policy asks for {least}", act.date);
            let help = "add an official source, or a second publisher with words of its own";
            sink.add(place::header(subject.source, &act.span), message, help);
        }
    }
}

fn unarchived(subject: &Subject, status: &Status, sink: &mut Sink) {
    for act in load_bearing(subject, status) {
        let sources = sources(subject, act);
        let on_the_web = sources.iter().any(|source| source.url.is_some());
        if on_the_web && sources.iter().all(|source| source.archive.is_none()) {
            let message = format!("an answer rests on this act of {}, and no source of it is archived", act.date);
            let help = "save a copy in a web archive and write `archive = \"https://…\"` beside its `url`";
            sink.add(place::header(subject.source, &act.span), message, help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_policy_reads_and_a_wrong_word_is_told() {
        for name in Policy::names() {
            assert_eq!(Policy::builtin(name).map(|policy| policy.name).as_deref(), Some(name));
        }
        let said = |text: &str| Policy::read(&Source::new("p.toml", text)).unwrap_err().to_string();
        assert_eq!(said("format = 1\nname = \"x\"\ngrade = \"sure\""), "`sure` is no grade");
        assert_eq!(said("format = 1\nname = \"x\"\nrefuse = [\"twins\"]"), "`twins` is no check");
        assert_eq!(said("format = 2\nname = \"x\""), "p.toml has another format than 1");
        assert!(said("format = 1\nname = \"x\"\nsources = 2").starts_with("p.toml:3 is no policy: unknown field"));
    }
}
