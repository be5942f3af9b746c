#!/bin/bash
# pack.sh deb|rpm PROGRAM FOLDER [VERSION]
# Makes one package of this already built program (packaging/linux/build.sh builds it) in FOLDER, and prints its name.
# VERSION, e.g. 0.0.9, stands in for that of Cargo.toml; tests upgrade with it.
# The same program and commit give the same package: times are the commit's, order and owners are fixed.
set -eu
umask 022
export LC_ALL=C TZ=UTC
cd "$(dirname "$0")/../.."
kind=$1 program=$(realpath "$2") folder=$3
mkdir -p "$folder"; folder=$(realpath "$folder")
# shellcheck source=packaging/about.sh
. packaging/about.sh
version=${4:-$cargo_version}
PATH="$PWD/target/tools/bin:$PATH"
# Cargo.toml names this folder.
files=target/packaging/files

# What goes where: MODE, SOURCE, PLACE.
place() { install -D -m "$1" "$2" "$files/$3"; }
squeeze() { mkdir -p "$(dirname "$files/$2")"; gzip -9n < "$1" > "$files/$2"; }

program_and_settings() {
    place 755 "$program" usr/bin/deskbell
    # Always the same: an administrator edits it, and if a new version brought another, unattended upgrades would stop
    # at the question which one is to stay. The commented one of all settings stands among the papers.
    place 644 packaging/linux/policy.toml etc/deskbell/policy.toml
    place 644 packaging/linux/autostart.desktop etc/xdg/autostart/deskbell.desktop
}

desktop() {
    place 644 packaging/linux/deskbell.desktop usr/share/applications/deskbell.desktop
    place 644 icons/deskbell.svg usr/share/icons/hicolor/scalable/apps/deskbell.svg
    for side in 16 22 24 32 48 64 128 256 512; do
        local icons="$files/usr/share/icons/hicolor/${side}x$side/apps"
        mkdir -p "$icons"
        rsvg-convert -w "$side" -h "$side" icons/deskbell.svg -o "$icons/deskbell.png"
    done
    mkdir -p "$files/usr/share/metainfo"
    sed -e "s/@VERSION@/$version/" -e "s/@DAY@/$(date -d "@$SOURCE_DATE_EPOCH" +%F)/" \
        packaging/linux/deskbell.metainfo.xml > "$files/usr/share/metainfo/dev.deskbell.deskbell.metainfo.xml"
}

terminal() {
    for page in packaging/linux/man/*.1; do squeeze "$page" "usr/share/man/man1/$(basename "$page").gz"; done
    place 644 packaging/linux/completions/deskbell.bash usr/share/bash-completion/completions/deskbell
    place 644 packaging/linux/completions/deskbell.fish usr/share/fish/vendor_completions.d/deskbell.fish
}

papers() {
    local doc=usr/share/doc/deskbell
    squeeze CHANGELOG.md "$doc/changelog.gz"
    place 644 packaging/policy/policy.toml "$doc/examples/policy.toml"
    # The licence as the format of such files wants it: indented, a full stop for an empty line.
    sed -e '/^@MIT@$/{s/.*//;r /dev/stdin
        d}' packaging/linux/copyright < <(sed -e 1,4d -e 's/^$/./' -e 's/^/ /' LICENSE-MIT) > "$files/$doc/copyright"
}

debian() {
    place 644 packaging/linux/completions/_deskbell usr/share/zsh/vendor-completions/_deskbell
    place 644 packaging/linux/lintian-overrides usr/share/lintian/overrides/deskbell
    local changelog="target/packaging/changelog"
    printf 'deskbell (%s-1) unstable; urgency=medium\n\n  * What is new stands in changelog.gz.\n\n -- %s  %s\n' \
        "$version" "$(sed -n '/^\[package.metadata.deb\]/,/^$/s/^maintainer = "\(.*\)"/\1/p' Cargo.toml)" \
        "$(date -R -d "@$SOURCE_DATE_EPOCH")" > "$changelog"
    squeeze "$changelog" usr/share/doc/deskbell/changelog.Debian.gz
}

stage() {
    rm -rf "$files"
    program_and_settings
    desktop
    terminal
    papers
    case "$kind" in
        deb) debian ;;
        rpm) place 644 packaging/linux/completions/_deskbell usr/share/zsh/site-functions/_deskbell ;;
    esac
    find "$files" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

tool() {
    command -v "$1" >/dev/null || { echo "Installing $1; this takes a minute or two." >&2; cargo install --locked --root target/tools "$1" >&2; }
}

case "$kind" in
    deb)
        tool cargo-deb
        stage
        cargo deb --quiet --locked --no-build --no-strip --deb-version "$version-1" --output "$folder/" > /dev/null
        echo "$folder/deskbell_$version-1_$(dpkg --print-architecture).deb" ;;
    rpm)
        tool cargo-generate-rpm
        stage
        package="$folder/deskbell-$version-1.$(uname -m).rpm"
        cargo generate-rpm --auto-req find-requires --set-metadata "version = \"$version\"" --source-date "$SOURCE_DATE_EPOCH" --output "$package" >&2
        echo "$package" ;;
    *) echo "usage: $0 deb|rpm PROGRAM FOLDER [VERSION]" >&2; exit 64 ;;
esac
