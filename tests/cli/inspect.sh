#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# skt inspect: what it says of the sockets of other processes.
# shellcheck source=tests/cli/inspecting.sh
. "$(dirname "$0")/inspecting.sh"

options_are_those_that_were_set() {
    start_target tcp
    expect 0 inspect "$PID:$(fd_of client)"
    holds 'one["state"] == "ESTABLISHED" and one["protocol"] == "IPPROTO_TCP"'
    holds "one['local'] == '$(address_of client)' and one['peer'] == '$(address_of listener)'"
    holds 'option(one, "TCP_NODELAY")["value"] is True and option(one, "SO_KEEPALIVE")["value"] is True'
    holds 'option(one, "TCP_KEEPIDLE") == {"name": "TCP_KEEPIDLE", "level": "IPPROTO_TCP", "kind": "duration", "value": "77s", "value_ns": 77 * 10**9}'
    holds 'option(one, "TCP_USER_TIMEOUT")["value_ns"] == 5500 * 10**6'
    holds 'option(one, "SO_LINGER")["value"] == "3s" and option(one, "IP_TOS")["value"] == 16'
    holds 'option(one, "SO_COOKIE")["value"] == one["cookie"] and int(one["cookie"]) > 0'
    holds "one['owners'] == [{'pid': $PID, 'fd': $(fd_of client), 'name': 'skt-target', 'uid': $(id -u)}]"
    holds "one['inode'] == $(stat -Lc %i "/proc/$PID/fd/$(fd_of client)")"
    holds "one['network_namespace'] == $(readlink /proc/self/ns/net | tr -dc 0-9)"
    holds 'one["timer"]["name"] == "keepalive" and 0 < one["timer"]["left_ns"] <= 77 * 10**9'
    holds 'one["tcp"]["sent_bytes"] == 5 and "refused" not in one'
}

queues_are_told() {
    start_target tcp udp unix
    expect 0 inspect "$PID"
    holds "fds[$(fd_of accepted)]['queues']['unread_bytes'] == 5"
    holds "fds[$(fd_of client)]['queues'] == {'unread_bytes': 0, 'unacked_bytes': 0, 'unsent_bytes': 0}"
    holds "fds[$(fd_of listener)]['queues'] == {'accept': 0, 'accept_most': 5}"
    holds "fds[$(fd_of udp)]['memory']['rmem_alloc_bytes'] > 7"
    holds "fds[$(fd_of unix-accepted)]['queues']['unread_bytes'] == 3"
}

unix_peers_are_known() {
    start_target unix
    expect 0 inspect "$PID"
    holds "fds[$(fd_of unix-client)]['peer'] == 'unix:here.sock'"
    holds "fds[$(fd_of unix-client)]['peer_owners'][0]['fd'] == $(fd_of unix-accepted)"
    holds "fds[$(fd_of unix-client)]['peer_inode'] == fds[$(fd_of unix-accepted)]['inode']"
    holds "fds[$(fd_of unix-accepted)]['peer_credentials'] == {'pid': $PID, 'uid': $(id -u), 'gid': $(id -g)}"
    holds "fds[$(fd_of unix-named)]['local'] == 'unix:@skt-test-$PID'"
}

others_are_known_by_their_descriptors() {
    start_target bare netlink mptcp
    expect 0 inspect "$PID"
    holds "fds[$(fd_of bare)]['state'] == 'CLOSED' and fds[$(fd_of bare)]['protocol'] == 'IPPROTO_TCP'"
    holds "fds[$(fd_of netlink)]['family'] == 'AF_NETLINK' and 'state' not in fds[$(fd_of netlink)]"
    holds "fds[$(fd_of mptcp)]['protocol'] == 'IPPROTO_MPTCP' and fds[$(fd_of mptcp)]['state'] == 'LISTEN'"
}

# selects WORDS NAME...: inspect with these words finds the target's sockets of these names, and no other of its own.
selects() {
    local words=$1 name wanted=''
    shift
    # shellcheck disable=SC2086 # several words
    expect 0 inspect $words
    for name; do wanted+="$(fd_of "$name"),"; done
    holds "set(fds) == {$wanted}"
}

selections_choose() {
    start_target tcp unix udp
    selects "--listening $(port_of listener)" listener
    selects "--listening $(port_of udp)" udp
    selects "--to 127.0.0.1:$(port_of listener)" client
    selects "--unix here.sock $PID" unix-listener unix-client unix-accepted
    selects "--unix unix:@skt-test-$PID" unix-named
    selects "$PID --state listen" listener unix-listener
    selects "$PID --state LISTEN --listening $(port_of listener)" listener
    selects "$PID:$(fd_of udp) $PID:$(fd_of client)" udp client
    selects "skt-target --to 127.0.0.1:$(port_of listener)" client
    selects --all listener client accepted unix-listener unix-client unix-accepted unix-named udp
}

what_is_not_there_is_said() {
    start_target udp
    expect 1 skt inspect "$PID:999"
    says last.err 'there is no such descriptor'
    expect 1 skt inspect "$PID:1"
    says last.err 'this is no socket'
    expect 1 skt inspect 999999999
    says last.err 'there is no such process'
    expect 1 skt inspect "$PID" --state close-wait
    says last.err 'there is no such socket'
    expect 1 inspect "$PID" --state close-wait
    holds 'sockets == []'
}

wrong_usage() {
    local pattern=$1
    shift
    expect 2 skt inspect "$@"
    says last.err "$pattern"
}

changes_are_shown() {
    start_target tcp
    expect 0 inspect --changed "$PID:$(fd_of client)"
    holds 'option(one, "TCP_NODELAY")["fresh"] is False and option(one, "TCP_KEEPIDLE")["fresh"] != "77s"'
    holds 'option(one, "TCP_KEEPCNT") is None and option(one, "SO_COOKIE") is None'
    expect 0 skt inspect --changed "$PID:$(fd_of client)"
    says last.out 'TCP_NODELAY +true \(fresh: false\)'
}

pattern_chooses_options() {
    start_target tcp
    expect 0 inspect -o 'tcp_keep*' "$PID:$(fd_of client)"
    holds '[o["name"] for o in one["options"]] == ["TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT"]'
    expect 0 inspect -o SKT_SO_?CVBUF "$PID:$(fd_of client)"
    holds '[o["name"] for o in one["options"]] == ["SO_RCVBUF"]'
    expect 0 skt inspect -o tcp_info "$PID:$(fd_of client)"
    says last.out ' snd_cwnd '
    ! grep -q SO_RCVBUF last.out || fail "it shows other options too"
}

text_and_json_agree() {
    start_target tcp unix
    expect 0 skt inspect "$PID:$(fd_of client)"
    says last.out "^tcp $(address_of client) -> $(address_of listener)  ESTABLISHED$"
    says last.out "^  skt-target pid $PID fd $(fd_of client) uid $(id -u)$"
    says last.out '^  IPPROTO_TCP$'
    says last.out ' TCP_KEEPIDLE +77s'
    says last.out ' sent +5 B'
    expect 0 skt inspect "$PID:$(fd_of unix-client)"
    says last.out '^unix stream - -> unix:here.sock  ESTABLISHED$'
}

# What reads the error, or the SYN, of a socket takes it.
errors_stay() {
    start_target bare
    skip_without_strace
    expect 0 timeout 100 "${STRACE[@]}" -f -e trace=getsockopt,ioctl "${SKT[@]}" inspect "$PID"
    ! grep -E 'SO_ERROR|TCP_SAVED_SYN|SIOCGSTAMP|SO_PEERPIDFD|PACKET_STATISTICS' trace || fail "it reads what reading takes away"
    ! grep -E 'MD5|FASTOPEN_KEY|TLS_[TR]X,|AO_GET_KEYS' trace || fail "it reads keys"
    grep -q TCP_NODELAY trace || fail "strace saw nothing"
}

# Signals that come while a copy is held wait until it is closed.
copies_are_closed_at_once() {
    start_target tcp
    skip_without_strace
    expect 0 timeout 100 "${STRACE[@]}" -f -e trace=pidfd_getfd,close,rt_sigprocmask "${SKT[@]}" inspect "$PID"
    python3 - trace <<'PYTHON' || fail "a copy is not closed, or signals are not blocked meanwhile: $(cat trace)"
import re, sys
held, blocked, copies = set(), False, 0
for line in open(sys.argv[1]):
    if "rt_sigprocmask(SIG_SETMASK, ~[" in line:
        blocked = True
    elif "rt_sigprocmask(SIG_SETMASK" in line:
        assert not held
        blocked = False
    match = re.search(r"pidfd_getfd\(.*= (\d+)$", line)
    if match:
        assert blocked and not held
        held.add(match[1])
        copies += 1
    match = re.search(r"close\((\d+)\) += 0", line)
    if match:
        held.discard(match[1])
assert copies == 3 and not held
PYTHON
}

# What takes longer than a copy may be held is read from several.
slow_reading_takes_several_copies() {
    start_target tcp
    skip_without_strace
    expect 0 inspect "$PID:$(fd_of client)"
    cp last.out fast.out
    expect 0 timeout 100 "${STRACE[@]}" -f -e trace=pidfd_getfd,getsockopt -e inject=getsockopt:delay_enter=3000 \
        "${SKT[@]}" inspect --json "$PID:$(fd_of client)"
    [ "$(grep -c pidfd_getfd trace)" -gt 1 ] || fail "it held one copy all the time"
    python3 -c '
import json
names = [[o["name"] for o in json.load(open(name))["sockets"][0]["options"]] for name in ("fast.out", "last.out")]
assert names[0] == names[1], names' || fail "some options are missing"
}

# The peer sees the end of the connection although somebody watches the socket all the time.
watching_does_not_keep_connections_open() {
    local tries
    start_target tcp
    skt inspect --watch --interval 1ms --json "$PID" >watch.out 2>watch.err &
    until_true test -s watch.out
    echo "close client" >&9
    until_true grep -q closed target.out
    for ((tries = 0; tries < 1000; tries++)); do
        expect 0 inspect "$PID:$(fd_of accepted)"
        if grep -q '"CLOSE_WAIT"' last.out; then break; fi
        sleep 0.01
    done
    holds 'one["state"] == "CLOSE_WAIT"'
    kill %2 2>/dev/null
}

marks_what_changed() {
    start_target tcp
    skt inspect --watch --interval 20ms "$PID:$(fd_of accepted)" >watch.out 2>watch.err &
    until_true grep -qs ESTABLISHED watch.out
    echo "close client" >&9
    until_true grep -q '[*]CLOSE_WAIT' watch.out
    echo "close accepted" >&9
    wait $! || true
    says watch.err 'there is no such descriptor'
}

watching_is_lines_of_json() {
    local status=0
    start_target udp
    skt inspect --watch --interval 1ms --json "$PID" 2>watch.err | head -n 20 >watch.out || status=$?
    [ "$(wc -l <watch.out)" = 20 ] || fail "there are $(wc -l <watch.out) lines, not 20"
    python3 -c 'import json, sys
for line in sys.stdin: assert json.loads(line)["schema"] == "skt.inspect/1"' <watch.out || fail "a line is not JSON"
}

interrupt_ends_watching() {
    local status=0
    start_target udp
    python3 - "${SKT[@]}" inspect --watch "$PID" >watch.out 2>watch.err <<'PYTHON' || status=$?
import signal, subprocess, sys
tool = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)
tool.stdout.readline()
tool.send_signal(signal.SIGINT)
tool.stdout.read()
sys.exit(tool.wait())
PYTHON
    [ $status = 130 ] || fail "status $status, not 130"
}

agrees_with_ss() {
    command -v ss >/dev/null || skip "there is no ss(8)"
    start_target tcp udp
    expect 0 python3 "$HERE/agree.py" "$PID" "${SKT[@]}"
    says last.out '^[0-9]{2,} values of 4 sockets agree'
}

json_is_as_described() {
    start_target tcp unix udp bare netlink mptcp
    expect 0 inspect --changed "$PID"
    cp last.out changed.out
    expect 1 inspect "$PID" 999999999
    cp last.out all.out
    expect 0 skt set --json "$PID:$(fd_of client)" TCP_NODELAY=on
    cp last.out set.out
    expect 1 skt set --json "$PID:$(fd_of client)" SO_REUSEADDR=on
    cp last.out refused.out
    expect 0 python3 "$HERE/schema.py" "$HERE/../../docs/json.md" changed.out all.out set.out refused.out
}

owners_are_all_told() {
    start_target shared
    expect 0 inspect "$PID"
    holds 'len(one["owners"]) == 2 and len({o["pid"] for o in one["owners"]}) == 2'
}

# A thousand looks at a server that is busy: all bytes come back, and neither process has more descriptors than before.
busy_server_loses_nothing() {
    start_target echo
    python3 - "$(port_of listener)" "$PID" "${SKT[@]}" 2>busy.err <<'PYTHON' || fail "bytes or descriptors are lost"
import hashlib, os, socket, subprocess, sys, threading
port, pid, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
count = lambda pid: len(os.listdir("/proc/%s/fd" % pid))
s = socket.create_connection(("127.0.0.1", port))
s.sendall(b"x")
assert s.recv(1) == b"x"
before = count(pid)
tool = subprocess.Popen(command + ["inspect", "--watch", "--interval", "1ms", "--json", pid], stdout=subprocess.PIPE)
tool.stdout.readline()
idle = count(tool.pid)
sent, came, done = hashlib.sha256(), hashlib.sha256(), threading.Event()
def send():
    while not done.is_set():
        data = os.urandom(50000)
        sent.update(data)
        s.sendall(data)
    s.shutdown(socket.SHUT_WR)
def recv():
    while data := s.recv(65536):
        came.update(data)
threads = [threading.Thread(target=run) for run in (send, recv)]
for t in threads: t.start()
for _ in range(1000):
    assert b'"ESTABLISHED"' in tool.stdout.readline()
done.set()
for t in threads: t.join(60)
assert came.digest() == sent.digest()
tool.send_signal(19)  # SIGSTOP: it holds no copy unless it is looking, for which there are many tries
tries = [0]
while True:
    held = count(tool.pid)
    if held <= idle: break
    tries[0] += 1
    assert tries[0] < 100, (held, idle)
    tool.send_signal(18)
    tool.stdout.readline()
    tool.send_signal(19)
tool.kill()
tool.wait()
assert count(pid) in (before, before - 1)
PYTHON
}

it "the options are those that were set" options_are_those_that_were_set
it "queues are told" queues_are_told
it "the peers of Unix sockets are known" unix_peers_are_known
it "sockets of other kinds are known by their descriptors" others_are_known_by_their_descriptors
it "selections choose the sockets that they are about" selections_choose
it "what is not there is said" what_is_not_there_is_said
it "nothing to look at is wrong usage" wrong_usage 'lacks what to look at'
it "a word that is no target is wrong usage" wrong_usage 'is not PID:FD' 12:x
it "an unknown state is wrong usage" wrong_usage 'no state frob' --state frob
it "an unknown port is wrong usage" wrong_usage 'is no port' --listening 65536
it "what differs from a fresh socket is shown" changes_are_shown
it "a pattern chooses options" pattern_chooses_options
it "the text says what the JSON says" text_and_json_agree
it "what reading takes away is not read" errors_stay
it "a copy is closed at once, with signals blocked meanwhile" copies_are_closed_at_once
it "slow reading takes several copies" slow_reading_takes_several_copies
it "watching a socket does not keep its connection open" watching_does_not_keep_connections_open
it "watching marks what changed" marks_what_changed
it "watching as JSON is a line each time" watching_is_lines_of_json
it "an interrupt ends watching" interrupt_ends_watching
it "the JSON is as docs/json.md describes it" json_is_as_described
it "all owners of a socket are told" owners_are_all_told
it "the values are those of ss" agrees_with_ss
it "a busy server loses nothing in a thousand looks" busy_server_loses_nothing
finish
