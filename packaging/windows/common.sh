# What msi.sh and nsis.sh have in common; to be sourced, from the project's folder.
# shellcheck shell=bash disable=SC2034 # the variables are for those who source it

# shellcheck source=packaging/about.sh
. packaging/about.sh

release=target/x86_64-pc-windows-gnu/release
exe=${DESKBELL_EXE:-$release/deskbell.exe}
icon=${DESKBELL_ICO:-$release/deskbell.ico}
packages=${DESKBELL_PACKAGES:-target/packages}

# Windows counts in three numbers: to it 0.2.0-rc.1 would be 0.2.0, and the release could not take its place.
version=${1:-$cargo_version}
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || { echo "Windows counts in three numbers and cannot say $version: give it a version like 0.1.99." >&2; exit 64; }

for file in "$exe" "$icon"; do
    [ -e "$file" ] || { echo "There is no $file: 'make windows-build' makes it." >&2; exit 1; }
done

# What the exe says of its version, in four numbers as Windows compares them.
version_of() {
    local said
    said=$(strings -el "$1" | grep -A1 -x FileVersion | tail -n 1)
    said=${said%%[-+]*}.0
    [[ $said =~ ^[0-9]+\.[0-9]+\.[0-9]+\.0$ ]] || { echo "$1 says no version." >&2; return 1; }
    echo "$said"
}

# Puts program and icon with one time of change into a folder of its own, which the caller removes.
stage() {
    cp "$exe" "$1/deskbell.exe"
    cp "$icon" "$1/deskbell.ico"
    touch -d "@$SOURCE_DATE_EPOCH" "$1"/*
}
