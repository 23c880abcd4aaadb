//! What is told of a whole page: to the popup, and to an audit.

use super::page::Page;
use super::stand_ins::AROUND;
use super::verdict::labels;
use crate::values::{
    Audit, AuditItem, AuthorRecord, Item, Kind, Label, Marked, Settings, State, Summary, sort,
};

/// Characters of the text's beginning, in an audit and in the popup's list.
const START: usize = 60;
const LISTED: usize = 140;

/// The popup's picture of the page.
pub(super) fn summary(page: &Page, settings: &Settings) -> Summary {
    let mut summary = Summary {
        site: page.site.site.clone(),
        name: page.site.name.clone(),
        host: super::host(&page.url).to_owned(),
        layout: page.layout,
        settled: page.settled,
        total: page.facts.total,
        ..Summary::default()
    };
    for (index, item) in page.items.iter().enumerate() {
        if item.key.starts_with(AROUND) {
            continue;
        }
        match page.places[index].kind {
            Kind::Post => summary.posts += 1,
            Kind::Comment => summary.comments += 1,
        }
        summary.unknown += u32::from(page.standings[index].state == Some(State::Unknown));
        let labels = labels(page, index, settings);
        for label in &labels {
            count(&mut summary.labels, *label);
        }
        if !labels.is_empty() {
            summary.marked.push(Marked {
                key: item.key.clone(),
                labels,
                author: item
                    .author
                    .clone()
                    .or_else(|| item.handle.clone())
                    .unwrap_or_default(),
                text: beginning(item, LISTED),
            });
        }
    }
    summary.author = author_of(page);
    summary
}

/// The record of the one post's author, where the page has one post.
fn author_of(page: &Page) -> Option<AuthorRecord> {
    let mut posts = (0..page.items.len()).filter(|index| page.places[*index].kind == Kind::Post);
    let (index, None) = (posts.next()?, posts.next()) else {
        return None;
    };
    let author = page.memory.author(page, index)?;
    let habit = author.habit;
    Some(AuthorRecord {
        id: author.id.clone(),
        name: author.name.clone(),
        posts: habit.posts,
        promo: habit.promo,
        asked: habit.asked,
        answered: habit.answered,
        rate: habit.two_way_rate().map(|rate| (rate.low, rate.high)),
    })
}

/// Adds what a frame of the page holds.
pub(super) fn join(summary: &mut Summary, frame: Summary) {
    summary.settled &= frame.settled;
    summary.posts += frame.posts;
    summary.comments += frame.comments;
    summary.unknown += frame.unknown;
    summary.total = summary.total.or(frame.total);
    for (label, n) in frame.labels {
        match summary.labels.iter_mut().find(|(known, _)| *known == label) {
            Some((_, count)) => *count += n,
            None => summary.labels.push((label, n)),
        }
    }
    sort(&mut summary.labels);
    summary.marked.extend(frame.marked);
}

/// Adds the items of a frame; what stands under the post around it stands under `post`.
pub(super) fn join_audit(audit: &mut Audit, post: Option<usize>, frame: Audit) {
    audit.settled &= frame.settled;
    audit.frames += 1;
    let mut places: Vec<Option<usize>> = Vec::with_capacity(frame.items.len());
    let mut next = audit.items.len();
    for item in &frame.items {
        let own = !item.key.starts_with(AROUND);
        places.push(if own { Some(next) } else { post });
        next += usize::from(own);
    }
    let items = frame
        .items
        .into_iter()
        .filter(|item| !item.key.starts_with(AROUND));
    audit.items.extend(items.map(|item| {
        AuditItem {
            parent_index: item
                .parent_index
                .and_then(|parent| places.get(parent).copied().flatten()),
            ..item
        }
    }));
}

/// The beginning of an item as the page shows it, on one line.
pub(super) fn beginning(item: &Item, characters: usize) -> String {
    let text = item.shown.as_deref().unwrap_or(&item.text);
    let mut line = String::new();
    for word in text.split_whitespace() {
        if line.len() > characters * 4 {
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line.chars().take(characters).collect()
}

fn count(counts: &mut Vec<(Label, u32)>, label: Label) {
    match counts.iter_mut().find(|(known, _)| *known == label) {
        Some((_, n)) => *n += 1,
        None => {
            let at = counts.partition_point(|(known, _)| *known < label);
            counts.insert(at, (label, 1));
        }
    }
}

/// Every item as it was understood.
pub(super) fn audit(page: &Page, settings: &Settings) -> Audit {
    let items = page.items.iter().enumerate().map(|(index, item)| {
        let (place, standing) = (page.places[index], &page.standings[index]);
        AuditItem {
            key: item.key.clone(),
            kind: place.kind,
            author: item.author.clone(),
            author_handle: item.handle.clone(),
            text_start: beginning(item, START),
            parent_index: place.parent,
            op: standing.op,
            ad: item.ad,
            state: standing.state,
            label: labels(page, index, settings).first().copied(),
        }
    });
    Audit {
        site: page.site.site.clone(),
        layout: page.layout,
        settled: page.settled,
        frames: 0,
        items: items.collect(),
    }
}
