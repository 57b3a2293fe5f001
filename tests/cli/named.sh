#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Every address that README.md and the help name for the tool, each as it stands there, in a network of its own.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"
! on_windows || exec echo "SKIP: the network is made by Linux"
if [ -z "${SKT_OWN_NETWORK-}" ]; then
    if ! unshare -rnm true 2>/dev/null || ! command -v ip >/dev/null; then
        exec echo "SKIP: there are no namespaces, or no ip(8)"
    fi
    trap - EXIT
    rm -rf "$FOLDER"
    SKT_OWN_NETWORK=1 exec unshare -rnm bash "$0" "$@"
fi

{
    ip link set lo up
    ip address add 192.0.2.1/32 dev lo
    ip address add 2001:db8::2/128 dev lo nodad
    mount -t tmpfs tmpfs /run
    echo '127.0.0.1 host.example' >"$FOLDER/hosts"
    echo 'hosts: files' >"$FOLDER/nsswitch.conf"
    mount --bind "$FOLDER/hosts" /etc/hosts
    mount --bind "$FOLDER/nsswitch.conf" /etc/nsswitch.conf
} >/dev/null 2>&1

SMALL="$FOLDER/small"
random_file "$SMALL" 100000

moves() {
    start_recv -o got "$1"
    if [[ $1 = vsock:* ]]; then
        skt send "$SMALL" "$1" 2>last.err || skip "this machine is not its own host: $(cat last.err)"
    else
        expect 0 skt send "$SMALL" "${2-$1}"
    fi
    recv_ends 0
    same "$SMALL" got
}

# The commands of README.md, with its file and folders; each of those that send with the one that receives.
readme_moves() {
    local recv send
    recv=$(sed -n 's/^    skt recv \([^#]*[^# ]\) *#.*/\1/p' "$HERE/../../README.md")
    sed -n 's/^    skt send \([^#]*[^# ]\) *#.*/\1/p' "$HERE/../../README.md" >sends
    [[ -n $recv && -s sends ]] || fail "README.md has no such commands"
    mkdir incoming photos
    cp "$SMALL" big.iso
    cp "$SMALL" photos
    while read -r send <&4; do
        eval "start_recv $recv"
        eval "expect 0 skt send $send"
        recv_ends 0
    done 4<sends
    same big.iso incoming/big.iso
    same "$SMALL" incoming/photos/small
}

it "the commands in README.md move a file" readme_moves
named=0
for address in $(skt help send | sed -n '/^ADDRESS is/,/^$/p' | grep -Eo '[][a-z0-9.:@/]*:[][a-z0-9.:@/]+'); do
    case $address in
    *machine:) continue ;;
    :http) it "a service is a port" moves "127.0.0.1$address" ;;
    :*) it "$address is named by the help" moves "$address" "127.0.0.1$address" ;;
    *) it "$address is named by the help" moves "$address" ;;
    esac
    named=$((named + 1))
done
[ "$named" -ge 7 ] || it "the help names addresses" fail "only $named"
finish
