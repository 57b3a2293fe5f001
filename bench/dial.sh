#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# dial.sh BENCH_DIAL: how long skt, curl, Go and a program that attempts one address after the other take to connect to a
# name of which some addresses are silent, in a network of its own; as a table of Markdown, in milliseconds. Go is left
# out where it is not installed.
set -euo pipefail
program=$1
if [ -z "${SKT_OWN_NETWORK-}" ]; then
    unshare -rnm true 2>/dev/null || { echo "there are no namespaces here"; exit 77; }
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    if command -v go >/dev/null; then
        cp bench/dial.go "$work/main.go"
        (cd "$work" && go mod init dial && GOTOOLCHAIN=local CGO_ENABLED=0 go build -o go_dial) >/dev/null 2>&1
    fi
    SKT_OWN_NETWORK=$work unshare -rnm bash "$0" "$(realpath "$program")"
    exit
fi
work=$SKT_OWN_NETWORK

# A link for each family, so that one can be made slower. Documentation addresses are not routed anywhere.
ip link set lo up
mount -t tmpfs tmpfs /run
ip netns add far
for cable in 4 6; do
    ip link add near$cable type veth peer name far$cable netns far
    ip link set near$cable addrgenmode none up
    ip -n far link set far$cable addrgenmode none up
done
ip addr add 192.0.2.1/24 dev near4
ip addr add 2001:db8::1/64 dev near6 nodad
for i in 2 3 4 5; do
    ip -n far addr add 192.0.2.$i/24 dev far4
    ip -n far addr add 2001:db8::$i/64 dev far6 nodad
done
nft -f - <<'END'
table inet dial {
    set asked {
        type inet_service
        flags dynamic,timeout
        timeout 30s
    }
    chain out {
        type filter hook output priority 0
        ip daddr { 192.0.2.3, 192.0.2.4 } drop
        ip6 daddr { 2001:db8::3, 2001:db8::4 } drop
        ip6 daddr 2001:db8::5 tcp flags syn tcp sport != @asked add @asked { tcp sport } drop
    }
}
END

# This file is the only source of names.
cat >"$work/hosts" <<'END'
2001:db8::2 both.test
192.0.2.2 both.test
2001:db8::3 dead6.test
192.0.2.2 dead6.test
2001:db8::3 dead66.test
2001:db8::4 dead66.test
192.0.2.2 dead66.test
2001:db8::2 dead4.test
192.0.2.3 dead4.test
2001:db8::3 dead.test
192.0.2.3 dead.test
2001:db8::5 late6.test
192.0.2.3 late6.test
2001:db8::5 late6quick4.test
192.0.2.2 late6quick4.test
2001:db8:1::1 noroute6.test
192.0.2.2 noroute6.test
END
echo 'hosts: files' >"$work/nsswitch.conf"
mount --bind "$work/hosts" /etc/hosts
mount --bind "$work/nsswitch.conf" /etc/nsswitch.conf

cat >"$work/serve.py" <<'END'
import socket, sys
s = socket.create_server(("::", 8080), family=socket.AF_INET6, dualstack_ipv6=True, backlog=64)
print("ready", flush=True)
while True:
    c, _ = s.accept()
    c.sendall(b"HTTP/1.0 204 No Content\r\n\r\n")
    c.close()
END
cat >"$work/one_by_one.py" <<'END'
import socket, sys, time
began = time.monotonic()
try:
    c = socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=3)
    outcome = c.getpeername()[0]
except OSError:
    outcome = "failed"
print(round((time.monotonic() - began) * 1000), outcome)
END
coproc SERVER { exec nsenter --net=/run/netns/far python3 "$work/serve.py"; }
trap 'kill "$SERVER_PID"' EXIT
read -r _ <&"${SERVER[0]}"

by_skt() { "$program" "$1" 8080; }
by_curl() {
    local said='%{time_connect} %{time_total} %{remote_ip}\n'
    curl -s -o /dev/null --noproxy '*' --max-time 3 -w "$said" "http://$1:8080/" |
        awk '{ok = $1 > 0; printf "%.0f %s\n", (ok ? $1 : $2) * 1000, ok ? $3 : "failed"}' || true
}
by_go() { "$work/go_dial" "$1" 8080; }
by_hand() { python3 "$work/one_by_one.py" "$1" 8080; }

# Prints the median of three runs and the address of the last.
median() {
    local said
    said=$(for _ in 1 2 3; do "$1" "$2"; done)
    awk '{print $1}' <<<"$said" | sort -n | sed -n 2p | tr -d '\n'
    case $(tail -n 1 <<<"$said") in
    *failed* | *ETIMEDOUT*) echo ', failed' ;;
    *2001:*) echo ', IPv6' ;;
    *) echo ', IPv4' ;;
    esac
}

clients=(by_skt by_curl)
[ ! -x "$work/go_dial" ] || clients+=(by_go)
clients+=(by_hand)
row() {
    local cells=$1 client
    for client in "${clients[@]}"; do cells+=" | $(median "$client" "$2")"; done
    echo "| $cells |"
}
header='| '
for client in "${clients[@]}"; do header+="| ${client#by_} "; done
echo "$header|"
printf '|---%.0s' _ "${clients[@]}"
echo '|'
row 'all answer' both.test
row 'the IPv6 address is silent' dead6.test
row 'two IPv6 addresses are silent' dead66.test
row 'no route to the IPv6 address' noroute6.test
row 'the IPv4 address is silent' dead4.test
row 'IPv6 loses its first packet, IPv4 answers' late6quick4.test
row 'IPv6 loses its first packet, IPv4 is silent' late6.test
row 'all are silent, 3 s given' dead.test
