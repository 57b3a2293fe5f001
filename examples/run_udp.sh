#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# run_udp.sh ECHO_UDP ANSWER_UDP [RUNNER...]: both answer, with what they were sent; the echo on each address.
set -euo pipefail
echo_udp=$1 answer_udp=$2
shift 2
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT

# Starts a program, whose number is then $program, and connects to what it prints.
start() {
    : >"$work/out"
    "$@" >"$work/out" &
    program=$!
    for _ in $(seq 300); do
        grep -q : "$work/out" && break
        sleep 0.1
    done
    port=$(tr -d '\r' <"$work/out" | sed 's/.*://')
    exec 3<>"/dev/udp/127.0.0.1/$port"
}

ask() {
    printf '%s\n' "$1" >&3
    answer=$(timeout 30 dd bs=100 count=1 <&3 2>/dev/null)
    [ "$answer" = "$1" ] || { echo "got '$answer', not '$1'"; exit 1; }
}

for address in 127.0.0.1:0 '[::]:0'; do
    start "$@" "$echo_udp" "$address" 3
    for word in one two three; do ask "$word"; done
    wait "$program"
    echo "$address: three answers"
done
start "$@" "$answer_udp"
ask one
ask two
echo "README's: two answers"
