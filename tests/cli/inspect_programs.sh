#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# skt inspect on programs that many people run: it agrees with ss, with /proc, and with what strace saw them set. They run in
# namespaces of their own: their ports are free, and they end with the test.
if [ "${1-}" != --inside ] && unshare -rnpf --mount-proc true 2>/dev/null && command -v ip >/dev/null; then
    user=()
    [ "$(id -u)" = 0 ] || user=(-r)
    exec unshare "${user[@]}" -npf --mount-proc --kill-child sh -c 'ip link set lo up && exec "$@"' sh bash "$0" --inside "$@"
fi
[ "${1-}" = --inside ] || exec echo "SKIP: there are no namespaces here, or no ip(8)"
shift
# shellcheck source=tests/cli/inspecting.sh
. "$(dirname "$0")/inspecting.sh"

need() {
    PATH=$PATH:/usr/sbin
    command -v "$1" >/dev/null || skip "there is no $1"
    command -v ss >/dev/null || skip "there is no ss(8)"
    skip_without_strace
}

TRACED=(strace -ff -qq -e 'trace=socket,accept,accept4,close,setsockopt')

# has_socket PATTERN: ss has a line like that.
has_socket() {
    ss -Htanp | grep -E "$1" >/dev/null
}

# pid_of NAME STATE: a process with that name that has a socket in that state.
pid_of() {
    ss -Htanp | sed -n "/^$2 .*\"$1\"/s/.*(\"$1\",pid=\([0-9]*\),.*/\1/p" | head -n 1
}

# agrees PID [--moving]
agrees() {
    expect 0 python3 "$HERE/agree.py" ${2+"$2"} "$1" "${SKT[@]}"
    says last.out '^[0-9]{2,} values of [1-9]'
}

# is_as_traced TRACE LEAST TARGET: at least so many options are as strace saw them set.
is_as_traced() {
    expect 0 inspect "$3"
    cp last.out inspect.out
    expect 0 python3 "$HERE/traced.py" "$1" inspect.out
    [ "$(sed -n 's/ options are .*//p' last.out)" -ge "$2" ] || fail "too few are compared: $(cat last.out)"
}

# The client's address at nginx.
address_of_peer() {
    ss -Htn state established sport = :8080 | awk '{print $4}'
}

nginx_starts() {
    mkdir -p logs
    random_file big 30000000
    cat >nginx.conf <<CONF
daemon off; worker_processes 2; pid nginx.pid; error_log error.log; user root;
events { worker_connections 64; }
http {
    access_log off; client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
    server { listen 127.0.0.1:8080 so_keepalive=31s:7s:4 backlog=77; tcp_nodelay on; root $PWD; }
}
CONF
    "${TRACED[@]}" -o nginx.trace nginx -p "$PWD" -c nginx.conf >nginx.out 2>nginx.err &
    until_true has_socket '^LISTEN .*127.0.0.1:8080 .*nginx.*nginx.*nginx'
}

# A worker and its client, while a transfer is going on slowly.
nginx_and_curl() {
    need nginx
    need curl
    nginx_starts
    "${TRACED[@]}" -o curl.trace curl -s --limit-rate 50k -o /dev/null http://127.0.0.1:8080/big >curl.out 2>curl.err &
    until_true has_socket '^ESTAB .*"nginx"'
    until_true grep -qs TCP_KEEPINTVL curl.trace.*
    PID=$(pid_of nginx ESTAB)
    agrees "$PID" --moving
    expect 0 inspect "$PID" --state established
    holds "[s['owners'][0]['name'] for s in sockets if s.get('local') == '127.0.0.1:8080'] == ['nginx']"
    expect 0 inspect nginx --to "$(address_of_peer)"
    holds 'option(one, "TCP_KEEPIDLE")["value"] == "31s" and option(one, "TCP_KEEPCNT")["value"] == 4'
    expect 0 inspect --listening 8080
    holds 'len(one["owners"]) == 3 and one["queues"] == {"accept": 0, "accept_most": 77}'
    is_as_traced nginx.trace 5 nginx
    agrees "$(pid_of curl ESTAB)" --moving
    is_as_traced curl.trace 3 curl
}

iperf3_stream() {
    need iperf3
    iperf3 -s -1 -B 127.0.0.1 -p 5201 >server.out 2>&1 &
    until_true has_socket '^LISTEN .*:5201'
    "${TRACED[@]}" -o iperf.trace iperf3 -c 127.0.0.1 -p 5201 -t 100 -N -M 1400 -w 200K -S 8 >client.out 2>&1 &
    until_true test "$(sleep 0.1; ss -Htn state established dport = :5201 | wc -l)" -ge 2
    until_true grep -qs setsockopt iperf.trace.*
    PID=$(pid_of iperf3 ESTAB)
    agrees "$PID" --moving
    expect 0 inspect iperf3 --to 127.0.0.1:5201
    python3 -c '
import json
stream = [s for s in json.load(open("last.out"))["sockets"] if s["tcp"]["sent_bytes"] > 1000000]
assert len(stream) == 1
options = {o["name"]: o["value"] for o in stream[0]["options"]}
assert options["TCP_NODELAY"] is True and options["IP_TOS"] == 8, options
assert stream[0]["tcp"]["snd_mss_bytes"] <= 1400
assert stream[0]["tcp"]["pacing_rate_bits_per_second"] > 0' || fail "the stream is not as it was asked for"
    is_as_traced iperf.trace 3 iperf3
}

forking_server() {
    start_target shared
    expect 0 inspect "$PID"
    holds 'len(one["owners"]) == 2'
    [ "$(readlink "/proc/$PID/fd/$(fd_of bare)")" = "socket:[$(python3 -c 'import json; print(json.load(open("last.out"))["sockets"][0]["inode"])')]" ] ||
        fail "its number is not that of /proc"
}

as_postgres() {
    setpriv --reuid postgres --regid postgres --clear-groups env -C "$PWD" PGHOST="$PWD" "$@"
}

postgres_is_up() {
    as_postgres psql -Atqc 'select 1' postgres >/dev/null 2>&1
}

postgresql() {
    local bin
    bin=$(echo /usr/lib/postgresql/*/bin)
    [ -x "$bin/initdb" ] || skip "there is no PostgreSQL"
    need psql
    chmod 755 "$FOLDER"
    chmod 777 .
    as_postgres true 2>/dev/null || skip "only root can become its user"
    as_postgres "$bin/initdb" -N -A trust -D data >initdb.out 2>initdb.err || fail "the database cannot be made"
    as_postgres "$bin/postgres" -D data -k "$PWD" -c listen_addresses=127.0.0.1 -c tcp_keepalives_idle=42 -c fsync=off >server.out 2>server.err &
    until_true postgres_is_up
    as_postgres psql -qc 'select pg_sleep(100)' postgres >psql.out 2>psql.err &
    as_postgres psql -h 127.0.0.1 -qc 'select pg_sleep(100)' postgres >psql.out 2>psql.err &
    until_true has_socket '^ESTAB .*"psql"'
    agrees "$(pid_of postgres ESTAB)"
    expect 0 inspect postgres --to "$(ss -Htn state established sport = :5432 | awk '{print $4}')"
    holds 'option(one, "TCP_KEEPIDLE")["value"] == "42s" and option(one, "TCP_NODELAY")["value"] is True'
    expect 0 inspect postgres --unix "$PWD/.s.PGSQL.5432" --state established
    holds '[o["name"] for o in one["peer_owners"]] == ["psql"] and one["peer_credentials"]["uid"] == one["owners"][0]["uid"]'
    holds 'one["peer_credentials"]["pid"] == one["peer_owners"][0]["pid"]'
}

it "a worker of nginx, and curl in mid-transfer" nginx_and_curl
it "a stream of iperf3" iperf3_stream
it "a server that forks" forking_server
it "the sockets of PostgreSQL" postgresql
finish
