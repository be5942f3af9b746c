#!/bin/bash
# sbom.sh FOLDER [TARGET]
# Writes the list of every package that the programs for TARGET (this machine's) are made of, with version, licence and
# checksum, into FOLDER: CycloneDX as JSON. What only builds or tests need is not in a program, and not in the list.
# The same commit gives the same file.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."
folder=$1
target=${2:-$(rustc --version --verbose | sed -n 's/^host: //p')}
# shellcheck source=packaging/about.sh
. packaging/about.sh
PATH="$PWD/target/tools/bin:$PATH"
command -v cargo-cyclonedx >/dev/null ||
    { echo "Installing cargo-cyclonedx; this takes some minutes." >&2; cargo install --locked --root target/tools cargo-cyclonedx >&2; }

# The tool writes beside the manifest only, and names this folder.
name="deskbell-$target.cdx"
cargo cyclonedx --quiet --format json --spec-version 1.5 --no-build-deps --target "$target" --override-filename "$name" >&2
mkdir -p "$folder"
sed "s|$PWD|/deskbell|g" "$name.json" > "$folder/$name.json"
rm "$name.json"
echo "$folder/$name.json"
