/* SPDX-License-Identifier: MIT */
#include "support.h"

static const int all[] = {
#define CONDITION(name, text) SKT_##name,
#include "../src/errors.def"
#undef CONDITION
};

/* Does not compile if two enumerators are one number. */
static int in_one_switch(enum skt_error rc)
{
    switch (rc) {
#define CONDITION(name, text) \
    case SKT_##name: return 1;
#include "../src/errors.def"
#undef CONDITION
    }
    return 0;
}

static void test_error__all_enumerators_stand_in_one_switch(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(all); i++) assert_true(in_one_switch((enum skt_error)all[i]));
}

static void test_error__every_code_has_its_name_and_sentence(void **state)
{
    (void)state;
    static const struct {
        int rc;
        const char *name;
        const char *text;
    } rows[] = {
#define CONDITION(name, text) {SKT_##name, #name, text},
#include "../src/errors.def"
#undef CONDITION
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[100];
        assert_true(rows[i].rc < 0);
        assert_string_equal(skt_error_name(rows[i].rc), rows[i].name);
        assert_int_equal(skt_error_text(rows[i].rc, text, sizeof text), strlen(rows[i].text));
        assert_string_equal(text, rows[i].text);
    }
}

static void test_error__an_unknown_code_has_a_text_but_no_name(void **state)
{
    (void)state;
    char text[40];
    assert_null(skt_error_name(-12345));
    assert_null(skt_error_name(0));
    assert_null(skt_error_name(7));
    assert_int_equal(skt_error_text(-12345, text, sizeof text), 20);
    assert_string_equal(text, "unknown error -12345");
    skt_error_text(INT32_MIN, text, sizeof text);
    assert_string_equal(text, "unknown error -2147483648");
    skt_error_text(5, text, sizeof text);
    assert_string_equal(text, "no error");
}

static void test_error__a_text_is_cut_to_the_room_and_tells_its_length(void **state)
{
    (void)state;
    char text[8] = "xxxxxxx";
    int whole = skt_error_text(SKT_ECONNREFUSED, NULL, 0);
    assert_int_equal(skt_error_text(SKT_ECONNREFUSED, text, sizeof text), whole);
    assert_int_equal(strlen(text), sizeof text - 1);
    assert_true(whole > 8);
}

static void test_error__again_is_told_from_the_rest(void **state)
{
    (void)state;
    assert_true(skt_error_is_again(SKT_EAGAIN));
    assert_false(skt_error_is_again(SKT_ECONNRESET));
    assert_false(skt_error_is_again(0));
    assert_false(skt_error_is_again(1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_error__all_enumerators_stand_in_one_switch),
        TEST(test_error__every_code_has_its_name_and_sentence),
        TEST(test_error__an_unknown_code_has_a_text_but_no_name),
        TEST(test_error__a_text_is_cut_to_the_room_and_tells_its_length),
        TEST(test_error__again_is_told_from_the_rest),
    };
    return RUN(tests);
}
