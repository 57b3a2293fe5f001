/* SPDX-License-Identifier: MIT */
#include "support.h"

#include <stdlib.h>

enum { MOST = 256 };

static skt_interface all[MOST];

/* Fills `all`; the machine has at least one interface, and fewer than all holds. */
static int list(void)
{
    memset(all, 0xa5, sizeof all);
    int count = skt_interfaces(all, MOST);
    assert_ok(count);
    assert_in_range(count, 1, MOST);
    return count;
}

static void test_interface__loopback_is_there_with_its_addresses(void **state)
{
    (void)state;
    skt_addr one4 = address("127.0.0.1:0"), one6 = address("[::1]:0");
    int count = list();
    bool found4 = false, found6 = false;
    for (int i = 0; i < count; i++) {
        const skt_interface *entry = &all[i];
        if (!(entry->flags & SKT_IFF_LOOPBACK)) continue;
        assert_true(entry->flags & SKT_IFF_UP);
        if (skt_addr_equal(&entry->address, &one4)) {
            found4 = true;
            assert_int_equal(entry->prefix, 8);
        }
        if (skt_addr_equal(&entry->address, &one6)) {
            found6 = true;
            assert_int_equal(entry->prefix, 128);
        }
    }
    assert_true(found4);
    if (!found6) SKIP("the loopback interface has no ::1");
}

/* Whether a text is UTF-8, RFC 3629, as far as lengths and continuation bytes show it. */
static bool is_utf8(const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c;) {
        int more = *c < 0x80 ? 0 : *c >= 0xf0 ? 3 : *c >= 0xe0 ? 2 : 1;
        if ((*c & 0xc0) == 0x80 || *c > 0xf4) return false;
        for (c++; more > 0; more--, c++)
            if ((*c & 0xc0) != 0x80) return false;
    }
    return true;
}

static void test_interface__every_entry_is_whole(void **state)
{
    (void)state;
    int count = list();
    for (int i = 0; i < count; i++) {
        const skt_interface *entry = &all[i];
        char text[SKT_ADDR_TEXT_MAX], name[sizeof entry->name];
        int family = skt_addr_family(&entry->address);
        assert_non_null(memchr(entry->name, '\0', sizeof entry->name));
        assert_true(entry->name[0] != '\0');
        assert_true(is_utf8(entry->name) || host.system != SKT_ON_WINDOWS);
        assert_true(entry->index > 0);
        assert_int_equal(skt_interface_index(entry->name), entry->index);
        int len = skt_interface_name(entry->index, name, sizeof name);
        assert_int_equal(len, strlen(name));

        assert_true(skt_addr_format(&entry->address, text, sizeof text) > 0);
        assert_true(skt_addr_format(&entry->remote, text, sizeof text) > 0);
        if (family == SKT_AF_INET)
            assert_in_range(entry->prefix, 0, 32);
        else if (family == SKT_AF_INET6)
            assert_in_range(entry->prefix, 0, 128);
        else
            assert_int_equal(entry->prefix, 0);
    }
}

static void test_interface__link_local_addresses_have_the_scope_of_their_interface(void **state)
{
    (void)state;
    int count = list(), seen = 0;
    for (int i = 0; i < count; i++) {
        uint8_t ip[16];
        if (skt_addr_ip(&all[i].address, ip) != 16 || ip[0] != 0xfe || (ip[1] & 0xc0) != 0x80) continue;
        seen++;
        assert_int_equal(skt_addr_scope(&all[i].address), all[i].index);
    }
    if (seen == 0) SKIP("no interface has a link-local address");
}

static void test_interface__a_broadcast_address_is_in_its_network(void **state)
{
    (void)state;
    int count = list(), seen = 0;
    for (int i = 0; i < count; i++) {
        uint8_t own[16], remote[16];
        bool pair = skt_addr_ip(&all[i].address, own) == 4 && skt_addr_ip(&all[i].remote, remote) == 4;
        if (!pair || !(all[i].flags & SKT_IFF_BROADCAST)) continue;
        seen++;
        for (uint32_t bit = 0; bit < all[i].prefix; bit++)
            assert_int_equal(own[bit / 8] >> (7 - bit % 8) & 1, remote[bit / 8] >> (7 - bit % 8) & 1);
    }
    if (seen == 0) SKIP("no interface has a broadcast address");
}

static void test_interface__an_address_that_is_listed_can_be_bound(void **state)
{
    (void)state;
    int count = list(), tried = 0;
    for (int i = 0; i < count; i++) {
        int family = skt_addr_family(&all[i].address);
        skt_addr here;
        if ((family != SKT_AF_INET && family != SKT_AF_INET6) || !(all[i].flags & SKT_IFF_UP)) continue;
        assert_int_equal(skt_addr_port(&all[i].address), 0);
        skt_close(bound_to(&all[i].address, SKT_SOCK_DGRAM, &here));
        tried++;
    }
    assert_true(tried > 0);
}

static void test_interface__name_and_index_lead_to_each_other(void **state)
{
    (void)state;
    int count = list();
    for (int i = 0; i < count; i++) {
        char name[SKT_INTERFACE_NAME_MAX];
        int index = skt_interface_index(all[i].name);
        assert_ok(index);
        int len = skt_interface_name((uint32_t)index, name, sizeof name);
        assert_int_equal(len, strlen(name));
        assert_int_equal(skt_interface_index(name), index);
    }
}

static void test_interface__a_name_is_cut_to_the_room_and_tells_its_length(void **state)
{
    (void)state;
    list();
    char name[SKT_INTERFACE_NAME_MAX];
    int whole = skt_interface_name(all[0].index, name, sizeof name);
    assert_in_range(whole, 1, sizeof name - 1);
    assert_int_equal(skt_interface_name(all[0].index, NULL, 0), whole);
    for (size_t size = 1; size <= (size_t)whole + 2; size++) {
        char *exact = malloc(size);
        assert_non_null(exact);
        memset(exact, 0x5a, size);
        assert_int_equal(skt_interface_name(all[0].index, exact, size), whole);
        size_t written = (size_t)whole < size ? (size_t)whole : size - 1;
        assert_memory_equal(exact, name, written);
        assert_int_equal(exact[written], '\0');
        free(exact);
    }
}

static void test_interface__what_is_not_there_is_told(void **state)
{
    (void)state;
    static const char *const names[] = {
        "", " ", "skt-no-such", "skt-no-such-name-that-is-too-long-for-any-interface", "k\xc3\xb6ln", "\xff\xfe", "1"};
    static const uint32_t indexes[] = {0, 0x7ffffff0, 0x80000000, UINT32_MAX};
    char name[SKT_INTERFACE_NAME_MAX], before[SKT_INTERFACE_NAME_MAX];
    for (size_t i = 0; i < COUNT_OF(names); i++) assert_true(is_no_interface(skt_interface_index(names[i])));
    memset(name, 0x5a, sizeof name);
    memcpy(before, name, sizeof name);
    for (size_t i = 0; i < COUNT_OF(indexes); i++)
        assert_true(is_no_interface(skt_interface_name(indexes[i], name, sizeof name)));
    assert_memory_equal(name, before, sizeof name);
}

static void test_interface__a_list_is_cut_to_the_room_and_tells_its_length(void **state)
{
    (void)state;
    int count = list();
    skt_interface *exact;
    assert_int_equal(skt_interfaces(NULL, 0), count);
    for (int room = 1; room <= count; room++) {
        exact = malloc((size_t)room * sizeof *exact);
        assert_non_null(exact);
        assert_int_equal(skt_interfaces(exact, (size_t)room), count);
        for (int i = 0; i < room; i++) {
            assert_string_equal(exact[i].name, all[i].name);
            assert_int_equal(exact[i].index, all[i].index);
            assert_true(skt_addr_equal(&exact[i].address, &all[i].address));
        }
        free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_interface__loopback_is_there_with_its_addresses),
        TEST(test_interface__every_entry_is_whole),
        TEST(test_interface__link_local_addresses_have_the_scope_of_their_interface),
        TEST(test_interface__a_broadcast_address_is_in_its_network),
        TEST(test_interface__an_address_that_is_listed_can_be_bound),
        TEST(test_interface__name_and_index_lead_to_each_other),
        TEST(test_interface__a_name_is_cut_to_the_room_and_tells_its_length),
        TEST(test_interface__what_is_not_there_is_told),
        TEST(test_interface__a_list_is_cut_to_the_room_and_tells_its_length),
    };
    return RUN(tests);
}
