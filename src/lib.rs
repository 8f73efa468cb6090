//! `ratification`: from dated acts and an agreement's own final clause to what may safely be said.
//!
//! The library stands in floors, each importing only what is below it; `tests/architecture.rs` holds the
//! order. `ARCHITECTURE.md` is the map.

pub mod date;
pub mod decimal;
pub mod diagnostic;
pub mod model;
pub mod source;
pub mod status;
