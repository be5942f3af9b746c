#!/bin/bash
# test-packages.sh: installs, upgrades, repairs and removes the MSI and the setup under wine, and says of each check
# what it expected and what it found. Answers 1 if anything was otherwise.
#
# It makes a new wine of its own in target/wine-packages. As root it also fills disks and forbids writing to them (small
# tmpfs mounts, gone at the end); as another user those checks are named as not run.
# What only Windows can tell: UAC, signatures, SmartScreen, the SYSTEM account, rollback, and a program in use.
set -eu
cd "$(dirname "$0")/../.."
root=$PWD
wine=$root/packaging/windows/wine.sh
export DESKBELL_WINE=$root/target/wine-packages
drive=$DESKBELL_WINE/drive_c
exe=${DESKBELL_EXE:-target/x86_64-pc-windows-gnu/release/deskbell.exe}
# shellcheck source=packaging/about.sh
. packaging/about.sh
version=$cargo_version
# What comes after it; the test builds them of the same exe.
next=(0 "${version%.*}.$((${version##*.} + 1))" "${version%.*}.$((${version##*.} + 2))")
center=wss://center.example.com/v1/agent
other_center=wss://other.example.com/v1/agent

work=$(mktemp -d)
mounted="" failed=0 passed=0 not_run=0
end() {
    [ -z "$mounted" ] || umount "$mounted" 2>/dev/null || true
    "$wine" stop 2>/dev/null || true
    rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT TERM

say() { printf '\n== %s\n' "$*"; }

# check WHAT EXPECTED FOUND
check() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
        echo "ok: $1: $(shown "$3")"
    else
        failed=$((failed + 1))
        echo "FAILED: $1: expected $(shown "$2"), found $(shown "$3")"
    fi
}
shown() { [ -n "$1" ] && echo "${1//$'\n'/; }" || echo "nothing"; }

skip() {
    not_run=$((not_run + 1))
    echo "not run: $*"
}

in_wine() { "$wine" run --no-display "$@" 2>>"$work/wine.log" </dev/null; }
# The exit code of a program in wine. msiexec gives its errors as numbers above 255, of which a process of Linux
# passes on the rest of a division by 256: 1603 is 67, 1638 is 102.
code() {
    local code=0
    in_wine "$@" >>"$work/wine.log" || code=$?
    echo "$code"
}
windows_path() { echo "Z:${1//\//\\}"; }
# The data of a value in the registry; nothing if there is none.
registry() {
    local value=(/ve)
    [ $# -lt 2 ] || value=(/v "$2")
    in_wine reg query "$1" "${value[@]}" 2>/dev/null | tr -d '\r' | sed -n 's/^    .*REG_[A-Z_]*    //p' | sed 's/ *$//'
}
there() { [ -e "$1" ] && echo there || echo "not there"; }
same_as_built() { cmp -s "$exe" "$1" && echo "the exe that was built" || echo "another file, or none"; }

# Files and registry as lines that can be compared. Wine writes its registry when its server ends.
snapshot() {
    "$wine" stop
    (cd "$drive" && find . -not -path './windows/temp/*' -not -path './users/*/Temp/*' -not -path './users/*/Temp' \
        -not -path './windows/Installer/*' | sed 's/^\./file /')
    for hive in system user; do
        awk -v hive="$hive" '/^\[/ { sub(/ [0-9]+$/, ""); key = $0; print "registry " hive " " key; next }
            /^("|@)/ { sub(/=.*/, ""); print "registry " hive " " key " " $0 }' "$DESKBELL_WINE/$hive.reg"
    done
}
# Without what Windows has anyway and wine makes when somebody first needs it, and wine's own notes of installers.
ours() { grep -v -E 'AppData/Local/Programs$|Software\\\\Classes\]$|CurrentVersion\\\\Uninstall\]$|\\Installer(\\|\])|CurrentVersion\\\\Installer|Session Manager|file /windows/Installer|\\SharedDlls' || true; }
left_since() {
    snapshot | sort -u >"$work/after"
    comm -13 "$1" "$work/after" | ours
}

# packages VERSION: both packages of that version into $work; the exe's own version stays as built.
packages() {
    local made=$work/made
    for maker in msi nsis; do
        DESKBELL_EXE=${2:-$exe} DESKBELL_PACKAGES=$made "packaging/windows/$maker.sh" "$1" >>"$work/build.log"
    done
    mv "$made/deskbell-$1-x64.msi" "$work/${3:-$1}.msi"
    mv "$made/deskbell-$1-setup.exe" "$work/${3:-$1}.exe"
}

reproducible() {
    say "Two runs give the same bytes"
    packages "$version"
    packages "$version" "$exe" again
    check "MSI of two runs" "" "$(cmp "$work/$version.msi" "$work/again.msi" 2>&1 || true)"
    check "setup of two runs" "" "$(cmp "$work/$version.exe" "$work/again.exe" 2>&1 || true)"
    packages "${next[1]}"
    packages "${next[2]}"
    local a b
    a=$(msiinfo suminfo "$work/$version.msi" | grep '^Revision')
    b=$(msiinfo suminfo "$work/${next[1]}.msi" | grep '^Revision')
    # Windows compares it with that of the file on the disk, which wine does not: without one the upgrade would bring no program.
    check "what the MSI says of the exe's version" "$version.0" "$(msiinfo export "$work/$version.msi" File | tr -d '\r' | awk -F '\t' '$1 == "deskbell.exe" { print $5 }')"
    check "a version that Windows cannot say" 64 "$(packaging/windows/msi.sh 0.2.0-rc.1 >/dev/null 2>&1; echo $?)"
    check "package codes of two versions" "differ" "$([ "$a" != "$b" ] && echo differ || echo "are the same")"
}

run=Software\\Microsoft\\Windows\\CurrentVersion\\Run
defaults=HKLM\\Software\\Deskbell\\Defaults
system='HKLM\System\CurrentControlSet\Control\Session Manager\Environment'
program="C:\\Program Files\\Deskbell\\deskbell.exe"
file="$drive/Program Files/Deskbell/deskbell.exe"

msi() { code msiexec "$1" "$(windows_path "$work/$2.msi")" /qn "${@:3}"; }

# The version that Windows' list of programs shows; two lines if there are two of them.
listed() {
    in_wine reg query 'HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall' /s 2>/dev/null | tr -d '\r' \
        | awk '/^HKEY/ { name = "" } /DisplayName .*Deskbell *$/ { name = "Deskbell" } /DisplayVersion/ { versions[++n] = $3; names[n] = "?" } { if (name && n) names[n] = name } END { for (i = 1; i <= n; i++) if (names[i] == "Deskbell") print versions[i] }'
}

starts() {
    # The program's own version is that of Cargo.toml in every package of this test.
    check "$2: version" "deskbell $version" "$(in_wine "$1" --version | tr -d '\r')"
    check "$2: status of one that does not run" 3 "$(code "$1" status)"
}

# How often the program's folder is on the computer's path.
on_path() { registry "$system" PATH | tr ';' '\n' | grep -c -x -F 'C:\Program Files\Deskbell\' || true; }

msi_installs() {
    say "MSI: silent installation"
    check "exit code" 0 "$(msi /i "$version" CENTERURL=$center LANGUAGE=pl)"
    check "the program" "the exe that was built" "$(same_as_built "$file")"
    check "starts with the log-on" "\"$program\" --at-log-on" "$(registry "HKLM\\$run" Deskbell)"
    check "default of the center" "$center" "$(registry "$defaults" center)"
    check "default of the language" pl "$(registry "$defaults" language)"
    check "name of toasts" Deskbell "$(registry 'HKLM\Software\Classes\AppUserModelId\Deskbell.Deskbell' DisplayName)"
    check "links of deskbell:" "\"$program\" -- \"%1\"" "$(registry 'HKLM\Software\Classes\deskbell\shell\open\command')"
    check "start menu" 1 "$(find "$drive" -name Deskbell.lnk | wc -l)"
    check "list of programs" "$version" "$(listed)"
    check "a command in every shell" 1 "$(on_path)"
    check "the program reads what the MSI was told" 1 "$(in_wine "$program" config | grep -c "$center" || true)"
    starts "$program" "the installed program"
}

msi_upgrades() {
    say "MSI: upgrade in place, without a word about the settings"
    check "exit code" 0 "$(msi /i "${next[1]}")"
    check "list of programs" "${next[1]}" "$(listed)"
    check "the program" "the exe that was built" "$(same_as_built "$file")"
    check "default of the center is kept" "$center" "$(registry "$defaults" center)"
    check "default of the language is kept" pl "$(registry "$defaults" language)"
    check "a command in every shell, once" 1 "$(on_path)"
    check "still starts with the log-on" "\"$program\" --at-log-on" "$(registry "HKLM\\$run" Deskbell)"
    starts "$program" "the upgraded program"
}

msi_refuses_downgrade() {
    say "MSI: downgrade"
    check "exit code (1603)" 67 "$(msi /i "$version")"
    # Wine writes it into no log; Windows does, and shows it unless told to be silent.
    check "the sentence in the package" 1 "$(msiinfo export "$work/$version.msi" LaunchCondition | grep -c 'A newer Deskbell is already installed' || true)"
    check "list of programs" "${next[1]}" "$(listed)"
    check "the program" "the exe that was built" "$(same_as_built "$file")"
}

msi_repairs() {
    say "MSI: repair after the program and a registry value were deleted"
    rm "$file"
    in_wine reg delete "HKLM\\$run" /v Deskbell /f >/dev/null
    # What "msiexec /famus" means, in words that wine knows as well.
    check "exit code" 0 "$(msi /i "${next[1]}" REINSTALL=ALL REINSTALLMODE=amus)"
    check "the program" "the exe that was built" "$(same_as_built "$file")"
    check "starts with the log-on" "\"$program\" --at-log-on" "$(registry "HKLM\\$run" Deskbell)"
    check "default of the center is kept" "$center" "$(registry "$defaults" center)"
}

msi_changes() {
    say "MSI: upgrade with other settings"
    check "exit code" 0 "$(msi /i "${next[2]}" CENTERURL=$other_center AUTOSTART=0)"
    check "default of the center" "$other_center" "$(registry "$defaults" center)"
    check "default of the language is kept" pl "$(registry "$defaults" language)"
    check "starts with the log-on" "" "$(registry "HKLM\\$run" Deskbell)"
    check "list of programs" "${next[2]}" "$(listed)"
}

msi_removes() {
    say "MSI: removal"
    mkdir -p "$1"
    echo "volume = 30" >"$1/config.toml"
    check "exit code" 0 "$(msi /x "${next[2]}")"
    check "list of programs" "" "$(listed)"
    check "no command any more" 0 "$(on_path)"
    check "left behind: the user's own settings only" "$own"$'\n'"$own/config.toml" "$(left_since "$2")"
    rm -r "$1"
}

user="$drive/users/$(id -un)/AppData"
own="file /users/$(id -un)/AppData/Roaming/deskbell"
user_program="C:\\users\\$(id -un)\\AppData\\Local\\Programs\\Deskbell\\deskbell.exe"
user_file=$user/Local/Programs/Deskbell/deskbell.exe
uninstall='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Deskbell'

setup() { code "$(windows_path "$work/$1.exe")" /S "${@:2}"; }

setup_installs() {
    say "Setup for one user: silent installation"
    check "an address that is none" 6 "$(setup "$version" /CENTERURL=https://center.example.com)"
    check "an answer that is none" 6 "$(setup "$version" /AUTOSTART=perhaps)"
    check "nothing was written" "not there" "$(there "$user_file")"
    check "exit code" 0 "$(setup "$version" /CENTERURL=$center /LANGUAGE=pl)"
    check "the program" "the exe that was built" "$(same_as_built "$user_file")"
    check "starts with the log-on" "\"$user_program\" --at-log-on" "$(registry "HKCU\\$run" Deskbell)"
    check "the user's settings" "language = 'pl'"$'\n'"center = '$center'" "$(tr -d '\r' <"$user/Roaming/deskbell/config.toml")"
    check "name of toasts" Deskbell "$(registry 'HKCU\Software\Classes\AppUserModelId\Deskbell.Deskbell' DisplayName)"
    check "links of deskbell:" "\"$user_program\" -- \"%1\"" "$(registry 'HKCU\Software\Classes\deskbell\shell\open\command')"
    check "start menu" there "$(there "$user/Roaming/Microsoft/Windows/Start Menu/Programs/Deskbell.lnk")"
    check "list of programs" "$version" "$(registry "$uninstall" DisplayVersion)"
    starts "$user_program" "the installed program"
    check "the program reads what was set" 1 "$(in_wine "$user_program" config | grep -c "$center" || true)"
}

setup_upgrades() {
    say "Setup: upgrade in place"
    printf '# zażółć\r\nlanguage = "de"\r\n' >"$user/Roaming/deskbell/config.toml"
    check "exit code" 0 "$(setup "${next[1]}" /CENTERURL=$other_center /LANGUAGE=es /AUTOSTART=0)"
    check "list of programs" "${next[1]}" "$(registry "$uninstall" DisplayVersion)"
    check "a setting is added, the user's own stays" "center = '$other_center'"$'\n'"# zażółć"$'\n'"language = \"de\"" \
        "$(tr -d '\r' <"$user/Roaming/deskbell/config.toml")"
    check "starts with the log-on" "" "$(registry "HKCU\\$run" Deskbell)"
    check "exit code, without a word" 0 "$(setup "${next[2]}")"
    check "still does not start with the log-on" "" "$(registry "HKCU\\$run" Deskbell)"
    check "files" "deskbell.exe"$'\n'"uninstall.exe" "$(ls "$(dirname "$user_file")")"
    starts "$user_program" "the upgraded program"
}

setup_refuses() {
    say "Setup: downgrade, and a second time the same"
    check "exit code of the downgrade" 3 "$(setup "$version")"
    check "list of programs" "${next[2]}" "$(registry "$uninstall" DisplayVersion)"
    rm "$user_file"
    check "exit code of the same version, as a repair" 0 "$(setup "${next[2]}")"
    check "the program" "the exe that was built" "$(same_as_built "$user_file")"
}

setup_removes() {
    say "Setup: removal"
    # What a running program leaves there.
    mkdir -p "$user/Local/deskbell"
    echo x >"$user/Local/deskbell/deskbell.log"
    check "exit code" 0 "$(code "${user_program%deskbell.exe}uninstall.exe" /S)"
    # The uninstaller goes on as a copy of itself, so that it can remove itself.
    for _ in $(seq 100); do
        [ -e "$(dirname "$user_file")" ] || break
        sleep 0.2
    done
    check "left behind: the user's own settings only" "$own"$'\n'"$own/config.toml" "$(left_since "$1")"
    rm -r "$user/Roaming/deskbell" "$user/Local/Programs"
}

both_kinds() {
    say "Setup for one user where the MSI is installed"
    check "exit code of the MSI" 0 "$(msi /i "$version")"
    check "no center, no default" "" "$(registry "$defaults" center)"
    check "exit code of the setup" 4 "$(setup "${next[1]}")"
    check "exit code of the removal" 0 "$(msi /x "$version")"
}

# As they stand there, beside packages of the names that stand there.
documented_commands() {
    say "MSI: the commands of the administrators' page"
    local folder=$work/documented command words
    mkdir "$folder"
    packages 0.2.0
    cp "$work/$version.msi" "$folder/deskbell-$version-x64.msi"
    cp "$work/0.2.0.msi" "$folder/deskbell-0.2.0-x64.msi"
    while read -r command; do
        read -r -a words <<<"$command"
        check "$command" 0 "$(cd "$folder" && code "${words[@]}")"
    done < <(documented Windows)
    check "the program" "not there" "$(there "$file")"
}

# mount_at FOLDER BYTES
mount_at() {
    mkdir -p "$1"
    mount -t tmpfs -o "size=$2" tmpfs "$1" 2>/dev/null || return 1
    mounted=$1
}
unmount() { "$wine" stop; umount "$mounted"; rmdir "$mounted"; mounted=""; }

full_disk() {
    say "A full disk, and one that must not be written to"
    local size
    size=$(stat -c %s "$exe")
    if ! mount_at "$(dirname "$user_file")" $((size + size / 2)); then
        skip "needs the right to mount"
        return 0
    fi
    check "setup: exit code where there is room" 0 "$(setup "$version")"
    check "setup: exit code of an upgrade without room" 5 "$(setup "${next[1]}")"
    check "setup: the former program is whole" "the exe that was built" "$(same_as_built "$user_file")"
    check "setup: nothing half-written beside it" "deskbell.exe"$'\n'"uninstall.exe" "$(ls "$(dirname "$user_file")")"
    check "setup: the list of programs has the former version" "$version" "$(registry "$uninstall" DisplayVersion)"
    mount -o remount,ro "$mounted"
    check "setup: exit code without the right to write" 5 "$(setup "${next[1]}")"
    check "setup: the former program is whole" "the exe that was built" "$(same_as_built "$user_file")"
    mount -o remount,rw "$mounted"
    settings_on_a_full_disk
    check "setup: removal" 0 "$(code "${user_program%deskbell.exe}uninstall.exe" /S)"
    sleep 3
    unmount
    msi_full_disk "$size"
}

settings_on_a_full_disk() {
    local folder=$user/Roaming/deskbell programs=$mounted text
    mount_at "$folder" 8192
    text=$(yes '# mine' | head -n 900)
    echo "$text" >"$folder/config.toml"
    check "setup: exit code without room for the settings" 5 "$(setup "${next[1]}" /CENTERURL=$center)"
    check "setup: the settings are whole" same "$([ "$text" = "$(cat "$folder/config.toml")" ] && echo same || echo otherwise)"
    check "setup: nothing half-written beside them" config.toml "$(ls "$folder")"
    check "setup: the former program is still there" "the exe that was built" "$(same_as_built "$user_file")"
    unmount
    mounted=$programs
}

msi_full_disk() {
    # A program that is larger than the whole disk, for the former one makes room first.
    cat "$exe" >"$work/large.exe"
    head -c "$1" /dev/zero >>"$work/large.exe"
    packages "${next[1]}" "$work/large.exe" large
    mount_at "$(dirname "$file")" $(($1 + $1 / 2))
    check "MSI: exit code where there is room" 0 "$(msi /i "$version")"
    echo "seen: MSI: an upgrade without room ends with $(msi /i large); the program after it: $(same_as_built "$file"); listed: $(shown "$(listed)")"
    # Wine notices nothing and goes back to nothing, so that only what it did is told. Windows does both.
    check "MSI: removal after it" 0 "$(msi /x large)"
    unmount
}

[ -e "$exe" ] || { echo "There is no $exe: 'make windows-build' makes it." >&2; exit 1; }
say "A new wine of its own"
"$wine" stop
rm -rf "$DESKBELL_WINE"
"$wine" prepare
reproducible
snapshot | sort -u >"$work/before"
msi_installs
msi_upgrades
msi_refuses_downgrade
msi_repairs
msi_changes
msi_removes "$user/Roaming/deskbell" "$work/before"
snapshot | sort -u >"$work/before"
setup_installs
setup_upgrades
setup_refuses
setup_removes "$work/before"
both_kinds
documented_commands
full_disk

echo
echo "$passed passed, $failed failed, $not_run not run"
[ "$failed" = 0 ]
