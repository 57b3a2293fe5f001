#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The command line, and the commands that tell about the system.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"
OPTION_H=$HERE/../../include/skt/option_keys.h

# wrong_usage PATTERN ARGUMENT...
wrong_usage() {
    local pattern=$1
    shift
    expect 2 skt "$@"
    says last.err "$pattern"
    [ ! -s last.out ] || fail "something is on stdout"
}

help_is_there() {
    local command
    expect 0 skt help
    says last.out '^Usage: skt COMMAND'
    for command in connect listen relay send recv options errors inspect set check completion version help; do
        expect 0 skt "$command" --help
        says last.out "^Usage: skt $command"
        says last.out '^  2       wrong usage$'
        says last.out '^  128 \+ n ended by signal n: 130 interrupted; on Unix 143 terminated, 129 hung up'
        cp last.out wanted.out
        expect 0 skt help "$command"
        same last.out wanted.out
    done
}

letters_are_grouped() {
    echo x >file
    echo y >got
    start_recv -rfqvogot -qt5s 127.0.0.1:0
    expect 0 skt send -qv file "$ADDRESS"
    recv_ends 0
    same file got
    says recv.err '^received file'
}

letters_have_help() {
    expect 0 skt recv -rh
    says last.out '^Usage: skt recv'
}

version_is_the_headers() {
    local version
    version=$(sed -n 's/^#define SKT_VERSION  *"\(.*\)"/\1/p' "$HERE/../../include/skt/skt.h")
    expect 0 skt version
    says last.out "^skt $version \(library $version\)$"
}

errors_by_any_name() {
    local name
    expect 0 skt errors
    cp last.out all.out
    for name in ECONNREFUSED SKT_ECONNREFUSED econnrefused skt_EConnRefused WSAECONNREFUSED 'connection refused' \
        'Connection refused.' 'target machine actively refused'; do
        expect 0 skt errors "$name"
        says last.out '^ECONNREFUSED +-[0-9]+  [a-z]'
        says last.out 'Linux 111, macOS 61, FreeBSD 61, NetBSD 61, OpenBSD 61, illumos 146, Windows 10061 .WSAECONN'
    done
    expect 0 skt errors connection refused
    head -n 1 last.out >wanted.out
    says all.out "^$(cat wanted.out)$"
    name=$(awk '{print $2}' wanted.out)
    for name in "$name" "${name#-}"; do
        expect 0 skt errors "$name"
        head -n 1 last.out >first.out
        same first.out wanted.out
    done
    for name in 10061 -10061 0x274d 0x8007274d 2147952461; do
        expect 0 skt errors $name
        says last.out '^  10061 on Windows$'
    done
    for name in 111 -111 0x6f -0x6F 4294967185; do
        expect 0 skt errors $name
        says last.out '^ECONNREFUSED +-[0-9]+  [a-z ]+$'
        says last.out '^  111 on Linux$'
    done
    expect 0 skt errors 61
    says last.out '^  61 on Linux, illumos$'
    says last.out '^  61 on macOS, FreeBSD, NetBSD, OpenBSD$'
    expect 0 skt errors 111 ECONNRESET
    says last.out '^ECONNRESET '
    says last.out '^ECONNREFUSED '
    expect 0 skt errors EWOULDBLOCK
    says last.out '^EAGAIN '
    for name in EVERYTHING 999999999999 0 0x -0 12x "''" SKT_ 99998; do
        wrong_usage "no error is known as $name; .*such as.*--all" errors "${name//\'/}"
    done
    for name in ECONREFUSED econnrefsued SKT_CONNREFUSED wsaeconnrefuse ECONNREF WSAECONNREF; do
        wrong_usage "no error is known as $name; did you mean ECONNREFUSED\\?" errors $name
    done
}

errors_of_linux_are_known() {
    [ "$(uname)" = Linux ] || skip "the numbers are Linux's"
    ! on_windows || skip "the numbers are Linux's"
    expect 0 skt errors 111
    says last.out '^ECONNREFUSED +-111  '
}

every_error_stands_once() {
    expect 0 skt errors --all
    [ -z "$(awk '{print $1}' last.out | sort | uniq -d)" ] || fail "a name stands there twice"
    [ "$(wc -l <last.out)" -gt 150 ] || fail "some are missing"
}

options_are_those_of_the_header() {
    sed -n 's/^#define SKT_\([A-Z0-9_]*\)  *SKT_OPTION(\([a-z0-9]*\),.*/\1 \2/p' "$OPTION_H" >header.out
    expect 0 skt options --json
    python3 -c '
import json, sys
for row in json.load(sys.stdin)["options"]: print(row["name"], row["kind"])' <last.out >json.out || fail "this is no JSON"
    same header.out json.out
    expect 0 skt options
    awk 'NR > 1 {print $1, $2}' last.out >text.out
    same header.out text.out
}

options_have_defaults() {
    expect 0 skt options
    says last.out '^TCP_NODELAY +bool +read write any time +(true|false)'
    says last.out '^SO_RCVBUF +int +read write any time +[0-9]+'
}

nothing_fails_here() {
    expect 0 skt check
    says last.out '^  TCP over IPv4 +works$'
    says last.out '^[0-9]+ works, .* 0 FAILED$'
    cp last.out text.out
    expect 0 skt check --json
    python3 -c '
import json, sys
report = json.load(sys.stdin)
print(len(report["checks"]))
assert sum(report["counts"].values()) == len(report["checks"])' <last.out >count.out || fail "the JSON is not right"
    [ "$(grep -c '^  ' text.out)" = "$(cat count.out)" ] || fail "text and JSON differ in number"
}

lines_end_alike() {
    local command
    for command in help options 'options --json' 'errors --all' 'help recv'; do
        # shellcheck disable=SC2086 # two words
        expect 0 skt $command
        ! grep -q $'\r' last.out || fail "$command has carriage returns in it"
    done
}

vsock_is_not_connected() {
    ! on_windows || skip "Windows has no vsock"
    command -v strace >/dev/null || skip "there is no strace"
    strace -f -qq -o trace -e trace=socket,connect "${SKT[@]}" check >last.out 2>last.err || skip "strace does not work here"
    grep -q 'socket(AF_INET' trace || fail "strace saw nothing"
    ! grep -q 'connect.*AF_VSOCK' trace || fail "check connects over vsock"
}

nobody_listens_to_the_output() {
    [ -w /dev/full ] || skip "there is no /dev/full"
    local status=0
    skt options >/dev/full 2>last.err || status=$?
    [ $status = 1 ] || fail "status $status, not 1"
}

full_output_is_told_at_once() {
    [ -w /dev/full ] || skip "there is no /dev/full"
    local status=0
    skt recv 127.0.0.1:0 >/dev/full 2>last.err || status=$?
    [ $status = 1 ] || fail "status $status, not 1"
    on_windows || says last.err 'cannot write the output: ENOSPC'
}

# The reader begins when the pipe is full.
output_that_does_not_block_is_whole() {
    expect 0 skt errors
    python3 - "${SKT[@]}" errors >slow.out <<'PYTHON' || fail "it could not be read"
import fcntl, os, subprocess, sys, termios, time
read, write = os.pipe()
os.set_blocking(write, False)
fcntl.fcntl(write, 1031, 4096)  # F_SETPIPE_SZ
child = subprocess.Popen(sys.argv[1:], stdout=write)
os.close(write)
held = 0
for _ in range(1000):
    before, held = held, int.from_bytes(fcntl.ioctl(read, termios.FIONREAD, b"\0" * 4), sys.byteorder)
    if held > 3000 and held == before or child.poll() is not None:
        break
    time.sleep(0.02)
with open(read, "rb") as pipe:
    sys.stdout.buffer.write(pipe.read())
sys.exit(child.wait())
PYTHON
    same last.out slow.out
}

it "a call without arguments is wrong usage" wrong_usage '^Usage: skt COMMAND'
it "an unknown command is wrong usage" wrong_usage 'there is no command frobnicate' frobnicate
it "an unknown option is wrong usage" wrong_usage 'has no option --frobnicate' options --frobnicate
it "an unknown letter is wrong usage" wrong_usage 'has no option -x' recv -x 127.0.0.1:0
it "a value for an option without one is wrong usage" wrong_usage '--json=yes takes no value' options --json=yes
it "a misspelt command gets a suggestion" wrong_usage 'did you mean send\?' sned
it "a command in capital letters gets a suggestion" wrong_usage 'did you mean recv\?' RECV
it "a word that is like none gets no suggestion" wrong_usage 'skt help. lists them' xyzzy
it "a misspelt option gets a suggestion" wrong_usage 'did you mean --force\?' recv --froce :0
it "an unknown letter among known ones is wrong usage" wrong_usage 'has no option -x' recv -rfx :0
it "a group of letters that ends without the value is wrong usage" wrong_usage '-o lacks its FILE' recv :0 -rfo
it "letters can be grouped, the last with its value" letters_are_grouped
it "the help of a command is one of the letters" letters_have_help
it "an option without its value is wrong usage" wrong_usage '--output lacks its FILE\|DIR' recv 127.0.0.1:0 --output
it "too few words are wrong usage" wrong_usage 'send lacks its FILE... ADDRESS' send file
it "too many words are wrong usage" wrong_usage 'takes no more' recv 127.0.0.1:0 127.0.0.1:0
it "what is no address is wrong usage" wrong_usage 'is not an address' recv a:b:c
it "an address without a port to connect to is wrong usage" wrong_usage 'lacks the port' send "$HERE/frame.sh" 127.0.0.1
it "a kind of TCP before the address is wrong usage" wrong_usage 'did you mean --mptcp' recv mptcp:127.0.0.1:0
it "what is no span of time is wrong usage" wrong_usage 'is no span of time' recv --timeout soon 127.0.0.1:0
for span in 99999999999999999999h 9223372037s 9223372036854775807ns 99999999999999999999; do
    it "a time of $span is out of range" wrong_usage 'out of range' recv --timeout $span :0
done
it "no time at all is wrong usage" wrong_usage 'is no span of time' recv --timeout 0 127.0.0.1:0
it "every command explains itself" help_is_there
it "the version is that of the headers" version_is_the_headers
it "an error is found by its number and by its names, on every system" errors_by_any_name
it "111 is Linux's refused connection" errors_of_linux_are_known
it "every error has one line" every_error_stands_once
it "lines end with a line feed alone" lines_end_alike
it "the options are those of the header, as text and as JSON" options_are_those_of_the_header
it "options have defaults" options_have_defaults
it "check finds nothing wrong here" nothing_fails_here
it "check does not connect over vsock unasked" vsock_is_not_connected
it "an output that cannot be written is an error" nobody_listens_to_the_output
it "a receiver whose output is full does not wait for anybody" full_output_is_told_at_once
on_windows || it "output that does not block is written all the same" output_that_does_not_block_is_whole
finish
