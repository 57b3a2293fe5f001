#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# run_proxy.sh PROXY: the proxy runs on a router between a client and a server, and gets the client's connections to the
# server. All bytes arrive in either direction, also after the client has shut down sending.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC1091 # it stands beside this script
. "$here/router.sh"
for program in nft python3; do
    command -v $program >/dev/null || { echo "SKIP: $program is not installed" && exit 77; }
done

exec 3< <(at router "$1" 0.0.0.0:0 2>&1)
proxy=$!
trap 'kill "$proxy"' EXIT
read -r -t 60 line <&3
rules="table ip nat { chain in { type nat hook prerouting priority -100; tcp dport 80 redirect to :${line##*:}; }; }"
at router nft "$rules" || { echo "SKIP: this kernel redirects nothing" && exit 77; }

exec 4< <(at far python3 "$here/proxy_peers.py" serve 10.7.2.2 80 2>&1)
read -r -t 60 line <&4
[ "$line" = ready ] || { echo "the server says: $line" && exit 1; }
told=$(python3 "$here/proxy_peers.py" ask 10.7.2.2 80)
echo "10.7.1.2 asks 10.7.2.2, which answers $told"
[ "$told" = 10.7.2.1 ]
