//! What is refused before a text is parsed: size, nesting, NUL, stopped merges.
//!
//! Bounds the work of the parser, whatever a file holds.

use super::MAX_BYTES;
use super::conflict::conflicts;
use super::string::string_end;
use crate::diagnostic::Finding;
use crate::source::Source;

const MAX_DEPTH: usize = 64;
const MAX_KEY_PARTS: usize = 32;
const MAX_TABLES: usize = 400_000;

/// The findings that keep a text from being parsed.
pub(super) fn guard(source: &Source) -> Vec<Finding> {
    let text = source.text();
    if text.len() > MAX_BYTES {
        let found = format!("the file has {} bytes; at most {MAX_BYTES} are read", text.len());
        return vec![Finding::error("too-large", source.name(), found).help("split it, or take long notes out of it")];
    }
    if let Some(at) = text.find('\0') {
        let found = Finding::error("nul-byte", source.name(), "the file holds a NUL byte, which no text has");
        return vec![found.at(source, at..at + 1).help("restore it from a copy or from git")];
    }
    let conflicts = conflicts(source);
    if conflicts.is_empty() { too_deep(source).into_iter().collect() } else { conflicts }
}

/// Brackets nested too deeply, dotted keys too long, too many tables. Strings and comments are skipped.
fn too_deep(source: &Source) -> Option<Finding> {
    let bytes = source.text().as_bytes();
    let (mut at, mut depth, mut parts, mut tables) = (0, 0usize, 0usize, 0usize);
    let refuse = |at: usize, what: &str| {
        let finding = Finding::error("too-deep", source.name(), what);
        Some(finding.at(source, at..at + 1).help("a ledger nests three levels; this is no ledger"))
    };
    while at < bytes.len() {
        match bytes[at] {
            b'#' => at += bytes[at..].iter().position(|b| *b == b'\n').unwrap_or(bytes.len() - at),
            b'"' | b'\'' => at = string_end(bytes, at),
            b'[' | b'{' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return refuse(at, "brackets are nested more than 64 deep");
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'.' => {
                parts += 1;
                if parts > MAX_KEY_PARTS {
                    return refuse(at, "a key has more than 32 parts");
                }
            }
            b'\n' => {
                parts = 0;
                tables += usize::from(bytes.get(at + 1) == Some(&b'['));
                if tables > MAX_TABLES {
                    return refuse(at, "the file has more than 400,000 tables");
                }
            }
            b',' | b'=' => parts = 0,
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<&'static str> {
        guard(&Source::new("x.toml", text)).first().map(|finding| finding.code)
    }

    #[test]
    fn bombs_are_refused_and_strings_are_not_mistaken_for_them() {
        assert_eq!(code(&format!("x = {}", "[".repeat(100_000))), Some("too-deep"));
        assert_eq!(code(&format!("a{} = 1", ".a".repeat(20_000))), Some("too-deep"));
        assert_eq!(code(&"x = {a=".repeat(20_000)), Some("too-deep"));
        assert_eq!(code("a = \"\0\""), Some("nul-byte"));
        assert_eq!(code("a = 1\n<<<<<<< ours\nb = 2\n"), Some("conflict-marker"));
        assert_eq!(code(&format!("note = \"{}\"", "[.".repeat(1000))), None);
        assert_eq!(code(&format!("note = '''{}'''\n# {}", "[\n.".repeat(1000), "[".repeat(1000))), None);
        assert_eq!(code("a = \"unterminated [[[[\nb = 1"), None);
    }
}
