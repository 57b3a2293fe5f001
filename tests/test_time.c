/* SPDX-License-Identifier: MIT */
#include "support.h"

static void test_time__a_span_leads_to_a_point_ahead_of_now(void **state)
{
    (void)state;
    skt_deadline before = skt_now();
    skt_deadline ahead = skt_deadline_in(SKT_SECONDS(100));
    skt_deadline after = skt_now();
    assert_true(ahead.nanoseconds - SKT_SECONDS(100) >= before.nanoseconds);
    assert_true(ahead.nanoseconds - SKT_SECONDS(100) <= after.nanoseconds);
}

static void test_time__the_clock_moves_forward_only(void **state)
{
    (void)state;
    skt_deadline first = skt_now(), last = first;
    for (int i = 0; i < 100000; i++) {
        skt_deadline now = skt_now();
        assert_true(now.nanoseconds >= last.nanoseconds);
        last = now;
    }
    assert_true(last.nanoseconds > first.nanoseconds);
    assert_true(first.nanoseconds > 0);
}

static void test_time__a_negative_span_lies_in_the_past(void **state)
{
    (void)state;
    skt_deadline before = skt_now();
    skt_deadline past = skt_deadline_in(SKT_SECONDS(-5));
    skt_deadline after = skt_now();
    assert_true(past.nanoseconds >= before.nanoseconds - SKT_SECONDS(5));
    assert_true(past.nanoseconds <= after.nanoseconds - SKT_SECONDS(5));
    assert_true(skt_deadline_in(INT64_MIN).nanoseconds < 0);
}

static bool is_never(skt_deadline deadline)
{
    return deadline.nanoseconds == SKT_NEVER.nanoseconds;
}

static void test_time__what_the_clock_cannot_reach_is_never(void **state)
{
    (void)state;
    assert_true(is_never(skt_deadline_in(SKT_FOREVER)));
    assert_true(is_never(skt_deadline_in(INT64_MAX - 1)));
    int64_t now = skt_now().nanoseconds;
    assert_true(is_never(skt_deadline_in(INT64_MAX - now)));
    /* The last span that the clock can reach is taken from a minute later on. */
    assert_false(is_never(skt_deadline_in(INT64_MAX - now - SKT_SECONDS(60))));
}

static void test_time__what_is_left_falls_to_zero_and_stays_there(void **state)
{
    (void)state;
    skt_deadline minute = skt_deadline_in(SKT_SECONDS(60));
    skt_duration left = skt_deadline_left(minute);
    assert_true(left > 0 && left <= SKT_SECONDS(60));
    assert_true(skt_deadline_left(minute) <= left);
    assert_false(skt_deadline_passed(minute));

    const skt_deadline past[] = {
        {INT64_MIN}, {-1}, {0}, skt_now(), skt_deadline_in(0), skt_deadline_in(SKT_SECONDS(-1))};
    for (size_t i = 0; i < COUNT_OF(past); i++) {
        assert_true(skt_deadline_left(past[i]) == 0);
        assert_true(skt_deadline_passed(past[i]));
    }
    assert_true(skt_deadline_left(SKT_NEVER) == SKT_FOREVER);
    assert_false(skt_deadline_passed(SKT_NEVER));
}

static void test_time__the_units_are_nanoseconds(void **state)
{
    (void)state;
    assert_true(SKT_NANOSECONDS(7) == 7);
    assert_true(SKT_MICROSECONDS(7) == 7000);
    assert_true(SKT_MILLISECONDS(7) == 7000000);
    assert_true(SKT_SECONDS(7) == 7000000000);
    assert_true(SKT_SECONDS(-1) == -1000000000);
    assert_true(SKT_MILLISECONDS(3000000) == SKT_SECONDS(3000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_time__a_span_leads_to_a_point_ahead_of_now),
        TEST(test_time__the_clock_moves_forward_only),
        TEST(test_time__a_negative_span_lies_in_the_past),
        TEST(test_time__what_the_clock_cannot_reach_is_never),
        TEST(test_time__what_is_left_falls_to_zero_and_stays_there),
        TEST(test_time__the_units_are_nanoseconds),
    };
    return RUN(tests);
}
