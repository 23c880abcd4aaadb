# A release: the version and the changelog set, everything built and checked. Sourced by build.sh.

# release VERSION: nothing is sent anywhere; what is left to do by hand is said at the end.
release() {
  local version=${1:-} today
  [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || die "a version such as 1.2.3 is needed"
  [ -z "$(git status --porcelain)" ] || die "there are changes that are not committed"
  grep -q '^## Unreleased$' CHANGELOG.md || die "CHANGELOG.md has no section Unreleased"
  [ -n "$(sed -n '/^## Unreleased$/,/^## [0-9]/{/^- /p}' CHANGELOG.md)" ] || die "nothing is told under Unreleased"
  today=$(date -u +%Y-%m-%d)
  sed -i "0,/^version = \".*\"/s//version = \"$version\"/" Cargo.toml
  sed -i "s/^## Unreleased$/## Unreleased\n\n## $version ($today)/" CHANGELOG.md
  cargo update --quiet --offline --workspace
  cargo update --quiet --offline --workspace --manifest-path fuzz/Cargo.toml
  VERSION=$version
  rm -rf dist
  DUPLEX_ADVISORIES=required run_tests
  reproduce
  cat <<TEXT
dist/ holds the packages of $version and their source. Left to do:
  git commit -am "Release $version" && git tag -s v$version
  addons.mozilla.org: duplex-firefox-$version.zip, with duplex-source-$version.zip as its source
  Chrome Web Store: duplex-chromium-$version.zip
  docs/store/ has what the stores ask
TEXT
}
