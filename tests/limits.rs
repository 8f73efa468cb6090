//! The limits of `docs/reliability.md`, each at its edge: the right status, one word about the place and the cure, nothing
//! changed, and an end at once.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "lays out ledgers and measures how long an answer takes"
)]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

const HEAD: &str = "format = 1\ntitle = \"T\"\nparties = [\"AZ\", \"TR\"]\n";

/// What one second of a release build may take in a debug build on a busy machine.
const AT_ONCE: Duration = Duration::from_secs(20);

struct Desk {
    dir: TempDir,
    root: PathBuf,
}

impl Desk {
    /// A ledger of one agreement, `a`.
    fn new(text: impl AsRef<[u8]>) -> Self {
        let dir = TempDir::new().expect("a folder");
        let root = dir.path().join("desk");
        fs::create_dir_all(root.join("agreements")).expect("a folder");
        fs::write(root.join("track.toml"), "format = 1\n").expect("settings");
        fs::write(root.join("agreements/a.toml"), text).expect("an agreement");
        Self { dir, root }
    }

    fn file(&self) -> PathBuf {
        self.root.join("agreements/a.toml")
    }

    /// What the file holds, where it is one: a link may lead to what has no end.
    fn bytes(&self) -> Option<Vec<u8>> {
        let about = fs::symlink_metadata(self.file()).ok()?;
        about.is_file().then(|| fs::read(self.file()).expect("it is read"))
    }

    /// The status and what was said.
    fn track(&self, arguments: &[&str]) -> (i32, String) {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        self.track_in(&self.root, &arguments)
    }

    fn track_in(&self, ledger: &Path, arguments: &[OsString]) -> (i32, String) {
        let began = Instant::now();
        let output = Command::new(env!("CARGO_BIN_EXE_track"))
            .args(arguments)
            .current_dir(self.dir.path())
            .env_clear()
            .env("TRACK_LEDGER", ledger)
            .env("TRACK_TODAY", "2026-01-15")
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        let status = output.status.code().unwrap_or_else(|| panic!("killed: {}", output.status));
        assert!(status != 101 && !said.contains("panicked"), "{said}");
        assert!(began.elapsed() < AT_ONCE, "{:?}: {}", began.elapsed(), &said[..said.floor_char_boundary(200)]);
        (status, said)
    }

    /// A reader and a writer refuse with the status and these words, and the file stays as it is.
    fn refuses(&self, status: i32, words: &[&str]) {
        let before = self.bytes();
        for arguments in [&["status", "a"][..], &["add", "a", "AZ", "declaration", "--on", "2025-01-01"]] {
            let (found, said) = self.track(arguments);
            assert_eq!(found, status, "{arguments:?}: {said}");
            assert!(words.iter().all(|word| said.contains(word)), "{words:?}: {said}");
            assert!(said.contains("help: "), "names no cure: {said}");
        }
        assert_eq!(self.bytes(), before);
    }

    fn answers(&self) {
        for command in ["status", "show", "explain", "brief"] {
            let (status, said) = self.track(&[command, "a"]);
            assert_eq!(status, 0, "{command}: {said}");
        }
    }
}

fn act(date: &str) -> String {
    format!("[[act]]\nparty = \"AZ\"\nkind = \"declaration\"\ndate = {date}\n")
}

fn title(length: usize) -> String {
    format!("format = 1\ntitle = \"{}\"\nparties = [\"AZ\"]\n", "é".repeat(length))
}

fn parties(count: usize) -> String {
    let codes: Vec<String> = (0..count).map(|n| format!("X-N{n}")).collect();
    let named: String = codes.iter().map(|code| format!("[party.{code}]\nname = \"N\"\n")).collect();
    format!("format = 1\ntitle = \"T\"\nparties = [\"{}\"]\n{named}", codes.join("\", \""))
}

fn clause(when: &str) -> String {
    format!("{HEAD}[clause]\nwhen = \"{when}\"\n")
}

fn routes(count: usize) -> String {
    format!("{HEAD}[clause]\n{}", "[[clause.route]]\nwhen = \"all parties\"\n".repeat(count))
}

fn floors(count: usize) -> String {
    format!("{HEAD}[clause]\nnot_before = [{}]\nwhen = \"all parties\"\n", "2025-01-01, ".repeat(count))
}

#[test]
fn a_file_of_16_mib_is_read_and_one_byte_more_is_not() {
    let of = |size: usize| {
        let head = format!("{HEAD}note = \"");
        format!("{head}{}\"\n", "a".repeat(size - head.len() - 2))
    };
    let desk = Desk::new(of(16 << 20));
    assert_eq!(desk.track(&["status", "a"]).0, 0);
    Desk::new(of((16 << 20) + 1)).refuses(65, &["agreements/a.toml", "larger than 16 MiB"]);
    let desk = Desk::new(HEAD);
    let huge = fs::File::create(desk.file()).expect("a file");
    huge.set_len(1 << 40).expect("a hole of a tebibyte");
    assert_eq!(desk.track(&["status", "a"]).0, 65);
}

#[test]
fn lists_and_titles_are_read_up_to_their_limits() {
    for (good, bad) in [
        (title(1_000), title(1_001)),
        (title(1_000), title(1 << 20)),
        (parties(1_000), parties(1_001)),
        (parties(1_000), parties(50_000)),
        (routes(100), routes(101)),
        (floors(100), floors(101)),
    ] {
        Desk::new(good).answers();
        Desk::new(bad).refuses(65, &["agreements/a.toml:", "error[too-large]"]);
    }
}

#[test]
fn nesting_keys_and_clauses_are_read_up_to_their_limits() {
    let nested = |depth: usize| format!("{HEAD}x = {}{}\n", "[".repeat(depth), "]".repeat(depth));
    let dotted = |parts: usize| format!("{HEAD}{} = 1\n", vec!["x"; parts].join("."));
    let deep = |depth: usize| clause(&format!("{}all parties{}", "(".repeat(depth), ")".repeat(depth)));
    let names = |count: usize| clause(&vec!["AZ"; count].join(" or "));
    for (good, bad, code) in [
        (nested(64), nested(65), "too-deep"),
        (dotted(32), dotted(33), "too-deep"),
        (deep(30), deep(1_500), "clause-depth"),
        (names(400), names(10_000), "clause-length"),
    ] {
        Desk::new(good).answers();
        Desk::new(bad).refuses(65, &["agreements/a.toml:", &format!("error[{code}]")]);
    }
}

#[test]
fn a_hundred_thousand_acts_are_read_and_one_more_is_not() {
    use ratification::ledger::{Context, MAX_ACTS, Settings, load_agreement};
    use ratification::model::Names;
    let codes = |count: usize| {
        // acts without a meaning cost least, and count
        let text = format!("{HEAD}{}", "[[act]]\n".repeat(count));
        let context = Context { names: Names::builtin(), procedures: &|_| None, settings: &Settings::default() };
        let source = ratification::source::Source::new("a.toml", text);
        let loaded = load_agreement(&"a".parse().expect("an id"), &source, &context);
        loaded.findings.iter().filter(|finding| finding.code == "too-large").count()
    };
    assert_eq!((codes(MAX_ACTS), codes(MAX_ACTS + 1)), (0, 1));
}

#[test]
fn fifty_thousand_tables_are_told_and_do_no_harm() {
    let tables: String = (0..50_000).map(|n| format!("[t{n}]\n")).collect();
    Desk::new(format!("{HEAD}{tables}")).answers();
}

#[test]
fn numbers_at_their_edges() {
    let vote = |number: &str| {
        format!(
            "{HEAD}[[act]]\nparty = \"AZ\"\nkind = \"vote\"\noutcome = \"adopted\"\ndate = 2025-01-01\nvotes = {{ for = \
             {number}, against = 4294967295, abstain = 4294967295 }}\n"
        )
    };
    let weight = |number: &str| {
        format!("{}[weights.w]\ntotal = {number}\nvalues = {{ AZ = 1 }}\n", clause("parties with 50% of w"))
    };
    let look =
        |number: &str| format!("{HEAD}[[looked]]\nparty = \"AZ\"\ndate = 2025-01-01\nshelf_life_days = {number}\n");
    Desk::new(vote("4294967295")).answers();
    Desk::new(look("4294967295")).answers();
    for number in ["-1", "4294967296", "9223372036854775807", "9223372036854775808", "1.5", "nan", "inf", "1e400"] {
        Desk::new(vote(number)).refuses(65, &["agreements/a.toml:", "error["]);
        Desk::new(look(number)).refuses(65, &["agreements/a.toml:", "error["]);
    }
    for number in ["9223372036854775807", "nan", "inf", "-inf", "1e400", "99999999999999999999"] {
        Desk::new(weight(number)).refuses(65, &["agreements/a.toml:", "error["]);
    }
}

#[test]
fn days_at_their_edges() {
    for good in ["0001-01-01", "2024-02-29", "\"0001\"", "\"../0001-01-01\"", "\"2024-02\""] {
        Desk::new(format!("{HEAD}{}", act(good))).answers();
    }
    for ahead in ["9999-12-31", "\"9999\"", "\"9999-12\""] {
        Desk::new(format!("{HEAD}{}expected = true\n", act(ahead))).answers();
    }
    for bad in [
        "0000-01-01",
        "10000-01-01",
        "2023-02-29",
        "2025-01-01T10:00:00Z",
        "2025-01-01T10:00:00+14:00",
        "10:00:00",
        "1e400",
        "nan",
        "9223372036854775807",
        "\"9999-12-31/0001-01-01\"",
        "\"\"",
        "\"2025-1-1\"",
        "\"+2025-01-01\"",
    ] {
        Desk::new(format!("{HEAD}{}", act(bad))).refuses(65, &["agreements/a.toml:", "error["]);
    }
    for argument in ["0000-01-01", "10000-01-01", "2023-02-29", "-1", "99999999999999999999"] {
        assert_eq!(Desk::new(HEAD).track(&["status", &format!("--as-of={argument}")]).0, 2, "{argument}");
    }
    for argument in ["0001-01-01", "9999-12-31"] {
        assert_eq!(Desk::new(HEAD).track(&["status", "a", "--as-of", argument]).0, 0, "{argument}");
    }
}

#[test]
fn a_delay_that_runs_past_the_calendar_is_no_panic() {
    let late = "[[act]]\nparty = \"TR\"\nkind = \"ratification\"\ndelivery = \"deposit\"\ndate = 2025-01-01\n";
    for delay in ["9999 months", "9999 years", "first day of next month", "36500 days"] {
        let desk = Desk::new(format!("{}then = \"{delay}\"\n{late}", clause("1 party by ratification")));
        if desk.track(&["check", "a"]).0 == 0 {
            desk.answers();
            for ask in [&["what-if", "a", "--all", "9999-12-31"][..], &["status", "a", "--as-of", "9999-12-31"]] {
                assert_eq!(desk.track(ask).0, 0);
            }
        } else {
            desk.refuses(65, &["error[clause-number]"]);
        }
    }
    let term = format!("{}[term]\nlasts = \"9000 years\"\n{late}", clause("1 party by ratification"));
    Desk::new(term).answers();
}

#[test]
fn bytes_that_are_no_plain_text() {
    let lines = HEAD.replace('\n', "\r\n");
    for good in [format!("\u{feff}{HEAD}"), lines.clone(), format!("\u{feff}{lines}")] {
        Desk::new(good).answers();
    }
    let bad: [(&[u8], &str); 6] = [
        (b"format = 1\ntitle = \"T\xff\"\n", "a.toml:2: a byte that is not UTF-8"),
        (b"format = 1\ntitle = \"T\0\"\n", "nul-byte"),
        (b"format = 1\rtitle = \"T\"\r", "syntax"),
        (b"", "missing-format"),
        (b"format = 1\ntitle = \"T\"\npart", "syntax"),
        (b"\0\0\0\0\0\0\0\0", "nul-byte"),
    ];
    for (bytes, word) in bad {
        Desk::new(bytes).refuses(65, &["agreements/a.toml", word]);
    }
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::ffi::OsStringExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    fn pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
    }

    #[test]
    fn what_stands_in_place_of_a_file() {
        let desk = Desk::new(HEAD);
        let outside = desk.dir.path().join("outside.toml");
        fs::write(&outside, HEAD).expect("a file");
        fs::write(desk.root.join("agreements/inside.bak"), HEAD).expect("a file");
        let put = |target: &str| {
            let _ = fs::remove_file(desk.file());
            symlink(target, desk.file()).expect("a link");
        };
        put("inside.bak");
        desk.answers();
        for (target, why) in [
            ("../../outside.toml", "outside the ledger"),
            ("/dev/zero", "outside the ledger"),
            ("a.toml", "itself a link"),
            ("nowhere.toml", "does not exist"),
        ] {
            put(target);
            desk.refuses(65, &["agreements/a.toml", why]);
        }
        assert_eq!(fs::read_to_string(&outside).expect("a text"), HEAD);
        fs::remove_file(desk.file()).expect("it was there");
        pipe(&desk.file());
        let (status, said) = desk.track(&["status", "a"]);
        assert!(status == 65 && said.contains("not a regular file"), "{said}");
        fs::remove_file(desk.file()).expect("it was there");
        fs::create_dir(desk.file()).expect("a folder");
        desk.refuses(65, &["agreements/a.toml", "not a regular file"]);
    }

    #[test]
    #[expect(clippy::print_stderr, reason = "a skip is said aloud")]
    fn what_may_not_be_read_or_written() {
        let desk = Desk::new(HEAD);
        let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
        set(&desk.file(), 0o000);
        if fs::read(desk.file()).is_ok() {
            eprintln!("SKIPPED: the superuser may read and write everywhere");
            return;
        }
        let (status, said) = desk.track(&["status", "a"]);
        set(&desk.file(), 0o600);
        assert!(status == 77 && said.contains("agreements/a.toml"), "{said}");
        for folder in [desk.root.join("agreements"), desk.root.clone()] {
            set(&folder, 0o500);
        }
        let (status, said) = desk.track(&["add", "a", "AZ", "declaration", "--on", "2025-01-01"]);
        for folder in [desk.root.clone(), desk.root.join("agreements")] {
            set(&folder, 0o700);
        }
        assert_eq!(status, 77, "{said}");
        assert_eq!(fs::read_to_string(desk.file()).expect("a text"), HEAD);
    }

    #[test]
    fn paths_that_are_no_ledger_or_hard_to_write() {
        let desk = Desk::new(HEAD);
        let ask = [OsString::from("status")];
        let settings = desk.root.join("track.toml");
        assert!([65, 66, 74].contains(&desk.track_in(&settings, &ask).0), "a file in place of a folder");
        for name in [b"new\nline\x1b[2J".to_vec(), b"bad\xff\xfe".to_vec(), vec![b'x'; 200]] {
            let other = desk.dir.path().join(OsString::from_vec(name));
            fs::rename(&desk.root, &other).expect("it is moved");
            let found = desk.track_in(&other, &ask);
            fs::rename(&other, &desk.root).expect("it is moved back");
            assert_eq!(found.0, 0, "{}", found.1);
        }
        fs::remove_file(&settings).expect("it was there");
        pipe(&settings);
        let (status, said) = desk.track(&["status"]);
        assert!(status == 78 && said.contains("track.toml"), "{status} {said}");
    }

    /// Linux gives one argument up to 128 KiB.
    #[test]
    fn arguments_of_128_kib() {
        let desk = Desk::new(HEAD);
        let long = "x".repeat((128 << 10) - 100);
        for arguments in [
            &["status", &long][..],
            &["parties", &long],
            &["procedures", &long],
            &["help", &long],
            &["status", "--columns", &long],
            &["check", "--only", &long],
            &["check", "--policy", &long],
            &["what-if", "a", &long],
            &["add", "a", &long, "declaration", "--on", "2025-01-01"],
            &["add", "a", "AZ", &long, "--on", "2025-01-01"],
            &["--ledger", &long, "status"],
            &[&long],
        ] {
            let (status, said) = desk.track(arguments);
            assert!([2, 66, 74].contains(&status), "{status} {}", &said[..said.floor_char_boundary(300)]);
            assert!(said.len() < 4_000, "{} bytes about {}", said.len(), arguments[0]);
        }
        assert_eq!(desk.track(&["add", "a", "AZ", "declaration", "--on", "2025-01-01", "--note", &long]).0, 0);
    }
}
