//! What a shell is answered while somebody types: live values at every position, and nothing that a shell could obey.

#![expect(clippy::disallowed_methods, reason = "lays out ledgers behind the program's back")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use clap::CommandFactory;
use ratification::cli::Cli;
use ratification::context::Context;

#[path = "support/hostile.rs"]
mod hostile;
#[path = "support/leaves.rs"]
mod leaves;

use leaves::leaves;

/// The words that are offered for the last of these, in this folder; `~` stands for the word that is empty.
fn offered_in(folder: &Path, shell: &str, line: &str) -> Vec<String> {
    let words: Vec<String> = line.split(' ').map(|word| word.replace('~', "")).collect();
    let at = (words.len() - 1).to_string();
    let mut asked = vec!["track", "completions", shell, "--at", &at];
    asked.extend(words.iter().map(String::as_str));
    let (ctx, said) = Context::for_test(chrono::NaiveDate::from_ymd_opt(2026, 1, 15).expect("a day"));
    let mut ctx = ctx.with_current_dir(folder);
    let exit = ratification::run_in(&asked, &mut ctx).number();
    assert_eq!((exit, said.err()), (0, String::new()), "{line}");
    said.out().lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect()
}

fn offered(line: &str) -> Vec<String> {
    offered_in(Path::new("sample-data"), "zsh", line)
}

/// At each place these are offered, and those are not.
#[test]
fn point_59_each_position_is_answered_with_what_may_stand_there() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("track ~", &["add", "status", "what-if"], &["AZ", "--json"]),
        ("track st", &["status"], &["show"]),
        ("track show ~", &["az-tr-memorandum-2025", "ctbt-1996"], &["AZ"]),
        ("track status ctbt-1996 kig", &["kigali-amendment-2016"], &[]),
        ("track explain E", &["E2", "E13"], &[]),
        ("track add az-tr-memorandum-2025 ~", &["AZ", "TR", "all", "entry-into-force"], &["GE", "majlis-vote"]),
        ("track add az-tr-memorandum-2025 AZ ~", &["majlis-vote", "signature"], &["tbmm-vote"]),
        ("track add az-tr-memorandum-2025 Türkiye tbmm", &["tbmm-vote"], &["majlis-vote"]),
        ("track add az-tr-memorandum-2025 AZ,", &["AZ,TR"], &["TR"]),
        ("track add az-tr-memorandum-2025 TR --step ~", &["tbmm-vote"], &["accession"]),
        ("track add az-tr-memorandum-2025 TR --kind sig", &["signature"], &["tbmm-vote"]),
        ("track add az-tr-memorandum-2025 AZ majlis-vote --on ~", &["today", "yesterday"], &[]),
        ("track add az-tr-memorandum-2025 AZ majlis-vote --source-kind gaz", &["gazette"], &[]),
        ("track add az-tr-memorandum-2025 AZ majlis-vote --reading ~", &["first"], &["AZ"]),
        ("track add az-tr-memorandum-2025 AZ majlis-vote --out", &["--outcome"], &["--on"]),
        ("track looked az-tr-memorandum-2025 TR ~", &["tbmm-vote"], &["majlis-vote"]),
        ("track retract az-tr-memorandum-2025 ~", &["ju524t57", "uu2fxp2y"], &["AZ"]),
        ("track retract az-tr-memorandum-2025 ju524t57 --in-favour-of u", &["uu2fxp2y"], &["ju524t57"]),
        ("track retract az-tr-memorandum-2025 ju524t57 --cause ~", &["ours", "source"], &[]),
        ("track is ~", &["in-force", "complete"], &["ctbt-1996"]),
        ("track is in-force az", &["az-tr-memorandum-2025"], &["in-force"]),
        ("track is complete az-tr-memorandum-2025 --party ~", &["AZ", "TR"], &["GE", "all"]),
        ("track log --party Azer", &["Azerbaijan"], &["AZ"]),
        ("track log --party=T", &["--party=TR"], &["TR"]),
        ("track status --columns id,for", &["id,force", "id,force-date"], &["force"]),
        ("track status --format n", &["ndjson"], &["text"]),
        ("track status --min-grade ~", &["official"], &[]),
        ("track what-if az-tr-memorandum-2025 ~", &["AZ=", "TR="], &["GE="]),
        ("track what-if az-tr-memorandum-2025 AZ=t", &["AZ=today"], &[]),
        ("track what-if az-tr-memorandum-2025 AZ=today T", &["TR="], &[]),
        ("track new x --form t", &["treaty"], &[]),
        ("track new ~", &[], &["ctbt-1996"]),
        ("track check --only no", &["no-look", "no-source"], &[]),
        ("track check --policy ~", &["two-source"], &[]),
        ("track brief ctbt-1996 --lang ~", &["az", "en", "tr"], &[]),
        ("track procedures A", &["AZ"], &[]),
        ("track help ~", &["E2", "scripts", "add"], &["AZ"]),
        ("track completions ~", &["bash", "zsh", "fish", "powershell", "elvish"], &[]),
        ("track --ledger ~", &[":files"], &[]),
        ("track --color n", &["never"], &[]),
        ("track --ledger nowhere st", &["status"], &[]),
        ("track show -- ct", &["ctbt-1996"], &[]),
        ("track status --", &["--json", "--as-of", "--ledger"], &["--at"]),
        ("track status --json --js", &[], &["--json"]),
    ];
    for (line, wanted, unwanted) in cases {
        let words = offered(line);
        for word in *wanted {
            assert!(words.contains(&(*word).to_owned()), "{line}: `{word}` is not among {words:?}");
        }
        for word in *unwanted {
            assert!(!words.contains(&(*word).to_owned()), "{line}: `{word}` is among {words:?}");
        }
    }
}

/// Values that nobody can foresee. A new name of a value stands here, or among those of `completions/live.rs`.
const FREE: &[&str] =
    &["BODY", "CONDITION", "DAYS", "DELAY", "MOMENT", "N", "NAME", "PLACE", "SECONDS", "TEXT", "TIME", "URL", "WORD"];

#[test]
fn every_value_of_every_command_is_completed_or_free() {
    let mut program = Cli::command();
    program.build();
    for (words, command) in leaves(&program) {
        let name = words.join(" ");
        for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
            let Some(named) = argument.get_value_names().and_then(|names| names.first()) else { continue };
            let Some(long) = argument.get_long().filter(|_| argument.get_action().takes_values()) else { continue };
            let is_new_name = named == "ID" || named == "TAG" || named == "ACT";
            let words = offered(&format!("track {name} az-tr-memorandum-2025 AZ --{long} ~"));
            let is_free = FREE.contains(&named.as_str()) || is_new_name;
            assert!(is_free || !words.is_empty(), "{name} --{long} {named}: no value is offered");
        }
    }
}

#[test]
fn bash_splits_a_word_at_equals_signs_and_gets_the_rest_of_it() {
    let bash = |line: &str| offered_in(Path::new("sample-data"), "bash", line);
    assert_eq!(bash("track log --party = Azer"), ["Azerbaijan"]);
    assert!(bash("track log --party =").contains(&"AZ".to_owned()));
    assert_eq!(bash("track what-if az-tr-memorandum-2025 AZ = to"), ["today"]);
    assert_eq!(bash("track show \"ctbt"), ["ctbt-1996"]);
}

#[test]
fn without_a_ledger_or_with_a_broken_one_nothing_is_said() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let none: Vec<String> = Vec::new();
    assert_eq!(offered_in(dir.path(), "fish", "track show ~"), none);
    assert_eq!(offered_in(dir.path(), "fish", "track st"), ["status"]);
    fs::create_dir(dir.path().join("agreements")).expect("a folder");
    fs::write(dir.path().join("track.toml"), "format = [").expect("written");
    assert_eq!(offered_in(dir.path(), "fish", "track show ~"), none);
    fs::write(dir.path().join("track.toml"), "format = 1\n").expect("written");
    fs::write(dir.path().join("agreements/broken.toml"), "title = [").expect("written");
    assert_eq!(offered_in(dir.path(), "fish", "track show ~"), ["broken"]);
    assert_eq!(offered_in(dir.path(), "fish", "track retract broken ~"), none);
}

/// The files of a folder with their bytes, so that a write would be seen.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("listed").path()) {
        if entry.is_dir() {
            all.extend(files(&entry));
        } else {
            all.insert(entry.display().to_string(), fs::read(&entry).expect("a file"));
        }
    }
    all
}

#[test]
fn hostile_texts_are_never_offered_and_nothing_is_written() {
    let (_dir, root) = hostile::ledger();
    let before = files(&root);
    let lines = [
        "track show ~",
        "track add a ~",
        "track add a X-OWN ~",
        "track add a X-NOISE ~",
        "track retract a ~",
        "track retract a wrong --in-favour-of ~",
        "track log --party ~",
        "track what-if a ~",
        "track explain ~",
        "track brief a --lang ~",
        "track is in-force a --party ~",
    ];
    for line in lines {
        for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
            for word in offered_in(&root, shell, line) {
                let is_plain = word.chars().all(|c| c.is_alphanumeric() || "-_.,=/+@%".contains(c));
                assert!(is_plain, "{shell}: {line}: {word:?}");
            }
        }
    }
    assert!(files(&root) == before, "completing wrote into the ledger");
}

/// Runs the script of bash on a line, as bash does, in the hostile ledger: nothing of it is executed.
#[cfg(unix)]
#[test]
fn bash_offers_what_track_answers_and_obeys_nothing() {
    let dir = tempfile::TempDir::new().expect("a folder");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_track"), dir.path().join("track")).expect("a link");
    let (_keep, root) = hostile::ledger();
    let trap = "$(touch trap)`touch trap`;touch trap";
    fs::write(
        root.join("agreements/trap.toml"),
        format!("format = 1\ntitle = '{trap}'\ntags = ['{trap}']\nparties = [\"AZ\", \"TR\"]\n\n[party.AZ]\nname = '{trap}'\n\n[[act]]\nid = '{trap}'\nparty = \"AZ\"\nkind = \"signature\"\ndate = 2025-01-01\n"),
    )
    .expect("written");
    for (words, wanted) in [
        ("track add trap ''", "AZ"),
        ("track retract trap ''", ""),
        ("track show tr", "trap"),
        ("track add trap '$(tou'", ""),
    ] {
        let script = format!(
            "source <(track completions bash); COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _track; \
             printf '%s\\n' \"${{COMPREPLY[0]}}\""
        );
        let path = format!("{}:{}", dir.path().display(), std::env::var("PATH").unwrap_or_default());
        let said = Command::new("bash")
            .args(["--norc", "-c", &script])
            .current_dir(&root)
            .env("PATH", path)
            .env_remove("TRACK_LEDGER")
            .output()
            .expect("bash starts");
        assert_eq!(
            String::from_utf8_lossy(&said.stdout).trim(),
            wanted,
            "{words}: {}",
            String::from_utf8_lossy(&said.stderr)
        );
        assert!(!root.join("trap").exists(), "{words}: a text was executed");
    }
}
