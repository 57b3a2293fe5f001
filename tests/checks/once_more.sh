#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A test of the tool runs again if Wine killed a process, and only then. once_more.sh SOURCE WORK
set -euo pipefail
work=$2
# shellcheck source=tests/checks/frame.sh
. "$(dirname "$0")/frame.sh"
rm -rf "$work"
mkdir -p "$work"

# run TOOL TIMES: has a tool that is killed as often as said, and exits with 2 from then on, tested for that status.
run() {
    cat >"$work/$1" <<TOOL
#!/bin/sh
echo >>"$work/runs"
[ "\$(wc -l <"$work/runs")" -gt $2 ] || kill -KILL \$\$
exit 2
TOOL
    chmod +x "$work/$1"
    : >"$work/runs"
    (
        # shellcheck source=tests/cli/frame.sh
        . "$source/tests/cli/frame.sh" "$work/$1"
        it "a sentence" expect 2 skt
        finish
    ) >"$work/said" 2>&1
}

source=$1
runs() { wc -l <"$work/runs"; }
run skt.exe 0 || fail "a good test: $(cat "$work/said")"
[ "$(runs)" = 1 ] || fail "a good test: $(runs) runs"
run skt.exe 2 || fail "killed twice: $(cat "$work/said")"
[ "$(runs)" = 3 ] || fail "killed twice: $(runs) runs"
grep "Wine killed a process (try 2): a sentence" "$work/said" >/dev/null || fail "it is not printed: $(cat "$work/said")"
if run skt.exe 9; then fail "a tool that is always killed passes"; fi
[ "$(runs)" = 3 ] || fail "always killed: $(runs) runs"
if run skt 1; then fail "a tool of Unix that was killed passes"; fi
[ "$(runs)" = 1 ] || fail "killed on Unix: $(runs) runs"
