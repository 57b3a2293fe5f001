/* SPDX-License-Identifier: MIT */
#include "support.h"

#include <ctype.h>

/* Made by CMake: the system's header of errors, and NATIVE_ERRORS(row) with a row for each that it has. */
#include "native_errors.h"

static const int all[] = {
#define CONDITION(name, windows, text) SKT_##name,
#include "../src/errors.def"
#undef CONDITION
};

/* Does not compile if two enumerators are one number. */
static int in_one_switch(enum skt_error rc)
{
    switch (rc) {
#define CONDITION(name, windows, text) \
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
#define CONDITION(name, windows, text) {SKT_##name, #name, text},
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

static void test_error__every_error_of_the_systems_headers_has_a_name_and_a_sentence(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int number;
    } rows[] = {
#define ROW(name) {#name, name},
        NATIVE_ERRORS(ROW){NULL, 0},
#undef ROW
    };
    if (rows[0].name == NULL) SKIP("this compiler does not list the macros of a header");
    for (size_t i = 0; rows[i].name != NULL; i++) {
        int found = 0;
        char text[100];
        if (skt_error_name(-rows[i].number) == NULL) fail_msg("%s, %d, has no name", rows[i].name, rows[i].number);
        assert_true(skt_error_text(-rows[i].number, text, sizeof text) > 0);
        assert_true(islower((unsigned char)text[0]) || isupper((unsigned char)text[0]));
        assert_null(strstr(text, "unknown error"));
        if (skt_error_find(rows[i].name, &found) != 0) fail_msg("%s is not found", rows[i].name);
        assert_int_equal(found, -rows[i].number);
    }
}

static void test_error__each_is_listed_once_and_found_by_its_name(void **state)
{
    (void)state;
    size_t count = skt_error_count();
    assert_true(count > 300 && count <= COUNT_OF(all));
    for (size_t i = 0; i < count; i++) {
        int rc = skt_error_at(i), found = 0;
        char name[64];
        assert_true(rc < 0);
        for (size_t j = 0; j < i; j++) assert_int_not_equal(skt_error_at(j), rc);
        assert_ok(skt_error_find(skt_error_name(rc), &found));
        assert_int_equal(found, rc);
        snprintf(name, sizeof name, "SKT_%s", skt_error_name(rc));
        assert_ok(skt_error_find(name, &found));
        assert_int_equal(found, rc);
    }
    assert_int_equal(skt_error_at(count), 0);
    assert_int_equal(skt_error_at(SIZE_MAX), 0);
}

static void test_error__all_that_this_system_has_are_listed(void **state)
{
    (void)state;
    size_t listed = 0, returned = 0;
    for (size_t i = 0; i < COUNT_OF(all); i++) returned += all[i] > -32000;
    for (size_t i = 0; i < skt_error_count(); i++) listed += skt_error_at(i) > -32000;
    assert_int_equal(listed, returned);
}

static void test_error__other_names_are_found_on_every_system(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int rc;
    } rows[] = {
        {"EWOULDBLOCK", SKT_EAGAIN},
        {"SKT_EWOULDBLOCK", SKT_EAGAIN},
        {"WSAEWOULDBLOCK", SKT_EAGAIN},
        {"WSAECONNREFUSED", SKT_ECONNREFUSED},
        {"WSAEOPNOTSUPP", SKT_EOPNOTSUPP},
        {"WSAESHUTDOWN", SKT_EPIPE},
        {"WSAEBADF", SKT_WSAEBADF},
        {"WSA_NOT_ENOUGH_MEMORY", SKT_ENOMEM},
        {"WSA_INVALID_HANDLE", SKT_EBADF},
        {"WSA_OPERATION_ABORTED", SKT_ECANCELED},
        {"WSANO_ADDRESS", SKT_WSANO_DATA},
        {"ERROR_ACCESS_DENIED", SKT_EPERM},
        {"ERROR_OPERATION_ABORTED", SKT_ECANCELED},
        {"ERROR_NOT_SUPPORTED", SKT_ENOTSUP > -32000 ? SKT_ENOTSUP : SKT_EOPNOTSUPP},
        {"ENOTSUP", SKT_ENOTSUP > -32000 ? SKT_ENOTSUP : SKT_EOPNOTSUPP},
        {"EDEADLOCK", SKT_EDEADLOCK > -32000 ? SKT_EDEADLOCK : SKT_EDEADLK},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int found = 0;
        if (skt_error_find(rows[i].name, &found) != 0) fail_msg("%s is not found", rows[i].name);
        assert_rc(found, rows[i].rc);
    }
}

static void test_error__what_is_no_name_is_not_found(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",          "SKT_",       "ECONN",       "ECONNREFUSED ", "econnrefused", "SKT_SKT_EINVAL", "WSAEPIPE",
        "WSAEAGAIN", "WSAETXTBSY", "WSAEINVALID", "WSA",           "SKT_WSA",      "-111",           "10061",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        int found = 77;
        assert_rc(skt_error_find(texts[i], &found), SKT_ENOENT);
        assert_int_equal(found, 77);
    }
}

/* The twins that programs are written against. */
static void test_error__twins_by_meaning_are_one_name(void **state)
{
    (void)state;
    static const struct {
        int rc;
        int number;
    } rows[] = {
        {SKT_EPIPE, 10058}, {SKT_ECANCELED, 995}, {SKT_ENOMEM, 8}, {SKT_ENOENT, 2}, {SKT_EPERM, 5}, {SKT_EBADF, 6},
    };
    if (host.system != SKT_ON_WINDOWS) SKIP("only Windows has two sets of numbers");
    for (size_t i = 0; i < COUNT_OF(rows); i++) assert_int_equal(rows[i].rc, -rows[i].number);
}

static void test_error__again_is_eagain_alone(void **state)
{
    (void)state;
    assert_true(skt_error_is_again(SKT_EAGAIN));
    assert_false(skt_error_is_again(0));
    assert_false(skt_error_is_again(1));
    for (size_t i = 0; i < COUNT_OF(all); i++) assert_true(skt_error_is_again(all[i]) == (all[i] == SKT_EAGAIN));
}

static void test_error__unsupported_is_what_is_not_there(void **state)
{
    (void)state;
    static const int kinds[] = {
        SKT_EUNSUPPORTED, SKT_ENOPROTOOPT,     SKT_EOPNOTSUPP,      SKT_ENOTSUP, SKT_EAFNOSUPPORT,
        SKT_EPFNOSUPPORT, SKT_EPROTONOSUPPORT, SKT_ESOCKTNOSUPPORT, SKT_ENOSYS,  SKT_ENOTTY,
    };
    assert_false(skt_error_is_unsupported(0));
    assert_false(skt_error_is_unsupported(1));
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        bool wanted = false;
        for (size_t k = 0; k < COUNT_OF(kinds); k++) wanted = wanted || all[i] == kinds[k];
        assert_true(skt_error_is_unsupported(all[i]) == wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_error__all_enumerators_stand_in_one_switch),
        TEST(test_error__every_code_has_its_name_and_sentence),
        TEST(test_error__every_error_of_the_systems_headers_has_a_name_and_a_sentence),
        TEST(test_error__each_is_listed_once_and_found_by_its_name),
        TEST(test_error__all_that_this_system_has_are_listed),
        TEST(test_error__other_names_are_found_on_every_system),
        TEST(test_error__what_is_no_name_is_not_found),
        TEST(test_error__twins_by_meaning_are_one_name),
        TEST(test_error__an_unknown_code_has_a_text_but_no_name),
        TEST(test_error__a_text_is_cut_to_the_room_and_tells_its_length),
        TEST(test_error__again_is_eagain_alone),
        TEST(test_error__unsupported_is_what_is_not_there),
    };
    return RUN(tests);
}
