# What msi.sh and nsis.sh have in common; to be sourced, from the project's folder.
# shellcheck shell=bash disable=SC2034 # the variables are for those who source it

# shellcheck source=packaging/about.sh
. packaging/about.sh

release=target/x86_64-pc-windows-gnu/release
exe=${DESKBELL_EXE:-$release/deskbell.exe}
icon=${DESKBELL_ICO:-$release/deskbell.ico}
packages=${DESKBELL_PACKAGES:-target/packages}

# Windows counts in three numbers; what stands after them (0.2.0-rc.1) it cannot say.
full_version=${1:-$cargo_version}
version=${full_version%%[-+]*}

for file in "$exe" "$icon"; do
    [ -e "$file" ] || { echo "There is no $file: 'make windows-build' makes it." >&2; exit 1; }
done

# Puts program and icon with one time of change into a folder of its own, which the caller removes.
stage() {
    cp "$exe" "$1/deskbell.exe"
    cp "$icon" "$1/deskbell.ico"
    touch -d "@$SOURCE_DATE_EPOCH" "$1"/*
}
