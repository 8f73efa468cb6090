//! Bytes to text: UTF-8 unless somebody says otherwise, and never guessed.

use encoding_rs::{Encoding, UTF_8};

use crate::diagnostic::Finding;
use crate::source::Source;

/// How the letters of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letters(&'static Encoding);

impl Letters {
    /// The letters that a label of the WHATWG standard stands for (`windows-1252`, `latin1`, `utf-16le`).
    pub fn named(label: &str) -> Option<Self> {
        Encoding::for_label_no_replacement(label.as_bytes()).map(Self)
    }
}

impl Default for Letters {
    fn default() -> Self {
        Self(UTF_8)
    }
}

/// The text of a file, without the mark that may stand before it; a mark says in which letters the text is. A line ends
/// with a line feed, however the file ends its lines.
///
/// # Errors
/// Bytes that are no text in these letters, with the line of the first; control characters, which are what the wrong
/// letters make of a text.
pub fn decode(name: &str, bytes: &[u8], letters: Letters) -> Result<Source, Box<Finding>> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((letters.0, 0));
    let (text, failed) = encoding.decode_without_bom_handling(&bytes[mark..]);
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text };
    let fault = if failed {
        let at = text.find(char::REPLACEMENT_CHARACTER).unwrap_or(0);
        Some((at, format!("this is no {}", encoding.name())))
    } else {
        let odd = text.char_indices().find(|(_, c)| c.is_control() && !matches!(c, '\n' | '\t'));
        odd.map(|(at, c)| (at, format!("the control character U+{:04X} makes it no plain text", u32::from(c))))
    };
    let source = Source::new(name, text);
    let Some((at, message)) = fault else { return Ok(source) };
    let help = if encoding == UTF_8 {
        "save it as UTF-8, or say how it is written: `--encoding windows-1252`"
    } else {
        "is it written another way? `--encoding` takes utf-8, windows-1251 and so on"
    };
    let finding = Finding::error("not-text", name, message).help(help);
    Err(Box::new(Finding { line: source.position(at).line, ..finding }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], label: &str) -> Result<String, (usize, String)> {
        let read = decode("a.csv", bytes, Letters::named(label).unwrap());
        read.map(|source| source.text().to_owned()).map_err(|found| (found.line, found.message))
    }

    #[test]
    fn a_text_is_read_as_somebody_says_it_is_written() {
        assert_eq!(read("Türkiye".as_bytes(), "utf-8").unwrap(), "Türkiye");
        assert_eq!(read("\u{feff}Türkiye".as_bytes(), "UTF-8").unwrap(), "Türkiye");
        assert_eq!(read(b"C\xf4te d\x92Ivoire", "windows-1252").unwrap(), "Côte d’Ivoire");
        assert_eq!(read(b"\xff\xfeA\0Z\0", "utf-8").unwrap(), "AZ");
        assert_eq!(read(b"a\rb\r\nc\n", "utf-8").unwrap(), "a\nb\nc\n");
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_line() {
        assert_eq!(read(b"a\nb\nC\xf4te", "utf-8"), Err((3, "this is no UTF-8".to_owned())));
        let odd = "the control character U+0000 makes it no plain text";
        assert_eq!(read(b"a\n\0", "utf-8"), Err((2, odd.to_owned())));
        assert_eq!(read(b"T\x81rkei", "windows-1252").unwrap_err().0, 1);
        assert!(Letters::named("klingon").is_none());
    }
}
