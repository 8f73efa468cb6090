//! A small judge of JSON Schema: what the program's own schemas use of draft 2020-12, and no word more. A keyword that it
//! does not know stops the test, so that nothing passes unseen. `scripts/check-tables` asks another judge, in Python.

#![allow(dead_code, reason = "each test takes what it needs")]

use regex_lite::Regex;
use serde_json::{Map, Value};

/// Words that say something to people or to tools, and nothing about a value.
const SILENT: &[&str] = &["$schema", "$defs", "title", "description", "default", "examples"];

/// Where a value does not fit a schema; empty where it fits.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    Judge { root: schema, faults: &mut faults }.judge(schema, value, "");
    faults
}

/// The schema that a `$ref` leads to.
pub fn referred<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(path) => root.pointer(path.trim_start_matches('#')).unwrap_or_else(|| panic!("{path} leads nowhere")),
        None => schema,
    }
}

struct Judge<'a> {
    root: &'a Value,
    faults: &'a mut Vec<String>,
}

impl Judge<'_> {
    fn judge(&mut self, schema: &Value, value: &Value, at: &str) {
        let rules = match schema {
            Value::Bool(true) => return,
            Value::Bool(false) => return self.fault(at, "nothing may stand here"),
            schema => schema.as_object().expect("a schema is an object"),
        };
        for (word, rule) in rules {
            match word.as_str() {
                "$ref" => self.judge(referred(self.root, schema), value, at),
                "type" => self.kind(rule, value, at),
                "const" => self.require(rule == value, at, &format!("is not {rule}")),
                "enum" => {
                    let words = rule.as_array().expect("a list");
                    self.require(words.contains(value), at, &format!("{value} is none of {rule}"));
                }
                "minimum" => self.require(
                    value.as_i64().is_none_or(|n| Some(n) >= rule.as_i64()),
                    at,
                    &format!("{value} is below {rule}"),
                ),
                "maximum" => self.require(
                    value.as_i64().is_none_or(|n| Some(n) <= rule.as_i64()),
                    at,
                    &format!("{value} is above {rule}"),
                ),
                "pattern" => self.pattern(rule, value, at),
                "format" => self.format(rule, value, at),
                "required" => {
                    for key in rule.as_array().expect("a list").iter().filter_map(Value::as_str) {
                        let has = value.as_object().is_none_or(|object| object.contains_key(key));
                        self.require(has, at, &format!("`{key}` is missing"));
                    }
                }
                "properties" => self.properties(rule, value, at),
                "additionalProperties" => self.others(rules, rule, value, at),
                "propertyNames" => {
                    for key in value.as_object().into_iter().flatten().map(|(key, _)| key) {
                        self.judge(rule, &Value::from(key.as_str()), &format!("{at}/{key}"));
                    }
                }
                "items" => {
                    for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.judge(rule, item, &format!("{at}/{place}"));
                    }
                }
                "anyOf" => self.one_of(rule, value, at, |fits| fits > 0),
                "oneOf" => self.one_of(rule, value, at, |fits| fits == 1),
                "allOf" => {
                    for rule in rule.as_array().expect("a list") {
                        self.judge(rule, value, at);
                    }
                }
                silent if SILENT.contains(&silent) => {}
                unknown => panic!("the judge does not know `{unknown}`"),
            }
        }
    }

    fn fault(&mut self, at: &str, what: &str) {
        self.faults.push(format!("{}: {what}", if at.is_empty() { "/" } else { at }));
    }

    fn require(&mut self, fits: bool, at: &str, what: &str) {
        if !fits {
            self.fault(at, what);
        }
    }

    fn kind(&mut self, rule: &Value, value: &Value, at: &str) {
        let is = |kind: &Value| match kind.as_str().expect("a name") {
            "null" => value.is_null(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "string" => value.is_string(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            other => panic!("there is no type {other}"),
        };
        let fits = rule.as_array().map_or_else(|| is(rule), |kinds| kinds.iter().any(is));
        self.require(fits, at, &format!("{value} is not {rule}"));
    }

    fn pattern(&mut self, rule: &Value, value: &Value, at: &str) {
        let pattern = Regex::new(rule.as_str().expect("a pattern")).expect("a pattern");
        let fits = value.as_str().is_none_or(|text| pattern.is_match(text));
        self.require(fits, at, &format!("{value} does not look like {rule}"));
    }

    fn format(&mut self, rule: &Value, value: &Value, at: &str) {
        let Some(text) = value.as_str() else { return };
        let fits = match rule.as_str().expect("a name") {
            "date" => ratification::date::parse_day(text).is_ok(),
            "date-time" => chrono::DateTime::parse_from_rfc3339(text).is_ok(),
            other => panic!("the judge does not know the format {other}"),
        };
        self.require(fits, at, &format!("{value} is no {rule}"));
    }

    fn properties(&mut self, rule: &Value, value: &Value, at: &str) {
        for (key, rule) in rule.as_object().expect("properties") {
            if let Some(value) = value.get(key) {
                self.judge(rule, value, &format!("{at}/{key}"));
            }
        }
    }

    fn others(&mut self, rules: &Map<String, Value>, rule: &Value, value: &Value, at: &str) {
        let named = rules.get("properties").and_then(Value::as_object);
        let is_other = |key: &String| named.is_none_or(|named| !named.contains_key(key));
        for (key, value) in value.as_object().into_iter().flatten().filter(|(key, _)| is_other(key)) {
            self.judge(rule, value, &format!("{at}/{key}"));
        }
    }

    fn one_of(&mut self, rule: &Value, value: &Value, at: &str, enough: fn(usize) -> bool) {
        let mut said = Vec::new();
        let mut fits = 0;
        for rule in rule.as_array().expect("a list") {
            let mut faults = Vec::new();
            Judge { root: self.root, faults: &mut faults }.judge(rule, value, at);
            fits += usize::from(faults.is_empty());
            said.extend(faults);
        }
        if !enough(fits) {
            self.fault(at, &format!("{value} fits {fits} of several shapes: {}", said.join("; ")));
        }
    }
}
