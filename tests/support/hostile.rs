//! A ledger whose every text, id-like field and file name is hostile, and what no output may hold.

#![allow(dead_code, clippy::disallowed_methods, reason = "each test takes what it needs; ledgers are laid out")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// What the world may write into any text: commands to a terminal, marks that turn or hide, markup.
const NOISE: &str = "\u{1b}]8;;http://e.invalid\u{1b}\\l\u{1b}[31m\u{7}\u{8}\u{7f}\u{9b}2J\u{85}\r\n\u{202e}\u{2066}\u{200e}\
    \u{61c}\u{200b}\u{2028}\u{feff}\u{e0041}\u{ad}<script>alert(1)</script>\"><img src=x onerror=alert(1)>\
    [x](javascript:alert(1))|`#";

/// The same as TOML allows it raw, and a file can carry it as its name.
pub const RAW: &str = "\u{9b}2J\u{85}\u{202e}\u{2066}\u{200e}\u{200b}\u{2028}\u{feff}<b>[x](javascript:1)|";

/// As [`RAW`], with what only file names can carry.
pub const NAME: &str = "=1\u{1b}]0;t\u{7}\u{1b}[31m\r\n\t\u{7f}\u{9b}2J\u{202e}\u{200b}<b>";

/// What a text begins with: the beginnings of formulas, also behind blanks and what is not seen.
pub const BEGINNINGS: [&str; 5] = ["=1", "\t \u{200b}+1", "\r@x", " -x", "1. \u{1b}[2J"];

/// What was said and how it ended.
pub struct Said {
    pub arguments: String,
    pub out: String,
    pub err: String,
    pub status: i32,
}

/// A hostile text with a beginning.
pub fn payload(beginning: &str) -> String {
    format!("{beginning}{NOISE}")
}

/// Characters that the system takes in no name.
fn not_in_a_name(c: char) -> bool {
    c == '\t' || cfg!(windows) && (c.is_control() || "<>:\"/\\|?*".contains(c))
}

/// The folder `tests/testdata/hostile` with hostile texts in it, under a hostile name.
pub fn ledger() -> (TempDir, PathBuf) {
    let dir = TempDir::new().expect("a folder");
    let root = dir.path().join(NAME.replace(not_in_a_name, ""));
    for folder in ["", "agreements", "procedures", "templates"] {
        fs::create_dir_all(root.join(folder)).expect("a folder");
        for entry in fs::read_dir(Path::new("tests/testdata/hostile").join(folder)).expect("the texts are there") {
            let path = entry.expect("a file").path();
            if path.is_file() {
                let text = fs::read_to_string(&path).expect("a text");
                let name = path.file_name().expect("a name");
                fs::write(root.join(folder).join(name), filled(&text)).expect("it is written");
            }
        }
    }
    (dir, root)
}

/// A text of `testdata/hostile` with its places filled, one beginning after the other.
pub fn filled(text: &str) -> String {
    let mut parts = text.split("@@");
    let mut out = parts.next().unwrap_or("").to_owned();
    for (part, beginning) in parts.zip(BEGINNINGS.iter().cycle()) {
        out.extend(payload(beginning).chars().map(toml));
        out.push_str(part);
    }
    out.replace("@raw@", RAW).replace("@id@", "<b>|[x](javascript:alert(1))")
}

fn toml(c: char) -> String {
    match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    }
}

/// Runs `track` in a sealed world; it must end by itself.
pub fn track<S: AsRef<OsStr>>(folder: &Path, ledger: &Path, arguments: &[S]) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_track"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("TRACK_LEDGER", ledger)
        .env("TRACK_TODAY", "2026-01-15")
        .env("TRACK_NOW", "2026-01-15T09:00:00Z")
        // an editor that makes each note a remark, so that the change shows what stands there
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("EDITOR", "sed -i.bak s/^note/#note/")
        .output()
        .expect("it runs");
    let shown: Vec<String> = arguments.iter().map(|text| format!("{:?}", text.as_ref())).collect();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("outputs are UTF-8");
    let status = output.status.code().unwrap_or_else(|| panic!("{shown:?} was killed: {}", output.status));
    let said = Said { arguments: shown.join(" "), out: text(output.stdout), err: text(output.stderr), status };
    assert!(status != 101 && !said.err.contains("panicked"), "{}: {}", said.arguments, said.err);
    said
}

/// The first character of a text that commands, hides or turns; line feeds and tabs are none.
pub fn hostile(text: &str) -> Option<char> {
    text.chars().find(|c| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(*c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            || matches!(*c, '\u{ad}' | '\u{61c}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
    })
}

/// The text without the colours that `--color always` asks for.
pub fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        match part.find(|c: char| !c.is_ascii_digit() && c != ';') {
            Some(at) if part[at..].starts_with('m') => out.push_str(&part[at + 1..]),
            _ => out.push_str(&format!("\u{1b}[{part}")),
        }
    }
    out
}

impl Said {
    /// Nothing hostile in what a person reads, and no formula in what a spreadsheet opens.
    pub fn is_harmless(&self, format: &str) {
        assert_eq!(hostile(&self.err), None, "{}: {:?}", self.arguments, self.err);
        match format {
            "csv" | "tsv" => self.cells(if format == "csv" { b',' } else { b'\t' }),
            "ics" => assert_eq!(hostile(&self.out.replace("\r\n", "")), None, "{}: {:?}", self.arguments, self.out),
            _ => assert_eq!(hostile(&self.out), None, "{}: {:?}", self.arguments, self.out),
        }
        match format {
            "json" | "ndjson" => self.parses(format == "json"),
            "md" => self.markup_is_escaped('\\'),
            "html" | "atom" => self.markup_is_escaped('&'),
            _ => {}
        }
    }

    fn parses(&self, whole: bool) {
        let texts: Vec<&str> = if whole { vec![&self.out] } else { self.out.lines().collect() };
        for text in texts.iter().filter(|text| !text.is_empty()) {
            let read: Result<serde_json::Value, _> = serde_json::from_str(text);
            assert!(read.is_ok(), "{}: {read:?} {text}", self.arguments);
        }
    }

    /// No tag of the texts, and no link that is neither http nor https.
    fn markup_is_escaped(&self, by: char) {
        for begin in ["<script", "<img", "<b>"] {
            let mut found = self.out.match_indices(begin);
            assert!(
                found.all(|(at, _)| by == '\\' && self.out[..at].ends_with('\\')),
                "{}: {}",
                self.arguments,
                self.out
            );
        }
        let web = |link: &str| link.starts_with("http://") || link.starts_with("https://");
        let mut links = self.out.match_indices("](");
        let safe = |at: usize| self.out[..at].ends_with('\\') || web(self.out[at + 2..].trim_start_matches('<'));
        assert!(by == '&' || links.all(|(at, _)| safe(at)), "{}: {}", self.arguments, self.out);
        let mut targets = self.out.split("href=\"").skip(1);
        assert!(targets.all(web), "{}: {}", self.arguments, self.out);
    }

    fn cells(&self, delimiter: u8) {
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(self.out.as_bytes());
        for row in reader.records() {
            for cell in &row.unwrap_or_else(|error| panic!("{}: {error}", self.arguments)) {
                assert_eq!(hostile(&cell.replace("\r\n", "")), None, "{}: {cell:?}", self.arguments);
                let bare = cell.trim_start();
                let number = bare.strip_prefix('-').is_some_and(|rest| rest.parse::<u64>().is_ok());
                let live = bare.starts_with(['=', '+', '-', '@']) && !number || cell.starts_with(['\t', '\r']);
                assert!(!live, "{}: {cell:?}", self.arguments);
            }
        }
    }
}
