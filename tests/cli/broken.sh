#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Transfers that are cut off, hostile or wrong: no incomplete file gets its final name, and no side waits for ever.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"

LARGE="$FOLDER/large"
CUT=$((10 << 20))
SIZE=$((24 << 20))
random_file "$LARGE" "$SIZE"

# Sends the large file to the folder `in` through a proxy that cuts the connection.
cut_transfer() {
    mkdir -p in
    start_recv -o in 127.0.0.1:0
    start_proxy "$CUT"
    expect 5 skt send "$LARGE" "$ADDRESS"
    recv_ends 5
    [ "$(proxied)" = "$CUT" ] || fail "it was cut elsewhere"
}

cut_leaves_a_part() {
    cut_transfer
    says recv.err 'the connection was cut'
    says recv.err '--resume continues it'
    absent in/large
    cmp -n 1000000 "$LARGE" in/large.part || fail "there is no part"
}

resume_completes_it() {
    local had sent
    cut_transfer
    had=$(stat -c %s in/large.part)
    start_recv --resume -v -o in 127.0.0.1:0
    start_proxy $((1 << 40))
    expect 0 skt send -v "$LARGE" "$ADDRESS"
    recv_ends 0
    same "$LARGE" in/large
    absent in/large.part
    sent=$(proxied)
    [ "$had" -gt $((CUT / 2)) ] || fail "only $had bytes had come"
    [ "$sent" -lt $((SIZE - had + 1000)) ] || fail "$sent bytes were sent though $had were there"
    says last.err "sent .*: $((SIZE - had)) of $SIZE bytes"
    says recv.err "received .*: $((SIZE - had)) of $SIZE bytes"
}

resume_with_another_file_starts_over() {
    mkdir in
    head -c 1000000 /dev/zero >in/large.part
    start_recv --resume -v -o in 127.0.0.1:0
    expect 0 skt send "$LARGE" "$ADDRESS"
    recv_ends 0
    same "$LARGE" in/large
    says recv.err "$SIZE of $SIZE bytes"
}

resume_with_a_longer_part_starts_over() {
    mkdir in
    cat "$LARGE" "$HERE/frame.sh" >in/large.part
    start_recv --resume -o in 127.0.0.1:0
    expect 0 skt send "$LARGE" "$ADDRESS"
    recv_ends 0
    same "$LARGE" in/large
}

resume_with_all_bytes_sends_none() {
    mkdir in
    cp "$LARGE" in/large.part
    start_recv --resume -o in 127.0.0.1:0
    expect 0 skt send -v "$LARGE" "$ADDRESS"
    recv_ends 0
    same "$LARGE" in/large
    says last.err "sent .*: 0 of $SIZE bytes"
}

part_in_the_way_is_refused() {
    mkdir in
    echo mine >in/large.part
    start_recv -o in 127.0.0.1:0
    expect 1 skt send "$LARGE" "$ADDRESS"
    says last.err 'refused: a .part file of that name is in the way'
    recv_ends 1
    [ "$(cat in/large.part)" = mine ] || fail "it was changed"
    start_recv --force -o in 127.0.0.1:0
    expect 0 skt send "$LARGE" "$ADDRESS"
    recv_ends 0
    same "$LARGE" in/large
}

link_as_part_is_not_followed() {
    ! on_windows || skip "Wine follows links of Unix before a Windows program sees them"
    mkdir in
    echo mine >victim
    ln -s ../victim in/large.part
    start_recv --resume -o in 127.0.0.1:0
    expect 1 skt send "$LARGE" "$ADDRESS"
    recv_ends 1
    [ "$(cat victim)" = mine ] || fail "it was changed"
}

# begin_transfer FLAG...: a transfer of the large file to the folder `in` that stops until there is a file `go`. It is
# FIRST that sends, and FIRST_RECV that receives.
begin_transfer() {
    mkdir -p in
    start_recv "$@" -o in 127.0.0.1:0
    FIRST_RECV=$RECV
    start_proxy 1000000+
    skt send "$LARGE" "$ADDRESS" >first.out 2>first.err &
    FIRST=$!
    until_true test -s in/large.part
}

# end_transfer STATUS: lets it go on; both sides end with that.
end_transfer() {
    local status=0
    touch go
    wait "$FIRST" || status=$?
    [ $status = "$1" ] || fail "the sender's status is $status, not $1"
    RECV=$FIRST_RECV
    recv_ends "$1"
}

# second_receiver_is_refused FLAG: a second receiver is refused while the first one has the part, which then arrives whole.
second_receiver_is_refused() {
    mkdir other
    random_file other/large 3000000
    begin_transfer "$1"
    start_recv "$1" -o in 127.0.0.1:0
    expect 1 skt send other/large "$ADDRESS"
    says last.err 'refused: another receiver is at work'
    recv_ends 1
    end_transfer 0
    same "$LARGE" in/large
    absent in/large.part
}

# A file that has replaced the part is not the one that was verified, and must not get the name.
replaced_part_is_noticed() {
    begin_transfer
    rm in/large.part
    echo other >in/large.part
    end_transfer 1
    says first.err 'refused: somebody has moved or replaced its .part file'
    absent in/large
    [ "$(cat in/large.part)" = other ] || fail "another's file was changed"
}

# make_node KIND PATH: what is no file, and the pattern of what is said of it.
make_node() {
    ! on_windows || skip "Wine shows Windows programs no such things"
    case $1 in
    device)
        mknod "$2" c 1 3 2>/dev/null || skip "only root makes devices"
        WHY='there is a device'
        ;;
    fifo)
        mkfifo "$2"
        WHY='there is a device'
        ;;
    socket)
        python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' "$2"
        WHY='there is a device'
        ;;
    link)
        echo mine >victim
        ln -s "$PWD/victim" "$2"
        WHY='there is a link'
        ;;
    dangling)
        ln -s nowhere "$2"
        WHY='there is a link'
        ;;
    esac
    KIND=$(stat -c '%F %t %T %i' "$2")
}

node_is_left_alone() {
    [ "$(stat -c '%F %t %T %i' "$1")" = "$KIND" ] || fail "$1 was $KIND: $(stat -c '%F %t %T %i' "$1")"
    [ ! -e victim ] || [ "$(cat victim)" = mine ] || fail "what the link leads to was changed"
    absent nowhere
}

# node_is_no_output KIND: neither by its own name nor in a folder, with --force.
node_is_no_output() {
    mkdir in
    make_node "$1" in/large
    expect 1 skt recv --force -o in/large 127.0.0.1:0
    says last.err "in/large: $WHY"
    ! grep -q listening last.out || fail "it listened"
    node_is_left_alone in/large
    start_recv --force -o in 127.0.0.1:0
    peer hello file:100000:large take hear idle
    says last.out "^X $WHY"
    recv_ends 1
    node_is_left_alone in/large
    absent in/large.part
}

# node_is_no_part KIND FLAG
node_is_no_part() {
    mkdir in
    make_node "$1" in/large.part
    start_recv "$2" -o in 127.0.0.1:0
    peer hello file:100000:large take hear idle
    says last.out '^X what has the name of its .part file is no file'
    recv_ends 1
    node_is_left_alone in/large.part
}

late_link_is_not_replaced() {
    begin_transfer --force
    make_node dangling in/large
    end_transfer 1
    says first.err "refused: $WHY"
    node_is_left_alone in/large
}

# inject FAULT|PATH...: what is started from now on has these faults, as strace(1) names them, with this path alone.
inject() {
    local fault
    [ ${#SKT[@]} = 1 ] || skip "an emulator has calls of its own"
    strace -qq -o faults.log true 2>/dev/null || skip "there is no strace, or it may not trace"
    TOOL=("${SKT[@]}")
    # LeakSanitizer does not work in traced processes.
    SKT=("${STRACE[@]}" -f -o faults.log)
    for fault in "$@"; do
        case $fault in
        *:*) SKT+=(-e "inject=$fault") ;;
        *) SKT+=(-P "$PWD/$fault") ;;
        esac
    done
    SKT+=("${TOOL[@]}")
}

# Ends the injection of faults for commands started from now on.
inject_no_more() {
    SKT=("${TOOL[@]}")
}

# fault_is_told PATTERN FLAG FAULT...: with a fault in the receiver both sides say what it was, and fail.
fault_is_told() {
    local pattern=$1 flag=$2
    shift 2
    mkdir in
    inject "$@"
    start_recv "$flag" -o in 127.0.0.1:0
    inject_no_more
    expect 1 skt send "$LARGE" "$ADDRESS"
    says last.err "refused: $pattern"
    recv_ends 1
    says recv.err "refused: $pattern"
    grep -q INJECTED faults.log || fail "there was no fault"
}

name_is_not_given() {
    fault_is_told "$@"
    absent in/large
    same "$LARGE" in/large.part
}

# A file system that lacks these calls: the file gets its name all the same, and another's file stays what it is.
no_file_is_replaced_without() {
    mkdir in
    inject "$@"
    start_recv -o in 127.0.0.1:0
    inject_no_more
    expect 0 skt send "$LARGE" "$ADDRESS"
    recv_ends 0
    grep -q INJECTED faults.log || fail "there was no fault"
    same "$LARGE" in/large
    absent in/large.part
    rm in/large

    TOOL=("${SKT[@]}")
    inject "$@"
    begin_transfer
    echo another >in/large
    end_transfer 1
    says first.err 'refused: a file of that name has appeared'
    [ "$(cat in/large)" = another ] || fail "another's file was replaced"
    same "$LARGE" in/large.part
}

# name_is_refused NAME PATTERN
name_is_refused() {
    mkdir -p deep/in
    start_recv -o deep/in 127.0.0.1:0
    peer hello "file:5:$1" take hear idle
    says last.out "^X .*$2"
    recv_ends 1
    absent /tmp/skt-escaped
    [ -z "$(find . -type f -newer deep/in ! -name '*.out' ! -name '*.err')" ] || fail "a file was made: $(find .)"
}

# name_is_taken NAME: by a system on which it is one like any other.
name_is_taken() {
    mkdir in
    printf hello >"$1"
    start_recv -o in 127.0.0.1:0
    expect 0 skt send "$1" "$ADDRESS"
    recv_ends 0
    same "$1" "in/$1"
}

wrong_checksum_is_refused() {
    start_recv -o got 127.0.0.1:0
    peer hello file:5:x take hear start:0 bytes:5 check hear
    says last.out '^X the checksum is wrong'
    recv_ends 1
    absent got
    absent got.part
}

# conversation_fails PATTERN STEP...: the receiver fails with a message, and creates no file.
conversation_fails() {
    local pattern=$1 status=$2
    shift 2
    start_recv --timeout 2s -o got 127.0.0.1:0
    peer "$@" idle
    recv_ends "$status"
    says recv.err "$pattern"
    absent got
}

enormous_length_costs_nothing() {
    start_recv -o got 127.0.0.1:0
    peer hello file:9223372036854775807:x take hear start:0 bytes:100000 shut idle
    recv_ends 5
    says recv.err 'the connection was cut'
    [ "$(stat -c %s got.part)" = 100000 ] || fail "the part has another length"
}

silence_ends_in_time() {
    start_recv --timeout 300ms -o got 127.0.0.1:0
    peer idle
    recv_ends 4
    says recv.err 'ETIMEDOUT'
    start_peer hello idle
    expect 4 skt send --timeout 300ms "$LARGE" "$ADDRESS"
    says last.err 'ETIMEDOUT'
}

# receiver_is_bad PATTERN STEP...: the sender fails with a message.
receiver_is_bad() {
    local pattern=$1 status=$2
    shift 2
    start_peer "$@"
    expect "$status" skt send --timeout 5s "$LARGE" "$ADDRESS"
    says last.err "$pattern"
    ! grep -q $'[\x01-\x09\x0b-\x1f]' last.err || fail "control characters reach the terminal"
}

stalled_receiver_is_given_up() {
    start_recv -o got 127.0.0.1:0
    start_proxy 1000000+
    expect 4 skt send --timeout 1s "$LARGE" "$ADDRESS"
    says last.err 'ETIMEDOUT'
    touch go
    recv_ends 5
}

shrinking_file_is_an_error() {
    cp "$LARGE" shrinking
    start_recv -o got 127.0.0.1:0
    start_proxy 1000000+
    skt send shrinking "$ADDRESS" >send.out 2>send.err &
    local sender=$! status=0
    until_true test -s got.part
    truncate -s 1000 shrinking
    touch go
    wait $sender || status=$?
    [ $status = 1 ] || fail "the sender's status is $status"
    says send.err 'became shorter'
    recv_ends 5
    absent got
}

# growing_file_is_an_error BYTES: it grows when so many of its bytes are on their way, and the sender waits.
growing_file_is_an_error() {
    head -c "$1" "$LARGE" >growing
    start_recv -o got 127.0.0.1:0
    start_proxy 1000+
    skt send growing "$ADDRESS" >send.out 2>send.err &
    local sender=$! status=0
    until_true test -s got.part
    echo more >>growing
    touch go
    wait $sender || status=$?
    [ $status = 1 ] || fail "the sender's status is $status"
    says send.err 'became longer'
    wait "$RECV" || true
    [ ! -e got ] || cmp -n "$1" "$LARGE" got || fail "what has the final name is not what was there"
}

# A file whose bytes are made as it is read has no length; or one that is not true.
unmeasurable_file_is_refused() {
    [ -s /proc/self/status ] || [ -n "$(head -c 1 /proc/self/status 2>/dev/null)" ] || skip "there is no /proc"
    expect 1 skt send /proc/self/status 127.0.0.1:1
    says last.err '/proc/self/status: its length cannot be known'
    [ -r /sys/kernel/mm/transparent_hugepage/enabled ] || skip "there is no file with a length that is too large"
    start_recv -o got 127.0.0.1:0
    expect 1 skt send /sys/kernel/mm/transparent_hugepage/enabled "$ADDRESS"
    says last.err 'became shorter'
    recv_ends 5
    absent got
}

# A waiting process sleeps until an event, and does not wake up periodically.
waiting_is_one_call() {
    inject
    SKT=("${SKT[@]:0:${#SKT[@]}-1}" -e "trace=poll,ppoll" "${TOOL[@]}")
    start_recv --timeout 1500ms -o got 127.0.0.1:0
    peer idle
    recv_ends 4
    says recv.err 'ETIMEDOUT'
    [ "$(grep -c poll faults.log)" -le 4 ] || fail "it woke up in vain: $(cat faults.log)"
}

# accept's errors that are about one connection, or about what the machine lacks for a moment, end nothing.
passing_error_is_survived() {
    inject "?accept,accept4:error=$1:when=1"
    start_recv -o got 127.0.0.1:0
    inject_no_more
    expect 0 skt send "$LARGE" "$ADDRESS"
    recv_ends 0
    grep -q INJECTED faults.log || fail "there was no fault"
    same "$LARGE" got
}

# interrupt_is_130 recv|send
interrupt_is_130() {
    start_recv -o got 127.0.0.1:0
    start_proxy 1000000+
    skt send "$LARGE" "$ADDRESS" >send.out 2>send.err &
    local sender=$! status=0
    until_true test -s got.part
    case $1 in
    recv) kill -INT "$(pgrep -P "$RECV")" ;;
    send) kill -INT "$(pgrep -P $sender)" ;;
    esac
    # Held back, the one that was not interrupted would wait for its timeout.
    if [ "$1" = recv ]; then
        recv_ends 130
        touch go
        wait $sender || status=$?
        [ $status = 5 ] || fail "the sender's status is $status, not 5"
    else
        wait $sender || status=$?
        [ $status = 130 ] || fail "the sender's status is $status, not 130"
        touch go
        recv_ends 5
    fi
    absent got
    [ -s got.part ] || fail "there is no part"
}

full_file_is_told() {
    trap '' XFSZ
    ulimit -f 1000
    start_recv -o got 127.0.0.1:0
    expect 1 skt send "$LARGE" "$ADDRESS"
    # Wine takes this error of Unix for one of the device.
    says last.err "refused: $(on_windows && echo EIO || echo EFBIG)"
    recv_ends 1
    absent got
}

it "a cut connection is an error at both ends and leaves a part" cut_leaves_a_part
it "--resume completes a part without sending it again" resume_completes_it
it "--resume starts over where the part is not the file's beginning" resume_with_another_file_starts_over
it "--resume starts over where the part is longer than the file" resume_with_a_longer_part_starts_over
it "--resume of a whole part sends nothing" resume_with_all_bytes_sends_none
it "a part that is there is refused without --resume" part_in_the_way_is_refused
it "a link in the place of a part is not followed" link_as_part_is_not_followed

it "a second receiver with --force is refused while the first has the part" second_receiver_is_refused --force
it "a second receiver with --resume is refused while the first has the part" second_receiver_is_refused --resume
it "a part that somebody replaces is not taken for the one that was verified" replaced_part_is_noticed

for kind in device fifo socket link dangling; do
    it "--force does not replace a $kind" node_is_no_output $kind
done
it "--force does not replace a link in the place of a part" node_is_no_part link --force
it "--resume does not use a device in the place of a part" node_is_no_part device --resume
it "--force does not replace a link that comes meanwhile" late_link_is_not_replaced

if ! on_windows; then
    it "a file system that is full when it is asked to settle is told" name_is_not_given EDQUOT -q \
        close:error=EDQUOT in/large.part
    it "a file system that is full when the file is closed is told" fault_is_told EDQUOT -q close:error=EDQUOT in/large
    it "a disk that fails --sync is told" name_is_not_given EIO --sync fsync:error=EIO:when=1
    it "a disk that fails --sync of the folder is told" fault_is_told EIO --sync fsync:error=EIO:when=2
    it "a folder that cannot be synced is told" fault_is_told EINVAL --sync fsync:error=EINVAL:when=2
    it "a name that cannot be given is told" name_is_not_given EIO -q renameat2:error=EIO
    it "a file appears without renameat2" no_file_is_replaced_without renameat2:error=ENOSYS
    it "a file appears where the file system lacks flags" no_file_is_replaced_without renameat2:error=EINVAL
    it "a file appears where the file system lacks flags and links" no_file_is_replaced_without \
        renameat2:error=EINVAL '?link,linkat:error=EPERM'
fi

it "a name with a slash is refused" name_is_refused ../../escaped 'has a separator'
it "an absolute name is refused" name_is_refused /tmp/skt-escaped 'has a separator'
it "a name with a backslash is refused" name_is_refused '..\escaped' 'has a separator'
it "the name of the parent folder is refused" name_is_refused .. "is a folder's own name"
it "the name of the folder is refused" name_is_refused . "is a folder's own name"
it "an empty name is refused" name_is_refused '' 'is empty'
it "a name with a zero is refused" name_is_refused 'a\x00b' 'has a control character'
it "a name with an escape sequence is refused" name_is_refused 'a\x1b[2J' 'has a control character'
it "a name with a drive letter is refused" name_is_refused C:escaped 'begins with a drive letter'
it "a name that is too long is refused" name_is_refused "$(printf '%0251d' 0)" 'is too long'
it "a name of the receiver's own parts is refused" name_is_refused other.PART 'end in .part'

while IFS='|' read -r name why <&3; do
    if on_windows; then
        it "the name $name is refused on Windows" name_is_refused "$name" "$why"
    else
        it "the name $name is taken here" name_is_taken "$name"
    fi
done 3<<'NAMES'
nul|is that of a device
COM1.txt|is that of a device
lpt9 .tar.gz|is that of a device
file:stream|has a character in it that Windows does not allow
what?|has a character in it that Windows does not allow
file.|ends with a dot or a space
NAMES
on_windows && it "a name that is not UTF-8 is refused on Windows" name_is_refused 'a\xff' 'is not UTF-8'

it "a wrong checksum is refused and the bytes thrown away" wrong_checksum_is_refused
it "a receiver refuses what does not begin like the format" conversation_fails 'does not speak' 1 \
    'raw:GET / HTTP/1.1\x0d\x0a\x0d\x0a'
it "a receiver refuses another version" conversation_fails 'speaks version 9' 1 'raw:\x89skt\x0d\x0a\x1a\x09'
it "a receiver refuses an unknown message" conversation_fails 'not what the transfer format has' 1 hello 'raw:?\x00\x00'
it "a receiver refuses a message that is too long" conversation_fails 'not what the transfer format has' 1 hello \
    'raw:F\xff\xff'
it "a receiver refuses a file without a length" conversation_fails 'not what the transfer format has' 1 hello \
    'raw:F\x00\x03abc'
it "a receiver refuses a length that no file has" conversation_fails 'no file is that long' 1 hello \
    file:18446744073709551615:x
it "a receiver refuses a start that was not offered" conversation_fails 'not what the transfer format has' 1 hello \
    file:5:x take hear start:3
it "a receiver refuses to wait for nothing" conversation_fails 'not what the transfer format has' 1 hello file:5:x \
    take hear wait
it "a receiver takes a connection that is closed at once for cut" conversation_fails 'was cut' 5 shut
it "a receiver takes a message that is not ended for an error" conversation_fails 'ETIMEDOUT' 4 hello raw:F
it "an enormous length reserves nothing" enormous_length_costs_nothing
it "a peer that says nothing is given up in time" silence_ends_in_time

it "a sender gives up on what is no receiver" receiver_is_bad 'does not speak' 1 'raw:SSH-2.0-OpenSSH_9.9\x0d\x0a' idle
it "a sender gives up on a receiver that leaves" receiver_is_bad 'was cut' 5 hello take hear
it "a sender gives up on a receiver that has too much" receiver_is_bad 'does not keep to' 1 hello take hear \
    ready:999999999 idle
it "a sender gives up on a receiver that confirms too early" receiver_is_bad 'does not keep to' 1 hello take hear 'done' \
    idle
it "a sender stops when it is refused amid the bytes" receiver_is_bad 'refused: enough' 1 hello take hear ready:0 hear \
    refused:enough idle
it "a sender shows a refusal without control characters" receiver_is_bad 'refused: \?\[2Jboo' 1 hello take hear \
    'refused:\x1b[2Jboo' idle
it "a sender is not content without the last confirmation" receiver_is_bad 'does not keep to' 1 hello take hear ready:0 \
    hear "zeros:3" idle

it "a sender gives up on a receiver that takes no more" stalled_receiver_is_given_up
it "a file that shrinks while it is sent is an error" shrinking_file_is_an_error
it "a file that grows while its bytes are sent is an error" growing_file_is_an_error $SIZE
it "a file that grows while the receiver has yet to confirm it is an error" growing_file_is_an_error 100000
it "a file without a length of its own is refused" unmeasurable_file_is_refused
for error in ECONNABORTED EMFILE ENFILE ENOBUFS ENOMEM EPROTO EPERM ENETDOWN EHOSTUNREACH; do
    on_windows || it "a receiver goes on after accept has failed with $error" passing_error_is_survived $error
done
on_windows || it "a receiver that waits does not wake up in vain" waiting_is_one_call
it "an interrupted receiver leaves its part and ends with 130" interrupt_is_130 recv
it "an interrupted sender ends with 130" interrupt_is_130 send
it "a file that cannot grow any more is told to the sender" full_file_is_told
finish
