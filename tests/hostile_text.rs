//! No text of a ledger, a path or a command line can command a terminal, a spreadsheet or a page: every command is run
//! in every format against a ledger in which everything is hostile.

#![expect(clippy::disallowed_methods, reason = "lays out ledgers behind the program's back")]

use std::fs;
use std::path::Path;

use clap::CommandFactory;
use ratification::cli::Cli;

#[path = "support/hostile.rs"]
mod hostile;
#[path = "support/leaves.rs"]
mod leaves;

use hostile::{BEGINNINGS, RAW, ledger, payload, track, without_colours};
use leaves::leaf;

/// How each command is asked, so that it has much to say; `@@` is a hostile text. A new command needs a line here.
const ASKED: &[(&str, &[&str])] = &[
    ("init", &["fresh@@", "--name", "@@"]),
    ("new", &["c", "--title", "@@", "--party", "AZ", "--signed", "2025-01-01", "--place", "@@"]),
    ("add", &["a", "TR", "declaration", "--on", "2025-01-02", "--note", "@@", "--publisher", "@@", "--person", "@@"]),
    ("import", &["untc", "table.csv", "--into", "b", "--skip-refused", "--by-whom", "@@"]),
    ("import", &["csv", "table.csv", "--map", "map.toml", "--skip-refused", "--by-whom", "@@"]),
    ("import", &["csv", "table.csv", "--map", "slip.toml"]),
    ("import", &["untc", "page.html", "--skip-refused"]),
    ("import", &["json", "acts.ndjson", "--skip-refused"]),
    ("looked", &["a", "X-OWN", "vote", "--where", "@@", "--note", "@@"]),
    ("retract", &["a", "wrong", "--reason", "@@"]),
    ("retract", &["a", "=1+<b>|[x](javascript:alert(1))", "--reason", "@@", "--by-whom", "@@"]),
    ("postpone", &["a", "hoped", "--to", "2026-02-20", "--reason", "@@", "--publisher", "@@"]),
    ("cancel", &["a", "hoped", "--reason", "@@", "--publisher", "@@", "--quote", "@@"]),
    ("undo", &["--yes"]),
    ("edit", &["a", "--yes"]),
    ("fmt", &[]),
    ("fmt", &["--check"]),
    ("status", &[]),
    ("status", &["a", "b"]),
    ("status", &["--columns", "id,title,progress,next,form,disputed,tags", "--sort", "-title", "--search", "http"]),
    ("status", &["--tag", "@@", "--search", "@@"]),
    ("show", &["a"]),
    ("explain", &["a", "--all"]),
    ("explain", &["b"]),
    ("log", &[]),
    ("log", &["--retracted"]),
    ("agenda", &["--days", "3000"]),
    ("agenda", &["a", "--as-of", "2025-12-01"]),
    ("log", &["--step", "@@", "--by", "@@", "--order", "recorded"]),
    ("export", &[]),
    ("export", &["--wide"]),
    ("changes", &["--since", "2020-01-01"]),
    ("changes", &["--since", "2020-01-01", "--party", "X-NOISE"]),
    ("notify", &["--state", "state", "--lock-timeout", "1"]),
    ("is", &["in-force", "a", "-v"]),
    ("is", &["complete", "a", "--party", "X-NOISE", "-v"]),
    ("brief", &["a"]),
    ("brief", &["a", "--line"]),
    ("brief", &["a", "--timeline"]),
    ("what-if", &["a", "X-OWN=2026-02-01", "--all-lines"]),
    ("check", &[]),
    ("check", &["--lines"]),
    ("check", &["--policy", "two-source"]),
    ("lint", &[concat!(env!("CARGO_MANIFEST_DIR"), "/tests/testdata/lint/embargo.txt"), "--agreement", "a"]),
    ("procedures", &["X-NOISE"]),
    ("procedures", &[]),
    ("parties", &["AZ"]),
    ("where", &[]),
    ("schema", &[]),
    ("completions", &["bash"]),
    ("completions", &["zsh"]),
    ("completions", &["fish"]),
    ("man", &[]),
    ("help", &[]),
    ("help", &["add"]),
    ("help", &["terms"]),
];

/// What was written before a command that needs such a thing.
const BEFORE: &[(&str, &[&str])] = &[
    ("undo", &["add", "a", "TR", "declaration", "--on", "2025-01-02", "--note", "@@"]),
    ("notify", &["notify", "--state", "state"]),
    ("notify", &["add", "a", "TR", "declaration", "--on", "2025-01-02", "--note", "@@"]),
];

/// The formats that a command can write, each with the arguments that ask for it.
fn formats(command: &clap::Command) -> Vec<(String, Vec<String>)> {
    let mut formats =
        vec![("text".to_owned(), Vec::new()), ("coloured".to_owned(), vec!["--color".to_owned(), "always".to_owned()])];
    if command.get_name() == "export" {
        // what it writes unasked is CSV
        formats.iter_mut().for_each(|(name, _)| "csv".clone_into(name));
    }
    for argument in command.get_arguments() {
        match argument.get_long() {
            Some("format") => formats.extend(argument.get_possible_values().iter().map(|value| {
                let name = value.get_name().to_owned();
                (name.clone(), vec!["--format".to_owned(), name])
            })),
            Some(name @ ("json" | "plain" | "dry-run")) => formats.push((name.to_owned(), vec![format!("--{name}")])),
            _ => {}
        }
    }
    formats
}

/// Arguments with hostile texts in their places, one beginning after the other.
fn filled(asked: &[&str]) -> Vec<String> {
    let texts = asked.iter().zip(BEGINNINGS.iter().cycle());
    texts.map(|(text, beginning)| text.replace("@@", &payload(beginning))).collect()
}

/// Lays out that table, a mapping that fits it, and one that is wrong.
fn lay_out(folder: &Path) {
    let word = payload("=1").replace('\\', "").replace(|c: char| c.is_control(), "").replace('\'', "");
    let map = "party = 'Participant'\nagreement = { id = 'b' }\n\
        act = [{ kind = 'signature', date = 'Signature', format = 'D Mon YYYY' }]\n";
    for (name, text) in [
        ("table.csv", table()),
        ("map.toml", map.to_owned()),
        ("page.html", page()),
        ("acts.ndjson", acts()),
        ("slip.toml", format!("{map}\n'{word}' = '{word}'\n")),
    ] {
        fs::write(folder.join(name), text).expect("it is written");
    }
}

/// A saved page whose title, heading, names and days are hostile.
fn page() -> String {
    let cell = |at: usize| payload(BEGINNINGS[at % BEGINNINGS.len()]).replace(|c: char| c.is_control(), "");
    format!(
        "<!-- https://treaties.un.org/a?mtdsg_no=IV-99&chapter=4&clang=_en -->\n<table><tr><td id=x_tcTreaty>{}</td></tr></table>\n\
        <table><tr><th>Participant<th>Signature<th>{}</tr>\n<tr><td>{}<td>1 Jan 2020<td></tr>\n<tr><td>Azerbaijan<td>{}<td>{}</tr></table>\n\
        <table><tr><th>Participant<th>{}</tr><tr><td>x<td>y</tr></table>",
        cell(0),
        cell(1),
        cell(2),
        cell(3),
        cell(4),
        cell(5)
    )
}

/// Acts of another ledger whose every text is hostile.
fn acts() -> String {
    let acts = BEGINNINGS.iter().map(|beginning| {
        let text = payload(beginning);
        let good = serde_json::json!({ "agreement": "b", "party": "TR", "kind": "declaration", "date": "2020-01-02",
            "note": text, "place": text, "source": [{ "publisher": text, "quote": text }] });
        let slip = serde_json::json!({ "agreement": text, "party": text, "kind": text, "date": text, "id": text, text.clone(): text });
        format!("{good}\n{slip}\n{{{}\n", text.replace(['\n', '\r'], ""))
    });
    acts.collect()
}

/// A table of the register whose heading, names and days are hostile.
fn table() -> String {
    // control characters are refused before anything else
    let plain = |text: String| text.replace(|c: char| c.is_control() && c != '\n', "").replace('"', "\"\"");
    let cell = |beginning: &str| format!("\"{}\"", plain(payload(beginning)));
    let cells: Vec<String> = BEGINNINGS.iter().map(|beginning| cell(beginning)).collect();
    let rows = cells.iter().map(|cell| format!("{cell},1 Jan 2020,\nAzerbaijan,,{cell}\n"));
    format!("Participant,Signature,{}\n{}Türkiye,2 Jan 2020,\n", cells[0], rows.collect::<String>())
}

#[test]
fn every_command_in_every_format() {
    let program = Cli::command();
    for command in program.get_subcommands() {
        assert!(ASKED.iter().any(|(name, _)| *name == command.get_name()), "`{}` is not asked", command.get_name());
    }
    for (name, asked) in ASKED {
        let command = leaf(&program, &[&[*name], *asked].concat());
        for (format, how) in formats(command) {
            // every writer finds the ledger as it was
            let (dir, root) = ledger();
            lay_out(dir.path());
            for (_, before) in BEFORE.iter().filter(|(later, _)| later == name) {
                track(dir.path(), &root, &filled(before));
            }
            let mut arguments = vec![(*name).to_owned()];
            arguments.extend(filled(asked));
            arguments.extend(how);
            let mut said = track(dir.path(), &root, &arguments);
            if format == "coloured" {
                (said.out, said.err) = (without_colours(&said.out), without_colours(&said.err));
            }
            let clash = said.status == 2 && said.err.contains("cannot be used with");
            let no_such_name = cfg!(windows) && *name == "init";
            let is_slip = asked.contains(&"slip.toml") && said.status == 65;
            assert!(
                clash || no_such_name || is_slip || [0, 1, 3].contains(&said.status),
                "{}: {}",
                said.arguments,
                said.err
            );
            said.is_harmless(&format);
        }
    }
}

#[test]
fn every_argument_of_every_command() {
    let (dir, root) = ledger();
    lay_out(dir.path());
    let text = payload("=1");
    let program = Cli::command();
    for command in program.get_subcommands() {
        let (name, asked) = ASKED.iter().find(|(name, _)| *name == command.get_name()).expect("it is asked");
        let base = filled(asked);
        let mut cases: Vec<Vec<String>> = (0..base.len())
            .map(|at| {
                let mut changed = base.clone();
                changed[at].clone_from(&text);
                changed
            })
            .collect();
        let takes = |argument: &&clap::Arg| argument.get_action().takes_values();
        let command = leaf(command, asked);
        for long in command.get_arguments().filter(takes).filter_map(clap::Arg::get_long) {
            cases.push(base.iter().cloned().chain([format!("--{long}"), text.clone()]).collect());
        }
        cases.push(base.iter().cloned().chain([text.clone(), format!("--{text}")]).collect());
        for case in cases {
            let arguments: Vec<String> = [(*name).to_owned()].into_iter().chain(case).collect();
            track(dir.path(), &root, &arguments).is_harmless("text");
        }
    }
    for arguments in [vec![text.clone()], vec!["status".to_owned(), "--ledger".to_owned(), text]] {
        let said = track(dir.path(), &root, &arguments);
        said.is_harmless("text");
        assert!(said.err.lines().count() < 12, "{}", said.err);
    }
}

/// Each line of the agreement spoilt in turn: what is refused quotes the line, its keys and its words.
#[test]
fn every_finding_of_every_line() {
    let (dir, root) = ledger();
    let file = root.join("agreements/a.toml");
    let good = fs::read_to_string(&file).expect("a text");
    let lines: Vec<&str> = good.lines().collect();
    let word = hostile::filled("@@");
    for at in 0..lines.len() {
        let Some((key, _)) = lines[at].split_once(" = ") else { continue };
        let spoilt = match at % 3 {
            0 => format!("{key} = \"{RAW}\u{1b}[31m\u{7}\""),
            1 => format!("{key} = \"{RAW}{word}\""),
            _ => format!("\"{word}{RAW}\" = {{ \"{word}\" = 1 }}"),
        };
        let mut text = lines.clone();
        text[at] = &spoilt;
        fs::write(&file, text.join("\n")).expect("it is written");
        for arguments in [&["check", "a"][..], &["show", "a"]] {
            track(dir.path(), &root, arguments).is_harmless("text");
        }
    }
}

#[test]
#[cfg(unix)]
fn names_of_files_and_what_links_lead_to() {
    use std::os::unix::ffi::OsStrExt as _;
    use std::path::Path;

    use hostile::NAME;
    let (dir, root) = ledger();
    let all: [&[&str]; 5] = [&["check"], &["check", "--lines"], &["check", "--json"], &["status"], &["show", "b"]];
    let ask = |expected: &[i32]| {
        for arguments in all {
            let said = track(dir.path(), &root, arguments);
            said.is_harmless(if arguments.contains(&"--json") { "json" } else { "text" });
            assert!(expected.contains(&said.status), "{}: {} {}", said.arguments, said.status, said.err);
        }
    };
    for folder in ["agreements", "procedures"] {
        fs::write(root.join(folder).join(format!("{NAME}.toml")), "x").expect("a file");
        fs::write(root.join(folder).join(std::ffi::OsStr::from_bytes(b"\xff\xfe\x1b[31m.toml")), "x").expect("a file");
    }
    ask(&[0, 1]);
    let file = root.join("agreements/b.toml");
    fs::remove_file(&file).expect("it was there");
    std::os::unix::fs::symlink(NAME, &file).expect("a link");
    ask(&[1, 65]);
    fs::remove_file(&file).expect("it was there");
    std::os::unix::fs::symlink(Path::new("..").join("..").join(NAME), &file).expect("a link");
    ask(&[1, 65]);
    fs::remove_file(root.join("track.toml")).expect("it was there");
    for arguments in all {
        let said = track(dir.path(), &root, arguments);
        said.is_harmless("text");
        assert_eq!(said.status, 66, "{}", said.err);
    }
}
