#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# skt udp on paths of which it is known what they do.
# shellcheck source=tests/cli/chain.sh
. "$(dirname "$0")/chain.sh"

# The addresses of a family: of the server, of the client, and of the near router.
use() {
    case $1 in
    4) SERVER_IP=10.3.0.2 CLIENT_IP=10.1.0.1 NEAR=10.1.0.2 IP=ip NOBODY=10.1.0.77 ;;
    6) SERVER_IP=fd03::2 CLIENT_IP=fd01::1 NEAR=fd01::2 IP=ip6 NOBODY=fd01::77 ;;
    esac
    forget
    case $1 in 4) serve 10.3.0.2:0 ;; 6) serve '[fd03::2]:0' ;; esac
    PORT=${AT##*:}
}

# Of what is lost on purpose the next one tells; the long wait is for a busy machine.
measure() {
    expect 0 skt_in client udp --json --interval 1ms --wait 10s "$AT"
}

# What nft knows of the datagrams' own: the type is byte 5, the flags bytes 6 and 7, the number bytes 32 to 35.
PROBES='@th,104,8 3' REPORTS='@th,104,8 4' COUNTED='@th,112,16 1'
number() {
    echo "@th,320,32 { $1 }"
}

clean_path() {
    use "$1"
    measure
    holds 'all["schema"] == "skt.udp/1" and all["icmp"] == [] and "strange" not in all' \
        'all["round_trips"]["sent"] == all["round_trips"]["answered"] == 20' \
        'not any(all["round_trips"][w + "_" + d] for w in ("lost", "duplicates", "reordered")
            for d in ("there", "back"))' \
        'all["round_trips"]["hop_limit_there"] == all["round_trips"]["hop_limit_back"] == 62' \
        '0 < all["round_trips"]["min_ns"] <= all["round_trips"]["median_ns"] <= all["round_trips"]["max_ns"]' \
        'all["path_mtu"]["there"] == all["path_mtu"]["back"] == {"end": "found", "mtu_bytes": 1500}' \
        'all["codepoints"]["there"] == all["codepoints"]["back"] == {"dscp": list(range(64)), "ecn": [0, 1, 2, 3]}' \
        '[all["segments"][d][k] for d in ("there", "back") for k in ("sent", "arrived")] == [16, 16, 8, 8]' \
        '[all["segments"][d]["segment_bytes"] for d in ("there", "back")] == [1200, 80]' \
        'all["segments"]["there"]["segmented"] and 1 <= all["segments"]["there"]["coalesced"] <= 16'
}

# middle_mtu FAMILY BYTES TYPE CODE: both ends of the link between the routers.
middle_mtu() {
    use "$1"
    link_mtu "$2"
    measure
    holds 'all["path_mtu"]["there"] == all["path_mtu"]["back"] == {"end": "found", "mtu_bytes": '"$2"'}' \
        '[(i["address"], i["icmp_type"], i["icmp_code"], i["mtu_bytes"], i["error"]) for i in all["icmp"]] ==
        [("'"$NEAR"'", '"$3, $4, $2"', "EMSGSIZE")]'
}

# Devices that are to have IPv6 have no such MTU.
small_mtu() {
    use 4
    there_mtu 600
    back_mtu 700
    measure
    holds 'all["path_mtu"]["there"]["mtu_bytes"] == 600 and all["path_mtu"]["back"]["mtu_bytes"] == 700'
}

black_hole() {
    use "$1"
    link_mtu 1400
    local host
    for host in near far; do
        rules $host 'chain output {
type filter hook output priority 0; policy accept;
icmp type destination-unreachable drop
icmpv6 type packet-too-big drop
}'
    done
    measure
    holds 'all["path_mtu"]["there"] == {"end": "found", "mtu_bytes": 1400} and all["icmp"] == []'
    # Its requests over IPv6 are not fragmented by the way, and nobody tells the client to.
    if [ "$1" = 4 ]; then
        holds 'all["path_mtu"]["back"] == {"end": "found", "mtu_bytes": 1400}'
    else
        holds 'all["path_mtu"]["back"] == {"end": "at_least", "mtu_bytes": 1400}'
    fi
}

# different_mtus FAMILY: what the far router sends back may be 1300 bytes, what comes there 1500.
different_mtus() {
    use "$1"
    back_mtu 1300
    measure
    holds 'all["path_mtu"]["there"]["mtu_bytes"] == 1500 and
        all["path_mtu"]["back"] == {"end": "found", "mtu_bytes": 1300}'
}

# The other way round: what comes back may be larger than what goes there, for which the requests are fragmented.
smaller_there() {
    use "$1"
    there_mtu 1300
    measure
    holds 'all["path_mtu"]["there"] == {"end": "found", "mtu_bytes": 1300} and
        all["path_mtu"]["back"] == {"end": "found", "mtu_bytes": 1500}'
}

dscp_is_rewritten() {
    use "$1"
    forward near "$IP daddr $SERVER_IP $IP dscp 46 $IP dscp set 10" "$IP saddr $SERVER_IP $IP dscp set 0"
    measure
    holds 'all["codepoints"]["there"]["dscp"] == [10 if i == 46 else i for i in range(64)]' \
        'all["codepoints"]["back"]["dscp"] == [0] * 64' \
        'all["codepoints"]["there"]["ecn"] == all["codepoints"]["back"]["ecn"] == [0, 1, 2, 3]'
    expect 0 skt_in client udp --interval 1ms --wait 10s "$AT"
    says last.out '^DSCP +there +63 of 64 arrive unchanged; 46 becomes 10$'
    says last.out '^ +back +1 of 64 arrive unchanged; 1-63 become 0$'
}

ecn_is_bleached() {
    use "$1"
    forward near "$IP daddr $SERVER_IP $IP ecn != not-ect $IP ecn set ce" "$IP saddr $SERVER_IP $IP ecn set not-ect"
    measure
    holds 'all["codepoints"]["there"]["ecn"] == [0, 3, 3, 3] and all["codepoints"]["back"]["ecn"] == [0, 0, 0, 0]' \
        'all["codepoints"]["there"]["dscp"] == all["codepoints"]["back"]["dscp"] == list(range(64))'
}

codepoint_is_dropped() {
    use "$1"
    forward near "$IP daddr $SERVER_IP $IP dscp 5 drop" "$IP saddr $SERVER_IP $IP ecn ect1 drop"
    measure
    holds 'all["codepoints"]["there"]["dscp"] == [None if i == 5 else i for i in range(64)]' \
        'all["codepoints"]["back"]["ecn"] == [0, None, 2, 3]'
}

codepoint_is_prohibited() {
    use "$1"
    forward near "$IP daddr $SERVER_IP $IP dscp 7 reject with icmpx admin-prohibited"
    measure
    holds 'all["codepoints"]["there"]["dscp"] == [None if i == 7 else i for i in range(64)]' \
        '[(i["address"], i["icmp"], i["error"], i["count"]) for i in all["icmp"]] ==
        [("'"$NEAR"'", "administratively prohibited", "'"$2"'", 4)]'
}

some_are_lost() {
    use "$1"
    forward near "udp dport $PORT $PROBES $COUNTED $(number 3,7) drop" "udp sport $PORT $REPORTS $(number 5) drop"
    expect 0 skt_in client udp --json --interval 1ms --wait 3s "$AT"
    holds '[all["round_trips"][k] for k in ("sent", "answered", "lost_there", "lost_back")] == [20, 17, 2, 1]'
    expect 0 skt_in client udp --interval 1ms --wait 3s "$AT"
    says last.out '^loss +there +2 of 20, 0 duplicates, 0 out of order$'
    says last.out '^ +back +1 of 18, 0 duplicates, 0 out of order$'
}

some_are_doubled() {
    use "$1"
    in_host far nft -f - 2>nft.err <<<"table $IP twice {
chain in {
type filter hook prerouting priority -300; policy accept;
udp dport $PORT $PROBES $COUNTED $(number 2,4,6) dup to $SERVER_IP
udp sport $PORT $REPORTS $(number 8) dup to $CLIENT_IP
}
}" || skip "nft cannot double packets here: $(tail -n 1 nft.err)"
    measure
    in_host far nft delete table "$IP" twice
    holds '[all["round_trips"][k] for k in ("answered", "lost_there", "lost_back", "duplicates_there",
        "duplicates_back")] == [20, 0, 0, 3, 1]'
}

prohibited() {
    use "$1"
    forward near "udp dport $PORT reject with icmpx admin-prohibited"
    expect 3 skt_in client udp "$AT"
    says last.err "$NEAR says: administratively prohibited \(ICMP type $2 code $3\)$"
}

nobody_there() {
    use "$1"
    expect 3 skt_in client udp "${AT%:*}:9"
    says last.err "$SERVER_IP says: port unreachable \(ICMP type $2 code $3\)$"
}

silence() {
    use 4
    forward far "udp dport $PORT drop"
    expect 3 skt_in client udp --wait 20ms "$AT"
    says last.err 'nobody answers'
}

# A bucket that is too small for a packet drops it, and says nothing.
small_bucket() {
    use 4
    in_host near tc qdisc add dev far root tbf rate 100mbit burst 1000 limit 100000 2>tc.err ||
        skip "there is no token bucket here: $(tail -n 1 tc.err)"
    measure
    in_host near tc qdisc del dev far root
    holds '900 < all["path_mtu"]["there"]["mtu_bytes"] <= 1000 and all["icmp"] == []'
}

# attack FAMILY KIND: what the server sends to a peer that attacks it; sets SENT and GOT. It serves on.
attack() {
    use "$1"
    expect 0 in_host client timeout 60 "$PYTHON" "$HERE/udp_peer.py" attack "$2" "$SERVER_IP" "$PORT"
    SENT=$(sed -n 's/^sent //p' last.out) GOT=$(sed -n 's/^got //p' last.out)
    cp last.out attack.out
    measure
    holds 'all["round_trips"]["answered"] == 20 and all["round_trips"]["lost_there"] == 0'
}

gets_nothing() {
    attack "$@"
    [ "$GOT" = 0 ] || fail "it got $GOT bytes"
}

gets_no_more() {
    attack "$@"
    ((GOT > 0 && GOT <= SENT)) || fail "it got $GOT bytes for $SENT"
}

is_counted() {
    attack 4 counts
    says attack.out '^received 4 duplicates 3 reordered 1$'
}

spoofed() {
    use "$1"
    rules server "counter sent { }
chain output {
type filter hook output priority 0; policy accept;
udp sport $PORT $IP daddr $NOBODY counter name sent
}"
    # So that an answer would leave the server at all, and the router had somewhere to send it.
    in_host near ip neigh replace "$NOBODY" lladdr 02:00:00:00:00:77 dev client
    expect 0 in_host client "$PYTHON" "$HERE/udp_peer.py" spoof "$2" "$SERVER_IP" "$PORT" "$NOBODY"
    # The server has seen them all once it has answered what came behind them.
    measure
    PACKETS=$(counted server sent)
    BYTES=$(in_host server nft list counter inet test sent | sed -n 's/.* bytes //p')
}

spoofed_gets_nothing() {
    spoofed "$1" probe
    [ "$PACKETS" = 0 ] || fail "the server sent $PACKETS packets to who did not ask"
}

spoofed_gets_less() {
    spoofed "$1" hello
    # 48 for the headers of IPv6 and UDP.
    ((PACKETS > 0 && PACKETS <= 50 && BYTES <= 50 * (128 + 48) / 2)) || fail "the server sent $BYTES bytes"
}

is_described() {
    use 4
    link_mtu 1400
    measure
    mv last.out udp.out
    expect 0 "$PYTHON" "$HERE/schema.py" "$HERE/../../docs/json.md" udp.out
}

every_address() {
    forget
    serve :0
    AT=10.3.0.2:${AT##*:}
    measure
    holds 'all["codepoints"]["there"]["ecn"] == [0, 1, 2, 3] and all["path_mtu"]["back"]["mtu_bytes"] == 1500'
}

for f in 4 6; do
    it "nothing is found on a path that does nothing, IPv$f" clean_path $f
    it "a DSCP that a router rewrites is found, each direction by itself, IPv$f" dscp_is_rewritten $f
    it "bleached and set ECN is found, IPv$f" ecn_is_bleached $f
    it "codepoints that a router drops are found, IPv$f" codepoint_is_dropped $f
    it "what is lost is counted for each direction, IPv$f" some_are_lost $f
    it "what comes twice is counted for each direction, IPv$f" some_are_doubled $f
    it "a router that says nothing of its smaller MTU is found, IPv$f" black_hole $f
    it "a path MTU that is smaller on the way back is found, IPv$f" different_mtus $f
    it "a path MTU that is smaller on the way there is found, IPv$f" smaller_there $f
    it "a source that is not the sender gets nothing for probes, IPv$f" spoofed_gets_nothing $f
    it "a source that is not the sender gets less than half for first datagrams, IPv$f" spoofed_gets_less $f
done
it "a smaller MTU between the routers is found, IPv4" middle_mtu 4 1400 3 4
it "a smaller MTU between the routers is found, IPv6" middle_mtu 6 1300 2 0
it "the least MTU of IPv6 is found" middle_mtu 6 1280 2 0
it "an MTU of 600 bytes is found" small_mtu
it "who prohibits a codepoint is found, IPv4" codepoint_is_prohibited 4 EHOSTUNREACH
it "who prohibits a codepoint is found, IPv6" codepoint_is_prohibited 6 EACCES
it "a router that prohibits all is named, IPv4" prohibited 4 3 13
it "a router that prohibits all is named, IPv6" prohibited 6 1 1
it "a host without a server is told from silence, IPv4" nobody_there 4 3 3
it "a host without a server is told from silence, IPv6" nobody_there 6 1 4
it "silence has a status of its own" silence
it "a token bucket that is too small is found as a path MTU" small_bucket
it "garbage, other versions and reports are not answered" gets_nothing 4 garbage
it "a probe without its cookie is not answered" gets_nothing 4 no-cookie
it "the cookie of another address is not answered" gets_nothing 6 replayed-cookie
it "who asks for more than he sent gets no more" gets_no_more 4 greedy
it "who asks for more than he sent gets no more, IPv6" gets_no_more 6 greedy
it "a flood of first datagrams gets less than it sent" gets_no_more 4 flood
it "many runs push each other out and nobody else" gets_no_more 6 runs
it "duplicates and what is out of order are counted by the server" is_counted
it "a server on every address answers from the right one" every_address
it "the JSON is what docs/json.md says" is_described
finish
