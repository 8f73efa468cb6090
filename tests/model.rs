//! Random sequences of commands and hand edits against a plain model in memory: the same exit status, the same record,
//! no byte changed by a refusal, no id given twice. `TRACK_MODEL_CASES=N` runs N sequences.

#![expect(clippy::disallowed_methods, reason = "edits files by hand, reads what was written and asks for the count")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use ratification::context::Context;
use ratification::date::parse_day;
use serde_json::{Value, json};

#[path = "model/book.rs"]
mod book;

use book::{Book, PlainAct, acts_of, in_order, recorded};

/// What a person does next. Numbers choose among what is there.
#[derive(Debug, Clone)]
enum Deed {
    Init,
    New { book: usize, closed: bool },
    Add(Adding),
    AddAgain { source: usize },
    Looked { book: usize, party: usize, place: usize, dry: bool },
    Retract { book: usize, act: usize, favoured: Option<usize>, dry: bool },
    Hand { book: usize, how: usize },
}

#[derive(Debug, Clone)]
struct Adding {
    book: usize,
    party: usize,
    what: usize,
    date: usize,
    outcome: bool,
    note: usize,
    source: usize,
    id: usize,
    dry: bool,
}

/// The third is never made.
const BOOKS: [&str; 3] = ["one", "two", "three"];
/// The fifth is outside closed lists, the sixth is nobody.
const PARTIES: [&str; 6] = ["AZ", "TR", "Türkiye", "AZ,TR", "GE", "X-NOBODY"];
const DATES: [&str; 6] = ["2025-12-16", "2025-12", "../2025-12-17", "yesterday", "2025-13-01", "2027-01-01"];
const NOTES: [Option<&str>; 4] = [None, Some("a note"), Some("a  note"), Some("[[act]]\n\"x\" # no")];
const SOURCES: [Option<&str>; 3] = [None, Some("Desk"), Some("Wire \"agency\"")];
const IDS: [Option<&str>; 7] = [None, None, None, None, Some("mine"), Some("yours"), Some("not one")];
const PLACES: [&str; 2] = ["the register", "a \"gazette\""];

/// The ledger on disk and what it should hold.
struct Pair<'d> {
    dir: &'d Path,
    books: BTreeMap<&'static str, Book>,
    made: bool,
    clock: u32,
    last: Option<Adding>,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let adding =
        (0..BOOKS.len(), 0..12_usize, 0..6_usize, 0..12_usize, 0..8_u8, 0..6_usize, 0..3_usize, 0..12_usize, 0..8_u8);
    let adding = adding.prop_map(|(book, party, what, date, outcome, note, source, id, dry)| Adding {
        book: if book == 2 && party > 0 { 0 } else { book },
        party: if party < 6 { party } else { party % 4 },
        what,
        date: if date < 6 { date } else { date % 3 },
        outcome: outcome > 0,
        note: note % 4,
        source,
        id: id % IDS.len(),
        dry: dry == 0,
    });
    let rare = 0..6_u8;
    let deed = prop_oneof![
        1 => Just(Deed::Init),
        2 => (0..2_usize, any::<bool>()).prop_map(|(book, closed)| Deed::New { book, closed }),
        8 => adding.prop_map(Deed::Add),
        2 => (0..SOURCES.len()).prop_map(|source| Deed::AddAgain { source }),
        2 => (0..2_usize, 0..PARTIES.len() + 1, 0..2_usize, rare.clone())
            .prop_map(|(book, party, place, dry)| Deed::Looked { book, party, place, dry: dry == 0 }),
        2 => (0..2_usize, 0..20_usize, prop::option::of(0..20_usize), rare)
            .prop_map(|(book, act, favoured, dry)| Deed::Retract { book, act, favoured, dry: dry == 0 }),
        2 => (0..2_usize, 0..8_usize).prop_map(|(book, how)| Deed::Hand { book, how }),
    ];
    prop::collection::vec(deed, 1..24)
}

impl Pair<'_> {
    /// Runs a command: its exit status, its data and its talk.
    fn track(&self, arguments: &[&str]) -> (u8, String, String) {
        let (ctx, said) = Context::for_test(parse_day("2026-01-15").expect("a day"));
        let mut ctx = ctx.with_variable("TRACK_NOW", self.now()).with_variable("TRACK_BY", "desk");
        let dir = self.dir.to_str().expect("a plain path");
        let mut line = vec!["track", "--ledger", dir];
        line.extend(arguments);
        let exit = ratification::run_in(&line, &mut ctx);
        (exit.number(), said.out(), said.err())
    }

    fn now(&self) -> String {
        format!("2026-01-15T{:02}:{:02}:00Z", self.clock / 60 % 24, self.clock % 60)
    }

    /// Runs a command that must end so; refusals and trials leave every file as it was.
    fn expect(&self, arguments: &[&str], exit: u8, writes: bool) -> Value {
        let before = self.files();
        let (found, out, err) = self.track(arguments);
        assert_eq!(found, exit, "{arguments:?}\n{out}{err}");
        if exit != 0 || !writes {
            assert_eq!(self.files(), before, "{arguments:?}");
        }
        serde_json::from_str(&out).unwrap_or(Value::Null)
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let Ok(entries) = fs::read_dir(self.dir.join("agreements")) else { return BTreeMap::new() };
        let paths = entries.map(|entry| entry.expect("it can be listed").path());
        paths.map(|path| (path.display().to_string(), fs::read(&path).expect("it can be read"))).collect()
    }

    fn step(&mut self, deed: &Deed) {
        self.clock += 1;
        match deed {
            Deed::Init => {
                self.expect(&["init"], if self.made { 73 } else { 0 }, true);
                self.made = true;
            }
            Deed::New { book, closed } => self.new_book(BOOKS[*book], *closed),
            Deed::Add(adding) => self.add(adding),
            Deed::AddAgain { source } => {
                if let Some(last) = self.last.clone() {
                    self.add(&Adding { source: *source, ..last });
                }
            }
            Deed::Looked { book, party, place, dry } => self.looked(BOOKS[*book], *party, PLACES[*place], *dry),
            Deed::Retract { book, act, favoured, dry } => self.retract(BOOKS[*book], *act, *favoured, *dry),
            Deed::Hand { book, how } => self.by_hand(BOOKS[*book], *how),
        }
    }

    fn new_book(&mut self, id: &'static str, closed: bool) {
        let mut line = vec!["new", id, "--title", "A \"pact\""];
        if closed {
            line.extend(["--party", "AZ", "--party", "Türkiye"]);
        }
        let there = self.books.contains_key(id);
        self.expect(&line, if there { 73 } else { 0 }, true);
        self.books.entry(id).or_insert_with(|| Book { closed, ..Book::default() });
    }

    fn add(&mut self, adding: &Adding) {
        self.last = Some(adding.clone());
        let id = BOOKS[adding.book];
        let mut line = vec!["add", id];
        let what = ["majlis-vote", "declaration", "signature", "ratification", "adoption", "tbmm-vote"][adding.what];
        if what == "adoption" {
            line.push(what);
        } else {
            line.extend([PARTIES[adding.party], what]);
        }
        line.extend(["--on", DATES[adding.date], "--json"]);
        if what == "ratification" {
            line.extend(["--delivery", "deposit"]);
        }
        if what.ends_with("vote") && adding.outcome {
            line.extend(["--outcome", "adopted"]);
        }
        let options =
            [("--note", NOTES[adding.note]), ("--publisher", SOURCES[adding.source]), ("--id", IDS[adding.id])];
        line.extend(options.iter().filter_map(|(flag, value)| Some([*flag, (*value)?])).flatten());
        if adding.dry {
            line.push("--dry-run");
        }
        match self.wanted(adding, what) {
            Err(exit) => drop(self.expect(&line, exit, false)),
            Ok(acts) => self.record(&line, adding, acts),
        }
    }

    /// The acts that should be recorded, or the exit status of the refusal.
    fn wanted(&self, adding: &Adding, what: &'static str) -> Result<Vec<PlainAct>, u8> {
        let book = self.books.get(BOOKS[adding.book]).ok_or(66)?;
        if book.broken {
            return Err(65);
        }
        let parties: &[Option<&str>] = match (what, adding.party) {
            ("adoption", _) => &[None],
            (_, 0) => &[Some("AZ")],
            (_, 1 | 2) => &[Some("TR")],
            (_, 3) => &[Some("AZ"), Some("TR")],
            (_, 4) if !book.closed => &[Some("GE")],
            _ => return Err(66),
        };
        let mut acts = Vec::new();
        for party in parties {
            let (kind, body) = match (what, party) {
                ("majlis-vote", Some("AZ")) => ("vote", Some("Milli Majlis")),
                ("tbmm-vote", Some("TR")) => ("vote", Some("Grand National Assembly of Türkiye")),
                ("majlis-vote" | "tbmm-vote", _) => return Err(66),
                (kind, _) => (kind, None),
            };
            let date = match DATES[adding.date] {
                "2025-13-01" | "2027-01-01" => return Err(2),
                "yesterday" => "2026-01-14",
                date => date,
            };
            if kind == "vote" && !adding.outcome {
                return Err(2);
            }
            acts.push(PlainAct {
                id: String::new(),
                party: *party,
                kind,
                body,
                date: date.to_owned(),
                outcome: if kind == "vote" { "adopted" } else { "done" },
                note: NOTES[adding.note],
                recorded: self.now(),
                sources: SOURCES[adding.source].into_iter().collect(),
                retracted: None,
            });
        }
        Ok(acts)
    }

    fn record(&mut self, line: &[&str], adding: &Adding, acts: Vec<PlainAct>) {
        let given = IDS[adding.id];
        let mut book = self.books[BOOKS[adding.book]].clone();
        let told: Vec<Result<&str, u8>> = acts.iter().map(|act| recorded(&mut book, act, given)).collect();
        if let Some(exit) = told.iter().find_map(|result| result.err()) {
            drop(self.expect(line, exit, false));
            return;
        }
        let report = self.expect(line, 0, !adding.dry && told.iter().any(|result| *result != Ok("already-recorded")));
        for (told, line) in told.iter().zip(report["acts"].as_array().expect("acts")) {
            assert_eq!(line["result"].as_str(), told.ok(), "{line}");
            let id = line["id"].as_str().expect("an id").to_owned();
            if *told == Ok("recorded") {
                assert!(book.ids.insert(id.clone()), "the id {id} was given before");
                let open = book
                    .acts
                    .iter_mut()
                    .find(|act| (act.id.is_empty() && act.party == line["party"].as_str()) || act.id == id);
                open.expect("the act that was put in").id = id;
            } else {
                assert!(book.ids.contains(&id));
            }
        }
        if !adding.dry {
            self.books.insert(BOOKS[adding.book], book);
        }
    }

    fn looked(&mut self, id: &'static str, party: usize, place: &'static str, dry: bool) {
        let mut line = vec!["looked", id];
        line.extend(PARTIES.get(party));
        line.extend(["--where", place, "--on", "2026-01-10"]);
        if dry {
            line.push("--dry-run");
        }
        let now = self.now();
        let Some(book) = self.books.get_mut(id) else { return drop(self.expect(&line, 66, false)) };
        let code = match party {
            0 => Some("AZ"),
            1 | 2 => Some("TR"),
            4 => Some("GE"),
            6 => None,
            _ if book.broken => None,
            _ => return drop(self.expect(&line, 66, false)),
        };
        let exit = if book.broken {
            65
        } else if book.closed && code == Some("GE") {
            66
        } else {
            0
        };
        let known = book.looks.iter().any(|look| (look.0, look.1) == (code, place));
        if exit == 0 && !dry && !known {
            book.looks.push((code, place, now));
        }
        drop(self.expect(&line, exit, !dry && !known));
    }

    fn retract(&mut self, id: &'static str, act: usize, favoured: Option<usize>, dry: bool) {
        let now = self.now();
        let known = self.books.get(id);
        let acts = known.map_or(&[][..], |book| &book.acts);
        let name = |at: usize| acts.get(at % (acts.len() + 1)).map_or("nothing", |act| &act.id).to_owned();
        let (act, favoured) = (name(act), favoured.map(name));
        let mut line = vec!["retract", id, &act, "--reason", "a \"slip\"", "--json"];
        line.extend(favoured.iter().flat_map(|id| ["--in-favour-of", id.as_str()]));
        if dry {
            line.push("--dry-run");
        }
        let missing = act == "nothing" || favoured.as_deref() == Some("nothing");
        let exit = match known {
            None => 66,
            Some(book) if book.broken => 65,
            Some(_) if missing => 66,
            Some(_) => 0,
        };
        let was = acts.iter().any(|known| known.id == act && known.retracted.is_some());
        let report = self.expect(&line, exit, !dry && !was);
        if exit != 0 {
            return;
        }
        assert_eq!(report["result"], if was { "already-retracted" } else { "retracted" });
        let act = self.books.get_mut(id).and_then(|book| book.acts.iter_mut().find(|known| known.id == act));
        if let Some(act) = act.filter(|_| !dry && !was) {
            act.retracted = Some(
                json!({ "at": now, "reason": "a \"slip\"", "cause": null, "in_favour_of": favoured, "by": "desk" }),
            );
        }
    }

    /// An editor at work: remarks, line ends, a slip that breaks the file, and its cure.
    fn by_hand(&mut self, id: &'static str, how: usize) {
        const SLIP: &str = "\n= slip\n";
        let Some(book) = self.books.get_mut(id) else { return };
        let path = self.dir.join("agreements").join(format!("{id}.toml"));
        let text = fs::read_to_string(&path).expect("the file is there");
        let new = match how {
            _ if book.broken => {
                book.broken = false;
                text.replace(SLIP, "")
            }
            0 => format!("# a remark\n{text}"),
            1 => format!("{text}# at the end"),
            2 => text.trim_end().to_owned(),
            3 => text.replace("[[act]]\n", "\n  # about the next\n[[ act ]]  # an act\n"),
            4 if !text.contains('\r') => text.replace('\n', "\r\n"),
            5 => text.replace(" = ", "   =  "),
            6 => text.replacen('\n', "\r\n", 3).replace("\r\r", "\r"),
            _ => {
                book.broken = true;
                format!("{text}{SLIP}")
            }
        };
        fs::write(&path, new).expect("the file can be written");
    }

    /// The ledger says what the model holds.
    fn compare(&self) {
        for (id, book) in &self.books {
            let shown = self.expect(&["show", id, "--json"], if book.broken { 65 } else { 0 }, false);
            if !book.broken {
                assert_eq!(acts_of(&shown), in_order(book), "{id}");
                let looks = shown["looked"].as_array().expect("looks").iter();
                let looks: Vec<Value> =
                    looks.map(|look| json!([look["party"], look["where"], look["recorded"]])).collect();
                let wanted: Vec<Value> = book.looks.iter().map(|look| json!([look.0, look.1, look.2])).collect();
                assert_eq!(looks, wanted, "{id}");
            }
        }
        let broken = self.books.values().any(|book| book.broken);
        let logged = self.expect(&["log", "--json"], if broken { 65 } else { 0 }, false);
        if !broken {
            let of = |id: &str| -> Vec<Value> {
                let all = acts_of(&logged).into_iter().zip(logged["acts"].as_array().expect("acts"));
                all.filter(|(_, line)| line["agreement"] == *id).map(|(act, _)| act).collect()
            };
            for (id, book) in &self.books {
                assert_eq!(of(id), in_order(book), "{id}");
            }
        }
        self.expect(&["check", "--json"], u8::from(broken), false);
    }
}

/// A folder in memory where the system has one: syncs cost nothing there.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a folder")
}

fn cases() -> u32 {
    std::env::var("TRACK_MODEL_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn the_ledger_is_what_the_model_says(deeds in deeds()) {
        let dir = folder();
        let (books, made) = (BTreeMap::new(), false);
        let mut pair = Pair { dir: dir.path(), books, made, clock: 0, last: None };
        pair.step(&Deed::Init);
        for deed in &deeds {
            pair.step(deed);
            pair.compare();
        }
    }
}
