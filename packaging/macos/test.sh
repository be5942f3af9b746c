#!/bin/bash
# test.sh: lays out the app and makes the disk image around a stand-in for the program, which nothing but a Mac can
# link, and looks at all that can be looked at elsewhere. What only a Mac can tell is in docs/platforms.md.
set -eu
cd "$(dirname "$0")/../.."
packaging/debian-packages.sh macos
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DESKBELL_LAYOUT=$work/layout DESKBELL_PACKAGES=$work/packages
# shellcheck source=packaging/macos/common.sh
. packaging/macos/common.sh

passed=0
check() { local what=$1; shift; "$@" || { echo "FAILED: $what ($*)" >&2; exit 1; }; passed=$((passed + 1)); echo "ok: $what"; }
same() { [ "$1" = "$2" ] || { diff <(echo "$1") <(echo "$2") >&2; return 1; }; }

printf '#!/bin/sh\necho a stand-in\n' > "$work/program"
packaging/macos/app.sh "$work/program" > /dev/null
check "the app has every file, and no more" same "$(cd "$layout" && find . -type f -printf '%m %P\n' | LC_ALL=C sort)" "\
644 Deskbell.app/Contents/Info.plist
644 Deskbell.app/Contents/PkgInfo
644 Deskbell.app/Contents/Resources/deskbell.icns
644 LaunchAgents/com.deskbell.deskbell.plist
755 Deskbell.app/Contents/MacOS/deskbell"
check "the icon has every size, each at scale 1 and 2 but the smallest" same \
    "$(icns2png -l "$app/Contents/Resources/deskbell.icns" | grep -oE '[0-9]+x[0-9]+' | sort -nu | tr '\n' ' ')" \
    "16x16 32x32 128x128 256x256 512x512 1024x1024 "
check "the lists say one thing" python3 packaging/macos/lists.py "$cargo_version" "$oldest" "$layout"

packaging/macos/dmg.sh > /dev/null
cp "$dmg" "$work/first.dmg"
touch "$app/Contents/PkgInfo"; chmod -R go-rwx "$app"
packaging/macos/dmg.sh > /dev/null
check "the disk image is the same twice, whatever times and rights the files have here" cmp "$dmg" "$work/first.dmg"
mkdir "$work/seen"
bsdtar -x -f "$dmg" -C "$work/seen"
check "another reader finds the app in it" diff -r "$app" "$work/seen/Deskbell.app"
check "the program in it may be run" test "$("$work/seen/Deskbell.app/Contents/MacOS/deskbell")" = "a stand-in"
check "the folder to drag it to stands beside it" same "$(readlink "$work/seen/Applications")" /Applications
echo "$passed passed, 0 failed. Not linked, not signed, not opened on a Mac."
