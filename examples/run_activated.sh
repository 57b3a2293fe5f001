#!/usr/bin/env bash
# run_activated.sh ECHO_ACTIVATED: the server echoes at every socket that systemd-socket-activate passes, or else at one of
# its own.
set -euo pipefail
if ! command -v systemd-socket-activate >/dev/null || ! command -v python3 >/dev/null; then
    echo "SKIP: there is no systemd-socket-activate, or no python3"
    exit 77
fi
folder=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT

# echoes PATH: succeeds if the server at the path echoes; waits until it listens.
echoes() {
    timeout 20 python3 - "$1" <<'TEXT'
import socket, sys, time
while True:
    peer = socket.socket(socket.AF_UNIX)
    try:
        peer.connect(sys.argv[1])
        break
    except OSError:
        peer.close()
        time.sleep(0.01)
peer.sendall(b"hello")
peer.shutdown(socket.SHUT_WR)
got = b""
while chunk := peer.recv(16):
    got += chunk
assert got == b"hello", got
TEXT
}

systemd-socket-activate -l "$folder/one" -l "$folder/two" "$1" unix:"$folder/unused" 3 >"$folder/said" 2>"$folder/errors" &
server=$!
for path in two one two; do echoes "$folder/$path"; done
wait "$server"
wanted=$(printf 'listening on unix:%s\n' "$folder/one" "$folder/two")
[ "$(cat "$folder/said")" = "$wanted" ] || { echo "FAILED: it said $(cat "$folder/said")"; exit 1; }
[ ! -e "$folder/unused" ] || { echo "FAILED: it made a listener of its own"; exit 1; }

"$1" unix:"$folder/own" 1 >"$folder/said" &
server=$!
echoes "$folder/own"
wait "$server"
echo "3 connections by activation, 1 without"
