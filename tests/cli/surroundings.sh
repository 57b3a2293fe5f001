#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What a parent may have closed, and which signals it may have ignored, before it starts the tool.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"

SMALL="$FOLDER/small"
random_file "$SMALL" 100000

# The process of the tool that `skt` started in the background with this number, a child of timeout's.
tool_of() {
    local timeout
    timeout=$(pgrep -P "$1") && pgrep -P "$timeout"
}

listens_at() {
    [ -S "$1" ] || ! kill -0 "$RECV" 2>/dev/null
}

# closed DESCRIPTOR...: the transfer works although both ends lack these, and none of them is a socket.
closed() {
    local fd close=''
    ! on_windows || skip "a Unix shell closes them; Wine opens its own in their place"
    for fd; do close+=" $fd>&-"; done
    eval "skt recv -o got unix:socket $close &"
    RECV=$!
    until_true listens_at socket
    until_true test -n "$(tool_of "$RECV")"
    for fd; do
        [ "$(readlink "/proc/$(tool_of "$RECV")/fd/$fd")" = /dev/null ] || [ ! -e /proc/self/fd ] ||
            fail "descriptor $fd is $(readlink "/proc/$(tool_of "$RECV")/fd/$fd")"
    done
    eval "skt send '$SMALL' unix:socket $close" || fail "the sender fails"
    recv_ends 0
    same "$SMALL" got
}

for closed in 0 1 2 '0 1' '1 2' '0 1 2'; do
    # shellcheck disable=SC2086 # words
    it "a transfer works with descriptor $closed closed" closed $closed
done
finish
