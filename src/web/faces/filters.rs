//! The filters: what happens with each kind, how sensitive the judge is, which comments are shown.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

use super::ask::ask;
use super::dom::{make, on, put, set, toggle};
use super::marks::pill;
use super::store::Store;
use super::texts::{say, with};
use crate::values::{Label, Only, Treatment, fixed, read};

const TREATMENTS: [(Treatment, &str); 5] = [
    (Treatment::Off, "treatment_off"),
    (Treatment::Badge, "treatment_badge"),
    (Treatment::Dim, "treatment_dim"),
    (Treatment::Fold, "treatment_fold"),
    (Treatment::Hide, "treatment_hide"),
];

const ONLY: [(Only, &str); 3] = [
    (Only::All, "filters_all"),
    (Only::Unanswered, "filters_only_unanswered"),
    (Only::Newcomers, "filters_only_newcomers"),
];

/// Ends of the slider: least probabilities of promotion. To the right is more sensitive, a lower one.
const LEAST: f64 = 0.3;
const MOST: f64 = 0.9;

/// A choice among texts by their keys; `run` gets the position of the one chosen.
pub(super) fn choice(name: &Element, keys: &[&str], chosen: usize, run: impl Fn(usize) + 'static) -> Element {
    let row = make("label", "kind", "");
    let select = make("select", "", "");
    for key in keys {
        let option = make("option", "", &say(key));
        set(&option, "value", key);
        put(&select, &[&option]);
    }
    let value: HtmlSelectElement = select.clone().unchecked_into();
    value.set_selected_index(chosen as i32);
    on(&select, "change", move |_| {
        run(usize::try_from(value.selected_index()).unwrap_or_default())
    });
    put(&row, &[name, &select]);
    row
}

/// What happens with each kind.
pub(super) fn kinds(store: &Rc<Store>) -> Vec<Element> {
    let keys: Vec<&str> = TREATMENTS.iter().map(|(_, key)| *key).collect();
    let row = |label: &Label| {
        let label = *label;
        let chosen = store.settings().treatment(label);
        let at = TREATMENTS.iter().position(|(t, _)| *t == chosen);
        let store = store.clone();
        choice(&pill(label), &keys, at.unwrap_or_default(), move |index| {
            let treatment = TREATMENTS[index].0;
            store.change(move |settings| {
                settings.treatments.set(label, Some(treatment));
            });
        })
    };
    Label::ALL.iter().map(row).collect()
}

/// Which comments are shown, whether the numbers are, and how sensitive the judge is. `tab`: where a change is tried.
pub(super) fn rest(store: &Rc<Store>, tab: Option<i32>) -> Vec<Element> {
    let keys: Vec<&str> = ONLY.iter().map(|(_, key)| *key).collect();
    let chosen = store.settings().only;
    let at = ONLY.iter().position(|(only, _)| *only == chosen);
    let (only, numbers, paused) = (store.clone(), store.clone(), store.clone());
    let name = make("span", "", &say("filters_comments"));
    let only = choice(&name, &keys, at.unwrap_or_default(), move |index| {
        only.change(move |settings| settings.only = ONLY[index].0);
    });
    let hidden = store.settings().hide_numbers;
    let numbers = toggle(&say("popup_hide_numbers"), hidden, move |on| {
        numbers.change(move |settings| settings.hide_numbers = on);
    });
    let off = store.settings().paused;
    let paused = toggle(&say("popup_paused_everywhere"), off, move |on| {
        paused.change(move |settings| settings.paused = on);
    });
    vec![only, sensitivity(store, tab), numbers, paused]
}

fn sensitivity(store: &Rc<Store>, tab: Option<i32>) -> Element {
    let row = make("div", "slider", "");
    let label = make("label", "", "");
    let input = make("input", "", "");
    for (name, value) in [
        ("type", "range"),
        ("min", fixed(LEAST, 1).as_str()),
        ("max", fixed(MOST, 1).as_str()),
        ("step", "0.05"),
    ] {
        set(&input, name, value);
    }
    let value: HtmlInputElement = input.clone().unchecked_into();
    let turned = |x: f64| ((LEAST + MOST - x) * 100.0).round() / 100.0;
    value.set_value(&fixed(turned(store.settings().promo_threshold), 2));
    let live = make("output", "note", "");
    let say_least = move |input: &Element, least: f64| {
        let percent = ((least * 100.0).round() as u32).to_string();
        set(input, "aria-valuetext", &with("filters_shown_from", &[percent]));
    };
    say_least(&input, store.settings().promo_threshold);
    let (tried, shown, slid) = (value.clone(), live.clone(), input.clone());
    let latest = Rc::new(Cell::new(0.0));
    on(&input, "input", move |_| {
        let least = turned(tried.value_as_number());
        say_least(&slid, least);
        latest.set(least);
        let (latest, shown) = (latest.clone(), shown.clone());
        spawn_local(async move {
            let Some(tab) = tab else { return };
            let entries = [("tab", tab.into()), ("least", least.into())];
            let counts = ask("counts", &entries).await;
            let counts = counts.and_then(|text| read::<Vec<(Label, u32)>>(&text));
            // An answer that was overtaken by a later one says nothing.
            if let (Ok(counts), true) = (counts, latest.get() == least) {
                let promotional = |label: &Label| matches!(label, Label::Promo | Label::OneWay);
                let sum: u32 = counts
                    .iter()
                    .filter(|(label, _)| promotional(label))
                    .map(|(_, n)| n)
                    .sum();
                shown.set_text_content(Some(&with("filters_live", &[sum.to_string()])));
            }
        });
    });
    let store = store.clone();
    on(&input, "change", move |_| {
        let least = turned(value.value_as_number());
        store.change(move |settings| settings.promo_threshold = least);
    });
    let ends = make("div", "ends note", "");
    put(
        &ends,
        &[
            &make("span", "", &say("filters_less")),
            &make("span", "", &say("filters_more")),
        ],
    );
    put(&label, &[&make("span", "", &say("popup_sensitivity")), &input]);
    put(&row, &[&label, &ends, &live]);
    row
}
