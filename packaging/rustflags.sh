# What the compiler is told for builds that are shipped; to be sourced, from the project's folder, with TARGET_DIR set to
# the whole path of the folder that is built in. Two builds of one commit are the same file, wherever they were made:
# every path of this machine is written as another, which is the same everywhere.
# shellcheck shell=bash

# Whose folders are renamed must be there.
cargo fetch --quiet --locked >&2
# Of several that fit, the compiler takes the last.
rustflags=()
rename() { rustflags+=("--remap-path-prefix=$1=$2"); }
cargo_home=${CARGO_HOME:-$HOME/.cargo}
rename "$cargo_home" /cargo
for source in "$cargo_home"/registry/src/*; do rename "$source" /crates; done
rename "$PWD" /deskbell
rename "$TARGET_DIR" /deskbell/target
compiler=$(rustc --version --verbose)
rename "$(rustc --print sysroot)/lib/rustlib/src/rust" "/rustc/$(sed -n 's/^commit-hash: //p' <<<"$compiler")"
# A space may stand in a path; the unit separator does not.
printf -v encoded '%s\x1f' "${rustflags[@]}"
export CARGO_ENCODED_RUSTFLAGS=${encoded%$'\x1f'}
# The Unicode data of this folder, whatever this shell was told (.cargo/config.toml).
unset ICU4X_DATA_DIR
