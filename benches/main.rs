//! How long the parts of an answer take, on made-up agreements: `cargo bench` prints the medians; nothing here is a test.
//!
//! `cargo bench -- load` runs one file. What whole commands cost on whole ledgers is measured by `scripts/bench`, what
//! noise hides by `scripts/instructions`; `docs/performance.md` tells of both.

mod add;
mod evaluate;
mod given;
mod load;
#[path = "made/mod.rs"]
mod made;
mod render;
mod start;

fn main() {
    divan::main();
}
