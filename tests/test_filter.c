/* SPDX-License-Identifier: MIT */
/* Linux: classic packet filters, by what passes them. */
#include "received.h"

#include <linux/filter.h>

/* A UDP socket's filter sees the UDP header of eight bytes, then the data. */
enum {
    HEADER = 8,
    RETURN = BPF_RET | BPF_K,
    LOAD_BYTE = BPF_LD | BPF_B | BPF_ABS,
    IF_EQUAL = BPF_JMP | BPF_JEQ | BPF_K
};

static const skt_filter everything[] = {{.code = RETURN, .k = UINT32_MAX}};
static const skt_filter nothing[] = {{.code = RETURN, .k = 0}};
static const skt_filter three_bytes[] = {{.code = RETURN, .k = HEADER + 3}};
static const skt_filter only_a[] = {
    {.code = LOAD_BYTE, .k = HEADER},
    {.code = IF_EQUAL, .k = 'a', .jt = 0, .jf = 1},
    {.code = RETURN, .k = UINT32_MAX},
    {.code = RETURN, .k = 0},
};

static void say(const connection *c, const char *text)
{
    assert_int_equal(skt_send(c->client, text, strlen(text), 0), strlen(text));
}

static void expect(const connection *c, const char *text)
{
    received got;
    receive(c->server, &got);
    assert_int_equal(got.len, strlen(text));
    assert_memory_equal(got.data, text, strlen(text));
}

static void test_filter__it_drops_what_it_returns_zero_for(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    assert_rc(skt_attach_filter(c.server, only_a, COUNT_OF(only_a)), 0);
    say(&c, "b first");
    say(&c, "a second");
    say(&c, "c third");
    say(&c, "a fourth");
    expect(&c, "a second");
    expect(&c, "a fourth");
    close_both(&c);
}

static void test_filter__it_cuts_what_it_passes_to_the_length_it_returns(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    assert_rc(skt_attach_filter(c.server, three_bytes, COUNT_OF(three_bytes)), 0);
    say(&c, "abcdefgh");
    expect(&c, "abc");
    say(&c, "xy");
    expect(&c, "xy");
    close_both(&c);
}

static void test_filter__another_takes_the_place_of_the_first(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    assert_rc(skt_attach_filter(c.server, nothing, 1), 0);
    say(&c, "dropped");
    assert_rc(skt_attach_filter(c.server, everything, 1), 0);
    say(&c, "passed");
    expect(&c, "passed");
    close_both(&c);
}

static void test_filter__once_it_is_detached_everything_passes(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    assert_rc(skt_detach_filter(c.server), SKT_ENOENT);
    assert_rc(skt_attach_filter(c.server, nothing, 1), 0);
    say(&c, "dropped");
    assert_rc(skt_detach_filter(c.server), 0);
    say(&c, "passed");
    expect(&c, "passed");
    assert_rc(skt_detach_filter(c.server), SKT_ENOENT);
    close_both(&c);
}

static void test_filter__what_is_no_program_is_refused(void **state)
{
    (void)state;
    static const skt_filter no_code[] = {{.code = 0xffff}, {.code = RETURN}};
    static const skt_filter no_end[] = {{.code = LOAD_BYTE, .k = 0}};
    static const skt_filter too_far[] = {{.code = IF_EQUAL, .jt = 7, .jf = 7}, {.code = RETURN}};
    static skt_filter too_many[UINT16_MAX];
    static const struct {
        const skt_filter *filter;
        size_t count;
    } rows[] = {{everything, 0},
                {NULL, 0},
                {NULL, 1},
                {no_code, COUNT_OF(no_code)},
                {no_end, COUNT_OF(no_end)},
                {too_far, COUNT_OF(too_far)},
                {too_many, COUNT_OF(too_many)}};
    connection c = udp_connection("127.0.0.1:0");
    for (size_t i = 0; i < COUNT_OF(too_many); i++) too_many[i] = everything[0];
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_rc(skt_attach_filter(c.server, rows[i].filter, rows[i].count), SKT_EINVAL);
    say(&c, "passed");
    expect(&c, "passed");
    close_both(&c);
}

static void test_filter__more_instructions_than_the_system_can_be_told_are_out_of_range(void **state)
{
    (void)state;
    assert_rc(skt_attach_filter(SKT_INVALID_SOCKET, everything, (size_t)UINT16_MAX + 1), SKT_ERANGE);
    assert_rc(skt_attach_filter(SKT_INVALID_SOCKET, everything, SIZE_MAX), SKT_ERANGE);
    assert_rc(skt_attach_filter(SKT_INVALID_SOCKET, everything, UINT16_MAX), SKT_EBADF);
}

static void test_filter__an_instruction_is_the_systems_own(void **state)
{
    (void)state;
    const struct sock_filter native = BPF_JUMP(IF_EQUAL, 0x01020304, 5, 6);
    const skt_filter ours = {.code = IF_EQUAL, .jt = 5, .jf = 6, .k = 0x01020304};
    assert_int_equal(sizeof ours, sizeof native);
    assert_memory_equal(&ours, &native, sizeof ours);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_filter__it_drops_what_it_returns_zero_for),
        TEST(test_filter__it_cuts_what_it_passes_to_the_length_it_returns),
        TEST(test_filter__another_takes_the_place_of_the_first),
        TEST(test_filter__once_it_is_detached_everything_passes),
        TEST(test_filter__what_is_no_program_is_refused),
        TEST(test_filter__more_instructions_than_the_system_can_be_told_are_out_of_range),
        TEST(test_filter__an_instruction_is_the_systems_own),
    };
    return RUN(tests);
}
