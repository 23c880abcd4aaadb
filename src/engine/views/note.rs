//! The note that says for a while what happened.

use super::badge::button;
use crate::values::{Message, View};

/// A note, with the way back where there is one.
pub(in crate::engine) fn note(told: Message, undo: bool) -> View {
    View::new("div", "box note")
        .with("role", "status")
        .with("dir", Message::new("@@bidi_dir"))
        .of([View::new("span", "grow").say(told)])
        .of(undo.then(|| button("undo", "note_undo")))
}
