//! Makes the reading plan of a site.

use super::{ItemRule, Site};
use crate::values::{Plan, RulePlan};

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
const CENSUS: &[&str] = &[
    "article, [role=article]",
    "[role=feed] > *",
    "[itemtype$='Comment'], [itemtype$='SocialMediaPosting'], [itemtype$='DiscussionForumPosting']",
    ".h-entry, .p-comment",
    "li[id^='comment-'], div[id^='comment-'], li.comment",
];

/// So many matches of the census are evidence that a reader should have found something.
pub const EVIDENCE: u32 = 3;

/// The reading plan of a site.
pub fn plan(site: &Site) -> Plan {
    Plan {
        site: site.site.clone(),
        rules: rule_kinds(site).map(|(_, rule)| rule_plan(rule)).collect(),
        page: site.page.fields(),
        embedded: site
            .embedded
            .then(|| "script[type='application/ld+json']".to_owned()),
        census: CENSUS.iter().map(|&selector| selector.to_owned()).collect(),
    }
}

fn rule_plan(rule: &ItemRule) -> RulePlan {
    RulePlan {
        select: rule.select.clone(),
        quote: rule.quote.clone(),
        skip: rule.skip.clone(),
        id: rule.id.0.clone(),
        fields: rule.fields(),
        badge: if rule.badge.0.is_empty() {
            rule.author.0.clone()
        } else {
            rule.badge.0.clone()
        },
        reply: rule.reply.0.clone(),
        numbers: rule.numbers.clone(),
    }
}
