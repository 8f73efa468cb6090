//! Renderers: from a report, a neutral table or findings to text for one reader.
//!
//! Computes nothing and knows neither clock nor terminal: width and colour are arguments. Every text that came
//! from a file or a command line passes through [`gate`] before it is put into an output.

pub mod atom;
pub mod brief;
pub mod corrections;
pub mod csv;
pub mod detail;
pub mod diff;
pub mod explain;
pub mod finding;
pub mod gate;
pub mod html;
pub mod ics;
pub mod json;
pub mod lint;
mod mark;
pub mod md;
pub mod page;
pub mod plain;
pub mod text;
pub mod tone;
pub mod wrap;

#[cfg(test)]
mod tests;
