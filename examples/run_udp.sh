#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# run_udp.sh ECHO_UDP [RUNNER...]: the echo answers on each address, with what it was sent.
set -euo pipefail
echo_udp=$1
shift
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
for address in 127.0.0.1:0 '[::]:0'; do
    "$@" "$echo_udp" "$address" 3 >"$work/out" &
    for _ in $(seq 300); do
        grep -q : "$work/out" && break
        sleep 0.1
    done
    port=$(tr -d '\r' <"$work/out" | sed 's/.*://')
    exec 3<>"/dev/udp/127.0.0.1/$port"
    for word in one two three; do
        printf '%s\n' "$word" >&3
        answer=$(timeout 30 dd bs=100 count=1 <&3 2>/dev/null)
        [ "$answer" = "$word" ] || { echo "$address: got '$answer', not '$word'"; exit 1; }
    done
    exec 3>&-
    wait $!
    echo "$address: three answers"
done
