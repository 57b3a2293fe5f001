#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# skt connect, listen and relay with hostile peers: memory stays bounded, and the terminal interprets none of their data.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"

# The most memory that process $1 ever had, in KiB.
peak() {
    sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status"
}

# starts ARGUMENT...: the tool itself as process $tool, which listens at ADDRESS.
starts() {
    "${SKT[@]}" "$@" <&0 >tool.out 2>tool.err &
    tool=$!
    until_true has_line tool.err "$tool"
    ADDRESS=$(sed -n 's/^listening on //p' tool.err | head -n 1)
    [ -n "$ADDRESS" ] || fail "nobody listens"
    first=$(peak "$tool")
}

# $tool has needed far less than the 64 MiB that are sent to it; under a sanitizer or an emulator all is more.
is_bounded() {
    local most=$((3 * first + 25000)) had
    had=$(peak "$tool")
    [ -n "$had" ] || fail "it has ended"
    [ "$had" -lt "$most" ] || fail "it had $had KiB, and $first at first"
}

# hostile WHAT ADDRESS: a peer of another program, with which it does this.
hostile() {
    timeout 100 python3 - "$@" <<'PYTHON' || fail "the hostile peer: status $?"
import select
import socket
import sys

what, address = sys.argv[1:]
host, _, port = address.rpartition(":")


def connect():
    return socket.create_connection((host, int(port)))


if what == "endless":
    # 64 MiB without the end of a line, or as much as is taken of them.
    s = connect()
    s.setblocking(False)
    left = 64 << 20
    while left > 0 and select.select([], [s], [], 1)[1]:
        left -= s.send(bytes(1 << 20).replace(b"\0", b"x")[:left])
elif what == "flood":
    for _ in range(2):
        clients = []
        for _ in range(260):
            clients.append(connect())
            clients[-1].setblocking(False)
            try:
                clients[-1].send(b"half a line" * 300)
            except OSError:
                pass
        for s in clients:
            s.close()
PYTHON
}

line_without_end() {
    starts listen --keep "$@" 127.0.0.1:0 </dev/null
    hostile endless "$ADDRESS"
    is_bounded
    kill "$tool"
}

one_line_without_end() {
    starts listen --recv-only --line 127.0.0.1:0 </dev/null
    mkfifo go
    : >sender.out
    { exec 8<>go; timeout 100 python3 -c '
import socket, sys
host, _, port = sys.argv[1].rpartition(":")
s = socket.create_connection((host, int(port)))
for _ in range(64):
    s.sendall(b"x" * (1 << 20))
print("sent", flush=True)
sys.stdin.readline()' "$ADDRESS" <&8 >sender.out 2>sender.err; } &
    until_true grep -q sent sender.out
    is_bounded
    kill "$tool"
    echo >go
}

relayed_to_nobody() {
    timeout 100 python3 -c '
import socket, time
s = socket.create_server(("127.0.0.1", 0))
print("%s:%d" % s.getsockname(), flush=True)
taken = s.accept()
time.sleep(1000)' >far.out &
    local far=$!
    until_true has_line far.out "$far"
    starts relay 127.0.0.1:0 "$(cat far.out)" </dev/null
    hostile endless "$ADDRESS"
    is_bounded
    kill "$tool" "$far"
}

# flood COMMAND...: with fewer descriptors than clients.
flood() {
    ulimit -Sn 120
    starts "$@" </dev/null
    ulimit -Sn "$(ulimit -Hn)"
    hostile flood "$ADDRESS"
    is_bounded
    kill -0 "$tool" || fail "it has ended"
}

flooded_listener() {
    flood listen --keep 127.0.0.1:0
    echo afterwards | skt connect --send-only "$ADDRESS" || fail "connect: status $?"
    until_true grep -q afterwards tool.out
    kill "$tool"
}

flooded_crowd() {
    starts listen --keep 127.0.0.1:0 </dev/null
    hostile flood "$ADDRESS"
    is_bounded
    echo afterwards | skt connect --send-only "$ADDRESS" || fail "connect: status $?"
    until_true grep -q afterwards tool.out
    kill "$tool"
}

# Those of the flood may still have the descriptors.
is_relayed() {
    echo afterwards | skt connect --send-only "$ADDRESS" 2>client.err
    grep -q afterwards far.out
}

flooded_relay() {
    "${SKT[@]}" listen --keep 127.0.0.1:0 </dev/null >far.out 2>far.err &
    local far=$!
    until_true has_line far.err "$far"
    flood relay 127.0.0.1:0 "$(sed -n 's/^listening on //p' far.err)"
    until_true is_relayed
    kill "$tool" "$far"
}

# Data that terminals interpret: escape sequences, controls of one and two bytes, and controls of direction; sent at once and
# byte by byte.
EVIL='a\x1b[2Jb\x1b]0;title\x07c\xc2\x9b31md\x9b31me\xe2\x80\xaef\x08\x0eg\rh\x7fi\n'

# shows_nothing_of_it FLAG...
shows_nothing_of_it() {
    command -v script >/dev/null || skip "there is no script(1)"
    printf '%b' "$EVIL" >evil
    timeout 100 python3 -c '
import socket
s = socket.create_server(("127.0.0.1", 0))
print("%s:%d" % s.getsockname(), flush=True)
c = s.accept()[0]
c.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
text = open("evil", "rb").read()
c.sendall(text)
for i in range(len(text)):
    c.sendall(text[i:i + 1])
c.close()' >far.out &
    until_true has_line far.out $!
    script -qec "${SKT[*]} connect --recv-only $* $(cat far.out)" seen >/dev/null </dev/null || fail "status $?"
    grep -q 'a' seen || fail "nothing is shown"
    python3 - <<'PYTHON' || fail "the terminal was sent what it obeys"
import sys
shown = open("seen", "rb").read().decode("utf-8", "surrogateescape")
sys.exit(any(c in "\x1b\x07\x08\x0e\x7f\u202e" or "\x80" <= c <= "\x9f" or c >= "\udc80" and c <= "\udcff" for c in shown)
         or "\r" in shown.replace("\r\n", "\n"))
PYTHON
}

on_windows && { echo 'SKIP: memory is counted by /proc'; exit 0; }
it "an endless line takes no memory of --keep" line_without_end
it "an endless line takes no memory of --line" one_line_without_end
it "a peer that never reads takes no memory of a relay" relayed_to_nobody
it "more clients than descriptors do not end --keep" flooded_listener
it "more clients than it takes do not end --keep" flooded_crowd
it "more clients than descriptors do not end a relay" flooded_relay
for form in '' --line --hex --timestamps '--hex --timestamps'; do
    # shellcheck disable=SC2086 # words
    it "a terminal obeys nothing of the peer's with the flags '$form'" shows_nothing_of_it $form
done
finish
