#!/usr/bin/env bash
# dev.sh SOURCE_DIR: ./dev waits while apt's lock is held by another process, and shows what apt-get said when that fails.
# Replacements of dpkg-query, apt-get and sudo simulate both.
set -euo pipefail
source=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

stand_in() {
    cat >"$folder/$1"
    chmod +x "$folder/$1"
}
stand_in dpkg-query <<<'#!/bin/sh
exit 1'
# shellcheck disable=SC2016 # the variables of what is written
stand_in sudo <<<'#!/bin/sh
exec "$@"'

fail() {
    cat "$folder/said"
    echo "FAILED: $*"
    exit 1
}

# Each apt-get finds the lock held, once.
stand_in apt-get <<TEXT
#!/bin/sh
echo "\$*" >>"$folder/asked"
if [ \$((\$(wc -l <"$folder/asked") % 2)) = 1 ]; then
    echo 'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 4711 (apt-get)' >&2
    exit 100
fi
TEXT
PATH=$folder:$PATH "$source/dev" setup docs >"$folder/said" 2>&1 || fail "the lock of another apt-get is an error"
[ "$(wc -l <"$folder/asked")" = 4 ] || fail "update and install were not each tried twice: $(cat "$folder/asked")"
grep -q 'waiting for another apt-get' "$folder/said" || fail "it does not say what it waits for"
grep -q 'DPkg::Lock::Timeout' "$folder/asked" || fail "apt-get is not told to wait for dpkg"

stand_in apt-get <<<'#!/bin/sh
echo "E: Unable to locate package furo"
exit 100'
if PATH=$folder:$PATH "$source/dev" setup docs >"$folder/said" 2>&1; then fail "apt-get failed, ./dev did not"; fi
grep -q 'E: Unable to locate package furo' "$folder/said" || fail "what apt-get said is not shown"
echo "apt-get is waited for, and heard"
