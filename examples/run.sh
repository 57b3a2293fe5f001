#!/usr/bin/env bash
# run.sh LISTEN GREET [EMULATOR...]: the two examples talk to each other; then nobody listens, and the client says so.
set -euo pipefail
greet=("${@:3}" "$2")
serve=("${@:3}" "$1")

exec 3< <(exec "${serve[@]}" 2>&1)
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
read -r -t 20 line <&3
line=${line%$'\r'}
if [ "$line" = EADDRNOTAVAIL ] || [ "$line" = EAFNOSUPPORT ]; then
    echo "SKIP: no IPv6 on this machine ($line)"
    exit 77
fi
if ! [[ $line =~ ^listening\ on\ (\[::1\]:[0-9]+)$ ]]; then
    echo "the server says: $line"
    exit 1
fi
address=${BASH_REMATCH[1]}

# What greet says, with the lines ended as they are here.
greeted() {
    "${greet[@]}" "$address" 2>&1 | tr -d '\r'
}

[ "$(greeted)" = hello ]
[ "$(greeted)" = hello ]
kill "$server"
wait "$server" 2>/dev/null || true
if answer=$(greeted); then
    echo "connected to $address, where nobody listens"
    exit 1
fi
[ "$answer" = "nobody listens there" ]
echo "greeted twice at $address, then: $answer"
