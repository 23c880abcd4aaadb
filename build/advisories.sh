# What is known against the crates in the lock files, by RustSec. Sourced by build.sh.

RUSTSEC=https://github.com/RustSec/advisory-db
# The name that cargo-deny gives its clone of that address.
RUSTSEC_CLONE=advisory-db-3157b0e258782691

# Sets ADVISORY_DB. A network that answers nothing must not hold the check up.
fetch_advisories() {
  ADVISORY_DB=${DUPLEX_ADVISORY_DB:-$TOOLS/advisory-db}
  [ -z "${DUPLEX_ADVISORY_DB:-}" ] || return 0
  if [ -d "$ADVISORY_DB/.git" ]; then
    timeout 60 git -C "$ADVISORY_DB" pull --quiet --ff-only 2>/dev/null
  else
    timeout 60 git clone --quiet --depth 1 "$RUSTSEC" "$ADVISORY_DB" 2>/dev/null
  fi
}

# Both read the clone at $1 and no other.
deny_advisories() {
  local manifest clones=$TARGET/advisories
  mkdir -p "$clones"
  ln -sfn "$1" "$clones/$RUSTSEC_CLONE"
  for manifest in Cargo.toml fuzz/Cargo.toml; do
    DUPLEX_ADVISORY_CLONES=$clones deny "$manifest" advisories || return 1
  done
}

audit_advisories() {
  local lock
  for lock in Cargo.lock fuzz/Cargo.lock; do
    "$TOOLS/bin/cargo-audit" audit --quiet --db "$1" --no-fetch --stale --deny warnings --file "$lock" >&2 || return 1
  done
}

# Neither would be missed if it found nothing ever: so an invented advisory must stop both.
invented_advisory_is_seen() {
  local db tool said
  db=$(mktemp -d)
  mkdir -p "$db/crates/serde"
  printf '%s\n' '```toml' '[advisory]' 'id = "RUSTSEC-2099-0001"' 'package = "serde"' 'date = "2026-01-01"' '[versions]' \
    'patched = []' '```' '' '# Invented' '' 'Invented.' >"$db/crates/serde/RUSTSEC-2099-0001.md"
  git -C "$db" init --quiet
  git -C "$db" add .
  git -C "$db" -c user.name=check -c user.email=check@localhost commit --quiet --message invented
  for tool in deny_advisories audit_advisories; do
    said=$("$tool" "$db" 2>&1 || true)
    case $said in
      *RUSTSEC-2099-0001*) ;;
      *) say "$tool does not see an advisory: $said"; return 1 ;;
    esac
  done
  rm -rf "$db"
}
