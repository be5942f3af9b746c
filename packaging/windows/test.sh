#!/bin/bash
# test.sh: what can be tested of Windows on Linux, under wine.
#
# First the library's unit tests. Then the real program on a display of its own, with the reference contact
# center beside it: an alert appears, takes no keyboard, and is accepted with the mouse; a second start hands
# over; the token is kept in the Credential Manager; and toasts, which wine has not, are said to be missing.
# Pictures are in target/windows. DESKBELL_CENTER_BIN is another contact center than the one that is built.
set -eu
cd "$(dirname "$0")/../.."
target=x86_64-pc-windows-gnu
wine=$PWD/packaging/windows/wine.sh
program=${CARGO_TARGET_DIR:-target}/$target/debug/deskbell.exe
pictures=$PWD/target/windows

say() { printf '\n== %s\n' "$*"; }
fail() {
    echo "FAILED: $*" >&2
    [ -z "${display:-}" ] || picture failed
    [ ! -s "${files:-}/daemon" ] || { echo "The daemon wrote:" >&2; tail -30 "$files/daemon" >&2; }
    exit 1
}
passed=0
pass() { passed=$((passed + 1)); echo "ok: $*"; }

files="" display="" xvfb="" center="" daemon=""
end() {
    [ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true
    [ -z "$center" ] || kill "$center" 2>/dev/null || true
    "$wine" stop || true
    [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null || true
    [ -z "$files" ] || rm -rf "$files"
}
trap end EXIT
trap 'exit 143' INT TERM

# Looks again and again, for half a minute, until a command succeeds.
wait_until() {
    local what="$1"
    shift
    for _ in $(seq 150); do
        "$@" && return 0
        sleep 0.2
    done
    fail "$what: not within half a minute"
}

picture() {
    mkdir -p "$pictures"
    import -display "$display" -window root "$pictures/$1.png"
}

start_display() {
    # Without RANDR, see wine.sh.
    Xvfb -displayfd 3 -screen 0 1280x800x24 "$@" -nolisten tcp -noreset 3>"$files/display" 2>"$files/xvfb" &
    xvfb=$!
    wait_until "a display" test -s "$files/display"
    display=:$(tr -d '[:space:]' <"$files/display")
}

stop_display() {
    kill "$xvfb"
    wait "$xvfb" || true
    rm "$files/display"
    xvfb="" display=""
}

start_center() {
    local built=${DESKBELL_CENTER_BIN:-}
    if [ -z "$built" ]; then
        cargo build --locked --bin deskbell-center
        built=${CARGO_TARGET_DIR:-target}/debug/deskbell-center
    fi
    "$built" --listen 127.0.0.1:0 --agent Anna=secret >"$files/center" 2>"$files/center-log" &
    center=$!
    wait_until "the contact center" grep -q '^listening on ' "$files/center"
    address=$(sed -n 's#^listening on http://##p' "$files/center")
}

# A command of the program, as a person types it: what it writes.
command() { "$wine" run --display "$display" "$program" "$@" 2>&1 | tr -d '\r'; }

start_daemon() {
    "$wine" run --display "$display" "$program" --center "ws://$address/v1/agent" --language en "$@" >"$files/daemon" 2>&1 &
    daemon=$!
}

# jq, for a path of the center.
ask() { curl -sS --fail "http://$address$1" | jq -r "$2"; }
post() { curl -sS --fail -H 'Content-Type: application/json' -d "$2" "http://$address$1"; }

connected() { [ "$(ask /v1/agents '.. | objects | select(.id? == "anna") | .connected' | head -1)" = true ]; }
# By the customer's name, which is in the window's title; "$window" is its number then.
alert() {
    window=$(DISPLAY=$display xdotool search --onlyvisible --name "$1" 2>/dev/null | head -1)
    [ -n "$window" ]
}
no_alert() { ! alert "$1"; }

# The state of a row of the doctor's report, and its sentence.
row() { jq -r --arg id "$1" '.rows[] | select(.id == $id) | "\(.state): \(.what)"' "$files/doctor.json"; }
row_is() {
    local found
    found=$(row "$1")
    [[ $found == $2 ]] || fail "doctor's row $1 is '$found', not '$2'"
    pass "doctor: $1: $found"
}

accept_by_mouse() {
    eval "$(DISPLAY=$display xdotool getwindowgeometry --shell "$window")"
    DISPLAY=$display xdotool mousemove $((X + 98)) $((Y + HEIGHT - 40)) click 1
}

packages() {
    packaging/debian-packages.sh windows-test
    packaging/windows/toolchain.sh
    "$wine" prepare
}

unit_tests() {
    say "The library's unit tests"
    CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER="$wine run" cargo test --locked --target "$target" --lib
}

# The whole story of an agent.
story() {
    say "The real program, on a display of its own"
    cargo build --locked --target "$target" --bin deskbell
    start_display -extension RANDR
    start_center
    # The text window that the agent works in: it has the keyboard from the beginning to the end.
    DISPLAY=$display xterm -geometry 80x20+20+20 -e "cat >$files/typed" 2>/dev/null &
    wait_until "a window to type in" typing_window
    keep_token
    start_daemon
    wait_until "the connection" connected
    pass "it is connected with the token from the Credential Manager"
    the_alert
    the_toast
    the_doctor
    the_second_start
    command quit >/dev/null
    wait "$daemon" || fail "the daemon ended with $?"
    daemon=""
    pass "it ends when it is told to"
    stop_display
}

typing_window() {
    typing=$(DISPLAY=$display xdotool search --onlyvisible --class xterm 2>/dev/null | head -1)
    [ -n "$typing" ] && DISPLAY=$display xdotool windowfocus --sync "$typing"
}

keep_token() {
    local said
    said=$(printf 'secret\n' | command sign-in --token-stdin --center "ws://$address/v1/agent") ||
        fail "sign-in: $said"
    pass "a token is written to the Credential Manager"
}

the_alert() {
    local conversation
    sleep 1
    conversation=$(post /v1/conversations '{"channel":"chat","name":"Jan Testowy","comment":"Two charges?"}' | jq -r .id)
    wait_until "the alert" alert 'Jan Testowy'
    pass "an alert is on the screen"
    DISPLAY=$display xdotool type --delay 20 'typed while it rings'
    sleep 1
    picture alert
    # It takes no press in its first half second.
    accept_by_mouse
    wait_until "the accept at the center" accepted "$conversation"
    pass "Accept by the mouse arrived at the center"
    wait_until "the end of the alert" no_alert 'Jan Testowy'
    DISPLAY=$display xdotool type --delay 20 ' and after'
    DISPLAY=$display xdotool key --delay 20 Return
    wait_until "what was typed" grep -q '^typed while it rings and after$' "$files/typed"
    pass "the keyboard stayed where it was, also by the click"
}

accepted() { [ "$(ask "/v1/conversations/$1" .agent.id)" = anna ]; }

the_toast() {
    local conversation
    conversation=$(ask /v1/conversations '.. | .id? // empty' | head -1)
    post "/v1/conversations/$conversation/transfer" '{"agent":"anna","note":"yours"}' >/dev/null
    wait_until "word of the missing toasts" troubled
    pass "missing toasts are said in the status: $(grep -i toast "$files/status")"
}

troubled() { command status >"$files/status" && grep -qi 'toast' "$files/status"; }

the_doctor() {
    command doctor --json >"$files/doctor.json" || true
    row_is session-bus 'good: *'
    row_is notifications 'bad: *0x80040154*'
    row_is do-not-disturb 'good: *'
    row_is tray-host 'good: *'
    row_is display 'good: *1280*800*'
    row_is keyring 'good: *'
    row_is autostart '*'
    row_is browser '*'
    row_is sound '*'
    row_is daemon 'good: *'
}

the_second_start() {
    command --language en || fail "the second start ended with $?"
    wait_until "the settings, by the second start" alert '^Deskbell$'
    picture second-start
    pass "a second start hands over: the first one opens its settings"
}

# A monitor of 0 Hz, by which the toolkit would divide: RANDR under Xvfb has one.
still_monitor() {
    say "On a monitor of 0 Hz"
    start_display
    start_daemon
    wait_until "the connection" connected
    post /v1/conversations '{"channel":"chat","name":"Ewa Testowa"}' >/dev/null
    wait_until "the receipt that nobody was told" grep -q . "$files/center"
    command doctor --json >"$files/doctor.json" || true
    row_is display 'bad: *0 times a second*'
    command quit >/dev/null
    wait "$daemon" || fail "the daemon ended with $?"
    daemon=""
    pass "it lives on without windows, and says why"
    stop_display
}

files=$(mktemp -d)
packages
unit_tests
story
still_monitor
printf '\n%s checks passed. Pictures: %s\n' "$passed" "$pictures"
