#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# run_dial.sh HTTP_HEAD DIAL_MANY [RUNNER...]: both connect to Python's web server, which listens only on 127.0.0.1.
set -euo pipefail
http_head=$1 dial_many=$2
shift 2
command -v python3 >/dev/null || { echo "SKIP: python3 is not installed"; exit 77; }
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"

python3 -u -m http.server --bind 127.0.0.1 0 >out 2>/dev/null &
for _ in $(seq 300); do
    grep -q 'port [0-9]' out && break
    sleep 0.1
done
port=$(sed 's/.* port \([0-9]*\).*/\1/' out)

for server in "127.0.0.1:$port" "localhost:$port"; do
    "$@" "$http_head" "$server" >said 2>attempts
    head -n 1 said | grep -q '^HTTP/1.0 200 OK'
    grep -q '^127.0.0.1:.*: connected after' attempts
    echo "$server: $(head -n 1 said | tr -d '\r')"
done
if "$@" "$http_head" "127.0.0.2:$port" >said 2>attempts; then exit 1; fi
grep -q 'ECONNREFUSED' attempts
if "$@" "$http_head" "unix:$work/none" >said 2>attempts; then exit 1; fi
grep -q 'EAFNOSUPPORT\|EUNSUPPORTED' attempts

# Nine hosts that listen, and one that does not.
if "$@" "$dial_many" "$port" localhost 127.0.0.{1,1,1,1,1,1,1,1,2} >said; then exit 1; fi
tr -d '\r' <said
[ "$(grep -c ": connected to 127.0.0.1:$port after" said)" = 9 ]
grep -q '^127.0.0.2: ECONNREFUSED after' said
