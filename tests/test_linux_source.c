/* SPDX-License-Identifier: MIT */
/* The local address for destinations beyond this machine, in a network of the test's own. */
#include "netns.h"

#include <ctype.h>

static void test_linux_source__is_the_address_of_the_way_there(void **state)
{
    (void)state;
    static const struct {
        const char *to, *from;
    } rows[] = {
        {"10.9.0.2:80", "10.9.0.1:0"},
        {"10.9.0.255:80", "10.9.0.1:0"},
        {"10.9.0.1:80", "10.9.0.1:0"},
        {"[fd09::2]:80", "[fd09::1]:0"},
        {"[::ffff:10.9.0.2]:80", "[::ffff:10.9.0.1]:0"},
    };
    NEEDS_CABLE();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr to = address(rows[i].to), wanted = address(rows[i].from), from = dirty();
        assert_rc(skt_source_for(&to, &from), 0);
        assert_same(&from, &wanted);
    }
}

static void test_linux_source__without_a_way_is_an_error(void **state)
{
    (void)state;
    static const char *const texts[] = {"192.0.2.1:80", "[2001:db8::1]:80"};
    NEEDS_NETNS();
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        skt_addr to = address(texts[i]), from = dirty(), before = from;
        assert_rc(skt_source_for(&to, &from), SKT_ENETUNREACH);
        assert_memory_equal(&from, &before, sizeof from);
    }
}

/* What the kernel has counted of sent UDP datagrams. */
static void sent_so_far(char *out, size_t size)
{
    size_t used = 0;
    static const char *const files[] = {"/proc/thread-self/net/snmp", "/proc/thread-self/net/snmp6"};
    out[0] = '\0';
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        char line[1000];
        FILE *file = fopen(files[i], "r");
        if (file == NULL) continue;
        while (fgets(line, sizeof line, file))
            if ((strncmp(line, "Udp:", 4) == 0 && isdigit((unsigned char)line[5])) || strncmp(line, "Udp6Out", 7) == 0)
                used += (size_t)snprintf(out + used, size - used, "%s", line);
        fclose(file);
    }
    assert_true(used > 0);
}

static void test_linux_source__sends_nothing(void **state)
{
    (void)state;
    NEEDS_CABLE();
    char before[2000], after[2000];
    skt_addr four = address("10.9.0.2:80"), six = address("[fd09::2]:80"), from;
    sent_so_far(before, sizeof before);
    assert_ok(skt_source_for(&four, &from));
    assert_ok(skt_source_for(&six, &from));
    sent_so_far(after, sizeof after);
    assert_string_equal(before, after);
}

/* Nobody can be asked here, so a name is one of the machine's own files, or there is none. */
static void test_linux_source__names_of_hosts_come_from_the_resolver(void **state)
{
    (void)state;
    NEEDS_NETNS();
    char name[256];
    skt_addr loopback = address("127.0.0.1:80"), back;
    int rc = skt_resolve_name(&loopback, name, sizeof name, NULL, 0, SKT_NI_NAMEREQD);
    if (rc < 0) SKIP("127.0.0.1 has no name: %s", skt_error_name(rc));
    assert_true(skt_resolve(name, NULL, SKT_AF_INET, SKT_SOCK_STREAM, 0, &back, 1) >= 1);
    assert_true(skt_addr_is_loopback(&back));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_source__is_the_address_of_the_way_there),
        TEST(test_linux_source__without_a_way_is_an_error),
        TEST(test_linux_source__sends_nothing),
        TEST(test_linux_source__names_of_hosts_come_from_the_resolver),
    };
    return cmocka_run_group_tests(tests, netns_setup, netns_teardown);
}
