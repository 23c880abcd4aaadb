//! One author: numbers with their n, plots by month, whom they answered; for the reader, whom they did not.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Element;

use super::data::forget_button;
use super::waiting::{is_unanswered, list, name_of};
use super::{Report, part};
use crate::record::{Author, Month, Row, What, day_of, months};
use crate::values::{Category, Fill, Members, State, read, sort, sort_by};
use crate::web::faces::ask::ask_record;
use crate::web::faces::dom::{document, fill, make, put, set};
use crate::web::faces::plot::{Point, plot};
use crate::web::faces::texts::{count, day, month, say, with};
use crate::web::record::{Question, Which};

/// People named in a list, at most.
const NAMED: usize = 30;

#[derive(Default)]
struct Known {
    author: Option<Author>,
    by: Vec<Row>,
    to: Vec<Row>,
}

impl Members for Known {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "author" => &mut self.author,
            "by" => &mut self.by,
            "to" => &mut self.to,
            _ => return None,
        })
    }
}

/// Shows the author with this id.
pub(super) async fn show_author(report: Rc<Report>, id: String) {
    let answer = ask_record(&Question::Author { id: id.clone() }).await;
    let known: Known = match answer.and_then(|text| read(&text)) {
        Ok(known) => known,
        Err(error) => return super::told(&error),
    };
    let back = make("a", "back", &say("report_back"));
    set(&back, "href", "#");
    let Some(author) = known.author else {
        return fill("one", &[&back, &make("p", "lead", &say("report_gone"))]);
    };
    let mut parts = vec![back, head(&report, &author), numbers(&author)];
    if author.own {
        parts.push(unanswered(&report, &known.to));
    }
    let months = months(&author, &known.by);
    let points = |of: fn(&Month) -> (u32, u32)| -> Vec<Point> {
        let point = |(at, counted): &(u32, Month)| {
            let (hits, n) = of(counted);
            Point {
                name: month(*at),
                hits,
                n,
            }
        };
        months.iter().map(point).collect()
    };
    let (promo, answers) = (points(|m| (m.promo, m.posts)), points(|m| (m.answered, m.asked)));
    let mut drawn = false;
    for (key, class, points) in [
        ("report_promo_plot", "promo", promo),
        ("report_answers_plot", "answers", answers),
    ] {
        if points.iter().any(|point| point.n > 0) {
            parts.push(plot(&say(key), class, &points));
            drawn = true;
        }
    }
    if drawn {
        parts.push(make("p", "note", &say("report_plot_note")));
    }
    parts.extend(kinds(&author));
    parts.extend(whom(&report, &known.to));
    let row = make("div", "buttons", "");
    put(
        &row,
        &[&forget_button(
            &report,
            &say("report_forget_author"),
            Which::Author(id),
        )],
    );
    parts.push(row);
    fill("one", &parts.iter().collect::<Vec<_>>());
    show_latest();
}

/// Where a drawing is wider than the page, its latest months are shown first.
fn show_latest() {
    let Ok(found) = document().query_selector_all(".scroll") else {
        return;
    };
    for index in 0..found.length() {
        if let Some(drawing) = found.get(index).and_then(|node| node.dyn_into::<Element>().ok()) {
            drawing.set_scroll_left(drawing.scroll_width());
        }
    }
}

fn head(report: &Rc<Report>, author: &Author) -> Element {
    let head = make("div", "who", "");
    let name = make("h2", "", author.called());
    set(&name, "dir", "auto");
    put(&head, &[&name]);
    let site = report.site_name(&author.site);
    let handle = author
        .handle
        .as_deref()
        .filter(|handle| *handle != author.called());
    let line = handle.map_or_else(|| site.clone(), |handle| format!("{handle} · {site}"));
    put(&head, &[&make("span", "note", &line)]);
    if let Some(link) = author.link.as_ref().filter(|link| link.starts_with("http")) {
        let way = make("a", "", crate::web::faces::texts::host_of(link));
        set(&way, "href", link);
        set(&way, "target", "_blank");
        set(&way, "rel", "noreferrer");
        put(&head, &[&way]);
    }
    head
}

fn numbers(author: &Author) -> Element {
    let tally = &author.tally;
    let text = |numbers: &[u32]| numbers.iter().map(|n| count(*n as usize)).collect::<Vec<_>>();
    let list = make("ul", "facts", "");
    let say_line = |key: &str, args: &[String]| put(&list, &[&make("li", "", &with(key, args))]);
    let between = [
        day(day_of(author.first)),
        day(author.last),
        count(tally.posts as usize),
        count(tally.comments as usize),
    ];
    say_line("report_seen_between", &between);
    if tally.asked + tally.unknown > 0 {
        say_line(
            "report_answered_line",
            &text(&[tally.answered, tally.asked, tally.unknown]),
        );
    }
    if tally.asked > 0 {
        let marked = [
            tally.answered - tally.plain_answered,
            tally.asked - tally.plain_asked,
        ];
        say_line(
            "report_newcomers_line",
            &text(&[tally.plain_answered, tally.plain_asked, marked[0], marked[1]]),
        );
    }
    if tally.own_copies + tally.others_copies > 0 {
        say_line(
            "report_copies_line",
            &text(&[tally.own_copies, tally.others_copies]),
        );
    }
    list
}

/// The reader's own mirror: whom they have not answered.
fn unanswered(report: &Rc<Report>, to: &[Row]) -> Element {
    let waiting: Vec<&Row> = to.iter().filter(|row| is_unanswered(row)).collect();
    let shown = if waiting.is_empty() {
        make("p", "note", &say("report_own_waiting_none"))
    } else {
        list(report, waiting)
    };
    part(&say("report_own_waiting"), &[&shown])
}

fn kinds(author: &Author) -> Option<Element> {
    let all = Category::ALL.map(|kind| (kind, author.tally.kinds[kind]));
    let mut kinds: Vec<(Category, u32)> = all.into_iter().filter(|(_, n)| *n > 0).collect();
    sort_by(&mut kinds, |a, b| b.1.cmp(&a.1));
    let list = make("ul", "tags", "");
    for (kind, n) in &kinds {
        let text = format!("{} · {}", say(kind.key()), count(*n as usize));
        put(&list, &[&make("li", "tag", &text)]);
    }
    (!kinds.is_empty()).then(|| part(&say("report_kinds"), &[&list]))
}

fn whom(report: &Rc<Report>, to: &[Row]) -> Option<Element> {
    let mut answered: Vec<&str> = Vec::new();
    for row in to {
        if let (What::Comment(comment), Some(by)) = (&row.what, &row.by)
            && comment.state == State::Answered
        {
            answered.push(by);
        }
    }
    sort(&mut answered);
    let mut people: Vec<(&str, usize)> = Vec::new();
    for by in answered {
        match people.last_mut() {
            Some((last, n)) if *last == by => *n += 1,
            _ => people.push((by, 1)),
        }
    }
    sort_by(&mut people, |a, b| b.1.cmp(&a.1));
    let list = make("ul", "tags", "");
    for (id, n) in people.iter().take(NAMED) {
        let times = if *n > 1 {
            format!(" · {}", count(*n))
        } else {
            String::new()
        };
        put(
            &list,
            &[&make("li", "tag", &format!("{}{times}", name_of(report, id)))],
        );
    }
    (!people.is_empty()).then(|| part(&say("report_whom"), &[&list]))
}
