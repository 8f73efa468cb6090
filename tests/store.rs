//! The store under crash, concurrency and refusal. What needs a second process starts this very binary again.
#![expect(clippy::disallowed_methods, reason = "tests prepare and look at files behind the store's back")]
#![expect(clippy::print_stderr, clippy::print_stdout, reason = "a second process speaks to the first; a skip is said")]
#![expect(clippy::unwrap_used, reason = "a failed preparation is a failed test")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use ratification::model::AgreementId;
use ratification::store::{Change, FoundBy, Outcome, Store, StoreError, Where, Why, find};
use tempfile::TempDir;

const WAIT: Duration = Duration::from_secs(60);
const SETTINGS: &str = "format = 1\n";

fn id() -> AgreementId {
    "az-tr".parse().unwrap()
}

fn ledger() -> (TempDir, Store) {
    let dir = TempDir::new().unwrap();
    let store = Store::init(&dir.path().join("desk"), SETTINGS).unwrap();
    store.create(&id(), "title = \"x\"\n", WAIT).unwrap();
    (dir, store)
}

fn file(store: &Store) -> PathBuf {
    store.root().join("agreements/az-tr.toml")
}

fn append(store: &Store, line: &str) -> Result<Outcome, StoreError> {
    store.change(&id(), WAIT, &mut |old| Ok(Change::Text(format!("{}{line}\n", old.text()))))
}

fn lines(store: &Store) -> Vec<String> {
    store.read(&id()).unwrap().text().lines().map(str::to_owned).collect()
}

fn strays(store: &Store) -> Vec<String> {
    let listing = store.agreement_ids().unwrap();
    listing.temporary.into_iter().chain(listing.alien).collect()
}

// --- a second process

/// Not a test of its own: what this binary does when a test starts it again.
#[test]
fn as_a_second_process() {
    let Some(root) = std::env::var_os("STORE_TEST_ROOT") else { return };
    let store = Store::open(Path::new(&root)).unwrap();
    let name = std::env::var("STORE_TEST_NAME").unwrap();
    if name == "holder" {
        let hold = &mut |_: &_| -> Result<Change, StoreError> {
            println!("\nack holding");
            std::thread::sleep(WAIT);
            Ok(Change::Unchanged)
        };
        store.change(&id(), WAIT, hold).unwrap();
    }
    for count in 0..std::env::var("STORE_TEST_COUNT").unwrap().parse().unwrap() {
        append(&store, &format!("# {name}-{count}")).unwrap();
        println!("\nack # {name}-{count}");
    }
}

fn second_process(store: &Store, name: &str, count: u32) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "as_a_second_process", "--nocapture", "--quiet"])
        .env("STORE_TEST_ROOT", store.root())
        .env("STORE_TEST_NAME", name)
        .env("STORE_TEST_COUNT", count.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn acknowledged(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("ack ").map(str::to_owned))
}

#[test]
fn eight_threads_lose_nothing() {
    let (_dir, store) = ledger();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let store = &store;
            scope.spawn(move || (0..50).for_each(|n| assert!(append(store, &format!("# {writer}-{n}")).is_ok())));
        }
    });
    assert_eq!(lines(&store).iter().collect::<BTreeSet<_>>().len(), 401);
    assert_eq!(lines(&store).len(), 401);
    assert!(strays(&store).is_empty());
}

#[test]
fn eight_processes_lose_nothing_and_readers_see_whole_states() {
    let (_dir, store) = ledger();
    let mut writers: Vec<Child> = (0..8).map(|n| second_process(&store, &format!("w{n}"), 50)).collect();
    let mut last = 0;
    while writers.iter_mut().any(|child| child.try_wait().unwrap().is_none()) {
        let text = store.read(&id()).unwrap().text().to_owned();
        let now = text.lines().count();
        assert!(text.starts_with("title") && text.ends_with('\n') && now >= last, "{now} after {last}");
        last = now;
    }
    assert!(writers.iter_mut().all(|child| child.wait().unwrap().success()));
    assert_eq!(lines(&store).iter().collect::<BTreeSet<_>>().len(), 401);
    assert!(strays(&store).is_empty());
}

#[test]
fn a_dead_writer_holds_nothing_and_loses_nothing_acknowledged() {
    let (_dir, store) = ledger();
    let mut known = Vec::new();
    for round in 0..25 {
        let mut child = second_process(&store, &format!("r{round}"), 1_000_000);
        let mut said = acknowledged(&mut child);
        known.extend(said.next());
        std::thread::sleep(Duration::from_micros(137 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        known.extend(said);
        let begun = Instant::now();
        append(&store, &format!("# after-{round}")).unwrap();
        assert!(begun.elapsed() < Duration::from_secs(2));
        assert!(strays(&store).is_empty(), "{:?}", strays(&store));
        known.push(format!("# after-{round}"));
    }
    let held: BTreeSet<String> = lines(&store).into_iter().collect();
    let lost: Vec<_> = known.iter().filter(|line| !held.contains(*line)).collect();
    assert!(lost.is_empty() && known.len() >= 50, "{} known, lost {lost:?}", known.len());
    assert_eq!(held.len(), lines(&store).len(), "nothing twice");
}

#[test]
fn waiting_is_bounded_and_told_once() {
    static TOLD: AtomicU32 = AtomicU32::new(0);
    let (_dir, store) = ledger();
    let mut child = second_process(&store, "holder", 0);
    assert_eq!(acknowledged(&mut child).next().as_deref(), Some("holding"));
    let root = store.root().to_owned();
    let store = store.on_wait(|_, _| {
        TOLD.fetch_add(1, Ordering::Relaxed);
    });
    for (wait, told) in [(0, 0), (1_300, 1)] {
        let begun = Instant::now();
        let wait = Duration::from_millis(wait);
        let error = store.create(&"b".parse().unwrap(), "", wait).unwrap_err();
        assert!(matches!(error, StoreError::Busy { .. }) && error.exit_status() == 75, "{error}");
        assert!(begun.elapsed() >= wait && begun.elapsed() < wait + Duration::from_secs(2));
        assert_eq!(TOLD.load(Ordering::Relaxed), told);
    }
    assert_eq!(Store::open(&root).unwrap().read(&id()).unwrap().text(), "title = \"x\"\n", "readers never wait");
    child.kill().unwrap();
    child.wait().unwrap();
    append(&store, "# free").unwrap();
}

// --- changes

#[test]
fn what_an_editor_saved_meanwhile_stands() {
    let (_dir, store) = ledger();
    let path = file(&store);
    let in_place = |path: &Path| fs::write(path, "by hand\n").unwrap();
    let same_length = |path: &Path| fs::write(path, "TITLE = \"x\"\n").unwrap();
    let renamed = |path: &Path| {
        fs::write(path.with_extension("new"), "moved here\n").unwrap();
        fs::rename(path.with_extension("new"), path).unwrap();
    };
    let removed = |path: &Path| fs::remove_file(path).unwrap();
    let checked_out = |path: &Path| {
        fs::remove_file(path).unwrap();
        fs::write(path, "from another branch\n").unwrap();
    };
    let saves: [&dyn Fn(&Path); 5] = [&in_place, &same_length, &renamed, &removed, &checked_out];
    for save in saves {
        fs::write(&path, "title = \"x\"\n").unwrap();
        let mut after = None;
        let change = &mut |_: &_| -> Result<Change, StoreError> {
            save(&path);
            after = fs::read_to_string(&path).ok();
            Ok(Change::Text("ours\n".to_owned()))
        };
        let error = store.change(&id(), WAIT, change).unwrap_err();
        assert!(matches!(error, StoreError::ChangedMeanwhile { .. }) && error.exit_status() == 75, "{error}");
        assert_eq!(fs::read_to_string(&path).ok(), after);
        assert!(strays(&store).is_empty());
    }
}

#[test]
fn a_refusal_and_an_unchanged_text_write_nothing() {
    #[derive(Debug)]
    enum Mine {
        No,
        Store,
    }
    impl From<StoreError> for Mine {
        fn from(_: StoreError) -> Self {
            Self::Store
        }
    }
    let (_dir, store) = ledger();
    let before = fs::metadata(file(&store)).unwrap();
    assert!(matches!(store.change(&id(), WAIT, &mut |_| Err(Mine::No)), Err(Mine::No)));
    assert!(matches!(store.change(&"gone".parse().unwrap(), WAIT, &mut |_| Err(Mine::No)), Err(Mine::Store)));
    let unchanged: Result<_, Mine> = store.change(&id(), WAIT, &mut |_| Ok(Change::Unchanged));
    assert_eq!(unchanged.unwrap(), Outcome::Unchanged);
    let same: Result<_, Mine> = store.change(&id(), WAIT, &mut |old| Ok(Change::Text(old.text().to_owned())));
    assert_eq!(same.unwrap(), Outcome::Unchanged);
    let after = fs::metadata(file(&store)).unwrap();
    assert_eq!((before.modified().unwrap(), before.len()), (after.modified().unwrap(), after.len()));
}

#[test]
fn create_never_overwrites() {
    let (_dir, store) = ledger();
    let error = store.create(&id(), "other\n", WAIT).unwrap_err();
    assert!(matches!(error, StoreError::Exists { .. }) && error.exit_status() == 73);
    assert_eq!(lines(&store), ["title = \"x\""]);
    let error = store.read(&"gone".parse().unwrap()).unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }) && error.exit_status() == 66);
}

#[test]
fn folders_that_git_does_not_keep_are_made_again() {
    let (_dir, store) = ledger();
    fs::remove_dir_all(store.root().join("agreements")).unwrap();
    fs::remove_dir_all(store.root().join(".track")).unwrap();
    assert_eq!(store.agreement_ids().unwrap().ids, []);
    assert_eq!(store.read_all().unwrap().count(), 0);
    store.create(&id(), "a\n", WAIT).unwrap();
    append(&store, "b").unwrap();
    assert_eq!(fs::read_to_string(store.root().join(".track/.gitignore")).unwrap(), "*\n");
}

// --- reading

#[test]
fn a_listing_is_sorted_and_tells_what_does_not_belong() {
    let (_dir, store) = ledger();
    for name in ["b.toml", "a.toml", "UPPER.toml", "a (conflicted copy).toml", ".gitkeep", ".a.toml.7-0.tmp", "notes"] {
        fs::write(store.root().join("agreements").join(name), "x\n").unwrap();
    }
    let listing = store.agreement_ids().unwrap();
    assert_eq!(listing.ids.iter().map(AgreementId::as_str).collect::<Vec<_>>(), ["a", "az-tr", "b"]);
    assert_eq!(listing.alien, ["UPPER.toml", "a (conflicted copy).toml", "notes"]);
    assert_eq!(listing.temporary, [".a.toml.7-0.tmp"]);
    let texts: Vec<_> = store.read_all().unwrap().map(|(id, text)| (id.to_string(), text.unwrap())).collect();
    assert_eq!(texts.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["a", "az-tr", "b"]);
    assert_eq!((texts[1].1.name(), texts[1].1.text()), ("agreements/az-tr.toml", "title = \"x\"\n"));
}

#[test]
fn only_texts_of_the_ledger_are_optional_files() {
    let (_dir, store) = ledger();
    fs::create_dir(store.root().join("procedures")).unwrap();
    fs::write(store.root().join("procedures/AZ.toml"), "steps\n").unwrap();
    let source = store.read_optional("procedures/AZ.toml").unwrap().unwrap();
    assert_eq!((source.name(), source.text()), ("procedures/AZ.toml", "steps\n"));
    assert_eq!(store.settings().unwrap().name(), "track.toml");
    for absent in
        ["names.toml", "templates/x", "procedures/TR.toml", "../desk/track.toml", "/etc/hostname", ".track/lock"]
    {
        assert_eq!(store.read_optional(absent).unwrap(), None, "{absent}");
    }
}

fn refusal(store: &Store) -> StoreError {
    let reading = store.read(&id()).unwrap_err();
    let writing = append(store, "x").unwrap_err();
    assert_eq!(reading.to_string(), writing.to_string());
    assert!(strays(store).is_empty());
    reading
}

fn why(store: &Store) -> Why {
    match refusal(store) {
        error @ StoreError::Unreadable { .. } if error.exit_status() != 65 => panic!("{error}"),
        StoreError::Unreadable { why, .. } => why,
        other => panic!("{other}"),
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_line() {
    let (_dir, store) = ledger();
    fs::write(file(&store), b"a = 1\nb = \"\xff\"\n").unwrap();
    assert_eq!(refusal(&store).to_string(), "agreements/az-tr.toml:2: a byte that is not UTF-8");
    fs::write(file(&store), "x".repeat(16 << 20)).unwrap();
    assert_eq!(store.read(&id()).unwrap().text().len(), 16 << 20);
    fs::write(file(&store), "x".repeat((16 << 20) + 1)).unwrap();
    assert_eq!(why(&store), Why::TooLarge);
    fs::write(store.root().join("track.toml"), b"\xff").unwrap();
    assert_eq!(store.settings().unwrap_err().exit_status(), 78);
}

// --- finding and beginning

#[test]
fn the_nearest_ledger_is_found_and_a_repository_ends_the_search() {
    let (dir, store) = ledger();
    let deep = store.root().join("agreements");
    let upwards = |from: &Path| find(&Where { current_dir: Some(from), ..Where::default() }).map(|(_, by)| by);
    assert_eq!(upwards(&deep).unwrap(), FoundBy::Upwards);
    assert_eq!(upwards(store.root()).unwrap(), FoundBy::Upwards);
    fs::create_dir_all(deep.join("repo/.git")).unwrap();
    fs::create_dir_all(deep.join("repo/src")).unwrap();
    assert!(matches!(upwards(&deep.join("repo/src")), Err(StoreError::NoLedger { .. })));
    fs::create_dir(store.root().join(".git")).unwrap();
    assert_eq!(upwards(&deep).unwrap(), FoundBy::Upwards, "a ledger at a repository's root");

    let other = dir.path().join("other");
    Store::init(&other, SETTINGS).unwrap();
    let all = Where {
        flag: Some(&other),
        variable: Some(store.root()),
        current_dir: Some(&deep),
        data_dir: Some(dir.path()),
    };
    let (found, by) = find(&all).unwrap();
    assert_eq!((found.root(), by), (other.as_path(), FoundBy::Flag));
    assert_eq!(find(&Where { flag: None, ..all }).unwrap().1, FoundBy::Variable);
    let empty = Where { flag: None, variable: Some(Path::new("")), current_dir: None, data_dir: Some(&other) };
    assert_eq!(find(&empty).unwrap().1, FoundBy::DataFolder);
    let error = find(&Where { flag: Some(dir.path()), ..all }).unwrap_err();
    assert_eq!(error.exit_status(), 66, "a flag that is wrong is not passed over");
    assert!(error.to_string().contains(&dir.path().display().to_string()) && error.help().contains("track init"));
    assert_eq!(find(&Where::default()).unwrap_err().exit_status(), 66);
}

#[test]
fn a_ledger_is_begun_once_and_what_was_not_finished_can_be_begun_again() {
    let dir = TempDir::new().unwrap();
    let root = dir.path().join("a/b/desk");
    fs::create_dir_all(root.join(".track")).unwrap();
    fs::create_dir_all(root.join("agreements")).unwrap();
    Store::init(&root, SETTINGS).unwrap();
    let names = |path: &Path| {
        fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(names(&root), [".track", "agreements", "track.toml"].map(str::to_owned).into());
    assert_eq!(names(&root.join(".track")), [".gitignore", "lock"].map(str::to_owned).into());
    assert_eq!(Store::init(&root, "other").unwrap_err().exit_status(), 73);
    assert_eq!(fs::read_to_string(root.join("track.toml")).unwrap(), SETTINGS);
    let in_the_way = root.join("track.toml");
    assert_eq!(Store::init(&in_the_way, SETTINGS).unwrap_err().exit_status(), 73);
    assert_eq!(Store::init(&in_the_way.join("x"), SETTINGS).unwrap_err().exit_status(), 73);
}

// --- links, modes and odd files

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

    fn link(store: &Store, target: impl AsRef<Path>) {
        let _ = fs::remove_file(file(store));
        symlink(target, file(store)).unwrap();
    }

    #[test]
    fn a_link_inside_the_ledger_is_followed_once_and_stays() {
        let (_dir, store) = ledger();
        let real = store.root().join("desk/real.bak");
        fs::create_dir(store.root().join("desk")).unwrap();
        fs::write(&real, "title\n").unwrap();
        for target in [PathBuf::from("../desk/real.bak"), fs::canonicalize(&real).unwrap()] {
            link(&store, &target);
            append(&store, "# one").unwrap();
            assert_eq!(fs::read_link(file(&store)).unwrap(), target);
            assert_eq!(store.read(&id()).unwrap().name(), "agreements/az-tr.toml");
        }
        assert_eq!(fs::read_to_string(&real).unwrap(), "title\n# one\n# one\n");
        assert_eq!(fs::read_dir(store.root().join("desk")).unwrap().count(), 1);
        link(&store, "second.toml");
        symlink("../desk/real.bak", store.root().join("agreements/second.toml")).unwrap();
        assert_eq!(why(&store), Why::LinkToLink("second.toml".into()));
    }

    #[test]
    fn a_link_out_of_the_ledger_is_refused_and_nothing_outside_is_touched() {
        let (dir, store) = ledger();
        let outside = dir.path().join("outside.toml");
        fs::write(&outside, "secret\n").unwrap();
        for target in ["../../outside.toml", outside.to_str().unwrap(), "../.track/lock", "../../desk/track.toml"] {
            link(&store, target);
            assert_eq!(why(&store), Why::LinkOutside(target.into()));
        }
        for target in ["nowhere.toml", "../track.toml/x"] {
            link(&store, target);
            assert_eq!(why(&store), Why::LinkToNothing(target.into()));
        }
        link(&store, "az-tr.toml");
        assert_eq!(why(&store), Why::LinkToLink("az-tr.toml".into()));
        link(&store, "../../new.toml");
        assert_eq!(store.create(&id(), "x\n", WAIT).unwrap_err().exit_status(), 73);
        assert!(!dir.path().join("new.toml").exists());
        assert_eq!(fs::read_to_string(&outside).unwrap(), "secret\n");
    }

    #[test]
    fn a_folder_that_is_a_link_is_refused() {
        let (dir, store) = ledger();
        fs::rename(store.root().join("agreements"), dir.path().join("elsewhere")).unwrap();
        symlink("../elsewhere", store.root().join("agreements")).unwrap();
        let error = store.read(&id()).unwrap_err();
        assert_eq!(
            (error.to_string().as_str(), error.exit_status()),
            ("agreements: not a folder of the ledger's own", 65)
        );
        assert!(store.agreement_ids().is_err() && append(&store, "x").is_err());
    }

    #[test]
    fn a_pipe_or_a_folder_in_place_of_a_file_is_refused_at_once() {
        let (_dir, store) = ledger();
        fs::remove_file(file(&store)).unwrap();
        assert!(Command::new("mkfifo").arg(file(&store)).status().unwrap().success());
        assert_eq!(why(&store), Why::NotRegular);
        fs::remove_file(file(&store)).unwrap();
        fs::create_dir(file(&store)).unwrap();
        assert_eq!(why(&store), Why::NotRegular);
    }

    #[test]
    fn mode_and_owner_are_kept_and_write_protection_is_respected() {
        let (_dir, store) = ledger();
        let set = |mode| fs::set_permissions(file(&store), fs::Permissions::from_mode(mode)).unwrap();
        for mode in [0o600, 0o640, 0o666, 0o664] {
            set(mode);
            append(&store, "# more").unwrap();
            assert_eq!(fs::metadata(file(&store)).unwrap().mode() & 0o7777, mode);
        }
        set(0o444);
        let error = append(&store, "# more").unwrap_err();
        assert!(matches!(error, StoreError::Permission { .. }) && error.exit_status() == 77, "{error}");
        assert!(strays(&store).is_empty());
        set(0o640);
        if chown(file(&store), Some(12), Some(34)).is_err() {
            eprintln!("not the superuser: owner not tested, but unreadable files are");
            set(0o000);
            assert_eq!(store.read(&id()).unwrap_err().exit_status(), 77);
            return;
        }
        append(&store, "# more").unwrap();
        let about = fs::metadata(file(&store)).unwrap();
        assert_eq!((about.uid(), about.gid(), about.mode() & 0o7777), (12, 34, 0o640));
    }
}
