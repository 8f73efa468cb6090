//! What the product rests on: few crates, from one registry, under licences that its own allows, none of them twice
//! without a reason, none that opens a connection. `deny.toml` says the same to `cargo deny`, which also knows advisories.
#![expect(clippy::disallowed_methods, reason = "reads the lock file and asks cargo")]
#![expect(clippy::print_stderr, reason = "what could not be looked at is said")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use toml::{Table, Value};

/// Crates that may be there in two versions; none is in the product twice.
const TWICE: &[(&str, &str)] = &[
    ("shlex", "the product has 1, `cc` on other systems has 2"),
    ("syn", "macros that have moved to 3 beside those that have not"),
];

/// Crates that open connections or run a runtime for them.
const NEVER: &[&str] = &[
    "async-std",
    "curl",
    "git2",
    "hyper",
    "mio",
    "native-tls",
    "openssl",
    "reqwest",
    "rustls",
    "socket2",
    "tokio",
    "ureq",
];

/// Licences that MIT OR Apache-2.0 may be given out with. MPL-2.0 is that of one small crate under `directories`, used
/// as it is.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

fn packages() -> Vec<Table> {
    let lock: Table = std::fs::read_to_string("Cargo.lock").expect("the lock file is there").parse().expect("TOML");
    let packages = lock["package"].as_array().expect("packages");
    packages.iter().filter_map(Value::as_table).cloned().collect()
}

fn name(package: &Table) -> &str {
    package["name"].as_str().expect("a package has a name")
}

#[test]
fn every_crate_comes_from_the_registry_with_its_checksum() {
    for package in packages().iter().filter(|package| name(package) != "ratification") {
        let source = package.get("source").and_then(Value::as_str);
        assert_eq!(source, Some("registry+https://github.com/rust-lang/crates.io-index"), "{package}");
        assert!(package.get("checksum").is_some(), "{package}");
    }
}

#[test]
fn no_crate_is_there_twice_without_a_reason() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for package in packages() {
        *seen.entry(name(&package).to_owned()).or_default() += 1;
    }
    let twice: BTreeSet<String> = seen.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name).collect();
    let known: BTreeSet<String> = TWICE.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(twice, known);
}

#[test]
fn nothing_opens_a_connection() {
    for package in packages() {
        assert!(!NEVER.contains(&name(&package)), "{}", name(&package));
    }
}

#[test]
fn every_licence_is_one_that_may_be() {
    let output = Command::new(env!("CARGO")).args(["metadata", "--format-version", "1", "--locked"]).output();
    let Some(output) = output.ok().filter(|output| output.status.success()) else {
        eprintln!("NOT RUN: cargo cannot name the licences of all crates here");
        return;
    };
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    for package in metadata["packages"].as_array().expect("packages") {
        let licence = package["license"].as_str().unwrap_or("none");
        assert!(is_allowed(licence), "{}: {licence}", package["name"]);
    }
}

/// Whether one alternative of the expression is made of allowed licences only.
fn is_allowed(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], "").replace('/', " OR ");
    let all = |alternatives: &str| alternatives.split(" OR ").any(|one| LICENCES.contains(&one.trim()));
    plain.split(" AND ").all(all)
}
