#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# run_prefork.sh PREFORK [RUNNER...]: three workers serve seven connections in turn, and all end with their server.
set -euo pipefail
exec 4< <(exec "${@:2}" "$1" 127.0.0.1:0 3 7 2>&1)
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
read -r -t 60 line <&4
port=${line##*:}
for worker in 1 2 3 1 2 3 1; do
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    read -r -t 60 line <&3
    echo "$line"
    [[ $line =~ ^worker\ $worker\ serves\ 127.0.0.1:[0-9]+$ ]]
    # Then the end of the stream, for which read returns 1: no other process keeps the connection open.
    status=0
    read -r -t 60 line <&3 || status=$?
    [ $status = 1 ]
    exec 3>&-
done
wait "$server"
