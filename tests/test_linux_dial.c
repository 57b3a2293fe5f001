/* SPDX-License-Identifier: MIT */
/*
 * Linux: dialling over a cable to addresses that are silent, refuse, or answer late, in real time. No situation may end
 * before its time; a machine that is busy may end it later.
 */
#include "netns.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>

/* How much later than it should a situation may end, where something else would come after that. */
#define LATE SKT_SECONDS(3)

static uint16_t port; /* where the far side listens, on all of its addresses */
static skt_socket far_listener = SKT_INVALID_SOCKET;
static skt_socket full_listener = SKT_INVALID_SOCKET, filler = SKT_INVALID_SOCKET;
static uint16_t full_port; /* where it takes no more connections */

static skt_socket listen_far(int backlog, uint16_t *port_out)
{
    skt_addr any;
    skt_socket s = netns_open_far(SKT_AF_INET6, SKT_SOCK_STREAM, 0);
    assert_ok(skt_addr_any(SKT_AF_INET6, 0, &any));
    assert_ok(skt_set_bool(s, SKT_IPV6_V6ONLY, false));
    assert_ok(skt_bind(s, &any));
    assert_ok(skt_listen(s, backlog));
    assert_ok(skt_local_address(s, &any));
    *port_out = (uint16_t)skt_addr_port(&any);
    return s;
}

static skt_addr at(const char *ip, uint16_t at_port)
{
    skt_addr addr;
    assert_ok(skt_ip_parse(ip, at_port, &addr));
    return addr;
}

/* What the addresses behave like: fd09::3 and 10.9.0.3 are silent; those of 10.9.0.64/26 and fd09::64 are refused. */
static bool lay_out(void)
{
    if (!netns_cable()) return false;
    if (!netns_run("nft -f - <<'END'\n"
                   "table inet dial {\nchain out {\n  type filter hook output priority 0\n"
                   "  ip6 daddr fd09::3 drop\n"
                   "  ip daddr 10.9.0.3 drop\n"
                   "  ip daddr 10.9.0.64/26 meta l4proto tcp reject with tcp reset\n"
                   "  ip6 daddr fd09::64 reject with icmpv6 addr-unreachable\n"
                   "}\n}\n"
                   "END",
                   __FILE__, __LINE__))
        return false;
    far_listener = listen_far(64, &port);
    full_listener = listen_far(0, &full_port);
    skt_addr full = at("10.9.0.2", full_port);
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &filler));
    assert_ok(skt_connect(filler, &full));
    return true;
}

static bool is_laid_out;

#define NEEDS_LAYOUT()                                              \
    do {                                                            \
        NEEDS_NETNS();                                              \
        if (!is_laid_out) SKIP("ip(8) or nft(8) is not installed"); \
    } while (0)

/* How many connections have come to the far side; they are closed. */
static int arrived(void)
{
    int count = 0;
    skt_socket s;
    assert_ok(skt_set_nonblocking(far_listener, true));
    for (; skt_accept(far_listener, 0, &s, NULL) == 0; count++) skt_close(s);
    return count;
}

/* Where an address leads: to who listens, to the full backlog, or to a port without anyone. */
enum to { NONE, OPEN, FULL, CLOSED };

typedef struct situation {
    const char *sentence;
    struct {
        const char *ip;
        enum to to;
    } addrs[4];
    int rc, winner;   /* its index */
    int ms, begun;    /* after how long, and how many attempts */
    int deadline;     /* in milliseconds; 0: a long time */
    bool signals;     /* one comes every millisecond */
    bool no_late_end; /* nothing else would end it, so that it may come any time later */
} situation;

static const situation situations[] = {
    {"One that listens is connected.", {{"10.9.0.2", OPEN}}, .begun = 1},
    {"So it is over IPv6.", {{"fd09::2", OPEN}}, .begun = 1},
    {"A silent IPv6 address costs the delay.",
     {{"fd09::3", OPEN}, {"10.9.0.2", OPEN}},
     .winner = 1,
     .ms = 250,
     .begun = 2},
    {"A silent IPv4 address costs the delay.",
     {{"10.9.0.3", OPEN}, {"fd09::2", OPEN}},
     .winner = 1,
     .ms = 250,
     .begun = 2},
    {"Two silent ones cost two.",
     {{"fd09::3", OPEN}, {"10.9.0.3", OPEN}, {"fd09::2", OPEN}},
     .winner = 2,
     .ms = 500,
     .begun = 3},
    {"Families take turns over silent ones.",
     {{"fd09::3", OPEN}, {"fd09::3", CLOSED}, {"10.9.0.2", OPEN}},
     .winner = 2,
     .ms = 250,
     .begun = 2},
    {"A full backlog is silent.", {{"10.9.0.2", FULL}, {"fd09::2", OPEN}}, .winner = 1, .ms = 250, .begun = 2},
    {"A closed port costs nothing.", {{"fd09::2", CLOSED}, {"10.9.0.2", OPEN}}, .winner = 1, .begun = 2},
    {"A reset by a firewall costs nothing.", {{"10.9.0.70", OPEN}, {"fd09::2", OPEN}}, .winner = 1, .begun = 2},
    {"A rejection by ICMP costs nothing.", {{"fd09::64", OPEN}, {"10.9.0.2", OPEN}}, .winner = 1, .begun = 2},
    {"A network without a route costs nothing.", {{"2001:db8::1", OPEN}, {"10.9.0.2", OPEN}}, .winner = 1, .begun = 2},
    {"So does one of IPv4.", {{"203.0.113.1", OPEN}, {"fd09::2", OPEN}}, .winner = 1, .begun = 2},
    {"All refuse.", {{"10.9.0.2", CLOSED}, {"fd09::2", CLOSED}}, .rc = SKT_ECONNREFUSED, .begun = 2},
    {"A refusal says more than no route.",
     {{"2001:db8::1", OPEN}, {"10.9.0.2", CLOSED}},
     .rc = SKT_ECONNREFUSED,
     .begun = 2},
    {"Without any route that is said.",
     {{"2001:db8::1", OPEN}, {"203.0.113.1", OPEN}},
     .rc = SKT_ENETUNREACH,
     .begun = 2},
    {"All are silent until the deadline.",
     {{"fd09::3", OPEN}, {"10.9.0.3", OPEN}},
     .rc = SKT_ETIMEDOUT,
     .ms = 600,
     .begun = 2,
     .deadline = 600,
     .no_late_end = true},
    {"The deadline comes before the delay.",
     {{"fd09::3", OPEN}, {"10.9.0.2", OPEN}},
     .rc = SKT_ETIMEDOUT,
     .ms = 100,
     .begun = 1,
     .deadline = 100},
    {"An address that is there thrice is attempted once.",
     {{"10.9.0.2", CLOSED}, {"10.9.0.2", CLOSED}, {"10.9.0.2", CLOSED}},
     .rc = SKT_ECONNREFUSED,
     .begun = 1},
    {"Signals change nothing.",
     {{"fd09::3", OPEN}, {"10.9.0.2", OPEN}},
     .winner = 1,
     .ms = 250,
     .begun = 2,
     .signals = true},
    {"Nor do they before a deadline.",
     {{"fd09::3", OPEN}},
     .rc = SKT_ETIMEDOUT,
     .ms = 400,
     .begun = 1,
     .deadline = 400,
     .signals = true,
     .no_late_end = true},
};

static void ignore(int number)
{
    (void)number;
}

/* A signal that interrupts every wait, or none any more. */
static void storm(bool on)
{
    struct sigaction action = {.sa_handler = ignore};
    struct itimerval every = {.it_interval = {.tv_usec = on ? 1000 : 0}, .it_value = {.tv_usec = on ? 1000 : 0}};
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &every, NULL);
}

static void run_situation(const situation *row)
{
    skt_addr addrs[4], peer;
    skt_socket s = SKT_INVALID_SOCKET;
    skt_dial_plan plan;
    size_t count = 0, begun = 0;
    for (; count < COUNT_OF(addrs) && row->addrs[count].ip; count++) {
        enum to to = row->addrs[count].to;
        addrs[count] = at(row->addrs[count].ip, to == OPEN ? port : to == FULL ? full_port : 1);
    }
    skt_dial_plan_init(&plan);
    plan.attempts_out = &begun;
    int before = open_handles();
    if (row->signals) storm(true);
    skt_deadline start = skt_now();
    skt_duration limit = row->deadline ? SKT_MILLISECONDS(row->deadline) : SKT_SECONDS(20);
    int rc = skt_dial_list(addrs, count, &plan, skt_deadline_in(limit), &s);
    skt_duration took = since(start);
    storm(false);
    if (rc != row->rc) print_error("%s\n", row->sentence);
    assert_rc(rc, row->rc);
    assert_true(took >= SKT_MILLISECONDS(row->ms));
    if (!row->no_late_end) assert_true(took < SKT_MILLISECONDS(row->ms) + LATE);
    assert_int_equal(begun, row->begun);
    if (rc == 0) {
        assert_ok(skt_peer_address(s, &peer));
        assert_same(&peer, &addrs[row->winner]);
        assert_mode(s, false);
        skt_close(s);
    }
    assert_int_equal(open_handles(), before);
    assert_int_equal(arrived(), rc == 0);
}

static void test_linux_dial__every_situation_ends_as_it_should(void **state)
{
    (void)state;
    NEEDS_LAYOUT();
    for (size_t i = 0; i < COUNT_OF(situations); i++) run_situation(&situations[i]);
}

/* The backlog gets room while the second attempt is silent; the kernel asks again after a second. */
static void test_linux_dial__a_late_answer_wins(void **state)
{
    (void)state;
    NEEDS_LAYOUT();
    uint16_t late_port;
    skt_socket waits = listen_far(0, &late_port), taken = SKT_INVALID_SOCKET, s = SKT_INVALID_SOCKET;
    skt_addr addrs[2] = {at("10.9.0.2", late_port), at("fd09::3", late_port)}, peer;
    skt_socket first;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &first));
    assert_ok(skt_connect(first, &addrs[0]));
    skt_dialer d;
    skt_deadline start = skt_now();
    assert_ok(skt_dialer_begin(&d, sizeof d, addrs, 2, NULL));
    bool room = false;
    int rc;
    while ((rc = skt_dialer_step(&d, &s)) == SKT_EINPROGRESS) {
        skt_pollfd entries[SKT_DIAL_AT_ONCE];
        skt_deadline next;
        int count = skt_dialer_wait_for(&d, entries, SKT_DIAL_AT_ONCE, &next);
        if (count == 2 && !room) {
            assert_ok(skt_accept(waits, 0, &taken, NULL));
            room = true;
        }
        skt_poll(entries, (size_t)count, next);
        assert_true(since(start) < SKT_SECONDS(20));
    }
    assert_ok(rc);
    assert_ok(skt_peer_address(s, &peer));
    assert_same(&peer, &addrs[0]);
    assert_true(since(start) >= SKT_MILLISECONDS(900));
    skt_close(s);
    skt_close(taken);
    skt_close(first);
    skt_close(waits);
}

/* All of 10.9.0.64 to .127 are refused. */
static void test_linux_dial__many_addresses_are_attempted_once_each(void **state)
{
    (void)state;
    NEEDS_LAYOUT();
    skt_addr addrs[100];
    skt_socket s = SKT_INVALID_SOCKET;
    skt_dial_plan plan;
    size_t begun = 0;
    skt_dial_plan_init(&plan);
    plan.attempts_out = &begun;
    for (size_t i = 0; i < COUNT_OF(addrs); i++) {
        char ip[16];
        snprintf(ip, sizeof ip, "10.9.0.%d", (int)(64 + i % 64));
        addrs[i] = at(ip, port);
    }
    addrs[99] = at("10.9.0.2", port);
    int before = open_handles();
    assert_ok(skt_dial_list(addrs, COUNT_OF(addrs), &plan, skt_deadline_in(SKT_SECONDS(20)), &s));
    assert_int_equal(begun, 65);
    skt_close(s);
    assert_int_equal(open_handles(), before);
    assert_int_equal(arrived(), 1);
}

/* Of two silent addresses only one has a descriptor, and the other waits for it. */
static void test_linux_dial__without_descriptors_the_next_attempt_waits(void **state)
{
    (void)state;
    NEEDS_LAYOUT();
    NOT_UNDER_VALGRIND("keeps descriptors for itself");
    skt_addr addrs[2] = {at("fd09::3", port), at("10.9.0.3", port)};
    skt_socket s = SKT_INVALID_SOCKET, next;
    skt_dial_plan plan;
    size_t begun = 0;
    struct rlimit was, few;
    skt_dial_plan_init(&plan);
    plan.attempts_out = &begun;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &next));
    skt_close(next);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &was), 0);
    few = was;
    few.rlim_cur = (rlim_t)next + 1;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    int rc = skt_dial_list(addrs, 2, &plan, skt_deadline_in(SKT_MILLISECONDS(500)), &s);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &was), 0);
    assert_rc(rc, SKT_ETIMEDOUT);
    assert_int_equal(begun, 1);
}

static void test_linux_dial__device_source_and_protocol_are_those_of_the_plan(void **state)
{
    (void)state;
    NEEDS_LAYOUT();
    skt_addr addrs[2] = {at("fd09::2", port), at("10.9.0.2", port)}, source = at("10.9.0.1", 0), local;
    skt_socket s = SKT_INVALID_SOCKET;
    skt_dial_plan plan;
    char device[SKT_INTERFACE_NAME_MAX];
    skt_dial_plan_init(&plan);
    plan.source = &source;
    plan.device = "near";
    plan.protocol = SKT_IPPROTO_MPTCP;
    assert_ok(skt_dial_list(addrs, 2, &plan, skt_deadline_in(SKT_SECONDS(20)), &s));
    assert_ok(skt_local_address(s, &local));
    assert_true(skt_addr_same_host(&local, &source));
    assert_ok(skt_device(s, device, sizeof device));
    assert_string_equal(device, "near");
    bool has_mptcp = skt_family_supported(SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_MPTCP);
    assert_int_equal(skt_protocol(s), has_mptcp ? SKT_IPPROTO_MPTCP : SKT_IPPROTO_TCP);
    skt_close(s);
    assert_int_equal(arrived(), 1);
    plan.device = "no-such";
    assert_rc(skt_dial_list(addrs, 2, &plan, skt_deadline_in(SKT_SECONDS(20)), &s), SKT_ENODEV);
    assert_int_equal(arrived(), 0);
}

static int open_all(void **state)
{
    netns_setup(state);
    if (netns_lack() == NULL) is_laid_out = lay_out();
    return 0;
}

static int close_all(void **state)
{
    skt_socket all[] = {far_listener, full_listener, filler};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (all[i] != SKT_INVALID_SOCKET) skt_close(all[i]);
    return netns_teardown(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_dial__every_situation_ends_as_it_should),
        TEST(test_linux_dial__a_late_answer_wins),
        TEST(test_linux_dial__many_addresses_are_attempted_once_each),
        TEST(test_linux_dial__without_descriptors_the_next_attempt_waits),
        TEST(test_linux_dial__device_source_and_protocol_are_those_of_the_plan),
    };
    return RUN_WITH(tests, open_all, close_all);
}
