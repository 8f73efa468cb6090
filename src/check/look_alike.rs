//! What looks like something else: texts and ids reduced to the shapes of their letters, after Unicode's UTS 39.
//!
//! A small table of our own: the letters of Cyrillic, Greek and Armenian that look like Latin ones in common fonts.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::fold;

/// Letters that look like a Latin one.
const ALIKE: &[(char, &str)] = &[
    ('a', "АаΑαɑ"),
    ('b', "ВЬΒ"),
    ('c', "СсϹϲ"),
    ('d', "ԁ"),
    ('e', "ЕеΕҽ"),
    ('g', "ɡց"),
    ('h', "НһΗհ"),
    ('i', "ІіΙι"),
    ('j', "Јј"),
    ('k', "КкΚκ"),
    ('l', "ӏӀԼ"),
    ('m', "МΜ"),
    ('n', "Νոп"),
    ('o', "ОоΟοՕօ"),
    ('p', "РрΡρ"),
    ('q', "Ԛԛզ"),
    ('r', "г"),
    ('s', "ЅѕՏ"),
    ('t', "ТΤ"),
    ('u', "ՍսυԱ"),
    ('v', "νѵѴ"),
    ('w', "Ԝԝ"),
    ('x', "ХхΧχ"),
    ('y', "УуΥγҮү"),
    ('z', "Ζ"),
];

/// A text in Latin letters, as it looks.
pub(super) fn latin(text: &str) -> String {
    let bare = text.nfkd().filter(|c| !is_combining_mark(*c));
    bare.map(|c| ALIKE.iter().find(|(_, alike)| !c.is_ascii() && alike.contains(c)).map_or(c, |(plain, _)| *plain))
        .collect()
}

/// The shape of an id: two ids of one shape are hard to tell apart.
pub(super) fn shape_of_id(id: &str) -> String {
    id.replace('1', "l").replace('0', "o").replace("rn", "m").replace("vv", "w")
}

/// The shape of a code of one's own.
pub(super) fn shape_of_code(code: &str) -> String {
    code.replace('1', "I").replace('0', "O").replace("VV", "W")
}

/// The shape of a name; a capital i looks like a small L.
pub(super) fn shape_of_name(name: &str) -> String {
    shape_of_id(&fold(&latin(name))).replace('i', "l")
}

/// The id that a name of a file would be in plain small letters; `None` where nothing is left of it.
pub(super) fn plain_id(stem: &str) -> Option<String> {
    let mut id = String::new();
    for c in latin(stem).chars() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_lowercase() || c.is_ascii_digit() => id.push(c),
            ' ' | '_' | '-' | '.' | '–' => id.push('-'),
            c => id.push_str(&fold(&c.to_string())),
        }
    }
    let parts: Vec<&str> = id.split('-').filter(|part| !part.is_empty()).collect();
    Some(parts.join("-")).filter(|id| !id.is_empty() && id.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_has_one_shape() {
        for (a, b) in [("az-tr-1", "az-tr-l"), ("protocol-10", "protocol-lo"), ("rnodern", "modern"), ("vvto", "wto")] {
            assert_eq!(shape_of_id(a), shape_of_id(b), "{a}");
        }
        assert_ne!(shape_of_id("annex-a"), shape_of_id("annex-b"));
        for (a, b) in
            [("Іraq", "Iraq"), ("lraq", "Iraq"), ("Сhad", "Chad"), ("ΑΖΕRΒΑΙJΑΝ", "Azerbaijan"), ("Тürkiye", "Turkiye")]
        {
            assert_eq!(shape_of_name(a), shape_of_name(b), "{a}");
        }
        assert_ne!(shape_of_name("Austria"), shape_of_name("Australia"));
        assert_eq!(shape_of_code("X-E0"), shape_of_code("X-EO"));
    }

    #[test]
    fn a_name_of_a_file_has_a_plain_id() {
        for (stem, id) in [
            ("AZ-TR", Some("az-tr")),
            ("Côte d'Ivoire_2020", Some("cote-divoire-2020")),
            ("cafe\u{301}", Some("cafe")),
            ("аz-tr", Some("az-tr")),
            ("Azərbaycan", Some("azerbaycan")),
            ("条約", None),
            ("--", None),
        ] {
            assert_eq!(plain_id(stem).as_deref(), id, "{stem}");
        }
    }
}
