# Builds the engine and makes each browser's package from the one manifest. Sourced by build.sh.

# Without the prefixes the wasm would carry the builder's own folders in its panic messages. Half a megabyte of stack is plenty,
# and leaves all data below 2^20, where an address takes a byte less.
wasm_flags() {
  local home=${CARGO_HOME:-$HOME/.cargo} folder flags=-Clink-arg=-zstack-size=524288
  flags+=$'\x1f'"--remap-path-prefix=$ROOT=duplex"
  flags+=$'\x1f'"--remap-path-prefix=$(rustc --print sysroot)/lib/rustlib/src/rust/library=rust"
  for folder in "$home"/registry/src/*; do
    [ -d "$folder" ] && flags+=$'\x1f'"--remap-path-prefix=$folder=crates"
  done
  printf '%s' "$flags"
}

# The engine as wasm and its glue, in $STAGE: one module that judges, one that keeps the record, one for popup, options and
# the like. The .d.ts beside them serve `check` and are not packaged.
# DUPLEX_QUICK=1 builds in a fraction of the time, several times larger: for trying things out.
build_engine() {
  STAGE=$TARGET/engine
  cargo fetch --quiet --target wasm32-unknown-unknown
  build_module background duplex
  build_module record record
  build_module faces faces
}

# build_module FEATURE NAME: the crate with one of its features. As a cdylib alone: with the library beside it cargo leaves
# link-time optimisation out.
build_module() {
  local profile=release
  [ -z "${DUPLEX_QUICK:-}" ] || profile=quick
  CARGO_ENCODED_RUSTFLAGS=$(wasm_flags) \
    cargo rustc --quiet --profile "$profile" --lib --crate-type cdylib --target wasm32-unknown-unknown \
    --no-default-features --features "$1"
  "$TOOLS/bin/wasm-bindgen" --target web --out-name "$2" --out-dir "$STAGE" \
    "$TARGET/wasm32-unknown-unknown/$profile/duplex.wasm"
  [ "$profile" = quick ] || optimise "$STAGE/${2}_bg.wasm"
}

# optimise WASM: smaller, in place. The lowest kilobyte is the end of the stack, so no address in use lies there.
optimise() {
  "$NPM/.bin/wasm-opt" -Oz --converge --low-memory-unused --strip-debug --strip-producers \
    --enable-bulk-memory --enable-bulk-memory-opt --enable-mutable-globals --enable-multivalue \
    --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext \
    "$1" -o "$1.opt"
  mv "$1.opt" "$1"
}

# package BROWSER: dist/BROWSER and its zip, the same bytes from the same source.
package() {
  local browser=$1 folder=dist/$1
  rm -rf "$folder"
  mkdir -p "$folder/engine"
  cp -R extension/. "$folder"
  cp "$STAGE"/{duplex,record,faces}.js "$STAGE"/{duplex,record,faces}_bg.wasm "$folder/engine"
  "$TARGET/release/package" data >"$folder/engine/data.bin"
  "$TARGET/release/package" manifest "$browser" >"$folder/manifest.json"
  zip_folder "$folder" "$PWD/dist/duplex-$browser-$VERSION.zip"
}

# zip_folder FOLDER ZIP [keep_rights]: sorted, with fixed times and rights, or only with fixed times. From a copy: browsers
# take a file's time for its version.
zip_folder() {
  local copy=$TARGET/zip
  rm -rf "$copy" "$2"
  cp -R "$1" "$copy"
  [ "${3:-}" = keep_rights ] || find "$copy" -type f -exec chmod 644 {} +
  find "$copy" -type f -exec touch -d '1980-01-01T00:00:00Z' {} +
  (cd "$copy" && find . -type f | cut -c 3- | LC_ALL=C sort | TZ=UTC zip -q -X -@ "$2")
}

build_packages() {
  build_engine
  cargo build --quiet --release --bin package
  package chromium
  package firefox
  print_sizes
}

print_sizes() {
  local module wasm
  for module in duplex record faces; do
    wasm=dist/chromium/engine/${module}_bg.wasm
    printf '%-7s %7d bytes, %7d gzipped; glue %6d bytes\n' "$module" "$(wc -c <$wasm)" \
      "$(gzip -9 -n -c $wasm | wc -c)" "$(wc -c <dist/chromium/engine/$module.js)"
  done
  printf 'shim    %7d lines\n' "$(shim_lines)"
  printf '%s\n' dist/*-"$VERSION".zip
}

shim_lines() { cat extension/content/*.js | wc -l; }

# The extension's own icon in its four sizes, and the toolbar's states in two.
draw_icons() {
  have rsvg-convert || apt_get librsvg2-bin
  local folder=extension/icons name size
  rsvg-convert -w 16 -h 16 "$folder/on.svg" -o "$folder/16.png"
  for size in 32 48 128; do rsvg-convert -w "$size" -h "$size" "$folder/icon.svg" -o "$folder/$size.png"; done
  for name in on absent paused changed; do
    for size in 16 32; do rsvg-convert -w "$size" -h "$size" "$folder/$name.svg" -o "$folder/$name-$size.png"; done
  done
}
