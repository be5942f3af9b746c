#!/bin/bash
# reproducible.sh PROGRAM
# Makes both packages of this program twice, with another umask, language and zone, and compares.
# With REBUILD=1 the programs for Linux and Windows themselves are built again in a folder of their own, which takes half
# an hour.
set -eu
cd "$(dirname "$0")/.."
program=$1
work=target/packaging/reproducible
rm -rf "$work/one" "$work/two"

(umask 022; export LC_ALL=C.UTF-8 TZ=UTC; for kind in deb rpm; do packaging/linux/pack.sh "$kind" "$program" "$work/one"; done) > /dev/null
(umask 077; export LC_ALL=C TZ=Asia/Kathmandu; for kind in rpm deb; do packaging/linux/pack.sh "$kind" "$program" "$work/two"; done) > /dev/null
for package in "$work/one"/*; do
    cmp "$package" "$work/two/$(basename "$package")"
    echo "the same twice: $(basename "$package")"
done

# Folders of people and of builds.
tells_nothing() {
    local told
    told=$(strings -n 6 "$1" | grep -E "^(/home/|/root/|$PWD)|/\.cargo/|/\.rustup/" || true)
    if [ -n "$told" ]; then echo "$1 tells where it was built: $told" >&2; exit 1; fi
    echo "names no folder of the machine that built it: $(basename "$1")"
}
tells_nothing "$program"

if [ "${REBUILD:-}" = 1 ]; then
    # As `make program` does it.
    strip -R .comment -o "$work/program" "$(packaging/linux/build.sh "$work/build")"
    cmp "$program" "$work/program"
    echo "the same twice: the program"

    exe=x86_64-pc-windows-gnu/release/deskbell.exe
    packaging/windows/build.sh
    tells_nothing "target/$exe"
    packaging/windows/build.sh "$work/build"
    cmp "target/$exe" "$work/build/$exe"
    echo "the same twice: deskbell.exe"
fi
