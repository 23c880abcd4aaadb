//! Tries out what the package brought along: the models and the site files.

use crate::judge::{THRESHOLD, judge};
use crate::sites::{self, GENERIC};
use crate::values::{Kind, Subject};

/// What nobody takes for anything else.
const PITCH: &str =
    "Our new masterclass is here! Only today 50% off with code LOUD50. Sign up now and save your seat!";
const TALK: &str = "I mended the gate this morning and the neighbour's cat watched me for an hour.";
const QUESTION: &str = "How do you restore it from a backup when the disk is full?";

/// The number of sites, and what is wrong; nothing in a sound package.
pub(super) fn run() -> (usize, Vec<&'static str>) {
    let of = |kind, text: &str| {
        judge(&Subject {
            kind,
            text: text.to_owned(),
            ..Subject::default()
        })
    };
    let tries = [
        (
            "sites",
            sites::by_id(GENERIC).is_some() && sites::all().iter().all(|site| !site.name.is_empty()),
        ),
        ("model: promotion", of(Kind::Post, PITCH).promo > THRESHOLD),
        ("model: talk", of(Kind::Post, TALK).promo < THRESHOLD),
        (
            "model: question",
            of(Kind::Comment, QUESTION)
                .asks
                .is_some_and(|asks| asks > THRESHOLD),
        ),
    ];
    let wrong = tries
        .iter()
        .filter(|(_, good)| !good)
        .map(|(what, _)| *what)
        .collect();
    (sites::all().len(), wrong)
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_shipped_is_sound() {
        let (sites, wrong) = super::run();
        assert!(sites > 20 && wrong.is_empty(), "{sites} {wrong:?}");
    }
}
