#!/bin/bash
# wine.sh prepare                      make a Windows 10 of wine in target/wine, if there is none
# wine.sh run [--display :N|--no-display] EXE ARGS
#                                      run a program in it, on a display of its own, the given one, or none
# wine.sh stop                         end every program in it, and wine's server
#
# DESKBELL_WINE is another folder for it. Nothing outside of that folder is changed, and what other users or
# other folders run under wine goes on. The exit code of "run" is the program's.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)

WINEPREFIX=$(realpath -m "${DESKBELL_WINE:-$root/target/wine}")
# No questions about .NET and HTML engines, which we do not use; no entries in the menu of this machine's desktop.
export WINEPREFIX WINEARCH=win64 WINEDEBUG="${WINEDEBUG:--all}" WINEDLLOVERRIDES="mscoree,mshtml=;winemenubuilder.exe=d"
stamp=$WINEPREFIX/deskbell-prepared
xvfb="" files="" program=""

trap close_display EXIT
# Who ends this script ends the program with it.
trap '[ -z "$program" ] || kill "$program" 2>/dev/null || true; exit 143' TERM INT

usage() {
    sed -n '2,5s/^# //p' "$0" >&2
    exit 64
}

# A display without RANDR: under Xvfb it tells of monitors with 0 Hz, by which the window's library divides.
open_display() {
    files=$(mktemp -d)
    Xvfb -displayfd 3 -screen 0 1280x800x24 -extension RANDR -nolisten tcp -noreset \
        3>"$files/number" >"$files/log" 2>&1 &
    xvfb=$!
    for _ in $(seq 100); do
        [ -s "$files/number" ] && break
        kill -0 "$xvfb" 2>/dev/null || break
        sleep 0.1
    done
    [ -s "$files/number" ] || { echo "Xvfb did not start:" >&2; cat "$files/log" >&2; exit 1; }
    DISPLAY=:$(tr -d '[:space:]' <"$files/number")
    export DISPLAY
}

close_display() {
    [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null || true
    [ -z "$files" ] || rm -rf "$files"
    xvfb="" files=""
}

# Every program of Rust imports bcryptprimitives.dll, which wine has only from version 8.13 on.
add_bcryptprimitives() {
    local dll=$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll
    [ ! -e "$dll" ] || return 0
    x86_64-w64-mingw32-gcc -shared -O2 -o "$dll" -x c - -ladvapi32 <<'C'
#include <windows.h>
/* What advapi32 calls RtlGenRandom. */
BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length) {
    return SystemFunction036(buffer, (ULONG)length);
}
C
}

# The window's library looks for Windows' fonts by name and gives up without one of them.
add_fonts() {
    cat >"$WINEPREFIX/drive_c/fonts.reg" <<'REG'
REGEDIT4

[HKEY_CURRENT_USER\Software\Wine\Fonts\Replacements]
"Segoe UI"="Liberation Sans"
"Arial"="Liberation Sans"
"Consolas"="Liberation Mono"
"Times New Roman"="Liberation Serif"
REG
    wine regedit /S 'C:\fonts.reg'
    rm "$WINEPREFIX/drive_c/fonts.reg"
}

prepare() {
    [ ! -e "$stamp" ] || return 0
    "$root/packaging/debian-packages.sh" wine
    mkdir -p "$WINEPREFIX"
    open_display
    wine wineboot --init
    add_bcryptprimitives
    add_fonts
    wine winecfg -v win10
    # Its registry is written when its server ends; only then is it whole.
    wineserver -w
    touch "$stamp"
    close_display
}

run() {
    local code=0
    case "${1:-}" in
        --display) export DISPLAY="${2:?}"; shift 2 ;;
        --no-display) unset DISPLAY; shift ;;
        *) open_display ;;
    esac
    [ $# -gt 0 ] || usage
    # In the background, for only then is a signal to this script heard at once.
    wine "$@" <&0 &
    program=$!
    wait "$program" || code=$?
    exit "$code"
}

stop() {
    # It answers 1 where none runs.
    wineserver -k || true
    wineserver -w
}

command=${1:-}
[ $# -eq 0 ] || shift
case "$command" in
    prepare) prepare ;;
    run) prepare; run "$@" ;;
    stop) [ ! -d "$WINEPREFIX" ] || stop ;;
    *) usage ;;
esac
