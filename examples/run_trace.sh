#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# run_trace.sh TRACE_ROUTE: over one hop on loopback, and over a router in a network of its own where that is permitted.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
trace=$1
if [ -z "${SKT_OWN_NETWORK-}" ]; then
    addresses=(127.0.0.1)
    ! grep -q ' lo$' /proc/net/if_inet6 2>/dev/null || addresses+=(::1)
    for address in "${addresses[@]}"; do
        "$trace" "$address" | grep -E "^ 1  $address  .*ECONNREFUSED"
    done
fi
# shellcheck disable=SC1091 # it stands beside this script
. "$here/router.sh"
"$trace" 10.7.2.2 | tee /dev/stderr | grep -qE '^ 2  10.7.2.2  .*ECONNREFUSED'
