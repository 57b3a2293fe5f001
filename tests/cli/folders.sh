#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Folders, many small files, standard input and output, and the peers that would misuse them.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"

# A folder `tree` with what folders have: many files, folders in folders, a file with holes, links, modes and times.
make_tree() {
    mkdir -p tree/deep/deeper/deepest tree/empty tree/many in
    seq -f 'tree/many/%.0f' 700 | while read -r name; do echo "$name" >"$name"; done
    : >tree/nothing
    random_file tree/deep/large 3000000
    truncate -s 40M tree/deep/holes
    printf middle | dd of=tree/deep/holes bs=1 seek=20000000 conv=notrunc status=none
    echo x >'tree/deep/deeper/Käse 奶酪'
    touch -d '2001-02-03 04:05:06.5' tree/nothing tree/deep/large tree/deep/deeper tree/empty
    on_windows && return
    chmod 640 tree/deep/large
    chmod 755 tree/nothing
    chmod 750 tree/empty
    chmod 500 tree/deep/deeper
    ln -s ../../outside tree/deep/link
    ln -s deep tree/folder
    ln -s nowhere tree/dangling
}

# listing FOLDER FORM: of all in it; but a folder's length, which is the file system's own, and a link's time.
listing() {
    (cd "$1" && find . -printf "$2\n") | sed -E 's/^(d [^ ]+ [^ ]+) [^ ]+/\1/; s/^(l [^ ]+) [^ ]+/\1/' | sort
}

same_tree() {
    local form='%y %m %T@ %s %p %l'
    ! on_windows || form='%y %p'
    diff -r --no-dereference "$1" "$2" >tree.diff || fail "the trees differ: $(head -3 tree.diff)"
    diff <(listing "$1" "$form") <(listing "$2" "$form") >list.diff ||
        fail "modes or times differ: $(head -5 list.diff)"
}

tree_arrives() {
    make_tree
    start_recv -o in 127.0.0.1:0
    expect 0 skt send -r tree "$ADDRESS"
    recv_ends 0
    same_tree tree in/tree
    [ -z "$(find in -name '*.part')" ] || fail "there are parts: $(find in -name '*.part')"
    chmod -R u+w tree in
}

holes_stay() {
    ! on_windows || skip "Wine tells nothing of holes"
    make_tree
    [ "$(stat -c %b tree/deep/holes)" -lt 1000 ] || skip "this file system has no holes"
    start_recv -o in 127.0.0.1:0
    start_proxy $((1 << 40))
    expect 0 skt send tree/deep/holes "$ADDRESS"
    recv_ends 0
    same tree/deep/holes in/holes
    [ "$(stat -c %b in/holes)" -lt 1000 ] || fail "it takes $(stat -c %b in/holes) blocks"
    [ "$(proxied)" -lt 200000 ] || fail "the holes were sent"
    chmod -R u+w tree
}

# By a kernel or a file system that gives no name to a file without one.
parts_are_renamed() {
    ! on_windows || skip "strace is for Linux"
    strace -o trace -e trace=linkat true 2>/dev/null || skip "strace does not work here"
    local tool=("${SKT[@]}")
    mkdir -p tree in
    for i in {1..50}; do echo "$i" >"tree/$i"; done
    SKT=("${STRACE[@]}" -f -e trace=linkat -e inject=linkat:error=EPERM "${tool[@]}")
    start_recv -o in 127.0.0.1:0
    SKT=("${tool[@]}")
    expect 0 skt send -r tree "$ADDRESS"
    recv_ends 0
    grep -q INJECTED trace || skip "it is not tried here"
    diff -r tree in/tree || fail "the trees differ"
}

folder_has_its_name() {
    make_tree
    start_recv -o in/chosen 127.0.0.1:0
    expect 0 skt send -r tree/deep "$ADDRESS"
    recv_ends 0
    same_tree tree/deep in/chosen
    start_recv -o in 127.0.0.1:0
    expect 0 skt send -r --as other tree/deep/ "$ADDRESS"
    recv_ends 0
    same_tree tree/deep in/other
    chmod -R u+w tree in
}

# With --resume what is whole is not made again, and what is another file is refused.
tree_is_resumed() {
    make_tree
    start_recv -o in 127.0.0.1:0
    expect 0 skt send -r tree "$ADDRESS"
    recv_ends 0
    rm in/tree/many/77
    start_recv --resume -v -o in 127.0.0.1:0
    expect 0 skt send -r tree "$ADDRESS"
    recv_ends 0
    says recv.err 'tree/deep/large: 0 of 3000000 bytes'
    : >recv.err
    same_tree tree in/tree
    echo another one >in/tree/many/600
    start_recv --resume -o in 127.0.0.1:0
    expect 1 skt send -r tree "$ADDRESS"
    says last.err 'tree/many/600: refused: there is'
    recv_ends 1
    [ "$(cat in/tree/many/600)" = 'another one' ] || fail "it was changed"
    chmod -R u+w tree in
}

special_files_are_left_out() {
    ! on_windows || skip "Wine shows Windows programs no such things"
    mkdir -p tree in
    mkfifo tree/fifo
    echo x >tree/file
    start_recv -o in 127.0.0.1:0
    expect 1 skt send -r tree "$ADDRESS"
    says last.err 'tree/fifo: left out: it is a device, a pipe or a socket'
    recv_ends 0
    same tree/file in/tree/file
    absent in/tree/fifo
}

as_gives_the_name() {
    echo x >file
    mkdir in
    start_recv -o in 127.0.0.1:0
    expect 0 skt send --as other file "$ADDRESS"
    recv_ends 0
    same file in/other
    expect 2 skt send --as ../other file 127.0.0.1:1
    expect 2 skt send --as other file file 127.0.0.1:1
}

input_arrives() {
    random_file file 5000000
    mkdir in
    start_recv -o in 127.0.0.1:0
    skt send --as piped - "$ADDRESS" < <(cat file) 2>last.err || fail "status $?"
    recv_ends 0
    same file in/piped
    start_recv -o empty 127.0.0.1:0
    skt send - "$ADDRESS" </dev/null 2>last.err || fail "status $?"
    recv_ends 0
    [[ -f empty && ! -s empty ]] || fail "there is no empty file"
}

output_is_the_file() {
    random_file file 5000000
    : >recv.err
    skt recv -o - 127.0.0.1:0 >recv.out 2>recv.err &
    RECV=$!
    until_true has_line recv.err "$RECV"
    ADDRESS=$(sed -n 's/^listening on //p;T;q' recv.err | tr -d '\r')
    expect 0 skt send "$1" "$ADDRESS" <file
    recv_ends 0
    same file recv.out
}

# silent_input_is_no_dead_sender: the receiver hears of a sender whose input brings nothing.
silent_input_is_no_dead_sender() {
    mkfifo input
    start_recv --timeout 3s -o got 127.0.0.1:0
    skt send - "$ADDRESS" <input >send.out 2>send.err &
    local sender=$!
    exec 9>input
    printf begin >&9
    until_true test -s got.part
    # Longer than the receiver waits.
    read -rt 4 _ <>input || true
    printf end >&9
    exec 9>&-
    wait $sender || fail "the sender's status is $?: $(cat send.err)"
    recv_ends 0
    [ "$(cat got)" = beginend ] || fail "it is $(cat got)"
}

# entry_is_refused PATTERN STEP...: the receiver refuses what a hostile sender does in the folder `deep/in`, and nothing
# is made outside.
entry_is_refused() {
    local pattern=$1
    shift
    mkdir -p deep/in outside
    ! on_windows || [[ $* != *link:* && $* != *planted* ]] || skip "Wine follows links of Unix"
    ln -s ../../outside deep/in/planted 2>/dev/null
    start_recv --force --resume -o deep/in 127.0.0.1:0
    [ "$1" != MINE ] || set -- folder:{1..65}
    peer hello take "$@" hear_refusal idle
    grep -Eq "^X .*$pattern" last.out || fail "it says $(cat last.out)"
    recv_ends 1
    [ -z "$(ls outside)" ] || fail "something came outside: $(ls outside)"
    [ "$(find . -name escaped)" = '' ] || fail "it escaped: $(find . -name escaped)"
    absent /tmp/skt-escaped
}

# A folder that the receiver is in becomes a link meanwhile: what comes goes to the folder that it entered.
swapped_folder_is_not_followed() {
    ! on_windows || skip "there the folder cannot be moved"
    mkdir -p in outside
    start_recv -o in 127.0.0.1:0
    : >peer.out
    mkfifo steps
    timeout 100 python3 "$HERE/peer.py" connect "$ADDRESS" hello take folder:sub file:3:escaped hear until:go start:0 \
        bytes:3 shut idle >peer.out 2>peer.err &
    local peer=$!
    until_true test -e in/sub/escaped.part
    mv in/sub moved
    ln -s ../outside in/sub
    touch go
    wait $peer
    recv_ends 5
    [ -z "$(ls outside)" ] || fail "something came outside: $(ls outside)"
    [ -s moved/escaped.part ] || fail "the part is not where it was begun"
}

# sender_does_not_follow: a folder of the sender's that has become a link is none.
sender_does_not_follow() {
    ! on_windows || skip "Wine follows links of Unix"
    mkdir -p tree in outside
    echo secret >outside/secret
    ln -s ../outside tree/link
    start_recv -o in 127.0.0.1:0
    expect 0 skt send -r tree "$ADDRESS"
    recv_ends 0
    [ -L in/tree/link ] || fail "it is no link"
}

old_versions_are_told() {
    local old='raw:\x89skt\x0d\x0a\x1a\x01'
    echo x >file
    start_recv -o got 127.0.0.1:0
    peer "$old" take "raw:F\x00\x09\x00\x00\x00\x00\x00\x00\x00\x02x" idle
    recv_ends 1
    says recv.err 'the other end speaks version 1 of the transfer format, this is version 2'
    start_peer "$old" take idle
    expect 1 skt send file "$ADDRESS"
    says last.err 'the other end speaks version 1 of the transfer format, this is version 2'
}

it "a folder arrives with modes, times and links" tree_arrives
it "small files arrive where no file can be given its name when it is whole" parts_are_renamed
it "holes are kept, and not sent" holes_stay
it "-o and --as give a folder its name" folder_has_its_name
it "--resume of a folder makes what is not there" tree_is_resumed
it "what is no file, folder or link is left out, and that is told" special_files_are_left_out
it "--as gives a file its name" as_gives_the_name
it "standard input arrives as a file" input_arrives
it "a file arrives on standard output" output_is_the_file file
it "standard input arrives on standard output" output_is_the_file -
it "a sender whose input brings nothing is not given up" silent_input_is_no_dead_sender
it "a folder that becomes a link meanwhile is not followed" swapped_folder_is_not_followed
it "a link in a sender's folder is not followed" sender_does_not_follow
it "version 1 is told to both users" old_versions_are_told

while IFS='|' read -r sentence pattern steps <&3; do
    # Each takes seconds under an emulator: there those about names alone.
    if on_windows && [[ ! $sentence =~ ^(climber|backslash|drive|leaver): ]]; then continue; fi
    # shellcheck disable=SC2086 # words
    it "$sentence" entry_is_refused "$pattern" $steps
done 3<<'HOSTILE'
climber: a folder of the parent's name is refused|is a folder's own name|folder:..
absolute: a folder from the root is refused|has a separator|folder:/tmp/skt-escaped
backslash: a folder with a backslash is refused|has a separator|folder:..\escaped
drive: a folder of a drive is refused|begins with a drive letter|folder:C:escaped
bell: a folder with a control character is refused|has a control character|folder:a\x07b
climbing link: a link of the parent's name is refused|is a folder's own name|link:..:x
link walker: a folder in the place of a link is refused|no folder|link:a:../../outside folder:a
planted link: a folder in the place of a link that is there is refused|no folder|folder:planted
link writer: a file in the place of a link is refused|link of that name|link:a:../../outside/escaped file:3:a
whole link writer: a whole file in the place of a link is refused|checksum|link:a:../../outside/escaped whole:3:a zeros:3 check
link changer: another link in the place of a link is refused|already|link:a:x link:a:y
leaver: leaving the first folder is refused|not what the transfer format|up
stayer: the end within a folder is refused|not what the transfer format|folder:a end
boaster: a whole file that is too long is refused|not what the transfer format|whole:70000:a
liar: a whole file with a wrong checksum is refused|checksum|whole:3:a zeros:3 check
overflower: more bytes than announced are refused|not what the transfer format|file:3:a hear start:0 piece:4
hole digger: a hole beyond the file is refused|not what the transfer format|file:3:a hear start:0 hole:4
abyss: a hole that is too long is refused|not what the transfer format|endless:a hear start:0 hole:99999999999
wrapper: a length that wraps round is refused|not what the transfer format|endless:a hear start:0 bytes:1 piece:18446744073709551615
miner: folders in folders without an end are refused|too many folders|MINE
HOSTILE
finish
