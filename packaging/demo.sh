#!/bin/bash
# demo.sh: the whole story. With a display it opens the pages for you to play; without one, or with
# DESKBELL_DEMO=pictures, it plays on a virtual desktop and leaves pictures in target/demo.
set -eu
cd "$(dirname "$0")/.."

if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "${DESKBELL_DEMO:-}" = pictures ]; then
    echo "Playing on a virtual desktop, with pictures. Building first; from nothing this takes about twelve minutes on two cores."
    cargo build --release --bins
    DESKBELL_BIN=$PWD/target/release/deskbell DESKBELL_CENTER_BIN=$PWD/target/release/deskbell-center \
        cargo test --test demo -- --ignored --nocapture --exact the_whole_story
    echo "Look at target/demo/index.html, or at the pictures beside it."
    exit 0
fi

echo "Building; from nothing this takes about eight minutes on two cores."
cargo build --release --bins

files=$(mktemp -d)
center="" daemon=""
end() {
    [ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true
    [ -z "$center" ] || kill "$center" 2>/dev/null || true
    rm -rf "$files"
}
trap end EXIT
trap 'exit 0' INT TERM

target/release/deskbell-center --listen 127.0.0.1:0 --agent "Maria Lis" >"$files/center" &
center=$!
for _ in $(seq 100); do
    grep -q '^listening on ' "$files/center" && break
    sleep 0.1
done
address=$(sed -n 's#^listening on http://##p' "$files/center")
token=$(sed -n 's/^agent Maria Lis token //p' "$files/center")
[ -n "$address" ] || { echo "The contact center did not start." >&2; exit 1; }

DESKBELL_TOKEN="$token" target/release/deskbell --center "ws://$address/v1/agent" &
daemon=$!
echo
echo "You are the agent Maria Lis; the bell is in your tray. Be a customer or the supervisor here:"
for page in chat phone facebook supervisor; do
    echo "  http://$address/$page"
    xdg-open "http://$address/$page" >/dev/null 2>&1 || true
done
echo "Ctrl-C ends the demo."
wait "$daemon"
