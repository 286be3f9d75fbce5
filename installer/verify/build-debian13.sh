#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds Roost and runs its unit tests on Debian 13 (Qt 6.8, GCC 14), in a system made by debootstrap.
# Needs root and debootstrap. The system is kept below build/verify for the next time.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/tests/support/common.sh"
[ "$(id -u)" = 0 ] || fail "debootstrap needs root"
system=$root/build/verify/trixie-build
mkdir -p "$root/build/verify"
inside() { chroot "$system" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} "$@"; }

if [ ! -f "$system/.ready" ]; then
    say "A Debian 13 system"
    rm -rf "$system"
    mkdir -p "$system"
    debootstrap --variant=minbase trixie "$system" >"$root/build/verify/debootstrap-trixie.log" 2>&1 ||
        fail "debootstrap failed; see build/verify/debootstrap-trixie.log"
    [ ! -f /etc/resolv.conf ] || cp -L /etc/resolv.conf "$system/etc/resolv.conf"
    for file in /etc/apt/apt.conf.d/*proxy*; do [ ! -f "$file" ] || cp "$file" "$system/etc/apt/apt.conf.d/"; done
    printf '#!/bin/sh\nexit 101\n' >"$system/usr/sbin/policy-rc.d"
    chmod 755 "$system/usr/sbin/policy-rc.d"
    say "Packages"
    inside apt-get update -q >/dev/null
    # shellcheck disable=SC2046
    inside apt-get install -q -y --no-install-recommends $(sed 's/#.*//' "$root/tests/support/packages.txt") openssl \
        qt6-qpa-plugins python3 clang-format >"$root/build/verify/packages-trixie.log" 2>&1 ||
        { tail -20 "$root/build/verify/packages-trixie.log"; fail "The packages do not install"; }
    touch "$system/.ready"
fi

say "Sources"
mkdir -p "$system/src"
tar -C "$root" --exclude=./build --exclude=./.git --exclude=./.quickstart -cf - . | tar -C "$system/src" -xf -

say "Build"
inside sh -c 'cd /src && cmake --preset dev "-DROOST_TEST_KINDS=unit" && cmake --build build/dev'
say "Unit tests"
inside ctest --test-dir /src/build/dev -L unit -j "$(nproc)" --output-on-failure --no-tests=error
