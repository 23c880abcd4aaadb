//! Floor 1, its upper half: pages in, verdicts out.
