//! What may be typed at a place: names of the program, closed sets of words, and what the ledger holds.
//!
//! Which of them is meant is told by the name that the help gives the value: `PARTY`, `ACT`, `FORM`.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Arg, ArgAction};

use super::super::help::in_a_line;
use super::super::party;
use super::place::{Place, Wanted};
use crate::check::{self, Policy};
use crate::cli::program;
use crate::context::Context;
use crate::model::{
    About, Agreement, Basis, Cause, Code, Delivery, Form, Kind, Names, Outcome, Reading as Stage, SourceKind,
};
use crate::reading::Reading;
use crate::report::help::{TOPICS, title};
use crate::report::log::Order;
use crate::report::overview::Aspect;
use crate::report::phrase::LANGUAGES;
use crate::status::grade::Grade;
use crate::status::{ForceState, Predicate};

/// Stands for the files and folders, which the shell knows itself.
pub(super) const FILES: &str = ":files";

/// A word that may stand at the place.
pub(super) struct Candidate {
    pub(super) word: String,
    pub(super) about: String,
}

/// What can be asked at a place.
pub(super) struct Live<'a> {
    ctx: &'a Context,
    place: &'a Place<'a>,
    reading: OnceCell<Option<Reading>>,
}

/// Values whose names stand for files or folders.
const PATHS: &[&str] = &["DIR", "FILE", "WHERE"];

impl<'a> Live<'a> {
    pub(super) fn new(ctx: &'a Context, place: &'a Place<'a>) -> Self {
        Self { ctx, place, reading: OnceCell::new() }
    }

    /// Every word that may stand here.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        match self.place.wanted {
            Wanted::Command => self
                .place
                .command
                .get_subcommands()
                .map(|command| said(command.get_name(), &in_a_line(command)))
                .collect(),
            Wanted::Flag => self.flags(),
            Wanted::Value(arg, begin) => self.listed(arg, begin),
            Wanted::Nothing => Vec::new(),
        }
    }

    /// The flags that may still be given.
    fn flags(&self) -> Vec<Candidate> {
        let command = self.place.command;
        let is_left = |arg: &&Arg| {
            let many = matches!(arg.get_action(), ArgAction::Append | ArgAction::Count);
            !arg.is_hide_set() && (many || !self.place.given.contains_key(arg.get_id().as_str()))
        };
        let about = |arg: &Arg| arg.get_help().map(ToString::to_string).unwrap_or_default();
        let flags = command.get_arguments().filter(is_left);
        flags.filter_map(|arg| Some(said(&format!("--{}", arg.get_long()?), &about(arg)))).collect()
    }

    /// The values of an argument, behind what is typed of them already: the flag, and those before a comma.
    fn listed(&self, arg: &Arg, begin: usize) -> Vec<Candidate> {
        let (head, typed) = self.place.word.split_at(begin);
        let named = arg.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
        let is_list = arg.get_value_delimiter().is_some() || named == "PARTY" && arg.is_positional();
        let before = if is_list { typed.rfind(',').map_or("", |at| &typed[..=at]) } else { "" };
        let mut values = self.values(arg, named, &typed[before.len()..]);
        for value in values.iter_mut().filter(|value| value.word != FILES) {
            value.word = format!("{head}{before}{}", value.word);
        }
        values
    }

    /// The values of an argument by the name that the help gives them.
    fn values(&self, arg: &Arg, named: &str, typed: &str) -> Vec<Candidate> {
        let possible = arg.get_possible_values();
        if !possible.is_empty() {
            let about =
                |value: &clap::builder::PossibleValue| value.get_help().map(ToString::to_string).unwrap_or_default();
            return possible.iter().map(|value| said(value.get_name(), &about(value))).collect();
        }
        if PATHS.contains(&named) {
            return vec![said(FILES, "")];
        }
        let command = self.place.command.get_name();
        match named {
            "ID" if arg.is_positional() && command != "new" => self.agreements(),
            "AGREEMENT" => self.agreements(),
            "PARTY" => self.parties(typed),
            "NAME" if command == "parties" => self.parties(typed),
            "PARTY=DATE" => self.suppositions(typed),
            "STEP" if command == "log" => self.of_all(|a| a.acts.into_iter().filter_map(|act| act.step).collect()),
            "STEP" => self.steps(arg.is_positional()),
            "ACT" => self.acts(),
            "TAG" => self.of_all(|agreement| agreement.tags),
            _ => words(named, arg.get_id().as_str()),
        }
    }

    /// The ledger at hand, if there is one that can be read.
    fn reading(&self) -> Option<&Reading> {
        let named = self.place.given.get("ledger").and_then(|given| given.last());
        let open = || {
            let folder = named.map(|path| self.at_home(path));
            Reading::open(self.ctx, folder.as_deref()).ok()
        };
        self.reading.get_or_init(open).as_ref()
    }

    /// A path whose `~/` the shell has not replaced yet.
    fn at_home(&self, path: &str) -> PathBuf {
        match (path.strip_prefix("~/"), self.ctx.variable("HOME")) {
            (Some(rest), Some(home)) => PathBuf::from(home).join(rest),
            _ => PathBuf::from(path),
        }
    }

    fn agreements(&self) -> Vec<Candidate> {
        let ids = self.reading().and_then(|reading| reading.ids().ok()).unwrap_or_default();
        let mut listed: Vec<Candidate> = ids.iter().map(|id| said(id.as_str(), "")).collect();
        if self.place.command.get_name() == "explain" {
            listed.extend(topics());
        }
        listed
    }

    /// The agreement that is named before the place, whatever its faults.
    fn agreement(&self) -> Option<Agreement> {
        let given = ["agreement", "id", "first", "ids"].iter().find_map(|name| self.place.given.get(name))?;
        let reading = self.reading()?;
        reading.load(&given.first()?.parse().ok()?).ok()?.1.agreement
    }

    /// The parties of the agreement, if one is named; else everybody. By name, where a name is begun.
    fn parties(&self, typed: &str) -> Vec<Candidate> {
        let names = Names::builtin();
        let agreement = self.agreement();
        let codes: Vec<Code> = match &agreement {
            Some(agreement) => of_agreement(agreement),
            None => names.iter().map(|name| name.code).collect(),
        };
        let name = |code: &Code| match &agreement {
            Some(agreement) => crate::report::name_of(agreement, names, code),
            None => names.by_code(code).map_or(String::new(), |name| name.english.to_owned()),
        };
        let mut listed: Vec<Candidate> = codes.iter().map(|code| said(code.as_str(), &name(code))).collect();
        if !typed.is_empty() {
            listed.extend(codes.iter().map(|code| said(&name(code), code.as_str())));
        }
        if agreement.is_some() && self.place.command.get_name() == "add" {
            listed.push(said("all", "every party of the list"));
            let own = Kind::ALL.iter().filter(|kind| kind.is_of_agreement());
            listed.extend(own.map(|kind| said(kind.as_str(), "an act of the agreement itself")));
        }
        listed
    }

    /// `PARTY=`, and behind it the days that have a name.
    fn suppositions(&self, typed: &str) -> Vec<Candidate> {
        match typed.split_once('=') {
            Some((party, _)) => DAYS.iter().map(|day| said(&format!("{party}={day}"), "")).collect(),
            None => {
                let mut parties = self.parties(typed);
                parties.iter_mut().for_each(|party| party.word.push('='));
                parties
            }
        }
    }

    /// The steps of the procedure of the party before the place, and the kinds of act where one may stand.
    fn steps(&self, or_kind: bool) -> Vec<Candidate> {
        let steps = || {
            let agreement = self.agreement()?;
            let text = self.place.given.get("party")?.first()?;
            let code = party(self.reading()?.names(), Some(&agreement), text.split(',').next().unwrap_or(text)).ok()?;
            self.reading()?.procedure_of(&agreement, &code)
        };
        let mut listed: Vec<Candidate> =
            steps().iter().flat_map(|p| &p.steps).map(|step| said(&step.key, &step.label)).collect();
        let known: BTreeSet<String> = listed.iter().map(|step| step.word.clone()).collect();
        let kinds =
            Kind::ALL.iter().filter(|kind| or_kind && !kind.is_of_agreement() && !known.contains(kind.as_str()));
        listed.extend(kinds.map(|kind| said(kind.as_str(), "a kind of act")));
        listed
    }

    /// The acts of the agreement that are not retracted.
    fn acts(&self) -> Vec<Candidate> {
        let agreement = self.agreement();
        let acts = agreement.iter().flat_map(|agreement| &agreement.acts).filter(|act| act.retracted.is_none());
        acts.map(|act| {
            let party = act.party.map(|code| code.to_string()).unwrap_or_default();
            let what = act.step.as_deref().unwrap_or(act.kind.as_str());
            said(&act.id.0, &format!("{} {party} {what}", act.date))
        })
        .collect()
    }

    /// Every word of that sort in all agreements, once.
    fn of_all(&self, words: impl Fn(Agreement) -> Vec<String>) -> Vec<Candidate> {
        let Some(reading) = self.reading() else { return Vec::new() };
        let loaded = reading.ids().unwrap_or_default().into_iter().filter_map(|id| reading.load(&id).ok());
        let found: BTreeSet<String> = loaded.filter_map(|(_, loaded)| loaded.agreement).flat_map(words).collect();
        found.iter().map(|word| said(word, "")).collect()
    }
}

/// Days that have a name.
const DAYS: &[&str] = &["today", "yesterday"];

fn said(word: &str, about: &str) -> Candidate {
    Candidate { word: word.to_owned(), about: about.to_owned() }
}

/// The closed list, else whoever acted or has an entry.
fn of_agreement(agreement: &Agreement) -> Vec<Code> {
    let acting = agreement.acts.iter().filter_map(|act| act.party);
    let known: BTreeSet<Code> = acting.chain(agreement.party.keys().copied()).collect();
    agreement.parties.clone().unwrap_or_else(|| known.into_iter().collect())
}

fn topics() -> impl Iterator<Item = Candidate> {
    TOPICS.iter().map(|(name, text)| said(name, title(name, text)))
}

fn commands() -> impl Iterator<Item = Candidate> {
    let program = program();
    program
        .get_subcommands()
        .map(|command| said(command.get_name(), &in_a_line(command)))
        .collect::<Vec<_>>()
        .into_iter()
}

/// The letters that files are mostly written in.
const ENCODINGS: &[&str] = &["utf-8", "utf-16le", "windows-1252", "windows-1251", "windows-1254", "iso-8859-9"];

/// The closed sets of words, by the name of the value and, where a name is used twice, the argument.
fn words(named: &str, argument: &str) -> Vec<Candidate> {
    let all = |words: &[&str]| words.iter().map(|word| said(word, "")).collect();
    macro_rules! set {
        ($set:ty) => {
            <$set>::ALL.iter().map(|word| said(word.as_str(), "")).collect()
        };
    }
    match (named, argument) {
        ("ABOUT", _) => set!(About),
        ("BASIS", _) => set!(Basis),
        ("CAUSE", _) => set!(Cause),
        ("CODE", _) => check::all().iter().map(|check| said(check.code, check.title)).collect(),
        ("COLUMNS", _) => set!(Aspect),
        ("COMMAND", _) => commands().collect(),
        ("DATE", _) => all(DAYS),
        ("ENCODING", _) => all(ENCODINGS),
        ("FORM", _) => set!(Form),
        ("GRADE", _) => set!(Grade),
        ("HOW", _) => set!(Delivery),
        ("KIND", "source_kind") => set!(SourceKind),
        ("KIND", _) => set!(Kind),
        ("LANG", _) => LANGUAGES.iter().map(|(language, ..)| said(language, "")).collect(),
        ("ORDER", _) => set!(Order),
        ("OUTCOME", _) => set!(Outcome),
        ("POLICY", _) => all(&Policy::names()),
        ("READING", _) => set!(Stage),
        ("STATE", _) => set!(ForceState),
        ("TOPIC", _) => topics().chain(commands()).collect(),
        ("WHAT", _) => set!(Predicate),
        _ => Vec::new(),
    }
}
