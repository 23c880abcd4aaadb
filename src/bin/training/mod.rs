//! Training and measuring the judge of promotion; shared by `train` and `evaluate`.

pub(crate) mod choice;
pub(crate) mod cross;
pub(crate) mod files;
pub(crate) mod fit;
pub(crate) mod measure;
pub(crate) mod rows;
