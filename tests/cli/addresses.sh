#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What an ADDRESS may be, and what is found to be none before a resolver is asked.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"

SMALL="$FOLDER/small"
random_file "$SMALL" 100000

# wrong COMMAND ADDRESS PATTERN: it is wrong usage, and no resolver is asked, as strace shows.
wrong() {
    local words=("$2") traced=()
    [ "$1" = recv ] || words=("$SMALL" "$2")
    if ! on_windows && strace -o trace -e trace=socket true 2>/dev/null; then
        traced=("${STRACE[@]}" -f -e "trace=socket,connect,openat")
    fi
    expect 2 timeout 10 "${traced[@]}" "${SKT[@]}" "$1" "${words[@]}"
    says last.err "$3"
    [ ! -s last.out ] || fail "something is on stdout"
    ! grep -E 'resolv.conf|nsswitch.conf|AF_INET' trace 2>/dev/null || fail "the resolver was asked"
}

moves() {
    start_recv -o got "$1"
    expect 0 skt send "$SMALL" "${2:-$ADDRESS}"
    recv_ends 0
    same "$SMALL" got
}

has_ipv6() {
    python3 -c 'import socket; socket.socket(socket.AF_INET6).bind(("::1", 0))' 2>/dev/null
}

every_address_is_of_both_families() {
    local port to
    for to in 127.0.0.1 '[::1]' ''; do
        [ "$to" != '[::1]' ] || has_ipv6 || continue
        start_recv --force -o got :0
        port=${ADDRESS##*:}
        [ -z "$to" ] || ADDRESS=$to:$port
        expect 0 skt send "$SMALL" "$ADDRESS"
        recv_ends 0
        same "$SMALL" got
    done
}

# Without IPv6 the system's answer to the first socket is that.
without_ipv6_it_is_ipv4() {
    ! on_windows || skip "strace is for Linux"
    strace -o trace -e trace=socket true 2>/dev/null || skip "strace does not work here"
    : >recv.out
    timeout 100 "${STRACE[@]}" -f -e trace=socket -e inject=socket:error=EAFNOSUPPORT:when=1 "${SKT[@]}" recv -o got :0 \
        >recv.out 2>recv.err &
    RECV=$!
    until_true has_line recv.out "$RECV"
    says recv.out '^listening on 0\.0\.0\.0:[0-9]+'
    expect 0 skt send "$SMALL" "127.0.0.1:$(sed 's/.*://;q' recv.out | tr -d '\r')"
    recv_ends 0
    same "$SMALL" got
}

# The port of a service that is free here.
service_is_a_port() {
    local name port
    while read -r name port; do
        python3 -c 'import socket, sys; socket.create_server(("127.0.0.1", int(sys.argv[1])))' "$port" 2>/dev/null || continue
        start_recv -o got "127.0.0.1:$name"
        [ "$ADDRESS" = "127.0.0.1:$port" ] || fail "it listens on $ADDRESS"
        expect 0 skt send "$SMALL" "localhost:$name"
        recv_ends 0
        ! has_ipv6 || {
            start_recv --force -o got "[::1]:$name"
            [ "$ADDRESS" = "[::1]:$port" ] || fail "it listens on $ADDRESS"
            expect 0 skt send "$SMALL" "[::1]:$name"
            recv_ends 0
        }
        return
    done < <(awk '$2 ~ /^[0-9]+\/tcp$/ && $2 + 0 > 1024 {print $1, $2 + 0}' /etc/services 2>/dev/null)
    skip "no port of a service is free here"
}

url='a URL and no address'
none='is not an address'
while IFS='|' read -r command address pattern <&3; do
    it "$command '$address' is wrong usage" wrong "$command" "$address" "$pattern"
done 3<<ROWS
recv||the address is empty
send||the address is empty
recv|mptcp:127.0.0.1:0|did you mean --mptcp 127.0.0.1:0\\?
recv|4000|did you mean :4000\\?
send|4000|did you mean :4000\\?
send|:4000|names no host
recv|:|lacks the port
recv|localhost:|lacks the port
send|localhost|lacks the port to connect to
send|localhost:0|lacks the port to connect to
send|::1|lacks the port to connect to: write \\[IPv6\\]:PORT
recv|http://127.0.0.1:4000|$url
send|https://localhost/|$url
send|tcp://[::1]:4000|$url
send|unix:|names no path
recv|vsock:2|$none
recv|link:x|$none
recv|[]:4000|$none
recv|[localhost]:4000|$none
recv|[::1|$none
recv|[::1]4000|$none
recv|:::4000|$none
recv|127.0.0.1:65536|$none
recv|127.0.0.1:99999999999|$none
recv|[::1]:-1|$none
send|localhost:+80|$none
ROWS

it "a service's name is a port" service_is_a_port
it "':0' is both families" every_address_is_of_both_families
it "':0' is IPv4 alone where there is no IPv6" without_ipv6_it_is_ipv4
it "an address without a port listens on one that the system chooses" moves 127.0.0.1
finish
