/* SPDX-License-Identifier: MIT */
/* Linux: facts about a connection, compared with those from ss(8) and /proc. */
#include "netns.h"
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static skt_tcp_info info_of(skt_socket s)
{
    skt_tcp_info info;
    assert_ok(skt_tcp_info_get(s, &info, sizeof info));
    return info;
}

/* Whether enough has happened on a connection for its fields to differ from each other. */
static bool is_rich(skt_socket s)
{
    skt_tcp_info info = info_of(s);
    return info.acked >= 400000 && info.received == 4000 && info.retransmits > 0 && info.retransmitted > 0 &&
           info.since_received > info.since_acked;
}

/* A connection that loses packets, to a peer that has stopped reading; finally all packets are lost. */
static connection lossy_connection(void)
{
    static char many[1 << 14];
    connection c;
    skt_addr there;
    skt_socket listening = listener("127.0.0.1:0", &there);
    assert_ok(skt_set_int(listening, SKT_SO_RCVBUF, 32768));
    NETNS_RUN("ip link set lo mtu 1500");
    NETNS_RUN("nft 'add table inet t; add chain inet t i { type filter hook input priority 0; };"
              "add rule inet t i meta l4proto tcp numgen random mod 7 < 1 drop'");
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &c.client));
    assert_ok(skt_connect_by(c.client, &there, skt_deadline_in(SKT_SECONDS(60))));
    assert_ok(skt_accept(listening, 0, &c.server, NULL));
    skt_close(listening);
    assert_ok(skt_send_all(c.server, many, 4000, 0, SKT_NEVER, NULL));
    assert_ok(skt_set_nonblocking(c.client, true));
    skt_deadline late = skt_deadline_in(SKT_SECONDS(120));
    while (!is_rich(c.client)) {
        skt_pollfd both[] = {{.socket = c.client, .events = SKT_POLLOUT}, {.socket = c.server, .events = SKT_POLLIN}};
        assert_true(skt_poll(both, 2, late) > 0);
        if (both[0].revents) assert_true(skt_send(c.client, many, sizeof many, 0) > 0);
        if (both[1].revents) assert_ok(skt_recv(c.server, many, sizeof many, 0));
    }
    while (skt_send(c.client, many, sizeof many, 0) > 0) continue;
    NETNS_RUN("nft add rule inet t i meta l4proto tcp drop");
    while (info_of(c.client).since_sent == 0) assert_false(skt_deadline_passed(late));
    return c;
}

/* What ss(8) prints of the connection, as one line; false where it is not installed. */
static bool ss_says(int port, char *out, size_t size)
{
    char command[100 + TEMP_PATH_MAX], path[TEMP_PATH_MAX];
    temp_path(path);
    snprintf(command, sizeof command, "ss -HtinO 'sport = :%d' >%s", port, path);
    bool read = netns_run(command, __FILE__, __LINE__);
    FILE *file = fopen(path, "re");
    if (file == NULL) return false;
    read = read && fgets(out, (int)size, file) != NULL;
    fclose(file);
    unlink(path);
    return read;
}

/* The number behind a word, or behind the slash after it; 0 where the word is not there. */
static double number_behind(const char *line, const char *word, bool second)
{
    const char *at = strstr(line, word);
    char *end;
    if (at == NULL) return 0;
    double number = strtod(at + strlen(word), &end);
    if (second) return *end == '/' ? strtod(end + 1, NULL) : -1;
    if (strncmp(end, "Gbps", 4) == 0) return number * 1e9;
    if (strncmp(end, "Mbps", 4) == 0) return number * 1e6;
    if (strncmp(end, "Kbps", 4) == 0) return number * 1e3;
    return number;
}

/*
 * A field of skt_tcp_info, the word before its number in ss's line, what ss's unit is of ours, and how much of it ss
 * rounds off.
 */
static const struct {
    size_t offset;
    const char *word;
    double unit;
    enum { FIRST, SECOND, SEGMENTS } which; /* the number behind the word; that behind a slash; one of segments */
    double rounding;
} fields[] = {
    {offsetof(skt_tcp_info, rtt), " rtt:", 1e6, FIRST, 1e-5},
    {offsetof(skt_tcp_info, rtt_variance), " rtt:", 1e6, SECOND, 1e-5},
    {offsetof(skt_tcp_info, rtt_least), " minrtt:", 1e6, FIRST, 1e-5},
    {offsetof(skt_tcp_info, rto), " rto:", 1e6, FIRST, 1e-5},
    {offsetof(skt_tcp_info, since_sent), " lastsnd:", 1e6, FIRST, 0},
    {offsetof(skt_tcp_info, since_received), " lastrcv:", 1e6, FIRST, 0},
    {offsetof(skt_tcp_info, since_acked), " lastack:", 1e6, FIRST, 0},
    {offsetof(skt_tcp_info, mss), " mss:", 1, FIRST, 0},
    {offsetof(skt_tcp_info, cwnd), " cwnd:", 1, SEGMENTS, 0},
    {offsetof(skt_tcp_info, ssthresh), " ssthresh:", 1, SEGMENTS, 0},
    {offsetof(skt_tcp_info, send_window), " snd_wnd:", 1, FIRST, 0},
    {offsetof(skt_tcp_info, in_flight), " unacked:", 1, SEGMENTS, 0},
    {offsetof(skt_tcp_info, unsent), " notsent:", 1, FIRST, 0},
    {offsetof(skt_tcp_info, sent), " bytes_sent:", 1, FIRST, 0},
    {offsetof(skt_tcp_info, acked), " bytes_acked:", 1, FIRST, 0},
    {offsetof(skt_tcp_info, retransmitted), " bytes_retrans:", 1, FIRST, 0},
    {offsetof(skt_tcp_info, retransmits), " retrans:", 1, SECOND, 0},
    {offsetof(skt_tcp_info, received), " bytes_received:", 1, FIRST, 0},
    {offsetof(skt_tcp_info, out_of_order), " rcv_ooopack:", 1, FIRST, 0},
    {offsetof(skt_tcp_info, delivery_rate), " delivery_rate ", 1.0 / 8, FIRST, 0.06},
    {offsetof(skt_tcp_info, pacing_rate), " pacing_rate ", 1.0 / 8, FIRST, 0.06},
    {offsetof(skt_tcp_info, peer_limited), " rwnd_limited:", 1e6, FIRST, 1e-3},
};

static double field_of(const skt_tcp_info *info, size_t offset)
{
    int64_t value;
    memcpy(&value, (const char *)info + offset, sizeof value);
    return (double)value;
}

/* The first field that ss says neither before nor after nor between the two reads; NULL if there is none. */
static const char *disagreement(const skt_tcp_info *before, const char *line, const skt_tcp_info *after)
{
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        double a = field_of(before, fields[i].offset), b = field_of(after, fields[i].offset);
        double theirs = number_behind(line, fields[i].word, fields[i].which == SECOND) * fields[i].unit;
        if (fields[i].which == SEGMENTS) theirs *= number_behind(line, " mss:", false);
        double least = fmin(a, b) * (1 - fields[i].rounding), most = fmax(a, b) * (1 + fields[i].rounding);
        if (theirs < least - 0.5 || theirs > most + 0.5) return fields[i].word;
    }
    return NULL;
}

/* Timers may expire between two reads, so one of many attempts must agree in all fields. */
static void assert_agrees_with_ss(skt_socket s)
{
    char line[2048] = "";
    skt_addr here;
    const char *word = NULL;
    assert_ok(skt_local_address(s, &here));
    for (int look = 0; look < 50; look++) {
        skt_tcp_info before = info_of(s);
        if (!ss_says(skt_addr_port(&here), line, sizeof line)) SKIP("ss(8) is not installed");
        skt_tcp_info after = info_of(s);
        word = disagreement(&before, line, &after);
        if (word == NULL) return;
    }
    fail_msg("ss disagrees in \"%s\": %s", word, line);
}

static void test_tcp_info__agrees_with_ss_field_by_field_on_a_lossy_connection(void **state)
{
    (void)state;
    NEEDS_NETNS();
    connection c = lossy_connection();
    skt_tcp_info info = info_of(c.client);
    assert_int_equal(info.has | SKT_TCP_INFO_SSTHRESH, (1 << 23) - 1);
    assert_int_equal(info.state, SKT_TCP_ESTABLISHED);
    assert_true(info.unsent > 0);
    assert_int_equal(info.unsent, skt_unsent_bytes(c.client));
    assert_agrees_with_ss(c.client);
    close_both(&c);
    NETNS_RUN("nft delete table inet t");
}

static skt_socket mptcp_socket(void)
{
    skt_socket s;
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_MPTCP, &s);
    if (rc < 0) SKIP("no MPTCP: %s", skt_error_name(rc));
    return s;
}

/* Whether the client of a connection between listener and client of these protocols uses MPTCP, and the server. */
static const struct {
    bool listener, client, used;
} mptcp_rows[] = {
    {true, true, true},
    {true, false, false},
    {false, true, false},
};

static void test_is_mptcp__where_one_side_has_none_the_connection_fell_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(mptcp_rows); i++) {
        skt_addr here = address("127.0.0.1:0");
        skt_socket listening = mptcp_socket(), client = mptcp_socket(), server;
        if (!mptcp_rows[i].listener) skt_close(listening), listening = bound_to(&here, SKT_SOCK_STREAM, &here);
        if (!mptcp_rows[i].client) {
            skt_close(client);
            assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client));
        }
        if (mptcp_rows[i].listener) assert_ok(skt_bind(listening, &here));
        assert_ok(skt_local_address(listening, &here));
        assert_ok(skt_listen(listening, 1));
        assert_int_equal(skt_is_mptcp(listening), 0);
        assert_ok(skt_connect(client, &here));
        assert_ok(skt_accept(listening, 0, &server, NULL));
        assert_int_equal(skt_is_mptcp(client), mptcp_rows[i].used);
        assert_int_equal(skt_is_mptcp(server), mptcp_rows[i].used);
        skt_tcp_info info;
        assert_ok(skt_tcp_info_get(client, &info, sizeof info));
        assert_int_equal(info.state, SKT_TCP_ESTABLISHED);
        skt_close(listening);
        skt_close(client);
        skt_close(server);
    }
}

/* The number behind a word of a file of /proc, the `nth` of its line; -1 if there is none. */
static long long proc_number(const char *path, const char *word, int nth)
{
    char line[200];
    long long number = -1;
    FILE *file = fopen(path, "re");
    if (file == NULL) return -1;
    while (fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, word, strlen(word)) != 0) continue;
        char *at = line + strlen(word);
        for (int i = 0; i <= nth; i++) number = strtoll(at, &at, 10);
    }
    fclose(file);
    return number;
}

/* A peer in a process of its own, as another user where that is permitted; it lives until its connection ends. */
typedef struct other_process {
    skt_socket connection;
    pid_t pid;
} other_process;

static other_process start_peer(void)
{
    other_process peer;
    skt_addr name;
    skt_socket listening;
    skt_addr_unix_unnamed(&name);
    assert_ok(skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &listening));
    assert_ok(skt_bind(listening, &name));
    assert_ok(skt_local_address(listening, &name));
    assert_ok(skt_listen(listening, 1));
    fflush(NULL);
    peer.pid = fork();
    assert_true(peer.pid >= 0);
    if (peer.pid == 0) {
        skt_socket s;
        char byte;
        if (getuid() == 0 && (setgid(4711) < 0 || setuid(4712) < 0)) _exit(1);
        if (skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &s) < 0 || skt_connect(s, &name) < 0) _exit(1);
        _exit(skt_recv(s, &byte, 1, 0) == 0 ? 0 : 1);
    }
    assert_ok(skt_accept(listening, 0, &peer.connection, NULL));
    skt_close(listening);
    return peer;
}

static void end_peer(const other_process *peer)
{
    int status;
    assert_ok(skt_shutdown(peer->connection, SKT_SHUT_RDWR));
    assert_int_equal(waitpid(peer->pid, &status, 0), peer->pid);
    assert_int_equal(status, 0);
}

static void test_peer_credentials__are_those_that_proc_says(void **state)
{
    (void)state;
    other_process peer = start_peer();
    skt_credentials known;
    assert_rc(skt_peer_credentials(peer.connection, &known, sizeof known), 0);
    assert_int_equal(known.has, SKT_HAS_PID | SKT_HAS_UID | SKT_HAS_GID);
    assert_int_equal(known.pid, peer.pid);
    char path[40];
    snprintf(path, sizeof path, "/proc/%d/status", (int)peer.pid);
    assert_int_equal(known.uid, proc_number(path, "Uid:", 1));
    assert_int_equal(known.gid, proc_number(path, "Gid:", 1));
    end_peer(&peer);
    skt_close(peer.connection);
}

static void test_peer_credentials__without_a_peer_are_an_error(void **state)
{
    (void)state;
    skt_socket s;
    skt_credentials known = {.has = 8};
    assert_ok(skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &s));
    assert_rc(skt_peer_credentials(s, &known, sizeof known), SKT_ENOTCONN);
    assert_int_equal(known.has, 8);
    skt_close(s);
}

static void test_peer_pidfd__is_a_handle_of_the_peer_that_tells_its_end(void **state)
{
    (void)state;
    other_process peer = start_peer();
    skt_file handle;
    int rc = skt_peer_pidfd(peer.connection, &handle);
    if (rc == SKT_ENOPROTOOPT) {
        end_peer(&peer);
        SKIP("this kernel has no SO_PEERPIDFD");
    }
    assert_rc(rc, 0);
    struct pollfd ended = {.fd = handle, .events = POLLIN};
    assert_int_equal(fcntl(handle, F_GETFD), FD_CLOEXEC);
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fdinfo/%d", handle);
    assert_int_equal(proc_number(path, "Pid:", 0), peer.pid);
    assert_int_equal(poll(&ended, 1, 0), 0);
    end_peer(&peer);
    assert_int_equal(poll(&ended, 1, 20000), 1);
    close(handle);
    skt_close(peer.connection);
}

static void test_peer_pidfd__without_a_peer_is_an_error(void **state)
{
    (void)state;
    skt_addr here;
    skt_file handle = -7;
    skt_socket s = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &here);
    assert_true(skt_peer_pidfd(s, &handle) < 0);
    assert_int_equal(handle, -7);
    skt_close(s);
}

static void test_unacked_bytes__of_a_unix_stream_are_those_that_the_peer_has_not_read(void **state)
{
    (void)state;
    char got[8];
    connection c = unix_pair(SKT_SOCK_STREAM);
    assert_int_equal(skt_send(c.client, "hello", 5, 0), 5);
    assert_true(skt_unacked_bytes(c.client) > 0);
    assert_int_equal(skt_recv(c.server, got, sizeof got, 0), 5);
    assert_int_equal(skt_unacked_bytes(c.client), 0);
    assert_rc(skt_unsent_bytes(c.client), SKT_ENOTTY);
    close_both(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_tcp_info__agrees_with_ss_field_by_field_on_a_lossy_connection),
        TEST(test_is_mptcp__where_one_side_has_none_the_connection_fell_back),
        TEST(test_peer_credentials__are_those_that_proc_says),
        TEST(test_peer_credentials__without_a_peer_are_an_error),
        TEST(test_peer_pidfd__is_a_handle_of_the_peer_that_tells_its_end),
        TEST(test_peer_pidfd__without_a_peer_is_an_error),
        TEST(test_unacked_bytes__of_a_unix_stream_are_those_that_the_peer_has_not_read),
    };
    return RUN_WITH(tests, netns_setup, netns_teardown);
}
