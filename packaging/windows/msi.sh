#!/bin/bash
# msi.sh [VERSION]: makes target/packages/deskbell-VERSION-x64.msi of the built exe, for a whole computer.
# VERSION is that of Cargo.toml unless a test says another. DESKBELL_EXE and DESKBELL_ICO are other files.
# The same exe, version and SOURCE_DATE_EPOCH (of the last commit, if unset) give the same bytes.
set -eu
cd "$(dirname "$0")/../.."
packaging/debian-packages.sh windows
# shellcheck source=packaging/windows/common.sh
. packaging/windows/common.sh
msi=$packages/deskbell-$version-x64.msi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
stage "$work"
cp packaging/windows/deskbell.wxs "$work"

# An identity made of a name: another version is another product, other contents are another package.
identity() { uuidgen --sha1 --namespace @url --name "https://deskbell.invalid/$1" | tr '[:lower:]' '[:upper:]'; }
product=$(identity "product/$version")
package=$(identity "package/$version/$(cat "$work"/* "$0" | sha256sum | cut -c 1-64)")

# The makers write the time of day into the package; they are told another.
frozen() { (cd "$work" && TZ=UTC faketime -f "$(date -u -d "@$SOURCE_DATE_EPOCH" '+%Y-%m-%d %H:%M:%S')" "$@"); }
ask() { frozen msibuild deskbell.msi -q "$1"; }

frozen wixl --arch x64 -D "Version=$version" -D "ProductCode=$product" -D Exe=deskbell.exe -D Icon=deskbell.ico \
    -o deskbell.msi deskbell.wxs

# What wixl has no words for. 64: looked at again by a repair, so that it may bring another choice.
condition() { ask "UPDATE \`Component\` SET \`Condition\`='$2' WHERE \`Component\`='$1'"; }
condition Autostart 'AUTOSTART="1"'
condition DefaultCenter CENTERURL
condition DefaultLanguage LANGUAGE
for component in Autostart DefaultCenter DefaultLanguage; do
    # 256: 64-bit, 4: the key path is in the registry.
    ask "UPDATE \`Component\` SET \`Attributes\`=324 WHERE \`Component\`='$component'"
done
# What the exe says of itself, which wixl does not read: a file without a version never takes the place of one that has a
# version, and an upgrade would leave no program at all.
exe_version=$(version_of "$work/deskbell.exe")
ask "UPDATE \`File\` SET \`Version\`='$exe_version', \`Language\`='1033' WHERE \`File\`='deskbell.exe'"
ask "DELETE FROM \`MsiFileHash\` WHERE \`File_\`='deskbell.exe'"
# "deskbell" is a command in every shell. =: set, -: and taken away again, *: for everybody; [~]: what was there before.
ask "CREATE TABLE \`Environment\` (\`Environment\` CHAR(72) NOT NULL, \`Name\` CHAR(255) NOT NULL LOCALIZABLE, \`Value\` CHAR(255) LOCALIZABLE, \`Component_\` CHAR(72) NOT NULL PRIMARY KEY \`Environment\`)"
ask "INSERT INTO \`Environment\` (\`Environment\`,\`Name\`,\`Value\`,\`Component_\`) VALUES ('Path','=-*PATH','[~];[INSTALLDIR]','Program')"
ask "INSERT INTO \`InstallExecuteSequence\` (\`Action\`,\`Sequence\`) VALUES ('RemoveEnvironmentStrings',3300)"
ask "INSERT INTO \`InstallExecuteSequence\` (\`Action\`,\`Sequence\`) VALUES ('WriteEnvironmentStrings',5200)"
# What the part that a person sees passes on to the part that has the rights.
ask "UPDATE \`Property\` SET \`Value\`='WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED;CENTERURL;AUTOSTART;LANGUAGE;REMEMBEREDCENTERURL;REMEMBEREDAUTOSTART;REMEMBEREDLANGUAGE' WHERE \`Property\`='SecureCustomProperties'"
# The former version goes within the transaction of the new one: what fails puts the former one back.
ask "UPDATE \`InstallExecuteSequence\` SET \`Sequence\`=1501 WHERE \`Action\`='RemoveExistingProducts'"
ask "CREATE TABLE \`MsiShortcutProperty\` (\`MsiShortcutProperty\` CHAR(72) NOT NULL, \`Shortcut_\` CHAR(72) NOT NULL, \`PropertyKey\` CHAR(0) NOT NULL, \`PropVariantValue\` CHAR(0) NOT NULL PRIMARY KEY \`MsiShortcutProperty\`)"
ask "INSERT INTO \`MsiShortcutProperty\` (\`MsiShortcutProperty\`,\`Shortcut_\`,\`PropertyKey\`,\`PropVariantValue\`) VALUES ('MenuLinkId','MenuLink','System.AppUserModel.ID','Deskbell.Deskbell')"
frozen msibuild deskbell.msi -s "Deskbell $version" Deskbell "x64;1033" "{$package}"

mkdir -p "$packages"
mv "$work/deskbell.msi" "$msi"
echo "Product {$product}, package {$package}"
weigh "$msi" 8000000
