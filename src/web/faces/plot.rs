//! Shares by month as SVG: a dot, its interval, its n. Drawn here rather than by a crate: plotters and charming bring
//! hundreds of kilobytes and colours of their own, and what is needed is a dozen shapes that follow the page's scheme
//! and can be heard as well as seen.

use web_sys::Element;

use super::dom::{draw, make, put, set};
use super::texts::{percent, say, with};
use crate::threads::wilson;
use crate::values::fixed;

/// One month: its name, and hits of n.
pub(super) struct Point {
    pub(super) name: String,
    pub(super) hits: u32,
    pub(super) n: u32,
}

const HEIGHT: f64 = 120.0;
const LEFT: f64 = 44.0;
const STEP: f64 = 46.0;
const TOP: f64 = 8.0;
/// Months that are drawn, the latest.
const SHOWN: usize = 18;

/// A drawing with its title, its note, and the same numbers as a table.
pub(super) fn plot(title: &str, class: &str, points: &[Point]) -> Element {
    let points: Vec<&Point> = points.iter().filter(|point| point.n > 0).collect();
    let points = &points[points.len().saturating_sub(SHOWN)..];
    let figure = make("figure", class, "");
    let caption = make("figcaption", "", title);
    let scroll = make("div", "scroll", "");
    set(&scroll, "tabindex", "0");
    set(&scroll, "role", "group");
    set(&scroll, "aria-label", title);
    put(&scroll, &[&picture(title, points)]);
    let details = make("details", "", "");
    put(
        &details,
        &[&make("summary", "", &say("report_as_table")), &table(points)],
    );
    put(&figure, &[&caption, &scroll, &details]);
    figure
}

/// A place in a drawing.
fn at(place: f64) -> String {
    fixed(place, 1)
}

fn height_of(share: f64) -> f64 {
    TOP + (1.0 - share) * HEIGHT
}

fn picture(title: &str, points: &[&Point]) -> Element {
    let width = LEFT + STEP * points.len() as f64 + 8.0;
    let height = TOP + HEIGHT + 40.0;
    let svg = draw("svg", "plot");
    set(&svg, "viewBox", &format!("0 0 {} {}", at(width), at(height)));
    set(&svg, "width", &at(width));
    set(&svg, "height", &at(height));
    set(&svg, "role", "img");
    set(&svg, "aria-label", title);
    for share in [0.0, 0.5, 1.0] {
        let y = height_of(share);
        let line = draw("path", "grid");
        set(&line, "d", &format!("M{} {}H{}", at(LEFT), at(y), at(width)));
        put(
            &svg,
            &[&line, &label("scale", LEFT - 6.0, y + 4.0, &percent(share))],
        );
    }
    for (index, point) in points.iter().enumerate() {
        let x = LEFT + STEP * (index as f64 + 0.5);
        let range = wilson(point.hits, point.n);
        let (low, high) = (height_of(range.low), height_of(range.high));
        let whisker = draw("path", "range");
        let (low, high) = (at(low), at(high));
        let (left, right) = (at(x - 5.0), at(x + 5.0));
        set(
            &whisker,
            "d",
            &format!(
                "M{} {low}V{high}M{left} {low}H{right}M{left} {high}H{right}",
                at(x)
            ),
        );
        let dot = draw("circle", "share");
        let y = height_of(f64::from(point.hits) / f64::from(point.n));
        for (name, value) in [("cx", x), ("cy", y), ("r", 4.5)] {
            set(&dot, name, &at(value));
        }
        let hint = draw("title", "");
        hint.set_text_content(Some(&format!("{}: {}", point.name, of(point))));
        put(&dot, &[&hint]);
        put(&svg, &[&whisker, &dot]);
        put(&svg, &[&label("month", x, TOP + HEIGHT + 18.0, &point.name)]);
        put(
            &svg,
            &[&label("cases", x, TOP + HEIGHT + 34.0, &point.n.to_string())],
        );
    }
    svg
}

fn label(class: &str, x: f64, y: f64, words: &str) -> Element {
    let text = draw("text", class);
    set(&text, "x", &at(x));
    set(&text, "y", &at(y));
    text.set_text_content(Some(words));
    text
}

fn of(point: &Point) -> String {
    with("report_of", &[point.hits.to_string(), point.n.to_string()])
}

fn table(points: &[&Point]) -> Element {
    let table = make("table", "numbers", "");
    let head = make("tr", "", "");
    for key in ["report_month", "report_share", "report_may_be"] {
        let cell = make("th", "", &say(key));
        set(&cell, "scope", "col");
        put(&head, &[&cell]);
    }
    put(&table, &[&head]);
    for point in points {
        let row = make("tr", "", "");
        let name = make("th", "", &point.name);
        set(&name, "scope", "row");
        let range = wilson(point.hits, point.n);
        put(
            &row,
            &[
                &name,
                &make("td", "", &of(point)),
                &make("td", "", &range_of(range.low, range.high)),
            ],
        );
        put(&table, &[&row]);
    }
    table
}

/// An interval in words.
pub(super) fn range_of(low: f64, high: f64) -> String {
    let whole = |share: f64| ((share * 100.0).round() as u32).to_string();
    with("report_range", &[whole(low), whole(high)])
}

/// An interval as a bar on a scale from none to all; its words stand beside it.
pub(super) fn bar(low: f64, high: f64, share: f64) -> Element {
    let svg = draw("svg", "bar");
    set(&svg, "viewBox", "0 0 100 10");
    set(&svg, "preserveAspectRatio", "none");
    set(&svg, "aria-hidden", "true");
    let scale = draw("path", "grid");
    set(&scale, "d", "M0 5H100");
    let range = draw("path", "range");
    set(
        &range,
        "d",
        &format!("M{} 5H{}", at(low * 100.0), at(high * 100.0)),
    );
    let point = draw("path", "share");
    let x = (share * 100.0).clamp(1.0, 99.0);
    set(&point, "d", &format!("M{} 0V10", at(x)));
    put(&svg, &[&scale, &range, &point]);
    svg
}
