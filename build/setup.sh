# Installs what is missing, and only what the verb at hand needs. Sourced by build.sh.

BINARYEN=132.0.0
ADDONS_LINTER=10.13.0
TYPESCRIPT=7.0.2
CHROME_TYPES=0.3.7
AXE=4.14.1
WEB_EXT=10.7.0
CARGO_AUDIT=0.22.2
CARGO_DENY=0.20.2
GECKODRIVER=0.37.1

have() { command -v "$1" >/dev/null 2>&1; }

# apt_get PACKAGE...: installs Debian packages, as root or through sudo.
apt_get() {
  have apt-get || die "please install: $*"
  local as=()
  if [ "$(id -u)" -ne 0 ]; then
    have sudo || die "please install, as root: apt-get install $*"
    as=(sudo)
  fi
  say "installing $*"
  "${as[@]}" apt-get update -qq >&2
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

# One install at a time, also across working copies: the tools folder is shared.
locked() {
  mkdir -p "$TOOLS"
  exec 9>"$TOOLS/.lock"
  flock 9
  "$@"
  exec 9>&-
}

setup_rust() {
  have cargo || die "Rust is missing: see https://rustup.rs, then run this again"
}

# rust_part KIND NAME: a rustup target or component; without rustup, what is installed must do.
rust_part() {
  have rustup || return 0
  case $'\n'$(rustup "$1" list --installed) in
    *$'\n'"$2"*) ;;
    *) rustup "$1" add "$2" >&2 ;;
  esac
}

# cargo_tool PROGRAM CRATE VERSION [FLAG...]: built into the tools folder. Not --locked: those lock files name
# versions that a registry mirror may not have yet.
cargo_tool() {
  local program=$1 crate=$2 version=$3
  shift 3
  case $("$TOOLS/bin/$program" --version 2>/dev/null || true) in *" $version"*) return 0 ;; esac
  say "building $crate $version (a few minutes, once)"
  cargo install --quiet --root "$TOOLS" --force "$@" --version "$version" "$crate" >&2
}

# npm_tools NAME@VERSION...: exact versions beside each other in the tools folder.
npm_tools() {
  local missing=() spec name
  for spec in "$@"; do
    name=${spec%@*}
    grep -qsF "\"version\": \"${spec##*@}\"" "$NPM/$name/package.json" || missing+=("$spec")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  { have node && have npm; } || apt_get nodejs npm
  say "installing ${missing[*]}"
  mkdir -p "$TOOLS/npm"
  [ -f "$TOOLS/npm/package.json" ] || echo '{"private": true}' >"$TOOLS/npm/package.json"
  npm install --prefix "$TOOLS/npm" --silent --no-audit --no-fund --save-exact "${missing[@]}" >&2
}

setup_build() {
  setup_rust
  local wanted=() bindgen
  have zip || wanted+=(zip)
  have unzip || wanted+=(unzip)
  have cc || wanted+=(gcc libc6-dev)
  [ ${#wanted[@]} -eq 0 ] || apt_get "${wanted[@]}"
  rust_part target wasm32-unknown-unknown
  bindgen=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/"/, ""); print $3 }' Cargo.lock)
  locked cargo_tool wasm-bindgen wasm-bindgen-cli "$bindgen"
  locked npm_tools "binaryen@$BINARYEN"
}

setup_check() {
  locked cargo_tool cargo-deny cargo-deny "$CARGO_DENY" --debug
  # Locked: it no longer builds with the newest of what it needs (kstring asks for a later Rust).
  locked cargo_tool cargo-audit cargo-audit "$CARGO_AUDIT" --debug --locked
  rust_part component clippy
  rust_part component rustfmt
  locked npm_tools "addons-linter@$ADDONS_LINTER" "typescript@$TYPESCRIPT" "@types/chrome@$CHROME_TYPES"
}

setup_browsers() {
  local wanted=()
  have chromium || wanted+=(chromium)
  have chromedriver || wanted+=(chromium-driver)
  { have firefox-esr || have firefox; } || wanted+=(firefox-esr)
  # Without it the emoji of posts are empty boxes.
  case $(fc-list : family 2>/dev/null || true) in
    *Emoji*) ;;
    *) wanted+=(fonts-noto-color-emoji) ;;
  esac
  [ ${#wanted[@]} -eq 0 ] || apt_get "${wanted[@]}"
  locked npm_tools "axe-core@$AXE" "web-ext@$WEB_EXT"
  have geckodriver || locked cargo_tool geckodriver geckodriver "$GECKODRIVER"
}

# What is measured beside Duplex: uBlock Origin, unpacked and not installed, or every Firefox here would run it; and
# scikit-learn where there is Python.
setup_bench() {
  local folder=$TOOLS/ublock
  if [ ! -f "$(ublock_folder)/manifest.json" ]; then
    have apt-get || die "please unpack Debian's webext-ublock-origin-firefox in $folder"
    say "fetching uBlock Origin"
    mkdir -p "$folder"
    (cd "$folder" && apt-get download -qq webext-ublock-origin-firefox >&2 && dpkg-deb -x ./*.deb . && rm ./*.deb)
  fi
  if have python3 && ! PYTHONPATH=$TOOLS/python python3 -c 'import sklearn' 2>/dev/null; then
    say "installing scikit-learn"
    python3 -m pip install --quiet --target "$TOOLS/python" scikit-learn >&2 || say "going on without scikit-learn"
  fi
}

ublock_folder() { find "$TOOLS/ublock" -type d -name 'uBlock0@*' 2>/dev/null | head -n 1; }
