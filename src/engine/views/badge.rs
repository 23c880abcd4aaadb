//! Badges beside the author's name, and the one line that stands for a folded item.

use alloc::format;
use alloc::{vec, vec::Vec};

use super::shapes::shape;
use crate::values::{Badge, Message, Part, View};

/// The badges of one item; nothing where there are none.
pub(in crate::engine) fn badges(badges: &[Badge]) -> Vec<View> {
    badges.iter().map(|badge| pill("button", badge)).collect()
}

/// What stands for the badge of an item that has none.
pub(in crate::engine) fn nothing() -> View {
    View::new("span", "")
}

/// The line that stands for a folded item: its badges, why, and the way back.
pub(in crate::engine) fn fold(badges: &[Badge]) -> Vec<View> {
    let mut why = View::new("span", "why");
    for (index, badge) in badges.iter().enumerate() {
        if index > 0 {
            why = why.say(" · ");
        }
        why = why.say(badge.reason.clone());
    }
    let mut line = self::badges(badges);
    line.push(why);
    line.push(button("show", "fold_show"));
    line
}

/// A badge's shape and words. As a button it opens the card.
pub(super) fn pill(tag: &'static str, badge: &Badge) -> View {
    let mut pill = View::new(tag, &format!("pill {}", badge.label.name()));
    if tag == "button" {
        let heard: Vec<Part> = vec![
            badge.text.clone().into(),
            ": ".into(),
            badge.reason.clone().into(),
        ];
        pill = pill.with("act", "card").with("aria-haspopup", "dialog");
        pill.attrs.push(("aria-label", heard));
    }
    let words = View::new("span", "").say(badge.text.clone());
    pill.of([shape(badge.label), words])
}

/// A button that does what its `act` says.
pub(super) fn button(act: &'static str, words: &str) -> View {
    View::new("button", "act")
        .with("act", act)
        .say(Message::new(words))
}
