#!/bin/bash
# toolchain.sh: installs what building for Windows on Linux needs: Debian's compiler and makers of
# installers, and Rust's standard library for the target. Does nothing where all is there.
set -eu
cd "$(dirname "$0")/../.."

# What we build for. MinGW's target links on Linux without anything of Microsoft's.
target=x86_64-pc-windows-gnu

packaging/debian-packages.sh windows
if rustc --print target-libdir --target "$target" 2>/dev/null | xargs -r test -d; then
    exit 0
fi
if ! command -v rustup >/dev/null; then
    echo "Rust's standard library for $target is missing. Install it as you installed Rust; 'rustup target add $target' does where there is rustup." >&2
    exit 1
fi
rustup target add "$target"
