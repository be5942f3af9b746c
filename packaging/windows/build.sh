#!/bin/bash
# build.sh [TARGET_DIR]: builds deskbell.exe for Windows as it is shipped, on Linux, and says where it is and what it
# weighs.
set -eu
cd "$(dirname "$0")/../.."
TARGET_DIR=$(realpath -m "${1:-target}")
triple=x86_64-pc-windows-gnu
release=$TARGET_DIR/$triple/release
# shellcheck source=packaging/about.sh
. packaging/about.sh
# shellcheck source=packaging/rustflags.sh
. packaging/rustflags.sh

packaging/windows/toolchain.sh

cargo build --release --locked --target "$triple" --bin deskbell --target-dir "$TARGET_DIR"
# The build script leaves the icon in a folder with a number of its own; the last one is of this build.
icon=$(find "$release/build" -path '*/deskbell-*/out/deskbell.ico' -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-)
cp "$icon" "$release/deskbell.ico"

weigh "$release/deskbell.exe" 15000000
