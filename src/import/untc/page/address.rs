//! The address of a page of the register, which tells its treaty and its language.

/// Where the register stands.
const REGISTER: &str = "treaties.un.org/";

/// The whole address of a page of the register; `None` where it is another's.
pub(super) fn whole(address: &str) -> Option<String> {
    match address.split_once("://") {
        Some((_, rest)) if rest.to_ascii_lowercase().starts_with(REGISTER) => {
            Some(address.split('#').next().unwrap_or(address).to_owned())
        }
        Some(_) => None,
        None => {
            let file = address.trim_start_matches("./").trim_start_matches('/').split('#').next()?;
            let file = file.rsplit_once("Pages/").map_or(file, |(_, file)| file);
            file.starts_with("ViewDetails").then(|| format!("https://{REGISTER}Pages/{file}"))
        }
    }
}

fn parameter<'a>(address: &'a str, name: &str) -> Option<&'a str> {
    let (_, query) = address.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

/// The language of a page by its address: `en`.
pub(super) fn language(address: &str) -> Option<&str> {
    Some(parameter(address, "clang")?.trim_start_matches('_'))
}

/// The register's number of the treaty, by the address of its page.
pub(super) fn number(address: &str) -> Option<&str> {
    parameter(address, "mtdsg_no")
}

/// What an index calls a treaty: the chapter in our numbers, `27-2-a` for `XXVII-2-a`.
pub(super) fn key(number: &str) -> Option<String> {
    let (chapter, rest) = number.split_once('-')?;
    let rest = rest.to_ascii_lowercase();
    let is_plain = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    roman(chapter).filter(|_| is_plain).map(|chapter| format!("{chapter}-{rest}"))
}

/// A Roman number as chapters have it, up to XXXIX.
fn roman(text: &str) -> Option<usize> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = text.bytes().take_while(|byte| *byte == b'X').count();
    let ones = ONES.iter().position(|ones| *ones == &text[tens..])?;
    Some(tens * 10 + ones).filter(|number| (1..40).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_treaties_are_those_of_an_index() {
        for (number, expected) in [
            ("IV-8", Some("4-8")),
            ("XXVII-2-a", Some("27-2-a")),
            ("XI-A-6", Some("11-a-6")),
            ("XIX-39", Some("19-39")),
            ("IIII-1", None),
            ("IV", None),
            ("IV-", None),
            ("É-1", None),
            ("IV-8/../9", None),
        ] {
            assert_eq!(key(number).as_deref(), expected, "{number}");
        }
    }

    #[test]
    fn an_address_is_one_of_the_register() {
        let page = "https://treaties.un.org/Pages/ViewDetails.aspx?mtdsg_no=IV-8";
        for (address, expected) in [
            ("https://treaties.un.org/Pages/ViewDetails.aspx?mtdsg_no=IV-8#EndDec", Some(page)),
            ("./ViewDetails.aspx?mtdsg_no=IV-8", Some(page)),
            ("/Pages/ViewDetails.aspx?mtdsg_no=IV-8", Some(page)),
            ("https://example.org/treaties.un.org/?mtdsg_no=IV-8", None),
            ("https://treaties.un.org.example.org/Pages/?mtdsg_no=IV-8", None),
            ("./Search.aspx?mtdsg_no=IV-8", None),
            ("", None),
        ] {
            assert_eq!(whole(address).as_deref(), expected, "{address}");
        }
        assert_eq!((number(page), language(page)), (Some("IV-8"), None));
        assert_eq!(language("x?a=b&clang=_fr"), Some("fr"));
    }
}
