/* SPDX-License-Identifier: MIT */
/* The functions for bindings do what their namesakes do, and refuse what only bare numbers and lengths can say. */
#include "support.h"

static void test_flat__a_value_of_each_kind_is_set_and_read_back(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket s = bound("127.0.0.1:0", SKT_SOCK_STREAM, &here), udp = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &here);
    const uint8_t on = 1, loopback[4] = {127, 0, 0, 1};
    const int64_t size = 65536;
    const skt_duration time = SKT_SECONDS(77);
    const skt_linger linger = {.on = true, .time = SKT_SECONDS(3)};
    uint8_t bytes[64] = {0};
    int64_t number = 0;
    size_t len = 1;
    bool typed = false;

    assert_rc(skt_flat_set(s, SKT_NUMBER_TCP_NODELAY, SKT_KIND_BOOL, &on, 1), 0);
    assert_rc(skt_flat_get(s, SKT_NUMBER_TCP_NODELAY, SKT_KIND_BOOL, bytes, &len), 0);
    assert_int_equal(bytes[0], 1);
    assert_rc(skt_get_bool(s, SKT_TCP_NODELAY, &typed), 0);
    assert_true(typed);

    len = sizeof number;
    assert_rc(skt_flat_set(s, SKT_NUMBER_SO_RCVBUF, SKT_KIND_INT, &size, sizeof size), 0);
    assert_rc(skt_flat_get(s, SKT_NUMBER_SO_RCVBUF, SKT_KIND_INT, &number, &len), 0);
    assert_true(number >= size);
    assert_int_equal(len, sizeof number);

    assert_rc(skt_flat_set(s, SKT_NUMBER_SO_RCVTIMEO, SKT_KIND_DURATION, &time, sizeof time), 0);
    assert_rc(skt_flat_get(s, SKT_NUMBER_SO_RCVTIMEO, SKT_KIND_DURATION, &number, &len), 0);
    assert_int_equal(number, time);

    skt_linger read = {.on = false};
    len = sizeof read;
    assert_rc(skt_flat_set(s, SKT_NUMBER_SO_LINGER, SKT_KIND_LINGER, &linger, sizeof linger), 0);
    assert_rc(skt_flat_get(s, SKT_NUMBER_SO_LINGER, SKT_KIND_LINGER, &read, &len), 0);
    assert_true(read.on);
    assert_int_equal(read.time, linger.time);

    len = 4;
    assert_rc(skt_flat_set(udp, SKT_NUMBER_IP_MULTICAST_IF, SKT_KIND_IPV4, loopback, 4), 0);
    assert_rc(skt_flat_get(udp, SKT_NUMBER_IP_MULTICAST_IF, SKT_KIND_IPV4, bytes, &len), 0);
    assert_memory_equal(bytes, loopback, 4);
    skt_close(s);
    skt_close(udp);
}

/* Of the kinds that not every system has an option of. */
static void test_flat__names_u64_and_bytes_are_as_by_their_keys(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char name[64] = "", typed_name[64] = "";
    size_t len = sizeof name;
    int rc = skt_get_name(c.client, SKT_TCP_CONGESTION, typed_name, sizeof typed_name);
    assert_rc(skt_flat_get(c.client, SKT_NUMBER_TCP_CONGESTION, SKT_KIND_NAME, name, &len), rc);
    assert_string_equal(name, typed_name);
    /* Only as many letters are of the name as its length says. */
    if (rc > 0) {
        name[rc] = 'x';
        assert_rc(skt_flat_set(c.client, SKT_NUMBER_TCP_CONGESTION, SKT_KIND_NAME, name, (size_t)rc), 0);
    }

    uint64_t rate = 1 << 20, typed_rate = rate;
    rc = skt_set_u64(c.client, SKT_SO_MAX_PACING_RATE, rate);
    assert_rc(skt_flat_set(c.client, SKT_NUMBER_SO_MAX_PACING_RATE, SKT_KIND_U64, &rate, sizeof rate), rc);
    len = sizeof rate;
    rate = 0;
    int typed_rc = skt_get_u64(c.client, SKT_SO_MAX_PACING_RATE, &typed_rate);
    assert_rc(skt_flat_get(c.client, SKT_NUMBER_SO_MAX_PACING_RATE, SKT_KIND_U64, &rate, &len), typed_rc);
    if (typed_rc == 0) assert_true(rate == typed_rate);

    uint8_t info[1024];
    size_t typed_len = sizeof info;
    len = sizeof info;
    rc = skt_get_bytes(c.client, SKT_TCP_INFO, info, &typed_len);
    assert_rc(skt_flat_get(c.client, SKT_NUMBER_TCP_INFO, SKT_KIND_BYTES, info, &len), rc);
    assert_int_equal(len, typed_len);
    close_both(&c);
}

/* Every option under every kind: only its own is ever more than wrong usage. */
static void test_flat__a_number_of_another_kind_is_refused(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 8, 8, 8, sizeof(skt_linger), 1, 4, 1};
    const uint64_t zeros[4] = {0};
    for (size_t i = 0; i < skt_option_count(); i++) {
        skt_option option = skt_option_at(i);
        const skt_option_info *info = skt_option_describe(option);
        for (int kind = SKT_KIND_BOOL; kind <= SKT_KIND_BYTES; kind++) {
            if (kind == info->kind) continue;
            uint64_t room[4];
            size_t len = sizes[kind];
            assert_rc(skt_flat_set(SKT_INVALID_SOCKET, option.number, kind, zeros, len), SKT_EINVAL);
            assert_rc(skt_flat_get(SKT_INVALID_SOCKET, option.number, kind, room, &len), SKT_EINVAL);
        }
    }
}

static void test_flat__a_number_a_kind_or_a_size_that_is_none_is_refused(void **state)
{
    (void)state;
    static const struct {
        unsigned number;
        int kind;
        size_t len;
        int rc;
    } rows[] = {
        {0, SKT_KIND_BOOL, 1, SKT_EINVAL},
        {65536, SKT_KIND_BOOL, 1, SKT_EINVAL},
        {UINT32_MAX, SKT_KIND_BYTES, 1, SKT_EINVAL},
        {65535, SKT_KIND_BOOL, 1, SKT_EUNSUPPORTED},
        {SKT_NUMBER_TCP_NODELAY, -1, 1, SKT_EINVAL},
        {SKT_NUMBER_TCP_NODELAY, SKT_KIND_BYTES + 1, 1, SKT_EINVAL},
        {SKT_NUMBER_TCP_NODELAY, SKT_KIND_BOOL, 0, SKT_EINVAL},
        {SKT_NUMBER_TCP_NODELAY, SKT_KIND_BOOL, 4, SKT_EINVAL},
        {SKT_NUMBER_SO_RCVBUF, SKT_KIND_INT, 4, SKT_EINVAL},
        {SKT_NUMBER_SO_RCVTIMEO, SKT_KIND_DURATION, 16, SKT_EINVAL},
        {SKT_NUMBER_SO_LINGER, SKT_KIND_LINGER, 8, SKT_EINVAL},
        {SKT_NUMBER_IP_MULTICAST_IF, SKT_KIND_IPV4, 16, SKT_EINVAL},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        uint64_t value[4] = {0};
        size_t len = rows[i].len;
        assert_rc(skt_flat_set(SKT_INVALID_SOCKET, rows[i].number, rows[i].kind, value, len), rows[i].rc);
        assert_rc(skt_flat_get(SKT_INVALID_SOCKET, rows[i].number, rows[i].kind, value, &len), rows[i].rc);
    }
}

static void test_flat__the_other_functions_of_options_take_the_number(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket s = bound("127.0.0.1:0", SKT_SOCK_STREAM, &here);
    char text[16] = "";
    int64_t size = 0;
    assert_rc(skt_flat_option_probe(s, SKT_NUMBER_TCP_NODELAY), skt_option_probe(s, SKT_ANY(SKT_TCP_NODELAY)));
    assert_rc(skt_flat_option_set_text(s, SKT_NUMBER_TCP_NODELAY, "true or", 4), 0);
    assert_rc(skt_flat_option_get_text(s, SKT_NUMBER_TCP_NODELAY, text, sizeof text), 4);
    assert_string_equal(text, "true");
    assert_rc(skt_flat_option_set_text(s, SKT_NUMBER_TCP_NODELAY, "true\0", 5), SKT_EINVAL);
    assert_rc(skt_get_int(s, SKT_SO_RCVBUF, &size), 0);
    assert_true(skt_flat_grow_buffer(s, SKT_NUMBER_SO_RCVBUF, 1) == size);
    assert_rc(skt_flat_grow_buffer(s, SKT_NUMBER_TCP_NODELAY, 1), SKT_EINVAL);
    skt_close(s);
}

static void test_flat__a_deadline_is_its_nanoseconds(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket listening = listener("127.0.0.1:0", &here), s, server;
    char room[8];
    int64_t before = skt_now().nanoseconds, soon = skt_flat_deadline_in(SKT_SECONDS(20));
    assert_true(soon - before >= SKT_SECONDS(20));
    assert_true(skt_flat_deadline_in(SKT_FOREVER) == SKT_NEVER.nanoseconds);

    assert_rc(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s), 0);
    assert_rc(skt_flat_connect_by(s, &here, soon), 0);
    assert_rc(skt_accept(listening, 0, &server, NULL), 0);
    assert_rc(skt_flat_send_all(s, "hello", 5, 0, soon, NULL), 0);
    assert_rc(skt_flat_recv_all(server, room, 5, 0, SKT_FOREVER, NULL), 0);
    assert_memory_equal(room, "hello", 5);
    skt_pollfd entry = {.socket = server, .events = SKT_POLLIN};
    assert_rc(skt_flat_poll(&entry, 1, before), 0);
    size_t done = 1;
    assert_rc(skt_flat_recv_all(server, room, 5, 0, before, &done), SKT_ETIMEDOUT);
    assert_int_equal(done, 0);
    skt_close(s);
    skt_close(server);

    assert_rc(skt_flat_dial_list(&here, 1, NULL, soon, &s), 0);
    skt_close(s);
    char text[SKT_ADDR_TEXT_MAX + 1] = "";
    int len = skt_addr_format(&here, text, sizeof text);
    assert_ok(len);
    text[len] = '9'; /* which is not of the text */
    assert_rc(skt_flat_dial(text, (size_t)len, NULL, 0, NULL, soon, &s), 0);
    skt_close(s);
    const char *port = strchr(text, ':') + 1;
    assert_rc(skt_flat_dial(text, (size_t)(port - text - 1), port, strlen(port) - 1, NULL, soon, &s), 0);
    skt_close(s);
    skt_close(listening);
}

static void test_flat__a_text_is_as_long_as_it_is_said_to_be(void **state)
{
    (void)state;
    skt_addr a, b;
    assert_rc(skt_flat_addr_parse("192.0.2.1:80443", 12, &a), 0);
    b = address("192.0.2.1:80");
    assert_same(&a, &b);
    assert_rc(skt_flat_resolve("127.0.0.1x", 9, "80x", 2, SKT_AF_INET, SKT_SOCK_STREAM, SKT_AI_NUMERICHOST, &a, 1), 1);
    b = address("127.0.0.1:80");
    assert_same(&a, &b);
    assert_rc(skt_flat_resolve(NULL, 0, "80", 2, SKT_AF_INET, SKT_SOCK_STREAM, 0, &a, 1), 1);
    assert_true(skt_addr_is_loopback(&a));
    assert_rc(skt_flat_addr_parse(NULL, 0, &a), skt_addr_parse("", &b));
    assert_rc(skt_flat_addr_unix(NULL, 0, &a), skt_addr_unix("", &b));
    assert_rc(skt_flat_interface_index(NULL, 0), skt_interface_index(""));
    int rc = skt_addr_unix("/run/x", &b);
    assert_rc(skt_flat_addr_unix("/run/xyz", 6, &a), rc);
    if (rc == 0) assert_same(&a, &b);
    assert_true(is_no_interface(skt_flat_interface_index("no-such-one", 7)));
    skt_socket s;
    assert_rc(skt_flat_serve("127.0.0.1:0123", 11, NULL, &s, 1), 1);
    assert_rc(skt_flat_bind_device(s, NULL, 0), skt_bind_device(s, NULL));
    skt_close(s);
}

static void test_flat__a_text_with_a_zero_within_and_one_too_long_are_refused(void **state)
{
    (void)state;
    static char text[1025];
    static const char *const beginnings[] = {"127.0.0.1:80", "/run/x", "localhost", "lo"};
    for (size_t i = 0; i < COUNT_OF(beginnings); i++) {
        memset(text, 'x', sizeof text);
        memcpy(text, beginnings[i], strlen(beginnings[i]) + 1);
        for (size_t len = strlen(text) + 1; len <= sizeof text; len += 1024 - strlen(text)) {
            int wanted = len > 1024 ? SKT_ENAMETOOLONG : SKT_EINVAL;
            skt_addr a = dirty(), before = a;
            skt_socket s = SKT_INVALID_SOCKET;
            assert_rc(skt_flat_addr_parse(text, len, &a), wanted);
            assert_rc(skt_flat_addr_unix(text, len, &a), wanted);
            assert_rc(skt_flat_resolve(text, len, "80", 2, 0, 0, 0, &a, 1), wanted);
            assert_rc(skt_flat_resolve("127.0.0.1", 9, text, len, 0, 0, 0, &a, 1), wanted);
            assert_rc(skt_flat_interface_index(text, len), wanted);
            assert_rc(skt_flat_bind_device(s, text, len), wanted);
            assert_rc(skt_flat_serve(text, len, NULL, &s, 1), wanted);
            assert_rc(skt_flat_dial(text, len, NULL, 0, NULL, 0, &s), wanted);
            assert_rc(skt_flat_dial("127.0.0.1", 9, text, len, NULL, 0, &s), wanted);
            assert_rc(skt_flat_option_set_text(s, SKT_NUMBER_TCP_NODELAY, text, len), wanted);
            assert_rc(skt_flat_set(s, SKT_NUMBER_TCP_CONGESTION, SKT_KIND_NAME, text, len), wanted);
            assert_memory_equal(&a, &before, sizeof a);
        }
    }
}

static void test_flat__the_layouts_are_those_of_the_compiler(void **state)
{
    (void)state;
    static const size_t wanted[] = {
#define STRUCTURE(type, fields) 1 + (fields), sizeof(type),
#define FIELD(type, name)       offsetof(type, name),
#include "../src/layouts.def"
#undef STRUCTURE
#undef FIELD
    };
    unsigned structure = 0;
    size_t count;
    for (size_t at = 0; at < COUNT_OF(wanted); structure++) {
        const uint16_t *numbers = skt_layout(structure, &count);
        assert_int_equal(count, wanted[at++]);
        for (size_t i = 0; i < count; i++) assert_int_equal(numbers[i], wanted[at++]);
    }
    skt_layout(structure, &count);
    assert_int_equal(count, 0);
    skt_layout(UINT32_MAX, &count);
    assert_int_equal(count, 0);
    assert_int_equal(skt_layout(0, &count)[0], sizeof(skt_buf));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_flat__a_value_of_each_kind_is_set_and_read_back),
        TEST(test_flat__names_u64_and_bytes_are_as_by_their_keys),
        TEST(test_flat__a_number_of_another_kind_is_refused),
        TEST(test_flat__a_number_a_kind_or_a_size_that_is_none_is_refused),
        TEST(test_flat__the_other_functions_of_options_take_the_number),
        TEST(test_flat__a_deadline_is_its_nanoseconds),
        TEST(test_flat__a_text_is_as_long_as_it_is_said_to_be),
        TEST(test_flat__a_text_with_a_zero_within_and_one_too_long_are_refused),
        TEST(test_flat__the_layouts_are_those_of_the_compiler),
    };
    return RUN(tests);
}
