//! Where in the text a thing stands that the model knows only by its block.

use crate::source::{Source, Span};

/// The header line of a block.
pub fn header(source: &Source, block: &Span) -> Span {
    let line = source.slice(block).lines().next().unwrap_or("").trim_end();
    block.start..block.start + line.len()
}

/// The value of a key of a block, its sub-tables left out; the header where the key is not found.
pub fn key(source: &Source, block: &Span, key: &str) -> Span {
    let mut start = block.start;
    for line in source.slice(block).split_inclusive('\n') {
        let bare = line.trim_start();
        if start > block.start && bare.starts_with('[') {
            break;
        }
        let value = bare.strip_prefix(key).map(str::trim_start).and_then(|rest| rest.strip_prefix('='));
        if let Some(value) = value.map(str::trim_start) {
            let from = start + line.len() - value.len();
            return from..from + value.trim_end().len();
        }
        start += line.len();
    }
    header(source, block)
}

/// Some words inside a block; the header where they are not found as they are.
pub fn words(source: &Source, block: &Span, words: &str) -> Span {
    match source.slice(block).find(words) {
        Some(at) if !words.is_empty() => block.start + at..block.start + at + words.len(),
        _ => header(source, block),
    }
}
