//! In which letters a page says that it is written.

/// How far into a page that is looked for, as browsers do.
const WITHIN: usize = 1024;

/// The label that a page's `meta` gives its letters (`utf-8`, `windows-1252`); `None` where it gives none.
pub fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(WITHIN)]).to_ascii_lowercase();
    let metas = head.match_indices("<meta").filter_map(|(at, _)| head[at..].split('>').next());
    metas.filter_map(label).next()
}

fn label(meta: &str) -> Option<String> {
    let (_, rest) = meta.split_once("charset")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let is_part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
    Some(rest.chars().take_while(is_part).collect()).filter(|label: &String| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_in_which_letters_it_is_written() {
        for (page, label) in [
            ("<html><head><meta charset=\"UTF-8\">", Some("utf-8")),
            ("<META http-equiv=Content-Type content='text/html; charset=windows-1252'>", Some("windows-1252")),
            ("<meta name=viewport><meta charset = iso-8859-1 >", Some("iso-8859-1")),
            ("<html><p>charset=utf-16", None),
            ("<meta charset>", None),
            ("", None),
        ] {
            assert_eq!(declared(page.as_bytes()).as_deref(), label, "{page}");
        }
        assert_eq!(declared("é<meta charset=é>".repeat(100).as_bytes()), None);
    }
}
