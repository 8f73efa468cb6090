//! Where a string of TOML ends: what a pass over the raw text must not look into.

/// The last byte of the string that begins at `at`. One that is never closed ends before its line does; a long one with
/// the text.
pub fn string_end(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let triple = bytes[at..].starts_with(&[quote; 3]);
    let mut end = at + if triple { 3 } else { 1 };
    while end < bytes.len() {
        match bytes[end] {
            b'\\' if quote == b'"' => end += 1,
            b'\n' if !triple => return end - 1,
            b if b == quote && !triple => return end,
            b if b == quote && bytes[end..].starts_with(&[quote; 3]) => {
                // one or two quotation marks may stand right before the closing three
                let more = bytes[end + 3..].iter().take(2).take_while(|more| **more == quote).count();
                return end + 2 + more;
            }
            _ => {}
        }
        end += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::string_end;

    #[test]
    fn a_string_ends_at_its_own_quotation_mark() {
        for (text, end) in [
            (r#""a" b"#, 2),
            (r#""a\"b" c"#, 5),
            (r"'a\' b", 3),
            ("'''a'b''c''' d", 11),
            (r#""""a"""" b"#, 7),
            (r#""""a""""" b"#, 8),
            ("\"a\n\"", 1),
            ("'''a\n", 5),
            ("\"\"", 1),
        ] {
            assert_eq!(string_end(text.as_bytes(), 0), end, "{text}");
        }
    }
}
