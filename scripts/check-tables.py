"""The part of scripts/check-tables that needs DuckDB and jsonschema: `check-tables.py FOLDER`."""

import csv
import json
import re
import sys
import tomllib
from pathlib import Path

import duckdb
from jsonschema import Draft202012Validator, FormatChecker

work = Path(sys.argv[1])
failed = False
DAYS = {"date-earliest", "date-latest", "as-of", "domestic-on", "international-on", "force-date", "force-until",
        "leaves-on", "agreement-force-date"}
COUNTS = {"votes-for", "votes-against", "votes-abstain", "source-count"}
FLAGS = {"expected", "disputed"}
LIVE = re.compile(r"^[=+@\t\r\n\uff1d\uff0b\uff20\uff0d\u2212]|^-(?!\d+(\.\d+)?$)")
WANTED = {**dict.fromkeys(DAYS, "DATE"), **dict.fromkeys(COUNTS, "BIGINT"), **dict.fromkeys(FLAGS, "BOOLEAN")}


def say(good, what):
    global failed
    failed = failed or not good
    print(f"   {'ok' if good else 'FAILED'}: {what}")


def behind(cell):
    """The text behind a cell, as docs/json.md says."""
    bare = cell.lstrip("'")
    words = bare.lstrip()
    live = bool(LIVE.match(words)) or bare[:1] in ("\t", "\r", "\n")
    return cell[1:] if cell.startswith("'") and live else cell


for path in sorted(work.glob("*.csv")):
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lines = [json.loads(line) for line in path.with_suffix(".ndjson").read_text().splitlines()]
    con = duckdb.connect()
    types = {name: kind for name, kind, *_ in con.execute(f"describe select * from read_csv_auto('{path}')").fetchall()}
    count = con.execute(f"select count(*) from read_csv_auto('{path}')").fetchone()[0]
    say(count == len(rows) == len(lines), f"DuckDB {path.name}: {count} rows")
    # a column without any value has no type
    held = {name for name in types if any(row[name] for row in rows)}
    wrong = {name: types[name] for name in held & set(WANTED) if types[name] != WANTED[name]}
    say(not wrong, f"DuckDB {path.name}: days, counts and flags have their types {wrong or ''}")
    ndjson = path.with_suffix(".ndjson")
    count = con.execute(f"select count(*) from read_json_auto('{ndjson}')").fetchone()[0]
    say(count == len(lines), f"DuckDB {ndjson.name}: {count} rows")
    live = [cell for row in rows for cell in row.values() if LIVE.match(cell)]
    say(not live, f"{path.name}: no cell begins as a formula {live[:3] or ''}")
    texts = [("title", "title"), ("note", "note")] if "note" in rows[0] else [("title", "title")]
    lost = [(row[cell], line[key]) for row, line in zip(rows, lines) for cell, key in texts if behind(row[cell]) != (line[key] or "")]
    say(not lost, f"{path.name}: texts come back {lost[:3] or ''}")

schemas = {line["name"]: line["json_schema"] for line in json.loads((work / "schemas.json").read_text())["schemas"]}
for name, schema in schemas.items():
    Draft202012Validator.check_schema(schema)
say(True, f"jsonschema: {len(schemas)} schemas are schemas")


def faults(name, value):
    judge = Draft202012Validator(schemas[name], format_checker=FormatChecker())
    return [error.message[:200] for error in judge.iter_errors(value)]


for path in sorted((work / "reports").glob("*.json")):
    report = json.loads(path.read_text())
    found = faults(report["schema"], report)
    say(not found, f"jsonschema: {path.stem} fits {report['schema']} {found[:3] or ''}")


def plain(value):
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat().replace("+00:00", "Z") if hasattr(value, "isoformat") else value


files = [("agreement", Path("sample-data/agreements")), ("procedure", Path("data/procedures")), ("settings", Path("sample-data"))]
for name, folder in files:
    found = [(path.name, fault) for path in sorted(folder.glob("*.toml")) for fault in faults(name, plain(tomllib.loads(path.read_text())))]
    say(not found, f"jsonschema: {folder} fits {name} {found[:3] or ''}")
sys.exit(failed)
