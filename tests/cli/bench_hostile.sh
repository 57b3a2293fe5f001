#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Peers that keep to no rules, and what a server of `skt bench` does about them.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"

command -v python3 >/dev/null || { echo "SKIP: there is no python3"; exit 77; }

# start_server ARGUMENT...: sets SERVER, and ADDRESS to where it listens.
start_server() {
    : >server.err
    timeout 100 "${SKT[@]}" bench --serve "$@" 127.0.0.1:0 >/dev/null 2>server.err &
    SERVER=$!
    until_true has_line server.err "$SERVER"
    ADDRESS=$(sed -n 's/^listening on //p' server.err | tr -d '\r')
    [ -n "$ADDRESS" ] || fail "the server does not listen"
}

hostile() {
    timeout 60 python3 "$HERE/bench_hostile.py" "$1" "$ADDRESS" 2>python.err || fail "the peer: $1"
}

# serves KIND: the server still serves who does keep to the rules, once those who did not are gone.
serves() {
    until_true skt bench ${1:+"$1"} --bytes 100000 --rate 100M --both "$ADDRESS" >last.out 2>last.err
}

# meets KIND IDLE NAME...: the server meets these, one after the other, and then a client.
meets() {
    local kind=$1 idle=$2
    shift 2
    start_server ${kind:+"$kind"} ${idle:+--idle "$idle"}
    for name in "$@"; do hostile "$name"; done
    [ -n "$idle" ] || serves "$kind"
    kill -0 "$SERVER" || fail "the server has ended"
}

# What the namespace of the test below runs.
if [ "${SKT_BENCH_SPOOFS-}" ]; then
    start_server --udp
    hostile 'udp spoofed'
    serves --udp
    exit
fi

spoofed() {
    on_windows && skip "this is the same code on each system, and Wine's sockets are Linux's"
    unshare -rn true 2>/dev/null || skip "there are no namespaces here"
    command -v ip >/dev/null || skip "there is no ip(8)"
    SKT_BENCH_SPOOFS=1 timeout 100 unshare -rn sh -c 'ip link set lo up && exec bash "$@"' sh "$HERE/bench_hostile.sh" \
        "${SKT[@]}" || fail "in its namespace"
}

for name in garbage 'another protocol' 'wrong version' 'endless greeting' 'endless data' 'huge sizes' \
    'reset in the middle' 'unknown token' 'stream twice' 'nonsense in a session' 'too many sessions'; do
    it "streams: $name" meets '' '' "$name"
done
it 'streams: silent, at once and later' meets '' 1s silent 'silent later'
for name in garbage short 'wrong version' 'wrong cookie' 'replayed cookie' 'no session' 'huge sizes' 'foreign data' \
    'stolen address' 'wild numbers' 'too many sessions'; do
    it "datagrams: $name" meets --udp '' "udp $name"
done
it 'datagrams: silent later' meets --udp 1s 'udp silent later'
it 'datagrams: a spoofed source gets challenges alone, shorter than what they answer' spoofed
finish
