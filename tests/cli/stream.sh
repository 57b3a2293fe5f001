#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# skt connect, listen and relay: what moves, when it ends, and with which status.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/frame.sh"

head -c 5000000 /dev/urandom >"$FOLDER/large" 2>/dev/null
head -c 3000000 /dev/urandom >"$FOLDER/other"

# The processes that background starts.
# shellcheck disable=SC2034
server=0 relay=0 probe=0

# background NAME ARGUMENT...: the tool with its output in NAME.out and NAME.err; its input is what the caller's is.
background() {
    local name=$1
    shift
    timeout 100 "${SKT[@]}" "$@" <&0 >"$name.out" 2>"$name.err" &
    eval "$name=\$!"
}

# listening NAME ARGUMENT...: the same with `skt listen`; sets ADDRESS. Skips what this system lacks.
listening() {
    local name=$1
    shift
    background "$name" listen "$@" <&0
    until_true has_line "$name.err" "${!name}"
    ADDRESS=$(sed -n 's/^listening on //p' "$name.err" | head -n 1 | tr -d '\r')
    [ -n "$ADDRESS" ] && return
    grep -Eq 'E(AF|PROTO|SOCKT)NOSUPPORT|ENOPROTOOPT|EADDRNOTAVAIL|EUNSUPPORTED' "$name.err" && skip "$(cat "$name.err")"
    fail "nobody listens"
}

# relaying ARGUMENT...: starts the relay and sets ADDRESS to where it listens.
relaying() {
    background relay relay "$@" </dev/null
    until_true has_line relay.err "$relay"
    ADDRESS=$(sed -n 's/^listening on //p' relay.err | head -n 1 | tr -d '\r')
    [ -n "$ADDRESS" ] && return
    grep -Eq "E(AF|PROTO|SOCKT)NOSUPPORT|EUNSUPPORTED" relay.err && skip "$(cat relay.err)"
    fail "the relay does not listen"
}

# open_input [LINE...]: makes descriptor 9 an input that has these lines and never ends.
open_input() {
    mkfifo input
    exec 9<>input
    [ $# = 0 ] || printf '%s\n' "$@" >&9
}

# ends NAME STATUS
ends() {
    local got=0
    wait "${!1}" || got=$?
    [ "$got" = "$2" ] || fail "the status of $1 is $got, not $2"
}

both_ways() {
    listening server "$@" <"$FOLDER/other"
    skt connect "${@:1:$#-1}" "$ADDRESS" <"$FOLDER/large" >client.out 2>client.err || fail "connect: status $?"
    ends server 0
    cmp client.out "$FOLDER/other" || fail "what came to the client differs"
    cmp server.out "$FOLDER/large" || fail "what came to the server differs"
}

through_pipes() {
    listening server 127.0.0.1:0 < <(cat "$FOLDER/other")
    skt connect "$ADDRESS" < <(cat "$FOLDER/large") 2>client.err | cat >client.out
    ends server 0
    { cmp client.out "$FOLDER/other" && cmp server.out "$FOLDER/large"; } || fail "what came differs"
}

# messages TEXT ARGUMENT...
messages() {
    local text=$1
    shift
    listening server --recv-only --line "$@" </dev/null
    printf %s "$text" | skt connect --line --send-only "${@:1:$#-1}" "$ADDRESS" || fail "connect: status $?"
    until_true grep -q three server.out
    kill "$server" 2>/dev/null || true
    printf %s "$text" | cmp - server.out || fail "the messages differ"
}

# A sender without a name, and one that has ended before anybody looks.
cannot_be_answered() {
    on_windows && skip "Windows has no Unix datagrams"
    listening server --recv-only --dgram unix:socket </dev/null
    python3 -c '
import socket
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.sendto(b"heard\n", "socket")'
    until_true grep -q heard server.out
    kill "$server" 2>/dev/null || true
}

answers() {
    listening server "$@" < <(echo answer; sleep 1)
    echo question | skt connect -q 300ms "${@:1:$#-1}" "$ADDRESS" >client.out 2>client.err || fail "connect: status $?"
    says client.out '^answer$'
    says server.out '^question$'
    kill "$server"
}

# An address at which nobody listens.
nobody() {
    ADDRESS=127.0.0.1:$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
}

nobody_there() {
    nobody
    expect 3 skt connect "$ADDRESS" </dev/null
    says last.err ECONNREFUSED
    expect 3 skt connect --check "$ADDRESS" </dev/null
    expect 3 skt connect --check localhost:no-such-service </dev/null
    on_windows || expect 3 skt connect unix:nowhere </dev/null
}

somebody_there() {
    listening server --keep 127.0.0.1:0 </dev/null
    expect 0 skt connect --check "$ADDRESS" </dev/null
    [ ! -s last.out ] || fail "bytes came"
    kill "$server"
}

wrong_usage() {
    local row
    while read -r row; do
        # shellcheck disable=SC2086 # words
        expect 2 skt $row </dev/null
    done <<'TEXT'
connect
connect one:1 two:2
connect nothing
connect :80
connect 127.0.0.1:0
connect ::1:80
connect --udp --mptcp 127.0.0.1:1
connect --send-only --recv-only 127.0.0.1:1
connect --udp --check 127.0.0.1:1
connect --idle soon 127.0.0.1:1
connect -o tcp_nodelai 127.0.0.1:1
connect -o so_rcvbuf 127.0.0.1:1
connect -o so_type=1 127.0.0.1:1
listen --broadcast 127.0.0.1:0
listen --exec
relay 127.0.0.1:0
relay --to pigeons 127.0.0.1:0 127.0.0.1:1
TEXT
    expect 2 skt connect -o tcp_nodelai 127.0.0.1:1 </dev/null
    says last.err 'TCP_NODELAY'
}

waits_until_there() {
    listening probe 127.0.0.1:0 </dev/null
    skt connect --check "$ADDRESS" </dev/null
    ends probe 0
    skt connect --wait 20s "$ADDRESS" </dev/null >client.out 2>client.err &
    local client=$!
    until_true kill -0 "$client"
    background server listen "$ADDRESS" < <(echo hello)
    wait "$client" || fail "connect: status $?"
    ends server 0
    says client.out hello
}

wait_passes() {
    nobody
    expect 4 skt connect --wait 300ms "$ADDRESS" </dev/null
}

silence_ends() {
    open_input
    listening server 127.0.0.1:0 <&9
    expect 4 skt connect --idle 200ms "$ADDRESS" <&9
    kill "$server"
}

reset_is_broken() {
    on_windows && skip "Wine: a receive that begins after the reset waits for ever"
    # It has taken something, so the connection was there.
    open_input 123456789
    start_peer take reset
    expect 5 skt connect "$ADDRESS" <&9
}

late_answer() {
    start_peer idle 'raw:late\x0a'
    echo question | skt connect "$ADDRESS" >client.out 2>client.err || fail "connect: status $?"
    says client.out late
}

peer_ends_first() {
    listening server 127.0.0.1:0 </dev/null
    (sleep 0.5; echo afterwards) | skt connect "$ADDRESS" >client.out 2>client.err || fail "connect: status $?"
    ends server 0
    says server.out afterwards
}

recv_only_ends() {
    open_input
    listening server 127.0.0.1:0 < <(echo all)
    expect 0 skt connect --recv-only "$ADDRESS" <&9
    says last.out all
}

quit_after() {
    open_input
    listening server 127.0.0.1:0 <&9
    expect 0 skt connect --quit-after 200ms "$ADDRESS" </dev/null
    kill "$server"
}

send_only_ends() {
    open_input unheard
    listening server 127.0.0.1:0 <&9
    expect 0 skt connect --send-only "$ADDRESS" <"$FOLDER/large"
    [ ! -s last.out ] || fail "something came"
    until_true cmp -s server.out "$FOLDER/large"
    kill "$server"
}

nobody_reads() {
    local wanted=$1
    open_input
    listening server 127.0.0.1:0 <"$FOLDER/large"
    { [ "$wanted" = 141 ] || trap '' PIPE
      skt connect "$ADDRESS" <&9 2>client.err; echo $? >status; } | head -c 1 >/dev/null
    [ "$(cat status)" = "$wanted" ] || fail "status $(cat status), not $wanted"
}

many_clients() {
    listening server --keep 127.0.0.1:0 </dev/null
    (printf 'first: be'; sleep 0.5; echo gins) | skt connect --send-only "$ADDRESS" &
    printf 'second\n' | skt connect --send-only "$ADDRESS" || fail "connect: status $?"
    wait $!
    until_true grep -q '^first: begins$' server.out
    says server.out '^second$'
    kill "$server"
}

two_are_there() {
    [ "$(grep -c '^connection' server.err)" = 2 ]
}

to_all_clients() {
    open_input
    listening server --keep --broadcast --verbose 127.0.0.1:0 <&9
    skt connect --recv-only "$ADDRESS" >one.out </dev/null &
    skt connect --recv-only "$ADDRESS" >two.out </dev/null &
    until_true two_are_there
    echo news >&9
    until_true grep -q news one.out
    until_true grep -q news two.out
    kill "$server"
}

with_program() {
    on_windows && skip "there is no cat or tr for Windows"
    listening server 127.0.0.1:0 --exec tr a-z A-Z </dev/null
    echo shout | skt connect "$ADDRESS" >client.out || fail "connect: status $?"
    ends server 0
    says client.out '^SHOUT$'
}

many_programs() {
    on_windows && skip "there is no cat or tr for Windows"
    listening server --keep 127.0.0.1:0 --exec cat </dev/null
    for i in 1 2 3; do
        echo "client $i" | skt connect "$ADDRESS" >client.out || fail "connect: status $?"
        says client.out "^client $i\$"
    done
    kill "$server"
}

relays() {
    listening server "$2" <"$FOLDER/other"
    local far=$ADDRESS
    relaying --once --json "$1" "$far"
    skt connect "$ADDRESS" <"$FOLDER/large" >client.out 2>client.err || fail "connect: status $?"
    ends server 0
    ends relay 0
    { cmp client.out "$FOLDER/other" && cmp server.out "$FOLDER/large"; } || fail "what came differs"
    says relay.out '"schema":"skt.relay/1"'
    says relay.out '"sent_bytes":5000000'
    says relay.out '"received_bytes":3000000'
}

relays_many() {
    on_windows && skip "there is no cat or tr for Windows"
    listening server --keep 127.0.0.1:0 --exec cat </dev/null
    local far=$ADDRESS
    relaying 127.0.0.1:0 "$far"
    local clients=()
    for i in 1 2 3 4 5 6 7 8; do
        cmp "$FOLDER/other" <(skt connect "$ADDRESS" < <(cat "$FOLDER/other")) &
        clients+=($!)
    done
    for i in "${clients[@]}"; do wait "$i" || fail "a client's bytes differ"; done
    kill "$relay" "$server"
}

relay_names_what_is_refused() {
    on_windows && skip "Windows has no SO_MARK"
    listening server --keep 127.0.0.1:0 </dev/null
    relaying --once -O so_mark=99999999999 127.0.0.1:0 "$ADDRESS"
    skt connect "$ADDRESS" </dev/null >client.out 2>client.err
    ends relay 1
    says relay.err '^skt: SO_MARK=99999999999: '
    kill "$server"
}

# Whether somebody listens at the path, and not only has bound it.
accepts() {
    grep -q "00010000 0001 01 .* $1\$" /proc/net/unix
}

# relays_programs NEAR FAR: programs at both ends of a relay.
relays_programs() {
    local near=$1 far=$2 program
    on_windows && skip "these programs are not for Windows"
    for program in "$near" "$far"; do command -v "$program" >/dev/null || skip "there is no $program"; done
    case $far in
    nc) nc -N -l -U far </dev/null >far.out & ;;
    ncat) ncat -l -U far </dev/null >far.out & ;;
    socat) socat -u UNIX-LISTEN:far - >far.out & ;;
    esac
    local sink=$!
    until_true accepts far
    relaying --once 127.0.0.1:0 unix:far
    case $near in
    nc) nc -N "${ADDRESS%:*}" "${ADDRESS##*:}" ;;
    ncat) ncat --send-only "${ADDRESS%:*}" "${ADDRESS##*:}" ;;
    socat) socat -u - "TCP:$ADDRESS" ;;
    esac <"$FOLDER/large" >near.out 2>near.err || fail "the status of $near is $?"
    ends relay 0
    wait "$sink" || fail "the status of $far is $?"
    cmp far.out "$FOLDER/large" || fail "what came differs"
}

# TLS through a relay: what the client says is what the server hears, and the other way.
relays_tls() {
    on_windows && skip "there is no openssl for Windows"
    command -v openssl >/dev/null || skip "there is no openssl"
    openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost -keyout key -out certificate 2>req.err || fail "no key"
    mkfifo input
    exec 9<>input
    openssl s_server -unix far -key key -cert certificate -quiet <&9 >server.out 2>server.err &
    local far=$!
    until_true accepts far
    relaying --once 127.0.0.1:0 unix:far
    mkfifo words
    exec 8<>words
    openssl s_client -connect "$ADDRESS" -CAfile certificate -verify_return_error -quiet <&8 >client.out 2>client.err &
    local near=$!
    echo question >&8
    until_true grep -q question server.out
    echo answer >&9
    until_true grep -q answer client.out
    kill "$near"
    until_true eval "! kill -0 $relay 2>/dev/null"
    kill "$far"
}

options_are_set() {
    on_windows && skip "strace is for Linux"
    listening server --keep 127.0.0.1:0 </dev/null
    expect 0 "${STRACE[@]}" -f -e trace=setsockopt "${SKT[@]}" connect --check -o tcp_nodelay -o SO_RCVBUF=1M -o Skt_Tcp_Keepidle=30s "$ADDRESS"
    says trace 'TCP_NODELAY, \[1\]'
    says trace 'SO_RCVBUF, \[1048576\]'
    says trace 'TCP_KEEPIDLE, \[30\]'
    expect 1 skt connect --check -o so_mark=99999999999 "$ADDRESS"
    says last.err 'SO_MARK=99999999999: '
    kill "$server"
}

in_hex() {
    listening server 127.0.0.1:0 < <(printf 'hello, \033[31mworld\n0123456789')
    expect 0 skt connect --recv-only --hex "$ADDRESS" </dev/null
    says last.out '^00000000  68 65 6c 6c 6f 2c 20 1b  5b 33 31 6d 77 6f 72 6c  \|hello, \.\[31mworl\|$'
    says last.out '^00000010  64 0a 30 31 32 33 34 35  36 37 38 39              \|d\.0123456789\|$'
}

with_times() {
    listening server 127.0.0.1:0 < <(printf 'one\ntwo\n')
    expect 0 skt connect --recv-only --timestamps "$ADDRESS" </dev/null
    says last.out '^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}\.[0-9]{6} one'
    says last.out ' two'
}

safe_for_a_terminal() {
    command -v script >/dev/null || skip "there is no script(1)"
    listening server 127.0.0.1:0 < <(printf 'safe \033[31m\xc3\xa9\a\n')
    script -qec "${SKT[*]} connect --recv-only $ADDRESS" seen >/dev/null </dev/null || fail "status $?"
    says seen $'safe \\?\\[31m\xc3\xa9\\?'
}

leaves_no_path() {
    listening server unix:here </dev/null
    [ -S here ] || fail "there is no socket"
    kill "$server"
    ends server 143
    [ ! -e here ] || fail "the path is still there"
    background server listen unix:here </dev/null
    until_true has_line server.err "$server"
    skt connect unix:here </dev/null || fail "connect: status $?"
    ends server 0
    [ ! -e here ] || fail "the path is still there"
}

for transport in 127.0.0.1:0 '[::1]:0' '--mptcp 127.0.0.1:0' unix:socket unix:@; do
    # shellcheck disable=SC2086 # words
    it "both directions arrive over $transport" both_ways $transport
done
it "both directions arrive through pipes" through_pipes
it "messages keep their bounds over UDP" messages $'one\n\nthree\n' --udp 127.0.0.1:0
it "messages keep their bounds over a Unix socket of messages" messages $'one\ntwo\nthree\n' --seqpacket unix:socket
it "messages keep their bounds over a Unix socket of datagrams" messages $'one\n\nthree\n' --dgram unix:socket
it "a Unix datagram whose sender cannot be answered is heard" cannot_be_answered
it "UDP is answered" answers --udp 127.0.0.1:0
it "a Unix datagram is answered" answers --dgram unix:socket
it "status 3 says that nobody is there" nobody_there
it "--check says that somebody is there" somebody_there
it "wrong usage has status 2" wrong_usage
it "--wait waits until somebody is there" waits_until_there
it "status 4 says that --wait passed" wait_passes
it "status 4 says that --idle passed" silence_ends
it "status 5 says that the connection was reset" reset_is_broken
it "an answer that comes late is waited for" late_answer
it "input goes on when the peer has ended first" peer_ends_first
it "--recv-only ends with the peer" recv_only_ends
it "--quit-after ends though the peer does not" quit_after
it "--send-only ends when all is acknowledged" send_only_ends
if on_windows; then
    it "status 1 says that nobody reads the output" nobody_reads 1
else
    it "status 141 says that nobody reads the output" nobody_reads 141
    it "status 1 says so where SIGPIPE is ignored" nobody_reads 1
fi
it "--keep takes several clients and mixes no lines" many_clients
it "--broadcast reaches all clients" to_all_clients
it "--exec runs a program" with_program
it "--keep --exec runs a program for each client" many_programs
it "a relay joins TCP and TCP" relays 127.0.0.1:0 127.0.0.1:0
it "a relay joins TCP and a Unix path" relays 127.0.0.1:0 unix:far
it "a relay joins a Unix path and TCP" relays unix:near 127.0.0.1:0
it "a relay serves several clients at once" relays_many
it "a relay names the option of the other side that was refused" relay_names_what_is_refused
for near in nc ncat socat; do
    for far in nc ncat socat; do
        it "a relay joins $near and $far" relays_programs "$near" "$far"
    done
done
it "a relay joins openssl s_client and s_server" relays_tls
it "options are set by their names" options_are_set
it "--hex shows rows" in_hex
it "--timestamps shows when lines came" with_times
it "a terminal obeys nothing of the peer's" safe_for_a_terminal
it "a Unix path is removed at the end" leaves_no_path
finish
