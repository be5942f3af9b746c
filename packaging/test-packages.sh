#!/bin/bash
# test-packages.sh DEB RPM PROGRAM
# Installs, upgrades, downgrades, removes and purges the packages with the real dpkg, apt and rpm, in copies of this
# machine: each an overlay of / in memory that ends with this script. The machine itself stays as it is. Needs root.
set -eu
umask 022
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
cd "$(dirname "$0")/.."
# shellcheck source=packaging/about.sh
. packaging/about.sh
if [ "$(id -u)" != 0 ]; then echo "This mounts copies of the machine: run it as root." >&2; exit 77; fi
# In mounts and processes of its own, so that nothing can stay behind.
if [ "${1:-}" != inside ]; then
    exec unshare --mount --propagation private --pid --fork --kill-child --mount-proc "$0" inside "$@"
fi
deb=$(realpath "$2") rpm=$(realpath "$3") program=$(realpath "$4")
work=$(mktemp -d)
trap 'umount -R "$work" 2>/dev/null || true; rmdir "$work"' EXIT
mount -t tmpfs -o size=2g tmpfs "$work"
# What the program takes, in megabytes.
size=$(($(stat -L -c %s "$program") / 1048576 + 1))

passed=0
pass() { passed=$((passed + 1)); echo "ok: $*"; }
fail() { echo "FAILED: $*" >&2; exit 1; }
check() { local what=$1; shift; "$@" || fail "$what ($*)"; pass "$what"; }
# What is said on success interests nobody.
quietly() { "$@" > "$work/said" 2>&1 || { cat "$work/said" >&2; return 1; }; }

# world NAME MEGABYTES: a copy of this machine whose changes may take so much.
world() {
    local place="$work/$1"
    mkdir "$place"
    mount -t tmpfs -o "size=$2m" tmpfs "$place"
    mkdir "$place/changes" "$place/work" "$place/root"
    mount -t overlay -o "lowerdir=/,upperdir=$place/changes,workdir=$place/work" overlay "$place/root"
    root="$place/root" changes="$place/changes"
    mount -t proc proc "$root/proc"
    mount --bind /dev "$root/dev"
    mkdir "$root/packages"
    mount --bind "$work/packages" "$root/packages"
    # Parts of the machine that are a mount of their own are not in the copy, and these are not needed.
    install -d -m 1777 "$root/tmp"
    mkdir -p "$root/home/anna/.config/deskbell"
    echo 'theme = "dark"' > "$root/home/anna/.config/deskbell/config.toml"
}
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/anna LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

# Every file of ours in the changes of this world; what the package managers keep for themselves is theirs.
left() {
    (cd "$changes" && find . -iname '*deskbell*' ! -type c -o -ipath '*/deskbell/*' ! -type c) | sed 's/^\.//' |
        grep -v -e '^/home/' -e '^/packages' -e '^/var/lib/dpkg' -e '^/var/lib/rpm' -e '^/root/' -e '^/tmp/' -e '^/var/cache' -e '^/work' |
        LC_ALL=C sort || true
}
is() { [ "$1" = "$2" ] || { diff <(echo "$1") <(echo "$2") >&2; return 1; }; }
sum_of() { sha256sum < "$1"; }
version_of() { inside dpkg-query -W -f '${Version} ${db:Status-Status}' deskbell; }
enforced=$'[enforced]\nprivacy = "hidden"'
has_enforced() { [ "$(cat "$root/etc/deskbell/policy.toml")" = "$enforced" ]; }
shows_it_is_enforced() { inside deskbell config --json | grep -A12 '"privacy"' | grep -q hidden; }
autostart_is_good() { { inside deskbell doctor --json 2> /dev/null || true; } | grep -A1 '"id": "autostart"' | grep -q '"state": "good"'; }
runs() { inside deskbell --version | grep -q '^deskbell '; }

# An older version with another program.
older_deb() {
    dpkg-deb -R "$deb" "$work/older"
    sed -i 's/^Version: .*/Version: 0.0.9-1/' "$work/older/DEBIAN/control"
    printf 'older' >> "$work/older/usr/bin/deskbell"
    (cd "$work/older" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum > DEBIAN/md5sums)
    dpkg-deb --root-owner-group -Zgzip -z1 -b "$work/older" "$work/packages/older.deb" > "$work/said"
    rm -r "$work/older"
}

# What the tools for such files say of them.
lint() {
    check "lintian finds nothing" lintian --allow-root --display-info --pedantic --fail-on error,warning,info,pedantic "$work/packages/new.deb"
    check "the desktop's entries are valid" desktop-file-validate packaging/linux/*.desktop
    dpkg-deb -x "$work/packages/new.deb" "$work/files"
    check "the software center's page is valid" quietly appstreamcli validate --no-net --explain "$work"/files/usr/share/metainfo/*.xml
    check "the completions are scripts" bash -n "$work/files/usr/share/bash-completion/completions/deskbell"
    rm -r "$work/files"
}

deb_life() {
    world deb $((60 + 4 * size))
    check "apt installs it" quietly inside apt-get -q install -y --no-install-recommends /packages/older.deb
    check "it runs" runs
    check "it starts at log-on" autostart_is_good
    check "links of the scheme deskbell: are its own" grep -q 'x-scheme-handler/deskbell=deskbell.desktop' "$root/usr/share/applications/mimeinfo.cache"
    for file in usr/share/applications/deskbell.desktop usr/share/man/man1/deskbell.1.gz usr/share/man/man1/deskbell-doctor.1.gz \
        usr/share/bash-completion/completions/deskbell usr/share/zsh/vendor-completions/_deskbell usr/share/fish/vendor_completions.d/deskbell.fish \
        usr/share/icons/hicolor/scalable/apps/deskbell.svg usr/share/icons/hicolor/48x48/apps/deskbell.png \
        usr/share/metainfo/dev.deskbell.deskbell.metainfo.xml usr/share/doc/deskbell/copyright; do
        [ -s "$root/$file" ] || fail "$file is missing"
    done
    pass "its files are where they should be"
    # A version that brought another would stop unattended upgrades, once the administrator edited it.
    check "the administrator's file is the one that no version changes" is "$(sum_of "$root/etc/deskbell/policy.toml")" \
        "c08b5118a9e019b972ced3563e26ff0af73d18eb25609d63e61f4da7d2d33e2f  -"
    echo "$enforced" > "$root/etc/deskbell/policy.toml"
    check "what the administrator enforces counts" shows_it_is_enforced
    deb_upgrade
    deb_end
}

deb_upgrade() {
    check "apt upgrades it without a question" quietly inside apt-get -q install -y --no-install-recommends /packages/new.deb < /dev/null
    check "the new version is there" is "$(version_of)" "$new_version installed"
    check "the new program is there" is "$(sum_of "$root/usr/bin/deskbell")" "$(sum_of "$program")"
    check "the administrator's file is as it was edited" has_enforced
    check "what it enforces still counts" shows_it_is_enforced
    check "dpkg finds its files whole" is "$(inside dpkg --verify deskbell | grep -v 'policy.toml$' || true)" ""
    check "the older version can be put back" quietly inside apt-get -q install -y --allow-downgrades --no-install-recommends /packages/older.deb < /dev/null
    check "it is the older" is "$(version_of)" "0.0.9-1 installed"
    check "the administrator's file is still as it was edited" has_enforced
    quietly inside apt-mark hold deskbell
    check "apt leaves alone what is held" is "$(inside apt-get -q install -y --no-download /packages/new.deb > "$work/said" 2>&1; version_of)" "0.0.9-1 installed"
    quietly inside apt-mark unhold deskbell
}

deb_end() {
    check "apt removes it" quietly inside apt-get -q remove -y deskbell
    check "removed, it leaves what the administrator edited and the log-on's entry" \
        is "$(left | grep -v -e '^/etc/deskbell$' -e '\.dpkg-')" $'/etc/deskbell/policy.toml\n/etc/xdg/autostart/deskbell.desktop'
    check "and that entry starts nothing without the program" grep -q '^TryExec=/usr/bin/deskbell$' "$root/etc/xdg/autostart/deskbell.desktop"
    check "apt purges it" quietly inside apt-get -q purge -y deskbell
    check "purged, it leaves nothing" is "$(left)" ""
    check "but the agent's own settings" test -s "$root/home/anna/.config/deskbell/config.toml"
}

# fill MEGABYTES: leaves so much room.
fill() {
    local free
    free=$(df --output=avail -B1M "$changes" | tail -1)
    head -c "$((free - $1))M" /dev/zero > "$changes/../filler"
}

deb_full_disk() {
    world deb-full $((40 + 3 * size))
    quietly inside dpkg -i /packages/older.deb
    local older; older=$(sum_of "$root/usr/bin/deskbell")
    fill 8
    if quietly inside dpkg -i /packages/new.deb 2>/dev/null; then fail "there was room after all"; fi
    check "a full disk stops the upgrade" grep -q 'No space left on device' "$work/said"
    check "the older program is whole" is "$(sum_of "$root/usr/bin/deskbell")" "$older"
    check "it runs" runs
    check "dpkg knows that it is the older" is "$(version_of)" "0.0.9-1 installed"
    rm "$changes/../filler"
    check "with room, the upgrade succeeds" quietly inside dpkg -i /packages/new.deb
    check "the new program is there" is "$(sum_of "$root/usr/bin/deskbell")" "$(sum_of "$program")"
}

# There are no packages of this kind on this machine, so their dependencies are looked at one by one.
rpm_dependencies() {
    local library
    for library in $(rpm -qp --requires "$work/packages/new.rpm" | sed -n 's/^\(lib[^(]*\)(.*/\1/p' | sort -u); do
        ldconfig -p | grep -q "^[[:space:]]*$library " || fail "there is no library $library"
    done
    pass "every library that the rpm wants has that name"
}

rpm_life() {
    world rpm $((60 + 4 * size))
    inside rpm --initdb
    check "rpm installs it" quietly inside rpm -i --nodeps /packages/older.rpm
    check "it runs" runs
    check "it starts at log-on" autostart_is_good
    echo "$enforced" > "$root/etc/deskbell/policy.toml"
    check "rpm upgrades it" quietly inside rpm -U --nodeps /packages/new.rpm
    check "the new version is there" is "$(inside rpm -q --qf '%{VERSION}-%{RELEASE}' deskbell)" "$new_version"
    check "the administrator's file is as it was edited" has_enforced
    check "rpm finds its files whole" is "$(inside rpm -V --nodeps deskbell | grep -v 'policy.toml$' || true)" ""
    check "the older version can be put back" quietly inside rpm -U --oldpackage --nodeps /packages/older.rpm
    check "the administrator's file is still as it was edited" has_enforced
    check "rpm erases it" quietly inside rpm -e deskbell
    check "erased, it leaves what the administrator edited" is "$(left | grep -v -e '^/etc/deskbell$')" /etc/deskbell/policy.toml.rpmsave
    check "and the agent's own settings" test -s "$root/home/anna/.config/deskbell/config.toml"
}

rpm_full_disk() {
    world rpm-full $((40 + 3 * size))
    inside rpm --initdb
    quietly inside rpm -i --nodeps /packages/older.rpm
    fill 8
    if quietly inside rpm -U --nodeps /packages/new.rpm 2>/dev/null; then fail "there was room after all"; fi
    check "a full disk stops the upgrade of the rpm" is "$(inside rpm -q --qf '%{VERSION}' deskbell)" 0.0.9
    check "the older one runs" runs
    rm "$changes/../filler"
    check "with room, the upgrade succeeds" quietly inside rpm -U --nodeps /packages/new.rpm
}

# Runs them in that order and as they stand there, beside packages of the names that stand there.
as_documented() {
    local commands command
    commands=$(documented "$1")
    [ -n "$commands" ] || fail "no commands below $1"
    while IFS= read -r command; do
        check "documented: $command" quietly inside sh -c "cd /packages/documented && $command" < /dev/null
    done <<< "$commands"
}

# Whatever libraries the rpm wants: they are on this machine, but not from rpms.
stand_in() {
    {
        printf 'Name: stand-in\nVersion: 1\nRelease: 1\nSummary: Libraries of this machine\nLicense: MIT\nBuildArch: noarch\nAutoReqProv: no\n'
        rpm -qp --requires "$work/packages/new.rpm" | grep -v '^rpmlib(' | sed 's/^/Provides: /'
        printf '%%description\nThey are there.\n%%files\n'
    } > "$work/stand-in.spec"
    quietly rpmbuild -bb --define "_topdir $work/rpmbuild" --define "_rpmdir $work/packages" --define '_rpmfilename stand-in.rpm' "$work/stand-in.spec"
}

documented_commands() {
    local names="$work/packages/documented" version=${new_version%-*}
    mkdir "$names"
    ln "$work/packages/new.deb" "$names/deskbell_$version-1_amd64.deb"
    ln "$work/packages/older.deb" "$names/deskbell_0.0.9-1_amd64.deb"
    ln "$work/packages/new.rpm" "$names/deskbell-$version-1.x86_64.rpm"
    world documented $((200 + 4 * size))
    as_documented "Debian and Ubuntu"
    stand_in
    inside rpm --initdb
    # As Fedora has it: a package that lies on this machine is not asked for a signature.
    printf '[main]\ngpgcheck=0\n' > "$root/etc/dnf/dnf.conf"
    check "dnf installs what stands in for libraries" quietly inside dnf install -y /packages/stand-in.rpm
    as_documented "Fedora, RHEL, openSUSE"
}

mkdir "$work/packages"
cp "$deb" "$work/packages/new.deb"
cp "$rpm" "$work/packages/new.rpm"
new_version=$(dpkg-deb -f "$deb" Version)
older_deb
cp "$(packaging/linux/pack.sh rpm "$program" "$work/packages" 0.0.9)" "$work/packages/older.rpm"
lint
deb_life
deb_full_disk
rpm_dependencies
rpm_life
rpm_full_disk
documented_commands
echo "$passed passed, 0 failed"
