#!/bin/bash
# check.sh: the compiler and Clippy look at library, programs and unit tests as they are for Windows; no
# warning is let through. Nothing is run.
set -eu
cd "$(dirname "$0")/../.."
target=x86_64-pc-windows-gnu

packaging/windows/toolchain.sh
echo "Checking for $target; the first time this takes about five minutes on two cores."
cargo clippy --locked --target "$target" --lib --bins -- -D warnings
# The library once more as its tests see it. The other tests have Linux' desktops in them.
cargo clippy --locked --target "$target" --lib --profile test -- -D warnings
