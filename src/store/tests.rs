//! What only the inside can bring about: the moments between two steps of the write path.

use std::fs;
use std::time::Duration;

use tempfile::TempDir;

use super::folder::Folder;
use super::lock::Lock;
use super::write::{self, Place};
use super::{StoreError, is_temporary};

const LEFT: &str = ".x.toml.7-0.tmp";

fn folder() -> (TempDir, Folder) {
    let dir = TempDir::new().unwrap();
    let folder = Folder::root(dir.path()).unwrap();
    fs::write(dir.path().join("x.toml"), "old").unwrap();
    (dir, folder)
}

fn take(folder: &Folder) -> Lock {
    Lock::take(folder, Duration::ZERO, None).unwrap()
}

fn names(folder: &Folder) -> Vec<String> {
    let mut names = folder.names().unwrap();
    names.sort();
    names
}

fn with_place(folder: &Folder, act: impl FnOnce(&Place)) {
    let lock = take(folder);
    act(&Place { lock: &lock, folder, name: "x.toml" });
    drop(lock);
    assert_eq!(names(folder), [".track", "x.toml"]);
    assert_eq!(fs::read(folder.path_of(".track/lock")).unwrap(), b"");
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn what_came_out_of_the_exchange_goes_back_where_it_is_not_what_was_read() {
    let (_dir, folder) = folder();
    with_place(&folder, |place| {
        let temporary = write::Temporary::write(place, "new", None).unwrap();
        fs::write(folder.path_of("x.toml"), "by hand").unwrap();
        assert!(matches!(temporary.put_in_place("old"), Err(StoreError::ChangedMeanwhile { .. })));
        assert_eq!(fs::read(folder.path_of("x.toml")).unwrap(), b"by hand");
    });
}

#[test]
fn without_exchange_a_rename_puts_the_text_in_place() {
    let (_dir, folder) = folder();
    with_place(&folder, |place| {
        write::Temporary::write(place, "new", None).unwrap().move_in().unwrap();
        assert_eq!(fs::read(folder.path_of("x.toml")).unwrap(), b"new");
    });
}

#[test]
fn a_writer_that_gives_up_leaves_nothing() {
    let (_dir, folder) = folder();
    with_place(&folder, |place| drop(write::Temporary::write(place, "new", None).unwrap()));
    with_place(&folder, |place| {
        fs::write(folder.path_of("x.toml"), "old").unwrap();
        assert!(matches!(write::create(place, "new"), Err(StoreError::Exists { .. })));
    });
}

#[test]
fn the_next_writer_removes_what_a_dead_one_noted_and_nothing_else() {
    let (dir, folder) = folder();
    drop(take(&folder));
    fs::create_dir(dir.path().join("agreements")).unwrap();
    for (note, is_removed) in [
        (format!("agreements/{LEFT}\n"), true),
        (format!("agreements/{LEFT}\nagreements/.rest-of-a-longer-note"), true),
        ("agreements/x.toml\n".to_owned(), false),
        (format!("../agreements/{LEFT}\n"), false),
        (format!("/agreements/{LEFT}\n"), true),
        ("\0\0\0\0".to_owned(), false),
        (String::new(), false),
    ] {
        fs::write(dir.path().join("agreements").join(LEFT), "half").unwrap();
        fs::write(dir.path().join(".track/lock"), &note).unwrap();
        drop(take(&folder));
        assert_eq!(!dir.path().join("agreements").join(LEFT).exists(), is_removed, "{note:?}");
        assert!(dir.path().join("x.toml").exists());
    }
    fs::write(dir.path().join(".track/lock"), b"\xff\n").unwrap();
    drop(take(&folder));
}

#[test]
fn a_lock_whose_file_was_deleted_is_taken_anew() {
    let (dir, folder) = folder();
    let first = take(&folder);
    assert!(matches!(Lock::take(&folder, Duration::ZERO, None), Err(StoreError::Busy { .. })));
    fs::remove_dir_all(dir.path().join(".track")).unwrap();
    let second = take(&folder);
    drop((first, second));
    drop(take(&folder));
}

#[test]
fn temporary_names_are_told_from_others() {
    for good in [LEFT, ".real.bak.12-3.tmp", ".track.toml.1-0.tmp"] {
        assert!(is_temporary(good), "{good}");
    }
    for other in ["x.toml", ".x.toml.swp", "x.toml.7-0.tmp", ".x.toml.tmp", ".tmp", ".x.7-.tmp", ".x.a-1.tmp", ""] {
        assert!(!is_temporary(other), "{other}");
    }
}
