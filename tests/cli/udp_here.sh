#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# skt udp between two sockets of this machine, on every system, and with peers that are not as they should be.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"
# shellcheck source=tests/cli/holds.sh
. "$HERE/holds.sh"

# serve ADDRESS: skt udp --serve; sets AT.
serve() {
    : >serve.err
    timeout 100 "${SKT[@]}" udp --serve "$1" >/dev/null 2>serve.err &
    until_true has_line serve.err $!
    AT=$(sed -n 's/^listening on //p' serve.err | tr -d '\r' | head -n 1)
    [ -n "$AT" ] && return
    grep -Eq 'EAFNOSUPPORT|EADDRNOTAVAIL' serve.err && skip "$(cat serve.err)"
    fail "the server does not listen"
}

measures() {
    serve "$1"
    expect 0 skt udp --json --interval 1ms --wait 10s "$AT"
    holds '[all["round_trips"][k] for k in ("sent", "answered", "lost_there", "lost_back")] == [20, 20, 0, 0]' \
        'all["path_mtu"]["there"]["end"] in ("no_limit", "found", "fragments")' 'len(all["codepoints"]["back"]["dscp"]) == 64' \
        'all["segments"]["there"].get("sent") == all["segments"]["there"].get("arrived")'
    expect 0 skt udp --count 3 --wait 10s "$AT"
    says last.out '^loss +there +0 of 3, 0 duplicates, 0 out of order'
}

# attack KIND: sets SENT and GOT, as the attacker counts them; the server serves on.
attack() {
    serve 127.0.0.1:0
    expect 0 timeout 60 "$PYTHON" "$HERE/udp_peer.py" attack "$1" 127.0.0.1 "${AT##*:}"
    SENT=$(sed -n 's/^sent //p' last.out) GOT=$(sed -n 's/^got //p' last.out)
    expect 0 skt udp --count 2 --wait 10s "$AT"
}

gets_nothing() {
    attack "$@"
    [ "$GOT" = 0 ] || fail "it got $GOT bytes"
}

gets_no_more() {
    attack "$@"
    ((GOT > 0 && GOT <= SENT)) || fail "it got $GOT bytes for $SENT"
}

# start_fake KIND: udp_peer.py as the server; sets AT.
start_fake() {
    : >fake.out
    timeout 100 "$PYTHON" "$HERE/udp_peer.py" serve "$1" >fake.out 2>fake.err &
    until_true has_line fake.out $!
    AT=$(sed -n 's/^listening on //p' fake.out)
}

fake() {
    start_fake "$1"
    expect 0 skt udp --json --interval 1ms --wait 10s "$AT"
}

fake_swaps() {
    fake swaps
    holds 'all["round_trips"]["answered"] == 20 and all["round_trips"]["reordered_back"] == 10 and
        all["round_trips"]["lost_back"] == 0'
}

fake_doubles() {
    fake doubles
    holds 'all["round_trips"]["duplicates_back"] == 20 and all["round_trips"]["answered"] == 20'
}

fake_strange() {
    fake strange
    holds 'all["strange"] == 140 and all["round_trips"]["answered"] == 20'
}

fake_third() {
    fake third
    holds '"strange" not in all and all["round_trips"]["answered"] == 20 and all["round_trips"]["duplicates_back"] == 0'
}

fake_late() {
    fake late
    holds 'all["round_trips"]["answered"] == 20 and all["round_trips"]["duplicates_back"] == 0'
}

fake_wild() {
    fake wild
    holds 'all["round_trips"]["sent"] == 20'
}

fake_copies() {
    start_fake copies
    expect 3 skt udp --wait 500ms --interval 1ms "$AT"
    says last.err 'the server answers, and then no probe'
}

fake_version() {
    start_fake version
    expect 3 skt udp --wait 2s "$AT"
    says last.err 'who answers there is no .skt udp --serve. of this version'
}

fake_mute() {
    start_fake mute
    expect 3 skt udp --wait 500ms --interval 1ms "$AT"
    says last.err 'the server answers, and then no probe'
}

trace_says_what_it_lacks() {
    on_windows || skip "this system tells who answers, or is not looked at here"
    expect 1 skt trace 127.0.0.1
    says last.err 'this system does not tell who answers a packet'
    [ ! -s last.out ] || fail "it says something on stdout"
}

wrong_usage() {
    local words
    for words in '' '--serve' '--serve :0 10.3.0.2:1' '--count 0 h:1' '--count 4097 h:1' '--count x h:1' '--wait forever h:1' \
        '--interval 1 --wait soon h:1' '-o nonsense h:1' 'h:1 h:2'; do
        # shellcheck disable=SC2086 # words
        expect 2 skt udp $words
    done
}

it "all is measured over IPv4" measures 127.0.0.1:0
it "all is measured over IPv6" measures '[::1]:0'
it "garbage, other versions and reports are not answered" gets_nothing garbage
it "a probe without its cookie is not answered" gets_nothing no-cookie
it "who asks for more than he sent gets no more" gets_no_more greedy
it "reports that are out of order are counted" fake_swaps
it "reports that come twice are counted" fake_doubles
it "what is no report is counted and changes nothing" fake_strange
it "the answers of a third party are not heard" fake_third
it "reports on what was not sent change nothing" fake_late
it "reports without sense do no harm" fake_wild
it "copies that were not asked for are no reports" fake_copies
it "a server of another version is named" fake_version
it "a server that goes silent is named" fake_mute
it "trace says that this system does not tell who answers" trace_says_what_it_lacks
it "wrong usage is refused" wrong_usage
finish
