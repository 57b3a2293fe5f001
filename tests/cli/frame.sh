#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Shared code of the tool's tests. A test is a function that `it` runs under a sentence, in a new folder and a subshell,
# which `fail` and `skip` end. The script's arguments are the command that runs the tool.
set -u
SKT=("$@")
SKT[-1]=$(realpath "${SKT[-1]}")
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/skt-test-XXXXXX")
trap 'rm -rf "$FOLDER"' EXIT
failures=0 count=0

# strace, with LeakSanitizer off, since it does not work under strace.
# shellcheck disable=SC2034 # used by the tests
STRACE=(env "ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0" strace -qq -o trace)

fail() {
    printf 'FAILED: %s\n' "$*"
    for log in *.err; do [ -s "$log" ] && sed "s/^/    $log: /" "$log"; done
    exit 1
}

skip() {
    printf 'SKIP: %s\n' "$*"
    exit 77
}

# Whether the tool is for Windows, also if Wine runs it: then file names are Windows', but signals are those of Unix.
on_windows() {
    [[ ${SKT[-1]} = *.exe ]]
}

# Wine's server kills a process that needs more than a second to exit, as one may on a machine that is busy or was
# suspended. The process then has the status of SIGKILL, which no test sends on Windows.
killed_by_wine() {
    on_windows && [[ $1 = *status*137* ]]
}

# in_new_folder FUNCTION [ARGUMENT...]: prints what the test says.
in_new_folder() {
    rm -rf "${FOLDER:?}/$count"
    mkdir "$FOLDER/$count"
    (cd "$FOLDER/$count" && trap 'jobs -p | xargs -r kill 2>/dev/null' EXIT && "$@")
}

# it SENTENCE FUNCTION [ARGUMENT...]
it() {
    local sentence=$1 status=0 said tries
    shift
    count=$((count + 1))
    for tries in 1 2 3; do
        status=0
        said=$(in_new_folder "$@") || status=$?
        if [ "$status" != 1 ] || ! killed_by_wine "$said"; then break; fi
        printf '%s\n  Wine killed a process (try %s): %s\n' "$said" "$tries" "$sentence"
    done
    case $status in
    0) printf 'ok   %s\n' "$sentence" ;;
    77) printf '%s: %s\n' "${said##*$'\n'}" "$sentence" ;;
    *)
        printf '%s\n  in: %s\n' "$said" "$sentence"
        failures=$((failures + 1))
        ;;
    esac
    rm -rf "${FOLDER:?}/$count"
}

finish() {
    printf '%d of %d failed\n' "$failures" "$count"
    [ "$failures" = 0 ]
}

# Runs the tool with a timeout. With --foreground timeout passes an interrupt on once, otherwise twice.
skt() {
    timeout --foreground 100 "${SKT[@]}" "$@"
}

# expect STATUS COMMAND...: fails unless the command exits with STATUS. Its output goes to last.out and last.err.
expect() {
    local wanted=$1 got=0
    shift
    "$@" >last.out 2>last.err || got=$?
    [ "$got" = "$wanted" ] || fail "status $got, not $wanted: $*"
}

# says FILE PATTERN: fails unless a line of the file matches.
says() {
    grep -Eq -- "$2" "$1" || fail "$1 does not say: $2"
}

# until_true COMMAND...: waits until the command succeeds.
until_true() {
    local tries
    for ((tries = 0; tries < 2000; tries++)); do
        "$@" && return
        sleep 0.02
    done
    fail "this never came true: $*"
}

# has_line FILE PROCESS: succeeds if the file has a line, or if the process that should write it has ended.
has_line() {
    [ -n "$(head -n 1 "$1" 2>/dev/null | tr -d '\r')" ] || ! kill -0 "$2" 2>/dev/null
}

# start_recv ARGUMENT...: starts the receiver and sets ADDRESS to the address that it prints. Skips the test if this system
# lacks the transport.
start_recv() {
    : >recv.out
    skt recv "$@" >recv.out 2>recv.err &
    RECV=$!
    until_true has_line recv.out "$RECV"
    ADDRESS=$(sed -n 's/^listening on //p;T;q' recv.out | tr -d '\r')
    [ -n "$ADDRESS" ] && return
    grep -Eq 'E(AF|PROTO|SOCKT)NOSUPPORT|ENOPROTOOPT|EADDRNOTAVAIL|EUNSUPPORTED' recv.err && skip "$(cat recv.err)"
    fail "the receiver does not listen"
}

# recv_ends STATUS: waits for the receiver, and fails unless it exits with STATUS.
recv_ends() {
    local got=0
    wait "$RECV" || got=$?
    [ "$got" = "$1" ] || fail "the receiver's status is $got, not $1"
}

# start_peer STEP...: starts peer.py as a listener; sets PEER and ADDRESS. It writes what it receives to peer.out.
start_peer() {
    : >peer.out
    timeout 100 python3 "$HERE/peer.py" listen "$@" >peer.out 2>peer.err &
    PEER=$!
    until_true has_line peer.out "$PEER"
    ADDRESS=$(sed -n 's/^listening on //p' peer.out)
    [ -n "$ADDRESS" ] || fail "the peer does not listen"
}

# peer STEP...: peer.py connects to ADDRESS; what it receives goes to last.out.
peer() {
    expect 0 timeout 100 python3 "$HERE/peer.py" connect "$ADDRESS" "$@"
}

# start_proxy LIMIT: puts peer.py as a proxy before ADDRESS. It cuts the connection after LIMIT bytes from the sender, or
# with "LIMIT+" holds further bytes until the file `go` exists. It writes their count to proxy.out.
start_proxy() {
    : >proxy.out
    timeout 100 python3 "$HERE/peer.py" proxy "$ADDRESS" "$1" >proxy.out 2>proxy.err &
    PROXY=$!
    until_true has_line proxy.out "$PROXY"
    ADDRESS=$(sed -n 's/^listening on //p' proxy.out)
    [ -n "$ADDRESS" ] || fail "the proxy does not listen"
}

# The number of bytes that the proxy has passed on from the sender.
proxied() {
    until_true grep -q '^passed ' proxy.out
    sed -n 's/^passed //p' proxy.out
}

# has_owner inspect ARGUMENT...: writes PID:FD of a process that has the socket to owner.out. Among the sockets there may be one that
# nobody has any more.
has_owner() {
    skt "$@" 2>last.err | python3 -c '
import json, sys
owners = [owner for s in json.load(sys.stdin)["sockets"] for owner in s.get("owners", [])]
print("%d:%d" % (owners[0]["pid"], owners[0]["fd"]) if owners else "")' >owner.out 2>>last.err
    grep -q : owner.out
}

random_file() {
    head -c "$2" /dev/urandom >"$1"
}

same() {
    cmp "$1" "$2" || fail "$1 and $2 differ"
}

absent() {
    [ ! -e "$1" ] || fail "$1 is there"
}
