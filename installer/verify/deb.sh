#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the Debian package in a clean system, starts the program there, removes it and looks for leftovers.
#   installer/verify/deb.sh [PACKAGE.deb] [SUITE]      default: the newest in build/release/packages, bookworm
# Needs root and debootstrap. The clean system is made below build/verify and kept for the next time.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/tests/support/common.sh"
package=${1:-$(find "$root/build/release/packages" -name '*.deb' -printf '%T@ %p\n' 2>/dev/null | sort -n | tail -1 | cut -d' ' -f2-)}
suite=${2:-bookworm}
[ -f "$package" ] || fail "No package: cmake --build build/release --target package"
[ "$(id -u)" = 0 ] || fail "A clean system is made by debootstrap, which needs root"
base=$root/build/verify/$suite-base
clean=$root/build/verify/$suite-deb

if [ ! -x "$base/usr/bin/apt-get" ]; then
    say "A minimal $suite system"
    rm -rf "$base"
    mkdir -p "$base"
    debootstrap --variant=minbase "$suite" "$base" >"$root/build/verify/debootstrap-$suite.log" 2>&1 ||
        fail "debootstrap failed; see build/verify/debootstrap-$suite.log"
fi
say "A clean copy of it"
rm -rf "$clean"
cp -a "$base" "$clean"
cp "$package" "$clean/roost.deb"
[ ! -f /etc/resolv.conf ] || cp -L /etc/resolv.conf "$clean/etc/resolv.conf"
for file in /etc/apt/apt.conf.d/*proxy*; do [ ! -f "$file" ] || cp "$file" "$clean/etc/apt/apt.conf.d/"; done
printf '#!/bin/sh\nexit 101\n' >"$clean/usr/sbin/policy-rc.d"
chmod 755 "$clean/usr/sbin/policy-rc.d"

inside() { chroot "$clean" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} "$@"; }

say "Install $(basename "$package")"
inside apt-get update -q >/dev/null
inside apt-get install -q -y --no-install-recommends /roost.deb >"$root/build/verify/install-$suite.log" 2>&1 ||
    { tail -30 "$root/build/verify/install-$suite.log"; fail "The package does not install"; }

say "Start it without a display"
inside roost --version
inside roost --help | grep -q -- --profile || fail "--help says nothing of --profile"

say "Start it on a display"
inside apt-get install -q -y --no-install-recommends xvfb xauth xdotool >>"$root/build/verify/install-$suite.log" 2>&1
inside sh -c '
    Xvfb :77 -screen 0 1400x900x24 -nolisten tcp >/dev/null 2>&1 & server=$!
    export DISPLAY=:77 XDG_RUNTIME_DIR=/tmp
    tries=0; until xdotool getdisplaygeometry >/dev/null 2>&1; do tries=$((tries + 1)); [ $tries -lt 100 ] || exit 3; done
    roost --profile /tmp/profile & program=$!
    timeout 60 xdotool search --sync --onlyvisible --pid $program >/tmp/windows; found=$?
    kill -0 $program || found=4
    kill $program; wait $program; kill $server
    [ $found = 0 ] && [ -s /tmp/windows ]' || fail "It shows no window"

say "What the desktop was told"
inside sh -c 'test -f /usr/share/applications/chat.roost.Roost.desktop && test -f /usr/share/metainfo/chat.roost.Roost.metainfo.xml &&
    grep -q x-scheme-handler/xmpp /usr/share/applications/chat.roost.Roost.desktop' || fail "The desktop files are missing"

say "Remove it"
inside dpkg --purge roost >/dev/null
left=$(find "$clean/usr" -iname '*roost*' -not -path '*/doc-base/*' | head)
[ -z "$left" ] || fail "Left behind: $left"
rm -rf "$clean"
say "The package is good on $suite"
