#!/bin/bash
# nsis.sh [VERSION]: makes target/packages/deskbell-VERSION-setup.exe of the built exe, for one user.
# VERSION is that of Cargo.toml unless a test says another. DESKBELL_EXE and DESKBELL_ICO are other files.
# The same exe, version and SOURCE_DATE_EPOCH (of the last commit, if unset) give the same bytes.
set -eu
cd "$(dirname "$0")/../.."
packaging/debian-packages.sh windows
# shellcheck source=packaging/windows/common.sh
. packaging/windows/common.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
stage "$work"
cp packaging/windows/deskbell.nsi "$work"
(cd "$work" && makensis -V2 -WX "-DVERSION=$version" -DOUT=deskbell-setup.exe deskbell.nsi)

mkdir -p "$packages"
setup=$packages/deskbell-$version-setup.exe
mv "$work/deskbell-setup.exe" "$setup"
echo "Built: $setup, $(stat -c %s "$setup") bytes"
