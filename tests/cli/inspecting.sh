#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Shared code for tests of `skt inspect` and `skt set`, on top of frame.sh.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"
[ "$(uname)" = Linux ] && ! on_windows || exec echo "SKIP: Linux alone lets a process look into the sockets of another one"

# start_target KIND...: target.py in the background; PID is its, and a line that is written to descriptor 9 goes to its stdin.
start_target() {
    mkfifo target.in
    : >target.out
    "${AS[@]}" "$PYTHON" "$HERE/target.py" "$@" <target.in >target.out 2>target.err &
    exec 9>target.in
    until_true is_ready $!
    PID=$(sed -n 's/^ready //p' target.out | head -n 1)
    [ -n "$PID" ] || skip "there are no such sockets here: $(tail -n 1 target.err)"
}
AS=(env)

# A copy of the tool that other users can run as well.
PYTHON=/usr/bin/python3
[ -x $PYTHON ] || PYTHON=python3

is_ready() {
    grep -q '^ready' target.out || ! kill -0 "$1" 2>/dev/null
}

fd_of() {
    sed -n "s/^$1 \([0-9]*\) .*/\1/p" target.out
}

address_of() {
    sed -n "s/^$1 [0-9]* //p" target.out
}

port_of() {
    address_of "$1" | sed 's/.*://'
}

inspect() {
    skt inspect --json "$@"
}

# holds EXPRESSION: it is true in Python of `all`, what the last command wrote as JSON, of `one`, its only socket or None, and of `fds`,
# the sockets by the descriptors of PID. option(s, NAME) is a row.
holds() {
    python3 -c '
import json, sys
all = json.load(open("last.out"))
assert all["schema"] == "skt.inspect/1"
sockets = all["sockets"]
one = sockets[0] if len(sockets) == 1 else None
fds = {o["fd"]: s for s in sockets for o in s.get("owners", []) if o["pid"] == int(sys.argv[2])}
def option(s, name):
    return next((o for o in s["options"] if o["name"] == name), None)
if not eval(sys.argv[1]):
    sys.exit(1)' "$1" "${PID-0}" 2>python.err || fail "this does not hold: $1"
}

skip_without_strace() {
    strace -o trace -e trace=none true 2>/dev/null || skip "strace does not work here"
}
