//! What the gate makes of single texts; what every format promises stands in `render::tests`.

use super::*;

#[test]
fn the_last_door_lets_colours_and_line_ends_through_and_writes_out_the_rest() {
    for (text, shown) in [
        ("\u{1b}[1;31mred\u{1b}[0m\r\n\tx", "\u{1b}[1;31mred\u{1b}[0m\r\n\tx"),
        ("\u{1b}[2J\u{1b}]0;t\u{7}", "\\u{1b}[2J\\u{1b}]0;t\\u{7}"),
        ("\u{1b}[31\u{1b}[31m\u{1b}", "\\u{1b}[31\u{1b}[31m\\u{1b}"),
        ("a\rb\u{202e}\u{9b}31m", "a\\rb\\u{202e}\\u{9b}31m"),
        ("می\u{200c}خواهم", "می\u{200c}خواهم"),
    ] {
        assert_eq!(sealed(text), shown);
    }
}

#[test]
fn the_last_door_lets_whole_links_to_the_web_through_and_no_other() {
    let link = |address: &str, words: &str| format!("\u{1b}]8;;{address}\u{1b}\\{words}\u{1b}]8;;\u{1b}\\");
    for whole in [
        link("https://a.example/b?c=1", "Trend"),
        link("http://a.example", "\u{1b}[32mred\u{1b}[0m"),
        format!("x {} y {}\n", link("https://a.example", "one"), link("https://b.example", "\u{2068}عر\u{2069}")),
        "AE \u{2068}العربية\u{2069} x".to_owned(),
    ] {
        assert_eq!(sealed(&whole), whole);
    }
    for forged in [
        link("javascript:alert(1)", "x"),
        link("file:///etc/passwd", "x"),
        link("https://a@b.example", "x"),
        link("https://a.example/\u{7}", "x"),
        link("https://xn.example/é", "x"),
        link("https://a.example", ""),
        link("https://a.example", "two\nlines"),
        link("https://a.example", &link("https://b.example", "in")),
        link("https://a.example", "\u{1b}]52;c;x\u{7}"),
        "\u{1b}]8;id=1;https://a.example\u{1b}\\x\u{1b}]8;;\u{1b}\\".to_owned(),
        "\u{1b}]8;;https://a.example\u{7}x\u{1b}]8;;\u{7}".to_owned(),
        "\u{1b}]8;;https://a.example\u{1b}\\never closed".to_owned(),
        "\u{1b}]8;;\u{1b}\\".to_owned(),
        "\u{2068}never closed".to_owned(),
        "\u{2068}two\nlines\u{2069}".to_owned(),
        "\u{2068}\u{202e}turned\u{2069}".to_owned(),
        "\u{2069}".to_owned(),
    ] {
        let shown = sealed(&forged).into_owned();
        assert!(!shown.starts_with(['\u{1b}', '\u{2068}', '\u{2069}']), "{forged:?}: {shown:?}");
        assert_eq!(sealed(&shown), shown, "{forged:?}");
    }
}

#[test]
fn a_refusal_shows_both_ends_of_what_is_too_long() {
    let shown = short(&format!("cannot open `{}`: too long", "é\n".repeat(100_000))).into_owned();
    assert!(shown.len() < 1_300 && shown.starts_with("cannot open `é") && shown.ends_with("`: too long"), "{shown}");
    assert_eq!(short("a\nb"), "a\\nb");
}

#[test]
fn no_line_of_markdown_begins_a_block() {
    for (text, shown) in [
        ("1. one", "1\\. one"),
        ("12) x", "12\\) x"),
        ("    code", "code"),
        (" - x", "\\- x"),
        ("2025-12-16", "2025-12-16"),
        ("3.5", "3.5"),
        ("a. b", "a. b"),
    ] {
        assert_eq!(markdown(text), shown);
    }
}

#[test]
fn formulas_are_disarmed_and_dates_and_numbers_are_not_touched() {
    for live in
        ["=1", " =1", "\u{200b}=1", "\t=1", "\tx", "+1+1", "-1+1", "@x", "-", "--", "'=1", "＝1", "-2x", "\u{1b}=1"]
    {
        assert!(csv_cell(live).starts_with('\''), "{live:?}");
    }
    for tame in ["2025-12-16", "12", "-12", "-1.5", "a=b", "", "'tis", "x-y", "../2025-12-17", "—"] {
        assert_eq!(csv_cell(tame), tame);
    }
}

#[test]
fn words_of_right_to_left_scripts_are_left_alone() {
    for text in ["العربية", "עברית", "می\u{200c}شود", "क्\u{200d}ष", "Հայաստան", "日本", "🇦🇿"]
    {
        assert_eq!(terminal(text), text);
    }
    assert_eq!(terminal("a\u{200d}b\u{200e}"), "a\\u{200d}b\\u{200e}");
}
