//! Small helpers over web-sys. All text is set as text.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, HtmlElement};

/// The page's document. A face always has one.
pub(super) fn document() -> Document {
    web_sys::window()
        .and_then(|window| window.document())
        .unwrap_or_else(|| wasm_bindgen::throw_str("no document"))
}

/// A new element with a class and a text.
pub(super) fn make(tag: &str, class: &str, text: &str) -> Element {
    let element = document()
        .create_element(tag)
        .unwrap_or_else(|_| wasm_bindgen::throw_str("no such element"));
    if !class.is_empty() {
        element.set_class_name(class);
    }
    if !text.is_empty() {
        element.set_text_content(Some(text));
    }
    element
}

/// A new element of a drawing, with a class.
pub(super) fn draw(tag: &str, class: &str) -> Element {
    let element = document()
        .create_element_ns(Some("http://www.w3.org/2000/svg"), tag)
        .unwrap_or_else(|_| wasm_bindgen::throw_str("no such element"));
    if !class.is_empty() {
        set(&element, "class", class);
    }
    element
}

/// Sets an attribute.
pub(super) fn set(element: &Element, name: &str, value: &str) {
    // Only an ill-formed name could fail, and all names are ours.
    let _ = element.set_attribute(name, value);
}

/// Appends children.
pub(super) fn put(parent: &Element, children: &[&Element]) {
    for child in children {
        let _ = parent.append_child(child);
    }
}

/// The element with this id.
pub(super) fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Replaces what an element holds.
pub(super) fn fill(id: &str, children: &[&Element]) {
    if let Some(parent) = by_id(id) {
        parent.set_text_content(None);
        put(&parent, children);
    }
}

/// Listens for as long as the page lives.
pub(super) fn on(element: &Element, event: &'static str, run: impl FnMut(&Event) + 'static) {
    listen(element, event, Box::new(run));
}

/// Not generic, so that it is there once.
fn listen(element: &Element, event: &'static str, mut run: Box<dyn FnMut(&Event)>) {
    // Forms and arrow keys have a way of their own, which must be stopped here and there.
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(element, event, options, move |event| run(event)).forget();
}

/// A button.
pub(super) fn button(class: &str, text: &str, mut run: impl FnMut() + 'static) -> Element {
    let button = make("button", class, text);
    set(&button, "type", "button");
    on(&button, "click", move |_| run());
    button
}

/// A labelled checkbox.
pub(super) fn toggle(text: &str, checked: bool, mut run: impl FnMut(bool) + 'static) -> Element {
    let label = make("label", "toggle", "");
    let input = make("input", "", "");
    set(&input, "type", "checkbox");
    let state = input.clone().unchecked_into::<web_sys::HtmlInputElement>();
    state.set_checked(checked);
    on(&input, "change", move |_| run(state.checked()));
    put(&label, &[&input, &make("span", "", text)]);
    label
}

/// Shows or hides an element by its id.
pub(super) fn show(id: &str, visible: bool) {
    if let Some(element) = by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        element.set_hidden(!visible);
    }
}

/// Redraws, and puts the focus back on the element of the same id.
pub(super) fn keeping_focus(redraw: impl FnOnce()) {
    let focused = document().active_element().map(|element| element.id());
    redraw();
    let again = focused
        .filter(|id| !id.is_empty())
        .and_then(|id| document().get_element_by_id(&id));
    if let Some(element) = again.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        // An element of this page takes the focus.
        let _ = element.focus();
    }
}
