//! The spelling of a text: what only the newest readers of TOML understand, and characters that command a terminal.

use super::Sink;
use crate::ledger::string_end;
use crate::source::{Source, Span};

/// What TOML 1.1 added: other tools that read the ledger may refuse the file.
pub(super) fn toml_1_1(source: &Source, sink: &mut Sink) {
    let mut scan = Scan { bytes: source.text().as_bytes(), at: 0, open: Vec::new(), comma: None };
    let help = "write it as TOML 1.0 does, so that every reader takes the file";
    while scan.at < scan.bytes.len() {
        for (span, what) in scan.step() {
            sink.add(span, format!("{what} is new in TOML 1.1"), help);
        }
    }
}

/// A control character that is written as an escape: no text needs it, and a terminal obeys it.
pub(super) fn control_character(source: &Source, sink: &mut Sink) {
    let bytes = source.text().as_bytes();
    let mut at = 0;
    while let Some(text) = next_basic(bytes, at) {
        for escape in escapes(bytes, &text) {
            if let Some(value) = commanded(source.slice(&escape)) {
                let message = format!("U+{value:04X} is a control character, which no text needs");
                sink.add(escape, message, "delete it; a line break is \\n, a tab \\t");
            }
        }
        at = text.end + 1;
    }
}

/// A pass over a text that knows what stands around each byte.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The brackets that are open; a brace with whether a line break in it was told.
    open: Vec<(u8, bool)>,
    /// The last comma, as long as nothing but blanks followed.
    comma: Option<usize>,
}

impl Scan<'_> {
    /// Goes on behind the next thing; what in it is new.
    fn step(&mut self) -> Vec<(Span, &'static str)> {
        let (at, byte) = (self.at, self.bytes[self.at]);
        let mut found = Vec::new();
        match byte {
            b'#' => self.at = line_end(self.bytes, at) - 1,
            b'"' | b'\'' => {
                self.at = string_end(self.bytes, at);
                let is_new = |span: &Span| matches!(self.bytes.get(span.start + 1), Some(b'e' | b'x'));
                let text = at..self.at.min(self.bytes.len());
                let escapes = if byte == b'"' { escapes(self.bytes, &text) } else { Vec::new() };
                found.extend(escapes.into_iter().filter(is_new).map(|span| (span, "this escape")));
            }
            b'{' | b'[' => self.open.push((byte, false)),
            b'}' | b']' => {
                let brace = self.open.pop().is_some_and(|(open, _)| open == b'{');
                found.extend(self.comma.filter(|_| brace).map(|comma| (comma..comma + 1, "a comma before `}`")));
            }
            b'\n' => found.extend(self.line_break().map(|span| (span, "a line break inside `{ }`"))),
            b'0'..=b'9' if self.begins_word() => {
                let length = short_time(&self.bytes[at..]);
                found.extend(length.map(|length| (at..at + length, "a time without seconds")));
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() && byte != b'#' {
            self.comma = (byte == b',').then_some(at);
        }
        self.at += 1;
        found
    }

    /// A line break directly inside braces, told once for each pair.
    fn line_break(&mut self) -> Option<Span> {
        let (open, told) = self.open.last_mut()?;
        let is_new = *open == b'{' && !*told;
        *told |= is_new;
        is_new.then_some(self.at..self.at)
    }

    /// Whether a time can begin here: behind a day, or as a value of its own.
    fn begins_word(&self) -> bool {
        let before = self.at.checked_sub(1).map_or(b' ', |at| self.bytes[at]);
        let day = self.at >= 2 && self.bytes[self.at - 2].is_ascii_digit();
        before.is_ascii_whitespace() || matches!(before, b'=' | b',' | b'[') || day && matches!(before, b'T' | b't')
    }
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |n| at + n)
}

/// The length of a time `hh:mm` that goes on with no seconds.
fn short_time(bytes: &[u8]) -> Option<usize> {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_time = digit(0) && digit(1) && bytes.get(2) == Some(&b':') && digit(3) && digit(4);
    (is_time && bytes.get(5) != Some(&b':')).then_some(5)
}

/// The next string in double quotation marks from a byte on, comments and other strings left out.
fn next_basic(bytes: &[u8], mut at: usize) -> Option<Span> {
    while at < bytes.len() {
        match bytes[at] {
            b'#' => at = line_end(bytes, at),
            b'\'' => at = string_end(bytes, at),
            b'"' => return Some(at..string_end(bytes, at).min(bytes.len())),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The escapes of a string, each with its digits.
fn escapes(bytes: &[u8], text: &Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = text.start;
    while at < text.end {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        let digits = match bytes.get(at + 1) {
            Some(b'x') => 2,
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => 0,
        };
        let hex = bytes.iter().skip(at + 2).take(digits).take_while(|byte| byte.is_ascii_hexdigit()).count();
        found.push(at..at + 2 + hex);
        at += 2 + hex;
    }
    found
}

/// The control character that an escape stands for, but for tab and line ends.
fn commanded(escape: &str) -> Option<u32> {
    let value = match escape.as_bytes().get(1)? {
        b'b' => 0x08,
        b'f' => 0x0c,
        b'e' => 0x1b,
        b'x' | b'u' | b'U' => u32::from_str_radix(escape.get(2..)?, 16).ok()?,
        _ => return None,
    };
    let is_control = value < 0x20 || (0x7f..=0x9f).contains(&value);
    (is_control && !matches!(value, 0x09 | 0x0a | 0x0d)).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{CHECKS, run};

    fn found(code: &str, text: &str) -> Vec<String> {
        let source = Source::new("x.toml", text);
        let findings = run(&source, CHECKS, |check, sink| match check.code {
            "toml-1-1" if code == check.code => toml_1_1(&source, sink),
            "control-character" if code == check.code => control_character(&source, sink),
            _ => {}
        });
        findings.iter().map(|finding| format!("{}:{} {}", finding.line, finding.column, finding.message)).collect()
    }

    #[test]
    fn everything_that_toml_1_1_added_is_told() {
        for (text, said) in [
            ("a = \"\\e[0m\"", "1:6 this escape"),
            ("a = \"\"\"\n\\\\\\x41\"\"\"", "2:3 this escape"),
            ("a = { b = 1, }", "1:12 a comma before `}`"),
            ("a = { b = 1\n# c\n}", "1:12 a line break inside `{ }`"),
            ("a = [{ b = 1\n}]", "1:13 a line break inside `{ }`"),
            ("a = 2025-12-17T06:12Z", "1:16 a time without seconds"),
            ("a = 2025-12-17t06:12", "1:16 a time without seconds"),
            ("a = 2025-12-17 06:12+01:00", "1:16 a time without seconds"),
            ("a=06:12", "1:3 a time without seconds"),
            ("a = [06:12:01, 06:12]", "1:16 a time without seconds"),
            ("a = { b = 06:12 }", "1:11 a time without seconds"),
        ] {
            assert_eq!(found("toml-1-1", text).first(), Some(&format!("{said} is new in TOML 1.1")), "{text}");
        }
        assert_eq!(found("toml-1-1", "a = { b = 1,\n# c\n}").len(), 2);
        assert_eq!(found("toml-1-1", "a = {\nb = {\n}, c = [\n1,\n],\n}").len(), 3);
    }

    #[test]
    fn what_toml_1_0_has_is_not_told() {
        for text in [
            "a = '\\e \\x41' # \\e { \n",
            "a = \"\\\\e \\u0041 {\\n, }\"",
            "a = [\n1,\n# { \n]\nb = { c = [\n1,\n] }",
            "a = 2025-12-17T06:12:00Z\nb = 06:12:00.5\nc = 2025-12-17 06:12:00",
            "a = \"at 06:12\"\nb = '''\n06:12\n{ ,\n}'''",
            "a = \"\"\"x\"\"\"\" # {\n",
        ] {
            assert_eq!(found("toml-1-1", text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_control_character_is_told_in_every_spelling() {
        for escape in ["\\b", "\\f", "\\u001B", "\\U0000009b", "\\x07", "\\e", "\\u007f"] {
            assert_eq!(found("control-character", &format!("a = 'x'\nb = \"é{escape}\"")).len(), 1, "{escape}");
        }
        for text in ["a = '\\b'", "a = \"\\\\b\"", "# \"\\b\"", "a = \"\\u200E \\t\\r\\n \\u00e9\"", "a = \"\\"] {
            assert_eq!(found("control-character", text), [""; 0], "{text}");
        }
    }
}
