#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# skt trace through routers of which it is known what they do.
# shellcheck source=tests/cli/chain.sh
. "$(dirname "$0")/chain.sh"

# The addresses of a family: of the host, and of the routers' sides where packets come in; the types of ICMP.
use() {
    case $1 in
    4) HOST=10.3.0.2 NEAR=10.1.0.2 FAR=10.2.0.2 EXCEEDED=11 IP=ip PORT_ICMP='(3, 3)' ;;
    6) HOST=fd03::2 NEAR=fd01::2 FAR=fd02::2 EXCEEDED=3 IP=ip6 PORT_ICMP='(1, 4)' ;;
    esac
    forget
}

# trace STATUS ARGUMENT...: the long wait is for a busy machine.
trace() {
    expect "$1" skt_in client trace --json --wait 10s "${@:2}"
}

# by_hop KEY: what the probes say, hop by hop.
by_hop() {
    echo '[[p.get("'"$1"'") for p in h["probes"]] for h in all["hops"]]'
}

by_udp() {
    use "$1"
    trace 0 "$HOST"
    holds 'all["schema"] == "skt.trace/1" and all["protocol"] == "udp" and all["reached"]' \
        "$(by_hop address) == [['$NEAR'] * 3, ['$FAR'] * 3, ['$HOST'] * 3]" \
        "$(by_hop answer) == [['router'] * 3, ['router'] * 3, ['reached'] * 3]" \
        "[(p['icmp_type'], p['icmp_code']) for h in all['hops'] for p in h['probes']] ==
            [($EXCEEDED, 0)] * 6 + [$PORT_ICMP] * 3" \
        'not [p for h in all["hops"] for p in h["probes"] if p["rtt_ns"] <= 0]'
    expect 0 skt_in client trace "$HOST"
    says last.out "^  1  $NEAR  [0-9.]+ ms  [0-9.]+ ms  [0-9.]+ ms$"
    says last.out "^  3  $HOST  .* ms  \(port unreachable\)$"
}

by_tcp() {
    use "$1"
    trace 0 --tcp "$HOST"
    holds 'all["protocol"] == "tcp" and all["to"].endswith(":80")' \
        "$(by_hop address) == [['$NEAR'] * 3, ['$FAR'] * 3, ['$HOST'] * 3]" \
        "$(by_hop answer) == [['router'] * 3, ['router'] * 3, ['reached'] * 3]" \
        "$(by_hop error)[2] == ['ECONNREFUSED'] * 3"
}

# start_listener: of TCP and UDP at one port of the host, which answers; sets PORT.
start_listener() {
    : >listener.out
    timeout 100 ip netns exec server "$PYTHON" - >listener.out 2>listener.err <<'PYTHON' &
import selectors, socket
tcp = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
udp = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
udp.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
udp.bind(("::", tcp.getsockname()[1]))
print(tcp.getsockname()[1], flush=True)
while True:
    data, peer = udp.recvfrom(100)
    udp.sendto(b"yes", peer)
PYTHON
    until_true has_line listener.out $!
    PORT=$(cat listener.out)
}

listening_host() {
    use "$1"
    start_listener
    trace 0 --tcp --port "$PORT" "$HOST"
    holds "$(by_hop answer)[2] == ['reached'] * 3" "$(by_hop error)[2] == [None] * 3"
    trace 0 --port "$PORT" "$HOST"
    holds "$(by_hop answer)[2] == ['reached'] * 3" "$(by_hop error)[2] == [None] * 3" \
        "$(by_hop address)[2] == ['$HOST'] * 3"
    expect 0 skt_in client trace --tcp --port "$PORT" "$HOST"
    says last.out 'ms  \(port open\)$'
}

# source_port FAMILY PROTOCOL FLAG...: nothing comes from another port.
source_port() {
    use "$1"
    rules server "counter right { }
counter wrong { }
chain input {
type filter hook input priority 0; policy accept;
$2 dport >= 30000 $2 sport 5000 counter name right
$2 dport >= 30000 $2 sport != 5000 counter name wrong
}"
    trace 0 --source-port 5000 "${@:3}" "$HOST"
    holds "$(by_hop address) == [['$NEAR'] * 3, ['$FAR'] * 3, ['$HOST'] * 3]"
    (($(counted server right) >= 3 && $(counted server wrong) == 0)) ||
        fail "$(counted server right) came from the port, $(counted server wrong) from others"
}

source_address() {
    use "$1"
    case $1 in
    4) OTHER=10.1.0.9 ALL=24 ;;
    6) OTHER=fd01::9 ALL=64 ;;
    esac
    in_host client ip addr replace "$OTHER/$ALL" dev near
    rules server "counter right { }
chain input {
type filter hook input priority 0; policy accept;
$IP saddr $OTHER udp dport >= 30000 counter name right
}"
    trace 0 --source "$OTHER" "$HOST"
    [ "$(counted server right)" -ge 3 ] || fail "$(counted server right) came from there"
}

silent_router() {
    use "$1"
    rules near 'chain output {
type filter hook output priority 0; policy accept;
icmp type time-exceeded drop
icmpv6 type time-exceeded drop
}'
    trace 0 --wait 1s "$HOST"
    holds "$(by_hop answer) == [['none'] * 3, ['router'] * 3, ['reached'] * 3]"
    expect 0 skt_in client trace "$HOST"
    says last.out '^  1  \*  \*  \*$'
}

# prohibited FAMILY ERROR ICMP FLAG...
prohibited() {
    use "$1"
    forward near "$IP daddr $HOST meta l4proto { tcp, udp } reject with icmpx admin-prohibited"
    trace 3 "${@:4}" "$HOST"
    holds 'not all["reached"] and len(all["hops"]) == 2' "$(by_hop answer) == [['router'] * 3, ['refused'] * 3]" \
        "$(by_hop address) == [['$NEAR'] * 3] * 2" "$(by_hop error)[1] == ['$2'] * 3" \
        "[(p['icmp_type'], p['icmp_code']) for p in all['hops'][1]['probes']] == [$3] * 3"
}

# unreachable FAMILY ICMP: the far router has no way there.
unreachable() {
    use "$1"
    case $1 in 4) NOWHERE=10.3.0.99 ;; 6) NOWHERE=fd03::99 ;; esac
    in_host far ip route replace unreachable "$NOWHERE"
    trace 3 "$NOWHERE"
    holds "$(by_hop answer) == [['router'] * 3, ['refused'] * 3]" "$(by_hop address) == [['$NEAR'] * 3, ['$FAR'] * 3]" \
        "[(p['icmp_type'], p['icmp_code']) for p in all['hops'][1]['probes']] == [$2] * 3"
}

few_hops() {
    use "$1"
    trace 3 --max-hops 2 --probes 1 "$HOST"
    holds 'not all["reached"]' "$(by_hop address) == [['$NEAR'], ['$FAR']]"
}

report() {
    use "$1"
    trace 0 --report --rounds 5 --interval 1ms "${@:2}" "$HOST"
    holds '[l["rounds"] for l in lines] == [1, 2, 3, 4, 5]' \
        '[(h["sent"], h["answered"]) for h in lines[4]["hops"]] == [(5, 5)] * 3' \
        "[h['addresses'] for h in lines[4]['hops']] == [['$NEAR'], ['$FAR'], ['$HOST']]" \
        'not [h for h in lines[4]["hops"] if not 0 < h["min_ns"] <= h["mean_ns"] <= h["max_ns"]]'
}

report_of_loss() {
    use "$1"
    rules near 'chain output {
type filter hook output priority 0; policy accept;
icmp type time-exceeded numgen inc mod 2 0 drop
icmpv6 type time-exceeded numgen inc mod 2 0 drop
}'
    expect 0 skt_in client trace --report --rounds 4 --interval 1ms "$HOST"
    says last.out "^  1  50.0%      4 .*  $NEAR$"
    says last.out "^  3   0.0%      4 .*  $HOST$"
}

report_goes_on() {
    use 4
    : >going.out
    timeout 100 ip netns exec client "${SKT[@]}" trace --report --rounds 0 --interval 1ms --json "$HOST" \
        >going.out 2>going.err &
    until_true has_lines going.out 3
    kill -INT $!
    wait $! || status=$?
    [ "${status-0}" = 130 ] || fail "its status is ${status-0}"
    head -n 3 going.out >last.out
    holds '[l["rounds"] for l in lines] == [1, 2, 3]'
}

has_lines() {
    [ "$(wc -l <"$1")" -ge "$2" ]
}

names() {
    use 4
    printf '%s near.test\n%s host.test\n' "$NEAR" "$HOST" >hosts
    mount --bind hosts /etc/hosts 2>mount.err || skip "$(cat mount.err)"
    expect 0 skt_in client trace --names --json host.test
    cp last.out names.out
    expect 0 skt_in client trace host.test
    umount /etc/hosts
    says last.out "^  1  $NEAR  "
    cp names.out last.out
    holds "$(by_hop name) == [['near.test'] * 3, [None] * 3, ['host.test'] * 3]"
}

without_privilege() {
    use "$1"
    expect 0 in_host client setpriv --reuid 65534 --regid 65534 --clear-groups --bounding-set=-all true
    expect 0 in_host client setpriv --reuid 65534 --regid 65534 --clear-groups --bounding-set=-all \
        timeout 100 "${SKT[@]}" trace --json "${@:2}" "$HOST"
    holds "$(by_hop address) == [['$NEAR'] * 3, ['$FAR'] * 3, ['$HOST'] * 3]"
}

no_way() {
    use 4
    expect 1 skt_in client trace 203.0.113.1
    says last.err '203.0.113.1:33434: ENETUNREACH'
}

is_described() {
    use 4
    trace 0 "$HOST"
    mv last.out once.out
    trace 0 --report --rounds 1 "$HOST"
    mv last.out report.out
    expect 0 "$PYTHON" "$HERE/schema.py" "$HERE/../../docs/json.md" once.out report.out
}

wrong_usage() {
    local words
    for words in '' '10.3.0.2:80' '[::1]' '--port 0 h' '--port 65536 h' '--max-hops 256 h' '--probes 17 h' '--rounds 3 h' \
        '--ipv4 --ipv6 h' '--ipv6 10.3.0.2' '--wait forever h' '--source fd01::1 10.3.0.2' '-o nonsense h' 'h h'; do
        # shellcheck disable=SC2086 # words
        expect 2 skt_in client trace $words
    done
}

for f in 4 6; do
    it "each hop answers UDP, IPv$f" by_udp $f
    it "each hop answers TCP, IPv$f" by_tcp $f
    it "a host that listens is reached, IPv$f" listening_host $f
    it "UDP to ports that differ comes from one source port, IPv$f" source_port $f udp
    it "UDP to one port comes from one source port, IPv$f" source_port $f udp --port 30000
    it "TCP comes from one source port, IPv$f" source_port $f tcp --tcp --port 30000
    it "it comes from the source address, IPv$f" source_address $f
    it "a router that does not answer is one of the hops, IPv$f" silent_router $f
    it "the most hops are kept, IPv$f" few_hops $f
    it "a report counts its rounds, IPv$f" report $f
    it "a report counts its rounds over TCP, IPv$f" report $f --tcp
    it "a report counts what is lost, IPv$f" report_of_loss $f
done
it "a router that prohibits UDP ends the trace, IPv4" prohibited 4 EHOSTUNREACH '(3, 13)'
it "a router that prohibits UDP ends the trace, IPv6" prohibited 6 EACCES '(1, 1)'
it "a router that prohibits TCP ends the trace, IPv4" prohibited 4 EHOSTUNREACH '(3, 13)' --tcp
it "a router that prohibits TCP ends the trace, IPv6" prohibited 6 EACCES '(1, 1)' --tcp
it "a router that knows no way ends the trace, IPv4" unreachable 4 '(3, 1)'
it "a router that knows no way ends the trace, IPv6" unreachable 6 '(1, 0)'
it "a report goes on until an interrupt" report_goes_on
it "names are asked for on request alone" names
if [ "$(sed -n 1p /proc/self/uid_map | tr -s ' ')" = " 0 0 4294967295" ] && command -v setpriv >/dev/null; then
    it "it needs no privilege over UDP" without_privilege 4
    it "it needs no privilege over TCP" without_privilege 6 --tcp
else
    echo "SKIP: no other user is there who has no privilege"
fi
it "a host to which there is no way is an error of this machine" no_way
it "the JSON is what docs/json.md says" is_described
it "wrong usage is refused" wrong_usage
finish
