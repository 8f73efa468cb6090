//! Who acts: one party under two codes, names and codes in look-alike letters, bodies spelled in two ways.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::acts::standing;
use super::look_alike::{shape_of_code, shape_of_name};
use super::{Sink, Subject};
use crate::ledger::place;
use crate::model::{Code, Found, Names, fold};
use crate::source::Span;

/// The shapes of the names in the table, each with its party and one such name.
static SHAPES: LazyLock<BTreeMap<String, (Code, &'static str)>> = LazyLock::new(|| {
    let names = Names::builtin().iter().flat_map(|name| {
        let all = [name.english, name.native, name.plain].into_iter().chain(name.aliases());
        all.map(|text| (shape_of_name(text), (name.code, text)))
    });
    names.collect()
});

/// A party under a code of one's own that the table of names has under another, or that has two codes here.
pub(super) fn same_party(subject: &Subject, sink: &mut Sink) {
    let mut seen: BTreeMap<String, Code> = BTreeMap::new();
    for (code, name) in named(subject) {
        let other = match Names::builtin().find(name) {
            Found::One(known) => Some(known.code),
            _ => seen.insert(fold(name), code),
        };
        if let Some(other) = other.filter(|other| *other != code) {
            let message = format!("`{code}` has the name of `{other}`, so one party may act under two codes");
            let help = format!("use `{other}` everywhere, or tell the two apart in the name");
            sink.add(name_at(subject, &code), message, help);
        }
    }
}

/// A name or a code that looks like another one and is not.
pub(super) fn look_alike_party(subject: &Subject, sink: &mut Sink) {
    for (code, name) in named(subject).filter(|(_, name)| !matches!(Names::builtin().find(name), Found::One(_))) {
        if let Some((other, known)) = SHAPES.get(&shape_of_name(name)) {
            let message = format!("`{name}` looks like `{known}` (`{other}`), but its letters are others");
            let help = "type the name again, in letters of one script; if it is another party, say so in the name";
            sink.add(name_at(subject, &code), message, help);
        }
    }
    let table = Names::builtin().iter().map(|name| name.code).filter(Code::is_own);
    let mut shapes: BTreeMap<String, Code> = table.map(|code| (shape_of_code(code.as_str()), code)).collect();
    for code in own_codes(subject) {
        let first = *shapes.entry(shape_of_code(code.as_str())).or_insert(code);
        if first != code {
            let message = format!("the codes `{first}` and `{code}` are hard to tell apart");
            let help = "are they one party? else rename the one that you chose yourself";
            sink.add(place::words(subject.source, &whole(subject), code.as_str()), message, help);
        }
    }
}

/// A body that is spelled almost as the procedure or an earlier act spells it.
pub(super) fn body_spelling(subject: &Subject, sink: &mut Sink) {
    let mut known: BTreeMap<Code, BTreeSet<String>> = BTreeMap::new();
    for act in standing(subject) {
        let (Some(party), Some(body)) = (act.party, &act.body) else { continue };
        let known = known.entry(party).or_insert_with(|| bodies(subject, &party));
        if known.contains(body) {
            continue;
        }
        if let Some(near) = known.iter().take(MOST_BODIES).find(|near| is_near(near, body)) {
            let message = format!("`{body}` is almost `{near}`, and counts as another body");
            let help = "spell a body always in the same way, so that its acts are held against each other";
            sink.add(place::key(subject.source, &act.span, "body"), message, help);
        }
        known.insert(body.clone());
    }
}

/// More bodies than a party has organs are not compared.
const MOST_BODIES: usize = 100;
/// Names shorter than this are too easily near each other.
const SHORTEST: usize = 5;

fn bodies(subject: &Subject, party: &Code) -> BTreeSet<String> {
    let procedure = (subject.procedures)(party);
    let bodies = procedure.iter().flat_map(|procedure| &procedure.bodies);
    let names = bodies.flat_map(|body| std::iter::once(&body.name).chain(&body.native).cloned());
    let steps = procedure.iter().flat_map(|procedure| &procedure.steps).map(|step| step.body.clone());
    names.chain(steps).filter(|name| !name.is_empty()).collect()
}

/// Whether two names are one but for case, signs or a slip of the hand; figures always make a difference.
fn is_near(a: &str, b: &str) -> bool {
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (plain_a, plain_b) = (fold(a), fold(b));
    let slip = || plain_a.len().min(plain_b.len()) >= SHORTEST && is_slip(&plain_a, &plain_b);
    figures(a) == figures(b) && (plain_a == plain_b || slip())
}

fn is_slip(a: &str, b: &str) -> bool {
    a.len().abs_diff(b.len()) <= 1 && a.len() <= 200 && strsim::damerau_levenshtein(a, b) <= 1
}

fn named<'a>(subject: &'a Subject) -> impl Iterator<Item = (Code, &'a str)> {
    subject.agreement.party.iter().filter_map(|(code, entry)| Some((*code, entry.name.as_deref()?)))
}

fn own_codes(subject: &Subject) -> BTreeSet<Code> {
    let agreement = subject.agreement;
    let acting = agreement.acts.iter().filter_map(|act| act.party);
    let said = agreement.parties.iter().flatten().chain(agreement.party.keys()).copied();
    said.chain(acting).filter(Code::is_own).collect()
}

fn whole(subject: &Subject) -> Span {
    0..subject.source.text().len()
}

/// Where the name of a party stands.
fn name_at(subject: &Subject, code: &Code) -> Span {
    let text = subject.source.text();
    match text.find(&format!("[party.{code}]")) {
        Some(at) => place::key(subject.source, &(at..text.len()), "name"),
        None => place::words(subject.source, &whole(subject), code.as_str()),
    }
}
