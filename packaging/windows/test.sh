#!/bin/bash
# test.sh: under wine, runs the library's tests as built for Windows, and then the exe as it is shipped against the
# reference center: tests/windows.rs. Pictures are left in target/windows-test.
set -eu
cd "$(dirname "$0")/../.."
target=x86_64-pc-windows-gnu

packaging/debian-packages.sh test
packaging/windows/toolchain.sh
packaging/windows/wine.sh prepare
mkdir -p target/windows-test
# A wine of its own, because tests that run for both at once would meet in one registry.
echo "Building the library's tests for Windows; the first time this takes about six minutes on two cores."
DESKBELL_WINE=$PWD/target/wine-library CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER="$PWD/packaging/windows/wine.sh run --no-display" \
    cargo test --locked --target "$target" --lib
DESKBELL_WINE=$PWD/target/wine-library packaging/windows/wine.sh stop
# One after the other: each has a wine of its own to start.
cargo test --locked --test windows -- --ignored --test-threads 1
