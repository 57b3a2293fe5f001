/* SPDX-License-Identifier: MIT */
/* The texts of skt_dial and skt_serve, which src/dial_text.h parses. */
#include "support.h"

#include "dial_text.h"

static void test_dial_text__a_text_is_an_address_or_a_host_with_a_service(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int rc;
        const char *host, *service; /* NULL: the text is that of an address */
    } rows[] = {
        {"example.org:443", 0, "example.org", "443"},
        {"example.org:https", 0, "example.org", "https"},
        {"EXAMPLE.org.:3com-tsmux", 0, "EXAMPLE.org.", "3com-tsmux"},
        {"example.org:0", 0, "example.org", "0"},
        {"192.0.2.1:80", 0, NULL, NULL},
        {"192.0.2.1", 0, NULL, NULL},
        {"192.0.2.1:http", 0, "192.0.2.1", "http"},
        {"[::1]:80", 0, NULL, NULL},
        {"[::1]", 0, NULL, NULL},
        {"::1", 0, NULL, NULL},
        {"[::1]:http", 0, "::1", "http"},
        {"[fe80::1%1]:http", 0, "fe80::1%1", "http"},
        {":80", 0, "", "80"},
        {":http", 0, "", "http"},
        {"unix:/run/x.sock", 0, NULL, NULL},
        {"unix:80", 0, NULL, NULL},
        {"example.org", SKT_EINVAL, NULL, NULL},
        {"example.org:", SKT_EINVAL, NULL, NULL},
        {"example.org:65536", SKT_EINVAL, NULL, NULL},
        {"example.org:99999999999999999999", SKT_EINVAL, NULL, NULL},
        {"example.org:+80", SKT_EINVAL, NULL, NULL},
        {"example.org:-1", SKT_EINVAL, NULL, NULL},
        {"example.org: 80", SKT_EINVAL, NULL, NULL},
        {"example.org:80:", SKT_EINVAL, NULL, NULL},
        {"example.org:80:443", SKT_EINVAL, NULL, NULL},
        {"http://example.org", SKT_EINVAL, NULL, NULL},
        {"1:2:3:4:5:6:7:8:80", SKT_EINVAL, NULL, NULL},
        {"::1:http", SKT_EINVAL, NULL, NULL},
        {"[::1]80", SKT_EINVAL, NULL, NULL},
        {"[::1", SKT_EINVAL, NULL, NULL},
        {"[::1]:", SKT_EINVAL, NULL, NULL},
        {"[::1]:65536", SKT_EINVAL, NULL, NULL},
        {"[::1]:80?flow=99999999999", SKT_EINVAL, NULL, NULL},
        {"[example.org]:80", SKT_EINVAL, NULL, NULL},
        {"[192.0.2.1]:http", SKT_EINVAL, NULL, NULL},
        {"[]:80", SKT_EINVAL, NULL, NULL},
        {"vsock:80", SKT_EINVAL, NULL, NULL},
        {"family:http", SKT_EINVAL, NULL, NULL},
        {"", SKT_EINVAL, NULL, NULL},
        {":", SKT_EINVAL, NULL, NULL},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt__place place;
        int rc = skt__place_of(rows[i].text, &place);
        if (rc != rows[i].rc) print_error("%s\n", rows[i].text);
        assert_rc(rc, rows[i].rc);
        if (rc < 0) continue;
        assert_int_equal(place.addr.len == 0, rows[i].host != NULL);
        if (!rows[i].host) continue;
        assert_string_equal(place.host, rows[i].host);
        assert_string_equal(place.service, rows[i].service);
    }
}

static void test_dial_text__a_host_may_be_as_long_as_a_name_can(void **state)
{
    (void)state;
    skt__place place;
    char text[SKT__HOST_ROOM + 4];
    for (int len = SKT__HOST_ROOM - 1; len <= SKT__HOST_ROOM; len++) {
        memset(text, 'a', sizeof text);
        snprintf(text + len, sizeof text - (size_t)len, ":80");
        assert_rc(skt__place_of(text, &place), len < SKT__HOST_ROOM ? 0 : SKT_ENAMETOOLONG);
    }
    assert_int_equal(strlen(place.host), SKT__HOST_ROOM - 1);
}

/* The name of an interface that is not there. */
static void test_dial_text__the_error_of_a_scope_or_a_path_is_kept(void **state)
{
    (void)state;
    skt__place place;
    char path[300] = "unix:";
    memset(path + 5, 'x', sizeof path - 6);
    int rc = skt__place_of(path, &place);
    assert_true(rc == SKT_ENAMETOOLONG || rc == SKT_EUNSUPPORTED);
    assert_true(is_no_interface(skt__place_of("[fe80::1%nosuch]:80", &place)));
    assert_true(is_no_interface(skt__place_of("[fe80::1%nosuch]:http", &place)));
}

static void test_dial_text__a_service_is_a_port_or_a_name(void **state)
{
    (void)state;
    static const struct {
        const char *service;
        int port;
    } rows[] = {
        {"0", 0},
        {"80", 80},
        {"0080", 80},
        {"65535", 65535},
        {"http", SKT__SERVICE_NAME},
        {"z39.50", SKT__SERVICE_NAME},
        {"0x50", SKT__SERVICE_NAME},
        {"65536", SKT_EINVAL},
        {"", SKT_EINVAL},
        {"+80", SKT_EINVAL},
        {"80 ", SKT_EINVAL},
        {"-http", SKT_EINVAL},
        {"ht tp", SKT_EINVAL},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) assert_int_equal(skt__service_port(rows[i].service), rows[i].port);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_dial_text__a_text_is_an_address_or_a_host_with_a_service),
        TEST(test_dial_text__a_host_may_be_as_long_as_a_name_can),
        TEST(test_dial_text__the_error_of_a_scope_or_a_path_is_kept),
        TEST(test_dial_text__a_service_is_a_port_or_a_name),
    };
    return RUN(tests);
}
