//! Trains the weights of the judge of promotion on labelled rows.
//!
//! usage: train TEXT_FOLDER WEIGHTS_FILE \[--ours FOLDER\] \[--set NAME=NUMBER\]...

#[path = "training/mod.rs"]
mod training;

fn main() -> std::process::ExitCode {
    training::command("train")
}
