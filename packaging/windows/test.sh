#!/bin/bash
# test.sh [EXE]: under wine, runs the library's tests as built for Windows, and then the exe (as it is shipped, unless
# told another) against the reference center: tests/windows.rs. Pictures are left in target/windows-test.
set -eu
cd "$(dirname "$0")/../.."
target=x86_64-pc-windows-gnu
exe=${1:-target/$target/release/deskbell.exe}

packaging/debian-packages.sh test
packaging/windows/toolchain.sh
packaging/windows/wine.sh prepare
# A wine of its own, because what runs at the same time would meet in one registry.
export DESKBELL_WINE=$PWD/target/wine-library
echo "Building the library's tests for Windows; the first time this takes about six minutes on two cores."
CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER="$PWD/packaging/windows/wine.sh run --no-display" \
    cargo test --locked --target "$target" --lib
packaging/windows/wine.sh stop
unset DESKBELL_WINE
case "$exe" in */debug/*) cargo build --locked --target "$target" --bin deskbell ;; esac
# One after the other: each has a wine of its own to start.
DESKBELL_EXE=$(realpath "$exe") cargo test --locked --test windows -- --ignored --test-threads 1
