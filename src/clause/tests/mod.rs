//! The rules of the clause language, one by one and as laws.

mod fixture;
mod language;
mod laws;
mod parties;
mod plain;
mod rules;
mod terms;
