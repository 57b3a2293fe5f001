#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# run_tls.sh TLS_CLIENT: sends a line to openssl's server, which returns it reversed; refuses a server whose certificate is
# for another host.
set -euo pipefail
client=$1
command -v openssl >/dev/null || { echo 'SKIP: there is no openssl'; exit 77; }
folder=$(mktemp -d)
trap 'kill "${server-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -keyout key.pem -out cert.pem 2>/dev/null
: >server.out
# The server prints "ACCEPT" and its address, with the port that the system chose.
openssl s_server -accept 127.0.0.1:0 -cert cert.pem -key key.pem -rev -tls1_3 >server.out 2>server.err &
server=$!
for ((tries = 0; tries < 1000; tries++)); do
    port=$(sed -n 's/^ACCEPT .*:\([0-9]*\)$/\1/p' server.out)
    [ -z "$port" ] || break
    kill -0 "$server" || { cat server.err && exit 1; }
    sleep 0.02
done

answer=$(timeout 60 "$client" localhost "$port" 'stressed desserts?' cert.pem)
[ "$answer" = '?stressed desserts' ] || { echo "FAILED: $answer"; exit 1; }
echo 'ok   a line comes back reversed'

if timeout 60 "$client" 127.0.0.1 "$port" hello cert.pem 2>refused.err; then
    echo 'FAILED: a server of another name is taken' && exit 1
fi
grep -qi 'mismatch\|verify' refused.err || { cat refused.err && exit 1; }
echo 'ok   a server of another name is refused'
