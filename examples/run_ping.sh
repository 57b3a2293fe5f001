#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# run_ping.sh PING [RUNNER...]: pings this host over IPv4 and IPv6, in a network namespace of its own, in which
# net.ipv4.ping_group_range can be set so that ping needs no privilege.
set -euo pipefail
ping=("${@:2}" "$1")
if [ -z "${SKT_OWN_NETWORK-}" ] && [[ $1 != *.exe ]] && unshare -rn true 2>/dev/null && command -v ip >/dev/null; then
    SKT_OWN_NETWORK=1 exec unshare -rn bash "$0" "$@"
fi
[ -z "${SKT_OWN_NETWORK-}" ] || ip link set lo up

# pings KIND COMMAND...: pings this host and checks the kind of socket that was used; * is any.
pings() {
    local kind=$1 address said
    shift
    for address in 127.0.0.1 ::1; do
        if said=$("$@" "$address" 2 2>&1 | tr -d '\r'); then
            printf '%s\n' "$said"
            # shellcheck disable=SC2053 # the right side is a pattern
            [[ $(head -n 1 <<<"$said") = by\ a\ $kind\ socket ]]
            [ "$(grep -c "^[12]: $address  " <<<"$said")" = 2 ]
            count=$((count + 1))
            continue
        fi
        case $said in
        *EACCES | *EPERM | *EAFNOSUPPORT | *EPROTONOSUPPORT | *ENETUNREACH | *EADDRNOTAVAIL)
            echo "SKIP $address: $said" ;;
        *) echo "$address: $said" && exit 1 ;;
        esac
    done
}
count=0
pings '*' "${ping[@]}"
if [ -n "${SKT_OWN_NETWORK-}" ] && command -v setpriv >/dev/null &&
    echo '0 0' >/proc/sys/net/ipv4/ping_group_range; then
    pings datagram setpriv --bounding-set=-net_raw --inh-caps=-net_raw "${ping[@]}"
else
    echo "SKIP the kind without a privilege: no network namespace, or no setpriv(1)"
fi
[ $count -gt 0 ] || { echo "SKIP: no socket for echoes" && exit 77; }
