# What every package says of itself, and the administrators' page of it; to be sourced, from the project's folder.
# shellcheck shell=bash disable=SC2034 # the variables are for those who source it

# The version in the manifest.
cargo_version=$(sed -n '/^version = /{s/^version = "\(.*\)"$/\1/p;q;}' Cargo.toml)

# The time that is written wherever a format wants one, so that the same sources give the same bytes: that of the
# commit, or where there is no history (an archive of the source) the age of the manifest, which archives keep.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y Cargo.toml)}
export SOURCE_DATE_EPOCH

# weigh FILE BYTES: says what it weighs; wrong if that is more than it may. What is rolled out to thousands of computers
# is to stay small, and a file that grew by accident is found here.
weigh() {
    local size
    size=$(stat -c %s "$1")
    echo "Built: $1, $size bytes"
    [ "$size" -le "$2" ] || { echo "That is more than the $2 bytes it may have." >&2; return 1; }
}

# documented HEADING: the commands in the first block below that heading of the administrators' page.
documented() {
    awk -v heading="## $1" '/^## / { here = $0 == heading } !here { next } /^```/ { if (block) exit; block = 1; next } block' docs/deployment.md
}
