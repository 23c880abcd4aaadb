//! One stable sort for all lists. The standard library's would be there once for every shape that is sorted, at three
//! kilobytes each, for a speed that lists of some dozens do not show.

use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;

/// Sorts a list; what compares as equal stays in its order.
pub fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut order = merged(list.len(), &|one, other| compare(&list[one], &list[other]));
    // Each round of places that hand on to one another is walked once.
    for start in 0..order.len() {
        let mut at = start;
        loop {
            let from = core::mem::replace(&mut order[at], at);
            if from == start || from == at {
                break;
            }
            list.swap(at, from);
            at = from;
        }
    }
}

/// Sorts a list by its own order.
pub fn sort<T: Ord>(list: &mut [T]) {
    sort_by(list, T::cmp);
}

/// Texts in their order, each once.
pub fn once(mut texts: Vec<String>) -> Vec<String> {
    sort(&mut texts);
    texts.dedup();
    texts
}

/// The places from 0 in sorted order: runs of growing length, merged.
fn merged(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    let mut next = order.clone();
    let mut run = 1;
    while run < length {
        let mut start = 0;
        while start < length {
            let (middle, end) = ((start + run).min(length), (start + 2 * run).min(length));
            let (mut left, mut right) = (start, middle);
            for place in &mut next[start..end] {
                let take_right =
                    left == middle || (right < end && compare(order[right], order[left]) == Ordering::Less);
                let taken = if take_right { &mut right } else { &mut left };
                *place = order[*taken];
                *taken += 1;
            }
            start = end;
        }
        core::mem::swap(&mut order, &mut next);
        run *= 2;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_the_standard_library_does() {
        for length in 0..200_u32 {
            let mut list: Vec<(u32, u32)> = (0..length)
                .map(|at| (at.wrapping_mul(2_654_435_761) >> 8 & 15, at))
                .collect();
            let mut expected = list.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by(&mut list, |one, other| one.0.cmp(&other.0));
            assert_eq!(list, expected);
            sort_by(&mut list, |one, other| other.1.cmp(&one.1));
            assert!(list.is_sorted_by_key(|(_, at)| length - at));
            sort(&mut list);
            assert_eq!(list, expected);
        }
    }
}
