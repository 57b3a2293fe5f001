#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# run_latency.sh LATENCY ECHO_UDP [RUNNER...]: prints the times of each echo, with those of the kernel if it has them.
set -euo pipefail
exec 3< <(exec "${@:3}" "$2" 127.0.0.1:0)
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
read -r -t 60 address <&3
said=$("${@:3}" "$1" "$address" 50)
echo "$said"
number=' +-?[0-9]+\.[0-9]'
tells() {
    grep -qE "^$1$number$number$number$" <<<"$said"
}
grep -qE '^ +50 echoes' <<<"$said"
tells 'all of it'
tells 'from the kernel to the program' || echo "SKIP the kernel's time of receiving: this system does not tell it"
if tells 'from the program to the kernel'; then
    tells 'from the kernel and back to it'
else
    echo "SKIP the kernel's time of sending: it is told by key since Linux 6.13"
fi
