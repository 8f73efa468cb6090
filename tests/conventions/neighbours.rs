//! The machine around it: points 57, 58, 60.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::commands::program;
use super::desk::{Desk, PACT};

/// Crates that open connections.
const NEVER: &[&str] = &["curl", "hyper", "native-tls", "openssl", "reqwest", "rustls", "socket2", "tokio", "ureq"];

#[test]
fn point_57_nothing_it_rests_on_opens_a_connection() {
    let lock = std::fs::read_to_string("Cargo.lock").expect("the lock file is there");
    for name in NEVER {
        assert!(!lock.contains(&format!("name = \"{name}\"\n")), "{name}");
    }
}

/// Where `strace` is at hand (without HOME the system is asked whose process it is, maybe through a socket): no socket, and no file opened for writing outside the ledger.
#[cfg(target_os = "linux")]
#[test]
fn point_57_no_socket_is_made_and_nothing_is_written_outside_the_ledger() {
    use std::process::Command;

    use super::commands::{READERS, WRITERS};
    if Command::new("strace").arg("-V").output().is_err() {
        return;
    }
    let desk = Desk::sample();
    let trace = Desk::bare();
    let place = trace.path().join("trace");
    for words in READERS.iter().chain(WRITERS.iter().filter(|writer| writer[0] == "add")) {
        let mut command = Command::new("strace");
        command
            .args(["-f", "-o"])
            .arg(&place)
            .args(["-e", "trace=network,openat,open,creat,rename,renameat2,unlinkat"]);
        command
            .arg(env!("CARGO_BIN_EXE_track"))
            .arg("--ledger")
            .arg(desk.path())
            .args(*words)
            .env_clear()
            .env("HOME", trace.path());
        assert!(command.output().expect("strace starts").status.success(), "{words:?}");
        let calls = std::fs::read_to_string(&place).expect("a trace");
        assert!(calls.contains("open") && !calls.contains("socket("), "{words:?}\n{calls}");
        let writes = |line: &&str| line.contains("O_WRONLY") || line.contains("O_RDWR") || line.contains("O_CREAT");
        for line in calls.lines().filter(writes) {
            let absolute = line.split('"').nth(1).is_some_and(|path| path.starts_with('/'));
            assert!(!absolute || line.contains(desk.path().to_str().expect("a plain name")), "{words:?}: {line}");
        }
    }
}

/// The figures are those of `benches/`; this only holds that nothing grows out of hand, on any machine under any load.
#[test]
fn point_58_an_answer_does_not_grow_out_of_hand() {
    let begun = Instant::now();
    assert_eq!(Desk::bare().run(&["--version"]).status, Some(0));
    assert!(begun.elapsed() < Duration::from_secs(10));
    let desk = Desk::empty();
    let mut acts = String::new();
    for n in 1..=20 {
        write!(acts, "\n[[act]]\nkind = \"event\"\nname = \"e{n}\"\ndate = 2025-01-{n:02}\n").expect("a text grows");
    }
    for n in 0..200 {
        let text = format!("format = 1\ntitle = \"Pact {n}\"\nparties = [\"AZ\", \"TR\"]\n{acts}");
        desk.write(&format!("agreements/pact-{n:03}.toml"), &text);
    }
    let begun = Instant::now();
    assert_eq!(desk.ask(&["status", "--plain"]).out.lines().count(), 200);
    assert!(begun.elapsed() < Duration::from_secs(120), "{:?}", begun.elapsed());
}

/// None is deprecated yet. What will be stays as a hidden alias, so that an old script goes on.
#[test]
fn point_60_no_old_spelling_is_shown_beside_the_one_that_holds() {
    let program = program();
    for command in std::iter::once(&program).chain(program.get_subcommands()) {
        assert_eq!(command.get_visible_aliases().count(), 0, "{}", command.get_name());
        for argument in command.get_arguments() {
            assert!(argument.get_visible_aliases().is_none_or(|names| names.is_empty()), "{}", argument.get_id());
        }
    }
    assert_eq!(Desk::sample().ask(&["show", PACT]).err, "", "nothing warns where nothing is old");
}
