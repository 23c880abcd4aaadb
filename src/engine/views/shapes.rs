//! A shape for each label, so that none is told by its colour alone.

use crate::values::{Label, View};

/// The label's shape.
pub(super) fn shape(label: Label) -> View {
    let [filled, drawn] = label.paths();
    let path = |class: &str, d: &str| View::new("path", class).with("d", d);
    View::new("svg", "")
        .with("viewBox", "0 0 12 12")
        .with("aria-hidden", "true")
        .of((!filled.is_empty()).then(|| path("", filled)))
        .of((!drawn.is_empty()).then(|| path("drawn", drawn)))
}
