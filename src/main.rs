//! The binary `track`.

fn main() {}
