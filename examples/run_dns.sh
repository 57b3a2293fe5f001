#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# run_dns.sh DNS_ANSWER [RUNNER...]: dig(1) sends queries to several addresses of one wildcard socket. It ignores answers
# from any other address than the one it asked.
set -euo pipefail
command -v dig >/dev/null || { echo "SKIP: dig(1) is not installed" && exit 77; }
if [ -z "${SKT_OWN_NETWORK-}" ] && [[ $1 != *.exe ]] && unshare -rn true 2>/dev/null && command -v ip >/dev/null; then
    SKT_OWN_NETWORK=1 exec unshare -rn bash "$0" "$@"
fi
addresses=(127.0.0.1)
if [[ $1 = *.exe ]]; then
    echo "SKIP a second address: Wine chooses the source address itself"
elif [ -n "${SKT_OWN_NETWORK-}" ]; then
    ip link set lo up
    for address in 10.7.0.1/24 10.7.0.2/24 fd07::1/64 fd07::2/64; do ip address add "$address" dev lo; done
    addresses+=(127.0.0.2 10.7.0.1 10.7.0.2 fd07::1 fd07::2)
else
    addresses+=(127.0.0.2)
    echo "SKIP two addresses of IPv6: there is no network namespace, or no ip(8)"
fi
! grep -q ' lo$' /proc/net/if_inet6 2>/dev/null || addresses+=(::1)

exec 3< <(exec "${@:2}" "$1" 2>&1)
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
read -r -t 60 line <&3
line=${line%$'\r'}
if [ "$line" = "dns_answer: EAFNOSUPPORT" ]; then
    echo "SKIP: no IPv6 on this machine"
    exit 77
fi
port=${line##*:}

# asks TYPE FROM AT WANTED: queries AT from the address FROM and checks the answer.
asks() {
    local answer
    answer=$(dig +short +norecurse +time=20 +tries=2 -b "$2" -p "$port" "@$3" skt.example "$1" 2>&1) || true
    [ "$answer" = "$4" ] || { echo "$2 asks $3 for $1 and gets: $answer"; exit 1; }
}
for at in "${addresses[@]}"; do
    case $at in
    127.*) from=127.0.0.1 type=A none=AAAA ;;
    10.*) from=10.7.0.1 type=A none=AAAA ;;
    fd07:*) from=fd07::1 type=AAAA none=A ;;
    *) from=$at type=AAAA none=A ;;
    esac
    asks $type "$from" "$at" "$from"
    asks $none "$from" "$at" ''
    echo "$at: answered"
done
