/* SPDX-License-Identifier: MIT */
/*
 * Linux: every row of effects/ is a test of its own, named by the option and what it does. Those whose effect other
 * programs see stand in effects/elsewhere.def, where the test `effects_elsewhere` looks them up.
 */
#include "effects/effects.h"

enum { LEAST = 120, MOST_ROWS = 400 };

static const effects *const all[] = {
    &socket_effects, &unix_effects, &tcp_effects,   &repair_effects,  &udp_effects,
    &ip_effects,     &ipv6_effects, &group_effects, &netlink_effects, &packet_effects,
};

static const skt_option elsewhere[] = {
#define SEEN(name, program, function) {SKT_NUMBER_##name},
#include "effects/elsewhere.def"
#undef SEEN
};

static size_t shown;

static void show_row(void **state)
{
    const effect *row = *state;
    row->show(row);
    shown++;
}

/* Notes the option; false where it was noted before. */
static bool note(bool *seen, skt_option option)
{
    if (!skt_option_supported(option)) fail_msg("number %u is no option of Linux", option.number);
    bool before = seen[option.number];
    seen[option.number] = true;
    return !before;
}

static void test_linux_effects__enough_options_are_seen_to_do_something(void **state)
{
    (void)state;
    static bool seen[1 << 16];
    size_t here = 0, there = 0, rows = 0;
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        rows += all[i]->count;
        for (const effect *row = all[i]->rows; row < all[i]->rows + all[i]->count; row++) {
            here += note(seen, row->option);
            if (row->sent.number != 0) here += note(seen, row->sent);
        }
    }
    for (size_t i = 0; i < COUNT_OF(elsewhere); i++) {
        if (!note(seen, elsewhere[i])) fail_msg("%s is seen twice", option_name(elsewhere[i]));
        there++;
    }
    printf("%zu options are seen to do something, %zu of them here by %zu of %zu rows\n", here + there, here, shown,
           rows);
    assert_true(here + there >= LEAST);
}

int main(void)
{
    static struct CMUnitTest tests[MOST_ROWS];
    static char names[MOST_ROWS][160];
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(all); i++)
        for (const effect *row = all[i]->rows; row < all[i]->rows + all[i]->count && count + 1 < MOST_ROWS; row++) {
            snprintf(names[count], sizeof names[count], "%s: %s", option_name(row->option), row->sentence);
            tests[count] = (struct CMUnitTest)TEST(show_row);
            tests[count].name = names[count];
            tests[count++].initial_state = (void *)(uintptr_t)row;
        }
    tests[count++] = (struct CMUnitTest)TEST(test_linux_effects__enough_options_are_seen_to_do_something);
    cmocka_set_test_filter(getenv("SKT_TEST"));
    return _cmocka_run_group_tests("effects", tests, count, netns_setup, netns_teardown);
}
