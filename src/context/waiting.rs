//! Who is kept waiting: somebody who could be asked, and a writer while another one writes.

use std::time::Duration;

use super::Context;

/// Tells of a wait for another writer: how long it is already, and the process that holds the ledger.
pub type Waiting = fn(Duration, Option<u32>);

impl Context {
    /// Takes up that nobody is to be asked, also at a terminal.
    pub fn ask_nothing(&mut self) {
        self.may_ask = false;
    }

    /// What is told of a wait for another writer.
    pub fn waiting(&self) -> Waiting {
        self.world.waiting
    }
}
