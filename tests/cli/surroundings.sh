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

# start_bare IGNORED ARGUMENT...: a receiver without timeout(1), which has handlers of its own for the signals. RECV is
# the tool itself, with that signal ignored, or none for -, as a shell that does not start it in the background has it.
start_bare() {
    local wrap=(python3 -c '
import os, signal, sys
for name in ("INT", "TERM", "HUP", "PIPE", "XFSZ"):
    signal.signal(getattr(signal, "SIG" + name), signal.SIG_IGN if name == sys.argv[1] else signal.SIG_DFL)
os.execvp(sys.argv[2], sys.argv[2:])' "$1")
    shift
    ! on_windows || skip "these are Unix' signals"
    command -v python3 >/dev/null || skip "there is no python3"
    : >recv.out
    "${wrap[@]}" "${SKT[@]}" recv "$@" >recv.out 2>recv.err &
    RECV=$!
    until_true has_line recv.out "$RECV"
    ADDRESS=$(sed -n 's/^listening on //p' recv.out)
}

# Signals that are ignored, or all that are caught, as the kernel shows them.
has_signal() {
    local mask number
    mask=$(sed -n "s/^$1:\t//p" "/proc/$RECV/status" 2>/dev/null)
    [ -n "$mask" ] || skip "there is no /proc"
    number=$(kill -l "$2")
    (((0x$mask >> (number - 1)) & 1))
}

ignored_stays_ignored() {
    start_bare "$1" -o got unix:socket
    has_signal SigIgn "$1" || fail "SIG$1 is not ignored any more"
    kill -"$1" "$RECV"
    expect 0 skt send "$SMALL" "$ADDRESS"
    recv_ends 0
    same "$SMALL" got
}

# ends_cleanly SIGNAL STATUS
ends_cleanly() {
    start_bare - -o got unix:socket
    kill -"$1" "$RECV"
    recv_ends "$2"
    absent socket
}

twice_is_one_interrupt() {
    start_bare - -o got unix:socket
    kill -TERM "$RECV"
    kill -TERM "$RECV"
    recv_ends 143
    absent socket
}

too_large_is_told() {
    (
        ulimit -f 10
        start_bare - -o got unix:socket
        expect 1 skt send "$SMALL" "$ADDRESS"
        says last.err 'refused: EFBIG'
        recv_ends 1
    ) || exit
    absent socket
}

unread_output_ends_it() {
    ! on_windows || skip "Windows has no SIGPIPE"
    local status
    exec 3> >(exec 3>&-)
    wait $! # nobody reads from the pipe now
    timeout 100 python3 -c 'import os, signal, sys
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
os.execvp(sys.argv[1], sys.argv[1:])' "${SKT[@]}" recv -o got unix:socket >&3 2>recv.err
    status=$?
    [ $status = 141 ] || fail "status $status, not 141"
    absent socket
}

nobody_sees_the_version() {
    skt version >&- 2>last.err || fail "the version without stdout fails"
    skt version 2>&- >last.out || fail "the version without stderr fails"
    skt version <&- >last.out || fail "the version without stdin fails"
    says last.out '^skt '
}

it "a closed stdout, stderr or stdin is no error" nobody_sees_the_version
for closed in 0 1 2 '0 1' '1 2' '0 1 2'; do
    # shellcheck disable=SC2086 # words
    it "a transfer works with descriptor $closed closed" closed $closed
done
for signal in INT TERM HUP PIPE XFSZ; do
    it "SIG$signal stays ignored" ignored_stays_ignored $signal
done
it "SIGINT ends with 130 and leaves no path" ends_cleanly INT 130
it "SIGTERM ends with 143 and leaves no path" ends_cleanly TERM 143
it "SIGHUP ends with 129 and leaves no path" ends_cleanly HUP 129
it "SIGPIPE ends with 141 and leaves no path" ends_cleanly PIPE 141
it "a signal that comes twice at once is one interrupt" twice_is_one_interrupt
it "a file that may not grow is told to the sender without a signal" too_large_is_told
it "a receiver whose output nobody reads ends and leaves no path" unread_output_ends_it
finish
