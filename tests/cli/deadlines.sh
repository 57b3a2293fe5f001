#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# --timeout covers all of connecting: the resolver, and all addresses of the host.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"
! on_windows || exec echo "SKIP: the resolver and the network are made with Linux's namespaces"

SMALL="$FOLDER/small"
random_file "$SMALL" 100000

# with_silent_resolver COMMAND...: in a network and with files of its own, in which the resolver takes questions and says
# nothing.
with_silent_resolver() {
    unshare -rnm true 2>/dev/null || skip "there are no namespaces here"
    command -v ip >/dev/null || skip "there is no ip(8)"
    printf 'nameserver 127.0.0.1\noptions timeout:30 attempts:3\n' >resolv.conf
    echo 'hosts: files dns' >nsswitch.conf
    # shellcheck disable=SC2016 # for the other shell
    unshare -rnm sh -c 'ip link set lo up
mount --bind resolv.conf /etc/resolv.conf && mount --bind nsswitch.conf /etc/nsswitch.conf || exit 77
python3 -c "
import socket, subprocess, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((\"127.0.0.1\", 53))
sys.exit(subprocess.run(sys.argv[1:]).returncode)" "$@"' sh "$@"
}

resolver_has_the_timeout() {
    local status=0
    with_silent_resolver timeout 20 "${SKT[@]}" "$@" >last.out 2>last.err || status=$?
    [ $status != 77 ] || skip "nothing can be mounted here"
    [ $status = 4 ] || fail "status $status, not 4"
    says last.err 'nobody.example:4000: .*ETIMEDOUT'
}

resolver_is_interrupted() {
    local status=0
    with_silent_resolver timeout 20 python3 -c '
import signal, subprocess, sys, time
tool = subprocess.Popen(sys.argv[1:])
# Waits until the process has a second thread, which runs the resolver.
import os
while len(os.listdir("/proc/%d/task" % tool.pid)) < 2: time.sleep(0.01)
tool.send_signal(signal.SIGINT)
sys.exit(tool.wait())' "${SKT[@]}" send -t forever "$SMALL" nobody.example:4000 >last.out 2>last.err || status=$?
    [ $status != 77 ] || skip "nothing can be mounted here"
    [ $status = 130 ] || fail "status $status, not 130"
}

# sends_to_two RECEIVER TIMEOUT: to a host with two addresses, of which the first has no room for a connection. At the
# other one a receiver listens if RECEIVER is yes, else it has no room either. SENT is the sender's status.
sends_to_two() {
    local status=0
    unshare -rnm true 2>/dev/null || skip "there are no namespaces here"
    command -v ip >/dev/null || skip "there is no ip(8)"
    printf '127.0.0.1 both.example\n127.0.0.2 both.example\n' >hosts
    echo 'hosts: files' >nsswitch.conf
    # shellcheck disable=SC2016 # for the other shell
    unshare -rnm sh -c 'ip link set lo up
mount --bind hosts /etc/hosts && mount --bind nsswitch.conf /etc/nsswitch.conf || exit 77
exec "$@"' sh python3 -c '
import socket, subprocess, sys
def full(address):
    s = socket.socket()
    s.bind(address)
    s.listen(0)
    for i in range(50):
        c = socket.socket()
        c.settimeout(0.2)
        try: c.connect(s.getsockname())
        except OSError: return s
        kept.append(c)
    sys.exit(77)
kept = []
first, second = [a[4][0] for a in socket.getaddrinfo("both.example", 1, 0, socket.SOCK_STREAM)]
kept.append(full((first, 0)))
port = kept[-1].getsockname()[1]
tool = sys.argv[4:]
if sys.argv[1] == "yes":
    receiver = subprocess.Popen(tool + ["recv", "-o", "got", "%s:%d" % (second, port)], stdout=subprocess.PIPE)
    receiver.stdout.readline()
else:
    kept.append(full((second, port)))
sys.exit(subprocess.run(["timeout", "20"] + tool + ["send", "-t", sys.argv[2], sys.argv[3], "both.example:%d" % port]).returncode)
' "$1" "$2" "$SMALL" "${SKT[@]}" >last.out 2>last.err || status=$?
    [ $status != 77 ] || skip "this cannot be set up here"
    SENT=$status
}

dead_first_address_costs_a_moment() {
    sends_to_two yes 60s
    [ "$SENT" = 0 ] || fail "status $SENT, not 0"
    same "$SMALL" got
}

dead_addresses_are_given_up() {
    sends_to_two no 1s
    [ "$SENT" = 4 ] || fail "status $SENT, not 4"
    says last.err 'ETIMEDOUT'
}

it "a resolver that does not answer a sender has the timeout" resolver_has_the_timeout send -t 1s "$SMALL" nobody.example:4000
it "a resolver that does not answer a receiver has the timeout" resolver_has_the_timeout recv -t 1s nobody.example:4000
it "an interrupt ends the wait for a resolver" resolver_is_interrupted
it "an address that does not answer costs a moment" dead_first_address_costs_a_moment
it "addresses none of which answers are given up" dead_addresses_are_given_up
finish
