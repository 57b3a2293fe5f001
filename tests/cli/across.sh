#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A large file between a tool for Windows and one for this machine, over TCP, both ways: across.sh NATIVE-TOOL TOOL...
# Where the first is empty that of build/release or build/dev is taken, if there is one.
for tool in "$1" "$(dirname "$0")"/../../build/{release,dev}/cli/skt; do
    [ -x "$tool" ] && break
done
if ! [ -x "$tool" ]; then
    echo "SKIP: there is no tool for this machine: build one (./dev build release), or name it by SKT_NATIVE_TOOL"
    exit 77
fi
NATIVE=$(realpath "$tool")
shift

# In memory where that has room, so that the time is not the disk's.
MIB=${SKT_ACROSS_MIB-1024}
[ "$(df --output=avail -m /dev/shm 2>/dev/null | tail -n 1)" -lt $((2 * MIB + 100)) ] || TMPDIR=/dev/shm
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"

FOREIGN=("${SKT[@]}")
FILE=$FOLDER/file
random_file "$FILE" $((MIB << 20))

use() {
    case $1 in
    native) SKT=("$NATIVE") ;;
    windows) SKT=("${FOREIGN[@]}") ;;
    esac
}

# file_moves SENDER RECEIVER
file_moves() {
    local begun=${EPOCHREALTIME/[.,]/}
    use "$2"
    start_recv -v -o got 127.0.0.1:0
    use "$1"
    expect 0 skt send -v "$FILE" "$ADDRESS"
    recv_ends 0
    same "$FILE" got
    echo "$MIB MiB from $1 to $2: $(((${EPOCHREALTIME/[.,]/} - begun) / 1000)) ms" >&2
}

# rest_moves SENDER RECEIVER: each takes what the other has left.
rest_moves() {
    head -c $(((MIB << 20) - 1000000)) "$FILE" >got.part
    use "$2"
    start_recv --resume -v -o got 127.0.0.1:0
    use "$1"
    expect 0 skt send -v "$FILE" "$ADDRESS"
    recv_ends 0
    same "$FILE" got
    says last.err "sent .*: 1000000 of"
}

# folder_moves SENDER RECEIVER
folder_moves() {
    local i
    mkdir -p tree/deep/deeper in
    for i in {1..300}; do echo "$i" >"tree/deep/$i"; done
    echo x >'tree/deep/deeper/Käse 奶酪'
    head -c 1000000 "$FILE" >tree/large
    touch -d '2001-02-03 04:05:06' tree/large
    use "$2"
    start_recv -o in 127.0.0.1:0
    use "$1"
    expect 0 skt send -r tree "$ADDRESS"
    recv_ends 0
    diff -r tree in/tree || fail "the trees differ"
    [ "$(stat -c %Y in/tree/large)" = "$(stat -c %Y tree/large)" ] || fail "the time is another one"
}

it "a folder moves from this machine to Windows" folder_moves native windows
it "a folder moves from Windows to this machine" folder_moves windows native
it "a file moves whole from this machine to Windows" file_moves native windows
it "a file moves whole from Windows to this machine" file_moves windows native
it "a part that Windows has is completed from this machine" rest_moves native windows
it "a part that this machine has is completed from Windows" rest_moves windows native
finish
