/* SPDX-License-Identifier: MIT */
#include "support.h"

#include <stdlib.h>

static int handles_before;
bool skt_test_skipped;

int skt_test_count_handles(void **state)
{
    (void)state;
    skt_test_skipped = false;
    handles_before = open_handles();
    return 0;
}

int skt_test_compare_handles(void **state)
{
    (void)state;
    const int after = open_handles();
    if (after == handles_before || skt_test_skipped || host.system == SKT_ON_WINDOWS || under_valgrind()) return 0;
    print_error("%d handles were open before the test, and %d are\n", handles_before, after);
    return -1;
}

static const char *name_of(int rc)
{
    static char number[2][16];
    static int which;
    if (rc == 0) return "0";
    const char *name = skt_error_name(rc);
    which = !which;
    snprintf(number[which], sizeof number[which], "%d", rc);
    return name ? name : number[which];
}

void skt_test_assert_rc(int got, int wanted, const char *what, const char *file, int line)
{
    if (got == wanted) return;
    print_error("%s: got %s, wanted %s\n", what, name_of(got), name_of(wanted));
    _fail(file, line);
}

void skt_test_assert_ok(int got, const char *what, const char *file, int line)
{
    if (got >= 0) return;
    print_error("%s: %s\n", what, name_of(got));
    _fail(file, line);
}

void skt_test_assert_events(short got, short wanted, const char *what, const char *file, int line)
{
    static const short events[] = {SKT_POLLIN, SKT_POLLOUT, SKT_POLLERR, SKT_POLLHUP, SKT_POLLNVAL, SKT_POLLRDHUP};
    short rest = got;
    bool right = true;
    for (size_t i = 0; i < COUNT_OF(events); i++) {
        right = right && !(got & events[i]) == !(wanted & events[i]);
        if (wanted & events[i]) rest = (short)(rest & ~events[i]);
    }
    if (right && rest == 0) return;
    print_error("%s: got %#x, wanted %#x\n", what, (unsigned)got, (unsigned)wanted);
    _fail(file, line);
}

/*
 * On systems where the mode cannot be read, a blocking call that times out has another error than a non-blocking one.
 */
static int shown_mode(skt_socket s, bool *out)
{
    char byte;
    assert_ok(skt_set_duration(s, SKT_SO_RCVTIMEO, SKT_MILLISECONDS(20)));
    skt_ssize rc = skt_recv(s, &byte, 1, SKT_MSG_PEEK);
    assert_ok(skt_set_duration(s, SKT_SO_RCVTIMEO, SKT_FOREVER));
    *out = rc == SKT_EAGAIN;
    return rc == SKT_EAGAIN || rc == SKT_ETIMEDOUT ? 0 : SKT_EUNSUPPORTED;
}

void skt_test_assert_mode(skt_socket s, bool nonblocking, const char *file, int line)
{
    bool is = !nonblocking;
    int rc = skt_get_nonblocking(s, &is);
    if (rc == SKT_EUNSUPPORTED) rc = shown_mode(s, &is);
    if (rc == SKT_EUNSUPPORTED) return;
    skt_test_assert_rc(rc, 0, "the mode", file, line);
    skt_test_assert_rc(is, nonblocking, "whether it does not block", file, line);
}

int young_lack(skt_socket s, skt_option option)
{
    const char *const *young = host.young;
    const char *name = skt_option_describe(option)->name;
    while (*young != NULL && strcmp(*young, name) != 0) young++;
    if (*young == NULL) return 0;
    int rc = skt_option_probe(s, option);
    return rc == SKT_ENOPROTOOPT || rc == SKT_EOPNOTSUPP || rc == SKT_EINVAL ? rc : 0;
}

int loopback_index(void)
{
    skt_interface all[256];
    int count = skt_interfaces(all, COUNT_OF(all));
    assert_in_range(count, 1, COUNT_OF(all));
    for (int i = 0; i < count; i++)
        if (all[i].flags & SKT_IFF_LOOPBACK) return (int)all[i].index;
    fail_msg("%s", "no loopback interface");
    return 0;
}

void skt_test_assert_taken(skt_socket s, const char *file, int line)
{
    static bool told;
    int rc = skt_pending_error(s);
    if (rc < 0 && under_wine()) {
        if (!told) printf("SKIP SO_ERROR: Wine keeps it when it was read: %s\n", skt_error_name(rc));
        told = true;
        return;
    }
    skt_test_assert_rc(rc, 0, "the pending error", file, line);
}

bool is_no_interface(int rc)
{
    if (host.system == SKT_ON_WINDOWS) return rc == SKT_ENOENT;
    return rc == SKT_ENODEV || rc == SKT_ENXIO;
}

skt_addr address(const char *text)
{
    skt_addr parsed;
    assert_ok(skt_addr_parse(text, &parsed));
    return parsed;
}

skt_addr dirty(void)
{
    skt_addr addr;
    memset(&addr, 0xa5, sizeof addr);
    return addr;
}

void skt_test_assert_same(const skt_addr *a, const skt_addr *b, const char *file, int line)
{
    bool equal = skt_addr_equal(a, b) && skt_addr_equal(b, a);
    if (equal && skt_addr_hash(a) == skt_addr_hash(b)) return;
    print_error("the %s are not the same\n", equal ? "hashes" : "addresses");
    _fail(file, line);
}

void skt_test_assert_round_trip(const char *text, const char *written, const char *file, int line)
{
    char back[SKT_ADDR_TEXT_MAX];
    skt_addr first, second;
    skt_test_assert_rc(skt_addr_parse(text, &first), 0, text, file, line);
    int len = skt_addr_format(&first, back, sizeof back);
    _assert_string_equal(back, written, file, line);
    _assert_int_equal((uintmax_t)len, strlen(written), file, line);
    skt_test_assert_rc(skt_addr_parse(written, &second), 0, written, file, line);
    skt_test_assert_same(&first, &second, file, line);
}

skt_socket bound_to(const skt_addr *addr, int type, skt_addr *here)
{
    skt_socket s;
    assert_ok(skt_open(skt_addr_family(addr), type, 0, &s));
    assert_ok(skt_bind(s, addr));
    *here = dirty();
    assert_ok(skt_local_address(s, here));
    return s;
}

skt_socket bound(const char *text, int type, skt_addr *here)
{
    skt_addr addr = address(text);
    return bound_to(&addr, type, here);
}

skt_socket listener(const char *text, skt_addr *here)
{
    skt_socket s = bound(text, SKT_SOCK_STREAM, here);
    assert_ok(skt_listen(s, 16));
    return s;
}

skt_socket v6_listener(bool only, skt_addr *v4_out)
{
    skt_addr any = address("[::]:0");
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET6, SKT_SOCK_STREAM, 0, &s));
    assert_ok(skt_set_bool(s, SKT_IPV6_V6ONLY, only));
    assert_ok(skt_bind(s, &any));
    assert_ok(skt_listen(s, 1));
    assert_ok(skt_local_address(s, &any));
    *v4_out = address("127.0.0.1");
    assert_ok(skt_addr_set_port(v4_out, (uint16_t)skt_addr_port(&any)));
    return s;
}

skt_duration since(skt_deadline then)
{
    return skt_now().nanoseconds - then.nanoseconds;
}

void wait_for(skt_socket s, short events)
{
    skt_pollfd entry = {.socket = s, .events = events};
    assert_int_equal(skt_poll(&entry, 1, skt_deadline_in(SKT_SECONDS(20))), 1);
}

connection tcp_connection(const char *text)
{
    connection c;
    skt_addr here;
    skt_socket listening = listener(text, &here);
    assert_ok(skt_open(skt_addr_family(&here), SKT_SOCK_STREAM, 0, &c.client));
    assert_ok(skt_connect(c.client, &here));
    assert_ok(skt_accept(listening, 0, &c.server, NULL));
    skt_close(listening);
    return c;
}

connection udp_connection(const char *text)
{
    skt_addr client, server;
    connection c = {
        .client = bound(text, SKT_SOCK_DGRAM, &client),
        .server = bound(text, SKT_SOCK_DGRAM, &server),
    };
    assert_ok(skt_connect(c.client, &server));
    assert_ok(skt_connect(c.server, &client));
    return c;
}

connection unix_pair(int type)
{
    skt_socket both[2];
    int rc = skt_pair(SKT_AF_UNIX, type, 0, both);
    if (rc == SKT_EUNSUPPORTED) SKIP("a pair of %s: %s", skt_type_name(type), skt_error_name(rc));
    assert_ok(rc);
    return (connection){.client = both[0], .server = both[1]};
}

void close_both(connection *c)
{
    skt_close(c->client);
    skt_close(c->server);
}

int unix_lack(void)
{
    skt_socket s;
    int rc = skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &s);
    return rc == 0 ? skt_close(s) : rc;
}

bool under_valgrind(void)
{
    return getenv("SKT_UNDER_VALGRIND") != NULL;
}
