#!/bin/bash
# build.sh [TARGET_DIR]
# Builds the daemon as it is shipped, and prints where it is.
# Goes into a folder of the platform's name, so that the build scripts and macros of `cargo build --release` serve again.
set -eu
cd "$(dirname "$0")/../.."
TARGET_DIR=$(realpath -m "${1:-target}")
# shellcheck source=packaging/rustflags.sh
. packaging/rustflags.sh

triple=$(rustc --version --verbose | sed -n 's/^host: //p')
# With its symbols, which tell what takes the room; the packages leave them out.
cargo rustc --release --locked --bin deskbell --target "$triple" --target-dir "$TARGET_DIR" -- -C strip=none >&2
echo "$TARGET_DIR/$triple/release/deskbell"
