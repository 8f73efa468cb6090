//! The files of findings as an editor opens them that runs in the current folder.

use std::path::{Component, Path, PathBuf};

use crate::context::Context;
use crate::diagnostic::Finding;
use crate::reading::Reading;

/// The findings with the paths of their files as seen from the current folder.
pub(super) fn seen_from_here(findings: &[Finding], reading: &Reading, ctx: &Context) -> Vec<Finding> {
    let way = way(reading.store.root(), ctx.current_dir());
    let seen = findings.iter().map(|finding| Finding { file: named(&way, &finding.file), ..finding.clone() });
    seen.collect()
}

/// A file on that way; with `/` on every system, unless the way is a whole path of its own.
fn named(way: &Path, file: &str) -> String {
    let path = way.join(file);
    let shown = path.display().to_string();
    if path.is_relative() { shown.replace(std::path::MAIN_SEPARATOR, "/") } else { shown }
}

/// The way from the current folder to the ledger's: down, up, or as it was named.
fn way(root: &Path, current: Option<&Path>) -> PathBuf {
    let plain = |path: &Path| path.components().filter(|part| *part != Component::CurDir).collect::<PathBuf>();
    let root = plain(root);
    match current {
        Some(current) if root.is_absolute() => {
            if let Ok(below) = root.strip_prefix(current) {
                return below.to_owned();
            }
            match current.strip_prefix(&root) {
                Ok(above) => above.components().map(|_| "..").collect(),
                Err(_) => root,
            }
        }
        _ => root,
    }
}

#[cfg(all(test, unix))] // elsewhere a path that begins with `/` is not whole
mod tests {
    use super::*;

    #[test]
    fn an_editor_finds_the_file_from_the_current_folder() {
        for (root, current, seen) in [
            ("/l", "/l", ""),
            ("/l", "/l/agreements/old", "../.."),
            ("/desk/l", "/desk", "l"),
            ("/l", "/other", "/l"),
            ("../l", "/other", "../l"),
            ("./l/.", "/other", "l"),
            (".", "/l", ""),
        ] {
            assert_eq!(way(Path::new(root), Some(Path::new(current))), PathBuf::from(seen), "{root} from {current}");
        }
        assert_eq!(way(Path::new("/l"), None), PathBuf::from("/l"));
    }
}
