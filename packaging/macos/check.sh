#!/bin/bash
# check.sh: type-checks and lints the program for macOS on a computer that is none.
# Nothing is linked, so no compiler and no SDK of Apple's is needed: crates with C inside get a
# compiler that only makes empty files. What this cannot tell is in docs/platforms.md.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=packaging/macos/common.sh
. packaging/macos/common.sh
target=aarch64-apple-darwin

rustup target list --installed 2>/dev/null | grep -qx "$target" || rustup target add "$target" || {
    echo "The standard library for $target cannot be fetched here: nothing was checked." >&2
    exit 1
}

empty="$PWD/target/macos-check"
mkdir -p "$empty/sdk"
printf '#!/bin/sh\nwhile [ $# -gt 0 ]; do [ "$1" != -o ] || : > "$2"; shift; done\n' > "$empty/cc"
printf '#!/bin/sh\nfor a; do case "$a" in *.a) : > "$a" ;; esac; done\n' > "$empty/ar"
chmod +x "$empty/cc" "$empty/ar"

SDKROOT="$empty/sdk" MACOSX_DEPLOYMENT_TARGET=$oldest \
    CC_aarch64_apple_darwin="$empty/cc" AR_aarch64_apple_darwin="$empty/ar" \
    cargo clippy --locked --lib --bins --target "$target" -- -D warnings
echo "Type-checked and linted for $target. It was not linked and not run."
