//! A sealed world: nothing of the machine gets in, and what comes out is kept.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::rc::Rc;

use chrono::NaiveTime;

use super::{Clock, Context, Screen, Stream, World};
use crate::date::Day;

/// What a command under test has said.
#[derive(Debug, Clone, Default)]
pub struct Captured {
    out: Kept,
    err: Kept,
}

impl Captured {
    /// The data so far.
    pub fn out(&self) -> String {
        self.out.text()
    }

    /// The talk so far.
    pub fn err(&self) -> String {
        self.err.text()
    }
}

/// Noon of a day that does not pass.
pub(super) fn world(today: Day) -> (Context, Captured) {
    let captured = Captured::default();
    let stream = |kept: &Kept| Stream { writer: Box::new(kept.clone()), screen: Screen::Pipe };
    let noon = NaiveTime::from_hms_opt(12, 0, 0).expect("every day has a noon");
    let world = World {
        clock: Clock::Fixed(today, today.and_time(noon).and_utc()),
        variables: BTreeMap::new(),
        current_dir: None,
        data_dir: None,
        cache_dir: None,
        input: Box::new(io::empty()),
        input_is_terminal: false,
        waiting: |_, _| {},
        programs: Box::new(|_| Err(io::ErrorKind::NotFound.into())),
        wait: Box::new(|| false),
        threads: 1,
        lines: None,
        out: stream(&captured.out),
        err: stream(&captured.err),
    };
    (Context::new(world), captured)
}

#[derive(Debug, Clone, Default)]
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Kept {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.borrow()).into_owned()
    }
}

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
