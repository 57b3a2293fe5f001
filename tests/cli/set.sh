#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# skt set: options of a socket of another process.
# shellcheck source=tests/cli/inspecting.sh
. "$(dirname "$0")/inspecting.sh"

# client_has EXPRESSION: true of `one`, the target's client, as inspect sees it.
client_has() {
    expect 0 inspect "$PID:$(fd_of client)"
    holds "$1"
}

# set_client STATUS WORD...
set_client() {
    local status=$1
    shift
    expect "$status" skt set "$PID:$(fd_of client)" "$@"
}

values_are_set_and_shown() {
    start_target tcp
    set_client 0 TCP_KEEPIDLE=2m skt_so_keepalive=off so_linger=off ip_tos=8 SO_PRIORITY=3
    says last.out '^TCP_KEEPIDLE +77s -> 120s$'
    says last.out '^SO_KEEPALIVE +true -> false$'
    says last.out '^SO_LINGER +3s -> off$'
    says last.out '^IP_TOS +16 -> 8$'
    client_has 'option(one, "TCP_KEEPIDLE")["value"] == "120s" and option(one, "SO_KEEPALIVE")["value"] is False'
    client_has 'option(one, "IP_TOS")["value"] == 8 and option(one, "SO_PRIORITY")["value"] == 3'
}

numbers_have_letters() {
    start_target tcp
    set_client 0 SO_SNDBUF=16K TCP_NOTSENT_LOWAT=1M
    client_has 'option(one, "SO_SNDBUF")["value"] == 32768 and option(one, "TCP_NOTSENT_LOWAT")["value"] == 1048576'
}

spans_may_be_forever() {
    start_target tcp
    set_client 0 SO_RCVTIMEO=1500ms
    says last.out '^SO_RCVTIMEO +forever -> 1500ms$'
    set_client 0 SO_RCVTIMEO=forever
    says last.out '^SO_RCVTIMEO +1500ms -> forever$'
}

# The last is refused by the kernel.
all_or_nothing() {
    start_target tcp
    client_has True
    cp last.out before.out
    set_client 1 TCP_KEEPIDLE=1h TCP_NODELAY=off SO_SNDBUF=64K IP_TTL=999
    says last.err '^skt: IP_TTL=999: EINVAL'
    says last.err 'put back'
    says last.out '^TCP_KEEPIDLE +77s -> 77s'
    client_has "option(one, 'TCP_KEEPIDLE')['value'] == '77s' and option(one, 'TCP_NODELAY')['value'] is True"
    python3 -c '
import json
def values(name): return {o["name"]: o["value"] for o in json.load(open(name))["sockets"][0]["options"] if o["name"] not in ("TCP_INFO", "TCP_TIMESTAMP")}
before, after = values("before.out"), values("last.out")
assert before == after, {k: (before[k], after[k]) for k in before if before[k] != after.get(k)}' || fail "something is not as it was"
}

# The kernel adapts a buffer as long as nobody sets it.
buffers_adapt_as_before() {
    start_target tcp
    set_client 1 SO_SNDBUF=64K SO_RCVBUF=64K IP_TTL=999
    [ "$(python3 - "$PID" "$(fd_of client)" <<'PYTHON'
import ctypes, os, socket, sys
libc = ctypes.CDLL(None)
pidfd = os.pidfd_open(int(sys.argv[1]))
s = socket.socket(fileno=libc.syscall(438, pidfd, int(sys.argv[2]), 0))
print(s.getsockopt(socket.SOL_SOCKET, 72))
PYTHON
    )" = 0 ] || fail "they do not adapt any more"
}

dry_run_sets_nothing() {
    start_target tcp
    set_client 0 --dry-run TCP_KEEPIDLE=2m
    says last.out '^TCP_KEEPIDLE +77s -> 120s \(not set\)$'
    client_has 'option(one, "TCP_KEEPIDLE")["value"] == "77s"'
}

owners_are_named() {
    start_target shared
    expect 0 skt set "$PID:$(fd_of bare)" SO_KEEPALIVE=on
    says last.out '^also held by skt-target pid [0-9]+ fd '
    [ "$(grep -c '^also' last.out)" = 1 ] || fail "it names more than the other one"
}

# refused_without_force NAME OPTION=VALUE PATTERN
refused_without_force() {
    start_target tcp
    expect 1 skt set "$PID:$(fd_of "$1")" TCP_KEEPIDLE=5s "$2"
    says last.err "$3.*--force"
    expect 0 inspect "$PID:$(fd_of "$1")"
    holds 'option(one, "TCP_KEEPIDLE")["value"] != "5s"'
}

force_sets_it_all_the_same() {
    start_target tcp
    set_client 1 SO_REUSEADDR=on
    says last.err 'SO_REUSEADDR: .*before bind, and the socket is bound; --force'
    set_client 0 --force SO_REUSEADDR=on
    client_has 'option(one, "SO_REUSEADDR")["value"] is True'
}

read_only_stays() {
    start_target tcp
    set_client 1 --force SO_TYPE=2
    says last.err 'SO_TYPE: it can only be read$'
}

json_has_all() {
    start_target tcp
    set_client 0 --json TCP_KEEPIDLE=2m
    python3 -c '
import json
all = json.load(open("last.out"))
assert all["schema"] == "skt.set/1" and all["set"] is True
assert all["options"] == [{"name": "TCP_KEEPIDLE", "before": "77s", "wanted": "120s", "after": "120s"}], all
assert len(all["owners"]) == 1' || fail "the JSON is not right"
}

# wrong PATTERN WORD...
wrong() {
    local pattern=$1
    shift
    expect 2 skt set "$@"
    says last.err "$pattern"
}

what_is_not_there_is_said() {
    start_target tcp
    expect 1 skt set "$PID:999" TCP_NODELAY=on
    says last.err 'no such descriptor'
    expect 1 skt set "$PID:1" TCP_NODELAY=on
    says last.err 'no socket'
    expect 1 skt set 999999999:3 TCP_NODELAY=on
    says last.err 'no such process'
}

it "values are set, and shown before and after" values_are_set_and_shown
it "numbers may have a letter" numbers_have_letters
it "spans of time may be for ever" spans_may_be_forever
it "all are set or none" all_or_nothing
it "buffers that were put back adapt as before" buffers_adapt_as_before
it "a dry run sets nothing" dry_run_sets_nothing
it "other owners of the socket are named" owners_are_named
it "what has its effect before connect is refused later" refused_without_force client TCP_MAXSEG=1000 'before connect, and the socket is connected'
it "what has its effect before listen is refused later" refused_without_force listener TCP_FASTOPEN=5 'before listen, and the socket listens'
while read -r assignment why; do
    it "$assignment is refused: it $why" refused_without_force client "$assignment" "it $why"
done <<'DANGERS'
TCP_REPAIR=1 stops the connection
IPV6_ADDRFORM=2 turns the socket into one of another family
SO_LOCK_FILTER=on decides what the socket receives
SO_ATTACH_REUSEPORT_CBPF=00 decides what the socket receives
TCP_ULP=tls changes the protocol
TCP_FASTOPEN_KEY=00 is a key
TCP_MD5SIG=00 is a key
DANGERS
it "force sets what is refused" force_sets_it_all_the_same
it "what can only be read is not set" read_only_stays
it "the JSON has all of it" json_has_all
it "what is not there is said" what_is_not_there_is_said
it "a process alone is wrong usage" wrong 'is not PID:FD' 1 TCP_NODELAY=on
it "no option is wrong usage" wrong 'set lacks its PID:FD OPTION=VALUE' 1:3
it "an unknown option gets a suggestion" wrong 'did you mean TCP_NODELAY\?' 1:3 TCP_NODELY=on
it "an option without its value is wrong usage" wrong 'SO_RCVBUF lacks its value' 1:3 SO_RCVBUF
it "a span without its unit is wrong usage" wrong 'TCP_KEEPIDLE=5 lacks its unit' 1:3 TCP_KEEPIDLE=5
finish
