//! JSON Schemas of reports, made from the types that are printed: the descriptions are their doc comments.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::{Value, json};

use super::table::{Column, Table};

/// `track schema --json`.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct SchemasReport {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// Every schema, by name.
    pub schemas: Vec<SchemaLine>,
}

/// One schema and what is written in its shape.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct SchemaLine {
    /// Its name; for a report also the value of its `schema`.
    pub name: &'static str,
    /// The command that writes it, or the files of the ledger that it is about.
    pub of: &'static str,
    /// What it says, in a line.
    pub about: &'static str,
    /// The JSON Schema, draft 2020-12.
    pub json_schema: Value,
}

/// The JSON Schema of a report under its name.
pub fn of<T: JsonSchema>(name: &str) -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    tell(&mut schema);
    schema["title"] = Value::from(name);
    if let Some(own) = schema.pointer_mut("/properties/schema") {
        *own = json!({ "description": "Name and version of this shape.", "const": name });
    }
    schema
}

/// Says in the words of JSON what the comments say in those of the program, and leaves out how wide its numbers are.
fn tell(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::String(text)) = object.get_mut("description") {
                *text = text.replace("`None`", "null").replace("[`", "`").replace("`]", "`");
            }
            if object.get("format").and_then(Value::as_str).is_some_and(|format| format.starts_with("uint")) {
                object.shift_remove("format");
            }
            object.values_mut().for_each(tell);
        }
        Value::Array(items) => items.iter_mut().for_each(tell),
        _ => {}
    }
}

/// The schemas as a table: name, what it is of, what that says.
pub fn table(lines: &[SchemaLine]) -> Table {
    let mut table = Table::new(vec![
        Column::keep("name", "NAME"),
        Column::words("of", "WRITTEN BY"),
        Column::words("about", "WHAT IT SAYS"),
    ]);
    for line in lines {
        table.row(vec![line.name.into(), line.of.into(), line.about.into()]);
    }
    table
}
