/* SPDX-License-Identifier: MIT */
/* Options as text. */
#include "support.h"

/* An open socket that knows the option, by the option's level; the caller closes it. */
static skt_socket socket_for(const char *name)
{
    bool tcp = strncmp(name, "TCP_", 4) == 0 || strncmp(name, "SO_", 3) == 0;
    bool v6 = strncmp(name, "IPV6_", 5) == 0;
    skt_socket s;
    assert_ok(skt_open(v6 ? SKT_AF_INET6 : SKT_AF_INET, tcp ? SKT_SOCK_STREAM : SKT_SOCK_DGRAM, 0, &s));
    return s;
}

static skt_option found(const char *name)
{
    skt_option option;
    assert_ok(skt_option_find(name, &option));
    return option;
}

static void test_option_text__what_is_written_is_read(void **state)
{
    (void)state;
    /* Milliseconds, but seconds on Windows. */
    const char *user_timeout = host.system == SKT_ON_WINDOWS ? "1s" : "2ms";
    const struct {
        const char *name, *set, *get;
    } rows[] = {
        {"TCP_NODELAY", "true", "true"},
        {"TCP_NODELAY", "false", "false"},
        {"TCP_NODELAY", "on", "true"},
        {"TCP_NODELAY", "off", "false"},
        {"TCP_NODELAY", "1", "true"},
        {"TCP_NODELAY", "0", "false"},
        {"TCP_NODELAY", "yes", "true"},
        {"TCP_NODELAY", "no", "false"},
        {"IP_TTL", "77", "77"},
        {"IP_TTL", "0x4d", "77"},
        {"IP_TTL", "0x4D", "77"},
        {"IP_TTL", "0077", "77"},
        {"IPV6_UNICAST_HOPS", "33", "33"},
        {"SO_INCOMING_CPU", "-1", "-1"},
        {"SO_INCOMING_CPU", "-0x1", "-1"},
        {"TCP_KEEPIDLE", "30s", "30s"},
        {"TCP_KEEPIDLE", "30000ms", "30s"},
        {"TCP_KEEPIDLE", "1ms", "1s"},
        {"TCP_KEEPIDLE", "1001ms", "2s"},
        {"TCP_KEEPIDLE", "7ns", "1s"},
        {"TCP_KEEPIDLE", "60000000us", "60s"},
        {"SO_RCVTIMEO", "20ms", "20ms"},
        {"SO_RCVTIMEO", "3s", "3s"},
        {"SO_RCVTIMEO", "forever", "forever"},
        {"SO_SNDTIMEO", "1500ms", "1500ms"},
        {"TCP_USER_TIMEOUT", "1500us", user_timeout},
        {"TCP_USER_TIMEOUT", "forever", "forever"},
        {"SO_LINGER", "3s", "3s"},
        {"SO_LINGER", "1ms", "1s"},
        {"SO_LINGER", "0s", "0s"},
        {"SO_LINGER", "off", "off"},
        {"TCP_CONGESTION", "reno", "reno"},
        {"IP_MULTICAST_IF", "127.0.0.1", "127.0.0.1"},
        {"IP_MULTICAST_IF", "0.0.0.0", "0.0.0.0"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_option option = found(rows[i].name);
        char text[64];
        if (!skt_option_supported(option)) continue;
        skt_socket s = socket_for(rows[i].name);
        if (young_lack(s, option) < 0) {
            skt_close(s);
            continue;
        }
        int rc = skt_option_set_text(s, option, rows[i].set);
        if (rc != 0) fail_msg("%s = %s: %s", rows[i].name, rows[i].set, skt_error_name(rc));
        assert_int_equal(skt_option_get_text(s, option, text, sizeof text), strlen(rows[i].get));
        assert_string_equal(text, rows[i].get);
        skt_close(s);
    }
}

static void test_option_text__what_is_no_value_is_refused_before_any_call(void **state)
{
    (void)state;
    static const char *const bools[] = {"", "True", "2", "truee", " true", "true ", "-1", "0x1", "tru"};
    static const char *const ints[] = {"",
                                       "-",
                                       "0x",
                                       "--1",
                                       "+1",
                                       "1 ",
                                       " 1",
                                       "1s",
                                       "1.5",
                                       "0x1g",
                                       "abc",
                                       "1e3",
                                       "0X10",
                                       "9223372036854775808",
                                       "-9223372036854775809",
                                       "0x8000000000000000",
                                       "18446744073709551616"};
    static const char *const u64s[] = {"", "-1", "0x", "18446744073709551616", "0x10000000000000000", "7x"};
    static const char *const durations[] = {"", "3", "s", "-1s", "1 s", "1S", "1h", "1.5s", "0x1s", "foreverr", "never",
                                            "1sec", "1s ", "9223372037s", "99999999999999999999ns",
                                            "9223372036854775808ns",
                                            /* Times the unit, and without the 65th bit, these are small spans. */
                                            "18446744074s", "18446744073710ms", "18446744073709552us"};
    static const char *const lingers[] = {"", "on", "true", "OFF", "3", "-3s"};
    static const char *const ips[] = {"",           "127.0.0", "127.0.0.1.1", "256.0.0.1",
                                      "127.0.0.1 ", "::1",     "lo",          "0x7f.0.0.1"};
    static const char *const bytes[] = {"0", "0x02", "zz", "0g", "02 03", "020"};
    static const struct {
        const char *name;
        const char *const *texts;
        size_t count;
    } rows[] = {
        {"TCP_NODELAY", bools, COUNT_OF(bools)},       {"SO_RCVBUF", ints, COUNT_OF(ints)},
        {"SO_COOKIE", u64s, COUNT_OF(u64s)},           {"SO_RCVTIMEO", durations, COUNT_OF(durations)},
        {"SO_LINGER", lingers, COUNT_OF(lingers)},     {"IP_MULTICAST_IF", ips, COUNT_OF(ips)},
        {"DCCP_SOCKOPT_CCID", bytes, COUNT_OF(bytes)},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        for (size_t j = 0; j < rows[i].count; j++) {
            int rc = skt_option_set_text(SKT_INVALID_SOCKET, found(rows[i].name), rows[i].texts[j]);
            if (rc != SKT_EINVAL) fail_msg("%s = \"%s\": %d", rows[i].name, rows[i].texts[j], rc);
        }
    }
}

static void test_option_text__a_value_that_does_not_fit_has_the_answer_of_its_kind(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
        int rc;
    } rows[] = {
        {"SO_RCVBUF", "2147483648", SKT_ERANGE},
        {"SO_RCVBUF", "-2147483649", SKT_ERANGE},
        {"SO_RCVBUF", "9223372036854775807", SKT_ERANGE},
        {"SO_RCVTIMEO", "0s", SKT_EINVAL},
        {"TCP_KEEPIDLE", "forever", SKT_ERANGE},
        {"SO_LINGER", "forever", SKT_ERANGE},
        {"TCP_CONGESTION", "a name of more bytes than any system has", SKT_ENAMETOOLONG},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!skt_option_supported(found(rows[i].name))) continue;
        assert_rc(skt_option_set_text(SKT_INVALID_SOCKET, found(rows[i].name), rows[i].text), rows[i].rc);
    }
}

static void test_option_text__more_bytes_than_there_is_room_for_are_too_long(void **state)
{
    (void)state;
    char digits[2 * 257 + 1];
    memset(digits, 'a', sizeof digits);
    digits[sizeof digits - 1] = '\0';
    assert_rc(skt_option_set_text(SKT_INVALID_SOCKET, SKT_ANY(SKT_DCCP_SOCKOPT_CCID), digits), SKT_ENAMETOOLONG);
    digits[2 * 256] = '\0';
    int rc = skt_option_set_text(SKT_INVALID_SOCKET, SKT_ANY(SKT_DCCP_SOCKOPT_CCID), digits);
    if (rc != SKT_EUNSUPPORTED) assert_rc(rc, host.no_socket);
}

static void test_option_text__the_systems_refusal_comes_through(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
    } rows[] = {{"SO_TYPE", "1"},
                {"SO_COOKIE", "0x10"},
                {"TCP_CONGESTION", "nosuch"},
                {"DCCP_SOCKOPT_CCID", "0203"},
                {"DCCP_SOCKOPT_CCID", ""}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket s = socket_for("TCP_");
        assert_true(skt_option_set_text(s, found(rows[i].name), rows[i].text) < 0);
        skt_close(s);
    }
}

static void test_option_text__every_value_goes_round(void **state)
{
    (void)state;
    size_t count = 0;
    for (size_t i = 0; i < skt_option_count(); i++) {
        skt_option option = skt_option_at(i);
        const skt_option_info *info = skt_option_describe(option);
        char before[64], after[64];
        skt_socket s = socket_for(info->name);
        if (info->access == SKT_ACCESS_BOTH && skt_option_get_text(s, option, before, sizeof before) >= 0) {
            /* What is empty is not there and cannot be set so. Not every socket may have its header included, nor everyone set a mark, nor every kernel reserve memory: then nothing is changed. */
            int rc = skt_option_set_text(s, option, before);
            if (rc < 0 && rc != SKT_EPERM && rc != SKT_ENOPROTOOPT && rc != SKT_EOPNOTSUPP && before[0] != '\0')
                fail_msg("%s = %s: %s", info->name, before, skt_error_name(rc));
            assert_ok(skt_option_get_text(s, option, after, sizeof after));
            bool doubled = option.number == SKT_SO_RCVBUF.number || option.number == SKT_SO_SNDBUF.number;
            if (strcmp(before, after) != 0 && !doubled) fail_msg("%s: %s became %s", info->name, before, after);
            count += rc == 0;
        }
        skt_close(s);
    }
    assert_true(count >= 15);
}

static void test_option_text__what_the_typed_functions_read_is_written(void **state)
{
    (void)state;
    skt_socket s = socket_for("TCP_");
    char text[32], wanted[32];
    int64_t type;
    assert_ok(skt_get_int(s, SKT_SO_TYPE, &type));
    snprintf(wanted, sizeof wanted, "%d", (int)type);
    assert_ok(skt_option_get_text(s, SKT_ANY(SKT_SO_TYPE), text, sizeof text));
    assert_string_equal(text, wanted);
    uint64_t cookie;
    if (skt_get_u64(s, SKT_SO_COOKIE, &cookie) == 0) {
        snprintf(wanted, sizeof wanted, "%llu", (unsigned long long)cookie);
        assert_int_equal(skt_option_get_text(s, SKT_ANY(SKT_SO_COOKIE), text, sizeof text), strlen(wanted));
        assert_string_equal(text, wanted);
    }
    skt_close(s);
}

static void test_option_text__a_text_is_cut_to_the_room_and_tells_its_length(void **state)
{
    (void)state;
    skt_socket s = socket_for("TCP_");
    skt_option option = SKT_ANY(SKT_SO_LINGER);
    assert_ok(skt_option_set_text(s, option, "1234s"));
    assert_int_equal(skt_option_get_text(s, option, NULL, 0), 5);
    for (size_t size = 1; size <= 6; size++) {
        char text[] = "xxxxxxx";
        assert_int_equal(skt_option_get_text(s, option, text, size), 5);
        assert_int_equal(strlen(text), size - 1);
        assert_memory_equal(text, "1234s", size - 1);
        assert_int_equal(text[size], 'x');
    }
    skt_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_option_text__what_is_written_is_read),
        TEST(test_option_text__what_is_no_value_is_refused_before_any_call),
        TEST(test_option_text__a_value_that_does_not_fit_has_the_answer_of_its_kind),
        TEST(test_option_text__more_bytes_than_there_is_room_for_are_too_long),
        TEST(test_option_text__the_systems_refusal_comes_through),
        TEST(test_option_text__every_value_goes_round),
        TEST(test_option_text__what_the_typed_functions_read_is_written),
        TEST(test_option_text__a_text_is_cut_to_the_room_and_tells_its_length),
    };
    return RUN(tests);
}
