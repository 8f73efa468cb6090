//! What other records say, as acts: registers of depositaries, tables of anybody, exports of another ledger.
//!
//! Each reader is pure, texts in and [`Imported`] out, and guesses nothing: what it cannot understand is refused with
//! its place and its reason. Knows no file, no clock and no ledger; `commands/import` joins what comes to the record.

mod encoding;
pub mod exported;
mod incoming;
pub mod mapped;
mod table;
pub mod untc;

pub use encoding::{Letters, decode};
pub use incoming::{Header, Imported, Incoming, IncomingAct};
pub(crate) use table::{CLOSED, Record, records};
pub use table::{Row, Table};
