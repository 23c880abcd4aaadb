//! A page's batch, and pruning: fetches the rows and authors that are touched, lets the shelf work on them, and writes
//! what has changed.

use super::door::{AGE, BANDS, PAIR, Trouble, Visit, pair, parse};
use crate::record::{Known, Learned, Row, Seen, SeenWhat, Shelf, Told, What};
use crate::values::{State, once};

/// Near-copies looked at for one band.
const CANDIDATES: u32 = 16;
/// Rows pruned in one transaction.
const PRUNED: u32 = 200;
/// Says that there may be more to prune.
pub(super) const MORE: &str = "more";

/// Takes in what a page told; answers what is known of the people on it.
pub(super) async fn take_in(visit: &Visit, told: &Told, now: f64) -> Result<String, Trouble> {
    let mut shelf = Shelf::default();
    shelf.put_stored(visit.rows(&named_rows(&told.seen)).await?, Vec::new());
    let candidates = candidates(visit, &shelf, &told.seen).await?;
    shelf.put_stored(candidates, Vec::new());
    let mut people = told.authors.clone();
    people.extend(shelf.rows().filter_map(|row| row.by.clone()));
    people.extend(
        told.seen
            .iter()
            .filter_map(|seen| Some(seen.by.as_ref()?.id.clone())),
    );
    shelf.put_stored(Vec::new(), visit.authors(&once(people)).await?);
    for seen in &told.seen {
        shelf.take_in(seen, now);
    }
    let mut learned = Learned::default();
    let mut asked = told.authors.clone();
    for seen in &told.seen {
        let Some(row) = shelf.row(&seen.id) else { continue };
        if let (SeenWhat::Post(_), Some(who)) = (&seen.what, &seen.by) {
            asked.push(who.id.clone());
        }
        match &row.what {
            What::Post(post) => {
                if let Some(copy) = &post.copy {
                    learned.copies.push((row.id.clone(), copy.clone()));
                }
            }
            What::Comment(comment) => {
                asked.extend(comment.to.clone());
                let waits = comment.state == State::Unanswered && comment.newcomer;
                if let (true, Some(to), Some(by)) = (waits, &comment.to, &row.by)
                    && visit.count_in(PAIR, &pair(to, by)).await? > 0
                {
                    learned.met.push(row.id.clone());
                }
            }
        }
    }
    write_changes(visit, &mut shelf)?;
    for id in once(asked) {
        learned.authors.extend(shelf.author(&id).map(Known::from));
    }
    Ok(learned.text())
}

/// Ids of the rows that a batch names.
fn named_rows(seen: &[Seen]) -> Vec<String> {
    let mut named = Vec::new();
    for seen in seen {
        named.push(seen.id.clone());
        if let SeenWhat::Comment(comment) = &seen.what {
            named.extend(comment.post.clone());
        }
    }
    once(named)
}

/// Rows whose wording may be near to that of posts that are new.
async fn candidates(visit: &Visit, shelf: &Shelf, seen: &[Seen]) -> Result<Vec<Row>, Trouble> {
    let mut found: Vec<Row> = Vec::new();
    for seen in seen {
        let SeenWhat::Post(post) = &seen.what else {
            continue;
        };
        let Some(sketch) = post.sketch.as_ref().filter(|_| shelf.row(&seen.id).is_none()) else {
            continue;
        };
        for band in sketch.bands() {
            for text in visit.indexed(BANDS, Some(&band.into()), CANDIDATES).await? {
                let row: Row = parse(&text)?;
                if shelf.row(&row.id).is_none() && found.iter().all(|known| known.id != row.id) {
                    found.push(row);
                }
            }
        }
    }
    Ok(found)
}

/// Writes what has changed on the shelf.
pub(super) fn write_changes(visit: &Visit, shelf: &mut Shelf) -> Result<(), Trouble> {
    let changes = shelf.take_changes();
    for id in &changes.rows {
        match shelf.row(id) {
            Some(row) => visit.put_row(row)?,
            None => visit.delete_row(id)?,
        }
    }
    for id in &changes.authors {
        match shelf.author(id) {
            Some(author) => visit.put_author(author)?,
            None => visit.delete_author(id)?,
        }
    }
    Ok(())
}

/// Forgets some of what is too old or too much; answers whether there may be more.
pub(super) async fn prune(visit: &Visit, oldest: u32, most: u32) -> Result<String, Trouble> {
    let (all, _) = visit.counts().await?;
    let beyond = all.saturating_sub(most);
    let (mut rows, mut stale, mut posts) = (Vec::new(), Vec::new(), Vec::new());
    for (index, text) in visit.indexed(AGE, None, PRUNED).await?.iter().enumerate() {
        let row: Row = parse(text)?;
        if (index as u32) < beyond || row.last < oldest {
            stale.push(row.id.clone());
        }
        posts.extend(row.post().map(str::to_owned));
        rows.push(row);
    }
    if stale.is_empty() {
        return Ok(String::new());
    }
    let mut shelf = Shelf::default();
    shelf.put_stored(visit.rows(&once(posts)).await?, Vec::new());
    shelf.put_stored(rows, Vec::new());
    let people = shelf.rows().filter_map(|row| row.by.clone()).collect();
    shelf.put_stored(Vec::new(), visit.authors(&once(people)).await?);
    for id in &stale {
        shelf.forget_row(id);
    }
    write_changes(visit, &mut shelf)?;
    let more = stale.len() == PRUNED as usize;
    Ok(if more { MORE.to_owned() } else { String::new() })
}
