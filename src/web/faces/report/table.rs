//! The table of authors: sorted by any column, searched, narrowed to a site or to people who converse.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

use super::{Report, link_to, nothing};
use crate::record::{Author, Column, Habit};
use crate::threads::Interval;
use crate::web::faces::dom::{button, by_id, fill, make, on, put, set, show};
use crate::web::faces::plot::{bar, range_of};
use crate::web::faces::texts::{count, day, percent, say, with};

/// Pause after a letter before the table follows, in milliseconds.
const PAUSE: u32 = 120;
/// Rows on one page of the table.
const ROWS: usize = 50;

const COLUMNS: [(Column, &str, &str); 6] = [
    (Column::Name, "report_col_author", "name"),
    (Column::Posts, "report_col_posts", "number wide"),
    (Column::Promo, "report_col_promo", "share"),
    (Column::Rate, "report_col_rate", "share"),
    (Column::Newcomers, "report_col_newcomers", "number wide"),
    (Column::Last, "report_col_last", "number wide"),
];

/// Search, site, and who is shown.
pub(super) fn show_controls(report: &Rc<Report>) {
    let search = make("input", "", "");
    set(&search, "type", "search");
    set(&search, "id", "search");
    set(&search, "placeholder", &say("report_search"));
    set(&search, "aria-label", &say("report_search"));
    let (value, searched) = (
        search.clone().unchecked_into::<HtmlInputElement>(),
        report.clone(),
    );
    let waiting: Cell<Option<Timeout>> = Cell::new(None);
    on(&search, "input", move |_| {
        searched.listing.borrow_mut().search = value.value();
        let searched = searched.clone();
        // The next letter drops it, and with it this search.
        waiting.set(Some(Timeout::new(PAUSE, move || begin_again(&searched))));
    });
    let site = select("site", "report_site");
    let (value, chosen) = (site.clone().unchecked_into::<HtmlSelectElement>(), report.clone());
    on(&site, "change", move |_| {
        chosen.listing.borrow_mut().site = value.value();
        begin_again(&chosen);
    });
    let who = select("who", "report_show");
    for (name, key) in [("", "report_show_all"), ("converse", "report_show_converse")] {
        option(&who, name, &say(key));
    }
    let (value, chosen) = (who.clone().unchecked_into::<HtmlSelectElement>(), report.clone());
    on(&who, "change", move |_| {
        chosen.listing.borrow_mut().converse = !value.value().is_empty();
        begin_again(&chosen);
    });
    fill("controls", &[&search, &site, &who]);
}

fn select(id: &str, key: &str) -> Element {
    let select = make("select", "", "");
    set(&select, "id", id);
    set(&select, "aria-label", &say(key));
    select
}

fn option(select: &Element, value: &str, text: &str) {
    let option = make("option", "", text);
    set(&option, "value", value);
    put(select, &[&option]);
}

/// Offers the sites that are in the record.
pub(super) fn fill_sites(report: &Rc<Report>) {
    let Some(select) = by_id("site") else { return };
    select.set_text_content(None);
    option(&select, "", &say("report_site_all"));
    for site in report.sites() {
        option(&select, &site, &report.site_name(&site));
    }
}

fn begin_again(report: &Rc<Report>) {
    *report.first.borrow_mut() = 0;
    show_rows(report);
}

/// Shows the page of the table that begins at the first row.
pub(super) fn show_rows(report: &Rc<Report>) {
    let authors = report.authors.borrow();
    let listing = report.listing.borrow();
    let order = listing.of(&authors);
    let own = order.iter().take_while(|index| authors[**index].own).count();
    show(
        "no-own",
        own == 0 && listing.search.is_empty() && listing.site.is_empty() && !listing.converse,
    );
    if order.is_empty() {
        show("pages", false);
        let key = if listing.converse && listing.search.is_empty() {
            "report_none_converse"
        } else {
            "report_none_found"
        };
        return nothing("table", key);
    }
    let first = (*report.first.borrow()).min(order.len() - 1);
    let shown = &order[first..order.len().min(first + ROWS)];
    let table = make("table", "authors", "");
    let head = make("thead", "", "");
    let body = make("tbody", "", "");
    put(&head, &[&head_row(report)]);
    for index in shown {
        put(&body, &[&row(report, &authors[*index])]);
    }
    put(&table, &[&head, &body]);
    fill("table", &[&table]);
    show("pages", order.len() > ROWS);
    fill(
        "pages",
        &pages(report, first, shown.len(), order.len())
            .iter()
            .collect::<Vec<_>>(),
    );
}

fn head_row(report: &Rc<Report>) -> Element {
    let listing = report.listing.borrow();
    let row = make("tr", "", "");
    for (column, key, class) in COLUMNS {
        let cell = make("th", class, "");
        set(&cell, "scope", "col");
        let chosen = listing.column == column;
        let sorted = match (chosen, listing.ascending) {
            (false, _) => "none",
            (true, true) => "ascending",
            (true, false) => "descending",
        };
        set(&cell, "aria-sort", sorted);
        let report = report.clone();
        let button = button("sort", &say(key), move || {
            {
                let mut listing = report.listing.borrow_mut();
                let turned = listing.column == column && !listing.ascending;
                let by_name_first = listing.column != column && column == Column::Name;
                listing.column = column;
                listing.ascending = turned || by_name_first;
            }
            begin_again(&report);
            focus_sorted();
        });
        put(&cell, &[&button]);
        put(&row, &[&cell]);
    }
    row
}

/// The head is made anew: whoever pressed it by keyboard stays on it.
fn focus_sorted() {
    let sorted = "th:not([aria-sort=none]) button";
    let found = crate::web::faces::dom::document()
        .query_selector(sorted)
        .ok()
        .flatten();
    if let Some(button) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Only an element that is not shown refuses.
        let _ = button.focus();
    }
}

fn row(report: &Rc<Report>, author: &Author) -> Element {
    let (tally, habit) = (&author.tally, Habit::of(&author.tally));
    let row = make("tr", if author.own { "own" } else { "" }, "");
    let name = make("th", "name", "");
    set(&name, "scope", "row");
    let link = make("a", "", author.called());
    set(&link, "href", &link_to(&author.id));
    set(&link, "dir", "auto");
    put(&name, &[&link]);
    if author.own {
        put(&name, &[&make("span", "pill two-way", &say("report_you"))]);
    }
    put(&name, &[&make("span", "note", &report.site_name(&author.site))]);
    put(&row, &[&name, &number(&count(tally.posts as usize))]);
    put(&row, &[&share(habit.promo, habit.posts, habit.promo_share())]);
    put(&row, &[&share(habit.answered, habit.asked, habit.two_way_rate())]);
    let newcomers = if tally.plain_asked > 0 {
        of(tally.plain_answered, tally.plain_asked)
    } else {
        "–".to_owned()
    };
    put(&row, &[&number(&newcomers), &number(&day(author.last))]);
    row
}

fn number(text: &str) -> Element {
    make("td", "number wide", text)
}

fn of(hits: u32, n: u32) -> String {
    with("report_of", &[count(hits as usize), count(n as usize)])
}

/// A share with its interval and its n, or that not enough was seen.
fn share(hits: u32, n: u32, range: Option<Interval>) -> Element {
    let cell = make("td", "share", "");
    let Some(range) = range else {
        put(&cell, &[&make("span", "note", &say("report_not_enough"))]);
        if n > 0 {
            put(&cell, &[&make("span", "note", &of(hits, n))]);
        }
        return cell;
    };
    let share = f64::from(hits) / f64::from(n);
    let line = make("span", "line", "");
    put(
        &line,
        &[
            &make("b", "", &percent(share)),
            &make("span", "note", &of(hits, n)),
        ],
    );
    put(&cell, &[&line, &bar(range.low, range.high, share)]);
    put(&cell, &[&make("span", "note", &range_of(range.low, range.high))]);
    cell
}

fn pages(report: &Rc<Report>, first: usize, shown: usize, all: usize) -> Vec<Element> {
    let go = |key: &str, to: Option<usize>| {
        let report = report.clone();
        let button = button("", &say(key), move || {
            if let Some(to) = to {
                *report.first.borrow_mut() = to;
                show_rows(&report);
            }
        });
        if to.is_none() {
            set(&button, "disabled", "");
        }
        button
    };
    let numbers = [count(first + 1), count(first + shown), count(all)];
    let back = (first > 0).then(|| first.saturating_sub(ROWS));
    let on = (first + shown < all).then_some(first + ROWS);
    vec![
        go("report_previous", back),
        make("span", "note", &with("report_page_of", &numbers)),
        go("report_next", on),
    ]
}
