//! Ledgers that are made up, for measurement: the same seed gives the same bytes on every machine.
//!
//! They have the shape of what desks keep: 85 in 100 agreements are bilateral, one in two hundred has 61 to 200 parties; parties
//! vote, refer to committees, sign and deposit; days are imprecise, acts retracted, parties leave. No agreement here is
//! real. Knows nothing of the library, so that two versions of it can be given the same ledger; no floats, no clock.

#![allow(dead_code, unused_imports, reason = "each program that shares this takes what it needs")]
#![allow(clippy::disallowed_methods, reason = "writes the ledger that it makes")]

use std::path::Path;
use std::{fs, io};

mod acts;
mod agreement;
mod chance;
mod clause;
mod words;

pub use agreement::{Agreement, of_parties};

/// The seed where none is asked for.
pub const SEED: u64 = 20_240_611;

/// The day after which nothing has happened yet in a made ledger.
pub const LAST_DAY: &str = "2025-12-31";

/// What stands in `track.toml`, with the lists and the weights that clauses name.
pub fn settings() -> String {
    clause::settings()
}

/// The agreements of a made ledger, in the order of their ids: `count` of them. The first ones are the same at any count.
pub fn ledger(count: usize, seed: u64) -> impl Iterator<Item = Agreement> {
    (1..=count).map(move |number| agreement::made(number, seed))
}

/// Writes a made ledger into a folder that is not there yet.
///
/// # Errors
/// The folder is there, or cannot be written.
pub fn write(folder: &Path, count: usize, seed: u64) -> io::Result<()> {
    fs::create_dir(folder)?;
    let agreements = folder.join("agreements");
    fs::create_dir(&agreements)?;
    fs::write(folder.join("track.toml"), settings())?;
    for agreement in ledger(count, seed) {
        fs::write(agreements.join(format!("{}.toml", agreement.id)), agreement.text)?;
    }
    Ok(())
}
