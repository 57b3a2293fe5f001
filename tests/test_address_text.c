/* SPDX-License-Identifier: MIT */
#include "support.h"

#include <stdlib.h>

static void assert_text(const skt_addr *addr, const char *wanted)
{
    char text[SKT_ADDR_TEXT_MAX];
    int whole = skt_addr_format(addr, text, sizeof text);
    assert_string_equal(text, wanted);
    assert_int_equal(whole, strlen(wanted));
}

static void test_address_text__ip_is_read_and_written(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *written;
    } rows[] = {
        {"192.0.2.1:80", "192.0.2.1:80"},
        {"192.0.2.1", "192.0.2.1:0"},
        {"0.0.0.0:0", "0.0.0.0:0"},
        {"255.255.255.255:65535", "255.255.255.255:65535"},
        {"10.20.30.40:0080", "10.20.30.40:80"},
        {"::", "[::]:0"},
        {"::1", "[::1]:0"},
        {"[::1]", "[::1]:0"},
        {"[::1]:0", "[::1]:0"},
        {"[::1]:65535", "[::1]:65535"},
        {"[fe80::1%3]:80", "[fe80::1%3]:80"},
        {"fe80::1%3", "[fe80::1%3]:0"},
        {"[fe80::1%0]:80", "[fe80::1]:80"},
        {"[fe80::1%007]:80", "[fe80::1%7]:80"},
        {"[fe80::1%4294967295]:80", "[fe80::1%4294967295]:80"},
        {"[2001:db8::1%9]:80", "[2001:db8::1%9]:80"},
        {"::ffff:192.0.2.1", "[::ffff:192.0.2.1]:0"},
        {"[::FFFF:C000:0201]:7", "[::ffff:192.0.2.1]:7"},
        {"[::ffff:0.0.0.0]:7", "[::ffff:0.0.0.0]:7"},
        {"::192.0.2.1", "[::c000:201]:0"},
        {"64:ff9b::192.0.2.33", "[64:ff9b::c000:221]:0"},
        {"1:2:3:4:5:6:7.8.9.10", "[1:2:3:4:5:6:708:90a]:0"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) assert_round_trip(rows[i].text, rows[i].written);
}

/* The recommendations of RFC 5952, by its sections, and the ends of an address. */
static void test_address_text__ipv6_is_written_as_rfc_5952_says(void **state)
{
    (void)state;
    static const struct {
        const char *ip;
        const char *written;
    } rows[] = {
        {"2001:0db8::0001", "2001:db8::1"},               /* 4.1: no leading zeros */
        {"2001:db8::0", "2001:db8::"},                    /* 4.1: a zero group is one 0 */
        {"2001:db8:0:0:0:0:2:1", "2001:db8::2:1"},        /* 4.2.1: as short as it goes */
        {"2001:db8::0:1", "2001:db8::1"},                 /* 4.2.1 */
        {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"}, /* 4.2.2: not for one group */
        {"2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},  /* 4.2.2 */
        {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},          /* 4.2.3: the longest run */
        {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},    /* 4.2.3: the first of equals */
        {"2001:DB8:AAAA:BBBB:CCCC:DDDD:EEEE:AAAA", "2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa"}, /* 4.3: small letters */
        {"2001:db8:0:0:aaaa::1", "2001:db8::aaaa:0:0:1"},                                     /* 4.2.3 again */
        {"0:0:0:0:0:ffff:c000:0201", "::ffff:192.0.2.1"}, /* 5: mixed where the prefix is known */
        {"0:0:0:0:0:0:0:0", "::"},
        {"0:0:0:0:0:0:0:1", "::1"},
        {"1:0:0:0:0:0:0:0", "1::"},
        {"0:1:2:3:4:5:6:7", "0:1:2:3:4:5:6:7"},
        {"1:2:3:4:5:6:7:0", "1:2:3:4:5:6:7:0"},
        {"1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"},
        {"0:0:1:2:3:4:5:6", "::1:2:3:4:5:6"},
        {"0:1:0:1:0:1:0:1", "0:1:0:1:0:1:0:1"},
        {"0:0:1:0:0:0:1:0", "0:0:1::1:0"},
        {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char wanted[80];
        snprintf(wanted, sizeof wanted, "[%s]:0", rows[i].written);
        assert_round_trip(rows[i].ip, wanted);
    }
}

static void append(char *text, size_t room, const char *more)
{
    size_t len = strlen(text);
    snprintf(text + len, room - len, "%s", more);
}

/* The groups with those from `start` on, `len` of them, written as "::"; no groups so for a len of 0. */
static void write_groups(const bool is_zero[8], int start, int len, char *out, size_t room)
{
    *out = '\0';
    for (int i = 0; i < 8; i++) {
        if (len > 0 && i == start) {
            append(out, room, "::");
            i += len - 1;
            continue;
        }
        if (i > 0 && (len == 0 || i != start + len)) append(out, room, ":");
        append(out, room, is_zero[i] ? "0" : "f");
    }
}

static void test_address_text__every_pattern_of_zero_groups_is_shortened_once(void **state)
{
    (void)state;
    for (unsigned pattern = 0; pattern < 256; pattern++) {
        uint8_t ip[16] = {0};
        bool is_zero[8];
        for (unsigned i = 0; i < 8; i++) {
            is_zero[i] = pattern >> i & 1;
            if (!is_zero[i]) ip[2 * i + 1] = 0xf;
        }
        int best_start = 0, best_len = 0;
        for (int start = 0; start < 8; start++)
            for (int len = 1; start + len <= 8 && is_zero[start + len - 1]; len++)
                if (len > 1 && len > best_len) best_start = start, best_len = len;
        char best[64], wanted[80];
        write_groups(is_zero, best_start, best_len, best, sizeof best);
        snprintf(wanted, sizeof wanted, "[%s]:0", best);
        skt_addr addr;
        skt_addr_ipv6(ip, 0, 0, &addr);
        assert_text(&addr, wanted);
        assert_round_trip(wanted, wanted);
    }
}

static void test_address_text__a_scope_may_be_an_interfaces_name(void **state)
{
    (void)state;
    skt_interface first;
    char text[sizeof first.name + 30], wanted[40];
    if (skt_interfaces(&first, 1) < 1) SKIP("this machine has no interfaces");
    snprintf(text, sizeof text, "[fe80::1%%%s]:80", first.name);
    snprintf(wanted, sizeof wanted, "[fe80::1%%%u]:80", (unsigned)first.index);
    assert_round_trip(text, wanted);
    snprintf(text, sizeof text, "fe80::1%%%s", first.name);
    snprintf(wanted, sizeof wanted, "[fe80::1%%%u]:0", (unsigned)first.index);
    assert_round_trip(text, wanted);

    /* Linux ignores a colon in an interface name and all behind it, so that a port without brackets would be lost. */
    skt_addr addr;
    snprintf(text, sizeof text, "fe80::1%%%s:80", first.name);
    assert_rc(skt_addr_parse(text, &addr), SKT_EINVAL);
}

static void test_address_text__a_scope_that_no_interface_has_is_told(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "[fe80::1%skt-no-such]:80",
        "fe80::1%skt-no-such",
        "[fe80::1%4294967296]:80",
        "[fe80::1%18446744073709551617]:80",
        "fe80::1%1]",
        "[fe80::1%1x]:80",
        "[fe80::1%-1]:80",
        "[fe80::1% 1]:80",
        "[fe80::1%1 ]:80",
        "[fe80::1%%1]:80",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        skt_addr addr, before;
        memset(&addr, 0xa5, sizeof addr);
        before = addr;
        int rc = skt_addr_parse(texts[i], &addr);
        if (!is_no_interface(rc)) fail_msg("%s: %s", texts[i], skt_error_name(rc));
        assert_memory_equal(&addr, &before, sizeof addr);
    }
}

static void test_address_text__unix_paths_are_read_and_written(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *path;
        const char *written;
    } rows[] = {
        {"unix:/run/x.sock", "/run/x.sock", "unix:/run/x.sock"},
        {"unix:relative", "relative", "unix:relative"},
        {"unix:/a b:c", "/a b:c", "unix:/a b:c"},
        {"unix:%2fa%2F", "/a/", "unix:/a/"},
        {"unix:%", "%", "unix:%25"},
        {"unix:%4", "%4", "unix:%254"},
        {"unix:%zz", "%zz", "unix:%25zz"},
        {"unix:%4z", "%4z", "unix:%254z"},
        {"unix:%25zz", "%zz", "unix:%25zz"},
        {"unix:%2541", "%41", "unix:%2541"},
        {"unix:%%41", "%A", "unix:%25A"},
        {"unix:%40x", "@x", "unix:%40x"},
        {"unix:x@y", "x@y", "unix:x@y"},
        {"unix:a\nb\x7f", "a\nb\x7f", "unix:a%0ab%7f"},
        {"unix:\xc3\xa4", "\xc3\xa4", "unix:\xc3\xa4"},
        {"unix:none", "none", "unix:none"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr addr = address(rows[i].text);
        assert_string_equal(skt_addr_unix_path(&addr), rows[i].path);
        assert_round_trip(rows[i].text, rows[i].written);
    }
    skt_addr unnamed = address("unix:");
    assert_true(skt_addr_is_unnamed(&unnamed));
    assert_round_trip("unix:", "unix:");
}

/* With any byte in a path or name, the text stays on one line and parses to the same address. */
static void test_address_text__every_byte_survives(void **state)
{
    (void)state;
    for (int byte = 0; byte < 256; byte++)
        for (int abstract = 0; abstract < 2; abstract++) {
            char name[4] = {(char)byte, 'x', (char)byte, 0}, text[SKT_ADDR_TEXT_MAX];
            skt_addr addr, back;
            int rc = abstract ? skt_addr_unix_abstract(name, 3, &addr) : skt_addr_unix(name, &addr);
            if (rc == SKT_EUNSUPPORTED || (byte == 0 && !abstract)) continue;
            if (rc == SKT_EINVAL && byte > 0x7f) continue;
            assert_rc(rc, 0);
            skt_addr_format(&addr, text, sizeof text);
            for (const char *c = text; *c; c++) assert_false((unsigned char)*c < ' ' || *c == 0x7f);
            assert_ok(skt_addr_parse(text, &back));
            assert_true(skt_addr_equal(&addr, &back));
        }
}

static void test_address_text__the_families_of_some_systems_are_read_and_written(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int family;
        const char *written;
    } rows[] = {
        {"vsock:2:1024", SKT_AF_VSOCK, "vsock:2:1024"},
        {"vsock:4294967295:4294967295", SKT_AF_VSOCK, "vsock:4294967295:4294967295"},
        {"vsock:0:0", SKT_AF_VSOCK, "vsock:0:0"},
        {"vsock:2:1024?flags=0", SKT_AF_VSOCK, "vsock:2:1024"},
        {"vsock:2:1024?flags=", SKT_AF_VSOCK, NULL},
        {"vsock:2:1024?flow=1", SKT_AF_VSOCK, NULL},
        {"vsock:2:1024?flags=4294967296", SKT_AF_VSOCK, NULL},
        {"link:2:0800:02:00:5e:10:00:01", SKT_AF_PACKET, "link:2:0800:02:00:5e:10:00:01"},
        {"link:2:88CC:AB", SKT_AF_PACKET, "link:2:88cc:ab"},
        {"link:2147483647:ffff:1:2:3", SKT_AF_PACKET, NULL},
        {"link:2147483647:ffff:01:02:03:04:05:06:07:08", SKT_AF_PACKET, "link:2147483647:ffff:01:02:03:04:05:06:07:08"},
        {"link:1:3", SKT_AF_PACKET, "link:1:0003"},
        {"link:1:0003:", SKT_AF_PACKET, "link:1:0003"},
        {"link:2:0:02:00:5e:10:00:01", SKT_AF_LINK, "link:2:0000:02:00:5e:10:00:01"},
        {"netlink:0:1", SKT_AF_NETLINK, "netlink:0:1"},
        {"netlink:4294967295:4294967295", SKT_AF_NETLINK, "netlink:4294967295:4294967295"},
        {"can:4:123:456", SKT_AF_CAN, "can:4:123:456"},
        {"can:4", SKT_AF_CAN, "can:4:0:0"},
        {"can:2147483647:4294967295:0", SKT_AF_CAN, "can:2147483647:4294967295:0"},
        {"j1939:4:0123456789abcdef:0ee00:ff", SKT_AF_CAN, "j1939:4:0123456789abcdef:0ee00:ff"},
        {"j1939:4:0:0:1", SKT_AF_CAN, "j1939:4:0000000000000000:00000:01"},
        {"j1939:4:FFFFFFFFFFFFFFFF:ffffffff:ff", SKT_AF_CAN, "j1939:4:ffffffffffffffff:ffffffff:ff"},
        {"j1939:4:0:40000:100", SKT_AF_CAN, NULL},
        {"j1939:4:0:40000", SKT_AF_CAN, NULL},
        {"j1939:2147483648:0:40000:ff", SKT_AF_CAN, NULL},
        {"j1939:4:10000000000000000:40000:ff", SKT_AF_CAN, NULL},
        {"bluetooth:01:23:45:67:89:ab:3", SKT_AF_BLUETOOTH, "bluetooth:01:23:45:67:89:ab:3"},
        {"bluetooth:01:23:45:67:89:AB:30", SKT_AF_BLUETOOTH, "bluetooth:01:23:45:67:89:ab:30"},
        {"bluetooth:00:00:00:00:00:00:0", SKT_AF_BLUETOOTH, "bluetooth:00:00:00:00:00:00:0"},
        {"hyperv:00112233-4455-6677-8899-AABBCCDDEEFF:00000400-facb-11e6-bd58-64006a7986d3", SKT_AF_HYPERV,
         "hyperv:00112233-4455-6677-8899-aabbccddeeff:00000400-facb-11e6-bd58-64006a7986d3"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr addr, before;
        memset(&addr, 0xa5, sizeof addr);
        before = addr;
        int rc = skt_addr_parse(rows[i].text, &addr);
        bool link = rows[i].family == SKT_AF_LINK || rows[i].family == SKT_AF_PACKET;
        if (rows[i].written == NULL) {
            assert_rc(rc, SKT_EINVAL);
        } else if (rc == 0) {
            if (link && skt_addr_family(&addr) != rows[i].family) continue;
            assert_int_equal(skt_addr_family(&addr), rows[i].family);
            assert_round_trip(rows[i].text, rows[i].written);
        } else {
            assert_rc(rc, SKT_EUNSUPPORTED);
            assert_true(rows[i].family > 20000 || rows[i].family == SKT_AF_BLUETOOTH || rows[i].family == SKT_AF_CAN ||
                        (rows[i].family == SKT_AF_LINK && host.system == SKT_ON_WINDOWS));
            assert_memory_equal(&addr, &before, sizeof addr);
        }
    }
}

static void test_address_text__any_other_family_is_its_number_and_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *written;
    } rows[] = {
        {"family:44:0102ff", "family:44:0102ff"},
        {"family:44:0102FF", "family:44:0102ff"},
        {"family:44:", "family:44:"},
        {"family:0:", "family:0:"},
        {"family:0044:00", "family:44:00"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) assert_round_trip(rows[i].text, rows[i].written);

    /* As many bytes as the storage has room for behind the header. */
    enum { START = 11, DIGITS = 2 * (SKT_STORAGE_SIZE - 2) };
    char text[START + DIGITS + 1] = "family:255:";
    memset(text + START, 'a', DIGITS);
    text[START + DIGITS] = '\0';
    assert_round_trip(text, text);
    skt_addr addr = address(text);
    assert_int_equal(addr.len, SKT_STORAGE_SIZE);
}

static void test_address_text__no_address_is_none(void **state)
{
    (void)state;
    skt_addr none = {.len = 0};
    assert_text(&none, "none");
}

/* Invalid texts and their errors. */

static void assert_refused(const char *text, int wanted)
{
    skt_addr addr, before;
    memset(&addr, 0xa5, sizeof addr);
    before = addr;
    /* A copy of its own, so that a sanitizer detects reads behind the end. */
    char *copy = malloc(strlen(text) + 1);
    assert_non_null(copy);
    memcpy(copy, text, strlen(text) + 1);
    int rc = skt_addr_parse(copy, &addr);
    free(copy);
    if (rc != wanted) fail_msg("\"%.60s\": got %d, wanted %s", text, rc, skt_error_name(wanted));
    assert_memory_equal(&addr, &before, sizeof addr);
}

static void test_address_text__what_is_no_ip_address_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        " ",
        ":",
        "::::",
        ":::",
        ".",
        "...",
        "0",
        "80",
        ":80",
        "none",
        "localhost",
        "localhost:80",
        "x",
        "1",
        "1.2",
        "1.2.3",
        "1.2.3.",
        "1.2.3.4.",
        ".1.2.3.4",
        "1.2.3.4.5",
        "1..3.4",
        "256.0.0.1",
        "1.2.3.256",
        "1.2.3.-4",
        "+1.2.3.4",
        "01.2.3.4",
        "1.2.3.04",
        "001.2.3.4",
        "0x7f.0.0.1",
        "1.2.3.0x4",
        "4294967296.1.1.1",
        " 1.2.3.4",
        "1.2.3.4 ",
        "1.2.3.4\n",
        "1.2.3.4/24",
        "1.2.3.4%1",
        "1.2.3.4%lo:80",
        "1.2.3.4:",
        "1.2.3.4:x",
        "1.2.3.4:80x",
        "1.2.3.4: 80",
        "1.2.3.4:80 ",
        "1.2.3.4:+80",
        "1.2.3.4:-1",
        "1.2.3.4:65536",
        "1.2.3.4:99999",
        "1.2.3.4:4294967376",
        "1.2.3.4:18446744073709551696",
        "1.2.3.4:0x50",
        "1.2.3.4:http",
        "1.2.3.4:80:80",
        "1.2.3.4:8 0",
        "[",
        "]",
        "[]",
        "[]:80",
        "[:]",
        "[::1",
        "[::1:80",
        "::1]",
        "::1]:80",
        "[::1]80",
        "[::1] :80",
        "[::1]:",
        "[::1]:x",
        "[::1]:65536",
        "[::1]:-1",
        "[::1]:80 ",
        "[::1]:80]",
        "[[::1]]:80",
        "[::1]]:80",
        "[ ::1]:80",
        "[::1 ]:80",
        " [::1]:80",
        "[::1].80",
        "x[::1]:80",
        "[1.2.3.4]:80",
        "[1.2.3.4]",
        "[localhost]:80",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8:",
        ":1:2:3:4:5:6:7:8",
        "1::2::3",
        ":::1",
        "1:::2",
        "12345::",
        "::12345",
        "::g",
        "::-1",
        "0x1::",
        "::1.2.3",
        "::1.2.3.256",
        "::1.2.3.4.5",
        "::1.2.3.4:5",
        "1.2.3.4::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::ffff:1.2.3.04",
        "[::1/128]:80",
        "::1/128",
        "[::1%]:80",
        "::1%",
        "[%1]:80",
        "%1",
        "%",
        "[fe80::1%1",

        "[fe80::1]%1:80",
        "[fe80::1%1:80",
        "UNIX:/x",
        "unix",
        "unix/x",
        " unix:/x",
        "Vsock:2:1",
        "tcp:1.2.3.4:80",
        "http://1.2.3.4/",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) assert_refused(texts[i], SKT_EINVAL);
}

static void test_address_text__what_is_none_of_its_family_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "unix:a%00b",
        "unix:%00",
        "unix:%00a",
        "unix:a%00",
        "vsock:",
        "vsock:2",
        "vsock:2:",
        "vsock::1",
        "vsock:2:1:",
        "vsock:2:1x",
        "vsock:2:1:3",
        "vsock:x:1",
        "vsock:-1:1",
        "vsock:2:-1",
        "vsock:4294967296:1",
        "vsock:2:4294967296",
        "vsock: 2:1",
        "vsock:2: 1",
        "vsock:18446744073709551618:1",
        "vsock:0x2:1",
        "vsock:any:1",
        "link:",
        "link:2",
        "link:2:",
        "link::0800",
        "link:x:0800",
        "link:-1:0800",
        "link:2147483648:0800",
        "link:2:10000",
        "link:2:g",
        "link:2:0800x",
        "link:2:0800:0",
        "link:2:0800:0g",
        "link:2:0800:01:",
        "link:2:0800:01::02",
        "link:2:0800::01",
        "link:2:0800:0102",
        "link:2:0800:01-02",
        "link:2:0800 ",
        "netlink:",
        "netlink:0",
        "netlink:0:",
        "netlink::1",
        "netlink:0:1:",
        "netlink:0:x",
        "netlink:-1:0",
        "netlink:4294967296:0",
        "netlink:0:4294967296",
        "netlink:0:1 ",
        "can:",
        "can:x",
        "can:4:",
        "can:4:1",
        "can:4:1:",
        "can:4:1:2:",
        "can:4:1:2:3",
        "can:4::2",
        "can:-1",
        "can:2147483648",
        "can:4:4294967296:0",
        "can:4:0:4294967296",
        "can:4x",
        "can:can0",
        "hyperv:",
        "hyperv:0",
        "hyperv:00112233-4455-6677-8899-aabbccddeeff",
        "hyperv:00112233-4455-6677-8899-aabbccddeeff:",
        "hyperv:00112233-4455-6677-8899-aabbccddeeff:0",
        "hyperv:0011223344556677-8899-aabbccddeeff:00112233-4455-6677-8899-aabbccddeeff",
        "hyperv:00112233-4455-6677-8899-aabbccddeefg:00112233-4455-6677-8899-aabbccddeeff",
        "hyperv:00112233-4455-6677-8899-aabbccddeeff:00112233-4455-6677-8899-aabbccddeeff0",
        "hyperv:{00112233-4455-6677-8899-aabbccddeeff}:{00112233-4455-6677-8899-aabbccddeeff}",
        "bluetooth:",
        "bluetooth:01",
        "bluetooth:01:23:45:67:89:ab",
        "bluetooth:01:23:45:67:89:ab:",
        "bluetooth:01:23:45:67:89:ab:x",
        "bluetooth:01:23:45:67:89:ab:-1",
        "bluetooth:01:23:45:67:89:ab:3:",
        "bluetooth:01:23:45:67:89:ag:3",
        "bluetooth:0123456789ab:3:3:3:3:3",
        "bluetooth:01-23-45-67-89-ab:3",
        "bluetooth:01:23:45:67:89:ab:4294967296",
        "bluetooth:1:23:45:67:89:ab:30",
        "family:",
        "family:44",
        "family::",
        "family::00",
        "family:x:00",
        "family:-1:00",
        "family:65536:00",
        "family:44:0",
        "family:44:0g",
        "family:44:00 ",
        "family:44:00:00",
        "family:44 :00",
        "family:4294967340:00",
        "family:99999999999999999999:00",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) assert_refused(texts[i], SKT_EINVAL);
}

static void test_address_text__a_channel_out_of_range_is_refused(void **state)
{
    (void)state;
    skt_addr addr;
    bool here = skt_addr_parse("bluetooth:01:23:45:67:89:ab:3", &addr) != SKT_EUNSUPPORTED;
    assert_refused("bluetooth:01:23:45:67:89:ab:31", here ? SKT_EINVAL : SKT_EUNSUPPORTED);
    assert_refused("bluetooth:01:23:45:67:89:ab:4294967295", SKT_EINVAL);
}

static void test_address_text__an_ip_address_of_too_few_bytes_is_refused(void **state)
{
    (void)state;
    char text[40];
    snprintf(text, sizeof text, "family:%d:0050c0000201", SKT_AF_INET);
    assert_refused(text, SKT_EINVAL);
    snprintf(text, sizeof text, "family:%d:0050c0000201", SKT_AF_INET6);
    assert_refused(text, SKT_EINVAL);
}

static void test_address_text__an_empty_abstract_name_is_one_on_linux(void **state)
{
    (void)state;
    skt_addr addr;
    if (host.system == SKT_ON_LINUX)
        assert_round_trip("unix:@", "unix:@");
    else
        assert_refused("unix:@", skt_addr_unix_abstract("x", 1, &addr) == 0 ? SKT_EINVAL : SKT_EUNSUPPORTED);
}

static void test_address_text__a_hardware_address_that_is_too_long_is_refused(void **state)
{
    (void)state;
    char text[200] = "link:1:0800";
    skt_addr addr;
    bool links = skt_addr_link(1, 0, NULL, 0, &addr) == 0;
    for (int len = 1; len <= 33; len++) {
        append(text, sizeof text, ":a5");
        if (links && len <= 32)
            assert_ok(skt_addr_parse(text, &addr));
        else
            assert_refused(text, links ? SKT_ENAMETOOLONG : SKT_EUNSUPPORTED);
    }
}

static void test_address_text__the_flow_label_stands_behind_the_port(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "[::1]?flow=1",        "[::1]:80?flow=",   "[::1]:80?flow=268435456", "[::1]:80?flow=1x",       "[::1]:80?flow",
        "[::1]:80?",           "[::1]:80?flow=-1", "[::1]:80?flags=1",        "[::1]:80?flow=1?flow=1", "[::1]:?flow=1",
        "192.0.2.1:80?flow=1", "::1?flow=1",       "[::1]:80 ?flow=1",
    };
    skt_addr addr = address("[2001:db8::1%3]:80?flow=268435455");
    assert_int_equal(skt_addr_flow(&addr), 0x0fffffff);
    assert_int_equal(skt_addr_port(&addr), 80);
    assert_text(&addr, "[2001:db8::1%3]:80?flow=268435455");
    assert_round_trip("[::1]:0?flow=0", "[::1]:0");
    for (size_t i = 0; i < COUNT_OF(wrong); i++) assert_refused(wrong[i], SKT_EINVAL);
}

static void test_address_text__a_path_or_name_that_is_too_long_is_refused(void **state)
{
    (void)state;
    char text[500];
    size_t longest = 0;
    for (size_t len = 1; len < 400; len++) {
        skt_addr addr;
        snprintf(text, sizeof text, "unix:");
        memset(text + 5, 'p', len);
        text[5 + len] = '\0';
        if (skt_addr_parse(text, &addr) == 0) {
            assert_int_equal(longest, len - 1);
            longest = len;
            assert_round_trip(text, text);
        } else {
            assert_refused(text, SKT_ENAMETOOLONG);
        }
    }
    assert_in_range(longest, 91, host.system == SKT_ON_WINDOWS ? 107 : 108);

    /* The limit applies to the bytes, not to their escapes. */
    snprintf(text, sizeof text, "unix:");
    for (size_t i = 0; i < longest; i++) append(text, sizeof text, "%70");
    skt_addr addr = address(text);
    assert_int_equal(strlen(skt_addr_unix_path(&addr)), longest);
    append(text, sizeof text, "%70");
    assert_refused(text, SKT_ENAMETOOLONG);
}

static void test_address_text__ten_thousand_characters_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *start;
        char repeated;
        int error;
    } rows[] = {
        {"", '1', SKT_EINVAL},
        {"", ':', SKT_EINVAL},
        {"", '[', SKT_EINVAL},
        {"", '%', SKT_EINVAL},
        {"[", ':', SKT_EINVAL},
        {"[::1]:", '1', SKT_EINVAL},
        {"1.2.3.4:", '1', SKT_EINVAL},
        {"::1%", '1', SKT_EINVAL},
        {"[::1%", 'x', SKT_EINVAL},
        {"unix:", 'x', SKT_ENAMETOOLONG},
        {"unix:", '%', SKT_ENAMETOOLONG},
        {"vsock:", '1', SKT_EINVAL},
        {"vsock:1:", '1', SKT_EINVAL},
        {"link:1:0:", '0', SKT_EINVAL},
        {"link:", '1', SKT_EINVAL},
        {"netlink:", '9', SKT_EINVAL},
        {"can:", '9', SKT_EINVAL},
        {"hyperv:", '0', SKT_EINVAL},
        {"bluetooth:", '0', SKT_EINVAL},
        {"bluetooth:", ':', SKT_EINVAL},
        {"family:", '0', SKT_EINVAL},
        {"family:44:", '0', SKT_EINVAL},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[10001];
        size_t len = strlen(rows[i].start);
        memset(text, rows[i].repeated, sizeof text - 1);
        memcpy(text, rows[i].start, len);
        text[sizeof text - 1] = '\0';
        assert_refused(text, rows[i].error);
    }
}

/* Writing into too little room. */
static void test_address_text__a_text_is_cut_to_the_room_and_tells_its_length(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "192.0.2.1:80",
        "[2001:db8::1%12345]:65535",
        "[::ffff:192.0.2.1]:80",
        "unix:/run/x.sock",
        "unix:",
        "unix:@a%00b",
        "vsock:2:1024",
        "link:2:0800:02:00:5e:10:00:01",
        "netlink:0:1",
        "can:4:123:456",
        "family:44:0102ff",
        "bluetooth:01:23:45:67:89:ab:3",
        "unix:%0a%0b%0c",
        "family:0:",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        skt_addr addr;
        if (skt_addr_parse(texts[i], &addr) == SKT_EUNSUPPORTED) continue;
        size_t whole = strlen(texts[i]);
        assert_int_equal(skt_addr_format(&addr, NULL, 0), whole);
        for (size_t size = 1; size <= whole + 3; size++) {
            char *exact = malloc(size + 1);
            assert_non_null(exact);
            memset(exact, 0x5a, size + 1);
            assert_int_equal(skt_addr_format(&addr, exact, size), whole);
            size_t written = whole < size ? whole : size - 1;
            assert_memory_equal(exact, texts[i], written);
            assert_int_equal(exact[written], '\0');
            for (size_t j = written + 1; j <= size; j++) assert_int_equal(exact[j], 0x5a);
            free(exact);

            /* Without a byte to spare, for a sanitizer. */
            exact = malloc(size);
            assert_non_null(exact);
            assert_int_equal(skt_addr_format(&addr, exact, size), whole);
            free(exact);
        }
    }
}

static void test_address_text__the_longest_texts_have_room(void **state)
{
    (void)state;
    char text[SKT_ADDR_TEXT_MAX], path[128];
    skt_addr addr;
    memset(path, '\n', sizeof path);
    size_t len = sizeof path - 1;
    do path[len] = '\0';
    while (skt_addr_unix(path, &addr) == SKT_ENAMETOOLONG && len-- > 0);
    assert_int_equal(skt_addr_format(&addr, text, sizeof text), 5 + 3 * len);

    uint8_t ip[16];
    memset(ip, 0xff, sizeof ip);
    skt_addr_ipv6(ip, 65535, UINT32_MAX, &addr);
    assert_text(&addr, "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff%4294967295]:65535");
}

/* A generator of our own, so that all systems use the same numbers. */
static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static void test_address_text__random_addresses_round_trip(void **state)
{
    (void)state;
    static const int families[] = {SKT_AF_INET,    SKT_AF_INET6, SKT_AF_UNIX,  SKT_AF_PACKET, SKT_AF_LINK,
                                   SKT_AF_NETLINK, SKT_AF_CAN,   SKT_AF_VSOCK, SKT_AF_HYPERV, SKT_AF_BLUETOOTH};
    uint32_t seed = 2463534242;
    size_t tried = 0;
    for (int round = 0; round < 50000; round++) {
        int family = families[next_random(&seed) % COUNT_OF(families)];
        skt_addr addr, back;
        char text[SKT_ADDR_TEXT_MAX];
        unsigned char *bytes = addr.storage.bytes;
        if (family > 20000) continue;
        snprintf(text, sizeof text, "family:%d:", family);
        if (family == SKT_AF_INET) strcpy(text, "0.0.0.0");
        if (family == SKT_AF_INET6) strcpy(text, "::");
        addr = address(text);
        /* Linux may report a longer path than skt_addr_unix accepts. */
        size_t len = 2 + next_random(&seed) % (family == SKT_AF_UNIX ? 80 : SKT_STORAGE_SIZE - 1);
        uint32_t mask = next_random(&seed) % 4 ? 0xff : 0x0f;
        /* On Windows paths must be UTF-8. */
        if (family == SKT_AF_UNIX && host.system == SKT_ON_WINDOWS) mask &= 0x7f;
        for (size_t i = 2; i < len; i++) bytes[i] = (unsigned char)(next_random(&seed) & next_random(&seed) & mask);
        bool empty_name = family == SKT_AF_UNIX && len == 3 && bytes[2] == 0;
        if ((empty_name && host.system != SKT_ON_LINUX) || skt_addr_from_native(bytes, len, &addr) < 0) continue;

        assert_in_range(skt_addr_format(&addr, text, sizeof text), 1, sizeof text - 1);
        int rc = skt_addr_parse(text, &back);
        if (rc < 0) fail_msg("%s: %s", text, skt_error_name(rc));
        if (!skt_addr_equal(&addr, &back)) fail_msg("%s is read as another address", text);
        assert_text(&back, text);
        tried++;
    }
    assert_true(tried > 5000);
}

/* Parses random texts: each that is accepted must print and parse to the same address. */
static void test_address_text__random_texts_are_refused_or_round_trip(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "1",     "0",      "255",  "65535",    "65536",   ":",          "::",      ".",       "[",
        "]",     "%",      "f",    "/",        "@",       "-",          "ff",      "00",      "unix:",
        "link:", "vsock:", "can:", "netlink:", "family:", "bluetooth:", "hyperv:", "1.2.3.4", "fe80::1",
        "%00",   "%41",    " ",    "?flow=",   "?flags=", "j1939:",
    };
    uint32_t seed = 123456789;
    size_t accepted = 0;
    for (int round = 0; round < 50000; round++) {
        char text[120] = "", written[SKT_ADDR_TEXT_MAX];
        for (uint32_t count = 1 + next_random(&seed) % 8; count > 0; count--)
            append(text, sizeof text, pieces[next_random(&seed) % COUNT_OF(pieces)]);
        skt_addr addr, back;
        if (skt_addr_parse(text, &addr) < 0) continue;
        accepted++;
        skt_addr_format(&addr, written, sizeof written);
        int rc = skt_addr_parse(written, &back);
        if (rc < 0 || !skt_addr_equal(&addr, &back)) fail_msg("%s is written as %s", text, written);
    }
    assert_true(accepted > 300);
}

static void test_address_text__an_ip_address_is_read_and_written_alone(void **state)
{
    (void)state;
    static const struct {
        const char *text, *written;
    } rows[] = {
        {"192.0.2.1", NULL},
        {"0.0.0.0", NULL},
        {"255.255.255.255", NULL},
        {"::", NULL},
        {"::1", NULL},
        {"2001:DB8:0:0::1", "2001:db8::1"},
        {"::ffff:192.0.2.1", NULL},
        {"fe80::1%3", NULL},
        {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff%4294967295", NULL},
        {"fe80::1%0", "fe80::1"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *wanted = rows[i].written ? rows[i].written : rows[i].text;
        char text[SKT_IP_TEXT_MAX], whole[SKT_IP_TEXT_MAX + 10];
        skt_addr addr = dirty();
        assert_rc(skt_ip_parse(rows[i].text, 4660, &addr), 0);
        assert_int_equal(skt_addr_port(&addr), 4660);
        assert_int_equal(skt_ip_format(&addr, text, sizeof text), strlen(wanted));
        assert_string_equal(text, wanted);
        snprintf(whole, sizeof whole, strchr(wanted, ':') ? "[%s]:4660" : "%s:4660", wanted);
        skt_addr same = address(whole);
        assert_true(skt_addr_equal(&addr, &same));
    }
}

static void test_address_text__what_is_no_ip_address_alone_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        " ",
        "192.0.2.1:80",
        "[::1]",
        "[::1]:80",
        "::1]",
        "192.0.2",
        "192.0.2.1 ",
        " 192.0.2.1",
        "192.0.2.01",
        "192.0.2.256",
        "192.0.2.1%1",
        "1",
        "0x7f.0.0.1",
        "localhost",
        "unix:/a",
        "unix:",
        "none",
        ":::",
        "1:2:3:4:5:6:7:8:9",
        "fe80::1%",

        "fe80::1%1:80",
        "::ffff:192.0.2.01",
        "\xff",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        skt_addr addr = dirty(), before = addr;
        int rc = skt_ip_parse(texts[i], 1, &addr);
        if (rc != SKT_EINVAL) fail_msg("\"%s\": %d", texts[i], rc);
        assert_memory_equal(&addr, &before, sizeof addr);
    }
}

static void test_address_text__the_text_of_an_ip_address_is_cut_to_the_room(void **state)
{
    (void)state;
    skt_addr addr = address("[fe80::1%12]:80"), path = address("unix:/a"), none = {.len = 0};
    const char whole[] = "fe80::1%12";
    assert_int_equal(skt_ip_format(&addr, NULL, 0), sizeof whole - 1);
    for (size_t size = 1; size <= sizeof whole; size++) {
        char text[sizeof whole];
        memset(text, 0x5a, sizeof text);
        assert_int_equal(skt_ip_format(&addr, text, size), sizeof whole - 1);
        assert_memory_equal(text, whole, size - 1);
        assert_int_equal(text[size - 1], '\0');
        for (size_t i = size; i < sizeof text; i++) assert_int_equal(text[i], 0x5a);
    }
    char text[8] = "before";
    assert_rc(skt_ip_format(&path, text, sizeof text), SKT_EAFNOSUPPORT);
    assert_rc(skt_ip_format(&none, text, sizeof text), SKT_EAFNOSUPPORT);
    assert_string_equal(text, "before");
}

static void test_address_text__the_scope_of_an_ip_address_may_be_a_name(void **state)
{
    (void)state;
    skt_interface first;
    assert_true(skt_interfaces(&first, 1) > 0);
    char text[SKT_IP_TEXT_MAX + SKT_INTERFACE_NAME_MAX];
    skt_addr addr;
    snprintf(text, sizeof text, "fe80::1%%%s", first.name);
    assert_rc(skt_ip_parse(text, 0, &addr), 0);
    assert_int_equal(skt_addr_scope(&addr), first.index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_address_text__an_ip_address_is_read_and_written_alone),
        TEST(test_address_text__what_is_no_ip_address_alone_is_refused),
        TEST(test_address_text__the_text_of_an_ip_address_is_cut_to_the_room),
        TEST(test_address_text__the_scope_of_an_ip_address_may_be_a_name),
        TEST(test_address_text__ip_is_read_and_written),
        TEST(test_address_text__ipv6_is_written_as_rfc_5952_says),
        TEST(test_address_text__every_pattern_of_zero_groups_is_shortened_once),
        TEST(test_address_text__a_scope_may_be_an_interfaces_name),
        TEST(test_address_text__a_scope_that_no_interface_has_is_told),
        TEST(test_address_text__unix_paths_are_read_and_written),
        TEST(test_address_text__every_byte_survives),
        TEST(test_address_text__the_families_of_some_systems_are_read_and_written),
        TEST(test_address_text__any_other_family_is_its_number_and_bytes),
        TEST(test_address_text__no_address_is_none),
        TEST(test_address_text__what_is_no_ip_address_is_refused),
        TEST(test_address_text__what_is_none_of_its_family_is_refused),
        TEST(test_address_text__a_channel_out_of_range_is_refused),
        TEST(test_address_text__an_ip_address_of_too_few_bytes_is_refused),
        TEST(test_address_text__an_empty_abstract_name_is_one_on_linux),
        TEST(test_address_text__a_hardware_address_that_is_too_long_is_refused),
        TEST(test_address_text__the_flow_label_stands_behind_the_port),
        TEST(test_address_text__a_path_or_name_that_is_too_long_is_refused),
        TEST(test_address_text__ten_thousand_characters_are_refused),
        TEST(test_address_text__a_text_is_cut_to_the_room_and_tells_its_length),
        TEST(test_address_text__the_longest_texts_have_room),
        TEST(test_address_text__random_addresses_round_trip),
        TEST(test_address_text__random_texts_are_refused_or_round_trip),
    };
    return RUN(tests);
}
