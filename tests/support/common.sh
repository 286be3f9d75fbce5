# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-3.0-or-later
# Functions that ./check and ./quickstart share. Sourced by bash; `root` is the source tree.

started=$SECONDS

# say WHAT: one line of progress with the time since the start.
say() { printf '\n==> [%02d:%02d] %s\n' $(((SECONDS - started) / 60)) $(((SECONDS - started) % 60)) "$*"; }

fail() {
    printf '\n*** %s\n' "$*" >&2
    exit 1
}

# A sane environment also where hardly any is given, as in a build service.
prepare_environment() {
    export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
    if [ -z "${HOME:-}" ] || [ ! -w "${HOME:-/nonexistent}" ]; then
        export HOME="$root/build/home"
        mkdir -p "$HOME"
    fi
    if [ -z "${XDG_RUNTIME_DIR:-}" ] || [ ! -w "${XDG_RUNTIME_DIR:-/nonexistent}" ]; then
        XDG_RUNTIME_DIR=$(mktemp -d "${TMPDIR:-/tmp}/roost-runtime.XXXXXX")
        chmod 700 "$XDG_RUNTIME_DIR"
        export XDG_RUNTIME_DIR
        made_runtime_dir=$XDG_RUNTIME_DIR
    fi
    export NO_PROXY="127.0.0.1,localhost${NO_PROXY:+,$NO_PROXY}"
    export no_proxy="$NO_PROXY"
}

remove_runtime_dir() { [ -z "${made_runtime_dir:-}" ] || rm -rf "$made_runtime_dir"; }

# as_root COMMAND...
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "This needs root or sudo: $*"
    fi
}

# install_packages LISTFILE...: what is missing of them, by apt. Servers among them are not started: the
# tests run their own.
install_packages() {
    command -v dpkg-query >/dev/null || {
        say "Not a Debian system: please see that the packages of $* are there"
        return 0
    }
    local wanted missing=() package
    wanted=$(sed 's/#.*//' "$@")
    for package in $wanted; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    # Another provider will do: node with its own npm, for one.
    local needed=()
    for package in "${missing[@]}"; do
        case $package in
            npm | nodejs) command -v "${package%js}" >/dev/null && continue ;;
            clang) command -v clang++ >/dev/null && continue ;;
        esac
        needed+=("$package")
    done
    [ ${#needed[@]} -gt 0 ] || return 0
    say "Installing ${#needed[@]} packages: ${needed[*]}"
    local policy=/usr/sbin/policy-rc.d made_policy=
    if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
        as_root chmod 755 $policy
        made_policy=yes
    fi
    local result=0
    {
        as_root apt-get update -q &&
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
                -o DPkg::Lock::Timeout=300 "${needed[@]}"
    } || result=$?
    [ -z "$made_policy" ] || as_root rm -f $policy
    [ $result = 0 ] || fail "apt could not install the packages"
}

# configure PRESET [-Dx=y...]: quiet unless it fails.
configure() {
    mkdir -p "$root/build"
    if ! (cd "$root" && cmake --preset "$@") >"$root/build/configure-$1.log" 2>&1; then
        cat "$root/build/configure-$1.log"
        fail "cmake --preset $1 failed"
    fi
}

# build PRESET [TARGET...]
build() {
    local preset=$1
    shift
    NINJA_STATUS='[%f/%t %es] ' cmake --build "$root/build/$preset" ${1:+--target "$@"} || fail "The $preset build failed"
}
