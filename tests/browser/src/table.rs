//! The scores of an audit as a Markdown table, a row a site.

use std::collections::{BTreeMap, HashMap};

use crate::Result;
use crate::audit::Line;
use crate::pages::Folder;
use crate::score::{Score, Share, score};

/// Adds up the scores of all pages with a truth: by site, and in all. A page that the audit lacks counts as unread.
pub fn by_site(folder: &Folder, lines: &[Line]) -> Result<(BTreeMap<String, Score>, Score)> {
    let read: HashMap<&str, &Line> = lines.iter().map(|line| (line.path(), line)).collect();
    let (mut sites, mut all) = (BTreeMap::<String, Score>::new(), Score::default());
    for entry in &folder.entries {
        let Some(truth) = folder.truth(entry)? else {
            continue;
        };
        let page = score(
            &truth,
            read.get(entry.path.as_str()).map_or(&[], |line| line.items()),
        );
        *sites.entry(entry.site.clone()).or_default() += page;
        all += page;
    }
    Ok((sites, all))
}

/// The table's text.
pub fn markdown(sites: &BTreeMap<String, Score>, all: &Score) -> String {
    let mut out = String::from(
        "| site | pages | items | found | invented | kind | author | parent | op | ad recall | ad precision | accused | silent |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for (site, score) in sites
        .iter()
        .map(|(site, score)| (site.as_str(), score))
        .chain([("all", all)])
    {
        let shares = [
            score.found,
            score.invented,
            score.kind,
            score.author,
            score.parent,
            score.op,
        ];
        let ads = [score.ad_recall, score.ad_precision];
        let cells = |shares: &[Share]| {
            shares
                .iter()
                .map(|share| percent(*share))
                .collect::<Vec<_>>()
                .join(" | ")
        };
        out.push_str(&format!(
            "| {site} | {} | {} | {} | {} | {} | {} |\n",
            score.pages,
            score.found.of,
            cells(&shares),
            cells(&ads),
            score.accused,
            percent(score.silent)
        ));
    }
    out
}

fn percent(share: Share) -> String {
    share
        .value()
        .map_or_else(|| "-".into(), |value| format!("{:.1} %", value * 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_a_site_and_one_for_all() {
        let one = Score {
            pages: 1,
            found: Share { hits: 1, of: 3 },
            accused: 2,
            ..Score::default()
        };
        let text = markdown(&BTreeMap::from([("blog".to_owned(), one)]), &one);
        assert_eq!(text.lines().count(), 4);
        assert!(text.contains("| blog | 1 | 3 | 33.3 % | - |"));
        assert!(text.lines().all(|line| line.matches('|').count() == 14));
    }
}
