#!/usr/bin/env bash
# addresses.sh LISTEN GREET [EMULATOR...]: runs the examples with each other at every address that README.md names for them
# and at greet.c's default address, in a network namespace and with a /run of their own.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

if [ -z "${SKT_OWN_NETWORK-}" ]; then
    case $1 in *.exe) echo "SKIP: the network is made by Linux" && exit 77 ;; esac
    if ! unshare -rnm true 2>/dev/null || ! command -v ip >/dev/null; then
        echo "SKIP: there are no namespaces, or no ip(8)"
        exit 77
    fi
    SKT_OWN_NETWORK=1 exec unshare -rnm bash "$0" "$@"
fi

ip link set lo up
ip address add 192.0.2.1/32 dev lo
ip link add eth0 type veth peer name eth1 2>/dev/null || ip link add eth0 type dummy
ip link set eth0 up
ip address add fe80::1/64 dev eth0 nodad 2>/dev/null || true
mount -t tmpfs tmpfs /run

greet=("${@:3}" "$2")
serve=("${@:3}" "$1")
count=0

# greets ADDRESS [ARGUMENT...]: runs greet and checks its output.
greets() {
    local address=$1 line answer
    shift
    exec 3< <(exec "${serve[@]}" "$address" 2>&1)
    local server=$!
    read -r -t 20 line <&3 || line="nothing"
    # Only this prefix is compared, since the server may print the scope of an address by its number.
    if [[ $line != "listening on "* ]]; then
        case $line in
        EAFNOSUPPORT | EADDRNOTAVAIL | ENODEV | EUNSUPPORTED) echo "SKIP: $address: $line" && return ;;
        esac
        echo "the server says at $address: $line"
        exit 1
    fi
    answer=$("${greet[@]}" "$@" 2>&1) || true
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    if [ "$answer" = hello ]; then
        echo "greeted at $address"
        count=$((count + 1))
    elif [[ $address = vsock:* ]]; then
        echo "SKIP: $address: this machine is not its own host ($answer)"
    else
        echo "greet says at $address: $answer"
        exit 1
    fi
}

sentence=$(tr '\n' ' ' <"$here/../README.md" | grep -o 'The address may be [^:]*:[^.]*[^ ]*.*does *not care')
# shellcheck disable=SC2016 # marks of Markdown
named=$(grep -o '`[^`]*`' <<<"$sentence" | tr -d '`')
[ "$(wc -l <<<"$named")" -ge 5 ] || { echo "README.md names these addresses only: $named" && exit 1; }
while read -r address; do greets "$address" "$address"; done <<<"$named"
greets '[::1]:4711'
[ "$count" -ge 4 ]
