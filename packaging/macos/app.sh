#!/bin/bash
# app.sh PROGRAM: lays out target/packaging/macos/Deskbell.app around the program, and beside it what an
# installer puts elsewhere. Works on macOS and on Debian; the program itself has to be built on a Mac.
set -eu
cd "$(dirname "$0")/../.."
[ $# = 1 ] && [ -f "$1" ] || { echo "usage: $0 PROGRAM (deskbell, built for macOS)" >&2; exit 64; }

# shellcheck source=packaging/macos/common.sh
. packaging/macos/common.sh
languages=$(for file in src/i18n/*.ftl; do printf '\t\t<string>%s</string>\n' "$(basename "$file" .ftl)"; done)
contents="$app/Contents"

rm -rf "$layout"
mkdir -p "$contents/MacOS" "$contents/Resources" "$layout/LaunchAgents"
install -m 755 "$1" "$contents/MacOS/deskbell"
printf 'APPL????' > "$contents/PkgInfo"
# Not by -v: macOS' awk takes no lines there.
LANGUAGES=$languages awk -v version="$cargo_version" -v oldest="$oldest" \
    '/@LANGUAGES@/ { print ENVIRON["LANGUAGES"]; next } { gsub(/@VERSION@/, version); gsub(/@OLDEST@/, oldest); print }' \
    packaging/macos/Info.plist > "$contents/Info.plist"
cp packaging/macos/com.deskbell.deskbell.plist "$layout/LaunchAgents/"

icons=$(mktemp -d)
trap 'rm -rf "$icons"' EXIT
# rsvg-convert: Debian's librsvg2-bin, or `brew install librsvg` on a Mac.
for side in 16 32 64 128 256 512 1024; do
    rsvg-convert --width "$side" --height "$side" icons/deskbell.svg > "$icons/$side.png"
done
if command -v iconutil >/dev/null; then
    set_of="$icons/deskbell.iconset"
    mkdir "$set_of"
    for side in 16 32 128 256 512; do
        cp "$icons/$side.png" "$set_of/icon_${side}x${side}.png"
        cp "$icons/$((2 * side)).png" "$set_of/icon_${side}x${side}@2x.png"
    done
    iconutil --convert icns --output "$contents/Resources/deskbell.icns" "$set_of"
else
    # It knows no 64.
    png2icns "$contents/Resources/deskbell.icns" "$icons"/{16,32,128,256,512,1024}.png >/dev/null
fi
echo "$app is laid out, version $cargo_version. It is not signed."
