//! What of a Markdown text is told to a reader: code, addresses, comments and the head of a page are not.

/// The text with blanks in place of what is not told, so that every place stays where it is.
pub(super) fn told(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut fence: Option<&str> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        let hidden = fence.is_some() || mark.is_some();
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        if hidden {
            blank(&mut bytes, at, at + line.trim_end_matches('\n').len());
        }
        at += line.len();
    }
    if text.starts_with("---\n")
        && let Some(end) = text.find("\n---\n")
    {
        blank(&mut bytes, 0, end + 4);
    }
    for (begin, end) in [("<!--", "-->"), ("](", ")"), ("<http", ">"), ("`", "`")] {
        hide(&mut bytes, text, begin, end);
    }
    addresses(&mut bytes, text);
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Whether what follows a line end begins a new block: an empty line, a heading, a point of a list, a row of a table.
pub(super) fn begins_block(rest: &str) -> bool {
    let line = rest.split('\n').next().unwrap_or_default();
    let bare = line.trim_start();
    let is_point = ["- ", "* ", "+ ", "> ", "#", "|", "==="].iter().any(|mark| bare.starts_with(mark));
    let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    bare.is_empty() || is_point || digits.len() < bare.len() && digits.starts_with(". ")
}

/// Whether the last line of a text is a heading.
pub(super) fn is_heading(text: &str) -> bool {
    text.rsplit('\n').next().is_some_and(|line| line.starts_with('#'))
}

fn blank(bytes: &mut [u8], from: usize, to: usize) {
    bytes[from..to].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
}

/// Blanks from a beginning to the next end in the same paragraph.
fn hide(bytes: &mut [u8], text: &str, begin: &str, end: &str) {
    let mut at = 0;
    while let Some(found) = text[at..].find(begin) {
        let start = at + found;
        let rest = &text[start + begin.len()..];
        let paragraph = rest.find("\n\n").unwrap_or(rest.len());
        let Some(length) = rest[..paragraph].find(end) else {
            at = start + begin.len();
            continue;
        };
        at = start + begin.len() + length + end.len();
        blank(bytes, start, at);
    }
}

/// Blanks addresses that stand in the open.
fn addresses(bytes: &mut [u8], text: &str) {
    for begin in ["http://", "https://"] {
        for (start, _) in text.match_indices(begin) {
            let length = text[start..].find(char::is_whitespace).unwrap_or(text.len() - start);
            blank(bytes, start, start + length);
        }
    }
}
