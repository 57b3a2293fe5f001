/* SPDX-License-Identifier: MIT */
#include "support.h"

#include <stdlib.h>

static const uint8_t v4[4] = {192, 0, 2, 7};
static const uint8_t v6[16] = {0x20, 0x01, 0x0d, 0xb8, [15] = 7};

/* An address with every byte set, to detect bytes that a call does not write. */
/* A copy in a block of its own, so that AddressSanitizer detects accesses behind it. */
static skt_addr *heap_copy(const skt_addr *addr)
{
    skt_addr *copy = malloc(sizeof *copy);
    assert_non_null(copy);
    *copy = *addr;
    return copy;
}

static void test_address__ipv4_gives_back_what_it_was_made_of(void **state)
{
    (void)state;
    skt_addr addr = dirty();
    uint8_t ip[16];
    skt_addr_ipv4(v4, 0x1234, &addr);
    assert_int_equal(skt_addr_family(&addr), SKT_AF_INET);
    assert_int_equal(skt_addr_port(&addr), 0x1234);
    assert_int_equal(skt_addr_ip(&addr, ip), 4);
    assert_memory_equal(ip, v4, 4);
    assert_int_equal(skt_addr_scope(&addr), 0);
    assert_int_equal(skt_addr_flow(&addr), 0);
    assert_int_equal(addr.len, 16);
}

static void test_address__ipv6_gives_back_what_it_was_made_of(void **state)
{
    (void)state;
    skt_addr addr = dirty();
    uint8_t ip[16];
    skt_addr_ipv6(v6, 65535, 0x89abcdef, &addr);
    assert_int_equal(skt_addr_family(&addr), SKT_AF_INET6);
    assert_int_equal(skt_addr_port(&addr), 65535);
    assert_int_equal(skt_addr_ip(&addr, ip), 16);
    assert_memory_equal(ip, v6, 16);
    assert_int_equal(skt_addr_scope(&addr), 0x89abcdef);
    assert_int_equal(skt_addr_flow(&addr), 0);
    assert_int_equal(addr.len, 28);
}

static void test_address__port_and_flow_can_be_changed(void **state)
{
    (void)state;
    skt_addr four, six;
    skt_addr_ipv4(v4, 1, &four);
    skt_addr_ipv6(v6, 1, 3, &six);
    assert_rc(skt_addr_set_port(&four, 513), 0);
    assert_rc(skt_addr_set_port(&six, 514), 0);
    assert_int_equal(skt_addr_port(&four), 513);
    assert_int_equal(skt_addr_port(&six), 514);

    assert_rc(skt_addr_set_flow(&six, 0x0abcdef1), 0);
    assert_int_equal(skt_addr_flow(&six), 0x0abcdef1);
    assert_rc(skt_addr_set_flow(&six, 0x0fffffff), 0);
    assert_rc(skt_addr_set_flow(&six, 0x10000000), SKT_ERANGE);
    assert_int_equal(skt_addr_flow(&six), 0x0fffffff);
    assert_int_equal(skt_addr_port(&six), 514);
    assert_int_equal(skt_addr_scope(&six), 3);
    assert_rc(skt_addr_set_flow(&four, 1), SKT_EAFNOSUPPORT);
}

static void test_address__what_a_family_lacks_is_said_so(void **state)
{
    (void)state;
    static const char *const texts[] = {"unix:/x", "unix:", "family:77:00", "family:0:"};
    for (size_t i = 0; i <= COUNT_OF(texts); i++) {
        skt_addr addr, before;
        memset(&addr, 0, sizeof addr);
        if (i < COUNT_OF(texts)) addr = address(texts[i]);
        before = addr;
        uint8_t bytes[16], more[16];
        uint32_t a, b, c;
        uint16_t protocol;
        size_t len;
        assert_rc(skt_addr_port(&addr), SKT_EAFNOSUPPORT);
        assert_rc(skt_addr_set_port(&addr, 1), SKT_EAFNOSUPPORT);
        assert_rc(skt_addr_set_flow(&addr, 1), SKT_EAFNOSUPPORT);
        assert_rc(skt_addr_ip(&addr, bytes), SKT_EAFNOSUPPORT);
        assert_rc(skt_addr_vsock_parts(&addr, &a, &b), SKT_EAFNOSUPPORT);
        assert_rc(skt_addr_link_parts(&addr, &a, &protocol, bytes, &len), SKT_EAFNOSUPPORT);
        assert_rc(skt_addr_netlink_parts(&addr, &a, &b), SKT_EAFNOSUPPORT);
        assert_rc(skt_addr_can_parts(&addr, &a, &b, &c), SKT_EAFNOSUPPORT);
        assert_rc(skt_addr_hyperv_parts(&addr, bytes, more), SKT_EAFNOSUPPORT);
        assert_rc(skt_addr_bluetooth_parts(&addr, bytes, &a), SKT_EAFNOSUPPORT);
        assert_int_equal(skt_addr_scope(&addr), 0);
        assert_int_equal(skt_addr_flow(&addr), 0);
        assert_false(skt_addr_is_loopback(&addr));
        assert_false(skt_addr_is_multicast(&addr));
        assert_false(skt_addr_is_any(&addr));
        assert_false(skt_addr_is_v4_mapped(&addr));
        assert_int_equal(addr.len, before.len);
        assert_memory_equal(&addr.storage, &before.storage, addr.len);
    }
}

/* Families that only some systems have: either the functions work, or they fail and leave *out unchanged. */

static void assert_lacking(int family, const skt_addr *addr, const skt_addr *before)
{
    assert_memory_equal(addr, before, sizeof *addr);
    /* For some families the system has a number but the library no constructor. */
    assert_true(family > 20000 || (host.system & (SKT_ON_APPLE | SKT_ON_BSD | SKT_ON_SOLARIS)));
}

static void test_address__wildcard_and_loopback_are_made_of_a_family(void **state)
{
    (void)state;
    static const struct {
        int (*make)(int, uint16_t, skt_addr *);
        int family;
        const char *text;
    } rows[] = {
        {skt_addr_any, SKT_AF_INET, "0.0.0.0:80"},
        {skt_addr_any, SKT_AF_INET6, "[::]:80"},
        {skt_addr_loopback, SKT_AF_INET, "127.0.0.1:80"},
        {skt_addr_loopback, SKT_AF_INET6, "[::1]:80"},
    };
    static const int others[] = {SKT_AF_UNSPEC, SKT_AF_UNIX, SKT_AF_VSOCK, SKT_AF_PACKET, SKT_AF_HYPERV, 12345, -1};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr addr = dirty(), wanted = address(rows[i].text);
        assert_rc(rows[i].make(rows[i].family, 80, &addr), 0);
        assert_same(&addr, &wanted);
        for (size_t j = 0; j < COUNT_OF(others); j++) {
            skt_addr before = addr;
            assert_rc(rows[i].make(others[j], 80, &addr), SKT_EAFNOSUPPORT);
            assert_memory_equal(&addr, &before, sizeof addr);
        }
    }
}

static void test_address__the_scope_can_be_changed(void **state)
{
    (void)state;
    static const char *const others[] = {"192.0.2.1:1", "unix:/a"};
    skt_addr six = address("[fe80::1]:80"), wanted = address("[fe80::1%3]:80");
    assert_rc(skt_addr_set_scope(&six, 3), 0);
    assert_same(&six, &wanted);
    assert_rc(skt_addr_set_scope(&six, UINT32_MAX), 0);
    assert_int_equal(skt_addr_scope(&six), UINT32_MAX);
    assert_int_equal(skt_addr_port(&six), 80);
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        skt_addr other = address(others[i]), before = other;
        assert_rc(skt_addr_set_scope(&other, 1), SKT_EAFNOSUPPORT);
        assert_memory_equal(&other, &before, sizeof other);
    }
}

static void test_address__the_same_host_has_any_port(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } rows[] = {
        {"192.0.2.1:1", "192.0.2.1:2", true},
        {"192.0.2.1:1", "192.0.2.2:1", false},
        {"192.0.2.1:1", "[::ffff:192.0.2.1]:2", true},
        {"[::ffff:192.0.2.1]:1", "[::ffff:192.0.2.1]:2", true},
        {"192.0.2.1:1", "[::192.0.2.1]:1", false},
        {"[2001:db8::1]:1", "[2001:db8::1]:2", true},
        {"[2001:db8::1]:1", "[2001:db8::2]:1", false},
        {"[fe80::1%1]:1", "[fe80::1%2]:1", false},
        {"[fe80::1%1]:1", "[fe80::1%1]:2", true},
        {"[::1]:1", "127.0.0.1:1", false},
        {"unix:/a", "unix:/a", true},
        {"unix:/a", "unix:/b", false},
        {"unix:/a", "192.0.2.1:1", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr a = address(rows[i].a), b = address(rows[i].b);
        if (skt_addr_same_host(&a, &b) != rows[i].same || skt_addr_same_host(&b, &a) != rows[i].same)
            fail_msg("%s and %s", rows[i].a, rows[i].b);
    }
    skt_addr six = address("[2001:db8::1]:1"), flowing = six;
    assert_ok(skt_addr_set_flow(&flowing, 7));
    assert_true(skt_addr_same_host(&six, &flowing));
}

static void test_address__vsock_gives_back_its_parts(void **state)
{
    (void)state;
    skt_addr addr = dirty(), before = addr;
    uint32_t cid, port;
    int rc = skt_addr_vsock(0xfffffffe, 0x01020304, &addr);
    if (rc == SKT_EUNSUPPORTED) {
        assert_lacking(SKT_AF_VSOCK, &addr, &before);
        return;
    }
    assert_rc(rc, 0);
    assert_int_equal(skt_addr_family(&addr), SKT_AF_VSOCK);
    assert_rc(skt_addr_vsock_parts(&addr, &cid, &port), 0);
    assert_int_equal(skt_addr_vsock_flags(&addr), 0);
    assert_int_equal(cid, 0xfffffffe);
    assert_int_equal(port, 0x01020304);
    addr.len--;
    assert_rc(skt_addr_vsock_parts(&addr, &cid, &port), SKT_EAFNOSUPPORT);
}

static void test_address__a_link_gives_back_its_parts(void **state)
{
    (void)state;
    uint8_t mac[33], hardware[8];
    skt_addr addr = dirty(), before = addr;
    uint32_t index;
    uint16_t protocol;
    size_t len;
    if (skt_addr_link(1, 0, NULL, 0, &addr) == SKT_EUNSUPPORTED) {
        assert_lacking(SKT_AF_PACKET, &addr, &before);
        return;
    }
    for (size_t i = 0; i < sizeof mac; i++) mac[i] = (uint8_t)(0xf0 + i);
    for (size_t i = 0; i < sizeof mac; i++) {
        addr = dirty();
        assert_rc(skt_addr_link(7, 0, mac, i, &addr), 0);
        assert_rc(skt_addr_link_parts(&addr, &index, &protocol, NULL, &len), 0);
        assert_int_equal(index, 7);
        assert_int_equal(protocol, 0);
        assert_int_equal(len, i);
        assert_memory_equal(skt_addr_link_hardware(&addr, &len), mac, i);
        assert_int_equal(len, i);
        len = 77;
        memset(hardware, 0x5a, sizeof hardware);
        assert_rc(skt_addr_link_parts(&addr, &index, &protocol, hardware, &len), i <= 8 ? 0 : SKT_ENAMETOOLONG);
        assert_int_equal(len, i <= 8 ? i : 77);
        if (i <= 8) assert_memory_equal(hardware, mac, i);
        if (i < 8) assert_int_equal(hardware[i], 0x5a);
    }
    before = addr;
    assert_rc(skt_addr_link(7, 0, mac, sizeof mac, &addr), SKT_ENAMETOOLONG);
    assert_rc(skt_addr_link(0x80000000, 0, mac, 6, &addr), SKT_ERANGE);
    assert_memory_equal(&addr, &before, sizeof addr);
}

static void test_address__netlink_gives_back_its_parts(void **state)
{
    (void)state;
    skt_addr addr = dirty(), before = addr;
    uint32_t pid, groups;
    int rc = skt_addr_netlink(0x01020304, 0xf0000001, &addr);
    if (rc == SKT_EUNSUPPORTED) {
        assert_lacking(SKT_AF_NETLINK, &addr, &before);
        return;
    }
    assert_rc(rc, 0);
    assert_int_equal(skt_addr_family(&addr), SKT_AF_NETLINK);
    assert_rc(skt_addr_netlink_parts(&addr, &pid, &groups), 0);
    assert_int_equal(pid, 0x01020304);
    assert_int_equal(groups, 0xf0000001);
}

static void test_address__can_gives_back_its_parts_short_form_too(void **state)
{
    (void)state;
    skt_addr addr = dirty(), before = addr, shorter;
    uint32_t index, receive, transmit;
    int rc = skt_addr_can(3, 0x1abcdef0, 0x7ff, &addr);
    if (rc == SKT_EUNSUPPORTED) {
        assert_lacking(SKT_AF_CAN, &addr, &before);
        return;
    }
    assert_rc(rc, 0);
    /* Kernels without J1939 have only the first sixteen bytes. */
    assert_rc(skt_addr_from_native(&addr.storage, 16, &shorter), 0);
    assert_rc(skt_addr_can_parts(&shorter, &index, &receive, &transmit), 0);
    assert_int_equal(index, 3);
    assert_int_equal(receive, 0x1abcdef0);
    assert_int_equal(transmit, 0x7ff);
    assert_true(skt_addr_equal(&addr, &shorter));
    assert_true(skt_addr_hash(&addr) == skt_addr_hash(&shorter));
    assert_rc(skt_addr_can(0x80000000, 0, 0, &addr), SKT_ERANGE);
}

static void test_address__hyperv_gives_back_its_parts(void **state)
{
    (void)state;
    uint8_t vm[16], service[16], vm_back[16], service_back[16];
    for (uint8_t i = 0; i < 16; i++) vm[i] = i, service[i] = (uint8_t)(i + 100);
    skt_addr addr = dirty(), before = addr;
    int rc = skt_addr_hyperv(vm, service, &addr);
    if (rc == SKT_EUNSUPPORTED) {
        assert_lacking(SKT_AF_HYPERV, &addr, &before);
        return;
    }
    assert_rc(rc, 0);
    assert_int_equal(skt_addr_family(&addr), SKT_AF_HYPERV);
    assert_rc(skt_addr_hyperv_parts(&addr, vm_back, service_back), 0);
    assert_memory_equal(vm_back, vm, 16);
    assert_memory_equal(service_back, service, 16);
}

static void test_address__bluetooth_gives_back_its_parts(void **state)
{
    (void)state;
    static const uint8_t device[6] = {0x01, 0x23, 0x45, 0x67, 0x89, 0xab};
    uint8_t back[6];
    uint32_t channel;
    skt_addr addr = dirty(), before = addr;
    int rc = skt_addr_bluetooth(device, 30, &addr);
    if (rc == SKT_EUNSUPPORTED) {
        assert_lacking(SKT_AF_BLUETOOTH, &addr, &before);
        return;
    }
    assert_rc(rc, 0);
    assert_int_equal(skt_addr_family(&addr), SKT_AF_BLUETOOTH);
    assert_rc(skt_addr_bluetooth_parts(&addr, back, &channel), 0);
    assert_memory_equal(back, device, 6);
    assert_int_equal(channel, 30);
    /* On Linux an L2CAP address is of the same family and longer. */
    addr.len += 4;
    if (host.system == SKT_ON_LINUX) assert_rc(skt_addr_bluetooth_parts(&addr, back, &channel), SKT_EAFNOSUPPORT);
    before = addr;
    assert_rc(skt_addr_bluetooth(device, 31, &addr), SKT_EINVAL);
    assert_memory_equal(&addr, &before, sizeof addr);
}

/* Windows' BT_PORT_ANY is the largest number; other systems have 0. */
static void test_address__bluetooth_has_an_any_channel(void **state)
{
    (void)state;
    static const uint8_t device[6] = {0x01, 0x23, 0x45, 0x67, 0x89, 0xab};
    uint8_t back[6];
    uint32_t channel = 99, native = 0;
    skt_addr addr;
    if (skt_addr_bluetooth(device, 0, &addr) == SKT_EUNSUPPORTED) return;
    assert_rc(skt_addr_bluetooth_parts(&addr, back, &channel), 0);
    assert_int_equal(channel, 0);
    if (host.system != SKT_ON_WINDOWS) return;
    assert_int_equal(addr.len, 30);
    memcpy(&native, (const char *)&addr + 26, sizeof native);
    assert_int_equal(native, UINT32_MAX);
}

/* Unix addresses. */

static void test_address__a_unix_path_is_as_long_as_the_systems_field(void **state)
{
    (void)state;
    char path[120] = {0};
    skt_addr addr = dirty(), before = addr;
    assert_rc(skt_addr_unix("", &addr), SKT_EINVAL);
    assert_memory_equal(&addr, &before, sizeof addr);

    size_t longest = 0;
    for (size_t len = 1; len < sizeof path; len++) {
        path[len - 1] = 'p';
        int rc = skt_addr_unix(path, &addr);
        if (rc == 0) {
            longest = len;
            before = addr;
            assert_int_equal(skt_addr_family(&addr), SKT_AF_UNIX);
            assert_string_equal(skt_addr_unix_path(&addr), path);
            assert_null(skt_addr_unix_abstract_name(&addr, &(size_t){0}));
            assert_false(skt_addr_is_unnamed(&addr));
        } else {
            assert_rc(rc, SKT_ENAMETOOLONG);
            assert_memory_equal(&addr, &before, sizeof addr);
        }
    }
    bool known = host.system == SKT_ON_LINUX || host.system == SKT_ON_WINDOWS;
    size_t wanted = host.system == SKT_ON_LINUX ? 108 : 107;
    assert_in_range(longest, known ? wanted : 91, known ? wanted : 108);
}

static void test_address__an_abstract_name_is_any_bytes(void **state)
{
    (void)state;
    char name[120], back[120];
    skt_addr addr = dirty(), before = addr;
    if (skt_addr_unix_abstract("x", 1, &addr) == SKT_EUNSUPPORTED) {
        assert_memory_equal(&addr, &before, sizeof addr);
        assert_int_not_equal(host.system, SKT_ON_LINUX);
        return;
    }
    for (size_t i = 0; i < sizeof name; i++) name[i] = (char)(i % 3 ? i * 37 : 0);
    for (size_t len = 1; len <= 107; len++) {
        size_t len_back = 0;
        addr = dirty();
        assert_rc(skt_addr_unix_abstract(name, len, &addr), 0);
        const void *found = skt_addr_unix_abstract_name(&addr, &len_back);
        assert_non_null(found);
        assert_int_equal(len_back, len);
        memcpy(back, found, len);
        assert_memory_equal(back, name, len);
        assert_null(skt_addr_unix_path(&addr));
        assert_false(skt_addr_is_unnamed(&addr));
    }
    before = addr;
    assert_rc(skt_addr_unix_abstract(name, 108, &addr), SKT_ENAMETOOLONG);
    assert_rc(skt_addr_unix_abstract(name, SIZE_MAX, &addr), SKT_ENAMETOOLONG);
    assert_memory_equal(&addr, &before, sizeof addr);
    if (host.system == SKT_ON_LINUX) return;
    assert_rc(skt_addr_unix_abstract(name, 0, &addr), SKT_EINVAL);
    assert_memory_equal(&addr, &before, sizeof addr);
}

static void test_address__the_unnamed_address_has_neither_path_nor_name(void **state)
{
    (void)state;
    size_t len = 99;
    skt_addr addr = dirty();
    skt_addr_unix_unnamed(&addr);
    assert_int_equal(skt_addr_family(&addr), SKT_AF_UNIX);
    assert_true(skt_addr_is_unnamed(&addr));
    assert_null(skt_addr_unix_path(&addr));
    assert_null(skt_addr_unix_abstract_name(&addr, &len));
    assert_int_equal(len, 99);

    skt_addr other = address("127.0.0.1:1"), none = {.len = 0};
    assert_false(skt_addr_is_unnamed(&other));
    assert_false(skt_addr_is_unnamed(&none));
    assert_null(skt_addr_unix_path(&other));
    assert_null(skt_addr_unix_abstract_name(&other, &len));
}

/* A path as systems report it: with or without its zero in the length, and with zeros or old bytes behind. */
static void test_address__a_path_is_read_up_to_its_first_zero(void **state)
{
    (void)state;
    skt_addr made, seen;
    assert_ok(skt_addr_unix("/a/b", &made));
    for (size_t len = made.len - 1; len <= sizeof made.storage; len++) {
        unsigned char *block = malloc(len);
        assert_non_null(block);
        memset(block, 'z', len);
        memcpy(block, &made.storage, made.len < len ? made.len : len);
        assert_rc(skt_addr_from_native(block, len, &seen), 0);
        free(block);
        assert_string_equal(skt_addr_unix_path(&seen), "/a/b");
        assert_true(skt_addr_equal(&made, &seen));
        assert_true(skt_addr_hash(&made) == skt_addr_hash(&seen));
    }
}

static void test_address__a_path_without_an_end_is_refused(void **state)
{
    (void)state;
    skt_addr addr, out = dirty(), before = out;
    assert_ok(skt_addr_unix("/a", &addr));
    memset(addr.storage.bytes + 2, 'z', sizeof addr.storage - 2);
    assert_rc(skt_addr_from_native(&addr.storage, sizeof addr.storage, &out), SKT_EINVAL);
    assert_memory_equal(&out, &before, sizeof out);
    assert_rc(skt_addr_from_native(&addr.storage, sizeof addr.storage - 1, &out), 0);
    assert_int_equal(strlen(skt_addr_unix_path(&out)), sizeof addr.storage - 3);
}

/* Equality and hash. */

static void test_address__addresses_are_equal_to_themselves_alone(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "192.0.2.1:80",
        "192.0.2.1:81",
        "192.0.2.2:80",
        "[2001:db8::1]:80",
        "[2001:db8::1]:81",
        "[2001:db8::2]:80",
        "[2001:db8::1%1]:80",
        "[2001:db8::1%2]:80",
        "[::ffff:192.0.2.1]:80",
        "0.0.0.0:0",
        "[::]:0",
        "unix:/a",
        "unix:/ab",
        "unix:a",
        "unix:",
        "family:77:00",
        "family:77:0000",
        "family:77:01",
        "family:78:00",
        "family:77:",
        "family:0:",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        skt_addr a = address(texts[i]);
        for (size_t j = 0; j < COUNT_OF(texts); j++) {
            skt_addr b = address(texts[j]);
            if (i == j)
                assert_same(&a, &b);
            else if (skt_addr_equal(&a, &b) || skt_addr_hash(&a) == skt_addr_hash(&b))
                fail_msg("%s and %s are not the same", texts[i], texts[j]);
        }
    }
}

static void test_address__families_of_some_systems_are_equal_to_themselves_alone(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "unix:@a",
        "unix:@a%00",
        "unix:@ab",
        "unix:@%00",
        "unix:a",
        "vsock:2:1",
        "vsock:1:2",
        "vsock:2:2",
        "link:1:0800",
        "link:2:0800",
        "link:1:0800:01:02",
        "link:1:0800:01:02:00",
        "netlink:0:1",
        "netlink:1:0",
        "can:1:2:3",
        "can:1:3:2",
        "can:2:2:3",
        "can:1",
        "bluetooth:01:02:03:04:05:06:7",
        "bluetooth:06:05:04:03:02:01:7",
        "bluetooth:01:02:03:04:05:06:8",
        "hyperv:00000000-0000-0000-0000-000000000001:00000000-0000-0000-0000-000000000002",
        "hyperv:00000000-0000-0000-0000-000000000002:00000000-0000-0000-0000-000000000001",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        skt_addr a, b;
        if (skt_addr_parse(texts[i], &a) == SKT_EUNSUPPORTED) continue;
        for (size_t j = 0; j < COUNT_OF(texts); j++) {
            if (skt_addr_parse(texts[j], &b) == SKT_EUNSUPPORTED) continue;
            if (i == j)
                assert_same(&a, &b);
            else if (skt_addr_equal(&a, &b) || skt_addr_hash(&a) == skt_addr_hash(&b))
                fail_msg("%s and %s are not the same", texts[i], texts[j]);
        }
    }
}

static void test_address__padding_has_no_meaning(void **state)
{
    (void)state;
    skt_addr clean, padded;
    skt_addr_ipv4(v4, 80, &clean);
    padded = clean;
    memset(padded.storage.bytes + 8, 0xee, sizeof padded.storage - 8);
    assert_same(&clean, &padded);
    /* The length byte of BSDs, which on other systems belongs to the family. */
    if (host.system & (SKT_ON_APPLE | SKT_ON_BSD | SKT_ON_AIX)) {
        padded.storage.bytes[0] = 0;
        assert_same(&clean, &padded);
    }

    skt_addr_ipv6(v6, 80, 1, &clean);
    padded = clean;
    memset(padded.storage.bytes + 28, 0xee, sizeof padded.storage - 28);
    assert_same(&clean, &padded);

    assert_ok(skt_addr_unix("/a", &clean));
    padded = clean;
    memset(padded.storage.bytes + clean.len, 0xee, sizeof padded.storage - clean.len);
    assert_same(&clean, &padded);

    skt_addr none = {.len = 0}, stale = dirty();
    stale.len = 0;
    assert_same(&none, &stale);
}

static void test_address__the_flow_label_has_a_meaning(void **state)
{
    (void)state;
    skt_addr one, other;
    skt_addr_ipv6(v6, 80, 1, &one);
    other = one;
    assert_ok(skt_addr_set_flow(&other, 1));
    assert_false(skt_addr_equal(&one, &other));
    assert_false(skt_addr_hash(&one) == skt_addr_hash(&other));
}

static void test_address__hashes_are_well_spread(void **state)
{
    (void)state;
    enum { COUNT = 4096, BUCKETS = 64 };
    static uint64_t seen[COUNT];
    int low[BUCKETS] = {0}, high[BUCKETS] = {0};
    for (size_t i = 0; i < COUNT; i++) {
        skt_addr addr;
        uint8_t ip[4] = {10, 0, (uint8_t)(i >> 8), (uint8_t)i};
        skt_addr_ipv4(ip, 80, &addr);
        seen[i] = skt_addr_hash(&addr);
        low[seen[i] % BUCKETS]++;
        high[seen[i] >> 58]++;
        for (size_t j = 0; j < i; j++) assert_true(seen[i] != seen[j]);
    }
    for (size_t i = 0; i < BUCKETS; i++) {
        assert_in_range(low[i], COUNT / BUCKETS / 2, COUNT / BUCKETS * 2);
        assert_in_range(high[i], COUNT / BUCKETS / 2, COUNT / BUCKETS * 2);
    }
}

/* What kind of address it is. */

static void test_address__kinds_are_told_apart(void **state)
{
    (void)state;
    enum { LOOPBACK = 1, MULTICAST = 2, ANY = 4, MAPPED = 8 };
    static const struct {
        const char *text;
        unsigned kinds;
    } rows[] = {
        {"127.0.0.1:0", LOOPBACK},
        {"127.255.255.255:0", LOOPBACK},
        {"126.255.255.255:0", 0},
        {"128.0.0.1:0", 0},
        {"223.255.255.255:0", 0},
        {"224.0.0.0:0", MULTICAST},
        {"239.255.255.255:0", MULTICAST},
        {"240.0.0.0:0", 0},
        {"0.0.0.0:5", ANY},
        {"0.0.0.1:5", 0},
        {"[::]:5", ANY},
        {"[::1]:5", LOOPBACK},
        {"[::2]:5", 0},
        {"[1::1]:5", 0},
        {"[ff00::]:0", MULTICAST},
        {"[ff02::1%1]:0", MULTICAST},
        {"[feff::1]:0", 0},
        {"[::ffff:127.0.0.1]:0", LOOPBACK | MAPPED},
        {"[::ffff:224.0.0.1]:0", MULTICAST | MAPPED},
        {"[::ffff:0.0.0.0]:0", ANY | MAPPED},
        {"[::ffff:8.8.8.8]:0", MAPPED},
        {"[::fffe:127.0.0.1]:0", 0},
        {"[::127.0.0.1]:0", 0},
        {"[1::ffff:127.0.0.1]:0", 0},
        {"unix:/a", 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr addr = address(rows[i].text);
        unsigned kinds = 0;
        if (skt_addr_is_loopback(&addr)) kinds |= LOOPBACK;
        if (skt_addr_is_multicast(&addr)) kinds |= MULTICAST;
        if (skt_addr_is_any(&addr)) kinds |= ANY;
        if (skt_addr_is_v4_mapped(&addr)) kinds |= MAPPED;
        if (kinds != rows[i].kinds) fail_msg("%s: kinds %u, wanted %u", rows[i].text, kinds, rows[i].kinds);
    }
}

static void test_address__ipv4_is_mapped_into_ipv6_and_back(void **state)
{
    (void)state;
    skt_addr four = address("192.0.2.1:80"), mapped = address("[::ffff:192.0.2.1]:80"), out = dirty();
    assert_rc(skt_addr_map_v4(&four, &out), 0);
    assert_same(&out, &mapped);
    assert_rc(skt_addr_unmap_v4(&mapped, &out), 0);
    assert_same(&out, &four);

    out = four;
    assert_rc(skt_addr_map_v4(&out, &out), 0);
    assert_same(&out, &mapped);
    assert_rc(skt_addr_unmap_v4(&out, &out), 0);
    assert_same(&out, &four);

    skt_addr six = address("[2001:db8::1%4]:80");
    assert_rc(skt_addr_map_v4(&six, &out), 0);
    assert_same(&out, &six);
    assert_rc(skt_addr_unmap_v4(&four, &out), 0);
    assert_same(&out, &four);
}

static void test_address__what_is_not_ip_cannot_be_mapped(void **state)
{
    (void)state;
    skt_addr six = address("[2001:db8::1]:80"), path = address("unix:/a"), out = dirty(), before = out;
    assert_rc(skt_addr_unmap_v4(&six, &out), SKT_EAFNOSUPPORT);
    assert_rc(skt_addr_unmap_v4(&path, &out), SKT_EAFNOSUPPORT);
    assert_rc(skt_addr_map_v4(&path, &out), SKT_EAFNOSUPPORT);
    assert_memory_equal(&out, &before, sizeof out);
}

/* The system's own form. */

static void test_address__native_points_into_the_address(void **state)
{
    (void)state;
    size_t len = 0;
    skt_addr addr = address("192.0.2.1:80"), back = dirty();
    assert_ptr_equal(skt_addr_native(&addr, &len), &addr.storage);
    assert_int_equal(len, addr.len);
    assert_rc(skt_addr_from_native(skt_addr_native(&addr, &len), len, &back), 0);
    assert_same(&addr, &back);
}

/* Calls everything that reads an address, so that a sanitizer can detect bad accesses. */
static void read_all_of(const skt_addr *addr)
{
    char text[SKT_ADDR_TEXT_MAX];
    uint8_t bytes[16], more[16];
    uint32_t a, b, c;
    uint16_t protocol;
    size_t len;
    skt_addr out;
    int whole = skt_addr_format(addr, text, sizeof text);
    assert_in_range(whole, 1, SKT_ADDR_TEXT_MAX - 1);
    assert_int_equal(strlen(text), whole);
    skt_addr_port(addr);
    skt_addr_ip(addr, bytes);
    skt_addr_scope(addr);
    skt_addr_flow(addr);
    skt_addr_unix_path(addr);
    skt_addr_unix_abstract_name(addr, &len);
    skt_addr_vsock_parts(addr, &a, &b);
    skt_addr_link_parts(addr, &a, &protocol, bytes, &len);
    skt_addr_netlink_parts(addr, &a, &b);
    skt_addr_can_parts(addr, &a, &b, &c);
    skt_addr_hyperv_parts(addr, bytes, more);
    skt_addr_bluetooth_parts(addr, bytes, &a);
    skt_addr_is_loopback(addr);
    skt_addr_is_unnamed(addr);
    skt_addr_map_v4(addr, &out);
    skt_addr_unmap_v4(addr, &out);
    assert_same(addr, addr);
}

static const int families[] = {
    SKT_AF_UNSPEC, SKT_AF_UNIX, SKT_AF_INET,  SKT_AF_INET6,     SKT_AF_PACKET, SKT_AF_NETLINK,
    SKT_AF_LINK,   SKT_AF_CAN,  SKT_AF_VSOCK, SKT_AF_BLUETOOTH, SKT_AF_HYPERV, 99,
};

/* A block of exactly `len` bytes whose family is set, and whose other bytes are `fill`. */
static unsigned char *block_of(int family, size_t len, int fill)
{
    char text[40];
    unsigned char *block = malloc(len ? len : 1);
    assert_non_null(block);
    memset(block, fill, len);
    snprintf(text, sizeof text, "family:%d:", family);
    skt_addr none = {.len = 2};
    if (family != SKT_AF_INET && family != SKT_AF_INET6) none = address(text);
    if (family == SKT_AF_INET) none = address("0.0.0.0");
    if (family == SKT_AF_INET6) none = address("::");
    memcpy(block, &none.storage, len < 2 ? len : 2);
    return block;
}

static size_t least_of(int family)
{
    if (family == SKT_AF_INET) return 16;
    return family == SKT_AF_INET6 ? 28 : 2;
}

static void test_address__a_foreign_address_is_taken_within_its_bounds(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(families); i++) {
        if (families[i] > 20000) continue;
        for (size_t len = 0; len <= SKT_STORAGE_SIZE + 1; len++) {
            unsigned char *block = block_of(families[i], len, 0);
            skt_addr addr = dirty(), before = addr;
            int rc = skt_addr_from_native(block, len, &addr);
            if (len > SKT_STORAGE_SIZE || (len > 0 && len < least_of(families[i]))) {
                assert_rc(rc, SKT_EINVAL);
                assert_memory_equal(&addr, &before, sizeof addr);
            } else {
                assert_rc(rc, 0);
                assert_int_equal(addr.len, len);
                assert_memory_equal(&addr.storage, block, len);
                assert_int_equal(skt_addr_family(&addr), len ? families[i] : SKT_AF_UNSPEC);
                skt_addr *own = heap_copy(&addr);
                read_all_of(own);
                free(own);
            }
            free(block);
        }
    }
    skt_addr addr = dirty(), before = addr;
    assert_rc(skt_addr_from_native("", SIZE_MAX, &addr), SKT_EINVAL);
    assert_rc(skt_addr_from_native("", (size_t)UINT32_MAX + 1, &addr), SIZE_MAX > UINT32_MAX ? SKT_EINVAL : 0);
    if (SIZE_MAX > UINT32_MAX) assert_memory_equal(&addr, &before, sizeof addr);
    assert_rc(skt_addr_from_native(NULL, 0, &addr), 0);
    assert_int_equal(addr.len, 0);
}

static void test_address__any_bytes_can_be_read(void **state)
{
    (void)state;
    static const int fills[] = {0xff, 'x', '/', 0x80, 1};
    for (size_t i = 0; i < COUNT_OF(families); i++)
        for (size_t f = 0; f < COUNT_OF(fills) && families[i] < 20000; f++)
            for (size_t len = 2; len <= SKT_STORAGE_SIZE; len++) {
                unsigned char *block = block_of(families[i], len, fills[f]);
                skt_addr addr;
                if (skt_addr_from_native(block, len, &addr) == 0) {
                    skt_addr *own = heap_copy(&addr);
                    read_all_of(own);
                    free(own);
                }
                free(block);
            }
}

static void test_address__a_length_of_one_byte_is_no_address(void **state)
{
    (void)state;
    skt_addr addr = dirty(), none = {.len = 0};
    char text[SKT_ADDR_TEXT_MAX];
    addr.len = 1;
    assert_int_equal(skt_addr_family(&addr), SKT_AF_UNSPEC);
    assert_int_equal(skt_addr_format(&addr, text, sizeof text), 4);
    assert_string_equal(text, "none");
    assert_same(&addr, &none);
}

/* Against the kernel. */

static void test_address__the_longest_path_is_bound_and_read_back(void **state)
{
    (void)state;
    NEEDS_UNIX();
    char path[108], start[TEMP_PATH_MAX];
    skt_addr addr, here;
    temp_path(start);
    memset(path, 'p', sizeof path);
    memcpy(path, start, strlen(start));
    for (size_t len = sizeof path - 1;; len--) {
        path[len] = '\0';
        if (skt_addr_unix(path, &addr) == 0) break;
    }
    remove(path);
    skt_close(bound_to(&addr, SKT_SOCK_STREAM, &here));
    assert_int_equal(remove(path), 0);
    assert_string_equal(skt_addr_unix_path(&here), path);
    assert_same(&here, &addr);
}

static void test_address__a_socket_that_was_not_bound_is_unnamed(void **state)
{
    (void)state;
    NEEDS_UNIX();
    skt_socket s;
    skt_addr here = dirty();
    assert_ok(skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &s));
    int rc = skt_local_address(s, &here);
    skt_close(s);
    assert_rc(rc, host.tells_unbound_address ? 0 : SKT_EINVAL);
    if (rc < 0) return;
    assert_int_equal(skt_addr_family(&here), SKT_AF_UNIX);
    assert_true(skt_addr_is_unnamed(&here));
    assert_null(skt_addr_unix_path(&here));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_address__ipv4_gives_back_what_it_was_made_of),
        TEST(test_address__ipv6_gives_back_what_it_was_made_of),
        TEST(test_address__port_and_flow_can_be_changed),
        TEST(test_address__what_a_family_lacks_is_said_so),
        TEST(test_address__wildcard_and_loopback_are_made_of_a_family),
        TEST(test_address__the_scope_can_be_changed),
        TEST(test_address__the_same_host_has_any_port),
        TEST(test_address__vsock_gives_back_its_parts),
        TEST(test_address__a_link_gives_back_its_parts),
        TEST(test_address__netlink_gives_back_its_parts),
        TEST(test_address__can_gives_back_its_parts_short_form_too),
        TEST(test_address__hyperv_gives_back_its_parts),
        TEST(test_address__bluetooth_gives_back_its_parts),
        TEST(test_address__bluetooth_has_an_any_channel),
        TEST(test_address__a_unix_path_is_as_long_as_the_systems_field),
        TEST(test_address__an_abstract_name_is_any_bytes),
        TEST(test_address__the_unnamed_address_has_neither_path_nor_name),
        TEST(test_address__a_path_is_read_up_to_its_first_zero),
        TEST(test_address__a_path_without_an_end_is_refused),
        TEST(test_address__addresses_are_equal_to_themselves_alone),
        TEST(test_address__families_of_some_systems_are_equal_to_themselves_alone),
        TEST(test_address__padding_has_no_meaning),
        TEST(test_address__the_flow_label_has_a_meaning),
        TEST(test_address__hashes_are_well_spread),
        TEST(test_address__kinds_are_told_apart),
        TEST(test_address__ipv4_is_mapped_into_ipv6_and_back),
        TEST(test_address__what_is_not_ip_cannot_be_mapped),
        TEST(test_address__native_points_into_the_address),
        TEST(test_address__a_foreign_address_is_taken_within_its_bounds),
        TEST(test_address__any_bytes_can_be_read),
        TEST(test_address__a_length_of_one_byte_is_no_address),
        TEST(test_address__the_longest_path_is_bound_and_read_back),
        TEST(test_address__a_socket_that_was_not_bound_is_unnamed),
    };
    return RUN(tests);
}
