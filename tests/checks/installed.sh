#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# installed.sh BUILD_DIR PREFIX: what cmake --install places below PREFIX, in DESTDIR, is what is listed here, and each file is of
# one component.
set -euo pipefail
# shellcheck source=tests/checks/frame.sh
. "$(dirname "$0")/frame.sh"
build=$1 prefix=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A component, and a pattern of paths; a * stands for anything, the libraries' folder among it. Each must have a file.
expected=(
    'skt_development include/skt/skt.h'
    'skt_development include/skt/constants.h'
    'skt_development include/skt/*.h'
    'skt_development lib*/libskt*'
    'skt_development lib*/pkgconfig/skt.pc'
    'skt_development lib*/cmake/skt/skt-config.cmake'
    'skt_development lib*/cmake/skt/skt-config-version.cmake'
    'skt_development lib*/cmake/skt/skt-*-targets*.cmake'
    'skt_development share/skt/api.json'
    'skt_development share/man/man3/skt_open.3'
    'skt_development share/man/man3/skt_connect_by.3'
    'skt_development share/man/man3/skt_*.3'
    'skt_development share/man/man7/skt.7'
    'skt_development share/man/man7/skt_*.7'
    'skt_tool bin/skt'
    'skt_tool share/man/man1/skt.1'
    'skt_tool share/man/man1/skt-connect.1'
    'skt_tool share/man/man1/skt-*.1'
    'skt_tool share/bash-completion/completions/skt'
    'skt_tool share/zsh/site-functions/_skt'
    'skt_tool share/fish/vendor_completions.d/skt.fish'
)

# list_installed NAME CMAKE-ARG...: the paths that it installs, into the file NAME. Nothing lies outside the prefix.
list_installed() {
    mkdir "$work/root"
    quiet env DESTDIR="$work/root" cmake --install "$build" --prefix "$prefix" "${@:2}"
    (cd "$work/root" && find . ! -type d) | sort >"$work/all"
    if grep -v "^\.$prefix/" "$work/all"; then fail "$1: not below $prefix"; fi
    sed "s,^\.$prefix/,," "$work/all" >"$work/$1"
    rm -rf "$work/root"
}

list_installed everything
for component in skt_runtime skt_development skt_tool; do
    list_installed $component --component $component
done
cat "$work"/skt_* | sort | cmp - "$work/everything" || fail 'a file is of no component, or of two'

for row in "${expected[@]}"; do
    read -r component pattern <<<"$row"
    found=0
    while read -r path; do
        # shellcheck disable=SC2053 # it is a pattern
        [[ $path != $pattern ]] || found=$((found + 1))
    done <"$work/$component"
    [ $found -gt 0 ] || fail "$component: nothing is $pattern"
done
for component in skt_development skt_tool; do
    while read -r path; do
        known=no
        for row in "${expected[@]}"; do
            # shellcheck disable=SC2053
            [[ "$component $path" != $row ]] || known=yes
        done
        [ $known = yes ] || fail "$component: nothing here expects $path"
    done <"$work/$component"
done
# A static library alone is no runtime.
while read -r path; do
    [[ $path = lib*/libskt*.so.* ]] || fail "skt_runtime: nothing here expects $path"
done <"$work/skt_runtime"
echo "$(wc -l <"$work/everything") files"
