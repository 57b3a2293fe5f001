/* SPDX-License-Identifier: MIT */
/* Names to addresses. Nothing here asks a server. */
#include "support.h"

#include <stdlib.h>

static skt_addr found[16];

/* Resolves into `found`, and fails the test where that fails. */
static int resolve(const char *name, const char *service, int family, int type, int flags)
{
    memset(found, 0xa5, sizeof found);
    int count = skt_resolve(name, service, family, type, flags, found, COUNT_OF(found));
    assert_ok(count);
    assert_in_range(count, 1, COUNT_OF(found));
    return count;
}

static bool has(int count, const char *text)
{
    skt_addr wanted = address(text);
    for (int i = 0; i < count; i++)
        if (skt_addr_equal(&found[i], &wanted)) return true;
    return false;
}

static void test_resolve__localhost_is_loopback(void **state)
{
    (void)state;
    int count = resolve("localhost", "80", 0, SKT_SOCK_STREAM, 0);
    for (int i = 0; i < count; i++) {
        assert_true(skt_addr_is_loopback(&found[i]));
        assert_int_equal(skt_addr_port(&found[i]), 80);
    }
    count = resolve("localhost", "81", SKT_AF_INET, 0, 0);
    assert_true(has(count, "127.0.0.1:81"));
    for (int i = 0; i < count; i++) assert_int_equal(skt_addr_family(&found[i]), SKT_AF_INET);
}

static void test_resolve__numbers_need_no_server(void **state)
{
    (void)state;
    static const struct {
        const char *host;
        const char *service;
        const char *wanted;
    } rows[] = {
        {"192.0.2.1", "80", "192.0.2.1:80"},
        {"192.0.2.1", "0", "192.0.2.1:0"},
        {"192.0.2.1", "65535", "192.0.2.1:65535"},
        {"192.0.2.1", NULL, "192.0.2.1:0"},
        {"2001:db8::1", "53", "[2001:db8::1]:53"},
        {"::", NULL, "[::]:0"},
        {"::ffff:192.0.2.1", "7", "[::ffff:192.0.2.1]:7"},
        {"fe80::1%1", "7", "[fe80::1%1]:7"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int flags = SKT_AI_NUMERICHOST | SKT_AI_NUMERICSERV;
        assert_int_equal(resolve(rows[i].host, rows[i].service, 0, SKT_SOCK_DGRAM, flags), 1);
        if (!has(1, rows[i].wanted)) fail_msg("%s is not %s", rows[i].host, rows[i].wanted);
    }
}

static void test_resolve__no_host_is_this_machine(void **state)
{
    (void)state;
    int count = resolve(NULL, "80", 0, SKT_SOCK_STREAM, 0);
    assert_true(has(count, "127.0.0.1:80") || has(count, "[::1]:80"));
    for (int i = 0; i < count; i++) assert_true(skt_addr_is_loopback(&found[i]));

    count = resolve(NULL, "80", 0, SKT_SOCK_STREAM, SKT_AI_PASSIVE);
    assert_true(has(count, "0.0.0.0:80") || has(count, "[::]:80"));
    for (int i = 0; i < count; i++) assert_true(skt_addr_is_any(&found[i]));

    assert_int_equal(resolve(NULL, "80", SKT_AF_INET6, SKT_SOCK_STREAM, SKT_AI_PASSIVE), 1);
    assert_true(has(1, "[::]:80"));
}

static void test_resolve__a_service_may_be_a_name(void **state)
{
    (void)state;
    int rc = skt_resolve("127.0.0.1", "http", SKT_AF_INET, SKT_SOCK_STREAM, 0, found, COUNT_OF(found));
    if (rc == SKT_EAI_SERVICE || rc == SKT_EAI_NONAME) SKIP("this machine has no list of services");
    assert_int_equal(rc, 1);
    assert_true(has(1, "127.0.0.1:80"));
}

/* getaddrinfo lists an address once for each socket type. */
static void test_resolve__an_address_is_listed_once(void **state)
{
    (void)state;
    assert_int_equal(resolve("127.0.0.1", "80", 0, 0, 0), 1);
    assert_int_equal(resolve("::1", NULL, 0, 0, 0), 1);
    int count = resolve("localhost", NULL, 0, 0, 0);
    for (int i = 0; i < count; i++)
        for (int j = 0; j < i; j++) assert_false(skt_addr_equal(&found[i], &found[j]));
}

static void test_resolve__a_list_is_cut_to_the_room_and_tells_its_length(void **state)
{
    (void)state;
    int count = resolve(NULL, "80", 0, 0, SKT_AI_PASSIVE);
    if (count < 2) SKIP("this machine has one family of addresses only");
    skt_addr first = found[0], untouched;
    memset(&untouched, 0x5a, sizeof untouched);
    found[1] = untouched;
    assert_int_equal(skt_resolve(NULL, "80", 0, 0, SKT_AI_PASSIVE, found, 1), count);
    assert_true(skt_addr_equal(&found[0], &first));
    assert_memory_equal(&found[1], &untouched, sizeof untouched);
    assert_int_equal(skt_resolve(NULL, "80", 0, 0, SKT_AI_PASSIVE, NULL, 0), count);
}

static void test_resolve__mapped_addresses_come_on_request(void **state)
{
    (void)state;
    int rc = skt_resolve("192.0.2.1", "80", SKT_AF_INET6, SKT_SOCK_STREAM, SKT_AI_V4MAPPED | SKT_AI_ALL, found, 1);
    if (rc == SKT_EUNSUPPORTED) SKIP("this system has no AI_V4MAPPED");
    assert_int_equal(rc, 1);
    assert_true(has(1, "[::ffff:192.0.2.1]:80"));
}

static void assert_refused(int rc, const int *wanted, const char *what)
{
    while (*wanted != 0 && *wanted != rc) wanted++;
    if (*wanted == 0) fail_msg("%s: %d, %s", what, rc, skt_error_name(rc) ? skt_error_name(rc) : "");
}

static void test_resolve__what_cannot_be_resolved_says_why(void **state)
{
    (void)state;
    static char long_host[10000];
    memset(long_host, 'a', sizeof long_host - 1);
    const struct {
        const char *why;
        const char *host;
        const char *service;
        int family, type, flags;
        int wanted[4];
    } rows[] = {
        {"neither host nor service", NULL, NULL, 0, 0, 0, {SKT_EAI_NONAME}},
        {"a name where a number must be", "localhost", NULL, 0, 0, SKT_AI_NUMERICHOST, {SKT_EAI_NONAME}},
        {"no such service", "127.0.0.1", "no-such-service", 0, SKT_SOCK_STREAM, 0, {SKT_EAI_SERVICE, SKT_EAI_NONAME}},
        {"a service's name where a number must be",
         "127.0.0.1",
         "http",
         0,
         SKT_SOCK_STREAM,
         SKT_AI_NUMERICSERV,
         {SKT_EAI_NONAME, SKT_EAI_SERVICE}},
        {"IPv4 where IPv6 was asked for",
         "127.0.0.1",
         NULL,
         SKT_AF_INET6,
         0,
         SKT_AI_NUMERICHOST,
         {SKT_EAI_ADDRFAMILY, SKT_EAI_NONAME, SKT_EAI_NODATA}},
        {"IPv6 where IPv4 was asked for",
         "::1",
         NULL,
         SKT_AF_INET,
         0,
         SKT_AI_NUMERICHOST,
         {SKT_EAI_ADDRFAMILY, SKT_EAI_NONAME, SKT_EAI_NODATA}},
        {"a family without names", "localhost", NULL, SKT_AF_UNIX, 0, 0, {SKT_EAI_FAMILY}},
        {"a family that does not exist", "localhost", NULL, 12345, 0, 0, {SKT_EAI_FAMILY}},
        {"a type that does not exist",
         "127.0.0.1",
         "80",
         0,
         77,
         0,
         {SKT_EAI_SOCKTYPE, SKT_EAI_SERVICE, SKT_EAI_BADHINTS}},
        {"an empty host", "", NULL, 0, 0, SKT_AI_NUMERICHOST, {SKT_EAI_NONAME}},
        {"a host of ten thousand letters",
         long_host,
         NULL,
         0,
         0,
         SKT_AI_NUMERICHOST,
         {SKT_EAI_NONAME, SKT_EAI_FAIL, SKT_EAI_OVERFLOW}},
        {"a host that is no text", "\xff\xfe", NULL, 0, 0, SKT_AI_NUMERICHOST, {SKT_EAI_NONAME}},
        {"a host of other letters", "k\xc3\xb6ln", NULL, 0, 0, SKT_AI_NUMERICHOST, {SKT_EAI_NONAME}},
        {"a service of other letters",
         "127.0.0.1",
         "dom\xc3\xa4n",
         0,
         SKT_SOCK_STREAM,
         0,
         {SKT_EAI_SERVICE, SKT_EAI_NONAME}},
        {"a service that is no text",
         "127.0.0.1",
         "\xff\xfe",
         0,
         SKT_SOCK_STREAM,
         0,
         {SKT_EAI_SERVICE, SKT_EAI_NONAME}},
        {"an unknown scope", "fe80::1%skt-no-such", NULL, 0, 0, SKT_AI_NUMERICHOST, {SKT_EAI_NONAME}},
        {"a port out of range", "127.0.0.1", "65536", 0, SKT_SOCK_STREAM, 0, {SKT_EAI_SERVICE}},
        {"a port out of range", "127.0.0.1", "65616", 0, SKT_SOCK_STREAM, SKT_AI_NUMERICSERV, {SKT_EAI_SERVICE}},
        {"a port out of range", "127.0.0.1", "99999999999999999999", 0, SKT_SOCK_STREAM, 0, {SKT_EAI_SERVICE}},
        {"a negative port", NULL, "-2", 0, SKT_SOCK_STREAM, 0, {SKT_EAI_SERVICE}},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr out, before;
        memset(&out, 0x5a, sizeof out);
        before = out;
        int rc = skt_resolve(rows[i].host, rows[i].service, rows[i].family, rows[i].type, rows[i].flags, &out, 1);
        if (rc == SKT_EAI_OTHER && under_wine()) {
            printf("SKIP %s: Wine gives a code of the system under it\n", rows[i].why);
            continue;
        }
        assert_refused(rc, rows[i].wanted, rows[i].why);
        assert_memory_equal(&out, &before, sizeof out);
    }
}

static void test_resolve__what_the_system_lacks_is_unsupported(void **state)
{
    (void)state;
    static const int families[] = {SKT_AF_HYPERV, SKT_AF_LINK, SKT_AF_PACKET, SKT_AF_SYSTEM};
    static const int flags[] = {SKT_AI_PASSIVE,  SKT_AI_NUMERICHOST, SKT_AI_NUMERICSERV,
                                SKT_AI_V4MAPPED, SKT_AI_ALL,         SKT_AI_ADDRCONFIG};
    skt_addr out;
    for (size_t i = 0; i < COUNT_OF(families); i++)
        if (families[i] > 20000)
            assert_rc(skt_resolve("127.0.0.1", NULL, families[i], 0, 0, &out, 1), SKT_EUNSUPPORTED);
    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        int rc = skt_resolve("127.0.0.1", "1", SKT_AF_INET, SKT_SOCK_STREAM, flags[i], &out, 1);
        assert_true(flags[i] >= 0x01000000 ? rc == SKT_EUNSUPPORTED : rc == 1);
    }
    /* What stands for a flag elsewhere may be another one of this system's: AI_UNUSABLE is one on Apple. */
    for (int bit = 0x01000000; bit < 0x40000000; bit <<= 1) {
        int rc = skt_resolve("127.0.0.1", "1", 0, 0, bit, &out, 1);
        assert_int_equal(rc == SKT_EUNSUPPORTED, (bit & SKT__AI_ABSENT) != 0);
        if (host.system == SKT_ON_LINUX) assert_rc(rc, SKT_EAI_BADFLAGS);
    }
    if (SKT_SOCK_DCCP > 20000)
        assert_rc(skt_resolve("127.0.0.1", NULL, 0, SKT_SOCK_DCCP, 0, &out, 1), SKT_EUNSUPPORTED);
}

static void test_resolve__an_unknown_flag_is_refused(void **state)
{
    (void)state;
    skt_addr out;
    int rc = skt_resolve("127.0.0.1", "1", SKT_AF_INET, SKT_SOCK_STREAM, 0x40000000, &out, 1);
    /* Not every getaddrinfo looks at flags that it does not know. */
    if (host.system == SKT_ON_LINUX || rc != 1) assert_rc(rc, SKT_EAI_BADFLAGS);
}

/* Numbers both: no server is asked for a name. */
static void test_resolve__an_address_is_resolved_to_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *addr, *host, *service;
    } rows[] = {
        {"192.0.2.1:80", "192.0.2.1", "80"},
        {"0.0.0.0:0", "0.0.0.0", "0"},
        {"[2001:db8::1]:65535", "2001:db8::1", "65535"},
        {"[::ffff:192.0.2.1]:1", "::ffff:192.0.2.1", "1"},
    };
    const int numbers = SKT_NI_NUMERICHOST | SKT_NI_NUMERICSERV;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr addr = address(rows[i].addr);
        char node[64] = "x", service[8] = "y";
        assert_rc(skt_resolve_name(&addr, node, sizeof node, service, sizeof service, numbers | SKT_NI_DGRAM), 0);
        assert_string_equal(node, rows[i].host);
        assert_string_equal(service, rows[i].service);
        node[0] = service[0] = 'x';
        assert_rc(skt_resolve_name(&addr, node, sizeof node, NULL, 77, numbers), 0);
        assert_string_equal(node, rows[i].host);
        assert_rc(skt_resolve_name(&addr, NULL, 77, service, sizeof service, numbers), 0);
        assert_string_equal(service, rows[i].service);
        strcpy(node, "kept");
        assert_rc(skt_resolve_name(&addr, node, 0, service, SIZE_MAX, numbers), 0);
        assert_string_equal(node, "kept");
    }
}

static void test_resolve__a_service_has_a_name(void **state)
{
    (void)state;
    skt_addr addr = address("127.0.0.1:80");
    char service[64];
    assert_rc(skt_resolve_name(&addr, NULL, 0, service, sizeof service, SKT_NI_NUMERICHOST), 0);
    if (strcmp(service, "80") == 0) SKIP("this machine has no list of services");
    assert_string_equal(service, "http");
}

static void test_resolve__a_name_that_does_not_fit_is_an_error(void **state)
{
    (void)state;
    skt_addr addr = address("192.0.2.1:12345");
    const int numbers = SKT_NI_NUMERICHOST | SKT_NI_NUMERICSERV;
    for (size_t room = 1; room <= 10; room++) {
        char *exact = malloc(room);
        assert_non_null(exact);
        int rc = skt_resolve_name(&addr, exact, room, NULL, 0, numbers);
        assert_rc(rc, room < 10 ? SKT_EAI_OVERFLOW : 0);
        rc = skt_resolve_name(&addr, NULL, 0, exact, room, numbers);
        assert_rc(rc, room < 6 ? SKT_EAI_OVERFLOW : 0);
        free(exact);
    }
}

static void test_resolve__what_has_no_name_says_why(void **state)
{
    (void)state;
    char text[64];
    skt_addr addr = address("192.0.2.1:80"), cut = addr, none = {.len = 0};
    const int numbers = SKT_NI_NUMERICHOST | SKT_NI_NUMERICSERV;
    cut.len = 7;
    assert_rc(skt_resolve_name(&addr, NULL, 0, NULL, 0, numbers), SKT_EAI_NONAME);
    assert_rc(skt_resolve_name(&cut, text, sizeof text, NULL, 0, numbers), SKT_EAI_FAMILY);
    assert_rc(skt_resolve_name(&none, text, sizeof text, NULL, 0, numbers), SKT_EAI_FAMILY);
    if (SKT__NI_ABSENT & SKT_NI_NUMERICSCOPE)
        assert_rc(skt_resolve_name(&addr, text, sizeof text, NULL, 0, numbers | SKT_NI_NUMERICSCOPE), SKT_EUNSUPPORTED);
    /* Not every getnameinfo looks at flags that it does not know. */
    int rc = skt_resolve_name(&addr, text, sizeof text, NULL, 0, numbers | 0x40000000);
    if (rc != 0) assert_rc(rc, SKT_EAI_BADFLAGS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_resolve__localhost_is_loopback),
        TEST(test_resolve__numbers_need_no_server),
        TEST(test_resolve__no_host_is_this_machine),
        TEST(test_resolve__a_service_may_be_a_name),
        TEST(test_resolve__an_address_is_listed_once),
        TEST(test_resolve__a_list_is_cut_to_the_room_and_tells_its_length),
        TEST(test_resolve__mapped_addresses_come_on_request),
        TEST(test_resolve__what_cannot_be_resolved_says_why),
        TEST(test_resolve__what_the_system_lacks_is_unsupported),
        TEST(test_resolve__an_unknown_flag_is_refused),
        TEST(test_resolve__an_address_is_resolved_to_numbers),
        TEST(test_resolve__a_service_has_a_name),
        TEST(test_resolve__a_name_that_does_not_fit_is_an_error),
        TEST(test_resolve__what_has_no_name_says_why),
    };
    return RUN(tests);
}
