#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# run_mdns.sh MDNS_QUERY [RUNNER...]: two links lead to another network namespace, in which a responder answers on each with
# a different address.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ -z "${SKT_OWN_NETWORK-}" ]; then
    if ! unshare -rn true 2>/dev/null || ! command -v ip >/dev/null || ! command -v python3 >/dev/null; then
        echo "SKIP: there are no namespaces, no ip(8) or no python3"
        exit 77
    fi
    SKT_OWN_NETWORK=1 exec unshare -rn bash "$0" "$@"
fi

# The namespace of the responders. They log what happens and run until they are killed.
far() {
    echo made
    read -r
    exec python3 "$1" printer.local 10.7.1.2 10.7.2.2 2>&1
}
export -f far
coproc FAR { exec unshare -n bash -c "far '$here/mdns_peer.py'"; }
trap 'kill "$FAR_PID" 2>/dev/null || true' EXIT
says() {
    local line
    read -r -t 60 line <&"${FAR[0]}"
    [ "$line" = "$1" ] || { echo "the responder says: $line" && exit 1; }
}
says made
for i in 1 2; do
    ip link add near$i type veth peer name far$i netns "$FAR_PID"
    ip address add 10.7.$i.1/24 dev near$i
    ip link set near$i up
    nsenter -n -t "$FAR_PID" sh -c "ip address add 10.7.$i.2/24 dev far$i && ip link set far$i up"
done
echo go >&"${FAR[1]}"
says ready

answers=$("${@:2}" "$1" printer.local near1 near2 | sort -u)
echo "$answers"
[ "$answers" = $'10.7.1.2 by near1\n10.7.2.2 by near2' ]
