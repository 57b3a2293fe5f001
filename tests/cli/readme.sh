#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Every command of README's section about the tool does what it says there, with addresses, processes and files of the test in place of
# README's. A line that no row of `line_works` knows fails.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"
README=$HERE/../../README.md

# starts NAME WORD...: the tool in the background, which is to end with SIGTERM; sets PROCESS, and ADDRESS to where it listens.
starts() {
    local name=$1
    shift
    timeout 100 "${SKT[@]}" "$@" >"$name.out" 2>"$name.err" </dev/null &
    PROCESS=$!
    until_true grep -qs '^listening on ' "$name.out" "$name.err"
    ADDRESS=$(cat "$name.out" "$name.err" | sed -n 's/^listening on //p' | head -n 1 | tr -d '\r')
}

# has TEXT FILE
has() {
    grep -qs -- "$1" "$2"
}

on_linux() {
    [ "$(uname)" = Linux ] || skip "this is for Linux alone"
    ! on_windows || skip "this is for Linux alone"
}

# A connection between two processes of the tool: ADDRESS is where it goes to, and owner.out has the client's PID:FD.
start_connection() {
    starts server listen 127.0.0.1:0
    mkfifo input
    exec 9<>input
    timeout 100 "${SKT[@]}" connect -v "$ADDRESS" <input >client.out 2>client.err &
    until_true grep -qs '^connected to ' client.err
    until_true has_owner inspect --to "$ADDRESS" --json
}

receives() {
    starts recv recv -o incoming "${@:$#}"
    random_file big.iso 300000
    expect 0 skt send big.iso "127.0.0.1:${ADDRESS##*:}"
    wait "$PROCESS" || fail "status $?"
    same big.iso incoming/big.iso
}

# line_works WORD...: what README has behind `skt`.
line_works() {
    case "$*" in
    'connect example.org:80')
        starts server listen 127.0.0.1:0
        echo hello | skt connect "$ADDRESS" || fail "status $?"
        wait "$PROCESS" || fail "status $?"
        says server.out '^hello'
        ;;
    'listen --keep :4000')
        starts server listen --keep :0
        echo hello | skt connect "127.0.0.1:${ADDRESS##*:}" || fail "status $?"
        echo again | skt connect "127.0.0.1:${ADDRESS##*:}" || fail "status $?"
        until_true has again server.out
        says server.out '^hello'
        kill "$PROCESS"
        ;;
    'relay :8080 unix:/run/app.sock')
        ! on_windows || skip "Wine has no Unix sockets"
        starts server listen "unix:$PWD/app.sock"
        local server=$PROCESS
        starts relay relay :0 "unix:$PWD/app.sock"
        echo hello | skt connect "127.0.0.1:${ADDRESS##*:}" || fail "status $?"
        wait "$server" || fail "status $?"
        says server.out '^hello'
        kill "$PROCESS"
        ;;
    'recv -o incoming :4000')
        mkdir incoming
        receives :0
        ;;
    "send big.iso [2001:db8::2]:4000")
        mkdir incoming
        receives 127.0.0.1:0
        ;;
    'send -r photos host.example:4000')
        mkdir incoming photos
        echo light >photos/one
        starts recv recv -o incoming 127.0.0.1:0
        expect 0 skt send -r photos "$ADDRESS"
        wait "$PROCESS" || fail "status $?"
        diff -r photos incoming/photos
        ;;
    'bench 192.0.2.1:5201 --latency')
        starts bench bench --serve 127.0.0.1:0
        expect 0 skt bench "$ADDRESS" --latency --bytes 1000
        says last.out '99\.9'
        kill "$PROCESS"
        ;;
    'udp host.example:4000')
        starts udp udp --serve 127.0.0.1:0
        expect 0 skt udp "$ADDRESS" --count 3
        says last.out 'MTU'
        kill "$PROCESS"
        ;;
    'trace --tcp --port 443 example.org')
        on_linux
        starts listen listen --keep 127.0.0.1:0
        skt trace --tcp --port "${ADDRESS##*:}" 127.0.0.1 >last.out 2>last.err || skip "trace by TCP is not permitted: $(cat last.err)"
        says last.out '127\.0\.0\.1'
        kill "$PROCESS"
        ;;
    'inspect nginx --changed')
        on_linux
        cp "${SKT[-1]}" nginx-of-readme
        timeout 100 ./nginx-of-readme recv 127.0.0.1:0 >recv.out 2>recv.err &
        until_true has '^listening on ' recv.out
        expect 0 skt inspect nginx-of-readme --changed
        says last.out '^tcp 127\.0\.0\.1:[0-9]+ +LISTEN'
        ;;
    'inspect --to 192.0.2.1:443 --watch')
        on_linux
        start_connection
        timeout 100 "${SKT[@]}" inspect --to "$ADDRESS" --watch --interval 10ms >watch.out 2>watch.err &
        PROCESS=$!
        until_true has_looks 3
        kill "$PROCESS"
        ;;
    'set 4711:7 tcp_keepidle=2m')
        on_linux
        start_connection
        skt set "$(cat owner.out)" tcp_keepidle=2m >last.out 2>last.err || skip "set is not permitted here: $(cat last.err)"
        expect 0 skt inspect "$(cat owner.out)" --option TCP_KEEPIDLE
        says last.out 'TCP_KEEPIDLE +120s'
        ;;
    options) expect 0 skt options && says last.out '^TCP_NODELAY +bool' ;;
    'options tcp_keepidle IP_RECV*')
        expect 0 skt "$@"
        says last.out '^  Idle time before the first keepalive probe'
        says last.out '^IP_RECVTTL +bool'
        ;;
    'errors 111' | 'errors connection refused')
        expect 0 skt "$@"
        says last.out '^ECONNREFUSED .*nobody accepts connections there'
        ;;
    'check --why')
        expect 0 skt check --why
        says last.out '^    cause '
        says last.out '^    do '
        ! grep -q ' works$' last.out || fail "it shows what works"
        ;;
    'help connect') expect 0 skt help connect && says last.out '^Usage: skt connect' ;;
    *) fail "README has a command that this test does not know how to run: skt $*" ;;
    esac
}

has_looks() {
    [ -e watch.out ] && [ "$(grep -c "^tcp " watch.out)" -ge "$1" ]
}

sed -n '/^## The tool$/,/^## Systems$/s/^    \(skt [^#]*[^ #]\) *\(#.*\)*$/\1/p' "$README" >"$FOLDER/lines"
[ "$(wc -l <"$FOLDER/lines")" -gt 10 ] || { echo "FAILED: README has no such section" && exit 1; }
while read -r line <&3; do
    # The words as a shell has them, without looking for files.
    set -f
    words=()
    eval "words=(${line#skt })"
    set +f
    it "README: $line" line_works "${words[@]}"
done 3<"$FOLDER/lines"
finish
