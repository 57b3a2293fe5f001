/* SPDX-License-Identifier: MIT */
/* Linux: the addresses that only its kernel takes and gives, and their text. unix(7), netlink(7), packet(7). */
#include "support.h"

static void test_linux_address__a_packet_address_has_a_protocol(void **state)
{
    (void)state;
    skt_addr addr;
    uint32_t index;
    uint16_t protocol;
    uint8_t hardware[8];
    size_t len;
    assert_rc(skt_addr_link(INT32_MAX, 0x88cc, NULL, 0, &addr), 0);
    assert_int_equal(skt_addr_family(&addr), SKT_AF_PACKET);
    assert_rc(skt_addr_link_parts(&addr, &index, &protocol, hardware, &len), 0);
    assert_int_equal(index, INT32_MAX);
    assert_int_equal(protocol, 0x88cc);
    assert_int_equal(len, 0);
}

/* Linux takes a path that fills its field, and reports it with a zero behind the field. */
static void test_linux_address__a_path_that_fills_the_field_is_read_whole(void **state)
{
    (void)state;
    char path[108 + 1], start[TEMP_PATH_MAX];
    skt_addr addr, here;
    temp_path(start);
    memset(path, 'q', sizeof path - 1);
    memcpy(path, start, strlen(start));
    path[108] = '\0';
    assert_ok(skt_addr_unix(start, &addr));
    memcpy(addr.storage.bytes + 2, path, 109);
    assert_ok(skt_addr_from_native(&addr.storage, 110, &addr));
    remove(path);
    skt_close(bound_to(&addr, SKT_SOCK_STREAM, &here));
    assert_int_equal(remove(path), 0);
    assert_int_equal(here.len, 111);
    assert_string_equal(skt_addr_unix_path(&here), path);
    assert_false(skt_addr_is_unnamed(&here));
}

static void test_linux_address__an_abstract_name_with_zeros_is_bound_and_read_back(void **state)
{
    (void)state;
    char name[107];
    skt_addr addr, here;
    temp_path(name);
    memset(name + strlen(name), 0, sizeof name - strlen(name) - 1);
    name[sizeof name - 1] = 'z';
    assert_rc(skt_addr_unix_abstract(name, sizeof name, &addr), 0);
    skt_close(bound_to(&addr, SKT_SOCK_DGRAM, &here));
    size_t len = 0;
    const void *back = skt_addr_unix_abstract_name(&here, &len);
    assert_int_equal(len, sizeof name);
    assert_memory_equal(back, name, sizeof name);
    assert_same(&here, &addr);
}

static void test_linux_address__binding_the_unnamed_address_gives_a_name_of_the_kernels_choice(void **state)
{
    (void)state;
    skt_addr unnamed, here;
    size_t len = 0;
    skt_addr_unix_unnamed(&unnamed);
    skt_close(bound_to(&unnamed, SKT_SOCK_DGRAM, &here));
    assert_non_null(skt_addr_unix_abstract_name(&here, &len));
    assert_int_equal(len, 5);
    assert_false(skt_addr_is_unnamed(&here));
}

static void test_linux_address__netlink_is_bound_and_read_back(void **state)
{
    (void)state;
    skt_addr any, here;
    uint32_t pid = 0, groups = 0;
    assert_rc(skt_addr_netlink(0, 1, &any), 0);
    skt_close(bound_to(&any, SKT_SOCK_RAW, &here));
    assert_ok(skt_addr_netlink_parts(&here, &pid, &groups));
    assert_true(pid != 0);
    assert_int_equal(groups, 1);
}

static void test_linux_address__a_link_of_the_kernel_is_equal_to_the_same_made_of_its_parts(void **state)
{
    (void)state;
    skt_interface all[64];
    int count = skt_interfaces(all, COUNT_OF(all)), links = 0;
    assert_ok(count);
    for (int i = 0; i < count && i < (int)COUNT_OF(all); i++) {
        uint32_t index;
        uint16_t protocol;
        uint8_t hardware[8];
        size_t len;
        skt_addr made;
        if (skt_addr_link_parts(&all[i].address, &index, &protocol, hardware, &len) < 0) continue;
        links++;
        assert_int_equal(index, all[i].index);
        assert_ok(skt_addr_link(index, protocol, hardware, len, &made));
        assert_same(&made, &all[i].address);
    }
    if (links == 0) SKIP("the system lists no link addresses");
}

static void test_linux_address__a_packet_socket_is_bound_and_read_back(void **state)
{
    (void)state;
    skt_socket s;
    skt_addr addr, here = dirty();
    uint32_t index = 0;
    uint16_t protocol = 0;
    uint8_t hardware[8];
    size_t len = 0;
    int rc = skt_open(SKT_AF_PACKET, SKT_SOCK_DGRAM, 0, &s);
    if (rc < 0) SKIP("no packet socket: %s", skt_error_name(rc));
    int lo = skt_interface_index("lo");
    assert_ok(lo);
    assert_ok(skt_addr_link((uint32_t)lo, 0x88b5, NULL, 0, &addr));
    assert_ok(skt_bind(s, &addr));
    assert_ok(skt_local_address(s, &here));
    skt_close(s);
    assert_ok(skt_addr_link_parts(&here, &index, &protocol, hardware, &len));
    assert_int_equal(index, lo);
    assert_int_equal(protocol, 0x88b5);
    assert_int_equal(len, 6);
    assert_memory_equal(hardware, "\0\0\0\0\0\0", 6);
}

static void test_linux_address__abstract_names_are_read_and_written(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t len;
        const char *name;
        const char *written;
    } rows[] = {
        {"unix:@name", 4, "name", "unix:@name"},
        {"unix:@@name", 5, "@name", "unix:@@name"},
        {"unix:@%00", 1, "\0", "unix:@%00"},
        {"unix:@a%00b%00", 4, "a\0b\0", "unix:@a%00b%00"},
        {"unix:@%ff\x80", 2, "\xff\x80", "unix:@%ff%80"},
        {"unix:@100%", 4, "100%", "unix:@100%25"},
        {"unix:@/run/x", 6, "/run/x", "unix:@/run/x"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t len = 0;
        skt_addr addr = address(rows[i].text);
        const void *name = skt_addr_unix_abstract_name(&addr, &len);
        assert_int_equal(len, rows[i].len);
        assert_memory_equal(name, rows[i].name, len);
        assert_round_trip(rows[i].text, rows[i].written);
    }
}

static void test_linux_address__a_known_family_given_by_bytes_is_written_in_its_own_form(void **state)
{
    (void)state;
    assert_round_trip("family:2:0050c00002010000000000000000", "192.0.2.1:80");
    assert_round_trip("family:1:2f6100", "unix:/a");
    assert_round_trip("family:1:006100", "unix:@a%00");
    assert_round_trip("family:1:", "unix:");
    /* Too short for its form, so it stays bytes. */
    assert_round_trip("family:40:0000", "family:40:0000");
    assert_round_trip("family:16:", "family:16:");
}

static void test_linux_address__an_abstract_name_has_107_bytes_at_most(void **state)
{
    (void)state;
    char text[6 + 3 * 108 + 1] = "unix:@";
    skt_addr addr;
    for (size_t i = 0; i < 107; i++) snprintf(text + 6 + 3 * i, 4, "%%00");
    assert_round_trip(text, text);
    snprintf(text + 6 + 3 * 107, 4, "%%00");
    assert_rc(skt_addr_parse(text, &addr), SKT_ENAMETOOLONG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_address__a_packet_address_has_a_protocol),
        TEST(test_linux_address__a_path_that_fills_the_field_is_read_whole),
        TEST(test_linux_address__an_abstract_name_with_zeros_is_bound_and_read_back),
        TEST(test_linux_address__binding_the_unnamed_address_gives_a_name_of_the_kernels_choice),
        TEST(test_linux_address__netlink_is_bound_and_read_back),
        TEST(test_linux_address__a_link_of_the_kernel_is_equal_to_the_same_made_of_its_parts),
        TEST(test_linux_address__a_packet_socket_is_bound_and_read_back),
        TEST(test_linux_address__abstract_names_are_read_and_written),
        TEST(test_linux_address__a_known_family_given_by_bytes_is_written_in_its_own_form),
        TEST(test_linux_address__an_abstract_name_has_107_bytes_at_most),
    };
    return RUN(tests);
}
