#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Many small files by `skt send -r` beside `tar | nc`, over loopback TCP: the medians of alternating runs, and how many
# times as long skt takes. transfer.sh TOOL [RUNS [FILES [BYTES]]]
set -euo pipefail
SKT=$(realpath "$1")
RUNS=${2:-15} FILES=${3:-5000} BYTES=${4:-100}
FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/skt-bench-XXXXXX")
trap 'rm -rf "$FOLDER"' EXIT
cd "$FOLDER"
mkdir many
head -c $((FILES * BYTES)) /dev/urandom | (cd many && split -a 6 -b "$BYTES" -)
echo "$FILES files of $BYTES bytes, $RUNS runs of each"

# OpenBSD's netcat, which can listen on a port that the system chooses.
nc -h 2>&1 | grep -q OpenBSD || exec echo "SKIP: there is no netcat-openbsd"

# Waits until the file has the listener's address, and prints its port.
port_in() {
    until grep -Eq '[0-9]+$' "$1"; do sleep 0.002; done
    grep -Eo '[0-9]+$' "$1" | head -n 1
}

by_tar() {
    nc -d -l -n -v -s 127.0.0.1 -p 0 2>heard | tar -x -C in &
    local receiver=$! port
    port=$(port_in heard)
    begun=${EPOCHREALTIME/[.,]/}
    tar -c many | nc -N -n 127.0.0.1 "$port"
    wait "$receiver"
}

by_skt() {
    "$SKT" recv -q -o in 127.0.0.1:0 >heard &
    local receiver=$! port
    port=$(port_in heard)
    begun=${EPOCHREALTIME/[.,]/}
    "$SKT" send -q -r many "127.0.0.1:$port"
    wait "$receiver"
}

# took WAY: microseconds of one run, whose files are compared.
took() {
    rm -rf in heard
    mkdir in
    : >heard
    local begun
    "$1"
    echo $((${EPOCHREALTIME/[.,]/} - begun))
    diff -rq many in/many >&2
}

median() {
    sort -n | sed -n "$(((RUNS + 1) / 2))p"
}

for ((i = 0; i < RUNS; i++)); do
    took by_tar >>tar.times
    took by_skt >>skt.times
done
tar=$(median <tar.times) skt=$(median <skt.times)
echo "tar over nc: $((tar / 1000)) ms; skt: $((skt / 1000)) ms; $((skt * 100 / tar)) % of tar's time (130 is the most)"
