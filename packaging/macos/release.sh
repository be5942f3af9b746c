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

# shellcheck source=packaging/macos/common.sh
. packaging/macos/common.sh
export MACOSX_DEPLOYMENT_TARGET=$oldest
for target in aarch64-apple-darwin x86_64-apple-darwin; do
    rustup target add "$target"
    cargo build --release --locked --bin deskbell --target "$target"
done
mkdir -p target/universal
lipo -create -output target/universal/deskbell target/{aarch64,x86_64}-apple-darwin/release/deskbell
packaging/macos/app.sh target/universal/deskbell

package="target/packages/deskbell-$cargo_version.pkg"
mkdir -p target/packages
codesign --force --options runtime --timestamp --entitlements packaging/macos/deskbell.entitlements \
    --sign "$DESKBELL_SIGN_APP" "$app"
codesign --verify --strict --verbose=2 "$app"

# What the installer puts where.
payload="$layout/payload"
mkdir -p "$payload/Applications" "$payload/Library/LaunchAgents"
cp -R "$app" "$payload/Applications/"
cp "$layout/LaunchAgents/"*.plist "$payload/Library/LaunchAgents/"
# Always there, and not wherever somebody has moved a copy to.
pkgbuild --analyze --root "$payload" "$layout/component.plist"
plutil -replace 0.BundleIsRelocatable -bool NO "$layout/component.plist"
pkgbuild --root "$payload" --component-plist "$layout/component.plist" --identifier com.deskbell.deskbell --version "$cargo_version" --ownership recommended \
    "$layout/deskbell-component.pkg"
productbuild --package "$layout/deskbell-component.pkg" --sign "$DESKBELL_SIGN_INSTALLER" --timestamp "$package"
packaging/macos/dmg.sh
codesign --timestamp --sign "$DESKBELL_SIGN_APP" "$dmg"

for file in "$package" "$dmg"; do
    xcrun notarytool submit "$file" --keychain-profile "$DESKBELL_NOTARY_PROFILE" --wait
    xcrun stapler staple "$file"
done
spctl --assess --type install --verbose "$package"
spctl --assess --type open --context context:primary-signature --verbose "$dmg"
echo "Signed and notarised: $package and $dmg"
