//! Every step of every writer and reader, struck in turn: it fails once, it and all later ones fail, the process ends.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::io::Errno;
use tempfile::TempDir;

use crate::model::AgreementId;
use crate::store::step::plan::{self, Fault};
use crate::store::{Change, Last, Store, StoreError};

const ERRORS: [Errno; 5] = [Errno::IO, Errno::NOSPC, Errno::ACCESS, Errno::OPNOTSUPP, Errno::NFILE];
/// Not zero: a process that another test is about to start may hold the lock for a moment.
const WAIT: Duration = Duration::from_secs(5);

/// The agreements of the ledger before: `None` is no file.
type Texts = [Option<String>; 3];

/// A writer: its name, what it does, and what it leaves of the three agreements if it succeeds.
struct Writer {
    name: &'static str,
    run: fn(&Path) -> Result<(), StoreError>,
    leaves: [Option<&'static str>; 3],
}

const BEFORE: [Option<&str>; 3] = [Some("one\n"), Some("two\n"), None];

const WRITERS: [Writer; 6] = [
    Writer { name: "init", run: |root| Store::init(&root.join("inner"), "format = 1\n").map(drop), leaves: BEFORE },
    Writer {
        name: "create",
        run: |root| Store::open(root)?.create(&id(2), "three\n", WAIT),
        leaves: [BEFORE[0], BEFORE[1], Some("three\n")],
    },
    Writer {
        name: "change",
        run: |root| Store::open(root)?.change(&id(0), WAIT, &mut |_| Ok(Change::Text("new\n".into()))).map(drop),
        leaves: [Some("new\n"), BEFORE[1], BEFORE[2]],
    },
    Writer {
        name: "confirm",
        run: |root| Store::open(root)?.change(&id(0), WAIT, &mut |_| Ok::<_, StoreError>(Change::Unchanged)).map(drop),
        leaves: BEFORE,
    },
    Writer { name: "change all", run: change_all, leaves: [Some("new\n"), None, Some("three\n")] },
    Writer {
        name: "take back",
        run: |root| {
            let store = Store::open(root)?;
            let last = store.last()?.unwrap_or(Last { files: Vec::new() });
            let ids: Vec<AgreementId> = last.files.iter().map(|file| file.id.clone()).collect();
            let before = last.files.into_iter().map(|file| file.before.map_or(Change::Absent, Change::Text));
            let before: Vec<Change> = before.collect();
            store.change_all(&ids, WAIT, &mut |_| Ok::<_, StoreError>(before.clone())).map(drop)
        },
        leaves: [BEFORE[0], None, BEFORE[2]],
    },
];

fn change_all(root: &Path) -> Result<(), StoreError> {
    let changes = || vec![Change::Text("new\n".into()), Change::Absent, Change::Text("three\n".into())];
    Store::open(root)?.change_all(&[id(0), id(1), id(2)], WAIT, &mut |_| Ok::<_, StoreError>(changes())).map(drop)
}

fn id(number: usize) -> AgreementId {
    ["a", "b", "c"][number].parse().unwrap()
}

/// In memory where there is such a place: thousands of syncs are waited for here, and nothing is learnt from the disk.
fn ledger() -> TempDir {
    let memory = Path::new("/dev/shm");
    let dir = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
    let store = Store::init(dir.path(), "format = 1\n").unwrap();
    store.create(&id(0), "one\n", WAIT).unwrap();
    store.create(&id(1), "two\n", WAIT).unwrap();
    dir
}

fn texts(root: &Path) -> Texts {
    let read = |name: &str| fs::read_to_string(root.join("agreements").join(name)).ok();
    ["a.toml", "b.toml", "c.toml"].map(read)
}

fn owned(texts: [Option<&str>; 3]) -> Texts {
    texts.map(|text| text.map(str::to_owned))
}

/// With the fault gone, the ledger takes the next change, and nothing is left lying about.
fn recovers(root: &Path, what: &str) {
    let store = Store::open(root).unwrap_or_else(|error| panic!("{what}: {error}"));
    let next = store.change(&id(0), WAIT, &mut |old| Ok::<_, StoreError>(Change::Text(format!("{}#\n", old.text()))));
    assert!(next.is_ok(), "{what}: {next:?}");
    let listing = store.agreement_ids().unwrap();
    assert!(listing.temporary.is_empty() && listing.alien.is_empty(), "{what}: {listing:?}");
}

fn steps_of(writer: &Writer) -> Vec<&'static str> {
    let dir = ledger();
    plan::begin(None);
    (writer.run)(dir.path()).unwrap();
    let steps = plan::end();
    assert_eq!(texts(dir.path()), owned(writer.leaves), "{}", writer.name);
    steps
}

#[test]
fn a_step_that_fails_records_all_or_nothing_and_says_which() {
    let mut arms = BTreeSet::new();
    let mut runs = 0;
    for writer in &WRITERS {
        for step in 0..steps_of(writer).len() {
            for error in ERRORS {
                for fault in [Fault::Once(error.raw_os_error()), Fault::Always(error.raw_os_error())] {
                    runs += 1;
                    arms.extend(strike(writer, step, fault));
                }
            }
        }
    }
    let verbs = ["create", "lock", "look for", "open", "read", "remove", "replace", "sync", "write", "write beside"];
    let kinds = ["disk-full", "input-output", "permission"];
    let mut all: BTreeSet<String> =
        kinds.iter().flat_map(|kind| verbs.iter().map(move |verb| format!("{kind}: cannot {verb} "))).collect();
    all.extend(["no-locks: cannot lock ", "not-confirmed: recorded in ", "set-aside: recorded in "].map(str::to_owned));
    assert_eq!(arms, all, "every refusal of the write path was seen in {runs} runs");
    assert!(runs > 1_000, "{runs}");
}

/// Strikes one step; gives the kind of refusal that it brought.
fn strike(writer: &Writer, step: usize, fault: Fault) -> Option<String> {
    let dir = ledger();
    plan::begin(Some((step, fault)));
    let result = (writer.run)(dir.path());
    let passed = plan::end();
    let what = format!("{}, step {step} ({:?}), {fault:?}: {result:?}", writer.name, passed.get(step));
    let (old, new) = (owned(BEFORE), owned(writer.leaves));
    let held = texts(dir.path());
    match &result {
        Ok(()) => assert_eq!(held, new, "{what}"),
        Err(error) if !error.is_recorded() => assert_eq!(held, old, "{what}"),
        Err(StoreError::NotConfirmed { .. }) => assert_eq!(held, new, "{what}"),
        Err(_) => assert!(held.iter().zip(old.iter().zip(&new)).all(|(held, (old, new))| held == old || held == new)),
    }
    recovers(dir.path(), &what);
    result.err().map(|error| format!("{}: {}", error.code(), error.to_string().split('`').next().unwrap_or_default()))
}

#[test]
fn a_reader_gives_the_whole_answer_or_an_error() {
    let dir = ledger();
    let read = || {
        let store = Store::open(dir.path())?;
        let mut held = vec![store.settings()?.text().to_owned()];
        for (_, text) in store.read_all()? {
            held.push(text?.text().to_owned());
        }
        held.extend(store.procedure_codes()?);
        Ok::<_, StoreError>(held)
    };
    plan::begin(None);
    let whole = read().unwrap();
    let steps = plan::end().len();
    for step in 0..steps {
        for error in [Errno::IO, Errno::ACCESS, Errno::NFILE] {
            plan::begin(Some((step, Fault::Once(error.raw_os_error()))));
            let result = read();
            let passed = plan::end();
            if let Ok(held) = result {
                assert_eq!(held, whole, "step {step}: {:?}", passed[step]);
            }
        }
    }
}

// --- the end of the process

/// Not a test of its own: what this binary does when a test starts it again.
#[test]
fn as_a_process_that_ends() {
    let Some(plan) = std::env::var_os("STORE_FAULT") else { return };
    let plan = plan.into_string().unwrap();
    let [writer, step, root] = plan.split('|').collect::<Vec<_>>()[..] else { panic!("{plan}") };
    let writer = WRITERS.iter().find(|known| known.name == writer).unwrap();
    plan::begin(Some((step.parse().unwrap(), Fault::Abort)));
    let result = (writer.run)(Path::new(root));
    plan::end();
    result.unwrap();
}

#[test]
fn a_process_that_ends_at_any_step_leaves_whole_files_and_no_lock() {
    for writer in &WRITERS {
        for step in 0..=steps_of(writer).len() {
            let dir = ledger();
            let plan = format!("{}|{step}|{}", writer.name, dir.path().display());
            let status = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "store::tests::faults::as_a_process_that_ends", "--quiet"])
                .env("STORE_FAULT", &plan)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .unwrap();
            let (held, old, new) = (texts(dir.path()), owned(BEFORE), owned(writer.leaves));
            assert!(
                held.iter().zip(old.iter().zip(&new)).all(|(held, (old, new))| held == old || held == new),
                "{plan}"
            );
            assert!(!status.success() || held == new, "{plan}");
            recovers(dir.path(), &plan);
        }
    }
}
