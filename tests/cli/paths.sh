#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Only the process that made the path of a Unix socket removes it.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"

SMALL="$FOLDER/small"
random_file "$SMALL" 100000

# Makes the socket `socket` with python: stale, or of a listener of this TYPE that lives until the test ends.
make_socket() {
    ! on_windows || skip "python here makes no sockets of Windows"
    python3 -c '
import os, socket, sys, time
kind = sys.argv[1]
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM if kind == "DGRAM" else socket.SOCK_STREAM)
s.bind("socket.new")
if kind != "DGRAM": s.listen(0)
clients = []
while kind == "FULL":
    c = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    c.setblocking(False)
    try: c.connect("socket.new")
    except BlockingIOError: break
    clients.append(c)
os.rename("socket.new", "socket")
if kind != "STALE": time.sleep(100)' "$1" &
    [ "$1" != STALE ] || wait $!
    until_true test -S socket
    number=$(stat -c %i socket)
}

still_there() {
    [ "$(stat -c %i "$1")" = "$number" ] || fail "it is another one now"
}

recv_fails() {
    expect 1 skt recv "$@" -o got unix:socket
    says last.err "$why"
}

stale_path_is_told() {
    local why='is stale.*--replace' number
    make_socket STALE
    recv_fails
    still_there socket
    absent socket.lock
}

stale_path_is_replaced() {
    make_socket STALE
    start_recv --replace -o got unix:socket
    expect 0 skt send "$SMALL" "$ADDRESS"
    recv_ends 0
    same "$SMALL" got
    absent socket
    absent socket.lock
}

living_path_stays() {
    local why='another program listens there' number
    make_socket "$1"
    recv_fails
    recv_fails --replace
    still_there socket
}

living_receiver_stays() {
    local why='another program listens there'
    ! on_windows || skip "Wine has no Unix sockets"
    start_recv -o got unix:socket
    expect 1 skt recv --replace -o other unix:socket
    says last.err "$why"
    expect 1 skt recv -o other unix:socket
    says last.err "$why"
    expect 0 skt send "$SMALL" "$ADDRESS"
    recv_ends 0
    same "$SMALL" got
}

users_file_stays() {
    local flag
    ! on_windows || skip "Wine has no Unix sockets"
    echo mine >socket
    ln -s nowhere link
    for flag in '' --replace; do
        # shellcheck disable=SC2086 # none or one
        expect 1 skt recv $flag -o got unix:socket
        says last.err 'is no socket'
        # shellcheck disable=SC2086
        expect 1 skt recv $flag -o got unix:link
        says last.err 'is no socket'
    done
    [ "$(cat socket)" = mine ] || fail "it was changed"
    [ -L link ] || fail "the link is gone"
}

users_lock_stays() {
    make_socket STALE
    echo mine >socket.lock
    expect 1 skt recv --replace -o got unix:socket
    says last.err 'socket.lock: EEXIST'
    [ "$(cat socket.lock)" = mine ] || fail "it was changed"
    [ -S socket ] || fail "the socket is gone"
}

# The receiver's path was removed, and something else has it when the receiver ends.
later_path_stays() {
    local number
    ! on_windows || skip "Wine has no Unix sockets"
    start_recv -o got unix:socket
    mv socket own
    case $1 in
    socket) make_socket OTHER ;;
    file)
        echo mine >socket
        number=$(stat -c %i socket)
        ;;
    esac
    expect 0 skt send "$SMALL" unix:own
    recv_ends 0
    still_there socket
    [ -S own ] || fail "it was found under another name"
}

one_of_many_replaces_it() {
    local i listening=0
    make_socket STALE
    local -a all=()
    for i in 1 2 3 4 5 6; do
        skt recv --replace -o "got$i" unix:socket >"$i.out" 2>"$i.err" &
        all+=($!)
    done
    for i in 1 2 3 4 5 6; do until_true has_line "$i.out" "${all[i - 1]}"; done
    for i in 1 2 3 4 5 6; do [ ! -s "$i.out" ] || listening=$((listening + 1)); done
    [ $listening = 1 ] || fail "$listening listen"
    expect 0 skt send "$SMALL" unix:socket
    wait
    absent socket
}

failed_listener_leaves_nothing() {
    ! on_windows || skip "strace is for Linux"
    strace -o trace -e trace=listen true 2>/dev/null || skip "strace does not work here"
    expect 1 timeout 100 "${STRACE[@]}" -f -e trace=listen -e inject=listen:error=ENOBUFS "${SKT[@]}" recv -o got unix:socket
    says last.err ENOBUFS
    absent socket
    absent socket.lock
}

it "a stale path is told to be that, and left" stale_path_is_told
it "a stale path is replaced with --replace" stale_path_is_replaced
it "the path of a stream's listener stays" living_path_stays STREAM
it "the path of a listener that has no room for one more stays" living_path_stays FULL
it "the path of a datagram socket stays" living_path_stays DGRAM
it "the path of another receiver stays, and that notices nothing" living_receiver_stays
it "a file and a link in the place of the socket stay" users_file_stays
it "a file in the place of the lock stays" users_lock_stays
it "another listener's path stays when the receiver ends" later_path_stays socket
it "a file that came to the receiver's path later stays" later_path_stays file
it "one of many receivers replaces a stale path" one_of_many_replaces_it
it "a listener that fails leaves no path" failed_listener_leaves_nothing
finish
