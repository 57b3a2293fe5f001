/* SPDX-License-Identifier: MIT */
/* Linux: the addresses that only its kernel takes and gives, and their text. unix(7), netlink(7), packet(7). */
#include "netns.h"

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
    assert_string_equal(skt_addr_unix_path(&here), path);
    assert_false(skt_addr_is_unnamed(&here));
    assert_same(&here, &addr);
    assert_rc(skt_addr_unix(path, &addr), 0);
    assert_same(&here, &addr);
}

/* Whether a socket that listens there is reached by the address that the kernel reports of it, and by that one's text. */
static void assert_reached(const skt_addr *at, int type)
{
    skt_socket accepting, client, server;
    skt_addr here = dirty(), peer = dirty(), read_back = dirty();
    char text[SKT_ADDR_TEXT_MAX];
    assert_ok(skt_open(skt_addr_family(at), type, 0, &accepting));
    assert_ok(skt_bind(accepting, at));
    assert_ok(skt_local_address(accepting, &here));
    assert_same(&here, at);
    assert_ok(skt_addr_format(&here, text, sizeof text));
    assert_ok(skt_addr_parse(text, &read_back));
    assert_same(&here, &read_back);
    if (type != SKT_SOCK_DGRAM) assert_ok(skt_listen(accepting, 8));
    const skt_addr *ways[] = {at, &here, &read_back};
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        assert_ok(skt_open(skt_addr_family(at), type, 0, &client));
        assert_ok(skt_connect(client, ways[i]));
        assert_ok(skt_peer_address(client, &peer));
        assert_same(&peer, at);
        if (type == SKT_SOCK_DGRAM) {
            assert_int_equal(skt_sendto(client, "x", 1, 0, ways[i]), 1);
        } else {
            assert_ok(skt_accept(accepting, 0, &server, NULL));
            assert_ok(skt_local_address(server, &peer));
            assert_same(&peer, at);
            skt_close(server);
        }
        skt_close(client);
    }
    skt_close(accepting);
}

static void test_linux_address__a_path_that_fills_the_field_is_connected_to(void **state)
{
    (void)state;
    char path[108 + 1], start[TEMP_PATH_MAX];
    skt_addr addr;
    static const int types[] = {SKT_SOCK_STREAM, SKT_SOCK_SEQPACKET, SKT_SOCK_DGRAM};
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        temp_path(start);
        memset(path, 'q', sizeof path - 1);
        memcpy(path, start, strlen(start));
        path[108] = '\0';
        assert_rc(skt_addr_unix(path, &addr), 0);
        remove(path);
        assert_reached(&addr, types[i]);
        assert_int_equal(remove(path), 0);
    }
}

/* Its sender is bound to such a path, and is answered. */
static void test_linux_address__a_sender_with_a_path_that_fills_the_field_is_answered(void **state)
{
    (void)state;
    char path[108 + 1], start[TEMP_PATH_MAX], data[4];
    skt_addr addr, unnamed, here;
    temp_path(start);
    memset(path, 'r', sizeof path - 1);
    memcpy(path, start, strlen(start));
    path[108] = '\0';
    remove(path);
    assert_ok(skt_addr_unix(path, &addr));
    skt_addr_unix_unnamed(&unnamed);
    skt_socket sender = bound_to(&addr, SKT_SOCK_DGRAM, &here), receiver = bound_to(&unnamed, SKT_SOCK_DGRAM, &here);
    for (int by_message = 0; by_message < 2; by_message++) {
        skt_addr from = dirty();
        skt_buf buf = skt_buf_of(data, sizeof data);
        skt_msg msg = skt_msg_of(&from, &buf, 1, NULL, 0);
        assert_int_equal(skt_sendto(sender, "ping", 4, 0, &here), 4);
        skt_ssize came = by_message ? skt_recvmsg(receiver, &msg, 0) : skt_recvfrom(receiver, data, 4, 0, &from);
        assert_int_equal(came, 4);
        assert_same(&from, &addr);
        assert_int_equal(skt_sendto(receiver, "pong", 4, 0, &from), 4);
        assert_int_equal(skt_recv(sender, data, 4, 0), 4);
    }
    skt_close(sender);
    skt_close(receiver);
    assert_int_equal(remove(path), 0);
}

static void test_linux_address__the_abstract_name_of_no_bytes_is_connected_to(void **state)
{
    (void)state;
    skt_addr addr = dirty(), unnamed, zero;
    size_t len = 77;
    assert_rc(skt_addr_unix_abstract(NULL, 0, &addr), 0);
    assert_non_null(skt_addr_unix_abstract_name(&addr, &len));
    assert_int_equal(len, 0);
    assert_false(skt_addr_is_unnamed(&addr));
    skt_addr_unix_unnamed(&unnamed);
    assert_ok(skt_addr_unix_abstract("", 1, &zero));
    assert_false(skt_addr_equal(&addr, &unnamed));
    assert_false(skt_addr_equal(&addr, &zero));
    NEEDS_NETNS();
    assert_reached(&addr, SKT_SOCK_STREAM);
    assert_reached(&addr, SKT_SOCK_DGRAM);
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
    skt_socket other;
    assert_ok(skt_open(SKT_AF_PACKET, SKT_SOCK_DGRAM, 0, &other));
    assert_ok(skt_bind(other, &here));
    skt_close(other);
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

/* IPV6_FLOWINFO_SEND, which only linux/in6.h has. */
#define FLOWINFO_SEND 33

/* sockaddrs as kernels give them where there is such hardware. A pair of rows is two addresses that are not equal. */
static void test_linux_address__what_kernels_give_is_read_back(void **state)
{
    (void)state;
    static const struct {
        size_t len;
        const char *bytes, *text;
    } rows[] = {
        {32,
         "\x11\0\x08\x06\x02\0\0\0\x20\0\0\x14"
         "abcdefghijklmnopqrst",
         "link:2:0806:61:62:63:64:65:66:67:68:69:6a:6b:6c:6d:6e:6f:70:71:72:73:74"},
        {32,
         "\x11\0\x08\x06\x02\0\0\0\x20\0\0\x14"
         "abcdefghijklmnopqrsT",
         "link:2:0806:61:62:63:64:65:66:67:68:69:6a:6b:6c:6d:6e:6f:70:71:72:73:54"},
        {18,
         "\x11\0\x08\x06\x02\0\0\0\x01\0\0\x06"
         "abcdef",
         "link:2:0806:61:62:63:64:65:66"},
        {12, "\x11\0\x08\x06\x02\0\0\0\x01\0\0\0", "link:2:0806"},
        {16, "\x28\0\0\0\0\x04\0\0\x02\0\0\0\x01\0\0\0", "vsock:2:1024?flags=1"},
        {16, "\x28\0\0\0\0\x04\0\0\x02\0\0\0\0\0\0\0", "vsock:2:1024"},
        {24, "\x1d\0\0\0\x04\0\0\0\xef\xcd\xab\x89\x67\x45\x23\x01\0\xee\0\0\xff\0\0\0",
         "j1939:4:0123456789abcdef:0ee00:ff"},
        {24, "\x1d\0\0\0\x04\0\0\0\xef\xcd\xab\x89\x67\x45\x23\x01\0\xee\0\0\xfe\0\0\0",
         "j1939:4:0123456789abcdef:0ee00:fe"},
        {24, "\x1d\0\0\0\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\x04\0\0\0\0\0", "j1939:4:0000000000000000:40000:00"},
        {8, "\x1d\0\0\0\x04\0\0\0", "can:4:0:0"},
        {16, "\x1d\0\0\0\x04\0\0\0\x01\0\0\0\x02\0\0\0", "can:4:1:2"},
        {28, "\x0a\0\0\x50\x05\x06\x07\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\0", "[::1]:80?flow=84281096"},
        {28, "\x0a\0\0\x50\x05\x06\x07\x09\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\0", "[::1]:80?flow=84281097"},
        {3, "\x01\0\0", "unix:@"},
        {2, "\x01\0", "unix:"},
        {10, "\x1f\0\xab\x89\x67\x45\x23\x01\x03\0", "bluetooth:01:23:45:67:89:ab:3"},
        {14, "\x1f\0\x01\x10\xab\x89\x67\x45\x23\x01\x40\0\x01\0",
         "family:31:0110ab8967452301400001"
         "00"},
    };
    const uint16_t one = 1;
    if (*(const uint8_t *)&one != 1) SKIP("the rows are those of little-endian processors");
    skt_addr all[COUNT_OF(rows)];
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[SKT_ADDR_TEXT_MAX];
        skt_addr back = dirty();
        all[i] = dirty();
        assert_rc(skt_addr_from_native(rows[i].bytes, rows[i].len, &all[i]), 0);
        assert_int_equal(skt_addr_format(&all[i], text, sizeof text), strlen(rows[i].text));
        assert_string_equal(text, rows[i].text);
        assert_rc(skt_addr_parse(text, &back), 0);
        assert_same(&all[i], &back);
        /* What is there is what was given, where that is a whole sockaddr. */
        size_t same = rows[i].len == 32 ? 8 : rows[i].len;
        if (rows[i].len != 12 && rows[i].len != 18) assert_memory_equal(&back.storage, rows[i].bytes, same);
        for (size_t j = 0; j < i; j++)
            if (skt_addr_equal(&all[i], &all[j])) fail_msg("%s equals %s", rows[i].text, rows[j].text);
    }
}

static void test_linux_address__flags_of_vsock_can_be_set(void **state)
{
    (void)state;
    skt_addr addr, plain, other = address("[::1]:80"), before = other;
    assert_ok(skt_addr_vsock(2, 1024, &addr));
    plain = addr;
    assert_rc(skt_addr_set_vsock_flags(&addr, 255), 0);
    assert_int_equal(skt_addr_vsock_flags(&addr), 255);
    assert_false(skt_addr_equal(&addr, &plain));
    assert_rc(skt_addr_set_vsock_flags(&addr, 256), SKT_ERANGE);
    assert_int_equal(skt_addr_vsock_flags(&addr), 255);
    assert_rc(skt_addr_set_vsock_flags(&addr, 0), 0);
    assert_same(&addr, &plain);
    assert_rc(skt_addr_set_vsock_flags(&other, 1), SKT_EAFNOSUPPORT);
    assert_memory_equal(&other, &before, sizeof other);
    assert_int_equal(skt_addr_vsock_flags(&other), 0);
}

static void test_linux_address__j1939_gives_back_its_parts(void **state)
{
    (void)state;
    skt_addr addr = dirty(), before;
    uint32_t index, group;
    uint64_t name;
    uint8_t node;
    assert_rc(skt_addr_j1939(7, 0x0123456789abcdef, 0x3ffff, 0xfe, &addr), 0);
    assert_rc(skt_addr_j1939_parts(&addr, &index, &name, &group, &node), 0);
    assert_int_equal(index, 7);
    assert_true(name == 0x0123456789abcdef);
    assert_int_equal(group, 0x3ffff);
    assert_int_equal(node, 0xfe);
    before = addr;
    assert_rc(skt_addr_j1939(0x80000000, 0, 0, 0, &addr), SKT_ERANGE);
    assert_memory_equal(&addr, &before, sizeof addr);
    addr = address("[::1]:80");
    assert_rc(skt_addr_j1939_parts(&addr, &index, &name, &group, &node), SKT_EAFNOSUPPORT);
}

/* Where it was asked for, the kernel takes the traffic class of a peer's address and gives it back. */
static void test_linux_address__a_flow_of_the_kernel_is_read_back(void **state)
{
    (void)state;
    const int on = 1;
    skt_addr to = address("[::1]:9"), peer = dirty(), back;
    char text[SKT_ADDR_TEXT_MAX];
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET6, SKT_SOCK_DGRAM, 0, &s));
    assert_ok(skt_set_raw(s, SKT_IPPROTO_IPV6, FLOWINFO_SEND, &on, sizeof on));
    assert_ok(skt_addr_set_flow(&to, 8 << 20));
    int rc = skt_connect(s, &to);
    if (rc == SKT_EADDRNOTAVAIL || rc == SKT_ENETUNREACH) SKIP("this machine has no ::1");
    assert_rc(rc, 0);
    assert_ok(skt_peer_address(s, &peer));
    skt_close(s);
    assert_same(&peer, &to);
    assert_ok(skt_addr_format(&peer, text, sizeof text));
    assert_string_equal(text, "[::1]:9?flow=8388608");
    assert_ok(skt_addr_parse(text, &back));
    assert_same(&peer, &back);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_address__a_packet_address_has_a_protocol),
        TEST(test_linux_address__a_path_that_fills_the_field_is_read_whole),
        TEST(test_linux_address__a_path_that_fills_the_field_is_connected_to),
        TEST(test_linux_address__a_sender_with_a_path_that_fills_the_field_is_answered),
        TEST(test_linux_address__the_abstract_name_of_no_bytes_is_connected_to),
        TEST(test_linux_address__what_kernels_give_is_read_back),
        TEST(test_linux_address__flags_of_vsock_can_be_set),
        TEST(test_linux_address__j1939_gives_back_its_parts),
        TEST(test_linux_address__a_flow_of_the_kernel_is_read_back),
        TEST(test_linux_address__an_abstract_name_with_zeros_is_bound_and_read_back),
        TEST(test_linux_address__binding_the_unnamed_address_gives_a_name_of_the_kernels_choice),
        TEST(test_linux_address__netlink_is_bound_and_read_back),
        TEST(test_linux_address__a_link_of_the_kernel_is_equal_to_the_same_made_of_its_parts),
        TEST(test_linux_address__a_packet_socket_is_bound_and_read_back),
        TEST(test_linux_address__abstract_names_are_read_and_written),
        TEST(test_linux_address__a_known_family_given_by_bytes_is_written_in_its_own_form),
        TEST(test_linux_address__an_abstract_name_has_107_bytes_at_most),
    };
    return cmocka_run_group_tests(tests, netns_setup, netns_teardown);
}
