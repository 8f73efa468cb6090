//! What only the inside can bring about: the moments between two steps of the write path.

#[cfg(unix)]
mod faults;

use std::fs;
use std::time::Duration;

use tempfile::TempDir;

use super::folder::Folder;
use super::lock::Lock;
use super::temporary::Temporary;
use super::write::{Place, Wanted};
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

/// Acts between the writing of a temporary file with `new` and its way into the place of `old`.
fn with_temporary(folder: &Folder, old: Option<&str>, new: Option<&str>, act: impl FnOnce(&mut Temporary)) {
    let lock = take(folder);
    let wanted = Wanted { place: Place { folder, name: "x.toml" }, about: None, old, new };
    let mut temporary = Temporary::new(&lock, &wanted).unwrap();
    temporary.fill().unwrap();
    act(&mut temporary);
    assert!(temporary.remove());
    lock.clear();
    assert!(names(folder).iter().all(|name| name == ".track" || name == "x.toml"), "{:?}", names(folder));
}

fn held(folder: &Folder) -> Option<String> {
    fs::read_to_string(folder.path_of("x.toml")).ok()
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn what_came_out_of_the_exchange_goes_back_where_it_is_not_what_was_read() {
    let (_dir, folder) = folder();
    for new in [Some("new"), None] {
        with_temporary(&folder, Some("old"), new, |temporary| {
            fs::write(folder.path_of("x.toml"), "by hand").unwrap();
            assert!(matches!(temporary.put_in_place(), Err(StoreError::ChangedMeanwhile { .. })));
        });
        assert_eq!(held(&folder).as_deref(), Some("by hand"));
    }
}

#[test]
fn without_exchange_a_rename_puts_the_text_in_place_and_can_be_taken_back() {
    let (_dir, folder) = folder();
    with_temporary(&folder, Some("old"), Some("new"), |temporary| temporary.move_in().unwrap());
    assert_eq!(held(&folder).as_deref(), Some("new"));
    with_temporary(&folder, Some("new"), Some("newer"), |temporary| {
        temporary.move_in().unwrap();
        temporary.take_back().unwrap();
    });
    assert_eq!(held(&folder).as_deref(), Some("new"));
}

#[test]
fn whatever_was_put_in_place_can_be_taken_back() {
    let (_dir, folder) = folder();
    for (old, new) in [(Some("old"), Some("new")), (Some("old"), None), (None, Some("new"))] {
        match old {
            Some(text) => fs::write(folder.path_of("x.toml"), text).unwrap(),
            None => fs::remove_file(folder.path_of("x.toml")).unwrap(),
        }
        with_temporary(&folder, old, new, |temporary| {
            temporary.put_in_place().unwrap();
            assert_eq!(held(&folder).as_deref(), new);
            temporary.take_back().unwrap();
        });
        assert_eq!(held(&folder).as_deref(), old);
    }
}

#[test]
fn a_name_that_was_taken_meanwhile_is_left_alone() {
    let (_dir, folder) = folder();
    with_temporary(&folder, None, Some("new"), |temporary| {
        assert!(matches!(temporary.put_in_place(), Err(StoreError::Exists { .. })));
    });
    assert_eq!(held(&folder).as_deref(), Some("old"));
}

#[test]
fn the_next_writer_removes_what_a_dead_one_noted_and_nothing_else() {
    let (dir, folder) = folder();
    drop(take(&folder));
    fs::create_dir(dir.path().join("agreements")).unwrap();
    for (note, is_removed) in [
        (format!("agreements/{LEFT}\n"), true),
        (format!("agreements/.y.toml.7-1.tmp\nagreements/{LEFT}\n"), true),
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
#[cfg(unix)] // elsewhere an open file cannot be deleted
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
