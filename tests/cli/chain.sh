#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Shared code for tests of network paths, on top of frame.sh: network namespaces in which `near` and `far` are routers.
#
#     client          near                    far                     server
#     10.1.0.1 -- 10.1.0.2  10.2.0.1 -- 10.2.0.2  10.3.0.1 -- 10.3.0.2
#     fd01::1  -- fd01::2   fd02::1  -- fd02::2   fd03::1  -- fd03::2
#
# They have no route to other networks, and disappear when the script ends.
if [ "${SKT_CHAIN-}" = "" ]; then
    [ "$(uname)" = Linux ] && [[ ${*: -1} != *.exe ]] || exec echo "SKIP: networks of a test's own are Linux'"
    for program in ip nft unshare python3; do
        command -v $program >/dev/null || PATH=$PATH:/usr/sbin:/sbin
        command -v $program >/dev/null || exec echo "SKIP: $program is not installed"
    done
    private=(unshare --net --mount)
    [ "$(id -u)" = 0 ] || private=(unshare --user --map-root-user --net --mount)
    "${private[@]}" true 2>/dev/null || exec echo "SKIP: no network namespace of its own may be made here"
    SKT_CHAIN=1 exec "${private[@]}" bash "$0" "$@"
fi
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"
# shellcheck source=tests/cli/holds.sh
. "$HERE/holds.sh"

# in_host HOST COMMAND...
in_host() {
    ip netns exec "$@"
}

# skt_in HOST ARGUMENT...
skt_in() {
    timeout --foreground 100 ip netns exec "$1" "${SKT[@]}" "${@:2}"
}

# link ONE OTHER NUMBER
link() {
    ip link add "$2" netns "$1" type veth peer name "$1" netns "$2"
    address "$1" "$2" "$3" 1
    address "$2" "$1" "$3" 2
}

# address HOST DEVICE NUMBER HOST-NUMBER
address() {
    in_host "$1" ip link set "$2" up
    in_host "$1" ip addr add "10.$3.0.$4/24" dev "$2"
    in_host "$1" ip addr add "fd0$3::$4/64" dev "$2" nodad
}

# route HOST NUMBER GATEWAY-NUMBER GATEWAY-HOST: routes network NUMBER through that gateway.
route() {
    in_host "$1" ip route add "10.$2.0.0/24" via "10.$3.0.$4"
    in_host "$1" ip route add "fd0$2::/64" via "fd0$3::$4"
}

# Lays the network, in a mount of its own, so that its names are nobody else's. ICMP has no limit of its rate.
lay_chain() {
    mount -t tmpfs none /run && mkdir -p /run/netns || return
    for host in client near far server; do
        ip netns add $host || return
        in_host $host ip link set lo up
        # shellcheck disable=SC2016 # for the shell there
        in_host $host sh -c 'cd /proc/sys/net && echo 1 >ipv4/ip_forward && echo 1 >ipv6/conf/all/forwarding &&
            echo 0 >ipv6/conf/all/accept_dad && echo 0 >ipv6/conf/default/accept_dad &&
            echo 0 >ipv4/icmp_ratelimit && echo 0 >ipv6/icmp/ratelimit &&
            for limit in ipv4/icmp_msgs_per_sec ipv4/icmp_msgs_burst; do if [ -e $limit ]; then echo 100000 >$limit; fi; done' || return
    done
    link client near 1 && link near far 2 && link far server 3 || return
    route client 2 1 2 && route client 3 1 2 && route near 3 2 2 &&
        route far 1 2 1 && route server 1 3 1 && route server 2 3 1
}
said=$(lay_chain 2>&1) || { echo "SKIP: the network cannot be laid: $said"; exit 0; }

# A new device drops packets until its queue is set up.
reaches() {
    in_host client "$PYTHON" - "$1" <<'PYTHON'
import socket, sys
s = socket.socket(socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET, socket.SOCK_DGRAM)
s.connect((sys.argv[1], 9))
s.settimeout(0.1)
try:
    s.send(b"")
    s.recv(1)
except ConnectionRefusedError:
    sys.exit(0)
except OSError:
    pass
sys.exit(1)
PYTHON
}
until_true reaches 10.3.0.2
until_true reaches fd03::2

# rules HOST [TEXT]: replaces the nft table "test" of a host.
rules() {
    local text="table inet test
delete table inet test"
    [ $# = 1 ] || text+="
table inet test {
$2
}"
    in_host "$1" nft -f - <<<"$text" || fail "nft refuses: $text"
}

# forward HOST RULE...: sets rules for packets that the host forwards.
forward() {
    local host=$1 rule all=""
    shift
    for rule in "$@"; do all+=$'\n'$rule; done
    rules "$host" "chain forward {
type filter hook forward priority -150; policy accept;$all
}"
}

# forget: removes all rules and MTUs, and clears what the hosts have cached of them.
forget() {
    local host
    for host in client near far server; do
        in_host $host sh -c 'nft -f - && ip route flush cache && ip -6 route flush cache' \
            <<<$'table inet test\ndelete table inet test' || fail "$host does not forget"
    done
    link_mtu 1500
    there_mtu ''
    back_mtu ''
}

# link_mtu BYTES: of the link between the routers.
link_mtu() {
    in_host near ip link set far mtu "$1"
    in_host far ip link set near mtu "$1"
}

# there_mtu BYTES, back_mtu BYTES: the largest packet that a router passes on in this direction; '': that of the link.
there_mtu() {
    in_host near sh -c "ip route replace 10.3.0.0/24 via 10.2.0.2 ${1:+mtu lock $1}
        ip -6 route replace fd03::/64 via fd02::2 ${1:+mtu lock $1}"
}

back_mtu() {
    in_host far sh -c "ip route replace 10.1.0.0/24 via 10.2.0.1 ${1:+mtu lock $1}
        ip -6 route replace fd01::/64 via fd02::1 ${1:+mtu lock $1}"
}

# counted HOST NAME: prints the packets of this counter.
counted() {
    in_host "$1" nft list counter inet test "$2" | sed -n 's/.*packets \([0-9]*\) bytes.*/\1/p'
}

# serve ADDRESS: skt udp --serve at the server; sets AT and SERVER.
serve() {
    : >serve.err
    timeout 100 ip netns exec server "${SKT[@]}" udp --serve "$1" >/dev/null 2>serve.err &
    SERVER=$!
    until_true has_line serve.err "$SERVER"
    AT=$(sed -n 's/^listening on //p' serve.err | head -n 1)
    [ -n "$AT" ] || fail "the server does not listen"
}
