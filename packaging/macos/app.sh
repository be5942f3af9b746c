#!/bin/bash
# app.sh PROGRAM: lays out target/packages/macos/Deskbell.app around the program, and beside it what an
# installer puts elsewhere. Works on macOS and on Debian; the program itself has to be built on a Mac.
set -eu
cd "$(dirname "$0")/../.."
[ $# = 1 ] && [ -f "$1" ] || { echo "usage: $0 PROGRAM (deskbell, built for macOS)" >&2; exit 64; }

# shellcheck source=packaging/about.sh
. packaging/about.sh
version=$cargo_version
languages=$(for file in src/i18n/*.ftl; do printf '\t\t<string>%s</string>\n' "$(basename "$file" .ftl)"; done)
root=target/packages/macos
app="$root/Deskbell.app/Contents"

rm -rf "$root"
mkdir -p "$app/MacOS" "$app/Resources" "$root/LaunchAgents"
install -m 755 "$1" "$app/MacOS/deskbell"
printf 'APPL????' > "$app/PkgInfo"
awk -v version="$version" -v languages="$languages" \
    '/@LANGUAGES@/ { print languages; next } { gsub(/@VERSION@/, version); print }' \
    packaging/macos/Info.plist > "$app/Info.plist"
cp packaging/macos/com.deskbell.deskbell.plist "$root/LaunchAgents/"

icons=$(mktemp -d)
trap 'rm -rf "$icons"' EXIT
# rsvg-convert: Debian's librsvg2-bin, or `brew install librsvg` on a Mac.
for side in 16 32 128 256 512 1024; do
    rsvg-convert --width "$side" --height "$side" icons/deskbell.svg > "$icons/$side.png"
done
if command -v iconutil >/dev/null; then
    set_of="$icons/deskbell.iconset"
    mkdir "$set_of"
    for side in 16 32 128 256 512; do
        cp "$icons/$side.png" "$set_of/icon_${side}x${side}.png"
    done
    cp "$icons/32.png" "$set_of/icon_16x16@2x.png"
    cp "$icons/256.png" "$set_of/icon_128x128@2x.png"
    cp "$icons/512.png" "$set_of/icon_256x256@2x.png"
    cp "$icons/1024.png" "$set_of/icon_512x512@2x.png"
    iconutil --convert icns --output "$app/Resources/deskbell.icns" "$set_of"
else
    png2icns "$app/Resources/deskbell.icns" "$icons"/{16,32,128,256,512,1024}.png >/dev/null
fi
echo "$root/Deskbell.app is laid out, version $version. It is not signed."
