#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Checks of the JSON that a command printed, on top of frame.sh.

# The system's python3 starts faster than a shim.
PYTHON=/usr/bin/python3
[ -x $PYTHON ] || PYTHON=python3

# holds EXPRESSION...: each is true in Python of `all`, what the last command wrote as JSON, or of `lines` where that is
# JSON Lines.
holds() {
    "$PYTHON" -c '
import json, sys
text = open("last.out").read()
try:
    all = json.loads(text)
except ValueError:
    all, lines = None, [json.loads(line) for line in text.splitlines()]
for one in sys.argv[1:]:
    if not eval("(" + one + ")"):
        print(" ".join(one.split()), "in", json.dumps(all or lines))
        sys.exit(1)' "$@" >python.out 2>python.err || fail "this does not hold: $(cat python.out)"
}
