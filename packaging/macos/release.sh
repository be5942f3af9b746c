#!/bin/bash
# release.sh: builds, signs, packs and notarises Deskbell. On a Mac only, with Xcode's command line tools.
#
#   DESKBELL_SIGN_APP        e.g. "Developer ID Application: Example (TEAMID)"
#   DESKBELL_SIGN_INSTALLER  e.g. "Developer ID Installer: Example (TEAMID)"
#   DESKBELL_NOTARY_PROFILE  what `xcrun notarytool store-credentials` was given as a name
#
# Not run yet: written after Apple's manual pages of codesign, pkgbuild, productbuild and notarytool.
set -eu
cd "$(dirname "$0")/../.."
[ "$(uname)" = Darwin ] || { echo "This needs a Mac: signing and notarising are Apple's programs." >&2; exit 69; }
: "${DESKBELL_SIGN_APP:?names the certificate that signs the program}"
: "${DESKBELL_SIGN_INSTALLER:?names the certificate that signs the installer}"
: "${DESKBELL_NOTARY_PROFILE:?names the credentials for the notary}"

export MACOSX_DEPLOYMENT_TARGET=11.0
for target in aarch64-apple-darwin x86_64-apple-darwin; do
    rustup target add "$target"
    cargo build --release --locked --bin deskbell --target "$target"
done
mkdir -p target/universal
lipo -create -output target/universal/deskbell target/{aarch64,x86_64}-apple-darwin/release/deskbell
packaging/macos/app.sh target/universal/deskbell

root=target/packages/macos
# shellcheck source=packaging/about.sh
. packaging/about.sh
version=$cargo_version
package="target/packages/deskbell-$version.pkg"
codesign --force --options runtime --timestamp --entitlements packaging/macos/deskbell.entitlements \
    --sign "$DESKBELL_SIGN_APP" "$root/Deskbell.app"
codesign --verify --strict --verbose=2 "$root/Deskbell.app"

# What the installer puts where.
payload="$root/payload"
mkdir -p "$payload/Applications" "$payload/Library/LaunchAgents"
cp -R "$root/Deskbell.app" "$payload/Applications/"
cp "$root/LaunchAgents/"*.plist "$payload/Library/LaunchAgents/"
pkgbuild --root "$payload" --identifier com.deskbell.deskbell --version "$version" --ownership recommended \
    "$root/deskbell-component.pkg"
productbuild --package "$root/deskbell-component.pkg" --sign "$DESKBELL_SIGN_INSTALLER" --timestamp "$package"
xcrun notarytool submit "$package" --keychain-profile "$DESKBELL_NOTARY_PROFILE" --wait
xcrun stapler staple "$package"
spctl --assess --type install --verbose "$package"

hdiutil create -volname Deskbell -srcfolder "$root/Deskbell.app" -format UDZO -ov "target/packages/deskbell-$version.dmg"
codesign --timestamp --sign "$DESKBELL_SIGN_APP" "target/packages/deskbell-$version.dmg"
echo "Signed and notarised: $package and the disk image beside it."
