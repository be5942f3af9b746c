#!/bin/bash
# dmg.sh: makes target/packages/deskbell-VERSION.dmg of the app that app.sh laid out: the app, and beside it the
# folder to drag it into. On a Mac it is Apple's format, compressed; elsewhere an ISO 9660 with Rock Ridge, which macOS
# opens as well, not compressed, and the same bytes for the same app and SOURCE_DATE_EPOCH.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=packaging/macos/common.sh
. packaging/macos/common.sh
[ -d "$app" ] || { echo "There is no $app: packaging/macos/app.sh lays it out." >&2; exit 1; }

folder=$layout/dmg
rm -rf "$folder" "$dmg"
mkdir -p "$folder" "$(dirname "$dmg")"
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
if command -v hdiutil >/dev/null; then
    hdiutil create -quiet -volname Deskbell -srcfolder "$folder" -format UDZO "$dmg"
else
    # Read by all, changed by nobody, whatever this machine's owners and rights are.
    xorriso -as mkisofs -D -l -r -dir-mode 0755 -no-pad -V Deskbell -o "$dmg" "$folder" 2> "$layout/xorriso.log" || { cat "$layout/xorriso.log" >&2; exit 1; }
fi
echo "Built: $dmg, $(wc -c < "$dmg" | tr -d ' ') bytes"
