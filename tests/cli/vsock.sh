#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The tool over vsock within one machine, whose own number is 1. Nothing is connected where the module for that is not loaded.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"
[ -d /sys/module/vsock_loopback ] || exec echo "SKIP: the module vsock_loopback is not loaded"

ANY=4294967295
random_file "$FOLDER/large" 5000000
random_file "$FOLDER/other" 300000

# listening NAME ARGUMENT...: the tool in the background, with the caller's input; sets PID, and ADDRESS to connect to.
listening() {
    local name=$1
    shift
    timeout 100 "${SKT[@]}" "$@" <&0 >"$name.out" 2>"$name.err" &
    PID=$!
    until_true has_line "$name.err" $PID
    ADDRESS=$(sed -n 's/^listening on //; s/^vsock:4294967295:/vsock:1:/; 1p' "$name.err")
    [ -n "$ADDRESS" ] || fail "nobody listens"
}

both_directions() {
    listening server listen vsock:$ANY:$ANY <"$FOLDER/other"
    expect 0 skt connect "$ADDRESS" <"$FOLDER/large"
    wait $PID || fail "listen: status $?"
    same "$FOLDER/large" server.out
    same "$FOLDER/other" last.out
}

a_relay_to_tcp() {
    local server relay
    listening server listen vsock:$ANY:$ANY <"$FOLDER/other"
    server=$PID
    listening relay relay 127.0.0.1:0 "$ADDRESS" </dev/null
    relay=$PID
    expect 0 skt connect "$ADDRESS" <"$FOLDER/large"
    wait "$server" || fail "listen: status $?"
    kill "$relay"
    same "$FOLDER/large" server.out
    same "$FOLDER/other" last.out
}

a_file() {
    start_recv -o got vsock:$ANY:$ANY
    expect 0 skt send "$FOLDER/large" "${ADDRESS/#vsock:$ANY:/vsock:1:}"
    recv_ends 0
    same "$FOLDER/large" got
}

nobody_listens() {
    expect 3 skt connect vsock:1:4294967294 </dev/null
    says last.err ECONNRESET
}

checked() {
    skt check --vsock >last.out 2>last.err || fail "status $?: $(grep FAILED last.out)"
    grep -q '^  vsock stream  *works$' last.out || fail "$(grep vsock last.out)"
}

it "what connect and listen move over vsock arrives both ways" both_directions
it "relay joins TCP with vsock" a_relay_to_tcp
it "send and recv move a file over vsock" a_file
it "a port of vsock where nobody listens is an error" nobody_listens
it "check connects over vsock when it is asked to" checked
finish
