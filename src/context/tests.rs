use super::*;
use crate::date::parse_day;

fn day(text: &str) -> Day {
    parse_day(text).unwrap()
}

fn here() -> (Context, Captured) {
    Context::for_test(day("2026-01-15"))
}

const SCREEN: Screen = Screen::Terminal(Some(100));

/// A writer that fails in one way.
struct Broken(ErrorKind);

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(self.0.into())
    }
}

/// A disk that is full only when the last bytes are to arrive.
struct Full;

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(ErrorKind::StorageFull.into())
    }
}

fn writing_to(writer: impl Write + 'static) -> Context {
    let (mut context, _) = here();
    context.world.out.writer = Box::new(writer);
    context
}

#[test]
fn the_day_is_asked_then_set_then_the_clock() {
    let (context, _) = here();
    assert_eq!(context.today(None), Ok(day("2026-01-15")));
    let context = context.with_variable("TRACK_TODAY", "2026-02-01");
    assert_eq!(context.today(None), Ok(day("2026-02-01")));
    assert_eq!(context.today(Some(day("2025-12-16"))), Ok(day("2025-12-16")));
    let context = context.with_variable("TRACK_TODAY", "");
    assert_eq!(context.today(None), Ok(day("2026-01-15")));
}

#[test]
fn a_variable_that_cannot_be_understood_is_named() {
    let (context, _) = here();
    let context = context.with_variable("TRACK_TODAY", "16/12/2025").with_variable("TRACK_NOW", "noon");
    assert_eq!(
        context.today(None).unwrap_err().to_string(),
        "TRACK_TODAY: `16/12/2025` is not a date; write YYYY-MM-DD, for example 2025-12-16"
    );
    assert_eq!(
        context.now().unwrap_err().to_string(),
        "TRACK_NOW: `noon` is not a moment; write it in UTC, for example 2025-12-16T14:05:00Z"
    );
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_no_text_is_refused() {
    use std::os::unix::ffi::OsStringExt as _;
    let (context, _) = here();
    let bytes = OsString::from_vec(vec![0xff, 0xfe]);
    let context = context.with_variable("TRACK_BY", bytes.clone()).with_variable("TRACK_TODAY", bytes);
    assert!(context.by(None).is_err());
    assert!(context.today(None).is_err());
    assert_eq!(context.by(Some("ayla")), Ok(Some("ayla".to_owned())));
}

#[test]
fn the_moment_is_in_utc_and_in_whole_seconds() {
    let (context, _) = here();
    assert_eq!(context.now().unwrap().to_rfc3339(), "2026-01-15T12:00:00+00:00");
    let context = context.with_variable("TRACK_NOW", "2026-01-15T18:30:00.750+04:00");
    assert_eq!(context.now().unwrap().to_rfc3339(), "2026-01-15T14:30:00+00:00");
    let context = context.with_variable("TRACK_NOW", "+12026-01-15T18:30:00Z");
    assert!(context.now().is_err());
}

#[test]
fn colour_follows_one_order_of_wishes() {
    use ColourChoice::{Always, Auto, Never};
    type Case = (ColourChoice, &'static [(&'static str, &'static str)], Screen, bool);
    let cases: [Case; 20] = [
        (Auto, &[], SCREEN, true),
        (Auto, &[], Screen::Pipe, false),
        (Auto, &[("TERM", "dumb")], SCREEN, false),
        (Auto, &[("TERM", "xterm-256color")], SCREEN, true),
        (Auto, &[("NO_COLOR", "1")], SCREEN, false),
        (Auto, &[("NO_COLOR", "0")], SCREEN, false),
        (Auto, &[("NO_COLOR", "")], SCREEN, true),
        (Auto, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], SCREEN, false),
        (Auto, &[("NO_COLOR", "1"), ("FORCE_COLOR", "1")], Screen::Pipe, false),
        (Auto, &[("NO_COLOR", ""), ("CLICOLOR_FORCE", "1")], Screen::Pipe, true),
        (Auto, &[("CLICOLOR_FORCE", "1")], Screen::Pipe, true),
        (Auto, &[("CLICOLOR_FORCE", "0")], Screen::Pipe, false),
        (Auto, &[("FORCE_COLOR", "3")], Screen::Pipe, true),
        (Auto, &[("FORCE_COLOR", "")], Screen::Pipe, false),
        (Auto, &[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")], SCREEN, true),
        (Always, &[], Screen::Pipe, true),
        (Always, &[("NO_COLOR", "1"), ("TERM", "dumb")], Screen::Pipe, true),
        (Never, &[], SCREEN, false),
        (Never, &[("CLICOLOR_FORCE", "1"), ("FORCE_COLOR", "1")], SCREEN, false),
        (Never, &[("TERM", "xterm")], SCREEN, false),
    ];
    for (choice, variables, screen, expected) in cases {
        let (context, _) = here();
        let mut context = context.with_screens(screen, Screen::Pipe);
        for (name, value) in variables {
            context = context.with_variable(name, value);
        }
        context.set_colour(choice);
        assert_eq!(context.colour_out(), expected, "{choice:?} {variables:?} {screen:?}");
    }
}

#[test]
fn each_output_is_judged_by_itself() {
    let (context, _) = here();
    let context = context.with_screens(Screen::Pipe, SCREEN);
    assert_eq!((context.colour_out(), context.colour_err()), (false, true));
}

#[test]
fn only_a_terminal_has_a_width() {
    let width = |screen, columns: &str| {
        let (context, _) = here();
        context.with_screens(screen, Screen::Pipe).with_variable("COLUMNS", columns).width()
    };
    for columns in ["", "0", "1", "20", "65536", "x", "-5"] {
        assert_eq!(width(Screen::Pipe, columns), None);
    }
    for columns in ["", "0", "x", "-5"] {
        assert_eq!(width(SCREEN, columns), Some(100));
        assert_eq!(width(Screen::Terminal(None), columns), Some(80));
        assert_eq!(width(Screen::Terminal(Some(0)), columns), Some(80));
    }
    assert_eq!(width(SCREEN, "132"), Some(132));
}

#[test]
fn data_and_talk_are_kept_apart() {
    let (mut context, said) = here();
    context.out("data\n").unwrap();
    context.err("talk\n");
    context.finish().unwrap();
    assert_eq!((said.out().as_str(), said.err().as_str()), ("data\n", "talk\n"));
}

#[test]
fn a_reader_who_has_left_is_no_error() {
    let mut context = writing_to(Broken(ErrorKind::BrokenPipe));
    context.out("a").unwrap();
    context.out("b").unwrap();
    context.finish().unwrap();
    let mut context = writing_to(io::BufWriter::new(Broken(ErrorKind::BrokenPipe)));
    context.out("a").unwrap();
    context.finish().unwrap();
}

#[test]
fn a_write_that_fails_is_an_error_at_the_latest_at_the_end() {
    assert!(writing_to(Broken(ErrorKind::StorageFull)).out("a").is_err());
    let mut context = writing_to(Full);
    context.out("a").unwrap();
    assert_eq!(context.finish().unwrap_err().kind(), ErrorKind::StorageFull);
    let mut context = writing_to(Full);
    context.out("a").unwrap();
    context.err("talk");
    assert_eq!(context.finish().unwrap_err().kind(), ErrorKind::StorageFull);
}

#[test]
fn input_has_a_limit_and_is_text() {
    let reading = |bytes: &'static [u8]| {
        let (mut context, _) = here();
        context.world.input = Box::new(bytes);
        context.read_input(4)
    };
    assert_eq!(here().0.with_input("a,b\n").read_input(10).unwrap(), "a,b\n");
    assert_eq!(reading(b"abcd").unwrap(), "abcd");
    assert_eq!(reading(b"abcde").unwrap_err().kind(), ErrorKind::FileTooLarge);
    assert_eq!(reading(b"\xff").unwrap_err().kind(), ErrorKind::InvalidData);
}

#[test]
fn the_editor_is_named_by_visual_then_by_editor_then_by_the_system() {
    let words = |variables: &[(&str, &str)]| {
        let (mut context, _) = here();
        for (name, value) in variables {
            context = context.with_variable(name, *value);
        }
        context.editor().map_err(|error| error.to_string())
    };
    let named = |words: &[&str]| Ok(words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
    assert_eq!(words(&[("VISUAL", "code --wait"), ("EDITOR", "ed")]), named(&["code", "--wait"]));
    assert_eq!(words(&[("VISUAL", ""), ("EDITOR", "ed")]), named(&["ed"]));
    assert_eq!(words(&[("EDITOR", "\"/opt/my editor/ed\" -n")]), named(&["/opt/my editor/ed", "-n"]));
    assert_eq!(words(&[("EDITOR", "emacsclient -c -a ''")]), named(&["emacsclient", "-c", "-a", ""]));
    assert_eq!(words(&[("EDITOR", "ed; rm $HOME `x`")]), named(&["ed;", "rm", "$HOME", "`x`"]));
    for malformed in ["'open", "  ", "'' -n", "# ed"] {
        assert!(words(&[("EDITOR", malformed)]).unwrap_err().contains("is not a command"), "{malformed}");
    }
    assert!(words(&[]).unwrap_err().starts_with("no editor: "));
    assert_eq!(here().0.with_answers("").editor().unwrap().len(), 1);
}

#[test]
fn the_editor_gets_a_whole_path_and_its_end_is_told() {
    let run = |ended: fn() -> io::Result<Ended>| {
        let (context, _) = here();
        let mut context = context.with_current_dir("/desk").with_editor(move |words, path| {
            assert_eq!((words.len(), path), (1, Path::new("/desk/-l/x.toml")));
            ended()
        });
        context.run_editor(&["ed".to_owned()], Path::new("-l/x.toml")).map_err(|error| error.to_string())
    };
    assert_eq!(run(|| Ok(Ended::Well)), Ok(()));
    assert_eq!(run(|| Ok(Ended::Badly("signal: 9".into()))), Err("the editor `ed` failed (signal: 9)".into()));
    assert!(run(|| Err(ErrorKind::NotFound.into())).unwrap_err().starts_with("the editor `ed` cannot be started: "));
}

#[test]
fn whoever_is_asked_answers_line_by_line() {
    let (context, said) = here();
    let mut context = context.with_answers("y\nn\n\n\n Yes \nperhaps\r\nn");
    let answers: Vec<bool> =
        [true, true, true, false, false, true, true].into_iter().map(|usual| context.ask("Sure?", usual)).collect();
    assert_eq!(answers, [true, false, true, false, true, false, false]);
    assert!(!context.ask("Sure?", true), "the end of the input is a no");
    assert!(said.err().starts_with("Sure? [Y/n] Sure? [Y/n] Sure? [Y/n] Sure? [y/N] "));
}
