/* SPDX-License-Identifier: MIT */
/* Linux: interfaces whose addresses have labels, in a network of the test's own. */
#include "netns.h"

enum { MOST = 600 };

static skt_interface all[MOST];

static int list(void)
{
    memset(all, 0xa5, sizeof all);
    int count = skt_interfaces(all, MOST);
    assert_ok(count);
    assert_in_range(count, 1, MOST);
    return count;
}

/* The only entry with this address. */
static const skt_interface *entry_of(const char *text)
{
    skt_addr wanted = address(text);
    const skt_interface *found = NULL;
    int count = list();
    for (int i = 0; i < count; i++) {
        if (!skt_addr_equal(&all[i].address, &wanted)) continue;
        assert_null(found);
        found = &all[i];
    }
    assert_non_null(found);
    return found;
}

static void test_linux_interface__a_label_is_not_taken_for_the_interface(void **state)
{
    (void)state;
    NEEDS_CABLE();
    NETNS_RUN("ip addr add 10.77.1.1/24 dev near label near:web && ip addr add 10.77.2.1/25 dev near label lo &&"
              "ip addr add 10.77.3.1/26 dev lo label near && ip addr add 10.77.4.1/27 dev near label no-interface");
    static const struct {
        const char *addr, *name;
        uint32_t prefix;
    } rows[] = {
        {"10.77.1.1", "near", 24},
        {"10.77.2.1", "near", 25},
        {"10.77.3.1", "lo", 26},
        {"10.77.4.1", "near", 27},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char name[SKT_INTERFACE_NAME_MAX];
        const skt_interface *entry = entry_of(rows[i].addr);
        assert_string_equal(entry->name, rows[i].name);
        assert_int_equal(entry->index, skt_interface_index(rows[i].name));
        assert_ok(skt_interface_name(entry->index, name, sizeof name));
        assert_string_equal(name, rows[i].name);
        assert_int_equal(entry->prefix, rows[i].prefix);
        assert_int_equal((entry->flags & SKT_IFF_LOOPBACK) != 0, strcmp(rows[i].name, "lo") == 0);
    }
    static const char *const labels[] = {"near:web", "near:", "lo:", "lo:1", "no-interface", ":", ":lo"};
    for (size_t i = 0; i < COUNT_OF(labels); i++) {
        char text[64];
        skt_addr out;
        assert_rc(skt_interface_index(labels[i]), SKT_ENODEV);
        snprintf(text, sizeof text, "fe80::1%%%s", labels[i]);
        assert_true(skt_ip_parse(text, 0, &out) < 0);
        assert_rc(skt_resolve(text, NULL, SKT_AF_INET6, SKT_SOCK_STREAM, SKT_AI_NUMERICHOST, &out, 1), SKT_EAI_NONAME);
    }
}

static void test_linux_interface__a_name_is_compared_whole(void **state)
{
    (void)state;
    NEEDS_NETNS();
    NETNS_RUN("ip link add name-of-15-char type veth peer name other-end");
    static const char *const longer[] = {"name-of-15-chars", "name-of-15-chars18", "name-of-15-char-and-much-more"};
    assert_true(skt_interface_index("name-of-15-char") > 0);
    for (size_t i = 0; i < COUNT_OF(longer); i++) {
        char text[64];
        skt_addr out;
        skt_socket s;
        assert_rc(skt_interface_index(longer[i]), SKT_ENODEV);
        snprintf(text, sizeof text, "[fe80::1%%%s]:1", longer[i]);
        assert_rc(skt_addr_parse(text, &out), SKT_ENODEV);
        snprintf(text, sizeof text, "fe80::1%%%s", longer[i]);
        assert_rc(skt_resolve(text, NULL, SKT_AF_INET6, SKT_SOCK_STREAM, SKT_AI_NUMERICHOST, &out, 1), SKT_EAI_NONAME);
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
        assert_true(skt_bind_device(s, longer[i]) < 0);
        skt_close(s);
    }
    assert_int_equal(skt_interface_index("name-of-15-cha"), SKT_ENODEV);
    NETNS_RUN("ip link del name-of-15-char");
}

static void test_linux_interface__both_ends_of_a_link_are_told(void **state)
{
    (void)state;
    NEEDS_CABLE();
    NETNS_RUN("ip addr add 10.78.1.1 peer 10.78.1.2/32 dev near &&"
              "ip addr add 10.78.2.1/24 brd 10.78.2.255 dev near && ip addr add 10.78.3.1/24 dev near &&"
              "ip addr add fd78::1 peer fd78::2/128 dev near nodad && ip addr add fe80::78/64 dev near nodad");
    static const struct {
        const char *addr, *remote;
        uint32_t prefix;
    } rows[] = {
        {"10.78.1.1", "10.78.1.2:0", 32}, {"10.78.2.1", "10.78.2.255:0", 24}, {"10.78.3.1", "none", 24},
        {"fd78::1", "[fd78::2]:0", 128},  {"fe80::78%near", "none", 64},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[SKT_ADDR_TEXT_MAX];
        const skt_interface *entry = entry_of(rows[i].addr);
        skt_addr_format(&entry->remote, text, sizeof text);
        assert_string_equal(text, rows[i].remote);
        assert_int_equal(entry->prefix, rows[i].prefix);
        assert_int_equal(entry->index, NEAR_INDEX);
    }
}

static void test_linux_interface__a_link_without_hardware_has_no_address(void **state)
{
    (void)state;
    NEEDS_NETNS();
    NETNS_RUN("ip tuntap add dev tun7 mode tun");
    int count = list(), seen = 0;
    for (int i = 0; i < count; i++) {
        if (strcmp(all[i].name, "tun7") != 0) continue;
        size_t len = 77;
        seen++;
        assert_int_equal(all[i].index, skt_interface_index("tun7"));
        assert_true(all[i].flags & SKT_IFF_POINTOPOINT);
        if (skt_addr_link_hardware(&all[i].address, &len)) assert_int_equal(len, 0);
        assert_int_equal(skt_addr_family(&all[i].remote), SKT_AF_UNSPEC);
    }
    assert_int_equal(seen, 1);
    NETNS_RUN("ip link del tun7");
}

/* More than one receive has room for, and more than the caller has. */
static void test_linux_interface__a_long_list_is_whole(void **state)
{
    (void)state;
    NEEDS_CABLE();
    int before = list();
    NETNS_RUN("for i in $(seq 1 250); do echo \"addr add 10.79.0.$i/32 dev near label near:$i\"; done | ip -batch -");
    assert_int_equal(list(), before + 250);
    int seen = 0;
    for (int i = 0; i < before + 250; i++) {
        uint8_t ip[16];
        if (skt_addr_ip(&all[i].address, ip) != 4 || ip[1] != 79) continue;
        seen++;
        assert_string_equal(all[i].name, "near");
        assert_int_equal(all[i].index, NEAR_INDEX);
        assert_int_equal(all[i].prefix, 32);
    }
    assert_int_equal(seen, 250);
    skt_interface one, untouched;
    memset(&untouched, 0x5a, sizeof untouched);
    one = untouched;
    assert_int_equal(skt_interfaces(&one, 0), before + 250);
    assert_memory_equal(&one, &untouched, sizeof one);
    NETNS_RUN("ip addr flush dev near to 10.79.0.0/24");
    assert_int_equal(list(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_interface__a_label_is_not_taken_for_the_interface),
        TEST(test_linux_interface__a_name_is_compared_whole),
        TEST(test_linux_interface__both_ends_of_a_link_are_told),
        TEST(test_linux_interface__a_link_without_hardware_has_no_address),
        TEST(test_linux_interface__a_long_list_is_whole),
    };
    return cmocka_run_group_tests(tests, netns_setup, netns_teardown);
}
