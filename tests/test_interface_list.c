/* SPDX-License-Identifier: MIT */
/*
 * The list of interfaces on systems without rtnetlink: interface_list/getifaddrs.c with a simulated getifaddrs(3),
 * whose functions here replace those of libc.
 */
#include "support.h"

#include <ifaddrs.h>
#include <netpacket/packet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { MOST = 16 };

static struct ifaddrs nodes[MOST];
static union {
    struct sockaddr any;
    struct sockaddr_in in;
    struct sockaddr_in6 in6;
    struct sockaddr_ll ll;
    unsigned char bytes[64];
} addresses[MOST], masks[MOST], remotes[MOST];
static size_t node_count;
static int lists_open;

/* libc's headers call the parameters otherwise. NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */
int getifaddrs(struct ifaddrs **out)
{
    for (size_t i = 0; i + 1 < node_count; i++) nodes[i].ifa_next = &nodes[i + 1];
    *out = node_count > 0 ? nodes : NULL;
    lists_open++;
    return 0;
}

void freeifaddrs(struct ifaddrs *list)
{
    assert_ptr_equal(list, node_count > 0 ? nodes : NULL);
    lists_open--;
}
/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */

/* An entry with an address of `family`; the bytes go where those of the address are, and those of the mask. */
static void play(const char *name, int family, const void *ip, const void *mask)
{
    size_t i = node_count++;
    assert_true(i < MOST);
    memset(&addresses[i], 0, sizeof addresses[i]);
    memset(&masks[i], 0, sizeof masks[i]);
    nodes[i] = (struct ifaddrs){.ifa_name = (char *)(uintptr_t)name, .ifa_addr = &addresses[i].any};
    addresses[i].any.sa_family = (sa_family_t)family;
    if (family == AF_INET) memcpy(&addresses[i].in.sin_addr, ip, 4);
    if (family == AF_INET6) memcpy(&addresses[i].in6.sin6_addr, ip, 16);
    if (mask == NULL) return;
    nodes[i].ifa_netmask = &masks[i].any;
    if (family == AF_INET) memcpy(&masks[i].in.sin_addr, mask, 4);
    if (family == AF_INET6) memcpy(&masks[i].in6.sin6_addr, mask, 16);
}

static void play_link(const char *name, int index, size_t len)
{
    play(name, AF_PACKET, NULL, NULL);
    struct sockaddr_ll *ll = &addresses[node_count - 1].ll;
    ll->sll_ifindex = index;
    ll->sll_halen = (unsigned char)len;
    for (size_t i = 0; i < len; i++)
        addresses[node_count - 1].bytes[offsetof(struct sockaddr_ll, sll_addr) + i] = (unsigned char)(0xa0 + i);
}

static const skt_interface *list(void)
{
    static skt_interface all[MOST];
    memset(all, 0xa5, sizeof all);
    assert_int_equal(skt_interfaces(all, MOST), node_count);
    assert_int_equal(lists_open, 0);
    return all;
}

static void test_interface_list__a_prefix_is_a_netmask_of_leading_ones(void **state)
{
    (void)state;
    static const struct {
        uint8_t mask[4];
        uint32_t prefix;
    } rows[] = {
        {{255, 255, 255, 255}, 32}, {{255, 255, 128, 0}, 17}, {{255, 0, 0, 0}, 8},     {{128, 0, 0, 0}, 1},
        {{0, 0, 0, 0}, 0},          {{255, 0, 255, 0}, 0},    {{0, 0, 0, 255}, 0},     {{254, 255, 0, 0}, 0},
        {{127, 255, 255, 255}, 0},  {{255, 255, 255, 1}, 0},  {{255, 255, 253, 0}, 0},
    };
    static const uint8_t ip[4] = {10, 0, 0, 1};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        node_count = 0;
        play("lo", AF_INET, ip, rows[i].mask);
        if (list()[0].prefix != rows[i].prefix) fail_msg("row %zu: %u", i, list()[0].prefix);
    }
    node_count = 0;
    play("lo", AF_INET, ip, NULL);
    assert_int_equal(list()[0].prefix, 0);
}

static void test_interface_list__a_prefix_of_ipv6_has_up_to_128_bits(void **state)
{
    (void)state;
    static const uint8_t ip[16] = {0xfd};
    for (uint32_t bits = 0; bits <= 128; bits++) {
        uint8_t mask[16] = {0};
        for (uint32_t bit = 0; bit < bits; bit++) mask[bit / 8] |= (uint8_t)(0x80 >> bit % 8);
        node_count = 0;
        play("lo", AF_INET6, ip, mask);
        assert_int_equal(list()[0].prefix, bits);
        if (bits < 2 || bits > 126) continue;
        mask[15] |= 1;
        node_count = 0;
        play("lo", AF_INET6, ip, mask);
        assert_int_equal(list()[0].prefix, 0);
    }
}

static void test_interface_list__the_index_is_that_of_the_listed_link(void **state)
{
    (void)state;
    static const uint8_t ip[4] = {10, 0, 0, 1};
    node_count = 0;
    play("lo", AF_INET, ip, NULL);
    play_link("lo", 4242, 6);
    play_link("other", 4243, 6);
    play("other", AF_INET, ip, NULL);
    play("none-such", AF_INET, ip, NULL);
    static const uint32_t indexes[] = {4242, 4242, 4243, 4243, 0};
    for (size_t i = 0; i < COUNT_OF(indexes); i++) assert_int_equal(list()[i].index, indexes[i]);
    node_count = 0;
    play("lo", AF_INET, ip, NULL);
    assert_int_equal(list()[0].index, if_nametoindex("lo"));
}

static void test_interface_list__a_hardware_address_is_whole(void **state)
{
    (void)state;
    for (size_t len = 0; len <= 32; len++) {
        size_t found = 77;
        uint8_t wanted[32];
        for (size_t i = 0; i < sizeof wanted; i++) wanted[i] = (uint8_t)(0xa0 + i);
        node_count = 0;
        play_link("ib0", 5, len);
        const skt_interface *entry = list();
        assert_memory_equal(skt_addr_link_hardware(&entry->address, &found), wanted, len);
        assert_int_equal(found, len);
    }
}

static void test_interface_list__an_entry_may_have_nothing(void **state)
{
    (void)state;
    static const uint8_t ip[4] = {10, 0, 0, 1}, other[4] = {10, 0, 0, 2};
    node_count = 0;
    play("ppp0", AF_INET, ip, NULL);
    play("ppp0", AF_INET, ip, NULL);
    play("tun0", AF_UNSPEC, NULL, NULL);
    nodes[2].ifa_addr = NULL;
    nodes[1].ifa_dstaddr = &remotes[1].any;
    nodes[0].ifa_dstaddr = &remotes[1].any;
    nodes[1].ifa_flags = IFF_POINTOPOINT;
    remotes[1].in.sin_family = AF_INET;
    memcpy(&remotes[1].in.sin_addr, other, 4);
    const skt_interface *all = list();
    skt_addr wanted = address("10.0.0.2:0");
    assert_int_equal(skt_addr_family(&all[0].remote), SKT_AF_UNSPEC);
    assert_true(skt_addr_equal(&all[1].remote, &wanted));
    assert_int_equal(skt_addr_family(&all[2].address), SKT_AF_UNSPEC);
    node_count = 0;
    list();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_interface_list__a_prefix_is_a_netmask_of_leading_ones),
        TEST(test_interface_list__a_prefix_of_ipv6_has_up_to_128_bits),
        TEST(test_interface_list__the_index_is_that_of_the_listed_link),
        TEST(test_interface_list__a_hardware_address_is_whole),
        TEST(test_interface_list__an_entry_may_have_nothing),
    };
    return RUN(tests);
}
