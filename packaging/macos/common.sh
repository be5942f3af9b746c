# What the scripts for macOS have in common; to be sourced, from the project's folder.
# shellcheck shell=bash disable=SC2034 # the variables are for those who source it

# shellcheck source=packaging/about.sh
. packaging/about.sh

# The oldest macOS that it starts on: earlier ones know no urgency of notifications.
oldest=12.0
# Where the app is laid out, and where the disk image goes; tests have folders of their own.
layout=${DESKBELL_LAYOUT:-target/packaging/macos}
app=$layout/Deskbell.app
dmg=${DESKBELL_PACKAGES:-target/packages}/deskbell-$cargo_version.dmg
