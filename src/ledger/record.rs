//! Acts put on record: what is new, what is known already, and what only joins a source.
//!
//! Many acts are recorded in one pass over the text, and give byte for byte what recording them one by one would give.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::parse::table_of;
use super::value::Placed;
use super::weave::{Piece, Rank, weave};
use super::write;
use super::{brackets, ident};
use crate::model::{Act, ActId, Agreement, Citation, Code, Kind};
use crate::source::{Source, Span};

/// What became of an act that was to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// It was written, under this id.
    Added(ActId),
    /// It was on record; a new source joined it.
    SourceJoined(ActId),
    /// It was on record, and nothing is new.
    Known(ActId),
}

impl Recorded {
    /// The id under which the act is on record.
    pub fn id(&self) -> &ActId {
        match self {
            Self::Added(id) | Self::SourceJoined(id) | Self::Known(id) => id,
        }
    }
}

/// The given id is on record with other content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Which of the acts, from nought.
    pub at: usize,
    /// The id.
    pub id: ActId,
}

/// Records one act; see [`record_all`].
///
/// # Errors
/// A given id that stands on an act with other content.
pub fn record(source: &Source, agreement: &Agreement, act: &Act) -> Result<(String, Recorded), Clash> {
    let mut recording = Recording::new(source, agreement, std::slice::from_ref(act));
    let recorded = recording.put(0)?;
    Ok((recording.finish(), recorded))
}

/// Records acts, each written behind the last act of the same party, else at the end; the same content again only joins
/// its sources. Gives the text (unchanged where nothing is new) and what became of each act.
///
/// # Errors
/// Every given id that stands on an act with other content.
pub fn record_all(source: &Source, agreement: &Agreement, acts: &[Act]) -> Result<(String, Vec<Recorded>), Vec<Clash>> {
    let mut recording = Recording::new(source, agreement, acts);
    let (mut results, mut clashes) = (Vec::new(), Vec::new());
    for at in 0..acts.len() {
        match recording.put(at) {
            Ok(recorded) => results.push(recorded),
            Err(clash) => clashes.push(clash),
        }
    }
    if clashes.is_empty() { Ok((recording.finish(), results)) } else { Err(clashes) }
}

/// An act on record: one of the agreement's, or one that was put there just now.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    /// By its place among the agreement's acts.
    Old(usize),
    /// By its place among the acts that are to be recorded.
    New(usize),
}

/// A recording that is under way.
struct Recording<'a> {
    source: &'a Source,
    agreement: &'a Agreement,
    acts: &'a [Act],
    taken: BTreeSet<ActId>,
    /// The acts on record whose id is asked for.
    by_id: HashMap<ActId, Place>,
    /// The first act on record with that content, where it is asked for.
    by_content: HashMap<(Kind, bool, String), Place>,
    /// The sources of an act, once a source has joined it.
    sources: HashMap<Place, HashSet<String>>,
    /// The new acts with their ids and all their sources, by their place among the acts that are to be recorded.
    added: HashMap<usize, Act>,
    /// Sources that join acts in braces that have none, by the place of the act.
    joined: BTreeMap<usize, Vec<Citation>>,
    /// The new acts of each party, in the order in which the parties came.
    parties: Vec<(Option<Code>, Vec<usize>)>,
    party_at: HashMap<Option<Code>, usize>,
    pieces: Vec<Piece>,
    /// Where sources are written in brackets, by the first byte of the act; looked for once it is asked for.
    lists: Option<HashMap<usize, List>>,
}

/// A list of sources in brackets: a block could not add to that.
struct List {
    /// Where the next source goes.
    at: usize,
    is_empty: bool,
}

impl<'a> Recording<'a> {
    fn new(source: &'a Source, agreement: &'a Agreement, acts: &'a [Act]) -> Self {
        let rough = |act: &Act| (act.party, act.kind, act.date, act.outcome);
        let asked: HashSet<_> = acts.iter().map(rough).collect();
        let ids: HashSet<&ActId> = acts.iter().filter(|act| act.id_given).map(|act| &act.id).collect();
        let (mut by_id, mut by_content) = (HashMap::new(), HashMap::new());
        for (at, known) in agreement.acts.iter().enumerate() {
            if ids.contains(&known.id) {
                by_id.entry(known.id.clone()).or_insert(Place::Old(at));
            }
            if known.retracted.is_none() && asked.contains(&rough(known)) {
                by_content.entry(ident::sameness(known)).or_insert(Place::Old(at));
            }
        }
        Self {
            source,
            agreement,
            acts,
            taken: agreement.acts.iter().map(|act| act.id.clone()).collect(),
            by_id,
            by_content,
            sources: HashMap::new(),
            added: HashMap::new(),
            joined: BTreeMap::new(),
            parties: Vec::new(),
            party_at: HashMap::new(),
            pieces: Vec::new(),
            lists: None,
        }
    }

    /// Puts one act on record.
    fn put(&mut self, at: usize) -> Result<Recorded, Clash> {
        let act = &self.acts[at];
        if !act.id_given {
            let sameness = ident::sameness(act);
            return Ok(match self.by_content.get(&sameness) {
                Some(known) => self.join(*known, act),
                None => Recorded::Added(self.add(at, sameness)),
            });
        }
        match self.by_id.get(&act.id) {
            Some(known) if ident::same_content(self.act(*known), act) => Ok(self.join(*known, act)),
            Some(_) => Err(Clash { at, id: act.id.clone() }),
            None => Ok(Recorded::Added(self.add(at, ident::sameness(act)))),
        }
    }

    fn act(&self, place: Place) -> &'a Act {
        match place {
            Place::Old(at) => &self.agreement.acts[at],
            Place::New(at) => &self.acts[at],
        }
    }

    /// Writes a new act, behind those of its party.
    fn add(&mut self, at: usize, sameness: (Kind, bool, String)) -> ActId {
        let act = &self.acts[at];
        let id = if act.id_given { act.id.clone() } else { ident::free(&self.agreement.id, act, &self.taken) };
        self.added.insert(at, Act { id: id.clone(), ..act.clone() });
        self.taken.insert(id.clone());
        self.by_id.entry(id.clone()).or_insert(Place::New(at));
        self.by_content.entry(sameness).or_insert(Place::New(at));
        match self.party_at.entry(act.party) {
            Entry::Occupied(party) => self.parties[*party.get()].1.push(at),
            Entry::Vacant(free) => {
                free.insert(self.parties.len());
                self.parties.push((act.party, vec![at]));
            }
        }
        id
    }

    /// Joins the sources that an act on record does not have yet.
    fn join(&mut self, place: Place, act: &Act) -> Recorded {
        let known = self.act(place);
        let id = match place {
            Place::New(at) => self.added.get(&at).map_or_else(|| known.id.clone(), |added| added.id.clone()),
            Place::Old(_) => known.id.clone(),
        };
        let written = |citations: &[Citation]| citations.iter().map(write::citation_in_line).collect();
        let have: &mut HashSet<String> = self.sources.entry(place).or_insert_with(|| written(&known.sources));
        let is_new = |citation: &&Citation| !have.contains(&write::citation_in_line(citation));
        let new: Vec<Citation> = act.sources.iter().filter(is_new).cloned().collect();
        if new.is_empty() {
            return Recorded::Known(id);
        }
        have.extend(new.iter().map(write::citation_in_line));
        match place {
            Place::Old(at) => self.join_old(at, new),
            Place::New(at) => drop(self.added.entry(at).and_modify(|added| added.sources.extend(new))),
        }
        Recorded::SourceJoined(id)
    }

    /// Joins sources to an act of the text.
    fn join_old(&mut self, at: usize, new: Vec<Citation>) {
        let known = &self.agreement.acts[at];
        let lists = self.lists.get_or_insert_with(|| lists(self.source).unwrap_or_default());
        if let Some(list) = lists.get_mut(&known.span.start) {
            for citation in &new {
                let comma = if list.is_empty { "" } else { ", " };
                let words = format!("{comma}{}", write::citation_in_line(citation));
                self.pieces.push(Piece::words(list.at, Rank::Part, words));
                list.is_empty = false;
            }
            return;
        }
        self.joined.entry(at).or_default().extend(new);
    }

    /// The text with everything in it.
    fn finish(mut self) -> String {
        for (at, new) in std::mem::take(&mut self.joined) {
            let piece = self.joined_piece(&self.agreement.acts[at], &new);
            self.pieces.push(piece);
        }
        let mut ends: HashMap<Option<Code>, &Span> = HashMap::new();
        for known in &self.agreement.acts {
            ends.entry(known.party).and_modify(|end| *end = later(end, &known.span)).or_insert(&known.span);
        }
        let mut empty_list = self
            .agreement
            .acts
            .is_empty()
            .then(|| brackets::empty_list(self.source, "act"))
            .flatten()
            .map(|at| (at, false));
        for (party, acts) in std::mem::take(&mut self.parties) {
            for act in acts.iter().filter_map(|at| self.added.remove(at)).collect::<Vec<_>>() {
                let piece = self.added_piece(&act, ends.get(&party).copied(), &mut empty_list);
                self.pieces.push(piece);
            }
        }
        weave(self.source.text(), self.pieces)
    }

    /// Sources that join an act which has no list of them in brackets.
    fn joined_piece(&self, known: &Act, new: &[Citation]) -> Piece {
        brackets::pair(self.source, &known.span, || write::sources_in_line(new.iter())).unwrap_or_else(|| {
            let blocks: Vec<String> = new.iter().map(write::citation).collect();
            Piece::behind(self.source.text(), known.span.end, Rank::Part, blocks.join("\n"))
        })
    }

    /// A new act: behind the last one of its party, else at the end; in brackets where the others are.
    fn added_piece(&self, act: &Act, end: Option<&Span>, empty_list: &mut Option<(usize, bool)>) -> Piece {
        let text = self.source.text();
        let rank = if end.is_some() { Rank::Next } else { Rank::Last };
        if let Some((at, has_items)) = empty_list {
            let comma = if std::mem::replace(has_items, true) { ", " } else { "" };
            return Piece::words(*at, rank, format!("{comma}{}", write::act_in_line(act)));
        }
        let last = end.or(self.agreement.acts.last().map(|known| &known.span));
        last.and_then(|last| brackets::item(self.source, last, rank, || write::act_in_line(act))).unwrap_or_else(|| {
            match end {
                Some(end) => Piece::behind(text, end.end, Rank::Next, write::act(act)),
                None => Piece::last(text, write::act(act)),
            }
        })
    }
}

fn later<'s>(one: &'s Span, other: &'s Span) -> &'s Span {
    if other.end > one.end { other } else { one }
}

/// The lists of sources that are written in brackets, `source = [{ … }]`, by the first byte of their act.
fn lists(source: &Source) -> Option<HashMap<usize, List>> {
    let text = source.text();
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = text.len() - body.len();
    let table = table_of(body);
    let acts = table.get("act")?.get_ref().as_array()?;
    let list = |act: &Placed| {
        let list = act.get_ref().as_table()?.get("source")?;
        let is_block = body.get(list.span())?.starts_with("[[");
        let items = list.get_ref().as_array().filter(|_| !is_block)?;
        let at = items.iter().last().map_or(list.span().start + 1, |last| last.span().end);
        Some((act.span().start + mark, List { at: at + mark, is_empty: items.is_empty() }))
    };
    Some(acts.iter().filter_map(list).collect())
}
