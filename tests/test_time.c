/* SPDX-License-Identifier: MIT */
#include "support.h"

static void test_time__a_span_leads_to_a_point_ahead_of_now(void **state)
{
    (void)state;
    skt_deadline before = skt_deadline_in(0);
    skt_deadline ahead = skt_deadline_in(SKT_SECONDS(100));
    skt_deadline after = skt_deadline_in(0);
    assert_true(ahead - SKT_SECONDS(100) >= before);
    assert_true(ahead - SKT_SECONDS(100) <= after);
}

static void test_time__the_clock_moves_forward_only(void **state)
{
    (void)state;
    skt_deadline first = skt_deadline_in(0), last = first;
    for (int i = 0; i < 100000; i++) {
        skt_deadline now = skt_deadline_in(0);
        assert_true(now >= last);
        last = now;
    }
    assert_true(last > first);
    assert_true(first > 0);
}

static void test_time__a_negative_span_lies_in_the_past(void **state)
{
    (void)state;
    skt_deadline before = skt_deadline_in(0);
    skt_deadline past = skt_deadline_in(SKT_SECONDS(-5));
    skt_deadline after = skt_deadline_in(0);
    assert_true(past >= before - SKT_SECONDS(5));
    assert_true(past <= after - SKT_SECONDS(5));
    assert_true(skt_deadline_in(INT64_MIN) < 0);
}

static void test_time__what_the_clock_cannot_reach_is_never(void **state)
{
    (void)state;
    assert_true(skt_deadline_in(SKT_FOREVER) == SKT_NEVER);
    assert_true(skt_deadline_in(INT64_MAX - 1) == SKT_NEVER);
    skt_deadline now = skt_deadline_in(0);
    assert_true(skt_deadline_in(INT64_MAX - now) == SKT_NEVER);
    /* The last span that the clock can reach is taken from a minute later on. */
    assert_true(skt_deadline_in(INT64_MAX - now - SKT_SECONDS(60)) < SKT_NEVER);
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
        TEST(test_time__the_units_are_nanoseconds),
    };
    return RUN(tests);
}
