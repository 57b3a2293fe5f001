#!/usr/bin/env bash
# run.sh LISTEN GREET [EMULATOR...]: the examples talk to each other; without a listener the client prints the error.
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

# The output of greet, with line ends converted.
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
