#!/bin/bash
# build.sh: builds deskbell.exe for Windows as it is shipped, on Linux, and says where it is and what it weighs.
set -eu
cd "$(dirname "$0")/../.."
target=x86_64-pc-windows-gnu
release=target/$target/release
# shellcheck source=packaging/about.sh
. packaging/about.sh

packaging/windows/toolchain.sh

cargo build --release --locked --target "$target" --bin deskbell
# The build script leaves the icon in a folder with a number of its own; the last one is of this build.
icon=$(find "$release/build" -path '*/deskbell-*/out/deskbell.ico' -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-)
cp "$icon" "$release/deskbell.ico"

weigh "$release/deskbell.exe" 15000000
