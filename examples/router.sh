# shellcheck shell=bash
# To be sourced with a script's arguments: runs the script again in a network namespace with a router between two hosts:
#
#     near (10.7.1.2, the script) - router (10.7.1.1, 10.7.2.1) - far (10.7.2.2)
#
# at HOST COMMAND... runs a command at one of them. If the system does not permit such a network, the script is skipped.
if [ -z "${SKT_OWN_NETWORK-}" ]; then
    if ! unshare -rnm true 2>/dev/null || ! command -v ip >/dev/null; then
        echo "SKIP a network with a router: there are no namespaces, or no ip(8)"
        exit 77
    fi
    SKT_OWN_NETWORK=1 exec unshare -rnm bash "$0" "$@"
fi

at() {
    local host=$1
    shift
    nsenter --net="/run/netns/$host" "$@"
}

mount -t tmpfs tmpfs /run
ip link set lo up
ip netns add router && ip netns add far
ip link add near type veth peer name left netns router
ip -n router link add right type veth peer name far netns far
ip addr add 10.7.1.2/24 dev near && ip link set near up
ip -n router addr add 10.7.1.1/24 dev left && ip -n router link set left up
ip -n router addr add 10.7.2.1/24 dev right && ip -n router link set right up
ip -n far addr add 10.7.2.2/24 dev far && ip -n far link set far up
ip route add default via 10.7.1.1 && ip -n far route add default via 10.7.2.1
at router sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
