//! The program that shows a long text page by page: only to somebody at a terminal, and never more than a comfort.

use std::ffi::{OsStr, OsString};
use std::io;

use super::{Context, Program, Screen, Talk};
use crate::render::gate;

/// A pager: the words of its command, and what its environment has beside ours.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pager {
    words: Vec<OsString>,
    variables: Vec<(&'static str, Option<&'static str>)>,
}

/// The pager that nearly every system has.
const USUAL: &str = "less";

/// What `less` is to do, unless the user says so: leave where one screen is enough, show colours, leave the text on the
/// screen, end with Ctrl-C as this program does.
const LESS: &str = "FRXK";

/// Lines on a terminal that does not tell them.
const USUAL_LINES: usize = 24;

impl Context {
    /// The same world on a terminal of so many lines.
    #[must_use]
    pub fn with_lines(mut self, lines: usize) -> Self {
        self.world.lines = Some(lines);
        self
    }

    /// The same world with something that stands for a second of waiting.
    #[must_use]
    pub fn with_wait(mut self, wait: impl FnMut() -> bool + 'static) -> Self {
        self.world.wait = Box::new(wait);
        self
    }

    /// Holds back the text for a person that comes from here on: it is shown page by page where somebody sits at a
    /// terminal and it is longer than the screen.
    pub fn hold(&mut self) {
        if self.pager().is_some() {
            self.held.get_or_insert_default();
        }
    }

    /// Shows no text page by page.
    pub fn set_unpaged(&mut self) {
        self.unpaged = true;
    }

    /// Whether somebody still reads the output, as far as it is known.
    pub fn is_read(&mut self) -> bool {
        if let Err(error) = self.flush() {
            self.out_error.get_or_insert(error);
        }
        !self.out_closed && self.out_error.is_none()
    }

    /// Waits a second; `false` where that is not to be done again.
    pub fn wait(&mut self) -> bool {
        self.world.clock.pass();
        (self.world.wait)()
    }

    /// Shows what was held back; where no pager can be started it is written as if none had been asked for.
    pub(super) fn show_held(&mut self) -> io::Result<()> {
        let Some(text) = self.held.take() else { return Ok(()) };
        let lines = self.world.lines.filter(|lines| *lines > 0).unwrap_or(USUAL_LINES);
        if text.lines().count() >= lines
            && let Some(pager) = self.pager()
            && self.paged(&pager, &gate::sealed(&text)).is_ok()
        {
            return Ok(());
        }
        self.out(&text)
    }

    fn paged(&mut self, pager: &Pager, text: &str) -> io::Result<()> {
        let talk = Talk::Shown(text.as_bytes());
        let program = Program { variables: &pager.variables, ..Program::new(&pager.words, talk) };
        (self.world.programs)(&program).map(drop)
    }

    /// `TRACK_PAGER`, else `PAGER`, else `less`; none in a pipe, on a dumb terminal, or where nobody sits at the input.
    fn pager(&self) -> Option<Pager> {
        let reader = self.world.out.screen != Screen::Pipe && self.world.input_is_terminal && !self.is_dumb();
        if self.unpaged || !reader {
            return None;
        }
        let named = ["TRACK_PAGER", "PAGER"].into_iter().find_map(|name| self.variable(name)).and_then(OsStr::to_str);
        let words = shlex::split(named.unwrap_or(USUAL)).filter(|words| !words.is_empty())?;
        let variables = if self.variable("LESS").is_none() { vec![("LESS", Some(LESS))] } else { Vec::new() };
        (words[0] != "cat").then(|| Pager { words: words.into_iter().map(OsString::from).collect(), variables })
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::super::{Captured, Ended, Ran};
    use super::*;
    use crate::date::parse_day;

    const SCREEN: Screen = Screen::Terminal(Some(80));

    type Paged = Rc<RefCell<Vec<(Pager, String)>>>;

    /// Somebody at a terminal of five lines, and what the pager was given.
    fn desk(variables: &[(&str, &str)]) -> (Context, Captured, Paged) {
        let (context, said) = Context::for_test(parse_day("2026-01-15").unwrap());
        let paged = Paged::default();
        let kept = paged.clone();
        let mut context = context.with_screens(SCREEN, SCREEN).with_answers("").with_lines(5);
        context = context.with_programs(move |program| {
            let Talk::Shown(text) = program.talk else { return Err(io::ErrorKind::InvalidInput.into()) };
            let pager = Pager { words: program.words.to_vec(), variables: Vec::new() };
            kept.borrow_mut().push((pager, String::from_utf8_lossy(text).into_owned()));
            assert_eq!(program.variables, [("LESS", Some("FRXK"))]);
            Ok(Ran::silent(Ended::Well))
        });
        for (name, value) in variables {
            context = context.with_variable(name, *value);
        }
        (context, said, paged)
    }

    fn tell(context: &mut Context, lines: usize) {
        context.hold();
        context.out(&"line\n".repeat(lines)).unwrap();
        context.finish().unwrap();
    }

    #[test]
    fn point_48_a_long_text_is_shown_page_by_page_and_a_short_one_is_not() {
        let (mut context, said, paged) = desk(&[]);
        tell(&mut context, 4);
        assert_eq!((said.out().lines().count(), paged.borrow().len()), (4, 0));
        let (mut context, said, paged) = desk(&[]);
        tell(&mut context, 5);
        assert_eq!(said.out(), "");
        let (pager, text) = paged.borrow()[0].clone();
        assert_eq!(pager.words, ["less"]);
        assert_eq!(text.lines().count(), 5);
    }

    #[test]
    fn point_48_the_pager_is_named_by_track_pager_then_by_pager() {
        let words = |variables: &[(&str, &str)]| {
            let pager = desk(variables).0.pager()?;
            Some(pager.words.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join("|"))
        };
        assert_eq!(words(&[("PAGER", "more -s"), ("TRACK_PAGER", "less '-P x y'")]).as_deref(), Some("less|-P x y"));
        assert_eq!(words(&[("PAGER", "more -s"), ("TRACK_PAGER", "")]).as_deref(), Some("more|-s"));
        for none in ["cat", " ", "'open"] {
            assert_eq!(words(&[("PAGER", none)]), None, "{none}");
        }
        assert_eq!(desk(&[("LESS", "-S")]).0.pager().unwrap().variables, []);
    }

    #[test]
    fn point_48_nothing_is_paged_in_a_pipe_or_where_nobody_can_turn_pages() {
        let pipe = |(context, said, paged): (Context, Captured, Paged)| {
            (context.with_screens(Screen::Pipe, SCREEN), said, paged)
        };
        let unpaged = |(mut context, said, paged): (Context, Captured, Paged)| {
            context.set_unpaged();
            (context, said, paged)
        };
        let nobody = |(mut context, said, paged): (Context, Captured, Paged)| {
            context.world.input_is_terminal = false;
            (context, said, paged)
        };
        for (mut context, said, paged) in
            [pipe(desk(&[])), unpaged(desk(&[])), nobody(desk(&[])), desk(&[("TERM", "dumb")])]
        {
            tell(&mut context, 50);
            assert_eq!((said.out().lines().count(), paged.borrow().len()), (50, 0));
        }
    }

    #[test]
    fn point_48_a_pager_that_is_missing_changes_nothing_else() {
        let (context, said, _) = desk(&[]);
        let mut context = context.with_programs(|_| Err(io::ErrorKind::NotFound.into()));
        tell(&mut context, 50);
        assert_eq!((said.out().lines().count(), said.err().as_str()), (50, ""));
    }

    #[test]
    fn point_48_what_is_paged_has_passed_the_last_door_and_stands_before_the_talk() {
        let (mut context, said, paged) = desk(&[]);
        context.hold();
        context.out(&"\u{1b}[2J\u{1b}[31mx\u{1b}[0m\n".repeat(9)).unwrap();
        context.err("talk\n");
        assert_eq!(paged.borrow()[0].1, "\\u{1b}[2J\u{1b}[31mx\u{1b}[0m\n".repeat(9));
        assert_eq!(said.err(), "talk\n");
    }
}
