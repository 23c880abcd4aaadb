//! Comments that wait for an answer: newcomers' on all pages, and those under the reader's own posts.

use std::rc::Rc;

use web_sys::Element;

use super::{Report, nothing};
use crate::record::{CommentRow, Row, What, day_of};
use crate::values::{Fill, Members, State, read, sort_by};
use crate::web::faces::ask::ask_record;
use crate::web::faces::dom::{fill, make, put, set, show};
use crate::web::faces::texts::{day, say};
use crate::web::record::Question;

/// Comments listed, at most: the latest.
const LISTED: usize = 100;

#[derive(Default)]
struct Rows {
    rows: Vec<Row>,
}

impl Members for Rows {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        (name == "rows").then_some(&mut self.rows)
    }
}

/// Lists the newcomers whom nobody answered, without those who asked the reader: these stand with the reader's own row.
pub(super) async fn show_waiting(report: &Rc<Report>) {
    let answer = ask_record(&Question::Waiting {}).await;
    let rows = match answer.and_then(|text| read::<Rows>(&text)) {
        Ok(found) => found.rows,
        Err(error) => return super::told(&error),
    };
    let listed: Vec<&Row> = rows
        .iter()
        .filter(|row| comment(row).is_some_and(|c| !is_own(report, c)))
        .collect();
    show("waiting-part", !report.authors.borrow().is_empty());
    if listed.is_empty() {
        return nothing("waiting", "report_waiting_none");
    }
    fill("waiting", &[&list(report, listed)]);
}

fn comment(row: &Row) -> Option<&CommentRow> {
    match &row.what {
        What::Comment(comment) => Some(comment),
        What::Post(_) => None,
    }
}

fn is_own(report: &Rc<Report>, comment: &CommentRow) -> bool {
    let to = comment.to.as_deref().unwrap_or_default();
    report
        .authors
        .borrow()
        .iter()
        .any(|author| author.own && author.id == to)
}

/// Whether a comment asked and its post's author has not answered.
pub(super) fn is_unanswered(row: &Row) -> bool {
    comment(row).is_some_and(|c| c.asks && matches!(c.state, State::Unanswered | State::AnsweredByOthers))
}

/// Comments in a list, the latest first, each with a way to its page.
pub(super) fn list(report: &Rc<Report>, mut rows: Vec<&Row>) -> Element {
    let time = |row: &Row| row.written.unwrap_or(row.first);
    sort_by(&mut rows, |a, b| time(b).total_cmp(&time(a)));
    let list = make("ul", "waiting", "");
    for row in rows.into_iter().take(LISTED) {
        let Some(comment) = comment(row) else { continue };
        let entry = make("li", "", "");
        let by = row
            .by
            .as_deref()
            .map(|id| name_of(report, id))
            .unwrap_or_default();
        let head = make("div", "line", "");
        put(
            &head,
            &[
                &make("b", "", &by),
                &make("span", "note", &day(day_of(time(row)))),
            ],
        );
        if comment.state == State::AnsweredByOthers {
            put(
                &head,
                &[&make(
                    "span",
                    "pill answered-by-others",
                    &say("report_others_did"),
                )],
            );
        }
        let words = make("span", "text", &comment.start);
        set(&words, "dir", "auto");
        put(&entry, &[&head, &words]);
        if comment.page.starts_with("http") {
            let link = make("a", "", super::super::texts::host_of(&comment.page));
            set(&link, "href", &comment.page);
            set(&link, "target", "_blank");
            set(&link, "rel", "noreferrer");
            put(&entry, &[&link]);
        }
        put(&list, &[&entry]);
    }
    list
}

/// What somebody is called, as far as the record knows them.
pub(super) fn name_of(report: &Rc<Report>, id: &str) -> String {
    let authors = report.authors.borrow();
    let known = authors.binary_search_by(|author| author.id.as_str().cmp(id)).ok();
    known.map_or_else(
        || id.split('\n').nth(1).unwrap_or(id).to_owned(),
        |index| authors[index].called().to_owned(),
    )
}
