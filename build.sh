#!/usr/bin/env bash
# Builds, checks, tests and measures Duplex. `./build.sh help` lists the verbs.
set -euo pipefail

CALLER=$PWD
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$ROOT"
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
TOOLS=${DUPLEX_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/duplex/tools}
NPM=$TOOLS/npm/node_modules
VERSION=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)

usage() {
  cat <<'TEXT'
usage: ./build.sh [VERB] [ARGUMENTS]
  (none)     build both packages into dist/
  demo       [--browser chromium|firefox] [--out DIR]: the real browser on the demo pages, with screenshots
  screenshots [--out DIR]: every face, light, dark, German, 360 px wide and right to left, on one sheet
  storefront [--out DIR]: the pictures that the stores ask for, into docs/store/
  icons      draw the icons' PNG files from their SVG files
  test       everything: check, native tests, packages, tests in Chromium and Firefox
  check      format, lints, docs, floors, the supply chain, the shim's types, the add-on linter
  run        [--browser chromium|firefox] [ARGUMENTS]: web-ext runs the package; arguments are web-ext's own
  judge      verdicts for items.jsonl: ./build.sh judge < items.jsonl > verdicts.jsonl
  audit      DIR [--browser chromium|firefox] [--out FILE] [--table]: what the extension reads on captured pages
  train      train the judge's models (arguments pass through)
  evaluate   measure the judge (arguments pass through)
  bench      [--browser chromium|firefox] [FIGURES...]: what the extension costs, one JSON line a figure
  fuzz       [DOOR...] [--seconds N]: libFuzzer at the engine's doors, ten minutes each
  source     the source package that a store asks for
  reproduce  build again from the source package alone, and compare the bytes
  release    VERSION: set version and changelog, test, build, reproduce
  setup      install what the other verbs need
TEXT
}

say() { printf '%s\n' "$*" >&2; }
die() { say "build.sh: $*"; exit 1; }

. build/setup.sh
. build/package.sh
. build/check.sh
. build/advisories.sh
. build/supply.sh
. build/fuzz.sh
. build/release.sh

# A path as the caller meant it, though we work from the root.
caller_path() { case $1 in /*) printf '%s' "$1" ;; *) printf '%s/%s' "$CALLER" "$1" ;; esac; }

# Builds one native tool quietly and becomes it, in the caller's folder.
run_tool() {
  local name=$1
  shift
  cargo build --quiet --release --bin "$name" >&2
  cd "$CALLER"
  exec "$TARGET/release/$name" "$@"
}

# Builds one tool of the browser tests and becomes it; relative paths stay relative to the caller.
run_browser_tool() {
  local name=$1
  shift
  cargo build --quiet --profile browser -p browser-tests --bin "$name" >&2
  export PATH="$TOOLS/bin:$PATH"
  cd "$CALLER"
  exec "$TARGET/browser/$name" "$@"
}

# Becomes web-ext, with the package in a browser of its own.
run_web_ext() {
  local browser=firefox binary target=firefox-desktop
  [ "${1:-}" != --browser ] || { browser=${2:?}; shift 2; }
  binary=(--firefox "$(command -v firefox-esr || command -v firefox)")
  [ "$browser" = firefox ] || { target=chromium; binary=(--chromium-binary "$(command -v chromium)"); }
  exec "$NPM/.bin/web-ext" run --no-config-discovery --no-reload --source-dir "dist/$browser" --target "$target" \
    "${binary[@]}" "$@"
}

run_bench() {
  cargo build --quiet --profile native --bin measure >&2
  PYTHONPATH=$TOOLS/python run_browser_tool bench --native "$TARGET/native/measure" --ublock "$(ublock_folder)" "$@"
}

# Native tests run before anything needs a browser, so that the quick failures come first.
run_tests() {
  check
  cargo test --quiet --workspace --exclude browser-tests
  PATH="$TOOLS/bin:$PATH" cargo test --quiet --profile browser -p browser-tests
}

verb=${1:-build}
[ $# -eq 0 ] || shift
case $verb in
  build) setup_build; build_packages ;;
  demo) setup_build; setup_browsers; build_packages >&2; run_browser_tool demo "$@" ;;
  screenshots) setup_build; setup_browsers; build_packages >&2; run_browser_tool screenshots "$@" ;;
  storefront) setup_build; setup_browsers; build_packages >&2; run_browser_tool storefront "$@" ;;
  icons) draw_icons ;;
  test) setup_build; setup_check; setup_browsers; run_tests ;;
  check) setup_build; setup_check; check ;;
  run) setup_build; setup_browsers; build_packages >&2; run_web_ext "$@" ;;
  judge | train | evaluate) setup_rust; run_tool "$verb" "$@" ;;
  audit) setup_build; setup_browsers; build_packages >&2; run_browser_tool audit "$@" ;;
  bench) setup_build; setup_browsers; setup_bench; build_packages >&2; run_bench "$@" ;;
  fuzz) setup_fuzz; fuzz "$@" ;;
  source) source_package ;;
  reproduce) setup_build; reproduce ;;
  release) setup_build; setup_check; setup_browsers; release "$@" ;;
  setup) setup_build; setup_check; setup_browsers ;;
  help | -h | --help) usage ;;
  *) usage >&2; exit 2 ;;
esac
