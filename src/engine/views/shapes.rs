//! A shape for each label, so that none is told by its colour alone.

use crate::values::{Label, View};

/// Paths on a field of 12 by 12: one that is filled, one that is drawn as a line.
fn paths(label: Label) -> [&'static str; 2] {
    match label {
        Label::Ad => ["M3 3h6v6H3z", ""],
        Label::Promo => ["M6 .8L11.2 6 6 11.2.8 6z", ""],
        Label::OneWay => ["M2 1l9 5-9 5z", ""],
        Label::TwoWay => [
            "",
            "M1 3.8h9M7.4 1.2L10 3.8 7.4 6.4M11 8.4H2M4.6 5.8L2 8.4 4.6 11",
        ],
        Label::Unanswered => ["", "M6 1.5a4.5 4.5 0 1 0 .01 0z"],
        Label::UnansweredNewcomer => ["", "M6 .8v10.4M1.5 3.4l9 5.2M10.5 3.4l-9 5.2"],
        Label::AnsweredByOthers => ["M6 1.5a4.5 4.5 0 0 1 0 9z", "M6 1.5a4.5 4.5 0 1 0 .01 0z"],
    }
}

/// The label's shape.
pub(super) fn shape(label: Label) -> View {
    let [filled, drawn] = paths(label);
    let path = |class: &str, d: &str| View::new("path", class).with("d", d);
    View::new("svg", "")
        .with("viewBox", "0 0 12 12")
        .with("aria-hidden", "true")
        .of((!filled.is_empty()).then(|| path("", filled)))
        .of((!drawn.is_empty()).then(|| path("drawn", drawn)))
}
