//! The reader's own words, trusted and filtered authors, and what was learned from *wrong* and *right*.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use super::super::dom::{button, fill, make, on, put, set};
use super::super::marks::pill;
use super::super::store::Store;
use super::super::texts::{say, with};
use super::transfer::download;
use crate::values::{Answer, Out, Settings};

/// Characters of an answer's text that are shown.
const START: usize = 90;

type Edit = fn(&mut Settings, &str);

/// Shows all lists.
pub(super) fn show(store: &Rc<Store>) {
    let settings = store.settings();
    let words = settings
        .own_words
        .names()
        .map(|word| (word.clone(), word.clone()));
    let remove: Edit = |settings, word| {
        settings.own_words.remove(word);
    };
    let words = list(store, words.collect(), remove);
    let add = adder(store, "add-word", "options_add_word", |settings, word| {
        settings.own_words.insert(word.to_owned());
    });
    fill("words", &[&words, &add]);

    let trusted = people(settings.trusted.iter());
    let remove: Edit = |settings, id| settings.trusted.remove(id);
    let trusted = list(store, trusted, remove);
    let add = adder(store, "add-trusted", "options_add_author", |settings, name| {
        settings.trusted.insert(typed(name), name.to_owned());
    });
    fill("trusted", &[&trusted, &add]);

    let filtered = people(settings.filtered.iter());
    let remove: Edit = |settings, id| settings.filtered.remove(id);
    let filtered = list(store, filtered, remove);
    let add = adder(store, "add-filtered", "options_add_author", |settings, name| {
        settings.filtered.insert(typed(name), name.to_owned());
    });
    fill("filtered", &[&filtered, &add]);

    show_learned(store, &settings);
}

/// A name as it is kept when it was typed, not met on a page.
fn typed(name: &str) -> String {
    name.trim().trim_start_matches('@').to_lowercase()
}

/// Authors with what tells those of one name apart.
fn people<'a>(authors: impl Iterator<Item = (&'a String, &'a String)>) -> Vec<(String, String)> {
    let shown = |(id, name): (&'a String, &'a String)| match id.split_once('\n') {
        Some((site, known_by)) => (id.clone(), format!("{name} · {known_by} · {site}")),
        None => (id.clone(), name.clone()),
    };
    authors.map(shown).collect()
}

/// Entries by their ids, each with a button that takes it out.
fn list(store: &Rc<Store>, entries: Vec<(String, String)>, remove: Edit) -> Element {
    if entries.is_empty() {
        return make("p", "note", &say("options_none"));
    }
    let list = make("ul", "entries", "");
    for (id, shown) in entries {
        let line = make("li", "", "");
        let store = store.clone();
        let out = button("quiet", &say("options_remove"), move || {
            let id = id.clone();
            store.change(move |settings| remove(settings, &id));
        });
        set(
            &out,
            "aria-label",
            &with("options_remove_this", std::slice::from_ref(&shown)),
        );
        put(&line, &[&make("span", "", &shown), &out]);
        put(&list, &[&line]);
    }
    list
}

/// A line to type something into, and a button that adds it.
fn adder(store: &Rc<Store>, id: &str, key: &str, add: Edit) -> Element {
    let form = make("form", "adder", "");
    let input = make("input", "", "");
    set(&input, "id", id);
    set(&input, "type", "text");
    set(&input, "aria-label", &say(key));
    set(&input, "placeholder", &say(key));
    let submit = make("button", "", &say("options_add"));
    put(&form, &[&input, &submit]);
    let value: HtmlInputElement = input.unchecked_into();
    let store = store.clone();
    on(&form, "submit", move |event| {
        event.prevent_default();
        let typed = value.value().trim().to_owned();
        if !typed.is_empty() {
            store.change(move |settings| add(settings, &typed));
        }
    });
    form
}

/// How far the judge was moved, by what, and the ways back.
fn show_learned(store: &Rc<Store>, settings: &Settings) {
    if settings.answers.is_empty() {
        return fill("learned", &[&make("p", "note", &say("options_learned_nothing"))]);
    }
    let mut weighed = settings.clone();
    weighed.weigh_answers(js_sys::Date::now());
    let leaning = &weighed.leaning;
    let n = settings.answers.len().to_string();
    let lead = make("p", "", &with("options_learned", &[n]));
    let moves = make("ul", "note", "");
    for (key, tilt) in [
        ("options_moved_promo", &leaning.promo),
        ("options_moved_asks", &leaning.asks),
    ] {
        let signals = tilt
            .signals
            .iter()
            .filter(|(_, share)| share.abs() >= 0.01)
            .count();
        let numbers = [super::how::signed(tilt.shift), signals.to_string()];
        put(&moves, &[&make("li", "", &with(key, &numbers))]);
    }
    let list = make("ul", "entries", "");
    for answer in settings.answers.iter().rev() {
        put(&list, &[&answer_line(store, answer)]);
    }
    let lines = settings.answers.iter().map(json_line).collect::<String>();
    let export = button("", &say("options_learned_export"), move || {
        download("duplex-labels.jsonl", "application/jsonl", &lines);
    });
    let store = store.clone();
    let forget = button("", &say("options_learned_forget"), move || {
        store.change(|settings| settings.answers.clear());
    });
    let ways = make("div", "buttons", "");
    put(&ways, &[&export, &forget]);
    fill("learned", &[&lead, &moves, &list, &ways]);
}

fn answer_line(store: &Rc<Store>, answer: &Answer) -> Element {
    let line = make("li", "", "");
    let said = if answer.right { "card_right" } else { "card_wrong" };
    let words = make("span", "", "");
    if let Some(label) = answer.label {
        put(&words, &[&pill(label)]);
    }
    let start: String = answer.text.chars().take(START).collect();
    put(
        &words,
        &[&make("b", "", &say(said)), &make("span", "note", &start)],
    );
    let (store, item) = (store.clone(), answer.item.clone());
    let out = button("quiet", &say("note_undo"), move || {
        let item = item.clone();
        store.change(move |settings| settings.answers.retain(|answer| answer.item != item));
    });
    set(&out, "aria-label", &format!("{}: {start}", say("note_undo")));
    put(&line, &[&words, &out]);
    line
}

/// An answer as one line of JSON, in the form in which labelled texts are kept: what the item truly is.
fn json_line(answer: &Answer) -> String {
    let kind = if answer.is_asks() { "asks" } else { "promo" };
    // The badge said yes; the reader says whether that was so.
    let mut out = Out::default();
    out.open('{');
    out.members(&[
        ("kind", &answer.kind),
        ("text", &answer.text),
        ("lang", &answer.lang),
        (kind, &answer.right),
        ("badge", &answer.label),
        ("at", &answer.at),
    ]);
    out.close('}');
    out.into_text() + "\n"
}
