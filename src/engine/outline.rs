//! The layout report: what of a site's description still matches, and the shapes of the page's elements. It is made to
//! be sent to people who mend descriptions, so it holds no text, no name and no id of the page.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Write;

use super::layout::mask;
use super::page::Page;
use crate::sites::{EVIDENCE, ItemRule, RuleKind, rule_kinds};
use crate::values::{Layout, Outline, Table, sort, sort_by};

/// Shapes listed at most, the most frequent first.
const SHAPES: usize = 80;

/// The roles of WAI-ARIA 1.2 that say something of posts and comments. Any other is somebody's own word.
const ROLES: &[&str] = &[
    "article",
    "banner",
    "button",
    "comment",
    "complementary",
    "contentinfo",
    "dialog",
    "feed",
    "figure",
    "form",
    "grid",
    "group",
    "heading",
    "img",
    "link",
    "list",
    "listbox",
    "listitem",
    "main",
    "menu",
    "menuitem",
    "navigation",
    "none",
    "presentation",
    "region",
    "row",
    "search",
    "separator",
    "status",
    "tab",
    "table",
    "tablist",
    "tabpanel",
    "textbox",
    "toolbar",
    "tooltip",
    "tree",
    "treeitem",
];

/// The report's text.
pub(super) fn report(page: &Page, outline: &Outline) -> String {
    let site = page.expected.as_ref().unwrap_or(&page.site);
    let mut text = format!(
        "Duplex {} layout report\nsite: {}, markup of {}\nlayout: {}\n",
        env!("CARGO_PKG_VERSION"),
        site.site,
        site.checked,
        match page.layout {
            Layout::Recognised => "recognised",
            Layout::Generic => "generic",
            Layout::Unrecognised => "unrecognised",
        }
    );
    let total = page
        .facts
        .total
        .map_or("unknown".to_owned(), |total| total.to_string());
    let seen = page.census.map_or("not counted".to_owned(), |census| {
        format!("{}, of comments: {}", census.all, census.comments)
    });
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "items read: {}; shapes of posts or comments seen: {seen}; comments by the site's count: {total}",
        page.fills().count(),
    );
    let _ = writeln!(text, "\nread by the description `{}`:", page.site.site);
    for (index, (kind, rule)) in rule_kinds(&page.site).enumerate() {
        rule_line(&mut text, page, index, kind, rule);
    }
    for lost in &page.lost {
        let _ = writeln!(
            text,
            "lost: `{}` of rule {} on all of {EVIDENCE} or more items",
            lost.field,
            lost.rule + 1
        );
    }
    let _ = writeln!(
        text,
        "\nshapes of the page's elements (how many, tag, role, attributes):"
    );
    for (shape, count) in shapes(outline).into_iter().take(SHAPES) {
        let _ = writeln!(text, "{count:>6} {shape}");
    }
    text
}

fn rule_line(text: &mut String, page: &Page, index: usize, kind: RuleKind, rule: &ItemRule) {
    let fills = || page.fills().filter(|fill| fill.rule == index);
    let kind = match kind {
        RuleKind::Post => "posts",
        RuleKind::Comment => "comments",
        RuleKind::Stream => "stream",
    };
    let _ = write!(text, "rule {} ({kind}): {} items;", index + 1, fills().count());
    for (name, field) in ItemRule::FIELDS.iter().zip(rule.fields()) {
        if !field.takes.is_empty() {
            let _ = write!(
                text,
                " {name} {}",
                fills().filter(|fill| fill.has(mask(&[name]))).count()
            );
        }
    }
    text.push('\n');
}

/// Shapes in words, those that look alike added up, the most frequent first.
fn shapes(outline: &Outline) -> Vec<(String, u32)> {
    let mut counts: Table<u32> = Table::default();
    for shape in &outline.0 {
        let mut words = name(&shape.0);
        if !shape.1.is_empty() {
            let known = ROLES.contains(&shape.1.as_str());
            let _ = write!(words, " role={}", if known { &shape.1 } else { "other" });
        }
        let mut names: Vec<String> = shape.2.iter().map(|attribute| name(attribute)).collect();
        sort(&mut names);
        names.dedup();
        let _ = write!(words, " [{}]", names.join(" "));
        let count = counts.or_default(&words);
        *count = count.saturating_add(shape.3);
    }
    let values = counts.values().iter().enumerate();
    let mut lines: Vec<(String, u32)> = values
        .map(|(at, count)| (counts.names().name(at).to_owned(), *count))
        .collect();
    sort_by(&mut lines, |one, other| (other.1, &one.0).cmp(&(one.1, &other.0)));
    lines
}

/// A name of a tag or an attribute; what could be an id, or somebody's word, is left out.
fn name(name: &str) -> String {
    let heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let plain = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | '_' | ':');
    let parts = name.split(['-', '_', ':']).all(|part| part.len() <= 16);
    if heading || (!name.is_empty() && name.len() <= 40 && parts && name.chars().all(plain)) {
        name.to_owned()
    } else {
        "?".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Shape;

    fn shape(tag: &str, role: &str, names: &[&str], count: u32) -> Shape {
        Shape(
            tag.into(),
            role.into(),
            names.iter().map(|n| (*n).to_owned()).collect(),
            count,
        )
    }

    #[test]
    fn shapes_hold_names_of_markup_and_nothing_else() {
        let outline = Outline(vec![
            shape("div", "article", &["data-testid", "class", "data-v-3f2a"], 4),
            shape("div", "article", &["data-testid", "class", "data-v-77bc"], 3),
            shape(
                "x-user-4711",
                "Anna Berg",
                &["Ünsinn", "antonia-josefine-wiesengrundschule"],
                1,
            ),
            shape("h2", "", &[], 9),
        ]);
        assert_eq!(
            shapes(&outline),
            [
                ("h2 []".to_owned(), 9),
                ("div role=article [? class data-testid]".to_owned(), 7),
                ("? role=other [?]".to_owned(), 1),
            ]
        );
    }
}
