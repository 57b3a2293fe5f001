/* SPDX-License-Identifier: MIT */
/* Dialling over loopback: texts, plans, and what the connected socket is like. */
#include "support.h"

static skt_deadline soon(void)
{
    return skt_deadline_in(SKT_SECONDS(20));
}

/* A port of the address where nobody listens. */
static skt_addr deserted(const char *text)
{
    skt_addr here;
    skt_close(bound(text, SKT_SOCK_STREAM, &here));
    return here;
}

/* How many connections wait at a listener; they are closed. */
static int waiting_at(skt_socket s)
{
    int count = 0;
    skt_socket server;
    assert_ok(skt_set_nonblocking(s, true));
    for (; skt_accept(s, 0, &server, NULL) == 0; count++) skt_close(server);
    return count;
}

static skt_dial_plan plan_of(void)
{
    skt_dial_plan plan;
    skt_dial_plan_init(&plan);
    return plan;
}

static bool has_ipv6(void)
{
    skt_addr loopback;
    skt_socket s;
    assert_ok(skt_addr_loopback(SKT_AF_INET6, 0, &loopback));
    if (skt_open(SKT_AF_INET6, SKT_SOCK_STREAM, 0, &s) < 0) return false;
    int rc = skt_bind(s, &loopback);
    skt_close(s);
    return rc == 0;
}

static void test_dial__a_text_reaches_who_listens_there(void **state)
{
    (void)state;
    static const struct {
        const char *at, *host;
        bool apart; /* the port is passed as the service */
    } rows[] = {
        {"127.0.0.1:0", "127.0.0.1", false},
        {"127.0.0.1:0", "127.0.0.1", true},
        {"[::1]:0", "[::1]", false},
        {"[::1]:0", "::1", true},
        {"127.0.0.1:0", "localhost", false},
        {"127.0.0.1:0", "localhost", true},
        {"[::1]:0", "localhost", false},
        {"127.0.0.1:0", "LocalHost.", false},
        {"127.0.0.1:0", "app.localhost", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (strchr(rows[i].at, '[') && !has_ipv6()) continue;
        skt_addr here, peer;
        skt_socket s = SKT_INVALID_SOCKET, waits = listener(rows[i].at, &here);
        char port[8], text[100];
        snprintf(port, sizeof port, "%d", skt_addr_port(&here));
        snprintf(text, sizeof text, "%s:%s", rows[i].host, port);
        int rc =
            rows[i].apart ? skt_dial(rows[i].host, port, NULL, soon(), &s) : skt_dial(text, NULL, NULL, soon(), &s);
        if (rc < 0) print_error("%s\n", text);
        assert_ok(rc);
        assert_ok(skt_peer_address(s, &peer));
        assert_int_equal(skt_addr_port(&peer), skt_addr_port(&here));
        assert_int_equal(waiting_at(waits), 1);
        skt_close(s);
        skt_close(waits);
    }
}

static void test_dial__what_leads_nowhere_is_refused_without_a_socket(void **state)
{
    (void)state;
    static const struct {
        const char *host, *service;
        int rc;
    } rows[] = {
        {"", NULL, SKT_EINVAL},
        {":80", NULL, SKT_EINVAL},
        {"localhost", NULL, SKT_EINVAL},
        {"localhost:", NULL, SKT_EINVAL},
        {"localhost:0", NULL, SKT_EINVAL},
        {"localhost:00", NULL, SKT_EINVAL},
        {"localhost:65536", NULL, SKT_EINVAL},
        {"127.0.0.1:0", NULL, SKT_EINVAL},
        {"127.0.0.1", NULL, SKT_EINVAL},
        {"[::1]:0", NULL, SKT_EINVAL},
        {"::1", NULL, SKT_EINVAL},
        {"::1:80", NULL, SKT_EINVAL},
        {"1:2:3:4:5:6:7:8:80", NULL, SKT_EINVAL},
        {"http://localhost:80", NULL, SKT_EINVAL},
        {"vsock:80", NULL, SKT_EINVAL},
        {"", "80", SKT_EINVAL},
        {"localhost", "", SKT_EINVAL},
        {"localhost", "0", SKT_EINVAL},
        {"localhost", "+0", SKT_EINVAL},
        {"localhost", "65536", SKT_EINVAL},
        {"localhost", " 80", SKT_EINVAL},
    };
    int before = open_handles();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket s = SKT_INVALID_SOCKET;
        int rc = skt_dial(rows[i].host, rows[i].service, NULL, soon(), &s);
        if (rc != rows[i].rc) print_error("%s %s\n", rows[i].host, rows[i].service ? rows[i].service : "");
        assert_rc(rc, rows[i].rc);
        assert_true(s == SKT_INVALID_SOCKET);
    }
    assert_int_equal(open_handles(), before);
}

/* A plan can restrict an untrusted text to IP. A name is not resolved if the plan allows none of its addresses. */
static void test_dial__the_families_of_a_plan_limit_a_text(void **state)
{
    (void)state;
    skt_socket s;
    skt_dial_plan plan = plan_of();
    plan.families = SKT_DIAL_IP;
    int rc = skt_dial("unix:/run/nobody", NULL, &plan, soon(), &s);
    assert_true(rc == SKT_EAFNOSUPPORT || rc == SKT_EUNSUPPORTED);
    plan.families = SKT_DIAL_INET6;
    assert_rc(skt_dial("127.0.0.1:80", NULL, &plan, soon(), &s), SKT_EAFNOSUPPORT);
    plan.families = SKT_DIAL_UNIX | SKT_DIAL_OTHER;
    assert_rc(skt_dial("name.invalid:80", NULL, &plan, soon(), &s), SKT_EAFNOSUPPORT);
    assert_rc(skt_dial("localhost", "80", &plan, soon(), &s), SKT_EAFNOSUPPORT);
}

static void test_dial__a_name_that_is_none_has_the_resolvers_error(void **state)
{
    (void)state;
    skt_socket s;
    size_t begun = 7;
    skt_dial_plan plan = plan_of();
    plan.attempts_out = &begun;
    assert_true(skt_dial("127.0.0.1", "nosuchservice", &plan, soon(), &s) < 0);
    assert_int_equal(begun, 0);
}

static void test_dial__the_winner_blocks_unless_the_type_says_otherwise(void **state)
{
    (void)state;
    static const int types[] = {0, SKT_SOCK_STREAM, SKT_SOCK_NONBLOCK, SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK};
    skt_addr here;
    skt_socket s, waits = listener("127.0.0.1:0", &here);
    bool inherited;
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        skt_dial_plan plan = plan_of();
        plan.type = types[i];
        assert_ok(skt_dial_list(&here, 1, &plan, soon(), &s));
        assert_mode(s, types[i] & SKT_SOCK_NONBLOCK);
        assert_ok(skt_get_inheritable(s, &inherited));
        assert_false(inherited);
        skt_close(s);
    }
    assert_ok(skt_dial_list(&here, 1, NULL, soon(), &s));
    assert_mode(s, false);
    skt_close(s);
    skt_close(waits);
}

static void test_dial__the_next_address_is_attempted_when_one_refuses(void **state)
{
    (void)state;
    skt_dial_attempt attempts[4];
    size_t begun;
    skt_dial_plan plan = plan_of();
    plan.attempts = attempts;
    plan.attempts_max = COUNT_OF(attempts);
    plan.attempts_out = &begun;
    skt_addr addrs[4];
    skt_socket s, waits = listener("127.0.0.1:0", &addrs[2]);
    addrs[0] = addrs[1] = deserted("127.0.0.1:0");
    addrs[3] = addrs[2];
    int before = open_handles();
    assert_ok(skt_dial_list(addrs, 4, &plan, soon(), &s));
    assert_int_equal(begun, 2);
    assert_rc(attempts[0].error, SKT_ECONNREFUSED);
    assert_rc(attempts[1].error, 0);
    assert_same(&attempts[0].address, &addrs[0]);
    assert_same(&attempts[1].address, &addrs[2]);
    assert_true(attempts[0].took > 0 && attempts[1].took > 0);
    skt_close(s);
    assert_int_equal(open_handles(), before);
    assert_int_equal(waiting_at(waits), 1);
    skt_close(waits);
}

static void test_dial__where_nobody_listens_it_is_refused(void **state)
{
    (void)state;
    skt_socket s = SKT_INVALID_SOCKET;
    skt_addr addrs[2] = {deserted("127.0.0.1:0"), deserted("127.0.0.1:0")};
    int before = open_handles();
    assert_rc(skt_dial_list(addrs, 1, NULL, soon(), &s), SKT_ECONNREFUSED);
    assert_rc(skt_dial_list(addrs, 2, NULL, soon(), &s), SKT_ECONNREFUSED);
    assert_true(s == SKT_INVALID_SOCKET);
    assert_int_equal(open_handles(), before);
}

typedef struct visit {
    int calls, result;
    skt_addr last;
} visit;

static int set_nodelay(skt_socket s, const skt_addr *addr, void *user)
{
    visit *v = user;
    v->calls++;
    v->last = *addr;
    return v->result < 0 ? v->result : skt_set_bool(s, SKT_TCP_NODELAY, true);
}

static void test_dial__prepare_sees_each_socket_before_it_is_connected(void **state)
{
    (void)state;
    visit v = {.calls = 0};
    skt_addr here;
    skt_socket s = SKT_INVALID_SOCKET, waits = listener("127.0.0.1:0", &here);
    skt_dial_plan plan = plan_of();
    plan.prepare = set_nodelay;
    plan.user = &v;
    bool nodelay = false;
    assert_ok(skt_dial_list(&here, 1, &plan, soon(), &s));
    assert_int_equal(v.calls, 1);
    assert_same(&v.last, &here);
    assert_ok(skt_get_bool(s, SKT_TCP_NODELAY, &nodelay));
    assert_true(nodelay);
    skt_close(s);
    assert_int_equal(waiting_at(waits), 1);
    skt_close(waits);
}

static void test_dial__a_negative_result_of_prepare_is_the_error(void **state)
{
    (void)state;
    /* SKT_EINPROGRESS would be taken for an attempt in progress. */
    static const struct {
        int result, rc;
    } rows[] = {{SKT_EDOM, SKT_EDOM}, {SKT_EAGAIN, SKT_EAGAIN}, {SKT_EINPROGRESS, SKT_EINVAL}};
    skt_addr here;
    skt_socket s = SKT_INVALID_SOCKET, waits = listener("127.0.0.1:0", &here);
    int before = open_handles();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        visit v = {.result = rows[i].result};
        skt_dial_plan plan = plan_of();
        plan.prepare = set_nodelay;
        plan.user = &v;
        assert_rc(skt_dial_list(&here, 1, &plan, soon(), &s), rows[i].rc);
        assert_int_equal(v.calls, 1);
    }
    assert_int_equal(open_handles(), before);
    assert_int_equal(waiting_at(waits), 0);
    skt_close(waits);
}

static void test_dial__a_source_is_what_the_socket_is_bound_to(void **state)
{
    (void)state;
    skt_addr addrs[2], source = deserted("127.0.0.1:0"), local;
    skt_socket s, waits = listener("127.0.0.1:0", &addrs[1]);
    skt_dial_plan plan = plan_of();
    plan.source = &source;
    assert_ok(skt_addr_loopback(SKT_AF_INET6, (uint16_t)skt_addr_port(&addrs[1]), &addrs[0]));
    assert_ok(skt_dial_list(addrs, 2, &plan, soon(), &s));
    assert_ok(skt_local_address(s, &local));
    assert_same(&local, &source);
    skt_close(s);
    assert_rc(skt_dial_list(addrs, 1, &plan, soon(), &s), SKT_EAFNOSUPPORT);
    skt_close(waits);
}

static void test_dial__a_datagram_socket_has_its_peer_at_once(void **state)
{
    (void)state;
    skt_addr here, peer;
    skt_socket s, other = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &here);
    skt_dial_plan plan = plan_of();
    plan.type = SKT_SOCK_DGRAM;
    assert_ok(skt_dial_list(&here, 1, &plan, (skt_deadline){0}, &s));
    assert_ok(skt_peer_address(s, &peer));
    assert_same(&peer, &here);
    skt_close(s);
    skt_close(other);
}

static void test_dial__a_unix_address_is_one_like_any_other(void **state)
{
    (void)state;
    NEEDS_UNIX();
    char path[TEMP_PATH_MAX], text[TEMP_PATH_MAX + 5];
    skt_addr addrs[2], here;
    skt_socket s, waits;
    temp_path(path);
    snprintf(text, sizeof text, "unix:%s", path);
    assert_ok(skt_addr_unix(path, &here));
    addrs[0] = deserted("127.0.0.1:0");
    addrs[1] = here;
    assert_ok(skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &waits));
    assert_ok(skt_bind(waits, &here));
    assert_ok(skt_listen(waits, 4));
    assert_ok(skt_dial_list(addrs, 2, NULL, soon(), &s));
    assert_int_equal(skt_family(s), SKT_AF_UNIX);
    skt_close(s);
    assert_ok(skt_dial(text, NULL, NULL, soon(), &s));
    assert_mode(s, false);
    skt_close(s);
    skt_close(waits);
    remove(path);
}

static void test_dial__mptcp_is_tcp_where_there_is_none(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket s, waits = listener("127.0.0.1:0", &here);
    skt_dial_plan plan = plan_of();
    plan.protocol = SKT_IPPROTO_MPTCP;
    assert_ok(skt_dial_list(&here, 1, &plan, soon(), &s));
    skt_close(s);
    skt_close(waits);
}

/* A plan of a later version, with a field that this library does not know. */
typedef struct later_plan {
    skt_dial_plan plan;
    uint64_t more;
} later_plan;

static void test_dial__a_plan_that_is_none_is_refused(void **state)
{
    (void)state;
    static const struct {
        skt_duration delay;
        int rc;
    } rows[] = {
        {0, 0},
        {SKT_MILLISECONDS(100), 0},
        {SKT_SECONDS(2), 0},
        {1, SKT_EINVAL},
        {SKT_MILLISECONDS(100) - 1, SKT_EINVAL},
        {SKT_SECONDS(2) + 1, SKT_EINVAL},
        {-1, SKT_EINVAL},
        {SKT_FOREVER, SKT_EINVAL},
    };
    skt_dialer d;
    skt_socket s;
    skt_addr addr = address("127.0.0.1:80");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_dial_plan plan = plan_of();
        plan.delay = rows[i].delay;
        assert_rc(skt_dialer_begin(&d, sizeof d, &addr, 1, &plan), rows[i].rc);
    }
    later_plan later = {.plan = plan_of()};
    later.plan.size = sizeof later;
    assert_rc(skt_dialer_begin(&d, sizeof d, &addr, 1, &later.plan), 0);
    later.more = 1;
    assert_rc(skt_dialer_begin(&d, sizeof d, &addr, 1, &later.plan), SKT_EUNSUPPORTED);
    assert_rc(skt_dial("name.invalid:80", NULL, &later.plan, soon(), &s), SKT_EUNSUPPORTED);
    later.plan.size = sizeof(skt_dial_plan) - 1;
    assert_rc(skt_dialer_begin(&d, sizeof d, &addr, 1, &later.plan), SKT_EINVAL);
    assert_rc(skt_dialer_begin(&d, sizeof d - 1, &addr, 1, NULL), SKT_EINVAL);
    skt_dial_plan plan = plan_of();
    plan.attempts_max = 1;
    assert_rc(skt_dialer_begin(&d, sizeof d, &addr, 1, &plan), SKT_EINVAL);
}

static void test_dial__no_address_is_no_way(void **state)
{
    (void)state;
    skt_dialer d;
    skt_socket s;
    skt_deadline next;
    assert_rc(skt_dial_list(NULL, 0, NULL, SKT_NEVER, &s), SKT_EINVAL);
    assert_ok(skt_dialer_begin(&d, sizeof d, NULL, 0, NULL));
    assert_int_equal(skt_dialer_wait_for(&d, NULL, 0, &next), 0);
    assert_true(skt_deadline_passed(next));
    assert_rc(skt_dialer_step(&d, &s), SKT_EINVAL);
}

/* The steps of a program that waits by itself. */
static void test_dial__a_dialer_connects_in_steps(void **state)
{
    (void)state;
    skt_addr addrs[2];
    skt_socket s = SKT_INVALID_SOCKET, waits = listener("127.0.0.1:0", &addrs[1]);
    addrs[0] = deserted("127.0.0.1:0");
    int before = open_handles();
    skt_dialer d;
    assert_ok(skt_dialer_begin(&d, sizeof d, addrs, 2, NULL));
    int rc, steps = 0;
    for (; (rc = skt_dialer_step(&d, &s)) == SKT_EINPROGRESS; steps++) {
        skt_pollfd entries[SKT_DIAL_AT_ONCE];
        skt_deadline next;
        int count = skt_dialer_wait_for(&d, entries, SKT_DIAL_AT_ONCE, &next);
        assert_true(count == 1);
        skt_poll(entries, 1, next);
        assert_true(steps < 100);
    }
    assert_ok(rc);
    assert_mode(s, false);
    skt_close(s);
    assert_rc(skt_dialer_step(&d, &s), SKT_EINVAL);
    skt_dialer_end(&d);
    assert_int_equal(open_handles(), before);
    assert_int_equal(waiting_at(waits), 1);
    skt_close(waits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_dial__a_text_reaches_who_listens_there),
        TEST(test_dial__what_leads_nowhere_is_refused_without_a_socket),
        TEST(test_dial__the_families_of_a_plan_limit_a_text),
        TEST(test_dial__a_name_that_is_none_has_the_resolvers_error),
        TEST(test_dial__the_winner_blocks_unless_the_type_says_otherwise),
        TEST(test_dial__the_next_address_is_attempted_when_one_refuses),
        TEST(test_dial__where_nobody_listens_it_is_refused),
        TEST(test_dial__prepare_sees_each_socket_before_it_is_connected),
        TEST(test_dial__a_negative_result_of_prepare_is_the_error),
        TEST(test_dial__a_source_is_what_the_socket_is_bound_to),
        TEST(test_dial__a_datagram_socket_has_its_peer_at_once),
        TEST(test_dial__a_unix_address_is_one_like_any_other),
        TEST(test_dial__mptcp_is_tcp_where_there_is_none),
        TEST(test_dial__a_plan_that_is_none_is_refused),
        TEST(test_dial__no_address_is_no_way),
        TEST(test_dial__a_dialer_connects_in_steps),
    };
    return RUN(tests);
}
