# The checks that need no test run: format, lints, docs, floors, supply chain, types, packages. Sourced by build.sh.

SHIM_LINES=600

check() {
  step format cargo fmt --all --check
  step clippy cargo clippy --quiet --all-targets -- -D warnings
  step "clippy, browser tests" cargo clippy --quiet --profile browser -p browser-tests --all-targets -- -D warnings
  step "clippy, wasm32" cargo clippy --quiet --lib --target wasm32-unknown-unknown -- -D warnings
  step docs env RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps --document-private-items
  step floors no_browser_on_host
  step "supply chain" supply_chain
  step packages build_packages
  step "shim types" shim_types
  step "shim size" shim_size
  step "add-on linter, firefox" lint_package firefox
  step "add-on linter, chromium" lint_package chromium --enable-background-service-worker
}

# step NAME COMMAND...: says what runs. Not `"$@" || ...`, which would switch `set -e` off inside the command.
step() {
  STEP=$1
  shift
  say "check: $STEP"
  "$@"
  STEP=
}
trap '[ -z "${STEP:-}" ] || say "check failed: $STEP"' EXIT

# Pure judgement must not reach the browser: what speaks to it may be in the wasm tree only.
no_browser_on_host() {
  local tree
  tree=$(cargo tree --quiet -e normal,build --prefix none)
  ! grep -E '^(web-sys|js-sys|wasm-bindgen|gloo)' <<<"$tree" >&2
}

# A page's content scripts share one scope, and the background is a module: one program, in the package's own shape.
shim_types() {
  local folder=$TARGET/shim-types
  rm -rf "$folder"
  mkdir -p "$folder/engine"
  cp -R extension/. "$folder"
  cp "$STAGE"/*.d.ts "$folder/engine"
  cp build/shim.d.ts "$folder"
  "$NPM/.bin/tsc" --noEmit --allowJs --checkJs --strict --target es2022 --module esnext \
    --moduleResolution bundler --lib esnext,dom,dom.iterable,dom.asynciterable \
    --typeRoots "$NPM/@types" --types chrome "$folder/shim.d.ts" $(find "$folder" -name '*.js' | sort)
}

shim_size() {
  [ "$(shim_lines)" -le "$SHIM_LINES" ] || { say "the shim has $(shim_lines) lines, $SHIM_LINES are allowed"; return 1; }
}

# lint_package BROWSER [FLAG...]: notices are shown, warnings and errors fail.
lint_package() {
  local browser=$1 report
  shift
  report=$("$NPM/.bin/addons-linter" "$@" -o json "dist/duplex-$browser-$VERSION.zip" || true)
  jq -r '(.errors + .warnings + .notices)[] | "\(._type): \(.code): \(.file // "") \(.message)"' <<<"$report" >&2
  jq -e '.errors + .warnings == []' <<<"$report" >/dev/null
}
