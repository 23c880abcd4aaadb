# Fuzzing with libFuzzer, by stable Rust: coverage is counted by LLVM, and no sanitizer is needed where no code is unsafe.
# Sourced by build.sh.

CARGO_FUZZ=0.13.2
FUZZ_DOORS="items sites embedded settings record model"

setup_fuzz() {
  setup_rust
  local wanted=()
  have c++ || wanted+=(g++)
  [ ${#wanted[@]} -eq 0 ] || apt_get "${wanted[@]}"
  locked cargo_tool cargo-fuzz cargo-fuzz "$CARGO_FUZZ"
}

# fuzz [DOOR...] [--seconds N]: each door in turn. What is found is in fuzz/artifacts/DOOR; mended, it becomes a test by
# being moved to fuzz/cases/DOOR.
fuzz() {
  local seconds=600 doors=() door
  while [ $# -gt 0 ]; do
    case $1 in
      --seconds) seconds=${2:?}; shift ;;
      *) doors+=("$1") ;;
    esac
    shift
  done
  [ ${#doors[@]} -gt 0 ] || read -ra doors <<<"$FUZZ_DOORS"
  export PATH="$TOOLS/bin:$PATH"
  cargo test --quiet --test doors -- --ignored write_seeds >&2
  for door in "${doors[@]}"; do
    say "fuzz: $door, $seconds s"
    (unset CARGO_TARGET_DIR; nice cargo fuzz run --sanitizer none "$door" -- \
      -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 -max_len=16384 -print_final_stats=1)
  done
}
