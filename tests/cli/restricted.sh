#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# `skt check` where the machine, the network or the process is restricted: it names the restriction, nothing is FAILED
# of it, and every line that it has elsewhere is there.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"
! on_windows || exec echo "SKIP: the restrictions are Linux's"

# checked COMMAND...: runs check by the command. Its lines are those of everywhere, and none is FAILED.
checked() {
    expect 0 timeout 100 "$@" "${SKT[@]}" check
    says last.out ' 0 FAILED$'
    expect_lines
}

expect_lines() {
    cut -c 1-35 last.out | grep '^  ' | sort >names
    same names "$FOLDER/names"
}

# line NAME PATTERN
line() {
    says last.out "^  $1 +$2"
}

# in_network COMMANDS: check in a network of its own, in which these were run first.
in_network() {
    unshare -rn true 2>/dev/null || skip "there are no namespaces here"
    command -v ip >/dev/null || skip "there is no ip(8)"
    # shellcheck disable=SC2016 # for the other shell
    checked unshare -rn sh -c "{ $1; } >&2 || exit 3"'; exec "$@"' sh
}

loopback_is_down() {
    in_network true
    line 'TCP over IPv4' 'restricted \(.*ENETUNREACH.*the loopback interface is down'
    line 'UDP over IPv6' 'restricted \(.*the loopback interface is down'
    line 'raw ICMP' '(restricted \(.*the loopback interface is down|no permission)'
    line keepalive 'restricted'
    line deadlines works
    line 'sending a file' works
    line 'Unix stream, path' works
}

ipv6_is_off() {
    in_network 'ip link set lo up; sysctl -qw net.ipv6.conf.all.disable_ipv6=1 || echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6'
    line 'TCP over IPv6' 'restricted \(.*IPv6 is off'
    line 'UDP over IPv6' 'restricted \(.*IPv6 is off'
    line 'TCP over IPv4' works
    line 'keepalive' works
}

# folder_is VALUE PATTERN
folder_is() {
    checked env "TMPDIR=$1"
    line 'Unix stream, path' "$2"
    line 'Unix datagram, path' "$2"
    line 'TCP over IPv4' works
    ! grep -q 'Unix stream, abstract *restricted' last.out || fail "abstract names need no folder"
}

folder_is_absent() {
    folder_is "$PWD/nowhere" 'restricted \(temporary folder: ENOENT'
    line 'sending a file' 'restricted \(temporary folder: ENOENT'
}

folder_is_a_file() {
    echo >file
    folder_is "$PWD/file" 'restricted \(temporary folder: ENOTDIR'
}

folder_is_long() {
    local long
    printf -v long '%0120d' 0
    mkdir "$long"
    folder_is "$PWD/$long" 'restricted \(address: ENAMETOOLONG'
    line 'sending a file' works
    [ -z "$(ls "$long")" ] || fail "something is left there"
}

folder_has_odd_name() {
    local name
    for name in '@odd' '%u' 'a b' ':'; do
        mkdir "$name"
        folder_is "$name" works
        [ -z "$(ls "$name")" ] || fail "something is left there"
    done
}

folder_is_empty_text() {
    folder_is '' works
}

# refused CALL ERROR WHEN PATTERN: the system refuses that call from some time on.
refused() {
    local pattern=$4
    strace -o trace -e trace=none true 2>/dev/null || skip "strace does not work here"
    expect 0 timeout 100 "${STRACE[@]}" -f -e "trace=$1,close" -e "inject=$1:error=$2:when=$3" "${SKT[@]}" check
    says last.out ' 0 FAILED$'
    says last.out "$pattern"
    expect_lines
    ! grep -E 'close\([012]\)' trace || fail "it closed what is not its own"
}

# The two last but some sockets are those of the facility that has two.
no_wrong_descriptor_is_closed() {
    local count when
    strace -o trace -e trace=none true 2>/dev/null || skip "strace does not work here"
    expect 0 timeout 100 "${STRACE[@]}" -f -e trace=socket "${SKT[@]}" check
    count=$(grep -c 'socket(' trace)
    for ((when = count - 6; when <= count; when++)); do refused socket EMFILE "$when" works; done
}

few_descriptors() {
    checked env "ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0" bash -c 'ulimit -n 5; exec "$@"' bash
    line 'TCP over IPv4' 'restricted \(.*EMFILE'
}

interrupt_leaves_nothing() {
    mkdir tmp
    local status=0
    TMPDIR=$PWD/tmp timeout 100 python3 -c '
import os, signal, subprocess, sys
tool = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)
for line in tool.stdout:
    if b"Unix stream, path" in line: tool.send_signal(signal.SIGINT)
sys.exit(tool.wait())' "${SKT[@]}" check 2>last.err || status=$?
    [ $status = 130 ] || fail "status $status, not 130"
    [ -z "$(ls tmp)" ] || fail "it left $(ls tmp)"
}

skt check | cut -c 1-35 | grep '^  ' | sort >"$FOLDER/names"
it "the loopback interface is down" loopback_is_down
it "IPv6 is off" ipv6_is_off
it "the temporary folder is absent" folder_is_absent
it "the temporary folder is a file" folder_is_a_file
it "the temporary folder has a long path" folder_is_long
it "the temporary folder has an odd name" folder_has_odd_name
it "the temporary folder is an empty text" folder_is_empty_text
it "a process may have few descriptors" few_descriptors
it "no temporary folder may be made" refused mkdir EACCES 1+ 'Unix stream, path +no permission'
it "a disk is full" refused mkdir ENOSPC 1+ 'Unix stream, path +restricted .*ENOSPC'
it "options may not be set" refused setsockopt EPERM 1+ 'SO_KEEPALIVE +no permission'
it "nothing may be bound" refused bind EACCES 1+ 'TCP over IPv4 +no permission'
it "nothing may be sent" refused sendto EPERM 1+ 'UDP over IPv4 +no permission'
it "nothing may be received" refused 'recvfrom,?recv' EPERM 1+ 'TCP over IPv4 +no permission'
it "nothing may be waited for" refused ppoll EPERM 1+ 'deadlines +no permission'
it "a sandbox lacks a call" refused 'recvfrom,?recv' ENOSYS 1+ 'TCP over IPv4 +restricted .*ENOSYS'
it "no other's descriptor is closed after a socket could not be had" no_wrong_descriptor_is_closed
it "an interrupt leaves no temporary folder" interrupt_leaves_nothing
finish
