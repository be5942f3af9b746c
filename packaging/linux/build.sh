#!/bin/bash
# build.sh [TARGET_DIR]
# Builds the daemon as it is shipped, and prints where it is. Two builds of one commit are the same file, wherever they
# were made: every path of this machine is written as another, which is the same everywhere.
# Goes into a folder of the platform's name, so that the build scripts and macros of `cargo build --release` serve again.
set -eu
cd "$(dirname "$0")/../.."
here=$PWD
target=${1:-$here/target}
case "$target" in /*) ;; *) target="$here/$target" ;; esac

# Of several that fit, the compiler takes the last.
flags=()
rename() { flags+=("--remap-path-prefix=$1=$2"); }
cargo_home=${CARGO_HOME:-$HOME/.cargo}
rename "$cargo_home" /cargo
for source in "$cargo_home"/registry/src/*; do rename "$source" /crates; done
rename "$here" /deskbell
rename "$target" /deskbell/target
verbose=$(rustc --version --verbose)
rename "$(rustc --print sysroot)/lib/rustlib/src/rust" "/rustc/$(sed -n 's/^commit-hash: //p' <<<"$verbose")"
triple=$(sed -n 's/^host: //p' <<<"$verbose")

# A space may stand in a path; the unit separator does not.
printf -v encoded '%s\x1f' "${flags[@]}"
export CARGO_ENCODED_RUSTFLAGS=${encoded%$'\x1f'}
# The Unicode data of this folder, whatever this shell was told (.cargo/config.toml).
unset ICU4X_DATA_DIR
# With its symbols, which tell what takes the room; the packages leave them out.
cargo rustc --release --locked --bin deskbell --target "$triple" --target-dir "$target" -- -C strip=none >&2
echo "$target/$triple/release/deskbell"
