#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What each command writes as JSON is what docs/json.md says. A command with --json that has no row here fails.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"
DOCS=$HERE/../../docs/json.md

# is_described FILE SCHEMA...: the fields are those of docs/json.md, and the schemas are these.
is_described() {
    local file=$1
    shift
    python3 "$HERE/schema.py" "$DOCS" "$file" >schema.out 2>schema.err || fail "$(tail -n 1 schema.err)"
    python3 -c '
import json, sys
text = open(sys.argv[1], encoding="utf-8").read()
for line in [text] if text.startswith("{\n") else text.splitlines(): print(json.loads(line)["schema"])' "$file" |
        sort -u >schemas.out
    [ "$(cat schemas.out)" = "$(printf '%s\n' "$@")" ] || fail "the schemas are $(cat schemas.out)"
}

# json_of SCHEMA ARGUMENT...
json_of() {
    local schema=$1
    shift
    expect 0 skt "$@"
    is_described last.out "$schema"
}

# starts NAME ARGUMENT...: the tool in the background, with its output in NAME.out and NAME.err; sets PROCESS, and ADDRESS to where
# it listens.
starts() {
    local name=$1
    shift
    : >"$name.err"
    timeout 100 "${SKT[@]}" "$@" >"$name.out" 2>"$name.err" </dev/null &
    PROCESS=$!
    until_true has_line "$name.err" $PROCESS
    ADDRESS=$(sed -n 's/^listening on //p' "$name.err" | tr -d '\r')
    [ -n "$ADDRESS" ] || fail "it does not listen"
}

# ends PROCESS
ends() {
    wait "$1" || fail "status $?"
}

has_lines() {
    [ "$(grep -c '^{' "$1")" = "$2" ]
}

json_of_a_connection() {
    starts listen listen --json 127.0.0.1:0
    printf 12345 | skt connect --json "$ADDRESS" 2>connect.json || fail "status $?"
    ends $PROCESS
    is_described connect.json skt.connect/1
    grep '^{' listen.err >listen.json
    is_described listen.json skt.listen/1
    says connect.json '"sent_bytes":5,"received_bytes":0,'
    says listen.json '"sent_bytes":0,"received_bytes":5,'
    [ "$(cat listen.out)" = 12345 ] || fail "something else is on stdout"
}

json_of_several_connections() {
    local line
    starts listen listen --keep --json 127.0.0.1:0
    for line in one three; do echo $line | skt connect "$ADDRESS" || fail "status $?"; done
    until_true has_lines listen.err 2
    kill $PROCESS
    grep '^{' listen.err >listen.json
    is_described listen.json skt.listen/1
    says listen.json '"received_bytes":4,'
    says listen.json '"received_bytes":6,'
}

json_of_a_relay() {
    local server
    starts listen listen 127.0.0.1:0
    server=$PROCESS
    starts relay relay --json --once 127.0.0.1:0 "$ADDRESS"
    printf 123 | skt connect "$ADDRESS" || fail "status $?"
    ends $PROCESS
    ends "$server"
    is_described relay.out skt.relay/1
    says relay.out '"sent_bytes":3,"received_bytes":0'
}

json_of_a_transfer() {
    mkdir got
    random_file one 100000
    random_file two 2000
    head -c 40000 one >got/one.part
    starts recv recv --json -r -o got 127.0.0.1:0
    expect 0 skt send --json one two "$ADDRESS"
    ends $PROCESS
    is_described last.out skt.send/1
    is_described recv.out skt.recv/1
    says last.out '"name":"one","file_bytes":100000,"moved_bytes":60000,"resumed_bytes":40000'
    says recv.out '"name":"two","file_bytes":2000,"moved_bytes":2000,"resumed_bytes":0'
}

json_of_a_socket() {
    [ "$(uname)" = Linux ] || skip "inspect and set are Linux's"
    ! on_windows || skip "inspect has a test of its own for Windows"
    start_recv 127.0.0.1:0
    json_of skt.inspect/1 inspect --json --listening "${ADDRESS##*:}"
    until_true has_owner inspect --json --listening "${ADDRESS##*:}"
    expect_json_of_set "$(cat owner.out)"
}

# Where the kernel or the container forbids it, the JSON has the refusal, or there is none.
expect_json_of_set() {
    skt set --dry-run --json "$1" so_keepalive=on >last.out 2>last.err || skip "set is not permitted: $(cat last.err)"
    is_described last.out skt.set/1
}

# Rows that no other test of this file or of another covers.
every_command_has_a_row() {
    skt help --json | python3 -c '
import json, re, sys
known = set(re.findall(r"skt\.([a-z]+)/[0-9]+", " ".join(re.findall("^## .*", open(sys.argv[1]).read(), flags=re.M))))
have = {c["name"] for c in json.load(sys.stdin)["commands"] if any(f["name"] == "json" for f in c["flags"])}
assert have == known, "not both in the tables and in docs/json.md: %s" % (have ^ known)
print(*sorted(have), sep="\n")' "$DOCS" >commands.out 2>last.err || fail "$(tail -n 1 last.err)"
}

it "docs/json.md has the commands with --json, and no other" every_command_has_a_row
it "options are as described" json_of skt.options/1 options --json
it "options that are asked for are as described" json_of skt.options/1 options --json tcp_keepidle 'SO_R*'
it "errors are as described" json_of skt.errors/1 errors --json --all
it "an error that is asked for is as described" json_of skt.errors/1 errors --json 111 ECONNRESET
it "check is as described" json_of skt.check/1 check --json
it "the version is as described" json_of skt.version/1 version --json
it "the tables are as described" json_of skt.help/1 help --json
it "a connection is as described on both sides" json_of_a_connection
it "several connections are as described" json_of_several_connections
it "a relay is as described" json_of_a_relay
it "a transfer is as described on both sides" json_of_a_transfer
it "a socket of another process is as described" json_of_a_socket
finish
