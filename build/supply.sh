# Where everything comes from, and that the same comes out again. Sourced by build.sh.

# Licences, sources and bans are checked from the lock files alone. Advisories need RustSec's database: fetched, or a
# clone of it named by DUPLEX_ADVISORY_DB. Without either the check goes on and says so; DUPLEX_ADVISORIES=required makes
# that a failure, as for a release.
supply_chain() {
  local manifest
  for manifest in Cargo.toml fuzz/Cargo.toml; do
    cargo fetch --quiet --locked --manifest-path "$manifest"
    deny "$manifest" licenses sources bans
  done
  invented_advisory_is_seen
  if ! fetch_advisories; then
    [ "${DUPLEX_ADVISORIES:-}" != required ] || { say "the advisory database cannot be fetched"; return 1; }
    say "check: ADVISORIES WERE NOT CHECKED: the RustSec database cannot be fetched from here"
    return 0
  fi
  say "check: advisories known on $(git -C "$ADVISORY_DB" log -1 --format=%cs)"
  deny_advisories "$ADVISORY_DB"
  audit_advisories "$ADVISORY_DB"
}

# deny MANIFEST [CHECK...]: cargo-deny with the rules of deny.toml.
deny() {
  local manifest=$1
  shift
  "$TOOLS/bin/cargo-deny" --log-level error --offline --manifest-path "$manifest" --config deny.toml --workspace --locked \
    check --hide-inclusion-graph "$@" >&2
}

# What is in the source package: what git knows, or, in an unpacked source package, everything but what is made.
source_files() {
  if git -C "$ROOT" rev-parse --show-toplevel >/dev/null 2>&1; then
    git -C "$ROOT" ls-files
  else
    (cd "$ROOT" && find . -type f -not -path './target/*' -not -path './dist/*' -not -path './fuzz/target/*' | cut -c 3-)
  fi
}

# The source package that a store asks for beside the minified or compiled one: dist/duplex-source-VERSION.zip.
source_package() {
  local copy=$TARGET/source/duplex-$VERSION file
  rm -rf "$TARGET/source"
  mkdir -p "$copy" dist
  source_files | while read -r file; do
    [ -f "$file" ] || continue
    mkdir -p "$copy/$(dirname "$file")"
    cp "$file" "$copy/$file"
  done
  zip_folder "$TARGET/source" "$PWD/dist/duplex-source-$VERSION.zip" keep_rights
  say "dist/duplex-source-$VERSION.zip"
}

# Builds from the source package alone, in another folder, and compares the bytes.
reproduce() {
  local away
  build_packages >&2
  source_package
  away=$(mktemp -d)
  unzip -q "dist/duplex-source-$VERSION.zip" -d "$away"
  say "building again from the source package, in $away"
  (cd "$away/duplex-$VERSION" && CARGO_TARGET_DIR="$away/target" ./build.sh >&2)
  local browser zip same=0
  for browser in chromium firefox; do
    zip=duplex-$browser-$VERSION.zip
    sha256sum <"dist/$zip" | sed "s/-/$zip/"
    cmp "dist/$zip" "$away/duplex-$VERSION/dist/$zip" || same=1
  done
  [ "$same" -eq 0 ] || { say "the bytes differ; the other build is in $away"; return 1; }
  rm -rf "$away"
  say "the same bytes, built from the source package alone"
}
