#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# skt bench, as its users run it.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"

BOUND=(timeout 100)
DOCS=$HERE/../../docs/json.md

# start_server ARGUMENT... ADDRESS: sets SERVER, and ADDRESS to where it listens. Skips what this system lacks.
start_server() {
    : >server.err
    "${BOUND[@]}" "${SKT[@]}" bench --serve "$@" >/dev/null 2>server.err &
    SERVER=$!
    until_true has_line server.err "$SERVER"
    ADDRESS=$(sed -n 's/^listening on //p' server.err | head -n 1 | tr -d '\r')
    [ -n "$ADDRESS" ] && return
    grep -Eq 'E(AF|PROTO|SOCKT)NOSUPPORT|ENOPROTOOPT|EADDRNOTAVAIL|EUNSUPPORTED|ENODEV' server.err &&
        skip "$(cat server.err)"
    fail "the server does not listen"
}

# measure ARGUMENT...: runs the client, whose JSON goes to last.out.
measure() {
    expect 0 skt bench --json "$@" "$ADDRESS"
}

# holds EXPRESSION...: Python expressions about the lines are true: begin, end, intervals.
holds() {
    python3 "$HERE/bench_lines.py" last.out "$@" >said 2>&1 || fail "$(cat said)"
}

streams_arrive_whole() {
    local kind=$1 at=$2
    start_server ${kind:+"$kind"} "$at"
    measure ${kind:+"$kind"} --bytes 3000001 --streams 2 --size 10000
    holds "end['there']['sent_bytes'] == end['there']['received_bytes'] == 3000001"
    measure ${kind:+"$kind"} --bytes 1000001 --reverse
    holds "end['back']['sent_bytes'] == end['back']['received_bytes'] == 1000001 and 'there' not in end"
    measure ${kind:+"$kind"} --bytes 2000001 --both --streams 3
    holds "all(end[way]['sent_bytes'] == end[way]['received_bytes'] == 2000001 for way in ('there', 'back'))"
    measure ${kind:+"$kind"} --latency --bytes 6400 --rate max
    holds "end['requests'] == end['latency']['answers'] == 100 and end['lost'] == 0" \
        "0 < end['latency']['min_ns'] <= end['latency']['p50_ns']" \
        "end['latency']['p50_ns'] <= end['latency']['p99_99_ns'] <= end['latency']['max_ns']"
}

datagrams_are_accounted_for() {
    local kind=$1 at=$2
    start_server "$kind" "$at"
    measure "$kind" --bytes 600000 --size 1000 --streams 2 --rate 200M
    holds "end['there']['sent'] == 600 and end['there']['sent_bytes'] == 600000" \
        "end['there']['received'] + end['there']['lost'] == 600 and end['there']['received'] > 0" \
        "end['there']['received_bytes'] == 1000 * end['there']['received'] and end['there']['duplicates'] == 0"
    measure "$kind" --bytes 600000 --size 1000 --both --rate 200M
    holds "all(end[way]['received'] + end[way]['lost'] == 600 for way in ('there', 'back'))"
    measure "$kind" --latency --bytes 6400 --rate max
    holds "end['requests'] == 100 and end['latency']['answers'] + end['lost'] == 100 and end['latency']['answers'] > 0"
}

the_result_leaves_out_what_is_omitted() {
    start_server 127.0.0.1:0
    measure --time 200ms --omit 100ms --warm-up 50ms --interval 50ms
    holds "[i['omitted'] for i in intervals] == sorted((i['omitted'] for i in intervals), reverse=True)" \
        "intervals[0]['omitted'] and not intervals[-1]['omitted'] and end['from_ns'] >= 100000000" \
        "sum(i['there']['sent_bytes'] for i in intervals if not i['omitted']) <= end['there']['sent_bytes']" \
        "end['client']['processor_seconds_per_gigabyte'] >= 0"
    measure --time 200ms --omit 100ms --latency
    holds "end['lost'] == 0 and intervals[0]['omitted']" \
        "end['latency']['answers'] < end['requests'] or not intervals[0]['latency']['answers'] or \
        intervals[0]['to_ns'] > 100000000"
}

the_rate_is_kept() {
    start_server 127.0.0.1:0
    measure --latency --bytes 1280 --rate 100
    holds "end['to_ns'] - end['from_ns'] >= 189000000"
    measure --bytes 40000 --size 1000 --rate 1600K
    holds "end['to_ns'] - end['from_ns'] >= 194000000"
    measure --bytes 20 --size 1 --rate 100/s
    holds "end['to_ns'] - end['from_ns'] >= 189000000"
}

# Of a server that stops, every request that was due meanwhile waits, not only the one that was on its way.
latency_counts_from_when_requests_were_due() {
    on_windows && skip "a process of Wine is not stopped by a signal to what started it"
    BOUND=()
    start_server 127.0.0.1:0
    timeout 100 "${SKT[@]}" bench --json --latency --rate 100 --time 600s --interval 100ms "$ADDRESS" >last.out \
        2>client.err &
    until_true grep -q interval last.out
    kill -STOP "$SERVER"
    sleep 1
    kill -CONT "$SERVER"
    until_true python3 "$HERE/bench_lines.py" last.out \
        "any(i['latency']['answers'] >= 30 and i['latency']['p50_ns'] >= 200000000 for i in intervals)" >/dev/null 2>&1
}

both_offloads_are_switched_apart() {
    start_server --udp 127.0.0.1:0
    measure --udp --bytes 60000 --rate 200M --segment off
    holds "not end['client']['segments']"
    measure --udp --bytes 60000 --rate 200M --coalesce off --both
    holds "not end['client']['coalesces']"
    on_windows && return
    holds "end['client']['segments'] and end['server']['segments'] and end['server']['coalesces']"
    measure --udp --bytes 60000 --rate 200M --segment off --both
    holds "not end['server']['segments'] and end['client']['coalesces']"
}

the_json_is_as_described() {
    local number=0 line lines=()
    start_server 127.0.0.1:0
    for line in '--bytes 1M --both' '--time 50ms --omit 50ms --warm-up 1ms --rate 10M' '--latency --time 50ms'; do
        # shellcheck disable=SC2086 # words
        measure $line
        cat last.out >>all.out
    done
    start_server --udp 127.0.0.1:0
    measure --udp --bytes 60000 --both --rate 200M
    cat last.out >>all.out
    while read -r line; do
        number=$((number + 1))
        printf '%s\n' "$line" >"$number.json"
        lines+=("$number.json")
    done <all.out
    python3 "$HERE/schema.py" "$DOCS" "${lines[@]}" >said 2>&1 || fail "$(cat said)"
}

several_clients_are_served_at_once() {
    local i clients=()
    start_server 127.0.0.1:0
    for i in 1 2 3 4; do
        skt bench --json --bytes 20M --both "$ADDRESS" >"client$i.out" 2>"client$i.err" &
        clients+=($!)
    done
    for i in 1 2 3 4; do
        wait "${clients[i - 1]}" || fail "client $i failed"
        cp "client$i.out" last.out
        holds "end['there']['received_bytes'] == end['back']['received_bytes'] == 20 * 1024 * 1024"
    done
}

once_is_one_client() {
    local got=0
    start_server --once "$@" 127.0.0.1:0
    measure "$@" --bytes 50000 --rate 100M
    wait "$SERVER" || got=$?
    [ "$got" = 0 ] || fail "the server's status is $got"
}

the_picture_is_well_formed() {
    start_server 127.0.0.1:0
    expect 0 skt bench --latency --time 200ms --interval 20ms --svg latency.svg "$ADDRESS"
    expect 0 skt bench --bytes 1M --both --svg "through put.svg" "$ADDRESS"
    python3 - latency.svg "through put.svg" <<'PYTHON' || fail "no picture"
import re
import sys
import xml.etree.ElementTree as tree
for name in sys.argv[1:]:
    root = tree.parse(name).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg", root.tag
    text = open(name, encoding="utf-8").read()
    assert "href" not in text and "nan" not in text and "inf" not in text
    # A run of one interval has its curves too.
    curves = {path.get("class") for path in root.findall(".//{*}path") if re.match(r"M[\d.]+ [\d.]+H", path.get("d"))}
    assert {"a", "b"} <= curves, curves
PYTHON
    grep -q 'Distribution' latency.svg || fail "the distribution is missing"
    expect 1 skt bench --bytes 1M --svg no/such/folder.svg "$ADDRESS"
}

people_get_a_table() {
    start_server 127.0.0.1:0
    expect 0 skt bench --latency --bytes 6400 --rate max "$ADDRESS"
    says last.out '^100 answers to 100 requests, lost 0'
    says last.out '^  99\.99 % '
    says last.out '█'
    [ -s last.err ] && fail "there is no terminal, and yet a live line"
    expect 0 skt bench --bytes 1M "$ADDRESS"
    says last.out '^there .*Gbit/s|^there .*Mbit/s'
    says last.out '^processor .*s/GB here, .* s/GB there'
}

options_are_set() {
    start_server -o so_rcvbuf=100K 127.0.0.1:0
    expect 0 skt bench --bytes 1M -o tcp_nodelay -o so_sndbuf=100K "$ADDRESS"
    expect 2 skt bench --bytes 1M -o tcp_nodelat "$ADDRESS"
}

who_is_no_server_is_named() {
    expect 3 skt bench 127.0.0.1:1
    start_peer bytes:256 idle
    expect 5 skt bench "$ADDRESS"
    says last.err 'no .skt bench --serve. answers there'
}

wrong_usage() {
    expect 2 skt bench --reverse --both 127.0.0.1:1
    expect 2 skt bench --latency --reverse 127.0.0.1:1
    expect 2 skt bench --bytes 1M --time 1s 127.0.0.1:1
    expect 2 skt bench --size 2M 127.0.0.1:1
    expect 2 skt bench --udp --size 31 127.0.0.1:1
    expect 2 skt bench --streams 33 127.0.0.1:1
    expect 2 skt bench --rate fast 127.0.0.1:1
    expect 2 skt bench --serve --reverse 127.0.0.1:0
    expect 2 skt bench --once 127.0.0.1:1
    expect 2 skt bench --coalesce maybe --udp 127.0.0.1:1
}

# Other systems than Linux choose no name for a Unix socket of datagrams: that bind fails here.
names_of_datagram_sockets_are_removed() {
    on_windows && skip 'strace traces programs of Linux'
    strace -o /dev/null true 2>/dev/null || skip 'strace does not work here'
    start_server --dgram unix:x.sock
    mkdir temporary
    TMPDIR=$PWD/temporary expect 0 "${BOUND[@]}" "${STRACE[@]}" -f -e trace=bind -e inject=bind:error=EINVAL:when=1+2 \
        "${SKT[@]}" bench --json --dgram --streams 3 --bytes 6000 --size 1000 "$ADDRESS"
    [ "$(grep -c 'temporary/.*= 0$' trace)" = 4 ] || fail "not four names were bound: $(cat trace)"
    rmdir temporary || fail "left: $(ls -R temporary)"
}

it 'TCP moves exactly the bytes that were asked for, each way' streams_arrive_whole '' 127.0.0.1:0
it 'so does IPv6' streams_arrive_whole '' '[::1]:0'
it 'so does MPTCP' streams_arrive_whole --mptcp 127.0.0.1:0
it 'so does a Unix stream' streams_arrive_whole '' unix:x.sock
it 'so do Unix messages' streams_arrive_whole --seqpacket unix:x.sock
it 'so does vsock' streams_arrive_whole '' vsock:1:4294967295
it 'each datagram of UDP is received or lost' datagrams_are_accounted_for --udp 127.0.0.1:0
it 'each datagram of a Unix socket is too' datagrams_are_accounted_for --dgram unix:x.sock
it 'the names of datagram sockets are removed' names_of_datagram_sockets_are_removed
it 'what is omitted is shown, and not part of the result' the_result_leaves_out_what_is_omitted
it 'a rate is not exceeded' the_rate_is_kept
it 'a request counts from when it was due' latency_counts_from_when_requests_were_due
it 'segmentation and coalescing are switched apart' both_offloads_are_switched_apart
it 'the JSON is as docs/json.md describes it' the_json_is_as_described
it 'several clients are served at once' several_clients_are_served_at_once
it 'a server of one client ends with it' once_is_one_client
it 'a server of one client of datagrams too' once_is_one_client --udp
it 'the picture is well-formed' the_picture_is_well_formed
it 'people get a table and a histogram' people_get_a_table
it 'options of sockets are set' options_are_set
it 'what is no server is named so' who_is_no_server_is_named
it 'what makes no sense is wrong usage' wrong_usage
finish
