//! What `git cat-file --batch` says: objects one behind the other, a tree as git keeps it, the lines of a commit.

use chrono::{DateTime, FixedOffset};

/// An object; `Missing` where there is none of that name.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Object {
    Commit(Vec<u8>),
    /// Its bytes, and how many of them an id takes.
    Tree(Vec<u8>, usize),
    Blob(Vec<u8>),
    Missing,
}

/// What stands under a name of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) id: String,
    pub(super) is_folder: bool,
    pub(super) is_link: bool,
}

/// The objects of an answer; `None` where it is cut off.
pub(super) fn parse(mut bytes: &[u8]) -> Option<Vec<Object>> {
    let mut objects = Vec::new();
    while !bytes.is_empty() {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let (head, rest) = (String::from_utf8_lossy(&bytes[..end]).into_owned(), &bytes[end + 1..]);
        let words: Vec<&str> = head.rsplitn(3, ' ').collect();
        let [size, kind, id] = words.as_slice() else {
            objects.push(Object::Missing);
            bytes = rest;
            continue;
        };
        let Some(size) = size.parse::<usize>().ok().filter(|_| is_id(id)) else {
            objects.push(Object::Missing);
            bytes = rest;
            continue;
        };
        let content = rest.get(..size)?.to_vec();
        bytes = rest.get(size..)?.strip_prefix(b"\n")?;
        objects.push(match *kind {
            "commit" => Object::Commit(content),
            "tree" => Object::Tree(content, id.len() / 2),
            "blob" => Object::Blob(content),
            _ => Object::Missing,
        });
    }
    Some(objects)
}

fn is_id(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The entries of a tree: mode, blank, name, zero, the bytes of the id.
pub(super) fn entries(mut bytes: &[u8], width: usize) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    while !bytes.is_empty() {
        let zero = bytes.iter().position(|byte| *byte == 0)?;
        let head = String::from_utf8_lossy(&bytes[..zero]).into_owned();
        let (mode, name) = head.split_once(' ')?;
        let id = bytes.get(zero + 1..zero + 1 + width)?;
        let id = id.iter().map(|byte| format!("{byte:02x}")).collect();
        entries.push(Entry { name: name.to_owned(), id, is_folder: mode == "40000", is_link: mode == "120000" });
        bytes = &bytes[zero + 1 + width..];
    }
    Some(entries)
}

/// The id of the tree of a commit.
pub(super) fn tree_of(commit: &[u8]) -> Option<String> {
    header(commit, "tree ").filter(|id| is_id(id))
}

/// The moment of a commit, by the clock where its committer was.
pub(super) fn moment_of(commit: &[u8]) -> Option<DateTime<FixedOffset>> {
    let line = header(commit, "committer ")?;
    let mut words = line.rsplitn(3, ' ');
    let (zone, seconds) = (words.next()?, words.next()?.parse().ok()?);
    let minutes = zone.get(1..3)?.parse::<i32>().ok()? * 60 + zone.get(3..5)?.parse::<i32>().ok()?;
    let east = if zone.starts_with('-') { -minutes } else { minutes };
    let moment = DateTime::from_timestamp(seconds, 0)?;
    Some(moment.with_timezone(&FixedOffset::east_opt(east * 60)?))
}

/// What stands behind a word at the beginning of a line, above the message.
fn header(commit: &[u8], word: &str) -> Option<String> {
    let text = String::from_utf8_lossy(commit);
    let mut lines = text.split("\n\n").next()?.lines();
    lines.find_map(|line| line.strip_prefix(word)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0123456789abcdef0123456789abcdef01234567";

    #[test]
    fn objects_stand_one_behind_the_other_and_a_missing_one_has_its_place() {
        let answer = format!("{ID} blob 3\na\nb\nnone^{{commit}} missing\n{ID} tree 0\n\n");
        let objects = parse(answer.as_bytes()).unwrap();
        assert_eq!(objects, [Object::Blob(b"a\nb".to_vec()), Object::Missing, Object::Tree(Vec::new(), 20)]);
        assert_eq!(parse(format!("{ID} blob 9\nab").as_bytes()), None);
        let hostile = format!("a commit 1^{{commit}} missing\n{ID} ambiguous\n");
        assert_eq!(parse(hostile.as_bytes()).unwrap(), [Object::Missing, Object::Missing]);
    }

    #[test]
    fn a_commit_has_a_tree_and_the_day_of_its_committer() {
        let commit = |zone: &str| {
            format!("tree {ID}\nauthor A <a> 1 +0000\ncommitter B C <b> 1765922400 {zone}\n\ncommitter no\n")
        };
        assert_eq!(tree_of(commit("+0000").as_bytes()).as_deref(), Some(ID));
        for (zone, day) in [("+0000", "2025-12-16"), ("+0400", "2025-12-17"), ("-0500", "2025-12-16")] {
            assert_eq!(
                moment_of(commit(zone).as_bytes()).map(|at| at.date_naive().to_string()).as_deref(),
                Some(day),
                "{zone}"
            );
        }
        assert_eq!(moment_of(b"tree x\n\n"), None);
    }

    #[test]
    fn a_tree_gives_names_ids_and_folders() {
        let mut bytes = b"100644 a b\0".to_vec();
        bytes.extend([7; 20]);
        bytes.extend(b"40000 agreements\0");
        bytes.extend([9; 20]);
        let found = entries(&bytes, 20).unwrap();
        assert_eq!((found[0].name.as_str(), found[0].is_folder), ("a b", false));
        assert_eq!((found[1].name.as_str(), found[1].is_folder, found[1].id.len()), ("agreements", true, 40));
        assert_eq!(entries(&bytes[..30], 20), None);
    }
}
