#!/bin/bash
# debian-packages.sh [-y] build|test|demo|package|windows|wine|macos
# Installs what building, testing, the demo or making packages needs from Debian, if anything is missing.
# Says what it does and asks once. Goes on without asking with -y, with CI=true, or where nobody can
# be asked. Uses sudo only if not root.
set -eu

build="gcc libc6-dev make pkg-config libfontconfig-dev"
# The window's library loads these while it runs; the rest opens links, draws letters and knows whom to trust.
run="libx11-xcb1 libxcursor1 libxi6 libxrandr2 libxkbcommon-x11-0 fontconfig fonts-noto-core xdg-utils ca-certificates"
# A virtual desktop with real parts.
desktop="xvfb xterm openbox dbus-daemon dbus-bin dunst xfce4-panel at-spi2-core chromium util-linux"
# What only tests use.
test="sway grim pulseaudio pulseaudio-utils xfce4-notifyd gnome-keyring libsecret-tools libnotify-bin tinyproxy-bin microsocks iproute2 nftables"
# What makes the packages for Linux, and what looks at them.
package="git rpm dnf dnf-plugins-core librsvg2-bin lintian desktop-file-utils appstream xz-utils"
# Building for Windows on Linux, and its installers.
windows="gcc-mingw-w64-x86-64 wixl msitools nsis faketime uuid-runtime"
# Running what was built for Windows; the compiler makes a library that wine lacks.
wine="wine wine64 gcc-mingw-w64-x86-64 xvfb fonts-liberation"

# Laying out the app for macOS, its disk image, and what looks at both.
macos="librsvg2-bin icnsutils xorriso libarchive-tools python3"

yes=no
if [ "${1:-}" = -y ]; then yes=yes; shift; fi
if [ "${CI:-}" = true ] || [ ! -t 0 ]; then yes=yes; fi

case "${1:-}" in
    build) wanted="$build" ;;
    test) wanted="$build $run $desktop $test" ;;
    demo) wanted="$build $run $desktop" ;;
    package) wanted="$build $run $package" ;;
    windows) wanted="$build $windows" ;;
    wine) wanted="$wine" ;;
    macos) wanted="$macos" ;;
    *) echo "usage: $0 [-y] build|test|demo|package|windows|wine|macos" >&2; exit 64 ;;
esac

if ! command -v dpkg-query >/dev/null; then
    echo "This is not Debian: please see to what these Debian packages bring: $wanted"
    exit 0
fi

missing=""
for package in $wanted; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "Missing Debian packages:$missing"
if [ "$yes" = no ]; then
    read -r -p "Install them now with apt-get? [Y/n] " answer
    case "$answer" in
        "" | [Yy]*) ;;
        *) echo "Not installed. Without them this may fail." >&2; exit 1 ;;
    esac
fi

as_root=""
if [ "$(id -u)" != 0 ]; then as_root="sudo"; fi
echo "Installing them…"
$as_root apt-get -q update
# shellcheck disable=SC2086 # words are meant
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $missing
