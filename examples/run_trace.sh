#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# run_trace.sh TRACE_ROUTE: over one hop on loopback, and over a router in a network of its own where that is permitted.
set -euo pipefail
trace=$1

# near (10.7.1.2) - router (10.7.1.1, 10.7.2.1) - far (10.7.2.2), each in a namespace below that of this script.
route() {
    ip link set lo up
    ip netns add "$1-router" && ip netns add "$1-far"
    ip link add near type veth peer name left netns "$1-router"
    ip -n "$1-router" link add right type veth peer name far netns "$1-far"
    ip addr add 10.7.1.2/24 dev near && ip link set near up
    ip -n "$1-router" addr add 10.7.1.1/24 dev left && ip -n "$1-router" link set left up
    ip -n "$1-router" addr add 10.7.2.1/24 dev right && ip -n "$1-router" link set right up
    ip -n "$1-far" addr add 10.7.2.2/24 dev far && ip -n "$1-far" link set far up
    ip route add default via 10.7.1.1 && ip -n "$1-far" route add default via 10.7.2.1
    ip netns exec "$1-router" sysctl -qw net.ipv4.ip_forward=1
}
if [ "${2-}" = inside ]; then
    mount -t tmpfs none /run/netns
    route skt
    "$trace" 10.7.2.2 | tee /dev/stderr | grep -qE '^ 2  10.7.2.2  .*ECONNREFUSED'
    exit
fi
addresses=(127.0.0.1)
! grep -q ' lo$' /proc/net/if_inet6 2>/dev/null || addresses+=(::1)
for address in "${addresses[@]}"; do
    "$trace" "$address" | grep -E "^ 1  $address  .*ECONNREFUSED"
done
if ! unshare -n -m true 2>/dev/null || ! command -v ip >/dev/null || ! mkdir -p /run/netns 2>/dev/null; then
    echo "SKIP over a router: no network namespace of its own, or no ip(8)"
    exit
fi
unshare -n -m "$0" "$trace" inside
