#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# skt inspect and skt set on Windows: what its tables say, and that it says no more.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"
on_windows || exec echo "SKIP: these are Windows' tables"

listener_is_told() {
    start_recv -o got 127.0.0.1:0
    expect 0 skt inspect --json --listening "${ADDRESS##*:}"
    python3 - "$ADDRESS" <<'PYTHON' || fail "the listener is not as it is"
import json, sys
[s] = json.load(open("last.out"))["sockets"]
assert s["local"] == sys.argv[1] and s["state"] == "LISTEN" and s["protocol"] == "IPPROTO_TCP" and "peer" not in s
assert all(o["pid"] > 0 and o["name"].lower() == "skt.exe" for o in s["owners"])
PYTHON
    python3 -c 'import json; assert json.load(open("last.out"))["sockets"][0]["owners"]' 2>/dev/null ||
        skip "the table names no process for a listener here, as Wine's does"
    expect 0 skt inspect SKT --listening "${ADDRESS##*:}"
    says last.out "^tcp $ADDRESS  LISTEN$"
}

# says_no STATUS PATTERN COMMAND...
says_no() {
    local status=$1 pattern=$2
    shift 2
    expect "$status" skt "$@"
    says last.err "$pattern"
}

it "a listener is told with its process" listener_is_told
it "one descriptor cannot be looked at" says_no 1 'give the PID alone' inspect 4:3
it "options cannot be looked at" says_no 1 'does not show the options' inspect --all --changed
it "Unix sockets cannot be looked at" says_no 1 'does not show Unix sockets' inspect --unix x
it "options cannot be set" says_no 1 'no process reach the options' set 4:3 TCP_NODELAY=on
it "an option is read before that" says_no 2 'did you mean TCP_NODELAY' set 4:3 TCP_NODELY=on
finish
