#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Names as a terminal may see them: what it would obey, and what is no character, is shown as a question mark.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"

# is_shown NAME AS: with \xHH for bytes, in the messages about a file, a command, an option and an address.
is_shown() {
    local name
    printf -v name '%b' "$1"
    expect 1 skt send "$name" 127.0.0.1:1
    says last.err "^skt: $2: ENOENT"
    expect 2 skt "$name"
    says last.err "no command $2;"
    expect 2 skt recv "--$name"
    says last.err "no option --$2"
    expect 2 skt recv "$name::1"
    says last.err "^skt: $2::1 is not an address"
    # The bytes that a terminal gets are those of characters.
    iconv -f UTF-8 -t UTF-8 last.err >/dev/null || fail "this is no UTF-8"
}

# A path may have any bytes: the text of the address is one that both people and the sender can read.
path_is_shown() {
    ! on_windows || skip "Wine has no Unix sockets"
    echo x >file
    start_recv -o got "unix:"$'a\xe2\x80\xaeb\xed\xa0\x80c\x1bd'
    [ "$ADDRESS" = 'unix:a%e2%80%aeb%ed%a0%80c%1bd' ] || fail "it says $ADDRESS"
    expect 0 skt send file "$ADDRESS"
    recv_ends 0
    same file got
}

while read -r name as what <&3; do
    if on_windows; then continue; fi
    it "$what" is_shown "$name" "$as"
done 3<<'NAMES'
K\xc3\xa4se\xe5\xa5\xb6 Käse奶 characters are shown
a\xf0\x9f\x98\x80z a😀z a character of four bytes is shown
a\x1b[2Jz a\?\[2Jz an escape sequence is not obeyed
a\x07\x7fz a\?\?z controls are not obeyed
a\xc2\x9b2Jz a\?2Jz a control of two bytes is not obeyed
a\xed\xa0\x80z a\?\?\?z a high surrogate is no character
a\xed\xbf\xbfz a\?\?\?z a low surrogate is no character
a\xc0\xafz a\?\?z two bytes for one are no character
a\xe0\x80\xafz a\?\?\?z three bytes for one are no character
a\xe0\x9f\xbfz a\?\?\?z three bytes for two are no character
a\xf0\x80\x80\xafz a\?\?\?\?z four bytes for one are no character
a\xf0\x8f\xbf\xbfz a\?\?\?\?z four bytes for three are no character
a\xf4\x90\x80\x80z a\?\?\?\?z a number above the last is no character
a\xf8\x88\x80\x80\x80z a\?\?\?\?\?z five bytes are no character
a\x80z a\?z a byte of the middle alone is no character
a\xe5\xa5 a\?\? a character that is cut is none
a\xe2\x80\xaecod.exe a\?cod.exe an override of the direction is not obeyed
a\xe2\x81\xa6z\xe2\x81\xa9 a\?z\? an isolate of the direction is not obeyed
a\xe2\x80\x8fz a\?z a mark of the direction is not obeyed
a\xd8\x9cz a\?z an Arabic letter mark is not obeyed
a\xe2\x80\xa8z a\?z a line separator is not obeyed
a\xe2\x80\x8bz a\?z a space without width is not hidden
NAMES
it "a path with such bytes has a text that can be read" path_is_shown
on_windows && echo "SKIP: the arguments of Wine are characters"
finish
