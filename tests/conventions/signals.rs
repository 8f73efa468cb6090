//! Signals: points 26 and 33.
#![cfg(unix)]

use std::io::Write as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::desk::{ADD, Desk, FILE};

fn kill(child: &Child, signal: &str) {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).output().expect("kill starts");
    assert!(sent.status.success() || !signal.is_empty());
}

#[test]
fn point_26_a_signal_ends_the_program_and_the_shell_sees_it() {
    let desk = Desk::sample();
    for (name, number) in [("-INT", 2), ("-TERM", 15)] {
        let mut command = desk.command(&["add", "--from", "-"]);
        let mut child = command.stdin(Stdio::piped()).spawn().expect("the program starts");
        let mut input = child.stdin.take().expect("an input");
        input.write_all(b"\n").expect("the input is taken");
        std::thread::sleep(Duration::from_millis(50));
        kill(&child, name);
        assert_eq!(child.wait().expect("the program ends").signal(), Some(number));
    }
    let waits = format!("sleep 3 2>&1 >/dev/null | '{}' add --from - & p=$!; sleep 0.3", env!("CARGO_BIN_EXE_track"));
    let line = format!("{waits}; kill -TERM $p; wait $p; exit $?");
    let mut shell = Command::new("sh");
    shell.args(["-c", &line]).current_dir(desk.path()).stdout(Stdio::null()).stderr(Stdio::null());
    assert_eq!(shell.status().expect("a shell starts").code(), Some(128 + 15));
}

/// Whatever moment the signal hits, the file is the old or the new one, nothing is left, and the next writer works.
#[test]
fn point_33_a_signal_at_any_moment_leaves_the_old_or_the_new_text() {
    let desk = Desk::sample();
    let old = desk.read(FILE);
    assert_eq!(desk.run(ADD).status, Some(0));
    let new = desk.read(FILE);
    for round in 0..40 {
        desk.write(FILE, &old);
        let mut child =
            desk.command(ADD).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        std::thread::sleep(Duration::from_micros(round * 700));
        kill(&child, if round % 2 == 0 { "-INT" } else { "-TERM" });
        child.wait().expect("the program ends");
        let now = desk.read(FILE);
        assert!(now == old || now == new, "round {round}");
        assert_eq!(desk.run(ADD).status, Some(0), "round {round}: no lock is left");
        let names = desk.texts().into_keys().filter(|path| path.to_string_lossy().ends_with(".tmp"));
        assert_eq!(names.count(), 0, "round {round}: no temporary file is left");
    }
}
