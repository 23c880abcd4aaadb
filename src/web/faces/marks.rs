//! Badges as the faces show them, in the shapes and words of those in the page.

use wasm_bindgen::JsCast;
use web_sys::Element;

use super::dom::{document, make, put, set};
use super::texts::{label_key, say};
use crate::values::Label;

const SVG: &str = "http://www.w3.org/2000/svg";

/// A badge.
pub(super) fn pill(label: Label) -> Element {
    let pill = make("span", &format!("pill {}", label.name()), "");
    if let Some(shape) = shape(label) {
        put(&pill, &[&shape]);
    }
    let words = say(&format!("badge_{}", label_key(label)));
    put(&pill, &[&make("span", "", &words)]);
    pill
}

fn shape(label: Label) -> Option<Element> {
    let made = |tag: &str| document().create_element_ns(Some(SVG), tag).ok();
    let svg = made("svg")?;
    set(&svg, "viewBox", "0 0 12 12");
    set(&svg, "aria-hidden", "true");
    for (class, d) in ["", "drawn"].into_iter().zip(label.paths()) {
        if !d.is_empty() {
            let path = made("path")?;
            set(&path, "class", class);
            set(&path, "d", d);
            put(&svg, &[path.unchecked_ref()]);
        }
    }
    Some(svg)
}
