//! A feed (RFC 4287): plain text, ids that stay, moments from the record.

use super::gate;
use crate::report::calendar::{Calendar, Entry};

/// `<feed>` with one `<entry>` for each entry.
pub fn atom(calendar: &Calendar) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    element(&mut out, "id", &format!("urn:uuid:{}", calendar.uuid()));
    element(&mut out, "title", &calendar.title);
    element(&mut out, "updated", &moment(calendar.changed()));
    out.push_str("<author><name>track</name></author>\n<generator>track</generator>\n");
    calendar.entries.iter().for_each(|found| entry(&mut out, found));
    out.push_str("</feed>\n");
    out
}

fn entry(out: &mut String, entry: &Entry) {
    out.push_str("<entry>\n");
    element(out, "id", &format!("urn:uuid:{}", entry.uuid()));
    element(out, "title", &entry.title);
    element(out, "updated", &moment(entry.changed));
    element(out, "summary", &entry.sentence);
    let said = std::iter::once(&entry.sentence).chain(&entry.details).map(|line| gate::html(line));
    out.push_str(&format!("<content type=\"text\">{}</content>\n", said.collect::<Vec<_>>().join("\n")));
    out.push_str(&format!("<category term=\"{}\"/>\n", gate::html(&entry.agreement)));
    // an entry has one page of its own at most; the others are where it is from
    for (at, address) in entry.links.iter().filter_map(|link| gate::url(link)).enumerate() {
        let rel = if at == 0 { "alternate" } else { "via" };
        out.push_str(&format!("<link rel=\"{rel}\" href=\"{}\"/>\n", gate::html(address)));
    }
    out.push_str("</entry>\n");
}

fn element(out: &mut String, name: &str, text: &str) {
    out.push_str(&format!("<{name}>{}</{name}>\n", gate::html(text)));
}

fn moment(at: chrono::DateTime<chrono::Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
