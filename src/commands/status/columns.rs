//! The columns of the overview and its order, from words to data.

use crate::error::Failure;
use crate::reading::near;
use crate::report::order::By;
use crate::report::overview::Aspect;

/// Below this width a terminal has no room for titles beside ids.
const ROOM_FOR_TITLES: usize = 100;

/// Below this width it has no room for numbers and days beside what is missing, either.
const ROOM_FOR_ALL: usize = 70;

/// The columns that were asked for, else the usual ones, as far as a terminal of that width has room.
///
/// # Errors
/// An unknown name, with near ones.
pub(super) fn columns(asked: &[String], width: Option<usize>) -> Result<Vec<Aspect>, Failure> {
    if !asked.is_empty() {
        return asked.iter().map(|name| aspect(name)).collect();
    }
    let room = width.unwrap_or(usize::MAX);
    let fits = |aspect: &Aspect| match aspect {
        Aspect::Title => room >= ROOM_FOR_TITLES,
        Aspect::ForceDate => room >= ROOM_FOR_ALL,
        _ => true,
    };
    Ok(Aspect::USUAL.iter().copied().filter(fits).collect())
}

/// The columns to order by; `-` in front turns one round.
///
/// # Errors
/// An unknown name, with near ones.
pub(super) fn order(asked: &[String]) -> Result<Vec<By>, Failure> {
    let by = |text: &String| {
        let name = text.strip_prefix('-');
        Ok(By { aspect: aspect(name.unwrap_or(text))?, descending: name.is_some() })
    };
    asked.iter().map(by).collect()
}

fn aspect(name: &str) -> Result<Aspect, Failure> {
    Aspect::parse(name).ok_or_else(|| {
        let all: Vec<&str> = Aspect::ALL.iter().map(|aspect| aspect.as_str()).collect();
        Failure::usage("unknown-column", format!("there is no column `{name}`"))
            .near(&near(name, &all))
            .help(format!("columns: {}", all.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_terminal_shows_ids_without_titles_and_a_pipe_shows_all() {
        let shown = |asked: &[&str], width| {
            columns(&asked.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), width).unwrap()
        };
        assert!(!shown(&[], Some(80)).contains(&Aspect::Title));
        assert!(!shown(&[], Some(60)).contains(&Aspect::ForceDate));
        assert_eq!(shown(&[], Some(200)), Aspect::USUAL);
        assert_eq!(shown(&[], None), Aspect::USUAL);
        assert_eq!(shown(&["title"], Some(80)), [Aspect::Title]);
    }

    #[test]
    fn a_sign_in_front_turns_an_order_round() {
        let by = order(&["-force-date".to_owned(), "id".to_owned()]).unwrap();
        assert_eq!(by[0], By { aspect: Aspect::ForceDate, descending: true });
        assert!(!by[1].descending);
        assert!(order(&["--id".to_owned()]).is_err());
    }
}
