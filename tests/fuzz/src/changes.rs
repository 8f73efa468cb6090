//! One change of a ledger is one piece put in.

use ratification::ledger::edit::{self, Recorded};
use ratification::model::{Act, ActId, Agreement, Cause, Code, Look, Names, Retraction};
use ratification::source::Source;

use super::choices::{Choices, act, decorated};
use super::{FILE, load, sound};

/// One change of a ledger: what is before a NUL, else one made of the bytes. One piece is put in, nothing else moves,
/// what was to be recorded is there once, and doing it again changes nothing.
pub fn edit(bytes: &[u8]) {
    let at = bytes.iter().position(|byte| *byte == 0);
    let (written, mut from) = (at.map(|at| &bytes[..at]), Choices(&bytes[at.map_or(0, |at| at + 1)..]));
    let text = match written.map(std::str::from_utf8) {
        Some(Ok(text)) if !text.is_empty() => text.to_owned(),
        Some(Err(_)) => return,
        _ => decorated(&mut from),
    };
    let old = Source::new(FILE, text);
    let Some(before) = sound(&old) else {
        assert!(at.is_some_and(|at| at > 0), "{:?}\n{}", load(&old).findings, old.text());
        return;
    };
    match from.next() % 4 {
        0 => looked(&old, &before, &mut from),
        1 if !before.acts.is_empty() => retracted(&old, &before, &mut from),
        _ => recorded(&old, &before, &mut from),
    }
}

fn recorded(old: &Source, before: &Agreement, from: &mut Choices) {
    let mut act = match before.acts.get(usize::from(from.next())) {
        Some(known) => Act { sources: vec![from.citation()], id_given: false, retracted: None, ..known.clone() },
        None => act(from),
    };
    if from.next() % 4 == 3 {
        (act.id, act.id_given) = (ActId(from.of(&["given", "own", "Ö-1", "\"q\""]).to_owned()), true);
    }
    let known_party = |code: &Code| Names::builtin().by_code(code).is_some() || before.party.contains_key(code);
    let allowed = |code: &Code| known_party(code) && before.parties.as_ref().is_none_or(|list| list.contains(code));
    if act.party.as_ref().is_some_and(|code| !allowed(code)) {
        return;
    }
    let Ok((text, result)) = edit::record(old, before, &act) else { return };
    let (new, after) = changed(old, text);
    let mut wanted = before.acts.clone();
    match &result {
        Recorded::Known(_) => assert_eq!(new.text(), old.text()),
        Recorded::SourceJoined(id) => {
            let joined = wanted.iter_mut().find(|act| act.id == *id).expect("an act of that id");
            let more: Vec<_> = act.sources.iter().filter(|source| !joined.sources.contains(source)).cloned().collect();
            joined.sources.extend(more);
        }
        Recorded::Added(id) => {
            assert!(wanted.iter().all(|known| known.id != *id), "{id} is taken");
            let at = after.acts.iter().position(|act| act.id == *id).expect("it is recorded under its id");
            wanted.insert(at, Act { id: id.clone(), id_given: true, ..act.clone() });
        }
    }
    same(&wanted, &before.looked, &after, new.text());
    let (again, result) = edit::record(&new, &after, &act).expect("the same is no clash");
    assert!(matches!(result, Recorded::Known(_)), "{result:?}");
    assert_eq!(again, new.text());
}

fn looked(old: &Source, before: &Agreement, from: &mut Choices) {
    let look = Look {
        party: from.often(|_| "TR".parse().expect("a code")).filter(|_| before.parties.is_none()),
        step: None,
        where_: Some(from.text()),
        date: from.date().earliest(),
        shelf_life_days: from.next().into(),
        recorded: from.moment(),
        by: from.often(Choices::text),
        note: from.often(Choices::text),
        span: 0..0,
    };
    let (new, after) = changed(old, edit::add_look(old, before, &look));
    let at = after.looked.iter().rposition(|known| Look { span: 0..0, ..known.clone() } == look);
    let mut looks = before.looked.clone();
    looks.insert(at.expect("the look is there"), look);
    same(&before.acts, &looks, &after, new.text());
}

fn retracted(old: &Source, before: &Agreement, from: &mut Choices) {
    let at = usize::from(from.next()) % before.acts.len();
    if before.acts[at].retracted.is_some() {
        return;
    }
    let favoured = usize::from(from.next()) % before.acts.len();
    let retraction = Retraction {
        at: from.moment(),
        reason: format!("x{}", from.text()),
        cause: from.often(|from| from.of(Cause::ALL)),
        in_favour_of: (favoured != at).then(|| before.acts[favoured].id.clone()),
        by: from.often(Choices::text),
    };
    let (new, after) = changed(old, edit::retract(old, &before.acts[at], &retraction));
    let mut wanted = before.acts.clone();
    wanted[at].retracted = Some(retraction);
    same(&wanted, &before.looked, &after, new.text());
}

/// The new text, which is the old one with one piece put in, and its agreement.
fn changed(old: &Source, text: String) -> (Source, Agreement) {
    let (a, b) = (old.text().as_bytes(), text.as_bytes());
    let before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let after = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    assert!(before + after >= a.len(), "more than one piece: {:?}\n{text:?}", old.text());
    let new = Source::new(FILE, text);
    let Some(agreement) = sound(&new) else { panic!("{:?}\n{}", load(&new).findings, new.text()) };
    (new, agreement)
}

fn same(acts: &[Act], looks: &[Look], found: &Agreement, text: &str) {
    let acts_of =
        |acts: &[Act]| -> Vec<Act> { acts.iter().map(|act| Act { span: 0..0, body: None, ..act.clone() }).collect() };
    assert_eq!(acts_of(acts), acts_of(&found.acts), "{text}");
    let looks_of =
        |looks: &[Look]| -> Vec<Look> { looks.iter().map(|look| Look { span: 0..0, ..look.clone() }).collect() };
    assert_eq!(looks_of(looks), looks_of(&found.looked), "{text}");
}
