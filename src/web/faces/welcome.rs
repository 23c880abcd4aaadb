//! The welcome page: what Duplex sees, what it never does, and the demo feed, live.

use wasm_bindgen::prelude::*;

use super::ask::open_options;
use super::dom::{by_id, on};
use super::texts::fill_static;

/// Runs the welcome page. The demo feed itself is read by the shim, like any page.
#[wasm_bindgen]
pub fn welcome() {
    fill_static();
    if let Some(button) = by_id("options") {
        on(&button, "click", |_| open_options());
    }
}
