//! How far a long work is: one line on a terminal, written over and over, and nothing anywhere else.

use std::io::Write as _;

use super::{Context, Screen};

/// Steps that are passed over between two lines, so that telling costs nothing.
const EVERY: usize = 16;

impl Context {
    /// Tells that so many steps of all are done.
    pub fn progress(&mut self, what: &str, done: usize, all: usize) {
        if all > EVERY && done.is_multiple_of(EVERY) && self.shows_progress() {
            let _ = write!(self.world.err.writer, "\r{what} {done} of {all}\u{1b}[K");
            let _ = self.world.err.writer.flush();
        }
    }

    /// Takes the line away.
    pub fn end_progress(&mut self) {
        if self.shows_progress() {
            let _ = write!(self.world.err.writer, "\r\u{1b}[K");
            let _ = self.world.err.writer.flush();
        }
    }

    fn shows_progress(&self) -> bool {
        self.world.err.screen != Screen::Pipe && !self.is_dumb()
    }
}
