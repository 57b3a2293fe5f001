#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Files that two processes of the tool move over every stream transport that this system has.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"

FILES=("$FOLDER/empty" "$FOLDER/one byte" "$FOLDER/Käse 奶酪.txt" "$FOLDER/large")
: >"${FILES[0]}"
printf x >"${FILES[1]}"
random_file "${FILES[2]}" 100000
random_file "${FILES[3]}" $((64 << 20))

# files_arrive ADDRESS [FLAG...]
files_arrive() {
    local where=$1 file
    shift
    mkdir in
    start_recv -o in "$@" "$where"
    expect 0 skt send "$@" "${FILES[@]}" "$ADDRESS"
    recv_ends 0
    for file in "${FILES[@]}"; do same "$file" "in/${file##*/}"; done
    [ "$(find in -type f | wc -l)" = ${#FILES[@]} ] || fail "there is more than the files: $(ls in)"
    [[ ! -s last.err && ! -s recv.err ]] || fail "something was said where no terminal is"
    ! grep -qv '^listening on ' recv.out || fail "the receiver prints more than its addresses"
}

path_is_removed() {
    start_recv -o got unix:socket
    [ -S socket ] || fail "there is no socket"
    expect 0 skt send "${FILES[1]}" "$ADDRESS"
    recv_ends 0
    absent socket
}

one_file_has_its_name() {
    start_recv -o chosen 127.0.0.1:0
    expect 0 skt send "${FILES[2]}" "$ADDRESS"
    recv_ends 0
    same "${FILES[2]}" chosen
}

one_name_takes_one_file() {
    start_recv -o chosen 127.0.0.1:0
    expect 1 skt send "${FILES[1]}" "${FILES[2]}" "$ADDRESS"
    says last.err 'refused: only one file'
    recv_ends 1
    same "${FILES[1]}" chosen
}

existing_file_is_refused() {
    mkdir in
    echo old >"in/one byte"
    start_recv -o in 127.0.0.1:0
    expect 1 skt send "${FILES[1]}" "$ADDRESS"
    says last.err 'refused: there is a file of that name already'
    recv_ends 1
    [ "$(cat "in/one byte")" = old ] || fail "it was changed"
    start_recv --force -o in 127.0.0.1:0
    expect 0 skt send "${FILES[1]}" "$ADDRESS"
    recv_ends 0
    same "${FILES[1]}" "in/one byte"
}

keeping_on_serves_one_after_the_other() {
    mkdir in
    start_recv --keep -o in 127.0.0.1:0
    expect 0 skt send "${FILES[1]}" "$ADDRESS"
    expect 1 skt send "${FILES[1]}" "$ADDRESS"
    expect 0 skt send "${FILES[2]}" "$ADDRESS"
    kill -INT "$(pgrep -P "$RECV")"
    recv_ends 130
    same "${FILES[1]}" "in/one byte"
    same "${FILES[2]}" "in/${FILES[2]##*/}"
}

# clients_do_not_hold_it STEP...: sixteen that do these are all that are served; while another waits they are given up.
clients_do_not_hold_it() {
    mkdir in
    start_recv --keep -v -o in 127.0.0.1:0
    : >peer.out
    timeout 100 python3 "$HERE/peer.py" crowd 16 "$ADDRESS" "$@" idle >peer.out 2>peer.err &
    # The first in the queue are the first to be served.
    until_true clients_are_connected
    expect 0 timeout 60 "${SKT[@]}" send "${FILES[2]}" "$ADDRESS"
    same "${FILES[2]}" "in/${FILES[2]##*/}"
    says recv.err 'too little came while others waited'
    kill -INT "$(pgrep -P "$RECV")"
    recv_ends 130
}

clients_are_connected() {
    [ "$(grep -c connected peer.out)" = 16 ]
}

# Sends while the first sender is held up.
two_at_once() {
    mkdir in
    start_recv --keep -o in 127.0.0.1:0
    local direct=$ADDRESS first status=0
    start_proxy 1000000+
    skt send "${FILES[3]}" "$ADDRESS" >first.out 2>first.err &
    first=$!
    until_true test -s in/large.part
    expect 0 skt send "${FILES[2]}" "$direct"
    same "${FILES[2]}" "in/${FILES[2]##*/}"
    [ -s in/large.part ] || fail "the first one is not under way any more"
    touch go
    wait $first || status=$?
    [ $status = 0 ] || fail "the first sender's status is $status"
    same "${FILES[3]}" in/large
    kill -INT "$(pgrep -P "$RECV")"
    recv_ends 130
}

verbose_counts_bytes() {
    start_recv -v -o got 127.0.0.1:0
    expect 0 skt send -v "${FILES[2]}" "$ADDRESS"
    recv_ends 0
    says last.err '^sent .*: 100000 of 100000 bytes'
    says recv.err '^received .*: 100000 of 100000 bytes'
}

# on_a_terminal STATUS ARGUMENT...: what the tool shows there goes to lines.out.
on_a_terminal() {
    command -v script >/dev/null || skip "there is no script(1)"
    local command status=$1
    shift
    printf -v command '%q ' timeout 100 "${SKT[@]}" "$@"
    SHELL=$BASH expect "$status" script -qec "stty cols 100; $command" terminal.out
    tr '\r' '\n' <terminal.out >lines.out
}

# sending_on_a_terminal FLAG...
sending_on_a_terminal() {
    start_recv --force -o got 127.0.0.1:0
    on_a_terminal 0 send "$@" "${FILES[2]}" "$ADDRESS"
    recv_ends 0
}

terminal_shows_progress() {
    sending_on_a_terminal
    says lines.out 'Käse 奶酪.txt 100% 97.7 KiB .*\[#+\]'
    sending_on_a_terminal --quiet
    ! grep -q '%' lines.out || fail "--quiet shows it too"
}

# checking_is_shown: while a side computes the checksum of what is there already, or the other does.
checking_is_shown() {
    [ ${#SKT[@]} = 1 ] || skip "an emulator takes too long"
    truncate -s 2G large
    start_peer hello take hear wait idle
    on_a_terminal 4 send --timeout 1s large "$ADDRESS"
    says lines.out 'large is checked there +3% 64.0 MiB'
    start_peer hello take hear ready:2147483648 hear_last
    on_a_terminal 5 send large "$ADDRESS"
    says lines.out 'large checking +[0-9]+% .*iB/s'
    mkdir in
    mv large in/large.part
    on_a_terminal 4 recv --timeout 1s --resume -o in unix:socket &
    until_true test -S socket
    ADDRESS=unix:socket peer hello take file:3000000000:large hear_last wait idle
    wait "$!" || fail "the receiver on the terminal"
    says lines.out 'large checking +[0-9]+% .*iB/s'
    says lines.out 'large is checked there +3% 64.0 MiB'
}

long_paths_are_used() {
    local deep part
    printf -v part '%0100d' 0
    deep=$part/$part/$part
    mkdir -p "$deep"
    cp "${FILES[2]}" "$deep/file"
    start_recv -o "$deep/copy" 127.0.0.1:0
    expect 0 skt send "$deep/file" "$ADDRESS"
    recv_ends 0
    same "${FILES[2]}" "$deep/copy"
}

backslashes_separate() {
    mkdir in folder
    cp "${FILES[2]}" folder/file
    start_recv -o "in\\" 127.0.0.1:0
    expect 0 skt send 'folder\file' "$ADDRESS"
    recv_ends 0
    same "${FILES[2]}" in/file
}

nobody_listens() {
    start_recv -o got 127.0.0.1:0
    peer hello
    recv_ends 5
    expect 3 skt send "${FILES[1]}" "$ADDRESS"
    says last.err "ECONNREFUSED"
}

senders_own_mistakes() {
    mkdir folder other
    mkfifo fifo
    cp "${FILES[1]}" other
    expect 1 skt send missing 127.0.0.1:1
    says last.err 'missing: ENOENT'
    expect 1 skt send 'Käse 奶酪' 127.0.0.1:1
    says last.err 'Käse 奶酪: ENOENT'
    expect 1 skt send folder 127.0.0.1:1
    says last.err 'folder: EISDIR'
    expect 1 skt send fifo 127.0.0.1:1
    says last.err 'fifo: is no regular file'
    expect 1 skt send "${FILES[1]}" "other/one byte" 127.0.0.1:1
    says last.err 'another file has the same name'
}

# Compares processor time, which grows several times if every file is compared with every other.
many_files_are_compared_in_time() {
    [ ${#SKT[@]} = 1 ] || skip "an emulator takes a time of its own"
    local names
    mkdir -p from/other
    mapfile -t names < <(seq -f 'from/a-name-like-the-others-%.0f' 30000)
    printf '%s\n' "${names[@]}" | xargs touch
    names+=("from/other/${names[7]##*/}")
    touch "${names[-1]}"
    ulimit -t 3
    skt send "${names[@]}" 127.0.0.1:1 2>last.err && fail "two files have one name"
    says last.err 'another file has the same name'
}

it "files of every size arrive over TCP with IPv4" files_arrive 127.0.0.1:0
it "files of every size arrive over TCP with IPv6" files_arrive '[::1]:0'
it "files of every size arrive over TCP at a host's name" files_arrive localhost:0
it "files of every size arrive over MPTCP with IPv4" files_arrive 127.0.0.1:0 --mptcp
it "files of every size arrive over MPTCP with IPv6" files_arrive '[::1]:0' --mptcp
it "files of every size arrive over a Unix path" files_arrive unix:socket
it "files of every size arrive over an abstract Unix name" files_arrive "unix:@skt-test-$$"
it "files of every size arrive over an abstract name that the system chose" files_arrive unix:
it "a Unix path is removed when the receiver ends" path_is_removed
it "-o FILE gives the one file its name" one_file_has_its_name
it "-o FILE takes one file only" one_name_takes_one_file
it "a file that exists is refused, and replaced with --force" existing_file_is_refused
it "--keep serves one connection after the other until an interrupt" keeping_on_serves_one_after_the_other
it "--keep serves two senders at once" two_at_once
it "--keep gives up silent clients while another waits" clients_do_not_hold_it connected
it "--keep gives up slow clients while another waits" clients_do_not_hold_it hello take file:1000000:slowNUMBER hear \
    connected start:0 piece:1000000 trickle
it "--verbose says how many bytes moved" verbose_counts_bytes
it "a terminal shows the progress, and the name in UTF-8" terminal_shows_progress
it "a terminal shows that what is there already is checked" checking_is_shown
it "paths of more than 300 characters are used" long_paths_are_used
on_windows && it "a backslash separates folders" backslashes_separate
it "sending to nobody fails" nobody_listens
it "30000 files are looked at before the first is sent" many_files_are_compared_in_time
it "the sender finds its own mistakes before it connects" senders_own_mistakes
finish
