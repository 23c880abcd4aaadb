//! Makes the reading plan of a site.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::{vec, vec::Vec};

use super::{ItemRule, PageRule, Site};
use crate::values::{Field, Mode, Plan, RulePlan, Step, Take, Way};

/// What the items of a rule are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// Posts.
    Post,
    /// Comments.
    Comment,
    /// Either, told by where they stand.
    Stream,
}

/// The kinds of a plan's rules, in the plan's order.
pub fn rule_kinds(site: &Site) -> impl Iterator<Item = (RuleKind, &ItemRule)> {
    site.posts
        .iter()
        .map(|rule| (RuleKind::Post, rule))
        .chain(site.comments.iter().map(|rule| (RuleKind::Comment, rule)))
        .chain(site.stream.iter().map(|rule| (RuleKind::Stream, rule)))
}

/// Selectors whose matches say that a page holds posts or comments, whatever the site.
const CENSUS: [&str; 4] = [
    "article, [role=article], .h-entry, [itemtype$='SocialMediaPosting'], [itemtype$='DiscussionForumPosting']",
    "[role=feed] > *",
    "[itemtype$='Comment'], .p-comment",
    "li[id^='comment-'], div[id^='comment-'], li.comment",
];

/// How many posts or comments a generic reader would find.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// By every shape.
    pub all: u32,
    /// By the shapes of comments alone.
    pub comments: u32,
}

/// So many matches of the census are evidence that a reader should have found something.
pub const EVIDENCE: u32 = 3;

/// Elements without words of the author; ours among them.
const SILENT: &str = "script,style,noscript,template,textarea,select,duplex-badge,duplex-fold,duplex-card";
/// Attributes that change with every hover or animation.
const RESTLESS: &[&str] = &["class", "style", "role", "tabindex", "src", "rel"];
/// Fields that stand in for a missing id: those that do not change while the item is shown.
const IDENTITY: &[&str] = &["author", "handle", "depth", "number", "text"];

/// Embedded JSON in a page.
const EMBEDDED: &str = "script[type='application/ld+json']";

/// What a page as a whole says, by the fields that [`plan`] asks for.
#[derive(Clone, Debug, Default)]
pub struct PageValues {
    /// Values of the site's own page fields, in their order.
    pub facts: Vec<Option<String>>,
    /// Texts of embedded JSON.
    pub embedded: Vec<String>,
    /// How many posts or comments a generic reader would find; the shim counts only while nothing is read.
    pub census: Option<Census>,
    /// The site that the page is known by, where its host says nothing.
    pub detected: Option<&'static Arc<Site>>,
    /// Items of the site that was expected here are on the page now.
    pub expected: bool,
}

impl PageValues {
    /// Sorts the values of a plan's page fields.
    pub fn new(mut values: Vec<Option<String>>) -> Self {
        let mut rest = values
            .split_off(PageRule::FIELDS.len().min(values.len()))
            .into_iter();
        let embedded = rest.next().flatten().unwrap_or_default();
        let counts: Vec<Option<String>> = rest.by_ref().take(CENSUS.len()).collect();
        let number = |count: &Option<String>| count.as_ref().map_or(0, |n| n.parse().unwrap_or(0));
        let census = counts.iter().any(Option::is_some).then(|| Census {
            all: counts.iter().map(number).sum(),
            comments: counts.iter().skip(2).map(number).sum(),
        });
        let known = super::detectable().zip(rest.by_ref());
        let detected: Vec<_> = known
            .filter_map(|((site, _), found)| found.map(|_| site))
            .collect();
        Self {
            facts: values,
            embedded: embedded
                .split('\0')
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
                .collect(),
            census,
            detected: detected.first().copied(),
            expected: rest.next().flatten().is_some(),
        }
    }
}

/// The fields of the page: the site's own, embedded JSON, the census, by what markup other sites are known, and
/// whether the expected site's items are there.
fn page_fields(site: &Site, expected: Option<&Site>) -> Vec<Field> {
    let take = |go: Way, css: &str| Take {
        steps: vec![Step {
            go,
            css: css.to_owned(),
        }],
        all: true,
        ..Take::default()
    };
    let field = |mode: Mode, css: &str| Field {
        mode,
        takes: vec![take(Way::Inside, css)],
    };
    let mut embedded = field(Mode::Source, EMBEDDED);
    if !site.embedded {
        embedded.takes.clear();
    }
    let mut fields = site.page.fields();
    fields.push(embedded);
    fields.extend(CENSUS.iter().map(|css| field(Mode::Count, css)));
    if site.site == super::GENERIC {
        fields.extend(super::detectable().map(|(_, css)| Field {
            mode: Mode::Flag,
            takes: vec![take(Way::Inside, css), take(Way::Outward, css)],
        }));
        fields.extend(expected.map(|site| field(Mode::Flag, &select(site))));
    }
    fields
}

/// A selector of all items of a site.
fn select(site: &Site) -> String {
    one_of(rule_kinds(site).map(|(_, rule)| rule.select.as_str()))
}

/// The reading plan of a site. `expected`: the site in whose place the generic reader stands. `style` is the sheet of
/// what is drawn.
pub fn plan(site: &Site, expected: Option<&Site>, style: &'static str) -> Plan {
    let select = select(site);
    let rules: Vec<RulePlan> = rule_kinds(site)
        .map(|(_, rule)| rule_plan(rule, &select))
        .collect();
    Plan {
        site: site.site.clone(),
        watch: watched(&rules),
        select,
        rules,
        page: page_fields(site, expected),
        style,
        drafts: false,
    }
}

/// A selector that matches what one of `selectors` matches, and passes over those that the browser does not know.
fn one_of<'a>(selectors: impl IntoIterator<Item = &'a str>) -> String {
    let selectors: Vec<&str> = selectors.into_iter().filter(|s| !s.is_empty()).collect();
    format!(":is({})", selectors.join(","))
}

fn rule_plan(rule: &ItemRule, select: &str) -> RulePlan {
    let within = [SILENT, select, rule.skip.as_deref().unwrap_or_default()];
    let beside = within.into_iter().chain(rule.quote.as_deref());
    let quote = rule.quote.as_deref().map(|quote| one_of([quote]));
    let mut fields = rule.fields();
    for take in fields.iter_mut().flat_map(|field| &mut field.takes) {
        // A take that begins at the quote may read it; the shim tells it by the same selector.
        if let (Some(quote), Some(first)) = (&quote, take.steps.first_mut())
            && rule.quote.as_ref() == Some(&first.css)
        {
            first.css.clone_from(quote);
        }
    }
    RulePlan {
        select: one_of([rule.select.as_str()]),
        silent: [one_of(beside), one_of(within)],
        identity: (0..fields.len())
            .filter(|index| IDENTITY.contains(&ItemRule::FIELDS[*index]))
            .collect(),
        quote,
        id: rule.id.0.clone(),
        fields,
        badge: if rule.badge.0.is_empty() {
            rule.author.0.clone()
        } else {
            rule.badge.0.clone()
        },
        reply: rule.reply.0.clone(),
        numbers: rule.numbers.as_deref().map(|numbers| one_of([numbers])),
    }
}

/// The attributes that the takes of ids and fields read or select by.
fn watched(rules: &[RulePlan]) -> Vec<String> {
    let takes = rules
        .iter()
        .flat_map(|r| r.id.iter().chain(r.fields.iter().flat_map(|f| &f.takes)));
    let mut names: Vec<String> = Vec::new();
    for take in takes {
        let selected = take.steps.iter().flat_map(|step| step.css.split('[').skip(1));
        for name in selected.chain(take.attr.as_deref()) {
            let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
            let name = &name[..end.unwrap_or(name.len())];
            if !name.is_empty()
                && name != "location"
                && !RESTLESS.contains(&name)
                && !names.iter().any(|n| n == name)
            {
                names.push(name.to_owned());
            }
        }
    }
    names
}
