/* SPDX-License-Identifier: MIT */
/*
 * Keepalive by TCP_KEEPIDLE and its like where the Windows that runs has them; before that by SIO_KEEPALIVE_VALS, which
 * takes all its fields at once and cannot be read back, so that a number nobody asked for would wipe out another.
 */
#include "played.h"

#include <mstcpip.h>

static const struct {
    int number;
    unsigned since;
} options[] = {
    {STANDIN_TCP_KEEPIDLE, 16299},
    {STANDIN_TCP_KEEPINTVL, 16299},
    {STANDIN_TCP_KEEPCNT, 15063},
};

static const unsigned windows[] = {14393, 15063, 16299, STANDIN_11};

static skt_socket open_tcp(void)
{
    skt_socket s;
    assert_rc(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s), 0);
    return s;
}

static DWORD number_given(int number)
{
    DWORD value = 0;
    const standin_call *call = standin_last("setsockopt", IPPROTO_TCP, number);
    if (call != NULL) memcpy(&value, call->value, sizeof value);
    return value;
}

static void test_keepalive__all_three_are_set_by_what_the_build_has(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(windows); i++) {
        skt_socket s = open_tcp();
        bool on = false;
        play(NULL);
        standin.build = windows[i];
        int rc = skt_set_keepalive(s, SKT_SECONDS(30), SKT_SECONDS(5), windows[i] >= 15063 ? 4 : 0);
        assert_rc(rc, 0);
        assert_rc(skt_get_bool(s, SKT_SO_KEEPALIVE, &on), 0);
        assert_true(on);
        if (windows[i] >= 16299) {
            assert_int_equal(standin_count("WSAIoctl", 0, (long)SIO_KEEPALIVE_VALS), 0);
            assert_int_equal(number_given(STANDIN_TCP_KEEPIDLE), 30);
            assert_int_equal(number_given(STANDIN_TCP_KEEPINTVL), 5);
        } else {
            struct tcp_keepalive values;
            assert_int_equal(standin_count("WSAIoctl", 0, (long)SIO_KEEPALIVE_VALS), 1);
            memcpy(&values, standin_last("WSAIoctl", 0, (long)SIO_KEEPALIVE_VALS)->value, sizeof values);
            assert_int_not_equal(values.onoff, 0);
            assert_int_equal(values.keepalivetime, 30000);
            assert_int_equal(values.keepaliveinterval, 5000);
        }
        assert_int_equal(number_given(STANDIN_TCP_KEEPCNT), windows[i] >= 15063 ? 4 : 0);
        skt_close(s);
    }
}

/* Of what is left out nothing is written: no zero, and no number that is only thought to hold. */
static void test_keepalive__what_is_not_asked_for_stays_as_it_is(void **state)
{
    (void)state;
    static const struct {
        int idle, interval, count;
    } rows[] = {{30, 0, 0}, {0, 5, 0}, {0, 0, 4}, {30, 0, 4}, {0, 5, 4}, {0, 0, 0}};
    for (size_t i = 0; i < COUNT_OF(rows) * COUNT_OF(windows); i++) {
        unsigned build = windows[i % COUNT_OF(windows)];
        const int wanted[] = {rows[i / COUNT_OF(windows)].idle, rows[i / COUNT_OF(windows)].interval,
                              rows[i / COUNT_OF(windows)].count};
        bool possible = true;
        skt_socket s = open_tcp();
        play(NULL);
        standin.build = build;
        int rc = skt_set_keepalive(s, SKT_SECONDS(wanted[0]), SKT_SECONDS(wanted[1]), wanted[2]);
        for (size_t o = 0; o < COUNT_OF(options); o++) {
            if (wanted[o] == 0) assert_int_equal(standin_count("setsockopt", IPPROTO_TCP, options[o].number), 0);
            if (wanted[o] != 0 && build < options[o].since) possible = false;
            if (wanted[o] != 0 && rc == 0) assert_int_equal(number_given(options[o].number), wanted[o]);
        }
        assert_int_equal(standin_count("WSAIoctl", 0, (long)SIO_KEEPALIVE_VALS), 0);
        assert_int_equal(rc == 0, possible);
        if (!possible) assert_true(rc == SKT_EUNSUPPORTED || rc == SKT_ENOPROTOOPT);
        skt_close(s);
    }
}

/* The count cannot be set there, and is not passed over. */
static void test_keepalive__a_count_that_the_build_lacks_is_an_error(void **state)
{
    (void)state;
    skt_socket s = open_tcp();
    standin.build = 14393;
    int rc = skt_set_keepalive(s, SKT_SECONDS(30), SKT_SECONDS(5), 4);
    assert_true(rc == SKT_EUNSUPPORTED || rc == SKT_ENOPROTOOPT);
    const standin_call *call = standin_last("WSAIoctl", 0, (long)SIO_KEEPALIVE_VALS);
    if (call != NULL) {
        struct tcp_keepalive values;
        memcpy(&values, call->value, sizeof values);
        assert_int_equal(values.keepalivetime, 30000);
        assert_int_equal(values.keepaliveinterval, 5000);
    }
    skt_close(s);
}

static void test_keepalive__one_alone_of_an_older_windows_is_the_systems_error(void **state)
{
    (void)state;
    skt_socket s = open_tcp();
    skt_duration span;
    standin.build = 14393;
    assert_rc(skt_set_duration(s, SKT_TCP_KEEPIDLE, SKT_SECONDS(30)), SKT_ENOPROTOOPT);
    assert_rc(skt_set_duration(s, SKT_TCP_KEEPINTVL, SKT_SECONDS(5)), SKT_ENOPROTOOPT);
    assert_rc(skt_set_int(s, SKT_TCP_KEEPCNT, 4), SKT_ENOPROTOOPT);
    assert_rc(skt_get_duration(s, SKT_TCP_KEEPIDLE, &span), SKT_ENOPROTOOPT);
    assert_int_equal(standin_count("WSAIoctl", 0, (long)SIO_KEEPALIVE_VALS), 0);
    skt_close(s);
}

/* Seconds in an int by the options; milliseconds in a DWORD by the control code, where the same span may not fit. */
static void test_keepalive__a_span_that_does_not_fit_is_refused_and_not_wrapped(void **state)
{
    (void)state;
    static const skt_duration spans[] = {SKT_SECONDS(INT64_C(5000000)), SKT_SECONDS(INT64_C(4294968)),
                                         SKT_SECONDS(INT64_C(2147483648))};
    for (size_t i = 0; i < COUNT_OF(spans) * COUNT_OF(windows); i++) {
        skt_duration span = spans[i / COUNT_OF(windows)];
        skt_socket s = open_tcp();
        play(NULL);
        standin.build = windows[i % COUNT_OF(windows)];
        bool fits = standin.build >= 16299 && span < SKT_SECONDS(INT64_C(2147483648));
        assert_rc(skt_set_keepalive(s, span, SKT_SECONDS(5), 0), fits ? 0 : SKT_ERANGE);
        assert_int_equal(standin_count("WSAIoctl", 0, (long)SIO_KEEPALIVE_VALS), 0);
        if (fits) assert_int_equal(number_given(STANDIN_TCP_KEEPIDLE), span / SKT_SECONDS(1));
        skt_close(s);
    }
}

static void test_keepalive__spans_are_rounded_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(windows); i++) {
        skt_socket s = open_tcp();
        play(NULL);
        standin.build = windows[i];
        assert_rc(skt_set_keepalive(s, SKT_MILLISECONDS(1500) + 1, 1, 0), 0);
        if (windows[i] >= 16299) {
            assert_int_equal(number_given(STANDIN_TCP_KEEPIDLE), 2);
            assert_int_equal(number_given(STANDIN_TCP_KEEPINTVL), 1);
        } else {
            struct tcp_keepalive values;
            memcpy(&values, standin_last("WSAIoctl", 0, (long)SIO_KEEPALIVE_VALS)->value, sizeof values);
            assert_in_range(values.keepalivetime, 1501, 2000);
            assert_in_range(values.keepaliveinterval, 1, 1000);
        }
        skt_close(s);
    }
}

int main(int argc, char **argv)
{
    play_build(argc, argv);
    const struct CMUnitTest tests[] = {
        PLAY(test_keepalive__all_three_are_set_by_what_the_build_has),
        PLAY(test_keepalive__what_is_not_asked_for_stays_as_it_is),
        PLAY(test_keepalive__a_count_that_the_build_lacks_is_an_error),
        PLAY(test_keepalive__one_alone_of_an_older_windows_is_the_systems_error),
        PLAY(test_keepalive__a_span_that_does_not_fit_is_refused_and_not_wrapped),
        PLAY(test_keepalive__spans_are_rounded_up),
    };
    return RUN(tests);
}
